/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing/cairn-import-table.h"

#include "timing/cairn-import-file.h"
#include "timing/cairn-log-table.h"
#include "timing/cairn-sqlite-private.h"

#include <glib/gi18n-lib.h>

#define ROWS_A_LOOK 4096
#define MAX_COLUMNS 512
/* Of the time, about; the rest is the disk's. */
#define READING 0.97

typedef struct
{
  const CairnImportOptions *options;
  const char *const *names;
  CairnImportProgressFunc func;
  gpointer func_data;
  GCancellable *cancellable;

  CairnLogFile log;
  CairnLogTable *table;
  int columns[MAX_COLUMNS];
  guint n_columns;
  gboolean handed_on;

  CairnImportFile file;
  sqlite3 *db;
  sqlite3_stmt *insert;
} Copy;

static void
copy_clear (Copy *copy)
{
  g_clear_pointer (&copy->insert, sqlite3_finalize);
  g_clear_pointer (&copy->db, sqlite3_close);
  cairn_import_file_clear (&copy->file);
  g_clear_pointer (&copy->table, cairn_log_table_free);
  cairn_log_file_clear (&copy->log);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Copy, copy_clear)

static gboolean
fail (Copy *copy, GError **error)
{
  return cairn_import_file_fail (
    &copy->file, copy->db != NULL ? sqlite3_errmsg (copy->db) : _ ("out of memory"), error);
}

static void
tell (Copy *copy, double fraction)
{
  CairnImportProgress progress = { .fraction = fraction, .size = copy->log.size };

  if (copy->func == NULL)
    return;
  if (copy->table != NULL)
    progress.n_rows = cairn_log_table_get_n_rows (copy->table);
  progress.n_bytes = copy->log.file != NULL ? cairn_log_file_tell (&copy->log) : progress.size;
  copy->func (&progress, copy->func_data);
}

/* ---- the database ---- */

/* "CREATE TABLE …" and "INSERT …" for the columns, as they are named. */
static void
make_sql (const Copy *copy, char **create, char **insert)
{
  GString *columns = g_string_new (NULL);
  GString *values = g_string_new (NULL);

  for (guint i = 0; i < copy->n_columns; i++)
    {
      g_autofree char *quoted = cairn_sqlite_quote (copy->names[i]);

      g_string_append_printf (columns, "%s%s TEXT", i > 0 ? ", " : "", quoted);
      g_string_append (values, i > 0 ? ", ?" : "?");
    }
  *create = g_strdup_printf ("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN;"
                             "CREATE TABLE " CAIRN_IMPORT_TABLE "(%s);",
                             columns->str);
  *insert = g_strdup_printf ("INSERT INTO " CAIRN_IMPORT_TABLE " VALUES(%s)", values->str);
  g_string_free (columns, TRUE);
  g_string_free (values, TRUE);
}

static gboolean
create_table (Copy *copy, GError **error)
{
  g_autofree char *create = NULL, *insert = NULL;

  make_sql (copy, &create, &insert);
  if (!cairn_import_file_create (&copy->file, copy->options->output, error))
    return FALSE;
  if (sqlite3_open_v2 (copy->file.path, &copy->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX,
                       NULL)
        == SQLITE_OK
      && sqlite3_exec (copy->db, create, NULL, NULL, NULL) == SQLITE_OK
      && sqlite3_prepare_v2 (copy->db, insert, -1, &copy->insert, NULL) == SQLITE_OK)
    return TRUE;
  return fail (copy, error);
}

static gboolean
finish (Copy *copy, GError **error)
{
  g_clear_pointer (&copy->insert, sqlite3_finalize);
  if (sqlite3_exec (copy->db, "COMMIT", NULL, NULL, NULL) != SQLITE_OK
      || sqlite3_close (copy->db) != SQLITE_OK)
    return fail (copy, error);
  copy->db = NULL;
  return cairn_import_file_place (&copy->file, copy->cancellable, error);
}

/* ---- the rows ---- */

static gboolean
row_cb (CairnLogTable *table, gpointer data, GError **error)
{
  Copy *copy = data;

  if (cairn_log_table_get_n_rows (table) % ROWS_A_LOOK == 0)
    {
      if (g_cancellable_set_error_if_cancelled (copy->cancellable, error))
        return FALSE;
      tell (copy, copy->log.size > 0
                    ? READING * (double) cairn_log_file_tell (&copy->log) / (double) copy->log.size
                    : 0);
    }
  for (guint i = 0; i < copy->n_columns; i++)
    {
      gsize length = 0;
      const char *text = cairn_log_table_get_cell (table, copy->columns[i], &length);

      if (text != NULL)
        sqlite3_bind_text64 (copy->insert, (int) i + 1, text, length, SQLITE_STATIC, SQLITE_UTF8);
      else
        sqlite3_bind_null (copy->insert, (int) i + 1);
    }
  if (sqlite3_step (copy->insert) == SQLITE_DONE && sqlite3_reset (copy->insert) == SQLITE_OK)
    return TRUE;
  return fail (copy, error);
}

/* Attributes of XES come as they are used: one that the sample lacks may come later. */
static gboolean
find_columns (Copy *copy, GError **error)
{
  gboolean may_come = copy->log.is_xml;

  for (guint i = 0; i < copy->n_columns; i++)
    {
      const char *name = copy->names[i];
      g_autofree char *of_trace = g_strconcat ("case:", name, NULL);
      int column = cairn_log_table_find_column (copy->table, name);

      if (column < 0)
        column = cairn_log_table_find_column (copy->table, of_trace);
      if (column < 0 && may_come)
        column = cairn_log_table_add_column (copy->table, name);
      if (column < 0)
        {
          g_autofree char *list
            = g_strjoinv (", ", (char **) cairn_log_table_get_columns (copy->table));

          g_set_error (error, CAIRN_SOURCE_ERROR, CAIRN_SOURCE_ERROR_NO_COLUMN,
                       _ ("The log has no column “%s”. Choose one of: %s."), name, list);
          return FALSE;
        }
      copy->columns[i] = column;
    }
  return TRUE;
}

static gboolean
hand_on (CairnLogTable *table, gpointer data, GError **error)
{
  Copy *copy = data;

  copy->handed_on = TRUE;
  return find_columns (copy, error) && create_table (copy, error)
         && cairn_log_table_stream (table, copy->columns, copy->n_columns, row_cb, copy, error);
}

static gboolean
read_log (Copy *copy, gsize *n_rows, GError **error)
{
  const char *path = copy->options->input;

  if (!cairn_log_file_open (&copy->log, path, copy->cancellable, error))
    return FALSE;
  copy->table = cairn_log_table_new ();
  cairn_log_table_set_sampled_func (copy->table, hand_on, copy);
  if (!cairn_log_file_read (&copy->log, copy->table, path, copy->cancellable, error))
    return FALSE;
  *n_rows = cairn_log_table_get_n_rows (copy->table);
  if (*n_rows == 0)
    {
      g_autofree char *name = g_filename_display_name (path);

      g_set_error (error, CAIRN_SOURCE_ERROR, CAIRN_SOURCE_ERROR_BAD_LOG,
                   _ ("“%s” holds no events."), name);
      return FALSE;
    }
  return copy->handed_on || hand_on (copy->table, copy, error);
}

gboolean
cairn_import_table_run (const CairnImportOptions *options,
                        const char *const *columns,
                        CairnImportProgressFunc progress,
                        gpointer data,
                        GCancellable *cancellable,
                        gsize *n_rows,
                        GError **error)
{
  g_auto (Copy) copy = { .options = options,
                         .names = columns,
                         .func = progress,
                         .func_data = data,
                         .cancellable = cancellable,
                         .file = { .fd = -1 } };

  g_return_val_if_fail (options != NULL && options->input != NULL, FALSE);
  g_return_val_if_fail (options->output != NULL && n_rows != NULL, FALSE);

  copy.n_columns = MIN (g_strv_length ((char **) columns), MAX_COLUMNS);
  g_return_val_if_fail (copy.n_columns > 0, FALSE);

  if (!options->force && g_file_test (options->output, G_FILE_TEST_EXISTS))
    {
      g_autofree char *name = g_filename_display_name (options->output);

      g_set_error (error, CAIRN_SOURCE_ERROR, CAIRN_SOURCE_ERROR_EXISTS,
                   _ ("“%s” exists already. Choose another name, or use --force."), name);
      return FALSE;
    }
  if (!read_log (&copy, n_rows, error))
    return FALSE;
  tell (&copy, READING);
  if (!finish (&copy, error))
    return FALSE;
  tell (&copy, 1);
  return TRUE;
}
