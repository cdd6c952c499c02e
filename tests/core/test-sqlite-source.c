/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is in the rows of a database, what is wrong with it, and that reading leaves no trace. */

#include "sqlite-source-fixture.h"

#include <string.h>
#include <unistd.h>

static CairnSnapshot *
read_mapping (const CairnMapping *mapping)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CairnSource) source = cairn_source_open (mapping, NULL, &error);

  g_assert_no_error (error);
  g_assert_true (cairn_source_settle (source, &error));
  g_assert_no_error (error);
  return snapshot_of (source);
}

static CairnSnapshot *
read_file (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CairnMapping) mapping = cairn_mapping_guess (path, &error);

  g_assert_no_error (error);
  mapping->zone = g_strdup ("UTC");
  return read_mapping (mapping);
}

static guint
quarantined (const CairnSnapshot *snapshot, const char *reason)
{
  guint n;
  const CairnQuarantine *q = cairn_snapshot_get_quarantine (snapshot, &n);

  for (guint i = 0; i < n; i++)
    if (g_str_equal (q[i].reason, reason))
      return q[i].rows;
  return 0;
}

/* ---- what is wrong with a file is said ---- */

#define VISITS "CREATE TABLE v(customer, stage, entered, left);"
#define VISIT VISITS "INSERT INTO v VALUES('a','S','2026-10-01',NULL);"

static const struct
{
  const char *name;
  const char *sql; /* NULL: no database; the bytes are written as they are */
  const char *bytes;
  int code;
  const char *says;
} failures[] = {
  { "missing", NULL, NULL, CAIRN_SOURCE_ERROR_MISSING, "does not exist" },
  { "text", NULL,
    "this is a letter, and long enough to be taken for a header of some kind ........",
    CAIRN_SOURCE_ERROR_NOT_A_DATABASE, "encrypted" },
  { "encrypted", NULL,
    "\x8f\x12\xa9\x01 9j4kd0s9f8a7sd6f5as7d6f8as7d6f8as7d6f87as6df87a6sd8f76as8d7f6a8sd76f",
    CAIRN_SOURCE_ERROR_NOT_A_DATABASE, "encrypted" },
  { "empty file", NULL, "", CAIRN_SOURCE_ERROR_NO_TABLE, "no table" },
  { "no table", "CREATE TABLE x(a); DROP TABLE x;", NULL, CAIRN_SOURCE_ERROR_NO_TABLE, "no table" },
  { "no visits", "CREATE TABLE people(name, customer, stage);", NULL, CAIRN_SOURCE_ERROR_NO_MAPPING,
    "people” comes nearest. Say which of its columns are --entered" },
  { "ambiguous", VISITS "INSERT INTO v VALUES('a','S','03/04/2026',NULL);", NULL,
    CAIRN_SOURCE_ERROR_AMBIGUOUS_TIME, "d/m/y" },
};

static void
test_failures (void)
{
  g_autofree char *folder = fixture_folder ();

  for (guint i = 0; i < G_N_ELEMENTS (failures); i++)
    {
      g_autofree char *path = g_build_filename (folder, failures[i].name, NULL);
      g_autoptr (CairnMapping) mapping = NULL;
      g_autoptr (CairnSource) source = NULL;
      g_autoptr (GError) error = NULL;

      if (failures[i].sql != NULL)
        g_free (fixture_database (folder, failures[i].name, failures[i].sql));
      else if (failures[i].bytes != NULL)
        g_assert_true (g_file_set_contents (path, failures[i].bytes, -1, NULL));
      mapping = cairn_mapping_guess (path, &error);
      if (mapping != NULL)
        source = cairn_source_open (mapping, NULL, &error);
      if (source != NULL)
        g_assert_false (cairn_source_settle (source, &error));
      g_assert_error (error, CAIRN_SOURCE_ERROR, failures[i].code);
      g_assert_nonnull (strstr (error->message, failures[i].says));
      g_assert_nonnull (strstr (
        error->message,
        failures[i].code == CAIRN_SOURCE_ERROR_AMBIGUOUS_TIME ? "entered" : failures[i].name));
    }
  fixture_remove_folder (folder);
}

static void
test_wrong_names (void)
{
  static const struct
  {
    const char *table, *customer, *zone, *format;
    int code;
    const char *says;
  } rows[] = {
    { "w", "customer", NULL, NULL, CAIRN_SOURCE_ERROR_NO_TABLE, "“w”" },
    { "v", "client", NULL, NULL, CAIRN_SOURCE_ERROR_NO_COLUMN, "customer, stage, entered, left" },
    { "v", "customer", "Mars", NULL, CAIRN_SOURCE_ERROR_BAD_OPTION, "Mars" },
    { "v", "customer", NULL, "stardate", CAIRN_SOURCE_ERROR_BAD_OPTION, "iso, d/m/y" },
  };
  g_autofree char *folder = fixture_folder ();
  g_autofree char *path = fixture_database (folder, "a.db", VISIT);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (CairnMapping) mapping = cairn_mapping_new (path);
      g_autoptr (CairnSource) source = NULL;
      g_autoptr (GError) error = NULL;

      mapping->table = g_strdup (rows[i].table);
      mapping->customer = g_strdup (rows[i].customer);
      mapping->zone = g_strdup (rows[i].zone);
      mapping->time_format = g_strdup (rows[i].format);
      if (cairn_mapping_complete (mapping, &error))
        source = cairn_source_open (mapping, NULL, &error);
      if (source != NULL)
        g_assert_false (cairn_source_settle (source, &error));
      g_assert_error (error, CAIRN_SOURCE_ERROR, rows[i].code);
      g_assert_nonnull (strstr (error->message, rows[i].says));
    }
  fixture_remove_folder (folder);
}

static void
test_locked (void)
{
  g_autofree char *folder = fixture_folder ();
  g_autofree char *path = fixture_database (folder, "a.db", VISIT);
  g_autoptr (GError) error = NULL;
  sqlite3 *writer = fixture_open (path);

  fixture_exec (writer, "BEGIN EXCLUSIVE; INSERT INTO v VALUES('b','S','2026-10-02',NULL)");
  g_assert_null (cairn_mapping_guess (path, &error));
  g_assert_error (error, CAIRN_SOURCE_ERROR, CAIRN_SOURCE_ERROR_LOCKED);
  fixture_exec (writer, "COMMIT");
  sqlite3_close (writer);
  g_clear_error (&error);
  g_clear_pointer (&path, g_free);
  path = g_build_filename (folder, "a.db", NULL);
  {
    g_autoptr (CairnSnapshot) snapshot = read_file (path);

    g_assert_cmpuint (cairn_snapshot_find (snapshot, NULL, "S")->here, ==, 2);
  }
  fixture_remove_folder (folder);
}

/* Whatever bytes are broken, there are numbers or there is an error, and no crash. */
static void
test_corrupt (void)
{
  g_autofree char *folder = fixture_folder ();
  g_autofree char *path = fixture_database (
    folder, "a.db",
    VISITS "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i<2000) "
           "INSERT INTO v SELECT 'c'||i, 'S'||(i%3), '2026-10-01', NULL FROM n;");
  g_autofree char *bytes = NULL;
  gsize length;
  guint n_errors = 0;

  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  for (guint round = 0; round < 300; round++)
    {
      g_autofree char *broken = g_memdup2 (bytes, length);
      g_autoptr (CairnMapping) mapping = NULL;
      g_autoptr (CairnSource) source = NULL;
      g_autoptr (GError) error = NULL;

      for (guint i = 0; i < 20; i++)
        broken[g_test_rand_int_range (16, round < 100 ? 4096 : (int) length)]
          = (char) g_test_rand_int ();
      g_assert_true (g_file_set_contents (path, broken, (gssize) length, NULL));
      mapping = cairn_mapping_guess (path, &error);
      if (mapping != NULL)
        source = cairn_source_open (mapping, NULL, &error);
      if (source == NULL || !cairn_source_settle (source, &error))
        {
          g_assert_nonnull (error);
          n_errors++;
        }
    }
  g_assert_cmpuint (n_errors, >, 0);
  fixture_remove_folder (folder);
}

/* ---- reading leaves no trace ---- */

static guint
count_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static void
test_no_trace (void)
{
  static const char *const modes[] = { "DELETE", "WAL" };

  for (guint i = 0; i < G_N_ELEMENTS (modes); i++)
    {
      g_autofree char *folder = fixture_folder ();
      g_autofree char *sql = g_strdup_printf ("PRAGMA journal_mode=%s; %s", modes[i], VISIT);
      g_autofree char *path = fixture_database (folder, "a.db", sql);
      g_autofree char *before = NULL;
      g_autofree char *after = NULL;
      gsize n_before, n_after;

      g_assert_true (g_file_get_contents (path, &before, &n_before, NULL));
      {
        g_autoptr (CairnSnapshot) snapshot = read_file (path);

        g_assert_cmpuint (cairn_snapshot_find (snapshot, NULL, "S")->here, ==, 1);
      }
      g_assert_true (g_file_get_contents (path, &after, &n_after, NULL));
      g_assert_cmpmem (before, n_before, after, n_after);
      g_assert_cmpuint (count_files (folder), ==, 1);
      fixture_remove_folder (folder);
    }
}

/* A view may ask for more than reading; it does not get it. */
static void
test_hostile_view (void)
{
  g_autofree char *folder = fixture_folder ();
  g_autofree char *path = fixture_database (
    folder, "a.db",
    VISIT "CREATE VIEW w AS SELECT load_extension('x') customer, stage, entered, left FROM v;");
  g_autoptr (CairnMapping) mapping = cairn_mapping_new (path);
  g_autoptr (GError) error = NULL;

  mapping->table = g_strdup ("w");
  if (cairn_mapping_complete (mapping, &error))
    g_assert_null (cairn_source_open (mapping, NULL, &error));
  g_assert_error (error, CAIRN_SOURCE_ERROR, CAIRN_SOURCE_ERROR_READ);
  fixture_remove_folder (folder);
}

/* ---- rows ---- */

static void
test_quarantine (void)
{
  g_autofree char *folder = fixture_folder ();
  g_autofree char *path = fixture_database (folder, "a.db",
                                            VISITS "INSERT INTO v VALUES"
                                                   "('a','S','2026-10-01',NULL),"
                                                   "('b','S','2026-10-01',''),"
                                                   "('c','S','2026-10-01','9999-12-31'),"
                                                   "('d','S','2026-10-01','NA'),"
                                                   "('e','S','2026-10-01','2026-10-02'),"
                                                   "(NULL,'S','2026-10-01',NULL),"
                                                   "('','S','2026-10-01',NULL),"
                                                   "('f',NULL,'2026-10-01',NULL),"
                                                   "('f','S','soon',NULL),"
                                                   "('f','S',NULL,NULL),"
                                                   "('f','S','2026-10-01','later'),"
                                                   "('f','S','2026-10-01','2026-09-30'),"
                                                   "('f','S','2999-01-01',NULL);");
  g_autoptr (CairnSnapshot) snapshot = read_file (path);
  const CairnCell *cell = cairn_snapshot_find (snapshot, NULL, "S");

  g_assert_cmpuint (cell->here, ==, 4);
  g_assert_cmpuint (cell->departures, ==, 1);
  g_assert_cmpuint (quarantined (snapshot, "no customer given"), ==, 2);
  g_assert_cmpuint (quarantined (snapshot, "no stage given"), ==, 1);
  g_assert_cmpuint (quarantined (snapshot, "the time of entering cannot be read"), ==, 2);
  g_assert_cmpuint (quarantined (snapshot, "the time of leaving cannot be read"), ==, 1);
  g_assert_cmpuint (quarantined (snapshot, "left before it was entered"), ==, 1);
  g_assert_cmpuint (quarantined (snapshot, "entered in the future"), ==, 1);
  fixture_remove_folder (folder);
}

static void
test_unmapped_and_segments (void)
{
  g_autofree char *folder = fixture_folder ();
  g_autofree char *path = fixture_database (
    folder, "a.db",
    FIXTURE_SCHEMA
    "INSERT INTO customers(id,name,segment) VALUES(1,'Acme','ent'),(2,'Acme','smb'),(3,NULL,NULL);"
    "INSERT INTO stage_visits(customer_id,stage,entered_at,left_at) VALUES"
    "(1,'onb','2026-10-01',NULL),(2,'Onboarding','2026-09-01',NULL),(3,'onb','2026-10-02',NULL),"
    "(99,'onb','2026-10-03',NULL),(1,'x','2026-10-01',NULL),(1,'x','2026-10-05',NULL),"
    "(2,'x','2026-10-05',NULL),(2,'y','2026-10-05',NULL);");
  g_autoptr (GError) error = NULL;
  g_autoptr (CairnMapping) mapping = cairn_mapping_guess (path, &error);
  g_autoptr (CairnSnapshot) snapshot = NULL;
  const CairnUnmapped *unmapped;
  const CairnCell *cell;
  guint n;

  g_assert_no_error (error);
  g_assert_true (mapping->join_customers);
  g_assert_cmpstr (mapping->table, ==, "stage_visits");
  cairn_mapping_add_stage (mapping, "onb", "Onboarding");
  cairn_mapping_add_stage (mapping, "Onboarding", "Onboarding");
  cairn_mapping_add_segment (mapping, "ent", "Enterprise");
  cairn_mapping_add_target (mapping, "Enterprise", "Onboarding", 10 * 86400, 0);
  snapshot = read_mapping (mapping);

  cell = cairn_snapshot_find (snapshot, "Enterprise", "Onboarding");
  g_assert_cmpuint (cell->here, ==, 1);
  g_assert_cmpuint (cell->overdue, ==, 1);
  g_assert_cmpstr (cell->oldest_customer, ==, "Acme");
  cell = cairn_snapshot_find (snapshot, "smb", "Onboarding");
  g_assert_cmpstr (cell->oldest_customer, ==, "Acme (2)"); /* two customers of one name are two */
  g_assert_cmpuint (cairn_snapshot_find (snapshot, "", "Onboarding")->here, ==, 2);
  g_assert_cmpuint (cairn_snapshot_find (snapshot, NULL, "Onboarding")->here, ==, 4);
  g_assert_null (cairn_snapshot_find (snapshot, NULL, "x"));

  unmapped = cairn_snapshot_get_unmapped (snapshot, &n);
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpstr (unmapped[0].value, ==, "x");
  g_assert_cmpuint (unmapped[0].visits, ==, 3);
  g_assert_cmpuint (unmapped[0].customers, ==, 2);
  fixture_remove_folder (folder);
}

/* The same two visits in every way of writing them, in tables, views and odd names. */
static void
test_formats (void)
{
  static const char *const ways[] = {
    VISITS "INSERT INTO v VALUES(1,'S','2026-10-01 12:00:00','2026-10-11T12:00:00Z'),"
           "(2,'S','2026-10-01T12:00:00+00:00',NULL)",
    VISITS "INSERT INTO v VALUES(1,'S',1790856000,1791720000),(2,'S',1790856000,NULL)",
    VISITS "INSERT INTO v VALUES(1,'S',1790856000000,1791720000000),(2,'S',1790856000000,NULL)",
    VISITS "INSERT INTO v VALUES(1,'S',1790856000000000,1791720000000000),"
           "(2,'S',1790856000000000,NULL)",
    VISITS
    "INSERT INTO v VALUES(1,'S',julianday('2026-10-01 12:00'),julianday('2026-10-11 12:00')),"
    "(2,'S',julianday('2026-10-01 12:00'),NULL)",
    VISITS "INSERT INTO v VALUES(1,'S','1.10.2026 12:00','11.10.26 12:00'),"
           "(2,'S','1.10.2026 12:00',NULL)",
    VISITS "INSERT INTO v VALUES(1,'S','10/01/2026 12:00','10/11/2026 12:00 PM'),"
           "(2,'S','10/1/2026 12:00',NULL),(NULL,'S','10/30/2026',NULL)",
    "CREATE TABLE v(customer, stage, entered, left, PRIMARY KEY(customer)) WITHOUT ROWID;"
    "INSERT INTO v VALUES(1,'S','2026-10-01 12:00','2026-10-11 12:00'),"
    "(2,'S','2026-10-01 12:00',NULL)",
    "CREATE TABLE raw(c, s, e, l);"
    "INSERT INTO raw VALUES(1,'S','2026-10-01 12:00','2026-10-11 12:00'),"
    "(2,'S','2026-10-01 12:00',NULL);"
    "CREATE VIEW v AS SELECT c customer, s stage, e entered, l AS \"left\" FROM raw",
    "CREATE TABLE \"my \"\"visits\"\"; DROP\"(\"Customer ID\", \"Stage Name\", \"Date entered\","
    " \"Date exited\", rowid, oid);"
    "INSERT INTO \"my \"\"visits\"\"; DROP\" VALUES(1,'S','2026-10-01 12:00','2026-10-11 "
    "12:00',5,5),"
    "(2,'S','2026-10-01 12:00',NULL,5,5)",
  };
  g_autofree char *folder = fixture_folder ();

  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      g_autofree char *name = g_strdup_printf ("%u.db", i);
      g_autofree char *path = fixture_database (folder, name, ways[i]);
      g_autoptr (CairnSnapshot) snapshot = read_file (path);
      const CairnCell *cell = cairn_snapshot_find (snapshot, NULL, "S");

      g_assert_nonnull (cell);
      g_assert_cmpuint (cell->arrivals, ==, 2);
      g_assert_cmpuint (cell->departures, ==, 1);
      g_assert_cmpuint (cell->here, ==, 1);
      g_assert_cmpint (cell->oldest_age, ==, moment (NOW) - moment ("2026-10-01T12:00:00Z"));
    }
  fixture_remove_folder (folder);
}

/* The log stands beside the file itself, not beside a link to it. */
static void
test_link (void)
{
  g_autofree char *folder = fixture_folder ();
  g_autofree char *path = fixture_database (
    folder, "a.db",
    "PRAGMA journal_mode=WAL;"
    "CREATE TABLE v(id INTEGER PRIMARY KEY, customer, stage, entered, \"left\")");
  g_autofree char *inner = g_build_filename (folder, "links", NULL);
  g_autofree char *name = g_build_filename (inner, "b.db", NULL);
  g_autoptr (CairnSnapshot) snapshot = NULL;
  sqlite3 *writer = fixture_open (path);

  g_assert_cmpint (g_mkdir (inner, 0700), ==, 0);
  g_assert_cmpint (symlink (path, name), ==, 0);
  fixture_exec (writer, "INSERT INTO v(customer, stage, entered) VALUES('x', 'S', '2026-10-01')");
  snapshot = read_file (name);
  g_assert_cmpuint (cairn_snapshot_find (snapshot, NULL, "S")->here, ==, 1);
  sqlite3_close (writer);
  g_unlink (name);
  g_rmdir (inner);
  fixture_remove_folder (folder);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sqlite-source/failures", test_failures);
  g_test_add_func ("/sqlite-source/wrong-names", test_wrong_names);
  g_test_add_func ("/sqlite-source/locked", test_locked);
  g_test_add_func ("/sqlite-source/corrupt", test_corrupt);
  g_test_add_func ("/sqlite-source/no-trace", test_no_trace);
  g_test_add_func ("/sqlite-source/hostile-view", test_hostile_view);
  g_test_add_func ("/sqlite-source/quarantine", test_quarantine);
  g_test_add_func ("/sqlite-source/unmapped-and-segments", test_unmapped_and_segments);
  g_test_add_func ("/sqlite-source/formats", test_formats);
  g_test_add_func ("/sqlite-source/link", test_link);
  return g_test_run ();
}
