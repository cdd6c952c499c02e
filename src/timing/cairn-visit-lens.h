/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-audience.h"
#include "timing/cairn-customer-attributes.h"
#include "timing/cairn-customer-rule.h"

G_BEGIN_DECLS

/* Which visits count, and to which segment: the filter, and the rules of segments. What it says of
 * a visit never changes; another filter, or other attributes, make another lens. One thread. */
typedef struct _CairnVisitLens CairnVisitLens;

/* @filter: NULL lets everybody through. @rules: CairnMappingRule, in the order in which they take
 * customers. @engine is borrowed and must outlive the lens. Fails if @filter asks for what is not
 * among @attributes; a rule that does takes nobody. */
CairnVisitLens *cairn_visit_lens_new (CairnEngine *engine,
                                      CairnCustomerRule *filter,
                                      const GPtrArray *rules,
                                      CairnCustomerAttributes *attributes,
                                      GError **error);
void cairn_visit_lens_free (CairnVisitLens *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CairnVisitLens, cairn_visit_lens_free)

/* FALSE: @visit does not count. Else its cell may have become that of another segment. */
gboolean cairn_visit_lens_apply (CairnVisitLens *self, CairnVisit *visit);

/* Whether every visit counts as it stands. */
gboolean cairn_visit_lens_is_clear (const CairnVisitLens *self);

CairnCustomerAttributes *cairn_visit_lens_get_attributes (CairnVisitLens *self);

/* Borrowed. The first call walks over all customers. */
CairnAudience *cairn_visit_lens_get_audience (CairnVisitLens *self);

G_END_DECLS
