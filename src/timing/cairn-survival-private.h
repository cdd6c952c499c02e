/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-survival.h"

G_BEGIN_DECLS

/* How the bands of a curve are searched. */

typedef enum
{
  CAIRN_BAND_CURVE,
  CAIRN_BAND_LOW,
  CAIRN_BAND_HIGH,
} CairnBand;

#define CAIRN_BAND_TOLERANCE                                                                       \
  1.4901161193847656e-08 /* sqrt (DBL_EPSILON), as R's quantile.survfit */

/* With @times the variance, here and below. */
double
cairn_band_value (double survival, double variance, double times, CairnLimits kind, CairnBand band);

/* Whether the band may come down to @level anywhere from @a on up to @b. */
gboolean cairn_band_may_reach (const CairnSurvivalPoint *a,
                               const CairnSurvivalPoint *b,
                               double times,
                               CairnLimits kind,
                               CairnBand band,
                               double level);

/* The first of the points [@from, @to) at which the band is not above @level; @to: none. */
gsize cairn_band_first_at_most (const CairnSurvivalPoint *points,
                                gsize from,
                                gsize to,
                                double times,
                                CairnLimits kind,
                                CairnBand band,
                                double level);

G_END_DECLS
