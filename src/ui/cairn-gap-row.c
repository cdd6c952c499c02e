/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-ui"

#include "config.h"

#include "ui/cairn-gap-row.h"

#include "base/cairn-duration.h"
#include "command/cairn-element-commands.h"
#include "insight/cairn-study-how.h"
#include "render/cairn-theme.h"
#include "ui/cairn-column-layout.h"
#include "ui/cairn-gap-effects.h"
#include "ui/cairn-gap-plan.h"
#include "ui/cairn-inline-text.h"
#include "ui/cairn-tooltip.h"

#include <glib/gi18n-lib.h>

#define SPACE 12
#define LEAST_CHARS 4

struct _CairnGapRow
{
  GtkListBoxRow parent_instance;

  GtkWidget *stage_button;
  GtkLabel *name;
  GtkWidget *desired;
  GtkLabel *current;
  GtkLabel *current_note;
  GtkLabel *gap;
  GtkLabel *gap_note;
  GtkLabel *kind;
  GtkLabel *evidence;
  GtkWidget *plan;
  GtkWidget *effects;

  CairnEditor *editor; /* weak */
  CairnElement *stage;
  const char *gap_style; /* a CSS class; NULL: none */
};

G_DEFINE_FINAL_TYPE (CairnGapRow, cairn_gap_row, GTK_TYPE_LIST_BOX_ROW)

typedef enum
{
  COLUMN_METRIC,
  COLUMN_DESIRED,
  COLUMN_CURRENT,
  COLUMN_GAP,
  COLUMN_REASON,
  COLUMN_PLAN,
  COLUMN_EFFECT,
  N_COLUMNS
} Column;

static const char *const titles[N_COLUMNS] = {
  [COLUMN_METRIC] = N_ ("Metric"),       [COLUMN_DESIRED] = N_ ("Desired"),
  [COLUMN_CURRENT] = N_ ("Current"),     [COLUMN_GAP] = N_ ("Gap"),
  [COLUMN_REASON] = N_ ("Reason"),       [COLUMN_PLAN] = N_ ("Action · owner · due"),
  [COLUMN_EFFECT] = N_ ("Effect after"),
};

/* Of the width. */
static const int shares[N_COLUMNS] = {
  [COLUMN_METRIC] = 15, [COLUMN_DESIRED] = 8, [COLUMN_CURRENT] = 12, [COLUMN_GAP] = 13,
  [COLUMN_REASON] = 24, [COLUMN_PLAN] = 26,   [COLUMN_EFFECT] = 18,
};

/* ---- what people do ---- */

static void
open_cb (CairnGapRow *self)
{
  if (self->editor == NULL || cairn_element_get_parent (self->stage) == NULL)
    return;
  cairn_editor_reveal (self->editor, self->stage);
  cairn_editor_open_details (self->editor, self->stage);
}

/* No text: no target. */
static gboolean
target_cb (GtkWidget *field, const char *text, gpointer data)
{
  CairnGapRow *self = data;
  g_autoptr (GPtrArray) elements = g_ptr_array_new ();
  g_auto (CairnValue) value = cairn_value_from_int (CAIRN_TYPE_DURATION, 0);
  gint64 target = 0;

  if (*text != '\0' && (!cairn_duration_parse (text, &target) || target <= 0))
    return FALSE;
  if (self->editor == NULL || cairn_element_get_parent (self->stage) == NULL
      || !cairn_editor_may_change (self->editor))
    return TRUE;
  value.integer = target;
  g_ptr_array_add (elements, self->stage);
  cairn_command_set (cairn_editor_get_history (self->editor), elements, CAIRN_PROP_TARGET, &value,
                     FALSE);
  return TRUE;
}

/* ---- how it is built ---- */

static GtkWidget *
new_text (const char *style)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_width_chars (GTK_LABEL (label), LEAST_CHARS);
  gtk_widget_add_css_class (label, style);
  return label;
}

static GtkWidget *
new_line (const char *style)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_set_layout_manager (line, cairn_column_layout_new (shares, N_COLUMNS, SPACE));
  gtk_widget_add_css_class (line, style);
  return line;
}

static void
add_column (GtkWidget *line, GtkWidget *content)
{
  gtk_widget_set_valign (content, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (line), content);
}

static GtkWidget *
new_pair (GtkLabel **first, GtkLabel **second)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  *first = GTK_LABEL (new_text ("cairn-gap-figure"));
  *second = GTK_LABEL (new_text ("cairn-gap-note"));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (*first));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (*second));
  return box;
}

static GtkWidget *
new_metric (CairnGapRow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *what = new_text ("cairn-gap-note");

  self->name = GTK_LABEL (new_text ("cairn-gap-name"));
  self->stage_button = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (self->stage_button), GTK_WIDGET (self->name));
  gtk_button_set_has_frame (GTK_BUTTON (self->stage_button), FALSE);
  gtk_widget_add_css_class (self->stage_button, "cairn-gap-stage");
  gtk_widget_set_tooltip_text (self->stage_button, _ ("Who is behind these figures"));
  g_signal_connect_object (self->stage_button, "clicked", G_CALLBACK (open_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_label_set_label (GTK_LABEL (what), _ ("median stay"));
  gtk_box_append (GTK_BOX (box), self->stage_button);
  gtk_box_append (GTK_BOX (box), what);
  return box;
}

static GtkWidget *
new_reason (CairnGapRow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);

  self->kind = GTK_LABEL (new_text ("cairn-kind"));
  gtk_widget_set_halign (GTK_WIDGET (self->kind), GTK_ALIGN_START);
  self->evidence = GTK_LABEL (new_text ("cairn-gap-note"));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->kind));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->evidence));
  return box;
}

static void
build (CairnGapRow *self)
{
  GtkWidget *line = new_line ("cairn-gap-line");

  self->desired = cairn_inline_text_new (_ ("Desired"), _ ("no target set"),
                                         _ ("A span of time such as 14d; nothing: no target"));
  cairn_inline_text_set_apply (CAIRN_INLINE_TEXT (self->desired), target_cb, self);
  gtk_widget_add_css_class (self->desired, "cairn-gap-figure");
  self->plan = cairn_gap_plan_new (self->editor);
  self->effects = cairn_gap_effects_new (self->editor);
  add_column (line, new_metric (self));
  add_column (line, self->desired);
  add_column (line, new_pair (&self->current, &self->current_note));
  add_column (line, new_pair (&self->gap, &self->gap_note));
  add_column (line, new_reason (self));
  add_column (line, self->plan);
  add_column (line, self->effects);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), line);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), FALSE);
}

static void
cairn_gap_row_dispose (GObject *object)
{
  CairnGapRow *self = CAIRN_GAP_ROW (object);

  g_clear_weak_pointer (&self->editor);
  g_clear_pointer (&self->stage, cairn_element_unref);
  G_OBJECT_CLASS (cairn_gap_row_parent_class)->dispose (object);
}

static void
cairn_gap_row_class_init (CairnGapRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cairn_gap_row_dispose;
}

static void
cairn_gap_row_init (CairnGapRow *self)
{
}

GtkWidget *
cairn_gap_row_new (CairnEditor *editor, CairnElement *stage)
{
  CairnGapRow *self = g_object_new (CAIRN_TYPE_GAP_ROW, NULL);

  g_set_weak_pointer (&self->editor, editor);
  self->stage = cairn_element_ref (stage);
  build (self);
  return GTK_WIDGET (self);
}

CairnElement *
cairn_gap_row_get_stage (CairnGapRow *self)
{
  g_return_val_if_fail (CAIRN_IS_GAP_ROW (self), NULL);

  return self->stage;
}

GtkWidget *
cairn_gap_row_new_heading (void)
{
  GtkWidget *line = new_line ("cairn-gap-heading");

  for (Column column = 0; column < N_COLUMNS; column++)
    {
      GtkWidget *label = gtk_label_new (_ (titles[column]));

      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      add_column (line, label);
    }
  return line;
}

/* ---- what is shown ---- */

static void
set_label (GtkLabel *label, const char *text)
{
  if (g_str_equal (gtk_label_get_label (label), text))
    return;
  gtk_label_set_label (label, text);
  gtk_widget_set_visible (GTK_WIDGET (label), *text != '\0');
}

/* Each of its parts in a line of its own. */
static void
set_note (GtkLabel *label, const char *note)
{
  g_auto (GStrv) parts = g_strsplit (note, " · ", -1);
  g_autofree char *lines = g_strjoinv ("\n", parts);

  set_label (label, lines);
}

/* As the map colours the stage, where a target is missed; what is met is no news. */
static const char *
style_of (const CairnGap *gap)
{
  static const char *const styles[]
    = { NULL, "cairn-severity-1", "cairn-severity-2", "cairn-severity-3", "cairn-severity-4" };
  const CairnStudyFigures *figures = cairn_stage_study_get_figures (gap->study);

  if (!gap->open)
    return "dim-label";
  return figures->lost_per_week > 0 ? styles[cairn_theme_severity (figures->lost_per_week)] : NULL;
}

static void
show_gap (CairnGapRow *self, const CairnGap *gap)
{
  const char *style = style_of (gap);

  set_label (self->gap, gap->gap_words);
  set_note (self->gap_note, gap->gap_note);
  if (g_strcmp0 (self->gap_style, style) == 0)
    return;
  if (self->gap_style != NULL)
    gtk_widget_remove_css_class (GTK_WIDGET (self->gap), self->gap_style);
  if (style != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->gap), style);
  self->gap_style = style;
}

static void
explain (GtkLabel *label, CairnHow how, const CairnGap *gap, CairnSnapshot *snapshot)
{
  g_autofree char *text = cairn_study_how_dup_text (how, gap->study, snapshot);

  cairn_tooltip_set (gtk_widget_get_parent (GTK_WIDGET (label)), text);
}

/* The row in one sentence, for those who hear it. */
static void
describe (CairnGapRow *self, const CairnGap *gap)
{
  g_autofree char *sentence = g_strdup_printf (
    /* translators: %1$s is “Onboarding: median stay”, %2$s and %3$s spans of time, %4$s “32 d to
     * 48 d · n = 112”, %5$s “+18 d”, %6$s “1.9×”, %7$s “System · long-term” */
    _ ("%1$s. Desired %2$s, current %3$s (%4$s). Gap: %5$s %6$s. %7$s."), gap->metric, gap->desired,
    gap->current, gap->current_note, gap->gap_words, gap->gap_note, gap->kind);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, sentence,
                                  -1);
}

void
cairn_gap_row_show (CairnGapRow *self, const CairnGap *gap, CairnSnapshot *snapshot)
{
  const CairnStudyFigures *figures;
  g_autofree char *target = NULL;

  g_return_if_fail (CAIRN_IS_GAP_ROW (self));

  figures = cairn_stage_study_get_figures (gap->study);
  target = figures->target > 0 ? cairn_duration_to_string (figures->target) : g_strdup ("");
  set_label (self->name, figures->stage);
  cairn_inline_text_set (CAIRN_INLINE_TEXT (self->desired), figures->target > 0 ? gap->desired : "",
                         target);
  set_label (self->current, gap->current);
  set_note (self->current_note, gap->current_note);
  show_gap (self, gap);
  set_label (self->kind, gap->kind);
  set_label (self->evidence, gap->evidence);
  cairn_gap_plan_show (CAIRN_GAP_PLAN (self->plan), gap);
  cairn_gap_effects_show (CAIRN_GAP_EFFECTS (self->effects), gap);
  explain (self->current, CAIRN_HOW_MEDIAN, gap, snapshot);
  explain (self->gap, CAIRN_HOW_LOST, gap, snapshot);
  explain (self->kind, CAIRN_HOW_CLASS, gap, snapshot);
  describe (self, gap);
}
