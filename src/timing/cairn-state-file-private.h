/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-state-file.h"

G_BEGIN_DECLS

/* The file: a header; the arrays, one behind the other; the tail, which holds the numbers and texts
 * ("notes"), the sizes of the arrays and the sums of their parts. The header is written last. */

#define CAIRN_STATE_MAGIC "CairnSta"
#define CAIRN_STATE_FORMAT 1
#define CAIRN_STATE_BYTE_ORDER 0x01020304u
#define CAIRN_STATE_MOST_TAIL (1 << 28)
/* Has a sum of its own, and is read by one thread. */
#define CAIRN_STATE_PART (4 * CAIRN_STATE_BITE)

typedef struct
{
  char magic[8];
  guint32 format;
  guint32 byte_order;
  guint64 file_size;
  guint64 tail_size;
  guint64 tail_sum;
  guint64 n_arrays;
  guint64 n_parts;
  guint64 sum; /* of all the above */
} CairnStateHeader;

G_STATIC_ASSERT (sizeof (CairnStateHeader) == 64);

/* ---- cairn-state-sum.c ---- */
typedef struct
{
  guint64 lanes[4];
} CairnStateSum;

extern const CairnStateSum cairn_state_sum_start;
/* All pieces but the last have a multiple of 32 bytes. */
void cairn_state_sum_add (CairnStateSum *self, const guint8 *bytes, gsize size);
guint64 cairn_state_sum_end (const CairnStateSum *self);
guint64 cairn_state_sum_of (gconstpointer data, gsize size);

/* ---- cairn-state-reader.c ---- */
/* For tests: puts all sums of a file right whose @bytes were changed, so that what the numbers say
 * is all that is wrong with it. FALSE: its sizes do not fit each other. */
gboolean cairn_state_file_seal (guint8 *bytes, gsize size);

G_END_DECLS
