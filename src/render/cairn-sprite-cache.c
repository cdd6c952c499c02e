/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/cairn-sprite-cache-private.h"

#include "render/cairn-paint-private.h"

#define MAX_SIZE 128 /* pixels; larger ones are rare and fast enough */

struct _CairnSpriteCache
{
  double scale, pixels;
  GHashTable *sprites; /* points of the path, which are shared by all that look alike → surface */
  GHashTable *discs;   /* size of an ellipse → surface */
};

CairnSpriteCache *
cairn_sprite_cache_new (void)
{
  CairnSpriteCache *self = g_new0 (CairnSpriteCache, 1);

  self->sprites = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) cairo_surface_destroy);
  self->discs = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) cairo_surface_destroy);
  return self;
}

void
cairn_sprite_cache_free (CairnSpriteCache *self)
{
  g_clear_pointer (&self->sprites, g_hash_table_unref);
  g_clear_pointer (&self->discs, g_hash_table_unref);
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
  alone.mark = CAIRN_MARK_NONE;
  cairn_paint_prim (&paint, &alone);
  cairo_destroy (cr);
  cairo_surface_set_device_scale (surface, self->pixels, self->pixels);
  return surface;
}

/* To a sixteenth of a unit. */
static gconstpointer
disc_key (const CairnPrim *prim)
{
  guint width = (guint) lround (prim->rect.width * 16);
  guint height = (guint) lround (prim->rect.height * 16);

  return GUINT_TO_POINTER (width << 16 | (height & 0xffff));
}

cairo_surface_t *
cairn_sprite_cache_get (
  CairnSpriteCache *self, const CairnPrim *prim, double scale, double pixels, double *margin)
{
  cairo_surface_t *sprite;
  GHashTable *sprites;
  gconstpointer key;

  if (MAX (prim->rect.width, prim->rect.height) * scale * pixels > MAX_SIZE)
    return NULL;
  if (self->scale != scale || self->pixels != pixels)
    {
      g_hash_table_remove_all (self->sprites);
      g_hash_table_remove_all (self->discs);
      self->scale = scale;
      self->pixels = pixels;
    }
  sprites = prim->kind == CAIRN_PRIM_PATH ? self->sprites : self->discs;
  key = prim->kind == CAIRN_PRIM_PATH ? prim->path.points : disc_key (prim);
  sprite = g_hash_table_lookup (sprites, key);
  if (sprite == NULL)
    {
      sprite = draw (self, prim);
      g_hash_table_insert (sprites, (gpointer) key, sprite);
    }
  *margin = margin_pixels (self, prim) / pixels;
  return sprite;
}
