/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render-fixture.h"
#include "render/cairn-painter.h"

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
  CairnViewport v = viewport_new (scene, 1.1);
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

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/painter/zooms", test_zooms);
  g_test_add_func ("/painter/crisp", test_crisp);
  g_test_add_func ("/painter/frozen", test_frozen);
  g_test_add_func ("/painter/reuse", test_reuse);
  return g_test_run ();
}
