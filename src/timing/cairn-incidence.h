/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-ages.h"

G_BEGIN_DECLS

/* What becomes of those who enter a stage: the share that has left for each of several causes by an
 * age, with open visits (right censoring) and visits that began before the window (delayed entry).
 * The Aalen-Johansen estimate F_k (t) = sum over t_i <= t of S (t_i-) d_ki / n_i, with variances of
 * Greenwood's type (as R's etm). One minus the Kaplan-Meier curve of each cause would overstate
 * them: whoever has moved on can no longer churn. At every age sum F_k + S = 1. */

#define CAIRN_INCIDENCE_CAUSES 4

typedef struct
{
  double age;
  double survival; /* the share still inside just after this age */
  double share[CAIRN_INCIDENCE_CAUSES];
  double variance[CAIRN_INCIDENCE_CAUSES];
} CairnIncidencePoint;

typedef struct
{
  CairnIncidencePoint *points; /* one for each age at which somebody left and that counts */
  gsize n_points;
  gsize n_exits;
  double guard_age; /* as in CairnSurvival */
} CairnIncidence;

/* @sorted: as cairn_ages_sort() leaves it; the cell of an exit is its cause. @n_from_birth rows
 * have start 0. @guard: whether the delayed-entry guard of cairn_survival_begin() applies. */
void cairn_incidence_fit (CairnIncidence *self,
                          gsize n_from_birth,
                          const CairnAges *sorted,
                          gboolean guard);
void cairn_incidence_clear (CairnIncidence *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CairnIncidence, cairn_incidence_clear)

/* What holds at @age: all still inside before the first point. */
CairnIncidencePoint cairn_incidence_at (const CairnIncidence *self, double age);

G_END_DECLS
