/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing/cairn-self-benchmark.h"

#include "base/cairn-duration.h"
#include "timing/cairn-survival.h"

#include <math.h>

static void
add_age (CairnAges *ages, gint64 age, CairnAgeKind kind)
{
  cairn_ages_expect (ages, 1);
  cairn_ages_append_if (ages, cairn_age_pack (MIN (age, CAIRN_AGE_MAX), kind, 0), TRUE);
}

typedef struct
{
  CairnAges ages, others, scratch;
  CairnSurvival curve;
} Room;

static void
fit (Room *room, const GArray *stays, gint64 from, gint64 to)
{
  gsize n_from_birth = 0;

  room->ages.n = room->others.n = 0;
  for (guint i = 0; i < stays->len; i++)
    {
      const CairnVisit *visit = &g_array_index (stays, CairnStay, i).visit;

      if (visit->entered > to || visit->left <= from)
        continue;
      if (visit->left <= to)
        add_age (&room->ages, visit->left - visit->entered, CAIRN_AGE_EXIT);
      else
        add_age (&room->others, to - visit->entered, CAIRN_AGE_STAY);
      if (visit->entered < from)
        add_age (&room->others, from - visit->entered, CAIRN_AGE_ENTRY);
      else
        n_from_birth++;
    }
  cairn_ages_append_list (&room->ages, &room->others);
  cairn_ages_sort (&room->ages, &room->scratch);
  cairn_survival_fit (&room->curve, n_from_birth, &room->ages, TRUE);
}

CairnSelfBenchmark
cairn_self_benchmark (const GArray *stays, gint64 now, gint64 log_start)
{
  CairnSelfBenchmark best = { 0 };
  Room room = { 0 };

  g_return_val_if_fail (stays != NULL, best);

  if (now - log_start < CAIRN_SELF_BENCHMARK_LEAST_WEEKS * CAIRN_WEEK)
    return best;
  for (guint back = 0; back <= CAIRN_SELF_BENCHMARK_SPAN - CAIRN_SELF_BENCHMARK_WEEKS; back++)
    {
      gint64 to = now - back * CAIRN_WEEK;
      gint64 from = to - CAIRN_SELF_BENCHMARK_WEEKS * CAIRN_WEEK;
      double p75;

      if (from < log_start)
        break;
      fit (&room, stays, from, to);
      if (room.curve.n_exits < CAIRN_SELF_BENCHMARK_LEAST_EXITS)
        continue;
      p75 = cairn_survival_quantile (&room.curve, 0.75, CAIRN_LIMITS_LOG_LOG).value;
      if (!(p75 >= 1) || (best.seconds > 0 && p75 >= (double) best.seconds))
        continue;
      best = (CairnSelfBenchmark){ (gint64) llround (p75), from, to, (guint) room.curve.n_exits };
    }
  cairn_survival_clear (&room.curve);
  cairn_ages_clear (&room.ages);
  cairn_ages_clear (&room.others);
  cairn_ages_clear (&room.scratch);
  return best;
}
