/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "layout/cairn-text.h"

#include <cairo.h>

G_BEGIN_DECLS

/* Text shaped once and drawn often. Bounded: when full it is emptied. */
typedef struct _CairnTextCache CairnTextCache;

CairnTextCache *cairn_text_cache_new (void);
void cairn_text_cache_free (CairnTextCache *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CairnTextCache, cairn_text_cache_free)

/* Draws line @line of @block with the current source, its baseline starting at (@x, @y) in the
 * units of @cr, at @scale units a unit of the font. @exact: through Pango, so that PDF files know
 * which glyph is which letter; else as bare glyphs, which is several times as fast. Of glyphs cairo
 * puts each on a whole pixel, which tears small words apart; @fine: their outlines are filled where
 * they belong. */
void cairn_text_cache_show (CairnTextCache *self,
                            cairo_t *cr,
                            const CairnTextBlock *block,
                            guint line,
                            double x,
                            double y,
                            double scale,
                            gboolean exact,
                            gboolean fine);

G_END_DECLS
