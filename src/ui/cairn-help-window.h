/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* The help (docs/help), which is built into the program. */
#define CAIRN_TYPE_HELP_WINDOW (cairn_help_window_get_type ())
G_DECLARE_FINAL_TYPE (CairnHelpWindow, cairn_help_window, CAIRN, HELP_WINDOW, AdwWindow)

/* Shows the help, or the window of it that is open. */
void cairn_help_window_present (GtkApplication *application);

G_END_DECLS
