/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Whether the window waits while a really large database is read: the sample journey with as many
 * visits as wanted, opened in the program's own window, and a hand that zooms and scrolls from the
 * first moment until the numbers are there; then the same again for as long.
 *
 *   bench-loading [FOLDER [VISITS]]
 *
 * With a folder the database is made there once, and stays; without one it has a million visits and
 * is thrown away. It is read from the beginning each time. Figures as those of bench-frames. */

#include "hand.h"
#include "large-table.h"

#include "app/cairn-application.h"
#include "canvas/cairn-canvas.h"
#include "timing/cairn-warm-start.h"
#include "ui/cairn-main-window-private.h"

#include "../ui/cairn-ui-test-private.h"

#include <glib/gstdio.h>

static const char *const stages[]
  = { "Handoff",       "Kick-off", "Implementation", "Training",  "Adoption",
      "Health review", "Proposal", "Negotiation",    "Signature", NULL };
static const char *const segments[] = { "Enterprise", "Mid-market", "Digital touch", NULL };

typedef struct
{
  CairnMainWindow *window;
  GtkWidget *canvas;
  guint n_wanted; /* frames; 0: until the numbers are there */
  gint64 begun, first, done;
} Bench;

static gboolean
goes_on (gpointer data, guint n_frames)
{
  Bench *bench = data;
  CairnLive *live = bench->window->live;

  if (bench->n_wanted > 0)
    return n_frames < bench->n_wanted;
  if (live == NULL)
    return TRUE;
  if (bench->first == 0 && cairn_live_get_snapshot (live) != NULL)
    bench->first = g_get_monotonic_time ();
  if (cairn_live_get_state (live) != CAIRN_LIVE_FRESH)
    return TRUE;
  bench->done = g_get_monotonic_time ();
  return FALSE;
}

static guint
bench_hand (Bench *bench, Hand hand, const char *what)
{
  Sender sender = { .hand = hand };
  g_autofree Frames *frames = g_new0 (Frames, 1);
  double x = gtk_widget_get_width (bench->canvas) / 2.0;
  double y = gtk_widget_get_height (bench->canvas) / 2.0;

  cairn_ui_test_to_screen (bench->canvas, x, y, &sender.x, &sender.y);
  cairn_ui_test_move (bench->canvas, x, y);
  if (hand == HAND_ZOOM)
    cairn_ui_test_hold ("Control_L");
  run_frames (bench->canvas, &sender, frames, goes_on, bench);
  if (hand == HAND_ZOOM)
    cairn_ui_test_let_go ("Control_L");
  print_long_frames (frames, bench->begun);
  print_frames (frames, what);
  return frames->n;
}

/* The sample with its timings from @table. */
static GFile *
make_journey (const char *folder, const LargeTable *table)
{
  g_autofree char *path = g_build_filename (folder, "acme.cairn", NULL);
  g_autofree char *sample
    = g_test_build_filename (G_TEST_DIST, "..", "data", "samples", "acme.cairn", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  large_table_make (table);
  if (!g_file_get_contents (sample, &text, NULL, &error)
      || !g_file_set_contents (path, text, -1, &error))
    g_error ("%s", error->message);
  return g_file_new_for_path (path);
}

static void
bench_loading (Bench *bench, GFile *file, Hand hand)
{
  g_autofree char *during = g_strdup_printf ("%-6s while reading:", hand_names[hand]);
  g_autofree char *after = g_strdup_printf ("%-6s afterwards:   ", hand_names[hand]);

  bench->begun = g_get_monotonic_time ();
  cairn_main_window_open (bench->window, file);
  bench->first = bench->done = 0;
  bench->n_wanted = 0;
  bench->n_wanted = bench_hand (bench, hand, during);
  g_print ("       first numbers after %.2f s, all of them after %.2f s\n",
           (double) (bench->first - bench->begun) / 1e6,
           (double) (bench->done - bench->begun) / 1e6);
  bench_hand (bench, hand, after);
}

int
main (int argc, char **argv)
{
  g_autofree char *temporary = NULL;
  g_autofree char *folder = NULL;
  g_autofree char *path = NULL;
  g_autoptr (GFile) file = NULL;
  g_autoptr (GtkApplication) application = NULL;
  LargeTable table = { .n_visits = 1000000, .stages = stages, .segments = segments };
  Bench bench = { 0 };

  cairn_ui_test_init (&argc, &argv);
  temporary = argc < 2 ? g_dir_make_tmp ("cairn-loading-XXXXXX", NULL) : NULL;
  table.n_visits = argc > 2 ? g_ascii_strtoll (argv[2], NULL, 10) : 1000000;
  folder = g_strdup (temporary != NULL ? temporary : argv[1]);
  path = g_build_filename (folder, "acme.db", NULL);
  table.path = path;
  table.now = g_get_real_time () / G_USEC_PER_SEC;
  file = make_journey (folder, &table);

  application = GTK_APPLICATION (cairn_application_new ());
  g_application_set_flags (G_APPLICATION (application), G_APPLICATION_NON_UNIQUE);
  if (!g_application_register (G_APPLICATION (application), NULL, NULL))
    return 1;
  cairn_warm_start_set_folder (NULL);
  bench.window = cairn_main_window_new (application);
  gtk_window_set_default_size (GTK_WINDOW (bench.window), 1920, 1080);
  cairn_ui_test_open (GTK_WINDOW (bench.window));
  bench.canvas = cairn_ui_test_find (GTK_WIDGET (bench.window), CAIRN_TYPE_CANVAS, NULL);
  for (Hand hand = HAND_WHEEL; hand <= HAND_ZOOM; hand += HAND_ZOOM - HAND_WHEEL)
    bench_loading (&bench, file, hand);
  cairn_ui_test_close (GTK_WINDOW (bench.window));
  if (temporary != NULL)
    {
      g_autofree char *journey = g_file_get_path (file);

      g_remove (journey);
      g_remove (path);
      g_rmdir (temporary);
    }
  return 0;
}
