/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <string.h>

G_BEGIN_DECLS

/* Numbers as they stand in the files of SQLite. */

#define CAIRN_PAGE_TABLE_BRANCH 5
#define CAIRN_PAGE_TABLE_LEAF 13

static inline guint
cairn_get_be16 (const guint8 *bytes)
{
  return (guint) bytes[0] << 8 | bytes[1];
}

static inline guint32
cairn_get_be32 (const guint8 *bytes)
{
  guint32 value;

  memcpy (&value, bytes, sizeof value);
  return GUINT32_FROM_BE (value);
}

static inline guint64
cairn_get_be64 (const guint8 *bytes)
{
  guint64 value;

  memcpy (&value, bytes, sizeof value);
  return GUINT64_FROM_BE (value);
}

/* Returns the number of bytes; 0: it does not end before @end. */
static inline guint
cairn_get_varint (const guint8 *bytes, const guint8 *end, guint64 *value)
{
  if (G_LIKELY (bytes < end && bytes[0] < 0x80))
    {
      *value = bytes[0];
      return 1;
    }
  *value = 0;
  for (guint i = 0; i < 9 && bytes + i < end; i++)
    {
      if (i == 8)
        {
          *value = *value << 8 | bytes[i];
          return 9;
        }
      *value = *value << 7 | (bytes[i] & 0x7f);
      if ((bytes[i] & 0x80) == 0)
        return i + 1;
    }
  return 0;
}

G_END_DECLS
