/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-ui"

#include "ui/cairn-compare-panel.h"

#include <glib/gi18n-lib.h>

/* More would not be read, and each is a row. */
#define MAX_ROWS 1000

struct _CairnComparePanel
{
  GtkWidget parent_instance;

  GtkWidget *content;
  GtkLabel *heading;
  GtkListBox *box;

  CairnEditor *editor;
  GSignalGroup *editor_signals;
  GSignalGroup *comparison_signals;
};

G_DEFINE_FINAL_TYPE (CairnComparePanel, cairn_compare_panel, GTK_TYPE_WIDGET)

static CairnComparison *
comparison_of (CairnComparePanel *self)
{
  return self->editor != NULL ? cairn_editor_get_comparison (self->editor) : NULL;
}

static const char *
icon_of (CairnDifferenceKind kind)
{
  static const char *const icons[CAIRN_N_DIFFERENCE_KINDS] = {
    [CAIRN_DIFFERENCE_ADDED] = "list-add-symbolic",
    [CAIRN_DIFFERENCE_REMOVED] = "list-remove-symbolic",
    [CAIRN_DIFFERENCE_MOVED] = "go-next-symbolic",
    [CAIRN_DIFFERENCE_REWORDED] = "document-edit-symbolic",
    [CAIRN_DIFFERENCE_CHANGED] = "dialog-information-symbolic",
  };

  return icons[kind];
}

static GtkWidget *
row_new (const CairnDifference *difference)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *what = gtk_label_new (difference->what);
  GtkWidget *where = gtk_label_new (difference->where);
  g_autofree char *sentence = cairn_difference_dup_sentence (difference);

  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (icon_of (difference->kind)));
  gtk_label_set_xalign (GTK_LABEL (what), 0);
  gtk_label_set_ellipsize (GTK_LABEL (what), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (what, TRUE);
  gtk_label_set_ellipsize (GTK_LABEL (where), PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_max_width_chars (GTK_LABEL (where), 28);
  gtk_widget_add_css_class (where, "dim-label");
  gtk_widget_add_css_class (where, "caption");
  gtk_box_append (GTK_BOX (box), what);
  gtk_box_append (GTK_BOX (box), where);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_widget_set_tooltip_text (row, sentence);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, sentence,
                                  -1);
  return row;
}

static void
show_heading (CairnComparePanel *self, CairnComparison *comparison)
{
  guint n = cairn_comparison_get_differences (comparison)->len;
  g_autofree char *text = NULL;

  if (n == 0)
    /* translators: %s is a snapshot, a file, a version of a diagram */
    text = g_strdup_printf (_ ("Compared with %s: no differences"),
                            cairn_comparison_get_name (comparison));
  else
    text = g_strdup_printf (
      /* translators: %s is a snapshot, a file, a version of a diagram */
      g_dngettext (GETTEXT_PACKAGE, "Compared with %s: %u difference",
                   "Compared with %s: %u differences", n),
      cairn_comparison_get_name (comparison), n);
  gtk_label_set_label (self->heading, text);
}

static void
show_differences (CairnComparePanel *self)
{
  CairnComparison *comparison = comparison_of (self);
  GtkListBoxRow *row;
  GPtrArray *differences;

  while ((row = gtk_list_box_get_row_at_index (self->box, 0)) != NULL)
    gtk_list_box_remove (self->box, GTK_WIDGET (row));
  gtk_widget_set_visible (GTK_WIDGET (self), comparison != NULL);
  if (comparison == NULL)
    return;
  show_heading (self, comparison);
  differences = cairn_comparison_get_differences (comparison);
  for (guint i = 0; i < MIN (differences->len, MAX_ROWS); i++)
    gtk_list_box_append (self->box, row_new (g_ptr_array_index (differences, i)));
}

static void
comparison_cb (CairnComparePanel *self)
{
  g_signal_group_set_target (self->comparison_signals, comparison_of (self));
  show_differences (self);
}

/* @element, if it stands in this journey, or else NULL. */
static CairnElement *
live (CairnComparePanel *self, CairnElement *element)
{
  CairnDocument *document = cairn_editor_get_document (self->editor);

  return element != NULL
             && cairn_document_lookup (document, cairn_element_get_id (element)) == element
           ? element
           : NULL;
}

static void
activated_cb (CairnComparePanel *self, GtkListBoxRow *row)
{
  CairnComparison *comparison = comparison_of (self);
  int nth = gtk_list_box_row_get_index (row);
  const CairnDifference *difference;
  CairnElement *element;

  if (comparison == NULL || nth >= (int) cairn_comparison_get_differences (comparison)->len)
    return;
  difference = g_ptr_array_index (cairn_comparison_get_differences (comparison), (guint) nth);
  element = live (self, difference->after);
  if (element == NULL)
    element = live (self, difference->before);
  if (element != NULL)
    {
      cairn_editor_reveal (self->editor, element);
      return;
    }
  /* What is gone cannot be shown, but where it was can. */
  if (live (self, difference->place) != NULL
      && cairn_element_get_diagram (difference->place) != NULL)
    cairn_editor_set_diagram (self->editor, cairn_element_get_diagram (difference->place));
  cairn_editor_announce (self->editor, difference->what);
}

void
cairn_compare_panel_step (CairnComparePanel *self, int by)
{
  GtkListBoxRow *row;
  int at;

  g_return_if_fail (CAIRN_IS_COMPARE_PANEL (self));

  row = gtk_list_box_get_selected_row (self->box);
  at = row != NULL ? gtk_list_box_row_get_index (row) + by : 0;
  row = gtk_list_box_get_row_at_index (self->box, at);
  if (row == NULL)
    row = gtk_list_box_get_row_at_index (self->box, 0);
  if (row == NULL)
    return;
  gtk_list_box_select_row (self->box, row);
  activated_cb (self, row);
}

static void
cairn_compare_panel_dispose (GObject *object)
{
  CairnComparePanel *self = CAIRN_COMPARE_PANEL (object);

  g_clear_pointer (&self->content, gtk_widget_unparent);
  g_clear_object (&self->editor_signals);
  g_clear_object (&self->comparison_signals);
  g_clear_object (&self->editor);
  G_OBJECT_CLASS (cairn_compare_panel_parent_class)->dispose (object);
}

static void
cairn_compare_panel_class_init (CairnComparePanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cairn_compare_panel_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/cairn_journeys/Cairn/ui/cairn-compare-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, CairnComparePanel, content);
  gtk_widget_class_bind_template_child (widget_class, CairnComparePanel, heading);
  gtk_widget_class_bind_template_child (widget_class, CairnComparePanel, box);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
}

static void
cairn_compare_panel_init (CairnComparePanel *self)
{
  self->editor_signals = g_signal_group_new (CAIRN_TYPE_EDITOR);
  g_signal_group_connect_swapped (self->editor_signals, "notify::comparison",
                                  G_CALLBACK (comparison_cb), self);
  self->comparison_signals = g_signal_group_new (CAIRN_TYPE_COMPARISON);
  g_signal_group_connect_swapped (self->comparison_signals, "changed",
                                  G_CALLBACK (show_differences), self);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

void
cairn_compare_panel_set_editor (CairnComparePanel *self, CairnEditor *editor)
{
  g_return_if_fail (CAIRN_IS_COMPARE_PANEL (self));

  if (!g_set_object (&self->editor, editor))
    return;
  g_signal_group_set_target (self->editor_signals, editor);
  comparison_cb (self);
}
