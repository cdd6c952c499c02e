/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "canvas/cairn-canvas.h"

G_BEGIN_DECLS

/* Finding and replacing in the whole journey: an entry, what was found as a list, and a way from
 * one to the next. Lights what was found on @canvas. */
#define CAIRN_TYPE_FIND_BAR (cairn_find_bar_get_type ())
G_DECLARE_FINAL_TYPE (CairnFindBar, cairn_find_bar, CAIRN, FIND_BAR, GtkWidget)

void cairn_find_bar_set_canvas (CairnFindBar *self, CairnCanvas *canvas);
void cairn_find_bar_set_editor (CairnFindBar *self, CairnEditor *editor);

/* Shows it, with what is to be put in its place if @replace. */
void cairn_find_bar_open (CairnFindBar *self, gboolean replace);
void cairn_find_bar_close (CairnFindBar *self);
gboolean cairn_find_bar_is_open (CairnFindBar *self);
/* Goes to the next finding (or the previous one, @by -1); opens first if it is closed. */
void cairn_find_bar_turn (CairnFindBar *self, int by);

G_END_DECLS
