/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-snapshot.h"

G_BEGIN_DECLS

/* A snapshot as a file for people and programs: one row for each (segment, stage) in the order of
 * the snapshot. Where the data knows no segments, and for customers without one, the segment is
 * empty (JSON: null). */

/* Words about a cell that take more than its figures: what kind of trouble it is in, and why. Owned
 * by the caller; NULL: none. */
typedef struct
{
  char *(*kind) (const CairnCell *cell, gpointer data);
  char *(*evidence) (const CairnCell *cell, gpointer data);
  gpointer data;
} CairnTimingsWords;

/* All take words, or NULL for the figures alone. */

/* An aligned table in the user's language, with units and n; too little data is said in words. */
char *cairn_timings_report_text (const CairnSnapshot *snapshot, const CairnTimingsWords *words);

/* {"as_of", "window": {"from", "to"}, "clock", "only" (the filter, if there is one), "cells":
 * [{"segment", "stage", "arrivals", "departures", "here", "overdue", "median": {"value", "low",
 * "high", "exits"}, "p90": {…}, "lost_days_per_week": {"value", "se"}, "spent_days_per_week" (where
 * there is no target), "rank", "growing", and with words "kind", "evidence"}], "unmapped":
 * [{"value", "visits", "customers"}], "quarantined":
 * [{"reason", "rows"}]}. Times are ISO 8601 in UTC, durations seconds; null: undefined. */
char *cairn_timings_report_json (const CairnSnapshot *snapshot, const CairnTimingsWords *words);

/* RFC 4180, CRLF, the same columns flattened; empty: undefined. The last one, "only", is the filter
 * in each row: a file may be cut up. */
char *cairn_timings_report_csv (const CairnSnapshot *snapshot, const CairnTimingsWords *words);

G_END_DECLS
