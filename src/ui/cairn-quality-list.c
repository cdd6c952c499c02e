/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-ui"

#include "config.h"

#include "ui/cairn-quality-list.h"

#include <glib/gi18n-lib.h>

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
add_group (GPtrArray *groups, const char *title, const char *meaning)
{
  CairnQualityGroup *group = g_new0 (CairnQualityGroup, 1);

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

static void
add_quarantine (GPtrArray *groups, CairnSnapshot *snapshot)
{
  guint n = 0;
  const CairnQuarantine *reasons = cairn_snapshot_get_quarantine (snapshot, &n);
  CairnQualityGroup *group;

  if (n == 0)
    return;
  group = add_group (groups, _ ("Set Aside"),
                     _ ("These rows cannot be right, and are not counted anywhere."));
  for (guint i = 0; i < n; i++)
    add_item (group, reasons[i].reason, reasons[i].rows, 0);
}

static void
add_unmapped (GPtrArray *groups, CairnSnapshot *snapshot)
{
  guint n = 0;
  const CairnUnmapped *unmapped = cairn_snapshot_get_unmapped (snapshot, &n);
  CairnQualityGroup *group;

  if (n == 0)
    return;
  group = add_group (groups, _ ("Not on the Map"),
                     _ ("No stage has these names, so their visits are not counted. Timings "
                        "Database says which stage they belong to."));
  for (guint i = 0; i < n; i++)
    add_item (group, unmapped[i].value, unmapped[i].visits, unmapped[i].customers);
}

GPtrArray *
cairn_quality_list_groups (CairnSnapshot *snapshot)
{
  GPtrArray *groups = g_ptr_array_new_with_free_func (group_free);

  if (snapshot == NULL)
    return groups;
  add_quarantine (groups, snapshot);
  add_unmapped (groups, snapshot);
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
  gboolean quoted = strpbrk (text, ",\"\n\r") != NULL;

  if (quoted)
    g_string_append_c (csv, '"');
  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '"')
        g_string_append_c (csv, '"');
      g_string_append_c (csv, *p);
    }
  if (quoted)
    g_string_append_c (csv, '"');
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
      GtkWidget *row = opens ? adw_expander_row_new () : adw_action_row_new ();
      g_autofree char *count = dup_count (item);

      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), item->what);
      if (opens)
        adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), count);
      else
        adw_action_row_set_subtitle (ADW_ACTION_ROW (row), count);
      for (guint e = 0; opens && e < item->examples->len; e++)
        add_example (ADW_EXPANDER_ROW (row), g_ptr_array_index (item->examples, e));
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (widget), row);
    }
  return widget;
}
