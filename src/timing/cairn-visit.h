/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <string.h>

G_BEGIN_DECLS

#define CAIRN_VISIT_OPEN G_MAXINT64
#define CAIRN_WAIT_UNKNOWN (-1)

/* One stay of one customer in one stage. Moments are seconds since 1970 UTC. */
typedef struct
{
  gint64 entered;
  gint64 left;      /* CAIRN_VISIT_OPEN while the customer is still there; else >= entered */
  guint32 customer; /* as cairn_engine_add_customer() gave it */
  guint16 cell;     /* as cairn_engine_add_cell() gave it */
  guint16 owner;    /* as cairn_engine_add_owner() gave it; 0: nobody is named */
  gint32 wait;      /* seconds from entering to the start of work, or CAIRN_WAIT_UNKNOWN */
  guint16 stretch;  /* of its source's rows that it came with; 0 if that is of no interest */
} CairnVisit;

/* Moments and targets further out than this (more than 8,000 years) are taken as this, so that
 * every difference of two fits into 40 bits. */
#define CAIRN_FAR ((G_GINT64_CONSTANT (1) << 38) - 1)
#define CAIRN_KEPT_OPEN ((G_GINT64_CONSTANT (1) << 39) - 1)

/* A visit as the engine keeps it by the million, in the list of its cell: within CAIRN_FAR, and
 * never left before it was entered. */
typedef struct
{
  gint64 entered : 40;
  guint64 stretch : 16;
  guint64 home_low : 8; /* the cell it was said to be of, wherever a lens lets it count */
  gint64 left : 40;     /* CAIRN_KEPT_OPEN while the customer is still there */
  guint64 owner : 16;
  guint64 home_high : 8;
  guint32 customer;
  gint32 wait;
} CairnKeptVisit;

G_STATIC_ASSERT (sizeof (CairnKeptVisit) == 24);

/* Writes @visit to @kept. To set its fields one by one, compilers first read what is there, which
 * takes longer than all the rest; where they lie is known where the low bytes come first. */
static inline void
cairn_visit_keep_at (const CairnVisit *visit, CairnKeptVisit *kept)
{
  const gint64 entered = CLAMP (visit->entered, -CAIRN_FAR, CAIRN_FAR);
  const gint64 left
    = visit->left == CAIRN_VISIT_OPEN ? CAIRN_KEPT_OPEN : CLAMP (visit->left, entered, CAIRN_FAR);
#if G_BYTE_ORDER == G_LITTLE_ENDIAN
  const guint64 mask = (G_GUINT64_CONSTANT (1) << 40) - 1;
  const guint64 first = ((guint64) entered & mask) | (guint64) visit->stretch << 40
                        | (guint64) (visit->cell & 0xff) << 56;
  const guint64 second
    = ((guint64) left & mask) | (guint64) visit->owner << 40 | (guint64) (visit->cell >> 8) << 56;

  memcpy (kept, &first, sizeof first);
  memcpy ((char *) kept + sizeof first, &second, sizeof second);
  kept->customer = visit->customer;
  kept->wait = visit->wait;
#else
  *kept = (CairnKeptVisit){
    .entered = entered,
    .stretch = visit->stretch,
    .home_low = visit->cell & 0xff,
    .left = left,
    .owner = visit->owner,
    .home_high = visit->cell >> 8,
    .customer = visit->customer,
    .wait = visit->wait,
  };
#endif
}

static inline CairnKeptVisit
cairn_visit_keep (const CairnVisit *visit)
{
  CairnKeptVisit kept;

  cairn_visit_keep_at (visit, &kept);
  return kept;
}

static inline guint16
cairn_kept_visit_get_home (const CairnKeptVisit *kept)
{
  return (guint16) (kept->home_low | (guint) kept->home_high << 8);
}

static inline CairnVisit
cairn_kept_visit_tell (const CairnKeptVisit *kept, guint16 cell)
{
  return (CairnVisit){
    .entered = kept->entered,
    .left = kept->left == CAIRN_KEPT_OPEN ? CAIRN_VISIT_OPEN : kept->left,
    .customer = kept->customer,
    .cell = cell,
    .owner = (guint16) kept->owner,
    .wait = kept->wait,
    .stretch = (guint16) kept->stretch,
  };
}

/* The span (from, to] that estimates look at, resolved for one "now". */
typedef enum
{
  CAIRN_WINDOW_13_WEEKS,
  CAIRN_WINDOW_26_WEEKS,
  CAIRN_WINDOW_ALL,
  CAIRN_WINDOW_RANGE,
} CairnWindowKind;

typedef struct
{
  CairnWindowKind kind;
  gint64 from; /* only for CAIRN_WINDOW_RANGE */
  gint64 to;
} CairnWindow;

/* "13w", "26w", "all" or "FROM..TO" (ISO 8601). FALSE, leaving @window alone, for anything else. */
gboolean cairn_window_parse (const char *text, CairnWindow *window);

G_END_DECLS
