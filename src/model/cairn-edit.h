/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/cairn-element.h"

G_BEGIN_DECLS

/* The four things that can happen to a journey. Each holds absolute old and new values, so that it
 * can be done and undone without knowing what else happened. */
typedef enum
{
  CAIRN_EDIT_INSERT,
  CAIRN_EDIT_REMOVE, /* with all below it */
  CAIRN_EDIT_MOVE,
  CAIRN_EDIT_SET,
} CairnEditKind;

typedef struct
{
  CairnEditKind kind;
  CairnElement *element; /* owned */

  /* INSERT has only the new place, REMOVE only the old one, MOVE both. Owned. */
  CairnElement *old_parent;
  guint old_index;
  CairnElement *new_parent;
  guint new_index; /* as counted after the element was taken out of its old place */

  /* SET */
  CairnProp prop;
  CairnValue old_value;
  CairnValue new_value;
} CairnEdit;

void cairn_edit_clear (CairnEdit *edit);

/* Owned by the caller: cairn_edit_clear(). */
CairnEdit cairn_edit_copy (const CairnEdit *edit);

/* The edit that takes @edit back. Owned by the caller: cairn_edit_clear(). */
CairnEdit cairn_edit_invert (const CairnEdit *edit);

/* What one transaction, undo or redo touched, for those who draw or list it. */
typedef struct
{
  GPtrArray *elements; /* of CairnElement: inserted, removed, moved or set; may repeat */
  GPtrArray
    *diagrams; /* of CairnElement: swimlanes and SIPOCs in which any of them stands or stood */
  gboolean structure; /* anything but SET happened */
  gboolean outside;   /* something outside diagrams changed: playbooks, segments, the source */
} CairnChangeSet;

CairnChangeSet *cairn_change_set_new (void);
void cairn_change_set_free (CairnChangeSet *self);
/* Notes @edit; call it while the edited element stands in its place. */
void cairn_change_set_add (CairnChangeSet *self, CairnElement *element, CairnEditKind kind);
gboolean cairn_change_set_touches (const CairnChangeSet *self, const CairnElement *diagram);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CairnChangeSet, cairn_change_set_free)

G_END_DECLS
