/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-engine-state-private.h"
#include "timing/cairn-stay-book.h"

G_BEGIN_DECLS

typedef struct
{
  CairnStayEvent *events;
  guint n_events;
  guint room;
  gboolean touched; /* since the book was settled: the engine knows of none of the stays */
  gboolean success;
  gint64 lost_at;
  gint64 last_seen;
} CairnBookCustomer;

typedef struct
{
  guint rows, customers;
} CairnBookCount;

struct _CairnStayBook
{
  CairnEngine *engine;
  CairnSourceShape shape;
  GArray *customers; /* CairnBookCustomer, by number */
  GArray *touched;   /* guint32 */
  GArray *days;      /* gint64: snapshots */
  GArray *stays;     /* room to derive in */
  CairnBookCount counts[CAIRN_N_FINDING_KINDS];
  gboolean loaded;
  GPtrArray *pieces;     /* Piece; until loaded */
  guint16 stretch;       /* of what comes */
  CairnStayEvent *block; /* events of all customers, as they were loaded */
  CairnStayEvent *block_end;
  guint serial;
};

/* ---- cairn-stay-book-state.c ---- */
/* All that a settled book knows, to a file and back. */
void cairn_stay_book_state_write (CairnStayBook *self, CairnStateWriter *writer);
/* Into an empty book: the events, which are put off (@limits must last until they are there), and
 * whose they are. FALSE: the file is no good, and neither is the book. */
gboolean cairn_stay_book_state_read (CairnStayBook *self,
                                     CairnStateReader *reader,
                                     const CairnStateLimits *limits);
gboolean cairn_stay_book_state_read_customers (CairnStayBook *self,
                                               CairnStateReader *reader,
                                               const CairnStateLimits *limits);

G_END_DECLS
