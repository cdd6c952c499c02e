/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "history/cairn-history.h"

G_BEGIN_DECLS

/* What can be done to any element. Each function is one step of undo. */

/* Gives @element a new name, title or label; line breaks become spaces. A word typed letter by
 * letter is one step of undo. */
void cairn_command_rename (CairnHistory *history, CairnElement *element, const char *text);

/* Sets one property of all @elements that have it. @typing: melts with the same change just before.
 */
void cairn_command_set (CairnHistory *history,
                        GPtrArray *elements,
                        CairnProp prop,
                        const CairnValue *value,
                        gboolean typing);

/* Deletes @elements and whatever cannot stand without them: the flows of a step, the steps of a
 * lane. */
void cairn_command_delete (CairnHistory *history, GPtrArray *elements);

/* Doubles steps, items and requirements, with what runs between them, and branches of a CTQ tree,
 * with what grows from them, and selects the copies. FALSE if there is nothing among @elements that
 * can be doubled. */
gboolean cairn_command_duplicate (CairnHistory *history, GPtrArray *elements);

/* Sets the names by which data calls a stage or a segment; empty ones are left out. */
void
cairn_command_set_aliases (CairnHistory *history, CairnElement *element, const char *const *names);

G_END_DECLS
