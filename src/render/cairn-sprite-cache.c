/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/cairn-sprite-cache-private.h"

#include "render/cairn-paint-private.h"

#define MAX_SIZE 128 /* pixels; larger ones are rare and fast enough */

struct _CairnSpriteCache
{
  double scale, pixels;
  GHashTable *sprites; /* points of the path, which are shared by all that look alike → surface */
};

CairnSpriteCache *
cairn_sprite_cache_new (void)
{
  CairnSpriteCache *self = g_new0 (CairnSpriteCache, 1);

  self->sprites = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) cairo_surface_destroy);
  return self;
}

void
cairn_sprite_cache_free (CairnSpriteCache *self)
{
  g_clear_pointer (&self->sprites, g_hash_table_unref);
  g_free (self);
}

/* Room for the stroke and a pixel of smoothing, in pixels. */
static int
margin_pixels (const CairnSpriteCache *self, const CairnPrim *prim)
{
  return (int) ceil (prim->stroke_width * self->scale * self->pixels / 2) + 1;
}

static cairo_surface_t *
draw (const CairnSpriteCache *self, const CairnPrim *prim)
{
  double unit = self->scale * self->pixels;
  int margin = margin_pixels (self, prim);
  int width = (int) ceil (prim->rect.width * unit) + 2 * margin;
  int height = (int) ceil (prim->rect.height * unit) + 2 * margin;
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_A8, width, height);
  cairo_t *cr = cairo_create (surface);
  CairnPaint paint = { .cr = cr, .scale = unit, .pixels = 1 };
  CairnPrim alone = *prim;

  alone.rect.x = alone.rect.y = margin / unit;
  cairn_paint_prim (&paint, &alone);
  cairo_destroy (cr);
  cairo_surface_set_device_scale (surface, self->pixels, self->pixels);
  return surface;
}

cairo_surface_t *
cairn_sprite_cache_get (
  CairnSpriteCache *self, const CairnPrim *prim, double scale, double pixels, double *margin)
{
  cairo_surface_t *sprite;

  if (MAX (prim->rect.width, prim->rect.height) * scale * pixels > MAX_SIZE)
    return NULL;
  if (self->scale != scale || self->pixels != pixels)
    {
      g_hash_table_remove_all (self->sprites);
      self->scale = scale;
      self->pixels = pixels;
    }
  sprite = g_hash_table_lookup (self->sprites, prim->path.points);
  if (sprite == NULL)
    {
      sprite = draw (self, prim);
      g_hash_table_insert (self->sprites, (gpointer) prim->path.points, sprite);
    }
  *margin = margin_pixels (self, prim) / pixels;
  return sprite;
}
