/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/cairn-document.h"

G_BEGIN_DECLS

/* Which flows (links) leave and reach each step (item) of one diagram, so that a list of thousands
 * need not search them all for every row. Valid until the document changes. */
typedef struct _CairnFlowIndex CairnFlowIndex;

/* O(flows). @diagram may be NULL: an empty index. */
CairnFlowIndex *cairn_flow_index_new (CairnDocument *document, CairnElement *diagram);
void cairn_flow_index_free (CairnFlowIndex *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CairnFlowIndex, cairn_flow_index_free)

/* Of CairnElement (FLOW or LINK), in the order of the file; NULL if there is none. Borrowed. */
const GPtrArray *cairn_flow_index_get_out (CairnFlowIndex *self, const CairnElement *element);
const GPtrArray *cairn_flow_index_get_in (CairnFlowIndex *self, const CairnElement *element);

G_END_DECLS
