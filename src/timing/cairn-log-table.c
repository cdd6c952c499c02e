/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing/cairn-log-table.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _CairnLogTable
{
  GPtrArray *names; /* of columns, and a NULL */
  GHashTable *by_name;
  GPtrArray *columns; /* GArray of guint32 */
  gsize n_rows;

  GHashTable *ids;  /* text → id */
  GPtrArray *texts; /* by id; borrowed from the keys; the first is NULL */
  GString *cell;
  gboolean had_bad_text;
};

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
  return self->texts->len - 1;
}

void
cairn_log_table_set (CairnLogTable *self, int column, const char *text, gsize length)
{
  GArray *values;
  guint32 id;

  g_return_if_fail (column >= 0 && (guint) column < self->columns->len);

  if (length == 0)
    return;
  g_string_truncate (self->cell, 0);
  if (g_utf8_validate (text, (gssize) length, NULL))
    g_string_append_len (self->cell, text, (gssize) length);
  else
    {
      g_autofree char *converted = g_convert_with_fallback (
        text, (gssize) length, "UTF-8", "WINDOWS-1252", "\357\277\275", NULL, NULL, NULL);

      self->had_bad_text = TRUE;
      g_string_append (self->cell, converted != NULL ? converted : "\357\277\275");
    }
  id = intern (self, self->cell->str);
  values = g_ptr_array_index (self->columns, column);
  if (values->len <= self->n_rows)
    g_array_set_size (values, (guint) self->n_rows + 1);
  g_array_index (values, guint32, self->n_rows) = id;
}

gboolean
cairn_log_table_end_row (CairnLogTable *self, GError **error)
{
  if (self->n_rows == CAIRN_LOG_MAX_ROWS)
    {
      g_set_error (error, CAIRN_SOURCE_ERROR, CAIRN_SOURCE_ERROR_TOO_LARGE,
                   _ ("The log has more than %d rows. Split it into several."), CAIRN_LOG_MAX_ROWS);
      return FALSE;
    }
  self->n_rows++;
  return TRUE;
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
