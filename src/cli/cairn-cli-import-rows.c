/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/cairn-cli-import-rows.h"

#include "insight/cairn-source-draft.h"
#include "insight/cairn-study-format.h"
#include "timing/cairn-import-file.h"
#include "timing/cairn-import-table.h"
#include "timing/cairn-log-peek.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

#define N_SAMPLE 1000
#define STEPS_A_LOOK 10000 /* of SQLite, between two looks at whether to stop */

/* ---- what is in the log ---- */

static gboolean
fail (GError **error, CairnSourceError code, char *words)
{
  g_set_error_literal (error, CAIRN_SOURCE_ERROR, code, words);
  g_free (words);
  return FALSE;
}

/* The column that somebody calls @name; attributes of a trace may be named without "case:". */
static const char *
find_column (char **columns, const char *name, GError **error)
{
  g_autofree char *list = NULL;

  for (guint i = 0; columns[i] != NULL; i++)
    if (g_ascii_strcasecmp (columns[i], name) == 0
        || (g_str_has_prefix (columns[i], "case:") && g_str_equal (columns[i] + 5, name)))
      return columns[i];
  list = g_strjoinv (", ", columns);
  fail (error, CAIRN_SOURCE_ERROR_NO_COLUMN,
        g_strdup_printf (_ ("The log has no column “%s”. Choose one of: %s."), name, list));
  return NULL;
}

static gboolean
take_column (char **field, char **columns, const char *name, GError **error)
{
  if (name == NULL || *name == '\0')
    return TRUE;
  *field = g_strdup (find_column (columns, name, error));
  return *field != NULL;
}

/* The column of @stage in @texts ("STAGE=COLUMN"); NULL: they do not say. */
static const char *
find_text (char **texts, const char *stage)
{
  const gsize n = strlen (stage);

  for (guint i = 0; texts != NULL && texts[i] != NULL; i++)
    if (strncmp (texts[i], stage, n) == 0 && texts[i][n] == '=')
      return texts[i] + n + 1;
  return NULL;
}

static gboolean
is_pair (const char *text)
{
  const char *equals = strchr (text, '=');

  return equals != NULL && equals > text && equals[1] != '\0';
}

static gboolean
take_dates (const CairnCliRows *self, CairnMapping *known, char **columns, GError **error)
{
  for (guint i = 0; self->dates != NULL && self->dates[i] != NULL; i++)
    {
      const char *text = self->dates[i];
      g_autofree char *stage = g_strndup (text, strcspn (text, "="));
      const char *exit = find_text (self->exit_dates, stage);
      const char *entered, *left = NULL;

      if (!is_pair (text))
        return fail (error, CAIRN_SOURCE_ERROR_NO_MAPPING,
                     g_strdup_printf (_ ("“%s” is not STAGE=COLUMN."), text));
      entered = find_column (columns, find_text (self->dates, stage), error);
      if (entered == NULL || (exit != NULL && (left = find_column (columns, exit, error)) == NULL))
        return FALSE;
      cairn_mapping_add_dates (known, stage, entered, left);
    }
  for (guint i = 0; self->exit_dates != NULL && self->exit_dates[i] != NULL; i++)
    {
      g_autofree char *stage = g_strndup (self->exit_dates[i], strcspn (self->exit_dates[i], "="));

      if (!is_pair (self->exit_dates[i]) || find_text (self->dates, stage) == NULL)
        return fail (error, CAIRN_SOURCE_ERROR_NO_MAPPING,
                     g_strdup_printf (_ ("“%s”: say with --date when that stage was entered."),
                                      self->exit_dates[i]));
    }
  return TRUE;
}

/* What is said of the log beforehand. */
static CairnMapping *
make_known (const CairnCliRows *self, char **columns, GError **error)
{
  const CairnImportOptions *import = self->import;
  g_autoptr (CairnMapping) known = cairn_mapping_new (NULL);

  known->shape = (CairnSourceShape) (CAIRN_SOURCE_VISITS + self->shape);
  known->time_format = g_strdup (import->time_format);
  known->zone = g_strdup (import->zone);
  if (!take_column (&known->customer, columns, import->customer, error)
      || !take_column (&known->stage, columns, import->stage, error)
      || !take_column (&known->entered, columns, import->entered, error)
      || !take_column (&known->owner, columns, import->owner, error)
      || !take_column (&known->segment, columns, import->segment, error)
      || !take_dates (self, known, columns, error))
    return NULL;
  return g_steal_pointer (&known);
}

/* Nobody is to look for what there is none of. */
static void
leave_off (CairnSourceDraft *draft, const char *column, CairnDraftRole role)
{
  for (guint i = 0; column != NULL && *column == '\0' && i < draft->roles->len; i++)
    if (g_array_index (draft->roles, CairnDraftRole, i) == role)
      cairn_source_draft_set_role (draft, i, CAIRN_DRAFT_UNUSED);
}

static gboolean
check_draft (const CairnCliRows *self, const CairnSourceDraft *draft, GError **error)
{
  g_autofree char *problem = cairn_source_draft_dup_problem (draft);

  if (problem != NULL)
    return fail (error, CAIRN_SOURCE_ERROR_NO_MAPPING,
                 g_strdup_printf (_ ("%s See “cairn import --help”."), problem));
  /* One column with a date may be anything, for whoever reads the database. */
  if (self->shape == CAIRN_SHAPE_WIDE && draft->dates->len < 2)
    return fail (error, CAIRN_SOURCE_ERROR_NO_MAPPING,
                 g_strdup (_ ("Only one column tells when a stage was entered. Name two at least "
                              "with --date STAGE=COLUMN.")));
  return TRUE;
}

static CairnSourceDraft *
make_draft (const CairnCliRows *self, GCancellable *cancellable, GError **error)
{
  const CairnImportOptions *import = self->import;
  g_autoptr (GFile) file = g_file_new_for_path (import->input);
  g_autoptr (CairnSourceDraft) draft = cairn_source_draft_new (file);
  g_autoptr (CairnSourcePreview) sample = NULL;
  g_autoptr (CairnMapping) names = cairn_mapping_new (NULL);
  g_autoptr (CairnMapping) known = NULL;
  const char *const none[] = { NULL };

  sample = cairn_log_peek (import->input, N_SAMPLE, NULL, cancellable, error);
  known = sample != NULL ? make_known (self, sample->columns, error) : NULL;
  if (known == NULL)
    return NULL;
  draft->is_log = TRUE;
  cairn_source_draft_set_names (draft, names, none);
  cairn_source_draft_set_sample (draft, g_steal_pointer (&sample), known);
  leave_off (draft, import->owner, CAIRN_DRAFT_OWNER);
  leave_off (draft, import->segment, CAIRN_DRAFT_SEGMENT);
  return check_draft (self, draft, error) ? g_steal_pointer (&draft) : NULL;
}

/* What options say that cannot be so. */
static gboolean
check_options (const CairnImportOptions *import, GError **error)
{
  g_autofree char *output = g_filename_display_name (import->output);
  g_autofree char *input = g_filename_display_name (import->input);
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (import->zone);
  CairnTimeFormat format;

  if (import->time_format != NULL && !cairn_time_format_parse (import->time_format, &format))
    return fail (error, CAIRN_SOURCE_ERROR_BAD_OPTION,
                 g_strdup_printf (_ ("“%s” is not a time format. Use one of: %s."),
                                  import->time_format, CAIRN_TIME_FORMAT_NAMES));
  if (import->zone != NULL && zone == NULL)
    return fail (
      error, CAIRN_SOURCE_ERROR_BAD_OPTION,
      g_strdup_printf (_ ("“%s” is not a time zone. Write it like Europe/Rome, UTC or +02."),
                       import->zone));
  if (!import->force && g_file_test (import->output, G_FILE_TEST_EXISTS))
    return fail (
      error, CAIRN_SOURCE_ERROR_EXISTS,
      g_strdup_printf (_ ("“%s” exists already. Choose another name, or use --force."), output));
  /* It is read twice. */
  if (g_file_test (import->input, G_FILE_TEST_EXISTS)
      && !g_file_test (import->input, G_FILE_TEST_IS_REGULAR))
    return fail (error, CAIRN_SOURCE_ERROR_READ,
                 g_strdup_printf (_ ("“%s” is no file. Rows of this shape cannot be read from a "
                                     "pipe; write them into a file first."),
                                  input));
  return TRUE;
}

/* ---- from the log to the database ---- */

typedef struct
{
  CairnTimeReader *reader;
  GCancellable *cancellable;
  guint64 unread;
  char *unread_text; /* the first of them */
} Times;

/* Moments as everybody reads them. What cannot be read stays as it is, for the reader to tell. */
static void
moment_cb (sqlite3_context *context, int n_values, sqlite3_value **values)
{
  Times *times = sqlite3_user_data (context);
  const char *text = (const char *) sqlite3_value_text (values[0]);
  g_autofree char *iso = NULL;
  gint64 moment;

  if (text == NULL || cairn_time_is_missing (text, -1))
    return;
  if (cairn_time_reader_text (times->reader, text, strlen (text), &moment))
    {
      iso = cairn_study_format_iso (moment);
      sqlite3_result_text (context, iso, -1, SQLITE_TRANSIENT);
      return;
    }
  if (times->unread++ == 0)
    times->unread_text = g_strdup (text);
  sqlite3_result_value (context, values[0]);
}

static int
stop_cb (gpointer data)
{
  return g_cancellable_is_cancelled (((Times *) data)->cancellable);
}

typedef struct
{
  GString *create, *select;
} Sql;

static void
add_column (Sql *sql, const char *column, const char *name, gboolean is_time)
{
  char *from = sqlite3_mprintf (is_time ? "moment(\"%w\")" : "\"%w\"", column);
  char *to = sqlite3_mprintf ("\"%w\" TEXT", name);

  g_string_append_printf (sql->create, "%s%s", sql->create->len > 0 ? ", " : "", to);
  g_string_append_printf (sql->select, "%s%s", sql->select->len > 0 ? ", " : "", from);
  sqlite3_free (from);
  sqlite3_free (to);
}

/* Columns get the names by which readers know what they are for. */
static void
add_columns (Sql *sql, const CairnSourceDraft *draft)
{
  static const struct
  {
    CairnDraftRole role;
    const char *name;
  } all[] = {
    { CAIRN_DRAFT_CUSTOMER, "customer" },     { CAIRN_DRAFT_STAGE, "stage" },
    { CAIRN_DRAFT_ENTERED, "snapshot_date" }, { CAIRN_DRAFT_OWNER, "owner" },
    { CAIRN_DRAFT_SEGMENT, "segment" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    {
      const char *column = cairn_source_draft_get_column (draft, all[i].role);

      if (column != NULL && cairn_source_draft_wants (draft, all[i].role))
        add_column (sql, column, all[i].name, all[i].role == CAIRN_DRAFT_ENTERED);
    }
  for (guint i = 0; draft->shape == CAIRN_SHAPE_WIDE && i < draft->dates->len; i++)
    {
      const CairnMappingDates *dates = g_ptr_array_index (draft->dates, i);
      g_autofree char *entered = g_strconcat ("date_entered_", dates->stage, NULL);
      g_autofree char *left = g_strconcat ("date_exited_", dates->stage, NULL);

      add_column (sql, dates->entered, entered, TRUE);
      if (dates->left != NULL)
        add_column (sql, dates->left, left, TRUE);
    }
}

static char *
make_sql (const CairnSourceDraft *draft, const char *raw)
{
  Sql sql = { g_string_new (NULL), g_string_new (NULL) };
  char *attach = sqlite3_mprintf ("ATTACH %Q AS raw", raw);
  char *text;

  add_columns (&sql, draft);
  text = g_strdup_printf ("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; %s; BEGIN;"
                          "CREATE TABLE log(%s); INSERT INTO log SELECT %s FROM raw.log; COMMIT;"
                          "DETACH raw;",
                          attach, sql.create->str, sql.select->str);
  g_string_free (sql.create, TRUE);
  g_string_free (sql.select, TRUE);
  sqlite3_free (attach);
  return text;
}

static gsize
count_customers (sqlite3 *db)
{
  sqlite3_stmt *stmt = NULL;
  gsize n = 0;

  if (sqlite3_prepare_v2 (db, "SELECT count(DISTINCT customer) FROM log", -1, &stmt, NULL)
        == SQLITE_OK
      && sqlite3_step (stmt) == SQLITE_ROW)
    n = (gsize) sqlite3_column_int64 (stmt, 0);
  sqlite3_finalize (stmt);
  return n;
}

static gboolean
write_rows (const CairnSourceDraft *draft,
            const char *raw,
            const CairnImportFile *file,
            Times *times,
            CairnImportResult *result,
            GError **error)
{
  g_autofree char *sql = make_sql (draft, raw);
  sqlite3 *db = NULL;
  gboolean ok;

  ok = sqlite3_open_v2 (file->path, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL)
         == SQLITE_OK
       && sqlite3_create_function (db, "moment", 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC, times,
                                   moment_cb, NULL, NULL)
            == SQLITE_OK;
  if (ok)
    sqlite3_progress_handler (db, STEPS_A_LOOK, stop_cb, times);
  ok = ok && sqlite3_exec (db, sql, NULL, NULL, NULL) == SQLITE_OK;
  if (ok)
    result->n_customers = count_customers (db);
  else if (!g_cancellable_set_error_if_cancelled (times->cancellable, error))
    cairn_import_file_fail (file, sqlite3_errmsg (db), error);
  sqlite3_close (db);
  return ok;
}

/* ---- what was done ---- */

static void
note (CairnImportResult *result, char *words)
{
  g_ptr_array_add (result->notes, words);
}

static void
add_notes (CairnImportResult *result, const CairnSourceDraft *draft, const Times *times)
{
  const char *customer = cairn_source_draft_get_column (draft, CAIRN_DRAFT_CUSTOMER);

  note (result, g_strdup (draft->shape == CAIRN_SHAPE_WIDE
                            ? _ ("Shape: dates (a row is a customer, with a date for each stage).")
                            : _ ("Shape: snapshots (a row says where a customer was that day).")));
  note (result, g_strdup_printf (_ ("Customer: “%s”."), customer));
  if (draft->shape == CAIRN_SHAPE_SNAPSHOTS)
    note (result, g_strdup_printf (_ ("Stage: “%1$s”, on the day “%2$s”."),
                                   cairn_source_draft_get_column (draft, CAIRN_DRAFT_STAGE),
                                   cairn_source_draft_get_column (draft, CAIRN_DRAFT_ENTERED)));
  for (guint i = 0; draft->shape == CAIRN_SHAPE_WIDE && i < draft->dates->len; i++)
    {
      const CairnMappingDates *dates = g_ptr_array_index (draft->dates, i);

      note (result, dates->left != NULL
                      ? g_strdup_printf (_ ("Stage “%1$s”: entered “%2$s”, left “%3$s”."),
                                         dates->stage, dates->entered, dates->left)
                      : g_strdup_printf (_ ("Stage “%1$s”: entered “%2$s”."), dates->stage,
                                         dates->entered));
    }
  if (times->unread > 0)
    note (result,
          g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                        "%1$lu time cannot be read (“%2$s”), and is kept as it is.",
                                        "%1$lu times cannot be read (the first: “%2$s”), and are "
                                        "kept as they are.",
                                        (gulong) times->unread),
                           (gulong) times->unread, times->unread_text));
}

gboolean
cairn_cli_import_rows (const CairnCliRows *self,
                       CairnImportProgressFunc progress,
                       gpointer data,
                       GCancellable *cancellable,
                       CairnImportResult *result,
                       GError **error)
{
  CairnImportOptions copy = *self->import;
  g_autoptr (CairnSourceDraft) draft = NULL;
  g_autofree char *raw = NULL;
  g_auto (GStrv) columns = NULL;
  CairnImportFile file = { .fd = -1 };
  Times times = { .cancellable = cancellable };
  gboolean ok;

  result->notes = g_ptr_array_new_with_free_func (g_free);
  if (!check_options (&copy, error))
    return FALSE;
  draft = make_draft (self, cancellable, error);
  if (draft == NULL || !cairn_import_file_create (&file, copy.output, error))
    return FALSE;
  columns = cairn_source_draft_dup_columns (draft);
  copy.output = raw = g_strconcat (file.path, "-rows", NULL);
  times.reader = cairn_source_draft_new_reader (draft);
  ok = cairn_import_table_run (&copy, (const char *const *) columns, progress, data, cancellable,
                               &result->n_rows, error)
       && write_rows (draft, raw, &file, &times, result, error)
       && cairn_import_file_place (&file, cancellable, error);
  g_unlink (raw);
  cairn_import_file_clear (&file);
  if (ok)
    add_notes (result, draft, &times);
  g_clear_pointer (&times.reader, cairn_time_reader_free);
  g_free (times.unread_text);
  return ok;
}
