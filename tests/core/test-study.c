/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a study says of a handful of visits, worked out by hand. */

#include "base/cairn-duration.h"
#include "timing/cairn-engine.h"
#include "timing/cairn-stage-study.h"

#include <math.h>

#define STAGE "Onboarding"
#define NOW (60 * CAIRN_WEEK)

static const CairnWindow weeks_26 = { .kind = CAIRN_WINDOW_26_WEEKS };

static void
add (CairnEngine *engine, const char *customer, const char *stage, double entered, double left)
{
  CairnVisit visit = {
    .entered = NOW + (gint64) (entered * CAIRN_DAY),
    .left = isnan (left) ? CAIRN_VISIT_OPEN : NOW + (gint64) (left * CAIRN_DAY),
    .customer = cairn_engine_add_customer (engine, customer),
    .cell = cairn_engine_add_cell (engine, "", stage),
    .owner = cairn_engine_add_owner (engine, "Ada"),
    .wait = CAIRN_WAIT_UNKNOWN,
  };

  cairn_engine_apply (engine, NULL, &visit);
}

static CairnStageStudy *
study (CairnEngine *engine, const char *stage, gint64 log_start)
{
  return cairn_stage_study_new (engine, NULL, stage, NOW, &weeks_26, log_start, FALSE);
}

/* Who is lost before the target has missed it, in the weeks as in all; and of those who came before
 * the log begins only the slow ones were ever seen. */
static void
test_kept (void)
{
  g_autoptr (CairnEngine) engine = cairn_engine_new ();
  g_autoptr (CairnStageStudy) made = NULL;
  const CairnStudyFigures *figures;
  const CairnStudyWeek *weeks;
  guint due = 0, hits = 0;

  cairn_engine_set_target (engine, NULL, STAGE, 10 * CAIRN_DAY, 0);
  add (engine, "in time", STAGE, -20, -15);
  add (engine, "late", STAGE, -20, -5);
  add (engine, "here", STAGE, -20, NAN);
  add (engine, "lost", STAGE, -20, -15);
  add (engine, "before the log", STAGE, -60, -49);
  cairn_engine_set_end (engine, 0, CAIRN_END_SUCCESS);
  cairn_engine_set_end (engine, 3, CAIRN_END_CHURN);
  made = study (engine, STAGE, NOW - 8 * CAIRN_WEEK);
  figures = cairn_stage_study_get_figures (made);
  weeks = cairn_stage_study_get_weeks (made);
  for (guint i = 0; i < CAIRN_TREND_WEEKS; i++)
    {
      due += weeks[i].due;
      hits += weeks[i].hits;
    }
  g_assert_cmpuint (figures->due, ==, 4);
  g_assert_cmpuint (figures->left_in_time, ==, 2);
  g_assert_cmpuint (figures->churned_first, ==, 1);
  g_assert_cmpfloat (figures->kept.value, ==, 0.25);
  g_assert_cmpuint (due, ==, 4);
  g_assert_cmpuint (hits, ==, 1);
}

/* Long or short is told by the weeks that the log holds: of the time before it only those are known
 * who stayed until it began. */
static void
test_before_the_log (void)
{
  g_autoptr (CairnEngine) engine = cairn_engine_new ();
  g_autoptr (CairnStageStudy) made = NULL;
  const CairnOwnerFigures *ada;
  guint n_owners;

  cairn_engine_set_target (engine, NULL, STAGE, 7 * CAIRN_DAY, 0);
  for (guint i = 0; i < 20; i++)
    {
      g_autofree char *old = g_strdup_printf ("old %u", i);
      g_autofree char *new = g_strdup_printf ("new %u", i);

      add (engine, old, STAGE, -26 * 7, -14 * 7 + 0.1);
      add (engine, new, STAGE, -14 * 7 + 5.0 * i - 3, -14 * 7 + 5.0 * i + 1);
    }
  made = study (engine, STAGE, NOW - 14 * CAIRN_WEEK);
  g_assert_cmpuint (cairn_stage_study_get_figures (made)->time.n_weeks, ==, 14);
  g_assert_cmpfloat (cairn_stage_study_get_figures (made)->time.pool_z, <, 0);
  ada = cairn_stage_study_get_owners (made, &n_owners);
  g_assert_cmpuint (n_owners, ==, 1);
  g_assert_cmpfloat_with_epsilon (ada->lost_days, 20 * 0.1, 1e-9);
}

/* An onboarding may go on while a renewal begins: that is not where it goes on to. */
static void
test_tracks (void)
{
  g_autoptr (CairnEngine) engine = cairn_engine_new ();
  g_autoptr (CairnStageStudy) made = NULL;
  const CairnStudyFigures *figures;
  const CairnHandoff *handoffs;
  guint n;

  cairn_engine_add_track (engine, STAGE, 0);
  cairn_engine_add_track (engine, "Renewal", 1);
  cairn_engine_add_track (engine, "Adoption", 0);
  add (engine, "goes on", STAGE, -30, -20);
  add (engine, "goes on", "Renewal", -25, -1);
  add (engine, "goes on", "Adoption", -18, NAN);
  add (engine, "on the way", STAGE, -30, -20);
  add (engine, "on the way", "Renewal", -25, NAN);
  add (engine, "lost", STAGE, -30, -20);
  add (engine, "lost", "Renewal", -25, -20);
  cairn_engine_set_end (engine, 2, CAIRN_END_CHURN);
  made = study (engine, STAGE, NOW - 10 * CAIRN_WEEK);
  figures = cairn_stage_study_get_figures (made);
  g_assert_cmpuint (figures->outcomes[CAIRN_OUTCOME_NEXT], ==, 1);
  g_assert_cmpuint (figures->outcomes[CAIRN_OUTCOME_GONE], ==, 1);
  g_assert_cmpuint (figures->outcomes[CAIRN_OUTCOME_CHURN], ==, 1);
  handoffs = cairn_stage_study_get_handoffs (made, &n);
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpuint (handoffs[0].moved, ==, 1);
  g_assert_cmpuint (handoffs[0].waiting, ==, 1);
  g_assert_cmpstr (handoffs[1].next_stage, ==, "Adoption");
}

/* Half of those who got to an age are half of them, however the fractions are rounded. */
static void
test_likely_still (void)
{
  for (guint n = 6; n <= 60; n += 2)
    {
      g_autoptr (CairnEngine) engine = cairn_engine_new ();
      g_autoptr (CairnStageStudy) made = NULL;
      const CairnWaiting *waiting;
      guint n_waiting;

      for (guint i = 1; i <= n; i++)
        {
          g_autofree char *name = g_strdup_printf ("Customer %u", i);

          add (engine, name, STAGE, -70, -70 + (double) i);
        }
      add (engine, "Here", STAGE, 0, NAN);
      made = study (engine, STAGE, NOW - 20 * CAIRN_WEEK);
      waiting = cairn_stage_study_get_waiting (made, &n_waiting);
      g_assert_cmpuint (n_waiting, ==, 1);
      g_assert_cmpfloat (waiting[0].more, ==, n / 2 * CAIRN_DAY);
    }
}

/* Where only some segments have a target and nobody is late, nothing is lost; that is not the same
 * as nothing being known. */
static void
test_some_targets (void)
{
  g_autoptr (CairnEngine) engine = cairn_engine_new ();
  g_autoptr (CairnStageStudy) made = NULL;
  g_autoptr (CairnSnapshot) snapshot = NULL;
  CairnVisit visit = {
    .entered = NOW - CAIRN_DAY,
    .left = CAIRN_VISIT_OPEN,
    .customer = cairn_engine_add_customer (engine, "SMB"),
    .cell = cairn_engine_add_cell (engine, "SMB", STAGE),
    .wait = CAIRN_WAIT_UNKNOWN,
  };

  cairn_engine_set_target (engine, "SMB", STAGE, 10 * CAIRN_DAY, 0);
  cairn_engine_apply (engine, NULL, &visit);
  add (engine, "none", STAGE, -30, NAN);
  made = study (engine, STAGE, NOW - 8 * CAIRN_WEEK);
  snapshot = cairn_engine_snapshot (engine, NOW, &weeks_26, NOW - 8 * CAIRN_WEEK);
  g_assert_cmpfloat (cairn_snapshot_find (snapshot, NULL, STAGE)->lost_per_week, ==, 0);
  g_assert_cmpfloat (cairn_stage_study_get_figures (made)->lost_per_week, ==, 0);
}

/* Who left long before the window and was never seen since is still on the way, beside those who
 * came so late: without them half would have come sooner than they did. */
static void
test_long_gone (void)
{
  g_autoptr (CairnEngine) engine = cairn_engine_new ();
  g_autoptr (CairnStageStudy) made = NULL;
  const CairnHandoff *handoffs;
  guint n;

  for (guint i = 0; i < 5; i++)
    {
      g_autofree char *moved = g_strdup_printf ("moved %u", i);
      g_autofree char *gone = g_strdup_printf ("gone %u", i);

      add (engine, moved, STAGE, -405, -400);
      add (engine, moved, "Adoption", -100.0 + i, NAN);
      add (engine, gone, STAGE, -425, -420);
    }
  add (engine, "gone of late", STAGE, -55, -50);
  made = study (engine, STAGE, G_MININT64);
  handoffs = cairn_stage_study_get_handoffs (made, &n);
  g_assert_cmpuint (n, >, 0);
  g_assert_null (handoffs[0].next_stage);
  g_assert_false (handoffs[0].median.value < 304 * CAIRN_DAY);
}

static void
add_started (CairnEngine *engine, const char *owner, double entered, double wait, double work)
{
  CairnVisit visit = {
    .entered = NOW + (gint64) (entered * CAIRN_DAY),
    .left = CAIRN_VISIT_OPEN,
    .customer = cairn_engine_add_customer (engine, "Somebody"),
    .cell = cairn_engine_add_cell (engine, "", STAGE),
    .owner = cairn_engine_add_owner (engine, owner),
    .wait = isnan (wait) ? CAIRN_WAIT_UNKNOWN : (gint32) (wait * CAIRN_DAY),
  };

  if (!isnan (work))
    visit.left = visit.entered + (gint64) (((isnan (wait) ? 0 : wait) + work) * CAIRN_DAY);
  cairn_engine_apply (engine, NULL, &visit);
}

/* Who is past the target has waited for (4 × 14 + 20) ÷ 5 = 15.2 days and was worked on for 4 × 3 ÷
 * 5, who is not for 2 and 3; of one nobody knows when work began. */
static void
test_late_wait (void)
{
  g_autoptr (CairnEngine) engine = cairn_engine_new ();
  g_autoptr (CairnStageStudy) made = NULL;
  g_autoptr (CairnStageStudy) before = NULL;
  const CairnStudyFigures *figures;

  cairn_engine_set_target (engine, NULL, STAGE, 10 * CAIRN_DAY, 0);
  for (guint i = 0; i < 5; i++)
    add_started (engine, "Ada", -50, 2, 3);
  for (guint i = 0; i < 4; i++)
    add_started (engine, "Ada", -50, 14, 3);
  add_started (engine, "Ada", -50, NAN, 30);
  before = study (engine, STAGE, NOW - 20 * CAIRN_WEEK);
  g_assert_true (isnan (cairn_stage_study_get_figures (before)->late.wait)); /* four are too few */
  add_started (engine, "Ada", -20, NAN, NAN);
  made = study (engine, STAGE, NOW - 20 * CAIRN_WEEK);
  figures = cairn_stage_study_get_figures (made);
  g_assert_cmpuint (figures->late.n, ==, 5);
  g_assert_cmpuint (figures->late.n_others, ==, 5);
  g_assert_cmpfloat_with_epsilon (figures->late.wait, 13.2 * CAIRN_DAY, 1e-6);
  g_assert_cmpfloat_with_epsilon (figures->late.work, -0.6 * CAIRN_DAY, 1e-6);
  g_assert_true (isnan (figures->slow_owners.wait)); /* nobody to compare with */
}

/* Bo takes 20 days where the others take 2, all of it at work. */
static void
test_slow_owner (void)
{
  g_autoptr (CairnEngine) engine = cairn_engine_new ();
  g_autoptr (CairnStageStudy) made = NULL;
  const CairnStudyFigures *figures;

  cairn_engine_set_target (engine, NULL, STAGE, 10 * CAIRN_DAY, 0);
  for (guint i = 0; i < 30; i++)
    {
      add_started (engine, "Ada", -100 + (double) i, 1, 1);
      add_started (engine, "Cy", -100 + (double) i, 1, 1);
      add_started (engine, "Bo", -100 + (double) i, 1, 19);
    }
  made = study (engine, STAGE, NOW - 20 * CAIRN_WEEK);
  figures = cairn_stage_study_get_figures (made);
  g_assert_cmpuint (figures->type.n_slow, ==, 1);
  g_assert_cmpuint (figures->slow_owners.n, ==, 30);
  g_assert_cmpuint (figures->slow_owners.n_others, ==, 60);
  g_assert_cmpfloat_with_epsilon (figures->slow_owners.wait, 0, 1e-6);
  g_assert_cmpfloat_with_epsilon (figures->slow_owners.work, 18 * CAIRN_DAY, 1e-6);
}

/* One customer after the other: 10 and 5 days, 20, 5 and 10 so far, 7, 8 so far, 9, 30.
 * Stays: S(5) = 7/9, S(7) = 6/9, S(9) = 0.53, S(10) = 0.4. First ones: S(5) = 6/7, S(7) = 5/7,
 * S(9) = 0.54, S(10) = 0.36. Sums: S(7) = 6/7, S(9) = 0.69, S(15) = 0.51, S(20) = 0.26. */
static void
test_counts (void)
{
  g_autoptr (CairnEngine) engine = cairn_engine_new ();
  g_autoptr (CairnStageStudy) made = NULL;
  const CairnStudyFigures *figures;
  guint n;

  add (engine, "A", STAGE, -50, -40);
  add (engine, "A", STAGE, -30, -25);
  add (engine, "B", STAGE, -50, -30);
  add (engine, "C", STAGE, -40, -35);
  add (engine, "C", STAGE, -10, NAN);
  add (engine, "D", STAGE, -60, -53);
  add (engine, "E", STAGE, -8, NAN);
  add (engine, "F", STAGE, -20, -11);
  add (engine, "G", STAGE, -45, -15);
  made = study (engine, STAGE, NOW - 20 * CAIRN_WEEK);
  figures = cairn_stage_study_get_figures (made);
  g_assert_cmpfloat (figures->median.value, ==, 10 * CAIRN_DAY);
  g_assert_cmpfloat (figures->first_stay.value, ==, 10 * CAIRN_DAY);
  g_assert_cmpfloat (figures->per_customer.value, ==, 20 * CAIRN_DAY);
  g_assert_true (cairn_stage_study_count_by (made, CAIRN_COUNT_STAYS) == made);

  figures
    = cairn_stage_study_get_figures (cairn_stage_study_count_by (made, CAIRN_COUNT_FIRST_STAYS));
  g_assert_cmpuint (figures->exits, ==, 6);
  g_assert_cmpuint (figures->here, ==, 1);
  figures
    = cairn_stage_study_get_figures (cairn_stage_study_count_by (made, CAIRN_COUNT_CUSTOMERS));
  g_assert_cmpuint (figures->exits, ==, 5);
  g_assert_cmpuint (figures->here, ==, 2);
  g_assert_cmpint (figures->age_max, ==, 15 * CAIRN_DAY);
  g_assert_cmpint (figures->target, ==, 0);
  g_assert_cmpstr (figures->stage, ==, STAGE);
  cairn_stage_study_get_dots (cairn_stage_study_count_by (made, CAIRN_COUNT_CUSTOMERS), &n);
  g_assert_cmpuint (n, ==, 7);
}

/* What was before the window is known, and not counted as seen: somebody who was there for 30 days
 * long ago and for 10 now is first seen at 30. Where nobody comes twice it is all the same. */
static void
test_counts_late (void)
{
  static const CairnWindow weeks_13 = { .kind = CAIRN_WINDOW_13_WEEKS };
  g_autoptr (CairnEngine) engine = cairn_engine_new ();
  g_autoptr (CairnStageStudy) once = NULL;
  g_autoptr (CairnStageStudy) again = NULL;
  const CairnStudyFigures *figures;

  for (guint i = 0; i < 12; i++)
    {
      g_autofree char *name = g_strdup_printf ("%u", i);

      add (engine, name, STAGE, -100.0 + i, -80.0 + 3 * i);
    }
  once = cairn_stage_study_new (engine, NULL, STAGE, NOW, &weeks_13, G_MININT64, FALSE);
  figures = cairn_stage_study_get_figures (once);
  g_assert_cmpfloat (figures->median.value, ==, figures->first_stay.value);
  g_assert_cmpfloat (figures->median.low, ==, figures->first_stay.low);
  g_assert_cmpfloat (figures->median.value, ==, figures->per_customer.value);
  g_assert_cmpfloat (figures->median.low, ==, figures->per_customer.low);

  for (guint i = 0; i < 12; i++)
    {
      g_autofree char *name = g_strdup_printf ("twice %u", i);

      add (engine, name, STAGE, -400, -370);
      add (engine, name, STAGE, -60, -50);
    }
  again = cairn_stage_study_new (engine, NULL, STAGE, NOW, &weeks_13, G_MININT64, FALSE);
  figures
    = cairn_stage_study_get_figures (cairn_stage_study_count_by (again, CAIRN_COUNT_CUSTOMERS));
  g_assert_cmpuint (figures->exits, ==, 24);
  g_assert_cmpfloat (figures->median.value, >, 30 * CAIRN_DAY);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/study/kept", test_kept);
  g_test_add_func ("/study/before-the-log", test_before_the_log);
  g_test_add_func ("/study/tracks", test_tracks);
  g_test_add_func ("/study/likely-still", test_likely_still);
  g_test_add_func ("/study/some-targets", test_some_targets);
  g_test_add_func ("/study/long-gone", test_long_gone);
  g_test_add_func ("/study/late-wait", test_late_wait);
  g_test_add_func ("/study/slow-owner", test_slow_owner);
  g_test_add_func ("/study/counts", test_counts);
  g_test_add_func ("/study/counts-late", test_counts_late);
  return g_test_run ();
}
