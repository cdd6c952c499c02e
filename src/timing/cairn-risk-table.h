/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-age-blocks.h"
#include "timing/cairn-survival.h"

G_BEGIN_DECLS

/* How many were at risk and how many left at every age at which somebody left: a survival curve
 * that can be changed. Ages are in blocks (cairn-age-blocks.h), and what a block does to the curve
 * is only computed again when something in it has changed. Those that are put in stand in a list of
 * their own until the table is tidied, so that all others keep their places. All zero: empty. */

typedef struct
{
  guint32 age;
  guint32 n_risk;
  guint32 n_exits; /* may have come to 0: then it counts for nothing, but is kept up */
} CairnRisk;

typedef struct
{
  double product; /* cairn-age-blocks.h */
  double variance;
  double area;
  guint32 first; /* its place among all */
  guint32 n;
  guint32 last_age;   /* at which anybody left */
  guint stale : 1;    /* what it does to the curve is to be computed again */
  guint counts : 1;   /* anybody left */
  guint has_more : 1; /* in the table's list */
} CairnRiskBlock;

typedef struct
{
  CairnRisk *risks; /* by block, in order of age */
  CairnRisk *more;  /* in order of age too */
  CairnRiskBlock *blocks;
  guint32 *stale;    /* numbers of blocks */
  guint32 *occupied; /* in order */
  guint n_blocks;
  guint n_stale;
  guint n_occupied;
  gsize n_risks;
  gsize n_more;
  gsize n_more_allocated;
  gsize n_exits;
  guint32 until; /* how far the area is wanted */
} CairnRiskTable;

void cairn_risk_table_clear (CairnRiskTable *self);

/* The points of a curve that skipped nothing. @until: no age is greater; G_MAXUINT32: any. */
void cairn_risk_table_set (CairnRiskTable *self,
                           const CairnSurvivalPoint *points,
                           gsize n_points,
                           guint32 until);

/* NULL: nobody ever left at that age. */
const CairnRisk *cairn_risk_table_find (const CairnRiskTable *self, guint32 age);

/* The least age >= @age that is known, and the greatest < @age; NULL: none. */
const CairnRisk *cairn_risk_table_find_from (const CairnRiskTable *self, guint32 age);
const CairnRisk *cairn_risk_table_find_before (const CairnRiskTable *self, guint32 age);

/* @by more are at risk, or leave, at @age. FALSE if the age is not known. */
gboolean cairn_risk_table_add_risk (CairnRiskTable *self, guint32 age, int by);
gboolean cairn_risk_table_add_exits (CairnRiskTable *self, guint32 age, int by);
void cairn_risk_table_set_risk (CairnRiskTable *self, guint32 age, guint32 n_risk);

/* @by more are at risk at all known ages in (@after, @to]. Returns how many that are. */
gsize cairn_risk_table_add_risk_within (CairnRiskTable *self, guint32 after, guint32 to, int by);

/* An age that is not known yet. */
void cairn_risk_table_insert (CairnRiskTable *self, const CairnRisk *risk);

/* Forgets the ages at which nobody leaves any more, and puts all others in their places. */
void cairn_risk_table_tidy (CairnRiskTable *self);

/* The known ages, in order, and their places, which both have room for all. Returns their number.
 */
gsize cairn_risk_table_list (const CairnRiskTable *self, guint32 *ages, guint32 *places);

/* @by more are at risk at each of the @places, which are still those that were listed. */
void
cairn_risk_table_add_risk_at (CairnRiskTable *self, const guint32 *places, gsize n_places, int by);

/* All of a block, in order, in @risks, which has room for cairn_risk_table_count_block(). */
gsize cairn_risk_table_list_block (const CairnRiskTable *self, guint number, CairnRisk *risks);
gsize cairn_risk_table_count_block (const CairnRiskTable *self, guint number);

/* Computes what is stale. */
void cairn_risk_table_settle (CairnRiskTable *self);

/* As cairn_survival_area(). Only when settled; @tau: as "until". */
double cairn_risk_table_area (const CairnRiskTable *self);

G_END_DECLS
