/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-running-stage.h"
#include "timing/cairn-running-tally.h"

G_BEGIN_DECLS

typedef struct
{
  CairnRiskTable table;
  CairnCrossings coming; /* at the window's end, which is now */
  CairnCrossings going;  /* at its beginning */
  gint64 renew_at;
  GArray *fresh; /* guint32: ages at which somebody left for the first time */
} CairnRunningCurve;

/* Those inside when the window begins, and of the next while, in order of entering. */
typedef struct
{
  CairnInside *visits;
  gsize n;
  gint64 end; /* who enters up to then is among them */
} CairnInsideList;

typedef struct
{
  gint64 entered;
  gint64 left; /* CAIRN_VISIT_OPEN */
  int by;
} CairnRunningChange;

typedef struct
{
  CairnRunningTally tally;
  gint64 renew_at; /* the tally */
  CairnRunningCurve curves[CAIRN_N_RUNNING];
  CairnInsideList inside[CAIRN_N_RUNNING];
  GArray *changes; /* CairnRunningChange */
  gsize n_closed;  /* as they will be once settled */
  gsize n_open;
} CairnRunningCell;

struct _CairnRunningStage
{
  guint number;
  gboolean stands;
  gint64 begun_at;
  guint n_short;   /* how often in a row it could not be carried on for long */
  gint64 retry_at; /* not worth trying before */

  gint64 now;
  gint64 log_start;
  gint64 from[CAIRN_N_RUNNING];
  gint64 span;   /* of growth */
  gint64 origin; /* moments in 32 bits count from here */
  CairnRunningCell *cells;
  guint n;
  CairnRunningCurve all[CAIRN_N_RUNNING];
};

/* The curve of @cell, or of all. */
static inline CairnRunningCurve *
cairn_running_stage_curve (CairnRunningStage *self, guint kind, guint cell)
{
  return cell < self->n ? &self->cells[cell].curves[kind] : &self->all[kind];
}

/* No age of its curves is greater. */
static inline gint64
cairn_running_stage_until (const CairnRunningStage *self, guint kind)
{
  return kind == CAIRN_RUNNING_GROWTH ? self->span : G_MAXUINT32;
}

/* Where the first of those who entered at or after @entered stands. */
static inline gsize
cairn_inside_list_place (const CairnInsideList *list, gint64 entered)
{
  gsize low = 0;
  gsize high = list->n;

  while (low < high)
    {
      gsize middle = (low + high) / 2;

      if (list->visits[middle].entered < entered)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/* Looks ahead wherever that is due. */
void cairn_running_stage_renew (CairnRunningStage *self,
                                CairnRunningRoom *room,
                                const CairnRunningInput *cells);

/* Takes in what has been noted. FALSE: more than can be carried on. */
gboolean cairn_running_stage_take_changes (CairnRunningStage *self, const CairnRunningInput *cells);

G_END_DECLS
