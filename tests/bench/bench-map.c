/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What drawing costs: opening, laying out and exporting a large swimlane, one edit, one frame. CPU
 * time of this process in milliseconds, the least of several runs; memory is the process's peak. */

#include "command/cairn-step-commands.h"
#include "io/cairn-journey.h"
#include "render/cairn-painter.h"
#include "render/cairn-svg.h"

#include <sys/resource.h>
#include <time.h>

#define RUNS 7
#define N_LANES 8
#define STEPS_A_STAGE 125
#define N_THREADS 12

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

static void
append (CairnElement *parent, CairnElement *child)
{
  cairn_element_append (parent, child);
  cairn_element_unref (child);
}

static CairnElement *
band (CairnKind kind, guint i)
{
  g_autofree char *id = g_strdup_printf ("%s-%u", cairn_schema_kind (kind)->prefix, i + 1);
  g_autofree char *name = g_strdup_printf ("%s %u", cairn_schema_kind (kind)->label, i + 1);
  CairnElement *element = cairn_element_new (kind, id);

  cairn_element_set_string (element, CAIRN_PROP_NAME, name);
  return element;
}

static CairnElement *
step (GRand *rand, guint i)
{
  static const char *const titles[]
    = { "Kick-off call",   "Grant access and sample data", "Data migration workshop",
        "Weekly check-in", "Executive business review",    "Admin training" };
  g_autofree char *id = g_strdup_printf ("step-%u", i + 1);
  g_autofree char *lane = g_strdup_printf ("lane-%d", g_rand_int_range (rand, 0, N_LANES) + 1);
  g_autofree char *stage = g_strdup_printf ("stage-%u", i / STEPS_A_STAGE + 1);
  g_autofree char *title = g_strdup_printf ("%s %u", titles[i % G_N_ELEMENTS (titles)], i + 1);
  CairnElement *element = cairn_element_new (CAIRN_KIND_STEP, id);

  cairn_element_set_string (element, CAIRN_PROP_TITLE, title);
  cairn_element_set_string (element, CAIRN_PROP_LANE, lane);
  cairn_element_set_string (element, CAIRN_PROP_STAGE, stage);
  cairn_element_set_int (element, CAIRN_PROP_CHANNEL, (int) (i % 10));
  return element;
}

static CairnElement *
flow (guint i, guint from, guint to)
{
  g_autofree char *id = g_strdup_printf ("flow-%u", i + 1);
  g_autofree char *a = g_strdup_printf ("step-%u", from + 1);
  g_autofree char *b = g_strdup_printf ("step-%u", to + 1);
  CairnElement *element = cairn_element_new (CAIRN_KIND_FLOW, id);

  cairn_element_set_string (element, CAIRN_PROP_FROM, a);
  cairn_element_set_string (element, CAIRN_PROP_TO, b);
  return element;
}

/* @n steps in 8 lanes, 1.3 times as many flows: twelve threads of work side by side, and jumps of
 * up to 20 steps either way. */
static CairnDocument *
make_journey (guint n)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (n);
  g_autoptr (CairnElement) root = cairn_element_new (CAIRN_KIND_JOURNEY, "journey-1");
  CairnElement *segment = cairn_element_new (CAIRN_KIND_SEGMENT, "segment-1");
  CairnElement *map = cairn_element_new (CAIRN_KIND_SWIMLANE, "swimlane-1");

  for (guint i = 0; i < N_LANES; i++)
    append (map, band (CAIRN_KIND_LANE, i));
  for (guint i = 0; i <= (n - 1) / STEPS_A_STAGE; i++)
    append (map, band (CAIRN_KIND_STAGE, i));
  for (guint i = 0; i < n; i++)
    append (map, step (rand, i));
  for (guint i = 0; i + N_THREADS < n; i++)
    append (map, flow (i, i, i + N_THREADS));
  for (guint i = 0; i < n * 3 / 10; i++)
    {
      guint from = (guint) g_rand_int_range (rand, 0, (int) n);
      int to
        = (int) from + g_rand_int_range (rand, 2, 20) * (g_rand_int_range (rand, 0, 4) ? 1 : -1);

      if (to >= 0 && to < (int) n)
        append (map, flow (n + i, from, (guint) to));
    }
  append (segment, map);
  append (root, segment);
  return cairn_document_new_from_root (root, NULL, NULL);
}

static CairnElement *
map_of (CairnDocument *document)
{
  return cairn_element_first (
    cairn_element_first (cairn_document_get_root (document), CAIRN_KIND_SEGMENT),
    CAIRN_KIND_SWIMLANE);
}

static CairnScene *
make_scene (CairnDocument *document)
{
  g_autoptr (CairnLayout) layout = cairn_layout_new (document, map_of (document));

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
      g_autoptr (CairnLayout) layout = cairn_layout_new (document, map_of (document));
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

/* Moves a step to the next lane and back; each time to a finished new scene. */
static void
bench_edit (CairnDocument *document, guint n)
{
  g_autoptr (CairnSelection) selection = cairn_selection_new ();
  g_autoptr (CairnHistory) history = cairn_history_new (document, selection);
  CairnElement *moved = cairn_element_nth (map_of (document), CAIRN_KIND_STEP, n / 2);
  g_autoptr (GPtrArray) steps = g_ptr_array_new ();
  double least = G_MAXDOUBLE, total = 0;

  g_ptr_array_add (steps, moved);
  cairn_scene_unref (make_scene (document));
  for (guint run = 0; run < 2 * RUNS; run++)
    {
      double t0 = now_ms ();
      g_autoptr (CairnScene) scene = NULL;

      if (!cairn_command_shift_steps (history, steps, 0, run % 2 ? 1 : -1))
        cairn_command_shift_steps (history, steps, 0, run % 2 ? -1 : 1);
      scene = make_scene (document);
      least = MIN (least, now_ms () - t0);
      total += now_ms () - t0;
    }
  g_print ("one edit to a new scene, %u steps: least %.1f ms, mean %.1f ms\n", n, least,
           total / (2 * RUNS));
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
      g_autoptr (CairnDocument) made = make_journey (sizes[i]);
      g_autoptr (GBytes) bytes = cairn_journey_write_bytes (made);
      g_autoptr (CairnDocument) document = cairn_journey_read_bytes (bytes, "bench", NULL, NULL);

      bench_open (bytes, sizes[i]);
      bench_edit (document, sizes[i]);
      bench_frames (document, sizes[i], 0);
      bench_frames (document, sizes[i], 0.3);
      bench_frames (document, sizes[i], 1);
    }
  return 0;
}
