/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-ui"

#include "config.h"

#include "ui/cairn-gap-plan.h"

#include "base/cairn-time.h"
#include "command/cairn-plan-commands.h"
#include "insight/cairn-study-format.h"
#include "ui/cairn-handling-popover.h"
#include "ui/cairn-inline-text.h"

#include <glib/gi18n-lib.h>

#define LINE "cairn-line"
#define LEAST_CHARS 6

/* One action, or one playbook. */
typedef struct
{
  CairnGapPlan *plan;
  CairnElement *element;
  gboolean updating;
  GtkWidget *box;
  GtkWidget *done; /* NULL: of a playbook */
  GtkWidget *title;
  GtkWidget *owner; /* NULL: of a playbook, like the next */
  GtkWidget *due;
} Line;

struct _CairnGapPlan
{
  GtkWidget parent_instance;

  GtkWidget *list;
  GtkWidget *add;
  GtkWidget *suggest;
  GPtrArray *lines; /* Line */

  CairnEditor *editor; /* weak */
  CairnElement *stage;
  CairnStageStudy *study;
};

G_DEFINE_FINAL_TYPE (CairnGapPlan, cairn_gap_plan, GTK_TYPE_WIDGET)

static void
line_free (gpointer data)
{
  Line *line = data;

  cairn_element_unref (line->element);
  g_free (line);
}

static gboolean
may_change (CairnGapPlan *self, CairnElement *element)
{
  return self->editor != NULL && cairn_element_get_parent (element) != NULL
         && cairn_editor_may_change (self->editor);
}

/* In a grid, as a box asks labels that break anywhere what they cannot tell. */
static void
put_beside (GtkWidget *grid, GtkWidget *widget)
{
  gtk_grid_attach_next_to (GTK_GRID (grid), widget, gtk_widget_get_last_child (grid), GTK_POS_RIGHT,
                           1, 1);
}

/* ---- what people do ---- */

/* No title: no action. */
static gboolean
apply_cb (GtkWidget *field, const char *text, gpointer data)
{
  const Line *line = data;
  CairnElement *action = line->element;
  CairnActionWords words = { cairn_element_get_string (action, CAIRN_PROP_TITLE),
                             cairn_element_get_string (action, CAIRN_PROP_REASON),
                             cairn_element_get_string (action, CAIRN_PROP_OWNER),
                             cairn_element_get_string (action, CAIRN_PROP_DATE) };
  gint64 moment;

  if (field == line->due && *text != '\0' && !cairn_time_parse (text, NULL, &moment))
    return FALSE;
  if (!may_change (line->plan, action))
    return TRUE;
  if (field == line->title && *text == '\0')
    {
      cairn_gap_plan_remove_later (line->plan->editor, action);
      return TRUE;
    }
  if (field == line->title)
    words.title = text;
  else if (field == line->owner)
    words.owner = text;
  else
    words.due = text;
  cairn_command_edit_action (cairn_editor_get_history (line->plan->editor), action, &words);
  return TRUE;
}

static void
done_cb (GtkCheckButton *button, GParamSpec *pspec, gpointer data)
{
  const Line *line = g_object_get_data (G_OBJECT (button), LINE);

  if (line != NULL && !line->updating && may_change (line->plan, line->element))
    cairn_command_set_action_done (cairn_editor_get_history (line->plan->editor), line->element,
                                   gtk_check_button_get_active (button));
}

/* The reason is what the figures say today. */
static gboolean
add_cb (GtkWidget *field, const char *text, gpointer data)
{
  CairnGapPlan *self = data;
  g_autoptr (CairnGap) gap = NULL;
  g_autofree char *reason = NULL;

  if (*text == '\0' || self->stage == NULL || !may_change (self, self->stage))
    return TRUE;
  gap = cairn_gap_new (self->stage, self->study);
  reason = g_strdup_printf ("%s. %s", gap->kind, gap->evidence);
  cairn_command_add_action (cairn_editor_get_history (self->editor), self->stage,
                            &(CairnActionWords){ text, reason, "", "" });
  return TRUE;
}

static void
suggest_cb (CairnGapPlan *self)
{
  if (self->editor != NULL && self->stage != NULL)
    cairn_handling_popover_show (GTK_WIDGET (self), self->suggest, self->editor, self->stage,
                                 self->study);
}

/* ---- a line ---- */

static GtkWidget *
new_field (Line *line, const char *name, const char *empty, const char *problem)
{
  GtkWidget *field = cairn_inline_text_new (name, empty, problem);

  cairn_inline_text_set_apply (CAIRN_INLINE_TEXT (field), apply_cb, line);
  return field;
}

static GtkWidget *
new_label (void)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_width_chars (GTK_LABEL (label), LEAST_CHARS);
  gtk_widget_add_css_class (label, "cairn-gap-playbook");
  return label;
}

static void
fill_action (Line *line, GtkWidget *mark, GtkWidget *who)
{
  line->done = gtk_check_button_new ();
  gtk_widget_set_valign (line->done, GTK_ALIGN_START);
  g_object_set_data (G_OBJECT (line->done), LINE, line);
  gtk_accessible_update_property (GTK_ACCESSIBLE (line->done), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Done"), -1);
  gtk_widget_set_tooltip_text (line->done, _ ("Done"));
  g_signal_connect_object (line->done, "notify::active", G_CALLBACK (done_cb), line->plan, 0);
  put_beside (mark, line->done);
  line->title = new_field (line, _ ("Action"), _ ("What is to be done"), NULL);
  line->owner = new_field (line, _ ("Owner"), _ ("Owner?"), NULL);
  line->due = new_field (line, _ ("Due"), _ ("Due?"), _ ("A date such as 2026-12-04"));
  put_beside (who, line->owner);
  put_beside (who, line->due);
}

static void
fill_playbook (Line *line, GtkWidget *mark)
{
  GtkWidget *icon = gtk_image_new_from_icon_name ("cairn-playbook-symbolic");

  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_widget_add_css_class (icon, "cairn-gap-icon");
  put_beside (mark, icon);
  line->title = new_label ();
}

static void
add_line (CairnGapPlan *self, const CairnGapAction *action)
{
  Line *line = g_new0 (Line, 1);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *who = gtk_grid_new ();

  line->plan = self;
  line->element = cairn_element_ref (action->element);
  line->box = gtk_grid_new ();
  gtk_grid_set_column_spacing (GTK_GRID (line->box), 2);
  if (action->playbook)
    fill_playbook (line, line->box);
  else
    fill_action (line, line->box, who);
  gtk_widget_add_css_class (who, "cairn-gap-who");
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_box_append (GTK_BOX (texts), line->title);
  gtk_box_append (GTK_BOX (texts), who);
  put_beside (line->box, texts);
  gtk_box_append (GTK_BOX (self->list), line->box);
  g_ptr_array_add (self->lines, line);
}

/* What is being typed goes with its line. */
static void
silence (GtkWidget *field)
{
  if (CAIRN_IS_INLINE_TEXT (field))
    cairn_inline_text_set_apply (CAIRN_INLINE_TEXT (field), NULL, NULL);
}

static void
drop_lines (CairnGapPlan *self)
{
  for (guint i = 0; i < self->lines->len; i++)
    {
      const Line *line = g_ptr_array_index (self->lines, i);

      silence (line->title);
      silence (line->owner);
      silence (line->due);
      gtk_box_remove (GTK_BOX (self->list), line->box);
    }
  g_ptr_array_set_size (self->lines, 0);
}

static void
show_action (Line *line, const CairnGapAction *action)
{
  gint64 moment;
  g_autofree char *day = NULL;
  g_autofree char *due = NULL;

  if (cairn_time_parse (action->due, NULL, &moment))
    {
      g_autoptr (GTimeZone) zone = g_time_zone_new_local ();

      cairn_time_parse (action->due, zone, &moment);
      day = cairn_study_format_day (moment);
      due = g_strdup_printf (action->late ? _ ("was due %s") : _ ("due %s"), day);
    }
  else
    due = g_strdup (action->due);
  line->updating = TRUE;
  gtk_check_button_set_active (GTK_CHECK_BUTTON (line->done), action->done);
  line->updating = FALSE;
  cairn_inline_text_set (CAIRN_INLINE_TEXT (line->title), action->title, action->title);
  cairn_inline_text_set (CAIRN_INLINE_TEXT (line->owner), action->owner, action->owner);
  cairn_inline_text_set (CAIRN_INLINE_TEXT (line->due), due, action->due);
  cairn_inline_text_set_style (CAIRN_INLINE_TEXT (line->title),
                               action->done ? "cairn-gap-done" : NULL);
  cairn_inline_text_set_style (CAIRN_INLINE_TEXT (line->due), action->late ? "cairn-over" : NULL);
}

static void
show_line (Line *line, const CairnGapAction *action)
{
  g_autofree char *text = NULL;

  if (!action->playbook)
    {
      show_action (line, action);
      return;
    }
  text = g_strjoin (" · ", action->title, *action->owner != '\0' ? action->owner : NULL, NULL);
  gtk_label_set_label (GTK_LABEL (line->title), text);
}

static gboolean
has_lines_of (CairnGapPlan *self, GPtrArray *plan)
{
  if (self->lines->len != plan->len)
    return FALSE;
  for (guint i = 0; i < plan->len; i++)
    if (((const Line *) g_ptr_array_index (self->lines, i))->element
        != ((const CairnGapAction *) g_ptr_array_index (plan, i))->element)
      return FALSE;
  return TRUE;
}

/* ---- the widget ---- */

static void
cairn_gap_plan_dispose (GObject *object)
{
  CairnGapPlan *self = CAIRN_GAP_PLAN (object);
  GtkWidget *child;

  if (self->lines != NULL)
    drop_lines (self);
  g_clear_pointer (&self->lines, g_ptr_array_unref);
  /* A popover may be open. */
  while ((child = gtk_widget_get_last_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_weak_pointer (&self->editor);
  g_clear_pointer (&self->stage, cairn_element_unref);
  g_clear_pointer (&self->study, cairn_stage_study_unref);
  G_OBJECT_CLASS (cairn_gap_plan_parent_class)->dispose (object);
}

static void
cairn_gap_plan_class_init (CairnGapPlanClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cairn_gap_plan_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
}

static void
cairn_gap_plan_init (CairnGapPlan *self)
{
  GtkWidget *more = gtk_grid_new ();

  gtk_grid_set_column_spacing (GTK_GRID (more), 6);
  gtk_orientable_set_orientation (
    GTK_ORIENTABLE (gtk_widget_get_layout_manager (GTK_WIDGET (self))), GTK_ORIENTATION_VERTICAL);
  self->lines = g_ptr_array_new_with_free_func (line_free);
  self->list = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  self->add = cairn_inline_text_new (_ ("New action"), _ ("Add an action…"), NULL);
  cairn_inline_text_set_apply (CAIRN_INLINE_TEXT (self->add), add_cb, self);
  self->suggest = gtk_button_new_with_label (_ ("Suggestions…"));
  gtk_button_set_has_frame (GTK_BUTTON (self->suggest), FALSE);
  gtk_widget_add_css_class (self->suggest, "cairn-gap-more");
  gtk_widget_add_css_class (self->add, "cairn-gap-more");
  put_beside (more, self->add);
  put_beside (more, self->suggest);
  g_signal_connect_object (self->suggest, "clicked", G_CALLBACK (suggest_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_set_parent (self->list, GTK_WIDGET (self));
  gtk_widget_set_parent (more, GTK_WIDGET (self));
}

typedef struct
{
  CairnEditor *editor;
  CairnElement *element;
} Removal;

static void
removal_free (gpointer data)
{
  Removal *self = data;

  g_object_unref (self->editor);
  cairn_element_unref (self->element);
  g_free (self);
}

static gboolean
remove_cb (gpointer data)
{
  const Removal *self = data;

  if (cairn_element_get_parent (self->element) != NULL)
    cairn_command_remove_from_plan (cairn_editor_get_history (self->editor), self->element);
  return G_SOURCE_REMOVE;
}

void
cairn_gap_plan_remove_later (CairnEditor *editor, CairnElement *element)
{
  Removal *removal;

  g_return_if_fail (CAIRN_IS_EDITOR (editor));

  removal = g_new (Removal, 1);
  *removal = (Removal){ g_object_ref (editor), cairn_element_ref (element) };
  g_idle_add_full (G_PRIORITY_DEFAULT, remove_cb, removal, removal_free);
}

GtkWidget *
cairn_gap_plan_new (CairnEditor *editor)
{
  CairnGapPlan *self = g_object_new (CAIRN_TYPE_GAP_PLAN, NULL);

  g_set_weak_pointer (&self->editor, editor);
  return GTK_WIDGET (self);
}

void
cairn_gap_plan_show (CairnGapPlan *self, const CairnGap *gap)
{
  g_return_if_fail (CAIRN_IS_GAP_PLAN (self));

  cairn_element_ref (gap->stage);
  g_clear_pointer (&self->stage, cairn_element_unref);
  self->stage = gap->stage;
  cairn_stage_study_ref (gap->study);
  g_clear_pointer (&self->study, cairn_stage_study_unref);
  self->study = gap->study;
  if (!has_lines_of (self, gap->plan))
    {
      drop_lines (self);
      for (guint i = 0; i < gap->plan->len; i++)
        add_line (self, g_ptr_array_index (gap->plan, i));
    }
  for (guint i = 0; i < gap->plan->len; i++)
    show_line (g_ptr_array_index (self->lines, i), g_ptr_array_index (gap->plan, i));
}
