/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-ui"

#include "config.h"

#include "ui/cairn-stage-page.h"

#include <glib/gi18n-lib.h>

#define SPEC "cairn-page"
#define SCOPE "cairn-scope"
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

/* Made when it is asked for: the scope changes with the choice of window and segment. */
static void
explain_cb (GtkMenuButton *button, gpointer page)
{
  const CairnStagePageSpec *spec = g_object_get_data (page, SPEC);
  const char *scope = g_object_get_data (page, SCOPE);
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);

  for (CairnFact fact = spec->first; fact <= spec->last; fact++)
    {
      GtkWidget *name = new_words (cairn_stage_words_name (fact), "heading");

      if (fact > spec->first)
        gtk_widget_set_margin_top (name, 10);
      gtk_box_append (GTK_BOX (box), name);
      gtk_box_append (GTK_BOX (box), new_words (cairn_stage_words_formula (fact), NULL));
    }
  if (scope != NULL)
    {
      GtkWidget *label = new_words (scope, "dim-label");

      gtk_widget_set_margin_top (label, 12);
      gtk_box_append (GTK_BOX (box), label);
    }
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
cairn_stage_page_set_scope (GtkWidget *page, const char *scope)
{
  g_object_set_data_full (G_OBJECT (page), SCOPE, g_strdup (scope), g_free);
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
