/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How smoothly the whole window moves: the program's own window, large, with its panels open, while
 * a hand that never rests turns the wheel or moves the mouse: 125 events a second through the X
 * server. Frames a second are those of the window's frame clock. CPU is that of the program's main
 * thread for a frame, with handling its events, all widgets, and what GTK paints; paint is the mean
 * of the part of it that the frame clock spends on laying out and painting. With the names of hands
 * only those. */

#include "hand.h"
#include "large-map.h"

#include "app/cairn-application.h"
#include "canvas/cairn-canvas-private.h"
#include "io/cairn-journey.h"
#include "ui/cairn-main-window.h"

#include "../ui/cairn-ui-test-private.h"

#include <glib/gstdio.h>

#define N_FRAMES 200

typedef struct
{
  CairnMainWindow *window;
  CairnCanvas *canvas;
  CairnEditor *editor;
  char **names; /* of what is asked for */
} Bench;

static guint
count_in_view (Bench *bench)
{
  CairnRect visible = cairn_viewport_get_visible (&bench->canvas->viewport);
  g_autoptr (GPtrArray) seen
    = cairn_scene_elements_in (cairn_editor_get_scene (bench->editor), &visible);
  guint n = 0;

  for (guint i = 0; i < seen->len; i++)
    if (cairn_element_get_kind (g_ptr_array_index (seen, i)) == CAIRN_KIND_STEP)
      n++;
  return n;
}

/* The step nearest to the middle of the view. */
static CairnPoint
find_step (Bench *bench)
{
  CairnPoint middle = { gtk_widget_get_width (GTK_WIDGET (bench->canvas)) / 2.0,
                        gtk_widget_get_height (GTK_WIDGET (bench->canvas)) / 2.0 };
  CairnPoint best = middle;
  double nearest = G_MAXDOUBLE;

  CAIRN_FOREACH_CHILD (step, cairn_editor_get_diagram (bench->editor), CAIRN_KIND_STEP)
    {
      CairnRect rect;
      CairnPoint at;

      if (!cairn_canvas_get_view_rect (bench->canvas, step, &rect))
        continue;
      at = (CairnPoint){ rect.x + rect.width / 2, rect.y + rect.height / 2 };
      if (hypot (at.x - middle.x, at.y - middle.y) >= nearest)
        continue;
      nearest = hypot (at.x - middle.x, at.y - middle.y);
      best = at;
    }
  return best;
}

/* At @zoom 0 all of the map, or, where there has to be something to scroll, almost all. */
static void
look (Bench *bench, double zoom, Hand hand)
{
  cairn_canvas_fit (bench->canvas);
  if (zoom > 0)
    {
      cairn_canvas_set_zoom (bench->canvas, zoom);
      cairn_canvas_scroll_by (bench->canvas, 400, 100);
    }
  else if (hand == HAND_WHEEL || hand == HAND_PAN)
    cairn_canvas_set_zoom (bench->canvas, bench->canvas->viewport.scale * 1.06);
  cairn_ui_test_settle ();
}

static gboolean
wants_more (gpointer data, guint n_frames)
{
  return n_frames < N_FRAMES;
}

static void
bench_hand (Bench *bench, guint n_steps, double zoom, Hand hand)
{
  Sender sender = { .hand = hand };
  g_autofree Frames *frames = g_new0 (Frames, 1);
  g_autofree char *what = NULL;
  CairnPoint at;

  look (bench, zoom, hand);
  what = g_strdup_printf ("%5u steps, %4u in view, %s at %.0f %%", n_steps, count_in_view (bench),
                          hand_names[hand], bench->canvas->viewport.scale * 100);
  at = find_step (bench);
  cairn_ui_test_to_screen (GTK_WIDGET (bench->canvas), at.x, at.y, &sender.x, &sender.y);
  cairn_ui_test_move (GTK_WIDGET (bench->canvas), at.x, at.y);
  if (hand == HAND_ZOOM)
    cairn_ui_test_hold ("Control_L");
  else if (hand != HAND_WHEEL)
    cairn_ui_test_press (hand == HAND_PAN ? GDK_BUTTON_MIDDLE : GDK_BUTTON_PRIMARY);
  run_frames (GTK_WIDGET (bench->canvas), &sender, frames, wants_more, NULL);
  if (hand == HAND_ZOOM)
    cairn_ui_test_let_go ("Control_L");
  if (hand == HAND_DRAG)
    cairn_ui_test_key ("Escape");
  if (hand == HAND_PAN || hand == HAND_DRAG)
    cairn_ui_test_release (hand == HAND_PAN ? GDK_BUTTON_MIDDLE : GDK_BUTTON_PRIMARY);
  print_frames (frames, what);
}

/* Only the hands whose @names are given, if any are. */
static gboolean
is_asked_for (char **names, Hand hand)
{
  return names == NULL || names[0] == NULL
         || g_strv_contains ((const char *const *) names, hand_names[hand]);
}

static void
bench_map (Bench *bench, CairnDocument *made, guint n_steps, const double *zooms, guint n_zooms)
{
  g_autofree char *folder = g_dir_make_tmp ("cairn-frames-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "large.cairn", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GBytes) bytes = cairn_journey_write_bytes (made);

  g_file_set_contents (path, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes),
                       NULL);
  cairn_main_window_open (bench->window, file);
  cairn_ui_test_wait (cairn_main_window_get_file (bench->window) != NULL
                      && g_file_equal (cairn_main_window_get_file (bench->window), file));
  cairn_ui_test_settle ();
  bench->editor = cairn_main_window_get_editor (bench->window);
  for (guint i = 0; i < n_zooms; i++)
    for (Hand hand = HAND_WHEEL; hand <= HAND_DRAG; hand++)
      if (is_asked_for (bench->names, hand))
        bench_hand (bench, n_steps, zooms[i], hand);
  g_remove (path);
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  static const double zooms[] = { 0, 0.33, 1 };
  g_autoptr (CairnDocument) thousand = large_map_new (&(LargeMap){ 1000, 40, 200, TRUE });
  g_autoptr (CairnDocument) thousands = large_map_new (&(LargeMap){ 5000, 80, 800, TRUE });
  g_autoptr (GtkApplication) application = NULL;
  Bench bench = { 0 };

  cairn_ui_test_init (&argc, &argv);
  bench.names = argv + 1;
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", TRUE, NULL);
  application = GTK_APPLICATION (cairn_application_new ());
  g_application_set_flags (G_APPLICATION (application), G_APPLICATION_NON_UNIQUE);
  if (!g_application_register (G_APPLICATION (application), NULL, NULL))
    return 1;
  bench.window = cairn_main_window_new (application);
  gtk_window_set_default_size (GTK_WINDOW (bench.window), 1920, 1080);
  cairn_ui_test_open (GTK_WINDOW (bench.window));
  bench.canvas
    = CAIRN_CANVAS (cairn_ui_test_find (GTK_WIDGET (bench.window), CAIRN_TYPE_CANVAS, NULL));
  bench_map (&bench, thousand, 1000, zooms, G_N_ELEMENTS (zooms));
  bench_map (&bench, thousands, 5000, zooms, 2);
  cairn_ui_test_close (GTK_WINDOW (bench.window));
  return 0;
}
