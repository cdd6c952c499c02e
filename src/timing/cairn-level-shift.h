/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* When did a series come to another level? Pettitt (1979): for every place the signs of all
 * differences between what comes after it and what came before are added up; the level shifts where
 * that sum is greatest, U. Needs no distribution, but says too much where neighbours resemble each
 * other, so it only dates a change that is known for other reasons. */
typedef struct
{
  double k; /* |U| at that place */
  guint at; /* the number of values before it; 0: fewer than two values */
  double p; /* 2 exp (-6 K^2 / (n^3 + n^2)), at most 1: of a shift like this by chance */
  gboolean up;
} CairnLevelShift;

CairnLevelShift cairn_level_shift_find (const double *values, guint n);

G_END_DECLS
