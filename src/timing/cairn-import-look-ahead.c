/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing/cairn-import-look-ahead.h"

#define MAX_COLUMNS 2

typedef struct
{
  const char *const *names;
  CairnTimeSampler *sampler;
  int columns[MAX_COLUMNS];
  const char *found; /* one of the names */
} Look;

gboolean
cairn_import_knows_order (const CairnTimeSampler *sampler)
{
  return sampler->day_first + sampler->month_first + sampler->dotted > 0;
}

/* An error ends the reading; this one says that no more is needed. */
static gboolean
enough (GError **error)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CLOSED, "");
  return FALSE;
}

static gboolean
row_cb (CairnLogTable *table, gpointer data, GError **error)
{
  Look *look = data;
  gsize length;

  for (guint i = 0; i < MAX_COLUMNS; i++)
    {
      const char *text = cairn_log_table_get_cell (table, look->columns[i], &length);

      if (text != NULL)
        cairn_time_sampler_add_text (look->sampler, text, (gssize) length);
    }
  return !cairn_import_knows_order (look->sampler) || enough (error);
}

static gboolean
sampled_cb (CairnLogTable *table, gpointer data, GError **error)
{
  Look *look = data;

  for (guint i = 0; i < MAX_COLUMNS; i++)
    look->columns[i] = -1;
  for (guint i = 0; i < MAX_COLUMNS && look->names[i] != NULL; i++)
    look->columns[i] = cairn_log_table_find_column (table, look->names[i]);
  return cairn_log_table_stream (table, look->columns, MAX_COLUMNS, row_cb, look, error);
}

static void
read_on (const char *path, CairnLogRowFunc sampled, Look *look, GCancellable *cancellable)
{
  g_auto (CairnLogFile) file = { NULL };
  g_autoptr (CairnLogTable) table = NULL;

  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR)
      || !cairn_log_file_open (&file, path, cancellable, NULL))
    return;
  table = cairn_log_table_new ();
  cairn_log_table_set_sampled_func (table, sampled, look);
  cairn_log_file_read (&file, table, path, cancellable, NULL);
}

gboolean
cairn_import_look_ahead (const char *path,
                         const char *const *names,
                         CairnTimeSampler *sampler,
                         GCancellable *cancellable,
                         GError **error)
{
  Look look = { .names = names, .sampler = sampler };

  read_on (path, sampled_cb, &look, cancellable);
  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}

/* ---- columns ---- */

static gboolean
names_cb (CairnLogTable *table, gpointer data, GError **error)
{
  Look *look = data;

  for (const char *const *name = look->names; *name != NULL && look->found == NULL; name++)
    if (cairn_log_table_find_column (table, *name) >= 0)
      look->found = *name;
  return look->found == NULL || enough (error);
}

static gboolean
columns_sampled_cb (CairnLogTable *table, gpointer data, GError **error)
{
  return cairn_log_table_stream (table, NULL, 0, names_cb, data, error);
}

char *
cairn_import_look_for_column (const char *path, const char *const *names, GCancellable *cancellable)
{
  Look look = { .names = names };

  read_on (path, columns_sampled_cb, &look, cancellable);
  return g_strdup (look.found);
}
