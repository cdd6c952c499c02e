/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-ui"

#include "ui/cairn-pileup-columns.h"

#include "insight/cairn-study-format.h"
#include "render/cairn-overlay.h"
#include "render/cairn-theme.h"
#include "ui/cairn-figures.h"
#include "ui/cairn-pileup-list.h"
#include "ui/cairn-pileup-row.h"
#include "ui/cairn-pileup-why.h"
#include "ui/cairn-sparkline.h"
#include "ui/cairn-tooltip.h"
#include "ui/cairn-words.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* From here on all columns and their whole titles find room. */
#define WIDE 1150
/* From here on the whole words for the kind of trouble do. */
#define WHOLE_WORDS 960
/* Below this, columns stand closer together. */
#define TIGHT 720

/* One column: what it shows, why it is that number, and by what it is sorted. */
typedef struct
{
  const char *title;
  const char *fallback;                  /* shown for a stage without customers; NULL: nothing */
  double (*key) (const CairnCell *cell); /* NULL: by title; undefined counts as least */
  char *(*text) (const CairnCell *cell);
  char *(*explain) (const CairnCell *cell, const CairnSnapshot *snapshot);
  const char *(*style) (const CairnCell *cell); /* NULL: none */
  gboolean expand;

  /* Where more than the cell is needed. */
  char *(*row_text) (CairnPileupRow *row);
  char *(*row_explain) (CairnPileupRow *row);
  double (*row_key) (CairnPileupRow *row); /* NULL, and no key: by row_text */

  int room;                /* how wide the list must be to show it; 0: it always does */
  const char *short_title; /* where the list is narrow; NULL: the title */
  char *(*short_text) (CairnPileupRow *row); /* below WHOLE_WORDS; NULL: the text */
} Column;

/* A column of one list. */
typedef struct
{
  const Column *column;
  gboolean in_short;
} Shown;

static double
key_rank (const CairnCell *cell)
{
  return cell->rank > 0 ? cell->rank : HUGE_VAL;
}

static char *
text_rank (const CairnCell *cell)
{
  return cell->rank > 0 ? g_strdup_printf ("%u", cell->rank) : g_strdup ("");
}

/* A badge only for the first three that lose anything: the others are no news. */
static const char *
style_rank (const CairnCell *cell)
{
  static const char *const styles[]
    = { "cairn-badge-0", "cairn-badge-1", "cairn-badge-2", "cairn-badge-3", "cairn-badge-4" };

  if (cell->rank == 0 || cell->rank > 3 || !(cell->lost_per_week > 0))
    return "dim-label";
  return styles[cairn_theme_severity (cell->lost_per_week)];
}

static double
key_here (const CairnCell *cell)
{
  return cell->here;
}

static char *
text_here (const CairnCell *cell)
{
  return cairn_words_count (cell->here);
}

static gboolean
is_estimated (const CairnCell *cell)
{
  return cell->exits >= CAIRN_OVERLAY_MIN_EXITS;
}

static double
key_median (const CairnCell *cell)
{
  if (!is_estimated (cell))
    return NAN;
  return isnan (cell->median.value) ? cell->median.low : cell->median.value;
}

static const char *
style_median (const CairnCell *cell)
{
  return is_estimated (cell) ? NULL : "dim-label";
}

/* In grey what is measured against something else than a target, and what cannot be told; marked is
 * only what is past the target beyond chance, as the words about its kind say. */
static const char *
style_ratio (const CairnCell *cell)
{
  if (isnan (cairn_figures_ratio (cell)))
    return "dim-label";
  return cairn_figures_is_slow (cell) ? "cairn-over" : NULL;
}

static const char *
style_kind (const CairnCell *cell)
{
  return "cairn-kind";
}

static double
key_net (const CairnCell *cell)
{
  return cell->net_per_week;
}

static char *
text_net (const CairnCell *cell)
{
  g_autofree char *net = cairn_figures_net (cell);

  if (cell->growth == CAIRN_GROWTH_PILING_UP)
    return g_strdup_printf ("▲ %s", net);
  if (cell->growth == CAIRN_GROWTH_DRAINING)
    return g_strdup_printf ("▼ %s", net);
  return g_steal_pointer (&net);
}

static const char *
style_net (const CairnCell *cell)
{
  if (cell->growth == CAIRN_GROWTH_NONE)
    return "dim-label";
  return cell->growth == CAIRN_GROWTH_PILING_UP ? "cairn-over" : NULL;
}

static double
key_lost (const CairnCell *cell)
{
  return cell->lost_per_week;
}

static char *
text_lost (const CairnCell *cell)
{
  if (isnan (cell->lost_per_week) && cell->spent_per_week > 0)
    {
      g_autofree char *spent = cairn_study_format_amount (cell->spent_per_week);

      /* translators: customer-days a week that are spent in a stage without a target */
      return g_strdup_printf (_ ("%s spent"), spent);
    }
  g_autofree char *lost = cairn_figures_lost (cell);
  g_autofree char *error = cairn_figures_lost_error (cell);

  return error != NULL ? g_strdup_printf ("%s %s", lost, error) : g_steal_pointer (&lost);
}

static const char *
style_lost (const CairnCell *cell)
{
  return cell->lost_per_week > 0 ? "cairn-strong" : "dim-label";
}

static double
key_trend (const CairnCell *cell)
{
  return cell->lost_weeks[CAIRN_TREND_WEEKS - 1];
}

static double
key_exits (const CairnCell *cell)
{
  return cell->exits;
}

static char *
text_exits (const CairnCell *cell)
{
  return cairn_words_count (cell->exits);
}

static const char *
style_exits (const CairnCell *cell)
{
  return "dim-label";
}

static const Column columns[] = {
  /* translators: column: the place in the ranking */
  { N_ ("#"), NULL, key_rank, text_rank, cairn_figures_explain_rank, style_rank, FALSE },
  { N_ ("Stage"), NULL, NULL, NULL, NULL, NULL, TRUE },
  { N_ ("Here now"), "0", key_here, text_here, cairn_figures_explain_here, NULL, FALSE,
    .short_title = N_ ("Here") },
  { N_ ("Median stay"), N_ ("no customers"), key_median, cairn_figures_median,
    cairn_figures_explain_median, style_median, FALSE, .short_title = N_ ("Median") },
  /* translators: column: how many customers left, which the median stands on */
  { N_ ("n"), NULL, key_exits, text_exits, cairn_figures_explain_exits, style_exits, FALSE },
  /* translators: column: median stay divided by target */
  { N_ ("vs target"), NULL, cairn_figures_ratio, cairn_figures_ratio_text,
    cairn_figures_explain_ratio, style_ratio, FALSE, cairn_pileup_why_ratio_text,
    cairn_pileup_why_explain_ratio, cairn_pileup_why_ratio },
  /* translators: column: more customers came than went, a week */
  { N_ ("Net / week"), NULL, key_net, text_net, cairn_figures_explain_net, style_net, FALSE,
    /* translators: column: more customers came than went, a week */
    .short_title = N_ ("Net / wk"), .room = 760 },
  /* translators: column: customer-days lost a week */
  { N_ ("Days lost / week"), NULL, key_lost, text_lost, cairn_figures_explain_lost, style_lost,
    FALSE,
    /* translators: column: customer-days lost a week */
    .short_title = N_ ("Lost / wk") },
  /* translators: column: the last 13 weeks as a line */
  { N_ ("13 weeks"), NULL, key_trend, NULL, cairn_figures_explain_trend, NULL, FALSE,
    .room = WIDE },
  /* translators: column: people or system, for how long */
  { N_ ("Kind"), NULL, NULL, NULL, NULL, style_kind, FALSE, cairn_pileup_why_kind,
    cairn_pileup_why_explain_kind, .room = 660, .short_text = cairn_pileup_why_short_kind },
  { N_ ("Suggested handling"), NULL, NULL, NULL, NULL, NULL, FALSE, cairn_pileup_why_handling,
    cairn_pileup_why_explain_handling, .room = 900, .short_title = N_ ("Handling") },
};

static gboolean
is_trend (const Column *column)
{
  return column->text == NULL && column->key != NULL;
}

static gboolean
is_name (const Column *column)
{
  return column->text == NULL && column->key == NULL && column->row_text == NULL;
}

static gboolean
is_kind (const Column *column)
{
  return column->row_text == cairn_pileup_why_kind;
}

static gboolean
is_handling (const Column *column)
{
  return column->row_text == cairn_pileup_why_handling;
}

static void
show_trend (CairnSparkline *line, CairnPileupRow *row)
{
  const CairnCell *cell = cairn_pileup_row_get_cell (row);
  guint first = CAIRN_TREND_WEEKS - CAIRN_PILEUP_WEEKS;

  if (cell == NULL)
    cairn_sparkline_set_values (line, NULL, 0, 0);
  else
    cairn_sparkline_set_values (line, cell->lost_weeks + first, CAIRN_PILEUP_WEEKS,
                                cairn_pileup_row_get_trend_top (row));
}

static char *
text_of (const Column *column, CairnPileupRow *row)
{
  const CairnCell *cell = cairn_pileup_row_get_cell (row);

  if (is_name (column))
    return cairn_words_title (cairn_pileup_row_get_stage (row));
  if (cairn_pileup_row_get_snapshot (row) == NULL)
    return g_strdup (""); /* still being read */
  if (cell != NULL)
    return column->row_text != NULL ? column->row_text (row) : column->text (cell);
  return g_strdup (column->fallback != NULL ? _ (column->fallback) : "");
}

/* Once a second everything is told anew, and most of it is as it was: what is set would be laid out
 * and drawn again. */
static void
set_text (GtkLabel *label, const char *text)
{
  if (g_strcmp0 (gtk_label_get_label (label), text) != 0)
    gtk_label_set_label (label, text);
}

static void
set_classes (GtkWidget *widget, const char *const *classes)
{
  g_auto (GStrv) before = gtk_widget_get_css_classes (widget);
  gboolean same = g_strv_length (before) == g_strv_length ((char **) classes);

  for (guint i = 0; same && classes[i] != NULL; i++)
    same = gtk_widget_has_css_class (widget, classes[i]);
  if (!same)
    gtk_widget_set_css_classes (widget, (const char **) classes);
}

/* Where there are short words on the screen, the whole ones are read aloud. */
static void
show_short_text (GtkLabel *label, const Shown *shown, CairnPileupRow *row)
{
  g_autofree char *whole = text_of (shown->column, row);
  g_autofree char *text = shown->in_short ? shown->column->short_text (row) : NULL;

  set_text (label, text != NULL ? text : whole);
  gtk_label_set_width_chars (label, shown->in_short ? 11 : 14);
  gtk_accessible_update_property (GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_PROPERTY_LABEL, whole, -1);
}

static void
show_label (GtkLabel *label, const Shown *shown, CairnPileupRow *row)
{
  const Column *column = shown->column;
  const CairnCell *cell = cairn_pileup_row_get_cell (row);
  const char *style = cell != NULL && column->style != NULL ? column->style (cell) : NULL;
  g_autofree char *text = text_of (column, row);
  const char *classes[] = { NULL, NULL, NULL };
  guint n = 0;

  if (column->text != NULL)
    classes[n++] = "numeric";
  if (is_name (column))
    classes[n++] = "cairn-strong";
  else if (is_kind (column) && !cairn_pileup_why_is_behind (row))
    classes[n++] = "dim-label";
  else if (cell == NULL)
    classes[n++] = "dim-label";
  else if (style != NULL)
    classes[n++] = style;
  if (column->text != NULL)
    cairn_words_set_figure (label, text);
  else if (column->short_text != NULL)
    show_short_text (label, shown, row);
  else
    set_text (label, text);
  set_classes (GTK_WIDGET (label), classes);
}

/* A link, where there is anything to suggest. */
static void
show_handling (GtkWidget *button, const Column *column, CairnPileupRow *row)
{
  g_autofree char *text = text_of (column, row);

  set_text (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (button))), text);
  gtk_widget_set_visible (button, *text != '\0');
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

static void
show_cell (GtkListItem *item, const Shown *shown)
{
  const Column *column = shown->column;
  CairnPileupRow *row = gtk_list_item_get_item (item);
  const CairnCell *cell = cairn_pileup_row_get_cell (row);
  GtkWidget *widget = gtk_list_item_get_child (item);
  g_autofree char *why = NULL;

  if (is_trend (column))
    show_trend (CAIRN_SPARKLINE (widget), row);
  else if (is_handling (column))
    show_handling (widget, column, row);
  else
    show_label (GTK_LABEL (widget), shown, row);
  if (column->row_explain != NULL)
    why = column->row_explain (row);
  else if (column->explain != NULL && cell != NULL)
    why = column->explain (cell, cairn_pileup_row_get_snapshot (row));
  else if (is_name (column))
    why = cairn_words_title (cairn_pileup_row_get_stage (row));
  cairn_tooltip_explain (widget, why);
}

static void
changed_cb (CairnPileupRow *row, GtkListItem *item)
{
  show_cell (item, g_object_get_data (G_OBJECT (item), "column"));
}

static void
handling_cb (GtkWidget *button, GtkListItem *item)
{
  GtkWidget *list = gtk_widget_get_ancestor (button, CAIRN_TYPE_PILEUP_LIST);

  if (list != NULL && gtk_list_item_get_item (item) != NULL)
    cairn_pileup_list_suggest (CAIRN_PILEUP_LIST (list), gtk_list_item_get_item (item), button);
}

static GtkWidget *
new_handling (GtkListItem *item)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (label), 9);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 36);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_button_set_child (GTK_BUTTON (button), label);
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "cairn-link");
  g_signal_connect_object (button, "clicked", G_CALLBACK (handling_cb), item, 0);
  return button;
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, const Shown *shown)
{
  const Column *column = shown->column;
  GtkWidget *widget;

  if (is_trend (column))
    {
      widget = cairn_sparkline_new ();
      gtk_widget_set_halign (widget, GTK_ALIGN_START);
      gtk_widget_add_css_class (widget, "cairn-over");
    }
  else if (is_handling (column))
    widget = new_handling (item);
  else
    {
      widget = gtk_label_new (NULL);
      /* A number in a badge stands in its middle. */
      gtk_label_set_xalign (GTK_LABEL (widget), column->text == text_rank ? 0.5f : 0);
      gtk_widget_set_halign (widget, GTK_ALIGN_START);
      if (is_kind (column))
        gtk_label_set_ellipsize (GTK_LABEL (widget), PANGO_ELLIPSIZE_END);
      if (column->expand)
        {
          gtk_label_set_ellipsize (GTK_LABEL (widget), PANGO_ELLIPSIZE_END);
          gtk_label_set_width_chars (GTK_LABEL (widget), 13);
        }
    }
  gtk_widget_set_valign (widget, GTK_ALIGN_CENTER);
  gtk_list_item_set_child (item, widget);
  g_object_set_data (G_OBJECT (item), "column", (gpointer) shown);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, const Shown *column)
{
  g_signal_connect_object (gtk_list_item_get_item (item), "changed", G_CALLBACK (changed_cb), item,
                           0);
  show_cell (item, column);
}

static void
unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, const Shown *column)
{
  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (item), changed_cb, item);
}

/* Those of which nothing is said stand first, as the least. */
static int
compare_texts (const Column *column, CairnPileupRow *a, CairnPileupRow *b)
{
  g_autofree char *one = text_of (column, a);
  g_autofree char *other = text_of (column, b);

  return g_utf8_collate (one, other);
}

static double
key_of (const Column *column, CairnPileupRow *row)
{
  const CairnCell *cell = cairn_pileup_row_get_cell (row);

  /* A stage without customers has the last rank and the least of everything. */
  if (cell == NULL)
    return column->key == key_rank ? HUGE_VAL : -HUGE_VAL;
  return column->row_key != NULL ? column->row_key (row) : column->key (cell);
}

static int
compare (gconstpointer a, gconstpointer b, gpointer data)
{
  const Column *column = data;
  double x, y;

  if (column->key == NULL)
    return compare_texts (column, (gpointer) a, (gpointer) b);
  x = key_of (column, (gpointer) a);
  y = key_of (column, (gpointer) b);
  x = isnan (x) ? -HUGE_VAL : x;
  y = isnan (y) ? -HUGE_VAL : y;
  return (x > y) - (x < y);
}

static GtkColumnViewColumn *
add_column (GtkColumnView *view, const Column *column)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkSorter) sorter
    = GTK_SORTER (gtk_custom_sorter_new (compare, (gpointer) column, NULL));
  g_autoptr (GtkColumnViewColumn) made = gtk_column_view_column_new (_ (column->title), factory);
  Shown *shown = g_new0 (Shown, 1);

  /* It goes away with the column, which outlives its cells. */
  shown->column = column;
  g_object_set_data_full (G_OBJECT (made), "column", shown, g_free);
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), shown);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), shown);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), shown);
  gtk_column_view_column_set_sorter (made, sorter);
  gtk_column_view_column_set_expand (made, column->expand);
  gtk_column_view_append_column (view, made);
  return made; /* the view holds it */
}

void
cairn_pileup_columns_add (GtkColumnView *view)
{
  GtkColumnViewColumn *first = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      GtkColumnViewColumn *column = add_column (view, &columns[i]);

      if (first == NULL)
        first = column;
    }
  gtk_column_view_sort_by_column (view, first, GTK_SORT_ASCENDING);
}

gboolean
cairn_pileup_columns_fit (GtkColumnView *view, int width)
{
  GListModel *columns_shown = gtk_column_view_get_columns (view);
  gboolean changed = FALSE;

  if (width < TIGHT)
    gtk_widget_add_css_class (GTK_WIDGET (view), "cairn-tight");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (view), "cairn-tight");
  for (guint i = 0; i < g_list_model_get_n_items (columns_shown); i++)
    {
      g_autoptr (GtkColumnViewColumn) one = g_list_model_get_item (columns_shown, i);
      Shown *shown = g_object_get_data (G_OBJECT (one), "column");
      const Column *column = shown->column;
      const char *title
        = width < WIDE && column->short_title != NULL ? column->short_title : column->title;
      gboolean in_short = width < WHOLE_WORDS && column->short_text != NULL;

      gtk_column_view_column_set_visible (one, width >= column->room);
      if (g_strcmp0 (gtk_column_view_column_get_title (one), _ (title)) != 0)
        gtk_column_view_column_set_title (one, _ (title));
      changed = changed || shown->in_short != in_short;
      shown->in_short = in_short;
    }
  return changed;
}
