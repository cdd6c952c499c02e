/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-ui"

#include "config.h"

#include "ui/cairn-main-window-private.h"

#include "canvas/cairn-action.h"
#include "command/cairn-element-commands.h"
#include "command/cairn-grid-commands.h"
#include "command/cairn-journey-commands.h"
#include "command/cairn-shape-commands.h"
#include "command/cairn-sipoc-commands.h"
#include "ui/cairn-palette.h"
#include "ui/cairn-preferences.h"
#include "ui/cairn-shortcuts.h"

#include <glib/gi18n-lib.h>

static gboolean
is_typing (CairnMainWindow *self)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));

  return focus != NULL && (GTK_IS_EDITABLE (focus) || GTK_IS_TEXT_VIEW (focus));
}

static gboolean
key_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  g_autofree char *name = NULL;
  g_autoptr (GVariant) target = NULL;

  if (is_typing (CAIRN_MAIN_WINDOW (widget))
      || !cairn_main_window_takes_key (CAIRN_MAIN_WINDOW (widget),
                                       g_variant_get_string (args, NULL)))
    return FALSE;
  if (g_action_parse_detailed_name (g_variant_get_string (args, NULL), &name, &target, NULL))
    gtk_widget_activate_action_variant (widget, name, target);
  return TRUE;
}

static void
add_key (GtkWidgetClass *widget_class, const char *key, const char *action)
{
  GdkModifierType modifiers = 0;
  guint keyval = 0;

  if (!gtk_accelerator_parse (key, &keyval, &modifiers))
    return;
  gtk_widget_class_add_binding (widget_class, keyval, modifiers, key_cb, "s", action);
  if (keyval == GDK_KEY_Delete)
    gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Delete, modifiers, key_cb, "s", action);
}

/* Keys that text needs too. They are bound to the window itself, behind everything inside it, and
 * do nothing while somebody types; the application's accelerators would come first. */
void
cairn_main_window_class_add_keys (GtkWidgetClass *widget_class)
{
  guint n = 0;
  const CairnAction *table = cairn_action_table (&n);

  for (guint i = 0; i < n; i++)
    {
      g_auto (GStrv) keys = NULL;

      if (table[i].scope != CAIRN_SCOPE_WINDOW || table[i].keys == NULL)
        continue;
      keys = g_strsplit (table[i].keys, " ", -1);
      for (guint k = 0; keys[k] != NULL; k++)
        add_key (widget_class, keys[k], table[i].name);
    }
}

static CairnHistory *
history (CairnMainWindow *self)
{
  return cairn_editor_get_history (self->editor);
}

static void
undo_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  cairn_history_undo (history (data));
}

static void
redo_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  cairn_history_redo (history (data));
}

static void
delete_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CairnMainWindow *self = data;
  g_autoptr (GPtrArray) selected = cairn_editor_dup_selected (self->editor);

  if (cairn_editor_may_change (self->editor))
    cairn_command_delete (history (self), selected);
}

static void
duplicate_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CairnMainWindow *self = data;
  g_autoptr (GPtrArray) selected = cairn_editor_dup_selected (self->editor);

  if (cairn_editor_may_change (self->editor) && !cairn_command_duplicate (history (self), selected))
    cairn_main_window_toast (self, _ ("Only steps, items and requirements can be duplicated."));
}

static void
select_all_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CairnMainWindow *self = data;
  CairnElement *diagram = cairn_editor_get_diagram (self->editor);
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();

  for (guint i = 0; i < cairn_element_get_n_children (diagram); i++)
    {
      CairnElement *child = cairn_element_get_child (diagram, i);
      CairnKind kind = cairn_element_get_kind (child);

      if (kind == CAIRN_KIND_STEP || kind == CAIRN_KIND_ITEM || kind == CAIRN_KIND_REQUIREMENT)
        g_ptr_array_add (ids, (gpointer) cairn_element_get_id (child));
    }
  g_ptr_array_add (ids, NULL);
  cairn_selection_set (cairn_editor_get_selection (self->editor), (const char *const *) ids->pdata);
}

static void
select_none_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CairnMainWindow *self = data;

  cairn_selection_clear (cairn_editor_get_selection (self->editor));
}

/* The lane or stage that is selected or that the selected step stands in; NULL: none. */
static CairnElement *
selected_band (CairnMainWindow *self, CairnKind kind)
{
  CairnElement *selected = cairn_editor_get_selected (self->editor);
  CairnProp prop = kind == CAIRN_KIND_LANE ? CAIRN_PROP_LANE : CAIRN_PROP_STAGE;

  if (selected == NULL || cairn_element_get_kind (selected) == kind)
    return selected;
  if (cairn_element_get_kind (selected) != CAIRN_KIND_STEP)
    return NULL;
  return cairn_document_resolve (cairn_editor_get_document (self->editor), selected, prop);
}

static void
add_band (CairnMainWindow *self, CairnKind kind)
{
  CairnElement *swimlane = cairn_editor_get_diagram (self->editor);
  CairnElement *after = selected_band (self, kind);
  CairnElement *band;

  if (!cairn_editor_may_change (self->editor))
    return;
  band = kind == CAIRN_KIND_LANE
           ? cairn_command_add_lane (history (self), swimlane, after, _ ("New lane"))
           : cairn_command_add_stage (history (self), swimlane, after, _ ("New stage"));
  cairn_editor_reveal (self->editor, band);
  cairn_editor_rename (self->editor, band);
}

static void
add_lane_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  add_band (data, CAIRN_KIND_LANE);
}

static void
add_stage_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  add_band (data, CAIRN_KIND_STAGE);
}

static void
turn_map_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CairnMainWindow *self = data;
  CairnElement *diagram = cairn_editor_get_diagram (self->editor);

  if (diagram == NULL || cairn_element_get_kind (diagram) != CAIRN_KIND_SWIMLANE
      || !cairn_editor_may_change (self->editor))
    return;
  cairn_command_turn (history (self), diagram);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.zoom-fit", NULL);
}

static void
add_requirement_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CairnMainWindow *self = data;
  CairnElement *made;

  if (!cairn_editor_may_change (self->editor))
    return;
  made = cairn_command_add_item (history (self), cairn_editor_get_diagram (self->editor),
                                 CAIRN_N_COLUMNS, NULL, _ ("New requirement"));
  cairn_editor_reveal (self->editor, made);
  cairn_editor_rename (self->editor, made);
}

/* Something new that has no place in the drawing; its name is given in the inspector. */
static void
show_new (CairnMainWindow *self, CairnElement *made)
{
  if (cairn_kind_is_diagram (cairn_element_get_kind (made)))
    cairn_editor_set_diagram (self->editor, made);
  cairn_selection_set_one (cairn_editor_get_selection (self->editor), cairn_element_get_id (made));
  cairn_editor_rename (self->editor, made);
}

static void
new_segment_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CairnMainWindow *self = data;

  if (cairn_editor_may_change (self->editor))
    show_new (self, cairn_command_add_segment (history (self), _ ("New segment")));
}

static void
new_diagram (CairnMainWindow *self, CairnKind kind, const char *name)
{
  CairnElement *root = cairn_document_get_root (cairn_editor_get_document (self->editor));
  CairnElement *shown = cairn_editor_get_diagram (self->editor);
  CairnElement *segment = shown != NULL ? cairn_element_ancestor (shown, CAIRN_KIND_SEGMENT)
                                        : cairn_element_first (root, CAIRN_KIND_SEGMENT);
  CairnElement *diagram;

  if (!cairn_editor_may_change (self->editor))
    return;
  cairn_history_begin (history (self), _ ("New diagram"));
  if (segment == NULL)
    segment = cairn_command_add_segment (history (self), _ ("All customers"));
  diagram = cairn_command_add_diagram (history (self), segment, kind, name);
  cairn_history_end (history (self));
  show_new (self, diagram);
}

static void
new_swimlane_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  new_diagram (data, CAIRN_KIND_SWIMLANE, _ ("New swimlane"));
}

static void
new_sipoc_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  new_diagram (data, CAIRN_KIND_SIPOC, _ ("New SIPOC"));
}

static void
new_ctq_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  new_diagram (data, CAIRN_KIND_CTQ, _ ("New CTQ tree"));
}

/* All diagrams in the order of the outline. Borrowed elements; the array is the caller's. */
static GPtrArray *
dup_diagrams (CairnMainWindow *self)
{
  CairnElement *root = cairn_document_get_root (cairn_editor_get_document (self->editor));
  g_autoptr (GPtrArray) diagrams = g_ptr_array_new ();

  CAIRN_FOREACH_CHILD (segment, root, CAIRN_KIND_SEGMENT)
    for (guint i = 0; i < cairn_element_get_n_children (segment); i++)
      {
        CairnElement *child = cairn_element_get_child (segment, i);

        if (cairn_kind_is_diagram (cairn_element_get_kind (child)))
          g_ptr_array_add (diagrams, child);
      }
  return g_steal_pointer (&diagrams);
}

static void
turn_diagram (CairnMainWindow *self, int by)
{
  g_autoptr (GPtrArray) diagrams = dup_diagrams (self);
  guint at = 0;

  if (diagrams->len == 0
      || !g_ptr_array_find (diagrams, cairn_editor_get_diagram (self->editor), &at))
    return;
  at = (at + diagrams->len + (guint) by) % diagrams->len;
  cairn_editor_set_diagram (self->editor, g_ptr_array_index (diagrams, at));
}

static void
previous_diagram_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  turn_diagram (data, -1);
}

static void
next_diagram_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  turn_diagram (data, 1);
}

static void
zoom_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CairnMainWindow *self = data;
  const char *name = g_action_get_name (G_ACTION (action));

  if (g_str_equal (name, "zoom-in"))
    cairn_canvas_glide (self->canvas, cairn_canvas_zoom_in);
  else if (g_str_equal (name, "zoom-out"))
    cairn_canvas_glide (self->canvas, cairn_canvas_zoom_out);
  else if (g_str_equal (name, "zoom-100"))
    cairn_canvas_glide (self->canvas, cairn_canvas_zoom_100);
  else if (g_str_equal (name, "zoom-fit"))
    cairn_canvas_glide (self->canvas, cairn_canvas_fit);
  else if (g_str_equal (name, "zoom-width"))
    cairn_canvas_glide (self->canvas, cairn_canvas_fit_width);
  else
    cairn_canvas_glide (self->canvas, cairn_canvas_fit_selection);
}

static void
show_sidebar_cb (GSimpleAction *action, GVariant *value, gpointer data)
{
  CairnMainWindow *self = data;

  self->want_sidebar = g_variant_get_boolean (value);
  adw_flap_set_reveal_flap (self->sidebar_flap, self->want_sidebar);
}

static void
show_inspector_cb (GSimpleAction *action, GVariant *value, gpointer data)
{
  CairnMainWindow *self = data;

  self->want_inspector = g_variant_get_boolean (value);
  adw_flap_set_reveal_flap (self->inspector_flap, self->want_inspector);
}

static void
show_pile_ups_cb (GSimpleAction *action, GVariant *value, gpointer data)
{
  CairnMainWindow *self = data;

  self->want_pile_ups = g_variant_get_boolean (value);
  g_simple_action_set_state (action, value);
  cairn_main_window_update_panels (self);
}

static void
fullscreen_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GtkWindow *window = data;

  if (gtk_window_is_fullscreen (window))
    gtk_window_unfullscreen (window);
  else
    gtk_window_fullscreen (window);
}

/* The parts that F6 goes round: those that can be seen. */
static guint
list_panes (CairnMainWindow *self, GtkWidget *panes[5])
{
  GtkWidget *all[]
    = { GTK_WIDGET (self->header_bar), GTK_WIDGET (self->sidebar_bin), GTK_WIDGET (self->canvas),
        GTK_WIDGET (self->pile_ups_bin), GTK_WIDGET (self->inspector_bin) };
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    if (gtk_widget_get_mapped (all[i]))
      panes[n++] = all[i];
  return n;
}

static void
turn_pane (CairnMainWindow *self, int by)
{
  GtkWidget *panes[5];
  guint n = list_panes (self, panes);
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));
  int at = 0;

  for (guint i = 0; i < n && focus != NULL; i++)
    if (focus == panes[i] || gtk_widget_is_ancestor (focus, panes[i]))
      at = (int) i;
  /* A pane with nothing to focus is passed by. */
  for (guint tries = 0; tries < n; tries++)
    {
      at = (at + by + (int) n) % (int) n;
      if (panes[at] == GTK_WIDGET (self->canvas)
            ? gtk_widget_grab_focus (panes[at])
            : gtk_widget_child_focus (panes[at], GTK_DIR_TAB_FORWARD))
        return;
    }
}

static void
next_pane_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  turn_pane (data, 1);
}

static void
previous_pane_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  turn_pane (data, -1);
}

static void
find_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CairnMainWindow *self = data;
  const char *name = g_action_get_name (G_ACTION (action));

  if (g_str_equal (name, "find"))
    cairn_find_bar_open (self->find_bar, FALSE);
  else if (g_str_equal (name, "replace"))
    cairn_find_bar_open (self->find_bar, TRUE);
  else
    cairn_find_bar_turn (self->find_bar, g_str_equal (name, "find-next") ? 1 : -1);
}

static void
palette_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CairnMainWindow *self = data;

  gtk_window_present (
    GTK_WINDOW (cairn_palette_new (GTK_WINDOW (self), self->editor, self->canvas, self->settings)));
}

static void
preferences_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CairnMainWindow *self = data;

  cairn_preferences_present (GTK_WINDOW (self), self->settings);
}

/* To the first thing in the inspector, which is shown if it is not. */
static void
inspect_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CairnMainWindow *self = data;

  self->want_inspector = TRUE;
  adw_flap_set_reveal_flap (self->inspector_flap, TRUE);
  gtk_widget_child_focus (GTK_WIDGET (self->inspector_bin), GTK_DIR_TAB_FORWARD);
}

static void
shortcuts_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  cairn_shortcuts_present (data);
}

void
cairn_main_window_add_actions (CairnMainWindow *self)
{
  static const GActionEntry entries[] = {
    { "undo", undo_cb },
    { "redo", redo_cb },
    { "delete", delete_cb },
    { "duplicate", duplicate_cb },
    { "select-all", select_all_cb },
    { "select-none", select_none_cb },
    { "add-lane", add_lane_cb },
    { "turn-map", turn_map_cb },
    { "add-stage", add_stage_cb },
    { "add-requirement", add_requirement_cb },
    { "new-segment", new_segment_cb },
    { "new-swimlane", new_swimlane_cb },
    { "new-sipoc", new_sipoc_cb },
    { "new-ctq", new_ctq_cb },
    { "previous-diagram", previous_diagram_cb },
    { "next-diagram", next_diagram_cb },
    { "zoom-in", zoom_cb },
    { "zoom-out", zoom_cb },
    { "zoom-100", zoom_cb },
    { "zoom-fit", zoom_cb },
    { "zoom-width", zoom_cb },
    { "zoom-selection", zoom_cb },
    { "show-sidebar", NULL, NULL, "true", show_sidebar_cb },
    { "show-inspector", NULL, NULL, "true", show_inspector_cb },
    { "show-pile-ups", NULL, NULL, "true", show_pile_ups_cb },
    { "fullscreen", fullscreen_cb },
    { "next-pane", next_pane_cb },
    { "previous-pane", previous_pane_cb },
    { "show-help-overlay", shortcuts_cb },
    { "palette", palette_cb },
    { "preferences", preferences_cb },
    { "inspect", inspect_cb },
    { "find", find_cb },
    { "replace", find_cb },
    { "find-next", find_cb },
    { "find-previous", find_cb },
  };

  g_autoptr (GPropertyAction) minimap
    = g_property_action_new ("show-minimap", self->canvas, "show-minimap");
  g_autoptr (GPropertyAction) beside
    = g_property_action_new ("show-beside", self->beside, "visible");

  g_action_map_add_action (G_ACTION_MAP (self), G_ACTION (minimap));
  g_action_map_add_action (G_ACTION_MAP (self), G_ACTION (beside));
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  cairn_main_window_add_sipoc_actions (self);
  cairn_main_window_add_details_actions (self);
  g_simple_action_set_state (
    G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self), "show-pile-ups")),
    g_variant_new_boolean (self->want_pile_ups));
}

void
cairn_main_window_add_editor_actions (CairnMainWindow *self)
{
  g_autoptr (GPropertyAction) tool = g_property_action_new ("tool", self->editor, "tool");
  g_autoptr (GPropertyAction) timings
    = g_property_action_new ("timings", self->editor, "show-timings");
  g_autoptr (GPropertyAction) emotions
    = g_property_action_new ("show-emotions", self->editor, "show-emotions");

  g_action_map_add_action (G_ACTION_MAP (self), G_ACTION (tool));
  g_action_map_add_action (G_ACTION_MAP (self), G_ACTION (timings));
  g_action_map_add_action (G_ACTION_MAP (self), G_ACTION (emotions));
}
