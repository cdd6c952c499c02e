/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-ui"

#include "ui/cairn-field-group.h"

#include "insight/cairn-requirement-figure.h"
#include "ui/cairn-field.h"
#include "ui/cairn-words.h"

#include <glib/gi18n-lib.h>

struct _CairnFieldGroup
{
  AdwPreferencesGroup parent_instance;

  CairnEditor *editor; /* borrowed, for telling one from another; the fields own it */
  GPtrArray *fields;   /* of CairnField */
  gboolean marks;      /* shows marks and feelings, and those alone */
};

G_DEFINE_FINAL_TYPE (CairnFieldGroup, cairn_field_group, ADW_TYPE_PREFERENCES_GROUP)

/* Whether all of @elements have the property of @spec, of the same type and with the same choices.
 */
static gboolean
is_common (const CairnPropSpec *spec, GPtrArray *elements)
{
  CairnElement *first = g_ptr_array_index (elements, 0);

  if (elements->len > 1
      && (spec->prop == cairn_element_get_title_prop (first) || spec->prop == CAIRN_PROP_FROM
          || spec->prop == CAIRN_PROP_TO || spec->prop == CAIRN_PROP_FIRST_VALUE
          || spec->prop == CAIRN_PROP_CLOCK_START))
    return FALSE;
  for (guint i = 1; i < elements->len; i++)
    {
      CairnKind kind = cairn_element_get_kind (g_ptr_array_index (elements, i));
      const CairnPropSpec *other = cairn_schema_prop (kind, spec->prop);

      if (other == NULL || other->type != spec->type || other->words != spec->words
          || other->ref_kinds != spec->ref_kinds)
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_mark (CairnProp prop)
{
  return prop == CAIRN_PROP_FEELING || prop == CAIRN_PROP_FEELING_WANTED
         || prop == CAIRN_PROP_MOMENT_OF_TRUTH || prop == CAIRN_PROP_FIRST_VALUE
         || prop == CAIRN_PROP_CLOCK_START;
}

/* What other properties say is set by other means than a plain field, or not by people. */
static gboolean
has_plain_field (CairnProp prop)
{
  switch ((int) prop)
    {
    case CAIRN_PROP_ORIENTATION:
    case CAIRN_PROP_TEAM:
    case CAIRN_PROP_COLLAPSED:
    case CAIRN_PROP_COLOUR:
    case CAIRN_PROP_SIZE:
    case CAIRN_PROP_DRILLS_INTO:
    case CAIRN_PROP_URL:
    case CAIRN_PROP_TWIN:
    case CAIRN_PROP_FILL_ORDER:
    case CAIRN_PROP_REACH:
    case CAIRN_PROP_NATURE:
    case CAIRN_PROP_FIGURE:
    case CAIRN_PROP_SIPOC:
    case CAIRN_PROP_REQUIREMENT:
    case CAIRN_PROP_STARTED_COLUMN:
    case CAIRN_PROP_HOURS:
    case CAIRN_PROP_HOLIDAYS:
    case CAIRN_PROP_BENCHMARK:
    case CAIRN_PROP_BENCHMARK_SOURCE:
      return TRUE;
    default:
      return prop < CAIRN_PROP_BASE;
    }
}

static gboolean
has_field (CairnFieldGroup *self, const CairnPropSpec *spec)
{
  return self->marks ? is_mark (spec->prop) : has_plain_field (spec->prop);
}

/* Only a process step that is a stage itself has a target; else that of its stage counts. */
static gboolean
is_fit (const CairnPropSpec *spec, GPtrArray *elements)
{
  if (spec->prop != CAIRN_PROP_TARGET && spec->prop != CAIRN_PROP_LIMIT)
    return TRUE;
  for (guint i = 0; i < elements->len; i++)
    {
      CairnElement *element = g_ptr_array_index (elements, i);

      if (cairn_element_get_kind (element) == CAIRN_KIND_ITEM
          && cairn_requirement_find_stage (element) != element)
        return FALSE;
    }
  return TRUE;
}

/* Of const CairnPropSpec: what can be shown of @elements. */
static GPtrArray *
common_specs (CairnFieldGroup *self, GPtrArray *elements)
{
  CairnKind first = cairn_element_get_kind (g_ptr_array_index (elements, 0));
  const CairnKindSpec *kind = cairn_schema_kind (first);
  GPtrArray *specs = g_ptr_array_new ();

  if (first == CAIRN_KIND_FOREIGN)
    return specs;
  for (guint i = 0; i < kind->n_props; i++)
    if (has_field (self, &kind->props[i]) && is_common (&kind->props[i], elements)
        && is_fit (&kind->props[i], elements))
      g_ptr_array_add (specs, (gpointer) &kind->props[i]);
  return specs;
}

static gboolean
shows (CairnFieldGroup *self, CairnEditor *editor, GPtrArray *specs)
{
  if (self->editor != editor || self->fields->len != specs->len)
    return FALSE;
  for (guint i = 0; i < specs->len; i++)
    if (cairn_field_get_spec (g_ptr_array_index (self->fields, i)) != g_ptr_array_index (specs, i))
      return FALSE;
  return TRUE;
}

static void
clear (CairnFieldGroup *self)
{
  for (guint i = 0; i < self->fields->len; i++)
    cairn_field_remove_from (g_ptr_array_index (self->fields, i), ADW_PREFERENCES_GROUP (self));
  g_ptr_array_set_size (self->fields, 0);
  self->editor = NULL;
}

static void
build (CairnFieldGroup *self, CairnEditor *editor, GPtrArray *specs)
{
  clear (self);
  self->editor = editor;
  for (guint i = 0; i < specs->len; i++)
    {
      CairnField *field = cairn_field_new (editor, g_ptr_array_index (specs, i));

      cairn_field_add_to (field, ADW_PREFERENCES_GROUP (self));
      g_ptr_array_add (self->fields, field);
    }
}

static void
update_title (CairnFieldGroup *self, GPtrArray *elements)
{
  g_autofree char *several = NULL;

  if (elements->len > 1)
    several = g_strdup_printf (
      /* translators: so many steps, stages … are selected */
      g_dngettext (GETTEXT_PACKAGE, "%u selected", "%u selected", elements->len), elements->len);
  adw_preferences_group_set_title (
    ADW_PREFERENCES_GROUP (self),
    several != NULL ? several : cairn_words_kind (g_ptr_array_index (elements, 0)));
}

static void
cairn_field_group_finalize (GObject *object)
{
  g_ptr_array_unref (CAIRN_FIELD_GROUP (object)->fields);
  G_OBJECT_CLASS (cairn_field_group_parent_class)->finalize (object);
}

static void
cairn_field_group_class_init (CairnFieldGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cairn_field_group_finalize;
}

static void
cairn_field_group_init (CairnFieldGroup *self)
{
  self->fields = g_ptr_array_new_with_free_func (g_object_unref);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

void
cairn_field_group_show (CairnFieldGroup *self, CairnEditor *editor, GPtrArray *elements)
{
  g_autoptr (GPtrArray) specs = NULL;

  g_return_if_fail (CAIRN_IS_FIELD_GROUP (self));

  if (editor == NULL || elements == NULL || elements->len == 0)
    {
      gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
      clear (self);
      return;
    }
  specs = common_specs (self, elements);
  if (!shows (self, editor, specs))
    build (self, editor, specs);
  if (!self->marks)
    update_title (self, elements);
  for (guint i = 0; i < self->fields->len; i++)
    cairn_field_set_elements (g_ptr_array_index (self->fields, i), elements);
  gtk_widget_set_visible (GTK_WIDGET (self), !self->marks || specs->len > 0);
}

void
cairn_field_group_show_marks (CairnFieldGroup *self)
{
  g_return_if_fail (CAIRN_IS_FIELD_GROUP (self));

  self->marks = TRUE;
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _ ("Marks and Emotion"));
}

void
cairn_field_group_show_one (CairnFieldGroup *self, CairnEditor *editor, CairnElement *element)
{
  g_autoptr (GPtrArray) elements = g_ptr_array_new ();

  if (element != NULL)
    g_ptr_array_add (elements, element);
  cairn_field_group_show (self, editor, elements);
}
