/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing/cairn-field.h"

#include <string.h>

void
cairn_field_set_value (CairnField *self, sqlite3_value *value)
{
  self->type = (guint8) sqlite3_value_type (value);
  switch (self->type)
    {
    case SQLITE_INTEGER:
      self->integer = sqlite3_value_int64 (value);
      break;
    case SQLITE_FLOAT:
      self->real = sqlite3_value_double (value);
      break;
    case SQLITE_TEXT:
    case SQLITE_BLOB:
      self->text = (const char *) sqlite3_value_text (value);
      self->n_bytes = (guint32) sqlite3_value_bytes (value);
      if (self->text == NULL)
        self->type = SQLITE_NULL;
      break;
    default:
      break;
    }
}

const char *
cairn_field_get_text (const CairnField *self, char *digits, gsize *n_bytes)
{
  switch (self->type)
    {
    case SQLITE_TEXT:
    case SQLITE_BLOB:
      *n_bytes = strnlen (self->text, self->n_bytes);
      return self->text;
    case SQLITE_INTEGER:
      sqlite3_snprintf (CAIRN_FIELD_DIGITS, digits, "%lld", (sqlite3_int64) self->integer);
      break;
    case SQLITE_FLOAT:
      /* As SQLite itself does. */
      sqlite3_snprintf (CAIRN_FIELD_DIGITS, digits, "%!.15g", self->real);
      break;
    default:
      *n_bytes = 0;
      return NULL;
    }
  *n_bytes = strlen (digits);
  return digits;
}
