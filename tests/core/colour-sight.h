/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "render/cairn-theme.h"

#include <math.h>

/* How colours look to people: their lightness, how far apart they are, and the same for those who
 * lack a kind of cone. The matrices are those of Machado, Oliveira and Fernandes (2009) for full
 * severity, applied to linear RGB; distances are CIE 1976 in L*a*b* under D65. */

typedef enum
{
  SIGHT_NORMAL,
  SIGHT_PROTAN,
  SIGHT_DEUTAN,
  SIGHT_TRITAN,
  N_SIGHTS
} Sight;

static const double sights[N_SIGHTS][3][3] = {
  [SIGHT_NORMAL] = { { 1, 0, 0 }, { 0, 1, 0 }, { 0, 0, 1 } },
  [SIGHT_PROTAN] = { { 0.152286, 1.052583, -0.204868 },
                     { 0.114503, 0.786281, 0.099216 },
                     { -0.003882, -0.048116, 1.051998 } },
  [SIGHT_DEUTAN] = { { 0.367322, 0.860646, -0.227968 },
                     { 0.280085, 0.672501, 0.047413 },
                     { -0.011820, 0.042940, 0.968881 } },
  [SIGHT_TRITAN] = { { 1.255528, -0.076749, -0.178779 },
                     { -0.078411, 0.930809, 0.147602 },
                     { 0.004733, 0.691367, 0.303900 } },
};

typedef struct
{
  double l, a, b;
} Lab;

static inline double
sight_linear (guint32 byte)
{
  double c = byte / 255.0;

  return c <= 0.04045 ? c / 12.92 : pow ((c + 0.055) / 1.055, 2.4);
}

static inline double
sight_response (double t)
{
  return t > 216.0 / 24389 ? cbrt (t) : (24389.0 / 27 * t + 16) / 116;
}

static inline Lab
sight_lab (CairnColor color, Sight sight)
{
  static const double xyz[3][3] = { { 0.4124564, 0.3575761, 0.1804375 },
                                    { 0.2126729, 0.7151522, 0.0721750 },
                                    { 0.0193339, 0.1191920, 0.9503041 } };
  static const double white[3] = { 0.95047, 1, 1.08883 };
  const double rgb[3] = { sight_linear (color >> 24), sight_linear (color >> 16 & 0xff),
                          sight_linear (color >> 8 & 0xff) };
  double seen[3] = { 0 }, f[3] = { 0 };

  for (guint i = 0; i < 3; i++)
    {
      for (guint j = 0; j < 3; j++)
        seen[i] += sights[sight][i][j] * rgb[j];
      seen[i] = CLAMP (seen[i], 0, 1);
    }
  for (guint i = 0; i < 3; i++)
    {
      double sum = 0;

      for (guint j = 0; j < 3; j++)
        sum += xyz[i][j] * seen[j];
      f[i] = sight_response (sum / white[i]);
    }
  return (Lab){ 116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2]) };
}

static inline double
sight_distance (CairnColor a, CairnColor b, Sight sight)
{
  Lab p = sight_lab (a, sight);
  Lab q = sight_lab (b, sight);

  return sqrt ((p.l - q.l) * (p.l - q.l) + (p.a - q.a) * (p.a - q.a) + (p.b - q.b) * (p.b - q.b));
}
