/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "history/cairn-history.h"

G_BEGIN_DECLS

/* Playbooks, their tasks, and the steps they hang on. Each function is one step of undo. */

CairnElement *cairn_command_add_playbook (CairnHistory *history, const char *name);

/* A playbook of the name of @step, attached to it. */
CairnElement *cairn_command_add_playbook_to (CairnHistory *history, CairnElement *step);

/* Behind @after (NULL: last). */
CairnElement *cairn_command_add_task (CairnHistory *history,
                                      CairnElement *playbook,
                                      CairnElement *after,
                                      const char *title);
void cairn_command_move_task (CairnHistory *history, CairnElement *task, CairnElement *before);

/* FALSE, changing nothing, if it hangs there already. */
gboolean cairn_command_attach (CairnHistory *history, CairnElement *step, CairnElement *playbook);
/* FALSE if it did not hang there. */
gboolean cairn_command_detach (CairnHistory *history, CairnElement *step, CairnElement *playbook);

/* The same for all of @steps at once; FALSE, changing nothing, if it hangs (did not hang) on each.
 */
gboolean cairn_command_attach_all (CairnHistory *history, GPtrArray *steps, CairnElement *playbook);
gboolean cairn_command_detach_all (CairnHistory *history, GPtrArray *steps, CairnElement *playbook);

G_END_DECLS
