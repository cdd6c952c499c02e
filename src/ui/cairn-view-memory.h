/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "canvas/cairn-canvas.h"

G_BEGIN_DECLS

/* How large and from where each diagram was last looked at, kept between sessions in a file of the
 * user's own (views.ini in the state folder), never in the journey. The last 200 are kept; paths of
 * files are not readable in it. Where it cannot be read or written nothing is remembered. */

/* Notes the views of all diagrams of @editor, the journey in @file; nothing if @file is NULL. */
void cairn_view_memory_keep (CairnCanvas *canvas, CairnEditor *editor, GFile *file);
/* Call it once the canvas shows @editor. */
void cairn_view_memory_restore (CairnCanvas *canvas, CairnEditor *editor, GFile *file);

G_END_DECLS
