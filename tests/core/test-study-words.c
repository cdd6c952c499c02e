/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/cairn-duration.h"
#include "command/cairn-element-commands.h"
#include "command/cairn-journey-commands.h"
#include "command/cairn-playbook-commands.h"
#include "command/cairn-step-commands.h"
#include "insight/cairn-journey-studies.h"
#include "insight/cairn-stage-benchmark.h"
#include "insight/cairn-study-handling.h"
#include "insight/cairn-study-how.h"
#include "insight/cairn-study-sentence.h"
#include "insight/cairn-touchpoint-words.h"
#include "timing/cairn-snapshot-private.h"
#include "timing/cairn-stage-study-private.h"

#include <locale.h>
#include <math.h>
#include <string.h>

/* What is said of a study. Weeks begin on 1 June 2026 and every 7 days from there. */

#define FIRST_WEEK G_GINT64_CONSTANT (1780272000) /* 2026-06-01T00:00:00Z */

static CairnStageStudy *
new_study (void)
{
  CairnStageStudy *study = g_new0 (CairnStageStudy, 1);

  g_atomic_ref_count_init (&study->ref_count);
  study->waiting = g_array_new (FALSE, FALSE, sizeof (CairnWaiting));
  study->owners = g_array_new (FALSE, TRUE, sizeof (CairnOwnerFigures));
  study->handoffs = g_array_new (FALSE, TRUE, sizeof (CairnHandoff));
  study->curve = g_array_new (FALSE, FALSE, sizeof (CairnCurvePoint));
  study->dots = g_array_new (FALSE, FALSE, sizeof (CairnStayDot));
  study->effects = g_array_new (FALSE, FALSE, sizeof (CairnChangeEffect));
  study->touchpoints = g_array_new (FALSE, FALSE, sizeof (CairnTouchpointFigures));
  study->strings = g_string_chunk_new (64);
  for (guint i = 0; i < CAIRN_TREND_WEEKS; i++)
    study->weeks[i].begin = FIRST_WEEK + i * CAIRN_WEEK;
  study->figures.stage = "Onboarding";
  study->figures.segment = "SMB";
  study->figures.target = 21 * CAIRN_DAY;
  study->figures.exits = 112;
  study->figures.here = 38;
  study->figures.overdue = 22;
  study->figures.lost_per_week = 195.6;
  study->figures.lost_error = 33.2;
  study->figures.arrivals_per_week = 8.25;
  study->figures.share_late = 0.41;
  study->figures.days_late = 25.3;
  study->figures.now = FIRST_WEEK + CAIRN_TREND_WEEKS * CAIRN_WEEK;
  study->figures.time
    = (CairnTimeVerdict){ .n_weeks = 26, .since = -1, .verdict = CAIRN_TIME_NONE };
  study->figures.type = (CairnTypeVerdict){ .p = NAN };
  study->figures.wait.value = study->figures.work.value = NAN;
  return study;
}

static CairnOwnerFigures
owner (const char *name, guint exits, double expected, double lost, guint here)
{
  return (CairnOwnerFigures){
    .name = name,
    .exits = exits,
    .expected = expected,
    .slowness = (expected + 2) / (exits + 2),
    .lost_days = lost,
    .here = here,
    .last_exit = FIRST_WEEK + 23 * CAIRN_WEEK,
    .expected_since = 0.5,
    .eligible = expected >= 5,
    .slow = expected >= 5 && (expected + 2) / (exits + 2) >= 1.4,
  };
}

/* ---- labels ---- */

/* What half of the customers miss is never called on track, be the days lost few. */
static void
test_slow_label (void)
{
  g_autoptr (CairnStageStudy) study = new_study ();
  g_autofree char *slow = NULL, *evidence = NULL, *by_chance = NULL;
  const CairnStudySetting setting = { 0 };

  study->figures.median = (CairnEstimate){ 24 * CAIRN_DAY, 21.5 * CAIRN_DAY, 26 * CAIRN_DAY };
  slow = cairn_study_words_label (&study->figures, &setting);
  g_assert_cmpstr (slow, ==, "Past target");
  evidence = cairn_study_words_evidence (study, &setting);
  g_assert_nonnull (strstr (evidence, "half stay longer than 24 d ("));
  study->figures.median.low = 20 * CAIRN_DAY;
  by_chance = cairn_study_words_label (&study->figures, &setting);
  g_assert_cmpstr (by_chance, ==, "On track");
}

static void
test_labels (void)
{
  static const struct
  {
    CairnTimeClass time;
    CairnTypeClass type;
    gboolean customer_side;
    double lost;
    guint n_weeks;
    const char *label, *in_short;
  } rows[] = {
    { CAIRN_TIME_LONG, CAIRN_TYPE_CLASS_PEOPLE, FALSE, 7, 26, "People · long-term",
      "People · long" },
    { CAIRN_TIME_LONG, CAIRN_TYPE_CLASS_SYSTEM, FALSE, 7, 26, "System · long-term",
      "System · long" },
    { CAIRN_TIME_LONG, CAIRN_TYPE_CLASS_BOTH, FALSE, 7, 26, "People and system · long-term",
      "Both · long" },
    { CAIRN_TIME_LONG, CAIRN_TYPE_CLASS_UNCLEAR, FALSE, 7, 26, "Cause unclear · long-term",
      "Unclear · long" },
    { CAIRN_TIME_LONG, CAIRN_TYPE_CLASS_UNKNOWN, FALSE, 7, 26, "Cause unknown · long-term",
      "Unknown · long" },
    { CAIRN_TIME_SHORT, CAIRN_TYPE_CLASS_PEOPLE, FALSE, 7, 26, "People · short-term",
      "People · short" },
    { CAIRN_TIME_SHORT, CAIRN_TYPE_CLASS_SYSTEM, TRUE, 7, 26, "People (customer) · short-term",
      "Customer · short" },
    { CAIRN_TIME_UNCLEAR, CAIRN_TYPE_CLASS_SYSTEM, FALSE, 7, 26, "System · unclear how long",
      "System · ?" },
    { CAIRN_TIME_UNKNOWN, CAIRN_TYPE_CLASS_PEOPLE, FALSE, 7, 9,
      "People · unknown how long (9 weeks)", "People · ?" },
    { CAIRN_TIME_UNKNOWN, CAIRN_TYPE_CLASS_UNKNOWN, FALSE, 7, 1,
      "Cause unknown · unknown how long (1 week)", "Unknown · ?" },
    { CAIRN_TIME_UNKNOWN, CAIRN_TYPE_CLASS_PEOPLE, FALSE, NAN, 26, "No target set", "No target" },
    { CAIRN_TIME_NONE, CAIRN_TYPE_CLASS_PEOPLE, FALSE, 0, 26, "On track", "On track" },
  };

  test_slow_label ();
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const CairnStudySetting setting = { .customer_side = rows[i].customer_side };
      CairnStudyFigures figures = { .lost_per_week = rows[i].lost };
      g_autofree char *label = NULL, *in_short = NULL;

      figures.time.verdict = rows[i].time;
      figures.time.n_weeks = rows[i].n_weeks;
      figures.type.verdict = rows[i].type;
      label = cairn_study_words_label (&figures, &setting);
      g_assert_cmpstr (label, ==, rows[i].label);
      in_short = cairn_study_words_short_label (&figures, &setting);
      g_assert_cmpstr (in_short, ==, rows[i].in_short);
    }
}

/* ---- evidence ---- */

typedef struct
{
  const char *what;
  CairnTimeVerdict time;
  CairnTypeVerdict type;
  CairnOwnerFigures owners[4];
  double absent; /* exits expected of the first owner since the last one */
  CairnStudySetting setting;
  const char *words;
  const char *handling; /* what is suggested first; NULL: nothing */
} EvidenceRow;

static CairnStageStudy *
make_study (const EvidenceRow *row)
{
  CairnStageStudy *study = new_study ();

  study->figures.time = row->time;
  study->figures.type = row->type;
  for (guint i = 0; i < 4 && row->owners[i].name != NULL; i++)
    {
      const CairnOwnerFigures *given = &row->owners[i];
      CairnOwnerFigures one
        = owner (given->name, given->exits, given->expected, given->lost_days, given->here);

      if (i == 0 && row->absent > 0)
        one.expected_since = row->absent;
      g_array_append_val (study->owners, one);
    }
  return study;
}

#define OWNER(who, left, wanted, lost, inside)                                                     \
  {                                                                                                \
    .name = who, .exits = left, .expected = wanted, .lost_days = lost, .here = inside              \
  }
#define LONG                                                                                       \
  {                                                                                                \
    .verdict = CAIRN_TIME_LONG, .n_weeks = 26, .n_bad = 21, .n_excess = 22, .n_episodes = 1,       \
    .last_run = 21, .since = 5                                                                     \
  }
#define SHORT                                                                                      \
  {                                                                                                \
    .verdict = CAIRN_TIME_SHORT, .n_weeks = 26, .n_bad = 3, .n_episodes = 1, .last_run = 3,        \
    .since = 23                                                                                    \
  }

static const EvidenceRow evidence_rows[] = {
  { "people, long",
    LONG,
    { .verdict = CAIRN_TYPE_CLASS_PEOPLE, .p = 0.001, .n_eligible = 3, .n_slow = 1, .n_late = 1 },
    { OWNER ("Dana", 9, 18.2, 71, 9), OWNER ("Bo", 30, 25, 20, 3), OWNER ("Chi", 29, 25, 9, 3) },
    0,
    { 0 },
    "Behind in 21 of 26 weeks, the last time since the week of 6 Jul 2026. Dana: 9 exits where 18 "
    "were expected. 1 of 3 owners is slow and holds 71 % of the days lost. 112 exits, 38 here now.",
    "Rebalance owners; review usage with the stuck customers" },
  { "people, names hidden",
    LONG,
    { .verdict = CAIRN_TYPE_CLASS_PEOPLE, .p = 0.001, .n_eligible = 3, .n_slow = 1, .n_late = 1 },
    { OWNER ("Dana", 9, 18.2, 71, 9), OWNER ("Bo", 30, 25, 20, 3), OWNER ("Chi", 29, 25, 9, 3) },
    4.2,
    { .hide_owners = TRUE },
    "Behind in 21 of 26 weeks, the last time since the week of 6 Jul 2026. One owner: no exits "
    "since 9 Nov 2026, 9 waiting, 4.2 expected. 1 of 3 owners is slow and holds 71 % of the days "
    "lost. 112 exits, 38 here now.",
    "Rebalance owners; review usage with the stuck customers" },
  { "system, long",
    LONG,
    { .verdict = CAIRN_TYPE_CLASS_SYSTEM, .p = 0.44, .n_eligible = 3, .n_late = 3 },
    { OWNER ("Dana", 20, 20, 30, 9), OWNER ("Bo", 30, 25, 20, 3), OWNER ("Chi", 29, 25, 9, 3) },
    0,
    { 0 },
    "Behind in 21 of 26 weeks, the last time since the week of 6 Jul 2026. 3 of 3 owners are late, "
    "none stands out. 112 exits, 38 here now.",
    "Automate reminders and messages" },
  { "system, long, and somebody absent",
    LONG,
    { .verdict = CAIRN_TYPE_CLASS_SYSTEM, .p = 0.44, .n_eligible = 3, .n_late = 3 },
    { OWNER ("Dana", 20, 20, 30, 9), OWNER ("Bo", 30, 25, 20, 3), OWNER ("Chi", 29, 25, 9, 3) },
    4.2,
    { 0 },
    "Behind in 21 of 26 weeks, the last time since the week of 6 Jul 2026. Dana: no exits since "
    "9 Nov 2026, 9 waiting, 4.2 expected. 3 of 3 owners are late, none stands out. 112 exits, 38 "
    "here now.",
    "Automate reminders and messages" },
  { "both",
    LONG,
    { .verdict = CAIRN_TYPE_CLASS_BOTH, .p = 0.001, .n_eligible = 3, .n_slow = 1, .n_late = 3 },
    { OWNER ("Dana", 9, 18.2, 71, 9), OWNER ("Bo", 30, 25, 20, 3), OWNER ("Chi", 29, 25, 9, 3) },
    0,
    { 0 },
    "Behind in 21 of 26 weeks, the last time since the week of 6 Jul 2026. Dana: 9 exits where 18 "
    "were expected. 1 of 3 owners is slow and holds 71 % of the days lost. The others are late "
    "too: "
    "3 of 3 owners in all. 112 exits, 38 here now.",
    "Automate reminders and messages" },
  { "absent",
    SHORT,
    { .verdict = CAIRN_TYPE_CLASS_UNCLEAR, .p = 0.2, .n_eligible = 2, .n_late = 1 },
    { OWNER ("Dana", 9, 12, 71, 9), OWNER ("Bo", 30, 25, 20, 3) },
    4.2,
    { 0 },
    "Behind since the week of 9 Nov 2026. Dana: no exits since 9 Nov 2026, 9 waiting, 4.2 "
    "expected. "
    "112 exits, 38 here now.",
    "Cover the absence; no process change" },
  { "too little is known of an owner to be named",
    SHORT,
    { .verdict = CAIRN_TYPE_CLASS_UNKNOWN, .p = NAN, .n_eligible = 1 },
    { OWNER ("Dana", 1, 4.9, 71, 9), OWNER ("Bo", 30, 25, 20, 3) },
    4.2,
    { 0 },
    "Behind since the week of 9 Nov 2026. Of 2 owners fewer than two have exits enough to be "
    "compared. 112 exits, 38 here now.",
    "Reassign the queue; tell the waiting customers" },
  { "no owners",
    LONG,
    { .verdict = CAIRN_TYPE_CLASS_UNKNOWN, .p = NAN },
    { { 0 } },
    0,
    { 0 },
    "Behind in 21 of 26 weeks, the last time since the week of 6 Jul 2026. The data name no "
    "owners, "
    "so people and system cannot be told apart. 112 exits, 38 here now.",
    "Talk to the team: what holds customers up?" },
  { "few exits",
    { .verdict = CAIRN_TIME_UNCLEAR, .n_weeks = 26, .n_bad = 9, .since = 20, .last_run = 1 },
    { .verdict = CAIRN_TYPE_CLASS_UNCLEAR, .p = 0.4, .n_eligible = 2 },
    { OWNER ("Dana", 5, 5, 3, 9), OWNER ("Bo", 4, 5, 20, 3) },
    0,
    { 0 },
    "Behind in 9 of 26 weeks, too scattered to call it short or long. Only 9 exits by 2 owners: "
    "ask "
    "the team. 112 exits, 38 here now.",
    "Talk to the team: what holds customers up?" },
  { "customer side",
    LONG,
    { .verdict = CAIRN_TYPE_CLASS_UNKNOWN, .p = NAN },
    { { 0 } },
    0,
    { .customer_side = TRUE },
    "Behind in 21 of 26 weeks, the last time since the week of 6 Jul 2026. All its steps are the "
    "customer's. 112 exits, 38 here now.",
    "Report exceptions; send content; make courtesy calls" },
  { "automated",
    LONG,
    { .verdict = CAIRN_TYPE_CLASS_SYSTEM, .automated = TRUE, .p = NAN },
    { { 0 } },
    0,
    { 0 },
    "Behind in 21 of 26 weeks, the last time since the week of 6 Jul 2026. All its steps are "
    "automated. 112 exits, 38 here now.",
    "Automate reminders and messages" },
  { "over",
    { .verdict = CAIRN_TIME_NONE, .n_weeks = 26, .n_bad = 3, .since = 10, .last_run = 3 },
    { .verdict = CAIRN_TYPE_CLASS_PEOPLE, .p = 0.001, .n_eligible = 3, .n_slow = 1, .n_late = 1 },
    { OWNER ("Dana", 9, 18.2, 71, 9), OWNER ("Bo", 30, 25, 20, 3), OWNER ("Chi", 29, 25, 9, 3) },
    0,
    { 0 },
    "Not behind now; the last time it was is over since the week of 31 Aug 2026. 112 exits, 38 "
    "here now.",
    NULL },
  { "young",
    { .verdict = CAIRN_TIME_UNKNOWN, .n_weeks = 9, .since = -1 },
    { .verdict = CAIRN_TYPE_CLASS_UNKNOWN, .p = NAN },
    { { 0 } },
    0,
    { 0 },
    "Only 9 full weeks of history; 13 are needed. 112 exits, 38 here now.",
    "Talk to the team: what holds customers up?" },
};

static void
test_evidence (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (evidence_rows); i++)
    {
      const EvidenceRow *row = &evidence_rows[i];
      g_autoptr (CairnStageStudy) study = make_study (row);
      g_autofree char *words = cairn_study_words_evidence (study, &row->setting);
      g_autoptr (GPtrArray) handling = cairn_study_handling_list (study, &row->setting);

      g_test_message ("%s", row->what);
      g_assert_cmpstr (words, ==, row->words);
      if (row->handling == NULL)
        g_assert_cmpuint (handling->len, ==, 0);
      else
        g_assert_cmpstr (cairn_study_handling_get_title (g_ptr_array_index (handling, 0)), ==,
                         row->handling);
    }
}

static void
test_work (void)
{
  g_autoptr (CairnStageStudy) study = make_study (&evidence_rows[2]);
  const CairnStudySetting setting = { 0 };
  g_autofree char *words = NULL;

  study->figures.n_started = 40;
  study->figures.wait.value = 12 * CAIRN_DAY;
  study->figures.work.value = 3 * CAIRN_DAY;
  words = cairn_study_words_evidence (study, &setting);
  g_assert_nonnull (
    strstr (words, "waiting for somebody to begin (median 12 d, then 3 d of work)"));
}

/* Overloaded or slow? Nothing is said of how busy anybody is. */
static void
test_excess (void)
{
  static const struct
  {
    double wait, work;
    guint n_slow;
    const char *words;
  } rows[] = {
    { 12, 1, 0,
      "Overloaded, not slow: the excess sits in waiting. Past the target: waiting +12 d, working "
      "+1 d on average against those who left in time." },
    { 12, -1, 0, "waiting +12 d, working −1 d on average" },
    { 1, 12, 0, "Slow: the excess sits in working time. Past the target: waiting +1 d" },
    { -3, 12, 0, "Slow: the excess sits in working time." },
    { 5, 6, 0, "The excess sits in waiting and in working time." },
    { 12, 1, 1,
      "Overloaded, not slow: the excess sits in waiting. With the slow owners: waiting +12 d, "
      "working +1 d on average against the others." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (CairnStageStudy) study = make_study (&evidence_rows[2]);
      CairnExcess excess = { 9, 9, rows[i].wait * CAIRN_DAY, rows[i].work * CAIRN_DAY };
      const CairnStudySetting setting = { 0 };
      g_autofree char *words = NULL;

      study->figures.type.n_slow = rows[i].n_slow;
      if (rows[i].n_slow > 0)
        study->figures.slow_owners = excess;
      else
        study->figures.late = excess;
      words = cairn_study_words_evidence (study, &setting);
      g_test_message ("%s", words);
      g_assert_nonnull (strstr (words, rows[i].words));
    }
}

static void
test_again (void)
{
  g_autoptr (CairnStageStudy) study = make_study (&evidence_rows[2]);
  const CairnStudySetting setting = { 0 };
  g_autofree char *before = NULL, *after = NULL;

  study->figures.repeated = 0.14;
  study->figures.first_stay = (CairnEstimate){ 12 * CAIRN_DAY, 10 * CAIRN_DAY, 15 * CAIRN_DAY };
  study->figures.per_customer = (CairnEstimate){ 30 * CAIRN_DAY, 25 * CAIRN_DAY, NAN };
  before = cairn_study_words_evidence (study, &setting);
  g_assert_null (strstr (before, "came before"));
  study->figures.grouped = TRUE;
  after = cairn_study_words_evidence (study, &setting);
  g_test_message ("%s", after);
  g_assert_nonnull (strstr (after,
                            "14 % of the stays are of customers who came before: first stays "
                            "take 12 d (10 d to 15 d), all stays of a customer together "
                            "30 d"));
}

/* ---- what it costs ---- */

static void
test_loss (void)
{
  g_autoptr (CairnStageStudy) study = new_study ();
  g_autofree char *loss = cairn_study_words_loss (&study->figures);
  g_autofree char *factors = cairn_study_words_factors (&study->figures);
  g_autofree char *all = NULL, *nothing = NULL, *untold = NULL;

  g_assert_cmpstr (loss, ==,
                   "Onboarding (SMB) loses 196 customer-days a week (± 65): 22 customers are past "
                   "21 d now.");
  g_assert_cmpstr (
    factors, ==,
    "8.2 customers arrive a week × 41 % of those inside were late × 25 days late each "
    "(last 4 weeks)");
  study->figures.segment = NULL;
  study->figures.target = 0;
  study->figures.overdue = 1;
  all = cairn_study_words_loss (&study->figures);
  g_assert_cmpstr (
    all, ==,
    "Onboarding loses 196 customer-days a week (± 65): 1 customer is past the target "
    "now.");
  study->figures.lost_per_week = 0;
  nothing = cairn_study_words_loss (&study->figures);
  g_assert_true (
    g_str_has_prefix (nothing, "Onboarding lost no customer-days in the last 4 weeks"));
  g_assert_null (cairn_study_words_factors (&study->figures));
  study->figures.lost_per_week = NAN;
  untold = cairn_study_words_loss (&study->figures);
  g_assert_cmpstr (untold, ==, "Onboarding has no target, so no days can be counted as lost.");
}

static void
test_effects (void)
{
  static const struct
  {
    CairnChangeEffect effect;
    const char *words;
  } rows[] = {
    { { .exits_before = 40, .exits_after = 30, .speed = { 1.6, 1.1, 2.3 } },
      "Leaves 1.6× faster since 1 Jun 2026 (1.1–2.3)." },
    { { .exits_before = 40, .exits_after = 30, .speed = { 0.5, 0.4, 0.8 } },
      "Leaves 2.0× more slowly since 1 Jun 2026 (1.2–2.5)." },
    { { .exits_before = 40, .exits_after = 30, .speed = { 1.2, 0.8, 1.8 } },
      "No clear difference since 1 Jun 2026: leaves 1.2× as fast (0.8–1.8)." },
    { { .exits_before = 40, .exits_after = 4, .speed = { 1.2, 0.8, 1.8 } },
      "40 exits before and 4 since 1 Jun 2026: too few to tell." },
    { { .to = FIRST_WEEK, .speed = { NAN, NAN, NAN } }, "It is not 1 Jun 2026 yet." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      CairnChangeEffect effect = rows[i].effect;
      g_autofree char *words = NULL;

      effect.moment = FIRST_WEEK;
      effect.to = effect.to != 0 ? effect.to : FIRST_WEEK + CAIRN_WEEK;
      words = cairn_study_words_effect (&effect);
      g_assert_cmpstr (words, ==, rows[i].words);
    }
}

/* ---- how it is computed ---- */

static void
test_how (void)
{
  g_autoptr (CairnStageStudy) study = new_study ();
  g_autoptr (CairnSnapshot) snapshot = cairn_snapshot_new (study->figures.now, 0, 0, NULL, 0);

  for (CairnHow how = 0; how < CAIRN_N_HOWS; how++)
    {
      g_autofree char *text = cairn_study_how_dup_text (how, study, snapshot);

      g_test_message ("%s: %s", cairn_study_how_get_title (how), text);
      g_assert_cmpstr (cairn_study_how_get_title (how), !=, "");
      g_assert_true (g_str_has_prefix (text, cairn_study_how_get_formula (how)));
      /* No two figures have the same name: a formula is said once. */
      for (CairnHow other = 0; other < how; other++)
        g_assert_cmpstr (cairn_study_how_get_title (how), !=, cairn_study_how_get_title (other));
      g_assert_nonnull (strstr (text, "\nn: "));
      g_assert_nonnull (strstr (text, "\nWindow: "));
      g_assert_nonnull (strstr (text, "\nClock: calendar days"));
      g_assert_nonnull (strstr (text, "\nAs of: "));
      g_assert_null (strstr (text, "nan"));
    }
}

/* The forecast stands on 26 weeks, whatever the window is. */
static void
test_how_forecast (void)
{
  g_autoptr (CairnStageStudy) study = new_study ();
  g_autofree char *text = cairn_study_how_dup_figure (CAIRN_HOW_FORECAST, study);

  g_assert_nonnull (strstr (text, "\nWindow: the last 26 weeks"));
}

/* Only where they allow for customers who came again do limits say so. */
static void
test_how_again (void)
{
  static const CairnHow hows[] = { CAIRN_HOW_BAND, CAIRN_HOW_MEDIAN, CAIRN_HOW_P90 };
  g_autoptr (CairnStageStudy) study = new_study ();

  study->figures.repeated = 0.142;
  for (guint i = 0; i < 2 * G_N_ELEMENTS (hows); i++)
    {
      g_autofree char *text = NULL;
      gboolean grouped = i >= G_N_ELEMENTS (hows);

      study->figures.grouped = grouped;
      text = cairn_study_how_dup_figure (hows[i % G_N_ELEMENTS (hows)], study);
      g_assert_cmpint (strstr (text, "came more than once: 14 % of the stays.") != NULL, ==,
                       grouped);
    }
}

/* ---- what the map says ---- */

static void
set (CairnHistory *history, CairnElement *element, CairnProp prop, CairnValue value)
{
  g_autoptr (GPtrArray) elements = g_ptr_array_new ();

  g_ptr_array_add (elements, element);
  cairn_command_set (history, elements, prop, &value, FALSE);
  cairn_value_clear (&value);
}

static void
assert_benchmark (CairnElement *stage, const CairnStudyFigures *figures, const char *wanted)
{
  g_autofree char *words = cairn_stage_benchmark_dup_words (stage, figures);

  g_assert_cmpstr (words, ==, wanted);
}

/* Each in front of the ones before it. */
static void
test_benchmark (void)
{
  g_autoptr (CairnDocument) document = cairn_document_new ();
  g_autoptr (CairnSelection) selection = cairn_selection_new ();
  g_autoptr (CairnHistory) history = cairn_history_new (document, selection);
  CairnElement *segment = cairn_command_add_segment (history, "SMB");
  CairnElement *map = cairn_command_add_diagram (history, segment, CAIRN_KIND_SWIMLANE, "Map");
  CairnElement *lane = cairn_element_first (map, CAIRN_KIND_LANE);
  CairnElement *stage = cairn_element_first (map, CAIRN_KIND_STAGE);
  CairnElement *step, *playbook, *task;
  CairnStudyFigures figures = { 0 };

  assert_benchmark (stage, NULL, "no target set");
  assert_benchmark (stage, &figures, "no target set");
  figures.own_best
    = (CairnSelfBenchmark){ 18 * CAIRN_DAY, FIRST_WEEK, FIRST_WEEK + 13 * CAIRN_WEEK, 40 };
  assert_benchmark (
    stage, &figures,
    "its own best 13 weeks, 1 Jun 2026 – 31 Aug 2026: three of four were through in "
    "18 d (self-benchmark, n = 40)");
  set (history, stage, CAIRN_PROP_BENCHMARK,
       cairn_value_from_int (CAIRN_TYPE_DURATION, 30 * CAIRN_DAY));
  assert_benchmark (stage, &figures, "industry figure 30 d, source not given");
  set (history, stage, CAIRN_PROP_BENCHMARK_SOURCE,
       cairn_value_from_string (CAIRN_TYPE_STRING, "TSIA 2024"));
  assert_benchmark (stage, &figures, "industry figure 30 d (TSIA 2024)");

  step
    = cairn_command_add_step (history, map, lane, stage, NULL, CAIRN_STEP_TOUCHPOINT, "Kick-off");
  playbook = cairn_command_add_playbook_to (history, step);
  assert_benchmark (stage, &figures, "industry figure 30 d (TSIA 2024)");
  task = cairn_command_add_task (history, playbook, NULL, "Invite");
  set (history, task, CAIRN_PROP_OFFSET,
       cairn_value_from_int (CAIRN_TYPE_DURATION, 12 * CAIRN_DAY));
  assert_benchmark (stage, &figures, "12 d, when the playbook “Kick-off” is to be through");
  set (history, stage, CAIRN_PROP_TARGET,
       cairn_value_from_int (CAIRN_TYPE_DURATION, 21 * CAIRN_DAY));
  assert_benchmark (stage, &figures, "target 21 d");

  set (history, lane, CAIRN_PROP_KIND, cairn_value_from_int (CAIRN_TYPE_ENUM, CAIRN_LANE_FRONT));
  g_assert_false (cairn_journey_studies_is_automated (stage));
  g_assert_false (cairn_journey_studies_is_customer_side (stage));
  set (history, step, CAIRN_PROP_AUTOMATED, cairn_value_from_int (CAIRN_TYPE_BOOL, TRUE));
  g_assert_true (cairn_journey_studies_is_automated (stage));
  set (history, lane, CAIRN_PROP_KIND, cairn_value_from_int (CAIRN_TYPE_ENUM, CAIRN_LANE_CUSTOMER));
  g_assert_true (cairn_journey_studies_is_customer_side (stage));
}

static void
assert_said (char *words, const char *has)
{
  if (strstr (words, has) == NULL)
    g_error ("“%s” lacks “%s”", words, has);
  g_free (words);
}

/* What was counted in working days says so, as on the map. */
static void
test_working_days (void)
{
  const CairnEstimate span = { 12 * CAIRN_DAY, 10 * CAIRN_DAY, 14 * CAIRN_DAY };
  CairnStudyFigures figures = { .exits = 30,
                                .here = 2,
                                .overdue = 1,
                                .age_max = 20 * CAIRN_DAY,
                                .target = 7 * CAIRN_DAY,
                                .median = span,
                                .due = 20,
                                .kept = { 0.5, 0.4, 0.6 } };
  const CairnTouchpointFigures touchpoint
    = { .times = 9, .n_until = 9, .until = span, .gap = 3 * CAIRN_DAY };

  for (guint working = 0; working < 2; working++)
    {
      figures.working_days = working;
      assert_said (cairn_study_sentence_here (&figures), working ? "of 7 wd." : "of 7 d.");
      assert_said (cairn_study_sentence_distribution (&figures, CAIRN_COUNT_STAYS),
                   working ? "12 wd (10 wd to 14 wd)" : "12 d (10 d to 14 d)");
      assert_said (cairn_study_sentence_distribution (&figures, CAIRN_COUNT_STAYS),
                   working ? "longest for 20 wd." : "longest for 20 d.");
      assert_said (cairn_touchpoint_words_dup (&touchpoint, working, CAIRN_TOUCHPOINT_UNTIL),
                   working ? "12 wd (10 wd to 14 wd), n = 9" : "12 d (10 d to 14 d), n = 9");
      assert_said (cairn_touchpoint_words_dup (&touchpoint, working, CAIRN_TOUCHPOINT_GAP),
                   working ? "3 wd" : "3 d");
      assert_said (cairn_touchpoint_words_dup_brief (&touchpoint, working, FALSE),
                   working ? "first after 12 wd · n = 9" : "first after 12 d · n = 9");
    }
}

int
main (int argc, char *argv[])
{
  g_setenv ("TZ", "UTC", TRUE);
  g_setenv ("LC_ALL", "C.UTF-8", TRUE);
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/study-words/labels", test_labels);
  g_test_add_func ("/study-words/evidence", test_evidence);
  g_test_add_func ("/study-words/work", test_work);
  g_test_add_func ("/study-words/excess", test_excess);
  g_test_add_func ("/study-words/again", test_again);
  g_test_add_func ("/study-words/loss", test_loss);
  g_test_add_func ("/study-words/effects", test_effects);
  g_test_add_func ("/study-words/how", test_how);
  g_test_add_func ("/study-words/how-forecast", test_how_forecast);
  g_test_add_func ("/study-words/how-again", test_how_again);
  g_test_add_func ("/study-words/benchmark", test_benchmark);
  g_test_add_func ("/study-words/working-days", test_working_days);
  return g_test_run ();
}
