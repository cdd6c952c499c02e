/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sqlite-source-fixture.h"
#include "timing/cairn-timings-report.h"

/* A source that was kept in step must say what a fresh load says. */

static const char in_step_schema[] = FIXTURE_SCHEMA
  "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i<60) INSERT INTO "
  "customers(id,name,segment) SELECT i, 'Customer '||i, char(97+i%3) FROM n;"
  "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i<300) INSERT INTO "
  "stage_visits(customer_id,stage,entered_at,left_at) SELECT i%40, 'S'||(i%4), "
  "date('2026-10-01','-'||i||' days'), CASE i%3 WHEN 0 THEN date('2026-10-02') END FROM n;";

static inline void
random_commit (sqlite3 *db)
{
  int kind = g_test_rand_int_range (0, 16);
  int some = g_test_rand_int_range (1, 400);
  g_autofree char *sql = NULL;

  if (kind < 5)
    sql = g_strdup_printf (
      "INSERT INTO stage_visits(customer_id,stage,entered_at,left_at) VALUES"
      "(%d,'S%d',datetime('2026-10-01','-%d days'),NULL),(%d,'S1','2026-06-03','2026-07-0%d')",
      some % 40, some % 5, some, some % 37, some % 9 + 1);
  else if (kind < 9)
    sql = g_strdup_printf ("UPDATE stage_visits SET left_at=datetime(entered_at,'+%d days') WHERE "
                           "id%%7=%d AND left_at IS NULL",
                           some % 60, some % 7);
  else if (kind == 9)
    sql = g_strdup_printf ("UPDATE stage_visits SET left_at=NULL WHERE id%%31=%d", some % 31);
  else if (kind == 10)
    sql = g_strdup_printf ("DELETE FROM stage_visits WHERE id%%29=%d", some % 29);
  else if (kind == 11)
    sql = g_strdup_printf ("UPDATE stage_visits SET stage='S%d', entered_at='oops' WHERE id%%53=%d",
                           some % 4, some % 53);
  else if (kind == 12)
    sql = g_strdup_printf ("UPDATE customers SET segment='%c' WHERE id%%11=%d", 'a' + some % 3,
                           some % 11);
  else if (kind == 13)
    sql = g_strdup_printf ("UPDATE customers SET churned_at=CASE WHEN churned_at IS NULL THEN "
                           "date('2026-10-01','-%d days') END, success=id%%3 WHERE id%%17=%d",
                           some, some % 17);
  else if (kind == 14)
    sql = g_strdup_printf ("INSERT INTO stage_visits(customer_id,stage,entered_at,left_at) SELECT "
                           "customer_id,stage,datetime(entered_at,'+%d days'),left_at FROM "
                           "stage_visits WHERE id%%41=%d AND entered_at<>'oops'",
                           some % 9, some % 41);
  else
    sql = g_strdup ("VACUUM");
  fixture_exec (db, sql);
}

/* What was found, without the rows, whose order is not laid down. */
static inline char *
print_quality (CairnSnapshot *snapshot)
{
  const CairnQuality *quality = cairn_snapshot_get_quality (snapshot);
  GString *out = g_string_new (NULL);
  guint n;
  const CairnFinding *findings = cairn_quality_get_findings (quality, &n);

  g_string_append_printf (out, "%u rows\n", (guint) cairn_quality_get_n_rows (quality));
  for (guint i = 0; i < n; i++)
    g_string_append_printf (out, "%s: %u of %u\n", findings[i].title, findings[i].rows,
                            findings[i].customers);
  return g_string_free (out, FALSE);
}

/* The numbers of the two must not differ, nor what is said of the rows behind them. */
static inline void
check_same (CairnSnapshot *kept, CairnSnapshot *fresh)
{
  g_autofree char *kept_text = cairn_timings_report_json (kept, NULL);
  g_autofree char *fresh_text = cairn_timings_report_json (fresh, NULL);
  g_autofree char *kept_quality = print_quality (kept);
  g_autofree char *fresh_quality = print_quality (fresh);

  g_assert_cmpstr (kept_quality, ==, fresh_quality);
  g_assert_true (g_str_equal (kept_text, fresh_text)); /* too long to print */
}

/* A fresh load that would have been decided as that one was. */
static inline CairnSnapshot *
read_afresh (const CairnMapping *mapping, gsize max_mended)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CairnSource) source = cairn_source_open (mapping, NULL, &error);

  g_assert_no_error (error);
  ((CairnSqliteSource *) source)->max_mended = max_mended;
  g_assert_true (cairn_source_settle (source, &error));
  return snapshot_of (source);
}

/* The index and the journal mode decide which ways are taken. */
static inline void
check_in_step (const char *prologue, const char *table_sql, gsize max_mended)
{
  g_autofree char *folder = fixture_folder ();
  g_autofree char *sql = g_strconcat (prologue, table_sql, NULL);
  g_autofree char *path = fixture_database (folder, "a.db", sql);
  g_autoptr (GError) error = NULL;
  g_autoptr (CairnMapping) mapping = cairn_mapping_guess (path, &error);
  g_autoptr (CairnSource) source = NULL;
  sqlite3 *writer = fixture_open (path);

  g_assert_no_error (error);
  cairn_mapping_add_stage (mapping, "S0", "Zero");
  cairn_mapping_add_stage (mapping, "S1", "One");
  cairn_mapping_add_stage (mapping, "S2", "Two");
  cairn_mapping_add_target (mapping, NULL, "One", 20 * 86400, 0);
  cairn_mapping_add_outcome (mapping, "S3", CAIRN_RESULT_OF_CHURN);
  source = cairn_source_open (mapping, NULL, &error);
  g_assert_no_error (error);
  ((CairnSqliteSource *) source)->chunk_rows = 64;
  ((CairnSqliteSource *) source)->max_mended = max_mended;
  for (guint i = 0; i < 100; i++)
    {
      g_autoptr (CairnSnapshot) kept = NULL;
      g_autoptr (CairnSnapshot) fresh = NULL;

      for (int n = g_test_rand_int_range (0, 4); n >= 0; n--)
        random_commit (writer);
      g_assert_true (cairn_source_settle (source, &error));
      g_assert_no_error (error);
      kept = snapshot_of (source);
      fresh = read_afresh (mapping, max_mended);
      check_same (kept, fresh);
    }
  sqlite3_close (writer);
  g_clear_pointer (&source, cairn_source_free);
  fixture_remove_folder (folder);
}
