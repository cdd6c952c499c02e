/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "canvas/cairn-action.h"

G_BEGIN_DECLS

/* One line of the palette: an action, or an element to go to. */
#define CAIRN_TYPE_PALETTE_ENTRY (cairn_palette_entry_get_type ())
G_DECLARE_FINAL_TYPE (CairnPaletteEntry, cairn_palette_entry, CAIRN, PALETTE_ENTRY, GObject)

/* @recent: how long ago it was used, 1 the last; 0 never. */
CairnPaletteEntry *
cairn_palette_entry_new_action (const CairnAction *action, const char *why_not, guint recent);
CairnPaletteEntry *cairn_palette_entry_new_element (CairnElement *element);

const CairnAction *cairn_palette_entry_get_action (CairnPaletteEntry *self); /* NULL: none */
CairnElement *cairn_palette_entry_get_element (CairnPaletteEntry *self);     /* NULL: none */
const char *cairn_palette_entry_get_title (CairnPaletteEntry *self);
/* The key, or where the element stands; NULL: neither. */
const char *cairn_palette_entry_get_note (CairnPaletteEntry *self);
const char *cairn_palette_entry_get_why_not (CairnPaletteEntry *self); /* NULL: it can be done */

/* 0: not what is looked for; the more the better. */
guint cairn_palette_entry_rank (CairnPaletteEntry *self, const char *query);

G_END_DECLS
