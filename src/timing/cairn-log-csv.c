/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * CSV as it is found: any line ends, any of four separators, quotes, marks, unnamed columns. */
#include "timing/cairn-log-table.h"

#include <csv.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#define BLOCK 65536

typedef struct
{
  CairnLogTable *table;
  GArray *columns; /* int by position; -1: beyond the heading */
  gboolean in_body;
  guint position;
  gboolean row_used;
  GError *error;
} Reader;

static void
reader_clear (Reader *r)
{
  g_clear_pointer (&r->columns, g_array_unref);
  g_clear_error (&r->error);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reader, reader_clear)

/* Names that are missing or come twice get one of their own. */
static void
add_heading (Reader *r, const char *text, gsize length)
{
  g_autofree char *name = g_utf8_make_valid (text, (gssize) length);
  int number;

  g_strstrip (name);
  if (*name == '\0')
    {
      g_free (name);
      /* translators: the name of a column without one */
      name = g_strdup_printf (_ ("column %u"), r->position + 1);
    }
  for (guint n = 2; cairn_log_table_find_column (r->table, name) >= 0; n++)
    {
      g_autofree char *again = g_strdup_printf ("%s (%u)", name, n);

      if (cairn_log_table_find_column (r->table, again) < 0)
        {
          g_free (name);
          name = g_steal_pointer (&again);
        }
    }
  number = cairn_log_table_add_column (r->table, name);
  if (number < 0 && r->error == NULL)
    r->error = g_error_new (CAIRN_SOURCE_ERROR, CAIRN_SOURCE_ERROR_TOO_LARGE,
                            _ ("The log has more than %d columns."), CAIRN_LOG_MAX_COLUMNS);
  g_array_append_val (r->columns, number);
}

static void
cell_cb (void *text, size_t length, void *data)
{
  Reader *r = data;

  if (r->error != NULL)
    return;
  if (!r->in_body)
    add_heading (r, text != NULL ? text : "", length);
  else if (r->position < r->columns->len && length > 0)
    {
      cairn_log_table_set (r->table, g_array_index (r->columns, int, r->position), text, length);
      r->row_used = TRUE;
    }
  r->position++;
}

static void
row_cb (int end, void *data)
{
  Reader *r = data;

  if (r->error == NULL && r->in_body && r->row_used)
    cairn_log_table_end_row (r->table, &r->error);
  r->in_body = r->columns->len > 0;
  r->row_used = FALSE;
  r->position = 0;
}

/* The separator that the first line has most of. */
static unsigned char
find_separator (const char *text, gsize length)
{
  static const char separators[] = ",;\t|";
  guint counts[4] = { 0 };
  gboolean quoted = FALSE;
  guint best = 0;

  for (gsize i = 0; i < length && (quoted || (text[i] != '\r' && text[i] != '\n')); i++)
    {
      const char *found = text[i] != '\0' ? strchr (separators, text[i]) : NULL;

      if (text[i] == '"')
        quoted = !quoted;
      else if (found != NULL && !quoted)
        counts[found - separators]++;
    }
  for (guint i = 1; i < G_N_ELEMENTS (counts); i++)
    if (counts[i] > counts[best])
      best = i;
  return (unsigned char) separators[best];
}

static gboolean
check_limits (struct csv_parser *parser, guint64 n_bytes, const char *name, GError **error)
{
  if (csv_get_buffer_size (parser) > CAIRN_LOG_MAX_CELL)
    g_set_error (
      error, CAIRN_SOURCE_ERROR, CAIRN_SOURCE_ERROR_TOO_LARGE,
      _ ("“%s” has a cell of more than %d bytes. Look for a quotation mark that is never "
         "closed."),
      name, CAIRN_LOG_MAX_CELL);
  else if (n_bytes > CAIRN_LOG_MAX_BYTES)
    g_set_error (error, CAIRN_SOURCE_ERROR, CAIRN_SOURCE_ERROR_TOO_LARGE,
                 _ ("“%s” is larger than 4 GiB. Split it into several."), name);
  else
    return TRUE;
  return FALSE;
}

static gboolean
read_blocks (Reader *r,
             struct csv_parser *parser,
             GInputStream *stream,
             const char *name,
             GCancellable *cancellable,
             GError **error)
{
  g_autofree char *block = g_malloc (BLOCK);
  guint64 n_bytes = 0;
  gsize n;

  do
    {
      const char *start = block;

      if (!g_input_stream_read_all (stream, block, BLOCK, &n, cancellable, error))
        return FALSE;
      if (n_bytes == 0)
        {
          if (n >= 3 && memcmp (block, "\357\273\277", 3) == 0)
            start += 3;
          csv_set_delim (parser, find_separator (start, n - (gsize) (start - block)));
        }
      n_bytes += n;
      if (csv_parse (parser, start, n - (gsize) (start - block), cell_cb, row_cb, r)
            != n - (gsize) (start - block)
          && r->error == NULL)
        r->error = g_error_new (CAIRN_SOURCE_ERROR, CAIRN_SOURCE_ERROR_BAD_LOG,
                                _ ("“%s” cannot be read as CSV: %s."), name,
                                csv_strerror (csv_error (parser)));
      if (r->error != NULL)
        return FALSE;
      if (!check_limits (parser, n_bytes, name, error))
        return FALSE;
    }
  while (n == BLOCK);
  return csv_fini (parser, cell_cb, row_cb, r) == 0 && r->error == NULL;
}

gboolean
cairn_log_read_csv (CairnLogTable *self,
                    GInputStream *stream,
                    const char *name,
                    GCancellable *cancellable,
                    GError **error)
{
  g_auto (Reader) r = { .table = self };
  struct csv_parser parser;
  g_autoptr (GError) local = NULL;
  gboolean ok;

  if (csv_init (&parser, CSV_APPEND_NULL) != 0)
    g_error ("csv_init() failed"); /* only for want of memory */
  r.columns = g_array_new (FALSE, FALSE, sizeof (int));
  ok = read_blocks (&r, &parser, stream, name, cancellable, &local);
  csv_free (&parser);
  if (ok)
    return TRUE;
  if (r.error != NULL)
    g_propagate_error (error, g_steal_pointer (&r.error));
  else if (local != NULL && local->domain == CAIRN_SOURCE_ERROR)
    g_propagate_error (error, g_steal_pointer (&local));
  else if (g_error_matches (local, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_propagate_error (error, g_steal_pointer (&local));
  else
    g_set_error (error, CAIRN_SOURCE_ERROR, CAIRN_SOURCE_ERROR_BAD_LOG,
                 _ ("“%s” cannot be read as CSV: %s."), name,
                 local != NULL ? local->message : _ ("out of memory"));
  return FALSE;
}
