/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What one edit of a large swimlane costs, from the command to the finished scene, the old one
 * given up: CPU time of this process in milliseconds. With a number, so many steps; with the name
 * of an edit behind it, that one alone, a few times, for counting instructions. */

#include "command/cairn-element-commands.h"
#include "command/cairn-step-commands.h"
#include "render/cairn-scene.h"

#include "large-map.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#define RUNS 40
#define FEW_RUNS 5

typedef struct
{
  CairnHistory *history;
  CairnElement *map;
  CairnElement *step, *other; /* in the middle of the map */
  CairnElement *flow;
} Bench;

static double
now_ms (void)
{
  struct timespec t;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &t);
  return (double) t.tv_sec * 1e3 + (double) t.tv_nsec / 1e6;
}

static CairnScene *
make_scene (const Bench *self)
{
  g_autoptr (CairnLayout) layout
    = cairn_layout_new (cairn_history_get_document (self->history), self->map);

  return cairn_scene_new (layout, cairn_theme_get (CAIRN_THEME_LIGHT));
}

static void
rename_step (const Bench *self, guint run)
{
  g_autofree char *title = g_strdup_printf ("Send the offer and wait %u", run);

  cairn_command_rename (self->history, self->step, title);
}

static void
move_step (const Bench *self, guint run)
{
  g_autoptr (GPtrArray) steps = g_ptr_array_new ();
  int by = run % 2 == 0 ? 1 : -1;

  g_ptr_array_add (steps, self->step);
  if (!cairn_command_shift_steps (self->history, steps, 0, by))
    cairn_command_shift_steps (self->history, steps, 0, -by);
}

static void
add_step (const Bench *self, G_GNUC_UNUSED guint run)
{
  cairn_command_add_next_step (self->history, self->step, CAIRN_NEXT_AFTER);
}

static void
connect_steps (const Bench *self, G_GNUC_UNUSED guint run)
{
  cairn_command_connect (self->history, self->step, self->other, NULL);
}

static void
insert_step (const Bench *self, G_GNUC_UNUSED guint run)
{
  cairn_command_insert_in_flow (self->history, self->flow);
}

typedef struct
{
  const char *name;
  void (*run) (const Bench *self, guint run);
} Edit;

static const Edit edits[] = { { "rename", rename_step },
                              { "move", move_step },
                              { "add", add_step },
                              { "connect", connect_steps },
                              { "insert", insert_step } };

static int
compare_times (gconstpointer a, gconstpointer b)
{
  double p = *(const double *) a, q = *(const double *) b;

  return p < q ? -1 : p > q;
}

/* Returns how long it took. */
static G_GNUC_NO_INLINE double
edit_once (const Bench *self, const Edit *edit, guint run, CairnScene **scene)
{
  double t0 = now_ms ();

  edit->run (self, run);
  cairn_scene_unref (*scene);
  *scene = make_scene (self);
  return now_ms () - t0;
}

/* Each edit of the same map: it is undone before the next, which is not measured. */
static void
bench (const Bench *self, const Edit *edit, guint n_steps, guint n_runs)
{
  g_autofree double *ms = g_new (double, n_runs);
  double total = 0;

  for (guint run = 0; run < n_runs; run++)
    {
      CairnScene *scene = make_scene (self);

      ms[run] = edit_once (self, edit, run, &scene);
      total += ms[run];
      cairn_scene_unref (scene);
      if (!cairn_history_undo (self->history))
        g_error ("%s changed nothing", edit->name);
    }
  qsort (ms, n_runs, sizeof *ms, compare_times);
  g_print ("%-7s to a new scene, %u steps: least %.1f ms, median %.1f ms, mean %.1f ms\n",
           edit->name, n_steps, ms[0], ms[n_runs / 2], total / n_runs);
}

static void
bench_size (guint n, const char *only)
{
  g_autoptr (CairnDocument) document = large_map_new (&(LargeMap){ n, 8, 125, FALSE });
  g_autoptr (CairnSelection) selection = cairn_selection_new ();
  g_autoptr (CairnHistory) history = cairn_history_new (document, selection);
  CairnElement *map = large_map_get_swimlane (document);
  Bench self = { history, map, cairn_element_nth (map, CAIRN_KIND_STEP, n / 2),
                 cairn_element_nth (map, CAIRN_KIND_STEP, n / 2 + 30),
                 cairn_element_nth (map, CAIRN_KIND_FLOW, n / 2) };

  for (guint i = 0; i < G_N_ELEMENTS (edits); i++)
    if (only == NULL || strcmp (only, edits[i].name) == 0)
      bench (&self, &edits[i], n, only != NULL ? FEW_RUNS : RUNS);
}

int
main (int argc, char **argv)
{
  static const guint sizes[] = { 1000, 5000 };

  if (argc > 1)
    {
      bench_size ((guint) g_ascii_strtoull (argv[1], NULL, 10), argc > 2 ? argv[2] : NULL);
      return 0;
    }
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    bench_size (sizes[i], NULL);
  return 0;
}
