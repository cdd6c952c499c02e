/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How long it takes, counted otherwise than stay by stay: first stays only, or all stays of a
 * customer added up. */
#include "timing/cairn-stage-study-private.h"

#include <math.h>

/* All stays of one customer. */
typedef struct
{
  gint64 before; /* the window */
  gint64 sum;
  gboolean open;
  gboolean seen; /* in the window */
  gboolean unknown;
} Total;

static void
add_up (const CairnStudyWork *self, const CairnVisit *visit, Total *total)
{
  gint64 from = self->period.from;
  gint64 to = self->period.to;
  gint64 end = MIN (visit->left, to);

  if (visit->entered > to)
    return;
  total->unknown = total->unknown || cairn_study_is_unknown (self, visit);
  total->open = total->open || visit->left > to;
  total->seen = total->seen || visit->left > from;
  total->sum += cairn_study_between (self, visit->entered, end);
  if (visit->entered < from)
    total->before += cairn_study_between (self, visit->entered, MIN (end, from));
}

void
cairn_study_add_up (CairnStudyWork *self)
{
  guint n_stays = self->stays->len;
  g_autofree CairnGroupedRow *rows = g_new0 (CairnGroupedRow, n_stays + 1);
  g_autofree guint32 *customers = g_new (guint32, n_stays + 1);
  g_autofree Total *totals = NULL;
  guint n;

  for (guint i = 0; i < n_stays; i++)
    rows[i].customer = cairn_study_stay (self, i)->visit.customer;
  n = cairn_grouped_rows_number (rows, n_stays, customers);
  g_clear_pointer (&rows, g_free);
  totals = g_new0 (Total, n + 1);
  for (guint i = 0; i < n_stays; i++)
    add_up (self, &cairn_study_stay (self, i)->visit, &totals[customers[i]]);
  self->totals = g_array_new (FALSE, FALSE, sizeof (CairnGroupedRow));
  for (guint i = 0; i < n; i++)
    {
      CairnGroupedRow row = { totals[i].before, totals[i].sum, i, !totals[i].open };

      /* Who was only here for a moment in the window has nothing added to what was before. */
      if (totals[i].seen && !totals[i].unknown && (row.start == 0 || row.stop > row.start))
        g_array_append_val (self->totals, row);
    }
}

static CairnStudyRow
first_row (const CairnStudyWork *self, guint i)
{
  CairnStudyRow row = cairn_study_dwell_row (self, i);

  row.skip = row.skip || cairn_study_stay (self, i)->earlier > 0;
  return row;
}

/* @rows as a study of its own, as far as the picture of the distribution goes. */
static CairnStageStudy *
count_by (CairnStudyWork *self, const GArray *rows, gint64 target)
{
  CairnStageStudy *study = cairn_stage_study_alloc ();
  CairnStudyFigures *figures = &study->figures;
  CairnSurvival curve = { 0 };

  *figures = self->study->figures;
  figures->segment = cairn_study_keep (study, figures->segment);
  figures->stage = cairn_study_keep (study, figures->stage);
  figures->target = target;
  figures->due = 0; /* whether the target is kept is told of stays */
  figures->kept = (CairnEstimate){ NAN, NAN, NAN };
  figures->here = 0;
  figures->age_max = 0;
  for (guint i = 0; i < rows->len; i++)
    {
      const CairnGroupedRow *row = &g_array_index (rows, CairnGroupedRow, i);

      if (row->exits)
        continue;
      figures->here++;
      figures->age_max = MAX (figures->age_max, row->stop);
    }
  cairn_survival_fit_grouped (&curve, (const CairnGroupedRow *) rows->data, rows->len, &self->ages,
                              &self->scratch);
  cairn_study_tell_curve (study, &curve, rows);
  cairn_survival_clear (&curve);
  return study;
}

void
cairn_study_counts (CairnStudyWork *self)
{
  CairnStudyFigures *figures = &self->study->figures;
  g_autoptr (GArray) first = cairn_study_list (self, self->period.from, self->period.to, first_row);

  self->study->first_stays = count_by (self, first, figures->target);
  self->study->customers = count_by (self, self->totals, 0); /* a target is one of a stay */
  figures->first_stay = self->study->first_stays->figures.median;
  figures->per_customer = self->study->customers->figures.median;
}
