/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reading-fixture.h"

/* How long touchpoints take, on the map: of the call it is known when it began and when it was
 * through, of the import only when it was done. */

#define CALL "Call & plan"
#define CUSTOMERS 60

/* A map in which the import has flows above and below. */
static void
crowd (GString *xml)
{
  g_string_replace (xml, "<lane id='lane-1'", "<lane id='lane-0' name='Boss'/><lane id='lane-1'",
                    1);
  g_string_replace (xml, "</swimlane>",
                    "<step id='step-8' kind='task' title='Approve' lane='lane-0' stage='stage-2'/>"
                    "<flow id='flow-8' from='step-4' to='step-8'/></swimlane>",
                    1);
}

static CairnTouchpointBook *
make_book (CairnEngine *engine, guint customers)
{
  CairnTouchpointBook *book = cairn_touchpoint_book_new ();
  guint32 call = cairn_touchpoint_book_add_name (book, CALL);
  guint32 import = cairn_touchpoint_book_add_name (book, "Import");
  guint32 sign_off = cairn_touchpoint_book_add_name (book, "Sign off"); /* in Live */

  for (guint i = READING_VISITS - 60 - customers; i < READING_VISITS - 60; i++)
    {
      g_autofree char *name = g_strdup_printf ("Customer %u", i);
      gint64 entered
        = FIXTURE_NOW - (gint64) (READING_VISITS - i) * CAIRN_DAY - CAIRN_DAY / 4; /* Kick-off */
      CairnTouchpoint one = { .customer = cairn_engine_add_customer (engine, name),
                              .name = call,
                              .asked = CAIRN_TOUCHPOINT_UNKNOWN,
                              .started = entered + CAIRN_DAY,
                              .done = entered + 3 * CAIRN_DAY };

      cairn_touchpoint_book_add (book, &one);
      one.name = import;
      one.started = CAIRN_TOUCHPOINT_UNKNOWN;
      one.done = entered + 15 * CAIRN_DAY;
      cairn_touchpoint_book_add (book, &one);
      one.name = sign_off;
      one.done = entered + (43 + i % 4 + i % 7) * CAIRN_DAY;
      cairn_touchpoint_book_add (book, &one);
    }
  cairn_touchpoint_book_finish (book, FALSE);
  return book;
}

static CairnScene *
make_scene (const char *xml, guint customers, CairnThemeKind theme)
{
  static const char *const stages[] = { "Kick-off", "Build", "Live", NULL };
  g_autoptr (CairnEngine) engine = reading_engine ();
  g_autoptr (CairnTouchpointBook) book = make_book (engine, customers);
  const CairnWindow window = { .kind = CAIRN_WINDOW_26_WEEKS };
  g_autoptr (CairnSnapshot) snapshot = NULL;
  g_autoptr (CairnSnapshot) view = NULL;
  g_autoptr (CairnDocument) document = fixture_document (xml);
  g_autoptr (CairnScene) plain = fixture_scene (document, "swimlane-1", theme);
  CairnSceneTimings timings = { .segment = "Enterprise" };

  cairn_engine_set_touchpoints (engine, book);
  snapshot = cairn_engine_snapshot (engine, FIXTURE_NOW, &window, G_MININT64);
  for (guint i = 0; stages[i] != NULL; i++)
    {
      g_autoptr (CairnStageStudy) study = cairn_stage_study_new (
        engine, "Enterprise", stages[i], FIXTURE_NOW, &window, G_MININT64, FALSE);

      cairn_snapshot_add_study (snapshot, study);
    }
  timings.view = view = cairn_snapshot_view (snapshot, "Enterprise", stages);
  return cairn_scene_with_timings (plain, &timings);
}

/* The letters of the line @id lie within the lane of its step, beside its box and whatever else. */
static void
assert_beside (const CairnScene *scene, const char *id, const char *step_id)
{
  CairnLayout *layout = cairn_scene_get_layout (scene);
  CairnLayerKind layer;
  const CairnSceneGroup *line = fixture_find (scene, id, &layer);
  const CairnElement *step = fixture_find (scene, step_id, NULL)->element;
  guint n;
  const CairnPrim *text = &cairn_scene_get_prims (scene, layer, &n)[line->first];
  double baseline = text->rect.y + text->text.block->ascent;
  CairnRect letters = { text->rect.x, baseline - 8, text->rect.width, 8 };
  const CairnBox *boxes = cairn_layout_get_boxes (layout, &n);
  const CairnRoute *routes;

  for (guint i = 0; i < n; i++)
    if (boxes[i].role == CAIRN_BOX_STEP || boxes[i].role == CAIRN_BOX_STAGE_TIMING)
      g_assert_false (cairn_rect_intersects (&boxes[i].rect, &letters));
    else if (boxes[i].role == CAIRN_BOX_LANE
             && cairn_element_get_id (boxes[i].element)
                  == cairn_element_get_string (step, CAIRN_PROP_LANE))
      {
        g_assert_true (cairn_rect_contains (&boxes[i].rect, letters.x, letters.y));
        g_assert_true (cairn_rect_contains (&boxes[i].rect, letters.x + letters.width, baseline));
      }
  routes = cairn_layout_get_routes (layout, &n);
  for (guint i = 0; i < n; i++)
    for (guint j = 1; j < routes[i].n_points; j++)
      {
        CairnPoint a = routes[i].points[j - 1], b = routes[i].points[j];
        CairnRect line_rect = { MIN (a.x, b.x) - 0.5, MIN (a.y, b.y) - 0.5, ABS (a.x - b.x) + 1,
                                ABS (a.y - b.y) + 1 };

        g_assert_false (cairn_rect_intersects (&line_rect, &letters));
      }
}

static void
assert_says (const CairnScene *scene, const char *id, const char *pattern)
{
  g_autofree char *text = fixture_text (scene, id);

  g_test_message ("%s: %s", id, text);
  g_assert_true (g_pattern_match_simple (pattern, text));
}

static void
test_lines (void)
{
  for (guint vertical = 0; vertical < 2; vertical++)
    for (guint kind = CAIRN_THEME_LIGHT; kind <= CAIRN_THEME_DARK; kind++)
      {
        g_autoptr (GString) xml = g_string_new (fixture_xml);
        g_autoptr (CairnScene) scene = NULL;
        g_autofree char *says = NULL;
        const CairnTheme *theme = cairn_theme_get (kind);

        g_string_replace (xml, "version='1'", "version='2'", 1);
        if (vertical)
          g_string_replace (xml, "<swimlane id", "<swimlane orientation='vertical' id", 1);
        scene = make_scene (xml->str, CUSTOMERS, kind);
        assert_says (scene, "step-2.takes", "median 2 d · n = 60");
        assert_says (scene, "step-4.takes", "first after *d · n = *");
        assert_beside (scene, "step-2.takes", "step-2");
        assert_beside (scene, "step-4.takes", "step-4");
        /* For those who cannot see it: the same figures as in the inspector. */
        says = cairn_scene_dup_description (scene, fixture_find (scene, "step-2", NULL));
        g_assert_nonnull (strstr (says, "; How often: 60 times"));
        g_assert_nonnull (strstr (says, "; Work on it: 2 d, n = 60"));
        for (guint i = 0; i < G_N_ELEMENTS (theme->band); i++)
          g_assert_cmpfloat (cairn_color_contrast (theme->band[i], theme->ink_soft), >=, 4.5);
      }
}

/* Only near, and with it the legend says what it is. */
static void
test_level (void)
{
  g_autoptr (CairnScene) scene = make_scene (fixture_xml, CUSTOMERS, CAIRN_THEME_LIGHT);
  g_autoptr (CairnScene) without = make_scene (fixture_xml, 0, CAIRN_THEME_LIGHT);
  g_autofree char *legend = fixture_text (scene, "legend");
  g_autofree char *other = fixture_text (without, "legend");
  CairnLayerKind layer;
  const CairnSceneGroup *line = fixture_find (scene, "step-2.takes", &layer);
  guint n;
  const CairnPrim *text = &cairn_scene_get_prims (scene, layer, &n)[line->first];

  g_assert_cmpstr (line->title, ==, CALL ": median 2 d · n = 60");
  g_assert_true (cairn_detail_shows (CAIRN_DETAIL_NEAR, text->mark));
  g_assert_false (cairn_detail_shows (CAIRN_DETAIL_MIDDLE, text->mark));
  g_assert_nonnull (strstr (legend, "at a touchpoint: how long the work on it takes"));
  g_assert_null (strstr (other, "at a touchpoint"));
  g_assert_null (fixture_look_for (without, "step-2.takes", NULL));
}

static void
test_few (void)
{
  g_autoptr (CairnScene) scene = make_scene (fixture_xml, 4, CAIRN_THEME_LIGHT);

  assert_says (scene, "step-2.takes", "n = 4, too few");
  assert_says (scene, "step-4.takes", "n = 4, too few");
}

/* Where there is no free place it is left out, and said in words only. Nothing moves. */
static void
test_no_room (void)
{
  g_autoptr (GString) xml = g_string_new (fixture_xml);
  g_autoptr (CairnScene) scene = NULL;
  g_autoptr (CairnScene) without = NULL;
  g_autofree char *says = NULL;
  guint n, n_without;
  const CairnBox *boxes, *boxes_without;

  crowd (xml);
  scene = make_scene (xml->str, CUSTOMERS, CAIRN_THEME_LIGHT);
  without = make_scene (xml->str, 0, CAIRN_THEME_LIGHT);
  g_assert_null (fixture_look_for (scene, "step-4.takes", NULL));
  says = cairn_scene_dup_description (scene, fixture_find (scene, "step-4", NULL));
  g_assert_nonnull (strstr (says, "; Until the first: "));
  boxes = cairn_layout_get_boxes (cairn_scene_get_layout (scene), &n);
  boxes_without = cairn_layout_get_boxes (cairn_scene_get_layout (without), &n_without);
  g_assert_cmpuint (n, ==, n_without);
  for (guint i = 0; i < n; i++)
    g_assert_cmpint (memcmp (&boxes[i].rect, &boxes_without[i].rect, sizeof (CairnRect)), ==, 0);
}

/* Build, which the sign-off follows, is the worst: its halo reaches to where the line would stand,
 * as there is a flow below. */
static void
test_halo (void)
{
  g_autoptr (GString) xml = g_string_new (fixture_xml);
  g_autoptr (CairnScene) scene = NULL;
  g_autofree char *says = NULL;

  g_string_replace (xml, "version='1'", "version='2'", 1);
  g_string_replace (xml, "<swimlane id", "<swimlane orientation='vertical' id", 1);
  g_string_replace (xml, "kind='end' title='Done'", "kind='task' title='Sign off'", 1);
  g_string_replace (xml, "</swimlane>",
                    "<step id='step-9' kind='end' title='Over' lane='lane-1' stage='stage-3'/>"
                    "<flow id='flow-9' from='step-6' to='step-9'/></swimlane>",
                    1);
  g_string_replace (xml, "<step id='step-7' kind='note' title='Ask legal' lane='lane-1'",
                    "<step id='step-7' kind='note' title='Ask legal' lane='lane-2'", 1);
  scene = make_scene (xml->str, CUSTOMERS, CAIRN_THEME_LIGHT);
  fixture_find (scene, "stage-2.halo", NULL);
  g_assert_null (fixture_look_for (scene, "step-6.takes", NULL));
  says = cairn_scene_dup_description (scene, fixture_find (scene, "step-6", NULL));
  g_assert_nonnull (strstr (says, "; Until the first: "));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scene-touchpoints/lines", test_lines);
  g_test_add_func ("/scene-touchpoints/level", test_level);
  g_test_add_func ("/scene-touchpoints/few", test_few);
  g_test_add_func ("/scene-touchpoints/no-room", test_no_room);
  g_test_add_func ("/scene-touchpoints/halo", test_halo);
  return g_test_run ();
}
