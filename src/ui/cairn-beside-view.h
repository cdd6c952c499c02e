/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "canvas/cairn-editor.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A second diagram of the same journey beside the one that is edited: to look at, with a view of
 * its own, up to date with every change. Emits "edit" (CairnElement *): that diagram is to be the
 * edited one, and the one edited so far is to stand here. */
#define CAIRN_TYPE_BESIDE_VIEW (cairn_beside_view_get_type ())
G_DECLARE_FINAL_TYPE (CairnBesideView, cairn_beside_view, CAIRN, BESIDE_VIEW, GtkBox)

/* @editor: the one of the window; NULL: none. */
void cairn_beside_view_set_editor (CairnBesideView *self, CairnEditor *editor);

/* Borrowed; NULL: none. */
CairnElement *cairn_beside_view_get_diagram (CairnBesideView *self);

G_END_DECLS
