/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-canvas"

#include "canvas/cairn-canvas-private.h"

#include "canvas/cairn-action.h"

#include <glib/gi18n-lib.h>

enum
{
  PROP_0,
  PROP_EDITOR,
  PROP_ZOOM,
  PROP_SINGLE_LETTERS,
  PROP_TAB_MOVES,
  PROP_WHEEL_ZOOMS,
  PROP_SHOW_MINIMAP,
  N_OWN_PROPERTIES,
  PROP_HADJUSTMENT = N_OWN_PROPERTIES,
  PROP_VADJUSTMENT,
  PROP_HSCROLL_POLICY,
  PROP_VSCROLL_POLICY,
};

static GParamSpec *properties[N_OWN_PROPERTIES];

G_DEFINE_FINAL_TYPE_WITH_CODE (CairnCanvas,
                               cairn_canvas,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SCROLLABLE, NULL))

static void
adjustment_changed_cb (CairnCanvas *self)
{
  CairnViewport *v = &self->viewport;

  if (self->syncing)
    return;
  self->fitted = FALSE;
  if (v->content_width * v->scale > v->width)
    v->x = gtk_adjustment_get_value (self->hadjustment) / v->scale;
  if (v->content_height * v->scale > v->height)
    v->y = gtk_adjustment_get_value (self->vadjustment) / v->scale;
  cairn_viewport_clamp (v);
  if (self->label != NULL)
    gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
set_adjustment (CairnCanvas *self, GtkAdjustment **slot, GtkAdjustment *adjustment)
{
  if (*slot != NULL)
    g_signal_handlers_disconnect_by_func (*slot, adjustment_changed_cb, self);
  g_set_object (slot, adjustment);
  if (adjustment != NULL)
    g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (adjustment_changed_cb), self,
                             G_CONNECT_SWAPPED);
  cairn_canvas_view_changed (self);
}

/* Before the next frame is laid out: the map may have another size now, and scrollbars that come or
 * go while widgets are being allocated would be drawn without a place. */
static gboolean
update_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  CairnCanvas *self = CAIRN_CANVAS (widget);

  self->update_id = 0;
  if (cairn_canvas_prepare_scene (self) != NULL)
    cairn_canvas_view_changed (self);
  return G_SOURCE_REMOVE;
}

static void
scene_changed_cb (CairnCanvas *self)
{
  CairnElement *diagram = cairn_editor_get_diagram (self->editor);

  /* Where a drag would land belongs to the journey in which it began. */
  if (self->drag != NULL && cairn_editor_get_layout (self->editor) != self->drag_layout)
    cairn_canvas_cancel_drag (self);
  if (cairn_preview_is_stale (self->preview))
    {
      cairn_canvas_drop_kinds (self);
      cairn_preview_drop (self->preview);
    }
  /* Another diagram comes back as it was left. */
  if (diagram != self->shown)
    {
      CairnViewport *left;

      cairn_canvas_cancel_drag (self);
      cairn_canvas_commit_label (self);
      cairn_motion_stop (&self->glide);
      if (self->shown != NULL && self->fitted)
        g_hash_table_remove (self->views, self->shown);
      else if (self->shown != NULL)
        g_hash_table_insert (self->views, self->shown,
                             g_memdup2 (&self->viewport, sizeof self->viewport));
      self->shown = diagram;
      left = diagram != NULL ? g_hash_table_lookup (self->views, diagram) : NULL;
      self->fit_pending = self->fitted = left == NULL;
      if (left != NULL)
        {
          self->viewport.x = left->x;
          self->viewport.y = left->y;
          self->viewport.scale = left->scale;
          g_object_notify (G_OBJECT (self), "zoom");
        }
    }
  if (self->update_id == 0)
    self->update_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), update_cb, NULL, NULL);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
selection_changed_cb (CairnCanvas *self)
{
  CairnElement *selected = cairn_editor_get_selected (self->editor);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  selected != NULL ? cairn_element_get_title (selected) : "", -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
rename_cb (CairnCanvas *self, CairnElement *element)
{
  if (cairn_element_get_kind (element) != CAIRN_KIND_SEGMENT)
    cairn_canvas_edit_label (self, element, FALSE);
}

static void
tool_changed_cb (CairnCanvas *self)
{
  CairnTool tool = cairn_editor_get_tool (self->editor);

  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), tool == CAIRN_TOOL_SELECT ? NULL
                                                      : tool == CAIRN_TOOL_HAND ? "grab"
                                                                                : "crosshair");
}

static void
draw_marks (gpointer data, cairo_t *cr)
{
  CairnCanvas *self = data;

  cairn_canvas_draw_lit (self, cr);
  cairn_canvas_draw_selection (self, cr);
  cairn_canvas_draw_edge (self, cr);
  cairn_canvas_draw_aim (self, cr);
  if (self->drag != NULL && self->drag->draw != NULL)
    self->drag->draw (self, cr);
}

static void
draw_minimap (gpointer data, cairo_t *cr)
{
  cairn_canvas_draw_minimap (data, cr);
}

static void
cairn_canvas_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  CairnCanvas *self = CAIRN_CANVAS (widget);
  CairnScene *scene = self->editor != NULL ? cairn_editor_get_scene (self->editor) : NULL;

  if (scene == NULL)
    return;
  if (cairn_preview_get_scene (self->preview) != NULL)
    scene = cairn_preview_get_scene (self->preview);
  cairn_canvas_picture_snapshot (self->picture, snapshot, scene, &self->viewport,
                                 gtk_widget_get_scale_factor (widget),
                                 cairn_canvas_is_zooming (self));
  cairn_canvas_picture_add (snapshot, draw_marks, self, &self->viewport);
  cairn_canvas_picture_add (snapshot, draw_minimap, self, &self->viewport);
  if (self->label != NULL)
    gtk_widget_snapshot_child (widget, self->label, snapshot);
}

static void
cairn_canvas_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  CairnCanvas *self = CAIRN_CANVAS (widget);

  if (self->fitted && (self->viewport.width != width || self->viewport.height != height))
    self->fit_pending = TRUE;
  cairn_viewport_set_size (&self->viewport, width, height);
  cairn_canvas_prepare_scene (self);
  cairn_canvas_sync_scrollbars (self);
  cairn_canvas_place_label (self);
  if (self->menu != NULL)
    gtk_popover_present (GTK_POPOVER (self->menu));
  if (self->kinds != NULL)
    gtk_popover_present (GTK_POPOVER (self->kinds));
}

static void
cairn_canvas_measure (GtkWidget *widget,
                      GtkOrientation orientation,
                      int for_size,
                      int *minimum,
                      int *natural,
                      int *minimum_baseline,
                      int *natural_baseline)
{
  CairnCanvas *self = CAIRN_CANVAS (widget);

  /* A child must be asked for its size even though it does not decide ours. */
  if (self->label != NULL)
    gtk_widget_measure (self->label, orientation, -1, NULL, NULL, NULL, NULL);
  *minimum = 100;
  *natural = 600;
}

/* The figures of a stage in words, and where there is more. */
static char *
dup_figures_tip (CairnScene *scene, CairnElement *stage)
{
  g_autofree char *figures = cairn_scene_explain (scene, stage);

  if (cairn_scene_get_cell (scene, stage) == NULL)
    return g_steal_pointer (&figures);
  return g_strdup_printf ("%s\n%s", figures, _ ("Click for the customers behind the figures."));
}

/* The notes of a step, and its figures. */
static char *
dup_step_tip (CairnScene *scene, CairnElement *step)
{
  const char *notes = cairn_element_get_string (step, CAIRN_PROP_NOTES);
  g_autofree char *figures = cairn_scene_explain_touchpoint (scene, step);

  if (figures == NULL || *notes == '\0')
    return figures != NULL ? g_steal_pointer (&figures) : g_strdup (notes);
  return g_strdup_printf ("%s\n\n%s", notes, figures);
}

/* What the pointer rests on, in words: the figures of a stage, or what more there is of a step. */
static gboolean
query_tooltip_cb (GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  CairnCanvas *self = CAIRN_CANVAS (widget);
  CairnSceneHit hit;
  CairnRect rect = { x - 12, y - 12, 24, 24 };
  g_autofree char *text = NULL;
  gboolean found;

  if (keyboard || self->drag != NULL || self->editor == NULL
      || cairn_canvas_in_minimap (self, x, y))
    return FALSE;
  found = cairn_canvas_hit (self, x, y, &hit);
  text = cairn_canvas_dup_advice (self, x, y, found ? hit.element : NULL);
  if (text == NULL && !found)
    return FALSE;
  if (text != NULL)
    ;
  else if (hit.part == CAIRN_PART_TIMING || hit.part == CAIRN_PART_RANK)
    {
      CairnScene *scene = cairn_editor_get_scene (self->editor);

      if (cairn_scene_get_view (scene) != NULL)
        text = dup_figures_tip (scene, hit.element);
    }
  else if (hit.part == CAIRN_PART_BADGE_DIAGRAM || hit.part == CAIRN_PART_BADGE_WEB)
    text = cairn_canvas_dup_badge_tip (self, hit.element, hit.part);
  else if ((text = cairn_canvas_dup_mark_tooltip (&hit)) != NULL)
    ;
  else if (cairn_element_get_kind (hit.element) == CAIRN_KIND_FLOW)
    text = cairn_scene_explain_flow (cairn_editor_get_scene (self->editor), hit.element);
  else if (cairn_element_get_kind (hit.element) == CAIRN_KIND_STEP)
    text = dup_step_tip (cairn_editor_get_scene (self->editor), hit.element);
  if (text == NULL || *text == '\0')
    return FALSE;
  if (found)
    rect = cairn_canvas_to_view_rect (self, &hit.bounds);
  gtk_tooltip_set_text (tooltip, text);
  gtk_tooltip_set_tip_area (
    tooltip, &(GdkRectangle){ (int) rect.x, (int) rect.y, (int) rect.width, (int) rect.height });
  return TRUE;
}

static void
cairn_canvas_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  CairnCanvas *self = CAIRN_CANVAS (object);

  switch (prop_id)
    {
    case PROP_EDITOR:
      g_value_set_object (value, self->editor);
      break;
    case PROP_ZOOM:
      g_value_set_double (value, self->viewport.scale);
      break;
    case PROP_SINGLE_LETTERS:
      g_value_set_boolean (value, !self->no_letters);
      break;
    case PROP_TAB_MOVES:
      g_value_set_boolean (value, self->tab_moves);
      break;
    case PROP_WHEEL_ZOOMS:
      g_value_set_boolean (value, self->wheel_zooms);
      break;
    case PROP_SHOW_MINIMAP:
      g_value_set_boolean (value, self->show_minimap);
      break;
    case PROP_HADJUSTMENT:
      g_value_set_object (value, self->hadjustment);
      break;
    case PROP_VADJUSTMENT:
      g_value_set_object (value, self->vadjustment);
      break;
    case PROP_HSCROLL_POLICY:
      g_value_set_enum (value, self->hscroll_policy);
      break;
    case PROP_VSCROLL_POLICY:
      g_value_set_enum (value, self->vscroll_policy);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
set_flag (CairnCanvas *self, gboolean *flag, gboolean value, GParamSpec *pspec)
{
  if (*flag == value)
    return;
  *flag = value;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), pspec);
}

static void
cairn_canvas_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  CairnCanvas *self = CAIRN_CANVAS (object);

  switch (prop_id)
    {
    case PROP_EDITOR:
      cairn_canvas_set_editor (self, g_value_get_object (value));
      break;
    case PROP_ZOOM:
      cairn_canvas_set_zoom (self, g_value_get_double (value));
      break;
    case PROP_SINGLE_LETTERS:
      set_flag (self, &self->no_letters, !g_value_get_boolean (value), pspec);
      break;
    case PROP_TAB_MOVES:
      set_flag (self, &self->tab_moves, g_value_get_boolean (value), pspec);
      break;
    case PROP_WHEEL_ZOOMS:
      set_flag (self, &self->wheel_zooms, g_value_get_boolean (value), pspec);
      break;
    case PROP_SHOW_MINIMAP:
      set_flag (self, &self->show_minimap, g_value_get_boolean (value), pspec);
      break;
    case PROP_HADJUSTMENT:
      set_adjustment (self, &self->hadjustment, g_value_get_object (value));
      break;
    case PROP_VADJUSTMENT:
      set_adjustment (self, &self->vadjustment, g_value_get_object (value));
      break;
    case PROP_HSCROLL_POLICY:
      self->hscroll_policy = g_value_get_enum (value);
      break;
    case PROP_VSCROLL_POLICY:
      self->vscroll_policy = g_value_get_enum (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
cairn_canvas_dispose (GObject *object)
{
  CairnCanvas *self = CAIRN_CANVAS (object);

  cairn_canvas_set_editor (self, NULL);
  g_clear_pointer (&self->label, gtk_widget_unparent);
  cairn_motion_stop (&self->glide);
  g_clear_handle_id (&self->zoom_rest, g_source_remove);
  g_clear_pointer (&self->minimap, cairo_surface_destroy);
  g_clear_pointer (&self->minimap_of, cairn_scene_unref);
  g_clear_pointer (&self->menu, gtk_widget_unparent);
  g_clear_pointer (&self->kinds, gtk_widget_unparent);
  g_clear_object (&self->hadjustment);
  g_clear_object (&self->vadjustment);
  g_clear_object (&self->label_css);
  g_clear_pointer (&self->hover_band, cairn_element_unref);
  g_clear_pointer (&self->lit, g_hash_table_unref);
  G_OBJECT_CLASS (cairn_canvas_parent_class)->dispose (object);
}

static void
cairn_canvas_finalize (GObject *object)
{
  CairnCanvas *self = CAIRN_CANVAS (object);

  g_hash_table_unref (self->views);
  cairn_canvas_picture_free (self->picture);
  cairn_preview_free (self->preview);
  g_free (self->hovered);
  G_OBJECT_CLASS (cairn_canvas_parent_class)->finalize (object);
}

static void
cairn_canvas_class_init (CairnCanvasClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = cairn_canvas_dispose;
  object_class->finalize = cairn_canvas_finalize;
  object_class->get_property = cairn_canvas_get_property;
  object_class->set_property = cairn_canvas_set_property;
  widget_class->snapshot = cairn_canvas_snapshot;
  widget_class->size_allocate = cairn_canvas_size_allocate;
  widget_class->measure = cairn_canvas_measure;

  properties[PROP_EDITOR] = g_param_spec_object ("editor", NULL, NULL, CAIRN_TYPE_EDITOR, flags);
  properties[PROP_ZOOM] = g_param_spec_double ("zoom", NULL, NULL, CAIRN_VIEWPORT_MIN_SCALE,
                                               CAIRN_VIEWPORT_MAX_SCALE, 1, flags);
  properties[PROP_SINGLE_LETTERS]
    = g_param_spec_boolean ("single-letters", NULL, NULL, TRUE, flags);
  properties[PROP_TAB_MOVES] = g_param_spec_boolean ("tab-moves", NULL, NULL, FALSE, flags);
  properties[PROP_WHEEL_ZOOMS] = g_param_spec_boolean ("wheel-zooms", NULL, NULL, FALSE, flags);
  properties[PROP_SHOW_MINIMAP] = g_param_spec_boolean ("show-minimap", NULL, NULL, TRUE, flags);
  g_object_class_install_properties (object_class, N_OWN_PROPERTIES, properties);
  g_object_class_override_property (object_class, PROP_HADJUSTMENT, "hadjustment");
  g_object_class_override_property (object_class, PROP_VADJUSTMENT, "vadjustment");
  g_object_class_override_property (object_class, PROP_HSCROLL_POLICY, "hscroll-policy");
  g_object_class_override_property (object_class, PROP_VSCROLL_POLICY, "vscroll-policy");

  cairn_canvas_class_init_actions (widget_class);
  gtk_widget_class_set_css_name (widget_class, "cairn-canvas");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
cairn_canvas_init (CairnCanvas *self)
{
  cairn_viewport_init (&self->viewport);
  self->picture = cairn_canvas_picture_new ();
  self->preview = cairn_preview_new (GTK_WIDGET (self));
  self->show_minimap = TRUE;
  cairn_canvas_init_view (self);
  self->views = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  g_signal_connect (self, "query-tooltip", G_CALLBACK (query_tooltip_cb),
                    NULL); /* our own signal */
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  /* translators: the drawing area, for screen readers */
                                  _ ("Map. The outline lists everything on it."), -1);
  cairn_canvas_init_pointer (self);
  cairn_canvas_init_keys (self);
}

GtkWidget *
cairn_canvas_new (void)
{
  return g_object_new (CAIRN_TYPE_CANVAS, NULL);
}

static void
follow_editor (CairnCanvas *self)
{
  g_signal_connect_object (self->editor, "scene-changed", G_CALLBACK (scene_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->editor, "rename", G_CALLBACK (rename_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->editor, "reveal", G_CALLBACK (cairn_canvas_reveal), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->editor, "notify::tool", G_CALLBACK (tool_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (cairn_editor_get_selection (self->editor), "changed",
                           G_CALLBACK (selection_changed_cb), self, G_CONNECT_SWAPPED);
}

static void
unfollow_editor (CairnCanvas *self)
{
  g_signal_handlers_disconnect_by_data (self->editor, self);
  g_signal_handlers_disconnect_by_data (cairn_editor_get_selection (self->editor), self);
}

void
cairn_canvas_set_editor (CairnCanvas *self, CairnEditor *editor)
{
  g_return_if_fail (CAIRN_IS_CANVAS (self));

  if (self->editor == editor)
    return;
  if (self->editor != NULL)
    {
      cairn_canvas_cancel_drag (self);
      cairn_canvas_drop_kinds (self);
      cairn_preview_drop (self->preview);
      cairn_canvas_commit_label (self);
      g_clear_pointer (&self->connect_from, cairn_element_unref);
      unfollow_editor (self);
    }
  g_hash_table_remove_all (self->views);
  self->shown = NULL;
  g_set_object (&self->editor, editor);
  if (editor != NULL)
    {
      follow_editor (self);
      scene_changed_cb (self);
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_EDITOR]);
}

gboolean
cairn_canvas_hit (CairnCanvas *self, double x, double y, CairnSceneHit *hit)
{
  CairnScene *scene = cairn_canvas_prepare_scene (self);

  return scene != NULL && cairn_scene_hit (scene, &self->viewport, x, y, hit);
}

CairnRect
cairn_canvas_to_view_rect (CairnCanvas *self, const CairnRect *rect)
{
  CairnPoint at = cairn_viewport_to_view (&self->viewport, rect->x, rect->y);

  return (CairnRect){ at.x, at.y, rect->width * self->viewport.scale,
                      rect->height * self->viewport.scale };
}

gboolean
cairn_canvas_get_view_rect (CairnCanvas *self, CairnElement *element, CairnRect *rect)
{
  CairnLayout *layout = cairn_editor_get_layout (self->editor);
  const CairnBox *box = layout != NULL ? cairn_layout_find_main (layout, element) : NULL;
  const CairnRoute *route = layout != NULL ? cairn_layout_find_route (layout, element) : NULL;
  CairnPoint frozen = cairn_viewport_get_frozen (&self->viewport);
  CairnRect at;

  if (box == NULL && layout != NULL)
    box = cairn_layout_find (layout, element, CAIRN_BOX_TITLE);
  if (box != NULL)
    {
      gboolean lane = box->role == CAIRN_BOX_LANE_HEADER;
      gboolean left = lane != cairn_layout_is_vertical (layout);

      at = box->rect;
      if (lane || box->role == CAIRN_BOX_STAGE_HEADER)
        {
          at.x += left ? frozen.x : 0;
          at.y += left ? 0 : frozen.y;
        }
    }
  else if (route != NULL && route->label != NULL)
    at = route->label_rect;
  else if (route != NULL && route->n_points > 1)
    {
      guint middle = route->n_points / 2;

      at.x = (route->points[middle - 1].x + route->points[middle].x) / 2 - 40;
      at.y = (route->points[middle - 1].y + route->points[middle].y) / 2 - 10;
      at.width = 80;
      at.height = 20;
    }
  else
    return FALSE;
  *rect = cairn_canvas_to_view_rect (self, &at);
  return TRUE;
}

gboolean
cairn_canvas_get_shown_rect (CairnCanvas *self, CairnElement *element, CairnRect *rect)
{
  CairnLayout *shown = cairn_preview_get_layout (self->preview);
  const CairnBox *box = shown != NULL ? cairn_layout_find_main (shown, element) : NULL;

  if (box == NULL)
    return cairn_canvas_get_view_rect (self, element, rect);
  *rect = cairn_canvas_to_view_rect (self, &box->rect);
  return TRUE;
}

/* Its actions are the window's. */
static GtkWidget *
make_menu (void)
{
  g_autoptr (GtkBuilder) builder
    = gtk_builder_new_from_resource ("/io/github/cairn_journeys/Cairn/ui/cairn-canvas-menu.ui");
  GMenu *model = G_MENU (gtk_builder_get_object (builder, "menu"));
  GtkWidget *menu;

  cairn_action_add_keys_to_menu (model);
  menu = gtk_popover_menu_new_from_model (G_MENU_MODEL (model));
  gtk_popover_set_has_arrow (GTK_POPOVER (menu), FALSE);
  gtk_widget_set_halign (menu, GTK_ALIGN_START);
  return menu;
}

void
cairn_canvas_popup_menu (CairnCanvas *self, double x, double y)
{
  if (self->menu == NULL)
    {
      self->menu = make_menu ();
      gtk_widget_set_parent (self->menu, GTK_WIDGET (self));
      /* Chosen by key, an item of a menu within the menu would leave the keyboard to nobody. */
      g_signal_connect_object (self->menu, "closed", G_CALLBACK (gtk_widget_grab_focus), self,
                               G_CONNECT_SWAPPED);
    }
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), &(GdkRectangle){ (int) x, (int) y, 1, 1 });
  gtk_popover_popup (GTK_POPOVER (self->menu));
}
