/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-layout"

/* Sizes of steps from their texts, and at the end all coordinates: both axes the same way. */

#include "layout/cairn-grid.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define STEP_WIDTH 160.0
#define STEP_WIDTH_LONG 220.0 /* of steps with very long titles or words */
#define LONG_TITLE 4          /* lines */
#define STEP_HEIGHT 64.0
#define PILL_WIDTH 84.0
#define PILL_HEIGHT 38.0
#define DECISION_HEIGHT 52.0
#define NOTE_HEIGHT 44.0
#define BAR_SIZE 20.0 /* of what stands in a collapsed lane or stage */
#define BAR_WIDTH 60.0

#define MARGIN 16.0       /* from a track to the nearest box */
#define OUTER_MARGIN 10.0 /* from the outermost track to the border of the map */
#define OUTER_GAP 15.0    /* from the outermost box to the border of the map */
#define COLUMN_GAP 30.0
#define ROW_GAP 26.0

typedef struct
{
  CairnGridBand *bands;
  guint n_bands;
  CairnGridStrip *strips; /* columns or rows */
  guint n_strips;
  CairnGridStrip *channels;
  double gap;
} Axis;

static double
text_width (CairnStepKind kind, double width)
{
  switch (kind)
    {
    case CAIRN_STEP_DECISION:
      return width - 36;
    case CAIRN_STEP_START:
    case CAIRN_STEP_END:
      return width - 32;
    case CAIRN_STEP_NOTE:
      return width - 20;
    case CAIRN_STEP_TOUCHPOINT:
    case CAIRN_STEP_TASK:
    case CAIRN_STEP_WAIT:
    default:
      return width - CAIRN_STEP_TEXT_LEFT - 8;
    }
}

static double
step_height (CairnStepKind kind, double text_height)
{
  switch (kind)
    {
    case CAIRN_STEP_DECISION:
      return MAX (DECISION_HEIGHT, text_height + 20);
    case CAIRN_STEP_START:
    case CAIRN_STEP_END:
      return MAX (PILL_HEIGHT, text_height + 18);
    case CAIRN_STEP_NOTE:
      return MAX (NOTE_HEIGHT, text_height + 16);
    case CAIRN_STEP_TOUCHPOINT:
    case CAIRN_STEP_TASK:
    case CAIRN_STEP_WAIT:
    default:
      return MAX (STEP_HEIGHT, text_height + CAIRN_STEP_BADGE_ROW + 12);
    }
}

gboolean
cairn_grid_breaks_word (const CairnTextBlock *text, const char *title)
{
  for (guint i = 0; i + 1 < text->n_lines; i++)
    {
      char last = '\0';

      /* Lines leave out spaces, and nothing else. */
      for (const char *p = text->lines[i].text; *p != '\0'; p++)
        {
          while (*title != *p && *title != '\0')
            title++;
          last = *p;
          title += *title != '\0';
        }
      if (g_ascii_isalnum (last) && g_ascii_isalnum (*title))
        return TRUE;
    }
  return FALSE;
}

static void
size_step (CairnGridStep *step)
{
  const char *title = cairn_element_get_title (step->element);
  CairnTextBlock *text;

  step->width = STEP_WIDTH;
  text = cairn_text_measure (CAIRN_TEXT_STEP, title, text_width (step->kind, step->width));
  if (text->n_lines > LONG_TITLE || cairn_grid_breaks_word (text, title))
    {
      cairn_text_block_unref (text);
      step->width = STEP_WIDTH_LONG;
      text = cairn_text_measure (CAIRN_TEXT_STEP, title, text_width (step->kind, step->width));
    }
  if (step->kind == CAIRN_STEP_START || step->kind == CAIRN_STEP_END)
    step->width = MIN (step->width, MAX (PILL_WIDTH, ceil (text->width) + 36));
  step->height = step_height (step->kind, text->height);
  step->text = text;
}

/* "3 steps", in the place of so many. */
static void
size_folded (CairnGridStep *step)
{
  g_autofree char *words = g_strdup_printf (
    g_dngettext (GETTEXT_PACKAGE, "%u step", "%u steps", step->n_folded), step->n_folded);

  step->text = cairn_text_measure (CAIRN_TEXT_SMALL, words, 0);
  step->width = MAX (BAR_WIDTH, ceil (step->text->width) + 16);
  step->height = MAX (BAR_SIZE, step->text->height + 4);
}

static void
turn_size (CairnGridStep *step)
{
  double width = step->width;

  step->width = step->height;
  step->height = width;
}

void
cairn_grid_size_steps (CairnGrid *self)
{
  for (guint i = 0; i < self->n_steps; i++)
    {
      if (self->steps[i].n_folded > 0)
        size_folded (&self->steps[i]);
      else
        size_step (&self->steps[i]);
      if (self->turned)
        turn_size (&self->steps[i]);
    }
}

double
cairn_grid_upright_height (const CairnGrid *self, const CairnGridStep *step)
{
  return self->turned ? step->width : step->height;
}

double
cairn_grid_outline_inset (const CairnGrid *self,
                          const CairnGridStep *step,
                          CairnSide side,
                          double offset)
{
  double height = cairn_grid_upright_height (self, step), half = height / 2, radius;

  /* Tops and bottoms are flat as far as flows meet them. */
  if (CAIRN_SIDE_IS_VERTICAL (side) != self->turned)
    return 0;
  switch (step->kind)
    {
    case CAIRN_STEP_DECISION:
      return CAIRN_DECISION_CHAMFER (height) * MIN (fabs (offset) / half, 1);
    case CAIRN_STEP_START:
    case CAIRN_STEP_END:
      radius = MIN (half, (self->turned ? step->height : step->width) / 2);
      offset = MAX (0, fabs (offset) - (half - radius));
      return radius - sqrt (MAX (0, radius * radius - offset * offset));
    case CAIRN_STEP_TOUCHPOINT:
    case CAIRN_STEP_TASK:
    case CAIRN_STEP_WAIT:
    case CAIRN_STEP_NOTE:
    default:
      return 0;
    }
}

/* Size of the middle of a channel; @first: where in it the first track is; @border: where the
 * border is. */
static double
middle_size (const Axis *axis, guint channel, double *first, double *border)
{
  guint n = axis->channels[channel].n_tracks;
  double tracks = n > 0 ? (n - 1) * CAIRN_GRID_TRACK : 0;

  *first = MARGIN;
  if (channel == 0)
    {
      *first = OUTER_MARGIN;
      *border = 0;
      return n > 0 ? OUTER_MARGIN + tracks + MARGIN : OUTER_GAP;
    }
  if (channel == axis->n_strips)
    return *border = n > 0 ? MARGIN + tracks + OUTER_MARGIN : OUTER_GAP;
  if (n == 0)
    {
      *border = axis->gap / 2;
      return axis->gap;
    }
  *border = MARGIN + (n / 2 - 0.5) * CAIRN_GRID_TRACK;
  return MARGIN + tracks + MARGIN;
}

/* Widens the channels at both ends of bands that would be smaller than @least. */
static void
pad_band (const Axis *axis, const CairnGridBand *band, double least)
{
  guint last = band->first + band->n;
  double size = 0, first, border;

  for (guint i = band->first; i <= last; i++)
    {
      CairnGridStrip *channel = &axis->channels[i];
      double middle = middle_size (axis, i, &first, &border);

      size += i == band->first ? middle - border + channel->after
              : i == last      ? channel->before + border
                               : channel->before + middle + channel->after;
      if (i < last)
        size += axis->strips[i].size;
    }
  if (size < least)
    {
      axis->channels[band->first].pad_after = (least - size) / 2;
      axis->channels[last].pad_before = (least - size) / 2;
    }
}

static void
place_strips (const Axis *axis, double at)
{
  for (guint i = 0; i <= axis->n_strips; i++)
    {
      CairnGridStrip *channel = &axis->channels[i];
      double first, border, middle = middle_size (axis, i, &first, &border);

      channel->start = at;
      at += channel->before + channel->pad_before;
      channel->first_track = at + first;
      channel->border = at + border;
      at += middle + channel->pad_after + channel->after;
      channel->size = at - channel->start;
      if (i < axis->n_strips)
        {
          axis->strips[i].start = at;
          at += axis->strips[i].size;
        }
    }
  for (guint b = 0; b < axis->n_bands; b++)
    {
      CairnGridBand *band = &axis->bands[b];

      band->start = axis->channels[band->first].border;
      band->end = axis->channels[band->first + band->n].border;
    }
}

/* Rows and columns of bands in which nothing stands. */
static void
size_empty (const Axis *axis, double size)
{
  for (guint b = 0; b < axis->n_bands; b++)
    for (guint i = axis->bands[b].first; i < axis->bands[b].first + axis->bands[b].n; i++)
      if (axis->strips[i].size <= 0)
        axis->strips[i].size = axis->bands[b].collapsed ? BAR_SIZE : size;
}

static void
measure_columns (CairnGrid *self, double left)
{
  Axis axis
    = { self->stages, self->n_stages, self->cols, self->n_cols, self->v_channels, COLUMN_GAP };

  for (guint i = 0; i < self->n_steps; i++)
    self->cols[self->steps[i].col].size
      = MAX (self->cols[self->steps[i].col].size, self->steps[i].width);
  size_empty (&axis, self->turned ? STEP_HEIGHT : STEP_WIDTH);
  for (guint b = 0; b < self->n_stages; b++)
    pad_band (&axis, &self->stages[b], self->stages[b].least);
  place_strips (&axis, left);
  for (guint i = 0; i < self->n_steps; i++)
    {
      const CairnGridStrip *col = &self->cols[self->steps[i].col];

      self->steps[i].x = col->start + col->size / 2;
    }
}

static void
measure_rows (CairnGrid *self, double top)
{
  Axis axis = { self->lanes, self->n_lanes, self->rows, self->n_rows, self->h_channels, ROW_GAP };

  for (guint i = 0; i < self->n_steps; i++)
    self->rows[self->steps[i].row].size
      = MAX (self->rows[self->steps[i].row].size, self->steps[i].height);
  size_empty (&axis, self->turned ? STEP_WIDTH : STEP_HEIGHT);
  for (guint b = 0; b < self->n_lanes; b++)
    pad_band (&axis, &self->lanes[b], self->lanes[b].least);
  place_strips (&axis, top);
  for (guint i = 0; i < self->n_steps; i++)
    {
      const CairnGridStrip *row = &self->rows[self->steps[i].row];

      self->steps[i].y = row->start + row->size / 2;
    }
}

void
cairn_grid_measure (CairnGrid *self, double left, double top)
{
  measure_columns (self, left);
  measure_rows (self, top);
}
