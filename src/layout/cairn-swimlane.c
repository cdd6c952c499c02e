/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-layout"

/* From a grid that is laid out to boxes and routes. */

#include "layout/cairn-swimlane-private.h"

static void
add_step (CairnLayout *self, const CairnGrid *grid, CairnGridStep *step)
{
  CairnRect rect
    = cairn_swimlane_turn (grid, (CairnRect){ step->x - step->width / 2, step->y - step->height / 2,
                                              step->width, step->height });
  CairnBox *box = cairn_layout_add_box (
    self, step->n_folded > 0 ? CAIRN_BOX_FOLDED : CAIRN_BOX_STEP, step->element, &rect);
  CairnTextBlock *text = g_steal_pointer (&step->text);

  cairn_layout_centre_text (box, text);
  if (step->n_folded > 0 || step->kind == CAIRN_STEP_DECISION || step->kind == CAIRN_STEP_START
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
  double inset = cairn_grid_outline_inset (grid, step, (CairnSide) flow->sides[end], offset);

  switch ((CairnSide) flow->sides[end])
    {
    case CAIRN_SIDE_LEFT:
      return (CairnPoint){ step->x - step->width / 2 + inset, step->y + offset };
    case CAIRN_SIDE_RIGHT:
      return (CairnPoint){ step->x + step->width / 2 - inset, step->y + offset };
    case CAIRN_SIDE_TOP:
      return (CairnPoint){ step->x + offset, step->y - step->height / 2 + inset };
    case CAIRN_SIDE_BOTTOM:
      return (CairnPoint){ step->x + offset, step->y + step->height / 2 - inset };
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
  double width = flow->label_width, height = flow->label_height;
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
  return cairn_swimlane_turn (grid, rect);
}

static void
turn_points (CairnPoint *points, guint n)
{
  for (guint i = 0; i < n; i++)
    points[i] = (CairnPoint){ points[i].y, points[i].x };
}

/* @boxes: those of the steps. */
static void
add_routes (CairnLayout *self, const CairnGrid *grid, const guint *boxes)
{
  CairnPoint *points = self->points = g_new (CairnPoint, grid->n_flows * (CAIRN_MAX_INNER + 3));

  g_array_set_size (self->routes, grid->n_flows);
  for (guint i = 0; i < grid->n_flows; i++)
    {
      const CairnGridFlow *flow = &grid->flows[i];
      CairnRoute *route = &g_array_index (self->routes, CairnRoute, i);

      route->element = flow->element;
      route->arrow = TRUE;
      route->from = boxes[flow->from];
      route->handoff = grid->steps[flow->from].lane != grid->steps[flow->to].lane;
      route->points = points;
      route->n_points = trace (grid, flow, points);
      if (flow->label != NULL)
        {
          route->label = cairn_text_block_ref (flow->label);
          route->label_rect = label_rect (grid, flow, points);
        }
      if (grid->turned)
        turn_points (points, route->n_points);
      points += route->n_points;
    }
}

static void
set_extents (CairnLayout *self, const CairnGrid *grid, const CairnSwimlaneFrame *frame)
{
  const CairnGridBand *lanes = grid->lanes, *stages = grid->stages;
  double left = frame->left;
  double right = stages[grid->n_stages - 1].end, bottom = lanes[grid->n_lanes - 1].end;
  CairnRect above = { left, frame->top, right - left, lanes[0].start - frame->top };
  CairnRect beside = { left, lanes[0].start, stages[0].start - left, bottom - lanes[0].start };

  self->turned = grid->turned;
  self->grid
    = cairn_swimlane_turn (grid, (CairnRect){ stages[0].start, lanes[0].start,
                                              right - stages[0].start, bottom - lanes[0].start });
  self->top_headers = cairn_swimlane_turn (grid, grid->turned ? beside : above);
  self->left_headers = cairn_swimlane_turn (grid, grid->turned ? above : beside);
  self->width = MAX (self->width, (grid->turned ? bottom : right) + CAIRN_LAYOUT_MARGIN);
  self->height = (grid->turned ? right : bottom) + CAIRN_LAYOUT_MARGIN;
}

/* Adds the steps and remembers what stands in the place of what is hidden. Returns which boxes are
 * theirs. */
static guint *
add_steps (CairnLayout *self, const CairnGrid *grid)
{
  guint *boxes = g_new (guint, grid->n_steps);

  for (guint i = 0; i < grid->n_steps; i++)
    {
      boxes[grid->order[i]] = self->boxes->len;
      add_step (self, grid, &grid->steps[grid->order[i]]);
    }
  for (guint i = 0; grid->hidden != NULL && i < grid->hidden->len; i++)
    {
      const CairnGridHidden *hidden = &g_array_index (grid->hidden, CairnGridHidden, i);

      if (hidden->step != CAIRN_GRID_NONE)
        cairn_layout_hide (self, hidden->element, FALSE, boxes[hidden->step]);
      else
        cairn_layout_hide (self, hidden->element, TRUE, hidden->flow);
    }
  return boxes;
}

CairnLayout *
cairn_swimlane_layout (CairnDocument *document, CairnElement *swimlane)
{
  g_autoptr (CairnGrid) grid = cairn_grid_new (document, swimlane);
  g_autofree guint *boxes = NULL;
  CairnSwimlaneFrame frame;
  CairnLayout *self;
  double top;

  cairn_grid_place_columns (grid);
  cairn_grid_place_rows (grid);
  cairn_grid_size_steps (grid);
  cairn_grid_size_bands (grid);
  cairn_grid_choose_ways (grid);
  cairn_grid_spread_ports (grid);
  cairn_grid_assign_tracks (grid);

  self = cairn_layout_alloc (swimlane, grid->n_steps + 3 * grid->n_lanes + 3 * grid->n_stages + 2,
                             grid->n_flows);
  top = cairn_layout_add_title (self, document);
  cairn_swimlane_frame_init (&frame, grid, grid->turned ? top : CAIRN_LAYOUT_MARGIN,
                             grid->turned ? CAIRN_LAYOUT_MARGIN : top);
  cairn_grid_measure (grid, frame.left + frame.team + frame.lane,
                      frame.top + frame.stage + frame.timing);
  set_extents (self, grid, &frame);
  cairn_swimlane_add_lanes (self, grid, &frame);
  cairn_swimlane_add_stages (self, grid, &frame);
  cairn_swimlane_frame_clear (&frame, grid);
  boxes = add_steps (self, grid);
  add_routes (self, grid, boxes);
  cairn_layout_seal (self);
  return self;
}
