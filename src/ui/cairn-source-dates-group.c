/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-ui"

#include "config.h"

#include "ui/cairn-source-dates-group.h"

#include <glib/gi18n-lib.h>

struct _CairnSourceDatesGroup
{
  AdwPreferencesGroup parent_instance;

  CairnSourceDraft *draft; /* not owned */
  gboolean filling;
  char **columns;  /* that may hold dates */
  GPtrArray *rows; /* of DatesRow */
};

typedef struct
{
  char *stage;
  GtkWidget *row;
  GtkDropDown *entered, *left;
} DatesRow;

static guint changed_signal;

G_DEFINE_FINAL_TYPE (CairnSourceDatesGroup, cairn_source_dates_group, ADW_TYPE_PREFERENCES_GROUP)

static void
dates_row_free (gpointer data)
{
  DatesRow *row = data;

  g_free (row->stage);
  g_free (row);
}

/* ---- which columns ---- */

/* In case the sample has nothing in it, or something else beside dates. */
static gboolean
is_chosen (const CairnSourceDraft *draft, const char *column)
{
  for (guint i = 0; i < draft->dates->len; i++)
    {
      const CairnMappingDates *dates = g_ptr_array_index (draft->dates, i);

      if (g_str_equal (dates->entered, column) || g_strcmp0 (dates->left, column) == 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_empty (const CairnSourceDraft *draft, guint column)
{
  for (guint r = 0; r < draft->sample->rows->len; r++)
    if (!cairn_time_is_missing (((char **) g_ptr_array_index (draft->sample->rows, r))[column], -1))
      return FALSE;
  return TRUE;
}

static void
add_column (GPtrArray *columns, const char *column)
{
  if (column != NULL && !g_ptr_array_find_with_equal_func (columns, column, g_str_equal, NULL))
    g_ptr_array_add (columns, g_strdup (column));
}

static void
find_columns (CairnSourceDatesGroup *self)
{
  GPtrArray *columns = g_ptr_array_new ();

  for (guint i = 0; i < self->draft->roles->len; i++)
    {
      const char *column = self->draft->sample->columns[i];

      if (cairn_source_draft_holds_dates (self->draft, i) || is_chosen (self->draft, column)
          || is_empty (self->draft, i))
        g_ptr_array_add (columns, g_strdup (column));
    }
  /* One that this file lacks is shown, so that it can be let go of. */
  for (guint i = 0; i < self->draft->dates->len; i++)
    {
      const CairnMappingDates *dates = g_ptr_array_index (self->draft->dates, i);

      add_column (columns, dates->entered);
      add_column (columns, dates->left);
    }
  g_ptr_array_add (columns, NULL);
  g_strfreev (self->columns);
  self->columns = (char **) g_ptr_array_free (columns, FALSE);
}

/* 0: none. */
static guint
find_choice (CairnSourceDatesGroup *self, const char *column)
{
  for (guint i = 0; column != NULL && self->columns[i] != NULL; i++)
    if (g_ascii_strcasecmp (self->columns[i], column) == 0)
      return i + 1;
  return 0;
}

/* ---- choosing ---- */

/* The first date that the sample has of the stage, so that it can be seen to be the right one. */
static const char *
find_example (const CairnSourceDraft *draft, const char *column)
{
  for (guint c = 0; column != NULL && c < draft->roles->len; c++)
    for (guint r = 0;
         g_str_equal (draft->sample->columns[c], column) && r < draft->sample->rows->len; r++)
      {
        const char *text = ((char **) g_ptr_array_index (draft->sample->rows, r))[c];

        if (!cairn_time_is_missing (text, -1))
          return text;
      }
  return NULL;
}

static void
show_choices (CairnSourceDatesGroup *self)
{
  self->filling = TRUE;
  for (guint i = 0; i < self->rows->len; i++)
    {
      const DatesRow *row = g_ptr_array_index (self->rows, i);
      const CairnMappingDates *dates = cairn_source_draft_get_dates (self->draft, row->stage);
      const char *example = find_example (self->draft, dates != NULL ? dates->entered : NULL);
      /* translators: a date as it stands in the data */
      g_autofree char *such_as
        = example != NULL ? g_strdup_printf (_ ("Such as %s"), example) : NULL;

      gtk_drop_down_set_selected (row->entered,
                                  find_choice (self, dates != NULL ? dates->entered : NULL));
      gtk_drop_down_set_selected (row->left,
                                  find_choice (self, dates != NULL ? dates->left : NULL));
      gtk_widget_set_sensitive (GTK_WIDGET (row->left), dates != NULL);
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row->row),
                                   such_as != NULL ? such_as : _ ("Not told"));
    }
  self->filling = FALSE;
}

static const char *
chosen (CairnSourceDatesGroup *self, GtkDropDown *drop_down)
{
  guint selected = gtk_drop_down_get_selected (drop_down);

  return selected > 0 && selected != GTK_INVALID_LIST_POSITION ? self->columns[selected - 1] : NULL;
}

static void
selected_cb (CairnSourceDatesGroup *self, GParamSpec *pspec, GtkDropDown *drop_down)
{
  if (self->filling || self->draft == NULL)
    return;
  for (guint i = 0; i < self->rows->len; i++)
    {
      const DatesRow *row = g_ptr_array_index (self->rows, i);

      if (row->entered == drop_down || row->left == drop_down)
        cairn_source_draft_set_dates (self->draft, row->stage, chosen (self, row->entered),
                                      chosen (self, row->left));
    }
  show_choices (self);
  g_signal_emit (self, changed_signal, 0);
}

/* ---- rows ---- */

static GtkDropDown *
add_drop_down (CairnSourceDatesGroup *self, DatesRow *row, const char *none, const char *what)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);
  GtkWidget *drop_down = gtk_drop_down_new (NULL, NULL);

  gtk_string_list_append (list, none);
  for (guint i = 0; self->columns[i] != NULL; i++)
    gtk_string_list_append (list, self->columns[i]);
  gtk_drop_down_set_model (GTK_DROP_DOWN (drop_down), G_LIST_MODEL (list));
  gtk_widget_set_valign (drop_down, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (drop_down, what);
  gtk_accessible_update_property (GTK_ACCESSIBLE (drop_down), GTK_ACCESSIBLE_PROPERTY_LABEL, what,
                                  -1);
  g_signal_connect_object (drop_down, "notify::selected", G_CALLBACK (selected_cb), self,
                           G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row->row), drop_down);
  return GTK_DROP_DOWN (drop_down);
}

static void
add_row (CairnSourceDatesGroup *self, const char *stage)
{
  DatesRow *row = g_new0 (DatesRow, 1);
  /* translators: %s is a stage */
  g_autofree char *entered = g_strdup_printf (_ ("What tells when “%s” was entered"), stage);
  g_autofree char *left = g_strdup_printf (_ ("What tells when “%s” was left"), stage);

  row->stage = g_strdup (stage);
  row->row = adw_action_row_new ();
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row->row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row->row), stage);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row->row), 2);
  self->filling = TRUE;
  row->entered = add_drop_down (self, row, _ ("No Date"), entered);
  row->left = add_drop_down (self, row, _ ("Until the Next Date"), left);
  g_ptr_array_add (self->rows, row);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row->row);
}

static void
clear (CairnSourceDatesGroup *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      const DatesRow *row = g_ptr_array_index (self->rows, i);

      adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), row->row);
    }
  g_ptr_array_set_size (self->rows, 0);
}

void
cairn_source_dates_group_show (CairnSourceDatesGroup *self, CairnSourceDraft *draft)
{
  gboolean wide = draft != NULL && draft->shape == CAIRN_SHAPE_WIDE;

  g_return_if_fail (CAIRN_IS_SOURCE_DATES_GROUP (self));

  clear (self);
  self->draft = draft;
  gtk_widget_set_visible (GTK_WIDGET (self), wide);
  if (!wide)
    return;
  find_columns (self);
  /* What has dates goes first: there may be many more stages. */
  for (guint i = 0; i < draft->dates->len; i++)
    add_row (self, ((const CairnMappingDates *) g_ptr_array_index (draft->dates, i))->stage);
  for (guint i = 0; draft->stages[i] != NULL; i++)
    if (cairn_source_draft_get_dates (draft, draft->stages[i]) == NULL)
      add_row (self, draft->stages[i]);
  show_choices (self);
}

/* ---- making it ---- */

static void
cairn_source_dates_group_dispose (GObject *object)
{
  CairnSourceDatesGroup *self = CAIRN_SOURCE_DATES_GROUP (object);

  self->draft = NULL;
  G_OBJECT_CLASS (cairn_source_dates_group_parent_class)->dispose (object);
}

static void
cairn_source_dates_group_finalize (GObject *object)
{
  CairnSourceDatesGroup *self = CAIRN_SOURCE_DATES_GROUP (object);

  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->columns, g_strfreev);
  G_OBJECT_CLASS (cairn_source_dates_group_parent_class)->finalize (object);
}

static void
cairn_source_dates_group_class_init (CairnSourceDatesGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cairn_source_dates_group_dispose;
  G_OBJECT_CLASS (klass)->finalize = cairn_source_dates_group_finalize;
  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
}

static void
cairn_source_dates_group_init (CairnSourceDatesGroup *self)
{
  self->rows = g_ptr_array_new_with_free_func (dates_row_free);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self),
                                   _ ("Which Dates Are of Which Stage?"));
  adw_preferences_group_set_description (
    ADW_PREFERENCES_GROUP (self),
    _ ("For each stage, the column that tells when it was entered, and the one that tells when it "
       "was left, if there is one."));
}

GtkWidget *
cairn_source_dates_group_new (void)
{
  return g_object_new (CAIRN_TYPE_SOURCE_DATES_GROUP, NULL);
}
