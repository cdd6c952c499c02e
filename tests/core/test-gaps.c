/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "insight/cairn-gap-report.h"
#include "insight/cairn-journey-studies.h"
#include "insight/cairn-journey-timings.h"
#include "io/cairn-journey.h"
#include "sqlite-source-fixture.h"
#include "timing/cairn-snapshot-private.h"

#include <locale.h>
#include <math.h>
#include <string.h>

/* Which stages miss their target, by how much, and what is being done about it. */

static const char JOURNEY[]
  = "<journey xmlns=\"https://cairn-journeys.github.io/ns/journey\" version=\"3\" id=\"j\">"
    "<source id=\"source-1\" path=\"visits.db\"/>"
    "<segment id=\"s\" name=\"SMB\"><swimlane id=\"m\" name=\"Map\">"
    "<lane id=\"lane-1\" name=\"CSM\"/>"
    "<stage id=\"quick\" name=\"Quick\" target=\"30d\"/>"
    "<stage id=\"long\" name=\"Long\" target=\"7d\">"
    "<change id=\"change-1\" name=\"New deck\" date=\"2026-09-05\"/>"
    "<change id=\"change-2\" name=\"Some day\"/>"
    "<action id=\"action-1\" title=\"Train the team\" owner=\"Dana\" date=\"2026-10-31\"/>"
    "<action id=\"action-2\" title=\"=Hire\" date=\"2026-12-04\"/></stage>"
    "<stage id=\"new\" name=\"New\" target=\"5d\"/>"
    "<stage id=\"stuck\" name=\"Stuck\" target=\"5d\"/>"
    "<stage id=\"free\" name=\"Free\"/>"
    "<stage id=\"fresh\" name=\"Fresh\" target=\"30d\"/>"
    "<stage id=\"half\" name=\"Half\" target=\"5d\"/>"
    "<step id=\"step-1\" title=\"Call\" lane=\"lane-1\" stage=\"long\">"
    "<attach id=\"attach-1\" playbook=\"playbook-1\"/></step>"
    "<step id=\"step-2\" title=\"Call again\" lane=\"lane-1\" stage=\"long\">"
    "<attach id=\"attach-2\" playbook=\"playbook-1\"/></step>"
    "</swimlane></segment>"
    "<playbook id=\"playbook-1\" name=\"Hold the call\" owner=\"CSM\"/></journey>";

/* Visits of @stage: @n, one every other day up to @last, that last @days; NULL: they have not
 * ended. */
#define VISITS(stage, n, last, days)                                                               \
  "WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < " #n ")"          \
  " INSERT INTO stage_visits SELECT '" #stage " ' || i || '" last days "', '" #stage "',"          \
  " datetime ('" last "', (-2 * i) || ' days'),"                                                   \
  " datetime ('" last "', (" days " - 2 * i) || ' days') FROM n;"

static const char VISITS_SQL[]
  = "CREATE TABLE stage_visits (customer_id TEXT, stage TEXT, entered_at TEXT, left_at TEXT);" /* */
  VISITS (Long, 40, "2026-09-01", "20") VISITS (Long, 20, "2026-10-20", "9")
    VISITS (Quick, 30, "2026-10-20", "3") VISITS (New, 2, "2026-10-20", "4")
      VISITS (New, 3, "2026-10-10", "NULL") VISITS (Stuck, 3, "2026-10-01", "NULL")
        VISITS (Free, 30, "2026-10-20", "3") VISITS (Fresh, 1, "2026-10-20", "3")
          VISITS (Fresh, 1, "2026-10-28", "NULL") VISITS (Half, 6, "2026-09-20", "20")
            VISITS (Half, 14, "2026-09-20", "NULL");

typedef struct
{
  char *folder;
  char *database;
  CairnDocument *journey;
  CairnSource *source;
  CairnSnapshot *snapshot;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (JOURNEY, strlen (JOURNEY));
  g_autoptr (CairnMapping) mapping = NULL;
  g_autoptr (GError) error = NULL;

  f->folder = fixture_folder ();
  f->database = fixture_database (f->folder, "visits.db", VISITS_SQL);
  f->journey = cairn_journey_read_bytes (bytes, "test.cairn", NULL, &error);
  g_assert_no_error (error);
  mapping = cairn_journey_timings_mapping (f->journey, f->folder, &error);
  g_assert_no_error (error);
  f->source = cairn_source_open (mapping, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (cairn_source_settle (f->source, &error));
  f->snapshot = snapshot_of (f->source);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  cairn_snapshot_unref (f->snapshot);
  cairn_source_free (f->source);
  g_object_unref (f->journey);
  g_assert_cmpint (g_unlink (f->database), ==, 0);
  fixture_remove_folder (f->folder);
  g_free (f->database);
  g_free (f->folder);
}

static CairnGap *
new_gap (Fixture *f, const char *id)
{
  const CairnWindow window = { .kind = CAIRN_WINDOW_26_WEEKS };
  CairnElement *stage = cairn_document_lookup (f->journey, id);
  CairnStudyWish *wish = cairn_study_wish_new (NULL, cairn_element_get_title (stage), FALSE);
  g_autoptr (CairnStageStudy) study = NULL;

  cairn_journey_studies_add_changes (wish, stage);
  study = cairn_source_study (f->source, wish, moment (NOW), &window);
  cairn_study_wish_free (wish);
  g_assert_nonnull (study);
  return cairn_gap_new (stage, study);
}

static GPtrArray *
new_gaps (Fixture *f)
{
  static const char *const stages[] = { "quick", "long", "new", "stuck", "free", "fresh", "half" };
  GPtrArray *gaps = cairn_gap_list_new ();

  for (guint i = 0; i < G_N_ELEMENTS (stages); i++)
    g_ptr_array_add (gaps, new_gap (f, stages[i]));
  return gaps;
}

static void
test_verdicts (Fixture *f, gconstpointer data)
{
  static const struct
  {
    const char *stage;
    CairnGapVerdict verdict;
    gboolean open;
    const char *desired, *current, *gap;
  } rows[] = {
    { "quick", CAIRN_GAP_MET, FALSE, "30 d", "3 d", "met" },
    { "long", CAIRN_GAP_MISSED, TRUE, "7 d", "20 d", "+13 d" },
    { "new", CAIRN_GAP_TOO_FEW, TRUE, "5 d", "2 left, too few", "cannot be told" },
    { "stuck", CAIRN_GAP_TOO_FEW, TRUE, "5 d", "nobody left yet", "cannot be told" },
    { "free", CAIRN_GAP_NO_TARGET, FALSE, "no target set", "3 d", "–" },
    { "fresh", CAIRN_GAP_TOO_FEW, FALSE, "30 d", "1 left, too few", "cannot be told" },
    { "half", CAIRN_GAP_MISSED, TRUE, "5 d", "≥ 20 d", "missed" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (CairnGap) gap = new_gap (f, rows[i].stage);

      g_test_message ("%s: %s, %s, %s (%s), %s (%s), %s", gap->metric, gap->desired, gap->current,
                      gap->current_note, gap->gap_words, gap->gap_words, gap->gap_note, gap->kind);
      g_assert_cmpint (gap->verdict, ==, rows[i].verdict);
      g_assert_cmpint (gap->open, ==, rows[i].open);
      g_assert_cmpstr (gap->desired, ==, rows[i].desired);
      g_assert_cmpstr (gap->current, ==, rows[i].current);
      g_assert_cmpstr (gap->gap_words, ==, rows[i].gap);
      g_assert_cmpint (isnan (gap->gap), ==,
                       strpbrk (rows[i].gap, "+") == NULL && rows[i].verdict != CAIRN_GAP_MET);
    }
}

/* What is planned, in its order, then each playbook once; and what came of the changes. */
static void
test_plan (Fixture *f, gconstpointer data)
{
  g_autoptr (CairnGap) gap = new_gap (f, "long");
  g_autoptr (CairnGap) other = new_gap (f, "quick");
  const CairnGapAction *first = g_ptr_array_index (gap->plan, 0);
  const CairnGapAction *second = g_ptr_array_index (gap->plan, 1);
  const CairnGapAction *playbook = g_ptr_array_index (gap->plan, 2);
  const CairnGapEffect *deck = g_ptr_array_index (gap->effects, 0);
  const CairnGapEffect *some_day = g_ptr_array_index (gap->effects, 1);

  g_assert_cmpuint (gap->plan->len, ==, 3);
  g_assert_cmpstr (first->title, ==, "Train the team");
  g_assert_cmpstr (first->owner, ==, "Dana");
  g_assert_true (first->late);
  g_assert_false (second->late);
  g_assert_cmpstr (playbook->title, ==, "Playbook “Hold the call”");
  g_assert_cmpstr (playbook->owner, ==, "CSM");
  g_assert_true (playbook->playbook);
  g_assert_cmpuint (gap->effects->len, ==, 2);
  g_assert_cmpstr (deck->name, ==, "New deck");
  g_assert_true (g_str_has_prefix (deck->words, "Leaves "));
  g_assert_nonnull (strstr (deck->words, "faster since 5 Sep 2026 ("));
  g_assert_cmpstr (some_day->words, ==, "Say since when, as in 2026-12-04");
  g_assert_cmpuint (other->plan->len + other->effects->len, ==, 0);
}

static void
test_arrange (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) gaps = new_gaps (f);
  g_autofree char *summary = NULL;
  double last = HUGE_VAL;

  cairn_gap_list_arrange (gaps, TRUE);
  g_assert_cmpuint (gaps->len, ==, 7);
  for (guint i = 0; i < gaps->len; i++)
    {
      const CairnGap *gap = g_ptr_array_index (gaps, i);
      double lost = cairn_stage_study_get_figures (gap->study)->lost_per_week;

      if (isnan (lost))
        g_assert_cmpuint (i, ==, 6);
      else
        g_assert_cmpfloat (lost, <=, last);
      last = lost;
    }
  cairn_gap_list_arrange (gaps, FALSE);
  g_assert_cmpuint (gaps->len, ==, 4);
  summary = cairn_gap_list_summarize (gaps, 7);
  g_assert_cmpstr (summary, ==, "4 stages of 7 miss their target.");
}

static char **
cells_of (const char *table, guint line)
{
  g_auto (GStrv) lines = g_strsplit (table, "\n", -1);

  g_assert_cmpuint (g_strv_length (lines), >, line);
  return g_strsplit (lines[line], "\t", -1);
}

static const char *
cell (char **names, char **cells, const char *name)
{
  for (guint i = 0; names[i] != NULL; i++)
    if (g_str_equal (names[i], name))
      return cells[i];
  g_error ("There is no column “%s”", name);
}

/* A line for each action or change; nothing that a spreadsheet would run. */
static void
test_sheet (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) gaps = cairn_gap_list_new ();
  g_autoptr (CairnAudience) audience = cairn_audience_new ();
  g_autofree char *sheet = NULL, *csv = NULL, *text = NULL, *scope = NULL;
  g_auto (GStrv) names = NULL, first = NULL, second = NULL, third = NULL, end = NULL;

  audience->filter = g_strdup ("arr >= 50000");
  cairn_snapshot_set_audience (f->snapshot, audience);
  g_ptr_array_add (gaps, new_gap (f, "long"));
  sheet = cairn_gap_report_sheet (gaps, f->snapshot);
  names = cells_of (sheet, 0);
  first = cells_of (sheet, 1);
  second = cells_of (sheet, 2);
  third = cells_of (sheet, 3);
  end = cells_of (sheet, 4);
  g_assert_cmpuint (g_strv_length (end), ==, 0);
  g_assert_cmpuint (g_strv_length (first), ==, g_strv_length (names));
  g_assert_cmpuint (g_strv_length (third), ==, g_strv_length (names));
  g_assert_cmpstr (cell (names, first, "stage"), ==, "Long");
  g_assert_cmpstr (cell (names, first, "desired_days"), ==, "7");
  g_assert_cmpstr (cell (names, first, "current_days"), ==, "20");
  g_assert_cmpstr (cell (names, first, "gap_days"), ==, "13");
  g_assert_cmpstr (cell (names, first, "verdict"), ==, "missed");
  g_assert_cmpstr (cell (names, first, "action"), ==, "Train the team");
  g_assert_cmpstr (cell (names, first, "due"), ==, "2026-10-31");
  g_assert_cmpstr (cell (names, first, "change"), ==, "New deck");
  g_assert_cmpfloat (g_ascii_strtod (cell (names, first, "speed_low"), NULL), >, 1);
  g_assert_cmpstr (cell (names, second, "stage"), ==, "Long");
  g_assert_cmpstr (cell (names, second, "action"), ==, "'=Hire");
  g_assert_cmpstr (cell (names, second, "speed"), ==, "");
  g_assert_cmpstr (cell (names, third, "owner"), ==, "CSM");
  g_assert_cmpstr (cell (names, third, "done"), ==, "");
  g_assert_cmpstr (cell (names, third, "as_of"), ==, NOW);
  g_assert_cmpstr (cell (names, third, "only"), ==, "arr >= 50000");

  csv = cairn_gap_report_csv (gaps, f->snapshot);
  g_assert_true (g_str_has_prefix (csv, "segment,stage,metric,desired_days,"));
  g_assert_true (g_str_has_suffix (csv, ",arr >= 50000\r\n"));
  text = cairn_gap_report_text (gaps, 7, f->snapshot);
  g_assert_nonnull (strstr (text, "only customers with arr >= 50000"));
  g_assert_nonnull (strstr (text, "\nLong: median stay\n  Desired    7 d\n  Current    20 d ("));
  g_assert_nonnull (strstr (text, "  Action     Train the team · Dana · due 2026-10-31 · late\n"));
  g_assert_nonnull (strstr (text, "  Effect     New deck: Leaves "));
  scope = cairn_gap_report_scope (f->snapshot, "SMB");
  g_assert_true (g_str_has_prefix (scope, "SMB, only customers with arr >= 50000"));
}

int
main (int argc, char **argv)
{
  g_setenv ("TZ", "UTC", TRUE);
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/gaps/verdicts", Fixture, NULL, set_up, test_verdicts, tear_down);
  g_test_add ("/gaps/plan", Fixture, NULL, set_up, test_plan, tear_down);
  g_test_add ("/gaps/arrange", Fixture, NULL, set_up, test_arrange, tear_down);
  g_test_add ("/gaps/sheet", Fixture, NULL, set_up, test_sheet, tear_down);
  return g_test_run ();
}
