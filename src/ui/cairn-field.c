/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-ui"

#include "ui/cairn-field.h"

#include "command/cairn-element-commands.h"
#include "ui/cairn-field-private.h"

#include <glib/gi18n-lib.h>

struct _CairnField
{
  GObject parent_instance;

  CairnEditor *editor; /* owned */
  const CairnPropSpec *spec;
  const CairnFieldLook *look;
  GPtrArray *elements; /* owned, of owned CairnElement */

  GtkWidget *row;       /* owned */
  GtkWidget *complaint; /* owned: the row below it, mostly hidden */
  GtkLabel *sentence;   /* in that */
  guint showing;
};

G_DEFINE_FINAL_TYPE (CairnField, cairn_field, G_TYPE_OBJECT)

static const CairnFieldLook *
look_for (CairnType type)
{
  switch (type)
    {
    case CAIRN_TYPE_TEXT:
      return &cairn_field_text_look;
    case CAIRN_TYPE_INT:
      return &cairn_field_int_look;
    case CAIRN_TYPE_BOOL:
      return &cairn_field_switch_look;
    case CAIRN_TYPE_ENUM:
      return &cairn_field_enum_look;
    case CAIRN_TYPE_REF:
      return &cairn_field_ref_look;
    case CAIRN_TYPE_STRING:
    case CAIRN_TYPE_NUMBER:
    case CAIRN_TYPE_DURATION:
    default:
      return &cairn_field_entry_look;
    }
}

static void
create_complaint (CairnField *self)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "error");
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "cairn-complaint");
  self->sentence = GTK_LABEL (label);
  self->complaint = g_object_ref_sink (g_object_new (ADW_TYPE_PREFERENCES_ROW, "child", label,
                                                     "activatable", FALSE, "visible", FALSE, NULL));
}

static void
cairn_field_dispose (GObject *object)
{
  CairnField *self = CAIRN_FIELD (object);

  g_clear_pointer (&self->elements, g_ptr_array_unref);
  g_clear_object (&self->row);
  g_clear_object (&self->complaint);
  g_clear_object (&self->editor);
  G_OBJECT_CLASS (cairn_field_parent_class)->dispose (object);
}

static void
cairn_field_class_init (CairnFieldClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cairn_field_dispose;
}

static void
cairn_field_init (CairnField *self)
{
}

CairnField *
cairn_field_new (CairnEditor *editor, const CairnPropSpec *spec)
{
  CairnField *self;

  g_return_val_if_fail (CAIRN_IS_EDITOR (editor), NULL);
  g_return_val_if_fail (spec != NULL, NULL);

  self = g_object_new (CAIRN_TYPE_FIELD, NULL);
  self->editor = g_object_ref (editor);
  self->spec = spec;
  self->look = look_for (spec->type);
  self->row = g_object_ref_sink (self->look->create (self));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->row), _ (spec->label));
  create_complaint (self);
  return self;
}

void
cairn_field_add_to (CairnField *self, AdwPreferencesGroup *group)
{
  g_return_if_fail (CAIRN_IS_FIELD (self));

  adw_preferences_group_add (group, self->row);
  adw_preferences_group_add (group, self->complaint);
}

void
cairn_field_remove_from (CairnField *self, AdwPreferencesGroup *group)
{
  g_return_if_fail (CAIRN_IS_FIELD (self));

  adw_preferences_group_remove (group, self->row);
  adw_preferences_group_remove (group, self->complaint);
}

void
cairn_field_add_to_expander (CairnField *self, AdwExpanderRow *expander)
{
  g_return_if_fail (CAIRN_IS_FIELD (self));

  adw_expander_row_add_row (expander, self->row);
  adw_expander_row_add_row (expander, self->complaint);
}

static gboolean
same_elements (GPtrArray *a, GPtrArray *b)
{
  if (a == NULL || a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++)
    if (g_ptr_array_index (a, i) != g_ptr_array_index (b, i))
      return FALSE;
  return TRUE;
}

/* What was typed for elements that have gone meanwhile is dropped. */
static void
flush (CairnField *self)
{
  if (self->look->flush == NULL || self->elements == NULL)
    return;
  for (guint i = 0; i < self->elements->len; i++)
    if (cairn_element_get_parent (g_ptr_array_index (self->elements, i)) == NULL)
      return;
  self->look->flush (self);
}

void
cairn_field_set_elements (CairnField *self, GPtrArray *elements)
{
  g_return_if_fail (CAIRN_IS_FIELD (self));
  g_return_if_fail (elements->len > 0);

  if (!same_elements (self->elements, elements))
    {
      flush (self);
      g_clear_pointer (&self->elements, g_ptr_array_unref);
      self->elements = g_ptr_array_new_with_free_func ((GDestroyNotify) cairn_element_unref);
      for (guint i = 0; i < elements->len; i++)
        g_ptr_array_add (self->elements, cairn_element_ref (g_ptr_array_index (elements, i)));
      cairn_field_complain (self, NULL);
    }
  cairn_field_update (self);
}

void
cairn_field_update (CairnField *self)
{
  const CairnValue *value;
  g_autofree char *title = NULL;

  g_return_if_fail (CAIRN_IS_FIELD (self));

  if (self->elements == NULL)
    return;
  value = cairn_field_get_value (self);
  if (value == NULL)
    /* translators: %s is a property such as “Channel” that several selected steps have, with
     * different values */
    title = g_strdup_printf (_ ("%s (different)"), _ (self->spec->label));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->row),
                                 title != NULL ? title : _ (self->spec->label));
  self->showing++;
  self->look->show (self, value);
  self->showing--;
}

const CairnPropSpec *
cairn_field_get_spec (CairnField *self)
{
  g_return_val_if_fail (CAIRN_IS_FIELD (self), NULL);

  return self->spec;
}

GtkWidget *
cairn_field_get_row (CairnField *self)
{
  g_return_val_if_fail (CAIRN_IS_FIELD (self), NULL);

  return self->row;
}

CairnEditor *
cairn_field_get_editor (CairnField *self)
{
  return self->editor;
}

GPtrArray *
cairn_field_get_elements (CairnField *self)
{
  return self->elements;
}

const CairnValue *
cairn_field_get_value (CairnField *self)
{
  const CairnValue *first
    = cairn_element_get_value (g_ptr_array_index (self->elements, 0), self->spec->prop);

  for (guint i = 1; i < self->elements->len; i++)
    if (!cairn_value_equal (
          first, cairn_element_get_value (g_ptr_array_index (self->elements, i), self->spec->prop)))
      return NULL;
  return first;
}

static gboolean
would_change (CairnField *self, const CairnValue *value)
{
  for (guint i = 0; i < self->elements->len; i++)
    if (!cairn_value_equal (
          value, cairn_element_get_value (g_ptr_array_index (self->elements, i), self->spec->prop)))
      return TRUE;
  return FALSE;
}

void
cairn_field_commit (CairnField *self, const CairnValue *value, gboolean typing)
{
  if (cairn_field_is_showing (self))
    return;
  cairn_field_complain (self, NULL);
  if (!would_change (self, value))
    return;
  if (cairn_editor_may_change (self->editor))
    cairn_command_set (cairn_editor_get_history (self->editor), self->elements, self->spec->prop,
                       value, typing);
  else
    cairn_field_update (self);
}

void
cairn_field_seal (CairnField *self)
{
  cairn_history_seal (cairn_editor_get_history (self->editor));
}

gboolean
cairn_field_is_showing (CairnField *self)
{
  return self->showing > 0 || self->elements == NULL;
}

void
cairn_field_complain (CairnField *self, const char *sentence)
{
  gtk_widget_set_visible (self->complaint, sentence != NULL);
  gtk_label_set_label (self->sentence, sentence != NULL ? sentence : "");
  if (sentence != NULL)
    gtk_widget_add_css_class (self->row, "error");
  else
    gtk_widget_remove_css_class (self->row, "error");
  gtk_accessible_update_state (
    GTK_ACCESSIBLE (self->row), GTK_ACCESSIBLE_STATE_INVALID,
    sentence != NULL ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  sentence != NULL ? sentence : "", -1);
}

void
cairn_field_seal_on_leave (CairnField *self, GtkWidget *widget)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_signal_connect_object (focus, "leave", G_CALLBACK (cairn_field_seal), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (widget, focus);
}
