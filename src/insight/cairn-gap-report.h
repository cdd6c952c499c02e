/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "insight/cairn-gap.h"
#include "timing/cairn-snapshot.h"

G_BEGIN_DECLS

/* A gap table for people and programs, in the order of @gaps (CairnGap). Owned by the caller. */

/* "Enterprise · last 13 weeks, only arr >= 50000 (38 of 120 customers) · calendar days · as of
 * 22 Nov 2026 12:00": whose figures, through which window, by which clock and when. @segment: NULL
 * or "": all customers. */
char *cairn_gap_report_scope (const CairnSnapshot *snapshot, const char *segment);

/* RFC 4180, CRLF: a line for each action or change, at least one for each stage. Times are days,
 * moments ISO 8601 in UTC; empty: undefined. The last columns say when, through which window, by
 * which clock and of whom. */
char *cairn_gap_report_csv (GPtrArray *gaps, const CairnSnapshot *snapshot);
/* The same between tabs, with the decimal sign of the locale, for a spreadsheet. */
char *cairn_gap_report_sheet (GPtrArray *gaps, const CairnSnapshot *snapshot);
/* Stage after stage. @n_stages as in cairn_gap_list_summarize(). */
char *cairn_gap_report_text (GPtrArray *gaps, guint n_stages, const CairnSnapshot *snapshot);

G_END_DECLS
