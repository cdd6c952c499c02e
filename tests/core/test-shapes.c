/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sqlite-fixture.h"
#include "timing/cairn-mapping.h"

/* ---- what the names of columns say of the shape ---- */

static const struct
{
  const char *name;
  const char *sql;
  CairnSourceShape shape;
  const char *table;
} guesses[] = {
  { "visits", "CREATE TABLE v(customer, stage, entered, left);", CAIRN_SOURCE_VISITS, "v" },
  { "visits before others",
    "CREATE TABLE a(customer, stage, changed_at); CREATE TABLE v(customer, stage, entered, left);",
    CAIRN_SOURCE_VISITS, "v" },
  { "changes", "CREATE TABLE h(OpportunityId, StageName, CreatedDate);", CAIRN_SOURCE_CHANGES,
    "h" },
  { "lifecycle",
    "CREATE TABLE l(patient, handling, time, registration_type);"
    "INSERT INTO l VALUES('a','X-Ray','2017-01-02','start');",
    CAIRN_SOURCE_LIFECYCLE, "l" },
  { "nothing but ends",
    "CREATE TABLE l(patient, handling, time, registration_type);"
    "INSERT INTO l VALUES('a','X-Ray','2017-01-02','complete');",
    CAIRN_SOURCE_CHANGES, "l" },
  { "snapshots", "CREATE TABLE s(snapshot_date, customer, stage);", CAIRN_SOURCE_SNAPSHOTS, "s" },
  { "wide",
    "CREATE TABLE w(dealid, dealstage, createdate, closedate, hs_date_entered_demo,"
    " hs_date_exited_demo, hs_date_entered_trial);",
    CAIRN_SOURCE_WIDE, "w" },
};

static void
test_guess (void)
{
  g_autofree char *folder = fixture_folder ();

  for (guint i = 0; i < G_N_ELEMENTS (guesses); i++)
    {
      g_autofree char *path = fixture_database (folder, guesses[i].name, guesses[i].sql);
      g_autoptr (GError) error = NULL;
      g_autoptr (CairnMapping) mapping = cairn_mapping_guess (path, &error);

      g_assert_no_error (error);
      g_test_message ("%s", guesses[i].name);
      g_assert_cmpint (mapping->shape, ==, guesses[i].shape);
      g_assert_cmpstr (mapping->table, ==, guesses[i].table);
    }
  fixture_remove_folder (folder);
}

/* Dates are found by the words of the great vendors, and by the names of the journey's stages. */
static void
test_guess_dates (void)
{
  g_autofree char *folder = fixture_folder ();
  g_autofree char *path = fixture_database (
    folder, "a.db",
    "CREATE TABLE w(customer, \"Kick-off date\", date_entered_training, date_exited_training);");
  g_autoptr (GError) error = NULL;
  g_autoptr (CairnMapping) mapping = cairn_mapping_new (path);
  const CairnMappingDates *dates;

  cairn_mapping_add_stage (mapping, "Kick-off", "Kick-off");
  cairn_mapping_add_stage (mapping, "Training", "Training");
  g_assert_true (cairn_mapping_complete (mapping, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (mapping->date_columns->len, ==, 2);
  dates = g_ptr_array_index (mapping->date_columns, 0);
  g_assert_cmpstr (dates->stage, ==, "Kick-off");
  g_assert_cmpstr (dates->entered, ==, "Kick-off date");
  g_assert_null (dates->left);
  dates = g_ptr_array_index (mapping->date_columns, 1);
  g_assert_cmpstr (dates->stage, ==, "Training");
  g_assert_cmpstr (dates->entered, ==, "date_entered_training");
  g_assert_cmpstr (dates->left, ==, "date_exited_training");
  fixture_remove_folder (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/shapes/guess", test_guess);
  g_test_add_func ("/shapes/guess-dates", test_guess_dates);
  return g_test_run ();
}
