/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-ui"

#include "ui/cairn-pileup-list.h"

#include "render/cairn-overlay.h"
#include "ui/cairn-figures.h"
#include "ui/cairn-handling-popover.h"
#include "ui/cairn-pileup-columns.h"
#include "ui/cairn-pileup-row.h"
#include "ui/cairn-pileup-why.h"
#include "ui/cairn-tooltip.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* Microseconds of a frame for rows; all the rest of the window wants to be drawn in it, too. */
#define SHARE 2000

struct _CairnPileupList
{
  GtkWidget parent_instance;

  GtkWidget *content;
  GtkLabel *sentence;
  GtkStack *stack;
  GtkColumnView *view;

  GListStore *rows; /* of CairnPileupRow */
  GtkSortListModel *sorted;
  CairnEditor *editor;
  GSignalGroup *editor_signals;
  gboolean waiting;
  guint fit_source; /* 0: none */

  guint n_shown;      /* so many rows say what is known now */
  guint show_tick;    /* 0: all of them do */
  gboolean map_first; /* the next frame is the map's alone */
};

enum
{
  PROP_0,
  PROP_EDITOR,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (CairnPileupList, cairn_pileup_list, GTK_TYPE_WIDGET)

static CairnPileupRow *
row_at (CairnPileupList *self, guint position)
{
  g_autoptr (CairnPileupRow) row = g_list_model_get_item (G_LIST_MODEL (self->rows), position);

  return row; /* the store holds it */
}

/* Rows stay as long as the stages do, so that a new count does not move the keyboard focus. Returns
 * how many there are; one that is new beyond @most waits for the next call. */
static guint
set_stages (CairnPileupList *self, CairnElement *swimlane, guint most)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->rows));
  guint i = 0;

  CAIRN_FOREACH_CHILD (stage, swimlane, CAIRN_KIND_STAGE)
    {
      if (i >= most)
        break;
      if (i >= n || cairn_pileup_row_get_stage (row_at (self, i)) != stage)
        {
          g_autoptr (CairnPileupRow) row = cairn_pileup_row_new (stage);
          gpointer rows[] = { row };

          g_list_store_splice (self->rows, i, i < n ? 1 : 0, rows, 1);
          n = MAX (n, i + 1);
        }
      i++;
    }
  if (n > i)
    g_list_store_splice (self->rows, i, n - i, NULL, 0);
  return i;
}

static const CairnCell *
get_cell (CairnPileupList *self, CairnElement *stage)
{
  const CairnCell *cell = cairn_editor_get_cell (self->editor, stage);

  return cairn_overlay_evidence (cell) != CAIRN_OVERLAY_NO_CUSTOMERS ? cell : NULL;
}

static double
trend_top (CairnPileupList *self, guint *n_cells)
{
  double top = 0;

  *n_cells = 0;
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->rows)); i++)
    {
      const CairnCell *cell = get_cell (self, cairn_pileup_row_get_stage (row_at (self, i)));

      *n_cells += cell != NULL;
      for (guint w = CAIRN_TREND_WEEKS - CAIRN_PILEUP_WEEKS; cell != NULL && w < CAIRN_TREND_WEEKS;
           w++)
        if (cell->lost_weeks[w] > top)
          top = cell->lost_weeks[w];
    }
  return top;
}

/* Some stage has its place by something else than what is lost in it. */
static gboolean
has_untargeted (CairnPileupList *self)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->rows)); i++)
    {
      const CairnCell *cell = cairn_pileup_row_get_cell (row_at (self, i));

      if (cell != NULL && cell->rank > 0 && isnan (cell->lost_per_week))
        return TRUE;
    }
  return FALSE;
}

static void
update_sentence (CairnPileupList *self, CairnSnapshot *timings)
{
  const char *chosen = cairn_editor_get_segment (self->editor);
  CairnElement *segment
    = cairn_element_ancestor (cairn_editor_get_diagram (self->editor), CAIRN_KIND_SEGMENT);
  const char *name = chosen != NULL ? chosen : cairn_element_get_title (segment);
  g_autofree char *window = cairn_figures_window (timings);
  g_autofree char *sentence = NULL;

  sentence = g_strdup_printf (
    has_untargeted (self)
      /* translators: %1$s is a segment, %2$s “last 26 weeks” */
      ? _ ("ranked by customer-days lost per week, without a target by customer-days spent · "
           "%1$s · %2$s · medians include customers still waiting")
      /* translators: %1$s is a segment, %2$s “last 26 weeks” */
      : _ ("ranked by customer-days lost per week · %1$s · %2$s · medians include customers still "
           "waiting"),
    *name != '\0' ? name : _ ("all customers"), window);
  gtk_label_set_label (self->sentence, sentence);
  cairn_tooltip_set (GTK_WIDGET (self->sentence), sentence);
}

static gboolean
is_sorted (CairnPileupList *self, GtkSorter *sorter)
{
  GListModel *rows = G_LIST_MODEL (self->sorted);

  for (guint i = 1; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (GObject) before = g_list_model_get_item (rows, i - 1);
      g_autoptr (GObject) row = g_list_model_get_item (rows, i);

      if (gtk_sorter_compare (sorter, before, row) == GTK_ORDERING_LARGER)
        return FALSE;
    }
  return TRUE;
}

/* Sorting takes the view along with the row that was first; but who looks at the worst stages wants
 * to go on seeing the worst. */
static void
sort_rows (CairnPileupList *self)
{
  GtkAdjustment *scroll = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->view));
  GtkSorter *sorter = gtk_column_view_get_sorter (self->view);
  gboolean at_top = gtk_adjustment_get_value (scroll) == 0;

  /* The view would show every row anew, whether anything moves or not. */
  if (is_sorted (self, sorter))
    return;
  gtk_sorter_changed (sorter, GTK_SORTER_CHANGE_DIFFERENT);
  if (at_top)
    gtk_widget_activate_action (gtk_widget_get_last_child (GTK_WIDGET (self->view)),
                                "list.scroll-to-item", "u", 0);
}

/* As many as fit into a frame; at least one. */
static gboolean
show_some (CairnPileupList *self)
{
  gint64 end = g_get_monotonic_time () + SHARE;
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->sorted));

  while (self->n_shown < n)
    {
      g_autoptr (CairnPileupRow) row
        = g_list_model_get_item (G_LIST_MODEL (self->sorted), self->n_shown++);

      cairn_pileup_row_show (row);
      if (g_get_monotonic_time () > end)
        break;
    }
  return self->n_shown < n;
}

static gboolean
show_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  CairnPileupList *self = CAIRN_PILEUP_LIST (widget);
  gboolean wait = self->map_first;

  self->map_first = FALSE;
  if (wait || show_some (self))
    return G_SOURCE_CONTINUE;
  self->show_tick = 0;
  return G_SOURCE_REMOVE;
}

/* What is new in all rows at once would hold up a frame: the next one goes on with the rest. */
static void
show_rows (CairnPileupList *self)
{
  self->n_shown = 0;
  self->map_first = TRUE;
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    while (show_some (self))
      continue;
  else if (self->show_tick == 0)
    self->show_tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), show_cb, NULL, NULL);
}

static void
show_timings (CairnPileupList *self, CairnSnapshot *timings)
{
  double top;
  guint n_cells;

  set_stages (self, cairn_editor_get_diagram (self->editor), G_MAXUINT);
  top = trend_top (self, &n_cells);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->rows)); i++)
    {
      CairnPileupRow *row = row_at (self, i);

      cairn_pileup_row_set_cell (row, timings, get_cell (self, cairn_pileup_row_get_stage (row)),
                                 top);
    }
  sort_rows (self);
  show_rows (self);
  gtk_stack_set_visible_child_name (self->stack, n_cells > 0 ? "list" : "nothing");
  update_sentence (self, timings);
}

/* One more row a frame. */
static gboolean
wait_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  CairnPileupList *self = CAIRN_PILEUP_LIST (widget);

  self->n_shown++;
  if (set_stages (self, cairn_editor_get_diagram (self->editor), self->n_shown) == self->n_shown)
    return G_SOURCE_CONTINUE;
  self->show_tick = 0;
  return G_SOURCE_REMOVE;
}

static void
wait_for_timings (CairnPileupList *self)
{
  g_list_store_remove_all (self->rows);
  self->n_shown = 0;
  self->show_tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), wait_cb, NULL, NULL);
  gtk_stack_set_visible_child_name (self->stack, "list");
  gtk_label_set_label (self->sentence, _ ("the figures are being read"));
  cairn_tooltip_set (GTK_WIDGET (self->sentence), NULL);
}

static void
update (CairnPileupList *self)
{
  CairnSnapshot *timings = NULL;
  gboolean shows = self->editor != NULL && cairn_editor_get_show_timings (self->editor);
  CairnElement *diagram = shows ? cairn_editor_get_diagram (self->editor) : NULL;
  gboolean waits
    = self->waiting && diagram != NULL && cairn_element_get_kind (diagram) == CAIRN_KIND_SWIMLANE;

  if (self->show_tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->show_tick);
  self->show_tick = 0;
  if (shows)
    timings = cairn_editor_get_timings (self->editor);
  if (timings != NULL)
    show_timings (self, timings);
  else if (waits)
    wait_for_timings (self);
  else
    g_list_store_remove_all (self->rows);
  gtk_widget_set_visible (GTK_WIDGET (self), timings != NULL || waits);
}

/* Not while the width is being settled. */
static gboolean
fit_cb (gpointer data)
{
  CairnPileupList *self = data;

  self->fit_source = 0;
  if (cairn_pileup_columns_fit (self->view, gtk_widget_get_width (GTK_WIDGET (self))))
    for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->rows)); i++)
      cairn_pileup_row_show (row_at (self, i));
  return G_SOURCE_REMOVE;
}

static void
width_cb (CairnPileupList *self)
{
  if (self->fit_source == 0)
    self->fit_source = g_idle_add (fit_cb, self);
}

static void
activate_cb (CairnPileupList *self, guint position)
{
  g_autoptr (CairnPileupRow) row = g_list_model_get_item (G_LIST_MODEL (self->sorted), position);

  if (row != NULL && self->editor != NULL)
    {
      cairn_editor_reveal (self->editor, cairn_pileup_row_get_stage (row));
      cairn_editor_open_details (self->editor, cairn_pileup_row_get_stage (row));
    }
}

static void
cairn_pileup_list_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_EDITOR)
    g_value_set_object (value, CAIRN_PILEUP_LIST (object)->editor);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
cairn_pileup_list_set_property (GObject *object,
                                guint prop_id,
                                const GValue *value,
                                GParamSpec *pspec)
{
  if (prop_id == PROP_EDITOR)
    cairn_pileup_list_set_editor (CAIRN_PILEUP_LIST (object), g_value_get_object (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
cairn_pileup_list_dispose (GObject *object)
{
  CairnPileupList *self = CAIRN_PILEUP_LIST (object);

  GtkWidget *child;

  g_clear_handle_id (&self->fit_source, g_source_remove);
  /* A popover may be open. */
  while ((child = gtk_widget_get_last_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->editor_signals);
  g_clear_object (&self->sorted);
  g_clear_object (&self->rows);
  g_clear_object (&self->editor);
  G_OBJECT_CLASS (cairn_pileup_list_parent_class)->dispose (object);
}

static void
cairn_pileup_list_class_init (CairnPileupListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = cairn_pileup_list_dispose;
  object_class->get_property = cairn_pileup_list_get_property;
  object_class->set_property = cairn_pileup_list_set_property;
  properties[PROP_EDITOR]
    = g_param_spec_object ("editor", NULL, NULL, CAIRN_TYPE_EDITOR,
                           G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/cairn_journeys/Cairn/ui/cairn-pileup-list.ui");
  gtk_widget_class_bind_template_child (widget_class, CairnPileupList, content);
  gtk_widget_class_bind_template_child (widget_class, CairnPileupList, sentence);
  gtk_widget_class_bind_template_child (widget_class, CairnPileupList, stack);
  gtk_widget_class_bind_template_child (widget_class, CairnPileupList, view);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
}

static void
cairn_pileup_list_init (CairnPileupList *self)
{
  g_autoptr (GtkNoSelection) selection = NULL;

  self->rows = g_list_store_new (CAIRN_TYPE_PILEUP_ROW);
  self->editor_signals = g_signal_group_new (CAIRN_TYPE_EDITOR);
  g_signal_group_connect_swapped (self->editor_signals, "notify::timings", G_CALLBACK (update),
                                  self);
  g_signal_group_connect_swapped (self->editor_signals, "notify::show-timings", G_CALLBACK (update),
                                  self);
  gtk_widget_init_template (GTK_WIDGET (self));
  cairn_pileup_columns_add (self->view);
  g_signal_connect_object (gtk_scrollable_get_hadjustment (GTK_SCROLLABLE (self->view)),
                           "notify::page-size", G_CALLBACK (width_cb), self, G_CONNECT_SWAPPED);
  self->sorted = gtk_sort_list_model_new (G_LIST_MODEL (g_object_ref (self->rows)),
                                          g_object_ref (gtk_column_view_get_sorter (self->view)));
  selection = gtk_no_selection_new (G_LIST_MODEL (g_object_ref (self->sorted)));
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (selection));
}

GtkWidget *
cairn_pileup_list_new (void)
{
  return g_object_new (CAIRN_TYPE_PILEUP_LIST, NULL);
}

void
cairn_pileup_list_set_editor (CairnPileupList *self, CairnEditor *editor)
{
  g_return_if_fail (CAIRN_IS_PILEUP_LIST (self));
  g_return_if_fail (editor == NULL || CAIRN_IS_EDITOR (editor));

  if (!g_set_object (&self->editor, editor))
    return;
  g_signal_group_set_target (self->editor_signals, editor);
  update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_EDITOR]);
}

void
cairn_pileup_list_set_waiting (CairnPileupList *self, gboolean waiting)
{
  g_return_if_fail (CAIRN_IS_PILEUP_LIST (self));

  if (self->waiting == waiting)
    return;
  self->waiting = waiting;
  /* With timings there is nothing to wait for. */
  if (self->editor != NULL && cairn_editor_get_timings (self->editor) == NULL)
    update (self);
}

void
cairn_pileup_list_suggest (CairnPileupList *self, CairnPileupRow *row, GtkWidget *at)
{
  CairnStageStudy *study;

  g_return_if_fail (CAIRN_IS_PILEUP_LIST (self));

  study = cairn_pileup_why_get_study (row);
  if (study != NULL && self->editor != NULL)
    cairn_handling_popover_show (GTK_WIDGET (self), at, self->editor,
                                 cairn_pileup_row_get_stage (row), study);
}
