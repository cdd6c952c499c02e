/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "history/cairn-history.h"

G_BEGIN_DECLS

/* Segments, diagrams and where timings come from. Each function is one step of undo. */

CairnElement *cairn_command_add_segment (CairnHistory *history, const char *name);

/* @kind: SWIMLANE (with two lanes and three stages, so that drawing can start), SIPOC or CTQ. */
CairnElement *cairn_command_add_diagram (CairnHistory *history,
                                         CairnElement *segment,
                                         CairnKind kind,
                                         const char *name);

/* The journey's source of timings, made if there is none yet, with @path and no columns named: the
 * recommended schema. Returns it. */
CairnElement *cairn_command_set_source (CairnHistory *history, const char *path);
/* Whose visits count: a rule, or "" for everybody's. Does nothing without a source. */
void cairn_command_set_filter (CairnHistory *history, const char *rule);
/* Which customers belong to @segment, whatever the data say: a rule, or "" for none. */
void
cairn_command_set_segment_rule (CairnHistory *history, CairnElement *segment, const char *rule);
void cairn_command_remove_source (CairnHistory *history);

G_END_DECLS
