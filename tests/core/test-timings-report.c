/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sqlite-fixture.h"
#include "timing/cairn-source.h"
#include "timing/cairn-timings-report.h"

#include <json-glib/json-glib.h>
#include <string.h>

#define DAY G_GINT64_CONSTANT (86400)
#define DAY_0 (20000 * DAY)

/* The example of docs/ANALYTICS.md, section 8: days 0 to 21, a target of 10 days, the last week. */
static CairnSnapshot *
hand_example (const char *more_sql)
{
  const CairnWindow window = { CAIRN_WINDOW_RANGE, DAY_0 + 14 * DAY, DAY_0 + 21 * DAY };
  g_autofree char *folder = fixture_folder ();
  g_autofree char *sql = g_strdup_printf (
    "CREATE TABLE v(customer, stage, entered INTEGER, \"left\" INTEGER, segment TEXT);"
    "INSERT INTO v(customer, stage, entered, \"left\") VALUES"
    "('A','S',0,8),('B','S',0,15),('C','S',3,NULL),('D','S',5,12),('E','S',9,NULL),('F','S',14,16);"
    "%s;"
    "UPDATE v SET entered = (20000 + entered) * 86400, \"left\" = (20000 + \"left\") * 86400 "
    "WHERE typeof(entered) = 'integer';",
    more_sql);
  g_autofree char *path = fixture_database (folder, "a.db", sql);
  g_autoptr (GError) error = NULL;
  g_autoptr (CairnMapping) mapping = cairn_mapping_guess (path, &error);
  g_autoptr (CairnSource) source = NULL;
  CairnSnapshot *snapshot;

  g_assert_no_error (error);
  cairn_mapping_add_target (mapping, NULL, "S", 10 * DAY, 0);
  if (strstr (more_sql, "'x'") != NULL)
    cairn_mapping_add_stage (mapping, "S", "S");
  source = cairn_source_open (mapping, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (cairn_source_settle (source, &error));
  snapshot = cairn_source_snapshot (source, DAY_0 + 21 * DAY, &window);
  fixture_remove_folder (folder);
  return snapshot;
}

static void
test_json (void)
{
  g_autoptr (CairnSnapshot) snapshot
    = hand_example ("INSERT INTO v(customer, stage, entered) VALUES('A','x',1),('A','x',5),"
                    "('B','S','soon')");
  g_autofree char *text = cairn_timings_report_json (snapshot, NULL);
  g_autofree char *again = cairn_timings_report_json (snapshot, NULL);
  g_autoptr (JsonNode) root = json_from_string (text, NULL);
  JsonObject *object = json_node_get_object (root);
  JsonObject *cell
    = json_array_get_object_element (json_object_get_array_member (object, "cells"), 0);
  JsonObject *lost = json_object_get_object_member (cell, "lost_days_per_week");
  JsonObject *unmapped
    = json_array_get_object_element (json_object_get_array_member (object, "unmapped"), 0);
  JsonObject *quarantined
    = json_array_get_object_element (json_object_get_array_member (object, "quarantined"), 0);

  g_assert_cmpstr (text, ==, again);
  g_assert_cmpstr (json_object_get_string_member (object, "as_of"), ==, "2024-10-25T00:00:00Z");
  g_assert_cmpstr (json_object_get_string_member (object, "clock"), ==, "calendar days");
  g_assert_true (json_object_get_null_member (cell, "segment"));
  g_assert_cmpstr (json_object_get_string_member (cell, "stage"), ==, "S");
  g_assert_cmpint (json_object_get_int_member (cell, "arrivals"), ==, 0);
  g_assert_cmpint (json_object_get_int_member (cell, "departures"), ==, 2);
  g_assert_cmpint (json_object_get_int_member (cell, "here"), ==, 2);
  g_assert_cmpint (json_object_get_int_member (cell, "overdue"), ==, 2);
  g_assert_true (json_object_has_member (json_object_get_object_member (cell, "p90"), "exits"));
  g_assert_cmpfloat (json_object_get_double_member (cell, "repeated"), ==, 0);
  /* 5 days of B, 8 of C and 2 of E were lost in the three weeks that are known. */
  g_assert_cmpfloat_with_epsilon (json_object_get_double_member (lost, "value"), 15.0 / 3, 1e-12);
  g_assert_cmpint (json_object_get_int_member (cell, "rank"), ==, 1);
  g_assert_false (json_object_get_boolean_member (cell, "growing"));
  g_assert_cmpstr (json_object_get_string_member (unmapped, "value"), ==, "x");
  g_assert_cmpint (json_object_get_int_member (unmapped, "visits"), ==, 2);
  g_assert_cmpint (json_object_get_int_member (unmapped, "customers"), ==, 1);
  g_assert_cmpint (json_object_get_int_member (quarantined, "rows"), ==, 1);
}

static void
test_csv (void)
{
  g_autoptr (CairnSnapshot) snapshot = hand_example (
    "UPDATE v SET segment = 'a'; INSERT INTO v VALUES('Z','Q \"1\", 2',20,NULL,'b')");
  g_autofree char *text = cairn_timings_report_csv (snapshot, NULL);
  g_auto (GStrv) lines = g_strsplit (text, "\r\n", -1);

  g_assert_cmpuint (g_strv_length (lines), ==, 4);
  g_assert_true (g_str_has_prefix (lines[0], "segment,stage,arrivals,"));
  g_assert_true (g_str_has_prefix (lines[1], "a,S,0,2,2,2,"));
  g_assert_cmpstr (lines[2], ==,
                   "b,\"Q \"\"1\"\", 2\",1,0,1,0,0,,,,,,,,,0.33333333333333331,2,false,");
  g_assert_cmpstr (lines[3], ==, "");
}

/* A name of the data is nothing that a spreadsheet runs. */
static void
test_csv_formula (void)
{
  g_autoptr (CairnSnapshot) snapshot = hand_example (
    "UPDATE v SET segment = '@a'; INSERT INTO v VALUES('Z','=HYPERLINK(1,2)',20,NULL,'-7')");
  g_autofree char *text = cairn_timings_report_csv (snapshot, NULL);

  g_assert_nonnull (strstr (text, "\r\n'@a,S,"));
  g_assert_nonnull (strstr (text, "\r\n-7,\"'=HYPERLINK(1,2)\","));
}

static void
test_text (void)
{
  g_autoptr (CairnSnapshot) snapshot
    = hand_example ("INSERT INTO v(customer, stage, entered) VALUES('Ö','Ärger',20)");
  g_autofree char *text = cairn_timings_report_text (snapshot, NULL);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  g_assert_cmpstr (lines[0], ==, "a.db as of 25 Oct 2024 00:00");
  g_assert_cmpstr (
    lines[3], ==,
    "Segment  Stage  Here  Overdue  In  Out  Median (95 %)  90th percentile (95 %)  n"
    "  Days lost/week  Rank");
  g_assert_true (
    g_str_has_prefix (lines[4], "–        S         2        2   0    2        too few"));
  g_assert_true (
    g_str_has_prefix (lines[5], "–        Ärger     1        –   1    0    nobody left"));
  g_assert_cmpint (g_utf8_strlen (lines[4], -1), ==, g_utf8_strlen (lines[5], -1));
}

static void
test_empty (void)
{
  g_autoptr (CairnSnapshot) snapshot = hand_example ("DELETE FROM v");
  g_autofree char *text = cairn_timings_report_text (snapshot, NULL);
  g_autofree char *json = cairn_timings_report_json (snapshot, NULL);

  g_assert_nonnull (strstr (text, "No visits."));
  g_assert_nonnull (strstr (json, "\"cells\" : []"));
}

static char *
say_kind (const CairnCell *cell, gpointer data)
{
  return g_strdup (data);
}

static char *
say_evidence (const CairnCell *cell, gpointer data)
{
  return g_strdup_printf ("Dana: \"%u\", waiting", cell->here);
}

static void
test_words (void)
{
  g_autoptr (CairnSnapshot) snapshot = hand_example ("SELECT 1");
  const CairnTimingsWords words = { say_kind, say_evidence, (gpointer) "People · long-term" };
  g_autofree char *text = cairn_timings_report_text (snapshot, &words);
  g_autofree char *json = cairn_timings_report_json (snapshot, &words);
  g_autofree char *csv = cairn_timings_report_csv (snapshot, &words);
  g_auto (GStrv) lines = g_strsplit (csv, "\r\n", -1);
  g_autoptr (JsonNode) root = json_from_string (json, NULL);
  JsonObject *cell = json_array_get_object_element (
    json_object_get_array_member (json_node_get_object (root), "cells"), 0);

  g_assert_nonnull (strstr (text, "Why:\n  S: People · long-term. Dana: \"2\", waiting\n"));
  g_assert_cmpstr (json_object_get_string_member (cell, "kind"), ==, "People · long-term");
  g_assert_cmpstr (json_object_get_string_member (cell, "evidence"), ==, "Dana: \"2\", waiting");
  g_assert_true (g_str_has_suffix (lines[0], ",growing,kind,evidence,only"));
  g_assert_true (g_str_has_suffix (lines[1], ",People · long-term,\"Dana: \"\"2\"\", waiting\","));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/timings-report/json", test_json);
  g_test_add_func ("/timings-report/csv", test_csv);
  g_test_add_func ("/timings-report/csv-formula", test_csv_formula);
  g_test_add_func ("/timings-report/text", test_text);
  g_test_add_func ("/timings-report/empty", test_empty);
  g_test_add_func ("/timings-report/words", test_words);
  return g_test_run ();
}
