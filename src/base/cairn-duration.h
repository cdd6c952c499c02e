/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define CAIRN_MINUTE G_GINT64_CONSTANT (60)
#define CAIRN_HOUR (60 * CAIRN_MINUTE)
#define CAIRN_DAY (24 * CAIRN_HOUR)
#define CAIRN_WEEK (7 * CAIRN_DAY)

/* Reads a span of time as people write it: "14d", "2w 3d", "1.5 h", "90 min", "45s"; a bare number
 * counts days. A leading minus is allowed. Units: s, m/min, h, d, w (also their English words).
 * Returns FALSE, leaving @seconds alone, if @text is anything else or does not fit. */
gboolean cairn_duration_parse (const char *text, gint64 *seconds);

/* The shortest exact form, locale-free, for files: "21d", "2d12h", "0s", "-3d". Round-trips. */
char *cairn_duration_to_string (gint64 seconds);

/* For people: at most two significant figures and one unit, in days from 1 day on, else hours or
 * minutes: "31 d", "1.2 d", "7 h", "12 min". The locale's decimal sign. NAN gives "?". */
char *cairn_duration_format (double seconds);

/* The same of time that was counted in working days of 86,400 seconds: "31 wd", "0.5 wd", as hours
 * of such a day would not be those of a clock. */
char *cairn_duration_format_working (double seconds);

/* One or the other. */
static inline char *
cairn_duration_format_in (double seconds, gboolean working_days)
{
  return working_days ? cairn_duration_format_working (seconds) : cairn_duration_format (seconds);
}

G_END_DECLS
