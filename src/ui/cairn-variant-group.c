/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-ui"

#include "ui/cairn-variant-group.h"

#include "command/cairn-variant-commands.h"
#include "insight/cairn-variant.h"

#include <glib/gi18n-lib.h>

/* More things than these that were deleted are not listed one by one. */
#define MAX_MISSING 30

struct _CairnVariantGroup
{
  AdwPreferencesGroup parent_instance;

  GtkWidget *reset;
  GPtrArray *rows; /* of GtkWidget, borrowed from the group */

  CairnEditor *editor; /* owned, as is the place: what things are missing from */
  CairnElement *place;
  gboolean folded; /* the list of what is missing */
};

G_DEFINE_FINAL_TYPE (CairnVariantGroup, cairn_variant_group, ADW_TYPE_PREFERENCES_GROUP)

static void
clear (CairnVariantGroup *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
}

static void
add_row (CairnVariantGroup *self, const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *title_markup = g_markup_escape_text (title, -1);
  g_autofree char *subtitle_markup = subtitle != NULL ? g_markup_escape_text (subtitle, -1) : NULL;

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title_markup);
  if (subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle_markup);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 2);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 3);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_ptr_array_add (self->rows, row);
}

static const char *
details_label (const CairnElement *element)
{
  switch ((int) cairn_element_get_kind (element))
    {
    case CAIRN_KIND_STEP:
      return _ ("Playbooks");
    case CAIRN_KIND_PATH:
      return _ ("Flows");
    default:
      return _ ("Names in the data");
    }
}

static void
list_differences (CairnVariantGroup *self, CairnVariant *variant, CairnElement *element)
{
  const CairnKindSpec *spec = cairn_schema_kind (cairn_element_get_kind (element));

  for (guint i = 0; i < spec->n_props; i++)
    {
      g_autofree char *was = NULL;
      g_autofree char *subtitle = NULL;

      if (!cairn_variant_prop_differs (variant, element, spec->props[i].prop, &was))
        continue;
      /* translators: what a property is in the base of a variant */
      subtitle = was != NULL ? g_strdup_printf (_ ("In the base: %s"), was)
                             : g_strdup (_ ("In the base: not set"));
      add_row (self, _ (spec->props[i].label), subtitle);
    }
  if (cairn_variant_details_differ (variant, element))
    add_row (self, details_label (element), _ ("Other ones in the base"));
}

static void
bring_back_cb (GtkButton *button, CairnVariantGroup *self)
{
  CairnElement *element = g_object_get_data (G_OBJECT (button), "cairn-element");
  g_autoptr (GPtrArray) elements = g_ptr_array_new ();

  if (!cairn_editor_may_change (self->editor))
    return;
  g_ptr_array_add (elements, element);
  cairn_command_bring_back (cairn_editor_get_history (self->editor), self->place, elements);
}

static void
folded_cb (CairnVariantGroup *self, GParamSpec *pspec, AdwExpanderRow *row)
{
  self->folded = !adw_expander_row_get_expanded (row);
}

static GtkWidget *
new_missing_row (CairnVariantGroup *self, const CairnMissing *missing)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_with_label (_ ("Bring Back"));
  /* translators: %s is “Step “Kick-off call””, deleted in a variant */
  g_autofree char *sentence = g_strdup_printf (_ ("Bring back: %s"), missing->name);
  g_autofree char *title = g_markup_escape_text (missing->name, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 4);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, sentence,
                                  -1);
  g_object_set_data_full (G_OBJECT (button), "cairn-element", cairn_element_ref (missing->element),
                          (GDestroyNotify) cairn_element_unref);
  g_signal_connect_object (button, "clicked", G_CALLBACK (bring_back_cb), self, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  return row;
}

/* Where there is more than one thing to bring back. */
static GtkWidget *
new_all_row (void)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("Bring _All Back"));

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.bring-back");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  return row;
}

/* What the base of @place has and @place has not. */
static void
list_missing (CairnVariantGroup *self, CairnVariant *variant, CairnElement *place)
{
  g_autoptr (GPtrArray) missing = cairn_variant_list_missing (variant, place);
  g_autofree char *title = NULL;
  GtkWidget *row;

  if (missing->len == 0)
    return;
  row = adw_expander_row_new ();
  title = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u thing of the base is deleted here",
                                        "%u things of the base are deleted here", missing->len),
                           missing->len);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (missing->len > 1)
    adw_expander_row_add_row (ADW_EXPANDER_ROW (row), new_all_row ());
  for (guint i = 0; i < MIN (missing->len, MAX_MISSING); i++)
    adw_expander_row_add_row (ADW_EXPANDER_ROW (row),
                              new_missing_row (self, g_ptr_array_index (missing, i)));
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), !self->folded);
  g_signal_connect_object (row, "notify::expanded", G_CALLBACK (folded_cb), self,
                           G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_ptr_array_add (self->rows, row);
}

static void
show_segment (CairnVariantGroup *self, CairnVariant *variant)
{
  g_autoptr (GPtrArray) overrides = cairn_variant_dup_overrides (variant);
  /* translators: %s is the segment that this one is a variant of */
  g_autofree char *title = g_markup_printf_escaped (
    _ ("Variant of %s"), cairn_element_get_title (cairn_variant_get_base (variant)));
  g_autofree char *words = g_strdup_printf (
    g_dngettext (GETTEXT_PACKAGE, "%u thing in it differs; the rest follows the base.",
                 "%u things in it differ; the rest follows the base.", overrides->len),
    overrides->len);

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), title);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self), words);
  gtk_widget_set_visible (self->reset, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  list_missing (self, variant, self->place);
}

static void
set_place (CairnVariantGroup *self, CairnEditor *editor, CairnElement *place)
{
  g_set_object (&self->editor, editor);
  if (self->place == place)
    return;
  g_clear_pointer (&self->place, cairn_element_unref);
  self->place = place != NULL ? cairn_element_ref (place) : NULL;
  self->folded = FALSE;
}

static void
cairn_variant_group_dispose (GObject *object)
{
  set_place (CAIRN_VARIANT_GROUP (object), NULL, NULL);
  G_OBJECT_CLASS (cairn_variant_group_parent_class)->dispose (object);
}

static void
cairn_variant_group_finalize (GObject *object)
{
  g_ptr_array_unref (CAIRN_VARIANT_GROUP (object)->rows);
  G_OBJECT_CLASS (cairn_variant_group_parent_class)->finalize (object);
}

static void
cairn_variant_group_class_init (CairnVariantGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cairn_variant_group_dispose;
  G_OBJECT_CLASS (klass)->finalize = cairn_variant_group_finalize;
}

static void
cairn_variant_group_init (CairnVariantGroup *self)
{
  self->rows = g_ptr_array_new ();
  self->reset = gtk_button_new_with_mnemonic (_ ("_Reset"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->reset), "win.reset-to-base");
  gtk_widget_set_tooltip_text (self->reset, _ ("As in the base again"));
  gtk_widget_set_valign (self->reset, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (self->reset, "flat");
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (self), self->reset);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

void
cairn_variant_group_show (CairnVariantGroup *self, CairnEditor *editor, CairnElement *element)
{
  g_autoptr (CairnVariant) variant = NULL;
  g_autofree char *title = NULL;
  CairnVariantState state;

  g_return_if_fail (CAIRN_IS_VARIANT_GROUP (self));

  clear (self);
  set_place (self, editor, element);
  if (element != NULL)
    variant = cairn_variant_new (cairn_editor_get_document (editor), element);
  if (variant != NULL && cairn_element_get_kind (element) == CAIRN_KIND_SEGMENT)
    {
      show_segment (self, variant);
      return;
    }
  state = element != NULL ? cairn_variant_get_state (variant, element) : CAIRN_VARIANT_NONE;
  gtk_widget_set_visible (GTK_WIDGET (self), state != CAIRN_VARIANT_NONE);
  if (state == CAIRN_VARIANT_NONE)
    return;
  title = g_markup_printf_escaped (
    /* translators: %s is the segment that this one is a variant of */
    state == CAIRN_VARIANT_INHERITED ? _ ("Inherited from %s")
    : state == CAIRN_VARIANT_DIFFERS ? _ ("Differs from %s")
                                     : _ ("Not in %s"),
    cairn_element_get_title (cairn_variant_get_base (variant)));
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), title);
  adw_preferences_group_set_description (
    ADW_PREFERENCES_GROUP (self), state == CAIRN_VARIANT_INHERITED
                                    ? _ ("What changes there changes here.")
                                  : state == CAIRN_VARIANT_OWN ? _ ("Only this segment has it.")
                                                               : NULL);
  gtk_widget_set_visible (self->reset, state == CAIRN_VARIANT_DIFFERS);
  if (state == CAIRN_VARIANT_DIFFERS)
    list_differences (self, variant, element);
  if (cairn_kind_is_diagram (cairn_element_get_kind (element)))
    list_missing (self, variant, element);
}
