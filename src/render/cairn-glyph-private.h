/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "render/cairn-layer-private.h"

G_BEGIN_DECLS

/* The small signs on a map, drawn as strokes: no icon font, so they look alike in every renderer.
 */
typedef enum
{
  CAIRN_GLYPH_TOUCHPOINT,
  CAIRN_GLYPH_TASK,
  CAIRN_GLYPH_WAIT,
  CAIRN_GLYPH_DECISION,
  CAIRN_GLYPH_START,
  CAIRN_GLYPH_END,
  CAIRN_GLYPH_NOTE,
  CAIRN_GLYPH_EMAIL,
  CAIRN_GLYPH_CALL,
  CAIRN_GLYPH_MEETING,
  CAIRN_GLYPH_IN_PERSON,
  CAIRN_GLYPH_IN_APP,
  CAIRN_GLYPH_SURVEY,
  CAIRN_GLYPH_DOCUMENT,
  CAIRN_GLYPH_CHAT,
  CAIRN_GLYPH_OTHER,
  CAIRN_GLYPH_PLAYBOOK, /* small, for badges */
  CAIRN_GLYPH_GEAR,     /* small */
  CAIRN_GLYPH_STAR,     /* small: moment of truth */
  CAIRN_GLYPH_GEM,      /* small: first value */
  CAIRN_GLYPH_CLOCK,    /* small: the clock starts */
  CAIRN_GLYPH_HAPPY,
  CAIRN_GLYPH_EVEN,
  CAIRN_GLYPH_SAD,
  CAIRN_GLYPH_DRILL,   /* small: down into another diagram */
  CAIRN_GLYPH_WEB,     /* small: out to a web page */
  CAIRN_GLYPH_PERSON,  /* small */
  CAIRN_GLYPH_INSIDE,  /* small: a house */
  CAIRN_GLYPH_OUTSIDE, /* small: an arrow out of a box */
  CAIRN_GLYPH_CHECK,   /* small */
  CAIRN_GLYPH_DATE,    /* small: a day in the calendar */
  CAIRN_GLYPH_RING,    /* small */
  CAIRN_N_GLYPHS
} CairnGlyph;

/* The sign of a step: its channel if it has one, else its kind. */
CairnGlyph cairn_glyph_for_step (CairnStepKind kind, CairnChannel channel);

/* Draws it around (@x, @y), about 13 units high, 9 if small. */
CairnPrim *cairn_layer_glyph (
  CairnLayer *layer, CairnGlyph glyph, double x, double y, CairnColor color, double stroke_width);

G_END_DECLS
