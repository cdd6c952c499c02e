/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-audience.h"
#include "timing/cairn-privacy.h"

#include <glib-object.h>

G_BEGIN_DECLS

/* What a timing source says about every stage at one moment. Immutable once published, so it may be
 * handed between threads. Definitions of all figures: docs/ANALYTICS.md.
 *
 * Durations are seconds (double); moments are seconds since 1970 UTC; "undefined" is NAN. */

#define CAIRN_TREND_WEEKS 26

/* With a NAN value, a low limit that is a number is all there is to say: ">= low". */
typedef struct
{
  double value; /* NAN: not reached, or too few exits to say */
  double low;   /* 95 % limits; NAN: no finite limit on that side */
  double high;
} CairnEstimate;

/* Between what an exact value lies for certain. NAN: no such bound on that side. */
typedef struct
{
  double least;
  double most;
} CairnBounds;

typedef enum
{
  CAIRN_GROWTH_NONE,
  CAIRN_GROWTH_PILING_UP,
  CAIRN_GROWTH_DRAINING,
} CairnGrowth;

/* One (segment, stage). Strings belong to the snapshot. "28 days" and "4 weeks" are recent_weeks:
 * as long as the log is shorter than that, they are fewer. */
typedef struct
{
  const char *segment; /* NULL: customers of all segments together */
  const char *stage;

  guint arrivals; /* in the window */
  guint departures;
  guint here; /* now */
  guint overdue;
  guint exits;          /* events that the estimates stand on */
  CairnEstimate median; /* all NAN with fewer than 5 exits, or guard_age > target / 4 */
  CairnEstimate p90;    /* the same; with fewer than 20 exits only low: "p90 >= low" */
  /* From sums over bins of the age: values are the middle of these bounds of the exact ones, and
   * written with "≈". */
  gboolean binned;
  CairnBounds median_bounds;
  CairnBounds p90_bounds;
  double within_target; /* the share that is through by the target; NAN: no target, or no median */
  double guard_age;     /* ages below this were skipped by the delayed-entry guard; 0: none */
  /* The share of the stays the estimates stand on that are of customers who have another one before
   * among them; 0 too where it is not known (binned). Above a tenth the limits allow for it. */
  double repeated;
  gboolean grouped;

  gint64 target; /* 0: none set */
  gint64 limit;

  double
    lost_per_week; /* customer-days a week, mean of the last 4 full weeks; NAN without a target */
  double lost_se;
  double churned; /* the share lost by twice the target: only where places hang on it, else NAN */
  double spent_per_week; /* customer-days a week, mean of the same weeks; NAN with a target */
  double lost_weeks[CAIRN_TREND_WEEKS]; /* oldest first; NAN before the first complete week */

  guint recent_weeks; /* 4, or the whole weeks that the log holds, at least 1 */
  guint arrivals_28d;
  guint departures_28d;
  double pileup_z;
  double pileup_p;
  CairnGrowth growth;  /* after Benjamini-Hochberg over the cells of this snapshot (or view) */
  double net_per_week; /* (arrivals − departures) of 28 days ÷ 4 */

  gboolean working_days; /* durations and lost days count working time, not that of the calendar */

  gint64 oldest_age;           /* of those here now; 0 if nobody */
  const char *oldest_customer; /* NULL if nobody */

  guint stuck;                /* of those here now: longer than the limit; 0 without one */
  gint64 stuck_since;         /* the moment at which the last of them passed it */
  const char *stuck_customer; /* who that is; NULL if nobody */

  /* 1: the worst. First the top group, in order of pileup_z, then of median / target, of churned,
   * and of the cells themselves; then by lost_per_week; then those without a target, by
   * spent_per_week: of these equal ones share the place of the first. 0: loses nothing, or nobody
   * was here. */
  guint rank;
  gboolean top_group; /* loses something, and statistically as much as the one that loses most */
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
typedef struct _CairnStageStudy CairnStageStudy; /* cairn-stage-study.h */
typedef struct _CairnQuality CairnQuality;       /* cairn-quality.h */

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

/* Whose visits are counted; NULL: everybody's, and no more is known. Borrowed. */
const CairnAudience *cairn_snapshot_get_audience (const CairnSnapshot *self);

/* How things stood before, to compare with; NULL: nothing is compared. Borrowed. */
CairnSnapshot *cairn_snapshot_get_earlier (const CairnSnapshot *self);

/* Within how many seconds edits and deletions of old rows are noticed, as things go at present; new
 * and closed visits are seen at once. 0: nothing is watched. */
gint64 cairn_snapshot_get_audit_span (const CairnSnapshot *self);

/* Those of all customers first (segment NULL), then by segment, each by name of the stage. Ranked
 * and tested: those with a segment among themselves, those without among themselves. Where the data
 * has no segments there are only the latter. */
const CairnCell *cairn_snapshot_get_cells (const CairnSnapshot *self, guint *n_cells);
const CairnUnmapped *cairn_snapshot_get_unmapped (const CairnSnapshot *self, guint *n);
const CairnQuarantine *cairn_snapshot_get_quarantine (const CairnSnapshot *self, guint *n);

/* The cell of @stage for @segment (NULL: all customers), or NULL if no visit was ever seen there.
 */
const CairnCell *
cairn_snapshot_find (const CairnSnapshot *self, const char *segment, const char *stage);

/* The study of @stage for @segment (NULL: all customers) that was asked for, or NULL. Borrowed. */
CairnStageStudy *
cairn_snapshot_find_study (const CairnSnapshot *self, const char *segment, const char *stage);

/* How good the data are. Borrowed; NULL where a source does not say. */
CairnQuality *cairn_snapshot_get_quality (const CairnSnapshot *self);

/* A snapshot of only the cells of @segment (NULL: the all-customers cells) whose stage is among
 * @stages (NULL-terminated; NULL: any), in that order, ranked and tested among themselves: what one
 * map shows. */
CairnSnapshot *
cairn_snapshot_view (CairnSnapshot *self, const char *segment, const char *const *stages);

/* Replaces the names of customers that are not to be seen; before @self is handed on. Studies are
 * masked on their own. */
void cairn_snapshot_mask (CairnSnapshot *self, CairnPrivacy privacy);

/* The same figures with the cells in a journey's order: segments as they stand in @segments, those
 * not among them after; within one likewise by @stages. NULL-terminated; NULL: leave that order be.
 */
CairnSnapshot *cairn_snapshot_arrange (CairnSnapshot *self,
                                       const char *const *segments,
                                       const char *const *stages);

G_END_DECLS
