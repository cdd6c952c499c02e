/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A short motion that follows the frames of a widget: calls back with how far it is, from above 0
 * to 1, fast at first. Where motion is not wanted (the system's setting) the only call is the last
 * one, at once. */
typedef struct
{
  GtkWidget *widget; /* borrowed */
  void (*step) (gpointer data, double t);
  gpointer data;
  gint64 begun;
  guint tick; /* 0: at rest */
} CairnMotion;

void cairn_motion_init (CairnMotion *self,
                        GtkWidget *widget,
                        void (*step) (gpointer data, double t),
                        gpointer data);
/* From the beginning. Without @smooth it is over at once. */
void cairn_motion_start (CairnMotion *self, gboolean smooth);
/* Where it stands. */
void cairn_motion_stop (CairnMotion *self);

G_END_DECLS
