/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-canvas"

/* What part of the map is seen: scrolling, zooming, and what the scrollbars show of it. */

#include "canvas/cairn-canvas-private.h"

#define ZOOM_STEP 1.2
#define ZOOM_REST 80 /* milliseconds without a turn of the wheel: the hand has come to rest */

/* Sets one adjustment for a content of @size units seen from @at. */
static void
sync_adjustment (GtkAdjustment *adjustment, double at, double size, double page, double scale)
{
  double upper = MAX (size * scale, page);

  if (adjustment != NULL)
    gtk_adjustment_configure (adjustment, CLAMP (at * scale, 0, upper - page), 0, upper, page * 0.1,
                              page * 0.9, page);
}

void
cairn_canvas_sync_scrollbars (CairnCanvas *self)
{
  const CairnViewport *v = &self->viewport;

  self->syncing = TRUE;
  sync_adjustment (self->hadjustment, v->x, v->content_width, v->width, v->scale);
  sync_adjustment (self->vadjustment, v->y, v->content_height, v->height, v->scale);
  self->syncing = FALSE;
}

void
cairn_canvas_view_changed (CairnCanvas *self)
{
  cairn_canvas_sync_scrollbars (self);
  if (self->label != NULL)
    gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static CairnScene *
get_scene (CairnCanvas *self)
{
  return self->editor != NULL ? cairn_editor_get_scene (self->editor) : NULL;
}

/* Brings the viewport's idea of the content up to date; the scene may have changed since. */
CairnScene *
cairn_canvas_prepare_scene (CairnCanvas *self)
{
  CairnScene *scene = get_scene (self);
  double width = self->viewport.content_width;
  double height = self->viewport.content_height;

  if (scene == NULL)
    return NULL;
  cairn_scene_setup_viewport (scene, &self->viewport);
  if (self->fit_pending && self->viewport.width > 1)
    {
      self->fit_pending = FALSE;
      cairn_viewport_fit (&self->viewport);
      g_object_notify (G_OBJECT (self), "zoom");
    }
  if (width != self->viewport.content_width || height != self->viewport.content_height)
    cairn_viewport_clamp (&self->viewport);
  return scene;
}

static void
glide_cb (gpointer data, double t)
{
  CairnCanvas *self = data;
  const CairnRect *a = &self->glide_from, *b = &self->glide_to;
  CairnViewport *v = &self->viewport;

  v->x = a->x + (b->x - a->x) * t;
  v->y = a->y + (b->y - a->y) * t;
  v->scale = v->width / (a->width + (b->width - a->width) * t);
  if (t >= 1)
    cairn_viewport_clamp (v);
  cairn_canvas_view_changed (self);
  g_object_notify (G_OBJECT (self), "zoom");
}

void
cairn_canvas_init_view (CairnCanvas *self)
{
  cairn_motion_init (&self->glide, GTK_WIDGET (self), glide_cb, self);
}

void
cairn_canvas_glide (CairnCanvas *self, void (*change) (CairnCanvas *self))
{
  CairnViewport before;

  g_return_if_fail (CAIRN_IS_CANVAS (self));

  if (self->glide.tick != 0)
    {
      cairn_motion_stop (&self->glide);
      glide_cb (self, 1);
    }
  before = self->viewport;
  change (self);
  if (before.width < 1 || before.width != self->viewport.width)
    return;
  self->glide_from = cairn_viewport_get_visible (&before);
  self->glide_to = cairn_viewport_get_visible (&self->viewport);
  self->viewport.x = before.x;
  self->viewport.y = before.y;
  self->viewport.scale = before.scale;
  cairn_motion_start (&self->glide, TRUE);
}

gboolean
cairn_canvas_get_view (CairnCanvas *self, CairnElement *diagram, double *x, double *y, double *zoom)
{
  const CairnViewport *view;

  g_return_val_if_fail (CAIRN_IS_CANVAS (self), FALSE);

  view = diagram != self->shown ? g_hash_table_lookup (self->views, diagram)
         : self->fitted         ? NULL
                                : &self->viewport;
  if (view == NULL)
    return FALSE;
  *x = view->x;
  *y = view->y;
  *zoom = view->scale;
  return TRUE;
}

void
cairn_canvas_set_view (CairnCanvas *self, CairnElement *diagram, double x, double y, double zoom)
{
  CairnViewport *view;

  g_return_if_fail (CAIRN_IS_CANVAS (self));

  zoom = CLAMP (zoom, CAIRN_VIEWPORT_MIN_SCALE, CAIRN_VIEWPORT_MAX_SCALE);
  if (diagram != self->shown)
    {
      view = g_new0 (CairnViewport, 1);
      g_hash_table_insert (self->views, diagram, view);
    }
  else
    {
      view = &self->viewport;
      self->fit_pending = self->fitted = FALSE;
    }
  view->x = x;
  view->y = y;
  view->scale = zoom;
  if (diagram != self->shown)
    return;
  cairn_canvas_view_changed (self);
  g_object_notify (G_OBJECT (self), "zoom");
}

void
cairn_canvas_scroll_by (CairnCanvas *self, double dx, double dy)
{
  cairn_motion_stop (&self->glide);
  self->fitted = FALSE;
  cairn_viewport_scroll_by (&self->viewport, dx, dy);
  cairn_canvas_view_changed (self);
}

void
cairn_canvas_zoom_at (CairnCanvas *self, double x, double y, double zoom)
{
  double before = self->viewport.scale;

  cairn_motion_stop (&self->glide);
  g_clear_handle_id (&self->zoom_rest, g_source_remove);
  self->fitted = FALSE;
  cairn_viewport_zoom_at (&self->viewport, x, y, zoom);
  cairn_canvas_view_changed (self);
  if (before != self->viewport.scale)
    g_object_notify (G_OBJECT (self), "zoom");
}

static gboolean
zoom_rest_cb (gpointer data)
{
  CairnCanvas *self = data;

  self->zoom_rest = 0;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  return G_SOURCE_REMOVE;
}

void
cairn_canvas_zoom_by_hand (CairnCanvas *self, double x, double y, double zoom)
{
  cairn_canvas_zoom_at (self, x, y, zoom);
  self->zoom_rest = g_timeout_add (ZOOM_REST, zoom_rest_cb, self);
}

gboolean
cairn_canvas_is_zooming (CairnCanvas *self)
{
  return self->zoom_rest != 0 || self->glide.tick != 0;
}

void
cairn_canvas_reveal (CairnCanvas *self, CairnElement *element)
{
  CairnScene *scene = cairn_canvas_prepare_scene (self);
  const CairnBox *box;

  if (scene == NULL)
    return;
  box = cairn_layout_find_main (cairn_scene_get_layout (scene), element);
  if (box == NULL)
    return;
  cairn_viewport_reveal (&self->viewport, &box->rect);
  cairn_canvas_view_changed (self);
}

double
cairn_canvas_get_zoom (CairnCanvas *self)
{
  g_return_val_if_fail (CAIRN_IS_CANVAS (self), 1);

  return self->viewport.scale;
}

void
cairn_canvas_set_zoom (CairnCanvas *self, double zoom)
{
  g_return_if_fail (CAIRN_IS_CANVAS (self));

  cairn_canvas_zoom_at (self, self->viewport.width / 2, self->viewport.height / 2, zoom);
}

void
cairn_canvas_zoom_in (CairnCanvas *self)
{
  cairn_canvas_set_zoom (self, cairn_canvas_get_zoom (self) * ZOOM_STEP);
}

void
cairn_canvas_zoom_out (CairnCanvas *self)
{
  cairn_canvas_set_zoom (self, cairn_canvas_get_zoom (self) / ZOOM_STEP);
}

void
cairn_canvas_zoom_100 (CairnCanvas *self)
{
  cairn_canvas_set_zoom (self, 1);
}

void
cairn_canvas_fit (CairnCanvas *self)
{
  g_return_if_fail (CAIRN_IS_CANVAS (self));

  if (cairn_canvas_prepare_scene (self) == NULL)
    return;
  cairn_motion_stop (&self->glide);
  self->fitted = TRUE;
  cairn_viewport_fit (&self->viewport);
  cairn_canvas_view_changed (self);
  g_object_notify (G_OBJECT (self), "zoom");
}

/* Scales so that @rect fills the view in width, and in height too if @both, and shows it. */
static void
fit_rect (CairnCanvas *self, const CairnRect *rect, gboolean both)
{
  double scale = self->viewport.width / MAX (rect->width, 1);

  if (both)
    scale = MIN (scale, self->viewport.height / MAX (rect->height, 1));
  cairn_canvas_zoom_at (self, 0, 0, MIN (scale, 2));
  cairn_viewport_reveal (&self->viewport, rect);
  cairn_canvas_view_changed (self);
}

void
cairn_canvas_fit_width (CairnCanvas *self)
{
  CairnScene *scene;

  g_return_if_fail (CAIRN_IS_CANVAS (self));

  scene = cairn_canvas_prepare_scene (self);
  if (scene != NULL)
    fit_rect (self, &(CairnRect){ 0, 0, cairn_scene_get_width (scene), 1 }, FALSE);
}

void
cairn_canvas_fit_selection (CairnCanvas *self)
{
  g_autoptr (GPtrArray) selected = NULL;
  CairnScene *scene;
  CairnRect all = { 0 };

  g_return_if_fail (CAIRN_IS_CANVAS (self));

  scene = cairn_canvas_prepare_scene (self);
  if (scene == NULL)
    return;
  selected = cairn_editor_dup_selected (self->editor);
  for (guint i = 0; i < selected->len; i++)
    {
      const CairnBox *box
        = cairn_layout_find_main (cairn_scene_get_layout (scene), g_ptr_array_index (selected, i));

      if (box != NULL)
        all = cairn_rect_union (&all, &box->rect);
    }
  if (all.width > 0)
    {
      all = cairn_rect_inset (&all, -60);
      fit_rect (self, &all, TRUE);
    }
}
