/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-ui"

#include "config.h"

#include "ui/cairn-study-table.h"

#include "base/cairn-csv.h"
#include "ui/cairn-tooltip.h"
#include "ui/cairn-words.h"

#include <glib/gi18n-lib.h>
#include <locale.h>
#include <math.h>
#include <string.h>

#define COLUMN "cairn-column"
#define MOST_ASKED 1000
#define TEXT "cairn-text"
#define STYLE "cairn-style"
/* Looking whether the order still holds costs more than it is worth beyond this many rows. */
#define MAX_CHECKED 2000

struct _CairnStudyTable
{
  GtkWidget parent_instance;

  const CairnStudyTableSpec *spec;
  char *needle; /* folded; NULL: everything is shown */

  GtkWidget *scroller;
  GtkColumnView *view;
  CairnStudyEntries entries;
  GListStore *rows; /* of CairnStudyRow, as the study lists them */
  GPtrArray *shown; /* the list items that are on the screen, borrowed */
  GtkFilter *filter;
  GtkSortListModel *sorted;
};

G_DEFINE_FINAL_TYPE (CairnStudyTable, cairn_study_table, GTK_TYPE_WIDGET)

/* ---- order ---- */

static double
key_of (const CairnStudyColumn *column, gconstpointer row)
{
  double key = column->key ((gpointer) row);

  return isnan (key) ? -HUGE_VAL : key;
}

static int
compare (gconstpointer a, gconstpointer b, gpointer data)
{
  const CairnStudyColumn *column = data;

  if (column->key != NULL)
    {
      double x = key_of (column, a);
      double y = key_of (column, b);

      return (x > y) - (x < y);
    }
  else
    {
      g_autofree char *one = column->text ((gpointer) a);
      g_autofree char *other = column->text ((gpointer) b);

      return g_utf8_collate (one, other);
    }
}

/* ---- what is shown ---- */

static gboolean
matches (gpointer item, gpointer data)
{
  CairnStudyTable *self = data;

  if (self->needle == NULL)
    return TRUE;
  for (guint i = 0; i < self->spec->n_columns; i++)
    {
      const CairnStudyColumn *column = &self->spec->columns[i];
      g_autofree char *text
        = column->title != NULL && column->key == NULL ? column->text (item) : NULL;
      g_autofree char *folded = text != NULL ? g_utf8_casefold (text, -1) : NULL;

      if (folded != NULL && strstr (folded, self->needle) != NULL)
        return TRUE;
    }
  return FALSE;
}

static void
show_cell (GtkListItem *item)
{
  const CairnStudyColumn *column = g_object_get_data (G_OBJECT (item), COLUMN);
  CairnStudyRow *row = gtk_list_item_get_item (item);
  GtkWidget *label = gtk_list_item_get_child (item);
  const char *style = column->style != NULL ? column->style (row) : NULL;
  const char *classes[] = { column->key != NULL ? "numeric" : style, style, NULL };
  g_autofree char *text = column->text (row);

  /* Whoever grows older by a second mostly looks the same. */
  if (g_strcmp0 (text, g_object_get_data (G_OBJECT (item), TEXT)) == 0
      && style == g_object_get_data (G_OBJECT (item), STYLE))
    return;
  if (column->key != NULL)
    cairn_words_set_figure (GTK_LABEL (label), text);
  else
    gtk_label_set_label (GTK_LABEL (label), text);
  cairn_tooltip_set (label, column->expand ? text : NULL);
  gtk_widget_set_css_classes (label, classes);
  g_object_set_data (G_OBJECT (item), STYLE, (gpointer) style);
  g_object_set_data_full (G_OBJECT (item), TEXT, g_steal_pointer (&text), g_free);
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, const CairnStudyColumn *column)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (column->expand)
    {
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_label_set_width_chars (GTK_LABEL (label), 16);
    }
  gtk_list_item_set_child (item, label);
  gtk_list_item_set_activatable (item, FALSE);
  g_object_set_data (G_OBJECT (item), COLUMN, (gpointer) column);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, CairnStudyTable *self)
{
  g_ptr_array_add (self->shown, item);
  show_cell (item);
}

static void
unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, CairnStudyTable *self)
{
  g_ptr_array_remove_fast (self->shown, item);
}

static void
add_column (CairnStudyTable *self, guint i)
{
  const CairnStudyColumn *column = &self->spec->columns[i];
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkSorter) sorter
    = GTK_SORTER (gtk_custom_sorter_new (compare, (gpointer) column, NULL));
  g_autoptr (GtkColumnViewColumn) made = NULL;

  /* The column is static, and the table lets go of the view before it goes. */
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), (gpointer) column);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), self);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), self);
  made = gtk_column_view_column_new (_ (column->title), factory);
  gtk_column_view_column_set_sorter (made, sorter);
  gtk_column_view_column_set_expand (made, column->expand);
  gtk_column_view_append_column (self->view, made);
  if (column->rare)
    g_object_set_data (G_OBJECT (made), COLUMN, (gpointer) column);
  if (i == self->spec->sorted_by)
    gtk_column_view_sort_by_column (self->view, made, self->spec->order);
}

static void
cairn_study_table_dispose (GObject *object)
{
  CairnStudyTable *self = CAIRN_STUDY_TABLE (object);

  if (self->view != NULL)
    gtk_column_view_set_model (self->view, NULL);
  g_clear_object (&self->sorted);
  g_clear_object (&self->filter);
  g_clear_object (&self->rows);
  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  self->view = NULL;
  G_OBJECT_CLASS (cairn_study_table_parent_class)->dispose (object);
}

static void
cairn_study_table_finalize (GObject *object)
{
  CairnStudyTable *self = CAIRN_STUDY_TABLE (object);

  g_free (self->needle);
  g_free (self->entries.entries);
  g_clear_pointer (&self->entries.study, cairn_stage_study_unref);
  g_ptr_array_unref (self->shown);
  G_OBJECT_CLASS (cairn_study_table_parent_class)->finalize (object);
}

static void
cairn_study_table_class_init (CairnStudyTableClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cairn_study_table_dispose;
  G_OBJECT_CLASS (klass)->finalize = cairn_study_table_finalize;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
cairn_study_table_init (CairnStudyTable *self)
{
  self->shown = g_ptr_array_new ();
  self->rows = g_list_store_new (CAIRN_TYPE_STUDY_ROW);
  self->scroller = gtk_scrolled_window_new ();
  self->view = GTK_COLUMN_VIEW (gtk_column_view_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->view), "data-table");
  gtk_widget_add_css_class (GTK_WIDGET (self), "cairn-study-table");
  gtk_widget_set_vexpand (self->scroller, TRUE);
  gtk_column_view_set_reorderable (self->view, FALSE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), GTK_WIDGET (self->view));
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
}

GtkWidget *
cairn_study_table_new (const CairnStudyTableSpec *spec, const char *label)
{
  CairnStudyTable *self = g_object_new (CAIRN_TYPE_STUDY_TABLE, NULL);
  GtkFilterListModel *filtered;
  g_autoptr (GtkNoSelection) selection = NULL;

  self->spec = spec;
  self->entries.size = spec->size;
  for (guint i = 0; i < spec->n_columns; i++)
    if (spec->columns[i].title != NULL)
      add_column (self, i);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  self->filter = GTK_FILTER (gtk_custom_filter_new (matches, self, NULL));
  filtered = gtk_filter_list_model_new (G_LIST_MODEL (g_object_ref (self->rows)),
                                        g_object_ref (self->filter));
  self->sorted = gtk_sort_list_model_new (G_LIST_MODEL (filtered),
                                          g_object_ref (gtk_column_view_get_sorter (self->view)));
  selection = gtk_no_selection_new (G_LIST_MODEL (g_object_ref (self->sorted)));
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (selection));
  return GTK_WIDGET (self);
}

/* ---- entries ---- */

static CairnStudyRow *
row_at (CairnStudyTable *self, guint i)
{
  g_autoptr (CairnStudyRow) row = g_list_model_get_item (G_LIST_MODEL (self->rows), i);

  return row; /* the store holds it */
}

static gboolean
is_same (CairnStudyTable *self, guint i, const CairnStudyEntries *other, guint j)
{
  return self->spec->same (self->entries.entries + i * self->entries.size,
                           other->entries + j * other->size);
}

/* What the beginning and the end of both have in common stays: mostly one customer came or went. */
static void
find_common (CairnStudyTable *self, const CairnStudyEntries *other, guint *first, guint *last)
{
  guint n = MIN (self->entries.n, other->n);

  *first = *last = 0;
  while (*first < n && is_same (self, *first, other, *first))
    (*first)++;
  while (*last < n - *first
         && is_same (self, self->entries.n - 1 - *last, other, other->n - 1 - *last))
    (*last)++;
}

/* The rows that stay find themselves in the new entries before anybody compares them. */
static void
exchange (CairnStudyTable *self, const CairnStudyEntries *fresh)
{
  guint had = self->entries.n;
  guint first, last;
  g_autoptr (GPtrArray) made = g_ptr_array_new_with_free_func (g_object_unref);

  find_common (self, fresh, &first, &last);
  for (guint i = first; i < had - last; i++)
    cairn_study_row_detach (row_at (self, i));
  if (had != fresh->n)
    for (guint i = 0; i < last; i++)
      cairn_study_row_set_index (row_at (self, had - 1 - i), fresh->n - 1 - i);
  g_free (self->entries.entries);
  g_clear_pointer (&self->entries.study, cairn_stage_study_unref);
  self->entries = *fresh;
  if (first + last == had && had == fresh->n)
    return;
  for (guint i = first; i < fresh->n - last; i++)
    g_ptr_array_add (made, cairn_study_row_new (&self->entries, i));
  g_list_store_splice (self->rows, first, had - first - last, made->pdata, made->len);
}

static gboolean
order_holds (CairnStudyTable *self)
{
  GtkSorter *sorter = gtk_column_view_get_sorter (self->view);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->sorted));
  g_autoptr (GObject) before = NULL;

  if (n > MAX_CHECKED)
    return TRUE;
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (self->sorted), i);

      if (before != NULL && gtk_sorter_compare (sorter, before, item) == GTK_ORDERING_LARGER)
        return FALSE;
      g_set_object (&before, item);
    }
  return TRUE;
}

/* Of very many rows the first must do: they are all asked each second. */
static gboolean
says_anything (CairnStudyTable *self, const CairnStudyColumn *column)
{
  for (guint i = 0; i < MIN (self->entries.n, MOST_ASKED); i++)
    {
      g_autofree char *text = column->text (row_at (self, i));

      if (strcmp (text, "–") != 0)
        return TRUE;
    }
  return FALSE;
}

/* What the data never say takes no room from what they do. */
static void
show_columns (CairnStudyTable *self)
{
  GListModel *columns = gtk_column_view_get_columns (self->view);

  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) made = g_list_model_get_item (columns, i);
      const CairnStudyColumn *column = g_object_get_data (G_OBJECT (made), COLUMN);

      if (column != NULL)
        gtk_column_view_column_set_visible (made, says_anything (self, column));
    }
}

void
cairn_study_table_set_entries (CairnStudyTable *self,
                               CairnStageStudy *study,
                               gconstpointer entries,
                               guint n)
{
  CairnStudyEntries fresh = { NULL, NULL, 0, n };

  g_return_if_fail (CAIRN_IS_STUDY_TABLE (self));
  fresh.size = self->spec->size;

  fresh.study = cairn_stage_study_ref (study);
  fresh.entries = n > 0 ? g_memdup2 (entries, n * self->spec->size) : NULL;
  gtk_sort_list_model_set_incremental (self->sorted, n > MAX_CHECKED);
  exchange (self, &fresh);
  show_columns (self);
  for (guint i = 0; i < self->shown->len; i++)
    show_cell (g_ptr_array_index (self->shown, i));
  /* All grow older alike, as a rule: nothing to sort. */
  if (!order_holds (self))
    gtk_sorter_changed (gtk_column_view_get_sorter (self->view), GTK_SORTER_CHANGE_DIFFERENT);
}

void
cairn_study_table_unroll (CairnStudyTable *self)
{
  g_return_if_fail (CAIRN_IS_STUDY_TABLE (self));

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_AUTOMATIC,
                                  GTK_POLICY_NEVER);
}

void
cairn_study_table_search (CairnStudyTable *self, const char *text)
{
  g_return_if_fail (CAIRN_IS_STUDY_TABLE (self));

  g_free (self->needle);
  self->needle = *text != '\0' ? g_utf8_casefold (text, -1) : NULL;
  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
}

guint
cairn_study_table_get_n_shown (CairnStudyTable *self)
{
  g_return_val_if_fail (CAIRN_IS_STUDY_TABLE (self), 0);

  return g_list_model_get_n_items (G_LIST_MODEL (self->sorted));
}

/* ---- as text ---- */

static char *
dup_plain (const CairnStudyColumn *column, CairnStudyRow *row)
{
  return column->plain != NULL ? column->plain (row) : column->text (row);
}

char *
cairn_study_table_dup_csv (CairnStudyTable *self, const char *only)
{
  GString *csv;

  g_return_val_if_fail (CAIRN_IS_STUDY_TABLE (self), NULL);

  csv = g_string_new (NULL);
  for (guint c = 0; c < self->spec->n_columns; c++)
    g_string_append_printf (csv, "%s%s", c > 0 ? "," : "", self->spec->columns[c].field);
  g_string_append (csv, only != NULL ? ",only\r\n" : "\r\n");
  for (guint i = 0; i < cairn_study_table_get_n_shown (self); i++)
    {
      g_autoptr (CairnStudyRow) row = g_list_model_get_item (G_LIST_MODEL (self->sorted), i);

      for (guint c = 0; c < self->spec->n_columns; c++)
        {
          g_autofree char *text = dup_plain (&self->spec->columns[c], row);

          if (c > 0)
            g_string_append_c (csv, ',');
          cairn_csv_append (csv, text);
        }
      if (only != NULL)
        {
          g_string_append_c (csv, ',');
          cairn_csv_append (csv, only);
        }
      g_string_append (csv, "\r\n");
    }
  return g_string_free (csv, FALSE);
}

/* A spreadsheet takes "31.25" for a text where people write "31,25". */
static char *
localize (const char *plain)
{
  char *text = cairn_csv_dup_harmless (plain);
  const char *point = localeconv ()->decimal_point;
  char *end = NULL;

  g_ascii_strtod (text, &end);
  if (end == text || *end != '\0' || g_str_equal (point, "."))
    return text;
  {
    g_auto (GStrv) parts = g_strsplit (text, ".", 2);

    g_free (text);
    return g_strjoinv (point, parts);
  }
}

char *
cairn_study_table_dup_sheet (CairnStudyTable *self)
{
  GString *sheet;

  g_return_val_if_fail (CAIRN_IS_STUDY_TABLE (self), NULL);

  sheet = g_string_new (NULL);
  for (guint c = 0; c < self->spec->n_columns; c++)
    g_string_append_printf (sheet, "%s%s", c > 0 ? "\t" : "", self->spec->columns[c].field);
  g_string_append_c (sheet, '\n');
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->rows)); i++)
    {
      for (guint c = 0; c < self->spec->n_columns; c++)
        {
          g_autofree char *plain = dup_plain (&self->spec->columns[c], row_at (self, i));
          g_autofree char *text = localize (g_strdelimit (plain, "\t\r\n", ' '));

          g_string_append_printf (sheet, "%s%s", c > 0 ? "\t" : "", text);
        }
      g_string_append_c (sheet, '\n');
    }
  return g_string_free (sheet, FALSE);
}
