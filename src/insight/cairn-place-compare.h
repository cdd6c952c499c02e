/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "insight/cairn-difference.h"

G_BEGIN_DECLS

/* In what @b differs from @a: two segments, or two diagrams of one kind, of one journey, such as a
 * variant and its base, or the as-is and the to-be version of a process. Things are the same if
 * they have the same origin (cairn_base_get_origin()), or else the same name within what is the
 * same; flows and links also if they join the same. The answer is as that of
 * cairn_journey_compare(), and speaks of the elements of @document. What is folded, how wide it is
 * and what the two segments are called does not count. The array is the caller's. */
GPtrArray *cairn_place_compare (CairnDocument *document, CairnElement *a, CairnElement *b);

/* What in @a is the same as what in @b: element of @b → element of @a, borrowed. The table is the
 * caller's. */
GHashTable *cairn_place_match (CairnDocument *document, CairnElement *a, CairnElement *b);

G_END_DECLS
