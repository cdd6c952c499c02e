/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing/cairn-row-range.h"

CairnRowRange *
cairn_row_range_new (gint64 clock)
{
  CairnRowRange *self = g_new0 (CairnRowRange, 1);

  self->clock = clock;
  self->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->rows = g_array_new (FALSE, FALSE, sizeof (CairnSourceRow));
  return self;
}

void
cairn_row_range_free (CairnRowRange *self)
{
  g_array_unref (self->ids);
  g_array_unref (self->rows);
  g_free (self);
}

void
cairn_row_range_reset (CairnRowRange *self)
{
  g_array_set_size (self->ids, 0);
  g_array_set_size (self->rows, 0);
}

void
cairn_row_range_add (CairnRowRange *self, gint64 id, const CairnSourceRow *row)
{
  g_array_append_val (self->ids, id);
  g_array_append_vals (self->rows, row, 1);
}

/* The number of the @ids, ascending, that are below @id. */
static guint
place_among (const GArray *ids, gint64 id)
{
  guint low = 0;
  guint high = ids->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (ids, gint64, middle) < id)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

gboolean
cairn_row_range_find (const CairnRowRange *self, gint64 id, guint *index)
{
  *index = place_among (self->ids, id);
  return *index < self->ids->len && g_array_index (self->ids, gint64, *index) == id;
}
