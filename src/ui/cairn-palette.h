/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "canvas/cairn-canvas.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Everything that can be done, by its words, with its key; and everything there is, to go to. What
 * was done last stands first. Enter does it, Esc lets it be. */
#define CAIRN_TYPE_PALETTE (cairn_palette_get_type ())
G_DECLARE_FINAL_TYPE (CairnPalette, cairn_palette, CAIRN, PALETTE, AdwWindow)

/* @settings (may be NULL) remembers what was done last. */
GtkWidget *cairn_palette_new (GtkWindow *parent,
                              CairnEditor *editor,
                              CairnCanvas *canvas,
                              GSettings *settings);

G_END_DECLS
