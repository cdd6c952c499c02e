/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From sums to a study: what cairn-stage-study*.c does with the stays themselves. Where that takes
 * ages one by one, it is given those of a bin spread evenly over it. */
#include "base/cairn-duration.h"
#include "timing/cairn-bracket.h"
#include "timing/cairn-log-rank.h"
#include "timing/cairn-postgres-study-private.h"
#include "timing/cairn-proportion.h"

#include <math.h>
#include <string.h>

#define EXITS_FOR_MEDIAN 5
#define EXITS_FOR_P90 20
#define MOST_POINTS 400
#define MOST_DOTS 1000
#define OUT_OF_BALANCE 0.3

static const CairnEstimate unknown = { NAN, NAN, NAN };

/* What a study is being made of. */
typedef struct
{
  CairnStudyWork *work;
  GArray *rows; /* CairnPostgresStudyRow */
  double counts[CAIRN_STUDY_N_COUNTS];
} Sums;

#define FOREACH_ROW(row, self)                                                                     \
  for (const CairnPostgresStudyRow *row = (const CairnPostgresStudyRow *) (self)->rows->data,      \
                                   *end_of_rows = row + (self)->rows->len;                         \
       row < end_of_rows; row++)

/* Those that the server has nothing to say of are NAN. */
static void
read_sums (const char *text, double *sums, guint n)
{
  g_auto (GStrv) fields = g_strsplit (text, ",", (gint) n);
  guint n_fields = g_strv_length (fields);

  for (guint i = 0; i < n; i++)
    sums[i] = i < n_fields && *fields[i] != '\0' ? g_ascii_strtod (fields[i], NULL) : NAN;
}

static void
begin_ages (CairnStudyWork *work)
{
  work->ages.n = work->others.n = 0;
}

/* ---- counts ---- */

static void
tell_counts (Sums *self)
{
  CairnStudyFigures *figures = &self->work->study->figures;
  const double *counts = self->counts;

  figures->arrivals = (guint) counts[CAIRN_STUDY_COUNT_ARRIVALS];
  figures->again = (guint) counts[CAIRN_STUDY_COUNT_AGAIN];
  figures->departures = (guint) counts[CAIRN_STUDY_COUNT_DEPARTURES];
  figures->straight_through = (guint) counts[CAIRN_STUDY_COUNT_STRAIGHT];
  figures->here = (guint) counts[CAIRN_STUDY_COUNT_HERE];
  figures->overdue = (guint) counts[CAIRN_STUDY_COUNT_OVERDUE];
  figures->due = (guint) counts[CAIRN_STUDY_COUNT_DUE];
  figures->left_in_time = (guint) counts[CAIRN_STUDY_COUNT_IN_TIME];
  figures->churned_first = (guint) counts[CAIRN_STUDY_COUNT_CHURNED];
  figures->kept = cairn_proportion (figures->left_in_time - figures->churned_first, figures->due);
  for (guint i = 0; i < CAIRN_OUTCOME_OPEN; i++)
    figures->outcomes[i] = (guint) counts[CAIRN_STUDY_COUNT_NEXT + i];
  figures->age_median = counts[CAIRN_STUDY_COUNT_AGE_MEDIAN];
  figures->age_p90 = counts[CAIRN_STUDY_COUNT_AGE_P90];
  figures->age_max = (gint64) counts[CAIRN_STUDY_COUNT_AGE_MAX];
}

static void
tell_lost (Sums *self)
{
  CairnStudyFigures *figures = &self->work->study->figures;
  const double *counts = self->counts;
  double weeks = cairn_period_get_divisor (&self->work->period);
  double inside = counts[CAIRN_STUDY_COUNT_INSIDE_RECENT];
  double late = counts[CAIRN_STUDY_COUNT_LATE_RECENT];
  double lost = counts[CAIRN_STUDY_COUNT_LOST_RECENT];

  figures->arrivals_per_week = counts[CAIRN_STUDY_COUNT_ARRIVED_RECENT] / weeks;
  figures->lost_per_week = figures->lost_error = figures->share_late = figures->days_late = NAN;
  if (figures->target <= 0 && !(counts[CAIRN_STUDY_COUNT_WITH_TARGET] > 0))
    return;
  figures->lost_per_week = lost / weeks;
  figures->lost_error = sqrt (counts[CAIRN_STUDY_COUNT_LOST_SQUARES]) / weeks;
  figures->share_late = inside > 0 ? late / inside : NAN;
  figures->days_late = late > 0 ? lost / late : 0;
}

static void
tell_balance (Sums *self)
{
  CairnStudyFigures *figures = &self->work->study->figures;
  const CairnPeriod *period = &self->work->period;
  double span = (double) (period->to - period->from);
  double inside = self->counts[CAIRN_STUDY_COUNT_INSIDE];
  double departures
    = self->counts[CAIRN_STUDY_COUNT_LEFT_RECENT] / cairn_period_get_divisor (period);

  figures->mean_here = span > 0 ? inside / span : NAN;
  figures->little_days = figures->arrivals > 0 ? inside / CAIRN_DAY / figures->arrivals : NAN;
  figures->balanced
    = fabs (figures->little_days * CAIRN_DAY - figures->mean) <= OUT_OF_BALANCE * figures->mean;
  figures->backlog_weeks = departures > 0 ? figures->here / departures : NAN;
  figures->wait = figures->work = unknown;
  figures->flow_efficiency = NAN;
}

/* ---- how long it lasts ---- */

static void
fill_bracket (Sums *self, CairnBracket *bracket)
{
  FOREACH_ROW (row, self)
  {
    CairnBracketBin bin = { .bin = row->bin, .last_seen = (double) row->most };

    if (row->kind == CAIRN_STUDY_SUM_ENTRY && row->bin < 0)
      bracket->n_from_birth += row->n;
    else if (row->kind == CAIRN_STUDY_SUM_ENTRY)
      cairn_bracket_add (bracket, &(CairnBracketBin){ .bin = row->bin, .came = row->n });
    else if (row->kind == CAIRN_STUDY_SUM_STAY)
      {
        bin.stay = row->n;
        cairn_bracket_add (bracket, &bin);
      }
    else if (row->kind == CAIRN_STUDY_SUM_EXIT)
      {
        bin.gone = row->n;
        bin.first_gone = (double) row->least;
        bin.last_gone = (double) row->most;
        cairn_bracket_add (bracket, &bin);
      }
  }
}

/* Both curves fall in the same bins. */
static void
take_middle (CairnSurvival *middle, const CairnSurvival *early, const CairnSurvival *late)
{
  cairn_survival_begin (middle, 0, early->n_points, 0);
  middle->n_points = early->n_points;
  middle->n_exits = early->n_exits;
  middle->last_age = late->last_age;
  middle->guard_age = late->guard_age;
  for (gsize i = 0; i < middle->n_points; i++)
    {
      const CairnSurvivalPoint *a = &early->points[i];
      const CairnSurvivalPoint *b = &late->points[i];

      middle->points[i] = *a;
      middle->points[i].age = (a->age + b->age) / 2;
      middle->points[i].survival = (a->survival + b->survival) / 2;
      middle->points[i].n_risk = (guint) (((guint64) a->n_risk + b->n_risk) / 2);
    }
}

/* The middle of the bracket, within the limits of both curves. */
static void
draw_curve (CairnStageStudy *study,
            const CairnSurvival *middle,
            const CairnSurvival *early,
            const CairnSurvival *late)
{
  gsize step = MAX (1, (middle->n_points + MOST_POINTS - 1) / MOST_POINTS);

  if (middle->n_exits < EXITS_FOR_MEDIAN)
    return;
  for (gsize i = 0; i < middle->n_points; i++)
    {
      CairnCurvePoint drawn = { middle->points[i].age, middle->points[i].survival, NAN, NAN };
      double none;

      if (i % step != 0 && i + 1 < middle->n_points)
        continue;
      cairn_survival_limits (early->points[i].survival, early->points[i].variance,
                             CAIRN_LIMITS_LOG_LOG, &drawn.low, &none);
      cairn_survival_limits (late->points[i].survival, late->points[i].variance,
                             CAIRN_LIMITS_LOG_LOG, &none, &drawn.high);
      g_array_append_val (study->curve, drawn);
    }
}

static void
tell_dwell (Sums *self)
{
  CairnStudyFigures *figures = &self->work->study->figures;
  CairnSurvival *middle = &self->work->window;
  CairnSurvival early = { 0 };
  CairnSurvival late = { 0 };
  CairnBracket bracket;
  double tau;

  cairn_bracket_init (&bracket);
  fill_bracket (self, &bracket);
  cairn_bracket_fit (&bracket, &early, &late);
  take_middle (middle, &early, &late);
  figures->exits = (guint) early.n_exits;
  figures->guard_age = early.guard_age;
  figures->median = figures->p90 = unknown;
  if (figures->exits >= EXITS_FOR_MEDIAN
      && !(figures->target > 0 && figures->guard_age > figures->target / 4.0))
    {
      figures->median = cairn_bracket_quantile (&early, &late, 0.5);
      figures->p90 = cairn_bracket_quantile (&early, &late, 0.9);
    }
  if (figures->exits < EXITS_FOR_P90)
    figures->p90.value = figures->p90.high = NAN;
  tau = middle->n_points > 0 ? middle->points[middle->n_points - 1].age : 0;
  figures->mean
    = tau > 0
        ? (cairn_survival_mean (&early, tau, NULL) + cairn_survival_mean (&late, tau, NULL)) / 2
        : NAN;
  draw_curve (self->work->study, middle, &early, &late);
  cairn_survival_clear (&early);
  cairn_survival_clear (&late);
  cairn_bracket_clear (&bracket);
}

/* Evenly chosen of them all. */
static void
draw_dots (Sums *self)
{
  gint64 all = 0, step, next = 0;

  FOREACH_ROW (row, self)
  if (row->kind == CAIRN_STUDY_SUM_EXIT || row->kind == CAIRN_STUDY_SUM_STAY)
    all += row->n;
  step = MAX (1, (all + MOST_DOTS - 1) / MOST_DOTS);
  FOREACH_ROW (row, self)
  {
    if (row->kind != CAIRN_STUDY_SUM_EXIT && row->kind != CAIRN_STUDY_SUM_STAY)
      continue;
    for (; next < row->n; next += step)
      {
        CairnStayDot dot
          = { (double) cairn_postgres_study_age (row, next), row->kind == CAIRN_STUDY_SUM_STAY };

        g_array_append_val (self->work->study->dots, dot);
      }
    next -= row->n;
  }
}

/* ---- what becomes of them ---- */

static CairnFate
fate_at (const CairnIncidence *incidence, double age)
{
  CairnIncidencePoint point = cairn_incidence_at (incidence, age);
  CairnFate fate = { .age = age, .inside = point.survival };

  for (guint k = 0; k < CAIRN_OUTCOME_OPEN; k++)
    {
      fate.share[k] = point.share[k];
      fate.error[k] = sqrt (point.variance[k]);
    }
  return fate;
}

static void
tell_fates (Sums *self)
{
  CairnStudyWork *work = self->work;
  CairnStudyFigures *figures = &work->study->figures;
  g_auto (CairnIncidence) incidence = { 0 };
  gsize n_from_birth = 0;

  begin_ages (work);
  FOREACH_ROW (row, self)
  if (row->kind == CAIRN_STUDY_SUM_EXIT)
    cairn_postgres_study_spread (&work->ages, row, CAIRN_AGE_EXIT, (guint16) row->what);
  else if (row->kind == CAIRN_STUDY_SUM_STAY)
    cairn_postgres_study_spread (&work->others, row, CAIRN_AGE_STAY, 0);
  else if (row->kind == CAIRN_STUDY_SUM_ENTRY && row->bin < 0)
    n_from_birth += (gsize) row->n;
  else if (row->kind == CAIRN_STUDY_SUM_ENTRY)
    cairn_postgres_study_spread (&work->others, row, CAIRN_AGE_ENTRY, 0);
  cairn_postgres_study_sort (work);
  cairn_incidence_fit (&incidence, n_from_birth, &work->ages, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (figures->at_target); i++)
    figures->at_target[i] = fate_at (&incidence, (double) (i + 1) * (double) figures->target);
}

/* ---- weeks ---- */

static void
tell_weeks (Sums *self)
{
  CairnStudyWork *work = self->work;
  CairnBehindWeek behind[CAIRN_TREND_WEEKS] = { { 0 } };
  double pool = self->counts[CAIRN_STUDY_COUNT_POOL_SQUARES];

  for (guint w = 0; w < CAIRN_TREND_WEEKS; w++)
    {
      CairnStudyWeek *week = &work->study->weeks[w];

      week->begin = work->period.trend_begin + w * CAIRN_WEEK;
      week->end = week->begin + CAIRN_WEEK;
      week->full = w >= work->period.first_week;
      week->median = unknown;
    }
  FOREACH_ROW (row, self)
  {
    CairnStudyWeek *week;
    double sums[CAIRN_STUDY_N_WEEK_SUMS];

    if ((row->kind != CAIRN_STUDY_SUM_WEEK && row->kind != CAIRN_STUDY_SUM_DUE) || row->what < 0
        || row->what >= CAIRN_TREND_WEEKS)
      continue;
    week = &work->study->weeks[row->what];
    if (row->kind == CAIRN_STUDY_SUM_DUE)
      {
        week->due = (guint) row->n;
        week->hits = (guint) row->most;
        continue;
      }
    read_sums (row->sums, sums, G_N_ELEMENTS (sums));
    week->arrivals = (guint) sums[CAIRN_STUDY_WEEK_ARRIVALS];
    week->departures = (guint) sums[CAIRN_STUDY_WEEK_DEPARTURES];
    week->here = (guint) sums[CAIRN_STUDY_WEEK_HERE];
    week->overdue = (guint) sums[CAIRN_STUDY_WEEK_OVERDUE];
    week->customer_days = sums[CAIRN_STUDY_WEEK_DAYS];
    week->lost_days = sums[CAIRN_STUDY_WEEK_LOST];
    behind[row->what] = (CairnBehindWeek){ sums[CAIRN_STUDY_WEEK_EXCESS],
                                           sqrt (sums[CAIRN_STUDY_WEEK_SQUARES]), week->overdue };
  }
  work->study->figures.time = cairn_classify_time (
    behind, work->study->figures.target > 0 ? CAIRN_TREND_WEEKS - work->period.first_week : 0,
    pool > 0 ? self->counts[CAIRN_STUDY_COUNT_POOL] / sqrt (pool) : NAN);
}

/* The four weeks that end with @week: whoever was there at their beginning and at their end, came
 * and left in between. */
static void
tell_median (Sums *self, gint64 week, CairnSurvival *curve)
{
  CairnStudyWork *work = self->work;
  gint64 first = week - CAIRN_STUDY_MEDIAN_WEEKS + 1;
  gsize n_from_birth = 0;

  begin_ages (work);
  FOREACH_ROW (row, self)
  {
    gboolean within = row->what >= first && row->what <= week;

    if (row->kind == CAIRN_STUDY_SUM_WEEK_EXIT && within)
      cairn_postgres_study_spread (&work->ages, row, CAIRN_AGE_EXIT, 0);
    else if (row->kind == CAIRN_STUDY_SUM_WEEK_CAME && within)
      n_from_birth += (gsize) row->n;
    else if (row->kind == CAIRN_STUDY_SUM_WEEK_HERE && row->what == week + 1)
      cairn_postgres_study_spread (&work->others, row, CAIRN_AGE_STAY, 0);
    else if (row->kind == CAIRN_STUDY_SUM_WEEK_HERE && row->what == first && row->bin < 0)
      n_from_birth += (gsize) row->n;
    else if (row->kind == CAIRN_STUDY_SUM_WEEK_HERE && row->what == first)
      cairn_postgres_study_spread (&work->others, row, CAIRN_AGE_ENTRY, 0);
  }
  cairn_postgres_study_sort (work);
  cairn_survival_fit (curve, n_from_birth, &work->ages, TRUE);
  work->study->weeks[week].median = cairn_study_quantile (curve, 0.5, EXITS_FOR_MEDIAN);
}

static void
tell_medians (Sums *self)
{
  CairnSurvival curve = { 0 };

  for (guint week = self->work->period.first_week; week < CAIRN_TREND_WEEKS; week++)
    tell_median (self, week, &curve);
  cairn_survival_clear (&curve);
}

/* ---- owners ---- */

typedef struct
{
  Sums *sums;
  GHashTable *places; /* name → place + 1 */
  GArray *owners;     /* CairnOwnerFigures */
} Owners;

static CairnOwnerFigures *
find_owner (const Owners *self, const char *name, guint *place)
{
  guint found = GPOINTER_TO_UINT (g_hash_table_lookup (self->places, name));

  if (found == 0)
    return NULL;
  *place = found - 1;
  return &g_array_index (self->owners, CairnOwnerFigures, found - 1);
}

static void
list_owners (Owners *self)
{
  CairnStudyWork *work = self->sums->work;

  FOREACH_ROW (row, self->sums)
  {
    double sums[CAIRN_STUDY_N_OWNER_SUMS];
    double last;
    CairnOwnerFigures owner = { .last_exit = G_MININT64 };

    if (row->kind != CAIRN_STUDY_SUM_OWNER || self->owners->len >= G_MAXUINT16)
      continue;
    read_sums (row->sums, sums, G_N_ELEMENTS (sums));
    last = sums[CAIRN_STUDY_OWNER_LAST_EXIT];
    if (!(sums[CAIRN_STUDY_OWNER_DAYS] > 0))
      continue;
    owner.name = g_string_chunk_insert_const (work->study->strings, row->owner);
    owner.customer_days = sums[CAIRN_STUDY_OWNER_DAYS];
    owner.lost_days = sums[CAIRN_STUDY_OWNER_LOST];
    owner.here = (guint) sums[CAIRN_STUDY_OWNER_HERE];
    owner.overdue = (guint) sums[CAIRN_STUDY_OWNER_OVERDUE];
    if (!isnan (last)
        && last > MIN (work->period.from,
                       work->period.trend_begin - CAIRN_STUDY_MEDIAN_WEEKS * CAIRN_WEEK))
      owner.last_exit = (gint64) last;
    g_array_append_val (self->owners, owner);
    g_hash_table_insert (self->places, (gpointer) owner.name, GUINT_TO_POINTER (self->owners->len));
  }
}

/* What is of owners, each its own group, or of everybody (@births NULL). */
static gsize
gather_trend (Owners *self, gsize *births)
{
  CairnStudyWork *work = self->sums->work;
  gsize n_from_birth = 0;

  begin_ages (work);
  FOREACH_ROW (row, self->sums)
  {
    guint place = 0;

    if (row->kind < CAIRN_STUDY_SUM_OWNER_EXIT || row->kind > CAIRN_STUDY_SUM_OWNER_ENTRY
        || (births != NULL && find_owner (self, row->owner, &place) == NULL))
      continue;
    if (row->kind == CAIRN_STUDY_SUM_OWNER_EXIT)
      cairn_postgres_study_spread (&work->ages, row, CAIRN_AGE_EXIT, (guint16) place);
    else if (row->kind == CAIRN_STUDY_SUM_OWNER_STAY)
      cairn_postgres_study_spread (&work->others, row, CAIRN_AGE_STAY, (guint16) place);
    else if (row->bin >= 0)
      cairn_postgres_study_spread (&work->others, row, CAIRN_AGE_ENTRY, (guint16) place);
    else if (births != NULL)
      births[place] += (gsize) row->n;
    else
      n_from_birth += (gsize) row->n;
  }
  cairn_postgres_study_sort (work);
  return n_from_birth;
}

/* Those who are here: how many of each owner's could have been expected to leave since the last one
 * did, and who will pass the target in the next seven days. */
static void
look_ahead (Owners *self)
{
  CairnStudyWork *work = self->sums->work;
  const CairnSurvival *curve = &work->trend;
  g_autofree double *hazard = cairn_study_cumulate_hazard (curve);
  gint64 now = work->period.now;
  double breaches = 0;

  FOREACH_ROW (row, self->sums)
  {
    guint place;
    CairnOwnerFigures *owner;

    if (row->kind != CAIRN_STUDY_SUM_HERE)
      continue;
    owner = find_owner (self, row->owner, &place);
    for (gint64 i = 0; i < row->n; i++)
      {
        gint64 age = cairn_postgres_study_age (row, i);
        gint64 since
          = owner != NULL ? MAX (owner->last_exit, MAX (work->period.trend_begin, now - age)) : now;
        double inside = cairn_study_survival (curve, (double) age);

        if (owner != NULL)
          owner->expected_since
            += hazard[cairn_study_count_points (curve, (double) age, TRUE)]
               - hazard[cairn_study_count_points (curve, (double) (age - (now - since)), TRUE)];
        if (age < row->what && row->what - age <= CAIRN_WEEK && inside > 0)
          breaches += cairn_study_survival_before (curve, (double) row->what) / inside;
      }
  }
  work->study->figures.breaches_ahead = breaches;
}

static int
compare_owners (gconstpointer a, gconstpointer b)
{
  const CairnOwnerFigures *x = a;
  const CairnOwnerFigures *y = b;

  if (x->lost_days != y->lost_days)
    return x->lost_days > y->lost_days ? -1 : 1;
  return strcmp (x->name, y->name);
}

static void
tell_owners (Sums *sums)
{
  CairnStudyWork *work = sums->work;
  Owners self = { .sums = sums,
                  .places = g_hash_table_new (g_str_hash, g_str_equal),
                  .owners = work->study->owners };
  g_autofree CairnLogRankGroup *groups = NULL;
  g_autofree gsize *births = NULL;
  CairnLogRankTest test;
  CairnOwnerFigures *owners;
  guint n;

  list_owners (&self);
  n = self.owners->len;
  owners = (CairnOwnerFigures *) self.owners->data;
  cairn_survival_fit (&work->trend, gather_trend (&self, NULL), &work->ages, TRUE);
  look_ahead (&self);
  births = g_new0 (gsize, MAX (n, 1));
  groups = g_new0 (CairnLogRankGroup, MAX (n, 1));
  gather_trend (&self, births);
  test = cairn_log_rank (n, births, &work->ages, groups);
  for (guint i = 0; i < n; i++)
    {
      owners[i].exits = (guint) groups[i].observed;
      owners[i].expected = groups[i].expected;
    }
  work->study->figures.type = cairn_classify_type (owners, n, test.p, work->automated);
  g_array_sort (self.owners, compare_owners);
  g_hash_table_unref (self.places);
}

/* ---- handoffs ---- */

/* @next: a stage; -1: wherever to. */
static void
add_handoff (Sums *self, gint64 next, guint moved, guint waiting)
{
  CairnStudyWork *work = self->work;
  double weeks = (double) (work->period.to - work->period.from) / CAIRN_WEEK;
  CairnHandoff handoff = { .moved = moved, .waiting = waiting };
  CairnSurvival curve = { 0 };
  gsize n_from_birth = 0;

  begin_ages (work);
  FOREACH_ROW (row, self)
  {
    if (row->kind < CAIRN_STUDY_SUM_WAY_EXIT || (next >= 0 && row->what != next))
      continue;
    if (row->kind == CAIRN_STUDY_SUM_WAY_EXIT)
      cairn_postgres_study_spread (&work->ages, row, CAIRN_AGE_EXIT, 0);
    else if (row->kind == CAIRN_STUDY_SUM_WAY_STAY)
      cairn_postgres_study_spread (&work->others, row, CAIRN_AGE_STAY, 0);
    else if (row->bin < 0)
      n_from_birth += (gsize) row->n;
    else
      cairn_postgres_study_spread (&work->others, row, CAIRN_AGE_ENTRY, 0);
  }
  cairn_postgres_study_sort (work);
  cairn_survival_fit (&curve, n_from_birth, &work->ages, TRUE);
  if (next >= 0)
    handoff.next_stage = g_string_chunk_insert_const (
      work->study->strings,
      ((CairnEngineStage *) g_ptr_array_index (work->engine->stages, next))->name);
  handoff.per_week = weeks > 0 ? moved / weeks : NAN;
  handoff.median = cairn_study_quantile (&curve, 0.5, EXITS_FOR_MEDIAN);
  g_array_append_val (work->study->handoffs, handoff);
  cairn_survival_clear (&curve);
}

static int
compare_handoffs (gconstpointer a, gconstpointer b)
{
  const CairnHandoff *x = a;
  const CairnHandoff *y = b;

  if ((x->next_stage == NULL) != (y->next_stage == NULL))
    return x->next_stage == NULL ? -1 : 1;
  return (x->moved < y->moved) - (x->moved > y->moved);
}

/* All ways together first, then those to each next stage. */
static void
tell_handoffs (Sums *self)
{
  CairnStudyWork *work = self->work;
  guint n_stages = work->engine->stages->len;
  g_autofree guint *moved = g_new0 (guint, n_stages + 1);
  guint waiting = 0, all = 0;

  FOREACH_ROW (row, self)
  {
    if (row->kind != CAIRN_STUDY_SUM_MOVED || row->what >= n_stages)
      continue;
    if (row->what < 0)
      waiting += (guint) row->n;
    else
      moved[row->what] = (guint) row->n;
    all += row->what < 0 ? 0 : (guint) row->n;
  }
  if (all + waiting == 0)
    return;
  add_handoff (self, -1, all, waiting);
  for (guint stage = 0; stage < n_stages; stage++)
    if (moved[stage] > 0)
      add_handoff (self, stage, moved[stage], 0);
  g_array_sort (work->study->handoffs, compare_handoffs);
}

/* ---- all of it ---- */

void
cairn_postgres_study_figures (CairnStudyWork *work, const PGresult *sums, gboolean details)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (CairnPostgresStudyRow));
  Sums self = { .work = work, .rows = rows };

  for (int i = 0; i < PQntuples (sums); i++)
    {
      CairnPostgresStudyRow row = cairn_postgres_study_row (sums, i);

      if (row.kind == CAIRN_STUDY_SUM_COUNTS)
        read_sums (row.sums, self.counts, G_N_ELEMENTS (self.counts));
      else
        g_array_append_val (rows, row);
    }
  work->study->figures.binned = TRUE;
  work->study->figures.brief = !details;
  tell_counts (&self);
  tell_lost (&self);
  tell_dwell (&self);
  draw_dots (&self);
  tell_fates (&self);
  tell_weeks (&self);
  tell_owners (&self);
  tell_balance (&self);
  if (!details)
    return;
  tell_medians (&self);
  tell_handoffs (&self);
}
