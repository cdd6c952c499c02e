/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/cairn-scene-private.h"

#include <glib/gi18n-lib.h>

/* What lies below the steps of a swimlane and around the columns of a SIPOC. */

#define TIP 9 /* how far the point of a stage's arrow reaches into the next one */
#define GAP 2 /* between two arrows */
#define RADIUS 6

void
cairn_layer_box_text (CairnLayer *layer, const CairnBox *box, CairnColor color)
{
  if (box->text == NULL)
    return;
  if (box->centred)
    cairn_layer_text (layer, box->text, box->text_at.x + box->text->width / 2, box->text_at.y,
                      CAIRN_ANCHOR_MIDDLE, color);
  else
    cairn_layer_text (layer, box->text, box->text_at.x, box->text_at.y, CAIRN_ANCHOR_START, color);
}

void
cairn_layer_box_detail (CairnLayer *layer, const CairnBox *box, CairnColor color)
{
  if (box->detail == NULL)
    return;
  cairn_layer_text (layer, box->detail, box->detail_at.x, box->detail_at.y, CAIRN_ANCHOR_START,
                    color);
}

static void
add_bands (CairnLayer *layer, const CairnTheme *theme, const CairnBox *boxes, guint n_boxes)
{
  guint n_lanes = 0;
  CairnRect all = { 0 };

  cairn_layer_begin (layer, "background", NULL, "background", NULL);
  for (guint i = 0; i < n_boxes; i++)
    if (boxes[i].role == CAIRN_BOX_LANE)
      {
        cairn_layer_rect (layer, boxes[i].rect, 0, theme->band[n_lanes++ % 2], CAIRN_COLOR_NONE, 0);
        all = cairn_rect_union (&all, &boxes[i].rect);
      }
  for (guint i = 0; i < n_boxes; i++)
    {
      const CairnRect *r = &boxes[i].rect;

      if (boxes[i].role == CAIRN_BOX_LANE && r->y > all.y)
        cairn_layer_line (layer, r->x, r->y, r->x + r->width, r->y, theme->rule, 1);
      else if (boxes[i].role == CAIRN_BOX_STAGE && r->x + r->width < all.x + all.width - 1)
        cairn_layer_line (layer, r->x + r->width, MAX (r->y, all.y), r->x + r->width,
                          MIN (r->y + r->height, all.y + all.height), theme->rule, 1)
          ->dash
          = 4;
    }
  if (n_lanes > 0)
    cairn_layer_rect (layer, all, 0, CAIRN_COLOR_NONE, theme->rule, 1);
  cairn_layer_end (layer);
}

CairnLayer *
cairn_scene_build_paper (const CairnLayout *layout, const CairnTheme *theme)
{
  guint n_boxes;
  const CairnBox *boxes = cairn_layout_get_boxes (layout, &n_boxes);
  CairnElement *diagram = cairn_layout_get_diagram (layout);
  CairnLayer *layer = cairn_layer_new (2, 32);

  add_bands (layer, theme, boxes, n_boxes);
  cairn_layer_visibility (layer, theme, layout);
  cairn_layer_begin (layer, cairn_element_get_id (diagram), diagram,
                     cairn_schema_kind (cairn_element_get_kind (diagram))->tag, NULL);
  for (guint i = 0; i < n_boxes; i++)
    if (boxes[i].role == CAIRN_BOX_TITLE)
      cairn_layer_box_text (layer, &boxes[i], theme->ink);
    else if (boxes[i].role == CAIRN_BOX_SUBTITLE)
      cairn_layer_box_text (layer, &boxes[i], theme->ink_soft);
  cairn_layer_end (layer);
  return layer;
}

CairnLayer *
cairn_scene_build_lanes (const CairnLayout *layout, const CairnTheme *theme)
{
  guint n_boxes;
  const CairnBox *boxes = cairn_layout_get_boxes (layout, &n_boxes);
  CairnLayer *layer = cairn_layer_new (0, 0);

  for (guint i = 0; i < n_boxes; i++)
    {
      const CairnBox *box = &boxes[i];

      if (box->role != CAIRN_BOX_LANE_HEADER)
        continue;
      cairn_layer_begin (layer, cairn_element_get_id (box->element), box->element, "lane", NULL);
      cairn_layer_rect (layer, box->rect, 0, theme->lane_header, theme->rule, 1);
      cairn_layer_box_text (layer, box, theme->ink);
      cairn_layer_end (layer);
    }
  return layer;
}

static void
add_stage (
  CairnLayer *layer, const CairnTheme *theme, const CairnBox *box, gboolean first, gboolean last)
{
  const CairnRect *r = &box->rect;
  double right = r->x + r->width - (last ? TIP : GAP);
  double middle = r->y + r->height / 2;
  const CairnPoint arrow[] = {
    { r->x, r->y },
    { right, r->y },
    { right + TIP, middle },
    { right, r->y + r->height },
    { r->x, r->y + r->height },
    { r->x + TIP, middle },
  };

  cairn_layer_begin (layer, cairn_element_get_id (box->element), box->element, "stage", NULL);
  cairn_layer_polygon (layer, arrow, G_N_ELEMENTS (arrow) - (first ? 1 : 0), theme->stage,
                       CAIRN_COLOR_NONE, 0);
  cairn_layer_box_text (layer, box, theme->stage_ink);
  cairn_layer_end (layer);
}

/* "who gives": what each column of a SIPOC asks for, and when it is best filled in. */
static const struct
{
  const char *id;
  const char *kind;
  guint order;
} columns[] = {
  { "suppliers", "column", 5 }, { "inputs", "column", 4 },    { "process", "column", 1 },
  { "outputs", "column", 2 },   { "customers", "column", 3 }, { "requirements", "column", 6 },
};

static void
add_column (CairnLayer *layer, const CairnTheme *theme, const CairnBox *box)
{
  guint column = MIN (box->column, CAIRN_N_COLUMNS);
  const CairnRect *r = &box->rect;
  double size = 20;
  g_autofree char *number = g_strdup_printf ("%u", columns[column].order);
  const CairnTextBlock *block = cairn_layer_measure (layer, CAIRN_TEXT_SMALL_STRONG, number);
  CairnRect disc = { r->x + r->width - size - 8, r->y + (r->height - size) / 2, size, size };

  cairn_layer_begin (layer, columns[column].id, NULL, columns[column].kind,
                     box->text != NULL ? box->text->lines[0].text : NULL);
  cairn_layer_rect (layer, *r, RADIUS, theme->column[column], CAIRN_COLOR_NONE, 0);
  cairn_layer_box_text (layer, box, theme->column_ink);
  cairn_layer_box_detail (layer, box, theme->column_ink);
  cairn_layer_ellipse (layer, disc, cairn_color_mix (theme->column[column], 0x000000ff, 0.22),
                       CAIRN_COLOR_NONE, 0);
  cairn_layer_text (layer, block, disc.x + size / 2, disc.y + (size - block->height) / 2,
                    CAIRN_ANCHOR_MIDDLE, theme->column_ink);
  cairn_layer_end (layer);
}

CairnLayer *
cairn_scene_build_stages (const CairnLayout *layout, const CairnTheme *theme)
{
  guint n_boxes;
  const CairnBox *boxes = cairn_layout_get_boxes (layout, &n_boxes);
  CairnLayer *layer = cairn_layer_new (0, 0);
  guint n_stages = cairn_element_count (cairn_layout_get_diagram (layout), CAIRN_KIND_STAGE);
  guint stage = 0;

  for (guint i = 0; i < n_boxes; i++)
    if (boxes[i].role == CAIRN_BOX_STAGE_HEADER)
      {
        stage++;
        add_stage (layer, theme, &boxes[i], stage == 1, stage == n_stages);
      }
    else if (boxes[i].role == CAIRN_BOX_COLUMN_HEADER)
      add_column (layer, theme, &boxes[i]);
  return layer;
}
