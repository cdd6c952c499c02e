/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-ui"

#include "config.h"

#include "ui/cairn-source-columns-page.h"

#include "ui/cairn-source-dates-group.h"

#include <glib/gi18n-lib.h>

#define N_ROWS 5
#define N_TIMES 3
#define MAX_COLUMNS 60

struct _CairnSourceColumnsPage
{
  AdwBin parent_instance;

  CairnSourceDraft *draft; /* not owned */
  gboolean filling;
  GPtrArray *drop_downs; /* of each column; not owned */
  CairnDraftRole offered[CAIRN_DRAFT_N_ROLES];
  guint n_offered;

  GtkGrid *grid;
  CairnSourceDatesGroup *dates_group;
  AdwPreferencesGroup *order_group;
  AdwActionRow *order_rows[2];
  GtkCheckButton *order_checks[2];
  AdwComboRow *format_row;
  AdwEntryRow *zone_row;
  AdwPreferencesGroup *times_group;
  GtkListBox *times;
};

static guint changed_signal;

G_DEFINE_FINAL_TYPE (CairnSourceColumnsPage, cairn_source_columns_page, ADW_TYPE_BIN)

static const char *const role_labels[CAIRN_DRAFT_N_ROLES] = {
  [CAIRN_DRAFT_UNUSED] = N_ ("Not Used"),
  [CAIRN_DRAFT_CUSTOMER] = N_ ("Customer"),
  [CAIRN_DRAFT_STAGE] = N_ ("Stage"),
  [CAIRN_DRAFT_ENTERED] = N_ ("Entered"),
  [CAIRN_DRAFT_LEFT] = N_ ("Left"),
  [CAIRN_DRAFT_OWNER] = N_ ("Owner"),
  [CAIRN_DRAFT_SEGMENT] = N_ ("Segment"),
  [CAIRN_DRAFT_STARTED] = N_ ("Work Started"),
  [CAIRN_DRAFT_TRANSITION] = N_ ("Start or End"),
  [CAIRN_DRAFT_TOUCHPOINT] = N_ ("Touchpoint"),
  /* translators: a column of a table: when a row was last written */
  [CAIRN_DRAFT_UPDATED] = N_ ("Last Changed"),
};

/* As cairn_time_format_parse() knows them, and as people do. The orders that may be in doubt come
 * first. */
static const char *const format_names[]
  = { "d/m/y", "m/d/y", "iso", "s", "ms", "us", "julian", NULL };
static const char *const format_labels[] = { N_ ("22/11/2026: day first"),
                                             N_ ("11/22/2026: month first"),
                                             N_ ("2026-11-22 12:00"),
                                             N_ ("Seconds since 1970"),
                                             N_ ("Milliseconds since 1970"),
                                             N_ ("Microseconds since 1970"),
                                             N_ ("Julian days"),
                                             NULL };

static void show_times (CairnSourceColumnsPage *self);

/* ---- the table ---- */

static const char *
label_of (const CairnSourceDraft *draft, CairnDraftRole role)
{
  if (role == CAIRN_DRAFT_ENTERED && draft->shape == CAIRN_SHAPE_SNAPSHOTS)
    return _ ("Day");
  return role == CAIRN_DRAFT_ENTERED && draft->shape != CAIRN_SHAPE_VISITS ? _ ("Time")
                                                                           : _ (role_labels[role]);
}

static guint
find_offered (CairnSourceColumnsPage *self, CairnDraftRole role)
{
  for (guint i = 0; i < self->n_offered; i++)
    if (self->offered[i] == role)
      return i;
  return 0;
}

/* Choosing a role for one column may take it from another. */
static void
show_roles (CairnSourceColumnsPage *self)
{
  self->filling = TRUE;
  for (guint i = 0; i < self->drop_downs->len; i++)
    {
      CairnDraftRole role = g_array_index (self->draft->roles, CairnDraftRole, i);
      GtkDropDown *drop_down = g_ptr_array_index (self->drop_downs, i);

      gtk_drop_down_set_selected (drop_down, find_offered (self, role));
    }
  self->filling = FALSE;
}

static void
role_cb (CairnSourceColumnsPage *self, GParamSpec *pspec, GtkDropDown *drop_down)
{
  guint column;

  if (self->filling || self->draft == NULL
      || !g_ptr_array_find (self->drop_downs, drop_down, &column))
    return;
  self->draft->recommended = FALSE;
  cairn_source_draft_set_role (self->draft, column,
                               self->offered[gtk_drop_down_get_selected (drop_down)]);
  show_roles (self);
  show_times (self);
  g_signal_emit (self, changed_signal, 0);
}

static void
add_cell (CairnSourceColumnsPage *self, const char *text, guint place, guint row)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 24);
  gtk_label_set_width_chars (GTK_LABEL (label), CLAMP ((int) g_utf8_strlen (text, -1), 1, 16));
  gtk_widget_add_css_class (label, row == 1 ? "caption-heading" : "caption");
  gtk_grid_attach (self->grid, label, (int) place, (int) row, 1, 1);
}

static void
add_header (CairnSourceColumnsPage *self, guint column, guint place)
{
  const char *name = self->draft->sample->columns[column];
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);
  GtkWidget *drop_down = gtk_drop_down_new (NULL, NULL);
  /* translators: %s is a column of the user's table */
  g_autofree char *what = g_strdup_printf (_ ("What “%s” is"), name);

  for (guint i = 0; i < self->n_offered; i++)
    gtk_string_list_append (list, label_of (self->draft, self->offered[i]));
  gtk_drop_down_set_model (GTK_DROP_DOWN (drop_down), G_LIST_MODEL (list));
  gtk_widget_set_tooltip_text (drop_down, what);
  gtk_widget_set_halign (drop_down, GTK_ALIGN_START);
  gtk_accessible_update_property (GTK_ACCESSIBLE (drop_down), GTK_ACCESSIBLE_PROPERTY_LABEL, what,
                                  -1);
  g_signal_connect_object (drop_down, "notify::selected", G_CALLBACK (role_cb), self,
                           G_CONNECT_SWAPPED);
  g_ptr_array_add (self->drop_downs, drop_down);
  gtk_grid_attach (self->grid, drop_down, (int) place, 0, 1, 1);
}

static gboolean
plays_a_part (CairnSourceColumnsPage *self, guint column)
{
  CairnDraftRole role = g_array_index (self->draft->roles, CairnDraftRole, column);

  return role != CAIRN_DRAFT_UNUSED && cairn_source_draft_wants (self->draft, role);
}

/* Where a column stands: what plays a part goes first, as a table may be wider than any screen. */
static guint
find_place (CairnSourceColumnsPage *self, guint column, guint n_columns)
{
  gboolean used = plays_a_part (self, column);
  guint place = 0;

  for (guint i = 0; i < n_columns; i++)
    place += plays_a_part (self, i) == used ? i < column : !used;
  return place;
}

static void
show_table (CairnSourceColumnsPage *self)
{
  const CairnSourcePreview *sample = self->draft->sample;
  guint n_columns = MIN (self->draft->roles->len, MAX_COLUMNS);
  GtkWidget *child;

  g_ptr_array_set_size (self->drop_downs, 0);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->grid))) != NULL)
    gtk_grid_remove (self->grid, child);
  self->filling = TRUE;
  for (guint c = 0; c < n_columns; c++)
    {
      guint place = find_place (self, c, n_columns);

      add_header (self, c, place);
      add_cell (self, sample->columns[c], place, 1);
      for (guint r = 0; r < MIN (sample->rows->len, N_ROWS); r++)
        add_cell (self, ((char **) g_ptr_array_index (sample->rows, r))[c], place, r + 2);
    }
  show_roles (self);
}

/* ---- times ---- */

static void
add_time (CairnSourceColumnsPage *self, const CairnTimeFormat *format, const char *text)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *reading = cairn_source_draft_read_time (self->draft, format, text);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), text);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row),
                               reading != NULL ? reading : _ ("Cannot be read as a time"));
  gtk_list_box_append (self->times, row);
}

/* "3/4/2026 is 3 Apr 2026" for one of the two orders. Owned by the caller. */
static char *
dup_order_example (CairnSourceColumnsPage *self, int i, char **texts)
{
  CairnTimeFormat format = { CAIRN_TIME_YEAR_FIRST, CAIRN_TIME_SECONDS };
  GString *example = g_string_new (NULL);

  cairn_time_format_parse (format_names[i], &format);
  for (guint t = 0; texts[t] != NULL; t++)
    {
      g_autofree char *reading = cairn_source_draft_read_time (self->draft, &format, texts[t]);

      /* translators: a date as it stands in the data, and how it would be read */
      g_string_append_printf (example, _ ("%s is %s"), texts[t], reading != NULL ? reading : "–");
      if (texts[t + 1] != NULL)
        g_string_append_c (example, '\n');
    }
  return g_string_free (example, FALSE);
}

static void
show_order (CairnSourceColumnsPage *self, char **texts)
{
  g_autofree char *chosen = g_steal_pointer (&self->draft->time_format);
  CairnTimeFormat format;
  gboolean ambiguous = !cairn_source_draft_get_format (self->draft, &format);

  self->draft->time_format = g_steal_pointer (&chosen);
  for (int i = 0; i < 2; i++)
    {
      g_autofree char *example = dup_order_example (self, i, texts);

      adw_action_row_set_subtitle (self->order_rows[i], example);
      gtk_check_button_set_active (self->order_checks[i],
                                   g_strcmp0 (self->draft->time_format, format_names[i]) == 0);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->order_group), ambiguous && texts[0] != NULL);
}

static void
show_times (CairnSourceColumnsPage *self)
{
  g_auto (GStrv) texts = cairn_source_draft_dup_times (self->draft, N_TIMES);
  CairnTimeFormat format;
  GtkWidget *child;
  guint selected = 0;

  self->filling = TRUE;
  cairn_source_draft_get_format (self->draft, &format);
  show_order (self, texts);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->times))) != NULL)
    gtk_list_box_remove (self->times, child);
  for (guint i = 0; texts[i] != NULL; i++)
    add_time (self, &format, texts[i]);
  for (guint i = 0; format_names[i] != NULL; i++)
    if (g_strcmp0 (self->draft->time_format, format_names[i]) == 0)
      selected = i + 1;
  adw_combo_row_set_selected (self->format_row, selected);
  gtk_widget_set_visible (GTK_WIDGET (self->zone_row), cairn_source_draft_needs_zone (self->draft));
  gtk_widget_set_visible (GTK_WIDGET (self->times_group), texts[0] != NULL);
  self->filling = FALSE;
}

static void
set_format (CairnSourceColumnsPage *self, const char *name)
{
  if (g_strcmp0 (self->draft->time_format, name) == 0)
    return;
  g_free (self->draft->time_format);
  self->draft->time_format = g_strdup (name);
  show_times (self);
  g_signal_emit (self, changed_signal, 0);
}

static void
format_cb (CairnSourceColumnsPage *self)
{
  guint selected = adw_combo_row_get_selected (self->format_row);

  if (!self->filling && self->draft != NULL)
    set_format (self, selected == 0 ? NULL : format_names[selected - 1]);
}

static void
order_cb (CairnSourceColumnsPage *self, GtkCheckButton *check)
{
  if (!self->filling && self->draft != NULL && gtk_check_button_get_active (check))
    set_format (self, format_names[check == self->order_checks[1]]);
}

static void
zone_cb (CairnSourceColumnsPage *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->zone_row));
  g_autoptr (GTimeZone) zone = *text != '\0' ? g_time_zone_new_identifier (text) : NULL;
  gboolean wrong = *text != '\0' && zone == NULL;

  (wrong ? gtk_widget_add_css_class : gtk_widget_remove_css_class) (GTK_WIDGET (self->zone_row),
                                                                    "error");
  if (self->filling || self->draft == NULL || wrong)
    return;
  g_free (self->draft->zone);
  self->draft->zone = *text != '\0' ? g_strdup (text) : NULL;
  show_times (self);
  g_signal_emit (self, changed_signal, 0);
}

/* Which columns hold times has changed. */
static void
dates_cb (CairnSourceColumnsPage *self)
{
  self->draft->recommended = FALSE;
  show_times (self);
  g_signal_emit (self, changed_signal, 0);
}

/* ---- making it ---- */

static void
cairn_source_columns_page_dispose (GObject *object)
{
  CairnSourceColumnsPage *self = CAIRN_SOURCE_COLUMNS_PAGE (object);

  self->draft = NULL;
  g_clear_pointer (&self->drop_downs, g_ptr_array_unref);
  G_OBJECT_CLASS (cairn_source_columns_page_parent_class)->dispose (object);
}

static void
cairn_source_columns_page_class_init (CairnSourceColumnsPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cairn_source_columns_page_dispose;
  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
}

static void
add_table_group (CairnSourceColumnsPage *self, AdwPreferencesPage *page)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->grid = GTK_GRID (gtk_grid_new ());
  gtk_grid_set_column_spacing (self->grid, 18);
  gtk_grid_set_row_spacing (self->grid, 6);
  gtk_widget_set_margin_top (GTK_WIDGET (self->grid), 12);
  gtk_widget_set_margin_bottom (GTK_WIDGET (self->grid), 18);
  gtk_widget_set_margin_start (GTK_WIDGET (self->grid), 12);
  gtk_widget_set_margin_end (GTK_WIDGET (self->grid), 12);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_AUTOMATIC,
                                  GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->grid));
  gtk_widget_add_css_class (scroller, "card");
  adw_preferences_group_set_title (group, _ ("What Is in Each Column?"));
  adw_preferences_group_set_description (
    group, _ ("The first rows, with what their names tell. Correct what is wrong."));
  adw_preferences_group_add (group, scroller);
  adw_preferences_page_add (page, group);
}

static void
add_order_group (CairnSourceColumnsPage *self, AdwPreferencesPage *page)
{
  const char *const titles[] = { _ ("The Day Stands First"), _ ("The Month Stands First") };

  self->order_group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_preferences_group_set_title (self->order_group, _ ("Day or Month First?"));
  adw_preferences_group_set_description (self->order_group,
                                         _ ("The first rows can be read in both ways."));
  for (int i = 0; i < 2; i++)
    {
      GtkWidget *check = gtk_check_button_new ();
      GtkWidget *row = adw_action_row_new ();

      self->order_rows[i] = ADW_ACTION_ROW (row);
      self->order_checks[i] = GTK_CHECK_BUTTON (check);
      gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
      gtk_check_button_set_group (self->order_checks[i], i > 0 ? self->order_checks[0] : NULL);
      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), titles[i]);
      adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 4);
      adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
      adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
      gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      titles[i], -1);
      g_signal_connect_object (check, "toggled", G_CALLBACK (order_cb), self, G_CONNECT_SWAPPED);
      adw_preferences_group_add (self->order_group, row);
    }
  adw_preferences_page_add (page, self->order_group);
}

static void
add_times_group (CairnSourceColumnsPage *self, AdwPreferencesPage *page)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);

  self->times_group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  self->times = GTK_LIST_BOX (gtk_list_box_new ());
  self->format_row = ADW_COMBO_ROW (adw_combo_row_new ());
  self->zone_row = ADW_ENTRY_ROW (adw_entry_row_new ());
  gtk_string_list_append (list, _ ("(found out)"));
  for (guint i = 0; format_labels[i] != NULL; i++)
    gtk_string_list_append (list, _ (format_labels[i]));
  adw_combo_row_set_model (self->format_row, G_LIST_MODEL (list));
  adw_preferences_group_set_title (self->times_group, _ ("How Times Are Read"));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->format_row),
                                 _ ("Times Are Written As"));
  gtk_list_box_set_selection_mode (self->times, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->times), "boxed-list");
  gtk_widget_set_margin_top (GTK_WIDGET (self->times), 12);
  g_signal_connect_object (self->format_row, "notify::selected", G_CALLBACK (format_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->zone_row, "changed", G_CALLBACK (zone_cb), self,
                           G_CONNECT_SWAPPED);
  adw_preferences_group_add (self->times_group, GTK_WIDGET (self->format_row));
  adw_preferences_group_add (self->times_group, GTK_WIDGET (self->zone_row));
  adw_preferences_group_add (self->times_group, GTK_WIDGET (self->times));
  adw_preferences_page_add (page, self->times_group);
}

static void
cairn_source_columns_page_init (CairnSourceColumnsPage *self)
{
  AdwPreferencesPage *page = ADW_PREFERENCES_PAGE (adw_preferences_page_new ());

  self->drop_downs = g_ptr_array_new ();
  add_table_group (self, page);
  self->dates_group = CAIRN_SOURCE_DATES_GROUP (cairn_source_dates_group_new ());
  g_signal_connect_object (self->dates_group, "changed", G_CALLBACK (dates_cb), self,
                           G_CONNECT_SWAPPED);
  adw_preferences_page_add (page, ADW_PREFERENCES_GROUP (self->dates_group));
  add_order_group (self, page);
  add_times_group (self, page);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (page));
}

GtkWidget *
cairn_source_columns_page_new (void)
{
  return g_object_new (CAIRN_TYPE_SOURCE_COLUMNS_PAGE, NULL);
}

void
cairn_source_columns_page_show (CairnSourceColumnsPage *self, CairnSourceDraft *draft)
{
  self->draft = draft;
  cairn_source_dates_group_show (self->dates_group, draft);
  if (draft == NULL)
    return;
  self->n_offered = 0;
  for (guint role = 0; role < CAIRN_DRAFT_N_ROLES; role++)
    if (cairn_source_draft_wants (draft, role))
      self->offered[self->n_offered++] = role;
  self->filling = TRUE;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->zone_row),
                                 draft->is_log
                                   ? _ ("Time Zone of Times Without One (empty: UTC)")
                                   : _ ("Time Zone of Times Without One (empty: this computer’s)"));
  gtk_editable_set_text (GTK_EDITABLE (self->zone_row), draft->zone != NULL ? draft->zone : "");
  show_table (self);
  show_times (self);
}
