/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "render/cairn-layer-private.h"
#include "render/cairn-sprite-cache-private.h"
#include "render/cairn-text-cache-private.h"

#include <cairo.h>
#include <math.h>

G_BEGIN_DECLS

/* One call of the painter. Positions are computed here, in the units of the context, rather than by
 * its matrix: only so can edges be put on whole pixels. */

/* Below these, in pixels of the monitor, things are drawn simpler. */
#define CAIRN_PAINT_MIN_TEXT 4.0 /* height of text: becomes a faint bar */
#define CAIRN_PAINT_MIN_BAR 1.3  /* and then nothing */
#define CAIRN_PAINT_FAR 0.3      /* a unit: everything is rectangles */

/* The pixels of an image that is painted to, and which of them are not clipped. */
typedef struct
{
  guint32 *data;
  guint stride;
  int left, top, right, bottom;
} CairnPaintImage;

typedef struct
{
  cairo_t *cr;
  CairnTextCache *text;
  CairnSpriteCache *sprites;
  double scale;          /* units of the context a diagram unit */
  double ox, oy;         /* where the diagram's origin is, in units of the context */
  double pixels;         /* of the device a unit of the context */
  gboolean exact;        /* vector file: no pixels to speak of */
  gboolean simple;       /* may simplify */
  gboolean fine;         /* so little is to be painted that each letter may be filled by itself */
  CairnDetail detail;    /* how near the reader is */
  CairnRect clip;        /* diagram units */
  CairnColor color;      /* of the source that is set; none at first */
  CairnPaintImage image; /* while painting what is far away */
  gboolean sticky_x, sticky_y; /* names of headers stay where they can be read, along that axis */
} CairnPaint;

void cairn_paint_set_color (CairnPaint *self, CairnColor color);

/* One primitive. */
void cairn_paint_prim (CairnPaint *self, const CairnPrim *prim);
void cairn_paint_text (CairnPaint *self, const CairnPrim *prim);

/* Where the @line of a text begins, in diagram units. */
double cairn_paint_line_start (const CairnPrim *prim, guint line);

/* Between the first, if it returns TRUE, and the last: a group seen from far away; FALSE: it has to
 * be painted the usual way. */
gboolean cairn_paint_far_begin (CairnPaint *self);
gboolean cairn_paint_far (CairnPaint *self, const CairnSceneGroup *group, const CairnPrim *prims);
void cairn_paint_far_end (CairnPaint *self);

/* The faint bar that stands for text: its colour. */
static inline CairnColor
cairn_paint_bar_color (CairnColor ink)
{
  return (ink & ~0xffu) | 0x48;
}

/* cairo counts in 24.8 bits: what is further out than its numbers reach comes to stand well outside
 * of every view instead. */
#define CAIRN_PAINT_LIMIT 2e6

static inline double
cairn_paint_x (const CairnPaint *self, double x)
{
  return CLAMP (x * self->scale + self->ox, -CAIRN_PAINT_LIMIT, CAIRN_PAINT_LIMIT);
}

static inline double
cairn_paint_y (const CairnPaint *self, double y)
{
  return CLAMP (y * self->scale + self->oy, -CAIRN_PAINT_LIMIT, CAIRN_PAINT_LIMIT);
}

/* To the nearest edge between two pixels. */
static inline double
cairn_paint_snap (const CairnPaint *self, double v)
{
  return self->exact ? v : round (v * self->pixels) / self->pixels;
}

G_END_DECLS
