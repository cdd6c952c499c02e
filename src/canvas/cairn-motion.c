/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-canvas"

#include "canvas/cairn-motion.h"

#define DURATION (120 * 1000) /* microseconds */

void
cairn_motion_init (CairnMotion *self,
                   GtkWidget *widget,
                   void (*step) (gpointer data, double t),
                   gpointer data)
{
  *self = (CairnMotion){ .widget = widget, .step = step, .data = data };
}

void
cairn_motion_stop (CairnMotion *self)
{
  if (self->tick != 0)
    gtk_widget_remove_tick_callback (self->widget, self->tick);
  self->tick = 0;
}

static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  CairnMotion *self = data;
  double left = 1 - (double) (gdk_frame_clock_get_frame_time (clock) - self->begun) / DURATION;

  if (left > 0)
    {
      left = MIN (left, 1);
      self->step (self->data, 1 - left * left * left);
      return G_SOURCE_CONTINUE;
    }
  self->tick = 0; /* the last step may begin another motion */
  self->step (self->data, 1);
  return G_SOURCE_REMOVE;
}

static gboolean
is_wanted (GtkWidget *widget)
{
  gboolean animations = FALSE;

  g_object_get (gtk_widget_get_settings (widget), "gtk-enable-animations", &animations, NULL);
  return animations && gtk_widget_get_mapped (widget);
}

void
cairn_motion_start (CairnMotion *self, gboolean smooth)
{
  cairn_motion_stop (self);
  if (!smooth || !is_wanted (self->widget))
    {
      self->step (self->data, 1);
      return;
    }
  self->begun = gdk_frame_clock_get_frame_time (gtk_widget_get_frame_clock (self->widget));
  self->tick = gtk_widget_add_tick_callback (self->widget, tick_cb, self, NULL);
}
