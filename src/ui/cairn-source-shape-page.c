/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-ui"

#include "config.h"

#include "ui/cairn-source-shape-page.h"

#include <glib/gi18n-lib.h>

#define N_SHAPES (CAIRN_SHAPE_SNAPSHOTS + 1)

struct _CairnSourceShapePage
{
  AdwBin parent_instance;

  CairnSourceDraft *draft; /* not owned */
  gboolean filling;

  AdwPreferencesGroup *group;
  AdwActionRow *rows[N_SHAPES];
  GtkCheckButton *checks[N_SHAPES];
};

static guint changed_signal;

G_DEFINE_FINAL_TYPE (CairnSourceShapePage, cairn_source_shape_page, ADW_TYPE_BIN)

static const char *const titles[N_SHAPES] = {
  [CAIRN_SHAPE_VISITS] = N_ ("A customer was in a stage, from … to …"),
  [CAIRN_SHAPE_CHANGES] = N_ ("A customer came into a stage, and stays until the next one"),
  [CAIRN_SHAPE_LIFECYCLE] = N_ ("Something began, or something ended"),
  [CAIRN_SHAPE_DONE] = N_ ("Something was done, at this time"),
  [CAIRN_SHAPE_WIDE] = N_ ("A customer, with a date for each stage"),
  [CAIRN_SHAPE_SNAPSHOTS] = N_ ("On this day, the customer was in this stage"),
};

/* What a row of the sample says in the column of @role; "…" where there is none. */
static const char *
cell (const CairnSourceDraft *draft, guint row, CairnDraftRole role)
{
  char **cells = g_ptr_array_index (draft->sample->rows, row);

  for (guint i = 0; i < draft->roles->len; i++)
    if (g_array_index (draft->roles, CairnDraftRole, i) == role)
      return *cells[i] != '\0' ? cells[i] : "…";
  return "…";
}

/* "Globex: engage_date 2016-10-20, close_date 2017-03-01". */
static char *
dup_dates_example (const CairnSourceDraft *draft, guint row)
{
  char **cells = g_ptr_array_index (draft->sample->rows, row);
  GString *text = g_string_new (cell (draft, row, CAIRN_DRAFT_CUSTOMER));
  guint n = 0;

  for (guint i = 0; i < draft->roles->len && n < 3; i++)
    if (cairn_source_draft_holds_dates (draft, i))
      g_string_append_printf (text, "%s %s %s", n++ > 0 ? "," : ":", draft->sample->columns[i],
                              *cells[i] != '\0' ? cells[i] : "…");
  return g_string_free (text, FALSE);
}

/* One row of the user's own, as a row of that shape would be read. */
static char *
dup_example (const CairnSourceDraft *draft, int shape, guint row)
{
  const char *customer = cell (draft, row, CAIRN_DRAFT_CUSTOMER);
  const char *stage = cell (draft, row, CAIRN_DRAFT_STAGE);
  const char *entered = cell (draft, row, CAIRN_DRAFT_ENTERED);

  switch (shape)
    {
    case CAIRN_SHAPE_VISITS:
      /* translators: a customer, a stage, two times as they stand in the data */
      return g_strdup_printf (_ ("%s was in %s from %s to %s"), customer, stage, entered,
                              cell (draft, row, CAIRN_DRAFT_LEFT));
    case CAIRN_SHAPE_CHANGES:
      return g_strdup_printf (_ ("%s came into %s at %s"), customer, stage, entered);
    case CAIRN_SHAPE_LIFECYCLE:
      /* translators: a stage, a customer, "start" or "complete", a time */
      return g_strdup_printf (_ ("%s of %s: %s at %s"), stage, customer,
                              cell (draft, row, CAIRN_DRAFT_TRANSITION), entered);
    case CAIRN_SHAPE_DONE:
      return g_strdup_printf (_ ("%s of %s was done at %s"), stage, customer, entered);
    case CAIRN_SHAPE_SNAPSHOTS:
      return g_strdup_printf (_ ("On %s, %s was in %s"), entered, customer, stage);
    case CAIRN_SHAPE_WIDE:
    default:
      return dup_dates_example (draft, row);
    }
}

static char *
dup_examples (const CairnSourceDraft *draft, int shape)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < MIN (draft->sample->rows->len, 2); i++)
    {
      g_autofree char *example = dup_example (draft, shape, i);

      g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", example);
    }
  return g_string_free (text, FALSE);
}

static void
toggled_cb (CairnSourceShapePage *self, GtkCheckButton *check)
{
  if (self->filling || self->draft == NULL || !gtk_check_button_get_active (check))
    return;
  for (int i = 0; i < N_SHAPES; i++)
    if (self->checks[i] == check)
      cairn_source_draft_set_shape (self->draft, i);
  g_signal_emit (self, changed_signal, 0);
}

static void
cairn_source_shape_page_class_init (CairnSourceShapePageClass *klass)
{
  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
}

static void
cairn_source_shape_page_init (CairnSourceShapePage *self)
{
  GtkWidget *page = adw_preferences_page_new ();

  self->group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_preferences_group_set_title (self->group, _ ("What Does One Row Mean?"));
  for (int i = 0; i < N_SHAPES; i++)
    {
      GtkWidget *check = gtk_check_button_new ();

      self->rows[i] = ADW_ACTION_ROW (adw_action_row_new ());
      self->checks[i] = GTK_CHECK_BUTTON (check);
      gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
      gtk_check_button_set_group (self->checks[i], i > 0 ? self->checks[0] : NULL);
      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->rows[i]), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->rows[i]), _ (titles[i]));
      adw_action_row_set_title_lines (self->rows[i], 2);
      adw_action_row_set_subtitle_lines (self->rows[i], 4);
      adw_action_row_add_prefix (self->rows[i], check);
      adw_action_row_set_activatable_widget (self->rows[i], check);
      gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      _ (titles[i]), -1);
      g_signal_connect_object (check, "toggled", G_CALLBACK (toggled_cb), self, G_CONNECT_SWAPPED);
      adw_preferences_group_add (self->group, GTK_WIDGET (self->rows[i]));
    }
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), self->group);
  adw_bin_set_child (ADW_BIN (self), page);
}

GtkWidget *
cairn_source_shape_page_new (void)
{
  return g_object_new (CAIRN_TYPE_SOURCE_SHAPE_PAGE, NULL);
}

void
cairn_source_shape_page_show (CairnSourceShapePage *self, CairnSourceDraft *draft)
{
  self->draft = draft;
  if (draft == NULL)
    return;
  self->filling = TRUE;
  adw_preferences_group_set_description (
    self->group, draft->recommended
                   ? _ ("The recommended tables are there, so nothing needs to be said.")
                 : draft->address != NULL
                   ? _ ("On a server, Cairn reads tables and views of stays only; a view "
                        "can make stays of other rows.")
                   : _ ("Below each answer: how your first two rows would then be read."));
  for (int i = 0; i < N_SHAPES; i++)
    {
      g_autofree char *examples = dup_examples (draft, i);

      adw_action_row_set_subtitle (self->rows[i], examples);
      gtk_widget_set_sensitive (GTK_WIDGET (self->rows[i]),
                                (!draft->recommended && draft->address == NULL)
                                  || i == draft->shape);
      gtk_check_button_set_active (self->checks[i], draft->shape == i);
    }
  self->filling = FALSE;
}
