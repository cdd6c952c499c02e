/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-layout"

/* What dropping something on a map means. */

#include "layout/cairn-layout-private.h"

#define BAR 4.0      /* thickness of the mark between two things */
#define BAR_GAP 10.0 /* from a thing to the middle of the mark beside it */
#define CELL_INSET 10.0

/* The last band that begins before @at: gaps between bands belong to the one before. */
static const CairnBand *
find_band (const CairnBand *bands, guint n, double at)
{
  const CairnBand *found = &bands[0];

  for (guint i = 1; i < n && at >= bands[i].start; i++)
    found = &bands[i];
  return found;
}

static CairnRect
bar_above (const CairnRect *rect)
{
  return (CairnRect){ rect->x, rect->y - BAR_GAP - BAR / 2, rect->width, BAR };
}

static CairnRect
bar_below (const CairnRect *rect)
{
  return (CairnRect){ rect->x, rect->y + rect->height + BAR_GAP - BAR / 2, rect->width, BAR };
}

static CairnRect
bar_before (const CairnRect *rect)
{
  return (CairnRect){ rect->x - BAR_GAP - BAR / 2, rect->y, BAR, rect->height };
}

static CairnRect
bar_after (const CairnRect *rect)
{
  return (CairnRect){ rect->x + rect->width + BAR_GAP - BAR / 2, rect->y, BAR, rect->height };
}

static CairnRect
turn (const CairnLayout *self, CairnRect rect)
{
  return self->turned ? (CairnRect){ rect.y, rect.x, rect.height, rect.width } : rect;
}

static gboolean
is_in_cell (const CairnRect *rect, const CairnBand *lane, const CairnBand *stage)
{
  return rect->x >= stage->start && rect->x < stage->end && rect->y >= lane->start
         && rect->y < lane->end;
}

/* Here and below on logical axes (cairn-grid.h). Steps stand in the order of their cell from left
 * to right, and in one column from top to bottom.
 */
static void
drop_in_cell (const CairnLayout *self,
              const CairnBand *lane,
              const CairnBand *stage,
              double x,
              double y,
              CairnDrop *drop)
{
  CairnRect last = { 0 };

  for (guint i = 0; i < self->boxes->len; i++)
    {
      const CairnBox *box = &g_array_index (self->boxes, CairnBox, i);
      CairnRect rect = turn (self, box->rect);
      gboolean beside = x < rect.x;

      if (box->role != CAIRN_BOX_STEP || !is_in_cell (&rect, lane, stage))
        continue;
      if (beside || (x < rect.x + rect.width && y < rect.y + rect.height / 2))
        {
          drop->before = box->element;
          drop->mark = beside ? bar_before (&rect) : bar_above (&rect);
          /* Between two columns of the cell, or still below the last of the former one. */
          if (beside && last.width > 0 && last.x < rect.x && x < last.x + last.width)
            drop->mark = bar_below (&last);
          return;
        }
      last = rect;
    }
  if (last.width <= 0)
    drop->mark = (CairnRect){ stage->start + CELL_INSET, lane->start + CELL_INSET,
                              stage->end - stage->start - 2 * CELL_INSET,
                              lane->end - lane->start - 2 * CELL_INSET };
  else
    drop->mark = x < last.x + last.width ? bar_below (&last) : bar_after (&last);
}

static void
drop_in_column (const CairnLayout *self, const CairnBand *band, double y, CairnDrop *drop)
{
  double top = self->top_headers.y + self->top_headers.height + CELL_INSET;
  const CairnRect *last = NULL;

  for (guint i = 0; i < self->boxes->len; i++)
    {
      const CairnBox *box = &g_array_index (self->boxes, CairnBox, i);

      if ((box->role != CAIRN_BOX_ITEM && box->role != CAIRN_BOX_REQUIREMENT)
          || box->column != drop->column)
        continue;
      if (y < box->rect.y + box->rect.height / 2)
        {
          drop->before = box->element;
          drop->mark = bar_above (&box->rect);
          return;
        }
      last = &box->rect;
    }
  if (last != NULL)
    drop->mark = bar_below (last);
  else
    drop->mark = (CairnRect){ band->start, top, band->end - band->start, BAR };
}

gboolean
cairn_layout_get_drop (const CairnLayout *self, double x, double y, CairnDrop *drop)
{
  const CairnBand *stage, *lane;

  g_return_val_if_fail (self != NULL && drop != NULL, FALSE);

  *drop = (CairnDrop){ 0 };
  if (!cairn_rect_contains (&self->grid, x, y))
    return FALSE;
  stage = find_band (self->stages, self->n_stages, self->turned ? y : x);
  if (cairn_element_get_kind (self->diagram) == CAIRN_KIND_SIPOC)
    {
      drop->column = (guint) (stage - self->stages);
      drop_in_column (self, stage, y, drop);
      return TRUE;
    }
  lane = find_band (self->lanes, self->n_lanes, self->turned ? x : y);
  drop->lane = lane->element;
  drop->stage = stage->element;
  drop_in_cell (self, lane, stage, self->turned ? y : x, self->turned ? x : y, drop);
  drop->mark = turn (self, drop->mark);
  return TRUE;
}
