/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "test-scene --generate" writes tests/data/scene anew. The goldens hold what is drawn, in which
 * order, of which element and in which colour; not where, which depends on the fonts of the machine
 * and has tests of its own (test-layout). */
#include "render-fixture.h"

#include "insight/cairn-diagram-checks.h"
#include "render/cairn-scene-changes.h"

static const char *const layer_names[CAIRN_N_LAYERS] = {
  [CAIRN_LAYER_PAPER] = "paper",
  [CAIRN_LAYER_PAPER_OVERLAY] = "paper overlay",
  [CAIRN_LAYER_BODY] = "body",
  [CAIRN_LAYER_CHANGES] = "changes",
  [CAIRN_LAYER_LEGEND] = "legend",
  [CAIRN_LAYER_LANES] = "lanes",
  [CAIRN_LAYER_LANES_CHANGES] = "lanes changes",
  [CAIRN_LAYER_STAGES] = "stages",
  [CAIRN_LAYER_STAGES_OVERLAY] = "stages overlay",
  [CAIRN_LAYER_STAGES_CHANGES] = "stages changes",
};

static void
dump_prim (GString *out, const CairnPrim *prim)
{
  static const char *const kinds[] = { "rect", "ellipse", "path", "text" };

  g_string_append_printf (out, "    %s", kinds[prim->kind]);
  if (prim->part != CAIRN_PART_MAIN)
    g_string_append_printf (out, " (%s)", cairn_part_word (prim->part));
  if (prim->mark != CAIRN_MARK_NONE)
    g_string_append_printf (out, " [%s]", cairn_mark_kind_word (prim->mark));
  if (cairn_color_visible (prim->fill))
    g_string_append_printf (out, " fill %08x", prim->fill);
  if (cairn_color_visible (prim->stroke))
    g_string_append_printf (out, " stroke %08x %g", prim->stroke, prim->stroke_width);
  if (prim->kind == CAIRN_PRIM_TEXT)
    for (guint i = 0; i < prim->text.block->n_lines; i++)
      g_string_append_printf (out, "%s%s", i == 0 ? " “" : " ", prim->text.block->lines[i].text);
  g_string_append (out, prim->kind == CAIRN_PRIM_TEXT ? "”\n" : "\n");
}

static char *
dump_scene (const CairnScene *scene)
{
  GString *out = g_string_new (NULL);

  for (guint layer = 0; layer < CAIRN_N_LAYERS; layer++)
    {
      guint n_groups, n_prims;
      const CairnSceneGroup *groups = cairn_scene_get_groups (scene, layer, &n_groups);
      const CairnPrim *prims = cairn_scene_get_prims (scene, layer, &n_prims);

      /* Nothing is compared there. */
      if (n_groups == 0 && g_str_has_suffix (layer_names[layer], "changes"))
        continue;
      g_string_append_printf (out, "%s\n", layer_names[layer]);
      for (guint i = 0; i < n_groups; i++)
        {
          g_autofree char *says = cairn_scene_dup_description (scene, &groups[i]);
          const char *title = cairn_scene_get_title (scene, &groups[i]);

          g_string_append_printf (out, "  %s %s “%s” %s\n", groups[i].kind, groups[i].id,
                                  title != NULL ? title : "", says != NULL ? says : "");
          for (guint j = 0; j < groups[i].n_prims; j++)
            dump_prim (out, &prims[groups[i].first + j]);
        }
    }
  return g_string_free (out, FALSE);
}

/* The first line that differs, for a message. */
static char *
first_difference (const char *expected, const char *actual)
{
  g_auto (GStrv) a = g_strsplit (expected, "\n", -1);
  g_auto (GStrv) b = g_strsplit (actual, "\n", -1);
  guint i = 0;

  while (a[i] != NULL && b[i] != NULL && strcmp (a[i], b[i]) == 0)
    i++;
  return g_strdup_printf ("line %u:\n- %s\n+ %s", i + 1, a[i] != NULL ? a[i] : "(end)",
                          b[i] != NULL ? b[i] : "(end)");
}

static gboolean generate;

static void
check_golden (const CairnScene *scene, const char *name)
{
  g_autofree char *file = g_strdup_printf ("%s.txt", name);
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "scene", file, NULL);
  g_autofree char *actual = dump_scene (scene);
  g_autofree char *expected = NULL;
  g_autoptr (GError) error = NULL;

  if (generate)
    {
      g_assert_true (g_file_set_contents (path, actual, -1, &error));
      return;
    }
  g_file_get_contents (path, &expected, NULL, &error);
  g_assert_no_error (error);
  if (strcmp (expected, actual) != 0)
    {
      g_autofree char *difference = first_difference (expected, actual);

      g_error ("%s: %s\n(if that is meant: test-scene --generate)", file, difference);
    }
}

static void
test_golden (void)
{
  g_autoptr (CairnDocument) document = fixture_document (fixture_xml);
  g_autoptr (CairnScene) swimlane = fixture_scene (document, "swimlane-1", CAIRN_THEME_LIGHT);
  g_autoptr (CairnScene) sipoc = fixture_scene (document, "sipoc-1", CAIRN_THEME_LIGHT);
  g_autoptr (CairnScene) timings = fixture_scene_with_timings (document, CAIRN_THEME_LIGHT);
  g_autoptr (CairnScene) dark = fixture_scene_with_timings (document, CAIRN_THEME_DARK);

  check_golden (swimlane, "swimlane");
  check_golden (sipoc, "sipoc");
  check_golden (timings, "timings");
  check_golden (dark, "timings-dark");
}

/* Teams, colours, what is collapsed, both ways round, with timings. */
static void
test_golden_shapes (void)
{
  for (guint vertical = 0; vertical < 2; vertical++)
    {
      g_autofree char *xml = fixture_shaped_xml (vertical);
      g_autoptr (CairnDocument) document = fixture_document (xml);
      g_autoptr (CairnScene) scene = fixture_scene_with_timings (document, CAIRN_THEME_LIGHT);

      check_golden (scene, vertical ? "shaped-vertical" : "shaped");
    }
}

/* Timings move nothing and leave the layers alone that they do not touch. */
static void
test_shared (void)
{
  static const CairnLayerKind shared[]
    = { CAIRN_LAYER_PAPER, CAIRN_LAYER_BODY, CAIRN_LAYER_LANES, CAIRN_LAYER_STAGES };
  g_autoptr (CairnDocument) document = fixture_document (fixture_xml);
  g_autoptr (CairnScene) plain = fixture_scene (document, "swimlane-1", CAIRN_THEME_LIGHT);
  g_autoptr (CairnSnapshot) snapshot = fixture_snapshot (NULL, 0);
  CairnSceneTimings timings = { .view = snapshot };
  g_autoptr (CairnScene) with = cairn_scene_with_timings (plain, &timings);
  g_autoptr (CairnScene) without = cairn_scene_with_timings (with, NULL);
  g_autofree char *before = dump_scene (plain);
  g_autofree char *after = dump_scene (without);
  guint n;

  for (guint i = 0; i < G_N_ELEMENTS (shared); i++)
    g_assert_true (cairn_scene_get_prims (plain, shared[i], &n)
                   == cairn_scene_get_prims (with, shared[i], &n));
  g_assert_true (cairn_scene_get_view (with) == snapshot);
  g_assert_null (cairn_scene_get_view (without));
  g_assert_cmpstr (before, ==, after);
}

/* Each mark has a shape of its own, in its layer, and is explained below the map. */
static void
test_changes (void)
{
  static const struct
  {
    const char *id;
    guint bits;
    CairnLayerKind layer;
    const char *title;
  } marks[] = {
    { "step-1", CAIRN_CHANGE_ADDED, CAIRN_LAYER_CHANGES, "added" },
    { "step-2", CAIRN_CHANGE_MOVED | CAIRN_CHANGE_REWORDED, CAIRN_LAYER_CHANGES,
      "moved, reworded" },
    { "flow-1", CAIRN_CHANGE_REMOVED, CAIRN_LAYER_CHANGES, "removed" },
    { "lane-1", CAIRN_CHANGE_DIFFERS, CAIRN_LAYER_LANES_CHANGES, "differs from base" },
    { "stage-1", CAIRN_CHANGE_OWN, CAIRN_LAYER_STAGES_CHANGES, "own addition" },
  };
  g_autoptr (CairnDocument) document = fixture_document (fixture_xml);
  g_autoptr (CairnScene) plain = fixture_scene (document, "swimlane-1", CAIRN_THEME_LIGHT);
  g_autoptr (GHashTable) changes = g_hash_table_new (NULL, NULL);
  g_autoptr (CairnScene) scene = NULL;
  g_autoptr (CairnScene) same = cairn_scene_with_changes (plain, NULL);
  CairnLayerKind layer;

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    g_hash_table_insert (changes, cairn_document_lookup (document, marks[i].id),
                         GUINT_TO_POINTER (marks[i].bits));
  scene = cairn_scene_with_changes (plain, changes);
  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    {
      g_autofree char *id = g_strdup_printf ("change-%s", marks[i].id);
      const CairnSceneGroup *group = fixture_find (scene, id, &layer);

      g_assert_cmpint (layer, ==, marks[i].layer);
      g_assert_cmpstr (group->title, ==, marks[i].title);
    }
  fixture_find (scene, "changes-legend", &layer);
  g_assert_cmpfloat (cairn_scene_get_height (scene), >, cairn_scene_get_height (plain));
  g_assert_true (same == plain);
  g_assert_null (fixture_look_for (plain, "change-step-1", &layer));
}

/* Nothing drawn stands outside of the picture. */
static void
assert_bounds (const char *xml)
{
  g_autoptr (CairnDocument) document = fixture_document (xml);
  g_autoptr (CairnScene) scene = fixture_scene_with_timings (document, CAIRN_THEME_LIGHT);
  CairnRect all = { 0, 0, cairn_scene_get_width (scene), cairn_scene_get_height (scene) };

  for (guint layer = 0; layer < CAIRN_N_LAYERS; layer++)
    {
      guint n;
      const CairnSceneGroup *groups = cairn_scene_get_groups (scene, layer, &n);

      for (guint i = 0; i < n; i++)
        {
          const CairnRect *b = &groups[i].bounds;

          g_test_message ("%s", groups[i].id);
          g_assert_cmpfloat (b->x, >=, 0);
          g_assert_cmpfloat (b->y, >=, 0);
          g_assert_cmpfloat (b->x + b->width, <=, all.width);
          g_assert_cmpfloat (b->y + b->height, <=, all.height);
        }
    }
}

static void
test_bounds (void)
{
  g_autofree char *horizontal = fixture_shaped_xml (FALSE);
  g_autofree char *vertical = fixture_shaped_xml (TRUE);

  assert_bounds (fixture_xml);
  assert_bounds (horizontal);
  assert_bounds (vertical);
}

static CairnPoint
middle_of (const CairnScene *scene, const char *id)
{
  const CairnRect *b = &fixture_find (scene, id, NULL)->bounds;

  return (CairnPoint){ b->x + b->width / 2, b->y + b->height / 2 };
}

/* Where the first shape of @part of the group called @id is. */
static CairnPoint
part_of (const CairnScene *scene, const char *id, CairnPart part)
{
  CairnLayerKind layer = CAIRN_LAYER_PAPER;
  const CairnSceneGroup *group = fixture_find (scene, id, &layer);
  guint n;
  const CairnPrim *prims = cairn_scene_get_prims (scene, layer, &n);

  for (guint i = group->first; i < group->first + group->n_prims; i++)
    if (prims[i].part == part)
      return (CairnPoint){ prims[i].rect.x + prims[i].rect.width / 2,
                           prims[i].rect.y + prims[i].rect.height / 2 };
  g_error ("“%s” has no such part", id);
}

static void
assert_hit (const CairnScene *scene,
            const CairnViewport *viewport,
            CairnPoint at,
            const char *id,
            const char *part)
{
  CairnPoint view = cairn_viewport_to_view (viewport, at.x, at.y);
  CairnSceneHit hit;

  g_test_message ("%g, %g: %s", at.x, at.y, id != NULL ? id : "nothing");
  if (id == NULL)
    {
      g_assert_false (cairn_scene_hit (scene, viewport, view.x, view.y, &hit));
      return;
    }
  g_assert_true (cairn_scene_hit (scene, viewport, view.x, view.y, &hit));
  g_assert_cmpstr (cairn_element_get_id (hit.element), ==, id);
  g_assert_cmpstr (cairn_part_word (hit.part), ==, part);
  g_assert_true (cairn_rect_contains (&hit.bounds, at.x, at.y) || strstr (id, "flow") != NULL);
}

static void
assert_hit_timing (const CairnScene *scene, const CairnViewport *viewport)
{
  assert_hit (scene, viewport, part_of (scene, "stage-2.timing", CAIRN_PART_TIMING), "stage-2",
              "timing");
  assert_hit (scene, viewport, part_of (scene, "stage-2.timing", CAIRN_PART_RANK), "stage-2",
              "rank");
}

/* A view with room for the whole scene. */
static void
init_large (CairnViewport *viewport, const CairnScene *scene)
{
  cairn_viewport_init (viewport);
  cairn_viewport_set_size (viewport, 4000, 4000);
  cairn_scene_setup_viewport (scene, viewport);
}

/* Scrolls to the far end, where headers stay in view; says by how much they have moved. */
static CairnPoint
scroll_to_end (CairnViewport *viewport)
{
  CairnPoint shift;

  cairn_viewport_scroll_by (viewport, 1e6, 1e6);
  shift = cairn_viewport_get_frozen (viewport);
  g_assert_cmpfloat (shift.x, >, 0);
  g_assert_cmpfloat (shift.y, >, 0);
  return shift;
}

static void
test_hit (void)
{
  g_autoptr (CairnDocument) document = fixture_document (fixture_xml);
  g_autoptr (CairnScene) scene = fixture_scene_with_timings (document, CAIRN_THEME_LIGHT);
  const CairnRoute *flow = cairn_layout_find_route (cairn_scene_get_layout (scene),
                                                    cairn_document_lookup (document, "flow-2"));
  CairnPoint on
    = { (flow->points[0].x + flow->points[1].x) / 2, (flow->points[0].y + flow->points[1].y) / 2 };
  CairnViewport v;

  init_large (&v, scene);
  assert_hit (scene, &v, middle_of (scene, "step-2"), "step-2", "main");
  assert_hit (scene, &v, middle_of (scene, "lane-1"), "lane-1", "main");
  assert_hit (scene, &v, middle_of (scene, "stage-1"), "stage-1", "main");
  assert_hit_timing (scene, &v);
  assert_hit (scene, &v, part_of (scene, "step-2", CAIRN_PART_BADGE_PLAYBOOK), "step-2",
              "badge-playbook");
  assert_hit (scene, &v, part_of (scene, "step-4", CAIRN_PART_BADGE_AUTO), "step-4", "badge-auto");
  assert_hit (scene, &v, part_of (scene, "flow-3", CAIRN_PART_LABEL), "flow-3", "label");
  assert_hit (scene, &v, on, "flow-2", "main");
  assert_hit (scene, &v, (CairnPoint){ 2, 2 }, NULL, NULL);

  /* Six pixels beside a flow are still on it, at every zoom; nine are not. */
  for (double scale = 0.5; scale <= 2; scale *= 2)
    {
      gboolean upright = flow->points[0].x == flow->points[1].x;
      double near = 5.9 / scale, off = 9 / scale;

      v.scale = scale;
      assert_hit (scene, &v,
                  (CairnPoint){ on.x + (upright ? near : 0), on.y + (upright ? 0 : near) },
                  "flow-2", "main");
      assert_hit (scene, &v, (CairnPoint){ on.x + (upright ? off : 0), on.y + (upright ? 0 : off) },
                  NULL, NULL);
    }
}

/* Headers that stay in view are hit where they are seen, and what they cover is not. */
static void
test_hit_frozen (void)
{
  g_autoptr (CairnDocument) document = fixture_document (fixture_xml);
  g_autoptr (CairnScene) scene = fixture_scene_with_timings (document, CAIRN_THEME_LIGHT);
  CairnPoint stage = middle_of (scene, "stage-3"), lane = middle_of (scene, "lane-2"), shift;
  CairnSceneHit hit;
  CairnViewport v;

  cairn_viewport_init (&v);
  cairn_viewport_set_size (&v, 420, 420);
  cairn_scene_setup_viewport (scene, &v);
  shift = scroll_to_end (&v);
  assert_hit (scene, &v, (CairnPoint){ stage.x, stage.y + shift.y }, "stage-3", "main");
  assert_hit (scene, &v, (CairnPoint){ lane.x + shift.x, lane.y }, "lane-2", "main");
  g_assert_false (cairn_scene_hit (scene, &v, 3, 3, &hit));
}

/* In a vertical map lanes stay above and stages at the left; teams and bars can be pointed at. */
static void
test_hit_vertical (void)
{
  g_autofree char *xml = fixture_shaped_xml (TRUE);
  g_autoptr (CairnDocument) document = fixture_document (xml);
  g_autoptr (CairnScene) scene = fixture_scene_with_timings (document, CAIRN_THEME_LIGHT);
  CairnPoint stage = middle_of (scene, "stage-3"), lane = middle_of (scene, "lane-2"), shift;
  CairnSceneHit hit;
  CairnViewport v;

  init_large (&v, scene);
  assert_hit (scene, &v, middle_of (scene, "step-2"), "step-2", "main");
  assert_hit (scene, &v, middle_of (scene, "lane-2.team"), "lane-2", "team");
  assert_hit (scene, &v, middle_of (scene, "lane-3.bar-3"), "lane-3", "main");
  assert_hit_timing (scene, &v);

  cairn_viewport_set_size (&v, 900, 300);
  shift = scroll_to_end (&v);
  assert_hit (scene, &v, (CairnPoint){ stage.x + shift.x, stage.y }, "stage-3", "main");
  assert_hit (scene, &v, (CairnPoint){ lane.x, lane.y + shift.y }, "lane-2", "main");
  g_assert_false (cairn_scene_hit (scene, &v, 3, 3, &hit));
}

static void
assert_elements (const CairnScene *scene, CairnRect rect, const char *expected)
{
  g_autoptr (GPtrArray) elements = cairn_scene_elements_in (scene, &rect);
  g_autoptr (GString) ids = g_string_new (NULL);

  for (guint i = 0; i < elements->len; i++)
    g_string_append_printf (ids, "%s%s", i > 0 ? " " : "",
                            cairn_element_get_id (elements->pdata[i]));
  g_assert_cmpstr (ids->str, ==, expected);
}

static void
test_elements_in (void)
{
  g_autoptr (CairnDocument) document = fixture_document (fixture_xml);
  g_autoptr (CairnScene) scene = fixture_scene (document, "swimlane-1", CAIRN_THEME_LIGHT);
  CairnRect step = fixture_find (scene, "step-2", NULL)->bounds;
  CairnRect both = cairn_rect_union (&step, &fixture_find (scene, "flow-1", NULL)->bounds);

  assert_elements (scene, (CairnRect){ 0, 0, 1e5, 1e5 },
                   "step-1 flow-1 step-2 flow-2 step-4 step-3 flow-3 flow-4 step-6 step-7 step-5 "
                   "flow-5");
  assert_elements (scene, (CairnRect){ step.x + 20, step.y + 20, 1, 1 }, "step-2");
  assert_elements (scene, (CairnRect){ 0, 0, 5, 5 }, "");
  assert_elements (scene, cairn_rect_inset (&both, -1), "step-1 flow-1 step-2");
}

/* Paths, marks, feelings and the line of visibility: groups that say what they are. */
static const char journey_xml[]
  = "<journey xmlns='" CAIRN_JOURNEY_NAMESPACE "' version='2' id='journey-1' name='J'>"
    "<segment id='segment-1' name='S'><swimlane id='swimlane-1' name='M'>"
    "<lane id='lane-1' name='Customer' kind='customer'/><lane id='lane-2' name='Systems' "
    "kind='system'/><stage id='stage-1' name='A'/><stage id='stage-2' name='B'/>"
    "<stage id='stage-3' name='C' feeling='1'/>"
    "<step id='step-1' title='One' lane='lane-1' stage='stage-1' feeling='-1.5' "
    "moment-of-truth='yes' clock-start='yes'/>"
    "<step id='step-2' title='Two' lane='lane-2' stage='stage-2'/>"
    "<step id='step-3' title='Three' lane='lane-1' stage='stage-3' feeling-wanted='2'/>"
    "<flow id='flow-1' from='step-1' to='step-2'/><flow id='flow-2' from='step-2' to='step-3'/>"
    "<path id='path-1' name='Main'><via id='via-1' flow='flow-1'/><via id='via-2' flow='flow-2'/>"
    "</path><path id='path-2' name='Short'><via id='via-3' flow='flow-2'/></path>"
    "</swimlane></segment></journey>";

static guint
count_colors (const CairnScene *scene, const char *id, CairnColor color)
{
  CairnLayerKind layer;
  const CairnSceneGroup *group = fixture_find (scene, id, &layer);
  guint n_prims, n = 0;
  const CairnPrim *prims = cairn_scene_get_prims (scene, layer, &n_prims);

  for (guint i = group->first; i < group->first + group->n_prims; i++)
    n += prims[i].fill == color || prims[i].stroke == color;
  return n;
}

static void
assert_says (const CairnScene *scene, const char *id, const char *words)
{
  const CairnSceneGroup *group = fixture_find (scene, id, NULL);
  g_autofree char *says = cairn_scene_dup_description (scene, group);

  if (says == NULL || strstr (says, words) == NULL)
    g_error ("“%s” says “%s”, not “%s”", id, says != NULL ? says : "", words);
}

static void
test_journey_map (void)
{
  g_autoptr (CairnDocument) document = fixture_document (journey_xml);
  g_autoptr (CairnScene) scene = fixture_scene (document, "swimlane-1", CAIRN_THEME_LIGHT);
  const CairnTheme *theme = cairn_scene_get_theme (scene);
  CairnElement *step = cairn_document_lookup (document, "step-1");
  CairnRect band;
  CairnPoint point;

  /* Band and number of each path on its flows, in the order of the paths. */
  g_assert_cmpuint (count_colors (scene, "flow-1", theme->path[0]), ==, 2);
  g_assert_cmpuint (count_colors (scene, "flow-1", theme->path[1]), ==, 0);
  g_assert_cmpuint (count_colors (scene, "flow-2", theme->path[0]), >=, 1);
  g_assert_cmpuint (count_colors (scene, "flow-2", theme->path[1]), >=, 1);
  assert_says (scene, "flow-2", "happy paths: 1, 2");
  assert_says (scene, "step-1", "; Moment of truth");
  assert_says (scene, "step-1", "The clock starts here");
  fixture_find (scene, "visibility", NULL);
  fixture_find (scene, "legend", NULL);

  g_assert_true (cairn_scene_get_emotion_band (scene, &band));
  assert_says (scene, "emotion-step-1", "emotion: -1.5");
  assert_says (scene, "emotion-step-3", "emotion to be: +2");
  fixture_find (scene, "emotion-stage-3", NULL);
  g_assert_null (fixture_look_for (scene, "emotion-step-2", NULL));
  g_assert_true (cairn_scene_get_feeling_point (scene, step, -1.5, &point));
  g_assert_true (cairn_rect_contains (&band, point.x, point.y));
  g_assert_cmpfloat (cairn_scene_get_feeling_at (scene, point.x, point.y), ==, -1.5);
  g_assert_cmpfloat (cairn_scene_get_height (scene), >, band.y + band.height);
}

/* Of two ways that are alike the main path is the straight one. */
static void
test_main_path (void)
{
  static const char *const steps[] = { "step-1", "step-3", "step-4" };
  static const char xml[]
    = "<journey xmlns='" CAIRN_JOURNEY_NAMESPACE "' version='2' id='journey-1' name='J'>"
      "<segment id='segment-1' name='S'><swimlane id='swimlane-1' name='M'>"
      "<lane id='lane-1' name='L'/><stage id='stage-1' name='A'/><stage id='stage-2' name='B'/>"
      "<stage id='stage-3' name='C'/><step id='step-1' title='1' lane='lane-1' stage='stage-1'/>"
      "<step id='step-2' title='2' lane='lane-1' stage='stage-2'/>"
      "<step id='step-3' title='3' lane='lane-1' stage='stage-2'/>"
      "<step id='step-4' title='4' lane='lane-1' stage='stage-3'/>"
      "<flow id='flow-1' from='step-1' to='step-2'/><flow id='flow-2' from='step-1' to='step-3'/>"
      "<flow id='flow-3' from='step-2' to='step-4'/><flow id='flow-4' from='step-3' to='step-4'/>"
      "<path id='path-1' name='P'><via id='via-1' flow='flow-2'/><via id='via-2' flow='flow-4'/>"
      "</path></swimlane></segment></journey>";
  g_autoptr (CairnDocument) document = fixture_document (xml);
  g_autoptr (CairnLayout) layout
    = cairn_layout_new (document, cairn_document_lookup (document, "swimlane-1"));
  double middle[G_N_ELEMENTS (steps)];

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      const CairnRect *r
        = &cairn_layout_find_main (layout, cairn_document_lookup (document, steps[i]))->rect;

      middle[i] = r->y + r->height / 2;
    }
  g_assert_cmpfloat_with_epsilon (middle[0], middle[1], 0.5);
  g_assert_cmpfloat_with_epsilon (middle[1], middle[2], 0.5);
}

/* Without a score the band is there only if it is asked for. */
static void
test_empty_band (void)
{
  g_autoptr (CairnDocument) document = fixture_document (fixture_xml);
  g_autoptr (CairnLayout) layout
    = cairn_layout_new (document, cairn_document_lookup (document, "swimlane-1"));
  const CairnTheme *theme = cairn_theme_get (CAIRN_THEME_LIGHT);
  g_autoptr (CairnScene) without = cairn_scene_new (layout, theme);
  g_autoptr (CairnScene) with = cairn_scene_new_with_emotions (layout, theme, TRUE);
  CairnRect band;

  g_assert_false (cairn_scene_get_emotion_band (without, &band));
  g_assert_true (cairn_scene_get_emotion_band (with, &band));
  g_assert_true (
    cairn_scene_get_feeling_stage (with, band.x + band.width - 5, band.y + band.height / 2)
    == cairn_document_lookup (document, "stage-3"));
}

static const char told_xml[]
  = "<journey xmlns='https://cairn-journeys.github.io/ns/journey' version='2' id='journey-1'>"
    "<segment id='segment-1' name='Enterprise'><swimlane id='swimlane-1' name='Map'>"
    "<lane id='lane-1' name='CSM'/><stage id='stage-1' name='Signed' target='20d'/>"
    "<lane id='lane-9' name='Buyer'/>"
    "<step id='step-1' title='Call' lane='lane-1' stage='stage-1'/>"
    "<step id='step-9' title='Sign' lane='lane-9' stage='stage-1'/>"
    "<flow id='flow-9' from='step-1' to='step-9'/></swimlane>"
    "<sipoc id='sipoc-1' name='Chain'>"
    "<item id='item-1' column='supplier' title='Sales' reach='internal' nature='person'/>"
    "<item id='item-2' column='customer' title='Buyer' twin='lane-9'/>"
    "<requirement id='requirement-1' title='Quick' unit='d' direction='at-most' target='6' "
    "figure='median' stage='stage-1'/></sipoc></segment>"
    "<segment id='segment-2' name='Digital' base='segment-1'>"
    "<swimlane id='swimlane-2' name='Map' base='swimlane-1'>"
    "<lane id='lane-2' name='CSM' base='lane-1'/>"
    "<stage id='stage-2' name='Signed' target='20d' base='stage-1'/>"
    "<step id='step-2' title='Video' lane='lane-2' stage='stage-2' base='step-1'/>"
    "<step id='step-3' title='Mail' lane='lane-2' stage='stage-2'/></swimlane></segment></journey>";

/* Whoever cannot see the picture is told what its signs and figures say. */
static void
test_told (void)
{
  g_autoptr (CairnDocument) document = fixture_document (told_xml);
  g_autoptr (CairnScene) sipoc = fixture_scene (document, "sipoc-1", CAIRN_THEME_LIGHT);
  g_autoptr (CairnScene) map = fixture_scene (document, "swimlane-2", CAIRN_THEME_LIGHT);
  g_autoptr (GHashTable) changes
    = cairn_changes_of_variant (document, cairn_document_lookup (document, "swimlane-2"));
  g_autoptr (CairnScene) marked = cairn_scene_with_changes (map, changes);
  CairnCell cells[] = { fixture_cell ("Signed") };
  CairnSceneTimings timings = { .segment = "Enterprise" };
  g_autoptr (CairnSnapshot) snapshot = fixture_snapshot (cells, 1);
  g_autoptr (CairnScene) timed = NULL;
  g_autofree char *plain = NULL;
  g_autoptr (CairnScene) linked = fixture_scene (document, "swimlane-1", CAIRN_THEME_LIGHT);
  g_autoptr (GPtrArray) checks
    = cairn_diagram_checks (cairn_document_lookup (document, "swimlane-1"));
  g_autoptr (GHashTable) holes = NULL;
  g_autoptr (CairnScene) holed = NULL;

  assert_says (sipoc, "item-1", "Supplier; Internal; Person");
  plain = cairn_scene_dup_description (sipoc, fixture_find (sipoc, "item-2", NULL));
  g_assert_cmpstr (plain, ==, "Customer");
  timings.view = snapshot;
  timed = cairn_scene_with_timings (sipoc, &timings);
  assert_says (timed, "requirement-1", "At most 6 d; now 8 d");
  assert_says (timed, "requirement-1", ", not met");

  /* The SIPOC is linked with the map, and does not name what is handed over. */
  holes = cairn_changes_add_holes (NULL, checks);
  holed = cairn_scene_with_changes (linked, holes);
  assert_says (holed, "flow-9", "; handoff of something unnamed");
  g_assert_nonnull (fixture_find (holed, "change-flow-9", NULL));

  assert_says (marked, "step-2", "; differs from base");
  assert_says (marked, "step-3", "; own addition");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  generate = argc > 1 && strcmp (argv[1], "--generate") == 0;
  g_test_add_func ("/scene/golden", test_golden);
  g_test_add_func ("/scene/golden-shapes", test_golden_shapes);
  if (generate)
    return g_test_run ();
  g_test_add_func ("/scene/shared", test_shared);
  g_test_add_func ("/scene/changes", test_changes);
  g_test_add_func ("/scene/bounds", test_bounds);
  g_test_add_func ("/scene/hit", test_hit);
  g_test_add_func ("/scene/hit-frozen", test_hit_frozen);
  g_test_add_func ("/scene/hit-vertical", test_hit_vertical);
  g_test_add_func ("/scene/elements-in", test_elements_in);
  g_test_add_func ("/scene/journey-map", test_journey_map);
  g_test_add_func ("/scene/told", test_told);
  g_test_add_func ("/scene/empty-band", test_empty_band);
  g_test_add_func ("/scene/main-path", test_main_path);
  return g_test_run ();
}
