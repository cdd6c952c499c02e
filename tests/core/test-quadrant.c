/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/cairn-time.h"
#include "sqlite-fixture.h"
#include "timing/cairn-quadrant.h"
#include "timing/cairn-source.h"

/* What customers in a stage do and feel, together. */

/* In stage S of segment SMB are 1 to 6. 7 is in another stage, 8 in another segment, 9 has left: of
 * these only 7 has a say in what is much. */
#define SCHEMA(feeling)                                                                            \
  "CREATE TABLE customers(id INTEGER PRIMARY KEY, name TEXT, segment TEXT, \"Usage Score\" "       \
  "REAL, " feeling " INTEGER);"                                                                    \
  "CREATE TABLE stage_visits(id INTEGER PRIMARY KEY, customer_id, stage, owner, entered_at,"       \
  " started_at, left_at, updated_at);"                                                             \
  "INSERT INTO customers VALUES(1,'Ada','SMB',90,3),(2,'Bo','SMB',80,%d),(3,'Cy','SMB',10,%d),"    \
  " (4,'Di','SMB',20,2),(5,'Ed','SMB',NULL,4),(6,'Flo','SMB',50,11),(7,'Gus','SMB',60,NULL),"      \
  " (8,'Hal','Big',1000,9),(9,'Ida','SMB',0,9);"                                                   \
  "INSERT INTO stage_visits(customer_id,stage,entered_at,left_at) VALUES"                          \
  " (1,'S','2026-10-01',NULL),(2,'S','2026-10-02',NULL),(3,'S','2026-10-03',NULL),"                \
  " (4,'S','2026-10-04',NULL),(5,'S','2026-10-05',NULL),(6,'S','2026-10-06',NULL),"                \
  " (7,'T','2026-10-06',NULL),(8,'S','2026-10-06',NULL),(9,'S','2026-09-06','2026-09-20')"

typedef struct
{
  char *folder;
  char *path;
  CairnSource *source;
} Fixture;

static void
open_database (Fixture *self, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CairnMapping) mapping = NULL;

  self->folder = fixture_folder ();
  self->path = fixture_database (self->folder, "a.db", sql);
  mapping = cairn_mapping_guess (self->path, &error);
  g_assert_no_error (error);
  mapping->zone = g_strdup ("UTC");
  self->source = cairn_source_open (mapping, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (cairn_source_settle (self->source, &error));
}

static void
close_database (Fixture *self)
{
  cairn_source_free (self->source);
  fixture_remove_folder (self->folder);
  g_free (self->folder);
  g_free (self->path);
}

static CairnStageStudy *
study (Fixture *self, const char *segment)
{
  const CairnWindow window = { .kind = CAIRN_WINDOW_13_WEEKS };
  CairnStudyWish *wish = cairn_study_wish_new (segment, "S", FALSE);
  CairnStageStudy *made;
  gint64 now = 0;

  g_assert_true (cairn_time_parse ("2026-11-01T00:00:00Z", NULL, &now));
  made = cairn_source_study (self->source, wish, now, &window);
  cairn_study_wish_free (wish);
  g_assert_nonnull (made);
  return made;
}

static void
assert_counts (Fixture *self, const char *segment, const char *expected)
{
  g_autoptr (CairnStageStudy) made = study (self, segment);
  const CairnQuadrants *quadrants = cairn_stage_study_get_quadrants (made);
  g_autoptr (GString) counts = g_string_new (NULL);
  guint n, all = 0;

  g_assert_nonnull (quadrants);
  for (CairnQuadrant quadrant = 0; quadrant < CAIRN_N_QUADRANTS; quadrant++)
    {
      guint count = cairn_quadrants_count (quadrants, quadrant);

      g_string_append_printf (counts, "%u ", count);
      all += count;
    }
  g_string_append_printf (counts, "%g", cairn_quadrants_get_median (quadrants, &n));
  g_assert_cmpstr (counts->str, ==, expected);
  g_assert_cmpuint (all, ==, cairn_stage_study_get_figures (made)->here);
}

/* Customers who distrust, forget, are lost, are fans, are unknown; and the median of usage. */
static void
test_counts (void)
{
  Fixture f;
  g_autofree char *sql = g_strdup_printf (SCHEMA ("nps"), 9, 7);
  const CairnQuadrants *quadrants;
  g_autoptr (CairnStageStudy) made = NULL;
  const CairnWaiting *waiting;
  guint n;

  open_database (&f, sql);
  assert_counts (&f, "SMB", "1 1 1 1 2 55");
  /* Hal is one more here, and in the median. */
  assert_counts (&f, NULL, "1 1 1 2 2 60");
  made = study (&f, "SMB");
  quadrants = cairn_stage_study_get_quadrants (made);
  g_assert_cmpstr (cairn_quadrants_get_columns (quadrants)->usage, ==, "Usage Score");
  waiting = cairn_stage_study_get_waiting (made, &n);
  for (guint i = 0; i < n; i++)
    if (g_str_equal (waiting[i].customer, "Ada"))
      g_assert_cmpint (cairn_quadrants_get (quadrants, waiting[i].number), ==,
                       CAIRN_QUADRANT_DISTRUST);
  close_database (&f);
}

/* Somebody was asked again, and somebody is not a customer any more. */
static void
test_changes (void)
{
  Fixture f;
  g_autofree char *sql = g_strdup_printf (SCHEMA ("nps"), 9, 7);
  g_autoptr (GError) error = NULL;
  sqlite3 *db;

  open_database (&f, sql);
  assert_counts (&f, "SMB", "1 1 1 1 2 55");
  db = fixture_open (f.path);
  fixture_exec (db, "UPDATE customers SET nps = 10 WHERE id IN (1, 6)");
  sqlite3_close (db);
  g_assert_true (cairn_source_settle (f.source, &error));
  assert_counts (&f, "SMB", "0 2 1 2 1 55");
  db = fixture_open (f.path);
  fixture_exec (db, "DELETE FROM customers WHERE id = 3;"
                    "UPDATE stage_visits SET left_at = '2026-10-30' WHERE customer_id = 4");
  sqlite3_close (db);
  g_assert_true (cairn_source_settle (f.source, &error));
  assert_counts (&f, NULL, "0 1 0 3 2 80");
  close_database (&f);
}

/* A CSAT has a scale of its own; and without numbers there is nothing to be said. */
static void
test_csat (void)
{
  Fixture f;
  g_autofree char *sql = g_strdup_printf (SCHEMA ("csat"), 5, 4);
  g_autofree char *words = g_strdup_printf ("%s; UPDATE customers SET csat = 'good'", sql);
  g_autofree char *none = g_strdup_printf (SCHEMA ("mood"), 9, 7);
  g_autoptr (CairnStageStudy) in_words = NULL, without = NULL;

  open_database (&f, sql);
  assert_counts (&f, "SMB", "1 1 1 1 2 55");
  close_database (&f);
  open_database (&f, words);
  in_words = study (&f, "SMB");
  g_assert_null (cairn_stage_study_get_quadrants (in_words));
  close_database (&f);
  open_database (&f, none);
  without = study (&f, "SMB");
  g_assert_null (cairn_stage_study_get_quadrants (without));
  close_database (&f);
}

static void
test_columns (void)
{
  static const struct
  {
    const char *names;
    const char *usage, *feeling; /* NULL: none */
    gboolean csat;
  } rows[] = {
    { "id,name,nps,usage", "usage", "nps", FALSE },
    { "CSAT,NPS Score,Product_Usage", "Product_Usage", "NPS Score", FALSE },
    { "logins,usage,csat", "usage", "csat", TRUE },
    { "Active days,Customer Satisfaction", "Active days", "Customer Satisfaction", TRUE },
    { "usage,mood", "usage", NULL, FALSE },
    { "nps", NULL, "nps", FALSE },
    { "", NULL, NULL, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto (GStrv) names = g_strsplit (rows[i].names, ",", -1);
      CairnQuadrantColumns columns;
      gboolean both = cairn_quadrant_find_columns ((const char *const *) names, &columns);

      g_assert_cmpint (both, ==, rows[i].usage != NULL && rows[i].feeling != NULL);
      g_assert_cmpstr (columns.usage, ==, rows[i].usage);
      g_assert_cmpstr (columns.feeling, ==, rows[i].feeling);
      g_assert_cmpint (columns.csat, ==, rows[i].csat);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/quadrant/counts", test_counts);
  g_test_add_func ("/quadrant/changes", test_changes);
  g_test_add_func ("/quadrant/csat", test_csat);
  g_test_add_func ("/quadrant/columns", test_columns);
  return g_test_run ();
}
