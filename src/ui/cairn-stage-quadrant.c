/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-ui"

#include "config.h"

#include "ui/cairn-stage-quadrant.h"

#include "base/cairn-csv.h"
#include "command/cairn-plan-commands.h"
#include "insight/cairn-quadrant-words.h"
#include "ui/cairn-words.h"

#include <glib/gi18n-lib.h>

#define QUADRANT "cairn-quadrant"
#define SPACE 12

typedef struct
{
  GtkWidget *open; /* the button with all that is said */
  GtkLabel *count;
  GtkLabel *which;
  GtkWidget *plan;
} Field;

struct _CairnStageQuadrant
{
  GtkWidget parent_instance;

  GtkWidget *scroller;
  GtkLabel *how;
  Field fields[CAIRN_N_QUADRANTS];

  CairnEditor *editor; /* weak */
  CairnElement *stage;
  CairnStageStudy *study;
};

G_DEFINE_FINAL_TYPE (CairnStageQuadrant, cairn_stage_quadrant, GTK_TYPE_WIDGET)

/* Usage grows upwards, liking to the right. */
static const struct
{
  int column, row;
} places[CAIRN_N_QUADRANTS] = {
  [CAIRN_QUADRANT_DISTRUST] = { 0, 0 }, [CAIRN_QUADRANT_FAN] = { 1, 0 },
  [CAIRN_QUADRANT_LOST] = { 0, 1 },     [CAIRN_QUADRANT_FORGOTTEN] = { 1, 1 },
  [CAIRN_QUADRANT_UNKNOWN] = { 0, 2 },
};

/* ---- the action plan ---- */

static CairnElement *
find_action (CairnStageQuadrant *self, CairnQuadrant quadrant)
{
  CAIRN_FOREACH_CHILD (action, self->stage, CAIRN_KIND_ACTION)
    if (g_str_equal (cairn_element_get_title (action),
                     cairn_quadrant_words_get_handling (quadrant)))
      return action;
  return NULL;
}

static void
show_planned (CairnStageQuadrant *self, CairnQuadrant quadrant)
{
  gboolean planned = find_action (self, quadrant) != NULL;
  gboolean anybody
    = cairn_quadrants_count (cairn_stage_study_get_quadrants (self->study), quadrant) > 0;
  GtkButton *button = GTK_BUTTON (self->fields[quadrant].plan);

  gtk_button_set_label (button, planned ? _ ("On the Action Plan") : _ ("Add to Action Plan"));
  gtk_widget_set_sensitive (GTK_WIDGET (button),
                            anybody && !planned
                              && cairn_element_get_kind (self->stage) == CAIRN_KIND_STAGE);
}

static void
plan_cb (GtkButton *button, gpointer data)
{
  CairnStageQuadrant *self = data;
  CairnQuadrant quadrant
    = (CairnQuadrant) GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), QUADRANT));
  g_autofree char *reason = NULL;

  if (self->editor == NULL || self->stage == NULL || cairn_element_get_parent (self->stage) == NULL
      || !cairn_editor_may_change (self->editor))
    return;
  reason = cairn_quadrant_words_reason (self->study, quadrant);
  cairn_command_add_action (
    cairn_editor_get_history (self->editor), self->stage,
    &(CairnActionWords){ cairn_quadrant_words_get_handling (quadrant), reason, "", "" });
  show_planned (self, quadrant);
}

/* ---- how it is built ---- */

static GtkLabel *
add_text (GtkWidget *box, const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 40);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  gtk_box_append (GTK_BOX (box), label);
  return GTK_LABEL (label);
}

/* All of it is the button: who they are is one click away. */
static GtkWidget *
new_button (Field *field, CairnQuadrant quadrant)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, SPACE);
  GtkWidget *names = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  field->count = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (field->count), "cairn-quadrant-count");
  gtk_box_append (GTK_BOX (head), GTK_WIDGET (field->count));
  add_text (names, cairn_quadrant_words_get_title (quadrant), "heading");
  field->which = add_text (names, NULL, "dim-label");
  gtk_widget_set_valign (names, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (head), names);
  gtk_box_append (GTK_BOX (box), head);
  add_text (box, cairn_quadrant_words_get_meaning (quadrant), NULL);
  field->open = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (field->open), box);
  gtk_button_set_has_frame (GTK_BUTTON (field->open), FALSE);
  gtk_widget_add_css_class (field->open, "cairn-quadrant-open");
  gtk_widget_set_tooltip_text (field->open, _ ("Who they are"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (field->open), "details.quadrant");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (field->open), "i", (int) quadrant);
  return field->open;
}

static GtkWidget *
new_field (CairnStageQuadrant *self, CairnQuadrant quadrant)
{
  Field *field = &self->fields[quadrant];
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *todo = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, SPACE);
  GtkLabel *handling;

  gtk_box_append (GTK_BOX (box), new_button (field, quadrant));
  handling = add_text (todo, cairn_quadrant_words_get_handling (quadrant), NULL);
  gtk_widget_set_hexpand (GTK_WIDGET (handling), TRUE);
  field->plan = gtk_button_new ();
  gtk_widget_set_valign (field->plan, GTK_ALIGN_CENTER);
  g_object_set_data (G_OBJECT (field->plan), QUADRANT, GUINT_TO_POINTER (quadrant));
  g_signal_connect_object (field->plan, "clicked", G_CALLBACK (plan_cb), self, 0);
  gtk_box_append (GTK_BOX (todo), field->plan);
  gtk_widget_add_css_class (todo, "cairn-quadrant-todo");
  gtk_widget_set_vexpand (todo, TRUE);
  gtk_widget_set_valign (todo, GTK_ALIGN_END);
  gtk_box_append (GTK_BOX (box), todo);
  gtk_widget_add_css_class (box, "card");
  gtk_widget_set_hexpand (box, TRUE);
  return box;
}

static void
build (CairnStageQuadrant *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, SPACE);
  GtkWidget *grid = gtk_grid_new ();

  self->scroller = gtk_scrolled_window_new ();
  gtk_grid_set_column_homogeneous (GTK_GRID (grid), TRUE);
  gtk_grid_set_column_spacing (GTK_GRID (grid), SPACE);
  gtk_grid_set_row_spacing (GTK_GRID (grid), SPACE);
  for (CairnQuadrant quadrant = 0; quadrant < CAIRN_N_QUADRANTS; quadrant++)
    gtk_grid_attach (GTK_GRID (grid), new_field (self, quadrant), places[quadrant].column,
                     places[quadrant].row, quadrant == CAIRN_QUADRANT_UNKNOWN ? 2 : 1, 1);
  gtk_box_append (GTK_BOX (box), grid);
  self->how = add_text (box, NULL, "dim-label");
  gtk_label_set_max_width_chars (self->how, -1);
  gtk_widget_add_css_class (box, "cairn-quadrants");
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), box);
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
}

static void
cairn_stage_quadrant_dispose (GObject *object)
{
  CairnStageQuadrant *self = CAIRN_STAGE_QUADRANT (object);

  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  g_clear_weak_pointer (&self->editor);
  g_clear_pointer (&self->stage, cairn_element_unref);
  g_clear_pointer (&self->study, cairn_stage_study_unref);
  G_OBJECT_CLASS (cairn_stage_quadrant_parent_class)->dispose (object);
}

static void
cairn_stage_quadrant_class_init (CairnStageQuadrantClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cairn_stage_quadrant_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
cairn_stage_quadrant_init (CairnStageQuadrant *self)
{
  build (self);
}

GtkWidget *
cairn_stage_quadrant_new (void)
{
  return g_object_new (CAIRN_TYPE_STAGE_QUADRANT, NULL);
}

/* ---- what is shown ---- */

static void
show_field (CairnStageQuadrant *self, const CairnQuadrants *quadrants, CairnQuadrant quadrant)
{
  Field *field = &self->fields[quadrant];
  guint n = cairn_quadrants_count (quadrants, quadrant);
  g_autofree char *count = cairn_words_count (n);
  g_autofree char *which = cairn_quadrant_words_which (quadrants, quadrant);
  /* translators: “12 customers: High usage, low NPS. Relationship and trust.” */
  g_autofree char *name = g_strdup_printf (
    g_dngettext (GETTEXT_PACKAGE, "%1$u customer: %2$s. %3$s.", "%1$u customers: %2$s. %3$s.", n),
    n, which, cairn_quadrant_words_get_title (quadrant));

  gtk_label_set_label (field->count, count);
  gtk_label_set_label (field->which, which);
  gtk_accessible_update_property (GTK_ACCESSIBLE (field->open), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
  show_planned (self, quadrant);
}

void
cairn_stage_quadrant_set_study (CairnStageQuadrant *self,
                                CairnEditor *editor,
                                CairnElement *stage,
                                CairnStageStudy *study)
{
  const CairnQuadrants *quadrants;
  g_autofree char *how = NULL;

  g_return_if_fail (CAIRN_IS_STAGE_QUADRANT (self));

  quadrants = cairn_stage_study_get_quadrants (study);
  g_return_if_fail (quadrants != NULL);
  g_set_weak_pointer (&self->editor, editor);
  cairn_element_ref (stage);
  g_clear_pointer (&self->stage, cairn_element_unref);
  self->stage = stage;
  cairn_stage_study_ref (study);
  g_clear_pointer (&self->study, cairn_stage_study_unref);
  self->study = study;
  for (CairnQuadrant quadrant = 0; quadrant < CAIRN_N_QUADRANTS; quadrant++)
    show_field (self, quadrants, quadrant);
  how = cairn_quadrant_words_how (study);
  gtk_label_set_label (self->how, how);
}

char *
cairn_stage_quadrant_dup_csv (CairnStageQuadrant *self, const char *only)
{
  GString *csv = g_string_new ("quadrant,which,customers,of_here,suggested,only\r\n");
  const CairnQuadrants *quadrants;

  g_return_val_if_fail (CAIRN_IS_STAGE_QUADRANT (self), g_string_free (csv, FALSE));

  if (self->study == NULL)
    return g_string_free (csv, FALSE);
  quadrants = cairn_stage_study_get_quadrants (self->study);
  for (CairnQuadrant quadrant = 0; quadrant < CAIRN_N_QUADRANTS; quadrant++)
    {
      g_autofree char *which = cairn_quadrant_words_which (quadrants, quadrant);

      cairn_csv_append (csv, cairn_quadrant_words_get_title (quadrant));
      g_string_append_c (csv, ',');
      cairn_csv_append (csv, which);
      g_string_append_printf (csv, ",%u,%u,", cairn_quadrants_count (quadrants, quadrant),
                              cairn_stage_study_get_figures (self->study)->here);
      cairn_csv_append (csv, cairn_quadrant_words_get_handling (quadrant));
      g_string_append_c (csv, ',');
      cairn_csv_append (csv, only);
      g_string_append (csv, "\r\n");
    }
  return g_string_free (csv, FALSE);
}
