/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <sqlite3.h>

G_BEGIN_DECLS

/* What stands in one column of a row, whoever read it: SQLite, or cairn-table-leaf. */
typedef struct
{
  union
  {
    gint64 integer;
    double real;
    const char *text; /* of a BLOB, too; borrowed, and without a NUL behind it */
  };
  guint32 n_bytes; /* of @text */
  guint8 type;     /* SQLITE_INTEGER … SQLITE_NULL */
} CairnField;

/* Good as long as what was asked of @value is. */
void cairn_field_set_value (CairnField *self, sqlite3_value *value);

/* Room for a number in digits. */
#define CAIRN_FIELD_DIGITS 48

/* The field as text, up to the first NUL; a number is written to @digits. NULL: there is none. */
const char *cairn_field_get_text (const CairnField *self, char *digits, gsize *n_bytes);

G_END_DECLS
