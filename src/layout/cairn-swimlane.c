/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-layout"

/* From a grid that is laid out to boxes and routes. */

#include "layout/cairn-grid.h"
#include "layout/cairn-layout-private.h"

#define LANE_HEADER_WIDTH 120.0
#define STAGE_HEADER_HEIGHT 34.0
#define TIMING_HEIGHT 84.0
#define TIMING_GAP 5.0

static gboolean
has_headers (const CairnGridBand *bands, guint n)
{
  return n > 1 || bands[0].element != NULL;
}

static double
stage_header_height (const CairnGrid *grid)
{
  double height = STAGE_HEADER_HEIGHT;

  for (guint i = 0; i < grid->n_stages; i++)
    if (grid->stages[i].text != NULL)
      height = MAX (height, grid->stages[i].text->height + 16);
  return height;
}

static void
add_lanes (CairnLayout *self, const CairnGrid *grid)
{
  double left = CAIRN_LAYOUT_MARGIN, right = grid->stages[grid->n_stages - 1].end;

  self->lanes = g_new (CairnBand, grid->n_lanes);
  self->n_lanes = grid->n_lanes;
  for (guint i = 0; i < grid->n_lanes; i++)
    {
      const CairnGridBand *lane = &grid->lanes[i];
      CairnRect rect = { left, lane->start, right - left, lane->end - lane->start };

      self->lanes[i] = (CairnBand){ lane->element, lane->start, lane->end };
      if (lane->element == NULL)
        continue;
      cairn_layout_add_box (self, CAIRN_BOX_LANE, lane->element, &rect);
      rect.width = LANE_HEADER_WIDTH;
      cairn_layout_centre_text (
        cairn_layout_add_box (self, CAIRN_BOX_LANE_HEADER, lane->element, &rect),
        cairn_text_block_ref (lane->text));
    }
}

static void
add_stages (CairnLayout *self, const CairnGrid *grid, double header)
{
  double top = grid->lanes[0].start, bottom = grid->lanes[grid->n_lanes - 1].end;

  self->stages = g_new (CairnBand, grid->n_stages);
  self->n_stages = grid->n_stages;
  for (guint i = 0; i < grid->n_stages; i++)
    {
      const CairnGridBand *stage = &grid->stages[i];
      CairnRect rect = { stage->start, top, stage->end - stage->start, bottom - top };

      self->stages[i] = (CairnBand){ stage->element, stage->start, stage->end };
      if (stage->element == NULL)
        continue;
      cairn_layout_add_box (self, CAIRN_BOX_STAGE, stage->element, &rect);
      rect.height = header;
      rect.y = top - TIMING_HEIGHT - 2 * TIMING_GAP - header;
      cairn_layout_centre_text (
        cairn_layout_add_box (self, CAIRN_BOX_STAGE_HEADER, stage->element, &rect),
        cairn_text_block_ref (stage->text));
      rect = (CairnRect){ rect.x + 2, top - TIMING_HEIGHT - TIMING_GAP, rect.width - 4,
                          TIMING_HEIGHT };
      cairn_layout_add_box (self, CAIRN_BOX_STAGE_TIMING, stage->element, &rect);
    }
}

static void
add_step (CairnLayout *self, CairnGridStep *step)
{
  CairnRect rect
    = { step->x - step->width / 2, step->y - step->height / 2, step->width, step->height };
  CairnBox *box = cairn_layout_add_box (self, CAIRN_BOX_STEP, step->element, &rect);
  CairnTextBlock *text = g_steal_pointer (&step->text);

  cairn_layout_centre_text (box, text);
  if (step->kind == CAIRN_STEP_DECISION || step->kind == CAIRN_STEP_START
      || step->kind == CAIRN_STEP_END)
    return;
  box->centred = FALSE;
  if (step->kind == CAIRN_STEP_NOTE)
    {
      box->text_at.x = rect.x + 10;
      return;
    }
  box->text_at.x = rect.x + CAIRN_STEP_TEXT_LEFT;
  box->text_at.y = rect.y + 8 + (rect.height - 8 - CAIRN_STEP_BADGE_ROW - 4 - text->height) / 2;
}

/* Where the end line of @flow at its first (0) or second (1) step meets that step. */
static CairnPoint
port (const CairnGrid *grid, const CairnGridFlow *flow, int end)
{
  const CairnGridStep *step = &grid->steps[end == 0 ? flow->from : flow->to];
  double offset = flow->offsets[end];
  double inset = cairn_grid_outline_inset (step, offset);

  switch ((CairnSide) flow->sides[end])
    {
    case CAIRN_SIDE_LEFT:
      return (CairnPoint){ step->x - step->width / 2 + inset, step->y + offset };
    case CAIRN_SIDE_RIGHT:
      return (CairnPoint){ step->x + step->width / 2 - inset, step->y + offset };
    case CAIRN_SIDE_TOP:
      return (CairnPoint){ step->x + offset, step->y - step->height / 2 };
    case CAIRN_SIDE_BOTTOM:
      return (CairnPoint){ step->x + offset, step->y + step->height / 2 };
    case CAIRN_N_SIDES:
    default:
      g_assert_not_reached ();
    }
}

/* Follows @flow from line to line; each corner takes one coordinate from either. */
static guint
trace (const CairnGrid *grid, const CairnGridFlow *flow, CairnPoint *points)
{
  CairnPoint end = port (grid, flow, 1);
  CairnPoint at = port (grid, flow, 0);
  gboolean vertical = CAIRN_SIDE_IS_VERTICAL (flow->sides[0]); /* the line we are on */
  guint n = 0;

  points[n++] = at;
  for (guint i = 0; i < flow->n_inner; i++)
    {
      const CairnGridStrip *channel
        = &(vertical ? grid->h_channels : grid->v_channels)[flow->inner[i]];
      double track = channel->first_track + flow->track[i] * CAIRN_GRID_TRACK;

      if (vertical)
        at.y = track;
      else
        at.x = track;
      points[n++] = at;
      vertical = !vertical;
    }
  if (!flow->straight)
    points[n++] = vertical ? (CairnPoint){ at.x, end.y } : (CairnPoint){ end.x, at.y };
  points[n++] = end;
  return n;
}

/* The label stands on the first line, next to the box. */
static CairnRect
label_rect (const CairnGrid *grid, const CairnGridFlow *flow, const CairnPoint *points)
{
  const CairnGridStep *step = &grid->steps[flow->from];
  double width = cairn_grid_label_width (flow), height = cairn_grid_label_height (flow);
  CairnRect rect = { points[0].x - width / 2, points[0].y - height / 2, width, height };

  switch ((CairnSide) flow->sides[0])
    {
    case CAIRN_SIDE_LEFT:
      rect.x = step->x - step->width / 2 - CAIRN_LABEL_GAP - width;
      break;
    case CAIRN_SIDE_RIGHT:
      rect.x = step->x + step->width / 2 + CAIRN_LABEL_GAP;
      break;
    case CAIRN_SIDE_TOP:
      rect.y = step->y - step->height / 2 - CAIRN_LABEL_GAP - height;
      break;
    case CAIRN_SIDE_BOTTOM:
      rect.y = step->y + step->height / 2 + CAIRN_LABEL_GAP;
      break;
    case CAIRN_N_SIDES:
    default:
      g_assert_not_reached ();
    }
  return rect;
}

static void
add_routes (CairnLayout *self, const CairnGrid *grid)
{
  CairnPoint *points = self->points = g_new (CairnPoint, grid->n_flows * (CAIRN_MAX_INNER + 3));

  g_array_set_size (self->routes, grid->n_flows);
  for (guint i = 0; i < grid->n_flows; i++)
    {
      const CairnGridFlow *flow = &grid->flows[i];
      CairnRoute *route = &g_array_index (self->routes, CairnRoute, i);

      route->element = flow->element;
      route->arrow = TRUE;
      route->handoff = grid->steps[flow->from].lane != grid->steps[flow->to].lane;
      route->points = points;
      route->n_points = trace (grid, flow, points);
      if (flow->label != NULL)
        {
          route->label = cairn_text_block_ref (flow->label);
          route->label_rect = label_rect (grid, flow, points);
        }
      points += route->n_points;
    }
}

static void
set_extents (CairnLayout *self, const CairnGrid *grid, double top)
{
  const CairnGridBand *lanes = grid->lanes, *stages = grid->stages;
  double left = CAIRN_LAYOUT_MARGIN;
  double right = stages[grid->n_stages - 1].end, bottom = lanes[grid->n_lanes - 1].end;

  self->grid = (CairnRect){ stages[0].start, lanes[0].start, right - stages[0].start,
                            bottom - lanes[0].start };
  self->top_headers = (CairnRect){ left, top, right - left, lanes[0].start - top };
  self->left_headers
    = (CairnRect){ left, lanes[0].start, stages[0].start - left, bottom - lanes[0].start };
  self->width = MAX (self->width, right + CAIRN_LAYOUT_MARGIN);
  self->height = bottom + CAIRN_LAYOUT_MARGIN;
}

CairnLayout *
cairn_swimlane_layout (CairnDocument *document, CairnElement *swimlane)
{
  g_autoptr (CairnGrid) grid = cairn_grid_new (document, swimlane);
  CairnLayout *self;
  double left = CAIRN_LAYOUT_MARGIN, top, header;

  cairn_grid_place_columns (grid);
  cairn_grid_place_rows (grid);
  cairn_grid_size_steps (grid);
  cairn_grid_choose_ways (grid);
  cairn_grid_spread_ports (grid);
  cairn_grid_assign_tracks (grid);

  self = cairn_layout_alloc (swimlane, grid->n_steps + 2 * grid->n_lanes + 3 * grid->n_stages + 2,
                             grid->n_flows);
  top = cairn_layout_add_title (self, document);
  header = stage_header_height (grid);
  if (has_headers (grid->lanes, grid->n_lanes))
    left += LANE_HEADER_WIDTH;
  cairn_grid_measure (grid, left,
                      has_headers (grid->stages, grid->n_stages)
                        ? top + header + TIMING_HEIGHT + 2 * TIMING_GAP
                        : top);
  set_extents (self, grid, top);
  add_lanes (self, grid);
  add_stages (self, grid, header);
  for (guint i = 0; i < grid->n_steps; i++)
    add_step (self, &grid->steps[grid->order[i]]);
  add_routes (self, grid);
  cairn_layout_seal (self);
  return self;
}
