/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Maps in every shape: vertical, with teams, with lanes and stages collapsed. */

#include "layout-fixture.h"

/* The same in every shape: vertical, with teams, with lanes and stages collapsed. */
static void
test_shapes (void)
{
  Tally tally = { 0 };

  for (guint32 seed = 0; seed < 1600; seed++)
    {
      GRand *rand = g_rand_new_with_seed (seed);
      int n_steps = g_rand_int_range (rand, 1, seed % 5 == 0 ? 121 : 40);
      int n_lanes = g_rand_int_range (rand, 1, 9), n_stages = g_rand_int_range (rand, 1, 9);
      g_autoptr (MapSpec) spec
        = random_map (seed, n_steps, n_lanes, n_stages, g_rand_double_range (rand, 0.5, 2),
                      g_rand_int_range (rand, 0, 3) > 0);
      g_auto (Map) map = { 0 };

      spec->vertical = seed % 2 == 0;
      if (seed % 4 > 1)
        {
          spec->lanes_folded = g_rand_int (rand) & g_rand_int (rand);
          spec->stages_folded = g_rand_int (rand) & g_rand_int (rand);
        }
      spec->teams = seed % 3 == 0 ? g_rand_int (rand) : 0;
      g_rand_free (rand);
      map = map_build (spec);
      assert_clean (&map, "shaped map", seed, &tally);
    }
  print_tally ("shapes", &tally);
}

static void
test_drop_vertical (void)
{
  g_autoptr (MapSpec) spec = map_spec_new (2, 2);
  g_auto (Map) map = { 0 };
  CairnRect a, b, cell;
  CairnDrop drop;

  add_step (spec, "First", 0, 0, CAIRN_STEP_TASK);
  add_step (spec, "Second, after it", 0, 0, CAIRN_STEP_TASK);
  add_flow (spec, 0, 1, NULL);
  spec->vertical = TRUE;
  map = map_build (spec);
  a = box_of (&map, "step-0", CAIRN_BOX_STEP)->rect;
  b = box_of (&map, "step-1", CAIRN_BOX_STEP)->rect;
  g_assert_cmpfloat (a.x, ==, b.x);

  assert_drop (&map, a.x + 5, a.y - 3, "lane-0", "stage-0", "step-0");
  assert_drop (&map, a.x + 5, b.y - 3, "lane-0", "stage-0", "step-1");
  assert_drop (&map, b.x + 5, b.y + b.height + 3, "lane-0", "stage-0", NULL);
  cell = box_of (&map, "lane-1", CAIRN_BOX_LANE)->rect;
  assert_drop (&map, cell.x + 20, a.y + 5, "lane-1", "stage-0", NULL);
  assert_drop (&map, cell.x + 20, cell.y + cell.height - 5, "lane-1", "stage-1", NULL);
  g_assert_true (cairn_layout_get_drop (map.layout, cell.x + 20, a.y + 5, &drop));
  g_assert_true (cairn_rect_contains (&cell, drop.mark.x, drop.mark.y));
}

/* Lanes stand beside each other, stages below each other, and so do the steps of the way. */
static void
test_vertical (void)
{
  g_autoptr (MapSpec) spec = design_map ();
  g_auto (Map) map = { 0 };
  Tally tally = { 0 };
  CairnRect top, left;

  spec->vertical = TRUE;
  map = map_build (spec);
  assert_clean (&map, "vertical design", 0, &tally);
  g_assert_cmpuint (tally.crossings, ==, 0);
  g_assert_true (cairn_layout_is_vertical (map.layout));
  g_assert_cmpfloat (box_of (&map, "lane-0", CAIRN_BOX_LANE_HEADER)->rect.y, ==,
                     box_of (&map, "lane-1", CAIRN_BOX_LANE_HEADER)->rect.y);
  g_assert_cmpfloat (box_of (&map, "lane-0", CAIRN_BOX_LANE)->rect.x, <,
                     box_of (&map, "lane-1", CAIRN_BOX_LANE)->rect.x);
  g_assert_cmpfloat (box_of (&map, "stage-0", CAIRN_BOX_STAGE)->rect.y, <,
                     box_of (&map, "stage-1", CAIRN_BOX_STAGE)->rect.y);
  g_assert_cmpfloat (box_of (&map, "step-2", CAIRN_BOX_STEP)->rect.y, <,
                     box_of (&map, "step-3", CAIRN_BOX_STEP)->rect.y);
  /* Boxes keep their shape: text does not turn. */
  g_assert_cmpfloat (box_of (&map, "step-2", CAIRN_BOX_STEP)->rect.width, ==, 160);
  top = cairn_layout_get_top_headers (map.layout);
  left = cairn_layout_get_left_headers (map.layout);
  g_assert_true (
    cairn_rect_intersects (&top, &box_of (&map, "lane-1", CAIRN_BOX_LANE_HEADER)->rect));
  g_assert_true (
    cairn_rect_intersects (&left, &box_of (&map, "stage-1", CAIRN_BOX_STAGE_HEADER)->rect));
  g_assert_true (
    cairn_rect_intersects (&left, &box_of (&map, "stage-1", CAIRN_BOX_STAGE_TIMING)->rect));
}

/* What is inside is found at its bar, and several flows between two are one line. */
static void
test_collapsed (void)
{
  for (guint vertical = 0; vertical < 2; vertical++)
    {
      g_autoptr (MapSpec) spec = map_spec_new (2, 2);
      g_auto (Map) map = { 0 };
      const CairnBox *bar;
      guint n_routes;

      add_step (spec, "Before", 0, 0, CAIRN_STEP_TASK);
      add_step (spec, "Inside", 0, 1, CAIRN_STEP_DECISION);
      add_step (spec, "Inside as well", 0, 1, CAIRN_STEP_TASK);
      add_step (spec, "In another lane", 1, 1, CAIRN_STEP_TASK);
      add_flow (spec, 0, 1, "yes");
      add_flow (spec, 0, 2, "no");
      add_flow (spec, 1, 2, NULL);
      add_flow (spec, 2, 3, "then");
      spec->vertical = vertical;
      spec->stages_folded = 2;
      map = map_build (spec);
      assert_clean (&map, "collapsed", vertical, NULL);
      bar = cairn_layout_find_main (map.layout, cairn_document_lookup (map.document, "step-1"));
      g_assert_true (bar->role == CAIRN_BOX_FOLDED);
      g_assert_true (bar->element == cairn_document_lookup (map.document, "stage-1"));
      g_assert_true (
        bar == cairn_layout_find_main (map.layout, cairn_document_lookup (map.document, "step-2")));
      g_assert_true (
        bar == cairn_layout_find_main (map.layout, cairn_document_lookup (map.document, "flow-2")));
      g_assert_true (
        bar != cairn_layout_find_main (map.layout, cairn_document_lookup (map.document, "step-3")));
      g_assert_true (route_of (&map, "flow-0") == route_of (&map, "flow-1"));
      g_assert_null (route_of (&map, "flow-0")->label);
      g_assert_nonnull (route_of (&map, "flow-3")->label);
      cairn_layout_get_routes (map.layout, &n_routes);
      g_assert_cmpuint (n_routes, ==, 2);
      g_assert_cmpstr (box_of (&map, "stage-1", CAIRN_BOX_STAGE_HEADER)->detail->lines[0].text, ==,
                       "3 steps");
      g_assert_cmpfloat (vertical ? box_of (&map, "stage-1", CAIRN_BOX_STAGE)->rect.height
                                  : box_of (&map, "stage-1", CAIRN_BOX_STAGE)->rect.width,
                         <, vertical ? 60 : 120);
    }
}

static void
test_teams (void)
{
  for (guint vertical = 0; vertical < 2; vertical++)
    {
      g_autoptr (MapSpec) spec = map_spec_new (3, 2);
      g_auto (Map) map = { 0 };
      CairnRect team, first, second;

      spec->teams = 2;
      spec->vertical = vertical;
      map = map_build (spec);
      assert_clean (&map, "teams", vertical, NULL);
      team
        = cairn_layout_find_team (map.layout, cairn_document_lookup (map.document, "lane-1"))->rect;
      first = box_of (&map, "lane-0", CAIRN_BOX_LANE_HEADER)->rect;
      second = box_of (&map, "lane-1", CAIRN_BOX_LANE_HEADER)->rect;
      if (vertical)
        {
          g_assert_cmpfloat (team.y + team.height, <=, first.y);
          g_assert_cmpfloat (team.x, ==, first.x);
          g_assert_cmpfloat (team.x + team.width, ==, second.x + second.width);
        }
      else
        {
          g_assert_cmpfloat (team.x + team.width, <=, first.x);
          g_assert_cmpfloat (team.y, ==, first.y);
          g_assert_cmpfloat (team.y + team.height, ==, second.y + second.height);
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/layout-shape/vertical", test_vertical);
  g_test_add_func ("/layout-shape/collapsed", test_collapsed);
  g_test_add_func ("/layout-shape/teams", test_teams);
  g_test_add_func ("/layout-shape/drop-vertical", test_drop_vertical);
  g_test_add_func ("/layout-shape/random", test_shapes);
  return g_test_run ();
}
