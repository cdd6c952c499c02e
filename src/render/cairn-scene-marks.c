/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/cairn-scene-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* What is marked on a map: steps that matter, and where customers' view ends. */

#define GAP 2    /* between two marks */
#define INSET 12 /* of the last mark from the right edge */

const CairnMarkSpec cairn_mark_specs[CAIRN_N_MARKS] = {
  { CAIRN_PROP_CLOCK_START, CAIRN_PART_MARK_CLOCK, CAIRN_GLYPH_CLOCK },
  { CAIRN_PROP_FIRST_VALUE, CAIRN_PART_MARK_VALUE, CAIRN_GLYPH_GEM },
  { CAIRN_PROP_MOMENT_OF_TRUTH, CAIRN_PART_MARK_TRUTH, CAIRN_GLYPH_STAR },
};

void
cairn_layer_mark (
  CairnLayer *layer, const CairnTheme *theme, const CairnMarkSpec *mark, double x, double y)
{
  CairnRect disc = { x, y, CAIRN_MARK_SIZE, CAIRN_MARK_SIZE };

  cairn_layer_ellipse (layer, disc, theme->stage, theme->paper, 1)->part = mark->part;
  cairn_layer_glyph (layer, mark->glyph, x + CAIRN_MARK_SIZE / 2.0, y + CAIRN_MARK_SIZE / 2.0,
                     theme->stage_ink, 1.2)
    ->part
    = mark->part;
}

void
cairn_layer_marks (CairnLayer *layer,
                   const CairnTheme *theme,
                   const CairnElement *step,
                   const CairnRect *rect)
{
  double x = rect->x + rect->width - INSET;

  for (guint i = CAIRN_N_MARKS; i > 0; i--)
    if (cairn_element_get_int (step, cairn_mark_specs[i - 1].prop))
      {
        x -= CAIRN_MARK_SIZE;
        cairn_layer_mark (layer, theme, &cairn_mark_specs[i - 1], x,
                          rect->y - CAIRN_MARK_SIZE / 2.0);
        x -= GAP;
      }
}

/* All in one go: maps are large, and there are few signs on most. */
CairnMapSigns
cairn_scene_find_signs (const CairnElement *diagram)
{
  CairnMapSigns signs = { 0 };
  guint n = cairn_element_get_n_children (diagram);

  for (guint i = 0; i < n; i++)
    {
      const CairnElement *child = cairn_element_get_child (diagram, i);
      CairnKind kind = cairn_element_get_child_kind (diagram, i);

      if (kind != CAIRN_KIND_STEP && kind != CAIRN_KIND_STAGE)
        continue;
      if (!signs.feelings)
        signs.feelings = !isnan (cairn_element_get_number (child, CAIRN_PROP_FEELING))
                         || !isnan (cairn_element_get_number (child, CAIRN_PROP_FEELING_WANTED));
      for (guint k = 0; kind == CAIRN_KIND_STEP && k < CAIRN_N_MARKS; k++)
        if (cairn_element_get_int (child, cairn_mark_specs[k].prop))
          signs.marks |= 1u << k;
    }
  return signs;
}

typedef enum
{
  SIDE_NEITHER,
  SIDE_SEEN,
  SIDE_UNSEEN,
} Side;

static Side
side_of (const CairnElement *lane)
{
  switch ((CairnLaneKind) cairn_element_get_int (lane, CAIRN_PROP_KIND))
    {
    case CAIRN_LANE_CUSTOMER:
    case CAIRN_LANE_FRONT:
      return SIDE_SEEN;
    case CAIRN_LANE_BACK:
    case CAIRN_LANE_SYSTEM:
      return SIDE_UNSEEN;
    case CAIRN_LANE_PARTNER:
    default:
      return SIDE_NEITHER;
    }
}

static gboolean
parts (const CairnElement *a, const CairnElement *b)
{
  return a != NULL && side_of (a) != SIDE_NEITHER && side_of (b) != SIDE_NEITHER
         && side_of (a) != side_of (b);
}

gboolean
cairn_scene_has_visibility (const CairnElement *diagram)
{
  const CairnElement *before = NULL;

  CAIRN_FOREACH_CHILD (lane, diagram, CAIRN_KIND_LANE)
    {
      if (parts (before, lane))
        return TRUE;
      before = lane;
    }
  return FALSE;
}

/* Along the border that the lane at @r shares with the one before it. */
static void
add_line (CairnLayer *layer, const CairnTheme *theme, const CairnRect *before, const CairnRect *r)
{
  gboolean columns = r->x > before->x + 1;
  CairnPrim *prim
    = columns ? cairn_layer_line (layer, r->x, r->y, r->x, r->y + r->height, theme->ink_soft, 2)
              : cairn_layer_line (layer, r->x, r->y, r->x + r->width, r->y, theme->ink_soft, 2);

  prim->dash = 9;
}

void
cairn_layer_visibility (CairnLayer *layer, const CairnTheme *theme, const CairnLayout *layout)
{
  guint n_boxes;
  const CairnBox *boxes = cairn_layout_get_boxes (layout, &n_boxes);
  const CairnBox *before = NULL;

  cairn_layer_begin (layer, "visibility", NULL, "visibility", _ ("Line of visibility"));
  for (guint i = 0; i < n_boxes; i++)
    if (boxes[i].role == CAIRN_BOX_LANE)
      {
        if (before != NULL && parts (before->element, boxes[i].element))
          add_line (layer, theme, &before->rect, &boxes[i].rect);
        before = &boxes[i];
      }
  cairn_layer_end (layer);
}
