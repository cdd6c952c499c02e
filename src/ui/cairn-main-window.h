/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "canvas/cairn-editor.h"
#include "io/cairn-recovery.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* A window with one journey in it. ("Window" alone is the span of time that timings look at.) */
#define CAIRN_TYPE_MAIN_WINDOW (cairn_main_window_get_type ())
G_DECLARE_FINAL_TYPE (CairnMainWindow, cairn_main_window, CAIRN, MAIN_WINDOW, AdwApplicationWindow)

/* Shows an empty swimlane. */
CairnMainWindow *cairn_main_window_new (GtkApplication *application);

CairnEditor *cairn_main_window_get_editor (CairnMainWindow *self);

/* The file on disk; NULL: never saved. Borrowed. */
GFile *cairn_main_window_get_file (CairnMainWindow *self);

/* A new journey that nobody has changed or saved: another one may take its place. */
gboolean cairn_main_window_is_pristine (CairnMainWindow *self);

/* Reads @file off the main thread and shows it; what goes wrong is said in a dialog. Whatever was
 * here before goes without a question, so ask cairn_main_window_is_pristine() first. */
void cairn_main_window_open (CairnMainWindow *self, GFile *file);

/* Lets people choose what to begin with, and opens it here (if pristine) or in another window. */
void cairn_main_window_choose_new (CairnMainWindow *self);

/* Shows what a crash left behind as unsaved work, and takes the leftover away once it is kept anew.
 * FALSE with @error if it cannot be read. */
gboolean
cairn_main_window_restore (CairnMainWindow *self, const CairnLeftover *leftover, GError **error);

G_END_DECLS
