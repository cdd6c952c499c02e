/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/cairn-duration.h"
#include "timing/cairn-proportion.h"
#include "timing/cairn-stage-study-private.h"
#include "timing/cairn-survival-private.h"

#include <math.h>
#include <string.h>

#define EXITS_FOR_MEDIAN 5
#define EXITS_FOR_P90 20
#define MOST_POINTS 400
#define MOST_DOTS 1000

G_DEFINE_BOXED_TYPE (CairnStageStudy,
                     cairn_stage_study,
                     cairn_stage_study_ref,
                     cairn_stage_study_unref)

/* ---- curves ---- */

CairnStudyRow
cairn_study_dwell_row (const CairnStudyWork *self, guint i)
{
  const CairnVisit *visit = &cairn_study_stay (self, i)->visit;

  return (CairnStudyRow){ .entered = visit->entered,
                          .left = visit->left,
                          .skip = cairn_study_is_unknown (self, visit) };
}

static void
add_age (CairnAges *ages, gint64 age, CairnAgeKind kind, guint16 cell)
{
  cairn_ages_expect (ages, 1);
  cairn_ages_append_if (ages, cairn_age_pack (MIN (age, CAIRN_AGE_MAX), kind, cell), TRUE);
}

gsize
cairn_study_gather (CairnStudyWork *self,
                    gint64 from,
                    gint64 to,
                    CairnStudyRowFunc row_of,
                    gsize *by_cell,
                    guint n_cells)
{
  gsize n_from_birth = 0;

  self->ages.n = self->others.n = 0;
  for (guint i = 0; i < n_cells; i++)
    by_cell[i] = 0;
  for (guint i = 0; i < self->stays->len; i++)
    {
      CairnStudyRow row = row_of (self, i);
      gint64 start;

      if (row.skip || row.entered > to || row.left <= from)
        continue;
      if (row.left <= to)
        add_age (&self->ages, cairn_study_between (self, row.entered, row.left), CAIRN_AGE_EXIT,
                 row.cell);
      else
        add_age (&self->others, cairn_study_between (self, row.entered, to), CAIRN_AGE_STAY,
                 row.cell);
      /* By a clock that stands still at times, who came before the window may still be at age 0. */
      start = row.entered < from ? cairn_study_between (self, row.entered, from) : 0;
      if (start > 0)
        {
          add_age (&self->others, start, CAIRN_AGE_ENTRY, row.cell);
          continue;
        }
      n_from_birth++;
      if (by_cell != NULL)
        by_cell[row.cell]++;
    }
  cairn_ages_append_list (&self->ages, &self->others);
  cairn_ages_sort (&self->ages, &self->scratch);
  return n_from_birth;
}

void
cairn_study_fit (
  CairnStudyWork *self, gint64 from, gint64 to, CairnStudyRowFunc row, CairnSurvival *curve)
{
  gsize n_from_birth = cairn_study_gather (self, from, to, row, NULL, 0);

  cairn_survival_fit (curve, n_from_birth, &self->ages, TRUE);
}

gsize
cairn_study_count_points (const CairnSurvival *curve, double age, gboolean with_equal)
{
  gsize low = 0;
  gsize high = curve->n_points;

  while (low < high)
    {
      gsize middle = low + (high - low) / 2;
      double at = curve->points[middle].age;

      if (at < age || (with_equal && at <= age))
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

double
cairn_study_survival (const CairnSurvival *curve, double age)
{
  gsize n = cairn_study_count_points (curve, age, TRUE);

  return n > 0 ? curve->points[n - 1].survival : 1;
}

double
cairn_study_survival_before (const CairnSurvival *curve, double age)
{
  gsize n = cairn_study_count_points (curve, age, FALSE);

  return n > 0 ? curve->points[n - 1].survival : 1;
}

CairnEstimate
cairn_study_quantile (const CairnSurvival *curve, double p, guint least)
{
  if (curve->n_exits < least)
    return (CairnEstimate){ NAN, NAN, NAN };
  return cairn_survival_quantile (curve, p, CAIRN_LIMITS_LOG_LOG);
}

/* ---- who and how many ---- */

static gint64
target_of_visit (const CairnStudyWork *self, const CairnVisit *visit)
{
  return cairn_engine_get_target (self->engine,
                                  g_ptr_array_index (self->engine->cells, visit->cell))
    .target;
}

/* Before this, nothing matters any more: neither to the window and the weeks, nor to what else is
 * wished for. */
static gint64
find_horizon (const CairnStudyWork *self)
{
  const GArray *changes = self->wish->changes;
  gint64 horizon
    = MIN (self->period.from, self->period.trend_begin - CAIRN_STUDY_MEDIAN_WEEKS * CAIRN_WEEK);

  for (guint i = 0; changes != NULL && i < changes->len; i++)
    horizon = MIN (horizon, g_array_index (changes, gint64, i) - CAIRN_TREND_WEEKS * CAIRN_WEEK);
  if (self->wish->self_benchmark)
    horizon = MIN (horizon, self->period.now - CAIRN_SELF_BENCHMARK_SPAN * CAIRN_WEEK);
  return horizon;
}

/* Whether something of @stay is after @horizon: the stay itself, its target, or the way to what
 * came next. */
static gboolean
matters (const CairnStudyWork *self, const CairnStay *stay, gint64 target, gint64 horizon)
{
  return stay->visit.left > horizon || stay->outcome == CAIRN_OUTCOME_GONE
         || (stay->next_stage != CAIRN_NO_STAGE && stay->next_entered > horizon)
         || (target > 0 && cairn_study_due (self, stay->visit.entered, target) > horizon);
}

/* Nothing that is ahead of "now" is known then. */
static void
take_stays (CairnStudyWork *self, const char *segment, const char *stage)
{
  gint64 horizon = find_horizon (self);
  guint kept = 0;

  self->stays = cairn_stays_gather (self->engine, segment, stage);
  self->targets = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; i < self->stays->len; i++)
    {
      CairnStay *stay = &g_array_index (self->stays, CairnStay, i);
      gint64 target;

      if (stay->visit.entered > self->period.now)
        continue;
      if (stay->visit.left > self->period.now)
        {
          stay->visit.left = CAIRN_VISIT_OPEN;
          stay->outcome = CAIRN_OUTCOME_OPEN;
          stay->next_stage = CAIRN_NO_STAGE;
        }
      else if (stay->next_stage != CAIRN_NO_STAGE && stay->next_entered > self->period.now)
        {
          stay->outcome = CAIRN_OUTCOME_GONE;
          stay->next_stage = CAIRN_NO_STAGE;
        }
      target = target_of_visit (self, &stay->visit);
      if (!matters (self, stay, target, horizon))
        continue;
      g_array_append_val (self->targets, target);
      g_array_index (self->stays, CairnStay, kept++) = *stay;
    }
  g_array_set_size (self->stays, kept);
}

/* That of all who were in the stage if it is one, else that of segments without one of their own.
 */
static void
find_target (CairnStudyWork *self, const char *stage)
{
  CairnStudyFigures *figures = &self->study->figures;
  guint number = GPOINTER_TO_UINT (g_hash_table_lookup (self->engine->stage_numbers, stage));
  CairnTarget target = { 0, 0 }, first = { 0, 0 };
  guint n_targets = 0;

  if (number > 0)
    target = ((CairnEngineStage *) g_ptr_array_index (self->engine->stages, number - 1))->target;
  for (guint i = 0; i < self->engine->cells->len; i++)
    {
      const CairnEngineCell *cell = g_ptr_array_index (self->engine->cells, i);
      CairnTarget its = cairn_engine_get_target (self->engine, cell);

      if (cell->stage + 1 != number)
        continue;
      if (figures->segment != NULL && g_str_equal (cell->segment, figures->segment))
        target = its;
      if (cairn_engine_cell_get_n_visits (cell) == 0)
        continue;
      if (n_targets == 0)
        first = its;
      n_targets += n_targets == 0 || its.target != first.target;
    }
  if (figures->segment == NULL && n_targets == 1)
    target = first;
  figures->target = target.target;
  figures->limit = target.limit;
}

static void
count_stays (CairnStudyWork *self)
{
  CairnStudyFigures *figures = &self->study->figures;
  const CairnPeriod *period = &self->period;

  for (guint i = 0; i < self->stays->len; i++)
    {
      const CairnStay *stay = cairn_study_stay (self, i);
      gint64 target = cairn_study_target (self, i);
      gint64 entered = stay->visit.entered;
      gint64 left = stay->visit.left;

      if (entered > period->from && entered <= period->to)
        {
          figures->arrivals++;
          figures->again += stay->earlier > 0;
        }
      if (left > period->from && left <= period->to)
        {
          figures->departures++;
          figures->straight_through += left - entered <= CAIRN_MINUTE;
          figures->outcomes[stay->outcome]++;
        }
      if (stay->outcome == CAIRN_OUTCOME_OPEN)
        {
          figures->here++;
          figures->overdue += target > 0 && cairn_study_due (self, entered, target) <= period->now;
        }
    }
}

/* The fate of a visit whose target is behind it is known, whether it is still open or not. */
static void
count_kept_targets (CairnStudyWork *self)
{
  CairnStudyFigures *figures = &self->study->figures;

  for (guint i = 0; i < self->stays->len; i++)
    {
      const CairnStay *stay = cairn_study_stay (self, i);
      gint64 target = cairn_study_target (self, i);
      gint64 due = cairn_study_due (self, stay->visit.entered, target);

      if (target == 0
          || due <= MAX (self->period.from, cairn_study_due (self, self->period.log_start, target))
          || due > self->period.to)
        continue;
      figures->due++;
      if (stay->visit.left > due)
        continue;
      figures->left_in_time++;
      figures->churned_first += stay->outcome == CAIRN_OUTCOME_CHURN;
    }
  figures->kept = cairn_proportion (figures->left_in_time - figures->churned_first, figures->due);
}

static void
estimate_dwell (CairnStudyWork *self)
{
  CairnStudyFigures *figures = &self->study->figures;
  CairnSurvival *curve = &self->window;
  gboolean guarded;

  cairn_study_fit (self, self->period.from, self->period.to, cairn_study_dwell_row, curve);
  cairn_study_fit (self, MAX (self->period.trend_begin, self->period.log_start), self->period.now,
                   cairn_study_dwell_row, &self->trend);
  figures->exits = (guint) curve->n_exits;
  figures->guard_age = curve->guard_age;
  guarded = figures->target > 0 && curve->guard_age > figures->target / 4.0;
  figures->median = cairn_study_quantile (curve, 0.5, guarded ? G_MAXUINT : EXITS_FOR_MEDIAN);
  figures->p90 = cairn_study_quantile (curve, 0.9, guarded ? G_MAXUINT : EXITS_FOR_MEDIAN);
  if (curve->n_exits < EXITS_FOR_P90)
    figures->p90.value = figures->p90.high = NAN;
  figures->mean = curve->n_points > 0
                    ? cairn_survival_mean (curve, curve->points[curve->n_points - 1].age, NULL)
                    : NAN;
}

/* ---- those who are here ---- */

/* The first u with S (age + u) <= S (age) / 2, which S may miss by what was rounded off it. */
static double
find_residual (const CairnSurvival *curve, gint64 age)
{
  double half = cairn_study_survival (curve, (double) age) / 2 * (1 + CAIRN_BAND_TOLERANCE);
  gsize low = cairn_study_count_points (curve, (double) age, TRUE);
  gsize high = curve->n_points;

  if (curve->n_exits < EXITS_FOR_MEDIAN || !(half > 0))
    return NAN;
  while (low < high)
    {
      gsize middle = low + (high - low) / 2;

      if (curve->points[middle].survival <= half)
        high = middle;
      else
        low = middle + 1;
    }
  return low < curve->n_points ? curve->points[low].age - (double) age : NAN;
}

static int
compare_waiting (gconstpointer a, gconstpointer b)
{
  const CairnWaiting *x = a;
  const CairnWaiting *y = b;

  if (x->age != y->age)
    return x->age > y->age ? -1 : 1;
  return strcmp (x->customer, y->customer);
}

static const char *
keep (CairnStageStudy *study, const char *text)
{
  return text != NULL ? g_string_chunk_insert_const (study->strings, text) : NULL;
}

static void
list_waiting (CairnStudyWork *self)
{
  for (guint i = 0; i < self->stays->len; i++)
    {
      const CairnStay *stay = cairn_study_stay (self, i);
      gint64 target = cairn_study_target (self, i);
      CairnWaiting waiting = { .number = stay->visit.customer, .entered = stay->visit.entered };

      if (stay->outcome != CAIRN_OUTCOME_OPEN)
        continue;
      waiting.customer
        = keep (self->study, g_ptr_array_index (self->engine->customers, waiting.number));
      waiting.owner = keep (self->study, cairn_engine_get_owner (self->engine, stay->visit.owner));
      waiting.age = cairn_study_between (self, waiting.entered, self->period.now);
      waiting.overdue = target > 0 && waiting.age >= target;
      waiting.at_least = cairn_study_is_unknown (self, &stay->visit);
      waiting.more = waiting.at_least ? NAN : find_residual (&self->window, waiting.age);
      g_array_append_val (self->study->waiting, waiting);
    }
  g_array_sort (self->study->waiting, compare_waiting);
}

/* The inverse of the distribution function (R's type 1) of what is sorted from the greatest. */
static double
age_quantile (const GArray *waiting, double p)
{
  guint n = waiting->len;
  guint place = n > 0 ? MAX (1, (guint) ceil (n * p)) : 0;

  return n > 0 ? (double) g_array_index (waiting, CairnWaiting, n - place).age : NAN;
}

static void
tell_ages (CairnStudyWork *self)
{
  CairnStudyFigures *figures = &self->study->figures;
  const GArray *waiting = self->study->waiting;

  figures->age_median = age_quantile (waiting, 0.5);
  figures->age_p90 = age_quantile (waiting, 0.9);
  figures->age_max = waiting->len > 0 ? g_array_index (waiting, CairnWaiting, 0).age : 0;
}

/* Of those here and still within the target: who will pass it in the next seven days? */
static void
forecast_breaches (CairnStudyWork *self)
{
  gint64 ahead = cairn_study_between (self, self->period.now, self->period.now + CAIRN_WEEK);
  double sum = 0;

  for (guint i = 0; i < self->stays->len; i++)
    {
      const CairnStay *stay = cairn_study_stay (self, i);
      gint64 target = cairn_study_target (self, i);
      gint64 age = cairn_study_between (self, stay->visit.entered, self->period.now);
      double inside;

      if (stay->outcome != CAIRN_OUTCOME_OPEN || target == 0 || age >= target
          || target - age > ahead || cairn_study_is_unknown (self, &stay->visit))
        continue;
      inside = cairn_study_survival (&self->trend, (double) age);
      if (inside > 0)
        sum += cairn_study_survival_before (&self->trend, (double) target) / inside;
    }
  self->study->figures.breaches_ahead = sum;
}

/* ---- the picture of the distribution ---- */

static void
draw_curve (CairnStudyWork *self)
{
  const CairnSurvival *curve = &self->window;
  gsize step = MAX (1, (curve->n_points + MOST_POINTS - 1) / MOST_POINTS);

  if (curve->n_exits < EXITS_FOR_MEDIAN)
    return;
  for (gsize i = 0; i < curve->n_points; i++)
    {
      const CairnSurvivalPoint *point = &curve->points[i];
      CairnCurvePoint drawn = { point->age, point->survival, NAN, NAN };

      if (i % step != 0 && i + 1 < curve->n_points)
        continue;
      cairn_survival_limits (point->survival, point->variance, CAIRN_LIMITS_LOG_LOG, &drawn.low,
                             &drawn.high);
      g_array_append_val (self->study->curve, drawn);
    }
}

static void
draw_dots (CairnStudyWork *self)
{
  const CairnPeriod *period = &self->period;
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (CairnStayDot));
  guint step;

  for (guint i = 0; i < self->stays->len; i++)
    {
      const CairnVisit *visit = &cairn_study_stay (self, i)->visit;
      CairnStayDot dot = { .open = visit->left > period->to };

      if (visit->left <= period->from || visit->entered > period->to
          || cairn_study_is_unknown (self, visit))
        continue;
      dot.age
        = (double) cairn_study_between (self, visit->entered, dot.open ? period->to : visit->left);
      g_array_append_val (all, dot);
    }
  step = MAX (1, (all->len + MOST_DOTS - 1) / MOST_DOTS);
  for (guint i = 0; i < all->len; i += step)
    g_array_append_vals (self->study->dots, &g_array_index (all, CairnStayDot, i), 1);
}

/* ---- the object ---- */

static CairnStageStudy *
study_alloc (void)
{
  CairnStageStudy *self = g_new0 (CairnStageStudy, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->waiting = g_array_new (FALSE, FALSE, sizeof (CairnWaiting));
  self->owners = g_array_new (FALSE, TRUE, sizeof (CairnOwnerFigures));
  self->handoffs = g_array_new (FALSE, TRUE, sizeof (CairnHandoff));
  self->curve = g_array_new (FALSE, FALSE, sizeof (CairnCurvePoint));
  self->dots = g_array_new (FALSE, FALSE, sizeof (CairnStayDot));
  self->effects = g_array_new (FALSE, FALSE, sizeof (CairnChangeEffect));
  self->touchpoints = g_array_new (FALSE, FALSE, sizeof (CairnTouchpointFigures));
  self->strings = g_string_chunk_new (1024);
  return self;
}

static void
resolve_period (CairnStudyWork *self, gint64 now, const CairnWindow *window, gint64 log_start)
{
  CairnStudyFigures *figures = &self->study->figures;

  cairn_engine_settle (self->engine);
  if (log_start == G_MININT64)
    log_start = cairn_engine_guess_log_start (self->engine, now);
  self->period = cairn_period_resolve (now, window, log_start);
  self->period.clock = self->engine->clock;
  figures->working_days = self->period.clock != NULL;
  figures->now = now;
  figures->from = self->period.from;
  figures->to = self->period.to;
}

static void
work_clear (CairnStudyWork *self)
{
  g_clear_pointer (&self->stays, g_array_unref);
  g_clear_pointer (&self->targets, g_array_unref);
  cairn_survival_clear (&self->window);
  cairn_survival_clear (&self->trend);
  cairn_ages_clear (&self->ages);
  cairn_ages_clear (&self->others);
  cairn_ages_clear (&self->scratch);
}

/* The stays of which it is known how long they last. */
static GArray *
list_known (const CairnStudyWork *self)
{
  GArray *known = g_array_new (FALSE, FALSE, sizeof (CairnStay));

  for (guint i = 0; i < self->stays->len; i++)
    if (!cairn_study_is_unknown (self, &cairn_study_stay (self, i)->visit))
      g_array_append_vals (known, cairn_study_stay (self, i), 1);
  return known;
}

static void
look_back (CairnStudyWork *self)
{
  const CairnPeriod *period = &self->period;
  const GArray *changes = self->wish->changes;
  g_autoptr (GArray) known = list_known (self);

  for (guint i = 0; changes != NULL && i < changes->len; i++)
    {
      CairnChangeEffect effect = cairn_change_effect (known, g_array_index (changes, gint64, i),
                                                      period->now, period->log_start);

      g_array_append_val (self->study->effects, effect);
    }
  if (self->wish->self_benchmark)
    self->study->figures.own_best = cairn_self_benchmark (known, period->now, period->log_start);
}

CairnStageStudy *
cairn_stage_study_new_for_wish (CairnEngine *engine,
                                const CairnStudyWish *wish,
                                gint64 now,
                                const CairnWindow *window,
                                gint64 log_start)
{
  CairnStudyWork work = { .engine = engine, .wish = wish };

  g_return_val_if_fail (engine != NULL && wish != NULL && window != NULL, NULL);

  work.automated = wish->automated;
  work.study = study_alloc ();
  work.study->figures.segment = keep (work.study, wish->segment);
  work.study->figures.stage = keep (work.study, wish->stage);
  resolve_period (&work, now, window, log_start);
  take_stays (&work, wish->segment, wish->stage);
  find_target (&work, wish->stage);
  count_stays (&work);
  count_kept_targets (&work);
  estimate_dwell (&work);
  list_waiting (&work);
  tell_ages (&work);
  forecast_breaches (&work);
  draw_curve (&work);
  draw_dots (&work);
  cairn_study_weeks (&work);
  cairn_study_flow (&work);
  cairn_study_touchpoints (&work);
  cairn_study_owners (&work);
  look_back (&work);
  work_clear (&work);
  return work.study;
}

CairnStageStudy *
cairn_stage_study_new (CairnEngine *engine,
                       const char *segment,
                       const char *stage,
                       gint64 now,
                       const CairnWindow *window,
                       gint64 log_start,
                       gboolean automated)
{
  CairnStudyWish wish
    = { .segment = (char *) segment, .stage = (char *) stage, .automated = automated };

  g_return_val_if_fail (stage != NULL, NULL);

  return cairn_stage_study_new_for_wish (engine, &wish, now, window, log_start);
}

CairnStudyWish *
cairn_study_wish_new (const char *segment, const char *stage, gboolean automated)
{
  CairnStudyWish *self = g_new0 (CairnStudyWish, 1);

  self->segment = g_strdup (segment);
  self->stage = g_strdup (stage);
  self->automated = automated;
  return self;
}

void
cairn_study_wish_add_change (CairnStudyWish *self, gint64 moment)
{
  g_return_if_fail (self != NULL);

  if (self->changes == NULL)
    self->changes = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_array_append_val (self->changes, moment);
}

void
cairn_study_wish_add_touchpoint (CairnStudyWish *self, const char *value, const char *step)
{
  g_return_if_fail (self != NULL && value != NULL && step != NULL);

  if (self->touchpoints == NULL)
    self->touchpoints = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  if (*value != '\0' && *step != '\0' && !g_hash_table_contains (self->touchpoints, value))
    g_hash_table_insert (self->touchpoints, g_strdup (value), g_strdup (step));
}

void
cairn_study_wish_free (CairnStudyWish *self)
{
  g_clear_pointer (&self->changes, g_array_unref);
  g_clear_pointer (&self->touchpoints, g_hash_table_unref);
  g_free (self->segment);
  g_free (self->stage);
  g_free (self);
}

CairnStageStudy *
cairn_stage_study_ref (CairnStageStudy *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
cairn_stage_study_unref (CairnStageStudy *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_array_unref (self->waiting);
  g_array_unref (self->owners);
  g_array_unref (self->handoffs);
  g_array_unref (self->curve);
  g_array_unref (self->dots);
  g_array_unref (self->effects);
  g_array_unref (self->touchpoints);
  g_string_chunk_free (self->strings);
  g_free (self);
}

const CairnStudyFigures *
cairn_stage_study_get_figures (const CairnStageStudy *self)
{
  return &self->figures;
}

const CairnStudyWeek *
cairn_stage_study_get_weeks (const CairnStageStudy *self)
{
  return self->weeks;
}

#define LIST_GETTER(name, Type)                                                                    \
  const Type *cairn_stage_study_get_##name (const CairnStageStudy *self, guint *n)                 \
  {                                                                                                \
    *n = self->name->len;                                                                          \
    return (const Type *) self->name->data;                                                        \
  }

LIST_GETTER (waiting, CairnWaiting)
LIST_GETTER (owners, CairnOwnerFigures)
LIST_GETTER (handoffs, CairnHandoff)
LIST_GETTER (curve, CairnCurvePoint)
LIST_GETTER (dots, CairnStayDot)
LIST_GETTER (effects, CairnChangeEffect)
LIST_GETTER (touchpoints, CairnTouchpointFigures)

const CairnTouchpointFigures *
cairn_stage_study_find_touchpoint (const CairnStageStudy *self, const char *name)
{
  g_return_val_if_fail (self != NULL && name != NULL, NULL);

  for (guint i = 0; i < self->touchpoints->len; i++)
    {
      const CairnTouchpointFigures *one
        = &g_array_index (self->touchpoints, CairnTouchpointFigures, i);

      if (g_str_equal (one->name, name))
        return one;
    }
  return NULL;
}

const CairnChangeEffect *
cairn_stage_study_find_effect (const CairnStageStudy *self, gint64 moment)
{
  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < self->effects->len; i++)
    {
      const CairnChangeEffect *effect = &g_array_index (self->effects, CairnChangeEffect, i);

      if (effect->moment == moment)
        return effect;
    }
  return NULL;
}
