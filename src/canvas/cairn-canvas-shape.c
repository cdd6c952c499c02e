/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-canvas"

/* The shape of the map under the hands: lanes and stages that collapse by their header, teams that
 * are selected and renamed at theirs. */

#include "canvas/cairn-canvas-private.h"

#include "command/cairn-shape-commands.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define FOLD_RADIUS 10
#define FOLD_INSET 13 /* of its middle from the corner of the header */

gboolean
cairn_canvas_is_vertical (CairnCanvas *self)
{
  CairnLayout *layout = cairn_editor_get_layout (self->editor);

  return layout != NULL && cairn_layout_is_vertical (layout);
}

static gboolean
is_band (CairnElement *element)
{
  return cairn_element_get_kind (element) == CAIRN_KIND_LANE
         || cairn_element_get_kind (element) == CAIRN_KIND_STAGE;
}

/* The selected lanes and stages (@lanes: only lanes); NULL unless that is all that is selected. */
static GPtrArray *
dup_bands (CairnCanvas *self, gboolean lanes)
{
  g_autoptr (GPtrArray) selected = cairn_editor_dup_selected (self->editor);

  for (guint i = 0; i < selected->len; i++)
    if (lanes ? cairn_element_get_kind (selected->pdata[i]) != CAIRN_KIND_LANE
              : !is_band (selected->pdata[i]))
      return NULL;
  return selected->len > 0 ? g_steal_pointer (&selected) : NULL;
}

gboolean
cairn_canvas_set_collapsed (CairnCanvas *self, gboolean collapsed)
{
  g_autoptr (GPtrArray) bands = dup_bands (self, FALSE);

  return bands != NULL && cairn_editor_may_change (self->editor)
         && cairn_command_set_collapsed (cairn_editor_get_history (self->editor), bands, collapsed);
}

void
cairn_canvas_select_team (CairnCanvas *self, CairnElement *lane)
{
  g_autoptr (GPtrArray) team = cairn_command_dup_team (lane);
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();

  for (guint i = 0; i < team->len; i++)
    g_ptr_array_add (ids, (gpointer) cairn_element_get_id (team->pdata[i]));
  g_ptr_array_add (ids, NULL);
  cairn_selection_set (cairn_editor_get_selection (self->editor), (const char *const *) ids->pdata);
}

/* The lane of the team that is selected as a whole; NULL if none is. */
CairnElement *
cairn_canvas_get_selected_team (CairnCanvas *self)
{
  g_autoptr (GPtrArray) lanes = dup_bands (self, TRUE);
  g_autoptr (GPtrArray) team = NULL;

  if (lanes == NULL || *cairn_element_get_string (lanes->pdata[0], CAIRN_PROP_TEAM) == '\0')
    return NULL;
  team = cairn_command_dup_team (lanes->pdata[0]);
  for (guint i = 0; i < team->len; i++)
    if (!g_ptr_array_find (lanes, team->pdata[i], NULL))
      return NULL;
  return team->len == lanes->len && team->len > 1 ? lanes->pdata[0] : NULL;
}

gboolean
cairn_canvas_get_team_rect (CairnCanvas *self, CairnElement *lane, CairnRect *rect)
{
  CairnLayout *layout = cairn_editor_get_layout (self->editor);
  const CairnBox *box = layout != NULL ? cairn_layout_find_team (layout, lane) : NULL;
  CairnPoint frozen = cairn_viewport_get_frozen (&self->viewport);
  CairnRect at;

  if (box == NULL)
    return FALSE;
  at = box->rect;
  if (cairn_layout_is_vertical (layout))
    at.y += frozen.y;
  else
    at.x += frozen.x;
  *rect = cairn_canvas_to_view_rect (self, &at);
  return TRUE;
}

gboolean
cairn_canvas_edit_team (CairnCanvas *self)
{
  g_autoptr (GPtrArray) lanes = dup_bands (self, TRUE);
  CairnElement *lane = lanes != NULL ? lanes->pdata[0] : NULL;

  if (lane == NULL)
    return FALSE;
  cairn_canvas_edit_label (self, lane, FALSE);
  if (self->label == NULL)
    return TRUE;
  self->label_team = TRUE;
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->label)),
                            cairn_element_get_string (lane, CAIRN_PROP_TEAM), -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->label), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Team"), -1);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  return TRUE;
}

/* The whole team is renamed; lanes of several, or some of one, become one of their own. */
void
cairn_canvas_commit_team (CairnCanvas *self, CairnElement *lane, const char *text)
{
  CairnHistory *history = cairn_editor_get_history (self->editor);
  g_autoptr (GPtrArray) lanes = dup_bands (self, TRUE);

  if (cairn_canvas_get_selected_team (self) != NULL)
    cairn_command_rename_team (history, lane, text);
  else if (lanes != NULL)
    cairn_command_set_team (history, lanes, text);
}

/* ---- the double arrow ---- */

/* The header that the pointer rests on, else the selected one; NULL: none. */
static CairnElement *
fold_target (CairnCanvas *self)
{
  CairnElement *selected = cairn_editor_get_selected (self->editor);

  if (self->drag != NULL || self->label != NULL || cairn_editor_get_read_only (self->editor))
    return NULL;
  if (self->hover_band != NULL && cairn_element_get_parent (self->hover_band) != NULL)
    return self->hover_band;
  return selected != NULL && is_band (selected) ? selected : NULL;
}

/* Its middle: in the corner of the header, where names seldom reach. */
static gboolean
get_fold (CairnCanvas *self, CairnPoint *at)
{
  CairnElement *band = fold_target (self);
  CairnRect rect;

  if (band == NULL || !cairn_canvas_get_view_rect (self, band, &rect)
      || MIN (rect.width, rect.height) < 2 * FOLD_INSET)
    return FALSE;
  *at = (CairnPoint){ rect.x + rect.width - FOLD_INSET, rect.y + FOLD_INSET };
  return TRUE;
}

CairnElement *
cairn_canvas_fold_at (CairnCanvas *self, double x, double y)
{
  CairnPoint at;

  if (!get_fold (self, &at) || hypot (x - at.x, y - at.y) > FOLD_RADIUS + 2)
    return NULL;
  return fold_target (self);
}

gboolean
cairn_canvas_press_fold (CairnCanvas *self, double x, double y)
{
  CairnElement *band = cairn_canvas_fold_at (self, x, y);
  g_autoptr (GPtrArray) bands = g_ptr_array_new ();

  if (band == NULL)
    return FALSE;
  self->fold_pressed = TRUE;
  g_ptr_array_add (bands, band);
  cairn_selection_set_one (cairn_editor_get_selection (self->editor), cairn_element_get_id (band));
  if (cairn_editor_may_change (self->editor))
    cairn_command_set_collapsed (cairn_editor_get_history (self->editor), bands,
                                 !cairn_element_get_int (band, CAIRN_PROP_COLLAPSED));
  return TRUE;
}

/* Draws again when the pointer comes to another header. */
void
cairn_canvas_hover_band (CairnCanvas *self, double x, double y)
{
  CairnSceneHit hit;
  CairnElement *band = NULL;

  if (cairn_canvas_hit (self, x, y, &hit) && is_band (hit.element) && hit.part == CAIRN_PART_MAIN
      && (hit.layer == CAIRN_LAYER_LANES || hit.layer == CAIRN_LAYER_STAGES))
    band = hit.element;
  if (band == self->hover_band)
    return;
  g_clear_pointer (&self->hover_band, cairn_element_unref);
  self->hover_band = band != NULL ? cairn_element_ref (band) : NULL;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* A tip of the double arrow: at @to from the middle, along the axis across the band. */
static void
add_tip (cairo_t *cr, CairnPoint middle, gboolean upright, double to, double way)
{
  double back = to - 3.5 * way;

  if (upright)
    {
      cairo_move_to (cr, middle.x - 3.5, middle.y + back);
      cairo_line_to (cr, middle.x, middle.y + to);
      cairo_line_to (cr, middle.x + 3.5, middle.y + back);
    }
  else
    {
      cairo_move_to (cr, middle.x + back, middle.y - 3.5);
      cairo_line_to (cr, middle.x + to, middle.y);
      cairo_line_to (cr, middle.x + back, middle.y + 3.5);
    }
}

void
cairn_canvas_draw_fold (CairnCanvas *self, cairo_t *cr)
{
  CairnElement *band = fold_target (self);
  CairnPoint at;
  gboolean upright, collapsed;

  if (!get_fold (self, &at))
    return;
  upright = (cairn_element_get_kind (band) == CAIRN_KIND_LANE) != cairn_canvas_is_vertical (self);
  collapsed = cairn_element_get_int (band, CAIRN_PROP_COLLAPSED) != 0;
  cairo_arc (cr, at.x, at.y, FOLD_RADIUS, 0, 2 * G_PI);
  cairn_canvas_set_color (cr, cairn_canvas_get_accent (self), 1);
  cairo_fill (cr);
  /* Towards each other to collapse, apart to expand. */
  add_tip (cr, at, upright, collapsed ? -6 : -1.5, collapsed ? -1 : 1);
  add_tip (cr, at, upright, collapsed ? 6 : 1.5, collapsed ? 1 : -1);
  cairo_set_line_width (cr, 1.6);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_stroke (cr);
}
