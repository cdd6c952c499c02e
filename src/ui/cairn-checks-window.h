/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "canvas/cairn-editor.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What the diagram shown still lacks, and in what a SIPOC and its swimlane differ, as a list; a row
 * leads to what it speaks of. Advice only: nothing is held up by it. */
void cairn_checks_window_present (GtkWindow *parent, CairnEditor *editor);

G_END_DECLS
