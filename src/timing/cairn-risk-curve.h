/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-risk-table.h"
#include "timing/cairn-survival.h"

G_BEGIN_DECLS

/* The survival curve that a table of risks gives: the same answers as those of a CairnSurvival of
 * the same rows, to the last bit, but only the blocks that a question leads to are gone through one
 * by one. The room is used again and again; all zero at first. */

typedef struct
{
  const CairnRiskTable *table;
  double last_age;            /* the greatest stop */
  CairnSurvivalPoint *points; /* the last one of each block in which somebody left */
  guint *blocks;
  gsize n;
  gsize n_allocated;

  CairnRisk *risks;           /* of the block that was looked into last */
  CairnSurvivalPoint *inside; /* what they come to */
  gsize n_inside;
  gsize n_inside_allocated;
  gsize looked_into; /* G_MAXSIZE: none */
  double wider;      /* times Greenwood's variance */
} CairnRiskCurve;

/* @table: settled; it is looked at until the next call. @last_open: what the oldest open stay has
 * come to. */
void cairn_risk_curve_look (CairnRiskCurve *self, const CairnRiskTable *table, gint64 last_open);

/* From now on its variance is that many times Greenwood's. Once after each look. */
void cairn_risk_curve_widen (CairnRiskCurve *self, double times);

CairnEstimate cairn_risk_curve_quantile (CairnRiskCurve *self, double p, CairnLimits kind);

/* The share that has left by @age. */
double cairn_risk_curve_gone (CairnRiskCurve *self, gint64 age);

void cairn_risk_curve_clear (CairnRiskCurve *self);

G_END_DECLS
