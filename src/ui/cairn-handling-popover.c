/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-ui"

#include "ui/cairn-handling-popover.h"

#include "command/cairn-plan-commands.h"
#include "command/cairn-playbook-commands.h"
#include "insight/cairn-journey-studies.h"
#include "insight/cairn-study-handling.h"
#include "ui/cairn-words.h"

#include <glib/gi18n-lib.h>

#define WIDTH_CHARS 52

struct _CairnHandlingPopover
{
  GtkPopover parent_instance;

  GtkStack *stack;
  GtkBox *page;
  GtkWidget *playbooks; /* NULL: not asked for yet */

  CairnEditor *editor;
  CairnElement *stage;
  CairnStageStudy *study;
  CairnStudySetting setting;
};

G_DEFINE_FINAL_TYPE (CairnHandlingPopover, cairn_handling_popover, GTK_TYPE_POPOVER)

static GtkWidget *
new_text (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), WIDTH_CHARS);
  gtk_label_set_width_chars (GTK_LABEL (label), WIDTH_CHARS);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  return label;
}

static CairnElement *
find_action (CairnElement *stage, const char *title)
{
  CAIRN_FOREACH_CHILD (action, stage, CAIRN_KIND_ACTION)
    if (g_str_equal (cairn_element_get_title (action), title))
      return action;
  return NULL;
}

static gboolean
may_change (CairnHandlingPopover *self)
{
  return self->editor != NULL && cairn_element_get_parent (self->stage) != NULL
         && cairn_editor_may_change (self->editor);
}

/* ---- the action plan ---- */

static void
show_planned (GtkWidget *button, gboolean planned)
{
  gtk_button_set_label (GTK_BUTTON (button),
                        planned ? _ ("On the Action Plan") : _ ("Add to Action Plan"));
  gtk_widget_set_sensitive (button, !planned);
}

static void
add_cb (GtkButton *button, CairnHandlingPopover *self)
{
  const CairnHandling *handling = g_object_get_data (G_OBJECT (button), "handling");
  g_autofree char *label = NULL;
  g_autofree char *evidence = NULL;
  g_autofree char *reason = NULL;

  if (!may_change (self))
    return;
  label = cairn_study_words_label (cairn_stage_study_get_figures (self->study), &self->setting);
  evidence = cairn_study_words_evidence (self->study, &self->setting);
  reason = g_strdup_printf ("%s. %s", label, evidence);
  cairn_command_add_action (
    cairn_editor_get_history (self->editor), self->stage,
    &(CairnActionWords){ cairn_study_handling_get_title (handling), reason, "", "" });
  show_planned (GTK_WIDGET (button), TRUE);
}

/* ---- playbooks ---- */

static gboolean
is_work (CairnElement *step, CairnElement *stage)
{
  gint64 kind = cairn_element_get_int (step, CAIRN_PROP_KIND);

  return (kind == CAIRN_STEP_TOUCHPOINT || kind == CAIRN_STEP_TASK)
         && g_str_equal (cairn_element_get_string (step, CAIRN_PROP_STAGE),
                         cairn_element_get_id (stage));
}

/* The first step of the stage that has no playbook yet, else its first; NULL: it has none. */
static CairnElement *
find_step (CairnElement *stage)
{
  CairnElement *swimlane = cairn_element_get_parent (stage);
  CairnElement *first = NULL;

  if (swimlane == NULL)
    return NULL;
  CAIRN_FOREACH_CHILD (step, swimlane, CAIRN_KIND_STEP)
    {
      if (!is_work (step, stage))
        continue;
      if (cairn_element_first (step, CAIRN_KIND_ATTACHMENT) == NULL)
        return step;
      if (first == NULL)
        first = step;
    }
  return first;
}

static void
attach_cb (GtkButton *button, CairnHandlingPopover *self)
{
  const char *id = g_object_get_data (G_OBJECT (button), "playbook");
  CairnElement *step = find_step (self->stage);
  CairnElement *playbook;

  if (step == NULL || !may_change (self))
    return;
  playbook = cairn_document_lookup (cairn_editor_get_document (self->editor), id);
  if (playbook != NULL)
    cairn_command_attach (cairn_editor_get_history (self->editor), step, playbook);
  gtk_popover_popdown (GTK_POPOVER (self));
}

static GtkWidget *
new_playbook_page (CairnHandlingPopover *self, CairnElement *step)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  CairnElement *root = cairn_document_get_root (cairn_editor_get_document (self->editor));
  g_autofree char *name = cairn_words_title (step);
  /* translators: %s is the name of a step */
  g_autofree char *heading = g_strdup_printf (_ ("Attach a playbook to “%s”"), name);

  gtk_box_append (GTK_BOX (box), new_text (heading, "heading"));
  CAIRN_FOREACH_CHILD (playbook, root, CAIRN_KIND_PLAYBOOK)
    {
      GtkWidget *button = gtk_button_new_with_label (cairn_element_get_title (playbook));

      gtk_widget_add_css_class (button, "flat");
      gtk_widget_set_halign (gtk_button_get_child (GTK_BUTTON (button)), GTK_ALIGN_START);
      g_object_set_data_full (G_OBJECT (button), "playbook",
                              g_strdup (cairn_element_get_id (playbook)), g_free);
      g_signal_connect_object (button, "clicked", G_CALLBACK (attach_cb), self, 0);
      gtk_box_append (GTK_BOX (box), button);
    }
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), box);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  return scroller;
}

static void
choose_cb (CairnHandlingPopover *self)
{
  CairnElement *step = find_step (self->stage);

  if (step == NULL || !may_change (self))
    return;
  if (self->playbooks == NULL)
    {
      self->playbooks = new_playbook_page (self, step);
      gtk_stack_add_named (self->stack, self->playbooks, "playbooks");
    }
  gtk_stack_set_visible_child (self->stack, self->playbooks);
  gtk_widget_child_focus (self->playbooks, GTK_DIR_TAB_FORWARD);
}

/* ---- the page ---- */

static GtkWidget *
new_buttons (CairnHandlingPopover *self, const CairnHandling *handling)
{
  CairnElement *root = cairn_document_get_root (cairn_editor_get_document (self->editor));
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *add = gtk_button_new ();

  g_object_set_data (G_OBJECT (add), "handling", (gpointer) handling);
  show_planned (add, find_action (self->stage, cairn_study_handling_get_title (handling)) != NULL);
  g_signal_connect_object (add, "clicked", G_CALLBACK (add_cb), self, 0);
  gtk_box_append (GTK_BOX (box), add);
  if (handling->playbook && find_step (self->stage) != NULL
      && cairn_element_first (root, CAIRN_KIND_PLAYBOOK) != NULL)
    {
      GtkWidget *attach = gtk_button_new_with_label (_ ("Attach Playbook…"));

      g_signal_connect_object (attach, "clicked", G_CALLBACK (choose_cb), self, G_CONNECT_SWAPPED);
      gtk_box_append (GTK_BOX (box), attach);
    }
  return box;
}

static void
add_suggestion (CairnHandlingPopover *self, const CairnHandling *handling)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  gtk_box_append (GTK_BOX (row), new_text (cairn_study_handling_get_title (handling), NULL));
  gtk_box_append (GTK_BOX (row), new_text (cairn_study_handling_get_bucket (handling), "caption"));
  gtk_widget_add_css_class (gtk_widget_get_last_child (row), "dim-label");
  gtk_box_append (GTK_BOX (row), new_buttons (self, handling));
  gtk_widget_set_margin_top (row, 6);
  gtk_box_append (self->page, row);
}

static void
fill (CairnHandlingPopover *self)
{
  const CairnStudyFigures *figures = cairn_stage_study_get_figures (self->study);
  g_autofree char *label = cairn_study_words_label (figures, &self->setting);
  g_autofree char *evidence = cairn_study_words_evidence (self->study, &self->setting);
  g_autofree char *loss = cairn_study_words_loss (figures);
  g_autofree char *factors = cairn_study_words_factors (figures);
  g_autoptr (GPtrArray) handling = cairn_study_handling_list (self->study, &self->setting);

  gtk_box_append (self->page, new_text (label, "heading"));
  gtk_box_append (self->page, new_text (evidence, NULL));
  gtk_box_append (self->page, new_text (loss, NULL));
  if (factors != NULL)
    {
      gtk_box_append (self->page, new_text (factors, "caption"));
      gtk_widget_add_css_class (gtk_widget_get_last_child (GTK_WIDGET (self->page)), "dim-label");
    }
  for (guint i = 0; i < handling->len; i++)
    add_suggestion (self, g_ptr_array_index (handling, i));
  if (handling->len == 0)
    gtk_box_append (self->page, new_text (_ ("Nothing needs to be done here."), "dim-label"));
}

static void
forget (CairnHandlingPopover *self)
{
  g_clear_weak_pointer (&self->editor);
  g_clear_pointer (&self->stage, cairn_element_unref);
  g_clear_pointer (&self->study, cairn_stage_study_unref);
}

/* GTK may hold on to it for a while: what it is about goes at once. */
static gboolean
remove_popover (gpointer popover)
{
  forget (popover);
  if (gtk_widget_get_parent (popover) != NULL)
    gtk_widget_unparent (popover);
  return G_SOURCE_REMOVE;
}

/* Not before the button that closed it has done its work. */
static void
closed_cb (GtkPopover *popover)
{
  g_idle_add_full (G_PRIORITY_DEFAULT, remove_popover, g_object_ref (popover), g_object_unref);
}

static void
cairn_handling_popover_dispose (GObject *object)
{
  forget (CAIRN_HANDLING_POPOVER (object));
  G_OBJECT_CLASS (cairn_handling_popover_parent_class)->dispose (object);
}

static void
cairn_handling_popover_class_init (CairnHandlingPopoverClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cairn_handling_popover_dispose;
}

static void
cairn_handling_popover_init (CairnHandlingPopover *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->page = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 6));
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->page));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), 480);
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_add_named (self->stack, scroller, "page");
  gtk_popover_set_child (GTK_POPOVER (self), GTK_WIDGET (self->stack));
  gtk_widget_add_css_class (GTK_WIDGET (self), "cairn-handling");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Suggested handling"), -1);
}

void
cairn_handling_popover_show (GtkWidget *parent,
                             GtkWidget *at,
                             CairnEditor *editor,
                             CairnElement *stage,
                             CairnStageStudy *study)
{
  CairnHandlingPopover *self = g_object_new (CAIRN_TYPE_HANDLING_POPOVER, NULL);
  graphene_rect_t bounds;

  g_set_weak_pointer (&self->editor, editor);
  self->stage = cairn_element_ref (stage);
  self->study = cairn_stage_study_ref (study);
  self->setting = cairn_journey_studies_get_setting (stage);
  fill (self);
  gtk_widget_set_parent (GTK_WIDGET (self), parent);
  if (gtk_widget_compute_bounds (at, parent, &bounds))
    gtk_popover_set_pointing_to (
      GTK_POPOVER (self), &(GdkRectangle){ (int) bounds.origin.x, (int) bounds.origin.y,
                                           (int) bounds.size.width, (int) bounds.size.height });
  g_signal_connect (self, "closed", G_CALLBACK (closed_cb), NULL);
  gtk_popover_popup (GTK_POPOVER (self));
}
