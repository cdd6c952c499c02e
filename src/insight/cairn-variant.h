/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/cairn-document.h"

G_BEGIN_DECLS

/* How what stands in a variant of a segment is related to its base. */
typedef enum
{
  CAIRN_VARIANT_NONE,      /* it stands in no variant */
  CAIRN_VARIANT_INHERITED, /* as in the base, and follows it */
  CAIRN_VARIANT_DIFFERS,   /* overridden: says something else than the base */
  CAIRN_VARIANT_OWN,       /* there is no such thing in the base */
} CairnVariantState;

/* The relations of all in one segment, as they are now; make it anew after a change. */
typedef struct _CairnVariant CairnVariant;

/* @element: the segment, or anything in it. NULL unless the segment is a variant. */
CairnVariant *cairn_variant_new (CairnDocument *document, CairnElement *element);
void cairn_variant_free (CairnVariant *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CairnVariant, cairn_variant_free)

/* The segment that this one is a variant of. Borrowed. */
CairnElement *cairn_variant_get_base (CairnVariant *self);

/* @self may be NULL: NONE. Of what means nothing by itself, and of the segment: NONE. */
CairnVariantState cairn_variant_get_state (CairnVariant *self, const CairnElement *element);

/* Whether @prop of @element is other than in the base; @was (may be NULL) receives what it is
 * there, for people, NULL: not set. Owned by the caller. */
gboolean cairn_variant_prop_differs (CairnVariant *self,
                                     const CairnElement *element,
                                     CairnProp prop,
                                     char **was);

/* Whether playbooks hang on @element, names in the data belong to it, or flows lie on it, other
 * than in the base. */
gboolean cairn_variant_details_differ (CairnVariant *self, const CairnElement *element);

/* All that is overridden or its own, in the order of the file. Borrowed elements; the array is the
 * caller's. */
GPtrArray *cairn_variant_dup_overrides (CairnVariant *self);

/* What the base of @place, a diagram of the variant, has and @place has not; or, if @place is the
 * variant itself, the diagrams. Borrowed elements; the array is the caller's. */
GPtrArray *cairn_variant_dup_missing (CairnVariant *self, CairnElement *place);

/* The same for people: without the flows and links that come back with what they join, and in
 * words: "Step “Call”". The array frees its CairnMissing. */
typedef struct
{
  CairnElement *element; /* of the base; borrowed */
  char *name;
} CairnMissing;
GPtrArray *cairn_variant_list_missing (CairnVariant *self, CairnElement *place);

G_END_DECLS
