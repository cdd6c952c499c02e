/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-layout"

#include "layout/cairn-grid.h"

void
cairn_grid_choose_ways (CairnGrid *self)
{
  for (guint i = 0; i < self->n_flows; i++)
    {
      CairnGridFlow *flow = &self->flows[i];
      const CairnGridStep *from = &self->steps[flow->from], *to = &self->steps[flow->to];

      flow->sides[0] = CAIRN_SIDE_RIGHT;
      flow->sides[1] = CAIRN_SIDE_LEFT;
      if (from->beside[CAIRN_SIDE_RIGHT] == flow->to)
        {
          flow->straight = TRUE;
          continue;
        }
      flow->n_inner = 3;
      flow->inner[0] = from->col + 1;
      flow->inner[1] = to->row;
      flow->inner[2] = to->col;
    }
}

void
cairn_grid_spread_ports (CairnGrid *self)
{
  for (guint i = 0; i < self->n_flows; i++)
    {
      CairnGridStrip *channel = &self->v_channels[self->steps[self->flows[i].from].col + 1];

      if (self->flows[i].label != NULL)
        channel->before = MAX (channel->before, cairn_grid_label_width (&self->flows[i]) + 8);
    }
}

void
cairn_grid_assign_tracks (CairnGrid *self)
{
  for (guint i = 0; i < self->n_flows; i++)
    {
      CairnGridFlow *flow = &self->flows[i];

      for (guint k = 0; k < flow->n_inner; k++)
        flow->track[k] = (k == 1 ? self->h_channels : self->v_channels)[flow->inner[k]].n_tracks++;
    }
}
