/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-engine.h"
#include "timing/cairn-name-table.h"
#include "timing/cairn-owner-spells.h"
#include "timing/cairn-running-stage.h"
#include "timing/cairn-stage-again.h"
#include "timing/cairn-stage-rows.h"
#include "timing/cairn-touchpoint-book.h"

G_BEGIN_DECLS

typedef struct
{
  gint64 target;
  gint64 limit;
} CairnTarget;

typedef struct
{
  const char *segment;
  guint stage;
  CairnCellVisits visits;
} CairnEngineCell;

typedef struct
{
  const char *name;
  GPtrArray *cells;        /* CairnEngineCell, borrowed */
  CairnTarget target;      /* of segments without one of their own */
  GHashTable *own_targets; /* segment → CairnTarget */
  CairnRunningStage *running;
  CairnStageAgain again; /* as of looks that are carried on from each other */
} CairnEngineStage;

/* Where the figures of one stage at a time are computed. */
typedef struct
{
  CairnStageRows dwell;
  CairnStageRows growth;
  CairnRunningRoom running;
} CairnFigureRoom;

/* What a snapshot looked at, for the next one to go on from. */
typedef struct
{
  gint64 now;
  gint64 log_start;
  guint n_recent;
  int window_border; /* how many weeks before now the window begins; -1: does not move */
} CairnEngineLook;

struct _CairnEngine
{
  GPtrArray *cells;  /* CairnEngineCell, by number */
  GPtrArray *stages; /* CairnEngineStage */
  GArray *tracks;    /* guint64 by stage; shorter if none beyond is known */
  GPtrArray *customers;
  CairnNameTable *customer_numbers;
  char *kept_names;  /* of customers, from a file; NULL: none */
  GPtrArray *owners; /* by number - 1 */
  GArray *ends;      /* guint8 (CairnEnd) by customer; shorter if none beyond is known */
  GStringChunk *names;
  GHashTable *cell_numbers; /* "stage number/segment" → number + 1 */
  GHashTable *stage_numbers;
  GHashTable *owner_numbers;

  CairnWorkingTime *clock; /* NULL: the calendar */

  gint64 first_look; /* who entered then had come nobody knows when; G_MININT64: nobody */

  CairnOwnerSpells spells; /* of stays with more than one owner, as far as the data tell */

  const CairnTouchpointBook *touchpoints; /* borrowed; NULL: the data name none */

  CairnLensFunc lens; /* NULL: all visits count where they are said to be */
  gpointer lens_data;
  CairnCellVisits aside; /* those that do not count */

  gint64 first_entry; /* G_MAXINT64: no visits */
  gboolean first_entry_stale;

  CairnFigureRoom rooms[2]; /* one a thread */

  CairnEngineLook last[4]; /* that could be gone on from, latest first; now G_MAXINT64: none */
  CairnEngineLook running;
};

/* The number of the stage @name; the same for the same name. */
guint cairn_engine_add_stage (CairnEngine *self, const char *name);

/* Puts the stages in the order of the first row of each, whichever order they were added in;
 * @firsts: of the cells by number, as far as they go. The first @n_before stages stay. */
void
cairn_engine_order_stages (CairnEngine *self, guint n_before, const gint64 *firsts, guint n_firsts);

/* Many visits of @cell, closed ones or open ones, while there is no lens; somebody notes when the
 * first of all was entered. */
void cairn_engine_add_kept (
  CairnEngine *self, guint16 cell, gboolean open, const CairnKeptVisit *visits, guint n);
void cairn_engine_note_entry (CairnEngine *self, gint64 entered);

/* Sorts in all changes. */
void cairn_engine_settle (CairnEngine *self);

/* Of a settled engine. */
static inline gsize
cairn_engine_cell_get_n_visits (const CairnEngineCell *cell)
{
  return cell->visits.closed.n + cell->visits.open.n;
}

/* How many numbers were given out. */
static inline guint
cairn_engine_count_customers (const CairnEngine *self)
{
  return self->customers->len;
}

/* 0 where none is set. */
CairnTarget cairn_engine_get_target (const CairnEngine *self, const CairnEngineCell *cell);

/* When the log begins, where that is not known better. Of a settled engine. */
gint64 cairn_engine_guess_log_start (CairnEngine *self, gint64 now);

/* The first moment anybody entered anything; G_MAXINT64 if nobody did. Of a settled engine. */
gint64 cairn_engine_get_first_entry (CairnEngine *self);

G_END_DECLS
