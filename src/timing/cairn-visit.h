/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

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
} CairnVisit;

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
