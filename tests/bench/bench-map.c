/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What drawing costs: opening, laying out and exporting a large swimlane, one frame. CPU
 * time of this process in milliseconds, the least of several runs; memory is the process's peak. */

#include "io/cairn-journey.h"
#include "render/cairn-painter.h"
#include "render/cairn-svg.h"

#include "large-map.h"

#include <sys/resource.h>
#include <time.h>

#define RUNS 7

static double
now_ms (void)
{
  struct timespec t;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &t);
  return (double) t.tv_sec * 1e3 + (double) t.tv_nsec / 1e6;
}

static double
peak_mib (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return (double) usage.ru_maxrss / 1024;
}

static CairnScene *
make_scene (CairnDocument *document)
{
  g_autoptr (CairnLayout) layout = cairn_layout_new (document, large_map_get_swimlane (document));

  return cairn_scene_new (layout, cairn_theme_get (CAIRN_THEME_LIGHT));
}

/* The first run also sets up fonts, as a command line has to. */
static void
bench_open (GBytes *bytes, guint n)
{
  double least = G_MAXDOUBLE, first = 0, read_ms = 0, layout_ms = 0, scene_ms = 0, svg_ms = 0;
  gsize size = 0;

  for (guint run = 0; run < RUNS; run++)
    {
      double t0 = now_ms ();
      g_autoptr (CairnDocument) document = cairn_journey_read_bytes (bytes, "bench", NULL, NULL);
      double t1 = now_ms ();
      g_autoptr (CairnLayout) layout
        = cairn_layout_new (document, large_map_get_swimlane (document));
      double t2 = now_ms ();
      g_autoptr (CairnScene) scene = cairn_scene_new (layout, cairn_theme_get (CAIRN_THEME_LIGHT));
      double t3 = now_ms ();
      g_autoptr (GBytes) svg = cairn_svg_write (scene, NULL);
      double t4 = now_ms ();

      size = g_bytes_get_size (svg);
      if (run == 0)
        first = t4 - t0;
      if (t4 - t0 < least)
        {
          least = t4 - t0;
          read_ms = t1 - t0;
          layout_ms = t2 - t1;
          scene_ms = t3 - t2;
          svg_ms = t4 - t3;
        }
    }
  g_print ("open + layout + SVG, %u steps: first %.1f ms, then %.1f ms (read %.1f, layout %.1f, "
           "scene %.1f, "
           "SVG %.1f; %.1f MB); peak %.0f MiB\n",
           n, first, least, read_ms, layout_ms, scene_ms, svg_ms, (double) size / 1e6, peak_mib ());
}

static double
frame (CairnPainter *painter, CairnScene *scene, const CairnViewport *viewport)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, (int) viewport->width,
                                                         (int) viewport->height);
  cairo_t *cr = cairo_create (surface);
  double t0 = now_ms ();

  cairn_painter_paint_body (painter, cr, scene, viewport);
  cairn_painter_paint_headers (painter, cr, scene, viewport);
  cairo_surface_flush (surface);
  t0 = now_ms () - t0;
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return t0;
}

/* How many steps are at least partly in view. */
static guint
count_in_view (CairnScene *scene, const CairnViewport *viewport)
{
  CairnRect visible = cairn_viewport_get_visible (viewport);
  g_autoptr (GPtrArray) seen = cairn_scene_elements_in (scene, &visible);
  guint n = 0;

  for (guint i = 0; i < seen->len; i++)
    if (cairn_element_get_kind (g_ptr_array_index (seen, i)) == CAIRN_KIND_STEP)
      n++;
  return n;
}

/* Frames of 1600 x 1000 while panning and zooming about @scale (0: all @n steps in view). */
static void
bench_frames (CairnDocument *document, guint n, double scale)
{
  g_autoptr (CairnPainter) painter = cairn_painter_new ();
  g_autoptr (CairnScene) scene = make_scene (document);
  CairnViewport viewport;
  double worst = 0, total = 0;
  guint in_view;

  cairn_viewport_init (&viewport);
  cairn_viewport_set_size (&viewport, 1600, 1000);
  cairn_scene_setup_viewport (scene, &viewport);
  if (scale > 0)
    cairn_viewport_zoom_at (&viewport, 0, 0, scale);
  else
    cairn_viewport_fit (&viewport);
  cairn_viewport_scroll_by (&viewport, 2000, 0);
  in_view = count_in_view (scene, &viewport);
  frame (painter, scene, &viewport);
  for (guint i = 0; i < 3 * RUNS; i++)
    {
      double ms;

      if (i % 3 == 2)
        cairn_viewport_zoom_at (&viewport, 800, 500, viewport.scale * (i % 2 ? 1.02 : 1 / 1.02));
      else
        cairn_viewport_scroll_by (&viewport, i % 2 ? 37 : -37, i % 2 ? 11 : -11);
      ms = frame (painter, scene, &viewport);
      worst = MAX (worst, ms);
      total += ms;
    }
  g_print (
    "a frame of 1600 x 1000, %u of %u steps in view (%.0f %%): mean %.1f ms, worst %.1f ms\n",
    in_view, n, viewport.scale * 100, total / (3 * RUNS), worst);
}

int
main (void)
{
  static const guint sizes[] = { 1000, 5000 };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      LargeMap map = { sizes[i], 8, 125, FALSE };
      g_autoptr (CairnDocument) made = large_map_new (&map);
      g_autoptr (GBytes) bytes = cairn_journey_write_bytes (made);
      g_autoptr (CairnDocument) document = cairn_journey_read_bytes (bytes, "bench", NULL, NULL);

      bench_open (bytes, sizes[i]);
      bench_frames (document, sizes[i], 0);
      bench_frames (document, sizes[i], 0.3);
      bench_frames (document, sizes[i], 1);
    }
  return 0;
}
