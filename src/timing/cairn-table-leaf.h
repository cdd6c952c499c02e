/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-field.h"

G_BEGIN_DECLS

/* The rows on one page of a table ("The SQLite database file format", sections 1.6 and 2.1).
 * Nothing on the page is believed: what does not fit is told, and left to SQLite. */

#define CAIRN_TABLE_FIELDS 8
#define CAIRN_TABLE_COLUMNS 64 /* further on, none can be read */

typedef struct
{
  gint64 id;
  CairnField fields[CAIRN_TABLE_FIELDS];
} CairnTableRow;

/* Of one page; all zero at first. */
typedef struct
{
  CairnTableRow *rows;
  guint n_rows, room;
} CairnTableRows;

void cairn_table_rows_clear (CairnTableRows *self);

/* What becomes of a column of the table. */
typedef struct
{
  gint8 field;          /* that it goes to; -1: none */
  gboolean is_real;     /* a whole number in it stands for a real one */
  gboolean has_default; /* for rows that were written before the column was added */
} CairnTableColumn;

/* A field that no column goes to. */
typedef struct
{
  gint8 field;
  gint8 same_as; /* another field; -1: it is the rowid */
} CairnTableCopy;

/* Fields that nothing is said of are NULL. */
typedef struct
{
  CairnTableColumn columns[CAIRN_TABLE_COLUMNS]; /* by their place in the table */
  guint n_columns;                               /* up to the last of use */
  CairnTableCopy copies[CAIRN_TABLE_FIELDS];
  guint n_copies;
} CairnTablePlan;

/* The rowids of (@after, @upto]. */
typedef struct
{
  gint64 after, upto;
} CairnRowidSpan;

static inline gboolean
cairn_rowid_span_has (const CairnRowidSpan *self, gint64 id)
{
  return id > self->after && id <= self->upto;
}

typedef struct
{
  const guint8 *bytes;
  guint32 size;
  guint32 usable; /* of that, for the table */
  guint32 start;  /* of the table's part: 100 on the first page of the file, else 0 */
} CairnTablePage;

typedef enum
{
  CAIRN_LEAF_READ,
  CAIRN_LEAF_BEYOND,  /* it takes what is not on the page: the rest of a long row, a default */
  CAIRN_LEAF_DAMAGED, /* or no leaf of a table */
} CairnLeafResult;

/* Sets @rows, always the same ones for one plan, to those of @wanted, whose texts are on the page.
 * All rows on it must lie in @bounds. */
CairnLeafResult cairn_table_leaf_read (const CairnTablePlan *plan,
                                       const CairnTablePage *page,
                                       const CairnRowidSpan *bounds,
                                       const CairnRowidSpan *wanted,
                                       CairnTableRows *rows);

G_END_DECLS
