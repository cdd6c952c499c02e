/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "render/cairn-scene.h"

G_BEGIN_DECLS

/* What differs, marked on the map: from the base of a variant, or from what it is compared with.
 * Each mark has a shape of its own, so that it is told without colour. Bits. */
typedef enum
{
  CAIRN_CHANGE_ADDED = 1 << 0,
  CAIRN_CHANGE_REMOVED = 1 << 1,
  CAIRN_CHANGE_MOVED = 1 << 2,
  CAIRN_CHANGE_REWORDED = 1 << 3,
  CAIRN_CHANGE_CHANGED = 1 << 4,
  CAIRN_CHANGE_DIFFERS = 1 << 5, /* from the base that a variant follows */
  CAIRN_CHANGE_OWN = 1 << 6,     /* the base has no such thing */
  CAIRN_CHANGE_HOLE = 1 << 7, /* no output of the linked SIPOC, and no name: a handoff of what? */
} CairnChange;
#define CAIRN_N_CHANGES 8

/* What differs in @diagram from its base: element → CairnChange bits; NULL if it is no variant or
 * as its base. The table is the caller's and holds references. */
GHashTable *cairn_changes_of_variant (CairnDocument *document, CairnElement *diagram);

/* The same of a comparison, as CairnDifference. NULL: nothing in @diagram. */
GHashTable *cairn_changes_of_comparison (GPtrArray *differences, CairnElement *diagram);

/* @changes (may be NULL), which is taken over, and the holes among @checks, of CairnCheck. */
GHashTable *cairn_changes_add_holes (GHashTable *changes, GPtrArray *checks);

/* "Differs from the base" … of one bit, translated. */
const char *cairn_change_label (CairnChange change);

/* The picture of @self with a mark at each element of @changes (NULL: none) and a line that
 * explains them below the map. No box moves. Do this last. Owned by the caller. */
CairnScene *cairn_scene_with_changes (CairnScene *self, GHashTable *changes);

/* "differs from base": what the marks of @element say, translated; NULL: it has none. Owned by the
 * caller. */
char *cairn_scene_dup_change (const CairnScene *self, const CairnElement *element);

G_END_DECLS
