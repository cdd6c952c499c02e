/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "timing/cairn-stage-again.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define VISITS_AT_ONCE 4096
#define VISITS_A_SECOND 2048
#define VISITS_CLOSELY 8192

char *
cairn_again_dup_sentence (double repeated)
{
  return g_strdup_printf (
    _ ("Limits allow for customers who came more than once: %.0f %% of the stays."),
    100 * repeated);
}

void
cairn_stage_again_clear (CairnStageAgain *self)
{
  g_free (self->cells);
  memset (self, 0, sizeof *self);
}

gboolean
cairn_stage_again_stands (const CairnStageAgain *self, gint64 now, guint n_cells)
{
  return self->cells != NULL && self->n_cells == n_cells && self->n_rows > VISITS_AT_ONCE
         && now >= self->found_at
         && (gsize) (now - self->found_at) < self->n_rows / VISITS_A_SECOND;
}

typedef struct
{
  const CairnPeriod *period;
  gint64 first_look;
  GArray *rows; /* CairnGroupedRow */
  CairnAges ages;
  CairnAges scratch;
  CairnSurvival curve;
} Finding;

static void
add_row (Finding *self, const CairnKeptVisit *visit)
{
  const CairnPeriod *period = self->period;
  gboolean exits = visit->left <= period->to;
  CairnGroupedRow row = { .customer = visit->customer, .exits = exits };

  if (visit->entered > period->to || visit->entered == self->first_look)
    return;
  row.stop
    = cairn_working_time_between (period->clock, visit->entered, exits ? visit->left : period->to);
  if (visit->entered < period->from)
    row.start = cairn_working_time_between (period->clock, visit->entered, period->from);
  g_array_append_val (self->rows, row);
}

/* Of one customer in @one_in, always the same ones. */
static void
add_rows (Finding *self, const CairnCellVisits *visits, guint one_in)
{
  const CairnVisitStore *closed = &visits->closed;
  const CairnVisitStore *open = &visits->open;

  for (gsize i = cairn_visit_store_count_until (closed, self->period->from); i < closed->n; i++)
    if (cairn_customer_is_picked (closed->visits[i].customer, one_in))
      add_row (self, &closed->visits[i]);
  for (gsize i = 0; i < open->n; i++)
    if (cairn_customer_is_picked (open->visits[i].customer, one_in))
      add_row (self, &open->visits[i]);
}

static gsize
count (const CairnCellVisits *visits, gint64 from)
{
  return visits->closed.n - cairn_visit_store_count_until (&visits->closed, from) + visits->open.n;
}

/* Up to where the curve falls to 1 - @p, or ends. */
static gsize
place_of (const CairnSurvival *curve, double p)
{
  gsize i = 0;

  while (i + 1 < curve->n_points && curve->points[i].survival > 1 - p
         && isfinite (curve->points[i + 1].variance))
    i++;
  return i;
}

static void
compare_variances (Finding *self, CairnAgain *found)
{
  CairnSurvival *curve = &self->curve;
  gsize median, p90;

  cairn_survival_fit_rows (curve, (const CairnGroupedRow *) self->rows->data, self->rows->len,
                           &self->ages, &self->scratch);
  found->median_wider = found->p90_wider = 1;
  if (curve->n_points == 0 || !isfinite (curve->points[0].variance))
    return;
  median = place_of (curve, 0.5);
  p90 = place_of (curve, 0.9);
  found->median_wider = 1 / curve->points[median].variance;
  found->p90_wider = 1 / curve->points[p90].variance;
  cairn_survival_group (curve, (const CairnGroupedRow *) self->rows->data, self->rows->len);
  found->median_wider *= curve->points[median].variance;
  found->p90_wider *= curve->points[p90].variance;
}

/* Fills self->rows. Returns how many customers these are of. */
static guint
list_rows (Finding *self, const CairnCellVisits *const *visits, guint n_cells, guint one_in)
{
  g_autofree guint32 *customers = NULL;

  g_array_set_size (self->rows, 0);
  for (guint i = 0; i < n_cells; i++)
    add_rows (self, visits[i], one_in);
  customers = g_new (guint32, self->rows->len + 1);
  return cairn_grouped_rows_number ((const CairnGroupedRow *) self->rows->data, self->rows->len,
                                    customers);
}

static void
find_limits (Finding *self, CairnAgain *found)
{
  cairn_survival_fit_grouped (&self->curve, (const CairnGroupedRow *) self->rows->data,
                              self->rows->len, &self->ages, &self->scratch);
  found->median = cairn_survival_quantile (&self->curve, 0.5, CAIRN_LIMITS_LOG_LOG);
  found->p90 = cairn_survival_quantile (&self->curve, 0.9, CAIRN_LIMITS_LOG_LOG);
}

static CairnAgain
look_at_cells (Finding *self, const CairnCellVisits *const *visits, guint n_cells, gsize *n_rows)
{
  CairnAgain found = { 0 };
  gsize n = 0;
  guint one_in, n_customers;

  for (guint i = 0; i < n_cells; i++)
    n += count (visits[i], self->period->from);
  *n_rows = n;
  one_in = (guint) ((n + VISITS_CLOSELY - 1) / VISITS_CLOSELY);
  n_customers = list_rows (self, visits, n_cells, one_in);
  found.sampled = one_in > 1 && n_customers >= CAIRN_LEAST_PICKED;
  if (one_in > 1 && !found.sampled)
    n_customers = list_rows (self, visits, n_cells, 1);
  if (self->rows->len > 0)
    found.repeated = 1 - (double) n_customers / self->rows->len;
  found.grouped = found.repeated > CAIRN_MANY_AGAIN;
  if (found.grouped && found.sampled)
    compare_variances (self, &found);
  else if (found.grouped)
    find_limits (self, &found);
  return found;
}

void
cairn_stage_again_find (CairnStageAgain *self,
                        const CairnPeriod *period,
                        const CairnCellVisits *const *visits,
                        guint n_cells,
                        gint64 first_look)
{
  Finding finding = { .period = period, .first_look = first_look };
  guint n_used = 0;
  guint only = 0;

  cairn_stage_again_clear (self);
  self->cells = g_new0 (CairnAgain, n_cells + 1);
  self->n_cells = n_cells;
  self->found_at = period->now;
  finding.rows = g_array_new (FALSE, FALSE, sizeof (CairnGroupedRow));
  for (guint i = 0; i < n_cells; i++)
    {
      gsize n;

      self->cells[i] = look_at_cells (&finding, &visits[i], 1, &n);
      self->n_rows += n;
      if (n > 0)
        {
          only = i;
          n_used++;
        }
    }
  if (n_used == 1)
    self->cells[n_cells] = self->cells[only];
  else if (n_used > 1)
    self->cells[n_cells] = look_at_cells (&finding, visits, n_cells, &self->n_rows);
  g_array_unref (finding.rows);
  cairn_ages_clear (&finding.ages);
  cairn_ages_clear (&finding.scratch);
  cairn_survival_clear (&finding.curve);
}
