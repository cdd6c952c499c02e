/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-engine.h"
#include "timing/cairn-stage-rows.h"

G_BEGIN_DECLS

/* Moments and targets further out than this (36 billion years) are taken as this, so that no sum or
 * difference of them can overflow. */
#define CAIRN_FAR (G_GINT64_CONSTANT (1) << 60)

typedef struct
{
  gint64 target;
  gint64 limit;
} CairnTarget;

typedef struct
{
  const char *segment;
  guint stage;
  gsize n_visits;
} CairnEngineCell;

typedef struct
{
  const char *name;
  GArray *cells;           /* guint16: the numbers of its cells, by place in the stage */
  CairnVisitStore closed;  /* by left */
  CairnVisitStore open;    /* by entered */
  CairnTarget target;      /* of segments without one of their own */
  GHashTable *own_targets; /* segment → CairnTarget */
} CairnEngineStage;

struct _CairnEngine
{
  GArray *cells;     /* CairnEngineCell */
  GArray *locals;    /* guint16: the place of each cell in its stage */
  GPtrArray *stages; /* CairnEngineStage */
  GPtrArray *customers;
  GStringChunk *names;
  GHashTable *cell_numbers; /* "stage number/segment" → number + 1 */
  GHashTable *stage_numbers;
  GHashTable *customer_numbers;

  gint64 first_entry; /* G_MAXINT64: no visits */
  gboolean first_entry_stale;

  CairnStageRows rows; /* scratch */
  CairnSurvival survival;
};

/* 0 where none is set. */
CairnTarget cairn_engine_get_target (const CairnEngine *self, const CairnEngineCell *cell);

/* The first moment anybody entered anything. */
gint64 cairn_engine_get_first_entry (CairnEngine *self);

G_END_DECLS
