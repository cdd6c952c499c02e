/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-risk-table.h"

G_BEGIN_DECLS

/* Who will come to be as old as somebody else was when leaving, and in which second. As an end of
 * a window moves on by a second, the number at risk at age t changes by one exactly if somebody
 * inside at that moment has just come to age t; so for the next while these are all that is to be
 * known, and they are few. */

#define CAIRN_CROSSINGS_SPAN 144 /* seconds ahead */

/* Somebody who was inside at the end of a window that moves. Moments count from some origin. */
typedef struct
{
  guint32 entered;
  guint32 left; /* G_MAXUINT32: still there */
} CairnInside;

/* What becomes known later than the others, and exits that the window leaves behind. */
typedef struct
{
  gint64 at;
  guint32 age;
  gint16 risk_by;
  gint16 exits_by;
} CairnLateCrossing;

typedef struct
{
  gint64 begin; /* known for the moments in (begin, begin + CAIRN_CROSSINGS_SPAN] */
  guint32 starts[CAIRN_CROSSINGS_SPAN + 2];
  guint32 *places; /* in the table, by second */
  GArray *late;    /* CairnLateCrossing */
} CairnCrossings;

/* Where they are collected; used again and again, all zero at first. */
typedef struct
{
  guint32 *known; /* the ages of a table */
  guint32 *known_places;
  gsize n_known;
  gsize n_known_allocated;
  guint64 *met; /* second << 32 | place */
  gsize n_met;
  gsize n_met_allocated;
  CairnInside *inside;
  CairnInside *swap;
  gsize n_inside_allocated;
  gint64 origin; /* what moments count from */
} CairnCrossingRoom;

void cairn_crossing_room_clear (CairnCrossingRoom *self);

/* Room for @n visits in "inside" and "swap". */
void cairn_crossing_room_expect_inside (CairnCrossingRoom *self, gsize n);

/* All zero at first. */
void cairn_crossings_clear (CairnCrossings *self);

/* Begins anew from the moment @begin on; what was known late is forgotten. @table has just been
 * tidied, and must not be again while the crossings are applied to it. */
void cairn_crossings_begin (CairnCrossings *self,
                            CairnCrossingRoom *room,
                            const CairnRiskTable *table,
                            gint64 begin);

/* @visits: in order of entering. Those of an end that has not reached them yet may be among them.
 */
void cairn_crossings_meet (const CairnCrossings *self,
                           CairnCrossingRoom *room,
                           const CairnInside *visits,
                           gsize n_visits);

void cairn_crossings_finish (CairnCrossings *self, CairnCrossingRoom *room);

static inline gint64
cairn_crossings_get_end (const CairnCrossings *self)
{
  return self->begin + CAIRN_CROSSINGS_SPAN;
}

void
cairn_crossings_add_late (CairnCrossings *self, gint64 at, guint32 age, int risk_by, int exits_by);

/* The end moves from @from to @to, both of them within what is known: @by more are at risk wherever
 * somebody came to. */
void cairn_crossings_apply (
  const CairnCrossings *self, CairnRiskTable *table, gint64 from, gint64 to, int by);

G_END_DECLS
