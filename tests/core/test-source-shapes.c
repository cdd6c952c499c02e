/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Tables of every shape, read as they are, and each trap of real data. */

#include "base/cairn-duration.h"
#include "source-shapes-fixture.h"

#include <math.h>
#include <string.h>

#define EVENTS "CREATE TABLE e(customer, stage, changed_at);"
#define VISITS "CREATE TABLE v(customer, stage, entered, left);"

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static void
print_visits (const CairnEngine *engine, const CairnVisitStore *visits, GPtrArray *lines)
{
  for (gsize i = 0; i < visits->n; i++)
    {
      guint16 home = cairn_kept_visit_get_home (&visits->visits[i]);
      const CairnVisit visit = cairn_kept_visit_tell (&visits->visits[i], home);
      const CairnVisit *v = &visit;
      const CairnEngineCell *cell = g_ptr_array_index (engine->cells, home);
      const CairnEngineStage *stage = g_ptr_array_index (engine->stages, cell->stage);
      g_autofree char *entered = cairn_time_to_iso (v->entered);
      g_autofree char *left
        = v->left != CAIRN_VISIT_OPEN ? cairn_time_to_iso (v->left) : g_strdup ("");

      entered[16] = '\0';
      if (*left != '\0')
        left[16] = '\0';
      g_ptr_array_add (lines, g_strdup_printf ("%s %s %s/%s",
                                               (char *) engine->customers->pdata[v->customer],
                                               stage->name, entered + 5, *left ? left + 5 : left));
    }
}

/* "customer stage month-dayThour:minute/…", one a line, in order of the alphabet. */
static char *
print_stays (CairnSource *source)
{
  CairnEngine *engine = engine_of (source);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < engine->cells->len; i++)
    {
      const CairnEngineCell *cell = g_ptr_array_index (engine->cells, i);

      print_visits (engine, &cell->visits.closed, lines);
      print_visits (engine, &cell->visits.open, lines);
    }
  g_ptr_array_sort (lines, compare_texts);
  g_ptr_array_add (lines, NULL);
  return g_strjoinv ("\n", (char **) lines->pdata);
}

/* "title rows/customers", by commas. */
static char *
print_quality (const CairnSnapshot *snapshot)
{
  GString *out = g_string_new (NULL);
  guint n;
  const CairnFinding *f = cairn_quality_get_findings (cairn_snapshot_get_quality (snapshot), &n);

  for (guint i = 0; i < n; i++)
    {
      g_string_append_printf (out, "%s%s %u/%u", i > 0 ? ", " : "", f[i].title, f[i].rows,
                              f[i].customers);
      g_assert_cmpuint (f[i].n_list, ==, f[i].kind == CAIRN_FINDING_MERGED ? 1 : f[i].rows);
    }
  return g_string_free (out, FALSE);
}

static const struct
{
  const char *name;
  const char *sql;
  CairnSourceShape shape;
  const char *stays;
  const char *quality;
} tables[] = {
  { "changes out of order, with other changes in between, to an end",
    EVENTS "INSERT INTO e VALUES('a','Demo','2026-03-05'),('a','Lead','2026-03-01'),"
           "('a','Lead','2026-03-03'),('a','Won','2026-03-09'),('b','Lead','2026-03-02'),"
           "('b','Limbo','2026-03-04'),('c','Lead','2026-03-02');",
    CAIRN_SOURCE_GUESS,
    "a Demo 03-05T00:00/03-09T00:00\na Lead 03-01T00:00/03-05T00:00\n"
    "b Lead 03-02T00:00/03-04T00:00\nc Lead 03-02T00:00/",
    "Limbo 1/1, Forgotten or unrecorded? 1/1" },
  { "a view of changes",
    EVENTS "INSERT INTO e VALUES('a','Lead','2026-03-01'),('a','Demo','2026-03-05');"
           "CREATE VIEW z AS SELECT * FROM e; CREATE TABLE y(a); ALTER TABLE e RENAME TO x;"
           "DROP VIEW z; CREATE VIEW z AS SELECT customer, stage, changed_at FROM x;",
    CAIRN_SOURCE_CHANGES, "a Demo 03-05T00:00/\na Lead 03-01T00:00/03-05T00:00",
    "Forgotten or unrecorded? 1/1" },
  { "equal moments: the order of the rows",
    EVENTS "INSERT INTO e VALUES('a','Lead','2026-03-01'),('a','Demo','2026-03-01');",
    CAIRN_SOURCE_GUESS, "a Demo 03-01T00:00/\na Lead 03-01T00:00/03-01T00:00",
    "Forgotten or unrecorded? 1/1, Passed straight through 1/1" },
  { "starts and ends",
    "CREATE TABLE l(customer, stage, time, transition);"
    "INSERT INTO l VALUES('a','Lead','2026-03-01 08:00','schedule'),"
    "('a','Lead','2026-03-01 09:00','START'),('a','Lead','2026-03-01 10:00','Complete'),"
    "('a','Demo','2026-03-02 09:00','complete'),('b','Lead','2026-03-01 09:00','start'),"
    "('b','Lead','2026-03-01 09:30','suspend'),('b','Lead','2026-03-01 09:40','resume'),"
    "('b','Lead','2026-03-01 10:00','ate_abort'),('c','Lead','2026-03-01 09:00','In Progress'),"
    "('c','Demo','2026-03-01 11:00','start');",
    CAIRN_SOURCE_GUESS,
    "a Lead 03-01T09:00/03-01T10:00\nb Lead 03-01T09:00/03-01T10:00\nc Demo 03-01T11:00/\n"
    "c Lead 03-01T09:00/03-01T11:00",
    "neither a start nor an end 3/0, Exit inferred 1/1, Time of entering unknown 1/1, "
    "Forgotten or unrecorded? 1/1" },
  { "done",
    EVENTS "INSERT INTO e VALUES('a','Lead','2026-03-01'),('a','Demo','2026-03-05'),"
           "('a','Lead','2026-03-07');",
    CAIRN_SOURCE_DONE, "a Demo 03-01T00:00/03-05T00:00\na Lead 03-05T00:00/03-07T00:00",
    "Time of entering unknown 1/1, Came again 1/1" },
  { "dates",
    "CREATE TABLE w(customer, lead_entered_at, demo_entered_at, demo_exited_at);"
    "INSERT INTO w VALUES('a','2026-10-01','2026-10-05',NULL),('b','2026-10-01',NULL,''),"
    "('c','2026-10-01','2026-10-03','2026-10-04'),('d','soon','1970-01-01',NULL);",
    CAIRN_SOURCE_GUESS,
    "a demo 10-05T00:00/\na lead 10-01T00:00/10-05T00:00\nb lead 10-01T00:00/\n"
    "c demo 10-03T00:00/10-04T00:00\nc lead 10-01T00:00/10-03T00:00",
    "the time of entering cannot be read 1/0" },
  { "snapshots",
    "CREATE TABLE s(snapshot_date, customer, stage);"
    "INSERT INTO s VALUES('2026-10-02','a','Lead'),('2026-10-03','a','Demo'),"
    "('2026-10-01','a','Lead'),('2026-10-02','b','Lead'),('2026-10-04','a','Demo');",
    CAIRN_SOURCE_GUESS,
    "a Demo 10-03T00:00/\na Lead 10-01T00:00/10-03T00:00\nb Lead 10-02T00:00/10-03T00:00",
    "Exit inferred 1/1, Time of entering unknown 1/1" },
  { "placeholders",
    VISITS "INSERT INTO v VALUES('a','Lead','2026-10-01','9999-12-31'),"
           "('b','Lead','2026-10-01','2050-01-01 00:00:00'),('c','Lead','2026-10-01','?'),"
           "('d','Lead','2026-10-01','N.P.'),('e','Lead','2026-10-01','1970-01-01'),"
           "('f','Lead','1980-01-01 01:01:01','2026-10-02'),('g','Lead','1970-01-01',NULL),"
           "('h','Lead','?',NULL),('i','Lead','NA',NULL);",
    CAIRN_SOURCE_GUESS,
    "a Lead 10-01T00:00/\nb Lead 10-01T00:00/\nc Lead 10-01T00:00/\nd Lead 10-01T00:00/\n"
    "e Lead 10-01T00:00/",
    "the time of entering cannot be read 2/0, "
    "the time of entering is a placeholder, such as 1970-01-01 2/0" },
  { "daylight saving within one stay",
    VISITS "INSERT INTO v VALUES('a','Lead','2026-10-24T12:00:00+02:00',"
           "'2026-10-25T12:00:00+01:00');",
    CAIRN_SOURCE_GUESS, "a Lead 10-24T10:00/10-25T11:00", "" },
  { "left before entered, again, overlapping, open though gone on",
    VISITS "INSERT INTO v VALUES('a','Lead','2026-10-05','2026-10-01'),"
           "('b','Lead','2026-10-01','2026-10-02'),('b','Lead','2026-10-05',NULL),"
           "('c','Lead','2026-10-01','2026-10-06'),('c','Lead','2026-10-03','2026-10-08'),"
           "('d','Demo','2026-10-07',NULL),('d','Lead','2026-10-01',NULL);",
    CAIRN_SOURCE_GUESS,
    "b Lead 10-01T00:00/10-02T00:00\nb Lead 10-05T00:00/\nc Lead 10-01T00:00/10-08T00:00\n"
    "d Demo 10-07T00:00/\nd Lead 10-01T00:00/10-07T00:00",
    "left before it was entered 1/0, Exit inferred 1/1, Overlapping stays merged 1/1, "
    "Came again 1/1" },
  { "day before month, told by one late row",
    VISITS "INSERT INTO v VALUES('a','Lead','9.3.26 8:05','10.3.26 8:05'),"
           "('b','Lead','29.3.26 8:05','9.4.26 8:05');",
    CAIRN_SOURCE_GUESS, "a Lead 03-09T08:05/03-10T08:05\nb Lead 03-29T08:05/04-09T08:05", "" },
};

static void
test_tables (void)
{
  const CairnQualityWish wish = { .n_rows = 10 };
  g_autofree char *folder = fixture_folder ();

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autofree char *name = g_strdup_printf ("%u.db", i);
      g_autofree char *path = fixture_database (folder, name, tables[i].sql);
      g_autoptr (CairnMapping) mapping = cairn_mapping_new (path);
      g_autoptr (CairnSource) source = NULL;
      g_autoptr (CairnSnapshot) snapshot = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *stays = NULL;
      g_autofree char *quality = NULL;

      g_test_message ("%s", tables[i].name);
      mapping->shape = tables[i].shape;
      mapping->zone = g_strdup ("UTC");
      cairn_mapping_add_outcome (mapping, "Won", CAIRN_RESULT_OF_SUCCESS);
      if (strstr (tables[i].sql, "Limbo") != NULL)
        {
          cairn_mapping_add_stage (mapping, "Lead", "Lead");
          cairn_mapping_add_stage (mapping, "Demo", "Demo");
        }
      g_assert_true (cairn_mapping_complete (mapping, &error));
      g_assert_no_error (error);
      source = open_source (mapping);
      cairn_source_set_quality_wish (source, &wish);
      snapshot = snapshot_of (source, NOW);
      stays = print_stays (source);
      quality = print_quality (snapshot);
      g_assert_cmpstr (stays, ==, tables[i].stays);
      g_assert_cmpstr (quality, ==, tables[i].quality);
    }
  fixture_remove_folder (folder);
}

/* A commit of another program brings all shapes up to date. */
static void
test_follow (void)
{
  g_autofree char *folder = fixture_folder ();
  g_autofree char *path
    = fixture_database (folder, "a.db", EVENTS "INSERT INTO e VALUES('a','Lead','2026-10-01');");
  g_autoptr (GError) error = NULL;
  g_autoptr (CairnMapping) mapping = cairn_mapping_guess (path, &error);
  g_autoptr (CairnSource) source = NULL;
  g_autofree char *stays = NULL;
  sqlite3 *writer = fixture_open (path);

  g_assert_no_error (error);
  g_free (mapping->zone);
  mapping->zone = g_strdup ("UTC");
  source = open_source (mapping);
  fixture_exec (writer, "INSERT INTO e VALUES('a','Demo','2026-10-03')");
  g_assert_true (cairn_source_settle (source, &error));
  stays = print_stays (source);
  g_assert_cmpstr (stays, ==, "a Demo 10-03T00:00/\na Lead 10-01T00:00/10-03T00:00");
  sqlite3_close (writer);
  g_clear_pointer (&source, cairn_source_free);
  fixture_remove_folder (folder);
}

/* Who is lost is in no stage any more, and it is said that this was inferred. */
static void
test_lost (void)
{
  g_autofree char *folder = fixture_folder ();
  g_autofree char *path = fixture_database (
    folder, "a.db",
    FIXTURE_SCHEMA
    "INSERT INTO customers(id,name,churned_at,success) VALUES(1,'a','2026-10-10',NULL),"
    "(2,'b','2026-10-02',NULL),(3,'c',NULL,1);"
    "INSERT INTO stage_visits(customer_id,stage,entered_at,left_at) VALUES"
    "(1,'Lead','2026-10-01',NULL),(2,'Lead','2026-10-01',NULL),(2,'Lead','2026-10-05',NULL),"
    "(3,'Lead','2026-10-01','2026-10-05');");
  g_autoptr (GError) error = NULL;
  g_autoptr (CairnMapping) mapping = cairn_mapping_guess (path, &error);
  g_autoptr (CairnSource) source = NULL;
  g_autofree char *stays = NULL;
  CairnEngine *engine;

  g_assert_no_error (error);
  g_free (mapping->zone);
  mapping->zone = g_strdup ("UTC");
  source = open_source (mapping);
  stays = print_stays (source);
  g_assert_cmpstr (stays, ==,
                   "a Lead 10-01T00:00/10-10T00:00\nb Lead 10-01T00:00/10-02T00:00\n"
                   "b Lead 10-05T00:00/\nc Lead 10-01T00:00/10-05T00:00");
  engine = engine_of (source);
  g_assert_cmpint (cairn_engine_get_end (engine, cairn_engine_add_customer (engine, "a")), ==,
                   CAIRN_END_CHURN);
  g_assert_cmpint (cairn_engine_get_end (engine, cairn_engine_add_customer (engine, "b")), ==,
                   CAIRN_END_UNKNOWN); /* came back */
  g_assert_cmpint (cairn_engine_get_end (engine, cairn_engine_add_customer (engine, "c")), ==,
                   CAIRN_END_SUCCESS);
  fixture_remove_folder (folder);
}

/* Who is there in the first snapshot has been there nobody knows how long: here, and leaving, but
 * no arrival, and nothing that tells how long stays last. */
static void
test_first_snapshot (void)
{
  g_autofree char *folder = fixture_folder ();
  g_autofree char *path = fixture_database (
    folder, "a.db",
    "CREATE TABLE s(snapshot_date, customer, stage);"
    "WITH d(n) AS (SELECT 0 UNION ALL SELECT n+1 FROM d WHERE n<30),"
    "c(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM c WHERE i<12)"
    "INSERT INTO s SELECT date('2026-10-01',n||' days'),'old '||i,"
    "CASE WHEN i>10 OR n<=i THEN 'Lead' ELSE 'Demo' END FROM d,c UNION ALL "
    "SELECT date('2026-10-01',n||' days'),'new '||i,CASE WHEN n<7 THEN 'Lead' ELSE 'Demo' END "
    "FROM d,c WHERE i<=6 AND n>=4;");
  CairnWindow window = { .kind = CAIRN_WINDOW_ALL };
  g_autoptr (GError) error = NULL;
  g_autoptr (CairnMapping) mapping = cairn_mapping_guess (path, &error);
  g_autoptr (CairnSource) source = NULL;
  g_autoptr (CairnSnapshot) snapshot = NULL;
  g_autoptr (CairnStageStudy) study = NULL;
  CairnStudyWish *wish = cairn_study_wish_new (NULL, "Lead", FALSE);
  const CairnCell *cell;
  const CairnStudyFigures *figures;
  const CairnWaiting *waiting;
  guint n;

  g_assert_no_error (error);
  g_free (mapping->zone);
  mapping->zone = g_strdup ("UTC");
  source = open_source (mapping);
  snapshot = snapshot_of (source, NOW);
  cell = cairn_snapshot_find (snapshot, NULL, "Lead");
  g_assert_cmpuint (cell->here, ==, 2);
  g_assert_cmpuint (cell->departures, ==, 16);
  g_assert_cmpuint (cell->arrivals, ==, 6);
  g_assert_cmpuint (cell->arrivals_28d, ==, 6);
  g_assert_cmpuint (cell->exits, ==, 6);
  g_assert_cmpfloat (cell->median.value, ==, 3 * CAIRN_DAY);
  study = cairn_source_study (source, wish, moment (NOW), &window);
  figures = cairn_stage_study_get_figures (study);
  g_assert_cmpuint (figures->arrivals, ==, 6);
  g_assert_cmpuint (figures->exits, ==, 6);
  g_assert_cmpfloat (figures->median.value, ==, 3 * CAIRN_DAY);
  waiting = cairn_stage_study_get_waiting (study, &n);
  g_assert_cmpuint (n, ==, 2);
  g_assert_true (waiting[0].at_least);
  g_assert_true (isnan (waiting[0].more));
  cairn_study_wish_free (wish);
  g_clear_pointer (&source, cairn_source_free);
  fixture_remove_folder (folder);
}

/* Of customers who are listed but never were in a stage the fate is known all the same; and one of
 * them may come later. */
static void
test_fate_without_visits (void)
{
  g_autofree char *folder = fixture_folder ();
  g_autofree char *path = fixture_database (
    folder, "a.db",
    FIXTURE_SCHEMA "INSERT INTO customers(id,name,churned_at,success) VALUES(1,'a',NULL,NULL),"
                   "(2,'b','2026-10-02',NULL),(3,'c','2026-10-03',1);"
                   "INSERT INTO stage_visits(customer_id,stage,entered_at,left_at) VALUES"
                   "(1,'Lead','2026-10-01',NULL);");
  sqlite3 *writer = fixture_open (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (CairnMapping) mapping = cairn_mapping_guess (path, &error);
  g_autoptr (CairnSource) source = NULL;
  g_autofree char *stays = NULL;

  g_assert_no_error (error);
  g_free (mapping->zone);
  mapping->zone = g_strdup ("UTC");
  source = open_source (mapping);
  fixture_exec (writer, "INSERT INTO stage_visits(customer_id,stage,entered_at,left_at) VALUES"
                        "(2,'Lead','2026-10-01',NULL),(3,'Lead','2026-10-04',NULL)");
  g_assert_true (cairn_source_settle (source, &error));
  stays = print_stays (source);
  g_assert_cmpstr (stays, ==,
                   "a Lead 10-01T00:00/\nb Lead 10-01T00:00/10-02T00:00\nc Lead 10-04T00:00/");
  sqlite3_close (writer);
  g_clear_pointer (&source, cairn_source_free);
  fixture_remove_folder (folder);
}

/* The customers' names and fates may stand in a table of another name. */
static void
test_customers (void)
{
  g_autofree char *folder = fixture_folder ();
  g_autofree char *path
    = fixture_database (folder, "a.db",
                        "CREATE TABLE accounts(id, name, segment, churned_at);"
                        "INSERT INTO accounts VALUES(7,'Acme','SMB','2026-10-09');"
                        "CREATE TABLE v(account, stage, entered, left);"
                        "INSERT INTO v VALUES(7,'Lead','2026-10-01',NULL)");
  g_autoptr (GError) error = NULL;
  g_autoptr (CairnMapping) mapping = cairn_mapping_new (path);
  g_autoptr (CairnSource) source = NULL;
  g_autofree char *stays = NULL;

  mapping->customers = g_strdup ("accounts");
  mapping->zone = g_strdup ("UTC");
  g_assert_true (cairn_mapping_complete (mapping, &error));
  g_assert_no_error (error);
  source = open_source (mapping);
  stays = print_stays (source);
  g_assert_cmpstr (stays, ==, "Acme Lead 10-01T00:00/10-09T00:00");
  g_clear_pointer (&source, cairn_source_free);
  fixture_remove_folder (folder);
}

/* They count until the user says otherwise, and again when the user takes that back. */
static void
test_forgotten (void)
{
  g_autofree char *folder = fixture_folder ();
  g_autofree char *path = fixture_database (
    folder, "a.db",
    VISITS "INSERT INTO v VALUES('a','Lead','2025-10-01',NULL),('b','Lead','2025-10-01',NULL),"
           "('b','Demo','2026-10-01','2026-10-02'),('c','Lead','2026-10-01',NULL);"
           "UPDATE v SET entered='2026-09-30' WHERE customer='b' AND stage='Lead';");
  g_autoptr (GError) error = NULL;
  g_autoptr (CairnMapping) mapping = cairn_mapping_guess (path, &error);
  g_autoptr (CairnSource) source = open_source (mapping);

  for (guint turn = 0; turn < 3; turn++)
    {
      const CairnQualityWish wish = { .n_rows = 5, .leave_out_forgotten = turn == 1 };
      g_autoptr (CairnSnapshot) snapshot = NULL;
      const CairnFinding *finding;

      cairn_source_set_quality_wish (source, &wish);
      snapshot = snapshot_of (source, NOW);
      finding
        = cairn_quality_find (cairn_snapshot_get_quality (snapshot), CAIRN_FINDING_FORGOTTEN, NULL);
      g_assert_nonnull (finding);
      g_assert_cmpuint (finding->rows, ==, 1);
      g_assert_cmpstr (finding->list[0].customer, ==, "a");
      g_assert_cmpuint (cairn_snapshot_find (snapshot, NULL, "Lead")->here, ==, turn == 1 ? 1 : 2);
    }
  g_clear_pointer (&source, cairn_source_free);
  fixture_remove_folder (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/source-shapes/tables", test_tables);
  g_test_add_func ("/source-shapes/follow", test_follow);
  g_test_add_func ("/source-shapes/lost", test_lost);
  g_test_add_func ("/source-shapes/first-snapshot", test_first_snapshot);
  g_test_add_func ("/source-shapes/fate-without-visits", test_fate_without_visits);
  g_test_add_func ("/source-shapes/customers", test_customers);
  g_test_add_func ("/source-shapes/forgotten", test_forgotten);
  return g_test_run ();
}
