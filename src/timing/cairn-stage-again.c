/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "timing/cairn-stage-again.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define VISITS_AT_ONCE 4096
#define VISITS_A_SECOND 2048

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
  CairnGroupedRow *rows;
  gsize n;
  CairnAges ages;
  CairnAges scratch;
  CairnSurvival curve;
} Finding;

static void
add_row (Finding *self, const CairnKeptVisit *visit)
{
  const CairnPeriod *period = self->period;
  gboolean exits = visit->left <= period->to;
  CairnGroupedRow *row = &self->rows[self->n];

  if (visit->entered > period->to || visit->entered == self->first_look)
    return;
  row->customer = visit->customer;
  row->exits = exits;
  row->stop
    = cairn_working_time_between (period->clock, visit->entered, exits ? visit->left : period->to);
  row->start = visit->entered < period->from
                 ? cairn_working_time_between (period->clock, visit->entered, period->from)
                 : 0;
  self->n++;
}

static void
add_rows (Finding *self, const CairnCellVisits *visits)
{
  const CairnVisitStore *closed = &visits->closed;
  const CairnVisitStore *open = &visits->open;

  for (gsize i = cairn_visit_store_count_until (closed, self->period->from); i < closed->n; i++)
    add_row (self, &closed->visits[i]);
  for (gsize i = 0; i < open->n; i++)
    add_row (self, &open->visits[i]);
}

/* Of the rows from @begin on. */
static CairnAgain
look_at_rows (Finding *self, gsize begin)
{
  const CairnGroupedRow *rows = self->rows + begin;
  gsize n = self->n - begin;
  CairnAgain found = { .repeated = cairn_grouped_rows_share (rows, n) };

  if (found.repeated <= CAIRN_MANY_AGAIN)
    return found;
  cairn_survival_fit_grouped (&self->curve, rows, n, &self->ages, &self->scratch);
  found.grouped = TRUE;
  found.median = cairn_survival_quantile (&self->curve, 0.5, CAIRN_LIMITS_LOG_LOG);
  found.p90 = cairn_survival_quantile (&self->curve, 0.9, CAIRN_LIMITS_LOG_LOG);
  return found;
}

static gsize
count_most (const CairnCellVisits *const *visits, guint n_cells, gint64 from)
{
  gsize n = 0;

  for (guint i = 0; i < n_cells; i++)
    n += visits[i]->closed.n - cairn_visit_store_count_until (&visits[i]->closed, from)
         + visits[i]->open.n;
  return n;
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
  finding.rows = g_new (CairnGroupedRow, count_most (visits, n_cells, period->from) + 1);
  for (guint i = 0; i < n_cells; i++)
    {
      gsize begin = finding.n;

      add_rows (&finding, visits[i]);
      self->cells[i] = look_at_rows (&finding, begin);
      if (finding.n > begin)
        {
          only = i;
          n_used++;
        }
    }
  if (n_used > 0)
    self->cells[n_cells] = n_used == 1 ? self->cells[only] : look_at_rows (&finding, 0);
  self->n_rows = finding.n;
  g_free (finding.rows);
  cairn_ages_clear (&finding.ages);
  cairn_ages_clear (&finding.scratch);
  cairn_survival_clear (&finding.curve);
}
