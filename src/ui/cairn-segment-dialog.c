/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-ui"

#include "ui/cairn-segment-dialog.h"

#include "insight/cairn-difference.h"
#include "insight/cairn-segment-compare.h"
#include "model/cairn-base.h"
#include "ui/cairn-words.h"

#include <glib/gi18n-lib.h>

struct _CairnSegmentDialog
{
  AdwWindow parent_instance;

  GtkDropDown *chosen[2];
  GtkWidget *bin; /* holds the tables */
  GPtrArray *segments;
  CairnSegmentComparison *comparison;
  CairnEditor *editor;
};

G_DEFINE_FINAL_TYPE (CairnSegmentDialog, cairn_segment_dialog, ADW_TYPE_WINDOW)

static GtkWidget *
attach (GtkGrid *grid, const char *text, int column, int row, gboolean strong)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), column == 0 || column == 3 ? 0 : 1);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, column == 0);
  gtk_widget_add_css_class (label, column == 0 ? "body" : "numeric");
  if (strong)
    gtk_widget_add_css_class (label, "heading");
  gtk_grid_attach (grid, label, column, row, 1, 1);
  return label;
}

static GtkGrid *
grid_new (CairnSegmentDialog *self, const char *heading)
{
  GtkGrid *grid = GTK_GRID (gtk_grid_new ());

  gtk_grid_set_column_spacing (grid, 18);
  gtk_grid_set_row_spacing (grid, 6);
  attach (grid, heading, 0, 0, TRUE);
  attach (grid, cairn_element_get_title (self->comparison->a), 1, 0, TRUE);
  attach (grid, cairn_element_get_title (self->comparison->b), 2, 0, TRUE);
  attach (grid, "", 3, 0, TRUE);
  return grid;
}

/* "+3", "−12", "": how B differs from A. */
static char *
dup_change (guint64 a, guint64 b)
{
  if (a == b)
    return g_strdup ("");
  return b > a ? g_strdup_printf ("+%'" G_GUINT64_FORMAT, b - a)
               : g_strdup_printf ("−%'" G_GUINT64_FORMAT, a - b);
}

static GtkWidget *
figures_new (CairnSegmentDialog *self)
{
  GtkGrid *grid = grid_new (self, _ ("In all"));

  for (guint i = 0; i < CAIRN_N_SEGMENT_FIGURES; i++)
    {
      guint64 a = cairn_segment_figure_get (&self->comparison->in_a, i);
      guint64 b = cairn_segment_figure_get (&self->comparison->in_b, i);
      g_autofree char *a_text = g_strdup_printf ("%'" G_GUINT64_FORMAT, a);
      g_autofree char *b_text = g_strdup_printf ("%'" G_GUINT64_FORMAT, b);
      g_autofree char *change = dup_change (a, b);

      attach (grid, cairn_segment_figure_label (i), 0, (int) i + 1, FALSE);
      attach (grid, a_text, 1, (int) i + 1, FALSE);
      attach (grid, b_text, 2, (int) i + 1, a != b);
      attach (grid, change, 3, (int) i + 1, TRUE);
    }
  return GTK_WIDGET (grid);
}

static char *
stage_text (const CairnElement *stage, const CairnSegmentFigures *figures)
{
  if (stage == NULL)
    return g_strdup ("—");
  /* translators: touchpoints and minutes of effort in a stage */
  return g_strdup_printf (_ ("%u · %'" G_GUINT64_FORMAT " min"), figures->touchpoints,
                          figures->minutes);
}

static char *
dup_stage_note (const CairnStageComparison *row)
{
  if (row->a == NULL)
    return g_strdup (_ ("+ added"));
  if (row->b == NULL)
    return g_strdup (_ ("− left out"));
  if (row->n_differences == 0)
    return g_strdup ("");
  return g_strdup_printf (
    g_dngettext (GETTEXT_PACKAGE, "≠ %u difference", "≠ %u differences", row->n_differences),
    row->n_differences);
}

static GtkWidget *
stages_new (CairnSegmentDialog *self)
{
  GtkGrid *grid = grid_new (self, _ ("Touchpoints and minutes by stage"));

  for (guint i = 0; i < self->comparison->stages->len; i++)
    {
      const CairnStageComparison *row
        = &g_array_index (self->comparison->stages, CairnStageComparison, i);
      g_autofree char *a = stage_text (row->a, &row->in_a);
      g_autofree char *b = stage_text (row->b, &row->in_b);
      g_autofree char *note = dup_stage_note (row);
      g_autofree char *title = cairn_words_title (row->b != NULL ? row->b : row->a);

      attach (grid, title, 0, (int) i + 1, FALSE);
      attach (grid, a, 1, (int) i + 1, FALSE);
      attach (grid, b, 2, (int) i + 1, *note != '\0');
      attach (grid, note, 3, (int) i + 1, TRUE);
    }
  return GTK_WIDGET (grid);
}

static void
activated_cb (CairnSegmentDialog *self, GtkListBoxRow *row)
{
  const CairnDifference *difference
    = g_ptr_array_index (self->comparison->differences, (guint) gtk_list_box_row_get_index (row));
  CairnElement *element = difference->after != NULL ? difference->after : difference->before;

  if (cairn_document_lookup (cairn_editor_get_document (self->editor),
                             cairn_element_get_id (element))
      != element)
    return;
  cairn_editor_reveal (self->editor, element);
  gtk_window_close (GTK_WINDOW (self));
}

static GtkWidget *
differences_new (CairnSegmentDialog *self)
{
  GtkWidget *list = gtk_list_box_new ();
  GPtrArray *differences = self->comparison->differences;

  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_list_box_set_placeholder (GTK_LIST_BOX (list),
                                gtk_label_new (_ ("These two segments say the same.")));
  for (guint i = 0; i < differences->len; i++)
    {
      g_autofree char *sentence
        = cairn_difference_dup_sentence (g_ptr_array_index (differences, i));
      GtkWidget *label = gtk_label_new (sentence);

      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_widget_set_margin_start (label, 10);
      gtk_widget_set_margin_end (label, 10);
      gtk_widget_set_margin_top (label, 6);
      gtk_widget_set_margin_bottom (label, 6);
      gtk_list_box_append (GTK_LIST_BOX (list), label);
    }
  g_signal_connect_object (list, "row-activated", G_CALLBACK (activated_cb), self,
                           G_CONNECT_SWAPPED);
  return list;
}

static void
show_comparison (CairnSegmentDialog *self)
{
  CairnElement *segments[2];
  GtkWidget *box;

  for (guint i = 0; i < 2; i++)
    {
      guint nth = gtk_drop_down_get_selected (self->chosen[i]);

      if (nth >= self->segments->len)
        return;
      segments[i] = g_ptr_array_index (self->segments, nth);
    }
  g_clear_pointer (&self->comparison, cairn_segment_comparison_free);
  self->comparison
    = cairn_segment_compare (cairn_editor_get_document (self->editor), segments[0], segments[1]);
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 24);
  gtk_widget_set_margin_start (box, 24);
  gtk_widget_set_margin_end (box, 24);
  gtk_widget_set_margin_top (box, 18);
  gtk_widget_set_margin_bottom (box, 24);
  gtk_box_append (GTK_BOX (box), figures_new (self));
  gtk_box_append (GTK_BOX (box), stages_new (self));
  gtk_box_append (GTK_BOX (box), differences_new (self));
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->bin), box);
}

static void
cairn_segment_dialog_dispose (GObject *object)
{
  CairnSegmentDialog *self = CAIRN_SEGMENT_DIALOG (object);

  g_clear_pointer (&self->comparison, cairn_segment_comparison_free);
  g_clear_pointer (&self->segments, g_ptr_array_unref);
  g_clear_object (&self->editor);
  G_OBJECT_CLASS (cairn_segment_dialog_parent_class)->dispose (object);
}

static void
cairn_segment_dialog_class_init (CairnSegmentDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cairn_segment_dialog_dispose;
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close",
                                       NULL);
}

static void
cairn_segment_dialog_init (CairnSegmentDialog *self)
{
  static const char *const labels[] = { N_ ("First segment"), N_ ("Second segment") };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *choice = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  self->segments = g_ptr_array_new_with_free_func ((GDestroyNotify) cairn_element_unref);
  for (guint i = 0; i < 2; i++)
    {
      self->chosen[i] = GTK_DROP_DOWN (gtk_drop_down_new (NULL, NULL));
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->chosen[i]),
                                      GTK_ACCESSIBLE_PROPERTY_LABEL, _ (labels[i]), -1);
      gtk_box_append (GTK_BOX (choice), GTK_WIDGET (self->chosen[i]));
    }
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (header), choice);
  self->bin = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->bin), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_widget_set_vexpand (self->bin, TRUE);
  gtk_box_append (GTK_BOX (box), header);
  gtk_box_append (GTK_BOX (box), self->bin);
  adw_window_set_content (ADW_WINDOW (self), box);
  gtk_window_set_title (GTK_WINDOW (self), _ ("Compare Segments"));
  gtk_window_set_default_size (GTK_WINDOW (self), 640, 620);
  gtk_window_set_modal (GTK_WINDOW (self), TRUE);
}

static void
fill (CairnSegmentDialog *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  CAIRN_FOREACH_CHILD (segment, cairn_document_get_root (cairn_editor_get_document (self->editor)),
                       CAIRN_KIND_SEGMENT)
    {
      g_autofree char *title = cairn_words_title (segment);

      gtk_string_list_append (names, title);
      g_ptr_array_add (self->segments, cairn_element_ref (segment));
    }
  for (guint i = 0; i < 2; i++)
    gtk_drop_down_set_model (self->chosen[i], G_LIST_MODEL (names));
}

void
cairn_segment_dialog_present (GtkWindow *parent, CairnEditor *editor, CairnElement *segment)
{
  CairnSegmentDialog *self
    = g_object_new (CAIRN_TYPE_SEGMENT_DIALOG, "transient-for", parent, NULL);
  CairnElement *base
    = segment != NULL ? cairn_base_get (cairn_editor_get_document (editor), segment) : NULL;
  guint a = 0, b = 0;

  self->editor = g_object_ref (editor);
  fill (self);
  if (segment != NULL && g_ptr_array_find (self->segments, segment, &b) && base == NULL && b == 0)
    b = MIN (1, self->segments->len - 1);
  if (base != NULL)
    g_ptr_array_find (self->segments, base, &a);
  gtk_drop_down_set_selected (self->chosen[0], a);
  gtk_drop_down_set_selected (self->chosen[1], b);
  for (guint i = 0; i < 2; i++)
    g_signal_connect_object (self->chosen[i], "notify::selected", G_CALLBACK (show_comparison),
                             self, G_CONNECT_SWAPPED);
  show_comparison (self);
  gtk_window_present (GTK_WINDOW (self));
}
