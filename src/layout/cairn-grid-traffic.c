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
  for (guint i = 0; i < 4; i++)
    self->planes[i / 2][i % 2] = self->data + i * n;
}

void
cairn_grid_traffic_clear (CairnGridTraffic *self)
{
  g_clear_pointer (&self->data, g_free);
}

void
cairn_grid_traffic_add (
  CairnGridTraffic *self, gboolean vertical, guint at, guint from, guint to, int by)
{
  gsize length = vertical ? self->n_y : self->n_x, width = vertical ? self->n_x : self->n_y;

  if (self->data == NULL)
    return;
  for (guint i = MIN (from, to) + 1; i < MAX (from, to); i++)
    {
      guint8 *count = &self->planes[vertical][vertical][at * length + i];

      /* Full counts stay full. */
      if (*count != G_MAXUINT8)
        *count = (guint8) (*count + by);
      self->planes[!vertical][vertical][i * width + at] = *count;
    }
}

/* Eight counts at a time, in four lanes of 16 bits that take 64 rounds without overflow. */
static guint
sum (const guint8 *counts, guint n)
{
  guint total = 0;

  while (n >= 8)
    {
      guint64 lanes = 0;

      for (guint round = 0; round < 64 && n >= 8; round++, n -= 8, counts += 8)
        {
          guint64 eight;

          memcpy (&eight, counts, sizeof eight);
          lanes += (eight & EVEN_BYTES) + ((eight >> 8) & EVEN_BYTES);
        }
      total += (guint) ((lanes & 0xffff) + ((lanes >> 16) & 0xffff) + ((lanes >> 32) & 0xffff)
                        + (lanes >> 48));
    }
  while (n-- > 0)
    total += *counts++;
  return total;
}

void
cairn_grid_traffic_count (const CairnGridTraffic *self,
                          gboolean vertical,
                          guint at,
                          guint from,
                          guint to,
                          guint *n_crossed,
                          guint *n_company)
{
  gsize length = vertical ? self->n_y : self->n_x;
  gsize first = at * length + MIN (from, to) + 1;
  guint n = MAX (from, to) - MIN (from, to);

  *n_crossed = *n_company = 0;
  if (self->data == NULL || n < 2)
    return;
  *n_crossed = sum (self->planes[vertical][!vertical] + first, n - 1);
  *n_company = sum (self->planes[vertical][vertical] + first, n - 1);
}
