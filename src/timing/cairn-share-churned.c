/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing/cairn-share-churned.h"

#include "timing/cairn-engine-private.h"
#include "timing/cairn-incidence.h"
#include "timing/cairn-stay.h"

typedef struct
{
  const CairnPeriod *period;
  CairnAges ages;
  CairnAges others;
  CairnAges scratch;
  gsize n_from_birth;
} Rows;

static void
add (CairnAges *ages, gint64 age, CairnAgeKind kind, guint16 cell)
{
  cairn_ages_expect (ages, 1);
  cairn_ages_append_if (ages, cairn_age_pack (MIN (age, CAIRN_AGE_MAX), kind, cell), TRUE);
}

static void
add_stay (Rows *self, const CairnStay *stay)
{
  const CairnPeriod *period = self->period;
  gint64 entered = stay->visit.entered;
  gint64 left = stay->visit.left;
  gint64 start = entered < period->from
                   ? cairn_working_time_between (period->clock, entered, period->from)
                   : 0;

  if (left <= period->to)
    add (&self->ages, cairn_working_time_between (period->clock, entered, left), CAIRN_AGE_EXIT,
         (guint16) stay->outcome);
  else
    add (&self->others, cairn_working_time_between (period->clock, entered, period->to),
         CAIRN_AGE_STAY, 0);
  if (start > 0)
    add (&self->others, start, CAIRN_AGE_ENTRY, 0);
  else
    self->n_from_birth++;
}

double
cairn_share_churned (CairnEngine *engine,
                     const char *segment,
                     const char *stage,
                     const CairnPeriod *period,
                     gint64 age)
{
  g_autoptr (GArray) stays = cairn_stays_gather (engine, segment, stage);
  g_auto (CairnIncidence) incidence = { 0 };
  Rows rows = { .period = period };
  double share;

  for (guint i = 0; i < stays->len; i++)
    {
      const CairnStay *stay = &g_array_index (stays, CairnStay, i);

      if (stay->visit.entered <= period->to && stay->visit.left > period->from
          && stay->visit.entered != engine->first_look)
        add_stay (&rows, stay);
    }
  cairn_ages_append_list (&rows.ages, &rows.others);
  cairn_ages_sort (&rows.ages, &rows.scratch);
  cairn_incidence_fit (&incidence, rows.n_from_birth, &rows.ages, TRUE);
  share = cairn_incidence_at (&incidence, (double) age).share[CAIRN_OUTCOME_CHURN];
  cairn_ages_clear (&rows.ages);
  cairn_ages_clear (&rows.others);
  cairn_ages_clear (&rows.scratch);
  return share;
}
