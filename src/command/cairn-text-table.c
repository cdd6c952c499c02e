/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-command"

#include "command/cairn-text-table.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _CairnTextTable
{
  GPtrArray *rows; /* of GPtrArray of cells; rows are as long as their last cell */
  guint n_columns;
};

typedef struct
{
  CairnTextTable *table;
  GPtrArray *row; /* being read */
  guint column;
  guint n_cells; /* with something in them */
  gboolean too_wide;
} Reader;

static gboolean
ends_cell (char c)
{
  return c == '\t' || c == '\n' || c == '\r' || c == '\0';
}

/* What the cell in quotes that begins at *@text says; NULL, leaving *@text alone, if the quote
 * turns out to be one that people write. */
static char *
read_quoted (const char **text)
{
  GString *cell = g_string_new (NULL);

  for (const char *p = *text + 1; *p != '\0'; p++)
    {
      if (p[0] != '"')
        g_string_append_c (cell, *p);
      else if (p[1] == '"')
        g_string_append_c (cell, *p++);
      else if (ends_cell (p[1]))
        {
          *text = p + 1;
          return g_string_free (cell, FALSE);
        }
      else
        break;
    }
  g_string_free (cell, TRUE);
  return NULL;
}

static char *
read_cell (const char **text)
{
  const char *start = *text;
  char *quoted = *start == '"' ? read_quoted (text) : NULL;

  if (quoted != NULL)
    return quoted;
  while (!ends_cell (**text))
    (*text)++;
  return g_strndup (start, *text - start);
}

/* XML cannot hold control characters, nor U+FFFE and U+FFFF. */
static gboolean
is_kept (gunichar c)
{
  return c >= 0x20 && c != 0x7f && c != 0xfffe && c != 0xffff && c != 0xfeff;
}

static char *
clean (const char *cell)
{
  GString *out = g_string_new (NULL);

  for (const char *p = cell; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isspace (c))
        c = ' ';
      if (is_kept (c) && !(c == ' ' && (out->len == 0 || out->str[out->len - 1] == ' ')))
        g_string_append_unichar (out, c);
    }
  while (out->len > 0 && out->str[out->len - 1] == ' ')
    g_string_truncate (out, out->len - 1);
  return g_string_free (out, FALSE);
}

static void
add_cell (Reader *self, const char *raw)
{
  g_autofree char *cell = clean (raw);

  if (*cell != '\0' && self->column >= CAIRN_TEXT_TABLE_MAX_COLUMNS)
    self->too_wide = TRUE;
  else if (*cell != '\0')
    {
      while (self->row->len < self->column)
        g_ptr_array_add (self->row, NULL);
      g_ptr_array_add (self->row, g_steal_pointer (&cell));
      self->table->n_columns = MAX (self->table->n_columns, self->row->len);
      self->n_cells++;
    }
  self->column++;
}

static void
end_row (Reader *self)
{
  if (self->row->len > 0)
    {
      g_ptr_array_add (self->table->rows, self->row);
      self->row = g_ptr_array_new_with_free_func (g_free);
    }
  self->column = 0;
}

/* FALSE when there are more than can be. */
static gboolean
read_table (Reader *self, const char *text)
{
  for (;;)
    {
      g_autofree char *cell = read_cell (&text);

      add_cell (self, cell);
      if (self->n_cells > CAIRN_TEXT_TABLE_MAX_CELLS || self->too_wide)
        return FALSE;
      if (*text != '\t')
        end_row (self);
      if (*text == '\0')
        return TRUE;
      text += text[0] == '\r' && text[1] == '\n' ? 2 : 1;
    }
}

static char *
dup_too_large (void)
{
  return g_strdup_printf (_ ("This is too much to paste at once: at most %d cells in %d columns. "
                             "Copy a part of it."),
                          CAIRN_TEXT_TABLE_MAX_CELLS, CAIRN_TEXT_TABLE_MAX_COLUMNS);
}

CairnTextTable *
cairn_text_table_parse (const char *text, gsize length, char **why)
{
  g_autoptr (CairnTextTable) self = g_new0 (CairnTextTable, 1);
  g_autofree char *valid = NULL;
  Reader reader = { .table = self };
  gboolean fits;

  g_return_val_if_fail (text != NULL && why != NULL, NULL);

  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  if (length > CAIRN_TEXT_TABLE_MAX_BYTES)
    {
      *why = dup_too_large ();
      return NULL;
    }
  valid = g_utf8_make_valid (text, (gssize) length);
  reader.row = g_ptr_array_new_with_free_func (g_free);
  fits = read_table (&reader, valid);
  g_ptr_array_unref (reader.row);
  if (!fits)
    *why = dup_too_large ();
  else if (self->rows->len == 0)
    *why = g_strdup (_ ("There is no text to paste."));
  else
    return g_steal_pointer (&self);
  return NULL;
}

void
cairn_text_table_free (CairnTextTable *self)
{
  g_ptr_array_unref (self->rows);
  g_free (self);
}

guint
cairn_text_table_get_n_rows (const CairnTextTable *self)
{
  return self->rows->len;
}

guint
cairn_text_table_get_n_columns (const CairnTextTable *self)
{
  return self->n_columns;
}

const char *
cairn_text_table_get (const CairnTextTable *self, guint row, guint column)
{
  const GPtrArray *cells = row < self->rows->len ? g_ptr_array_index (self->rows, row) : NULL;
  const char *cell
    = cells != NULL && column < cells->len ? g_ptr_array_index (cells, column) : NULL;

  return cell != NULL ? cell : "";
}
