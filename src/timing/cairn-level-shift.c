/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing/cairn-level-shift.h"

#include <math.h>

static int
sign (double difference)
{
  return (difference > 0) - (difference < 0);
}

CairnLevelShift
cairn_level_shift_find (const double *values, guint n)
{
  CairnLevelShift self = { 0, 0, 1, FALSE };
  double cube = (double) n * n * n + (double) n * n;

  g_return_val_if_fail (values != NULL || n == 0, self);

  for (guint at = 1; at < n; at++)
    {
      double sum = 0;

      for (guint i = 0; i < at; i++)
        for (guint j = at; j < n; j++)
          sum += sign (values[j] - values[i]);
      if (self.at > 0 && fabs (sum) <= self.k)
        continue;
      self.k = fabs (sum);
      self.at = at;
      self.up = sum > 0;
    }
  if (self.at > 0)
    self.p = fmin (1, 2 * exp (-6 * self.k * self.k / cube));
  return self;
}
