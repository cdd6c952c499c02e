/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "history/cairn-history.h"

G_BEGIN_DECLS

/* What is to be done about a stage, and what was changed about it. Both belong to the customers of
 * one segment: a variant does not follow its base in them. */

typedef struct
{
  const char *title;
  const char *reason;
  const char *owner;
  const char *due; /* a date as the file writes it, "2026-12-04"; all of them may be "" */
} CairnActionWords;

CairnElement *cairn_command_add_action (CairnHistory *history,
                                        CairnElement *stage,
                                        const CairnActionWords *words);
/* FALSE, changing nothing, if it says so already. */
gboolean cairn_command_edit_action (CairnHistory *history,
                                    CairnElement *action,
                                    const CairnActionWords *words);
gboolean cairn_command_set_action_done (CairnHistory *history, CairnElement *action, gboolean done);

/* @date: as above, or with a time of day. */
CairnElement *cairn_command_add_change (CairnHistory *history,
                                        CairnElement *stage,
                                        const char *name,
                                        const char *date);
gboolean cairn_command_edit_change (CairnHistory *history,
                                    CairnElement *change,
                                    const char *name,
                                    const char *date);

/* An action or a change. */
void cairn_command_remove_from_plan (CairnHistory *history, CairnElement *element);

G_END_DECLS
