/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing/cairn-proportion.h"
#include "timing/cairn-stage-study.h"

#include "oracle-visits.h"

/* What a study of each stage says, against what R says about the same visits. */

static CairnStageStudy *
study (World *world, const char *segment, const char *stage, CairnWindowKind kind)
{
  CairnWindow window = { .kind = kind };

  return cairn_stage_study_new (world->engine, segment, stage, world->now, &window,
                                world->log_start, FALSE);
}

static CairnStageStudy *
study_row (World *world, const Table *table, guint i, CairnWindowKind kind)
{
  return study (world, table_get (table, i, "segment"), table_get (table, i, "stage"), kind);
}

static void
test_live (void)
{
  g_autoptr (World) world = world_read ();
  g_autoptr (Table) table = table_read ("live.csv");
  Account counts = { "live.csv, sla_hit, sla_due, wip_now", 0 };
  Account others
    = { "live.csv, age_p50, age_p90, sla and limits, Lbar91, little_W, forecast", 1e-9 };

  for (guint i = 0; i < table->rows->len; i++)
    {
      g_autoptr (CairnStageStudy) made = study_row (world, table, i, CAIRN_WINDOW_13_WEEKS);
      const CairnStudyFigures *figures = cairn_stage_study_get_figures (made);
      CairnEstimate left = cairn_proportion (figures->left_in_time, figures->due);
      const char *where = figures->stage;

      account_compare (&counts, figures->left_in_time, table_number (table, i, "sla_hit"), where);
      account_compare (&counts, figures->due, table_number (table, i, "sla_due"), where);
      account_compare (&counts, figures->here, table_number (table, i, "wip_now"), where);
      account_compare (&others, left.value, table_number (table, i, "sla"), where);
      account_compare (&others, left.low, table_number (table, i, "sla_lo"), where);
      account_compare (&others, left.high, table_number (table, i, "sla_hi"), where);
      account_compare (&others, figures->age_median / CAIRN_DAY, table_number (table, i, "age_p50"),
                       where);
      account_compare (&others, figures->age_p90 / CAIRN_DAY, table_number (table, i, "age_p90"),
                       where);
      account_compare (&others, figures->mean_here, table_number (table, i, "Lbar91"), where);
      account_compare (&others, figures->little_days, table_number (table, i, "little_W_days"),
                       where);
      account_compare (&others, figures->breaches_ahead,
                       table_number (table, i, "forecast_breach_7d"), where);
    }
  account_report (&counts);
  account_report (&others);
}

static void
test_weeks (void)
{
  g_autoptr (World) world = world_read ();
  g_autoptr (Table) table = table_read ("weekly.csv");
  Account counts = { "weekly.csv, arrivals, departures, wip_end, n_overdue", 0 };
  Account days = { "weekly.csv, customer_days, lost_days", 1e-9 };

  for (guint i = 0; i < table->rows->len; i += CAIRN_TREND_WEEKS)
    {
      g_autoptr (CairnStageStudy) made = study_row (world, table, i, CAIRN_WINDOW_13_WEEKS);
      const CairnStudyWeek *weeks = cairn_stage_study_get_weeks (made);

      for (guint w = 0; w < CAIRN_TREND_WEEKS; w++)
        {
          const char *where = table_get (table, i + w, "stage");

          g_assert_cmpint (weeks[w].begin, ==, table_number (table, i + w, "week_start"));
          account_compare (&counts, weeks[w].arrivals, table_number (table, i + w, "arrivals"),
                           where);
          account_compare (&counts, weeks[w].departures, table_number (table, i + w, "departures"),
                           where);
          account_compare (&counts, weeks[w].here, table_number (table, i + w, "wip_end"), where);
          account_compare (&counts, weeks[w].overdue, table_number (table, i + w, "n_overdue"),
                           where);
          account_compare (&days, weeks[w].customer_days,
                           table_number (table, i + w, "customer_days"), where);
          account_compare (&days, weeks[w].lost_days, table_number (table, i + w, "lost_days"),
                           where);
        }
    }
  account_report (&counts);
  account_report (&days);
}

static void
test_fates (void)
{
  static const char *const causes[] = { "next", "back", "churn" };
  g_autoptr (World) world = world_read ();
  g_autoptr (Table) table = table_read ("aj.csv");
  Account shares = { "aj.csv, shares, visits_w182", 1e-12 };
  Account errors = { "aj.csv, standard errors, visits_w182", 1e-9 };

  for (guint i = 0; i < table->rows->len; i++)
    {
      g_auto (GStrv) names = g_strsplit (table_get (table, i, "stratum"), "|", 2);
      g_autoptr (CairnStageStudy) made = NULL;
      const CairnStudyFigures *figures;

      if (!g_str_equal (table_get (table, i, "dataset"), "visits_w182"))
        continue;
      made = study (world, names[1], names[0], CAIRN_WINDOW_26_WEEKS);
      figures = cairn_stage_study_get_figures (made);
      for (guint k = 0; k < G_N_ELEMENTS (causes); k++)
        for (guint f = 0; f < G_N_ELEMENTS (figures->at_target); f++)
          {
            const CairnFate *fate = &figures->at_target[f];

            if (!g_str_equal (causes[k], table_get (table, i, "cause"))
                || fate->age != table_number (table, i, "time"))
              continue;
            account_compare (&shares, fate->share[k], table_number (table, i, "cif"), names[0]);
            account_compare (&errors, fate->error[k], table_number (table, i, "se_greenwood_etm"),
                             names[0]);
          }
    }
  account_report (&shares);
  account_report (&errors);
}

static const CairnOwnerFigures *
find_owner (CairnStageStudy *made, const char *name)
{
  guint n;
  const CairnOwnerFigures *owners = cairn_stage_study_get_owners (made, &n);

  for (guint i = 0; i < n; i++)
    if (g_str_equal (owners[i].name, name))
      return &owners[i];
  g_error ("nobody is called %s", name);
}

static void
test_owners (void)
{
  g_autoptr (World) world = world_read ();
  g_autoptr (Table) groups = table_read ("logrank_groups.csv");
  g_autoptr (Table) tests = table_read ("logrank_tests.csv");
  Account account = { "logrank_groups.csv, logrank_tests.csv, visits_w182", 1e-9 };

  for (guint i = 0; i < groups->rows->len; i++)
    {
      g_auto (GStrv) names = g_strsplit (table_get (groups, i, "stratum"), "|", 2);
      g_autoptr (CairnStageStudy) made = NULL;
      const CairnOwnerFigures *owner;

      if (!g_str_equal (table_get (groups, i, "dataset"), "visits_w182"))
        continue;
      made = study (world, names[1], names[0], CAIRN_WINDOW_13_WEEKS);
      owner = find_owner (made, table_get (groups, i, "group"));
      account_compare (&account, owner->exits, table_number (groups, i, "observed"), names[0]);
      account_compare (&account, owner->expected, table_number (groups, i, "expected"), names[0]);
    }
  for (guint i = 0; i < tests->rows->len; i++)
    {
      g_auto (GStrv) names = g_strsplit (table_get (tests, i, "stratum"), "|", 2);
      g_autoptr (CairnStageStudy) made = NULL;

      if (!g_str_equal (table_get (tests, i, "dataset"), "visits_w182"))
        continue;
      made = study (world, names[1], names[0], CAIRN_WINDOW_13_WEEKS);
      account_compare (&account, cairn_stage_study_get_figures (made)->type.p,
                       table_number (tests, i, "p"), names[0]);
    }
  account_report (&account);
}

static void
check_slowness (CairnStageStudy *made, const char *text, Account *account)
{
  g_auto (GStrv) owners = g_strsplit (text, ";", -1);

  for (guint i = 0; owners[i] != NULL; i++)
    {
      g_auto (GStrv) both = g_strsplit (owners[i], ":", 2);

      account_compare (account, find_owner (made, both[0])->slowness,
                       g_ascii_strtod (both[1], NULL), both[0]);
    }
}

static void
test_classes (void)
{
  static const char *const times[] = { "unknown", "none", "short", "long", "unclear" };
  static const char *const types[] = { "unknown", "people", "system", "both", "unclear" };
  g_autoptr (World) world = world_read ();
  g_autoptr (Table) table = table_read ("classes.csv");
  Account counts = { "classes.csv, bad_weeks, episodes, last_run, weeks_d_pos, labels", 0 };
  Account pools = { "classes.csv, pool_z", 1e-9 };
  Account slowness = { "classes.csv, slowness (six digits)", 1e-6 };

  for (guint i = 0; i < table->rows->len; i++)
    {
      g_autoptr (CairnStageStudy) made = study_row (world, table, i, CAIRN_WINDOW_13_WEEKS);
      const CairnStudyFigures *figures = cairn_stage_study_get_figures (made);
      const CairnTimeVerdict *time = &figures->time;
      g_autofree char *where
        = g_strdup_printf ("%s|%s", figures->stage, table_get (table, i, "segment"));

      account_compare (&counts, time->n_bad, table_number (table, i, "bad_weeks"), where);
      account_compare (&counts, time->n_episodes, table_number (table, i, "episodes"), where);
      account_compare (&counts, time->last_run, table_number (table, i, "last_run"), where);
      account_compare (&counts, time->n_excess, table_number (table, i, "weeks_d_pos"), where);
      account_compare (&pools, time->pool_z, table_number (table, i, "pool_z"), where);
      g_assert_cmpstr (times[time->verdict], ==, table_get (table, i, "time_class"));
      g_assert_cmpstr (types[figures->type.verdict], ==, table_get (table, i, "type_class"));
      counts.n += 2;
      if (*table_get (table, i, "slowness") != '\0')
        check_slowness (made, table_get (table, i, "slowness"), &slowness);
    }
  account_report (&counts);
  account_report (&pools);
  account_report (&slowness);
}

static void
test_ranking (void)
{
  g_autoptr (World) world = world_read ();
  g_autoptr (Table) table = table_read ("ranking.csv");
  Account account = { "ranking.csv, lost_per_week, se; and its three factors", 1e-9 };

  for (guint i = 0; i < table->rows->len; i++)
    {
      g_autoptr (CairnStageStudy) made = study_row (world, table, i, CAIRN_WINDOW_13_WEEKS);
      const CairnStudyFigures *figures = cairn_stage_study_get_figures (made);

      account_compare (&account, figures->lost_per_week, table_number (table, i, "lost_per_week"),
                       figures->stage);
      account_compare (&account, figures->lost_error, table_number (table, i, "se"),
                       figures->stage);
    }
  account_report (&account);
}

/* Hours that never end give the same as no hours at all, in the engine and in a study. */
static void
test_round_the_clock (void)
{
  g_autoptr (World) world = world_read ();
  g_autoptr (Table) table = table_read ("live.csv");
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr (CairnWorkingTime) always = cairn_working_time_new ("Mon-Sun 0-24", NULL, zone, NULL);
  CairnWindow window = { .kind = CAIRN_WINDOW_13_WEEKS };
  g_autoptr (CairnSnapshot) before
    = cairn_engine_snapshot (world->engine, world->now, &window, world->log_start);
  g_autoptr (CairnSnapshot) after = NULL;
  Account account = { "working round the clock against the calendar", 1e-12 };

  for (guint i = 0; i < table->rows->len; i++)
    {
      g_autoptr (CairnStageStudy) calendar = study_row (world, table, i, CAIRN_WINDOW_13_WEEKS);
      const CairnStudyFigures *one = cairn_stage_study_get_figures (calendar);
      g_autoptr (CairnStageStudy) clock = NULL;
      const CairnStudyFigures *two;
      const CairnCell *x, *y;

      cairn_engine_set_clock (world->engine, always);
      clock = study_row (world, table, i, CAIRN_WINDOW_13_WEEKS);
      g_clear_pointer (&after, cairn_snapshot_unref);
      after = cairn_engine_snapshot (world->engine, world->now, &window, world->log_start);
      cairn_engine_set_clock (world->engine, NULL);
      two = cairn_stage_study_get_figures (clock);
      x = cairn_snapshot_find (before, one->segment, one->stage);
      y = cairn_snapshot_find (after, one->segment, one->stage);
      account_compare (&account, two->median.value, one->median.value, one->stage);
      account_compare (&account, two->breaches_ahead, one->breaches_ahead, one->stage);
      account_compare (&account, two->kept.value, one->kept.value, one->stage);
      account_compare (&account, two->lost_error, one->lost_error, one->stage);
      account_compare (&account, two->time.pool_z, one->time.pool_z, one->stage);
      account_compare (&account, two->type.p, one->type.p, one->stage);
      account_compare (&account, y->overdue, x->overdue, one->stage);
      account_compare (&account, y->median.low, x->median.low, one->stage);
      account_compare (&account, y->p90.value, x->p90.value, one->stage);
      account_compare (&account, y->lost_per_week, x->lost_per_week, one->stage);
      account_compare (&account, y->lost_se, x->lost_se, one->stage);
      account_compare (&account, (double) y->oldest_age, (double) x->oldest_age, one->stage);
      for (guint w = 0; w < CAIRN_TREND_WEEKS; w++)
        account_compare (&account, y->lost_weeks[w], x->lost_weeks[w], one->stage);
    }
  account_report (&account);
}

/* Overdue is what has lasted its target in working time, by the figures and by the list alike. */
static void
test_office_hours (void)
{
  g_autoptr (World) world = world_read ();
  g_autoptr (Table) table = table_read ("live.csv");
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Rome");
  g_autoptr (CairnWorkingTime) hours
    = cairn_working_time_new ("Mon-Fri 9-17", "2026-11-02", zone, NULL);
  CairnWindow window = { .kind = CAIRN_WINDOW_13_WEEKS };
  g_autoptr (CairnSnapshot) snapshot = NULL;

  cairn_engine_set_clock (world->engine, hours);
  snapshot = cairn_engine_snapshot (world->engine, world->now, &window, world->log_start);
  g_assert_cmpstr (cairn_snapshot_get_clock (snapshot), ==,
                   "working days (Mon-Fri 9-17, 1 holiday)");
  for (guint i = 0; i < table->rows->len; i++)
    {
      g_autoptr (CairnStageStudy) made = study_row (world, table, i, CAIRN_WINDOW_13_WEEKS);
      const CairnStudyFigures *figures = cairn_stage_study_get_figures (made);
      const CairnCell *cell = cairn_snapshot_find (snapshot, figures->segment, figures->stage);
      guint n, overdue = 0;
      const CairnWaiting *waiting = cairn_stage_study_get_waiting (made, &n);

      for (guint j = 0; j < n; j++)
        overdue
          += cairn_working_time_between (hours, waiting[j].entered, world->now) >= figures->target;
      g_assert_cmpuint (cell->overdue, ==, overdue);
      g_assert_cmpuint (figures->overdue, ==, overdue);
      g_assert_cmpint (cell->oldest_age, ==, n > 0 ? waiting[0].age : 0);
      g_assert_cmpfloat_with_epsilon (cell->lost_per_week, figures->lost_per_week, 1e-9);
      g_assert_cmpfloat_with_epsilon (cell->median.value, figures->median.value, 1e-9);
      /* Fewer working days than calendar days in any span, but a target of as many. */
      g_assert_cmpuint (overdue, <=, (guint) table_number (table, i, "overdue_now"));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/study/oracles/live", test_live);
  g_test_add_func ("/study/oracles/weeks", test_weeks);
  g_test_add_func ("/study/oracles/fates", test_fates);
  g_test_add_func ("/study/oracles/owners", test_owners);
  g_test_add_func ("/study/oracles/classes", test_classes);
  g_test_add_func ("/study/oracles/ranking", test_ranking);
  g_test_add_func ("/study/oracles/round-the-clock", test_round_the_clock);
  g_test_add_func ("/study/oracles/office-hours", test_office_hours);
  return g_test_run ();
}
