/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How smoothly the whole window moves: the program's own window, large, with its panels open, while
 * a hand that never rests turns the wheel or moves the mouse: 125 events a second through the X
 * server. Frames a second are those of the window's frame clock. CPU is that of the program's main
 * thread for a frame, with handling its events, all widgets, and what GTK paints; paint is the mean
 * of the part of it that the frame clock spends on laying out and painting. With the names of hands
 * only those. */

#include "large-map.h"

#include "app/cairn-application.h"
#include "canvas/cairn-canvas-private.h"
#include "io/cairn-journey.h"
#include "ui/cairn-main-window.h"

#include "../ui/cairn-ui-test-private.h"

#include <X11/extensions/XTest.h>
#include <glib/gstdio.h>
#include <time.h>

#define N_FRAMES 200
#define EVENT_INTERVAL 8000 /* microseconds: a common mouse */

typedef enum
{
  HAND_WHEEL, /* scrolls to and fro */
  HAND_PAN,   /* drags the map with the middle button */
  HAND_ZOOM,  /* wheel with Ctrl, in and out */
  HAND_DRAG,  /* drags a step over the map */
} Hand;

static const char *const hand_names[] = { "wheel", "pan", "zoom", "drag" };

typedef struct
{
  CairnMainWindow *window;
  CairnCanvas *canvas;
  CairnEditor *editor;
  char **names; /* of what is asked for */
} Bench;

typedef struct
{
  Hand hand;
  int x, y; /* of the pointer, on the screen */
  int stop; /* atomic */
} Sender;

typedef struct
{
  double cpu[N_FRAMES], paint[N_FRAMES];
  gint64 times[N_FRAMES];
  guint n;
  double begun, before;
} Frames;

static double
thread_ms (void)
{
  struct timespec t;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &t);
  return (double) t.tv_sec * 1e3 + (double) t.tv_nsec / 1e6;
}

static void
before_paint_cb (GdkFrameClock *clock, Frames *frames)
{
  frames->before = thread_ms ();
}

static void
after_paint_cb (GdkFrameClock *clock, Frames *frames)
{
  double now = thread_ms ();

  if (frames->n < N_FRAMES)
    {
      frames->paint[frames->n] = now - frames->before;
      frames->cpu[frames->n] = now - frames->begun;
      frames->times[frames->n] = gdk_frame_clock_get_frame_time (clock);
      frames->n++;
    }
  frames->begun = now;
}

static void
turn_wheel (Display *display, guint i)
{
  /* 4 is up, 5 down, 6 left, 7 right. */
  guint button = (i / 24 % 2 ? 4 : 5) + (i / 48 % 2 ? 2 : 0);

  XTestFakeButtonEvent (display, button, True, CurrentTime);
  XTestFakeButtonEvent (display, button, False, CurrentTime);
}

static void
zoom (Display *display, guint i)
{
  guint button = i / 5 % 2 ? 5 : 4;

  XTestFakeButtonEvent (display, button, True, CurrentTime);
  XTestFakeButtonEvent (display, button, False, CurrentTime);
}

/* About 700 pixels a second, around and around. */
static void
move (Display *display, const Sender *sender, guint i)
{
  double t = i * 0.03;

  XTestFakeMotionEvent (display, -1, sender->x + (int) (300 * sin (t)),
                        sender->y + (int) (180 * sin (1.7 * t)), CurrentTime);
}

/* A hand does not wait for the program: it has a thread and a connection of its own. */
static gpointer
send_cb (gpointer data)
{
  Sender *sender = data;
  Display *display = XOpenDisplay (NULL);

  g_assert (display != NULL);
  for (guint i = 0; !g_atomic_int_get (&sender->stop); i++)
    {
      if (sender->hand == HAND_WHEEL)
        turn_wheel (display, i);
      else if (sender->hand == HAND_ZOOM)
        zoom (display, i);
      else
        move (display, sender, i);
      XSync (display, False);
      g_usleep (EVENT_INTERVAL);
    }
  XCloseDisplay (display);
  return NULL;
}

static void
run_frames (Bench *bench, Sender *sender, Frames *frames)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (bench->canvas));
  gulong before = g_signal_connect (clock, "before-paint", G_CALLBACK (before_paint_cb), frames);
  gulong after = g_signal_connect (clock, "after-paint", G_CALLBACK (after_paint_cb), frames);
  gint64 end = g_get_monotonic_time () + 30 * G_USEC_PER_SEC;
  GThread *thread;

  frames->begun = thread_ms ();
  thread = g_thread_new ("hand", send_cb, sender);
  while (frames->n < N_FRAMES && g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, TRUE);
  g_atomic_int_set (&sender->stop, TRUE);
  g_thread_join (thread);
  g_signal_handler_disconnect (clock, before);
  g_signal_handler_disconnect (clock, after);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return x < y ? -1 : x > y;
}

static void
print_frames (Frames *frames, guint n_steps, guint in_view, const char *what)
{
  double cpu = 0, paint = 0, fps;
  gint64 longest = 0;
  guint n = frames->n;

  if (n < 2)
    {
      g_print ("%-28s no frames\n", what);
      return;
    }
  for (guint i = 0; i < n; i++)
    {
      cpu += frames->cpu[i];
      paint += frames->paint[i];
      if (i > 0)
        longest = MAX (longest, frames->times[i] - frames->times[i - 1]);
    }
  fps = (n - 1) * 1e6 / (double) (frames->times[n - 1] - frames->times[0]);
  qsort (frames->cpu, n, sizeof (double), compare);
  g_print ("%5u steps, %4u in view, %-22s %5.1f frames/s, longest gap %3.0f ms; CPU a frame: "
           "median %4.1f, mean %4.1f, p95 %4.1f, worst %4.1f ms; paint %4.1f\n",
           n_steps, in_view, what, fps, (double) longest / 1000, frames->cpu[n / 2], cpu / n,
           frames->cpu[MIN (n - 1, n * 95 / 100)], frames->cpu[n - 1], paint / n);
}

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

static void
bench_hand (Bench *bench, guint n_steps, double zoom, Hand hand)
{
  Sender sender = { .hand = hand };
  g_autofree Frames *frames = g_new0 (Frames, 1);
  g_autofree char *what = NULL;
  CairnPoint at;
  guint in_view;

  look (bench, zoom, hand);
  what = g_strdup_printf ("%s at %.0f %%", hand_names[hand], bench->canvas->viewport.scale * 100);
  in_view = count_in_view (bench);
  at = find_step (bench);
  cairn_ui_test_to_screen (GTK_WIDGET (bench->canvas), at.x, at.y, &sender.x, &sender.y);
  cairn_ui_test_move (GTK_WIDGET (bench->canvas), at.x, at.y);
  if (hand == HAND_ZOOM)
    cairn_ui_test_hold ("Control_L");
  else if (hand != HAND_WHEEL)
    cairn_ui_test_press (hand == HAND_PAN ? GDK_BUTTON_MIDDLE : GDK_BUTTON_PRIMARY);
  run_frames (bench, &sender, frames);
  if (hand == HAND_ZOOM)
    cairn_ui_test_let_go ("Control_L");
  if (hand == HAND_DRAG)
    cairn_ui_test_key ("Escape");
  if (hand == HAND_PAN || hand == HAND_DRAG)
    cairn_ui_test_release (hand == HAND_PAN ? GDK_BUTTON_MIDDLE : GDK_BUTTON_PRIMARY);
  print_frames (frames, n_steps, in_view, what);
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
