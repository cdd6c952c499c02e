/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "canvas/cairn-editor.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* The gap table of the map that is shown: stages that miss their target, worst first, with why,
 * what is being done about it, and what came of it. It follows the map, the figures and the
 * journey. */
#define CAIRN_TYPE_GAP_WINDOW (cairn_gap_window_get_type ())
G_DECLARE_FINAL_TYPE (CairnGapWindow, cairn_gap_window, CAIRN, GAP_WINDOW, AdwWindow)

/* @parent has one at most. */
void cairn_gap_window_present (GtkWindow *parent, CairnEditor *editor);
void cairn_gap_window_dismiss (GtkWindow *parent);

G_END_DECLS
