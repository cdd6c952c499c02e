/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-mapping.h"
#include "timing/cairn-transition.h"
#include "timing/cairn-visit.h"

G_BEGIN_DECLS

/* From what a source says of one customer to stays: pure functions over arrays. The rules are those
 * of docs/ANALYTICS.md, 1.2 and 1.3. */

typedef struct
{
  gint64 entered; /* or the one moment that is given */
  gint64 left;    /* visits and dates; else, and while nobody left, CAIRN_VISIT_OPEN */
  gint64 order;   /* of equal moments the smaller comes first: the row, say */
  guint32 stage;  /* a number, the same for the same stage */
  guint32 cell;   /* a number: only what shares it is merged */
  guint32 owner;
  guint32 group;                  /* dates: the same for those of one row */
  gint32 wait;                    /* visits; else CAIRN_WAIT_UNKNOWN */
  CairnTransition transition : 8; /* lifecycle */
  CairnMappingResult end : 8;     /* 0: this is no end of the journey */
} CairnStayEvent;

typedef enum
{
  CAIRN_STAY_ENTRY_UNKNOWN = 1 << 0, /* if left == entered, that is all there is to it */
  CAIRN_STAY_EXIT_INFERRED = 1 << 1,
  CAIRN_STAY_FINAL = 1 << 2, /* an end of the journey: left as soon as entered */
} CairnStayFlags;

typedef struct
{
  gint64 entered;
  gint64 left;
  gint64 order;
  guint32 stage;
  guint32 cell;
  guint32 owner;
  gint32 wait;
  guint32 n_merged; /* other stays that were made part of this one */
  CairnStayFlags flags;
} CairnDerivedStay;

typedef struct
{
  CairnSourceShape shape;
  gboolean split_repeats; /* changes: the same stage again is a new stay */
  const gint64 *days;     /* snapshots: all moments of the whole source, ascending */
  guint n_days;
} CairnDeriveRules;

/* Appends the stays of one customer to @stays (CairnDerivedStay), in order of entering. The @events
 * come in any order and are put in that of their moments. O(n log n). */
void cairn_stays_derive (const CairnDeriveRules *rules,
                         CairnStayEvent *events,
                         guint n_events,
                         GArray *stays);

/* Somebody else has the customer. */
typedef struct
{
  gint64 entered; /* of the stay */
  gint64 since;   /* that of the first owner is @entered */
  guint32 owner;
} CairnOwnerChange;

/* Appends to @changes (CairnOwnerChange) who had the customer, of each stay with more than one
 * owner; the stay itself has the last. Of rows that say nothing of the owner nothing follows. Only
 * changes and snapshots tell; of @events, as cairn_stays_derive() left them. */
void cairn_stays_find_owners (const CairnDeriveRules *rules,
                              const CairnStayEvent *events,
                              guint n_events,
                              GArray *changes);

/* What the last of @events, as cairn_stays_derive() left them, says has become of the customer; 0:
 * nothing. */
CairnMappingResult cairn_stays_find_end (const CairnStayEvent *events, guint n_events);

/* Puts the stays of one customer right: an open one ends where the customer went on to another
 * stage, or was lost (@lost_at; CAIRN_VISIT_OPEN: never); overlapping ones in one cell become one.
 * O(n log n), and next to nothing for stays that need nothing. */
void cairn_stays_mend (GArray *stays, gint64 lost_at);

/* The same where not all stages lie on one track: whoever enters a stage of another track has not
 * left this one. @tracks: by stage, a bit for each track that it lies on; beyond @n_tracks, and
 * without a bit, it lies on all. */
void
cairn_stays_mend_on_tracks (GArray *stays, gint64 lost_at, const guint64 *tracks, guint n_tracks);

G_END_DECLS
