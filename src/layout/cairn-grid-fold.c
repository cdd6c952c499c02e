/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-layout"

/* Collapsed lanes and stages: before anything is placed, each of their cells gets one small step in
 * the place of all that it holds. What follows need not know: that step has a column, a row and
 * ports like any other, so no line ends in nothing and none runs through a bar. */

#include "layout/cairn-grid.h"

#include "layout/cairn-pointer-map.h"

typedef struct
{
  CairnGrid *grid;
  guint *place;      /* of a step: where it, or what stands for it, is now */
  guint8 *folds;     /* of such a new place: stands for others */
  GHashTable *cells; /* lane and stage → the place of what stands there */
} Fold;

static gboolean
any_collapsed (const CairnGridBand *bands, guint n)
{
  for (guint i = 0; i < n; i++)
    if (bands[i].collapsed)
      return TRUE;
  return FALSE;
}

static void
hide (CairnGrid *grid, CairnElement *element, guint step, guint flow)
{
  CairnGridHidden hidden = { element, step, flow };

  g_array_append_val (grid->hidden, hidden);
}

/* The place of what stands for all in the cell of @step: of the next one, if it is the first. */
static guint
find_cell (Fold *self, const CairnGridStep *step, guint next)
{
  gint64 key = (gint64) step->lane << 32 | step->stage;
  gpointer found = g_hash_table_lookup (self->cells, &key);

  if (found != NULL)
    return GPOINTER_TO_UINT (found) - 1;
  g_hash_table_insert (self->cells, g_memdup2 (&key, sizeof key), GUINT_TO_POINTER (next + 1));
  return next;
}

static void
fold_steps (Fold *self)
{
  CairnGrid *grid = self->grid;
  guint n = 0;

  for (guint i = 0; i < grid->n_steps; i++)
    {
      CairnGridStep step = grid->steps[i];
      CairnGridBand *lane = &grid->lanes[step.lane], *stage = &grid->stages[step.stage];
      gboolean folded = lane->collapsed || stage->collapsed;
      guint place = folded ? find_cell (self, &step, n) : n;

      lane->n_steps++;
      stage->n_steps++;
      self->place[i] = place;
      if (folded)
        hide (grid, step.element, place, CAIRN_GRID_NONE);
      if (place < n)
        {
          grid->steps[place].n_folded++;
          continue;
        }
      self->folds[place] = folded;
      if (folded)
        {
          step.element = lane->collapsed ? lane->element : stage->element;
          step.kind = CAIRN_STEP_TASK;
          step.n_folded = 1;
        }
      grid->steps[n++] = step;
    }
  grid->n_steps = n;
}

/* Flows with an end in a collapsed cell become one from each to each other; those within it go. */
static void
fold_flows (Fold *self)
{
  CairnGrid *grid = self->grid;
  g_autoptr (GHashTable) pairs
    = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL); /* → flow + 1 */
  guint n = 0;

  for (guint i = 0; i < grid->n_flows; i++)
    {
      CairnGridFlow flow = grid->flows[i];
      gint64 key;
      gpointer same;

      flow.from = self->place[flow.from];
      flow.to = self->place[flow.to];
      key = (gint64) flow.from << 32 | flow.to;
      same = NULL;
      if (self->folds[flow.from] || self->folds[flow.to])
        same = g_hash_table_lookup (pairs, &key);
      if (flow.from != flow.to && same == NULL)
        {
          g_hash_table_insert (pairs, g_memdup2 (&key, sizeof key), GUINT_TO_POINTER (n + 1));
          grid->flows[n++] = flow;
          continue;
        }
      if (same != NULL)
        {
          /* What is said of one of several would be taken for all. */
          CairnGridFlow *kept = &grid->flows[GPOINTER_TO_UINT (same) - 1];

          g_clear_pointer (&kept->label, cairn_text_block_unref);
          kept->label_width = kept->label_height = 0;
        }
      g_clear_pointer (&flow.label, cairn_text_block_unref);
      hide (grid, flow.element, same == NULL ? flow.from : CAIRN_GRID_NONE,
            same != NULL ? GPOINTER_TO_UINT (same) - 1 : CAIRN_GRID_NONE);
    }
  for (guint i = n; i < grid->n_flows; i++)
    grid->flows[i] = (CairnGridFlow){ 0 };
  grid->n_flows = n;
}

void
cairn_grid_fold (CairnGrid *self)
{
  g_autofree guint *place = NULL;
  g_autofree guint8 *folds = NULL;
  g_autoptr (GHashTable) cells = NULL;
  Fold fold = { .grid = self };

  if (!any_collapsed (self->lanes, self->n_lanes) && !any_collapsed (self->stages, self->n_stages))
    return;
  self->hidden = g_array_new (FALSE, FALSE, sizeof (CairnGridHidden));
  fold.place = place = g_new0 (guint, self->n_steps);
  fold.folds = folds = g_new0 (guint8, self->n_steps);
  fold.cells = cells = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  fold_steps (&fold);
  fold_flows (&fold);
}
