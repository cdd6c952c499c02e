/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/cairn-value.h"

G_BEGIN_DECLS

/* One thing in a journey: a lane, a step, a flow, a task … Which properties and children it may
 * have stands in cairn-schema. Once it is part of a document only a transaction changes it. */
typedef struct _CairnElement CairnElement;

#define CAIRN_TYPE_ELEMENT (cairn_element_get_type ())
GType cairn_element_get_type (void);

/* @id is unique in its document (cairn_document_new_id() makes one); NULL only for FOREIGN. */
CairnElement *cairn_element_new (CairnKind kind, const char *id);
CairnElement *cairn_element_ref (CairnElement *self);
void cairn_element_unref (CairnElement *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CairnElement, cairn_element_unref)

CairnKind cairn_element_get_kind (const CairnElement *self);
/* Interned with g_ref_string_new_intern(): equal ids are equal pointers. */
const char *cairn_element_get_id (const CairnElement *self);
CairnElement *
cairn_element_get_parent (const CairnElement *self); /* borrowed; NULL: root or not in use */
guint cairn_element_get_n_children (const CairnElement *self);
CairnElement *cairn_element_get_child (const CairnElement *self, guint index);
CairnKind cairn_element_get_child_kind (const CairnElement *self, guint index); /* borrowed */
guint cairn_element_get_index (const CairnElement *self); /* among all children of its parent */

/* How many children of @kind there are; and the @nth of them, or NULL. */
guint cairn_element_count (const CairnElement *self, CairnKind kind);
CairnElement *cairn_element_nth (const CairnElement *self, CairnKind kind, guint nth);

/* The nearest of @self and what holds it that is of @kind; NULL if none. */
CairnElement *cairn_element_ancestor (const CairnElement *self, CairnKind kind);
/* The swimlane or SIPOC that @self is or stands in; NULL if none. */
CairnElement *cairn_element_get_diagram (const CairnElement *self);

/* The first child of @kind, and the next sibling of the same kind; NULL after the last. */
CairnElement *cairn_element_first (const CairnElement *self, CairnKind kind);
CairnElement *cairn_element_next (const CairnElement *self);

/* CAIRN_FOREACH_CHILD (lane, swimlane, CAIRN_KIND_LANE) { … }; do not change the children inside.
 */
#define CAIRN_FOREACH_CHILD(child, parent, child_kind)                                             \
  for (CairnElement *child = cairn_element_first (parent, child_kind); child != NULL;              \
       child = cairn_element_next (child))

gboolean cairn_element_has (const CairnElement *self, CairnProp prop);
const CairnValue *cairn_element_get_value (const CairnElement *self, CairnProp prop);
/* STRING, TEXT, REF; never NULL. */
const char *cairn_element_get_string (const CairnElement *self, CairnProp prop);
/* INT, BOOL, ENUM, DURATION. */
gint64 cairn_element_get_int (const CairnElement *self, CairnProp prop);
double cairn_element_get_number (const CairnElement *self, CairnProp prop);

/* What people call it: its name, title or label; "" if it has none such. */
const char *cairn_element_get_title (const CairnElement *self);
/* The property that cairn_element_get_title() shows; CAIRN_N_PROPS if none. */
CairnProp cairn_element_get_title_prop (const CairnElement *self);

/* Only before the element is part of a document; a critical warning and nothing else afterwards. */
void cairn_element_set_value (CairnElement *self, CairnProp prop, const CairnValue *value);
void cairn_element_set_string (CairnElement *self, CairnProp prop, const char *string);
void cairn_element_set_int (CairnElement *self, CairnProp prop, gint64 integer);
void cairn_element_set_number (CairnElement *self, CairnProp prop, double number);
void cairn_element_append (CairnElement *self, CairnElement *child);

/* Attributes that a newer version wrote: kept, in order, as (prefix:)name, namespace or NULL,
 * value. */
void cairn_element_add_extra (CairnElement *self,
                              const char *name,
                              const char *namespace_uri,
                              const char *value);
guint cairn_element_get_n_extra (const CairnElement *self);
void cairn_element_get_extra (const CairnElement *self,
                              guint index,
                              const char **name,
                              const char **namespace_uri,
                              const char **value);

G_END_DECLS
