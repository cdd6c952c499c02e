/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-canvas"

/* Going about the diagram by keyboard: which step, item, header or flow is selected next. */

#include "canvas/cairn-canvas-private.h"

#include "command/cairn-sipoc-commands.h"

#include <math.h>

static gboolean
is_stop (CairnBoxRole role)
{
  return role == CAIRN_BOX_STEP || role == CAIRN_BOX_ITEM || role == CAIRN_BOX_REQUIREMENT
         || role == CAIRN_BOX_LANE_HEADER || role == CAIRN_BOX_STAGE_HEADER;
}

/* The nearest box that way, counting sideways distance double. */
static const CairnBox *
find_towards (const CairnBox *boxes, guint n_boxes, const CairnBox *from, int right, int down)
{
  double cx = from->rect.x + from->rect.width / 2;
  double cy = from->rect.y + from->rect.height / 2;
  const CairnBox *best = NULL;
  double best_cost = INFINITY;

  for (guint i = 0; i < n_boxes; i++)
    {
      double dx = boxes[i].rect.x + boxes[i].rect.width / 2 - cx;
      double dy = boxes[i].rect.y + boxes[i].rect.height / 2 - cy;
      double ahead = dx * right + dy * down;
      double aside = right != 0 ? fabs (dy) : fabs (dx);

      if (is_stop (boxes[i].role) && &boxes[i] != from && ahead > 1
          && ahead + 2 * aside < best_cost)
        {
          best = &boxes[i];
          best_cost = ahead + 2 * aside;
        }
    }
  return best;
}

static const CairnBox *
first_stop (const CairnBox *boxes, guint n_boxes)
{
  for (guint i = 0; i < n_boxes; i++)
    if (boxes[i].role == CAIRN_BOX_STEP || boxes[i].role == CAIRN_BOX_ITEM)
      return &boxes[i];
  for (guint i = 0; i < n_boxes; i++)
    if (is_stop (boxes[i].role))
      return &boxes[i];
  return NULL;
}

gboolean
cairn_canvas_select (CairnCanvas *self, CairnElement *element)
{
  cairn_selection_set_one (cairn_editor_get_selection (self->editor),
                           cairn_element_get_id (element));
  cairn_canvas_reveal (self, element);
  return TRUE;
}

static void
select_box (CairnCanvas *self, const CairnBox *box)
{
  if (box != NULL)
    cairn_canvas_select (self, box->element);
}

static gboolean
is_connector (CairnElement *element)
{
  return element != NULL
         && (cairn_element_get_kind (element) == CAIRN_KIND_FLOW
             || cairn_element_get_kind (element) == CAIRN_KIND_LINK);
}

gboolean
cairn_canvas_go_to_flow (CairnCanvas *self, gboolean leaving)
{
  CairnDocument *document = cairn_editor_get_document (self->editor);
  CairnProp end = leaving ? CAIRN_PROP_FROM : CAIRN_PROP_TO;
  CairnElement *selected = cairn_editor_get_selected (self->editor);
  CairnElement *at = selected;
  CairnElement *first = NULL;
  gboolean passed = !is_connector (selected);

  if (selected == NULL || cairn_element_get_parent (selected) == NULL)
    return FALSE;
  if (!passed)
    at = cairn_document_resolve (document, selected, end);
  for (guint i = 0; i < cairn_element_get_n_children (cairn_element_get_parent (selected)); i++)
    {
      CairnElement *flow = cairn_element_get_child (cairn_element_get_parent (selected), i);

      if (!is_connector (flow) || cairn_document_resolve (document, flow, end) != at)
        continue;
      if (passed)
        return cairn_canvas_select (self, flow);
      if (first == NULL)
        first = flow;
      passed = flow == selected;
    }
  if (first != NULL)
    return cairn_canvas_select (self, first);
  gtk_widget_error_bell (GTK_WIDGET (self));
  return TRUE;
}

gboolean
cairn_canvas_go_towards (CairnCanvas *self, int right, int down)
{
  CairnLayout *layout = cairn_editor_get_layout (self->editor);
  CairnElement *selected = cairn_editor_get_selected (self->editor);
  const CairnBox *from = selected != NULL ? cairn_layout_find_main (layout, selected) : NULL;
  guint n_boxes;
  const CairnBox *boxes = cairn_layout_get_boxes (layout, &n_boxes);

  if (is_connector (selected))
    return cairn_canvas_select (
      self, cairn_document_resolve (cairn_editor_get_document (self->editor), selected,
                                    right < 0 || down < 0 ? CAIRN_PROP_FROM : CAIRN_PROP_TO));
  select_box (self, from != NULL ? find_towards (boxes, n_boxes, from, right, down)
                                 : first_stop (boxes, n_boxes));
  return TRUE;
}

/* Whether both stand in the same lane, or in the same column. */
static gboolean
is_beside (const CairnBox *box, CairnElement *selected)
{
  CairnElement *element = box->element;

  if (cairn_element_get_kind (element) != cairn_element_get_kind (selected))
    return FALSE;
  if (cairn_element_get_kind (element) == CAIRN_KIND_STEP)
    return cairn_element_get_string (element, CAIRN_PROP_LANE)
           == cairn_element_get_string (selected, CAIRN_PROP_LANE);
  return cairn_command_column_of (element) == cairn_command_column_of (selected);
}

gboolean
cairn_canvas_go_in_order (CairnCanvas *self, int by, CairnGoReach reach)
{
  guint n_boxes;
  const CairnBox *boxes = cairn_layout_get_boxes (cairn_editor_get_layout (self->editor), &n_boxes);
  CairnElement *selected = cairn_editor_get_selected (self->editor);
  const CairnBox *found = NULL;
  gboolean lane
    = reach == CAIRN_GO_LANE_END && selected != NULL
      && (cairn_element_get_kind (selected) == CAIRN_KIND_STEP || cairn_canvas_is_item (selected));
  gboolean passed = reach != CAIRN_GO_NEIGHBOUR || selected == NULL;

  for (guint i = 0; i < n_boxes && found == NULL; i++)
    {
      const CairnBox *box = &boxes[by > 0 ? i : n_boxes - 1 - i];

      if (box->role != CAIRN_BOX_STEP && box->role != CAIRN_BOX_ITEM
          && box->role != CAIRN_BOX_REQUIREMENT)
        continue;
      if (passed && (!lane || is_beside (box, selected)))
        found = box;
      passed = passed || box->element == selected;
    }
  select_box (self, found);
  return found != NULL;
}
