/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-ui"

#include "config.h"

#include "ui/cairn-gap-window.h"

#include "insight/cairn-gap-report.h"
#include "ui/cairn-gap-row.h"
#include "ui/cairn-words.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MIN_WIDTH 860
#define MAX_WIDTH 1480
#define MIN_HEIGHT 480
#define MAX_HEIGHT 920
#define MARGIN 48

struct _CairnGapWindow
{
  AdwWindow parent_instance;

  CairnEditor *editor;
  GSignalGroup *editor_signals;
  GSignalGroup *document_signals;
  GPtrArray *gaps; /* CairnGap, as they are shown; NULL: there are no figures */

  AdwWindowTitle *title;
  AdwToastOverlay *toasts;
  GtkToggleButton *all;
  GtkLabel *sentence;
  GtkLabel *scope; /* whose figures, through which window, as of when */
  GtkStack *body;  /* the table, or why there is none */
  AdwStatusPage *nothing;
  GtkListBox *list; /* of CairnGapRow */
};

G_DEFINE_FINAL_TYPE (CairnGapWindow, cairn_gap_window, ADW_TYPE_WINDOW)

/* ---- the rows ---- */

static CairnGapRow *
row_at (CairnGapWindow *self, int place)
{
  return (CairnGapRow *) gtk_list_box_get_row_at_index (self->list, place);
}

static CairnGapRow *
find_row (CairnGapWindow *self, CairnElement *stage)
{
  CairnGapRow *row;

  for (int i = 0; (row = row_at (self, i)) != NULL; i++)
    if (cairn_gap_row_get_stage (row) == stage)
      return row;
  return NULL;
}

static gboolean
is_listed (CairnGapWindow *self, CairnElement *stage)
{
  for (guint i = 0; i < self->gaps->len; i++)
    if (((const CairnGap *) g_ptr_array_index (self->gaps, i))->stage == stage)
      return TRUE;
  return FALSE;
}

/* Somebody is typing in it: it stays until that is done. */
static gboolean
is_edited (CairnGapWindow *self, CairnGapRow *row)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));

  return GTK_IS_TEXT (focus) && gtk_widget_is_ancestor (focus, GTK_WIDGET (row));
}

static void
drop_rows (CairnGapWindow *self)
{
  CairnGapRow *row;

  for (int i = 0; (row = row_at (self, i)) != NULL;)
    if ((self->gaps != NULL && is_listed (self, cairn_gap_row_get_stage (row)))
        || is_edited (self, row))
      i++;
    else
      gtk_list_box_remove (self->list, GTK_WIDGET (row));
}

static gboolean
has_focus (CairnGapWindow *self)
{
  return (gtk_widget_get_state_flags (GTK_WIDGET (self->list)) & GTK_STATE_FLAG_FOCUS_WITHIN) != 0;
}

/* Rows stay as long as their stages do, and none moves away under the hands of whoever is at work
 * in the table. */
static void
show_rows (CairnGapWindow *self, CairnSnapshot *timings)
{
  drop_rows (self);
  for (guint i = 0; i < self->gaps->len; i++)
    {
      const CairnGap *gap = g_ptr_array_index (self->gaps, i);
      CairnGapRow *row = find_row (self, gap->stage);

      if (row == NULL)
        {
          row = CAIRN_GAP_ROW (cairn_gap_row_new (self->editor, gap->stage));
          gtk_list_box_insert (self->list, GTK_WIDGET (row), (int) i);
        }
      else if (gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row)) != (int) i && !has_focus (self))
        {
          g_object_ref (row);
          gtk_list_box_remove (self->list, GTK_WIDGET (row));
          gtk_list_box_insert (self->list, GTK_WIDGET (row), (int) i);
          g_object_unref (row);
        }
      cairn_gap_row_show (row, gap, timings);
    }
}

/* ---- what is shown ---- */

/* Sets @n to the number of stages that have figures. */
static GPtrArray *
find_gaps (CairnGapWindow *self, guint *n)
{
  CairnElement *diagram = cairn_editor_get_diagram (self->editor);
  GPtrArray *gaps = cairn_gap_list_new ();

  CAIRN_FOREACH_CHILD (stage, diagram, CAIRN_KIND_STAGE)
    {
      CairnStageStudy *study = cairn_editor_get_study (self->editor, stage);

      if (study != NULL)
        g_ptr_array_add (gaps, cairn_gap_new (stage, study));
    }
  *n = gaps->len;
  cairn_gap_list_arrange (gaps, gtk_toggle_button_get_active (self->all));
  return gaps;
}

static void
show_nothing (CairnGapWindow *self, const char *title, const char *why)
{
  GtkWidget *focus;

  adw_status_page_set_title (self->nothing, title);
  adw_status_page_set_description (self->nothing, why);
  gtk_stack_set_visible_child_name (self->body, "nothing");
  /* Keys have somebody to go to, though the row they went to is gone. */
  focus = gtk_window_get_focus (GTK_WINDOW (self));
  if (focus == NULL || !gtk_widget_get_mapped (focus))
    gtk_widget_grab_focus (GTK_WIDGET (self->all));
}

static gboolean
is_binned (CairnGapWindow *self)
{
  CAIRN_FOREACH_CHILD (stage, cairn_editor_get_diagram (self->editor), CAIRN_KIND_STAGE)
    {
      const CairnCell *cell = cairn_editor_get_cell (self->editor, stage);

      if (cell != NULL && cell->binned)
        return TRUE;
    }
  return FALSE;
}

static void
show_why_empty (CairnGapWindow *self, guint n_stages)
{
  if (n_stages > 0)
    show_nothing (self, _ ("No Missed Target"),
                  _ ("No stage is known to miss its target. “All Stages” shows them anyway."));
  else if (is_binned (self))
    show_nothing (self, _ ("Only Sums Are Known"),
                  _ ("This database server hands on sums, so the reasons of a gap are not known "
                     "here. Import the visits into a file to see them."));
  else
    show_nothing (self, _ ("Computing…"), NULL);
}

static void
show_scope (CairnGapWindow *self, CairnSnapshot *timings)
{
  const GPtrArray *gaps = self->gaps;
  const CairnGap *gap = gaps->len > 0 ? g_ptr_array_index (gaps, 0) : NULL;
  const char *segment = gap != NULL ? cairn_stage_study_get_figures (gap->study)->segment
                                    : cairn_editor_get_segment (self->editor);
  const char *stale = cairn_snapshot_get_stale (timings);
  g_autofree char *scope = cairn_gap_report_scope (timings, segment);
  g_autofree char *line = g_strjoin (" · ", scope, stale, NULL);

  gtk_label_set_label (self->scope, line);
}

/* "Enterprise › Onboarding" */
static void
show_place (CairnGapWindow *self)
{
  CairnElement *diagram = cairn_editor_get_diagram (self->editor);
  CairnElement *segment = cairn_element_ancestor (diagram, CAIRN_KIND_SEGMENT);
  g_autofree char *name = cairn_words_diagram (diagram);
  g_autofree char *place = segment != NULL
                             ? g_strdup_printf ("%s › %s", cairn_element_get_title (segment), name)
                             : g_strdup (name);

  adw_window_title_set_subtitle (self->title, place);
}

static void
show_gaps (CairnGapWindow *self, CairnSnapshot *timings)
{
  guint n;
  g_autofree char *summary = NULL;

  g_clear_pointer (&self->gaps, g_ptr_array_unref);
  self->gaps = find_gaps (self, &n);
  summary = cairn_gap_list_summarize (self->gaps, n);
  gtk_label_set_label (self->sentence, summary);
  show_scope (self, timings);
  show_place (self);
  show_rows (self, timings);
  if (row_at (self, 0) != NULL)
    gtk_stack_set_visible_child_name (self->body, "table");
  else
    show_why_empty (self, n);
}

static void
set_copies (CairnGapWindow *self, gboolean enabled)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "gaps.copy", enabled);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "gaps.copy-csv", enabled);
}

static void
update (CairnGapWindow *self)
{
  CairnElement *diagram = cairn_editor_get_diagram (self->editor);
  CairnSnapshot *timings = cairn_editor_get_timings (self->editor);
  gboolean is_map = diagram != NULL && cairn_element_get_kind (diagram) == CAIRN_KIND_SWIMLANE;

  if (is_map && timings != NULL)
    {
      show_gaps (self, timings);
      set_copies (self, self->gaps->len > 0);
      return;
    }
  g_clear_pointer (&self->gaps, g_ptr_array_unref);
  drop_rows (self);
  adw_window_title_set_subtitle (self->title, "");
  set_copies (self, FALSE);
  if (is_map)
    show_nothing (
      self, _ ("No Timings"),
      _ ("There is no database, or it cannot be read. The header of the map says why."));
  else
    show_nothing (self, _ ("Open a Swimlane"),
                  _ ("Targets, actions and changes belong to the stages of a swimlane."));
}

/* ---- what can be done ---- */

/* As text for whoever takes text, and as what it is. */
static void
copy_text (CairnGapWindow *self, const char *text, const char *mime_type, const char *sentence)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  GdkContentProvider *both[] = { gdk_content_provider_new_typed (G_TYPE_STRING, text),
                                 gdk_content_provider_new_for_bytes (mime_type, bytes) };
  g_autoptr (GdkContentProvider) all = gdk_content_provider_new_union (both, G_N_ELEMENTS (both));

  gdk_clipboard_set_content (gtk_widget_get_clipboard (GTK_WIDGET (self)), all);
  adw_toast_overlay_add_toast (self->toasts, adw_toast_new (sentence));
}

static void
copy_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CairnGapWindow *self = CAIRN_GAP_WINDOW (widget);
  g_autofree char *sheet
    = cairn_gap_report_sheet (self->gaps, cairn_editor_get_timings (self->editor));

  copy_text (self, sheet, "text/tab-separated-values",
             _ ("The table is on the clipboard: paste it into a spreadsheet."));
}

static void
copy_csv_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CairnGapWindow *self = CAIRN_GAP_WINDOW (widget);
  g_autofree char *csv = cairn_gap_report_csv (self->gaps, cairn_editor_get_timings (self->editor));

  copy_text (self, csv, "text/csv", _ ("The table is on the clipboard as CSV."));
}

static void
all_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CairnGapWindow *self = CAIRN_GAP_WINDOW (widget);

  gtk_toggle_button_set_active (self->all, !gtk_toggle_button_get_active (self->all));
}

/* As the keys of the window that this one belongs to. */
static void
undo_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (widget));
  gboolean redo = g_str_equal (name, "gaps.redo");

  if (parent != NULL)
    gtk_widget_activate_action (GTK_WIDGET (parent), redo ? "win.redo" : "win.undo", NULL);
}

/* ---- how it is built ---- */

static GtkWidget *
new_button (const char *label, const char *action, const char *tooltip)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_set_tooltip_text (button, tooltip);
  return button;
}

static GtkWidget *
new_header (CairnGapWindow *self)
{
  GtkWidget *header = adw_header_bar_new ();

  self->title = ADW_WINDOW_TITLE (adw_window_title_new (_ ("Gaps and Actions"), ""));
  self->all = GTK_TOGGLE_BUTTON (gtk_toggle_button_new_with_mnemonic (_ ("_All Stages")));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->all),
                               _ ("Also those that keep their target or have none (Ctrl+Shift+A)"));
  g_signal_connect_object (self->all, "toggled", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (header), GTK_WIDGET (self->title));
  adw_header_bar_pack_start (
    ADW_HEADER_BAR (header),
    new_button (_ ("Copy as _Table"), "gaps.copy", _ ("For a spreadsheet (Ctrl+C)")));
  adw_header_bar_pack_start (
    ADW_HEADER_BAR (header),
    new_button (_ ("Copy as CS_V"), "gaps.copy-csv", _ ("For programs (Ctrl+Shift+C)")));
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), GTK_WIDGET (self->all));
  return header;
}

static GtkWidget *
new_table (CairnGapWindow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->sentence = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->sentence, 0);
  gtk_label_set_wrap (self->sentence, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->sentence), "cairn-gap-sentence");
  self->scope = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->scope, 0);
  gtk_label_set_wrap (self->scope, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->scope), "cairn-gap-scope");
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Stages, what loses most first"), -1);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->list));
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->sentence));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->scope));
  gtk_box_append (GTK_BOX (box), cairn_gap_row_new_heading ());
  gtk_box_append (GTK_BOX (box), scroller);
  gtk_widget_add_css_class (box, "cairn-gaps");
  return box;
}

static void
cairn_gap_window_dispose (GObject *object)
{
  CairnGapWindow *self = CAIRN_GAP_WINDOW (object);

  g_clear_object (&self->editor_signals);
  g_clear_object (&self->document_signals);
  g_clear_pointer (&self->gaps, g_ptr_array_unref);
  g_clear_object (&self->editor);
  G_OBJECT_CLASS (cairn_gap_window_parent_class)->dispose (object);
}

static void
cairn_gap_window_class_init (CairnGapWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cairn_gap_window_dispose;
  gtk_widget_class_install_action (widget_class, "gaps.copy", NULL, copy_cb);
  gtk_widget_class_install_action (widget_class, "gaps.copy-csv", NULL, copy_csv_cb);
  gtk_widget_class_install_action (widget_class, "gaps.all", NULL, all_cb);
  gtk_widget_class_install_action (widget_class, "gaps.undo", NULL, undo_cb);
  gtk_widget_class_install_action (widget_class, "gaps.redo", NULL, undo_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK, "gaps.copy",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_C, GDK_CONTROL_MASK | GDK_SHIFT_MASK,
                                       "gaps.copy-csv", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_A, GDK_CONTROL_MASK | GDK_SHIFT_MASK,
                                       "gaps.all", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK, "gaps.undo",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Z, GDK_CONTROL_MASK | GDK_SHIFT_MASK,
                                       "gaps.redo", NULL);
}

static void
cairn_gap_window_init (CairnGapWindow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->editor_signals = g_signal_group_new (CAIRN_TYPE_EDITOR);
  g_signal_group_connect_swapped (self->editor_signals, "notify::timings", G_CALLBACK (update),
                                  self);
  g_signal_group_connect_swapped (self->editor_signals, "notify::diagram", G_CALLBACK (update),
                                  self);
  self->document_signals = g_signal_group_new (CAIRN_TYPE_DOCUMENT);
  g_signal_group_connect_swapped (self->document_signals, "changed", G_CALLBACK (update), self);
  self->toasts = ADW_TOAST_OVERLAY (adw_toast_overlay_new ());
  self->body = GTK_STACK (gtk_stack_new ());
  self->nothing = ADW_STATUS_PAGE (adw_status_page_new ());
  gtk_stack_add_named (self->body, new_table (self), "table");
  gtk_stack_add_named (self->body, GTK_WIDGET (self->nothing), "nothing");
  adw_toast_overlay_set_child (self->toasts, GTK_WIDGET (self->body));
  gtk_widget_set_vexpand (GTK_WIDGET (self->toasts), TRUE);
  gtk_box_append (GTK_BOX (box), new_header (self));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->toasts));
  adw_window_set_content (ADW_WINDOW (self), box);
  gtk_window_set_title (GTK_WINDOW (self), _ ("Gaps and Actions"));
}

/* ---- the one that a window has ---- */

static CairnGapWindow *
find_window (GtkWindow *parent)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (toplevels, i);

      if (CAIRN_IS_GAP_WINDOW (window) && gtk_window_get_transient_for (window) == parent)
        return CAIRN_GAP_WINDOW (window); /* it holds itself */
    }
  return NULL;
}

/* Nearly as large as what it belongs to: it is for showing to others. */
static CairnGapWindow *
window_new (GtkWindow *parent)
{
  CairnGapWindow *self = g_object_new (CAIRN_TYPE_GAP_WINDOW, "transient-for", parent,
                                       "destroy-with-parent", TRUE, NULL);

  gtk_window_set_default_size (
    GTK_WINDOW (self),
    CLAMP (gtk_widget_get_width (GTK_WIDGET (parent)) - MARGIN, MIN_WIDTH, MAX_WIDTH),
    CLAMP (gtk_widget_get_height (GTK_WIDGET (parent)) - MARGIN, MIN_HEIGHT, MAX_HEIGHT));
  return self;
}

void
cairn_gap_window_present (GtkWindow *parent, CairnEditor *editor)
{
  CairnGapWindow *self = find_window (parent);

  g_return_if_fail (CAIRN_IS_EDITOR (editor));

  if (self == NULL)
    self = window_new (parent);
  g_set_object (&self->editor, editor);
  g_signal_group_set_target (self->editor_signals, editor);
  g_signal_group_set_target (self->document_signals, cairn_editor_get_document (editor));
  update (self);
  gtk_window_present (GTK_WINDOW (self));
}

void
cairn_gap_window_dismiss (GtkWindow *parent)
{
  CairnGapWindow *self = find_window (parent);

  if (self != NULL)
    gtk_window_destroy (GTK_WINDOW (self));
}
