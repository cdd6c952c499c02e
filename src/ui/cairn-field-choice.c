/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-ui"

#include "ui/cairn-field-private.h"

#include "insight/cairn-requirement-figure.h"
#include "model/cairn-rules.h"
#include "ui/cairn-words.h"

#include <glib/gi18n-lib.h>

/* Properties that are chosen: a whole number, yes or no, one of a few words, another element. */

#define MAX_INT 1000000

static int
spin_input_cb (GtkSpinButton *spin, double *value, CairnField *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (spin));
  g_autofree char *trimmed = g_strstrip (g_strdup (text));
  g_autofree char *wrong = NULL;
  guint64 number;

  /* Several elements that differ show nothing; leaving it so changes nothing. */
  if (*trimmed == '\0')
    {
      *value = gtk_spin_button_get_value (spin);
      return TRUE;
    }
  if (g_ascii_string_to_unsigned (trimmed, 10, 0, MAX_INT, &number, NULL))
    {
      cairn_field_complain (self, NULL);
      *value = (double) number;
      return TRUE;
    }
  /* translators: %s is what was typed */
  wrong = g_strdup_printf (_ ("“%s” is not a whole number from 0 to 1000000."), trimmed);
  cairn_field_complain (self, wrong);
  return GTK_INPUT_ERROR;
}

static gboolean
spin_output_cb (GtkSpinButton *spin, CairnField *self)
{
  if (cairn_field_get_elements (self) == NULL || cairn_field_get_value (self) != NULL)
    return FALSE;
  gtk_editable_set_text (GTK_EDITABLE (spin), "");
  return TRUE;
}

static void
spin_changed_cb (CairnField *self, GtkSpinButton *spin)
{
  g_auto (CairnValue) value = { 0 };
  const CairnValue *now;

  if (cairn_field_is_showing (self))
    return;
  value = cairn_value_from_int (CAIRN_TYPE_INT, gtk_spin_button_get_value_as_int (spin));
  now = cairn_field_get_value (self);
  /* Also emitted when what was typed is no number and the old one stays: then there is something to
   * complain about. */
  if (now == NULL || !cairn_value_equal (now, &value))
    cairn_field_commit (self, &value, TRUE);
}

static GtkWidget *
create_action_row (GtkWidget *control, const char *key)
{
  GtkWidget *row = adw_action_row_new ();

  gtk_widget_set_valign (control, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), control);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), control);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 2);
  g_object_set_data (G_OBJECT (row), key, control);
  return row;
}

static void
label_control (CairnField *self, GtkWidget *control)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (control), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ (cairn_field_get_spec (self)->label), -1);
}

static GtkWidget *
create_int (CairnField *self)
{
  GtkWidget *spin = gtk_spin_button_new_with_range (0, MAX_INT, 5);
  GtkWidget *row = create_action_row (spin, "spin");

  /* What is no number leaves the old one. */
  gtk_spin_button_set_update_policy (GTK_SPIN_BUTTON (spin), GTK_UPDATE_IF_VALID);
  gtk_editable_set_width_chars (GTK_EDITABLE (spin), 5);
  gtk_editable_set_enable_undo (GTK_EDITABLE (spin), FALSE);
  g_signal_connect_object (spin, "input", G_CALLBACK (spin_input_cb), self, 0);
  g_signal_connect_object (spin, "output", G_CALLBACK (spin_output_cb), self, 0);
  g_signal_connect_object (spin, "value-changed", G_CALLBACK (spin_changed_cb), self,
                           G_CONNECT_SWAPPED);
  cairn_field_seal_on_leave (self, spin);
  label_control (self, spin);
  return row;
}

static void
show_int (CairnField *self, const CairnValue *value)
{
  GtkSpinButton *spin = g_object_get_data (G_OBJECT (cairn_field_get_row (self)), "spin");

  if (value == NULL)
    gtk_editable_set_text (GTK_EDITABLE (spin), "");
  else if (*gtk_editable_get_text (GTK_EDITABLE (spin)) == '\0'
           || gtk_spin_button_get_value_as_int (spin) != (int) value->integer)
    {
      gtk_spin_button_set_value (spin, (double) value->integer);
      /* Nothing is shown anew if the number is still the one before the differing ones. */
      gtk_spin_button_update (spin);
    }
}

static void
flush_int (CairnField *self)
{
  gtk_spin_button_update (g_object_get_data (G_OBJECT (cairn_field_get_row (self)), "spin"));
}

const CairnFieldLook cairn_field_int_look = { create_int, show_int, flush_int };

static void
switch_cb (CairnField *self, GParamSpec *pspec, GtkSwitch *button)
{
  g_auto (CairnValue) value = { 0 };

  value = cairn_value_from_int (CAIRN_TYPE_BOOL, gtk_switch_get_active (button));
  cairn_field_commit (self, &value, FALSE);
}

static GtkWidget *
create_switch (CairnField *self)
{
  GtkWidget *button = gtk_switch_new ();
  GtkWidget *row = create_action_row (button, "switch");

  g_signal_connect_object (button, "notify::active", G_CALLBACK (switch_cb), self,
                           G_CONNECT_SWAPPED);
  label_control (self, button);
  return row;
}

static void
show_switch (CairnField *self, const CairnValue *value)
{
  gtk_switch_set_active (g_object_get_data (G_OBJECT (cairn_field_get_row (self)), "switch"),
                         value != NULL && value->integer != 0);
}

const CairnFieldLook cairn_field_switch_look = { create_switch, show_switch, NULL };

static void
enum_cb (CairnField *self, GParamSpec *pspec, AdwComboRow *row)
{
  guint selected = adw_combo_row_get_selected (row);
  g_auto (CairnValue) value = { 0 };

  if (selected == GTK_INVALID_LIST_POSITION)
    return;
  value = cairn_value_from_int (CAIRN_TYPE_ENUM, selected);
  cairn_field_commit (self, &value, FALSE);
}

static GtkWidget *
create_enum (CairnField *self)
{
  GtkWidget *row = adw_combo_row_new ();
  g_autoptr (GtkStringList) words = gtk_string_list_new (NULL);
  const CairnPropSpec *spec = cairn_field_get_spec (self);

  for (guint i = 0; spec->labels[i] != NULL; i++)
    gtk_string_list_append (words, _ (spec->labels[i]));
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (words));
  g_signal_connect_object (row, "notify::selected", G_CALLBACK (enum_cb), self, G_CONNECT_SWAPPED);
  return row;
}

static void
show_enum (CairnField *self, const CairnValue *value)
{
  adw_combo_row_set_selected (ADW_COMBO_ROW (cairn_field_get_row (self)),
                              value != NULL ? (guint) value->integer : GTK_INVALID_LIST_POSITION);
}

const CairnFieldLook cairn_field_enum_look = { create_enum, show_enum, NULL };

/* A flow must have both ends; a step may stand outside lanes and stages. */
static gboolean
may_be_none (const CairnPropSpec *spec)
{
  return spec->weak || spec->prop == CAIRN_PROP_LANE || spec->prop == CAIRN_PROP_STAGE;
}

/* An item is the same as a stage if it is a process step, as a lane if it is somebody; a
 * requirement is measured in a stage or in a process step that is one. */
static gboolean
is_fit (const CairnPropSpec *spec, CairnElement *element, CairnElement *choice)
{
  CairnKind kind = cairn_element_get_kind (choice);
  guint column;

  if ((spec->ref_kinds & (1u << kind)) == 0)
    return FALSE;
  if (kind == CAIRN_KIND_ITEM && spec->prop == CAIRN_PROP_STAGE)
    return cairn_requirement_find_stage (choice) == choice;
  if (spec->prop != CAIRN_PROP_TWIN)
    return TRUE;
  column = (guint) cairn_element_get_int (element, CAIRN_PROP_COLUMN);
  return kind == CAIRN_KIND_STAGE
           ? column == CAIRN_COLUMN_PROCESS
           : column == CAIRN_COLUMN_SUPPLIERS || column == CAIRN_COLUMN_CUSTOMERS;
}

static void
add_children (CairnElement *holder, const CairnPropSpec *spec, GPtrArray *ids, GtkStringList *names)
{
  for (guint i = 0; i < cairn_element_get_n_children (holder); i++)
    {
      CairnElement *child = cairn_element_get_child (holder, i);

      if ((spec->ref_kinds & (1u << cairn_element_get_kind (child))) == 0)
        continue;
      g_ptr_array_add (ids, g_strdup (cairn_element_get_id (child)));
      gtk_string_list_take (names, cairn_words_title (child));
    }
}

/* What stands anywhere below @holder and fits @element, but not its own diagram; diagrams with
 * their segment, all else with its diagram. */
static void
add_anywhere (CairnElement *holder,
              CairnElement *element,
              const CairnPropSpec *spec,
              GPtrArray *ids,
              GtkStringList *names)
{
  for (guint i = 0; i < cairn_element_get_n_children (holder); i++)
    {
      CairnElement *child = cairn_element_get_child (holder, i);
      CairnElement *diagram = cairn_element_get_diagram (child);
      g_autofree char *title = NULL;

      add_anywhere (child, element, spec, ids, names);
      if (child == cairn_element_get_diagram (element) || !is_fit (spec, element, child))
        continue;
      title = cairn_words_title (child);
      g_ptr_array_add (ids, g_strdup (cairn_element_get_id (child)));
      if (diagram == child)
        {
          g_autofree char *segment = cairn_words_title (holder);

          gtk_string_list_take (names, g_strdup_printf ("%s › %s", segment, title));
        }
      else if (diagram != NULL)
        gtk_string_list_take (
          names, g_strdup_printf ("%s · %s", title, cairn_element_get_title (diagram)));
      else
        gtk_string_list_append (names, title);
    }
}

/* The ids that can be chosen, "" for none; of the diagram that the elements stand in, or anywhere.
 */
static GPtrArray *
dup_choices (CairnField *self, GtkStringList *names)
{
  const CairnPropSpec *spec = cairn_field_get_spec (self);
  CairnElement *first = g_ptr_array_index (cairn_field_get_elements (self), 0);
  CairnElement *holder = cairn_element_get_parent (first);
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);

  if (may_be_none (spec))
    {
      g_ptr_array_add (ids, g_strdup (""));
      /* translators: no lane, no stage */
      gtk_string_list_append (names, _ ("None"));
    }
  if (spec->anywhere)
    add_anywhere (
      cairn_document_get_root (cairn_editor_get_document (cairn_field_get_editor (self))), first,
      spec, ids, names);
  else if (holder != NULL)
    add_children (holder, spec, ids, names);
  return ids;
}

/* Whether the flow or link @element may have @other at the end @prop; if not, why. */
static gboolean
may_refer (CairnField *self, CairnElement *element, CairnElement *other, const char **why)
{
  CairnDocument *document = cairn_editor_get_document (cairn_field_get_editor (self));
  CairnProp prop = cairn_field_get_spec (self)->prop;
  CairnElement *from, *to;

  if (prop != CAIRN_PROP_FROM && prop != CAIRN_PROP_TO)
    return TRUE;
  from
    = prop == CAIRN_PROP_FROM ? other : cairn_document_resolve (document, element, CAIRN_PROP_FROM);
  to = prop == CAIRN_PROP_TO ? other : cairn_document_resolve (document, element, CAIRN_PROP_TO);
  return from == NULL || to == NULL || cairn_rules_can_connect (from, to, why);
}

static void
commit_ref (CairnField *self, const char *id)
{
  CairnDocument *document = cairn_editor_get_document (cairn_field_get_editor (self));
  CairnElement *other = cairn_document_lookup (document, id);
  GPtrArray *elements = cairn_field_get_elements (self);
  const CairnValue *now = cairn_field_get_value (self);
  const char *why = NULL;
  g_auto (CairnValue) value = { 0 };

  value = cairn_value_from_string (CAIRN_TYPE_REF, id);
  if (now != NULL && cairn_value_equal (now, &value))
    return;
  for (guint i = 0; other != NULL && i < elements->len; i++)
    if (!may_refer (self, g_ptr_array_index (elements, i), other, &why))
      {
        cairn_field_update (self);
        cairn_field_complain (self, why);
        return;
      }
  cairn_field_commit (self, &value, FALSE);
}

static void
ref_cb (CairnField *self, GParamSpec *pspec, AdwComboRow *row)
{
  GPtrArray *ids = g_object_get_data (G_OBJECT (row), "ids");
  guint selected = adw_combo_row_get_selected (row);

  if (!cairn_field_is_showing (self) && ids != NULL && selected < ids->len)
    commit_ref (self, g_ptr_array_index (ids, selected));
}

static GtkWidget *
create_ref (CairnField *self)
{
  GtkWidget *row = adw_combo_row_new ();

  g_signal_connect_object (row, "notify::selected", G_CALLBACK (ref_cb), self, G_CONNECT_SWAPPED);
  return row;
}

static gboolean
same_names (GListModel *a, GListModel *b)
{
  guint n = g_list_model_get_n_items (b);

  if (a == NULL || g_list_model_get_n_items (a) != n)
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (strcmp (gtk_string_list_get_string (GTK_STRING_LIST (a), i),
                gtk_string_list_get_string (GTK_STRING_LIST (b), i))
        != 0)
      return FALSE;
  return TRUE;
}

static void
show_ref (CairnField *self, const CairnValue *value)
{
  AdwComboRow *row = ADW_COMBO_ROW (cairn_field_get_row (self));
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  GPtrArray *ids = dup_choices (self, names);
  guint selected = GTK_INVALID_LIST_POSITION;

  g_object_set_data_full (G_OBJECT (row), "ids", ids, (GDestroyNotify) g_ptr_array_unref);
  if (!same_names (adw_combo_row_get_model (row), G_LIST_MODEL (names)))
    adw_combo_row_set_model (row, G_LIST_MODEL (names));
  for (guint i = 0; value != NULL && i < ids->len; i++)
    if (strcmp (g_ptr_array_index (ids, i), value->string) == 0)
      selected = i;
  adw_combo_row_set_selected (row, selected);
}

const CairnFieldLook cairn_field_ref_look = { create_ref, show_ref, NULL };
