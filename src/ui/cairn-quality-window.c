/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-ui"

#include "config.h"

#include "ui/cairn-quality-window.h"

#include "command/cairn-element-commands.h"
#include "insight/cairn-journey-timings.h"
#include "ui/cairn-quality-list.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

/* What the window keeps. */
typedef struct
{
  CairnEditor *editor;
  AdwBin *bin;
  char *shown;          /* as CSV; NULL: nothing yet */
  GtkSwitch *leave_out; /* who looks forgotten; NULL: nobody does */
} Content;

static void
content_free (gpointer data)
{
  Content *content = data;

  g_clear_object (&content->editor);
  g_free (content->shown);
  g_free (content);
}

static CairnElement *
find_source (CairnEditor *editor)
{
  return cairn_element_first (cairn_document_get_root (cairn_editor_get_document (editor)),
                              CAIRN_KIND_SOURCE);
}

static gboolean
leaves_out (CairnEditor *editor)
{
  return cairn_journey_timings_get_wish (cairn_editor_get_document (editor)).leave_out_forgotten;
}

static void
show_nothing (Content *content)
{
  GtkWidget *page = adw_status_page_new ();

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (page), "emblem-ok-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (page), _ ("Nothing to Look At"));
  adw_status_page_set_description (ADW_STATUS_PAGE (page),
                                   _ ("Every row of the data is counted as it stands."));
  adw_bin_set_child (content->bin, page);
}

static void
add_remarks (AdwPreferencesPage *page, const CairnQuality *quality)
{
  const char *const *remarks = quality != NULL ? cairn_quality_get_remarks (quality) : NULL;

  for (guint i = 0; remarks != NULL && remarks[i] != NULL; i++)
    {
      AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());

      adw_preferences_group_set_description (group, remarks[i]);
      adw_preferences_page_add (page, group);
    }
}

static void
leave_out_cb (GtkSwitch *button, GParamSpec *pspec, CairnEditor *editor)
{
  CairnElement *source = find_source (editor);
  g_autoptr (GPtrArray) elements = g_ptr_array_new ();
  g_auto (CairnValue) value
    = cairn_value_from_int (CAIRN_TYPE_BOOL, gtk_switch_get_active (button));

  if (source == NULL || gtk_switch_get_active (button) == leaves_out (editor))
    return;
  g_ptr_array_add (elements, source);
  cairn_command_set (cairn_editor_get_history (editor), elements, CAIRN_PROP_LEAVE_OUT_FORGOTTEN,
                     &value, FALSE);
}

/* They make every figure worse, but only who knows them can say that they are gone. */
static void
add_switch (Content *content, AdwPreferencesGroup *group)
{
  CairnEditor *editor = content->editor;
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_switch_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Leave Them Out of All Figures"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _ ("As long as they count, they count as "
                                                        "waiting. The journey remembers it."));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_switch_set_active (GTK_SWITCH (button), leaves_out (editor));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Leave Them Out of All Figures"), -1);
  g_signal_connect_object (button, "notify::active", G_CALLBACK (leave_out_cb), editor, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), button);
  adw_preferences_group_add (group, row);
  content->leave_out = GTK_SWITCH (button);
}

static GtkWidget *
new_group (Content *content, const CairnQualityGroup *group)
{
  GtkWidget *widget = cairn_quality_list_new_group (group);

  if (group->kind == CAIRN_FINDING_FORGOTTEN && find_source (content->editor) != NULL)
    add_switch (content, ADW_PREFERENCES_GROUP (widget));
  return widget;
}

/* Lists anew only what has become different: an opened row stays open meanwhile. */
static void
show (GtkWindow *window)
{
  Content *content = g_object_get_data (G_OBJECT (window), "content");
  CairnSnapshot *snapshot = cairn_editor_get_snapshot (content->editor);
  g_autoptr (GPtrArray) groups = cairn_quality_list_groups (snapshot);
  char *csv = cairn_quality_list_to_csv (groups);
  AdwPreferencesPage *page;

  if (g_strcmp0 (csv, content->shown) == 0)
    {
      if (content->leave_out != NULL)
        gtk_switch_set_active (content->leave_out, leaves_out (content->editor));
      g_free (csv);
      return;
    }
  g_free (content->shown);
  content->shown = csv;
  content->leave_out = NULL;
  if (groups->len == 0)
    {
      show_nothing (content);
      return;
    }
  page = ADW_PREFERENCES_PAGE (adw_preferences_page_new ());
  for (guint i = 0; i < groups->len; i++)
    adw_preferences_page_add (
      page, ADW_PREFERENCES_GROUP (new_group (content, g_ptr_array_index (groups, i))));
  add_remarks (page, cairn_snapshot_get_quality (snapshot));
  adw_bin_set_child (content->bin, GTK_WIDGET (page));
}

static void
copy_cb (GtkWindow *window)
{
  const Content *content = g_object_get_data (G_OBJECT (window), "content");

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (window)), content->shown);
}

static GtkWidget *
new_header (GtkWindow *window)
{
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *copy = gtk_button_new_with_mnemonic (_ ("_Copy as CSV"));

  gtk_widget_set_tooltip_text (copy, _ ("Copy all of it for a spreadsheet"));
  g_signal_connect_object (copy, "clicked", G_CALLBACK (copy_cb), window, G_CONNECT_SWAPPED);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), copy);
  return header;
}

static void
add_key (GtkWidget *window, guint key, GdkModifierType modifiers, const char *action)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_add_shortcut (
    GTK_SHORTCUT_CONTROLLER (keys),
    gtk_shortcut_new (gtk_keyval_trigger_new (key, modifiers), gtk_named_action_new (action)));
  gtk_widget_add_controller (window, keys);
}

GtkWindow *
cairn_quality_window_new (GtkWindow *parent, CairnEditor *editor)
{
  GtkWindow *window = GTK_WINDOW (adw_window_new ());
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  Content *content = g_new0 (Content, 1);

  content->editor = g_object_ref (editor);
  content->bin = ADW_BIN (adw_bin_new ());
  g_object_set_data_full (G_OBJECT (window), "content", content, content_free);
  gtk_window_set_title (window, _ ("Data Quality"));
  gtk_window_set_transient_for (window, parent);
  gtk_window_set_destroy_with_parent (window, TRUE);
  gtk_window_set_default_size (window, 620, 640);
  gtk_widget_set_size_request (GTK_WIDGET (window), 340, 280);
  gtk_widget_set_vexpand (GTK_WIDGET (content->bin), TRUE);
  gtk_box_append (GTK_BOX (box), new_header (window));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (content->bin));
  adw_window_set_content (ADW_WINDOW (window), box);
  add_key (GTK_WIDGET (window), GDK_KEY_Escape, 0, "window.close");
  g_signal_connect_object (editor, "notify::timings", G_CALLBACK (show), window, G_CONNECT_SWAPPED);
  show (window);
  return window;
}
