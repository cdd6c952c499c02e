/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Who had a customer, one after the other, during a stay that had more than one owner (ANALYTICS
 * 1.3). All other stays have none here: theirs is the owner of the visit. */

typedef struct
{
  gint64 entered; /* of the stay */
  gint64 since;   /* of this owner; the first has been there since @entered */
  guint32 customer;
  guint16 owner; /* as the engine counts; never 0 */
} CairnOwnerSpell;

typedef struct
{
  GArray *spells; /* CairnOwnerSpell; by customer, stay and time once it is in order */
  gboolean in_order;
} CairnOwnerSpells;

void cairn_owner_spells_init (CairnOwnerSpells *self);
void cairn_owner_spells_clear (CairnOwnerSpells *self);

void cairn_owner_spells_add (CairnOwnerSpells *self, const CairnOwnerSpell *spell);

/* Those of the stay that @customer began at @entered, borrowed until the next one is added; *@n 0:
 * it had one owner. O(log n). */
const CairnOwnerSpell *
cairn_owner_spells_find (CairnOwnerSpells *self, guint32 customer, gint64 entered, guint *n);

G_END_DECLS
