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
/* A copy of @original whose references within it lead to the copies; @made_from: each element of it
 * from its original, else nothing from anything in the same segment. Owned by the caller. */
CairnElement *
cairn_command_copy_whole (CairnHistory *history, CairnElement *original, gboolean made_from);
/* Gives @variant, a diagram made from the one that @element stands in, what is made from @element.
 * Nothing where there is such, or where what it needs is missing. */
void cairn_follow_insert (CairnHistory *history, CairnElement *element, CairnElement *variant);
/* What in @segment, a variant of the one that @diagram stands in, is made from it, now if need be.
 */
CairnElement *
cairn_follow_insert_diagram (CairnHistory *history, CairnElement *diagram, CairnElement *segment);
/* @diagram was not there before: it comes to all variants of its segment. */
void cairn_follow_new_diagram (CairnHistory *history, CairnElement *diagram);
/* The part of cairn_command_delete() that does not touch the selection. */
void cairn_command_take_away (CairnHistory *history, GPtrArray *elements);

/* Takes away the links of @item that no longer lead from left to right. */
void cairn_command_drop_backward_links (CairnHistory *history, CairnElement *item);

/* @flow was cut in two: the happy paths that take it take @second as well, right behind it. */
void cairn_command_take_along (CairnHistory *history, CairnElement *flow, CairnElement *second);

/* After @lane was moved: in the middle of a team it joins it; apart from its own it leaves that. */
void cairn_command_settle_lane (CairnHistory *history, CairnElement *lane);

/* Brings the lanes of each team together, at the place of the first of them. */
void cairn_command_gather_teams (CairnHistory *history, CairnElement *swimlane);

void cairn_command_select (CairnHistory *history, CairnElement *element);

G_END_DECLS
