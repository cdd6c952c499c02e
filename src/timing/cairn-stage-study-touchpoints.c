/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The touchpoints of a study: how often each is, whom it reaches, how long that takes. */
#include "base/cairn-duration.h"
#include "timing/cairn-proportion.h"
#include "timing/cairn-stage-study-private.h"

#include <math.h>
#include <string.h>

#define EXITS_FOR_MEDIAN 5

/* One that happened while a customer was in the stage. */
typedef struct
{
  const CairnTouchpoint *touchpoint;
  const char *name; /* the same pointer for the same step */
  guint stay;
  gint64 since; /* the one before, or entering */
} Hit;

/* ---- which belong to the stage ---- */

/* What happens at the moment of leaving belongs to where the customer goes, if that is anywhere. */
static gboolean
belongs (const CairnStay *stay, gint64 moment)
{
  if (moment < stay->visit.entered || moment > stay->visit.left)
    return FALSE;
  if (moment < stay->visit.left || moment == stay->visit.entered)
    return TRUE;
  return stay->next_stage == CAIRN_NO_STAGE || stay->next_entered != moment;
}

/* What the map calls it. */
static const char *
name_of (const CairnStudyWork *self, guint32 number)
{
  const char *value = cairn_touchpoint_book_get_name (self->engine->touchpoints, number);
  GHashTable *steps = self->wish->touchpoints;
  const char *step = steps != NULL ? g_hash_table_lookup (steps, value) : NULL;

  return step != NULL ? step : value;
}

static gboolean
is_elsewhere (const CairnStudyWork *self, const CairnTouchpoint *touchpoint)
{
  return touchpoint->stage != 0
         && !g_str_equal (
           cairn_touchpoint_book_get_name (self->engine->touchpoints, touchpoint->stage),
           self->study->figures.stage);
}

static void
find_hits (const CairnStudyWork *self, guint stay_number, GStringChunk *names, GArray *hits)
{
  const CairnStay *stay = cairn_study_stay (self, stay_number);
  gint64 since = stay->visit.entered;
  guint n;
  const CairnTouchpoint *touchpoints
    = cairn_touchpoint_book_find (self->engine->touchpoints, stay->visit.customer, &n);

  for (guint i = 0; i < n; i++)
    {
      gint64 moment = cairn_touchpoint_get_moment (&touchpoints[i]);
      Hit hit = { &touchpoints[i], NULL, stay_number, since };

      if (moment > self->period.now || is_elsewhere (self, &touchpoints[i])
          || !belongs (stay, moment))
        continue;
      hit.name = g_string_chunk_insert_const (names, name_of (self, touchpoints[i].name));
      g_array_append_val (hits, hit);
      since = moment;
    }
}

#define ORDER(x, y) (((x) > (y)) - ((x) < (y)))

static int
compare_hits (gconstpointer a, gconstpointer b)
{
  const Hit *x = a;
  const Hit *y = b;
  int order = ORDER (x->name, y->name);

  if (order == 0)
    order = ORDER (x->stay, y->stay);
  return order != 0 ? order : ORDER (x->touchpoint, y->touchpoint);
}

/* ---- how long ---- */

static void
add_span (GArray *spans, guint32 customer, gint64 from, gint64 to)
{
  CairnStay span = { .visit = { .customer = customer, .entered = from, .left = MAX (from, to) } };

  g_array_append_val (spans, span);
}

static guint32
customer_of (const CairnStudyWork *self, const Hit *hit)
{
  return cairn_study_stay (self, hit->stay)->visit.customer;
}

/* The median of @spans, as that of stays: those that go on count for as long as they have. *@n: how
 * many ended in the window. */
static CairnEstimate
median_of (CairnStudyWork *self, GArray *spans, guint *n)
{
  GArray *stays = self->stays;
  CairnSurvival curve = { 0 };
  CairnEstimate median;

  self->stays = spans;
  cairn_study_fit (self, self->period.from, self->period.to, cairn_study_dwell_row, &curve);
  self->stays = stays;
  *n = (guint) curve.n_exits;
  median = cairn_study_quantile (&curve, 0.5, EXITS_FOR_MEDIAN);
  cairn_survival_clear (&curve);
  return median;
}

/* What is ahead of "now" is not known then. */
static gint64
known_by (const CairnStudyWork *self, gint64 moment)
{
  return moment > self->period.now ? CAIRN_VISIT_OPEN : moment;
}

static void
tell_waiting (CairnStudyWork *self, const Hit *hits, guint n, CairnTouchpointFigures *figures)
{
  g_autoptr (GArray) spans = g_array_new (FALSE, FALSE, sizeof (CairnStay));

  for (guint i = 0; i < n; i++)
    {
      const CairnTouchpoint *one = hits[i].touchpoint;
      gboolean begun = one->started != CAIRN_TOUCHPOINT_UNKNOWN;

      figures->n_started += begun && one->started <= self->period.now;
      /* Of one that is through without a start nobody knows whether that was just not recorded. */
      if (one->asked == CAIRN_TOUCHPOINT_UNKNOWN || (!begun && one->done <= self->period.now))
        continue;
      figures->n_waiting += !begun;
      add_span (spans, customer_of (self, &hits[i]), one->asked,
                begun ? known_by (self, one->started) : CAIRN_VISIT_OPEN);
    }
  if (figures->n_started > 0)
    figures->wait = median_of (self, spans, &figures->n_wait);
}

static void
tell_work (CairnStudyWork *self, const Hit *hits, guint n, CairnTouchpointFigures *figures)
{
  g_autoptr (GArray) spans = g_array_new (FALSE, FALSE, sizeof (CairnStay));

  for (guint i = 0; i < n; i++)
    {
      const CairnTouchpoint *one = hits[i].touchpoint;
      gint64 begun = one->started != CAIRN_TOUCHPOINT_UNKNOWN ? one->started : one->asked;

      if (begun == CAIRN_TOUCHPOINT_UNKNOWN || begun > self->period.now)
        continue;
      /* Where some starts are known, what has none is still waiting for its own. */
      if (figures->n_started > 0 && one->started == CAIRN_TOUCHPOINT_UNKNOWN)
        continue;
      figures->n_work++;
      add_span (spans, customer_of (self, &hits[i]), begun, known_by (self, one->done));
    }
  if (figures->n_work > 0)
    figures->work = median_of (self, spans, &figures->n_done);
}

static int
compare_gaps (gconstpointer a, gconstpointer b)
{
  return ORDER (*(const gint64 *) a, *(const gint64 *) b);
}

static void
tell_gap (CairnStudyWork *self, const Hit *hits, guint n, CairnTouchpointFigures *figures)
{
  g_autoptr (GArray) gaps = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < n; i++)
    {
      gint64 moment = cairn_touchpoint_get_moment (hits[i].touchpoint);
      gint64 gap = cairn_study_between (self, hits[i].since, moment);

      if (moment > self->period.from && moment <= self->period.to)
        g_array_append_val (gaps, gap);
    }
  figures->gap = NAN;
  if (gaps->len < EXITS_FOR_MEDIAN)
    return;
  g_array_sort (gaps, compare_gaps);
  figures->gap = ((double) g_array_index (gaps, gint64, (gaps->len - 1) / 2)
                  + (double) g_array_index (gaps, gint64, gaps->len / 2))
                 / 2;
}

/* From entering to the first. Who left without it never will have it: that is what the share says;
 * who is still here may. */
static void
tell_reach (CairnStudyWork *self, const Hit *hits, guint n, CairnTouchpointFigures *figures)
{
  g_autoptr (GArray) spans = g_array_new (FALSE, FALSE, sizeof (CairnStay));
  const CairnPeriod *period = &self->period;
  guint next = 0;

  for (guint i = 0; i < self->stays->len; i++)
    {
      const CairnVisit *visit = &cairn_study_stay (self, i)->visit;
      gboolean ended = visit->left > period->from && visit->left <= period->to;
      gboolean reached = next < n && hits[next].stay == i;

      figures->stays += ended;
      figures->reached += ended && reached;
      if (reached)
        add_span (spans, visit->customer, visit->entered,
                  cairn_touchpoint_get_moment (hits[next].touchpoint));
      else if (visit->left > period->to)
        add_span (spans, visit->customer, visit->entered, CAIRN_VISIT_OPEN);
      while (next < n && hits[next].stay == i)
        next++;
    }
  figures->share = cairn_proportion (figures->reached, figures->stays);
  figures->until = median_of (self, spans, &figures->n_until);
}

/* ---- each ---- */

static void
tell_one (CairnStudyWork *self, const Hit *hits, guint n)
{
  static const CairnEstimate unknown = { NAN, NAN, NAN };
  const CairnPeriod *period = &self->period;
  double weeks = (double) (period->to - period->from) / CAIRN_WEEK;
  CairnTouchpointFigures figures
    = { .share = unknown, .until = unknown, .wait = unknown, .work = unknown };

  figures.name = g_string_chunk_insert_const (self->study->strings, hits[0].name);
  for (guint i = 0; i < n; i++)
    {
      gint64 moment = cairn_touchpoint_get_moment (hits[i].touchpoint);

      figures.times += moment > period->from && moment <= period->to;
    }
  figures.per_week = weeks > 0 ? figures.times / weeks : NAN;
  tell_reach (self, hits, n, &figures);
  tell_waiting (self, hits, n, &figures);
  tell_work (self, hits, n, &figures);
  tell_gap (self, hits, n, &figures);
  g_array_append_val (self->study->touchpoints, figures);
}

static int
compare_figures (gconstpointer a, gconstpointer b)
{
  const CairnTouchpointFigures *x = a;
  const CairnTouchpointFigures *y = b;

  if (x->times != y->times)
    return x->times > y->times ? -1 : 1;
  return strcmp (x->name, y->name);
}

void
cairn_study_touchpoints (CairnStudyWork *self)
{
  g_autoptr (GArray) hits = NULL;
  GStringChunk *names;
  const CairnTouchpointBook *book = self->engine->touchpoints;

  if (book == NULL || cairn_touchpoint_book_get_n (book) == 0)
    return;
  hits = g_array_new (FALSE, FALSE, sizeof (Hit));
  names = g_string_chunk_new (256);
  for (guint i = 0; i < self->stays->len; i++)
    if (cairn_study_stay (self, i)->visit.left > self->period.from
        && cairn_study_stay (self, i)->visit.entered <= self->period.to)
      find_hits (self, i, names, hits);
  g_array_sort (hits, compare_hits);
  for (guint i = 0, end; i < hits->len; i = end)
    {
      const Hit *first = &g_array_index (hits, Hit, i);

      for (end = i + 1; end < hits->len && g_array_index (hits, Hit, end).name == first->name;
           end++)
        ;
      tell_one (self, first, end - i);
    }
  g_string_chunk_free (names);
  g_array_sort (self->study->touchpoints, compare_figures);
}
