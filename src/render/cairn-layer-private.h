/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "render/cairn-scene.h"

G_BEGIN_DECLS

/* One layer of a scene: filled once by its builder, then shared by reference between scenes. All
 * that its primitives point at lives as long as the layer (or as the layout, which the scene
 * keeps): nothing is allocated for a primitive alone. */
typedef struct
{
  grefcount refs;
  CairnSceneGroup *groups;
  guint n_groups;
  guint allocated_groups;
  CairnPrim *prims;
  guint n_prims;
  guint allocated_prims;

  GPtrArray *chunks; /* of memory, bump-allocated */
  char *chunk_free;  /* what is left of the last one */
  gsize chunk_left;
  GPtrArray *blocks; /* CairnTextBlock */
} CairnLayer;

CairnLayer *cairn_layer_new (guint n_groups_hint, guint n_prims_hint);
CairnLayer *cairn_layer_ref (CairnLayer *self);
void cairn_layer_unref (CairnLayer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CairnLayer, cairn_layer_unref)

/* Memory that lives as long as the layer. */
gpointer cairn_layer_alloc (CairnLayer *self, gsize size);
const char *cairn_layer_copy_string (CairnLayer *self, const char *string);
/* Takes over @block. */
const CairnTextBlock *cairn_layer_keep_block (CairnLayer *self, CairnTextBlock *block);
/* cairn_text_measure() on one line, kept. */
const CairnTextBlock *
cairn_layer_measure (CairnLayer *self, CairnTextStyle style, const char *text);

/* @id and @kind must live as long as the layer. */
void cairn_layer_begin (
  CairnLayer *self, const char *id, CairnElement *element, const char *kind, const char *title);
/* Computes the bounds. A group without primitives vanishes. */
void cairn_layer_end (CairnLayer *self);

/* Each returns the new primitive, for setting what is rare; valid until the next call. Empty fields
 * are 0. */
CairnPrim *cairn_layer_rect (CairnLayer *self,
                             CairnRect rect,
                             double radius,
                             CairnColor fill,
                             CairnColor stroke,
                             double stroke_width);
CairnPrim *cairn_layer_ellipse (
  CairnLayer *self, CairnRect rect, CairnColor fill, CairnColor stroke, double stroke_width);
/* @ops and @points must live as long as the layer. */
CairnPrim *cairn_layer_path (CairnLayer *self,
                             const guint8 *ops,
                             guint n_ops,
                             const CairnPoint *points,
                             CairnColor fill,
                             CairnColor stroke,
                             double stroke_width);
/* Strokes or fills whose rect the caller fills in. */
CairnPrim *cairn_layer_stroke (CairnLayer *self,
                               const guint8 *ops,
                               guint n_ops,
                               const CairnPoint *points,
                               CairnColor stroke,
                               double stroke_width);
/* One straight line. */
CairnPrim *cairn_layer_line (CairnLayer *self,
                             double x0,
                             double y0,
                             double x1,
                             double y1,
                             CairnColor stroke,
                             double stroke_width);
/* A closed polygon. */
CairnPrim *cairn_layer_polygon (CairnLayer *self,
                                const CairnPoint *points,
                                guint n_points,
                                CairnColor fill,
                                CairnColor stroke,
                                double stroke_width);
/* @x is that of the anchor, @y the top of the block. */
CairnPrim *cairn_layer_text (CairnLayer *self,
                             const CairnTextBlock *block,
                             double x,
                             double y,
                             CairnAnchor anchor,
                             CairnColor color);

/* How many points @op takes. */
static inline guint
cairn_path_op_points (guint8 op)
{
  return op == CAIRN_PATH_CURVE ? 3 : op == CAIRN_PATH_CLOSE ? 0 : 1;
}

G_END_DECLS
