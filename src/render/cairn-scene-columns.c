/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "insight/cairn-requirement-figure.h"
#include "layout/cairn-sipoc.h"
#include "render/cairn-overlay.h"
#include "render/cairn-scene-private.h"

#include <glib/gi18n-lib.h>

/* What stands in the columns of a SIPOC or of a CTQ tree, and what joins it. Where an item names a
 * stage, its figures are written into it: the layout has kept the room. */

#define RADIUS 7
#define LINK_WIDTH 1.5
#define STATUS 16 /* the disc that says whether a requirement is met */
#define RANK 17
#define INSET 12
#define GAP 8 /* between two texts on a line */

typedef struct
{
  CairnLayer *layer;
  const CairnScene *scene;
  const CairnTheme *theme;
} Drawing;

/* One box for the strip, then one for each of its parts. */
static void
add_boundaries (Drawing *self)
{
  const CairnLayout *layout = self->scene->layout;
  guint n_boxes;
  const CairnBox *boxes = cairn_layout_get_boxes (layout, &n_boxes);

  cairn_layer_begin (self->layer, "boundaries", cairn_layout_get_diagram (layout), "boundaries",
                     NULL);
  for (guint i = 0; i < n_boxes; i++)
    {
      if (boxes[i].role != CAIRN_BOX_BOUNDARIES)
        continue;
      if (boxes[i].text == NULL)
        cairn_layer_rect (self->layer, boxes[i].rect, RADIUS, self->theme->band[0],
                          self->theme->rule, 1);
      cairn_layer_box_text (self->layer, &boxes[i], self->theme->ink_soft);
      cairn_layer_box_detail (self->layer, &boxes[i], self->theme->ink);
    }
  cairn_layer_end (self->layer);
}

/* Inside or outside, person or system: a row of signs at the top right. */
static void
add_marks (Drawing *self, const CairnBox *box, CairnColor color)
{
  static const CairnGlyph natures[]
    = { [CAIRN_NATURE_PERSON] = CAIRN_GLYPH_PERSON, [CAIRN_NATURE_SYSTEM] = CAIRN_GLYPH_GEAR };
  static const CairnGlyph reaches[]
    = { [CAIRN_REACH_INTERNAL] = CAIRN_GLYPH_INSIDE, [CAIRN_REACH_EXTERNAL] = CAIRN_GLYPH_OUTSIDE };
  gint64 nature = cairn_element_get_int (box->element, CAIRN_PROP_NATURE);
  gint64 reach = cairn_element_get_int (box->element, CAIRN_PROP_REACH);
  double x = box->rect.x + box->rect.width - INSET;
  double y = box->rect.y + INSET;

  if (nature != CAIRN_NATURE_UNSAID)
    {
      cairn_layer_glyph (self->layer, natures[nature], x, y, color, 1.2);
      x -= CAIRN_SIPOC_MARK;
    }
  if (reach != CAIRN_REACH_UNSAID)
    cairn_layer_glyph (self->layer, reaches[reach], x, y, color, 1.2);
}

/* The line below the texts of @box. */
static void
add_figure_text (Drawing *self, const CairnBox *box, const char *text, CairnColor color)
{
  double y = box->detail != NULL ? box->detail_at.y + box->detail->height
                                 : box->text_at.y + box->text->height;

  cairn_layer_text (self->layer, cairn_layer_measure (self->layer, CAIRN_TEXT_SMALL, text),
                    box->text_at.x, y, CAIRN_ANCHOR_START, color)
    ->part
    = CAIRN_PART_TIMING;
}

/* A check on green, or “!” on orange: the sign tells it where there is no colour. */
static void
add_status (Drawing *self, const CairnBox *box, CairnMet met)
{
  CairnRect disc = { box->rect.x + box->rect.width - INSET - STATUS,
                     box->rect.y + (box->rect.height - STATUS) / 2, STATUS, STATUS };
  double x = disc.x + STATUS / 2.0, y = disc.y + STATUS / 2.0;
  const CairnTextBlock *mark;

  if (met == CAIRN_MET_YES)
    {
      cairn_layer_ellipse (self->layer, disc, self->theme->playbook, self->theme->playbook_ink, 1);
      cairn_layer_glyph (self->layer, CAIRN_GLYPH_CHECK, x, y, self->theme->playbook_ink, 1.6);
    }
  else if (met == CAIRN_MET_NO)
    {
      cairn_layer_ellipse (self->layer, disc, self->theme->severity[3],
                           self->theme->severity_border[3], 1);
      mark = cairn_layer_measure (self->layer, CAIRN_TEXT_SMALL_STRONG, "!");
      cairn_layer_text (self->layer, mark, x, y - mark->height / 2, CAIRN_ANCHOR_MIDDLE,
                        self->theme->severity_ink[3]);
    }
}

static CairnElement *
requirement_of (const CairnBox *box)
{
  switch ((int) cairn_element_get_kind (box->element))
    {
    case CAIRN_KIND_REQUIREMENT:
      return box->element;
    case CAIRN_KIND_MEASURE:
      return cairn_requirement_resolve (box->element, CAIRN_PROP_REQUIREMENT);
    default:
      return NULL;
    }
}

static void
add_requirement_figure (Drawing *self, const CairnBox *box, CairnElement *stage)
{
  CairnElement *requirement = requirement_of (box);
  g_auto (CairnRequirementFigure) figure
    = cairn_requirement_figure (requirement, cairn_scene_get_cell (self->scene, stage));
  g_autofree char *text = cairn_requirement_figure_dup_text (&figure);

  add_figure_text (self, box, text, self->theme->ink_soft);
  add_status (self, box, figure.met);
}

/* Without timings: what the step aims at. */
static void
add_aim (Drawing *self, const CairnBox *box, const CairnElement *stage)
{
  g_autofree char *aim
    = cairn_overlay_target_text (cairn_element_get_int (stage, CAIRN_PROP_TARGET), FALSE);

  add_figure_text (self, box, aim, self->theme->ink_soft);
}

/* "n = 42" at the right of the line above the figures, if there is room. */
static void
add_evidence (Drawing *self, const CairnBox *box, const CairnCell *cell, CairnColor ink)
{
  const CairnTextBlock *above = box->detail != NULL ? box->detail : box->text;
  CairnPoint at = box->detail != NULL ? box->detail_at : box->text_at;
  guint last = above->n_lines - 1;
  double right = box->rect.x + box->rect.width - INSET;
  double baseline = at.y + above->ascent + last * above->height / above->n_lines;
  g_autofree char *text = NULL;
  const CairnTextBlock *n;

  if (cairn_overlay_evidence (cell) < CAIRN_OVERLAY_MEDIAN)
    return;
  if (above == box->text && last == 0)
    right -= cairn_sipoc_mark_room (box->element);
  text = g_strdup_printf (_ ("n = %'u"), cell->exits);
  n = cairn_layer_measure (self->layer, CAIRN_TEXT_SMALL, text);
  if (at.x + above->lines[last].width + GAP + n->width > right)
    return;
  cairn_layer_text (self->layer, n, right, baseline - n->ascent, CAIRN_ANCHOR_END, ink)->part
    = CAIRN_PART_TIMING;
}

/* "38 here · median 31 d · target 21 d", in fewer words or fewer figures where there is less room.
 */
static void
add_step_figure (Drawing *self, const CairnBox *box, const CairnCell *cell, CairnColor ink)
{
  gboolean known = cairn_overlay_evidence (cell) >= CAIRN_OVERLAY_MEDIAN;
  g_autofree char *dwell = cairn_overlay_dwell_text (cell);
  g_autofree char *brief = known ? cairn_overlay_median_text (cell) : g_strdup (dwell);
  g_autofree char *here = cell != NULL ? cairn_overlay_here_text (cell) : g_strdup (dwell);
  g_autofree char *target = cairn_overlay_target_text (cell != NULL ? cell->target : 0,
                                                       cell != NULL && cell->working_days);
  g_autofree char *all = g_strjoin (" · ", here, dwell, target, NULL);
  g_autofree char *briefly = g_strjoin (" · ", here, brief, target, NULL);
  g_autofree char *two = g_strjoin (" · ", here, dwell, NULL);
  const char *const texts[] = { all, briefly, two, here };
  double room = box->rect.width - 2 * INSET;
  guint i = cell != NULL ? 0 : 3;

  while (i < 3 && cairn_layer_measure (self->layer, CAIRN_TEXT_SMALL, texts[i])->width > room)
    i++;
  add_figure_text (self, box, texts[i], ink);
  add_evidence (self, box, cell, ink);
}

/* Where most is lost, as on the swimlane: the halo of the worst, and 1, 2 or 3. */
static void
add_rank (Drawing *self, const CairnBox *box, const CairnCell *cell)
{
  const CairnTheme *theme = self->theme;
  guint severity = cairn_theme_severity (cell->lost_per_week);
  CairnColor halo = theme->severity_border[severity];
  CairnRect around = cairn_rect_inset (&box->rect, -2.5);
  CairnRect disc = { box->rect.x - RANK / 2.0, box->rect.y - RANK / 2.0, RANK, RANK };
  g_autofree char *text = g_strdup_printf ("%u", cell->rank);
  const CairnTextBlock *block;

  if (cell->top_group)
    cairn_layer_rect (self->layer, around, RADIUS + 2, CAIRN_COLOR_NONE, (halo & ~0xffu) | 0x60, 5)
      ->mark
      = CAIRN_MARK_HALO;
  if (cell->rank < 1 || cell->rank > 3)
    return;
  block = cairn_layer_measure (self->layer, CAIRN_TEXT_SMALL_STRONG, text);
  cairn_layer_ellipse (self->layer, disc, theme->severity[severity], theme->paper, 1.5)->mark
    = CAIRN_MARK_BADGE;
  cairn_layer_text (self->layer, block, disc.x + RANK / 2.0, disc.y + (RANK - block->height) / 2,
                    CAIRN_ANCHOR_MIDDLE, theme->severity_ink[severity])
    ->mark
    = CAIRN_MARK_BADGE;
}

static CairnColor
fill_of (Drawing *self, const CairnBox *box)
{
  CairnKind kind = cairn_element_get_kind (box->element);

  if (kind == CAIRN_KIND_DRIVER || (kind == CAIRN_KIND_ITEM && box->column == CAIRN_COLUMN_PROCESS))
    return self->theme->process;
  return self->theme->step;
}

/* The stage that @box shows figures of. A step that nobody gave a target shows them if the data
 * name it, and if there is room. */
static CairnElement *
stage_of (Drawing *self, const CairnBox *box)
{
  CairnElement *stage = cairn_requirement_find_stage (box->element);
  double used = box->text->height + (box->detail != NULL ? box->detail->height : 0);

  if (stage != box->element || cairn_element_get_int (stage, CAIRN_PROP_TARGET) > 0)
    return stage;
  return cairn_scene_get_cell (self->scene, stage) != NULL
             && used + cairn_text_font (CAIRN_TEXT_SMALL)->line_height <= box->rect.height
           ? stage
           : NULL;
}

static const char *
word_of (const CairnBox *box)
{
  return cairn_schema_kind (cairn_element_get_kind (box->element))->tag;
}

static void
add_item (Drawing *self, const CairnBox *box)
{
  gboolean is_item = cairn_element_get_kind (box->element) == CAIRN_KIND_ITEM;
  CairnElement *stage = stage_of (self, box);
  const CairnCell *cell
    = is_item && stage != NULL ? cairn_scene_get_cell (self->scene, stage) : NULL;
  guint severity = cell != NULL ? cairn_theme_severity (cell->lost_per_week) : 0;
  CairnColor fill = fill_of (self, box);
  CairnColor border
    = fill == self->theme->process ? self->theme->process_border : self->theme->step_border;
  CairnColor ink = self->theme->ink, soft = self->theme->ink_soft;

  if (severity > 0)
    {
      fill = self->theme->severity[severity];
      border = self->theme->severity_border[severity];
      ink = soft = self->theme->severity_ink[severity];
    }
  cairn_layer_begin (self->layer, cairn_element_get_id (box->element), box->element, word_of (box),
                     NULL);
  cairn_layer_rect (self->layer, box->rect, RADIUS, fill, border, 1);
  cairn_layer_box_text (self->layer, box, ink);
  cairn_layer_box_detail (self->layer, box, soft);
  if (is_item)
    add_marks (self, box, severity > 0 ? ink : self->theme->icon);
  if (stage != NULL && is_item && self->scene->view == NULL)
    add_aim (self, box, stage);
  else if (stage != NULL && is_item)
    {
      add_step_figure (self, box, cell, soft);
      if (cell != NULL && cell->lost_per_week > 0)
        add_rank (self, box, cell);
    }
  else if (stage != NULL && self->scene->view != NULL)
    add_requirement_figure (self, box, stage);
  cairn_layer_end (self->layer);
}

static void
add_links (Drawing *self, CairnElement *item)
{
  guint n_routes;
  const CairnRoute *routes = cairn_layout_get_routes (self->scene->layout, &n_routes);

  for (guint i = 0; i < n_routes; i++)
    {
      CairnElement *link = routes[i].element;

      if (cairn_element_get_kind (link) != CAIRN_KIND_LINK
          || cairn_element_get_string (link, CAIRN_PROP_FROM) != cairn_element_get_id (item))
        continue;
      cairn_layer_begin (self->layer, cairn_element_get_id (link), link, "link", NULL);
      cairn_layer_route (self->layer, self->theme, &routes[i], self->theme->link, LINK_WIDTH);
      cairn_layer_end (self->layer);
    }
}

/* A branch belongs to nobody: what it joins tells it. */
static void
add_branches (Drawing *self)
{
  guint n_routes;
  const CairnRoute *routes = cairn_layout_get_routes (self->scene->layout, &n_routes);

  cairn_layer_begin (self->layer, "branches", NULL, "decoration", NULL);
  for (guint i = 0; i < n_routes; i++)
    if (cairn_element_get_kind (routes[i].element) != CAIRN_KIND_LINK)
      cairn_layer_route (self->layer, self->theme, &routes[i], self->theme->link, LINK_WIDTH);
  cairn_layer_end (self->layer);
}

/* The small arrow from one process step down to the next. */
static void
add_next (Drawing *self, const CairnRect *from, const CairnRect *to)
{
  double x = to->x + to->width / 2;
  double top = from->y + from->height;
  const CairnPoint head[] = { { x - 5.5, to->y - 9 }, { x + 5.5, to->y - 9 }, { x, to->y - 1 } };

  if (to->y - top < 10)
    return;
  cairn_layer_line (self->layer, x, top + 1, x, to->y - 8, self->theme->flow, 1.5);
  cairn_layer_polygon (self->layer, head, G_N_ELEMENTS (head), self->theme->flow, CAIRN_COLOR_NONE,
                       0);
}

static void
add_sequence (Drawing *self, const CairnBox *boxes, guint n_boxes)
{
  const CairnBox *before = NULL;

  cairn_layer_begin (self->layer, "sequence", NULL, "decoration", NULL);
  for (guint i = 0; i < n_boxes; i++)
    if (boxes[i].role == CAIRN_BOX_ITEM && boxes[i].column == CAIRN_COLUMN_PROCESS
        && cairn_element_get_kind (boxes[i].element) == CAIRN_KIND_ITEM)
      {
        if (before != NULL)
          add_next (self, &before->rect, &boxes[i].rect);
        before = &boxes[i];
      }
  cairn_layer_end (self->layer);
}

CairnLayer *
cairn_scene_build_columns_body (const CairnScene *scene)
{
  guint n_boxes, n_routes;
  const CairnBox *boxes = cairn_layout_get_boxes (scene->layout, &n_boxes);
  Drawing self = { NULL, scene, scene->theme };

  cairn_layout_get_routes (scene->layout, &n_routes);
  self.layer = cairn_layer_new (n_boxes + n_routes + 1, 4 * (n_boxes + n_routes));
  add_boundaries (&self);
  add_branches (&self);
  for (guint i = 0; i < n_boxes; i++)
    if (boxes[i].role == CAIRN_BOX_ITEM || boxes[i].role == CAIRN_BOX_REQUIREMENT)
      {
        add_item (&self, &boxes[i]);
        add_links (&self, boxes[i].element);
      }
  add_sequence (&self, boxes, n_boxes);
  return self.layer;
}
