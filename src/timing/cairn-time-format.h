/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How a source writes its moments. */

/* Text: which number of a date comes first. A date with the year first, and one whose month is a
 * word, is read in any order. */
typedef enum
{
  CAIRN_TIME_YEAR_FIRST,
  CAIRN_TIME_DAY_FIRST,
  CAIRN_TIME_MONTH_FIRST,
} CairnTimeOrder;

/* Numbers: what is counted since 1970-01-01 UTC; or Julian days, which count from 4713 BC. */
typedef enum
{
  CAIRN_TIME_SECONDS,
  CAIRN_TIME_MILLISECONDS,
  CAIRN_TIME_MICROSECONDS,
  CAIRN_TIME_JULIAN_DAYS,
} CairnTimeUnit;

typedef struct
{
  CairnTimeOrder order;
  CairnTimeUnit unit;
} CairnTimeFormat;

/* "iso", "d/m/y", "m/d/y", "s", "ms", "us" or "julian". Returns FALSE, leaving @format alone, for
 * anything else. */
gboolean cairn_time_format_parse (const char *name, CairnTimeFormat *format);

/* The names above, for messages. */
#define CAIRN_TIME_FORMAT_NAMES "iso, d/m/y, m/d/y, s, ms, us, julian"

/* Cells that mean "no time given": empty or blank, NULL, NA, N/A, NaN, NaT, None, nil, ?, - and
 * N.P., in any case. @length -1: up to the NUL. */
gboolean cairn_time_is_missing (const char *text, gssize length);

/* Finds the format out from values. Start from CAIRN_TIME_SAMPLER_INIT and add about a thousand. */
typedef struct
{
  guint year_first;
  guint day_first;   /* only readable with the day first */
  guint month_first; /* only readable with the month first */
  guint dotted;      /* 9.3.10: the dots say day first where the numbers do not */
  guint either;      /* 3/4/10: both would do, and differ */
  guint same;        /* 4/4/10: both would do alike */
  guint units[4];    /* by CairnTimeUnit */
} CairnTimeSampler;

#define CAIRN_TIME_SAMPLER_INIT                                                                    \
  {                                                                                                \
    0                                                                                              \
  }

void cairn_time_sampler_add_text (CairnTimeSampler *self, const char *text, gssize length);
void cairn_time_sampler_add_integer (CairnTimeSampler *self, gint64 value);
void cairn_time_sampler_add_real (CairnTimeSampler *self, double value);

/* The format most values speak for. Returns FALSE if nothing in the sample tells day from month:
 * @format then has the day first, and the user should be asked or told. */
gboolean cairn_time_sampler_decide (const CairnTimeSampler *self, CairnTimeFormat *format);

G_END_DECLS
