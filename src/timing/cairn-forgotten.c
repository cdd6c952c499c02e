/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing/cairn-forgotten.h"

#include "timing/cairn-engine-private.h"

#include <math.h>

#define DAY 86400
#define LEAST_AGE (180 * DAY)
#define SILENCE (90 * DAY)

static gint64
limit_of (CairnEngine *engine, const CairnEngineCell *cell, const CairnSnapshot *snapshot)
{
  const CairnEngineStage *stage = g_ptr_array_index (engine->stages, cell->stage);
  const CairnCell *figures
    = cairn_snapshot_find (snapshot, *cell->segment != '\0' ? cell->segment : NULL, stage->name);
  double p90 = figures == NULL              ? NAN
               : isnan (figures->p90.value) ? figures->p90.low
                                            : figures->p90.value;

  return isnan (p90) ? LEAST_AGE : MAX (LEAST_AGE, (gint64) (3 * p90));
}

GArray *
cairn_forgotten_find (CairnEngine *engine,
                      const CairnStayBook *book,
                      const CairnSnapshot *snapshot,
                      gint64 now)
{
  GArray *forgotten = g_array_new (FALSE, FALSE, sizeof (CairnVisit));

  cairn_engine_settle (engine);
  for (guint i = 0; i < engine->cells->len; i++)
    {
      const CairnEngineCell *cell = g_ptr_array_index (engine->cells, i);
      const CairnVisitStore *open = &cell->visits.open;
      gint64 limit;

      if (open->n == 0 || now - open->visits[0].entered <= LEAST_AGE)
        continue;
      limit = limit_of (engine, cell, snapshot);
      for (gsize j = 0; j < open->n && now - open->visits[j].entered > limit; j++)
        if (now - cairn_stay_book_get_last_seen (book, open->visits[j].customer) > SILENCE)
          {
            CairnVisit visit = cairn_kept_visit_tell (&open->visits[j],
                                                      cairn_kept_visit_get_home (&open->visits[j]));

            g_array_append_val (forgotten, visit);
          }
    }
  return forgotten;
}

void
cairn_forgotten_hide (CairnEngine *engine, const GArray *forgotten)
{
  for (guint i = 0; i < forgotten->len; i++)
    cairn_engine_apply (engine, &g_array_index (forgotten, CairnVisit, i), NULL);
}

void
cairn_forgotten_show (CairnEngine *engine, const GArray *forgotten)
{
  for (guint i = 0; i < forgotten->len; i++)
    cairn_engine_apply (engine, NULL, &g_array_index (forgotten, CairnVisit, i));
}
