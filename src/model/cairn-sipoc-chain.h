/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/cairn-element.h"

G_BEGIN_DECLS

/* What an item of a SIPOC hangs together with: all that leads to it and all that it leads to, from
 * supplier to requirement. A set of CairnElement: items, requirements, links, and @of itself; of a
 * link, the chain through it. Owned by the caller. */
GHashTable *cairn_sipoc_chain_new (CairnElement *of);

/* The column of an item; CAIRN_N_COLUMNS of a requirement. */
guint cairn_sipoc_column_of (const CairnElement *item);

/* Whether a link joins the two, in either direction. */
gboolean cairn_sipoc_linked (const CairnElement *a, const CairnElement *b);

/* Whether @item is linked with anything in @column. */
gboolean cairn_sipoc_reaches (CairnElement *item, guint column);

/* The items of a column in order: the first, and the one after @item. NULL: none. */
CairnElement *cairn_sipoc_first_in (const CairnElement *sipoc, guint column);
CairnElement *cairn_sipoc_next_in (const CairnElement *item);

G_END_DECLS
