/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How good layouts are: faults (which have to be 0), bends and crossings a connector, for the
 * templates and for random maps, beside what dot with orthogonal lines makes of the same graphs;
 * and how much an edit moves that it did not touch. "--maps=N", "--dot=N" (every Nth map is given
 * to dot; 0: none). */

#include "dot-layout.h"
#include "io/cairn-templates.h"
#include "layout/cairn-layout-check.h"
#include "realistic-map.h"

#define N_EDITS 600
/* With more connectors dot takes minutes a map. */
#define DOT_MOST 150

typedef struct
{
  const char *name;
  guint maps, connectors, bends, crossings, box_hits, label_hits, shared, other;
  guint dot_maps, our_connectors, our_bends, our_crossings; /* of the maps that dot drew */
  DotFigures dot, placed;
} Row;

static int n_maps = 1000;
static int dot_every = 4;

static void
add_figures (DotFigures *sum, const DotFigures *figures)
{
  sum->connectors += figures->connectors;
  sum->bends += figures->bends;
  sum->crossings += figures->crossings;
  sum->hits += figures->hits;
  sum->shared += figures->shared;
}

static void
add_dot (Row *row, CairnLayout *layout, const CairnLayoutCheck *check)
{
  DotFigures figures = { 0 }, placed = { 0 };

  if (check->connectors > DOT_MOST || !dot_layout (layout, FALSE, &figures)
      || !dot_layout (layout, TRUE, &placed))
    return;
  row->dot_maps++;
  row->our_connectors += check->connectors;
  row->our_bends += check->bends;
  row->our_crossings += check->crossings;
  add_figures (&row->dot, &figures);
  add_figures (&row->placed, &placed);
}

static void
add_map (Row *row, CairnLayout *layout, gboolean with_dot)
{
  CairnLayoutCheck check;

  cairn_layout_check (layout, &check);
  if (check.fault != NULL)
    g_print ("fault: %s\n", check.fault);
  row->maps++;
  row->connectors += check.connectors;
  row->bends += check.bends;
  row->crossings += check.crossings;
  row->box_hits += check.box_hits;
  row->label_hits += check.label_hits;
  row->shared += check.route_overlaps;
  row->other += check.box_overlaps + check.text_overflows + check.loose_ends + check.missing;
  if (with_dot)
    add_dot (row, layout, &check);
  cairn_layout_check_clear (&check);
}

static double
per (guint count, guint connectors)
{
  return connectors > 0 ? (double) count / connectors : 0;
}

static void
print_dot (const char *what, const DotFigures *figures)
{
  g_print ("  %s: %.3f bends, %.3f crossings, lines through boxes %u, shared %u\n", what,
           per (figures->bends, figures->connectors), per (figures->crossings, figures->connectors),
           figures->hits, figures->shared);
}

static void
print_row (const Row *row)
{
  g_print ("%-18s %5u maps %6u connectors: hits %u, label overlaps %u, shared %u, other %u; "
           "%.3f bends, %.3f crossings a connector\n",
           row->name, row->maps, row->connectors, row->box_hits, row->label_hits, row->shared,
           row->other, per (row->bends, row->connectors), per (row->crossings, row->connectors));
  if (row->dot_maps == 0)
    return;
  g_print ("  of these %u maps: %.3f bends, %.3f crossings\n", row->dot_maps,
           per (row->our_bends, row->our_connectors),
           per (row->our_crossings, row->our_connectors));
  print_dot ("dot, without lanes", &row->dot);
  print_dot ("neato -n, our places", &row->placed);
}

static void
measure_journey (Row *row, CairnDocument *document)
{
  CairnElement *root = cairn_document_get_root (document);

  for (CairnElement *segment = cairn_element_first (root, CAIRN_KIND_SEGMENT); segment != NULL;
       segment = cairn_element_next (segment))
    for (CairnElement *map = cairn_element_first (segment, CAIRN_KIND_SWIMLANE); map != NULL;
         map = cairn_element_next (map))
      {
        g_autoptr (CairnLayout) layout = cairn_layout_new (document, map);

        add_map (row, layout, dot_every > 0);
      }
}

static void
measure_templates (void)
{
  guint n;
  const CairnTemplate *templates = cairn_templates_list (&n);
  g_autoptr (CairnDocument) sample = cairn_templates_load_sample ();
  Row row = { .name = "templates, sample" };

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (CairnDocument) document = cairn_templates_load (templates[i].id, NULL);

      measure_journey (&row, document);
    }
  measure_journey (&row, sample);
  print_row (&row);
}

/* Half of the maps have up to 60 steps, a third up to 200; one in three is tangled. */
static guint
size_of (guint seed, guint *class)
{
  static const guint limits[] = { 5, 61, 201, 501 };
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);

  *class = seed % 6 < 3 ? 0 : seed % 6 < 5 ? 1 : 2;
  return (guint) g_rand_int_range (rand, (int) limits[*class], (int) limits[*class + 1]);
}

static void
measure_random (void)
{
  Row rows[] = { { .name = "5 to 60 steps" },      { .name = "61 to 200" },
                 { .name = "201 to 500" },         { .name = "tangled, 5 to 60" },
                 { .name = "tangled, 61 to 200" }, { .name = "tangled, to 500" } };

  for (guint seed = 0; seed < (guint) n_maps; seed++)
    {
      guint class, n_steps = size_of (seed, &class);
      gboolean tangled = seed / 6 % 3 == 2;
      g_autoptr (RealisticMap) map = realistic_map_new (seed, n_steps);
      CairnElement *swimlane;
      g_autoptr (CairnDocument) document = NULL;
      g_autoptr (CairnLayout) layout = NULL;

      if (tangled)
        realistic_map_tangle (map, seed, 30);
      document = realistic_map_build (map, &swimlane);
      layout = cairn_layout_new (document, swimlane);
      add_map (&rows[class + (tangled ? 3 : 0)], layout,
               dot_every > 0 && seed / 6 % (guint) dot_every == 0);
    }
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    print_row (&rows[i]);
}

/* --- What an edit moves --- */

/* Where a step stands: its column in its stage, its row in its lane. */
typedef struct
{
  guint lane, stage, col, row;
  double x, y;
} Place;

typedef enum
{
  EDIT_RENAME,
  EDIT_MOVE,   /* to the next lane */
  EDIT_ADD,    /* a step that the chosen one leads to */
  EDIT_INSERT, /* a step between the chosen one and one it leads to */
  EDIT_CONNECT,
  N_EDIT_KINDS
} EditKind;

typedef struct
{
  guint edits, others;
  guint here, swapped; /* other steps that changed places: in the edited stage */
  guint elsewhere;     /* … and in the others */
} Moves;

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double p = *(const double *) a, q = *(const double *) b;

  return (p > q) - (p < q);
}

/* How many different values among @at are smaller than @value. */
static guint
rank_of (GArray *at, double value)
{
  guint rank = 0;

  for (guint i = 0; i < at->len && g_array_index (at, double, i) < value - 0.01; i++)
    rank += i == 0 || g_array_index (at, double, i) > g_array_index (at, double, i - 1) + 0.01;
  return rank;
}

static void
rank_places (Place *places, guint n)
{
  g_autoptr (GArray) xs = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) ys = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint i = 0; i < n; i++)
    {
      g_array_set_size (xs, 0);
      g_array_set_size (ys, 0);
      for (guint k = 0; k < n; k++)
        {
          if (places[k].stage == places[i].stage)
            g_array_append_val (xs, places[k].x);
          if (places[k].lane == places[i].lane)
            g_array_append_val (ys, places[k].y);
        }
      g_array_sort (xs, compare_doubles);
      g_array_sort (ys, compare_doubles);
      places[i].col = rank_of (xs, places[i].x);
      places[i].row = rank_of (ys, places[i].y);
    }
}

static Place *
find_places (const RealisticMap *map)
{
  Place *places = g_new0 (Place, map->steps->len);
  CairnElement *swimlane;
  g_autoptr (CairnDocument) document = realistic_map_build (map, &swimlane);
  g_autoptr (CairnLayout) layout = cairn_layout_new (document, swimlane);

  for (guint i = 0; i < map->steps->len; i++)
    {
      g_autofree char *id = g_strdup_printf ("step-%u", i);
      CairnRect rect = cairn_layout_find_main (layout, cairn_document_lookup (document, id))->rect;

      places[i] = (Place){ .lane = realistic_map_step (map, i)->lane,
                           .stage = realistic_map_step (map, i)->stage,
                           .x = rect.x + rect.width / 2,
                           .y = rect.y + rect.height / 2 };
    }
  rank_places (places, map->steps->len);
  return places;
}

static void
edit (RealisticMap *map, EditKind kind, guint chosen, GRand *rand)
{
  RealisticStep *step = realistic_map_step (map, chosen);
  guint first = 0, added, n_flows = map->flows->len;

  while (first < n_flows && g_array_index (map->flows, RealisticFlow, first).from != chosen)
    first++;
  switch (kind)
    {
    case EDIT_RENAME:
      g_strlcpy (step->title, "Another name, which is longer", sizeof step->title);
      break;
    case EDIT_MOVE:
      step->lane = (step->lane + 1) % map->n_lanes;
      break;
    case EDIT_ADD:
    case EDIT_INSERT:
      added = realistic_map_add_step (map, rand, step->lane, step->stage);
      realistic_map_connect (map, chosen, added, "");
      if (kind == EDIT_INSERT && first < n_flows)
        g_array_index (map->flows, RealisticFlow, first).from = added;
      break;
    case EDIT_CONNECT:
      realistic_map_connect (map, chosen, MIN (chosen + 3, map->steps->len - 1), "");
      break;
    case N_EDIT_KINDS:
    default:
      g_assert_not_reached ();
    }
}

static gboolean
is_swapped (const Place *before, const Place *after, guint i, guint k)
{
  if (before[i].stage != before[k].stage || before[i].lane != before[k].lane)
    return FALSE;
  return (before[i].col < before[k].col && after[i].col > after[k].col)
         || (before[i].col == before[k].col && before[i].row < before[k].row
             && after[i].col == after[k].col && after[i].row > after[k].row);
}

static void
measure_edit (Moves *moves, guint seed, EditKind kind)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  guint n = (guint) g_rand_int_range (rand, 10, 80);
  g_autoptr (RealisticMap) map = realistic_map_new (seed, n);
  g_autofree Place *before = find_places (map);
  g_autofree Place *after = NULL;
  guint chosen = (guint) g_rand_int_range (rand, 0, (int) n);

  edit (map, kind, chosen, rand);
  after = find_places (map);
  moves->edits++;
  for (guint i = 0; i < n; i++)
    {
      gboolean moved = before[i].col != after[i].col || before[i].row != after[i].row;

      if (i == chosen)
        continue;
      moves->others++;
      if (before[i].stage == before[chosen].stage)
        moves->here += moved;
      else
        moves->elsewhere += moved;
      for (guint k = 0; k < n; k++)
        moves->swapped += k != chosen && is_swapped (before, after, i, k);
    }
}

static void
measure_stability (void)
{
  static const char *const names[] = { "rename", "move", "add", "insert", "connect" };

  for (guint kind = 0; kind < N_EDIT_KINDS; kind++)
    {
      Moves moves = { 0 };

      for (guint i = 0; i < N_EDITS / N_EDIT_KINDS; i++)
        measure_edit (&moves, 7000 + i, (EditKind) kind);
      g_print ("%-8s %u edits, other steps %u: moved in the stage %.2f %% (%.2f an edit), "
               "elsewhere %.2f %% (%.2f an edit), pairs swapped %u\n",
               names[kind], moves.edits, moves.others, 100.0 * moves.here / moves.others,
               (double) moves.here / moves.edits, 100.0 * moves.elsewhere / moves.others,
               (double) moves.elsewhere / moves.edits, moves.swapped);
    }
}

int
main (int argc, char **argv)
{
  const GOptionEntry entries[]
    = { { "maps", 0, 0, G_OPTION_ARG_INT, &n_maps, "Random maps", "N" },
        { "dot", 0, 0, G_OPTION_ARG_INT, &dot_every, "Every Nth also by dot", "N" },
        G_OPTION_ENTRY_NULL };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autofree char *dot = g_find_program_in_path ("dot");

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, NULL))
    return 1;
  if (dot == NULL)
    dot_every = 0;
  measure_templates ();
  measure_random ();
  measure_stability ();
  return 0;
}
