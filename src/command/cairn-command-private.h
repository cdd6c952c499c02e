/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "history/cairn-history.h"

G_BEGIN_DECLS

/* A new element with a new id, not yet part of the document. Owned by the caller. */
CairnElement *cairn_command_create (CairnHistory *history, CairnKind kind);

/* Where among the children of @parent a new @kind belongs: before @before if given, else after the
 * last of its kind, else after the last of the kinds that come before it in files. */
guint cairn_command_place (CairnElement *parent, CairnKind kind, CairnElement *before);

/* Moves @element in front of @before (NULL: behind the last of its kind), counting as history does.
 */
void cairn_command_move_before (CairnHistory *history, CairnElement *element, CairnElement *before);

/* A copy of @element and all below it, with new ids, not yet part of the document: made from
 * nothing, nobody's twin, and without the marks that only one step of a map has. What it refers to
 * is what the original refers to. Owned by the caller. */
CairnElement *cairn_command_copy_tree (CairnHistory *history, CairnElement *element);
/* The part of cairn_command_delete() that does not touch the selection. */
void cairn_command_take_away (CairnHistory *history, GPtrArray *elements);

/* Takes away the links of @item that no longer lead from left to right. */
void cairn_command_drop_backward_links (CairnHistory *history, CairnElement *item);

/* @flow was cut in two: the happy paths that take it take @second as well, right behind it. */
void cairn_command_take_along (CairnHistory *history, CairnElement *flow, CairnElement *second);

/* After @lane was moved: in the middle of a team it joins it; apart from its own it leaves that. */
void cairn_command_settle_lane (CairnHistory *history, CairnElement *lane);

void cairn_command_select (CairnHistory *history, CairnElement *element);

G_END_DECLS
