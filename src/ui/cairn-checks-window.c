/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-ui"

#include "config.h"

#include "ui/cairn-checks-window.h"

#include "insight/cairn-diagram-checks.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#define ID "cairn-check-id"

static void
row_activated_cb (AdwActionRow *row, GtkWindow *window)
{
  CairnEditor *editor = g_object_get_data (G_OBJECT (window), "editor");
  CairnElement *element = cairn_document_lookup (cairn_editor_get_document (editor),
                                                 g_object_get_data (G_OBJECT (row), ID));

  if (element != NULL)
    cairn_editor_reveal (editor, element);
  gtk_window_close (window);
}

static void
add_row (GtkWindow *window, AdwPreferencesGroup *group, const CairnCheck *check)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), check->text);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 3);
  adw_action_row_set_icon_name (ADW_ACTION_ROW (row), check->kind == CAIRN_CHECK_HOLE
                                                        ? "cairn-flow-symbolic"
                                                        : "dialog-information-symbolic");
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), ID, g_strdup (cairn_element_get_id (check->element)),
                          g_free);
  g_signal_connect_object (row, "activated", G_CALLBACK (row_activated_cb), window, 0);
  adw_preferences_group_add (group, row);
}

static void
add_group (GtkWindow *window, GtkBox *box, const char *title, const char *none, GPtrArray *checks)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());

  adw_preferences_group_set_title (group, title);
  if (checks->len == 0)
    adw_preferences_group_set_description (group, none);
  for (guint i = 0; i < checks->len; i++)
    add_row (window, group, g_ptr_array_index (checks, i));
  gtk_box_append (box, GTK_WIDGET (group));
}

/* The other view of @diagram: the one that it is linked with, else the first in its segment. */
static CairnElement *
find_other (CairnElement *diagram)
{
  CairnElement *partner = cairn_diagram_checks_find_partner (diagram);
  CairnKind kind = cairn_element_get_kind (diagram);

  if (partner != NULL || kind == CAIRN_KIND_CTQ)
    return partner;
  return cairn_element_first (cairn_element_get_parent (diagram),
                              kind == CAIRN_KIND_SIPOC ? CAIRN_KIND_SWIMLANE : CAIRN_KIND_SIPOC);
}

static void
add_comparison (GtkWindow *window, GtkBox *box, CairnElement *diagram)
{
  CairnElement *other = find_other (diagram);
  gboolean is_sipoc = cairn_element_get_kind (diagram) == CAIRN_KIND_SIPOC;
  g_autoptr (GPtrArray) differences = NULL;
  g_autofree char *title = NULL;

  if (other == NULL)
    return;
  differences
    = cairn_diagram_checks_compare (is_sipoc ? diagram : other, is_sipoc ? other : diagram);
  /* translators: %s is a diagram */
  title = g_strdup_printf (_ ("Compared with “%s”"), cairn_element_get_title (other));
  add_group (window, box, title, _ ("Both show the same."), differences);
}

void
cairn_checks_window_present (GtkWindow *parent, CairnEditor *editor)
{
  CairnElement *diagram = cairn_editor_get_diagram (editor);
  GtkWidget *content, *scroller, *box;
  GtkEventController *keys;
  GtkWindow *window;

  if (diagram == NULL)
    return;
  window = GTK_WINDOW (adw_window_new ());
  content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  scroller = gtk_scrolled_window_new ();
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 24);
  keys = gtk_shortcut_controller_new ();
  gtk_window_set_title (window, _ ("Checks and Comparison"));
  gtk_window_set_transient_for (window, parent);
  gtk_window_set_modal (window, TRUE);
  gtk_window_set_destroy_with_parent (window, TRUE);
  gtk_window_set_default_size (window, 560, 520);
  g_object_set_data_full (G_OBJECT (window), "editor", g_object_ref (editor), g_object_unref);
  for (guint i = 0; i < 4; i++)
    {
      static void (*const set[]) (GtkWidget *, int)
        = { gtk_widget_set_margin_top, gtk_widget_set_margin_bottom, gtk_widget_set_margin_start,
            gtk_widget_set_margin_end };

      set[i](box, 18);
    }
  add_group (window, GTK_BOX (box), _ ("Checks"), _ ("Nothing is lacking."),
             cairn_editor_get_checks (editor));
  add_comparison (window, GTK_BOX (box), diagram);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), box);
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_box_append (GTK_BOX (content), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (content), scroller);
  adw_window_set_content (ADW_WINDOW (window), content);
  gtk_shortcut_controller_add_shortcut (
    GTK_SHORTCUT_CONTROLLER (keys), gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0),
                                                      gtk_named_action_new ("window.close")));
  gtk_widget_add_controller (GTK_WIDGET (window), keys);
  gtk_window_present (window);
}
