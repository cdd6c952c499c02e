/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing/cairn-log-peek.h"

#include "timing/cairn-log-table.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define HEAD_CSV (256 * 1024)
#define HEAD_XES (2 * 1024 * 1024)
#define XES_END "</trace>"

static void
row_free (gpointer data)
{
  g_strfreev (data);
}

/* Where the last whole trace, or the last whole row, of @text ends; 0: nowhere. */
static gsize
find_end (const GByteArray *text, gboolean is_xml)
{
  const char *data = (const char *) text->data;
  const gsize n_end = strlen (XES_END);
  gsize after_return = 0;

  for (gsize i = text->len; i > 0; i--)
    {
      if (is_xml && i >= n_end && memcmp (data + i - n_end, XES_END, n_end) == 0)
        return i;
      if (!is_xml && data[i - 1] == '\n')
        return i;
      if (!is_xml && data[i - 1] == '\r' && after_return == 0)
        after_return = i;
    }
  return after_return;
}

/* The beginning of the log, cut where it is whole. NULL with @error. */
static GByteArray *
read_head (const char *path, gboolean *is_xml, GCancellable *cancellable, GError **error)
{
  g_auto (CairnLogFile) file = { NULL };
  g_autoptr (GByteArray) text = g_byte_array_new ();
  gsize want, n = 0, end;

  if (!cairn_log_file_open (&file, path, cancellable, error))
    return NULL;
  *is_xml = file.is_xml;
  want = *is_xml ? HEAD_XES : HEAD_CSV;
  g_byte_array_set_size (text, (guint) want);
  if (!g_input_stream_read_all (file.stream, text->data, want, &n, cancellable, error))
    return NULL;
  g_byte_array_set_size (text, (guint) n);
  end = n < want ? 0 : find_end (text, *is_xml);
  if (end > 0)
    g_byte_array_set_size (text, (guint) end);
  if (end > 0 && *is_xml)
    g_byte_array_append (text, (const guint8 *) "</log>", strlen ("</log>"));
  return g_steal_pointer (&text);
}

static void
take_rows (CairnSourcePreview *self, CairnLogTable *table, guint n_rows)
{
  guint n_columns = g_strv_length (self->columns);

  for (gsize r = 0; r < MIN (n_rows, cairn_log_table_get_n_rows (table)); r++)
    {
      char **row = g_new0 (char *, n_columns + 1);

      for (guint c = 0; c < n_columns; c++)
        {
          const char *text = cairn_log_table_get (table, r, (int) c);

          row[c] = g_strdup (text != NULL ? text : "");
        }
      g_ptr_array_add (self->rows, row);
    }
}

CairnSourcePreview *
cairn_log_peek (
  const char *path, guint n_rows, double *row_bytes, GCancellable *cancellable, GError **error)
{
  g_autoptr (CairnSourcePreview) self = g_new0 (CairnSourcePreview, 1);
  g_autoptr (CairnLogTable) table = cairn_log_table_new ();
  g_autoptr (GByteArray) head = NULL;
  g_autoptr (GInputStream) stream = NULL;
  g_autofree char *name = NULL;
  gboolean is_xml = FALSE;

  g_return_val_if_fail (path != NULL, NULL);

  head = read_head (path, &is_xml, cancellable, error);
  if (head == NULL)
    return NULL;
  name = g_filename_display_name (path);
  stream = g_memory_input_stream_new_from_data (head->data, head->len, NULL);
  if (!(is_xml ? cairn_log_read_xes : cairn_log_read_csv) (table, stream, name, cancellable, error))
    return NULL;
  if (cairn_log_table_get_n_rows (table) == 0)
    {
      g_set_error (error, CAIRN_SOURCE_ERROR, CAIRN_SOURCE_ERROR_BAD_LOG,
                   _ ("“%s” holds no events."), name);
      return NULL;
    }
  if (row_bytes != NULL)
    *row_bytes = (double) head->len / (double) cairn_log_table_get_n_rows (table);
  self->rows = g_ptr_array_new_with_free_func (row_free);
  self->visits = g_ptr_array_new ();
  self->columns = g_strdupv ((char **) cairn_log_table_get_columns (table));
  take_rows (self, table, n_rows);
  return g_steal_pointer (&self);
}
