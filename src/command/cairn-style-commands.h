/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "history/cairn-history.h"

G_BEGIN_DECLS

/* What something looks like, apart from what it says: kind, channel and colour of a step; kind and
 * colour of a lane; of an item, whether it is inside and a person. It outlives the journey that it
 * was taken from. */
typedef struct _CairnStyle CairnStyle;

/* NULL if @element has none such. */
CairnStyle *cairn_style_take (const CairnElement *element);
void cairn_style_free (CairnStyle *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CairnStyle, cairn_style_free)

/* Gives the style to those of @elements that are of the same sort, in one step of undo. FALSE if
 * none is. */
gboolean
cairn_command_paste_style (CairnHistory *history, GPtrArray *elements, const CairnStyle *style);

G_END_DECLS
