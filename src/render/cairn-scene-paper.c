/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/cairn-fill-order.h"
#include "render/cairn-scene-private.h"

#include <glib/gi18n-lib.h>

/* What lies below the steps of a swimlane and around the columns of a SIPOC. */

#define TIP 9 /* how far the point of a stage's arrow reaches into the next one */
#define GAP 2 /* between two arrows */
#define RADIUS 6
#define STRIPE 5 /* of a lane's colour */

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

static gboolean
is_collapsed (const CairnBox *band)
{
  return cairn_element_get_int (band->element, CAIRN_PROP_COLLAPSED) != 0;
}

/* Where the lane at @r begins, if it is not the first. */
static void
add_lane_line (CairnLayer *layer,
               const CairnTheme *theme,
               const CairnRect *r,
               const CairnRect *all,
               gboolean vertical)
{
  if (vertical ? r->x > all->x : r->y > all->y)
    cairn_layer_line (layer, r->x, r->y, vertical ? r->x : r->x + r->width,
                      vertical ? r->y + r->height : r->y, theme->rule, 1);
}

/* Where the stage at @r ends, if it is not the last. */
static void
add_stage_line (CairnLayer *layer,
                const CairnTheme *theme,
                const CairnRect *r,
                const CairnRect *all,
                gboolean vertical)
{
  double x = r->x + r->width, y = r->y + r->height;

  if (vertical ? y >= all->y + all->height - 1 : x >= all->x + all->width - 1)
    return;
  if (vertical)
    cairn_layer_line (layer, MAX (r->x, all->x), y, MIN (x, all->x + all->width), y, theme->rule, 1)
      ->dash
      = 4;
  else
    cairn_layer_line (layer, x, MAX (r->y, all->y), x, MIN (y, all->y + all->height), theme->rule,
                      1)
      ->dash
      = 4;
}

static void
add_bands (CairnLayer *layer, const CairnLayout *layout, const CairnTheme *theme)
{
  guint n_boxes;
  const CairnBox *boxes = cairn_layout_get_boxes (layout, &n_boxes);
  gboolean vertical = cairn_layout_is_vertical (layout);
  guint n_lanes = 0;
  CairnRect all = { 0 };

  cairn_layer_begin (layer, "background", NULL, "background", NULL);
  for (guint i = 0; i < n_boxes; i++)
    if (boxes[i].role == CAIRN_BOX_LANE)
      {
        CairnColor fill = theme->band[n_lanes++ % 2];

        cairn_layer_rect (layer, boxes[i].rect, 0, is_collapsed (&boxes[i]) ? theme->bar : fill,
                          CAIRN_COLOR_NONE, 0);
        all = cairn_rect_union (&all, &boxes[i].rect);
      }
  for (guint i = 0; i < n_boxes; i++)
    if (boxes[i].role == CAIRN_BOX_STAGE && is_collapsed (&boxes[i]))
      cairn_layer_rect (layer, boxes[i].rect, 0, theme->bar, CAIRN_COLOR_NONE, 0);
  for (guint i = 0; i < n_boxes; i++)
    {
      if (boxes[i].role == CAIRN_BOX_LANE)
        add_lane_line (layer, theme, &boxes[i].rect, &all, vertical);
      else if (boxes[i].role == CAIRN_BOX_STAGE)
        add_stage_line (layer, theme, &boxes[i].rect, &all, vertical);
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

  add_bands (layer, layout, theme);
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

/* With a stripe of the lane's colour along its outer edge. */
static void
add_lane (CairnLayer *layer, const CairnTheme *theme, const CairnBox *box, gboolean vertical)
{
  CairnColour colour = (CairnColour) cairn_element_get_int (box->element, CAIRN_PROP_COLOUR);
  CairnRect stripe = box->rect;

  *(vertical ? &stripe.height : &stripe.width) = STRIPE;
  cairn_layer_begin (layer, cairn_element_get_id (box->element), box->element, "lane", NULL);
  cairn_layer_rect (layer, box->rect, 0, cairn_theme_lane_header (theme, colour), theme->rule, 1);
  if (colour != CAIRN_COLOUR_NONE)
    cairn_layer_rect (layer, stripe, 0, theme->colour[colour], CAIRN_COLOR_NONE, 0);
  cairn_layer_box_text (layer, box, theme->ink);
  cairn_layer_box_detail (layer, box, theme->ink_soft);
  cairn_layer_end (layer);
}

static void
add_team (CairnLayer *layer, const CairnTheme *theme, const CairnBox *box)
{
  g_autofree char *id = g_strdup_printf ("%s.team", cairn_element_get_id (box->element));
  guint first = layer->n_prims;

  cairn_layer_begin (
    layer, cairn_layer_copy_string (layer, id), box->element, "team",
    cairn_layer_copy_string (layer, cairn_element_get_string (box->element, CAIRN_PROP_TEAM)));
  cairn_layer_rect (layer, box->rect, 0, theme->team, theme->rule, 1);
  cairn_layer_box_text (layer, box, theme->ink);
  for (guint i = first; i < layer->n_prims; i++)
    layer->prims[i].part = CAIRN_PART_TEAM;
  cairn_layer_end (layer);
}

CairnLayer *
cairn_scene_build_lanes (const CairnLayout *layout, const CairnTheme *theme)
{
  guint n_boxes;
  const CairnBox *boxes = cairn_layout_get_boxes (layout, &n_boxes);
  CairnLayer *layer = cairn_layer_new (0, 0);

  for (guint i = 0; i < n_boxes; i++)
    if (boxes[i].role == CAIRN_BOX_LANE_HEADER)
      add_lane (layer, theme, &boxes[i], cairn_layout_is_vertical (layout));
    else if (boxes[i].role == CAIRN_BOX_TEAM)
      add_team (layer, theme, &boxes[i]);
  return layer;
}

/* An arrow that points to where the next stage is. The notch for the one before comes last. */
static void
add_stage (CairnLayer *layer,
           const CairnTheme *theme,
           const CairnBox *box,
           gboolean vertical,
           gboolean first,
           gboolean last)
{
  CairnRect r = vertical
                  ? (CairnRect){ box->rect.y, box->rect.x, box->rect.height, box->rect.width }
                  : box->rect;
  double right = r.x + r.width - (last ? TIP : GAP);
  double middle = r.y + r.height / 2;
  CairnPoint arrow[] = {
    { r.x, r.y },
    { right, r.y },
    { right + TIP, middle },
    { right, r.y + r.height },
    { r.x, r.y + r.height },
    { r.x + TIP, middle },
  };

  if (vertical)
    for (guint i = 0; i < G_N_ELEMENTS (arrow); i++)
      arrow[i] = (CairnPoint){ arrow[i].y, arrow[i].x };
  cairn_layer_begin (layer, cairn_element_get_id (box->element), box->element, "stage", NULL);
  cairn_layer_polygon (layer, arrow, G_N_ELEMENTS (arrow) - (first ? 1 : 0), theme->stage,
                       CAIRN_COLOR_NONE, 0);
  cairn_layer_box_text (layer, box, theme->stage_ink);
  cairn_layer_box_detail (layer, box, theme->stage_ink);
  cairn_layer_end (layer);
}

static const char *const columns[]
  = { "suppliers", "inputs", "process", "outputs", "customers", "requirements" };

/* The columns of a CTQ tree borrow the colours of those of a SIPOC that speak of the same. */
static const struct
{
  const char *id;
  guint color;
} levels[] = {
  { "needs", CAIRN_COLUMN_CUSTOMERS },
  { "drivers", CAIRN_COLUMN_PROCESS },
  { "measures", CAIRN_N_COLUMNS },
};

static void
add_level (CairnLayer *layer, const CairnTheme *theme, const CairnBox *box)
{
  guint level = MIN (box->column, G_N_ELEMENTS (levels) - 1);

  cairn_layer_begin (layer, levels[level].id, NULL, "column",
                     box->text != NULL ? box->text->lines[0].text : NULL);
  cairn_layer_rect (layer, box->rect, RADIUS, theme->column[levels[level].color], CAIRN_COLOR_NONE,
                    0);
  cairn_layer_box_text (layer, box, theme->column_ink);
  cairn_layer_box_detail (layer, box, theme->column_ink);
  cairn_layer_end (layer);
}

static void
add_column (CairnLayer *layer, const CairnTheme *theme, const CairnBox *box)
{
  guint column = MIN (box->column, CAIRN_N_COLUMNS);
  const CairnRect *r = &box->rect;
  double size = 20;
  guint order = cairn_fill_order_place (
    (CairnFillOrder) cairn_element_get_int (box->element, CAIRN_PROP_FILL_ORDER), column);
  g_autofree char *number = g_strdup_printf ("%u", order + 1);
  const CairnTextBlock *block = cairn_layer_measure (layer, CAIRN_TEXT_SMALL_STRONG, number);
  CairnRect disc = { r->x + r->width - size - 8, r->y + (r->height - size) / 2, size, size };

  cairn_layer_begin (layer, columns[column], NULL, "column",
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
        add_stage (layer, theme, &boxes[i], cairn_layout_is_vertical (layout), stage == 1,
                   stage == n_stages);
      }
    else if (boxes[i].role == CAIRN_BOX_COLUMN_HEADER
             && cairn_element_get_kind (boxes[i].element) == CAIRN_KIND_CTQ)
      add_level (layer, theme, &boxes[i]);
    else if (boxes[i].role == CAIRN_BOX_COLUMN_HEADER)
      add_column (layer, theme, &boxes[i]);
  return layer;
}
