/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing/cairn-proportion.h"

#include <math.h>

#define Z_95 1.959963984540054

CairnEstimate
cairn_proportion (guint hits, guint n)
{
  CairnEstimate estimate = { NAN, NAN, NAN };
  double share, square, centre, half;

  g_return_val_if_fail (hits <= n, estimate);

  if (n == 0)
    return estimate;
  share = (double) hits / n;
  square = Z_95 * Z_95 / n;
  centre = share + square / 2;
  half = Z_95 * sqrt (share * (1 - share) / n + square / n / 4);
  estimate.value = share;
  estimate.low = MAX (0, (centre - half) / (1 + square));
  estimate.high = MIN (1, (centre + half) / (1 + square));
  return estimate;
}
