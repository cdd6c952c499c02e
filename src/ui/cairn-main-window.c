/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-ui"

#include "config.h"

#include "ui/cairn-beside-view.h"
#include "ui/cairn-main-window-private.h"

#include "canvas/cairn-action.h"
#include "insight/cairn-journey-example.h"
#include "ui/cairn-playbook-editor.h"
#include "ui/cairn-settings.h"
#include "ui/cairn-tooltip.h"
#include "ui/cairn-view-memory.h"
#include "ui/cairn-words.h"

#include <glib/gi18n-lib.h>

/* Widths at which the header has room for some words, and for all of them. */
#define ROOM_FOR_SOME 1260
#define ROOM_FOR_ALL 1560

/* Of the list below the map, with its headings and five stages. */
#define PILE_UPS_HEIGHT 236

G_DEFINE_FINAL_TYPE (CairnMainWindow, cairn_main_window, ADW_TYPE_APPLICATION_WINDOW)

void
cairn_main_window_toast (CairnMainWindow *self, const char *sentence)
{
  AdwToast *toast;
  g_autofree char *escaped = NULL;

  g_assert (CAIRN_IS_MAIN_WINDOW (self));

  /* A toast's title is markup. */
  escaped = g_markup_escape_text (sentence, -1);
  toast = adw_toast_new (escaped);
  adw_toast_set_timeout (toast, 4);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

void
cairn_main_window_show_error (CairnMainWindow *self, const char *heading, const char *message)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (self), heading, message);

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

char *
cairn_main_window_dup_name (CairnMainWindow *self)
{
  g_autofree char *path = self->file != NULL ? g_file_get_path (self->file) : NULL;

  if (path == NULL)
    return g_strdup (_ ("Unsaved journey"));
  return g_filename_display_basename (path);
}

gboolean
cairn_main_window_get_modified (CairnMainWindow *self)
{
  return self->recovered || cairn_history_get_modified (cairn_editor_get_history (self->editor));
}

void
cairn_main_window_update_title (CairnMainWindow *self)
{
  CairnElement *diagram = cairn_editor_get_diagram (self->editor);
  gboolean modified = cairn_main_window_get_modified (self);
  g_autofree char *name = cairn_main_window_dup_name (self);
  g_autofree char *subtitle = g_strconcat (modified ? "• " : "", name, NULL);
  g_autofree char *window_title = NULL;
  g_autofree char *title = diagram != NULL && *cairn_element_get_title (diagram) != '\0'
                             ? cairn_words_diagram (diagram)
                             : g_strdup (_ ("Untitled diagram"));

  /* translators: a diagram's name, the name of its file */
  window_title = g_strdup_printf (_ ("%s — %s"), title, subtitle);
  adw_window_title_set_title (self->title, title);
  adw_window_title_set_subtitle (self->title, subtitle);
  gtk_window_set_title (GTK_WINDOW (self), window_title);
}

void
cairn_main_window_set_enabled (CairnMainWindow *self, const char *action, gboolean enabled)
{
  GAction *found = g_action_map_lookup_action (G_ACTION_MAP (self), action);

  g_return_if_fail (G_IS_SIMPLE_ACTION (found));

  g_simple_action_set_enabled (G_SIMPLE_ACTION (found), enabled);
}

static void
update_undo (CairnMainWindow *self)
{
  CairnHistory *history = cairn_editor_get_history (self->editor);
  const char *undo = cairn_history_get_undo_label (history);
  const char *redo = cairn_history_get_redo_label (history);
  /* translators: %s is what was done: "Move step" */
  g_autofree char *undo_what
    = undo != NULL ? g_strdup_printf (_ ("Undo “%s”"), undo) : g_strdup (_ ("Undo"));
  g_autofree char *redo_what
    = redo != NULL ? g_strdup_printf (_ ("Redo “%s”"), redo) : g_strdup (_ ("Redo"));
  g_autofree char *undo_tip = cairn_action_dup_hint ("win.undo", undo_what);
  g_autofree char *redo_tip = cairn_action_dup_hint ("win.redo", redo_what);

  cairn_tooltip_set (self->undo_button, undo_tip);
  cairn_tooltip_set (self->redo_button, redo_tip);
}

void
cairn_main_window_update_actions (CairnMainWindow *self)
{
  guint n = 0;
  const CairnAction *table = cairn_action_table (&n);

  for (guint i = 0; i < n; i++)
    {
      gboolean enabled
        = table[i].needs == 0 || cairn_action_why_not (&table[i], self->editor) == NULL;
      g_autofree char *name = NULL;
      g_autoptr (GVariant) target = NULL;

      if (table[i].needs == 0 || table[i].name == NULL || !g_str_has_prefix (table[i].name, "win.")
          || !g_action_parse_detailed_name (table[i].name + 4, &name, &target, NULL))
        continue;
      /* Actions that are properties of the editor cannot be switched off. */
      if (G_IS_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self), name)))
        cairn_main_window_set_enabled (self, name, enabled);
    }
  if (self->busy)
    {
      cairn_main_window_set_enabled (self, "save", FALSE);
      cairn_main_window_set_enabled (self, "save-as", FALSE);
    }
  if (self->last_export == NULL)
    cairn_main_window_set_enabled (self, "export-again", FALSE);
  update_undo (self);
}

/* What is wanted, as far as there is room for it: a folded panel would cover the drawing, so it
 * comes only when it is called. */
void
cairn_main_window_update_panels (CairnMainWindow *self)
{
  CairnElement *diagram = cairn_editor_get_diagram (self->editor);
  gboolean map = diagram != NULL && cairn_element_get_kind (diagram) == CAIRN_KIND_SWIMLANE;
  gboolean timings = (self->waiting || cairn_editor_get_timings (self->editor) != NULL)
                     && cairn_editor_get_show_timings (self->editor);

  gtk_widget_set_visible (GTK_WIDGET (self->pile_ups_bin), map && timings && self->want_pile_ups);
}

static gboolean
shows_example (CairnMainWindow *self)
{
  CairnElement *root = cairn_document_get_root (cairn_editor_get_document (self->editor));
  CairnElement *source = cairn_element_first (root, CAIRN_KIND_SOURCE);

  return source != NULL
         && cairn_journey_example_is_path (cairn_element_get_string (source, CAIRN_PROP_PATH));
}

void
cairn_main_window_update_notice (CairnMainWindow *self)
{
  gboolean example = self->read_only_reason == NULL && shows_example (self);

  gtk_label_set_label (self->notice_label, self->read_only_reason != NULL ? self->read_only_reason
                                           : example ? _ ("The timings are example data: the "
                                                          "customers in them are invented.")
                                                     : "");
  gtk_widget_set_visible (self->notice_button, example);
  gtk_info_bar_set_message_type (self->notice, example ? GTK_MESSAGE_INFO : GTK_MESSAGE_WARNING);
  gtk_info_bar_set_revealed (self->notice, example || self->read_only_reason != NULL);
}

/* Folding is no wish of anybody's: it hides the panel, unfolding brings it back if it is wanted. */
static void
follow_fold (AdwFlap *flap, gboolean *changed, gboolean wanted)
{
  if (*changed)
    adw_flap_set_reveal_flap (flap, wanted && !adw_flap_get_folded (flap));
  *changed = FALSE;
}

static gboolean
fold_idle_cb (gpointer data)
{
  CairnMainWindow *self = data;

  self->fold_idle = 0;
  follow_fold (self->sidebar_flap, &self->sidebar_folds, self->want_sidebar);
  follow_fold (self->inspector_flap, &self->inspector_folds, self->want_inspector);
  return G_SOURCE_REMOVE;
}

/* They fold while they are being allocated, and would be drawn without a place if a panel began to
 * go then. */
static void
folded_cb (CairnMainWindow *self, GParamSpec *pspec, AdwFlap *flap)
{
  *(flap == self->sidebar_flap ? &self->sidebar_folds : &self->inspector_folds) = TRUE;
  if (self->fold_idle == 0)
    self->fold_idle = g_idle_add_full (G_PRIORITY_HIGH_IDLE, fold_idle_cb, self, NULL);
}

static void
revealed_cb (CairnMainWindow *self, GParamSpec *pspec, AdwFlap *flap)
{
  const char *action = flap == self->sidebar_flap ? "show-sidebar" : "show-inspector";
  GAction *found = g_action_map_lookup_action (G_ACTION_MAP (self), action);

  g_simple_action_set_state (G_SIMPLE_ACTION (found),
                             g_variant_new_boolean (adw_flap_get_reveal_flap (flap)));
}

static void
announce_cb (CairnMainWindow *self, const char *sentence)
{
  cairn_main_window_toast (self, sentence);
}

static void
open_playbook_cb (CairnMainWindow *self, CairnElement *playbook)
{
  cairn_playbook_editor_present (GTK_WINDOW (self), self->editor, playbook);
}

static void
diagram_changed_cb (CairnMainWindow *self)
{
  cairn_main_window_update_title (self);
  cairn_main_window_update_actions (self);
  cairn_main_window_update_panels (self);
  cairn_main_window_update_timings (self);
}

static void
document_changed_cb (CairnMainWindow *self, CairnChangeSet *changes)
{
  self->changes++;
  cairn_main_window_update_title (self);
  cairn_main_window_queue_recovery (self);
  cairn_main_window_queue_timings (self);
}

static void
modified_cb (CairnMainWindow *self)
{
  cairn_main_window_update_title (self);
  if (!cairn_main_window_get_modified (self))
    cairn_main_window_drop_recovery (self);
}

static void
zoom_changed_cb (CairnMainWindow *self)
{
  g_autofree char *text
    = g_strdup_printf (_ ("%d %%"), (int) (cairn_canvas_get_zoom (self->canvas) * 100 + 0.5));

  gtk_inscription_set_text (self->zoom_text, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->zoom_button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  text, -1);
}

static void
dark_changed_cb (CairnMainWindow *self)
{
  gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  const CairnTheme *theme = cairn_theme_get (dark ? CAIRN_THEME_DARK : CAIRN_THEME_LIGHT);
  g_autofree char *css = g_strdup_printf (".paper { background-color: #%06x; }", theme->paper >> 8);

  gtk_css_provider_load_from_data (self->paper, css, -1);
  cairn_editor_set_dark (self->editor, dark);
}

static void
connect_editor (CairnMainWindow *self)
{
  self->editor_signals = g_signal_group_new (CAIRN_TYPE_EDITOR);
  g_signal_group_connect_swapped (self->editor_signals, "announce", G_CALLBACK (announce_cb), self);
  g_signal_group_connect_swapped (self->editor_signals, "open-playbook",
                                  G_CALLBACK (open_playbook_cb), self);
  g_signal_group_connect_swapped (self->editor_signals, "open-details",
                                  G_CALLBACK (cairn_main_window_open_details), self);
  g_signal_group_connect_swapped (self->editor_signals, "drill-in",
                                  G_CALLBACK (cairn_main_window_drill_in), self);
  g_signal_group_connect_swapped (self->editor_signals, "open-address",
                                  G_CALLBACK (cairn_main_window_open_address), self);
  g_signal_group_connect_swapped (self->editor_signals, "notify::diagram",
                                  G_CALLBACK (diagram_changed_cb), self);
  g_signal_group_connect_swapped (self->editor_signals, "notify::segment",
                                  G_CALLBACK (cairn_main_window_update_timings), self);
  g_signal_group_connect_swapped (self->editor_signals, "notify::timings",
                                  G_CALLBACK (cairn_main_window_update_panels), self);
  g_signal_group_connect_swapped (self->editor_signals, "notify::show-timings",
                                  G_CALLBACK (cairn_main_window_update_panels), self);
  g_signal_group_connect_swapped (self->editor_signals, "notify::show-timings",
                                  G_CALLBACK (cairn_main_window_update_looking), self);
  self->document_signals = g_signal_group_new (CAIRN_TYPE_DOCUMENT);
  g_signal_group_connect_swapped (self->document_signals, "changed",
                                  G_CALLBACK (document_changed_cb), self);
  self->selection_signals = g_signal_group_new (CAIRN_TYPE_SELECTION);
  g_signal_group_connect_swapped (self->selection_signals, "changed",
                                  G_CALLBACK (cairn_main_window_update_actions), self);
  self->history_signals = g_signal_group_new (CAIRN_TYPE_HISTORY);
  g_signal_group_connect_swapped (self->history_signals, "notify::modified",
                                  G_CALLBACK (modified_cb), self);
  g_signal_group_connect_swapped (self->history_signals, "notify::undo-label",
                                  G_CALLBACK (cairn_main_window_update_actions), self);
  g_signal_group_connect_swapped (self->history_signals, "notify::redo-label",
                                  G_CALLBACK (cairn_main_window_update_actions), self);
}

/* While it is hidden it costs nothing. */
static void
beside_shown_cb (CairnMainWindow *self)
{
  gboolean shown = gtk_widget_get_visible (GTK_WIDGET (self->beside));

  cairn_beside_view_set_editor (self->beside, shown ? self->editor : NULL);
  if (!shown)
    gtk_widget_grab_focus (GTK_WIDGET (self->canvas));
}

static void
beside_edit_cb (CairnMainWindow *self, CairnElement *diagram)
{
  cairn_editor_set_diagram (self->editor, diagram);
  gtk_widget_grab_focus (GTK_WIDGET (self->canvas));
}

static void
set_editor (CairnMainWindow *self, CairnEditor *editor)
{
  g_signal_group_set_target (self->editor_signals, editor);
  g_signal_group_set_target (self->document_signals, cairn_editor_get_document (editor));
  g_signal_group_set_target (self->selection_signals, cairn_editor_get_selection (editor));
  g_signal_group_set_target (self->history_signals, cairn_editor_get_history (editor));
  cairn_canvas_set_editor (self->canvas, editor);
  cairn_beside_view_set_editor (self->beside,
                                gtk_widget_get_visible (GTK_WIDGET (self->beside)) ? editor : NULL);
  cairn_compare_panel_set_editor (self->compare_panel, editor);
  cairn_tool_strip_set_editor (self->tool_strip, editor);
  cairn_find_bar_set_editor (self->find_bar, editor);
  cairn_sidebar_set_editor (CAIRN_SIDEBAR (adw_bin_get_child (self->sidebar_bin)), editor);
  cairn_inspector_set_editor (CAIRN_INSPECTOR (adw_bin_get_child (self->inspector_bin)), editor);
  cairn_pileup_list_set_editor (CAIRN_PILEUP_LIST (adw_bin_get_child (self->pile_ups_bin)), editor);
  g_set_object (&self->editor, editor);
  cairn_main_window_add_editor_actions (self);
  cairn_main_window_reset_trail (self);
}

void
cairn_main_window_set_document (CairnMainWindow *self, CairnDocument *document)
{
  g_autoptr (CairnEditor) editor = cairn_editor_new (document);

  g_assert (CAIRN_IS_MAIN_WINDOW (self));

  cairn_editor_set_read_only (editor, self->read_only_reason != NULL);
  cairn_main_window_close_details (self);
  set_editor (self, editor);
  cairn_view_memory_restore (self->canvas, editor, self->file);
  dark_changed_cb (self);
  diagram_changed_cb (self);
  cairn_main_window_reset_timings (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->canvas));
}

/* The first time there is a list below the map it gets room for five stages, if that leaves the map
 * enough; from then on the divider stands where people leave it. */
static void
max_position_cb (CairnMainWindow *self)
{
  int height = gtk_widget_get_height (GTK_WIDGET (self->paned));

  if (self->paned_placed || height == 0
      || !gtk_widget_get_visible (GTK_WIDGET (self->pile_ups_bin)))
    return;
  self->paned_placed = TRUE;
  gtk_paned_set_position (self->paned, height - CLAMP (height / 3, 140, PILE_UPS_HEIGHT));
}

static gboolean
room_idle_cb (gpointer data)
{
  CairnMainWindow *self = data;

  self->room_idle = 0;
  cairn_timings_bar_set_room (self->timings_bar, self->room);
  if (self->room == 0)
    gtk_button_set_icon_name (self->new_button, "document-new-symbolic");
  else
    gtk_button_set_label (self->new_button, _ ("New"));
  return G_SOURCE_REMOVE;
}

static void
cairn_main_window_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  CairnMainWindow *self = CAIRN_MAIN_WINDOW (widget);
  guint room = width >= ROOM_FOR_ALL ? 2 : width >= ROOM_FOR_SOME ? 1 : 0;

  GTK_WIDGET_CLASS (cairn_main_window_parent_class)
    ->size_allocate (widget, width, height, baseline);
  if (room == self->room)
    return;
  self->room = room;
  /* Widgets must not come and go while others are being allocated. */
  if (self->room_idle == 0)
    self->room_idle = g_idle_add (room_idle_cb, self);
}

static void
restore_settings (CairnMainWindow *self)
{
  int width = 0, height = 0;

  self->want_sidebar = self->want_inspector = self->want_pile_ups = TRUE;
  if (self->settings == NULL)
    return;
  g_settings_get (self->settings, "window-size", "(ii)", &width, &height);
  gtk_window_set_default_size (GTK_WINDOW (self), MAX (width, 600), MAX (height, 400));
  if (g_settings_get_boolean (self->settings, "window-maximized"))
    gtk_window_maximize (GTK_WINDOW (self));
  g_settings_bind (self->settings, "single-letters", self->canvas, "single-letters",
                   G_SETTINGS_BIND_GET);
  g_settings_bind (self->settings, "tab-moves", self->canvas, "tab-moves", G_SETTINGS_BIND_GET);
  self->want_sidebar = g_settings_get_boolean (self->settings, "show-sidebar");
  self->want_inspector = g_settings_get_boolean (self->settings, "show-inspector");
  self->want_pile_ups = g_settings_get_boolean (self->settings, "show-pile-ups");
  g_settings_bind (self->settings, "wheel-zooms", self->canvas, "wheel-zooms", G_SETTINGS_BIND_GET);
  g_settings_bind (self->settings, "show-minimap", self->canvas, "show-minimap",
                   G_SETTINGS_BIND_DEFAULT);
}

static void
save_settings (CairnMainWindow *self)
{
  int width = 0, height = 0;

  if (self->settings == NULL)
    return;
  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  g_settings_set (self->settings, "window-size", "(ii)", width, height);
  g_settings_set_boolean (self->settings, "window-maximized",
                          gtk_window_is_maximized (GTK_WINDOW (self)));
  g_settings_set_boolean (self->settings, "show-sidebar", self->want_sidebar);
  g_settings_set_boolean (self->settings, "show-inspector", self->want_inspector);
  g_settings_set_boolean (self->settings, "show-pile-ups", self->want_pile_ups);
}

static void
cairn_main_window_unmap (GtkWidget *widget)
{
  CairnMainWindow *self = CAIRN_MAIN_WINDOW (widget);

  save_settings (self);
  cairn_view_memory_keep (self->canvas, self->editor, self->file);
  GTK_WIDGET_CLASS (cairn_main_window_parent_class)->unmap (widget);
}

static void
cairn_main_window_dispose (GObject *object)
{
  CairnMainWindow *self = CAIRN_MAIN_WINDOW (object);

  cairn_main_window_drop_timings (self);
  g_clear_handle_id (&self->room_idle, g_source_remove);
  g_clear_handle_id (&self->fold_idle, g_source_remove);
  cairn_main_window_drop_recovery (self);
  g_clear_object (&self->live_signals);
  g_clear_object (&self->editor_signals);
  g_clear_object (&self->document_signals);
  g_clear_object (&self->selection_signals);
  g_clear_object (&self->history_signals);
  g_clear_object (&self->trail);
  g_clear_object (&self->editor);
  g_clear_object (&self->file);
  g_clear_object (&self->last_export);
  g_clear_object (&self->chooser);
  g_clear_object (&self->settings);
  g_clear_object (&self->paper);
  g_clear_pointer (&self->stamp, g_free);
  g_clear_pointer (&self->read_only_reason, g_free);
  g_clear_pointer (&self->segment_menu_key, g_free);
  g_clear_pointer (&self->audience_key, g_free);
  cairn_main_window_forget_alerts (self);
  g_clear_pointer (&self->comparison_label, g_free);
  G_OBJECT_CLASS (cairn_main_window_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/cairn_journeys/Cairn/ui/cairn-main-window.ui");
  gtk_widget_class_bind_template_callback (widget_class, beside_shown_cb);
  gtk_widget_class_bind_template_callback (widget_class, beside_edit_cb);
  gtk_widget_class_bind_template_child (widget_class, CairnMainWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, CairnMainWindow, header_bar);
  gtk_widget_class_bind_template_child (widget_class, CairnMainWindow, title);
  gtk_widget_class_bind_template_child (widget_class, CairnMainWindow, new_button);
  gtk_widget_class_bind_template_child (widget_class, CairnMainWindow, undo_button);
  gtk_widget_class_bind_template_child (widget_class, CairnMainWindow, redo_button);
  gtk_widget_class_bind_template_child (widget_class, CairnMainWindow, back_button);
  gtk_widget_class_bind_template_child (widget_class, CairnMainWindow, timings_bar);
  gtk_widget_class_bind_template_child (widget_class, CairnMainWindow, notice);
  gtk_widget_class_bind_template_child (widget_class, CairnMainWindow, notice_label);
  gtk_widget_class_bind_template_child (widget_class, CairnMainWindow, notice_button);
  gtk_widget_class_bind_template_child (widget_class, CairnMainWindow, sidebar_flap);
  gtk_widget_class_bind_template_child (widget_class, CairnMainWindow, inspector_flap);
  gtk_widget_class_bind_template_child (widget_class, CairnMainWindow, sidebar_bin);
  gtk_widget_class_bind_template_child (widget_class, CairnMainWindow, inspector_bin);
  gtk_widget_class_bind_template_child (widget_class, CairnMainWindow, pile_ups_bin);
  gtk_widget_class_bind_template_child (widget_class, CairnMainWindow, paned);
  gtk_widget_class_bind_template_child (widget_class, CairnMainWindow, compare_panel);
  gtk_widget_class_bind_template_child (widget_class, CairnMainWindow, canvas);
  gtk_widget_class_bind_template_child (widget_class, CairnMainWindow, beside);
  gtk_widget_class_bind_template_child (widget_class, CairnMainWindow, tool_strip);
  gtk_widget_class_bind_template_child (widget_class, CairnMainWindow, find_bar);
  gtk_widget_class_bind_template_child (widget_class, CairnMainWindow, filter_bar);
  gtk_widget_class_bind_template_child (widget_class, CairnMainWindow, time_slider);
  gtk_widget_class_bind_template_child (widget_class, CairnMainWindow, tools_bar);
  gtk_widget_class_bind_template_child (widget_class, CairnMainWindow, zoom_button);
  gtk_widget_class_bind_template_child (widget_class, CairnMainWindow, zoom_text);
  gtk_widget_class_bind_template_child (widget_class, CairnMainWindow, recent_section);
  gtk_widget_class_bind_template_child (widget_class, CairnMainWindow, primary_menu);
}

static void
cairn_main_window_class_init (CairnMainWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cairn_main_window_dispose;
  widget_class->size_allocate = cairn_main_window_size_allocate;
  widget_class->unmap = cairn_main_window_unmap;
  GTK_WINDOW_CLASS (klass)->close_request = cairn_main_window_close_request;

  g_type_ensure (CAIRN_TYPE_CANVAS);
  g_type_ensure (CAIRN_TYPE_BESIDE_VIEW);
  g_type_ensure (CAIRN_TYPE_COMPARE_PANEL);
  g_type_ensure (CAIRN_TYPE_TIMINGS_BAR);
  g_type_ensure (CAIRN_TYPE_TOOL_STRIP);
  g_type_ensure (CAIRN_TYPE_FIND_BAR);
  g_type_ensure (CAIRN_TYPE_FILTER_BAR);
  g_type_ensure (CAIRN_TYPE_TIME_SLIDER);
  bind_template (widget_class);
  cairn_main_window_class_add_keys (widget_class);
}

static void
add_panels (CairnMainWindow *self)
{
  adw_bin_set_child (self->sidebar_bin, cairn_sidebar_new ());
  adw_bin_set_child (self->inspector_bin, cairn_inspector_new ());
  adw_bin_set_child (self->pile_ups_bin, cairn_pileup_list_new ());
  adw_flap_set_reveal_flap (self->sidebar_flap, self->want_sidebar);
  adw_flap_set_reveal_flap (self->inspector_flap, self->want_inspector);
  for (guint i = 0; i < 2; i++)
    {
      AdwFlap *flap = i == 0 ? self->sidebar_flap : self->inspector_flap;

      g_signal_connect_object (flap, "notify::folded", G_CALLBACK (folded_cb), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (flap, "notify::reveal-flap", G_CALLBACK (revealed_cb), self,
                               G_CONNECT_SWAPPED);
      revealed_cb (self, NULL, flap);
    }
}

static void
cairn_main_window_init (CairnMainWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->room = 2;
  cairn_find_bar_set_canvas (self->find_bar, self->canvas);
  self->paper = gtk_css_provider_new ();
  gtk_style_context_add_provider (gtk_widget_get_style_context (self->tools_bar),
                                  GTK_STYLE_PROVIDER (self->paper),
                                  GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  self->settings = cairn_settings_new ();
  restore_settings (self);
  connect_editor (self);
  cairn_main_window_add_actions (self);
  cairn_main_window_add_clipboard_actions (self);
  cairn_main_window_add_link_actions (self);
  cairn_main_window_add_file_actions (self);
  cairn_main_window_add_save_actions (self);
  cairn_main_window_add_export_actions (self);
  cairn_main_window_add_mark_actions (self);
  cairn_main_window_add_version_actions (self);
  cairn_main_window_add_timings_actions (self);
  cairn_main_window_add_looking_actions (self);
  cairn_main_window_add_alert_actions (self);
  cairn_main_window_add_data_actions (self);
  add_panels (self);
  g_signal_connect_object (self->paned, "notify::max-position", G_CALLBACK (max_position_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->canvas, "notify::zoom", G_CALLBACK (zoom_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark",
                           G_CALLBACK (dark_changed_cb), self, G_CONNECT_SWAPPED);
  cairn_action_add_keys_to_menu (self->primary_menu);
  cairn_action_add_keys_to_tooltips (GTK_WIDGET (self));
  cairn_main_window_show_template (self, NULL);
}

CairnMainWindow *
cairn_main_window_new (GtkApplication *application)
{
  g_return_val_if_fail (application == NULL || GTK_IS_APPLICATION (application), NULL);

  return g_object_new (CAIRN_TYPE_MAIN_WINDOW, "application", application, NULL);
}

CairnEditor *
cairn_main_window_get_editor (CairnMainWindow *self)
{
  g_return_val_if_fail (CAIRN_IS_MAIN_WINDOW (self), NULL);

  return self->editor;
}

GFile *
cairn_main_window_get_file (CairnMainWindow *self)
{
  g_return_val_if_fail (CAIRN_IS_MAIN_WINDOW (self), NULL);

  return self->file;
}

gboolean
cairn_main_window_is_pristine (CairnMainWindow *self)
{
  g_return_val_if_fail (CAIRN_IS_MAIN_WINDOW (self), FALSE);

  return self->file == NULL && !self->busy && !cairn_main_window_get_modified (self);
}
