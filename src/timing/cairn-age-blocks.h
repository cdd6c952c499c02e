/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <math.h>

G_BEGIN_DECLS

/* Ages in blocks, 256 to every doubling of the age. A survival curve is the product of its blocks,
 * and each block depends only on the ages in it: when those at risk change at some ages, only their
 * blocks are to be computed again, and the curve comes out the same to the last bit as if all of
 * it had been. */

#define CAIRN_BLOCK_BITS 8

static inline guint
cairn_age_block_of (guint64 age)
{
  guint width = g_bit_storage (age);
  guint shift = width > CAIRN_BLOCK_BITS + 1 ? width - CAIRN_BLOCK_BITS - 1 : 0;

  return (shift << CAIRN_BLOCK_BITS) + (guint) (age >> shift);
}

/* The least age of @block; it ends where the next one begins. */
static inline guint64
cairn_age_block_begin (guint block)
{
  guint octave = block >> CAIRN_BLOCK_BITS;
  guint shift = octave > 1 ? octave - 1 : 0;

  return (guint64) (block - (shift << CAIRN_BLOCK_BITS)) << shift;
}

/* What one block does to a curve. */
typedef struct
{
  double product;  /* of the shares that stayed */
  double variance; /* Greenwood's sum */
  double area;     /* under the curve, were it 1 where the block begins */
  guint64 age;     /* up to which the area has been added */
} CairnBlockSum;

static inline void
cairn_block_sum_begin (CairnBlockSum *self, guint64 age)
{
  *self = (CairnBlockSum){ 1, 0, 0, age };
}

/* @d of @n left, with no thought of the area. */
static inline void
cairn_block_sum_leave (CairnBlockSum *self, double n, double d)
{
  if (d < n)
    {
      double inverse = 1 / (n * (n - d)); /* the one division */

      self->product *= (n - d) * (n - d) * inverse;
      self->variance += d * inverse;
    }
  else
    {
      self->product = 0;
      self->variance = INFINITY;
    }
}

/* At @age @d of @n left. */
static inline void
cairn_block_sum_take (CairnBlockSum *self, guint64 age, double n, double d)
{
  self->area += self->product * (double) (gint64) (age - self->age);
  self->age = age;
  cairn_block_sum_leave (self, n, d);
}

static inline void
cairn_block_sum_end (CairnBlockSum *self, guint64 age)
{
  self->area += self->product * (double) (gint64) (age - self->age);
  self->age = age;
}

G_END_DECLS
