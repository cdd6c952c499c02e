/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-ui"

#include "config.h"

#include "ui/cairn-source-values-page.h"

#include "base/cairn-likeness.h"

#include <glib/gi18n-lib.h>

#define N_RESULTS 3
/* Rows beyond these are too many to read, and to build. */
#define MAX_ROWS 80

/* One value in the data and its row. */
typedef struct
{
  char *value;
  guint customers;
  gboolean is_segment;
  guint selected;     /* of the choices */
  gboolean suggested; /* by its name; nobody has said so */
  gboolean fixed;     /* it is the name itself */
  gboolean left_off;  /* somebody has said that it is none */
  AdwComboRow *row;
} Value;

struct _CairnSourceValuesPage
{
  AdwBin parent_instance;

  GPtrArray *values; /* of Value */
  char **stages;     /* names on the map */
  char **segments;
};

G_DEFINE_FINAL_TYPE (CairnSourceValuesPage, cairn_source_values_page, ADW_TYPE_BIN)

static void
value_free (gpointer data)
{
  Value *value = data;

  g_free (value->value);
  g_free (value);
}

static void
forget (CairnSourceValuesPage *self)
{
  g_clear_pointer (&self->values, g_ptr_array_unref);
  g_clear_pointer (&self->stages, g_strfreev);
  g_clear_pointer (&self->segments, g_strfreev);
}

static void
cairn_source_values_page_finalize (GObject *object)
{
  forget (CAIRN_SOURCE_VALUES_PAGE (object));
  G_OBJECT_CLASS (cairn_source_values_page_parent_class)->finalize (object);
}

static void
cairn_source_values_page_class_init (CairnSourceValuesPageClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cairn_source_values_page_finalize;
}

static void
cairn_source_values_page_init (CairnSourceValuesPage *self)
{
}

GtkWidget *
cairn_source_values_page_new (void)
{
  return g_object_new (CAIRN_TYPE_SOURCE_VALUES_PAGE, NULL);
}

/* ---- what there is to choose from ---- */

static void
add_name (GPtrArray *names, const char *name)
{
  if (*name != '\0' && !g_ptr_array_find_with_equal_func (names, name, g_str_equal, NULL))
    g_ptr_array_add (names, g_strdup (name));
}

static char **
end_names (GPtrArray *names)
{
  g_ptr_array_add (names, NULL);
  return (char **) g_ptr_array_free (names, FALSE);
}

static void
gather_names (CairnSourceValuesPage *self, CairnDocument *document)
{
  GPtrArray *stages = g_ptr_array_new ();
  GPtrArray *segments = g_ptr_array_new ();

  CAIRN_FOREACH_CHILD (segment, cairn_document_get_root (document), CAIRN_KIND_SEGMENT)
    {
      add_name (segments, cairn_element_get_string (segment, CAIRN_PROP_NAME));
      CAIRN_FOREACH_CHILD (swimlane, segment, CAIRN_KIND_SWIMLANE)
        CAIRN_FOREACH_CHILD (stage, swimlane, CAIRN_KIND_STAGE)
          add_name (stages, cairn_element_get_string (stage, CAIRN_PROP_NAME));
    }
  self->stages = end_names (stages);
  self->segments = end_names (segments);
}

static char **
names_for (CairnSourceValuesPage *self, const Value *value)
{
  return value->is_segment ? self->segments : self->stages;
}

static guint
find_name (char **names, const char *name)
{
  for (guint i = 0; name != NULL && names[i] != NULL; i++)
    if (g_str_equal (names[i], name))
      return i + 1;
  return 0;
}

/* ---- what is chosen beforehand ---- */

/* What the journey has of @value, of stages or of segments; -1: nothing. */
static int
known_result (CairnDocument *document, const Value *value)
{
  CairnElement *source
    = cairn_element_first (cairn_document_get_root (document), CAIRN_KIND_SOURCE);

  if (source != NULL)
    CAIRN_FOREACH_CHILD (outcome, source, CAIRN_KIND_OUTCOME)
      {
        int result = (int) cairn_element_get_int (outcome, CAIRN_PROP_RESULT);

        if (g_str_equal (cairn_element_get_string (outcome, CAIRN_PROP_NAME), value->value)
            && (result == CAIRN_RESULT_NO_SEGMENT) == value->is_segment)
          return result;
      }
  return -1;
}

static void
preselect (CairnSourceValuesPage *self, Value *value, CairnDocument *document, GHashTable *known)
{
  char **names = names_for (self, value);
  guint n = g_strv_length (names);
  int result = known_result (document, value);

  value->fixed = find_name (names, value->value) > 0;
  value->selected = find_name (names, g_hash_table_lookup (known, value->value));
  value->left_off = result > CAIRN_RESULT_OTHER && value->selected == 0;
  if (result >= 0 && result <= CAIRN_RESULT_OTHER && !value->fixed)
    value->selected = n + 1 + (guint) result;
  if (value->selected > 0 || value->left_off)
    return;
  value->selected
    = find_name (names, cairn_likeness_find (value->value, (const char *const *) names));
  if (value->selected == 0 && !value->is_segment
      && (result = cairn_source_guess_result (value->value)) >= 0)
    value->selected = n + 1 + (guint) result;
  value->suggested = value->selected > 0;
}

static void
add_values (CairnSourceValuesPage *self,
            CairnDocument *document,
            const GPtrArray *counts,
            GHashTable *known,
            gboolean is_segment)
{
  for (guint i = 0; i < counts->len; i++)
    {
      const CairnValueCount *count = g_ptr_array_index (counts, i);
      Value *value = g_new0 (Value, 1);

      value->value = g_strdup (count->value);
      value->customers = count->customers;
      value->is_segment = is_segment;
      preselect (self, value, document, known);
      g_ptr_array_add (self->values, value);
    }
}

/* ---- on screen ---- */

static GListModel *
new_choices (CairnSourceValuesPage *self, gboolean is_segment)
{
  char **names = is_segment ? self->segments : self->stages;
  GtkStringList *list = gtk_string_list_new (NULL);

  gtk_string_list_append (list,
                          is_segment ? _ ("No Segment of This Journey") : _ ("Not on the Map"));
  for (guint i = 0; names[i] != NULL; i++)
    gtk_string_list_append (list, names[i]);
  if (!is_segment)
    {
      gtk_string_list_append (list, _ ("The End: Success"));
      gtk_string_list_append (list, _ ("The End: Lost"));
      gtk_string_list_append (list, _ ("The End: Something Else"));
    }
  return G_LIST_MODEL (list);
}

static void
show_count (Value *value)
{
  g_autofree char *customers = g_strdup_printf (
    ngettext ("%'u customer", "%'u customers", value->customers), value->customers);
  g_autofree char *suggested = g_strdup_printf (_ ("%s · suggested by its name"), customers);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (value->row),
                               value->suggested ? suggested : customers);
}

static void
selected_cb (AdwComboRow *row, GParamSpec *pspec, Value *value)
{
  value->selected = adw_combo_row_get_selected (row);
  value->suggested = FALSE;
  show_count (value);
}

static void
add_row (AdwPreferencesGroup *group, Value *value, GListModel *choices)
{
  GtkWidget *row = adw_combo_row_new ();

  value->row = ADW_COMBO_ROW (row);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), value->value);
  adw_combo_row_set_model (value->row, choices);
  adw_combo_row_set_selected (value->row, value->selected);
  gtk_widget_set_sensitive (row, !value->fixed);
  show_count (value);
  /* The row goes before the value: a new look builds both anew. */
  g_signal_connect (row, "notify::selected", G_CALLBACK (selected_cb), value);
  adw_preferences_group_add (group, row);
}

/* What is asked for, what is known, and what is known to be none. */
typedef enum
{
  PART_OPEN,
  PART_FOUND,
  PART_LEFT_OFF,
} Part;

static Part
part_of (const Value *value)
{
  if (value->left_off)
    return PART_LEFT_OFF;
  return value->selected == 0 || value->suggested ? PART_OPEN : PART_FOUND;
}

static void
add_group (CairnSourceValuesPage *self,
           AdwPreferencesPage *page,
           gboolean is_segment,
           Part part,
           const char *title,
           const char *description)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  g_autoptr (GListModel) choices = new_choices (self, is_segment);
  guint n = 0;

  for (guint i = 0; i < self->values->len; i++)
    {
      Value *value = g_ptr_array_index (self->values, i);

      if (value->is_segment == is_segment && part_of (value) == part && n++ < MAX_ROWS)
        add_row (group, value, choices);
    }
  if (n == 0)
    return;
  adw_preferences_group_set_title (group, title);
  adw_preferences_group_set_description (group, description);
  if (n > MAX_ROWS)
    {
      GtkWidget *row = adw_action_row_new ();
      g_autofree char *more
        = g_strdup_printf (ngettext ("%'u more value with fewer customers",
                                     "%'u more values with fewer customers", n - MAX_ROWS),
                           n - MAX_ROWS);

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), more);
      adw_preferences_group_add (group, row);
    }
  adw_preferences_page_add (page, group);
}

void
cairn_source_values_page_show (CairnSourceValuesPage *self,
                               CairnDocument *document,
                               const CairnSourceReading *reading)
{
  AdwPreferencesPage *page = ADW_PREFERENCES_PAGE (adw_preferences_page_new ());

  adw_bin_set_child (ADW_BIN (self), NULL);
  forget (self);
  self->values = g_ptr_array_new_with_free_func (value_free);
  gather_names (self, document);
  add_values (self, document, reading->stages, reading->mapping->stages, FALSE);
  add_values (self, document, reading->segments, reading->mapping->segments, TRUE);
  add_group (self, page, FALSE, PART_OPEN, _ ("Which Stage Is This?"),
             _ ("No stage of the map has these names yet. What stays off the map is not counted."));
  add_group (self, page, TRUE, PART_OPEN, _ ("Which Segment Is This?"), NULL);
  add_group (self, page, FALSE, PART_FOUND, _ ("Stages Found on the Map"), NULL);
  add_group (self, page, TRUE, PART_FOUND, _ ("Segments Found in the Journey"), NULL);
  add_group (self, page, FALSE, PART_LEFT_OFF, _ ("Left Off the Map"),
             _ ("As was said the last time."));
  add_group (self, page, TRUE, PART_LEFT_OFF, _ ("No Segments of This Journey"),
             _ ("As was said the last time."));
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (page));
}

void
cairn_source_values_page_get (CairnSourceValuesPage *self, CairnSourceSetup *setup)
{
  for (guint i = 0; self->values != NULL && i < self->values->len; i++)
    {
      const Value *value = g_ptr_array_index (self->values, i);
      char **names = names_for (self, value);
      guint n = g_strv_length (names);
      const CairnSourceName name
        = { value->value,
            value->selected > 0 && value->selected <= n ? names[value->selected - 1] : NULL };
      /* Nobody has said anything of what was never shown. */
      gboolean none = value->selected == 0 && (value->row != NULL || value->left_off);
      const CairnSourceOutcome outcome
        = { value->value, none                ? CAIRN_RESULT_NO_STAGE + (value->is_segment ? 1 : 0)
                          : value->is_segment ? -1
                                              : (int) value->selected - (int) n - 1 };

      g_array_append_val (value->is_segment ? setup->segments : setup->stages, name);
      if (outcome.result >= 0)
        g_array_append_val (setup->outcomes, outcome);
    }
}
