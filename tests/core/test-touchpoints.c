/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/cairn-duration.h"
#include "timing/cairn-source.h"
#include "timing/cairn-touchpoint-book.h"
#include "timing/cairn-visit.h"

#include "sqlite-fixture.h"

#include <math.h>

#define NOW G_GINT64_CONSTANT (1769904000) /* 2026-02-01T00:00:00Z */

static const CairnWindow all_time = { .kind = CAIRN_WINDOW_ALL };

typedef struct
{
  char *folder;
  char *path;
  CairnMapping *mapping;
  CairnSource *source;
  CairnStageStudy *study;
} Fixture;

static void
look (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  CairnStudyWish *wish = cairn_study_wish_new (NULL, "Onboarding", FALSE);

  cairn_study_wish_add_touchpoint (wish, "call_1", "Kick-off call");
  cairn_study_wish_add_touchpoint (wish, "call_2", "Kick-off call");
  cairn_source_settle (f->source, &error);
  g_assert_no_error (error);
  g_clear_pointer (&f->study, cairn_stage_study_unref);
  f->study = cairn_source_study (f->source, wish, NOW, &all_time);
  cairn_study_wish_free (wish);
}

static void
open_source (Fixture *f, const char *sql, const char *touchpoint)
{
  g_autoptr (GError) error = NULL;

  f->folder = fixture_folder ();
  f->path = fixture_database (f->folder, "visits.db", sql);
  f->mapping = cairn_mapping_new (f->path);
  f->mapping->zone = g_strdup ("UTC");
  f->mapping->touchpoint = g_strdup (touchpoint);
  cairn_mapping_complete (f->mapping, &error);
  g_assert_no_error (error);
  f->source = cairn_source_open (f->mapping, NULL, &error);
  g_assert_no_error (error);
  look (f);
}

static void
close_source (Fixture *f)
{
  g_clear_pointer (&f->study, cairn_stage_study_unref);
  g_clear_pointer (&f->source, cairn_source_free);
  g_clear_pointer (&f->mapping, cairn_mapping_free);
  fixture_remove_folder (f->folder);
  g_clear_pointer (&f->folder, g_free);
  g_clear_pointer (&f->path, g_free);
}

static const CairnTouchpointFigures *
find (Fixture *f, const char *name)
{
  const CairnTouchpointFigures *one = cairn_stage_study_find_touchpoint (f->study, name);

  if (one == NULL)
    g_error ("There is no touchpoint %s.", name);
  return one;
}

/* Customers 1 to 7 come on the first days of January, one a day, and stay for 10 days; 8 came two
 * days ago. The first six get their call 2, 3 … 7 days after they came, 7 never does. A mail goes
 * to the first right at entering and another while in the next stage. */
static const char STAYS[] = FIXTURE_SCHEMA
  "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 7)"
  " INSERT INTO stage_visits (customer_id, stage, entered_at, left_at)"
  " SELECT i, 'Onboarding', datetime ('2026-01-01', i || ' days'),"
  " datetime ('2026-01-01', (i + 10) || ' days') FROM n;"
  "INSERT INTO stage_visits (customer_id, stage, entered_at)"
  " VALUES (8, 'Onboarding', '2026-01-30 00:00:00'), (1, 'Adoption', '2026-01-12 00:00:00');"
  "CREATE TABLE touchpoints (customer_id, name TEXT, at TEXT NOT NULL);"
  "INSERT INTO touchpoints SELECT customer_id, 'call_1',"
  " datetime (entered_at, (customer_id + 1) || ' days') FROM stage_visits WHERE customer_id <= 6"
  " AND stage = 'Onboarding';"
  "INSERT INTO touchpoints VALUES (1, 'Mail', '2026-01-02 00:00:00'),"
  " (1, 'Mail', '2026-01-12 00:00:00'), (1, 'Mail', '2026-01-20 00:00:00'),"
  " (99, 'Mail', '2026-01-20 00:00:00'), (1, 'Mail', 'soon'), (1, 'Mail', '2026-03-01 00:00:00');";

static void
test_points (void)
{
  Fixture f = { 0 };
  const CairnTouchpointFigures *call, *mail;
  guint n;

  open_source (&f, STAYS, NULL);
  cairn_stage_study_get_touchpoints (f.study, &n);
  g_assert_cmpuint (n, ==, 2);
  call = find (&f, "Kick-off call");
  g_assert_cmpuint (call->times, ==, 6);
  g_assert_cmpuint (call->stays, ==, 7);
  g_assert_cmpuint (call->reached, ==, 6);
  g_assert_cmpfloat_with_epsilon (call->share.value, 6.0 / 7, 1e-12);
  /* 6/7 × 4/5 × 3/4 are still without on day 4, × 2/3 on day 5: customer 8 has waited for two. */
  g_assert_cmpfloat (call->until.value, ==, 5 * CAIRN_DAY);
  g_assert_cmpuint (call->n_until, ==, 6);
  g_assert_cmpfloat (call->gap, ==, 4.5 * CAIRN_DAY);
  g_assert_true (isnan (call->wait.value) && isnan (call->work.value));
  g_assert_cmpuint (call->n_work, ==, 0);

  /* What is done at the moment of going on belongs to the next stage; what is ahead to none. */
  mail = find (&f, "Mail");
  g_assert_cmpuint (mail->times, ==, 1);
  g_assert_cmpuint (mail->reached, ==, 1);
  g_assert_true (isnan (mail->until.value) && isnan (mail->gap));
  close_source (&f);
}

static void
test_live (void)
{
  Fixture f = { 0 };
  sqlite3 *writer;

  open_source (&f, STAYS, NULL);
  writer = fixture_open (f.path);
  fixture_exec (writer, "INSERT INTO touchpoints VALUES (8, 'call_1', '2026-01-31 12:00:00')");
  look (&f);
  g_assert_cmpuint (find (&f, "Kick-off call")->times, ==, 7);
  fixture_exec (writer, "DELETE FROM touchpoints WHERE name = 'call_1' AND customer_id > 4");
  look (&f);
  g_assert_cmpuint (find (&f, "Kick-off call")->times, ==, 4);
  fixture_exec (writer, "UPDATE touchpoints SET name = 'Visit' WHERE customer_id = 4");
  look (&f);
  g_assert_cmpuint (find (&f, "Kick-off call")->times, ==, 3);
  g_assert_cmpuint (find (&f, "Visit")->times, ==, 1);
  /* Two names of one step. */
  fixture_exec (writer, "UPDATE touchpoints SET name = 'call_2' WHERE customer_id = 4");
  look (&f);
  g_assert_cmpuint (find (&f, "Kick-off call")->times, ==, 4);
  sqlite3_close (writer);
  close_source (&f);
}

/* Each row is a stay for one thing; together they are the stay in the stage. */
static void
test_spans (void)
{
  Fixture f = { 0 };
  const CairnTouchpointFigures *setup;

  open_source (
    &f,
    "CREATE TABLE work (customer, stage, what, entered_at, started_at, left_at);"
    "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5)"
    " INSERT INTO work SELECT 'Customer ' || i, 'Onboarding', 'Setup', '2026-01-02 00:00:00',"
    " datetime ('2026-01-02', i || ' days'), datetime ('2026-01-02', (3 * i) || ' days') FROM n;"
    "INSERT INTO work VALUES ('Customer 6', 'Onboarding', 'Setup', '2026-01-22 00:00:00', NULL, "
    "NULL), ('Customer 1', 'Adoption', 'Setup', '2026-01-22 00:00:00', NULL, NULL);",
    "what");
  setup = find (&f, "Setup");
  g_assert_cmpuint (setup->times, ==, 6); /* that of the other stage is not among them */
  g_assert_cmpuint (setup->n_started, ==, 5);
  g_assert_cmpuint (setup->n_work, ==, 5);
  g_assert_cmpuint (setup->n_wait, ==, 5);
  g_assert_cmpuint (setup->n_waiting, ==, 1);
  g_assert_cmpuint (setup->n_done, ==, 5);
  /* Started after 1 to 5 days, one waits since 10: 5/6, 4/6, half on day 3: until day 4. */
  g_assert_cmpfloat (setup->wait.value, ==, 3.5 * CAIRN_DAY);
  /* Then 2, 4, 6, 8, 10 days of work. */
  g_assert_cmpfloat (setup->work.value, ==, 6 * CAIRN_DAY);
  close_source (&f);
}

static CairnTouchpoint
half (guint32 name, gint64 started, gint64 done)
{
  return (CairnTouchpoint){
    .customer = 1, .name = name, .asked = CAIRN_TOUCHPOINT_UNKNOWN, .started = started, .done = done
  };
}

/* The first start goes with the first end of the same name; an end without a start is a point. */
static void
test_pairs (void)
{
  g_autoptr (CairnTouchpointBook) book = cairn_touchpoint_book_new ();
  guint32 call = cairn_touchpoint_book_add_name (book, "Call");
  guint32 mail = cairn_touchpoint_book_add_name (book, "Mail");
  const CairnTouchpoint halves[] = {
    half (call, 10, CAIRN_VISIT_OPEN),         half (call, 20, CAIRN_VISIT_OPEN),
    half (mail, CAIRN_TOUCHPOINT_UNKNOWN, 25), half (call, CAIRN_TOUCHPOINT_UNKNOWN, 30),
    half (call, CAIRN_TOUCHPOINT_UNKNOWN, 40), half (mail, 50, CAIRN_VISIT_OPEN),
    half (call, CAIRN_TOUCHPOINT_UNKNOWN, 60),
  };
  const gint64 wanted[][2] = { { 10, 30 },
                               { 20, 40 },
                               { CAIRN_TOUCHPOINT_UNKNOWN, 25 },
                               { 50, CAIRN_VISIT_OPEN },
                               { CAIRN_TOUCHPOINT_UNKNOWN, 60 } };
  const CairnTouchpoint *found;
  guint n;

  g_assert_cmpuint (cairn_touchpoint_book_add_name (book, ""), ==, 0);
  g_assert_cmpuint (cairn_touchpoint_book_add_name (book, "Call"), ==, call);
  /* In whatever order they come. */
  for (guint i = G_N_ELEMENTS (halves); i > 0; i--)
    cairn_touchpoint_book_add (book, &halves[i - 1]);
  cairn_touchpoint_book_finish (book, TRUE);
  found = cairn_touchpoint_book_find (book, 1, &n);
  g_assert_cmpuint (n, ==, G_N_ELEMENTS (wanted));
  for (guint i = 0; i < n; i++)
    {
      g_assert_cmpint (found[i].started, ==, wanted[i][0]);
      g_assert_cmpint (found[i].done, ==, wanted[i][1]);
    }
  cairn_touchpoint_book_find (book, 2, &n);
  g_assert_cmpuint (n, ==, 0);
  cairn_touchpoint_book_find (book, G_MAXUINT32, &n);
  g_assert_cmpuint (n, ==, 0);
}

/* Starts and ends of things that name no stage of their own. */
static void
test_lifecycle (void)
{
  Fixture f = { 0 };
  const CairnTouchpointFigures *call;

  open_source (&f,
               "CREATE TABLE log (customer, activity, what, timestamp, lifecycle);"
               "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5)"
               " INSERT INTO log SELECT 'Customer ' || i, 'Onboarding', 'Call',"
               " datetime ('2026-01-02', i || ' hours'), 'start' FROM n"
               " UNION ALL SELECT 'Customer ' || i, 'Onboarding', 'Call',"
               " datetime ('2026-01-02', (2 * i + 4) || ' hours'), 'complete' FROM n;",
               "what");
  g_assert_cmpint (f.mapping->shape, ==, CAIRN_SOURCE_LIFECYCLE);
  call = find (&f, "Call");
  g_assert_cmpuint (call->times, ==, 5);
  g_assert_cmpuint (call->n_started, ==, 5);
  g_assert_cmpfloat (call->work.value, ==, 7 * CAIRN_HOUR);
  g_assert_true (isnan (call->wait.value)); /* when it came up is not known */
  close_source (&f);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/touchpoints/points", test_points);
  g_test_add_func ("/touchpoints/live", test_live);
  g_test_add_func ("/touchpoints/spans", test_spans);
  g_test_add_func ("/touchpoints/pairs", test_pairs);
  g_test_add_func ("/touchpoints/lifecycle", test_lifecycle);
  return g_test_run ();
}
