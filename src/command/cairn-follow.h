/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "history/cairn-history.h"

G_BEGIN_DECLS

/* What follows when something changes, in the same step of undo:
 *
 * - Twins: a SIPOC item that is the same as a lane or a stage (CAIRN_PROP_TWIN) bears its name; who
 *   renames one renames the other.
 * - Variants: a diagram may be made from a diagram of another segment (CAIRN_PROP_BASE), and each
 *   element in it from one there. What is still as it is in the base follows the base: what is set,
 *   added, moved or deleted there is so here. What differs from the base is overridden, and stays.
 *   A new diagram comes to the variants of its segment as well; a deleted one stays there.
 *   A version within the same segment (as is, to be) does not follow.
 *
 * Deleting is the part of cairn_command_delete(), by cairn_follow_dup_deleted(). */

/* From now on all changes through @history are followed. */
void cairn_follow_install (CairnHistory *history);

/* What goes along when @elements are deleted: those made from them in variants that are not
 * overridden, variants of variants as well. Lanes and stages only where nothing that stays stands
 * in them. Borrowed elements; the array is the caller's. */
GPtrArray *cairn_follow_dup_deleted (CairnDocument *document, GPtrArray *elements);

/* What stands for @element in @diagram, a variant of the diagram it stands in; NULL if nothing. */
CairnElement *cairn_follow_find (const CairnElement *diagram, const CairnElement *element);

/* Whether @element says the same of @prop as @base, of which it is made; references count as the
 * same if they name what is made from what the base names. */
gboolean cairn_follow_agrees (CairnDocument *document,
                              const CairnElement *base,
                              const CairnElement *element,
                              CairnProp prop);

G_END_DECLS
