/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whose visits count: filters and rules of segments over a database that goes on changing. */
#include "base/cairn-time.h"
#include "sqlite-fixture.h"
#include "timing/cairn-quality-private.h"
#include "timing/cairn-privacy-private.h"
#include "timing/cairn-snapshot-private.h"
#include "timing/cairn-customer-rule.h"
#include "timing/cairn-source.h"
#include "timing/cairn-timings-report.h"

#include <string.h>

#define SCHEMA                                                                                     \
  "CREATE TABLE customers(id INTEGER PRIMARY KEY, name TEXT, segment TEXT, csm TEXT, arr REAL,"    \
  " health TEXT, renewal TEXT);"                                                                   \
  "CREATE TABLE stage_visits(id INTEGER PRIMARY KEY, customer_id, stage, owner, entered_at,"       \
  " started_at, left_at, updated_at);"                                                             \
  "INSERT INTO customers VALUES(1,'Ada','SMB','Dana',10000,'90','2026-12-01'),"                    \
  " (2,'Bo','SMB','Lee',60000,'40','2026-11-05'),(3,'Cy','Big','Dana',80000,NULL,NULL),"           \
  " (4,'Di','Big','Lee',500,'55','2027-01-01');"                                                   \
  "INSERT INTO stage_visits(customer_id,stage,owner,entered_at,left_at) VALUES"                    \
  " (1,'S','Kim','2026-10-01',NULL),(2,'S','Kim','2026-10-02',NULL),"                              \
  " (3,'S','Pat','2026-10-03',NULL),(4,'S','Pat','2026-10-04','2026-10-20'),"                      \
  " (4,'T','Kim','2026-10-20',NULL),(2,'T','Pat','2026-09-01','2026-10-02');"

typedef struct
{
  char *folder;
  char *path;
  CairnSource *source;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CairnMapping) mapping = NULL;

  self->folder = fixture_folder ();
  self->path = fixture_database (self->folder, "a.db", SCHEMA);
  mapping = cairn_mapping_guess (self->path, &error);
  g_assert_no_error (error);
  mapping->zone = g_strdup ("UTC");
  self->source = cairn_source_open (mapping, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (cairn_source_settle (self->source, &error));
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  cairn_source_free (self->source);
  fixture_remove_folder (self->folder);
  g_free (self->folder);
  g_free (self->path);
}

static void
change (Fixture *self, const char *sql)
{
  g_autoptr (GError) error = NULL;
  sqlite3 *db = fixture_open (self->path);

  fixture_exec (db, sql);
  sqlite3_close (db);
  g_assert_true (cairn_source_settle (self->source, &error));
  g_assert_no_error (error);
}

static CairnSnapshot *
look (CairnSource *source)
{
  const CairnWindow window = { .kind = CAIRN_WINDOW_26_WEEKS };
  gint64 now = 0;

  g_assert_true (cairn_time_parse ("2026-11-01", NULL, &now));
  return cairn_source_snapshot (source, now, &window);
}

/* "All/S 3 SMB/S 2 …": who is where now; nothing where nobody ever was. */
static char *
tell (CairnSource *source)
{
  g_autoptr (CairnSnapshot) snapshot = look (source);
  GString *out = g_string_new (NULL);
  guint n;
  const CairnCell *cells = cairn_snapshot_get_cells (snapshot, &n);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (out, "%s%s/%s %u", i > 0 ? " " : "",
                            cells[i].segment != NULL ? cells[i].segment : "All", cells[i].stage,
                            cells[i].here);
  return g_string_free (out, FALSE);
}

static void
assert_tells (Fixture *self, const char *expected)
{
  g_autofree char *told = tell (self->source);

  g_assert_cmpstr (told, ==, expected);
}

static void
assert_same_as_fresh (Fixture *self, const char *filter, const GPtrArray *rules)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CairnMapping) mapping = cairn_mapping_guess (self->path, &error);
  g_autoptr (CairnSource) fresh = NULL;
  g_autoptr (CairnSnapshot) one = look (self->source);
  g_autoptr (CairnSnapshot) two = NULL;
  g_autofree char *json_one = cairn_timings_report_json (one, NULL);
  g_autofree char *json_two = NULL;

  mapping->zone = g_strdup ("UTC");
  mapping->filter = g_strdup (filter);
  for (guint i = 0; rules != NULL && i < rules->len; i++)
    {
      const CairnMappingRule *rule = g_ptr_array_index (rules, i);

      cairn_mapping_add_rule (mapping, rule->segment, rule->rule);
    }
  fresh = cairn_source_open (mapping, NULL, &error);
  g_assert_true (cairn_source_settle (fresh, &error));
  g_assert_no_error (error);
  two = look (fresh);
  json_two = cairn_timings_report_json (two, NULL);
  g_assert_cmpstr (json_one, ==, json_two);
}

static void
only (Fixture *self, const char *filter)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (cairn_source_set_audience (self->source, filter, NULL, &error));
  g_assert_no_error (error);
}

static const struct
{
  const char *filter;
  const char *tells;
  const char *says;
} filters[] = {
  { NULL, "All/S 3 All/T 1 Big/S 1 Big/T 1 SMB/S 2 SMB/T 0", NULL },
  { "arr >= 50000", "All/S 2 All/T 0 Big/S 1 SMB/S 1 SMB/T 0",
    "only customers with arr >= 50000 (2 of 4 customers)" },
  { "arr >= 50000 and health < 60", "All/S 1 All/T 0 SMB/S 1 SMB/T 0",
    "only customers with arr >= 50000 and health < 60 (1 of 4 customers)" },
  { "HEALTH is empty", "All/S 1 Big/S 1",
    "only customers with HEALTH is empty (1 of 4 customers)" },
  { "segment is big and csm is lee", "All/S 0 All/T 1 Big/S 0 Big/T 1",
    "only customers with segment is big and csm is lee (1 of 4 customers)" },
  { "renewal < 2026-12-01", "All/S 1 All/T 0 SMB/S 1 SMB/T 0",
    "only customers with renewal < 2026-12-01 (1 of 4 customers)" },
  { "owner is Kim", "All/S 2 All/T 1 Big/T 1 SMB/S 2", "only customers with owner is Kim" },
  { "owner is Pat or csm is Dana", "All/S 2 All/T 0 Big/S 1 SMB/S 1 SMB/T 0",
    "only customers with owner is Pat or csm is Dana" },
  { "arr > 1000000", "", "only customers with arr > 1000000 (0 of 4 customers)" },
};

static void
test_filters (Fixture *self, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (filters); i++)
    {
      g_autoptr (CairnSnapshot) snapshot = NULL;
      g_autofree char *says = NULL;

      only (self, filters[i].filter);
      assert_tells (self, filters[i].tells);
      assert_same_as_fresh (self, filters[i].filter, NULL);
      snapshot = look (self->source);
      says = cairn_audience_describe (cairn_snapshot_get_audience (snapshot));
      g_assert_cmpstr (says, ==, filters[i].says);
      if (filters[i].filter != NULL)
        {
          g_autofree char *csv = cairn_timings_report_csv (snapshot, NULL);
          g_autofree char *end = g_strdup_printf (",%s\r\n", filters[i].filter);

          g_assert_true (strstr (csv, "\r\n") + 2 == csv + strlen (csv)
                         || g_str_has_suffix (csv, end));
        }
    }
  only (self, NULL);
  assert_tells (self, filters[0].tells);
}

static void
test_wrong (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  only (self, "arr >= 50000");
  g_assert_false (cairn_source_set_audience (self->source, "wealth > 5", NULL, &error));
  g_assert_error (error, CAIRN_RULE_ERROR, CAIRN_RULE_ERROR_UNKNOWN_ATTRIBUTE);
  g_assert_nonnull (strstr (error->message, "wealth"));
  g_assert_nonnull (strstr (error->message, "owner, segment, csm, arr, health, renewal"));
  g_clear_error (&error);
  g_assert_false (cairn_source_set_audience (self->source, "arr >", NULL, &error));
  g_assert_nonnull (strstr (error->message, "“arr >” cannot be read"));
  assert_tells (self, "All/S 2 All/T 0 Big/S 1 SMB/S 1 SMB/T 0");
}

/* New visits, closed ones, and customers who change: what counts is always what a fresh look says.
 */
static void
test_changes (Fixture *self, gconstpointer data)
{
  static const char *const changes[] = {
    "INSERT INTO stage_visits(customer_id,stage,owner,entered_at) VALUES(2,'U','Kim','2026-10-09')",
    "UPDATE stage_visits SET left_at='2026-10-30' WHERE customer_id=3",
    "UPDATE customers SET health=95 WHERE id=2",
    "UPDATE customers SET health='12', arr=99000 WHERE id IN (1, 4)",
    "UPDATE stage_visits SET owner='Zoe' WHERE id=1",
    "UPDATE customers SET arr=NULL",
    "UPDATE customers SET arr=70000, name='Bea' WHERE id=2",
    "INSERT INTO customers VALUES(9,'New','SMB','Lee',99999,'1',NULL)",
    "INSERT INTO stage_visits(customer_id,stage,owner,entered_at) VALUES(9,'S','Kim','2026-10-09')",
    "DELETE FROM stage_visits WHERE customer_id=2",
  };
  static const char *const rules[]
    = { "arr >= 50000 and (health < 60 or health is empty)", "owner is Kim and arr > 100" };

  for (guint r = 0; r < G_N_ELEMENTS (rules); r++)
    {
      only (self, rules[r]);
      for (guint i = 0; i < G_N_ELEMENTS (changes) && r == 0; i++)
        {
          change (self, changes[i]);
          assert_same_as_fresh (self, rules[r], NULL);
        }
      assert_same_as_fresh (self, rules[r], NULL);
    }
}

static void
rule_free (gpointer data)
{
  CairnMappingRule *rule = data;

  g_free (rule->segment);
  g_free (rule->rule);
  g_free (rule);
}

static void
add_rule (GPtrArray *rules, const char *segment, const char *text)
{
  CairnMappingRule *rule = g_new0 (CairnMappingRule, 1);

  rule->segment = g_strdup (segment);
  rule->rule = g_strdup (text);
  g_ptr_array_add (rules, rule);
}

static void
test_segments (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) rules = g_ptr_array_new_with_free_func (rule_free);
  g_autoptr (GError) error = NULL;
  g_autoptr (CairnSnapshot) snapshot = NULL;
  const CairnAudience *audience;

  add_rule (rules, "At risk", "health < 60");
  add_rule (rules, "Rich", "arr >= 50000");
  add_rule (rules, "Odd", "colour is red");
  add_rule (rules, "Hers", "owner is Kim");
  g_assert_true (cairn_source_set_audience (self->source, NULL, rules, &error));
  g_assert_no_error (error);
  assert_tells (self, "All/S 3 All/T 1 At risk/S 1 At risk/T 1 Rich/S 1 SMB/S 1");
  assert_same_as_fresh (self, NULL, rules);
  snapshot = look (self->source);
  audience = cairn_snapshot_get_audience (snapshot);
  g_assert_cmpuint (cairn_audience_find_rule (audience, "At risk")->customers, ==, 2);
  g_assert_cmpuint (cairn_audience_find_rule (audience, "Rich")->customers, ==, 1);
  g_assert_null (cairn_audience_find_rule (audience, "Rich")->problem);
  g_assert_nonnull (strstr (cairn_audience_find_rule (audience, "Odd")->problem, "colour"));
  g_assert_nonnull (cairn_audience_find_rule (audience, "Hers")->problem);
  g_assert_null (cairn_audience_find_rule (audience, "SMB"));

  change (self, "UPDATE customers SET health=99 WHERE id=2");
  assert_tells (self, "All/S 3 All/T 1 At risk/S 0 At risk/T 1 Rich/S 2 Rich/T 0 SMB/S 1");
  assert_same_as_fresh (self, NULL, rules);
  g_assert_true (cairn_source_set_audience (self->source, "csm is Lee", rules, &error));
  assert_tells (self, "All/S 1 All/T 1 At risk/S 0 At risk/T 1 Rich/S 1 Rich/T 0");
  assert_same_as_fresh (self, "csm is Lee", rules);
  g_assert_true (cairn_source_set_audience (self->source, NULL, NULL, &error));
  assert_tells (self, filters[0].tells);
}

/* A table of another name and key, and visits that carry their segment. */
static void
test_other_table (void)
{
  g_autofree char *folder = fixture_folder ();
  g_autofree char *path = fixture_database (
    folder, "b.db",
    "CREATE TABLE accounts(account, tier, score);"
    "INSERT INTO accounts VALUES('a','gold',7),('b','tin',3);"
    "CREATE TABLE v(account, stage, entered, left, segment);"
    "INSERT INTO v VALUES('a','S','2026-10-01',NULL,'X'),('b','S','2026-10-01',NULL,'X'),"
    "('c','S','2026-10-01',NULL,'Y');");
  g_autoptr (CairnMapping) mapping = cairn_mapping_new (path);
  g_autoptr (CairnSource) source = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *told = NULL;

  mapping->customer = g_strdup ("account");
  mapping->zone = g_strdup ("UTC");
  mapping->customers = g_strdup ("accounts");
  mapping->filter = g_strdup ("score >= 3 and tier is not tin");
  mapping->table = g_strdup ("v");
  g_assert_true (cairn_mapping_complete (mapping, &error));
  g_assert_no_error (error);
  source = cairn_source_open (mapping, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (cairn_source_settle (source, &error));
  g_assert_no_error (error);
  told = tell (source);
  g_assert_cmpstr (told, ==, "All/S 1 X/S 1");
  fixture_remove_folder (folder);
}

/* Who is listed behind the quality of the data has another name as well. */
static void
test_quality_names (void)
{
  g_autoptr (CairnQuality) quality = cairn_quality_new (5);
  g_autoptr (CairnSnapshot) snapshot = cairn_snapshot_new (0, 0, 0, NULL, 0);
  g_autofree char *pseudonym = cairn_privacy_dup_pseudonym ("Globex");
  const CairnFindingRow named = { "Globex", "Kick-off", "", "", "left before it was entered" };
  const CairnFindingRow unnamed = { "", "Kick-off", "", "", "no customer given" };
  guint n, finding = cairn_quality_add (quality, CAIRN_FINDING_FORGOTTEN, NULL, 2, 1);
  const CairnFinding *findings;

  cairn_quality_add_row (quality, finding, &named);
  cairn_quality_add_row (quality, finding, &unnamed);
  cairn_quality_finish (quality);
  cairn_snapshot_set_quality (snapshot, quality);
  cairn_snapshot_mask (snapshot, CAIRN_PRIVACY_OWNERS);
  findings = cairn_quality_get_findings (quality, &n);
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpstr (findings[0].list[0].customer, ==, "Globex");
  cairn_snapshot_mask (snapshot, CAIRN_PRIVACY_CUSTOMERS);
  g_assert_cmpstr (findings[0].list[0].customer, ==, pseudonym);
  g_assert_cmpstr (findings[0].list[1].customer, ==, "");
}

/* Nobody can find out who is who by trying names, but to this user each customer is always the
 * same. */
static void
test_salt (void)
{
  g_autofree char *folder = fixture_folder ();
  g_autofree char *path = g_build_filename (folder, "pseudonyms", NULL);
  g_autofree char *other_path = g_build_filename (folder, "others", NULL);
  g_autoptr (GBytes) salt = cairn_privacy_take_salt (path);
  g_autoptr (GBytes) again = cairn_privacy_take_salt (path);
  g_autoptr (GBytes) other = cairn_privacy_take_salt (other_path);
  g_autoptr (GBytes) nowhere = cairn_privacy_take_salt ("/dev/null/nowhere");
  g_autofree char *one = cairn_privacy_dup_salted (salt, "Globex");
  g_autofree char *same = cairn_privacy_dup_salted (again, "Globex");
  g_autofree char *another = cairn_privacy_dup_salted (salt, "Initech");
  g_autofree char *elsewhere = cairn_privacy_dup_salted (other, "Globex");
  GStatBuf info;

  g_assert_true (g_bytes_equal (salt, again));
  g_assert_false (g_bytes_equal (salt, other));
  g_assert_cmpuint (g_bytes_get_size (nowhere), ==, 32);
  g_assert_true (g_regex_match_simple ("^Customer [0-9A-F]{4}-[0-9A-F]{4}$", one, 0, 0));
  g_assert_cmpstr (one, ==, same);
  g_assert_cmpstr (one, !=, another);
  g_assert_cmpstr (one, !=, elsewhere);
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
  /* What is no salt is made anew. */
  g_assert_true (g_file_set_contents (path, "short", -1, NULL));
  g_clear_pointer (&again, g_bytes_unref);
  again = cairn_privacy_take_salt (path);
  g_assert_cmpuint (g_bytes_get_size (again), ==, 32);
  fixture_remove_folder (folder);
}

int
main (int argc, char **argv)
{
  g_autofree char *home = fixture_folder ();
  g_autofree char *folder = g_build_filename (home, "cairn", NULL);
  int result;

  /* The salt of the tests is not that of whoever runs them. */
  g_setenv ("XDG_CONFIG_HOME", home, TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/audience/salt", test_salt);
  g_test_add ("/audience/filters", Fixture, NULL, set_up, test_filters, tear_down);
  g_test_add ("/audience/wrong", Fixture, NULL, set_up, test_wrong, tear_down);
  g_test_add ("/audience/changes", Fixture, NULL, set_up, test_changes, tear_down);
  g_test_add ("/audience/segments", Fixture, NULL, set_up, test_segments, tear_down);
  g_test_add_func ("/audience/other-table", test_other_table);
  g_test_add_func ("/audience/quality-names", test_quality_names);
  result = g_test_run ();
  if (g_file_test (folder, G_FILE_TEST_EXISTS))
    fixture_remove_folder (folder);
  fixture_remove_folder (home);
  return result;
}
