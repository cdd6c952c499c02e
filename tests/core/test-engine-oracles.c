/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/cairn-duration.h"
#include "timing/cairn-engine.h"
#include "timing/cairn-pileup.h"

#include "oracle-visits.h"

/* The visits of in_visits.csv, given to an engine, against what R says about them. */

static const CairnCell *
find (CairnSnapshot *snapshot, const Table *table, guint i)
{
  const CairnCell *cell = cairn_snapshot_find (snapshot, table_get (table, i, "segment"),
                                               table_get (table, i, "stage"));

  g_assert_nonnull (cell);
  return cell;
}

static CairnSnapshot *
snapshot_of_window (World *world, const char *dataset)
{
  CairnWindow window;
  const char *text = strcmp (dataset, "visits_w91") == 0    ? "13w"
                     : strcmp (dataset, "visits_w182") == 0 ? "26w"
                                                            : "all";

  g_assert_true (cairn_window_parse (text, &window));
  return cairn_engine_snapshot (world->engine, world->now, &window, world->log_start);
}

static const CairnCell *
find_stratum (CairnSnapshot *snapshot, const char *stratum)
{
  g_auto (GStrv) names = g_strsplit (stratum, "|", 2);
  const CairnCell *cell
    = cairn_snapshot_find (snapshot, strcmp (names[1], "ALL") == 0 ? NULL : names[1], names[0]);

  g_assert_nonnull (cell);
  return cell;
}

/* R took the visits to be independent of each other. Where many customers come again Cairn does
 * not, which leaves the quantiles where they are. */
static void
test_quantiles (void)
{
  g_autoptr (World) world = world_read_as (TRUE);
  g_autoptr (World) with_customers = world_read ();
  g_autoptr (Table) table = table_read ("km_quantiles.csv");
  Account account = { "km_quantiles.csv, visits through the engine", 1e-9 };

  for (guint i = 0; i < table->rows->len; i++)
    {
      const char *dataset = table_get (table, i, "dataset");
      const char *stratum = table_get (table, i, "stratum");
      double p = table_number (table, i, "p");
      g_autoptr (CairnSnapshot) snapshot = NULL;
      g_autoptr (CairnSnapshot) grouped = NULL;
      const CairnCell *cell, *its;
      CairnEstimate estimate;

      if (!g_str_has_prefix (dataset, "visits_") || (p != 0.5 && p != 0.9)
          || strcmp (table_get (table, i, "conf_type"), "loglog") != 0)
        continue;
      snapshot = snapshot_of_window (world, dataset);
      cell = find_stratum (snapshot, stratum);
      g_assert_cmpfloat (cell->guard_age, ==, 0);
      estimate = p == 0.5 ? cell->median : cell->p90;
      account_compare (&account, cell->exits, table_number (table, i, "events"), stratum);
      account_compare (&account, estimate.value, table_number (table, i, "q"), stratum);
      account_compare (&account, estimate.low, table_number (table, i, "lo"), stratum);
      account_compare (&account, estimate.high, table_number (table, i, "hi"), stratum);
      grouped = snapshot_of_window (with_customers, dataset);
      its = find_stratum (grouped, stratum);
      account_compare (&account, p == 0.5 ? its->median.value : its->p90.value, estimate.value,
                       stratum);
      g_assert_cmpint (its->grouped, ==, its->repeated > 0.1);
      if (!its->grouped)
        account_compare (&account, p == 0.5 ? its->median.low : its->p90.low, estimate.low,
                         stratum);
    }
  account_report (&account);
}

/* Each week as a window of its own, in a log that begins with it, at the moment it ends. */
static void
test_weeks (void)
{
  g_autoptr (World) world = world_read ();
  g_autoptr (Table) table = table_read ("weekly.csv");
  CairnWindow all = { .kind = CAIRN_WINDOW_ALL };
  g_autoptr (CairnSnapshot) today
    = cairn_engine_snapshot (world->engine, world->now, &all, world->log_start);
  Account counts = { "weekly.csv, arrivals, departures, wip_end", 0 };
  Account days = { "weekly.csv, lost_days, lost_se", 1e-9 };

  for (guint i = 0; i < table->rows->len; i++)
    {
      const char *where = table_get (table, i, "stage");
      guint week = table_number (table, i, "week");
      gint64 from = table_number (table, i, "week_start");
      CairnWindow window = { CAIRN_WINDOW_RANGE, from, from + CAIRN_WEEK };
      g_autoptr (CairnSnapshot) then
        = cairn_engine_snapshot (world->engine, window.to, &window, from);
      const CairnCell *cell = find (then, table, i);

      account_compare (&counts, cell->arrivals, table_number (table, i, "arrivals"), where);
      account_compare (&counts, cell->departures, table_number (table, i, "departures"), where);
      account_compare (&counts, cell->here, table_number (table, i, "wip_end"), where);
      account_compare (&days, cell->lost_per_week, table_number (table, i, "lost_days"), where);
      account_compare (&days, cell->lost_se, table_number (table, i, "lost_se"), where);
      account_compare (&days, find (today, table, i)->lost_weeks[week - 1],
                       table_number (table, i, "lost_days"), where);
    }
  account_report (&counts);
  account_report (&days);
}

/* R was given half a second for a visit of no length, so its curve falls half a second later. */
static double
mean_without_half_seconds (const World *world, const CairnCell *cell, double mean_days)
{
  guint16 number = cairn_engine_add_cell (world->engine, cell->segment, cell->stage);
  gint64 from = world->now - 26 * CAIRN_WEEK;
  double n_from_birth = 0;
  double n_instant = 0;

  for (guint i = 0; i < world->visits->len; i++)
    {
      const CairnVisit *visit = &g_array_index (world->visits, CairnVisit, i);

      if (visit->cell != number || visit->entered < from)
        continue;
      n_from_birth++;
      n_instant += visit->left == visit->entered;
    }
  return mean_days - 0.5 / CAIRN_DAY * n_instant / n_from_birth;
}

static double
dispersion_of (const Table *weekly, const CairnCell *cell)
{
  guint arrivals[CAIRN_TREND_WEEKS] = { 0 };

  for (guint i = 0; i < weekly->rows->len; i++)
    if (strcmp (table_get (weekly, i, "stage"), cell->stage) == 0
        && strcmp (table_get (weekly, i, "segment"), cell->segment) == 0)
      arrivals[(guint) table_number (weekly, i, "week") - 1] = table_number (weekly, i, "arrivals");
  return cairn_dispersion (arrivals, CAIRN_TREND_WEEKS);
}

static void
test_live (void)
{
  g_autoptr (World) world = world_read ();
  g_autoptr (Table) table = table_read ("live.csv");
  g_autoptr (Table) weekly = table_read ("weekly.csv");
  CairnWindow window = { .kind = CAIRN_WINDOW_13_WEEKS };
  g_autoptr (CairnSnapshot) now
    = cairn_engine_snapshot (world->engine, world->now, &window, world->log_start);
  g_autoptr (CairnSnapshot) earlier
    = cairn_engine_snapshot (world->engine, world->now - 4 * CAIRN_WEEK, &window, world->log_start);
  Account counts = { "live.csv, A28, D28, wip_now, wip_28d_ago, overdue_now", 0 };
  Account others = { "live.csv, phi, z_pileup, p_pileup, age_max, rmst28 (by way of z)", 1e-9 };

  for (guint i = 0; i < table->rows->len; i++)
    {
      const CairnCell *cell = find (now, table, i);
      double mean_r = table_number (table, i, "rmst28_days");
      double mean = mean_without_half_seconds (world, cell, mean_r);
      double z = table_number (table, i, "z_pileup") * sqrt (mean_r / mean);
      double p = table_number (table, i, "p_pileup");
      double rate = (cell->arrivals_28d + cell->departures_28d) / 56.0;
      double net = (double) cell->arrivals_28d - cell->departures_28d;

      account_compare (&counts, cell->arrivals_28d, table_number (table, i, "A28"), cell->stage);
      account_compare (&counts, cell->departures_28d, table_number (table, i, "D28"), cell->stage);
      account_compare (&counts, cell->here, table_number (table, i, "wip_now"), cell->stage);
      account_compare (&counts, find (earlier, table, i)->here,
                       table_number (table, i, "wip_28d_ago"), cell->stage);
      account_compare (&counts, cell->overdue, table_number (table, i, "overdue_now"), cell->stage);
      account_compare (&others, dispersion_of (weekly, cell), table_number (table, i, "phi"),
                       cell->stage);
      account_compare (&others, cell->pileup_z, z, cell->stage);
      account_compare (&others, cell->pileup_p, mean == mean_r ? p : cairn_normal_upper (z),
                       cell->stage);
      g_assert_cmpfloat_with_epsilon (cell->pileup_p, p, 1e-7);
      account_compare (&others, (double) cell->oldest_age / CAIRN_DAY,
                       table_number (table, i, "age_max"), cell->stage);
      if (net != 0)
        account_compare (
          &others, pow (net / cell->pileup_z, 2) / (2 * rate * table_number (table, i, "phi")),
          mean, cell->stage);
    }
  account_report (&counts);
  account_report (&others);
}

static void
test_ranking (void)
{
  g_autoptr (World) world = world_read ();
  g_autoptr (Table) table = table_read ("ranking.csv");
  CairnWindow window = { .kind = CAIRN_WINDOW_13_WEEKS };
  g_autoptr (CairnSnapshot) snapshot
    = cairn_engine_snapshot (world->engine, world->now, &window, world->log_start);
  Account labels = { "ranking.csv, tied_with_top, place, overdue_now", 0 };
  Account scores = { "ranking.csv, lost_per_week, se", 1e-9 };
  guint n_top = 0;

  for (guint i = 0; i < table->rows->len; i++)
    {
      const CairnCell *cell = find (snapshot, table, i);
      gboolean top = strcmp (table_get (table, i, "tied_with_top"), "TRUE") == 0;

      n_top += top;
      account_compare (&labels, cell->top_group, top, cell->stage);
      account_compare (&labels, cell->overdue, table_number (table, i, "overdue_now"), cell->stage);
      account_compare (&scores, cell->lost_per_week, table_number (table, i, "lost_per_week"),
                       cell->stage);
      account_compare (&scores, cell->lost_se, table_number (table, i, "se"), cell->stage);
      g_test_message ("%s|%s: place %u, z %.2f", cell->stage, cell->segment, cell->rank,
                      cell->pileup_z);
      /* Within the top group other things decide; below it the table's order holds. */
      if (!top)
        account_compare (&labels, cell->rank, i + 1, cell->stage);
      else
        g_assert_cmpuint (cell->rank, <=, 2);
    }
  g_assert_cmpuint (n_top, ==, 2);
  account_report (&labels);
  account_report (&scores);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/oracles/quantiles", test_quantiles);
  g_test_add_func ("/engine/oracles/weeks", test_weeks);
  g_test_add_func ("/engine/oracles/live", test_live);
  g_test_add_func ("/engine/oracles/ranking", test_ranking);
  return g_test_run ();
}
