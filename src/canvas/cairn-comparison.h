/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "insight/cairn-difference.h"

G_BEGIN_DECLS

/* The journey as it is, compared with something else: a snapshot, a file, another version of a
 * diagram. It follows the journey: "changed" is emitted when the differences are others, some time
 * after a change. */
#define CAIRN_TYPE_COMPARISON (cairn_comparison_get_type ())
G_DECLARE_FINAL_TYPE (CairnComparison, cairn_comparison, CAIRN, COMPARISON, GObject)

/* With @then, another journey; @name is what people call it. */
CairnComparison *
cairn_comparison_new_with_journey (CairnDocument *document, CairnDocument *then, const char *name);

/* Of the diagram or segment @now with @then in the same journey: cairn_place_compare(). */
CairnComparison *cairn_comparison_new_with_place (CairnDocument *document,
                                                  CairnElement *then,
                                                  CairnElement *now,
                                                  const char *name);

/* What it is compared with. */
const char *cairn_comparison_get_name (CairnComparison *self);

/* Of CairnDifference; borrowed until the next "changed". */
GPtrArray *cairn_comparison_get_differences (CairnComparison *self);

/* The diagram that is compared with another one of this journey, and that one; NULL: whole journeys
 * are compared. Borrowed. */
CairnElement *cairn_comparison_get_now (CairnComparison *self);
CairnElement *cairn_comparison_get_then (CairnComparison *self);

G_END_DECLS
