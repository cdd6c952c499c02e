/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-layout"

#include "layout/cairn-grid-traffic.h"

#define MAX_LEVELS (G_GUINT64_CONSTANT (1) << 22)

void
cairn_grid_traffic_init (CairnGridTraffic *self, guint n_x, guint n_y)
{
  guint64 n = (guint64) n_x * n_y;

  *self = (CairnGridTraffic){ .n_x = n_x, .n_y = n_y };
  if (n > MAX_LEVELS)
    return;
  self->data = g_malloc0 (4 * n + CAIRN_GRID_TRAFFIC_PADDING);
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
