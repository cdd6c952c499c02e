/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "layout-fixture.h"

/* --- Tests --- */

static void
test_design (void)
{
  g_autoptr (MapSpec) spec = design_map ();
  g_auto (Map) map = map_build (spec);
  /* Between steps of one row or column nothing needs to bend. */
  static const char *const straight[]
    = { "flow-0", "flow-2", "flow-4", "flow-6", "flow-7", "flow-8", "flow-9", "flow-10" };
  Tally tally = { 0 };

  assert_clean (&map, "design", 0, &tally);
  for (guint i = 0; i < G_N_ELEMENTS (straight); i++)
    g_assert_cmpuint (route_of (&map, straight[i])->n_points, ==, 2);
  g_assert_cmpuint (tally.crossings, ==, 0);
  g_assert_true (route_of (&map, "flow-0")->handoff);
  g_assert_false (route_of (&map, "flow-2")->handoff);
  print_tally ("design", &tally);
}

static void
test_support (void)
{
  g_autoptr (MapSpec) spec = support_map ();
  g_auto (Map) map = map_build (spec);
  Tally tally = { 0 };

  assert_clean (&map, "support", 0, &tally);
  print_tally ("support", &tally);
}

/* What is in no lane or stage, or in a map without any, is drawn all the same. */
static void
test_strays (void)
{
  static const int sizes[][2] = { { 0, 0 }, { 0, 2 }, { 2, 0 }, { 2, 2 } };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (MapSpec) empty = map_spec_new (sizes[i][0], sizes[i][1]);
      g_autoptr (MapSpec) spec = map_spec_new (sizes[i][0], sizes[i][1]);
      g_auto (Map) nothing = map_build (empty);
      g_auto (Map) map = { 0 };
      CairnRect all;

      add_step (spec, "No place", -1, -1, CAIRN_STEP_TOUCHPOINT);
      add_step (spec, "No stage", sizes[i][0] - 1, -1, CAIRN_STEP_TOUCHPOINT);
      add_step (spec, "No lane", -1, sizes[i][1] - 1, CAIRN_STEP_DECISION);
      add_flow (spec, 0, 1, NULL);
      add_flow (spec, 1, 2, "maybe");
      map = map_build (spec);
      assert_clean (&nothing, "empty", i, NULL);
      assert_clean (&map, "strays", i, NULL);
      all = (CairnRect){ 0, 0, cairn_layout_get_width (map.layout),
                         cairn_layout_get_height (map.layout) };
      for (guint k = 0; k < 3; k++)
        {
          const CairnBox *box = box_of (&map, step_spec (spec, k)->id, CAIRN_BOX_STEP);

          g_assert_true (cairn_rect_contains (&all, box->rect.x, box->rect.y));
          g_assert_true (cairn_rect_contains (&all, box->rect.x + box->rect.width,
                                              box->rect.y + box->rect.height));
        }
    }
}

static void
test_random (void)
{
  Tally tally = { 0 };

  for (guint32 seed = 0; seed < 1200; seed++)
    {
      GRand *rand = g_rand_new_with_seed (seed);
      int n_steps = g_rand_int_range (rand, 1, seed % 3 == 0 ? 121 : 40);
      int n_lanes = g_rand_int_range (rand, seed % 7 == 0 ? 0 : 1, 9);
      int n_stages = g_rand_int_range (rand, seed % 11 == 0 ? 0 : 1, 9);
      double flows = g_rand_double_range (rand, 0.5, seed % 5 == 0 ? 3 : 1.5);
      g_autoptr (MapSpec) spec
        = random_map (seed, n_steps, n_lanes, n_stages, flows, seed % 2 == 0);
      g_auto (Map) map = map_build (spec);

      g_rand_free (rand);
      assert_clean (&map, "random map", seed, &tally);
    }
  print_tally ("random", &tally);
}

static void
test_large (void)
{
  static const struct
  {
    int steps, lanes, stages;
    gboolean near;
  } rows[] = { { 500, 8, 8, TRUE },  { 500, 8, 8, FALSE }, { 500, 1, 40, TRUE },
               { 500, 40, 1, TRUE }, { 500, 1, 1, FALSE }, { 5000, 8, 40, TRUE } };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (MapSpec) spec
        = random_map (i, rows[i].steps, rows[i].lanes, rows[i].stages, 1.3, rows[i].near);
      g_auto (Map) map = map_build (spec);
      Tally tally = { 0 };

      assert_clean (&map, "large map", i, &tally);
      print_tally ("large", &tally);
    }
}

/* One step that everything leads to or comes from grows as it must. */
static void
test_hub (void)
{
  for (guint kind = 0; kind <= CAIRN_STEP_WAIT; kind++)
    {
      g_autoptr (MapSpec) spec = map_spec_new (3, 3);
      g_auto (Map) map = { 0 };

      add_step (spec, "Hub", 1, 1, (CairnStepKind) kind);
      for (int i = 0; i < 60; i++)
        {
          int step = add_step (spec, "Spoke", i % 3, i / 3 % 3, CAIRN_STEP_TASK);

          add_flow (spec, i % 2 == 0 ? 0 : step, i % 2 == 0 ? step : 0, i % 5 == 0 ? "yes" : NULL);
        }
      map = map_build (spec);
      assert_clean (&map, "hub", kind, NULL);
    }
}

static void
assert_same (const CairnLayout *a, const CairnLayout *b)
{
  guint n, m;
  const CairnBox *boxes = cairn_layout_get_boxes (a, &n);
  const CairnBox *others = cairn_layout_get_boxes (b, &m);
  const CairnRoute *routes, *ways;

  g_assert_cmpuint (n, ==, m);
  for (guint i = 0; i < n; i++)
    {
      g_assert_true (boxes[i].role == others[i].role && boxes[i].element == others[i].element);
      g_assert_cmpmem (&boxes[i].rect, sizeof (CairnRect), &others[i].rect, sizeof (CairnRect));
      g_assert_cmpmem (&boxes[i].text_at, sizeof (CairnPoint), &others[i].text_at,
                       sizeof (CairnPoint));
    }
  routes = cairn_layout_get_routes (a, &n);
  ways = cairn_layout_get_routes (b, &m);
  g_assert_cmpuint (n, ==, m);
  for (guint i = 0; i < n; i++)
    {
      g_assert_true (routes[i].element == ways[i].element);
      g_assert_cmpmem (routes[i].points, routes[i].n_points * sizeof (CairnPoint), ways[i].points,
                       ways[i].n_points * sizeof (CairnPoint));
      g_assert_cmpmem (&routes[i].label_rect, sizeof (CairnRect), &ways[i].label_rect,
                       sizeof (CairnRect));
    }
}

static void
test_deterministic (void)
{
  for (guint32 seed = 0; seed < 100; seed++)
    {
      g_autoptr (MapSpec) spec = random_map (seed, 80, 5, 5, 1.5, seed % 2 == 0);
      g_auto (Map) map = map_build (spec);
      g_autoptr (CairnLayout) again = cairn_layout_new (map.document, map.diagram);

      assert_same (map.layout, again);
    }
}

/* Which of two steps of a cell a reader comes to first. */
static int
reading_order (const Map *map, const char *a, const char *b)
{
  CairnRect p = box_of (map, a, CAIRN_BOX_STEP)->rect, q = box_of (map, b, CAIRN_BOX_STEP)->rect;
  double dx = p.x + p.width / 2 - q.x - q.width / 2, dy = p.y + p.height / 2 - q.y - q.height / 2;

  if (ABS (dx) > 1)
    return dx < 0 ? -1 : 1;
  return dy < 0 ? -1 : 1;
}

/* Renames, moves or adds one step; in the cells that this does not touch nothing changes places. */
static void
test_stable (void)
{
  guint n_pairs = 0, n_swapped = 0, n_boxes = 0, n_moved = 0;

  for (guint32 seed = 0; seed < 150; seed++)
    {
      g_autoptr (MapSpec) spec = random_map (seed, 60, 4, 5, 1.2, TRUE);
      g_auto (Map) before = map_build (spec);
      g_auto (Map) after = { 0 };
      guint n = spec->steps->len, edited = seed % n;
      StepSpec *step = step_spec (spec, edited), old = *step;

      if (seed % 3 == 0)
        g_strlcpy (step->title, "Another name", sizeof step->title);
      else if (seed % 3 == 1)
        step->lane = (step->lane + 1) % 4;
      else
        add_step (spec, "One more", step->lane, step->stage, CAIRN_STEP_TASK);
      after = map_build (spec);
      step = step_spec (spec, edited);
      for (guint i = 0; i < n; i++)
        {
          const StepSpec *p = step_spec (spec, i);
          CairnRect a = box_of (&before, p->id, CAIRN_BOX_STEP)->rect;
          CairnRect b = box_of (&after, p->id, CAIRN_BOX_STEP)->rect;

          n_boxes++;
          n_moved += a.x != b.x || a.y != b.y;
          for (guint k = 0; k < i; k++)
            {
              const StepSpec *q = step_spec (spec, k);

              if (p->lane != q->lane || p->stage != q->stage || i == edited || k == edited
                  || (p->stage == step->stage && (p->lane == step->lane || p->lane == old.lane)))
                continue;
              n_pairs++;
              n_swapped
                += reading_order (&before, p->id, q->id) != reading_order (&after, p->id, q->id);
            }
        }
    }
  g_test_message ("150 edits: %u of %u pairs in other cells swapped, %u of %u boxes moved",
                  n_swapped, n_pairs, n_moved, n_boxes);
  g_assert_cmpuint (n_swapped, ==, 0);
}

static void
test_find (void)
{
  g_autoptr (MapSpec) spec = design_map ();
  g_auto (Map) map = map_build (spec);
  CairnElement *stage = cairn_document_lookup (map.document, "stage-2");
  CairnElement *flow = cairn_document_lookup (map.document, "flow-2");

  g_assert_true (cairn_layout_find_main (map.layout, stage)->role == CAIRN_BOX_STAGE_HEADER);
  g_assert_nonnull (cairn_layout_find (map.layout, stage, CAIRN_BOX_STAGE_TIMING));
  g_assert_null (cairn_layout_find (map.layout, stage, CAIRN_BOX_STEP));
  g_assert_null (cairn_layout_find_main (map.layout, flow));
  g_assert_null (cairn_layout_find_route (map.layout, stage));
  g_assert_true (cairn_layout_find_route (map.layout, flow)->element == flow);
  g_assert_nonnull (cairn_layout_find (map.layout, map.diagram, CAIRN_BOX_TITLE));
  g_assert_cmpfloat (box_of (&map, "stage-0", CAIRN_BOX_STAGE)->rect.width, >=, 180);
}

static void
test_drop (void)
{
  g_autoptr (MapSpec) spec = map_spec_new (2, 2);
  g_auto (Map) map = { 0 };
  CairnRect a, b, c, cell;
  CairnDrop drop;

  add_step (spec, "First", 0, 0, CAIRN_STEP_TASK);
  add_step (spec, "Second, below", 0, 0, CAIRN_STEP_TASK);
  add_step (spec, "Third, after it", 0, 0, CAIRN_STEP_TASK);
  add_flow (spec, 1, 2, NULL);
  map = map_build (spec);
  a = box_of (&map, "step-0", CAIRN_BOX_STEP)->rect;
  b = box_of (&map, "step-1", CAIRN_BOX_STEP)->rect;
  c = box_of (&map, "step-2", CAIRN_BOX_STEP)->rect;
  g_assert_cmpfloat (a.x, ==, b.x);
  g_assert_cmpfloat (b.y, ==, c.y);

  assert_drop (&map, a.x + 10, a.y + 2, "lane-0", "stage-0", "step-0");
  assert_drop (&map, a.x - 5, a.y + 50, "lane-0", "stage-0", "step-0");
  assert_drop (&map, b.x + 10, b.y + 2, "lane-0", "stage-0", "step-1");
  assert_drop (&map, b.x + 10, b.y + b.height - 2, "lane-0", "stage-0", "step-2");
  assert_drop (&map, c.x - 5, c.y + 5, "lane-0", "stage-0", "step-2");
  assert_drop (&map, c.x + c.width + 3, c.y + 5, "lane-0", "stage-0", NULL);
  cell = box_of (&map, "stage-1", CAIRN_BOX_STAGE)->rect;
  assert_drop (&map, cell.x + 50, a.y, "lane-0", "stage-1", NULL);
  assert_drop (&map, cell.x + 50, cell.y + cell.height - 5, "lane-1", "stage-1", NULL);
  g_assert_false (cairn_layout_get_drop (map.layout, 1, 1, &drop));
  g_assert_false (cairn_layout_get_drop (map.layout, cell.x + 5000, cell.y, &drop));
}

/* --- SIPOC --- */

static Map
random_sipoc (guint32 seed, int n_items)
{
  g_autoptr (CairnElement) root = cairn_element_new (CAIRN_KIND_JOURNEY, "journey-1");
  CairnElement *segment
    = new_element (root, CAIRN_KIND_SEGMENT, "segment-1", CAIRN_PROP_NAME, "Enterprise");
  CairnElement *sipoc
    = new_element (segment, CAIRN_KIND_SIPOC, "sipoc-1", CAIRN_PROP_NAME, "Onboarding");
  GRand *rand = g_rand_new_with_seed (seed);
  g_autofree int *columns = g_new (int, n_items);
  char text[96], id[16], other[16];
  Map map;

  cairn_element_set_string (sipoc, CAIRN_PROP_STARTS, "contract is countersigned");
  cairn_element_set_string (sipoc, CAIRN_PROP_OUT_OF_SCOPE, "renewal pricing, support");
  for (int i = 0; i < n_items; i++)
    {
      gboolean requirement = (columns[i] = g_rand_int_range (rand, 0, 6)) == CAIRN_N_COLUMNS;
      CairnElement *item;

      g_snprintf (id, sizeof id, "item-%d", i);
      item = new_element (sipoc, requirement ? CAIRN_KIND_REQUIREMENT : CAIRN_KIND_ITEM, id,
                          CAIRN_PROP_TITLE, random_words (rand, text, sizeof text));
      if (requirement)
        cairn_element_set_number (item, CAIRN_PROP_GOAL, 95);
      else
        cairn_element_set_int (item, CAIRN_PROP_COLUMN, columns[i]);
      cairn_element_set_string (item, requirement ? CAIRN_PROP_METRIC : CAIRN_PROP_DETAIL,
                                i % 3 == 0 ? random_words (rand, text, sizeof text) : "");
    }
  for (int i = 0; i < 2 * n_items; i++)
    {
      int from = g_rand_int_range (rand, 0, n_items), to = g_rand_int_range (rand, 0, n_items);
      CairnElement *link;

      if (columns[from] >= columns[to])
        continue;
      g_snprintf (id, sizeof id, "link-%d", i);
      g_snprintf (other, sizeof other, "item-%d", from);
      link = new_element (sipoc, CAIRN_KIND_LINK, id, CAIRN_PROP_FROM, other);
      g_snprintf (other, sizeof other, "item-%d", to);
      cairn_element_set_string (link, CAIRN_PROP_TO, other);
    }
  g_rand_free (rand);
  map_finish (&map, root, sipoc);
  return map;
}

static void
test_sipoc (void)
{
  for (guint32 seed = 0; seed < 300; seed++)
    {
      g_auto (Map) map = random_sipoc (seed, 1 + (int) seed % 40);
      g_autoptr (CairnLayout) again = cairn_layout_new (map.document, map.diagram);
      double last[CAIRN_N_COLUMNS + 1] = { 0 };

      assert_clean (&map, "SIPOC", seed, NULL);
      assert_same (map.layout, again);
      /* Each column keeps the user's order. */
      for (guint i = 0; i < 1 + seed % 40; i++)
        {
          g_autofree char *id = g_strdup_printf ("item-%u", i);
          const CairnBox *box
            = cairn_layout_find_main (map.layout, cairn_document_lookup (map.document, id));

          g_assert_cmpfloat (box->rect.y, >=, last[box->column]);
          last[box->column] = box->rect.y + box->rect.height;
        }
    }
}

/* --- The check itself --- */

static guint
faults_after (void (*spoil) (CairnLayout *layout), gsize field)
{
  g_autoptr (MapSpec) spec = support_map ();
  g_auto (Map) map = map_build (spec);
  CairnLayoutCheck check;
  guint count;

  spoil (map.layout);
  cairn_layout_check (map.layout, &check);
  count = *(guint *) (gpointer) ((char *) &check + field);
  g_assert_nonnull (check.fault);
  g_assert_false (cairn_layout_check_is_clean (&check));
  cairn_layout_check_clear (&check);
  return count;
}

static CairnBox *
first_step (CairnLayout *layout, guint skip)
{
  guint n;
  CairnBox *boxes = (CairnBox *) cairn_layout_get_boxes (layout, &n);

  for (guint i = 0; i < n; i++)
    if (boxes[i].role == CAIRN_BOX_STEP && skip-- == 0)
      return &boxes[i];
  g_assert_not_reached ();
}

static CairnRoute *
bent_route (CairnLayout *layout)
{
  guint n;
  CairnRoute *routes = (CairnRoute *) cairn_layout_get_routes (layout, &n);

  for (guint i = 0; i < n; i++)
    if (routes[i].n_points >= 4)
      return &routes[i];
  g_assert_not_reached ();
}

static void
spoil_box (CairnLayout *layout)
{
  first_step (layout, 0)->rect = first_step (layout, 1)->rect;
}

static void
spoil_route (CairnLayout *layout)
{
  CairnRoute *route = bent_route (layout);

  /* A way over all there is. */
  for (guint i = 1; i + 1 < route->n_points; i++)
    ((CairnPoint *) route->points)[i]
      = (CairnPoint){ first_step (layout, 3)->rect.x + 5, first_step (layout, 3)->rect.y + 5 * i };
}

static void
spoil_overlap (CairnLayout *layout)
{
  CairnRoute *route = bent_route (layout), *other = route + 1;

  other->points = route->points;
  other->n_points = route->n_points;
}

static void
spoil_label (CairnLayout *layout)
{
  guint n;
  CairnRoute *routes = (CairnRoute *) cairn_layout_get_routes (layout, &n);

  for (guint i = 0; i < n; i++)
    if (routes[i].label != NULL)
      routes[i].label_rect = first_step (layout, 0)->rect;
}

static void
spoil_text (CairnLayout *layout)
{
  first_step (layout, 1)->text_at.y += 30;
}

static void
spoil_end (CairnLayout *layout)
{
  CairnRoute *route = bent_route (layout);

  ((CairnPoint *) route->points)[0].x -= 3;
}

static void
test_check (void)
{
  static const struct
  {
    void (*spoil) (CairnLayout *layout);
    gsize field;
  } rows[] = {
    { spoil_box, G_STRUCT_OFFSET (CairnLayoutCheck, box_overlaps) },
    { spoil_route, G_STRUCT_OFFSET (CairnLayoutCheck, box_hits) },
    { spoil_overlap, G_STRUCT_OFFSET (CairnLayoutCheck, route_overlaps) },
    { spoil_label, G_STRUCT_OFFSET (CairnLayoutCheck, label_hits) },
    { spoil_text, G_STRUCT_OFFSET (CairnLayoutCheck, text_overflows) },
    { spoil_end, G_STRUCT_OFFSET (CairnLayoutCheck, loose_ends) },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpuint (faults_after (rows[i].spoil, rows[i].field), >, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/layout/check", test_check);
  g_test_add_func ("/layout/design", test_design);
  g_test_add_func ("/layout/support", test_support);
  g_test_add_func ("/layout/strays", test_strays);
  g_test_add_func ("/layout/find", test_find);
  g_test_add_func ("/layout/drop", test_drop);
  g_test_add_func ("/layout/hub", test_hub);
  g_test_add_func ("/layout/random", test_random);
  g_test_add_func ("/layout/deterministic", test_deterministic);
  g_test_add_func ("/layout/stable", test_stable);
  g_test_add_func ("/layout/sipoc", test_sipoc);
  g_test_add_func ("/layout/large", test_large);
  return g_test_run ();
}
