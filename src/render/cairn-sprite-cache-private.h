/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "render/cairn-scene.h"

#include <cairo.h>

G_BEGIN_DECLS

/* Signs and arrow heads as little masks: the same few shapes are on every step, and copying one is
 * ten times as fast as stroking it. Holds those of one scale; a new scale empties it. */
typedef struct _CairnSpriteCache CairnSpriteCache;

CairnSpriteCache *cairn_sprite_cache_new (void);
void cairn_sprite_cache_free (CairnSpriteCache *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CairnSpriteCache, cairn_sprite_cache_free)

/* The mask of @prim (a relative path or an ellipse, of one colour) at @scale units of the context a
 * diagram unit and @pixels a unit; borrowed. Its own top left corner is (@margin, @margin) units
 * above and left of that of the primitive's rect. NULL: better painted as it is. */
cairo_surface_t *cairn_sprite_cache_get (
  CairnSpriteCache *self, const CairnPrim *prim, double scale, double pixels, double *margin);

G_END_DECLS
