/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render-fixture.h"

#include "command/cairn-element-commands.h"
#include "command/cairn-step-commands.h"
#include "render/cairn-painter.h"
#include "render/cairn-view-image.h"

#define WIDTH 640
#define HEIGHT 400

typedef struct
{
  cairo_surface_t *surface;
  guint32 *pixels;
  int stride; /* pixels */
} Picture;

static Picture
picture_new (double device_scale)
{
  Picture p = { cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) (WIDTH * device_scale),
                                            (int) (HEIGHT * device_scale)) };

  cairo_surface_set_device_scale (p.surface, device_scale, device_scale);
  p.pixels = (guint32 *) (gpointer) cairo_image_surface_get_data (p.surface);
  p.stride = cairo_image_surface_get_stride (p.surface) / 4;
  return p;
}

static void
picture_paint (Picture *self,
               CairnPainter *painter,
               const CairnScene *scene,
               const CairnViewport *v)
{
  cairo_t *cr = cairo_create (self->surface);

  cairn_painter_paint_body (painter, cr, scene, v);
  cairn_painter_paint_headers (painter, cr, scene, v);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_flush (self->surface);
}

/* How many pixels of @area (in pixels) have exactly this colour. */
static guint
count (const Picture *self, CairnRect area, CairnColor color)
{
  guint n = 0;

  for (int y = (int) area.y; y < area.y + area.height; y++)
    for (int x = (int) area.x; x < area.x + area.width; x++)
      n += (self->pixels[y * self->stride + x] & 0xffffff) == color >> 8;
  return n;
}

static CairnViewport
viewport_new (const CairnScene *scene, double scale)
{
  CairnViewport v;

  cairn_viewport_init (&v);
  v.scale = scale;
  cairn_scene_setup_viewport (scene, &v);
  cairn_viewport_set_size (&v, WIDTH, HEIGHT);
  return v;
}

/* At every zoom, also those that simplify, there is paper, and there are steps and flows on it. */
static void
test_zooms (void)
{
  static const double scales[] = { 0.1, 0.2, 0.29, 0.31, 0.44, 0.5, 0.75, 1, 1.25, 2.6 };
  g_autoptr (CairnDocument) document = fixture_document (fixture_xml);
  g_autoptr (CairnPainter) painter = cairn_painter_new ();

  for (guint dark = 0; dark < 2; dark++)
    for (guint i = 0; i < G_N_ELEMENTS (scales); i++)
      {
        g_autoptr (CairnScene) scene = fixture_scene_with_timings (document, dark);
        const CairnTheme *theme = cairn_scene_get_theme (scene);
        CairnViewport v = viewport_new (scene, scales[i]);
        Picture p = picture_new (1);
        CairnRect all = { 0, 0, WIDTH, HEIGHT };
        const CairnRect *step = &fixture_find (scene, "step-2", NULL)->bounds;

        v.x = step->x - 60 / v.scale;
        v.y = step->y - 140 / v.scale;
        cairn_viewport_clamp (&v);
        picture_paint (&p, painter, scene, &v);
        g_test_message ("theme %u, scale %g", dark, v.scale);
        g_assert_cmpuint (count (&p, all, theme->paper) + count (&p, all, theme->band[0])
                            + count (&p, all, theme->band[1]),
                          >, WIDTH * HEIGHT / 10);
        g_assert_cmpuint (count (&p, all, theme->step), >, 20);
        g_assert_cmpuint (count (&p, all, theme->flow) + count (&p, all, theme->handoff), >, 3);
        cairo_surface_destroy (p.surface);
      }
}

/* Straight edges lie on whole pixels of the monitor, whatever its scale. */
static void
test_crisp (void)
{
  static const double scales[] = { 1, 1.25, 1.5, 1.75, 2 };
  g_autoptr (CairnDocument) document = fixture_document (fixture_xml);
  g_autoptr (CairnScene) scene = fixture_scene (document, "swimlane-1", CAIRN_THEME_LIGHT);
  g_autoptr (CairnPainter) painter = cairn_painter_new ();
  const CairnTheme *theme = cairn_scene_get_theme (scene);
  CairnRect lane = fixture_find (scene, "lane-1", NULL)->bounds;

  for (guint i = 0; i < G_N_ELEMENTS (scales); i++)
    {
      CairnViewport v = viewport_new (scene, 1);
      Picture p = picture_new (scales[i]);
      int x = (int) ((lane.x + 6 - v.x) * scales[i]);
      guint rule = 0, other = 0;

      picture_paint (&p, painter, scene, &v);
      /* Down the left part of a lane's header there is its fill, its border, and nothing between.
       */
      for (int y = (int) ((lane.y - 3) * scales[i]); y < (int) ((lane.y + 10) * scales[i]); y++)
        {
          CairnColor color = p.pixels[y * p.stride + x] << 8 | 0xff;

          rule += color == theme->rule;
          other += color != theme->rule && color != theme->lane_header && color != theme->paper;
        }
      g_test_message ("scale %g: %u of the border, %u blurred", scales[i], rule, other);
      g_assert_cmpuint (rule, >=, 1);
      g_assert_cmpuint (other, ==, 0);
      cairo_surface_destroy (p.surface);
    }
}

/* Scrolled far, the headers are still there and nothing else shows through. */
static void
test_frozen (void)
{
  g_autoptr (CairnDocument) document = fixture_document (fixture_xml);
  g_autoptr (CairnScene) scene = fixture_scene (document, "swimlane-1", CAIRN_THEME_LIGHT);
  g_autoptr (CairnPainter) painter = cairn_painter_new ();
  const CairnTheme *theme = cairn_scene_get_theme (scene);
  CairnViewport v = viewport_new (scene, 0.9);
  Picture p = picture_new (1);
  CairnPoint covered;

  cairn_viewport_scroll_by (&v, 1e6, 1e6);
  covered = cairn_viewport_get_covered (&v);
  g_assert_cmpfloat (covered.x, >, 0);
  g_assert_cmpfloat (covered.y, >, 0);
  picture_paint (&p, painter, scene, &v);
  g_assert_cmpuint (
    count (&p, (CairnRect){ 0, covered.y, covered.x, HEIGHT - covered.y }, theme->lane_header), >,
    covered.x * 50);
  g_assert_cmpuint (
    count (&p, (CairnRect){ covered.x, 0, WIDTH - covered.x, covered.y }, theme->stage), >,
    (WIDTH - covered.x) * 20);
  g_assert_cmpuint (
    count (&p, (CairnRect){ 0, 0, covered.x - 1e-9, covered.y - 1e-9 }, theme->paper), ==,
    (guint) (ceil (covered.x - 1e-9) * ceil (covered.y - 1e-9)));
  cairo_surface_destroy (p.surface);
}

/* A painter may be used for scene after scene: what it remembers never shows in another's place. */
static void
test_reuse (void)
{
  g_autoptr (CairnPainter) painter = cairn_painter_new ();

  for (guint i = 0; i < 40; i++)
    {
      g_autofree char *title = g_strdup_printf ("name=\"Lane %u\"", i);
      g_auto (GStrv) parts = g_strsplit (fixture_xml, "name='CSM'", 2);
      g_autofree char *xml = g_strjoin (title, parts[0], parts[1], NULL);
      g_autoptr (CairnDocument) document = fixture_document (xml);
      g_autoptr (CairnScene) scene = fixture_scene (document, "swimlane-1", CAIRN_THEME_LIGHT);
      g_autoptr (CairnPainter) fresh = cairn_painter_new ();
      CairnViewport v = viewport_new (scene, 1);
      Picture a = picture_new (1), b = picture_new (1);

      picture_paint (&a, painter, scene, &v);
      picture_paint (&b, fresh, scene, &v);
      g_assert_cmpint (memcmp (a.pixels, b.pixels, sizeof (guint32) * HEIGHT * a.stride), ==, 0);
      cairo_surface_destroy (a.surface);
      cairo_surface_destroy (b.surface);
    }
}

/* The text of a group that reads @text. */
static const CairnPrim *
find_text (const CairnScene *scene, const char *id, const char *text)
{
  CairnLayerKind layer;
  const CairnSceneGroup *group = fixture_find (scene, id, &layer);
  const CairnPrim *prims;
  guint n;

  prims = cairn_scene_get_prims (scene, layer, &n);

  for (guint i = group->first; i < group->first + group->n_prims; i++)
    if (prims[i].kind == CAIRN_PRIM_TEXT && g_str_equal (prims[i].text.block->lines[0].text, text))
      return &prims[i];
  g_assert_not_reached ();
}

/* How much a column of @area differs from its first pixel. */
static double
ink (const Picture *self, const CairnRect *area, int x)
{
  int left = (int) area->x, top = (int) area->y;
  guint32 paper = self->pixels[top * self->stride + left];
  double sum = 0;

  for (int y = top; y < area->y + area->height; y++)
    sum += ABS ((int) (self->pixels[y * self->stride + x] >> 8 & 0xff) - (int) (paper >> 8 & 0xff));
  return sum;
}

/* How far the strokes in @area are from standing at even distances, in pixels. */
static double
unevenness (const Picture *self, const CairnRect *area, guint n_strokes)
{
  double middles[16], weight = 0, moment = 0, off = 0, step;
  guint n = 0;

  for (int x = (int) area->x; x <= area->x + area->width; x++)
    {
      double here = ink (self, area, x);

      if (here < 30 && weight > 0)
        {
          g_assert_cmpuint (n, <, G_N_ELEMENTS (middles));
          middles[n++] = moment / weight;
          weight = moment = 0;
        }
      else if (here >= 30)
        {
          weight += here;
          moment += here * x;
        }
    }
  g_assert_cmpuint (n, ==, n_strokes);
  step = (middles[n - 1] - middles[0]) / (n - 1);
  for (guint i = 0; i < n; i++)
    off = MAX (off, fabs (middles[i] - middles[0] - i * step));
  return off;
}

/* Letters of small text are not moved to whole pixels, or "4.9" would read as "49": equal strokes
 * stand at equal distances at every zoom, in headers and on the map. */
static void
test_letters (void)
{
  static const char text[] = "l l l l l l";
  static const char *const ids[] = { "stage-2", "step-4" };
  static const double scales[] = { 0.83, 0.9, 1, 1.07, 1.21 };
  g_autoptr (GString) xml = g_string_new (fixture_xml);
  g_autoptr (CairnDocument) document = NULL;
  g_autoptr (CairnScene) scene = NULL;
  g_autoptr (CairnPainter) painter = cairn_painter_new ();

  g_string_replace (xml, "'Import'", "'l l l l l l'", 1);
  g_string_replace (xml, "name='Build' target", "name='l l l l l l' target", 1);
  document = fixture_document (xml->str);
  scene = fixture_scene (document, "swimlane-1", CAIRN_THEME_LIGHT);
  for (guint i = 0; i < G_N_ELEMENTS (scales); i++)
    for (guint j = 0; j < G_N_ELEMENTS (ids); j++)
      {
        const CairnPrim *prim = find_text (scene, ids[j], text);
        CairnViewport v = viewport_new (scene, scales[i]);
        Picture p = picture_new (1);
        CairnRect area = { 0 };

        cairn_viewport_scroll_by (&v, (prim->rect.x - 300) * v.scale, 0);
        area.x = floor ((prim->rect.x - v.x) * v.scale) - 3;
        area.y = floor ((prim->rect.y - v.y) * v.scale);
        area.width = ceil (prim->rect.width * v.scale) + 6;
        area.height = ceil (prim->rect.height * v.scale);
        picture_paint (&p, painter, scene, &v);
        g_test_message ("%s at %g: %.2f", ids[j], scales[i],
                        unevenness (&p, &area, strlen (text) / 2 + 1));
        g_assert_cmpfloat (unevenness (&p, &area, strlen (text) / 2 + 1), <, 0.2);
        cairo_surface_destroy (p.surface);
      }
}

/* Shapes that are cut where they are painted in part are rounded a little differently. */
#define MOST_BLUR 3.0 /* of 255: the mean of how far pixels may be off while somebody zooms */
#define ROUNDING 12

static void
assert_same_pixels (cairo_surface_t *a, cairo_surface_t *b)
{
  const guint8 *p = cairo_image_surface_get_data (a), *q = cairo_image_surface_get_data (b);
  int width = cairo_image_surface_get_width (a), height = cairo_image_surface_get_height (a);

  g_assert_cmpint (width, ==, cairo_image_surface_get_width (b));
  g_assert_cmpint (height, ==, cairo_image_surface_get_height (b));
  for (int y = 0; y < height; y++)
    for (int x = 0; x < 4 * width; x++)
      {
        int at = y * cairo_image_surface_get_stride (a) + x;

        if (x % 4 < 3 && ABS (p[at] - q[at]) > ROUNDING)
          g_error ("pixel (%d, %d): %d, not %d", x / 4, y, p[at], q[at]);
      }
}

/* What is moved when the view moves is what painting it anew would give. */
static void
test_moves (void)
{
  g_autofree char *shaped = fixture_shaped_xml (TRUE);
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);

  for (guint round = 0; round < 8; round++)
    {
      g_autoptr (CairnDocument) document = fixture_document (round % 4 == 3 ? shaped : fixture_xml);
      g_autoptr (CairnScene) scene
        = fixture_scene_with_timings (document, round % 2 ? CAIRN_THEME_DARK : CAIRN_THEME_LIGHT);
      g_autoptr (CairnViewImage) image = cairn_view_image_new ();
      CairnViewport v = viewport_new (scene, g_rand_double_range (rand, 0.6, 2.2));
      int pixels = round % 4 == 1 ? 2 : 1;

      if (round == 6)
        v.scale = 0.28;
      cairn_viewport_set_size (&v, 300, 220);
      for (guint i = 0; i < 40; i++)
        {
          g_autoptr (CairnViewImage) fresh = cairn_view_image_new ();

          cairn_viewport_scroll_by (&v, g_rand_double_range (rand, -60, 70),
                                    g_rand_double_range (rand, -40, 45));
          g_test_message ("round %u, %u: %g, %g at %g", round, i, v.x, v.y, v.scale);
          cairn_view_image_update (image, scene, &v, pixels, FALSE);
          cairn_view_image_update (fresh, scene, &v, pixels, FALSE);
          assert_same_pixels (cairn_view_image_get_surface (image),
                              cairn_view_image_get_surface (fresh));
        }
      g_assert_false (cairn_view_image_update (image, scene, &v, pixels, FALSE));
    }
}

static double
mean_difference (cairo_surface_t *a, cairo_surface_t *b)
{
  const guint8 *p = cairo_image_surface_get_data (a), *q = cairo_image_surface_get_data (b);
  int n = cairo_image_surface_get_stride (a) * cairo_image_surface_get_height (a);
  double sum = 0;

  for (int i = 0; i < n; i++)
    sum += i % 4 < 3 ? ABS (p[i] - q[i]) : 0;
  return sum / n;
}

/* While somebody zooms the map is stretched, and lies where it will be; at rest it is what painting
 * it anew gives. */
static void
test_stretches (void)
{
  g_autofree char *shaped = fixture_shaped_xml (TRUE);
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);
  guint n_crisp = 0;

  for (guint round = 0; round < 4; round++)
    {
      g_autoptr (CairnDocument) document = fixture_document (round % 3 == 2 ? shaped : fixture_xml);
      g_autoptr (CairnScene) scene
        = fixture_scene_with_timings (document, round % 2 ? CAIRN_THEME_DARK : CAIRN_THEME_LIGHT);
      g_autoptr (CairnViewImage) image = cairn_view_image_new ();
      CairnViewport v = viewport_new (scene, 1);
      int pixels = round % 2 == 1 ? 2 : 1;

      cairn_viewport_set_size (&v, 600, 440);
      cairn_view_image_update (image, scene, &v, pixels, FALSE);
      for (guint i = 0; i < 20; i++)
        {
          g_autoptr (CairnViewImage) fresh = cairn_view_image_new ();

          cairn_viewport_zoom_at (&v, g_rand_double_range (rand, 0, 600),
                                  g_rand_double_range (rand, 0, 440),
                                  CLAMP (v.scale * g_rand_double_range (rand, 0.8, 1.25), 0.1, 3));
          g_test_message ("round %u, %u: %g, %g at %g", round, i, v.x, v.y, v.scale);
          cairn_view_image_update (fresh, scene, &v, pixels, FALSE);
          cairn_view_image_update (image, scene, &v, pixels, TRUE);
          g_assert_cmpfloat (mean_difference (cairn_view_image_get_surface (image),
                                              cairn_view_image_get_surface (fresh)),
                             <, MOST_BLUR);
          if (i % 5 == 4)
            {
              n_crisp += cairn_view_image_update (image, scene, &v, pixels, FALSE);
              assert_same_pixels (cairn_view_image_get_surface (image),
                                  cairn_view_image_get_surface (fresh));
            }
        }
      g_assert_false (cairn_view_image_update (image, scene, &v, pixels, FALSE));
    }
  g_assert_cmpuint (n_crisp, >, 10); /* what was stretched until then */
}

static CairnElement *
pick (CairnElement *map, CairnKind kind, GRand *rand)
{
  guint n = 0;

  CAIRN_FOREACH_CHILD (child, map, kind)
    n++;
  return cairn_element_nth (map, kind, (guint) g_rand_int_range (rand, 0, (gint32) n));
}

static void
edit (CairnHistory *history, CairnElement *map, GRand *rand, guint i)
{
  g_autoptr (GPtrArray) steps = g_ptr_array_new ();
  g_autofree char *title = g_strdup_printf ("Call %u", i);
  CairnElement *step = pick (map, CAIRN_KIND_STEP, rand);

  g_ptr_array_add (steps, step);
  switch (i % 6)
    {
    case 0:
      cairn_command_rename (history, step, title);
      break;
    case 1:
      cairn_command_move_steps (history, steps, pick (map, CAIRN_KIND_LANE, rand),
                                pick (map, CAIRN_KIND_STAGE, rand), NULL);
      break;
    case 2:
      cairn_command_add_next_step (history, step, CAIRN_NEXT_AFTER);
      break;
    case 3:
      cairn_command_connect (history, step, pick (map, CAIRN_KIND_STEP, rand), NULL);
      break;
    case 4:
      cairn_history_undo (history);
      break;
    default:
      cairn_command_delete (history, steps);
    }
}

/* After an edit only that is painted which looks different: as if all were. */
static void
test_edits (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  for (guint round = 0; round < 4; round++)
    {
      g_autoptr (CairnDocument) document = fixture_document (fixture_xml);
      g_autoptr (CairnSelection) selection = cairn_selection_new ();
      g_autoptr (CairnHistory) history = cairn_history_new (document, selection);
      CairnElement *map = cairn_document_lookup (document, "swimlane-1");
      g_autoptr (CairnViewImage) image = cairn_view_image_new ();
      const double scales[] = { 1, 0.6, 0.35, 0.2 };

      for (guint i = 0; i < 30; i++)
        {
          g_autoptr (CairnScene) scene = NULL;
          g_autoptr (CairnViewImage) fresh = cairn_view_image_new ();
          CairnViewport v;

          edit (history, map, rand, i);
          scene = fixture_scene_with_timings (document, CAIRN_THEME_LIGHT);
          v = viewport_new (scene, scales[round]);
          cairn_viewport_set_size (&v, 700, 500);
          cairn_viewport_scroll_by (&v, 40 * (i % 3), 20);
          g_test_message ("round %u, %u", round, i);
          cairn_view_image_update (image, scene, &v, 1 + round % 2, FALSE);
          cairn_view_image_update (fresh, scene, &v, 1 + round % 2, FALSE);
          assert_same_pixels (cairn_view_image_get_surface (image),
                              cairn_view_image_get_surface (fresh));
        }
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/painter/zooms", test_zooms);
  g_test_add_func ("/painter/crisp", test_crisp);
  g_test_add_func ("/painter/frozen", test_frozen);
  g_test_add_func ("/painter/reuse", test_reuse);
  g_test_add_func ("/painter/letters", test_letters);
  g_test_add_func ("/painter/moves", test_moves);
  g_test_add_func ("/painter/edits", test_edits);
  g_test_add_func ("/painter/stretches", test_stretches);
  return g_test_run ();
}
