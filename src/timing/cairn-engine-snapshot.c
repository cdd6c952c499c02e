/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing/cairn-ranking.h"
#include "timing/cairn-share-churned.h"
#include "timing/cairn-snapshot-private.h"
#include "timing/cairn-stage-figures.h"

#include <string.h>

#ifdef __GLIBC__
#include <malloc.h>
#endif

#define MANY_VISITS 200000 /* to be worth a second thread */
#define CARRY_SECONDS 60   /* from one look to the next */
#define FEW_VISITS 50000   /* to settle a tie by what became of each */
#define EXITS_FOR_SHARE 5

/* What the threads of one snapshot share; each takes the next stage until there is none. */
typedef struct
{
  CairnEngine *engine;
  CairnPeriod period;
  gboolean with_segments;
  CairnCarry carry;
  int window_border;
  gint next_stage; /* atomic */
} Task;

typedef struct
{
  Task *task;
  CairnFigureRoom *room;
  GArray *cells;
} Worker;

static gboolean
has_segments (const CairnEngine *self)
{
  for (guint i = 0; i < self->cells->len; i++)
    {
      const CairnEngineCell *cell = g_ptr_array_index (self->cells, i);

      if (cairn_engine_cell_get_n_visits (cell) > 0 && cell->segment[0] != '\0')
        return TRUE;
    }
  return FALSE;
}

static gsize
count_visits (const CairnEngine *self)
{
  gsize n = 0;

  for (guint i = 0; i < self->cells->len; i++)
    n += cairn_engine_cell_get_n_visits (g_ptr_array_index (self->cells, i));
  return n;
}

static gpointer
work (gpointer data)
{
  Worker *worker = data;
  Task *task = worker->task;
  GPtrArray *stages = task->engine->stages;

  for (;;)
    {
      guint i = g_atomic_int_add (&task->next_stage, 1);

      if (i >= stages->len)
        return NULL;
      cairn_stage_figures_compute (worker->room, task->engine, g_ptr_array_index (stages, i),
                                   &task->period, task->with_segments, task->carry,
                                   task->window_border, worker->cells);
    }
}

/* A look at all of a long log needs much more room than the next one will; one that is carried on
 * needs none. */
static void
give_back_rooms (CairnEngine *self, gsize n_visits, gboolean runs)
{
  gboolean any = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (self->rooms); i++)
    {
      CairnFigureRoom *room = &self->rooms[i];
      gsize size = cairn_stage_rows_get_size (&room->dwell);

      if (size > (runs ? 1 << 20 : MAX (n_visits, 1 << 20)))
        {
          cairn_figure_room_clear_rows (room);
          any = TRUE;
        }
    }
#ifdef __GLIBC__
  if (runs && any)
    malloc_trim (0);
#endif
}

static CairnSnapshot *
snapshot_of (const Task *task, const GArray *cells)
{
  CairnSnapshot *snapshot
    = cairn_snapshot_new (task->period.now, task->period.from, task->period.to,
                          (const CairnCell *) cells->data, cells->len);
  g_autofree char *clock = cairn_working_time_describe (task->period.clock);

  cairn_snapshot_set_clock (snapshot, clock);
  return snapshot;
}

/* What became of customers takes a look at all visits, so it is only found out where places hang on
 * it: seldom. */
static void
settle_ties (const Task *task, GArray *cells)
{
  for (guint i = 0; i < cells->len; i++)
    {
      CairnCell *cell = &g_array_index (cells, CairnCell, i);

      if (cell->exits >= EXITS_FOR_SHARE && cell->target > 0
          && cairn_ranking_needs_churned ((const CairnCell *) cells->data, cells->len, i))
        cell->churned = cairn_share_churned (task->engine, cell->segment, cell->stage,
                                             &task->period, 2 * cell->target);
    }
}

static CairnSnapshot *
compute (Task *task)
{
  g_autoptr (GArray) cells = g_array_new (FALSE, FALSE, sizeof (CairnCell));
  g_autoptr (GArray) more_cells = g_array_new (FALSE, FALSE, sizeof (CairnCell));
  CairnFigureRoom *rooms = task->engine->rooms;
  gsize n_visits = count_visits (task->engine);
  Worker first = { task, &rooms[0], cells };
  Worker second = { task, &rooms[1], more_cells };
  GThread *thread = NULL;
  gboolean runs;

  if (n_visits >= MANY_VISITS && g_get_num_processors () > 1)
    thread = g_thread_try_new ("timing", work, &second, NULL);
  work (&first);
  if (thread != NULL)
    g_thread_join (thread);
  g_array_append_vals (cells, more_cells->data, more_cells->len);
  if (n_visits <= FEW_VISITS)
    settle_ties (task, cells);
  runs = task->carry == CAIRN_CARRY_ON
         && cairn_engine_count_running (task->engine) == task->engine->stages->len;
  give_back_rooms (task->engine, n_visits, runs);
  return snapshot_of (task, cells);
}

/* Whether @look could be gone on to from an earlier one, @before. */
static gboolean
follows (const CairnEngineLook *look, const CairnEngineLook *before)
{
  return before->now != G_MAXINT64 && look->now >= before->now
         && look->now - before->now <= CARRY_SECONDS && look->log_start == before->log_start
         && look->n_recent == before->n_recent && look->window_border == before->window_border;
}

/* Looks that follow each other by seconds are carried on from each other. Those that come in
 * between (a moment to compare with, a quick look at another window) do not disturb them. */
static CairnCarry
choose_carry (CairnEngine *self, const CairnEngineLook *look)
{
  gboolean any = FALSE;

  if (follows (look, &self->running))
    {
      self->running = *look;
      return CAIRN_CARRY_ON;
    }
  for (guint i = 0; i < G_N_ELEMENTS (self->last); i++)
    any = any || follows (look, &self->last[i]);
  memmove (self->last + 1, self->last, sizeof self->last - sizeof self->last[0]);
  self->last[0] = *look;
  if (!any)
    return CAIRN_CARRY_NOT;
  self->running = *look;
  return CAIRN_CARRY_BEGIN;
}

static void
resolve_carry (Task *task, const CairnWindow *window)
{
  static const int borders[] = {
    [CAIRN_WINDOW_13_WEEKS] = 13,
    [CAIRN_WINDOW_26_WEEKS] = 26,
    [CAIRN_WINDOW_ALL] = -1,
  };
  CairnEngineLook look = { task->period.now, task->period.log_start, task->period.n_recent, -1 };

  task->carry = CAIRN_CARRY_NOT;
  if (window->kind == CAIRN_WINDOW_RANGE || task->period.clock != NULL || look.n_recent == 0
      || task->engine->first_look != G_MININT64)
    return;
  look.window_border = task->window_border = borders[window->kind];
  task->carry = choose_carry (task->engine, &look);
}

CairnSnapshot *
cairn_engine_snapshot (CairnEngine *self, gint64 now, const CairnWindow *window, gint64 log_start)
{
  Task task = { .engine = self };
  CairnWindow span;

  g_return_val_if_fail (self != NULL && window != NULL, NULL);

  cairn_engine_settle (self);
  span = *window;
  span.from = CLAMP (span.from, -CAIRN_FAR, CAIRN_FAR);
  span.to = CLAMP (span.to, -CAIRN_FAR, CAIRN_FAR);
  now = CLAMP (now, -CAIRN_FAR, CAIRN_FAR);
  if (log_start == G_MININT64)
    log_start = cairn_engine_guess_log_start (self, now);
  log_start = CLAMP (log_start, -CAIRN_FAR, CAIRN_FAR);
  task.period = cairn_period_resolve (now, &span, log_start);
  task.period.clock = self->clock;
  task.with_segments = has_segments (self);
  resolve_carry (&task, &span);
  return compute (&task);
}
