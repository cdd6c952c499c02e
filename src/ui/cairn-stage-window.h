/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "canvas/cairn-editor.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* The details of one stage, as long as it is open up to date with what the source says: who is
 * there, how long stays last, the weeks, what flows through, and the owners. */
#define CAIRN_TYPE_STAGE_WINDOW (cairn_stage_window_get_type ())
G_DECLARE_FINAL_TYPE (CairnStageWindow, cairn_stage_window, CAIRN, STAGE_WINDOW, AdwWindow)

/* Shows @stage in the window that @parent has for it: there is one. */
void cairn_stage_window_present (GtkWindow *parent, CairnEditor *editor, CairnElement *stage);
/* The identifier of the stage that it shows, while it is open; else NULL. */
const char *cairn_stage_window_get_stage (GtkWindow *parent);
/* @parent shows another journey. */
void cairn_stage_window_dismiss (GtkWindow *parent);

G_END_DECLS
