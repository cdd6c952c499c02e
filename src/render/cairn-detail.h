/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How much of a stage's figures is drawn, by how near the reader is: from far away only where it is
 * worst; nearer, how many wait and for how long; near, everything. Exports always show everything.
 * Rules: docs/ANALYTICS.md 9. */
typedef enum
{
  CAIRN_DETAIL_FAR,
  CAIRN_DETAIL_MIDDLE,
  CAIRN_DETAIL_NEAR,
} CairnDetail;

/* What a primitive of the figures is. */
typedef enum
{
  CAIRN_MARK_NONE, /* not of the figures: always there */
  CAIRN_MARK_FILL,
  CAIRN_MARK_HALO,
  CAIRN_MARK_BADGE,     /* 1, 2 or 3 */
  CAIRN_MARK_FAR_HALO,  /* the same two so large that they are seen from afar */
  CAIRN_MARK_FAR_BADGE, /* also "?" */
  CAIRN_MARK_LARGE,     /* stones, count, chevrons and bullet, larger, as they stand there alone */
  CAIRN_MARK_STONES,
  CAIRN_MARK_COUNT,    /* how many are here, beside the stones */
  CAIRN_MARK_CHEVRONS, /* growing or draining */
  CAIRN_MARK_BULLET,
  CAIRN_MARK_FLOW,       /* how many go which way */
  CAIRN_MARK_COMPARISON, /* in words, too, but there is nothing else */
  CAIRN_MARK_WORDS,      /* figures in words */
  CAIRN_MARK_SPARKLINE,
  CAIRN_MARK_TYPE, /* people or system, short or long */
  CAIRN_MARK_EVIDENCE,
  CAIRN_MARK_HANDOFF,    /* how long a handoff takes, how many leave for good */
  CAIRN_MARK_TOUCHPOINT, /* how long one takes */
  CAIRN_N_MARK_KINDS
} CairnMarkKind;

/* @scale: pixels of the screen a unit of the drawing. */
CairnDetail cairn_detail_at_scale (double scale);

gboolean cairn_detail_shows (CairnDetail detail, CairnMarkKind mark);

/* "sparkline": for tests and messages, not translated. */
const char *cairn_mark_kind_word (CairnMarkKind mark);

G_END_DECLS
