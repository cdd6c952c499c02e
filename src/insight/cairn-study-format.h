/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Numbers and days as the sentences about a stage write them. Owned by the caller. */

/* "196", "8.3": one decimal below ten. */
char *cairn_study_format_amount (double amount);
/* "3 Nov 2026", here. */
char *cairn_study_format_day (gint64 moment);
/* "41 %". */
char *cairn_study_format_share (double share);
/* "1.6×". */
char *cairn_study_format_times (double ratio);

G_END_DECLS
