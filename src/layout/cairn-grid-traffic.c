/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-layout"

#include "layout/cairn-grid-traffic.h"

#include <string.h>

#define MAX_LEVELS (G_GUINT64_CONSTANT (1) << 22)
#define EVEN_BYTES G_GUINT64_CONSTANT (0x00ff00ff00ff00ff)

void
cairn_grid_traffic_init (CairnGridTraffic *self, guint n_x, guint n_y)
{
  guint64 n = (guint64) n_x * n_y;

  *self = (CairnGridTraffic){ .n_x = n_x, .n_y = n_y };
  if (n > MAX_LEVELS)
    return;
  self->data = g_malloc0 (4 * n);
  self->planes[0] = self->data;
  self->planes[1] = self->data + 2 * n;
}

void
cairn_grid_traffic_clear (CairnGridTraffic *self)
{
  g_clear_pointer (&self->data, g_free);
}

/* Full counts stay so. */
static void
change (CairnGridTraffic *self, gboolean vertical, guint at, guint from, guint to, int by)
{
  gsize length = vertical ? self->n_y : self->n_x, width = vertical ? self->n_x : self->n_y;

  if (self->data == NULL)
    return;
  for (guint i = MIN (from, to) + 1; i < MAX (from, to); i++)
    {
      guint8 *count = &self->planes[vertical][2 * (at * length + i) + vertical];

      if (*count != G_MAXUINT8)
        *count = (guint8) (*count + by);
      self->planes[!vertical][2 * (i * width + at) + vertical] = *count;
    }
}

void
cairn_grid_traffic_add (CairnGridTraffic *self, gboolean vertical, guint at, guint from, guint to)
{
  change (self, vertical, at, from, to, 1);
}

void
cairn_grid_traffic_remove (
  CairnGridTraffic *self, gboolean vertical, guint at, guint from, guint to)
{
  change (self, vertical, at, from, to, -1);
}

static guint
sum_lanes (guint64 lanes)
{
  return (guint) ((lanes & 0xffff) + ((lanes >> 16) & 0xffff) + ((lanes >> 32) & 0xffff)
                  + (lanes >> 48));
}

/* Four places at a time, in lanes of 16 bits that take 128 rounds without overflow. */
void
cairn_grid_traffic_sum (const CairnGridTraffic *self,
                        gboolean vertical,
                        guint at,
                        guint low,
                        guint n,
                        guint *n_crossed,
                        guint *n_company)
{
  const guint8 *counts
    = self->planes[vertical] + 2 * ((gsize) at * (vertical ? self->n_y : self->n_x) + low);
  guint n_sideways = 0, n_upright = 0;

  while (n >= 4)
    {
      guint64 sideways = 0, upright = 0;

      for (guint round = 0; round < 128 && n >= 4; round++, n -= 4, counts += 8)
        {
          guint64 eight;

          memcpy (&eight, counts, sizeof eight);
          eight = GUINT64_FROM_LE (eight);
          sideways += eight & EVEN_BYTES;
          upright += (eight >> 8) & EVEN_BYTES;
        }
      n_sideways += sum_lanes (sideways);
      n_upright += sum_lanes (upright);
    }
  for (; n > 0; n--, counts += 2)
    {
      n_sideways += counts[0];
      n_upright += counts[1];
    }
  *n_crossed = vertical ? n_sideways : n_upright;
  *n_company = vertical ? n_upright : n_sideways;
}
