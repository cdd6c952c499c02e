/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-time-format.h"

G_BEGIN_DECLS

/* Turns cells into moments (whole seconds since 1970 UTC, fractions cut off), fast: about 40 ns for
 * ISO 8601 text. Not thread-safe. */
typedef struct _CairnTimeReader CairnTimeReader;

/* @zone: of times that carry no offset of their own; NULL: UTC. */
CairnTimeReader *cairn_time_reader_new (const CairnTimeFormat *format, GTimeZone *zone);
/* For another thread. */
CairnTimeReader *cairn_time_reader_copy (const CairnTimeReader *self);
void cairn_time_reader_free (CairnTimeReader *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CairnTimeReader, cairn_time_reader_free)

CairnTimeFormat cairn_time_reader_get_format (const CairnTimeReader *self);

/* All three return FALSE, leaving @moment alone, for what is not a time in this format. */

/* ISO 8601 and SQL datetimes; dates with "-", "/", "." or spaces between, two-digit years (70-99:
 * 19..), months as English words, 12-hour clocks; "Z", "UTC", "GMT" or an offset; and numbers
 * written as text. */
gboolean
cairn_time_reader_text (CairnTimeReader *self, const char *text, gsize length, gint64 *moment);
gboolean cairn_time_reader_integer (CairnTimeReader *self, gint64 value, gint64 *moment);
/* A value that can only be a Julian day is one, whatever the unit. */
gboolean cairn_time_reader_real (CairnTimeReader *self, double value, gint64 *moment);

/* What a text looks like before its meaning is settled. */
typedef struct
{
  int numbers[3];        /* as written, left to right; a month word as 1-12 */
  int year_at, month_at; /* index of what is certain; -1: not certain */
  char separator;
  int seconds; /* of the day */
  gboolean zoned;
  int offset; /* seconds east of UTC, if zoned */
} CairnTimeParts;

/* The grammar behind cairn_time_reader_text(), for the sampler. FALSE: not a date. */
gboolean cairn_time_parts_parse (const char *text, gsize length, CairnTimeParts *parts);

G_END_DECLS
