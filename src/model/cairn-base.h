/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/cairn-document.h"

G_BEGIN_DECLS

/* What was made from what. The BASE of an element is the one it was copied from: in another
 * segment, and then it follows its base until it is changed itself (a variant); or in the same
 * segment, and then it never follows (the to-be version of an as-is diagram). */

/* What @element was made from; NULL if it is its own. Borrowed. */
CairnElement *cairn_base_get (CairnDocument *document, const CairnElement *element);

/* The base that @element follows: one in another segment; NULL if none. Borrowed. */
CairnElement *cairn_base_get_followed (CairnDocument *document, const CairnElement *element);

/* The end of the chain of bases, at least @element itself. Things of two segments or versions that
 * have the same origin are the same to people. Borrowed. */
CairnElement *cairn_base_get_origin (CairnDocument *document, const CairnElement *element);

/* base → the element within @place that was made from it; borrowed, found with the pointers of
 * elements. The table is the caller's. */
GHashTable *cairn_base_index (CairnDocument *document, CairnElement *place);

/* Whether a difference in @prop means anything to people, so that it counts as a change of what was
 * inherited; how a band is folded or how wide it is does not. */
gboolean cairn_base_inherits (CairnKind kind, CairnProp prop);

/* What @prop of @element would be if it were as in @base: references lead to what, in the segment
 * of
 * @element, was made from what the base's lead to (@index: of that segment). FALSE if there is
 * nothing such. The caller clears @value. */
gboolean cairn_base_dup_value (CairnDocument *document,
                               const CairnElement *element,
                               const CairnElement *base,
                               CairnProp prop,
                               GHashTable *index,
                               CairnValue *value);

G_END_DECLS
