/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The beginning of a log, and the values of a column, before the whole is taken. */

#include "timing/cairn-log-peek.h"
#include "timing/cairn-value-count.h"

#include <glib/gstdio.h>
#include <sqlite3.h>

static char *
write_log (const char *suffix, const char *head, const char *row, const char *end, guint n)
{
  g_autoptr (GString) text = g_string_new (head);
  g_autofree char *name = g_strconcat ("cairn-peek-XXXXXX", suffix, NULL);
  char *path = g_build_filename (g_get_tmp_dir (), name, NULL);
  int file = g_mkstemp (path);

  g_assert_cmpint (file, >=, 0);
  g_assert_true (g_close (file, NULL));
  for (guint i = 0; i < n; i++)
    g_string_append (text, row);
  g_string_append (text, end);
  g_assert_true (g_file_set_contents (path, text->str, (gssize) text->len, NULL));
  return path;
}

static void
test_log (gconstpointer data)
{
  static const struct
  {
    const char *suffix, *head, *row, *end, *column;
  } logs[] = {
    { ".csv", "who,what,when\n", "Globex,Kick-off,2026-10-01\n", "", "what" },
    { ".csv", "who,what,when\r", "Globex,Kick-off,2026-10-01\r", "", "what" },
    { ".xes", "<log>",
      "<trace><string key=\"concept:name\" value=\"Globex\"/><event><string key=\"what\" "
      "value=\"Kick-off\"/></event></trace>",
      "</log>", "what" },
  };
  const guint sizes[] = { 1, 10, 60000 };

  for (guint i = 0; i < G_N_ELEMENTS (logs); i++)
    for (guint j = 0; j < G_N_ELEMENTS (sizes); j++)
      {
        g_autofree char *path
          = write_log (logs[i].suffix, logs[i].head, logs[i].row, logs[i].end, sizes[j]);
        g_autoptr (GError) error = NULL;
        double row_bytes = 0;
        g_autoptr (CairnSourcePreview) preview
          = cairn_log_peek (path, 20, &row_bytes, NULL, &error);

        g_assert_no_error (error);
        g_assert_cmpuint (preview->rows->len, ==, MIN (sizes[j], 20));
        for (guint c = 0; preview->columns[c] != NULL; c++)
          if (g_str_equal (preview->columns[c], logs[i].column))
            for (guint r = 0; r < preview->rows->len; r++)
              g_assert_cmpstr (((char **) g_ptr_array_index (preview->rows, r))[c], ==, "Kick-off");
        g_assert_cmpfloat (row_bytes, >, 10);
        g_remove (path);
      }
}

static void
test_errors (void)
{
  g_autofree char *path = write_log (".csv", "", "", "", 0);
  g_autoptr (GError) error = NULL;

  g_assert_null (cairn_log_peek (path, 20, NULL, NULL, &error));
  g_assert_nonnull (error);
  g_remove (path);
}

static void
test_values (void)
{
  g_autofree char *path = write_log (".db", "", "", "", 0);
  g_autoptr (CairnMapping) mapping = cairn_mapping_new (path);
  g_autoptr (GPtrArray) stages = NULL, segments = NULL;
  g_autoptr (GError) error = NULL;
  const CairnValueCount *first;
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db,
                                 "CREATE TABLE log (who, \"wh at\");"
                                 "INSERT INTO log VALUES (1, 'A'), (1, 'A'), (2, 'A'), (2, 'B'),"
                                 " (3, NULL), (3, '');",
                                 NULL, NULL, NULL),
                   ==, SQLITE_OK);
  sqlite3_close (db);
  mapping->table = g_strdup ("log");
  mapping->customer = g_strdup ("who");
  mapping->stage = g_strdup ("wh at");
  stages = cairn_value_count_read (mapping, CAIRN_COLUMN_STAGE, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (stages->len, ==, 2);
  first = g_ptr_array_index (stages, 0);
  g_assert_cmpstr (first->value, ==, "A");
  g_assert_cmpuint (first->rows, ==, 3);
  g_assert_cmpuint (first->customers, ==, 2);
  segments = cairn_value_count_read (mapping, CAIRN_COLUMN_SEGMENT, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (segments->len, ==, 0);
  g_remove (path);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/source-peek/log", NULL, test_log);
  g_test_add_func ("/source-peek/errors", test_errors);
  g_test_add_func ("/source-peek/values", test_values);
  return g_test_run ();
}
