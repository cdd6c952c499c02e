/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Moments are whole seconds since 1970-01-01T00:00:00Z. */

/* Reads ISO 8601: "2026-11-22", "2026-11-22T12:00", "2026-11-22 12:00:00.5", with "Z" or "+01:00"
 * or neither. Without an offset the time is taken in @zone (NULL: UTC). Fractions are cut off.
 * Returns FALSE, leaving @moment alone, if @text is anything else. */
gboolean cairn_time_parse (const char *text, GTimeZone *zone, gint64 *moment);

/* "2026-11-22T12:00:00Z". */
char *cairn_time_to_iso (gint64 moment);

/* For people, in the local zone and language: "22 Nov 2026 12:00". */
char *cairn_time_format (gint64 moment);

G_END_DECLS
