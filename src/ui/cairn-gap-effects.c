/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-ui"

#include "config.h"

#include "ui/cairn-gap-effects.h"

#include "base/cairn-time.h"
#include "command/cairn-plan-commands.h"
#include "insight/cairn-journey-studies.h"
#include "insight/cairn-study-format.h"
#include "ui/cairn-gap-plan.h"
#include "ui/cairn-inline-text.h"

#include <glib/gi18n-lib.h>

#define LEAST_CHARS 4

typedef struct
{
  CairnGapEffects *effects;
  CairnElement *change;
  GtkWidget *box;
  GtkWidget *name;
  GtkWidget *date;
  GtkWidget *words;
} Line;

struct _CairnGapEffects
{
  GtkWidget parent_instance;

  GtkWidget *list;
  GtkWidget *add;
  GPtrArray *lines; /* Line */

  CairnEditor *editor; /* weak */
  CairnElement *stage;
};

G_DEFINE_FINAL_TYPE (CairnGapEffects, cairn_gap_effects, GTK_TYPE_WIDGET)

static void
line_free (gpointer data)
{
  Line *line = data;

  cairn_element_unref (line->change);
  g_free (line);
}

static gboolean
may_change (CairnGapEffects *self, CairnElement *element)
{
  return self->editor != NULL && cairn_element_get_parent (element) != NULL
         && cairn_editor_may_change (self->editor);
}

/* No name: no change. */
static gboolean
apply_cb (GtkWidget *field, const char *text, gpointer data)
{
  const Line *line = data;
  const char *name = cairn_element_get_string (line->change, CAIRN_PROP_NAME);
  const char *date = cairn_element_get_string (line->change, CAIRN_PROP_DATE);
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  gint64 moment;

  if (field == line->date && *text != '\0' && !cairn_time_parse (text, zone, &moment))
    return FALSE;
  if (!may_change (line->effects, line->change))
    return TRUE;
  if (field == line->name && *text == '\0')
    cairn_gap_plan_remove_later (line->effects->editor, line->change);
  else
    cairn_command_edit_change (cairn_editor_get_history (line->effects->editor), line->change,
                               field == line->name ? text : name,
                               field == line->date ? text : date);
  return TRUE;
}

/* It is at work from today on, until somebody says otherwise. */
static gboolean
add_cb (GtkWidget *field, const char *text, gpointer data)
{
  CairnGapEffects *self = data;
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *today = g_date_time_format (now, "%Y-%m-%d");

  if (*text != '\0' && self->stage != NULL && may_change (self, self->stage))
    cairn_command_add_change (cairn_editor_get_history (self->editor), self->stage, text, today);
  return TRUE;
}

static GtkWidget *
add_field (Line *line, const char *name, const char *empty, const char *problem)
{
  GtkWidget *field = cairn_inline_text_new (name, empty, problem);

  cairn_inline_text_set_apply (CAIRN_INLINE_TEXT (field), apply_cb, line);
  gtk_box_append (GTK_BOX (line->box), field);
  return field;
}

static void
add_line (CairnGapEffects *self, const CairnGapEffect *effect)
{
  Line *line = g_new0 (Line, 1);

  line->effects = self;
  line->change = cairn_element_ref (effect->change);
  line->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  line->name = add_field (line, _ ("What was changed"), _ ("What was changed?"), NULL);
  line->date = add_field (line, _ ("Since"), _ ("Since when?"), _ ("A date such as 2026-12-04"));
  gtk_widget_add_css_class (line->date, "cairn-gap-who");
  line->words = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (line->words), 0);
  gtk_label_set_wrap (GTK_LABEL (line->words), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (line->words), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_width_chars (GTK_LABEL (line->words), LEAST_CHARS);
  gtk_box_append (GTK_BOX (line->box), line->words);
  gtk_box_append (GTK_BOX (self->list), line->box);
  g_ptr_array_add (self->lines, line);
}

static void
drop_lines (CairnGapEffects *self)
{
  for (guint i = 0; i < self->lines->len; i++)
    {
      const Line *line = g_ptr_array_index (self->lines, i);

      /* What is being typed goes with its line. */
      cairn_inline_text_set_apply (CAIRN_INLINE_TEXT (line->name), NULL, NULL);
      cairn_inline_text_set_apply (CAIRN_INLINE_TEXT (line->date), NULL, NULL);
      gtk_box_remove (GTK_BOX (self->list), line->box);
    }
  g_ptr_array_set_size (self->lines, 0);
}

static void
show_line (Line *line, const CairnGapEffect *effect)
{
  const char *date = cairn_element_get_string (effect->change, CAIRN_PROP_DATE);
  g_autofree char *since = NULL;
  gboolean clear = effect->effect != NULL && cairn_change_effect_is_known (effect->effect)
                   && (effect->effect->speed.low > 1 || effect->effect->speed.high < 1);
  gint64 moment;

  if (cairn_journey_studies_get_moment (effect->change, &moment))
    {
      g_autofree char *day = cairn_study_format_day (moment);

      since = g_strdup_printf (_ ("since %s"), day);
    }
  cairn_inline_text_set (CAIRN_INLINE_TEXT (line->name), effect->name, effect->name);
  cairn_inline_text_set (CAIRN_INLINE_TEXT (line->date), since != NULL ? since : date, date);
  gtk_label_set_label (GTK_LABEL (line->words), effect->words);
  if (clear)
    gtk_widget_add_css_class (line->words, "cairn-strong");
  else
    gtk_widget_remove_css_class (line->words, "cairn-strong");
}

static gboolean
has_lines_of (CairnGapEffects *self, GPtrArray *effects)
{
  if (self->lines->len != effects->len)
    return FALSE;
  for (guint i = 0; i < effects->len; i++)
    if (((const Line *) g_ptr_array_index (self->lines, i))->change
        != ((const CairnGapEffect *) g_ptr_array_index (effects, i))->change)
      return FALSE;
  return TRUE;
}

static void
cairn_gap_effects_dispose (GObject *object)
{
  CairnGapEffects *self = CAIRN_GAP_EFFECTS (object);
  GtkWidget *child;

  if (self->lines != NULL)
    drop_lines (self);
  g_clear_pointer (&self->lines, g_ptr_array_unref);
  while ((child = gtk_widget_get_last_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_weak_pointer (&self->editor);
  g_clear_pointer (&self->stage, cairn_element_unref);
  G_OBJECT_CLASS (cairn_gap_effects_parent_class)->dispose (object);
}

static void
cairn_gap_effects_class_init (CairnGapEffectsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cairn_gap_effects_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
}

static void
cairn_gap_effects_init (CairnGapEffects *self)
{
  gtk_orientable_set_orientation (
    GTK_ORIENTABLE (gtk_widget_get_layout_manager (GTK_WIDGET (self))), GTK_ORIENTATION_VERTICAL);
  self->lines = g_ptr_array_new_with_free_func (line_free);
  self->list = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  self->add = cairn_inline_text_new (_ ("Mark a change"), _ ("Mark a change…"), NULL);
  cairn_inline_text_set_apply (CAIRN_INLINE_TEXT (self->add), add_cb, self);
  gtk_widget_add_css_class (self->add, "cairn-gap-more");
  gtk_widget_set_halign (self->add, GTK_ALIGN_START);
  gtk_widget_set_parent (self->list, GTK_WIDGET (self));
  gtk_widget_set_parent (self->add, GTK_WIDGET (self));
}

GtkWidget *
cairn_gap_effects_new (CairnEditor *editor)
{
  CairnGapEffects *self = g_object_new (CAIRN_TYPE_GAP_EFFECTS, NULL);

  g_set_weak_pointer (&self->editor, editor);
  return GTK_WIDGET (self);
}

void
cairn_gap_effects_show (CairnGapEffects *self, const CairnGap *gap)
{
  g_return_if_fail (CAIRN_IS_GAP_EFFECTS (self));

  cairn_element_ref (gap->stage);
  g_clear_pointer (&self->stage, cairn_element_unref);
  self->stage = gap->stage;
  if (!has_lines_of (self, gap->effects))
    {
      drop_lines (self);
      for (guint i = 0; i < gap->effects->len; i++)
        add_line (self, g_ptr_array_index (gap->effects, i));
    }
  for (guint i = 0; i < gap->effects->len; i++)
    show_line (g_ptr_array_index (self->lines, i), g_ptr_array_index (gap->effects, i));
}
