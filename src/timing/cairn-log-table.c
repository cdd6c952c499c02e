/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing/cairn-log-table.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _CairnLogTable
{
  GPtrArray *names; /* of columns, and a NULL */
  GHashTable *by_name;
  GPtrArray *columns; /* GArray of guint32 */
  gsize n_rows;       /* read */
  gsize n_kept;       /* the first of them */
  gsize row_bytes;

  CairnLogRowFunc sampled;
  gpointer sampled_data;
  CairnLogRowFunc func; /* NULL: rows are kept */
  gpointer func_data;
  GArray *cells; /* Cell, by column: of the row at hand, once rows are handed on */
  gsize n_bytes; /* of texts that are kept */

  GHashTable *ids;  /* text → id */
  GPtrArray *texts; /* by id; borrowed from the keys; the first is NULL */
  GString *cell;
  gboolean had_bad_text;
};

typedef struct
{
  GString *buffer;  /* NULL: nobody wants the column */
  const char *text; /* NULL: nothing there */
  gsize length;
} Cell;

static void
cell_clear (gpointer data)
{
  Cell *cell = data;

  if (cell->buffer != NULL)
    g_string_free (cell->buffer, TRUE);
}

CairnLogTable *
cairn_log_table_new (void)
{
  CairnLogTable *self = g_new0 (CairnLogTable, 1);

  self->names = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->names, NULL);
  self->by_name = g_hash_table_new (g_str_hash, g_str_equal);
  self->columns = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  self->ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->texts = g_ptr_array_new ();
  g_ptr_array_add (self->texts, NULL);
  self->cell = g_string_new (NULL);
  self->cells = g_array_new (FALSE, TRUE, sizeof (Cell));
  g_array_set_clear_func (self->cells, cell_clear);
  return self;
}

void
cairn_log_table_free (CairnLogTable *self)
{
  g_ptr_array_unref (self->names);
  g_hash_table_unref (self->by_name);
  g_ptr_array_unref (self->columns);
  g_hash_table_unref (self->ids);
  g_ptr_array_unref (self->texts);
  g_string_free (self->cell, TRUE);
  g_array_unref (self->cells);
  g_free (self);
}

int
cairn_log_table_find_column (CairnLogTable *self, const char *name)
{
  gpointer number;

  if (!g_hash_table_lookup_extended (self->by_name, name, NULL, &number))
    return -1;
  return GPOINTER_TO_INT (number);
}

int
cairn_log_table_add_column (CairnLogTable *self, const char *name)
{
  int number = cairn_log_table_find_column (self, name);
  char *owned;

  if (number >= 0)
    return number;
  if (self->columns->len == CAIRN_LOG_MAX_COLUMNS)
    return -1;
  owned = g_strdup (name);
  number = (int) self->columns->len;
  g_ptr_array_insert (self->names, number, owned);
  g_hash_table_insert (self->by_name, owned, GINT_TO_POINTER (number));
  g_ptr_array_add (self->columns, g_array_new (FALSE, TRUE, sizeof (guint32)));
  return number;
}

const char *const *
cairn_log_table_get_columns (CairnLogTable *self)
{
  return (const char *const *) self->names->pdata;
}

static guint32
intern (CairnLogTable *self, const char *text)
{
  gpointer id = g_hash_table_lookup (self->ids, text);
  char *owned;

  if (id != NULL)
    return GPOINTER_TO_UINT (id);
  owned = g_strdup (text);
  g_hash_table_insert (self->ids, owned, GUINT_TO_POINTER (self->texts->len));
  g_ptr_array_add (self->texts, owned);
  self->n_bytes += strlen (text);
  return self->texts->len - 1;
}

/* Into @out, which is emptied. */
static void
set_valid (CairnLogTable *self, GString *out, const char *text, gsize length)
{
  g_string_truncate (out, 0);
  if (g_utf8_validate (text, (gssize) length, NULL))
    g_string_append_len (out, text, (gssize) length);
  else
    {
      g_autofree char *converted = g_convert_with_fallback (
        text, (gssize) length, "UTF-8", "WINDOWS-1252", "\357\277\275", NULL, NULL, NULL);

      self->had_bad_text = TRUE;
      g_string_append (out, converted != NULL ? converted : "\357\277\275");
    }
}

static void
keep (CairnLogTable *self, int column)
{
  guint32 id = intern (self, self->cell->str);
  GArray *values = g_ptr_array_index (self->columns, column);

  if (values->len <= self->n_kept)
    g_array_set_size (values, (guint) self->n_kept + 1);
  g_array_index (values, guint32, self->n_kept) = id;
}

void
cairn_log_table_set (CairnLogTable *self, int column, const char *text, gsize length)
{
  Cell *cell;

  g_return_if_fail (column >= 0 && (guint) column < self->columns->len);

  if (length == 0 || self->row_bytes > CAIRN_LOG_MAX_ROW)
    return;
  if (self->func == NULL)
    {
      self->row_bytes += length;
      set_valid (self, self->cell, text, length);
      keep (self, column);
      return;
    }
  if ((guint) column >= self->cells->len)
    return;
  cell = &g_array_index (self->cells, Cell, column);
  if (cell->buffer == NULL)
    return;
  self->row_bytes += length;
  set_valid (self, cell->buffer, text, length);
  cell->text = cell->buffer->str;
  cell->length = cell->buffer->len;
}

static gboolean
row_is_too_large (CairnLogTable *self, GError **error)
{
  if (self->n_rows == CAIRN_LOG_MAX_ROWS)
    g_set_error (error, CAIRN_SOURCE_ERROR, CAIRN_SOURCE_ERROR_TOO_LARGE,
                 _ ("The log has more than %u rows. Split it into several."), CAIRN_LOG_MAX_ROWS);
  else if (self->row_bytes > CAIRN_LOG_MAX_ROW)
    g_set_error (error, CAIRN_SOURCE_ERROR, CAIRN_SOURCE_ERROR_TOO_LARGE,
                 _ ("Row %lu of the log has more than %u MiB."), (gulong) self->n_rows + 1,
                 (guint) (CAIRN_LOG_MAX_ROW >> 20));
  else
    return FALSE;
  return TRUE;
}

static gboolean
hand_on (CairnLogTable *self, GError **error)
{
  gboolean ok = self->func (self, self->func_data, error);

  for (guint i = 0; i < self->cells->len; i++)
    g_array_index (self->cells, Cell, i).text = NULL;
  return ok;
}

gboolean
cairn_log_table_end_row (CairnLogTable *self, GError **error)
{
  CairnLogRowFunc sampled = self->sampled;

  if (row_is_too_large (self, error))
    return FALSE;
  self->n_rows++;
  self->row_bytes = 0;
  if (self->func != NULL)
    return hand_on (self, error);
  self->n_kept++;
  if (sampled == NULL
      || (self->n_kept < CAIRN_LOG_SAMPLE_ROWS && self->n_bytes < CAIRN_LOG_SAMPLE_BYTES))
    return TRUE;
  self->sampled = NULL;
  return sampled (self, self->sampled_data, error);
}

void
cairn_log_table_set_sampled_func (CairnLogTable *self, CairnLogRowFunc func, gpointer data)
{
  self->sampled = func;
  self->sampled_data = data;
}

/* The row of the sample becomes the row at hand. */
static void
point_at (CairnLogTable *self, gsize row)
{
  for (guint i = 0; i < self->cells->len; i++)
    {
      Cell *cell = &g_array_index (self->cells, Cell, i);

      cell->text = cell->buffer != NULL ? cairn_log_table_get (self, row, (int) i) : NULL;
      cell->length = cell->text != NULL ? strlen (cell->text) : 0;
    }
}

static void
forget_sample (CairnLogTable *self)
{
  for (guint i = 0; i < self->columns->len; i++)
    g_array_set_size (g_ptr_array_index (self->columns, i), 0);
  g_hash_table_remove_all (self->ids);
  g_ptr_array_set_size (self->texts, 1);
  self->n_kept = 0;
  self->n_bytes = 0;
}

gboolean
cairn_log_table_stream (CairnLogTable *self,
                        const int *columns,
                        guint n_columns,
                        CairnLogRowFunc func,
                        gpointer data,
                        GError **error)
{
  gboolean ok = TRUE;

  g_return_val_if_fail (self->func == NULL && func != NULL, FALSE);

  self->func = func;
  self->func_data = data;
  g_array_set_size (self->cells, self->columns->len);
  for (guint i = 0; i < n_columns; i++)
    if (columns[i] >= 0 && g_array_index (self->cells, Cell, columns[i]).buffer == NULL)
      g_array_index (self->cells, Cell, columns[i]).buffer = g_string_new (NULL);
  for (gsize row = 0; row < self->n_kept && ok; row++)
    {
      point_at (self, row);
      self->n_rows = row + 1;
      ok = hand_on (self, error);
    }
  forget_sample (self);
  return ok;
}

const char *
cairn_log_table_get_cell (CairnLogTable *self, int column, gsize *length)
{
  const Cell *cell;

  *length = 0;
  if (column < 0)
    return NULL;
  cell = &g_array_index (self->cells, Cell, column);
  *length = cell->length;
  return cell->text;
}

gsize
cairn_log_table_get_n_rows (CairnLogTable *self)
{
  return self->n_rows;
}

guint32
cairn_log_table_get_id (CairnLogTable *self, gsize row, int column)
{
  const GArray *values;

  if (column < 0)
    return 0;
  values = g_ptr_array_index (self->columns, column);
  return row < values->len ? g_array_index (values, guint32, row) : 0;
}

const char *
cairn_log_table_get_text (CairnLogTable *self, guint32 id)
{
  return g_ptr_array_index (self->texts, id);
}

const char *
cairn_log_table_get (CairnLogTable *self, gsize row, int column)
{
  return cairn_log_table_get_text (self, cairn_log_table_get_id (self, row, column));
}

guint32
cairn_log_table_get_n_ids (CairnLogTable *self)
{
  return self->texts->len;
}

gboolean
cairn_log_table_had_bad_text (CairnLogTable *self)
{
  return self->had_bad_text;
}
