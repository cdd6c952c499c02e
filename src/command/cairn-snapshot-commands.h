/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "history/cairn-history.h"

G_BEGIN_DECLS

/* The journey as it once stood. Each function is one step of undo. */

/* @taken: the time, as "2026-03-31T09:30:00Z"; @content: what cairn_journey_dup_content() says. */
CairnElement *cairn_command_add_snapshot (CairnHistory *history,
                                          const char *name,
                                          const char *taken,
                                          const char *content);

/* Makes the journey what @then, read from a snapshot, is; the snapshots themselves stay. FALSE,
 * changing nothing, if ids there are those of snapshots here. */
gboolean cairn_command_restore (CairnHistory *history, CairnDocument *then);

G_END_DECLS
