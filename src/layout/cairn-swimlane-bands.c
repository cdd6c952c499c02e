/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-layout"

/* Lanes, stages and teams: their names, how large they are at least, and their headers. Beside the
 * names what is collapsed shows how many steps it hides. */

#include "layout/cairn-swimlane-private.h"

#include <glib/gi18n-lib.h>

#define TIMING_HEIGHT 110.0
#define TIMING_WIDTH 204.0 /* in vertical maps */
#define TIMING_MOST 110.0  /* beside tall stages */
#define TIMING_GAP 5.0
#define COMPACT_TIMING 92.0 /* of collapsed stages in vertical maps */
#define TEAM_PAD 12.0
#define DETAIL_GAP 1.0

/* What differs between a map that reads from left to right and one that reads downwards. */
typedef struct
{
  double lane_text, stage_text; /* how wide their names may be */
  double lane_slim, stage_slim; /* the same of collapsed ones */
  double lane_least, stage_least;
  double lane_bar, stage_bar;
  double lane_pad, stage_pad, stage_bar_pad; /* around the text, along the header */
  double lane_header, stage_header;          /* across it, at least */
  double team;                               /* across */
} Measures;

static const Measures horizontal
  = { 100, 144, 100, 80, 92, 214, 36, 104, 20, 48, 24, 120, 34, 100 };
static const Measures vertical = { 140, 108, 108, 108, 120, 114, 120, 44, 20, 36, 20, 34, 132, 26 };

static const Measures *
measures_of (const CairnGrid *grid)
{
  return grid->turned ? &vertical : &horizontal;
}

static double
text_height (const CairnGridBand *band)
{
  return band->text->height + (band->detail != NULL ? DETAIL_GAP + band->detail->height : 0);
}

static double
text_width (const CairnGridBand *band)
{
  return MAX (band->text->width, band->detail != NULL ? band->detail->width : 0);
}

static void
measure_band (CairnGridBand *band, CairnTextStyle style, double width)
{
  g_autofree char *words = NULL;

  if (band->element == NULL)
    return;
  band->text = cairn_text_measure (style, cairn_element_get_title (band->element), width);
  if (!band->collapsed)
    return;
  words = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u step", "%u steps", band->n_steps),
                           band->n_steps);
  band->detail = cairn_text_measure (CAIRN_TEXT_SMALL, words, width);
}

/* Along the header: @along is what its text takes, with the space around it. */
static void
set_least (CairnGridBand *band, double along, double least, double bar)
{
  band->least = MAX (along, band->collapsed ? bar : least);
  if (!band->collapsed && band->element != NULL)
    band->least = MAX (band->least, cairn_element_get_int (band->element, CAIRN_PROP_SIZE));
}

void
cairn_grid_size_bands (CairnGrid *self)
{
  const Measures *m = measures_of (self);

  for (guint i = 0; i < self->n_lanes; i++)
    {
      CairnGridBand *lane = &self->lanes[i];
      double along = 0;

      measure_band (lane, CAIRN_TEXT_LANE, lane->collapsed ? m->lane_slim : m->lane_text);
      if (lane->element != NULL)
        along = (self->turned ? text_width (lane) : text_height (lane))
                + (lane->collapsed ? 8 : m->lane_pad);
      set_least (lane, along, m->lane_least, m->lane_bar);
    }
  for (guint i = 0; i < self->n_stages; i++)
    {
      CairnGridBand *stage = &self->stages[i];
      double along = 0;

      measure_band (stage, CAIRN_TEXT_STAGE, stage->collapsed ? m->stage_slim : m->stage_text);
      if (stage->element != NULL)
        along = (self->turned ? text_height (stage) : text_width (stage))
                + (stage->collapsed ? m->stage_bar_pad : m->stage_pad);
      set_least (stage, along, m->stage_least, m->stage_bar);
    }
}

CairnRect
cairn_swimlane_turn (const CairnGrid *grid, CairnRect rect)
{
  return grid->turned ? (CairnRect){ rect.y, rect.x, rect.height, rect.width } : rect;
}

static gboolean
has_headers (const CairnGridBand *bands, guint n)
{
  return n > 1 || bands[0].element != NULL;
}

static const char *
team_of (const CairnGridBand *lane)
{
  return lane->element != NULL ? cairn_element_get_string (lane->element, CAIRN_PROP_TEAM) : "";
}

/* How many lanes from @first on are of one team; 0: it is of none. */
static guint
count_team (const CairnGrid *grid, guint first)
{
  const char *team = team_of (&grid->lanes[first]);
  guint n = 0;

  while (*team != '\0' && first + n < grid->n_lanes
         && g_str_equal (team_of (&grid->lanes[first + n]), team))
    n++;
  return n;
}

/* Names of teams are wrapped to what their lanes have room for; beside rows it is the lanes that
 * give way. */
static void
measure_teams (CairnSwimlaneFrame *self, CairnGrid *grid)
{
  const Measures *m = measures_of (grid);
  guint n;

  self->teams = g_new0 (CairnTextBlock *, grid->n_lanes);
  for (guint i = 0; i < grid->n_lanes; i += MAX (n, 1))
    {
      double along = 0;

      n = count_team (grid, i);
      if (n == 0)
        continue;
      for (guint k = i; k < i + n; k++)
        along += grid->lanes[k].least;
      self->teams[i] = cairn_text_measure (CAIRN_TEXT_SMALL_STRONG, team_of (&grid->lanes[i]),
                                           grid->turned ? along - TEAM_PAD : m->team - TEAM_PAD);
      self->team = MAX (self->team, grid->turned ? self->teams[i]->height + TEAM_PAD : m->team);
      if (!grid->turned && along < self->teams[i]->height + TEAM_PAD)
        for (guint k = i; k < i + n; k++)
          grid->lanes[k].least += (self->teams[i]->height + TEAM_PAD - along) / n;
    }
}

void
cairn_swimlane_frame_init (CairnSwimlaneFrame *self, CairnGrid *grid, double left, double top)
{
  const Measures *m = measures_of (grid);

  *self = (CairnSwimlaneFrame){ .left = left, .top = top };
  measure_teams (self, grid);
  if (has_headers (grid->lanes, grid->n_lanes))
    self->lane = m->lane_header;
  if (has_headers (grid->stages, grid->n_stages))
    {
      self->stage = m->stage_header;
      self->timing = (grid->turned ? TIMING_WIDTH : TIMING_HEIGHT) + 2 * TIMING_GAP;
    }
  if (grid->turned)
    for (guint i = 0; i < grid->n_lanes; i++)
      self->lane
        = MAX (self->lane, grid->lanes[i].element != NULL ? text_height (&grid->lanes[i]) + 16 : 0);
  else
    for (guint i = 0; i < grid->n_stages; i++)
      self->stage = MAX (self->stage,
                         grid->stages[i].element != NULL ? text_height (&grid->stages[i]) + 16 : 0);
}

void
cairn_swimlane_frame_clear (CairnSwimlaneFrame *self, const CairnGrid *grid)
{
  for (guint i = 0; i < grid->n_lanes; i++)
    g_clear_pointer (&self->teams[i], cairn_text_block_unref);
  g_clear_pointer (&self->teams, g_free);
}

/* Name and number of steps as one, in the middle of @box. */
static void
centre_texts (CairnBox *box, const CairnGridBand *band)
{
  cairn_layout_centre_text (box, cairn_text_block_ref (band->text));
  if (band->detail == NULL)
    return;
  box->text_at.y = box->rect.y + (box->rect.height - text_height (band)) / 2;
  box->detail = cairn_text_block_ref (band->detail);
  box->detail_at = (CairnPoint){ box->rect.x + (box->rect.width - band->detail->width) / 2,
                                 box->text_at.y + band->text->height + DETAIL_GAP };
}

static CairnBox *
add_box (CairnLayout *self,
         const CairnGrid *grid,
         CairnBoxRole role,
         const CairnGridBand *band,
         CairnRect rect)
{
  rect = cairn_swimlane_turn (grid, rect);
  return cairn_layout_add_box (self, role, band->element, &rect);
}

static void
add_teams (CairnLayout *self, const CairnGrid *grid, const CairnSwimlaneFrame *frame)
{
  for (guint i = 0; i < grid->n_lanes; i++)
    if (frame->teams[i] != NULL)
      {
        const CairnGridBand *first = &grid->lanes[i];
        const CairnGridBand *last = &grid->lanes[i + count_team (grid, i) - 1];
        CairnRect rect = { frame->left, first->start, frame->team, last->end - first->start };

        cairn_layout_centre_text (add_box (self, grid, CAIRN_BOX_TEAM, first, rect),
                                  cairn_text_block_ref (frame->teams[i]));
      }
}

/* Boxes of one lane stand together, so those of the teams come last. */
void
cairn_swimlane_add_lanes (CairnLayout *self, const CairnGrid *grid, const CairnSwimlaneFrame *frame)
{
  double left = frame->left, right = grid->stages[grid->n_stages - 1].end;

  self->lanes = g_new (CairnBand, grid->n_lanes);
  self->n_lanes = grid->n_lanes;
  for (guint i = 0; i < grid->n_lanes; i++)
    {
      const CairnGridBand *lane = &grid->lanes[i];
      CairnRect rect = { left, lane->start, right - left, lane->end - lane->start };

      self->lanes[i] = (CairnBand){ lane->element, lane->start, lane->end };
      if (lane->element == NULL)
        continue;
      /* A lane without a team has the room of the team's name for its own. */
      add_box (self, grid, CAIRN_BOX_LANE, lane, rect);
      rect.x += *team_of (lane) != '\0' ? frame->team : 0;
      rect.width = left + frame->team + frame->lane - rect.x;
      centre_texts (add_box (self, grid, CAIRN_BOX_LANE_HEADER, lane, rect), lane);
    }
  add_teams (self, grid, frame);
}

/* The timings of a stage stand below its name; in a vertical map beside it, where a collapsed one
 * has room for little. */
static CairnRect
timing_rect (const CairnGrid *grid, const CairnGridBand *stage, const CairnSwimlaneFrame *frame)
{
  double at = frame->top + frame->stage + TIMING_GAP, size = frame->timing - 2 * TIMING_GAP;
  CairnRect rect = { stage->start + 2, at, stage->end - stage->start - 4, size };

  if (grid->turned && stage->collapsed)
    rect.height = COMPACT_TIMING;
  if (grid->turned)
    rect.width = MIN (rect.width, TIMING_MOST);
  return rect;
}

void
cairn_swimlane_add_stages (CairnLayout *self,
                           const CairnGrid *grid,
                           const CairnSwimlaneFrame *frame)
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
      add_box (self, grid, CAIRN_BOX_STAGE, stage, rect);
      rect.height = frame->stage;
      rect.y = frame->top;
      centre_texts (add_box (self, grid, CAIRN_BOX_STAGE_HEADER, stage, rect), stage);
      add_box (self, grid, CAIRN_BOX_STAGE_TIMING, stage, timing_rect (grid, stage, frame));
    }
}
