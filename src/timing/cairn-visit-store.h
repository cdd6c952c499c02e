/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-visit.h"

G_BEGIN_DECLS

/* Visits in order of one of their moments, so that any window is one stretch of the array. Changes
 * are noted at once, in O(1), and sorted in by cairn_visit_store_settle(), which moves only what
 * stands behind the first changed place: with news at the end, as live data has them, nearly
 * nothing. Order among equal moments is by all other fields, so it does not depend on the order of
 * the changes. */

typedef enum
{
  CAIRN_BY_LEFT,
  CAIRN_BY_ENTERED,
} CairnVisitOrder;

typedef struct
{
  CairnVisitOrder order;
  CairnKeptVisit *visits;
  gsize n;
  gsize allocated;
  GArray *added; /* not yet sorted in */
  GArray *removed;
} CairnVisitStore;

/* The visits of one cell. */
typedef struct
{
  CairnVisitStore closed; /* by left */
  CairnVisitStore open;   /* by entered */
} CairnCellVisits;

void cairn_visit_store_init (CairnVisitStore *self, CairnVisitOrder order);
void cairn_visit_store_clear (CairnVisitStore *self);

void cairn_visit_store_add (CairnVisitStore *self, const CairnKeptVisit *visit);
void cairn_visit_store_add_many (CairnVisitStore *self, const CairnKeptVisit *visits, guint n);
void cairn_visit_store_remove (CairnVisitStore *self, const CairnKeptVisit *visit);

/* Removes all visits of one stretch. Only when settled. O(n). Returns how many. */
gsize cairn_visit_store_remove_stretch (CairnVisitStore *self, guint16 stretch);

/* What sorting many takes, kept from one store to the next; all zero at first. */
typedef struct
{
  CairnKeptVisit *visits;
  gsize n;
} CairnVisitRoom;

void cairn_visit_room_clear (CairnVisitRoom *self);

/* Sorts in all changes. Removing a visit that is not there is a programming error and does nothing
 * but say so. */
void cairn_visit_store_settle (CairnVisitStore *self, CairnVisitRoom *room);

/* Takes @n @visits, which are to be in order before anything else is done, into an empty store. */
void cairn_visit_store_take (CairnVisitStore *self, CairnKeptVisit *visits, gsize n);
/* Whether they are. */
gboolean cairn_visit_store_in_order (const CairnKeptVisit *visits, gsize n, CairnVisitOrder order);

/* The number of visits whose moment is < @moment, or <= @moment. Only when settled. O(log n). */
gsize cairn_visit_store_count_before (const CairnVisitStore *self, gint64 moment);
gsize cairn_visit_store_count_until (const CairnVisitStore *self, gint64 moment);

/* Those with begin < moment <= end. */
gsize cairn_visit_store_count_within (const CairnVisitStore *self, gint64 begin, gint64 end);

G_END_DECLS
