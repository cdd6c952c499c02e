/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-stage-study.h"

G_BEGIN_DECLS

/* What was done with customers in the stages of @studies (CairnStageStudy). All belong to the
 * caller. */

/* A sentence a figure, for people. */
char *cairn_cli_touchpoints_text (GPtrArray *studies, const CairnSnapshot *snapshot);

/* {"as_of", "window": {"from", "to"}, "clock", "only", "touchpoints": [{"segment", "stage",
 * "touchpoint", "times", "times_per_week", "stays", "reached", "reached_share", "…_low", "…_high",
 * "gap", and of each of "until_first", "wait", "work": "…_n", itself, "…_low", "…_high"}]};
 * durations in seconds, null: undefined. */
char *cairn_cli_touchpoints_json (GPtrArray *studies, const CairnSnapshot *snapshot);

/* The same, flattened: RFC 4180, empty: undefined. */
char *cairn_cli_touchpoints_csv (GPtrArray *studies, const CairnSnapshot *snapshot);

G_END_DECLS
