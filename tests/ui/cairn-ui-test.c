/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-ui-test"

#include "cairn-ui-test-private.h"

#include <adwaita.h>
#include <gdk/x11/gdkx.h>
#include <signal.h>
#include <unistd.h>

#define PATIENCE (10 * G_USEC_PER_SEC)

static Display *display;

#ifdef __SANITIZE_ADDRESS__
/* GLib's first table of quarks holds 2,048. When there are more it makes a larger one and lets go
 * of this one without freeing it, as others may still be reading there. It is no leak of ours as
 * long as somebody knows where it is. */
#define QUARK_TABLE (2048 * sizeof (char *))

static const volatile void *quark_tables[64];
void __sanitizer_malloc_hook (const volatile void *block, size_t size);

void
__sanitizer_malloc_hook (const volatile void *block, size_t size)
{
  static gint n;

  if (size == QUARK_TABLE && g_atomic_int_get (&n) < (gint) G_N_ELEMENTS (quark_tables))
    quark_tables[g_atomic_int_add (&n, 1) % G_N_ELEMENTS (quark_tables)] = block;
}
#endif

/* GLib ends a test that failed with one of these. The picture is taken inside the handler, which is
 * not safe after damage to the heap; the alarm makes sure that this cannot keep the test from
 * ending. */
static void
failed_cb (int number)
{
  signal (number, SIG_DFL);
  alarm (5);
  cairn_ui_test_screenshot (g_get_prgname ());
  raise (number);
}

void
cairn_ui_test_init (int *argc, char ***argv)
{
  g_test_init (argc, argv, NULL);
  adw_init ();
  g_assert_true (GDK_IS_X11_DISPLAY (gdk_display_get_default ()));
  display = XOpenDisplay (NULL);
  g_assert_nonnull (display);
  /* A computer that is busy while a key is down would type it again and again. */
  XAutoRepeatOff (display);
  signal (SIGABRT, failed_cb);
  signal (SIGTRAP, failed_cb);
}

Display *
cairn_ui_test_display (void)
{
  return display;
}

gint64
cairn_ui_test_deadline (void)
{
  return g_get_monotonic_time () + PATIENCE;
}

static gboolean
wake_cb (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

void
cairn_ui_test_turn (gint64 deadline, const char *where, const char *condition)
{
  gboolean woken = FALSE;
  guint wake = 0;

  if (g_get_monotonic_time () > deadline)
    g_error ("%s: waited ten seconds in vain for: %s", where, condition);

  /* The condition may depend on time alone, so the loop may not sleep for good. */
  wake = g_timeout_add (20, wake_cb, &woken);
  g_main_context_iteration (NULL, TRUE);
  if (!woken)
    g_source_remove (wake);
}

/* A clock's frame: the motions that were held back for it are handed on, then it is painted. */
typedef struct
{
  gboolean flushed;
  gboolean painted;
} Frame;

static void
flushed_cb (GdkFrameClock *clock, gpointer data)
{
  Frame *frame = data;

  frame->flushed = TRUE;
}

static void
painted_cb (GdkFrameClock *clock, gpointer data)
{
  Frame *frame = data;

  frame->painted = frame->flushed;
  if (!frame->painted)
    gdk_frame_clock_request_phase (clock, GDK_FRAME_CLOCK_PHASE_PAINT);
}

/* A window that closes meanwhile paints no more. A frame may be painted before the motions are let
 * go that wait for the next one, so it is waited for one that comes behind those. */
static void
wait_for_frame (GdkSurface *surface)
{
  g_autoptr (GdkFrameClock) clock = NULL;
  Frame frame = { FALSE, FALSE };

  if (gdk_surface_is_destroyed (surface) || !gdk_surface_get_mapped (surface))
    return;
  clock = g_object_ref (gdk_surface_get_frame_clock (surface));
  /* Behind the handlers of GDK, which hold events back until the frame is over. */
  g_signal_connect_after (clock, "flush-events", G_CALLBACK (flushed_cb), &frame);
  g_signal_connect_after (clock, "after-paint", G_CALLBACK (painted_cb), &frame);
  gdk_frame_clock_request_phase (clock,
                                 GDK_FRAME_CLOCK_PHASE_FLUSH_EVENTS | GDK_FRAME_CLOCK_PHASE_PAINT);
  cairn_ui_test_wait (frame.painted || gdk_surface_is_destroyed (surface)
                      || !gdk_surface_get_mapped (surface));
  g_signal_handlers_disconnect_by_data (clock, &frame);
}

/* The windows that are on the screen; popovers paint with theirs. */
static GList *
surfaces (void)
{
  GListModel *toplevels = gtk_window_get_toplevels ();
  GList *list = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr (GtkNative) native = g_list_model_get_item (toplevels, i);
      GdkSurface *surface = gtk_native_get_surface (native);

      if (surface && gdk_surface_get_mapped (surface))
        list = g_list_prepend (list, g_object_ref (surface));
    }
  return list;
}

void
cairn_ui_test_drain (void)
{
  XSync (display, False);
  gdk_display_sync (gdk_display_get_default ());
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

void
cairn_ui_test_settle (void)
{
  g_autolist (GdkSurface) open = NULL;

  cairn_ui_test_drain ();
  open = surfaces ();
  for (GList *link = open; link; link = link->next)
    wait_for_frame (link->data);
  cairn_ui_test_drain ();
}

void
cairn_ui_test_focus_top (void)
{
  GdkDisplay *gdk = gdk_display_get_default ();
  Window root = DefaultRootWindow (display), ignored = None, focused = None, *children = NULL;
  unsigned int n_children = 0;
  int revert = 0;

  XQueryTree (display, root, &ignored, &ignored, &children, &n_children);
  XGetInputFocus (display, &focused, &revert);
  for (unsigned int i = n_children; i > 0; i--)
    {
      GdkSurface *surface = gdk_x11_surface_lookup_for_display (gdk, children[i - 1]);

      if (!surface || !GDK_IS_TOPLEVEL (surface) || !gdk_surface_get_mapped (surface))
        continue;
      if (focused != children[i - 1])
        {
          XSetInputFocus (display, children[i - 1], RevertToPointerRoot, CurrentTime);
          XSync (display, False);
        }
      cairn_ui_test_wait (gtk_window_is_active (GTK_WINDOW (gtk_native_get_for_surface (surface))));
      break;
    }
  if (children)
    XFree (children);
}

void
cairn_ui_test_open (GtkWindow *window)
{
  gtk_window_present (window);
  cairn_ui_test_wait (gtk_widget_get_mapped (GTK_WIDGET (window)));
  cairn_ui_test_wait (gtk_widget_get_width (GTK_WIDGET (window)) > 0);
  cairn_ui_test_settle ();
  cairn_ui_test_focus_top ();
  cairn_ui_test_settle ();
}

void
cairn_ui_test_close (GtkWindow *window)
{
  gpointer left = window;

  g_object_add_weak_pointer (G_OBJECT (window), &left);
  gtk_window_destroy (window);
  cairn_ui_test_settle ();
  cairn_ui_test_wait (left == NULL);
}

void
cairn_ui_test_to_screen (GtkWidget *widget, double x, double y, int *screen_x, int *screen_y)
{
  GtkNative *native = gtk_widget_get_native (widget);
  GdkSurface *surface = native ? gtk_native_get_surface (native) : NULL;
  graphene_point_t point = GRAPHENE_POINT_INIT (x, y);
  double shadow_x = 0, shadow_y = 0;
  Window ignored = None;
  int scale = 1;

  g_assert_nonnull (surface);
  g_assert_true (gtk_widget_compute_point (widget, GTK_WIDGET (native), &point, &point));
  gtk_native_get_surface_transform (native, &shadow_x, &shadow_y);
  scale = gdk_surface_get_scale_factor (surface);
  XTranslateCoordinates (display, gdk_x11_surface_get_xid (surface), DefaultRootWindow (display),
                         (int) ((point.x + shadow_x) * scale), (int) ((point.y + shadow_y) * scale),
                         screen_x, screen_y, &ignored);
}

static gboolean
has_text (GtkWidget *widget, const char *text)
{
  static const char *const properties[] = { "label", "text", "title", "name", "tooltip-text" };

  for (guint i = 0; i < G_N_ELEMENTS (properties); i++)
    {
      GParamSpec *spec = g_object_class_find_property (G_OBJECT_GET_CLASS (widget), properties[i]);
      g_autofree char *value = NULL;

      if (!spec || spec->value_type != G_TYPE_STRING || !(spec->flags & G_PARAM_READABLE))
        continue;
      g_object_get (widget, properties[i], &value, NULL);
      if (g_strcmp0 (value, text) == 0)
        return TRUE;
    }
  return FALSE;
}

GtkWidget *
cairn_ui_test_find (GtkWidget *root, GType type, const char *text)
{
  if (!gtk_widget_get_mapped (root))
    return NULL;
  if (g_type_is_a (G_OBJECT_TYPE (root), type) && (!text || has_text (root, text)))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = cairn_ui_test_find (child, type, text);

      if (found)
        return found;
    }
  return NULL;
}
