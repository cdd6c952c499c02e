/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* A hand that never rests: 125 events a second through the X server; and what the frames cost that
 * a window draws meanwhile. */

#include <X11/extensions/XTest.h>
#include <gtk/gtk.h>
#include <math.h>
#include <stdlib.h>
#include <time.h>

#define EVENT_INTERVAL 8000 /* microseconds: a common mouse */
#define MOST_CPU 16.0       /* milliseconds: what takes longer is told one by one */
#define MOST_TOLD 12

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
  Hand hand;
  int x, y; /* of the pointer, on the screen */
  int stop; /* atomic */
} Sender;

#define MOST_FRAMES 4096

typedef struct
{
  double cpu[MOST_FRAMES], paint[MOST_FRAMES]; /* milliseconds */
  gint64 times[MOST_FRAMES];                   /* microseconds */
  guint n;
  double begun, before;
} Frames;

static inline double
thread_ms (void)
{
  struct timespec t;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &t);
  return (double) t.tv_sec * 1e3 + (double) t.tv_nsec / 1e6;
}

static inline void
before_paint_cb (GdkFrameClock *clock, Frames *frames)
{
  frames->before = thread_ms ();
}

static inline void
after_paint_cb (GdkFrameClock *clock, Frames *frames)
{
  double now = thread_ms ();

  if (frames->n < MOST_FRAMES)
    {
      frames->paint[frames->n] = now - frames->before;
      frames->cpu[frames->n] = now - frames->begun;
      frames->times[frames->n] = gdk_frame_clock_get_frame_time (clock);
      frames->n++;
    }
  frames->begun = now;
}

static inline void
turn_wheel (Display *display, guint i)
{
  /* 4 is up, 5 down, 6 left, 7 right. */
  guint button = (i / 24 % 2 ? 4 : 5) + (i / 48 % 2 ? 2 : 0);

  XTestFakeButtonEvent (display, button, True, CurrentTime);
  XTestFakeButtonEvent (display, button, False, CurrentTime);
}

static inline void
zoom (Display *display, guint i)
{
  guint button = i / 5 % 2 ? 5 : 4;

  XTestFakeButtonEvent (display, button, True, CurrentTime);
  XTestFakeButtonEvent (display, button, False, CurrentTime);
}

/* About 700 pixels a second, around and around. */
static inline void
move (Display *display, const Sender *sender, guint i)
{
  double t = i * 0.03;

  XTestFakeMotionEvent (display, -1, sender->x + (int) (300 * sin (t)),
                        sender->y + (int) (180 * sin (1.7 * t)), CurrentTime);
}

/* A hand does not wait for the program: it has a thread and a connection of its own. */
static inline gpointer
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

/* As long as @goes_on says, 30 seconds at most. */
static inline void
run_frames (GtkWidget *widget,
            Sender *sender,
            Frames *frames,
            gboolean (*goes_on) (gpointer, guint),
            gpointer data)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (widget);
  gulong before = g_signal_connect (clock, "before-paint", G_CALLBACK (before_paint_cb), frames);
  gulong after = g_signal_connect (clock, "after-paint", G_CALLBACK (after_paint_cb), frames);
  gint64 end = g_get_monotonic_time () + 30 * G_USEC_PER_SEC;
  GThread *thread;

  frames->begun = thread_ms ();
  thread = g_thread_new ("hand", send_cb, sender);
  while (goes_on (data, frames->n) && frames->n < MOST_FRAMES && g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, TRUE);
  g_atomic_int_set (&sender->stop, TRUE);
  g_thread_join (thread);
  g_signal_handler_disconnect (clock, before);
  g_signal_handler_disconnect (clock, after);
}

static inline int
compare (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return x < y ? -1 : x > y;
}

/* How many frames took long, and the first of them: how long after @begun they were. */
static inline void
print_long_frames (const Frames *frames, gint64 begun)
{
  guint n = 0;

  g_print ("       took more than %.0f ms:", MOST_CPU);
  for (guint i = 0; i < frames->n; i++)
    if (frames->cpu[i] > MOST_CPU && n++ < MOST_TOLD)
      g_print (" %.1f (at %.2f s)", frames->cpu[i], (double) (frames->times[i] - begun) / 1e6);
  g_print ("; %u of %u frames\n", n, frames->n);
}

/* Sorts them. */
static inline void
print_frames (Frames *frames, const char *what)
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
  g_print ("%s %5.1f frames/s, longest gap %3.0f ms; CPU a frame: "
           "median %4.1f, mean %4.1f, p95 %4.1f, worst %4.1f ms; paint %4.1f\n",
           what, fps, (double) longest / 1000, frames->cpu[n / 2], cpu / n,
           frames->cpu[MIN (n - 1, n * 95 / 100)], frames->cpu[n - 1], paint / n);
}
