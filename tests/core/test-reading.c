/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "colour-sight.h"
#include "reading-fixture.h"
#include "render/cairn-painter.h"
#include "render/cairn-svg.h"

/* A map that is read in three seconds: ANALYTICS 9, by computation. */

#define READABLE 4.5
#define WIDTH 640
#define HEIGHT 480

/* ---- colours ---- */

/* The figures that the palette was chosen for: the least distance between two of its steps. */
static void
test_sight (void)
{
  static const double least[N_SIGHTS] = { 30.5, 30.9, 24.3, 17.7 };

  for (guint kind = CAIRN_THEME_LIGHT; kind <= CAIRN_THEME_DARK; kind++)
    for (guint s = 0; s < N_SIGHTS; s++)
      {
        const CairnTheme *theme = cairn_theme_get (kind);
        double nearest = INFINITY;

        for (guint i = 0; i < CAIRN_N_SEVERITIES; i++)
          for (guint j = 0; j < i; j++)
            nearest
              = MIN (nearest, sight_distance (theme->severity[i], theme->severity[j], (Sight) s));
        g_test_message ("theme %u, sight %u: %.2f apart", kind, s, nearest);
        g_assert_cmpfloat (nearest, >=, least[s] - 0.5);
      }
}

/* In print without colours worse is darker. On dark paper the first step is the paper's own. */
static void
test_grey (void)
{
  for (guint kind = CAIRN_THEME_LIGHT; kind <= CAIRN_THEME_DARK; kind++)
    {
      const CairnTheme *theme = cairn_theme_get (kind);

      for (guint i = 0; i < CAIRN_N_SEVERITIES; i++)
        {
          double l = sight_lab (theme->severity[i], SIGHT_NORMAL).l;

          g_test_message ("theme %u, step %u: lightness %.1f, text %.2f : 1", kind, i, l,
                          cairn_color_contrast (theme->severity[i], theme->severity_ink[i]));
          /* 4.6 to one decimal. */
          g_assert_cmpfloat (cairn_color_contrast (theme->severity[i], theme->severity_ink[i]), >=,
                             4.55);
          if (i > (kind == CAIRN_THEME_DARK))
            g_assert_cmpfloat (l, <, sight_lab (theme->severity[i - 1], SIGHT_NORMAL).l - 6);
        }
    }
}

/* ---- every text on what is below it ---- */

typedef struct
{
  const CairnScene *scene;
  CairnColor ground;
  double x, y; /* of the text's middle */
} Ground;

static void
paint_ground (Ground *self, const CairnPrim *prim)
{
  const CairnRect *r = &prim->rect;
  double dx = (self->x - r->x - r->width / 2) / (r->width / 2);
  double dy = (self->y - r->y - r->height / 2) / (r->height / 2);

  if (prim->kind == CAIRN_PRIM_TEXT || !cairn_color_visible (prim->fill)
      || !(fabs (dx) < 1 && fabs (dy) < 1)
      || (prim->kind == CAIRN_PRIM_ELLIPSE && dx * dx + dy * dy >= 1))
    return;
  self->ground = cairn_color_mix (self->ground, prim->fill | 0xff, (prim->fill & 0xff) / 255.0);
}

/* What is painted where the text's middle is, before it. */
static CairnColor
find_ground (const CairnScene *scene, guint layer, const CairnPrim *text)
{
  Ground ground = { scene, cairn_scene_get_theme (scene)->paper,
                    text->rect.x + text->rect.width / 2, text->rect.y + text->rect.height / 2 };

  for (guint i = 0; i <= layer; i++)
    {
      guint n;
      const CairnPrim *prims = cairn_scene_get_prims (scene, i, &n);

      for (guint j = 0; j < n && &prims[j] != text; j++)
        if (cairn_detail_shows (CAIRN_DETAIL_NEAR, prims[j].mark)
            || text->mark == CAIRN_MARK_FAR_BADGE)
          paint_ground (&ground, &prims[j]);
    }
  return ground.ground;
}

static void
check_texts (const CairnScene *scene, double *worst, guint *n_texts)
{
  for (guint layer = 0; layer < CAIRN_N_LAYERS; layer++)
    {
      guint n;
      const CairnPrim *prims = cairn_scene_get_prims (scene, layer, &n);

      for (guint i = 0; i < n; i++)
        {
          double contrast;

          if (prims[i].kind != CAIRN_PRIM_TEXT || *prims[i].text.block->lines[0].text == '\0')
            continue;
          contrast = cairn_color_contrast (find_ground (scene, layer, &prims[i]), prims[i].fill);
          if (contrast < READABLE)
            g_test_message ("layer %u, “%s”: %.2f", layer, prims[i].text.block->lines[0].text,
                            contrast);
          g_assert_cmpfloat (contrast, >=, READABLE);
          *worst = MIN (*worst, contrast);
          (*n_texts)++;
        }
    }
}

static void
test_contrast (void)
{
  for (guint kind = CAIRN_THEME_LIGHT; kind <= CAIRN_THEME_DARK; kind++)
    for (guint shape = 0; shape < 3; shape++)
      {
        g_autofree char *shaped = fixture_shaped_xml (shape == 2);
        g_autoptr (CairnScene) scene = reading_scene (shape == 0 ? fixture_xml : shaped, kind);
        double worst = INFINITY;
        guint n = 0;

        check_texts (scene, &worst, &n);
        g_test_message ("theme %u, shape %u: %u texts, worst contrast %.2f", kind, shape, n, worst);
        g_assert_cmpuint (n, >, 30);
      }
}

/* ---- levels ---- */

/* The marks of @stage that are drawn, each once, in their order. */
static char *
list_marks (const CairnScene *scene, const char *id, CairnDetail detail)
{
  guint seen = 0, n;
  CairnLayerKind layer;
  const CairnSceneGroup *group = fixture_find (scene, id, &layer);
  const CairnPrim *prims = cairn_scene_get_prims (scene, layer, &n);
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < group->n_prims; i++)
    seen |= 1u << prims[group->first + i].mark;
  for (guint i = 0; i < CAIRN_N_MARK_KINDS; i++)
    if ((seen & 1u << i) != 0 && cairn_detail_shows (detail, (CairnMarkKind) i))
      g_string_append_printf (out, "%s%s", out->len > 0 ? ", " : "",
                              cairn_mark_kind_word ((CairnMarkKind) i));
  return g_string_free (out, FALSE);
}

static void
assert_marks (const CairnScene *scene, const char *id, CairnDetail detail, const char *expected)
{
  g_autofree char *marks = list_marks (scene, id, detail);

  g_assert_cmpstr (marks, ==, expected);
}

static void
test_levels (void)
{
  for (guint vertical = 0; vertical < 2; vertical++)
    {
      g_autofree char *xml = g_strdup (fixture_xml);
      g_autoptr (GString) turned = g_string_new (xml);
      g_autoptr (CairnScene) scene = NULL;

      if (vertical)
        {
          g_string_replace (turned, "version='1'", "version='2'", 1);
          g_string_replace (turned, "<swimlane id", "<swimlane orientation='vertical' id", 1);
        }
      scene = reading_scene (turned->str, CAIRN_THEME_LIGHT);
      assert_marks (scene, "stage-2.timing", CAIRN_DETAIL_FAR, "fill, far badge");
      assert_marks (scene, "stage-2.timing", CAIRN_DETAIL_MIDDLE, "fill, badge, large figures");
      assert_marks (scene, "stage-2.timing", CAIRN_DETAIL_NEAR,
                    "fill, badge, stones, count, bullet, words, sparkline, type");
      assert_marks (scene, "stage-2.halo", CAIRN_DETAIL_FAR, "far halo");
      assert_marks (scene, "stage-2.halo", CAIRN_DETAIL_NEAR, "halo");
      assert_marks (scene, "stage-3.timing", CAIRN_DETAIL_FAR, "fill, far badge");
      /* Without a target nobody knows what is lost, and nobody is behind. */
      assert_marks (scene, "stage-3.timing", CAIRN_DETAIL_NEAR,
                    "fill, stones, count, bullet, words");
    }
}

/* A collapsed stage has room for less, and shows it at the same levels. */
static void
test_collapsed (void)
{
  for (guint vertical = 0; vertical < 2; vertical++)
    {
      g_autofree char *xml = fixture_shaped_xml (vertical);
      g_autoptr (CairnScene) scene = reading_scene (xml, CAIRN_THEME_LIGHT);

      assert_marks (scene, "stage-2.timing", CAIRN_DETAIL_FAR,
                    vertical ? "fill" : "fill, far badge");
      assert_marks (scene, "stage-2.timing", CAIRN_DETAIL_MIDDLE, "fill, badge, large figures");
      assert_marks (scene, "stage-2.timing", CAIRN_DETAIL_NEAR,
                    vertical ? "fill, badge, count, words"
                             : "fill, badge, count, words, sparkline");
    }
}

/* What is compared is in words only: they are there half way, too. */
static void
test_compared (void)
{
  g_autoptr (CairnDocument) document = fixture_document (fixture_xml);
  g_autoptr (CairnScene) plain = fixture_scene (document, "swimlane-1", CAIRN_THEME_LIGHT);
  g_autoptr (CairnSnapshot) snapshot = reading_snapshot ();
  static const char *const stages[] = { "Kick-off", "Build", "Live", NULL };
  g_autoptr (CairnSnapshot) view = cairn_snapshot_view (snapshot, "Enterprise", stages);
  CairnSceneTimings timings = { .view = view, .segment = "Enterprise", .other = view };
  g_autoptr (CairnScene) scene = cairn_scene_with_timings (plain, &timings);

  assert_marks (scene, "stage-2.timing", CAIRN_DETAIL_FAR, "fill, far badge");
  assert_marks (scene, "stage-2.timing", CAIRN_DETAIL_MIDDLE, "fill, badge, comparison");
}

static void
test_scales (void)
{
  g_assert_cmpint (cairn_detail_at_scale (0.05), ==, CAIRN_DETAIL_FAR);
  g_assert_cmpint (cairn_detail_at_scale (0.3), ==, CAIRN_DETAIL_FAR);
  g_assert_cmpint (cairn_detail_at_scale (0.55), ==, CAIRN_DETAIL_MIDDLE);
  g_assert_cmpint (cairn_detail_at_scale (0.8), ==, CAIRN_DETAIL_NEAR);
  g_assert_cmpint (cairn_detail_at_scale (4), ==, CAIRN_DETAIL_NEAR);
}

/* Pixels of @color in a view of @scene at @scale, within @within (NULL: anywhere). */
static guint
paint (const CairnScene *scene, double scale, const CairnRect *within, CairnColor color)
{
  g_autoptr (CairnPainter) painter = cairn_painter_new ();
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
  cairo_t *cr = cairo_create (surface);
  CairnViewport view = { .width = WIDTH, .height = HEIGHT, .scale = scale };
  const guint32 *pixels;
  guint n = 0;

  cairn_scene_setup_viewport (scene, &view);
  view.x = 0;
  view.y = 0;
  cairn_painter_paint_body (painter, cr, scene, &view);
  cairn_painter_paint_headers (painter, cr, scene, &view);
  cairo_surface_flush (surface);
  pixels = (const guint32 *) (gpointer) cairo_image_surface_get_data (surface);
  for (guint i = 0; i < WIDTH * HEIGHT; i++)
    if (within == NULL || cairn_rect_contains (within, i % WIDTH / scale, i / WIDTH / scale))
      n += (pixels[i] & 0xffffff) == color >> 8;
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return n;
}

/* However near a reader is, the export is the same, and has none of what is for far away. */
static void
test_export (void)
{
  g_autoptr (CairnScene) scene = reading_scene (fixture_xml, CAIRN_THEME_LIGHT);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) before = cairn_svg_write (scene, &error);
  g_autoptr (GBytes) after = NULL;
  g_autofree char *svg = g_strndup (g_bytes_get_data (before, NULL), g_bytes_get_size (before));
  const CairnTheme *theme = cairn_scene_get_theme (scene);

  g_assert_no_error (error);
  /* The worst is seen from far away, too, by its fill and its halo. */
  g_assert_cmpuint (paint (scene, 0.1, NULL, theme->severity[4]), >, 50);
  g_assert_cmpuint (paint (scene, 0.1, NULL, theme->severity_border[4]), >, 50);
  g_assert_cmpuint (paint (scene, 0.5, NULL, theme->severity[4]), >, 1000);
  after = cairn_svg_write (scene, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (before, after));
  g_assert_null (strstr (svg, "font-size=\"64\""));
  g_assert_nonnull (strstr (svg, "long-term"));
}

/* ---- the line of weeks ---- */

static const CairnPrim *
find_mark (const CairnScene *scene, const char *id, CairnMarkKind mark, CairnPrimKind kind, guint i)
{
  guint n;
  CairnLayerKind layer;
  const CairnSceneGroup *group = fixture_find (scene, id, &layer);
  const CairnPrim *prims = cairn_scene_get_prims (scene, layer, &n);

  for (guint j = 0; j < group->n_prims; j++)
    if (prims[group->first + j].mark == mark && prims[group->first + j].kind == kind && i-- == 0)
      return &prims[group->first + j];
  return NULL;
}

static CairnScene *
trend_scene (const double *kick_off, const double *build)
{
  g_autoptr (CairnDocument) document = fixture_document (fixture_xml);
  g_autoptr (CairnScene) plain = fixture_scene (document, "swimlane-1", CAIRN_THEME_LIGHT);
  CairnCell cells[] = { fixture_cell ("Kick-off"), fixture_cell ("Build") };
  g_autoptr (CairnSnapshot) snapshot = NULL;
  CairnSceneTimings timings = { .segment = "Enterprise" };

  memcpy (cells[0].lost_weeks, kick_off, sizeof cells[0].lost_weeks);
  memcpy (cells[1].lost_weeks, build, sizeof cells[1].lost_weeks);
  snapshot = fixture_snapshot (cells, G_N_ELEMENTS (cells));
  timings.view = snapshot;
  return cairn_scene_with_timings (plain, &timings);
}

static double
dot_height (const CairnScene *scene, const char *id)
{
  const CairnPrim *dot = find_mark (scene, id, CAIRN_MARK_SPARKLINE, CAIRN_PRIM_ELLIPSE, 0);
  const CairnPrim *base = find_mark (scene, id, CAIRN_MARK_SPARKLINE, CAIRN_PRIM_PATH, 0);

  return base->rect.y - dot->rect.y - dot->rect.height / 2;
}

static void
test_trend_scale (void)
{
  double low[CAIRN_TREND_WEEKS], high[CAIRN_TREND_WEEKS];
  g_autoptr (CairnScene) scene = NULL;
  const CairnPrim *line;
  guint n_moves = 0;

  for (guint i = 0; i < CAIRN_TREND_WEEKS; i++)
    {
      low[i] = 20;
      high[i] = i < 6 || i == 15 ? NAN : 4.0 * i;
    }
  scene = trend_scene (low, high);
  g_assert_cmpfloat_with_epsilon (
    dot_height (scene, "stage-1.timing") / dot_height (scene, "stage-2.timing"), 0.2, 1e-6);

  /* A week that is not known is a gap, never a nought. */
  line = find_mark (scene, "stage-2.timing", CAIRN_MARK_SPARKLINE, CAIRN_PRIM_PATH, 1);
  for (guint i = 0; i < line->path.n_ops; i++)
    n_moves += line->path.ops[i] == CAIRN_PATH_MOVE;
  g_assert_cmpuint (n_moves, ==, 2);
  g_assert_null (find_mark (scene, "stage-2.timing", CAIRN_MARK_SPARKLINE, CAIRN_PRIM_PATH, 2));
}

static void
test_trend_unknown (void)
{
  double none[CAIRN_TREND_WEEKS], some[CAIRN_TREND_WEEKS] = { 0 };
  g_autoptr (CairnScene) scene = NULL;

  for (guint i = 0; i < CAIRN_TREND_WEEKS; i++)
    none[i] = NAN;
  scene = trend_scene (none, some);
  g_assert_null (find_mark (scene, "stage-1.timing", CAIRN_MARK_SPARKLINE, CAIRN_PRIM_PATH, 0));
  g_assert_nonnull (find_mark (scene, "stage-2.timing", CAIRN_MARK_SPARKLINE, CAIRN_PRIM_PATH, 0));
}

/* Thick are the weeks that the verdict counts as bad, no others. */
static void
test_trend_bad (void)
{
  g_autoptr (CairnScene) scene = reading_scene (fixture_xml, CAIRN_THEME_LIGHT);
  const CairnStudyFigures *figures = cairn_stage_study_get_figures (
    cairn_snapshot_find_study (cairn_scene_get_view (scene), "Enterprise", "Build"));
  const CairnPrim *thin
    = find_mark (scene, "stage-2.timing", CAIRN_MARK_SPARKLINE, CAIRN_PRIM_PATH, 1);
  const CairnPrim *thick
    = find_mark (scene, "stage-2.timing", CAIRN_MARK_SPARKLINE, CAIRN_PRIM_PATH, 2);
  guint n_bad = 0;

  for (guint i = 0; i < CAIRN_TREND_WEEKS; i++)
    n_bad += figures->time.bad >> i & 1;
  g_assert_cmpuint (n_bad, ==, figures->time.n_bad);
  g_assert_cmpuint (n_bad, >=, 13);
  g_assert_cmpfloat (thick->stroke_width, >, 2 * thin->stroke_width);
  if (n_bad == CAIRN_TREND_WEEKS)
    g_assert_cmpfloat_with_epsilon (thick->rect.width, thin->rect.width, 1e-6);
  g_assert_null (find_mark (scene, "stage-1.timing", CAIRN_MARK_SPARKLINE, CAIRN_PRIM_PATH, 2));
}

/* ---- why ---- */

static void
test_verdict (void)
{
  g_autoptr (CairnScene) scene = reading_scene (fixture_xml, CAIRN_THEME_LIGHT);
  CairnElement *stage = fixture_find (scene, "stage-2.timing", NULL)->element;
  CairnElement *fine = fixture_find (scene, "stage-1.timing", NULL)->element;
  g_autofree char *verdict = cairn_scene_dup_verdict (scene, stage);
  g_autofree char *none = cairn_scene_dup_verdict (scene, fine);
  g_autofree char *says
    = cairn_scene_dup_description (scene, fixture_find (scene, "stage-2.timing", NULL));
  g_autofree char *legend = fixture_text (scene, "legend");

  g_test_message ("%s", verdict);
  /* The only task of the stage is the customer's. */
  g_assert_true (
    g_str_has_prefix (verdict, "People (customer) · long-term. Behind in 26 of 26 weeks"));
  g_assert_null (none);
  g_assert_nonnull (strstr (says, "Why: People (customer) · long-term.\nBehind in 26 of 26 weeks"));
  g_assert_nonnull (strstr (legend, verdict));
}

/* ---- who goes where ---- */

/* Crosses lanes between Kick-off and Build. */
static char *
crossing_xml (gboolean vertical)
{
  g_autoptr (GString) xml = g_string_new (fixture_xml);

  g_string_replace (xml, "title='Call &amp; plan' lane='lane-2'",
                    "title='Call &amp; plan' lane='lane-1'", 1);
  if (vertical)
    {
      g_string_replace (xml, "version='1'", "version='2'", 1);
      g_string_replace (xml, "<swimlane id", "<swimlane orientation='vertical' id", 1);
    }
  return g_string_free (g_steal_pointer (&xml), FALSE);
}

static void
assert_apart (const CairnScene *scene, const CairnRect *rect)
{
  guint n;
  const CairnBox *boxes = cairn_layout_get_boxes (cairn_scene_get_layout (scene), &n);
  const CairnRoute *routes;

  for (guint i = 0; i < n; i++)
    if (boxes[i].role == CAIRN_BOX_STEP || boxes[i].role == CAIRN_BOX_STAGE_TIMING
        || boxes[i].role == CAIRN_BOX_STAGE_HEADER || boxes[i].role == CAIRN_BOX_LANE_HEADER)
      g_assert_false (cairn_rect_intersects (&boxes[i].rect, rect));
  routes = cairn_layout_get_routes (cairn_scene_get_layout (scene), &n);
  for (guint i = 0; i < n; i++)
    if (routes[i].label != NULL)
      g_assert_false (cairn_rect_intersects (&routes[i].label_rect, rect));
}

static void
test_handoff (void)
{
  for (guint vertical = 0; vertical < 2; vertical++)
    {
      g_autofree char *xml = crossing_xml (vertical);
      g_autoptr (CairnScene) scene = reading_scene (xml, CAIRN_THEME_LIGHT);
      const CairnSceneGroup *pill = fixture_find (scene, "flow-2.handoff", NULL);
      const CairnSceneGroup *lost = fixture_find (scene, "stage-2.lost", NULL);
      g_autofree char *text = fixture_text (scene, "flow-2.handoff");
      g_autofree char *stub = fixture_text (scene, "stage-2.lost");
      g_autofree char *says
        = cairn_scene_dup_description (scene, fixture_find (scene, "flow-2", NULL));

      g_test_message ("%s / %s / %s / %s", text, stub, pill->title, lost->title);
      g_assert_cmpstr (text, ==, "⇄ 1 d");
      g_assert_nonnull (strstr (pill->title, "Handoff from Kick-off to Build: median 1 d"));
      g_assert_nonnull (strstr (says, "customers a week take it; half are taken up within 1 d"));
      g_assert_cmpstr (stub, ==, "0.7/wk lost");
      assert_apart (scene, &pill->bounds);
      assert_apart (scene, &lost->bounds);
      g_assert_false (cairn_rect_intersects (&pill->bounds, &lost->bounds));
      assert_marks (scene, "flow-2.handoff", CAIRN_DETAIL_MIDDLE, "");
      assert_marks (scene, "flow-2.customers", CAIRN_DETAIL_MIDDLE, "flow");
      assert_marks (scene, "flow-2.customers", CAIRN_DETAIL_FAR, "");
    }
}

/* What is as wide as the customers on it, below the flows, in no colour. */
static void
test_bands (void)
{
  g_autoptr (CairnScene) scene = reading_scene (fixture_xml, CAIRN_THEME_LIGHT);
  const CairnPrim *in = find_mark (scene, "flow-2.customers", CAIRN_MARK_FLOW, CAIRN_PRIM_PATH, 0);
  const CairnPrim *out = find_mark (scene, "flow-4.customers", CAIRN_MARK_FLOW, CAIRN_PRIM_PATH, 0);
  CairnStageStudy *study
    = cairn_snapshot_find_study (cairn_scene_get_view (scene), "Enterprise", "Build");
  CairnStageStudy *before
    = cairn_snapshot_find_study (cairn_scene_get_view (scene), "Enterprise", "Kick-off");
  double to_live = 0, to_build = 0;
  guint n;
  const CairnHandoff *handoffs = cairn_stage_study_get_handoffs (study, &n);

  for (guint i = 0; i < n; i++)
    if (g_strcmp0 (handoffs[i].next_stage, "Live") == 0)
      to_live = handoffs[i].per_week;
  handoffs = cairn_stage_study_get_handoffs (before, &n);
  for (guint i = 0; i < n; i++)
    if (g_strcmp0 (handoffs[i].next_stage, "Build") == 0)
      to_build = handoffs[i].per_week;
  g_test_message ("%g to Build, %g to Live", to_build, to_live);
  g_assert_cmpfloat (to_live, >, 0);
  g_assert_cmpfloat_with_epsilon (in->stroke_width / out->stroke_width, to_build / to_live, 1e-5);
  g_assert_cmpuint (in->stroke, ==, cairn_scene_get_theme (scene)->weight);
  /* The same in one lane: no handoff. */
  g_assert_null (fixture_look_for (scene, "flow-2.handoff", NULL));
}

/* With two ways between the same stages nobody knows who took which. */
static void
test_two_ways (void)
{
  g_autoptr (GString) xml = g_string_new (fixture_xml);
  g_autoptr (CairnScene) scene = NULL;

  g_string_replace (xml, "</swimlane>", "<flow id='flow-9' from='step-1' to='step-4'/></swimlane>",
                    1);
  scene = reading_scene (xml->str, CAIRN_THEME_LIGHT);
  g_assert_null (fixture_look_for (scene, "flow-2.customers", NULL));
  g_assert_null (fixture_look_for (scene, "flow-9.customers", NULL));
  g_assert_nonnull (fixture_look_for (scene, "flow-4.customers", NULL));
}

/* The figures move nothing. */
static void
test_still (void)
{
  g_autofree char *xml = crossing_xml (FALSE);
  g_autoptr (CairnDocument) document = fixture_document (xml);
  g_autoptr (CairnScene) plain = fixture_scene (document, "swimlane-1", CAIRN_THEME_LIGHT);
  g_autoptr (CairnScene) scene = reading_scene (xml, CAIRN_THEME_LIGHT);
  guint n, n_plain;
  const CairnPrim *with = cairn_scene_get_prims (scene, CAIRN_LAYER_BODY, &n);
  const CairnPrim *without = cairn_scene_get_prims (plain, CAIRN_LAYER_BODY, &n_plain);

  g_assert_cmpuint (n, ==, n_plain);
  for (guint i = 0; i < n; i++)
    g_assert_cmpint (memcmp (&with[i].rect, &without[i].rect, sizeof (CairnRect)), ==, 0);
}

/* The same on the process steps of a SIPOC. */
static void
test_sipoc (void)
{
  static const char *const stages[] = { "Kick-off", "Build", "Live", NULL };
  g_autoptr (GString) xml = g_string_new (fixture_xml);
  g_autoptr (CairnDocument) document = NULL;
  g_autoptr (CairnScene) plain = NULL;
  g_autoptr (CairnSnapshot) snapshot = reading_snapshot ();
  g_autoptr (CairnSnapshot) view = cairn_snapshot_view (snapshot, "Enterprise", stages);
  CairnSceneTimings timings = { .view = view, .segment = "Enterprise" };
  g_autoptr (CairnScene) scene = NULL;
  g_autofree char *says = NULL;
  const CairnSceneGroup *group;
  CairnLayerKind layer;
  guint n;

  g_string_replace (xml, "<item id='item-4' column='process'",
                    "<item id='item-4' column='process' twin='stage-2'", 1);
  document = fixture_document (xml->str);
  plain = fixture_scene (document, "sipoc-1", CAIRN_THEME_LIGHT);
  scene = cairn_scene_with_timings (plain, &timings);
  assert_marks (scene, "item-4", CAIRN_DETAIL_NEAR, "none, halo, badge");
  assert_marks (scene, "item-2", CAIRN_DETAIL_NEAR, "none");
  group = fixture_find (scene, "item-4", &layer);
  says = cairn_scene_dup_description (scene, group);
  g_assert_nonnull (strstr (says, "People (customer) · long-term"));
  /* The step itself is where it was, and the colour that of the swimlane. */
  g_assert_cmpuint (cairn_scene_get_prims (scene, layer, &n)[group->first].fill, ==,
                    cairn_scene_get_theme (scene)->severity[4]);
}

/* A process step with @detail, whose stage has @cell. */
static CairnScene *
sipoc_scene (const char *detail, const CairnCell *cell)
{
  g_autoptr (GString) xml = g_string_new (fixture_xml);
  g_autofree char *item = g_strdup_printf (
    "<item id='item-4' column='process' twin='stage-2' title='Build' detail='%s'/>", detail);
  g_autoptr (CairnDocument) document = NULL;
  g_autoptr (CairnScene) plain = NULL;
  g_autoptr (CairnSnapshot) view = fixture_snapshot (cell, 1);
  CairnSceneTimings timings = { .view = view, .segment = "Enterprise" };

  g_assert_cmpuint (
    g_string_replace (xml, "<item id='item-4' column='process' title='Build'/>", item, 1), ==, 1);
  document = fixture_document (xml->str);
  plain = fixture_scene (document, "sipoc-1", CAIRN_THEME_LIGHT);
  return cairn_scene_with_timings (plain, &timings);
}

/* No text of @id is above another, or outside its box. */
static void
assert_texts_apart (const CairnScene *scene, const char *id)
{
  CairnLayerKind layer;
  const CairnSceneGroup *group = fixture_find (scene, id, &layer);
  guint n;
  const CairnPrim *prims = &cairn_scene_get_prims (scene, layer, &n)[group->first];
  const CairnBox *box
    = cairn_layout_find (cairn_scene_get_layout (scene), group->element, CAIRN_BOX_ITEM);

  for (guint i = 0; i < group->n_prims; i++)
    for (guint j = 0; prims[i].kind == CAIRN_PRIM_TEXT && j <= i; j++)
      if (j == i)
        {
          const CairnRect *r = &prims[i].rect;

          g_assert_true (cairn_rect_contains (&box->rect, r->x, r->y));
          g_assert_true (cairn_rect_contains (&box->rect, r->x + r->width, r->y + r->height));
        }
      else if (prims[j].kind == CAIRN_PRIM_TEXT)
        g_assert_false (cairn_rect_intersects (&prims[i].rect, &prims[j].rect));
}

/* Its figures are said in fewer words before any of them is left out, and n where there is room. */
static void
test_sipoc_words (void)
{
  static const struct
  {
    const char *detail;
    guint here, exits;
    double median;
    const char *says;
  } rows[] = {
    { "data", 9, 36, 8, "2 Build | data | 9 here · median 8 d · target 7 d | n = 36" },
    { "", 9, 36, 8, "2 Build | 9 here · median 8 d · target 7 d | n = 36" },
    { "data", 140, 1036, 33, "2 Build | data | 140 here · 33 d · target 7 d | n = 1036" },
    { "data", 1234567890, 36, 33, "2 Build | data | 1234567890 here · median 33 d | n = 36" },
    { "to the house and its garden", 9, 36, 8,
      "2 Build | to the house and its garden | 9 here · median 8 d · target 7 d" },
    { "", 9, 4, 8, "2 Build | 9 here · n = 4, too few" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      CairnCell cell = fixture_cell ("Build");
      g_autoptr (CairnScene) scene = NULL;
      g_autofree char *text = NULL;

      cell.here = rows[i].here;
      cell.exits = rows[i].exits;
      cell.median.value = rows[i].median * CAIRN_DAY;
      cell.lost_per_week = 0;
      scene = sipoc_scene (rows[i].detail, &cell);
      text = fixture_text (scene, "item-4");
      g_assert_cmpstr (text, ==, rows[i].says);
      assert_texts_apart (scene, "item-4");
    }
}

/* The signs are painted on the screen, too, by the way that remembers their shapes. */
static void
test_painted (void)
{
  g_autoptr (CairnScene) scene = reading_scene (fixture_xml, CAIRN_THEME_LIGHT);
  const CairnTheme *theme = cairn_scene_get_theme (scene);
  const CairnPrim *sign = find_mark (scene, "stage-2.timing", CAIRN_MARK_TYPE, CAIRN_PRIM_PATH, 0);
  guint bare = paint (scene, 0.8, &sign->rect, theme->severity[4]);

  g_test_message ("%u of %g pixels are left bare", bare,
                  sign->rect.width * sign->rect.height * 0.64);
  g_assert_cmpfloat (bare, <, 0.6 * sign->rect.width * sign->rect.height * 0.64);
}

/* Beside a tall stage of a vertical map there is room for the evidence. No map names an owner. */
static void
test_evidence (void)
{
  g_autoptr (GString) xml = g_string_new (fixture_xml);
  g_autoptr (CairnScene) scene = NULL;
  const CairnSceneGroup *group;
  const CairnBox *stage;

  g_string_replace (xml, "version='1'", "version='2'", 1);
  g_string_replace (xml, "<swimlane id", "<swimlane orientation='vertical' id", 1);
  g_string_replace (xml, "<stage id='stage-2'", "<stage id='stage-2' size='320'", 1);
  scene = reading_scene (xml->str, CAIRN_THEME_LIGHT);
  group = fixture_find (scene, "stage-2.timing", NULL);
  stage = cairn_layout_find (cairn_scene_get_layout (scene), group->element, CAIRN_BOX_STAGE);
  assert_marks (scene, "stage-2.timing", CAIRN_DETAIL_NEAR,
                "fill, badge, stones, count, bullet, words, sparkline, type, evidence");
  g_assert_cmpfloat (group->bounds.y + group->bounds.height, <=,
                     stage->rect.y + stage->rect.height);
  for (guint layer = 0; layer < CAIRN_N_LAYERS; layer++)
    {
      guint n;
      const CairnPrim *prims = cairn_scene_get_prims (scene, layer, &n);

      for (guint i = 0; i < n; i++)
        for (guint l = 0; prims[i].kind == CAIRN_PRIM_TEXT && l < prims[i].text.block->n_lines; l++)
          {
            g_assert_null (strstr (prims[i].text.block->lines[l].text, "Ana"));
            g_assert_null (strstr (prims[i].text.block->lines[l].text, "Chi"));
          }
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/reading/sight", test_sight);
  g_test_add_func ("/reading/grey", test_grey);
  g_test_add_func ("/reading/contrast", test_contrast);
  g_test_add_func ("/reading/levels", test_levels);
  g_test_add_func ("/reading/collapsed", test_collapsed);
  g_test_add_func ("/reading/compared", test_compared);
  g_test_add_func ("/reading/scales", test_scales);
  g_test_add_func ("/reading/export", test_export);
  g_test_add_func ("/reading/trend-scale", test_trend_scale);
  g_test_add_func ("/reading/trend-unknown", test_trend_unknown);
  g_test_add_func ("/reading/trend-bad", test_trend_bad);
  g_test_add_func ("/reading/verdict", test_verdict);
  g_test_add_func ("/reading/handoff", test_handoff);
  g_test_add_func ("/reading/bands", test_bands);
  g_test_add_func ("/reading/two-ways", test_two_ways);
  g_test_add_func ("/reading/still", test_still);
  g_test_add_func ("/reading/sipoc", test_sipoc);
  g_test_add_func ("/reading/sipoc-words", test_sipoc_words);
  g_test_add_func ("/reading/painted", test_painted);
  g_test_add_func ("/reading/evidence", test_evidence);
  return g_test_run ();
}
