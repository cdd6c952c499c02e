/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing/cairn-table-leaf.h"
#include "timing/cairn-sqlite-bytes.h"

#include <math.h>

#define HEADER 8

/* A row as it stands: its payload on this page. */
typedef struct
{
  gint64 id;
  const guint8 *begin, *end;
  gboolean is_cut; /* there is more of it elsewhere */
} Record;

/* How much of a payload that is too long for the page stands on it. */
static guint64
get_local_size (guint32 usable, guint64 size)
{
  guint32 least = (usable - 12) * 32 / 255 - 23;
  guint64 some = least + (size - least) % (usable - 4);

  return some <= usable - 35 ? some : least;
}

static gboolean
find_record (const CairnTablePage *page, guint32 place, Record *record)
{
  const guint8 *end = page->bytes + page->usable;
  const guint8 *p = page->bytes + place;
  guint64 size, id, local;
  guint n = cairn_get_varint (p, end, &size);

  if (n == 0)
    return FALSE;
  p += n;
  n = cairn_get_varint (p, end, &id);
  if (n == 0)
    return FALSE;
  p += n;
  record->is_cut = size > page->usable - 35;
  local = record->is_cut ? get_local_size (page->usable, size) : size;
  if (local > (guint64) (end - p))
    return FALSE;
  record->id = (gint64) id;
  record->begin = p;
  record->end = p + local;
  return TRUE;
}

/* The bytes of a value of @type, or more than any page has. */
static inline guint64
get_size (guint64 type)
{
  static const guint8 sizes[] = { 0, 1, 2, 3, 4, 6, 8, 8, 0, 0 };

  if (type < G_N_ELEMENTS (sizes))
    return sizes[type];
  return type < 12 ? G_MAXUINT32 : (type - 12) / 2;
}

/* Of 1 to 8 bytes. Eight at once, if there are as many before @end, spare a branch that nobody
 * could foretell. */
static inline gint64
get_integer (const guint8 *bytes, guint size, const guint8 *end)
{
  guint64 value;

  if (G_LIKELY (end - bytes >= 8))
    return (gint64) cairn_get_be64 (bytes) >> (64 - 8 * size);
  value = (guint64) (gint64) (gint8) bytes[0];
  for (guint i = 1; i < size; i++)
    value = value << 8 | bytes[i];
  return (gint64) value;
}

static void
set_real (CairnField *field, double value)
{
  field->real = value;
  field->type = isnan (value) ? SQLITE_NULL : SQLITE_FLOAT;
}

static void
set_integer (const CairnTableColumn *column, gint64 value, CairnField *field)
{
  if (column->is_real)
    {
      set_real (field, (double) value);
      return;
    }
  field->integer = value;
  field->type = SQLITE_INTEGER;
}

/* The value of @type at @bytes, on a page that ends at @end. */
static inline void
set_field (const CairnTableColumn *column,
           guint64 type,
           const guint8 *bytes,
           const guint8 *end,
           CairnField *field)
{
  if (type >= 12)
    {
      field->text = (const char *) bytes;
      field->n_bytes = (guint32) get_size (type);
      field->type = type % 2 != 0 ? SQLITE_TEXT : SQLITE_BLOB;
    }
  else if (type == 0)
    field->type = SQLITE_NULL;
  else if (type <= 6)
    set_integer (column, get_integer (bytes, (guint) get_size (type), end), field);
  else if (type == 7)
    {
      guint64 bits = cairn_get_be64 (bytes);
      double value;

      memcpy (&value, &bits, sizeof value);
      set_real (field, value);
    }
  else
    set_integer (column, type == 9, field);
}

/* The row is shorter than the table has columns now. */
static CairnLeafResult
set_missing (const CairnTablePlan *plan, guint from, CairnTableRow *row)
{
  for (guint c = from; c < plan->n_columns; c++)
    {
      const CairnTableColumn *column = &plan->columns[c];

      if (column->field < 0)
        continue;
      if (column->has_default)
        return CAIRN_LEAF_BEYOND;
      row->fields[column->field].type = SQLITE_NULL;
    }
  return CAIRN_LEAF_READ;
}

static CairnLeafResult
read_record (const CairnTablePlan *plan,
             const Record *record,
             const guint8 *end,
             CairnTableRow *row)
{
  const CairnLeafResult broken = record->is_cut ? CAIRN_LEAF_BEYOND : CAIRN_LEAF_DAMAGED;
  const guint8 *head = record->begin;
  const guint8 *head_end, *body;
  guint64 size, type;
  guint n = cairn_get_varint (head, record->end, &size);
  guint c;

  if (n == 0 || size < n || size > (guint64) (record->end - head))
    return broken;
  head_end = body = head + size;
  head += n;
  for (c = 0; c < plan->n_columns && head < head_end; c++)
    {
      n = cairn_get_varint (head, head_end, &type);
      if (n == 0)
        return CAIRN_LEAF_DAMAGED;
      head += n;
      size = get_size (type);
      if (size > (guint64) (record->end - body))
        return broken;
      if (plan->columns[c].field >= 0)
        set_field (&plan->columns[c], type, body, end, &row->fields[plan->columns[c].field]);
      body += size;
    }
  if (head == head_end && !record->is_cut && body != record->end)
    return CAIRN_LEAF_DAMAGED;
  return set_missing (plan, c, row);
}

static inline void
set_copies (const CairnTablePlan *plan, CairnTableRow *row)
{
  for (guint i = 0; i < plan->n_copies; i++)
    {
      CairnField *field = &row->fields[plan->copies[i].field];

      if (plan->copies[i].same_as >= 0)
        *field = row->fields[plan->copies[i].same_as];
      else
        *field = (CairnField){ .integer = row->id, .type = SQLITE_INTEGER };
    }
}

static void
make_room (CairnTableRows *self, guint n)
{
  const CairnField null = { .type = SQLITE_NULL };

  if (n <= self->room)
    return;
  self->rows = g_renew (CairnTableRow, self->rows, n);
  for (guint i = self->room; i < n; i++)
    for (guint f = 0; f < CAIRN_TABLE_FIELDS; f++)
      self->rows[i].fields[f] = null;
  self->room = n;
}

void
cairn_table_rows_clear (CairnTableRows *self)
{
  g_clear_pointer (&self->rows, g_free);
  self->n_rows = self->room = 0;
}

CairnLeafResult
cairn_table_leaf_read (const CairnTablePlan *plan,
                       const CairnTablePage *page,
                       const CairnRowidSpan *bounds,
                       const CairnRowidSpan *wanted,
                       CairnTableRows *rows)
{
  const guint8 *header = page->bytes + page->start;
  guint n_cells = cairn_get_be16 (header + 3);
  guint least = page->start + HEADER + 2 * n_cells;
  gint64 before = bounds->after;

  rows->n_rows = 0;
  if (header[0] != CAIRN_PAGE_TABLE_LEAF || least > page->usable)
    return CAIRN_LEAF_DAMAGED;
  make_room (rows, n_cells);
  for (guint i = 0; i < n_cells; i++)
    {
      guint place = cairn_get_be16 (header + HEADER + 2 * i);
      CairnTableRow *row = &rows->rows[rows->n_rows];
      CairnLeafResult result;
      Record record;

      if (place < least || !find_record (page, place, &record) || record.id <= before
          || record.id > bounds->upto)
        return CAIRN_LEAF_DAMAGED;
      before = record.id;
      if (record.id > wanted->upto)
        break;
      if (record.id <= wanted->after)
        continue;
      row->id = record.id;
      result = read_record (plan, &record, page->bytes + page->usable, row);
      if (result != CAIRN_LEAF_READ)
        return result;
      set_copies (plan, row);
      rows->n_rows++;
    }
  return CAIRN_LEAF_READ;
}
