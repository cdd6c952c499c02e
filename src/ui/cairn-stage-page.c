/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-ui"

#include "config.h"

#include "ui/cairn-stage-page.h"

#include <glib/gi18n-lib.h>

#define SPEC "cairn-page"
#define SCOPE "cairn-scope"
#define STUDY "cairn-study"
#define SNAPSHOT "cairn-snapshot"
#define WORDS_WIDTH 56
#define WORDS_HEIGHT 380

static GtkWidget *
new_words (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), WORDS_WIDTH);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  return label;
}

static void
add_words (GtkWidget *box, const char *text, const char *style, int above)
{
  GtkWidget *label = new_words (text, style);

  gtk_widget_set_margin_top (label, above);
  gtk_box_append (GTK_BOX (box), label);
}

static void
add_figures (GtkWidget *box, GObject *page)
{
  const CairnStagePageSpec *spec = g_object_get_data (page, SPEC);
  CairnStageStudy *study = g_object_get_data (page, STUDY);
  g_autofree char *shared = NULL;

  if (study == NULL)
    return;
  for (CairnHow how = spec->first; how <= spec->last; how++)
    {
      g_autofree char *text = cairn_study_how_dup_figure (how, study);

      add_words (box, cairn_study_how_get_title (how), "heading", how > spec->first ? 10 : 0);
      add_words (box, text, NULL, 0);
    }
  shared = cairn_study_how_dup_shared (study, g_object_get_data (page, SNAPSHOT));
  add_words (box, _ ("All of these"), "heading", 10);
  add_words (box, shared, NULL, 0);
}

/* Made when it is asked for: numbers, window and segment change. */
static void
explain_cb (GtkMenuButton *button, gpointer page)
{
  const char *scope = g_object_get_data (page, SCOPE);
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);

  add_figures (box, page);
  if (scope != NULL)
    add_words (box, scope, "dim-label", 12);
  gtk_widget_set_margin_start (box, 6);
  gtk_widget_set_margin_end (box, 12);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_propagate_natural_width (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), WORDS_HEIGHT);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), box);
  gtk_popover_set_child (GTK_POPOVER (popover), scroller);
  gtk_menu_button_set_popover (button, popover);
}

GtkWidget *
cairn_stage_page_new (const CairnStagePageSpec *spec,
                      GtkWidget *content,
                      GtkLabel **sentence,
                      GtkBox **buttons)
{
  GtkWidget *page = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *how = gtk_menu_button_new ();

  *sentence = GTK_LABEL (gtk_label_new (NULL));
  *buttons = GTK_BOX (bar);
  gtk_label_set_xalign (*sentence, 0);
  gtk_label_set_wrap (*sentence, TRUE);
  gtk_widget_set_hexpand (GTK_WIDGET (*sentence), TRUE);
  gtk_widget_add_css_class (head, "cairn-page-head");
  gtk_widget_add_css_class (bar, "cairn-page-bar");
  gtk_menu_button_set_label (GTK_MENU_BUTTON (how), _ ("How Is This Computed?"));
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (how), explain_cb, page, NULL);
  gtk_widget_add_css_class (how, "cairn-link");
  gtk_widget_set_valign (how, GTK_ALIGN_START);
  gtk_menu_button_set_has_frame (GTK_MENU_BUTTON (how), FALSE);
  gtk_box_append (GTK_BOX (head), GTK_WIDGET (*sentence));
  gtk_box_append (GTK_BOX (head), how);
  gtk_box_append (GTK_BOX (page), head);
  gtk_box_append (GTK_BOX (page), bar);
  gtk_widget_set_vexpand (content, TRUE);
  gtk_box_append (GTK_BOX (page), content);
  g_object_set_data (G_OBJECT (page), SPEC, (gpointer) spec);
  return page;
}

void
cairn_stage_page_set_study (GtkWidget *page,
                            const char *scope,
                            CairnStageStudy *study,
                            CairnSnapshot *snapshot)
{
  g_object_set_data_full (G_OBJECT (page), SCOPE, g_strdup (scope), g_free);
  g_object_set_data_full (G_OBJECT (page), STUDY, cairn_stage_study_ref (study),
                          (GDestroyNotify) cairn_stage_study_unref);
  g_object_set_data_full (G_OBJECT (page), SNAPSHOT, cairn_snapshot_ref (snapshot),
                          (GDestroyNotify) cairn_snapshot_unref);
}

GtkWidget *
cairn_stage_page_add_button (GtkBox *buttons,
                             const char *label,
                             const char *action,
                             const char *tooltip)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_box_append (buttons, button);
  return button;
}
