/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/cairn-geometry.h"

#include <pango/pango.h>

G_BEGIN_DECLS

/* The few ways text is set on a map. Size and weight live here because they decide geometry; colour
 * is the theme's. Screen, SVG, PNG and PDF use the same fonts and the same line breaks. */
typedef enum
{
  CAIRN_TEXT_TITLE,        /* name of the diagram: 20 bold */
  CAIRN_TEXT_SUBTITLE,     /* the line below it: 12 */
  CAIRN_TEXT_STAGE,        /* stage header: 13 bold */
  CAIRN_TEXT_LANE,         /* lane header: 13 semibold */
  CAIRN_TEXT_STEP,         /* step title: 12.5 semibold */
  CAIRN_TEXT_SMALL,        /* badges, details: 10.5 */
  CAIRN_TEXT_SMALL_STRONG, /* 10.5 bold */
  CAIRN_TEXT_FLOW,         /* flow label: 11 */
  CAIRN_TEXT_NUMBER,       /* "38 here": 14 bold */
  CAIRN_TEXT_LARGE,        /* a number where there is room for nothing smaller: 24 bold */
  CAIRN_TEXT_FAR,          /* a number that is read from far away: 64 bold */
  CAIRN_N_TEXT_STYLES
} CairnTextStyle;

typedef struct
{
  const char *family; /* a font-family stack as CSS, Pango and SVG all take it */
  double size;        /* diagram units */
  int weight;         /* 400, 600, 700 */
  double line_height; /* from baseline to baseline, diagram units */
} CairnTextFont;

const CairnTextFont *cairn_text_font (CairnTextStyle style);
PangoFontDescription *cairn_text_dup_font_description (CairnTextStyle style);

typedef struct
{
  char *text;   /* no line breaks, trailing space cut */
  double width; /* measured, unhinted */
} CairnTextLine;

/* Text broken into lines. Immutable, shared. */
typedef struct
{
  gatomicrefcount refs;
  CairnTextStyle style;
  double width;  /* of the widest line */
  double height; /* n_lines × line_height */
  double ascent; /* from the top to the first baseline */
  guint n_lines; /* at least 1, also for "" */
  CairnTextLine lines[];
} CairnTextBlock;

CairnTextBlock *cairn_text_block_ref (CairnTextBlock *self);
void cairn_text_block_unref (CairnTextBlock *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CairnTextBlock, cairn_text_block_unref)

/* Measures @text in @style, wrapped at word boundaries (inside a word only where one alone is too
 * wide) so that no line is wider than @max_width (<= 0: no wrapping; only '\n' breaks). Nothing is
 * cut off. Remembered per (text, style, width); main thread only. */
CairnTextBlock *cairn_text_measure (CairnTextStyle style, const char *text, double max_width);

G_END_DECLS
