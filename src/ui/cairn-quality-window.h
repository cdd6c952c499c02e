/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "canvas/cairn-editor.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Which rows of the data are set aside, put right or not on the map, with rows of each to look at,
 * and all of it as CSV. Follows the figures of @editor as long as it is open. */
GtkWindow *cairn_quality_window_new (GtkWindow *parent, CairnEditor *editor);

G_END_DECLS
