/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* What a timing source says about every stage at one moment. Immutable once published, so it may be
 * handed between threads. Definitions of all figures: docs/ANALYTICS.md.
 *
 * Durations are seconds (double); moments are seconds since 1970 UTC; "undefined" is NAN. */

#define CAIRN_TREND_WEEKS 26

typedef struct
{
  double value; /* NAN: not reached, or too few exits to say */
  double low;   /* 95 % limits; NAN: no finite limit on that side */
  double high;
} CairnEstimate;

typedef enum
{
  CAIRN_GROWTH_NONE,
  CAIRN_GROWTH_PILING_UP,
  CAIRN_GROWTH_DRAINING,
} CairnGrowth;

/* One (segment, stage). Strings belong to the snapshot. */
typedef struct
{
  const char *segment; /* NULL: customers of all segments together */
  const char *stage;

  guint arrivals; /* in the window */
  guint departures;
  guint here; /* now */
  guint overdue;
  guint exits; /* events that the estimates stand on */
  CairnEstimate median;
  CairnEstimate p90;
  double guard_age; /* ages below this were skipped by the delayed-entry guard; 0: none */

  gint64 target; /* 0: none set */
  gint64 limit;

  double
    lost_per_week; /* customer-days a week, mean of the last 4 full weeks; NAN without a target */
  double lost_se;
  double lost_weeks[CAIRN_TREND_WEEKS]; /* oldest first; NAN before the first complete week */

  guint arrivals_28d;
  guint departures_28d;
  double pileup_z;
  double pileup_p;
  CairnGrowth growth;  /* after Benjamini-Hochberg over the cells of this snapshot (or view) */
  double net_per_week; /* (arrivals − departures) of 28 days ÷ 4 */

  gint64 oldest_age;           /* of those here now; 0 if nobody */
  const char *oldest_customer; /* NULL if nobody */

  guint rank;         /* 1: loses most; ties share the place of the first; 0: nothing to rank by */
  gboolean top_group; /* statistically tied with rank 1, which loses anything at all */
} CairnCell;

typedef struct
{
  const char *value; /* as found in the data */
  guint visits;
  guint customers;
} CairnUnmapped;

typedef struct
{
  const char *reason; /* translated, e.g. "left before it was entered" */
  guint rows;
} CairnQuarantine;

typedef struct _CairnSnapshot CairnSnapshot;

#define CAIRN_TYPE_SNAPSHOT (cairn_snapshot_get_type ())
GType cairn_snapshot_get_type (void);

CairnSnapshot *cairn_snapshot_ref (CairnSnapshot *self);
void cairn_snapshot_unref (CairnSnapshot *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CairnSnapshot, cairn_snapshot_unref)

gint64 cairn_snapshot_get_as_of (const CairnSnapshot *self);
gint64 cairn_snapshot_get_window_from (const CairnSnapshot *self);
gint64 cairn_snapshot_get_window_to (const CairnSnapshot *self);
/* "calendar days" */
const char *cairn_snapshot_get_clock (const CairnSnapshot *self);
/* The file's base name, for the legend. */
const char *cairn_snapshot_get_source_name (const CairnSnapshot *self);
/* NULL while the source can be read; else the sentence "stale since 11:58: …". */
const char *cairn_snapshot_get_stale (const CairnSnapshot *self);

const CairnCell *cairn_snapshot_get_cells (const CairnSnapshot *self, guint *n_cells);
const CairnUnmapped *cairn_snapshot_get_unmapped (const CairnSnapshot *self, guint *n);
const CairnQuarantine *cairn_snapshot_get_quarantine (const CairnSnapshot *self, guint *n);

/* The cell of @stage for @segment (NULL: all customers), or NULL if no visit was ever seen there.
 */
const CairnCell *
cairn_snapshot_find (const CairnSnapshot *self, const char *segment, const char *stage);

/* A snapshot of only the cells of @segment (NULL: the all-customers cells) whose stage is among
 * @stages (NULL-terminated; NULL: any), in that order, ranked and tested among themselves: what one
 * map shows. */
CairnSnapshot *
cairn_snapshot_view (CairnSnapshot *self, const char *segment, const char *const *stages);

G_END_DECLS
