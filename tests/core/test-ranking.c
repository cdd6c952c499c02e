/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing/cairn-pileup.h"
#include "timing/cairn-ranking.h"
#include "timing/cairn-snapshot-private.h"
#include "timing/cairn-visit.h"

#include <math.h>

static CairnCell
cell_of (const char *segment, const char *stage, double lost, double se)
{
  return (CairnCell){
    .segment = segment,
    .stage = stage,
    .median = { NAN, NAN, NAN },
    .lost_per_week = lost,
    .lost_se = se,
    .pileup_z = NAN,
    .pileup_p = NAN,
  };
}

/* ---- places ---- */

static void
test_places (void)
{
  static const struct
  {
    const char *what;
    double lost[4], se[4], z[4], median[4];
    guint rank[4];
    gboolean top[4];
  } rows[] = {
    { "by loss", { 10, 100, 50, 1 }, { 1, 1, 1, 1 }, { 0 }, { 0 }, { 3, 1, 2, 4 }, { 0, 1, 0, 0 } },
    { "nothing lost, no target",
      { 0, NAN, 7, 0 },
      { 0, NAN, 1, 0 },
      { 0 },
      { 0 },
      { 0, 0, 1, 0 },
      { 0, 0, 1, 0 } },
    { "nobody loses", { 0, 0, NAN, 0 }, { 0 }, { 0 }, { 0 }, { 0 }, { 0 } },
    { "equal ones share",
      { 100, 5, 5, 4 },
      { 1, 0, 0, 0 },
      { 0 },
      { 0 },
      { 1, 2, 2, 4 },
      { 1, 0, 0, 0 } },
    /* sqrt (20^2 + 20^2) * 1.96 = 55.4 */
    { "top group by pile-up",
      { 100, 60, 44, 40 },
      { 20, 20, 20, 1 },
      { 0.1, 2, 9, 9 },
      { 0 },
      { 2, 1, 3, 4 },
      { 1, 1, 0, 0 } },
    { "then by slowness",
      { 100, 99, 98, 97 },
      { 20, 20, 20, 20 },
      { 0, NAN, 0, 1 },
      { 15, NAN, 30, 1 },
      { 3, 4, 2, 1 },
      { 1, 1, 1, 1 } },
    { "one customer's tie takes in nobody without a loss",
      { 7, 0, 1, 0 },
      { 7, 0, 1, 0 },
      { 0 },
      { 0 },
      { 1, 0, 2, 0 },
      { 1, 0, 1, 0 } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      CairnCell cells[4];

      g_test_message ("%s", rows[i].what);
      for (guint j = 0; j < 4; j++)
        {
          cells[j] = cell_of ("", "", rows[i].lost[j], rows[i].se[j]);
          cells[j].pileup_z = rows[i].z[j];
          cells[j].target = 10;
          if (rows[i].median[j] > 0)
            cells[j].median.value = rows[i].median[j];
        }
      cairn_ranking_apply (cells, 4);
      for (guint j = 0; j < 4; j++)
        {
          g_assert_cmpuint (cells[j].rank, ==, rows[i].rank[j]);
          g_assert_cmpint (cells[j].top_group, ==, rows[i].top[j]);
        }
    }
}

/* What has no target comes after all that lose time, by the time that is spent there. */
static void
test_untargeted (void)
{
  CairnCell cells[] = {
    cell_of (NULL, "a", NAN, NAN), cell_of (NULL, "b", 1, 1),     cell_of (NULL, "c", NAN, NAN),
    cell_of (NULL, "d", 0, 0),     cell_of (NULL, "e", NAN, NAN),
  };
  const guint ranks[] = { 3, 1, 2, 0, 0 };

  cells[0].spent_per_week = 40;
  cells[2].spent_per_week = 41;
  cells[4].spent_per_week = 0; /* nobody was there */
  cairn_ranking_apply (cells, G_N_ELEMENTS (cells));
  for (guint i = 0; i < G_N_ELEMENTS (cells); i++)
    {
      g_assert_cmpuint (cells[i].rank, ==, ranks[i]);
      g_assert_cmpint (cells[i].top_group, ==, i == 1);
    }
}

/* In the top group churn decides where pile-up and slowness do not, and then the order of the map;
 * further down equal ones share a place. */
static void
test_ties (void)
{
  CairnCell cells[] = {
    cell_of (NULL, "a", 100, 50), cell_of (NULL, "b", 90, 50), cell_of (NULL, "c", 95, 50),
    cell_of (NULL, "d", 80, 50),  cell_of (NULL, "e", 1, 0),   cell_of (NULL, "f", 1, 0),
  };
  const guint ranks[] = { 3, 2, 4, 1, 5, 5 };

  for (guint i = 0; i < G_N_ELEMENTS (cells); i++)
    cells[i].churned = NAN;
  cells[0].churned = 0.1;
  cells[1].churned = 0.3;
  cells[2].churned = 0.1;
  cells[3].pileup_z = 1;
  cairn_ranking_apply (cells, G_N_ELEMENTS (cells));
  for (guint i = 0; i < G_N_ELEMENTS (cells); i++)
    {
      g_assert_cmpuint (cells[i].rank, ==, ranks[i]);
      g_assert_cmpint (cairn_ranking_needs_churned (cells, G_N_ELEMENTS (cells), i), ==, i != 3);
    }
  cells[4].segment = "SMB"; /* is ranked among others */
  g_assert_true (cairn_ranking_needs_churned (cells, G_N_ELEMENTS (cells), 0));
  g_assert_false (cairn_ranking_needs_churned (cells, G_N_ELEMENTS (cells), 4));
}

static void
test_map_order (void)
{
  static const char *const forth[] = { "a", "b", NULL };
  static const char *const back[] = { "b", "a", NULL };
  const CairnCell cells[] = { cell_of (NULL, "a", 10, 5), cell_of (NULL, "b", 10, 5) };
  g_autoptr (CairnSnapshot) snapshot = cairn_snapshot_new (0, 0, 0, cells, 2);
  g_autoptr (CairnSnapshot) first = cairn_snapshot_view (snapshot, NULL, forth);
  g_autoptr (CairnSnapshot) second = cairn_snapshot_view (snapshot, NULL, back);
  g_autoptr (CairnSnapshot) third = cairn_snapshot_arrange (snapshot, NULL, back);

  g_assert_cmpuint (cairn_snapshot_find (first, NULL, "a")->rank, ==, 1);
  g_assert_cmpuint (cairn_snapshot_find (first, NULL, "b")->rank, ==, 2);
  g_assert_cmpuint (cairn_snapshot_find (second, NULL, "a")->rank, ==, 2);
  g_assert_cmpuint (cairn_snapshot_find (second, NULL, "b")->rank, ==, 1);
  g_assert_cmpuint (cairn_snapshot_find (third, NULL, "b")->rank, ==, 1);
}

/* ---- growth ---- */

static void
test_z (void)
{
  /* 20 came, 8 went in 28 days, mean stay 14 of them: 12 / sqrt (2 * 0.5 * 14). */
  g_assert_cmpfloat_with_epsilon (cairn_pileup_z (20, 8, 28, 14, 1), 12 / sqrt (14), 1e-15);
  g_assert_cmpfloat_with_epsilon (cairn_pileup_z (20, 8, 28, 14, 4), 6 / sqrt (14), 1e-15);
  g_assert_cmpfloat (cairn_pileup_z (5, 5, 28, 14, 1), ==, 0);
  g_assert_cmpfloat (cairn_pileup_z (2, 9, 28, 14, 1), <, 0);
  g_assert_true (isnan (cairn_pileup_z (0, 0, 28, 14, 1)));
  g_assert_true (isnan (cairn_pileup_z (5, 2, 28, 0, 1)));
}

static void
test_dispersion (void)
{
  const guint even[] = { 4, 4, 4, 4 };
  const guint batches[] = { 0, 12, 0, 12 };

  g_assert_cmpfloat (cairn_dispersion (even, 4), ==, 1);
  g_assert_cmpfloat_with_epsilon (cairn_dispersion (batches, 4), 3 * 144 / (2.0 * 3 * 6), 1e-15);
  g_assert_cmpfloat (cairn_dispersion (batches, 1), ==, 1);
  g_assert_cmpfloat (cairn_dispersion (batches, 0), ==, 1);
}

static void
test_normal (void)
{
  g_assert_cmpfloat (cairn_normal_upper (0), ==, 0.5);
  g_assert_cmpfloat_with_epsilon (cairn_normal_upper (1.959963984540054), 0.025, 1e-15);
  g_assert_cmpfloat_with_epsilon (cairn_normal_upper (-1.959963984540054), 0.975, 1e-15);
  g_assert_cmpfloat_with_epsilon (cairn_normal_upper (10) / 7.619853024160527e-24, 1, 1e-9);
  g_assert_true (isnan (cairn_normal_upper (NAN)));
}

/* Worked out by hand as R's p.adjust (p, "BH") defines it. */
static void
test_benjamini_hochberg (void)
{
  const double p[] = { 0.01, 0.04, NAN, 0.03, 0.005, 0.8, 0.03 };
  const double expected[] = { 0.03, 0.048, NAN, 0.045, 0.03, 0.8, 0.045 };
  double q[7];

  cairn_benjamini_hochberg (p, 7, q);
  for (guint i = 0; i < 7; i++)
    if (isnan (expected[i]))
      g_assert_true (isnan (q[i]));
    else
      g_assert_cmpfloat_with_epsilon (q[i], expected[i], 1e-15);
  cairn_benjamini_hochberg (p, 0, q);
}

static void
test_verdict (void)
{
  static const struct
  {
    guint arrivals, departures;
    double q_up, q_down;
    CairnGrowth growth;
  } rows[] = {
    { 14, 9, 0.09, 1, CAIRN_GROWTH_PILING_UP }, { 14, 9, 0.10, 1, CAIRN_GROWTH_NONE },
    { 14, 12, 0.01, 1, CAIRN_GROWTH_NONE },     { 5, 2, 0.01, 1, CAIRN_GROWTH_NONE },
    { 6, 2, 0.01, 1, CAIRN_GROWTH_PILING_UP },  { 9, 14, 1, 0.01, CAIRN_GROWTH_DRAINING },
    { 9, 14, 1, 0.5, CAIRN_GROWTH_NONE },       { 0, 0, NAN, NAN, CAIRN_GROWTH_NONE },
    { 14, 9, NAN, NAN, CAIRN_GROWTH_NONE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpint (
      cairn_pileup_verdict (rows[i].arrivals, rows[i].departures, rows[i].q_up, rows[i].q_down), ==,
      rows[i].growth);
}

/* ---- snapshots ---- */

static CairnSnapshot *
two_segments (void)
{
  CairnCell cells[] = {
    cell_of ("SMB", "Training", 30, 1), cell_of ("SMB", "Adoption", 10, 1),
    cell_of ("Big", "Training", 50, 1), cell_of (NULL, "Training", 80, 1),
    cell_of (NULL, "Adoption", 10, 1),
  };

  for (guint i = 0; i < G_N_ELEMENTS (cells); i++)
    {
      cells[i].arrivals_28d = 20;
      cells[i].departures_28d = 10;
      cells[i].pileup_z = 5;
      cells[i].pileup_p = 0.9;
    }
  /* Among three it is 0.12, alone 0.04. */
  cells[1].pileup_p = 0.04;
  cells[1].oldest_customer = "Ada";
  return cairn_snapshot_new (100, 10, 90, cells, G_N_ELEMENTS (cells));
}

static void
test_families (void)
{
  g_autoptr (CairnSnapshot) snapshot = two_segments ();
  static const struct
  {
    const char *segment, *stage;
    guint rank;
  } rows[] = {
    { NULL, "Adoption", 2 },  { NULL, "Training", 1 },  { "Big", "Training", 1 },
    { "SMB", "Adoption", 3 }, { "SMB", "Training", 2 },
  };
  const CairnCell *cells;
  guint n_cells;

  cells = cairn_snapshot_get_cells (snapshot, &n_cells);
  g_assert_cmpuint (n_cells, ==, G_N_ELEMENTS (rows));
  for (guint i = 0; i < n_cells; i++)
    {
      g_assert_cmpstr (cells[i].segment, ==, rows[i].segment);
      g_assert_cmpstr (cells[i].stage, ==, rows[i].stage);
      g_assert_cmpuint (cells[i].rank, ==, rows[i].rank);
      g_assert_cmpint (cells[i].growth, ==, CAIRN_GROWTH_NONE);
      g_assert_true (cairn_snapshot_find (snapshot, rows[i].segment, rows[i].stage) == &cells[i]);
    }
  g_assert_null (cairn_snapshot_find (snapshot, "Big", "Adoption"));
  g_assert_null (cairn_snapshot_find (snapshot, "", "Training"));
  g_assert_cmpint (cairn_snapshot_get_as_of (snapshot), ==, 100);
  g_assert_cmpint (cairn_snapshot_get_window_from (snapshot), ==, 10);
  g_assert_cmpint (cairn_snapshot_get_window_to (snapshot), ==, 90);
  g_assert_cmpstr (cairn_snapshot_get_clock (snapshot), ==, "calendar days");
}

static void
test_view (void)
{
  static const char *const stages[] = { "Training", "Nowhere", "Adoption", NULL };
  static const char *const adoption[] = { "Adoption", NULL };
  CairnSnapshot *snapshot = two_segments ();
  g_autoptr (CairnSnapshot) view = cairn_snapshot_view (snapshot, "SMB", stages);
  g_autoptr (CairnSnapshot) one = cairn_snapshot_view (view, "SMB", adoption);
  g_autoptr (CairnSnapshot) all = cairn_snapshot_view (snapshot, NULL, NULL);
  const CairnCell *cells;
  guint n_cells;

  /* A view outlives what it was made from. */
  cairn_snapshot_unref (snapshot);
  cells = cairn_snapshot_get_cells (view, &n_cells);
  g_assert_cmpuint (n_cells, ==, 2);
  g_assert_cmpstr (cells[0].stage, ==, "Training");
  g_assert_cmpuint (cells[0].rank, ==, 1);
  g_assert_true (cells[0].top_group);
  g_assert_cmpstr (cells[1].stage, ==, "Adoption");
  g_assert_cmpuint (cells[1].rank, ==, 2);
  g_assert_cmpint (cells[1].growth, ==, CAIRN_GROWTH_PILING_UP);
  g_assert_cmpint (cairn_snapshot_get_as_of (view), ==, 100);

  cells = cairn_snapshot_get_cells (one, &n_cells);
  g_assert_cmpuint (n_cells, ==, 1);
  g_assert_cmpuint (cells[0].rank, ==, 1);
  g_assert_cmpstr (cells[0].oldest_customer, ==, "Ada");

  cells = cairn_snapshot_get_cells (all, &n_cells);
  g_assert_cmpuint (n_cells, ==, 2);
  g_assert_null (cells[0].segment);
}

static void
test_lists (void)
{
  g_autoptr (CairnSnapshot) snapshot = cairn_snapshot_new (0, 0, 0, NULL, 0);
  g_autoptr (CairnSnapshot) stale = NULL;
  const CairnUnmapped *unmapped;
  const CairnQuarantine *quarantine;
  guint n;

  cairn_snapshot_set_source_name (snapshot, "visits.db");
  cairn_snapshot_set_clock (snapshot, "working days");
  cairn_snapshot_add_unmapped (snapshot, "Limbo", 7, 3);
  cairn_snapshot_add_unmapped (snapshot, "Attic", 1, 1);
  cairn_snapshot_add_quarantine (snapshot, "left before it was entered", 2);
  g_assert_null (cairn_snapshot_get_stale (snapshot));

  stale = cairn_snapshot_new_stale (snapshot, "stale since 11:58");
  g_assert_cmpstr (cairn_snapshot_get_stale (stale), ==, "stale since 11:58");
  g_assert_cmpstr (cairn_snapshot_get_source_name (stale), ==, "visits.db");
  g_assert_cmpstr (cairn_snapshot_get_clock (stale), ==, "working days");
  unmapped = cairn_snapshot_get_unmapped (stale, &n);
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpstr (unmapped[0].value, ==, "Limbo");
  g_assert_cmpuint (unmapped[0].visits, ==, 7);
  g_assert_cmpuint (unmapped[0].customers, ==, 3);
  quarantine = cairn_snapshot_get_quarantine (stale, &n);
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpstr (quarantine[0].reason, ==, "left before it was entered");
  g_assert_cmpuint (quarantine[0].rows, ==, 2);
}

/* ---- windows ---- */

static void
test_window (void)
{
  static const struct
  {
    const char *text;
    gboolean ok;
    CairnWindow window;
  } rows[] = {
    { "13w", TRUE, { CAIRN_WINDOW_13_WEEKS, 0, 0 } },
    { "26w", TRUE, { CAIRN_WINDOW_26_WEEKS, 0, 0 } },
    { "all", TRUE, { CAIRN_WINDOW_ALL, 0, 0 } },
    { "1970-01-02..1970-01-03", TRUE, { CAIRN_WINDOW_RANGE, 86400, 172800 } },
    { "1970-01-02T00:00:10Z .. 1970-01-03T01:00:00+01:00",
      TRUE,
      { CAIRN_WINDOW_RANGE, 86410, 172800 } },
    { "1970-01-03..1970-01-02", FALSE, { 0 } },
    { "1970-01-02..1970-01-02", FALSE, { 0 } },
    { "1970-01-02..", FALSE, { 0 } },
    { "..", FALSE, { 0 } },
    { "12w", FALSE, { 0 } },
    { "", FALSE, { 0 } },
    { "all ", FALSE, { 0 } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      CairnWindow window = { 4711, 1, 2 };

      g_test_message ("%s", rows[i].text);
      g_assert_cmpint (cairn_window_parse (rows[i].text, &window), ==, rows[i].ok);
      g_assert_cmpint (window.kind, ==, rows[i].ok ? rows[i].window.kind : 4711);
      g_assert_cmpint (window.from, ==, rows[i].ok ? rows[i].window.from : 1);
      g_assert_cmpint (window.to, ==, rows[i].ok ? rows[i].window.to : 2);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ranking/places", test_places);
  g_test_add_func ("/ranking/untargeted", test_untargeted);
  g_test_add_func ("/ranking/ties", test_ties);
  g_test_add_func ("/ranking/map-order", test_map_order);
  g_test_add_func ("/ranking/z", test_z);
  g_test_add_func ("/ranking/dispersion", test_dispersion);
  g_test_add_func ("/ranking/normal", test_normal);
  g_test_add_func ("/ranking/benjamini-hochberg", test_benjamini_hochberg);
  g_test_add_func ("/ranking/verdict", test_verdict);
  g_test_add_func ("/snapshot/families", test_families);
  g_test_add_func ("/snapshot/view", test_view);
  g_test_add_func ("/snapshot/lists", test_lists);
  g_test_add_func ("/window/parse", test_window);
  return g_test_run ();
}
