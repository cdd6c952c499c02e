/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-ui"

#include "config.h"

#include "ui/cairn-quality-list.h"

#include "base/cairn-csv.h"

#include <glib/gi18n-lib.h>

/* Rows that are shown at once. */
#define N_AT_ONCE 25

static void
item_free (gpointer data)
{
  CairnQualityItem *item = data;

  g_free (item->what);
  g_clear_pointer (&item->examples, g_ptr_array_unref);
  g_free (item);
}

static void
group_free (gpointer data)
{
  CairnQualityGroup *group = data;

  g_ptr_array_unref (group->items);
  g_free (group);
}

static CairnQualityGroup *
add_group (GPtrArray *groups, CairnFindingKind kind, const char *title, const char *meaning)
{
  CairnQualityGroup *group = g_new0 (CairnQualityGroup, 1);

  group->kind = kind;
  group->title = title;
  group->meaning = meaning;
  group->items = g_ptr_array_new_with_free_func (item_free);
  g_ptr_array_add (groups, group);
  return group;
}

static CairnQualityItem *
add_item (CairnQualityGroup *group, const char *what, guint rows, guint customers)
{
  CairnQualityItem *item = g_new0 (CairnQualityItem, 1);

  item->what = g_strdup (what);
  item->rows = rows;
  item->customers = customers;
  g_ptr_array_add (group->items, item);
  return item;
}

static const struct
{
  const char *title;
  const char *meaning;
} kinds[CAIRN_N_FINDING_KINDS] = {
  [CAIRN_FINDING_REJECTED]
  = { N_ ("Set Aside"), N_ ("These rows cannot be right, and are not counted anywhere.") },
  [CAIRN_FINDING_UNMAPPED]
  = { N_ ("Not on the Map"), N_ ("No stage has these names, so their visits are not counted. The "
                                 "assistant for data says which stage they belong to.") },
  [CAIRN_FINDING_EXIT_INFERRED]
  = { N_ ("Exit Inferred"), N_ ("The row says still there, but the customer went on: the visit "
                                "ends where that happened.") },
  [CAIRN_FINDING_MERGED]
  = { N_ ("Merged"), N_ ("Overlapping stays of one customer in one stage count as one.") },
  [CAIRN_FINDING_ENTRY_UNKNOWN]
  = { N_ ("Entry Unknown"), N_ ("Nobody knows since when: they count as here, but not in the "
                                "times.") },
  [CAIRN_FINDING_FORGOTTEN]
  = { N_ ("Forgotten, or Unrecorded?"), N_ ("Open for ages without a sign of the customer.") },
  [CAIRN_FINDING_PASSED]
  = { N_ ("Passed Straight Through"), N_ ("Through within a minute. They are counted.") },
  [CAIRN_FINDING_RETURNED]
  = { N_ ("Came Back"), N_ ("Stays after the customer’s first in that stage. Each counts.") },
};

static void
take_rows (CairnQualityItem *item, const CairnFinding *finding)
{
  item->examples = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  for (guint i = 0; i < finding->n_list; i++)
    {
      const CairnFindingRow *row = &finding->list[i];
      char **cells = g_new0 (char *, 6);

      cells[0] = g_strdup (row->customer);
      cells[1] = g_strdup (row->stage);
      cells[2] = g_strdup (row->entered);
      cells[3] = g_strdup (row->left);
      cells[4] = g_strdup (row->problem);
      g_ptr_array_add (item->examples, cells);
    }
}

static void
add_findings (GPtrArray *groups, const CairnQuality *quality)
{
  guint n = 0;
  const CairnFinding *findings = cairn_quality_get_findings (quality, &n);
  CairnQualityGroup *group = NULL;

  for (guint i = 0; i < n; i++)
    {
      const CairnFinding *finding = &findings[i];

      if (i == 0 || findings[i - 1].kind != finding->kind)
        group = add_group (groups, finding->kind, _ (kinds[finding->kind].title),
                           _ (kinds[finding->kind].meaning));
      take_rows (add_item (group, finding->detail != NULL ? finding->detail : finding->title,
                           finding->rows, finding->customers),
                 finding);
    }
}

/* A source that says no more than this. */
static void
add_counts (GPtrArray *groups, CairnSnapshot *snapshot)
{
  guint n_reasons = 0, n_unmapped = 0;
  const CairnQuarantine *reasons = cairn_snapshot_get_quarantine (snapshot, &n_reasons);
  const CairnUnmapped *unmapped = cairn_snapshot_get_unmapped (snapshot, &n_unmapped);
  CairnQualityGroup *group;

  if (n_reasons > 0)
    {
      group = add_group (groups, CAIRN_FINDING_REJECTED, _ (kinds[CAIRN_FINDING_REJECTED].title),
                         _ (kinds[CAIRN_FINDING_REJECTED].meaning));
      for (guint i = 0; i < n_reasons; i++)
        add_item (group, reasons[i].reason, reasons[i].rows, 0);
    }
  if (n_unmapped > 0)
    {
      group = add_group (groups, CAIRN_FINDING_UNMAPPED, _ (kinds[CAIRN_FINDING_UNMAPPED].title),
                         _ (kinds[CAIRN_FINDING_UNMAPPED].meaning));
      for (guint i = 0; i < n_unmapped; i++)
        add_item (group, unmapped[i].value, unmapped[i].visits, unmapped[i].customers);
    }
}

GPtrArray *
cairn_quality_list_groups (CairnSnapshot *snapshot)
{
  GPtrArray *groups = g_ptr_array_new_with_free_func (group_free);
  const CairnQuality *quality = snapshot != NULL ? cairn_snapshot_get_quality (snapshot) : NULL;

  if (quality != NULL)
    add_findings (groups, quality);
  else if (snapshot != NULL)
    add_counts (groups, snapshot);
  return groups;
}

guint
cairn_quality_list_count (const GPtrArray *groups)
{
  guint n = 0;

  for (guint i = 0; i < groups->len; i++)
    n += ((const CairnQualityGroup *) g_ptr_array_index (groups, i))->items->len;
  return n;
}

/* ---- as CSV ---- */

static void
append_cell (GString *csv, const char *text, char end)
{
  cairn_csv_append (csv, text);
  g_string_append_c (csv, end);
}

static void
append_item (GString *csv, const char *title, const CairnQualityItem *item)
{
  append_cell (csv, title, ',');
  append_cell (csv, item->what, ',');
  g_string_append_printf (csv, "%u,", item->rows);
  if (item->customers > 0)
    g_string_append_printf (csv, "%u", item->customers);
  g_string_append (csv, ",,,,,\n");
  for (guint i = 0; item->examples != NULL && i < item->examples->len; i++)
    {
      char **cells = g_ptr_array_index (item->examples, i);

      append_cell (csv, title, ',');
      append_cell (csv, item->what, ',');
      g_string_append (csv, ",,");
      for (guint c = 0; c < 5; c++)
        append_cell (csv, cells[c], c < 4 ? ',' : '\n');
    }
}

char *
cairn_quality_list_to_csv (const GPtrArray *groups)
{
  GString *csv = g_string_new ("kind,what,rows,customers,customer,stage,entered,left,why\n");

  for (guint g = 0; g < groups->len; g++)
    {
      const CairnQualityGroup *group = g_ptr_array_index (groups, g);

      for (guint i = 0; i < group->items->len; i++)
        append_item (csv, group->title, g_ptr_array_index (group->items, i));
    }
  return g_string_free (csv, FALSE);
}

/* ---- on screen ---- */

static char *
dup_count (const CairnQualityItem *item)
{
  g_autofree char *rows
    = g_strdup_printf (ngettext ("%'u row", "%'u rows", item->rows), item->rows);
  g_autofree char *customers = NULL;

  if (item->customers == 0)
    return g_steal_pointer (&rows);
  customers = g_strdup_printf (ngettext ("%'u customer", "%'u customers", item->customers),
                               item->customers);
  /* translators: "12 customers, 31 rows" */
  return g_strdup_printf (_ ("%s, %s"), customers, rows);
}

static void
add_example (AdwExpanderRow *parent, char **cells)
{
  GtkWidget *row = adw_action_row_new ();
  /* translators: a customer, a stage */
  g_autofree char *title = g_strdup_printf (_ ("%s in “%s”"), cells[0], cells[1]);
  /* translators: when a stage was entered and left, as it stands in the data */
  g_autofree char *times = g_strdup_printf (_ ("%s → %s"), *cells[2] != '\0' ? cells[2] : "–",
                                            *cells[3] != '\0' ? cells[3] : "–");
  g_autofree char *subtitle
    = *cells[4] != '\0' ? g_strdup_printf ("%s\n%s", times, cells[4]) : g_strdup (times);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_expander_row_add_row (parent, row);
}

/* What an opened row shows so far of what there is: a thousand rows at once would hold up the
 * window. */
typedef struct
{
  GPtrArray *examples; /* of char **; a reference */
  guint n_shown;
  guint n_rows;    /* there are, listed or not */
  GtkWidget *more; /* NULL: not there */
} Opened;

static void
opened_free (gpointer data)
{
  Opened *opened = data;

  g_ptr_array_unref (opened->examples);
  g_free (opened);
}

static void show_more (AdwExpanderRow *row);

static void
add_more (AdwExpanderRow *row, Opened *opened)
{
  guint left = opened->n_rows - opened->n_shown;
  gboolean listed = opened->n_shown < opened->examples->len;
  g_autofree char *title
    = listed ? g_strdup_printf (
        ngettext ("Show More (%'u Row Is Left)", "Show More (%'u Rows Are Left)", left), left)
             : g_strdup_printf (
               ngettext ("%'u more row is not listed", "%'u more rows are not listed", left), left);

  opened->more = adw_action_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (opened->more), title);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (opened->more), listed);
  if (listed)
    g_signal_connect_object (opened->more, "activated", G_CALLBACK (show_more), row,
                             G_CONNECT_SWAPPED);
  adw_expander_row_add_row (row, opened->more);
}

static void
show_more (AdwExpanderRow *row)
{
  Opened *opened = g_object_get_data (G_OBJECT (row), "opened");
  guint end = MIN (opened->n_shown + N_AT_ONCE, opened->examples->len);

  if (opened->more != NULL)
    adw_expander_row_remove (row, opened->more);
  opened->more = NULL;
  for (; opened->n_shown < end; opened->n_shown++)
    add_example (row, g_ptr_array_index (opened->examples, opened->n_shown));
  if (opened->n_rows > opened->n_shown)
    add_more (row, opened);
}

static void
expanded_cb (AdwExpanderRow *row)
{
  const Opened *opened = g_object_get_data (G_OBJECT (row), "opened");

  if (adw_expander_row_get_expanded (row) && opened->n_shown == 0)
    show_more (row);
}

static GtkWidget *
new_expander (const CairnQualityItem *item, const char *count)
{
  GtkWidget *row = adw_expander_row_new ();
  Opened *opened = g_new0 (Opened, 1);

  opened->examples = g_ptr_array_ref (item->examples);
  opened->n_rows = MAX (item->rows, item->examples->len);
  g_object_set_data_full (G_OBJECT (row), "opened", opened, opened_free);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), count);
  g_signal_connect (row, "notify::expanded", G_CALLBACK (expanded_cb), NULL);
  return row;
}

static GtkWidget *
new_plain (const char *count)
{
  GtkWidget *row = adw_action_row_new ();

  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), count);
  return row;
}

GtkWidget *
cairn_quality_list_new_group (const CairnQualityGroup *group)
{
  GtkWidget *widget = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (widget), group->title);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (widget), group->meaning);
  for (guint i = 0; i < group->items->len; i++)
    {
      const CairnQualityItem *item = g_ptr_array_index (group->items, i);
      gboolean opens = item->examples != NULL && item->examples->len > 0;
      g_autofree char *count = dup_count (item);
      GtkWidget *row = opens ? new_expander (item, count) : new_plain (count);

      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), item->what);
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (widget), row);
    }
  return widget;
}
