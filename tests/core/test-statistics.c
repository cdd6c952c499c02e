/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing/cairn-incidence.h"
#include "timing/cairn-classification.h"
#include "timing/cairn-level-shift.h"
#include "timing/cairn-log-rank.h"
#include "timing/cairn-proportion.h"

#include "oracle.h"

/* The tests and shares that do not need an engine, against what R says. */

static void
test_wilson (void)
{
  g_autoptr (Table) table = table_read ("wilson.csv");
  Account account = { "wilson.csv", 1e-9 };

  for (guint i = 0; i < table->rows->len; i++)
    {
      CairnEstimate share = cairn_proportion ((guint) table_number (table, i, "x"),
                                              (guint) table_number (table, i, "n"));

      account_compare (&account, share.low, table_number (table, i, "lo"),
                       table_get (table, i, "x"));
      account_compare (&account, share.high, table_number (table, i, "hi"),
                       table_get (table, i, "n"));
    }
  account_report (&account);
}

/* Times in the tables are months, in halves. */
static void
add (CairnAges *ages, double time, CairnAgeKind kind, guint16 cell)
{
  cairn_ages_expect (ages, 1);
  cairn_ages_append_if (ages, cairn_age_pack ((gint64) (2 * time), kind, cell), TRUE);
}

static void
test_incidence (void)
{
  static const char *const causes[] = { "pcm", "death" };
  g_autoptr (Table) data = table_read ("in_mgus2_cr.csv");
  g_autoptr (Table) table = table_read ("aj.csv");
  g_auto (CairnIncidence) incidence = { 0 };
  CairnAges ages = { 0 }, others = { 0 }, scratch = { 0 };
  Account shares = { "aj.csv, shares, mgus2_cr", 1e-12 };
  Account errors = { "aj.csv, standard errors, mgus2_cr", 1e-9 };

  for (guint i = 0; i < data->rows->len; i++)
    {
      const char *cause = table_get (data, i, "cause");
      double time = table_number (data, i, "time");

      if (g_str_equal (cause, "open"))
        add (&others, time, CAIRN_AGE_STAY, 0);
      else
        add (&ages, time, CAIRN_AGE_EXIT, g_str_equal (cause, "death"));
    }
  cairn_ages_append_list (&ages, &others);
  cairn_ages_sort (&ages, &scratch);
  cairn_incidence_fit (&incidence, data->rows->len, &ages, TRUE);
  for (guint i = 0; i < table->rows->len; i++)
    {
      CairnIncidencePoint point;
      guint cause;

      if (!g_str_equal (table_get (table, i, "dataset"), "mgus2_cr"))
        continue;
      cause = g_str_equal (table_get (table, i, "cause"), causes[1]);
      point = cairn_incidence_at (&incidence, 2 * table_number (table, i, "time"));
      account_compare (&shares, point.share[cause], table_number (table, i, "cif"), causes[cause]);
      account_compare (&errors, sqrt (point.variance[cause]),
                       table_number (table, i, "se_greenwood_etm"), causes[cause]);
      g_assert_cmpfloat_with_epsilon (point.share[0] + point.share[1] + point.survival, 1, 1e-12);
    }
  account_report (&shares);
  account_report (&errors);
  cairn_ages_clear (&ages);
  cairn_ages_clear (&others);
  cairn_ages_clear (&scratch);
}

static void
check_log_rank (const char *file, const char *dataset, const char *stratum)
{
  g_autoptr (Table) data = table_read (file);
  g_autoptr (Table) expected = table_read ("logrank_groups.csv");
  g_autoptr (Table) tests = table_read ("logrank_tests.csv");
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  CairnAges ages = { 0 }, others = { 0 }, scratch = { 0 };
  CairnLogRankGroup groups[8];
  gsize n_from_birth[8] = { 0 };
  CairnLogRankTest test;
  Account account = { dataset, 1e-9 };

  for (guint i = 0; i < data->rows->len; i++)
    {
      const char *name = table_get (data, i, stratum);
      guint group;

      if (!g_ptr_array_find_with_equal_func (names, name, g_str_equal, &group))
        {
          group = names->len;
          g_ptr_array_add (names, (char *) name);
        }
      n_from_birth[group]++;
      if (table_number (data, i, "event") > 0)
        add (&ages, table_number (data, i, "time"), CAIRN_AGE_EXIT, (guint16) group);
      else
        add (&others, table_number (data, i, "time"), CAIRN_AGE_STAY, (guint16) group);
    }
  cairn_ages_append_list (&ages, &others);
  cairn_ages_sort (&ages, &scratch);
  test = cairn_log_rank (names->len, n_from_birth, &ages, groups);
  for (guint i = 0; i < expected->rows->len; i++)
    {
      guint group;

      if (!g_str_equal (table_get (expected, i, "dataset"), dataset))
        continue;
      g_assert_true (g_ptr_array_find_with_equal_func (names, table_get (expected, i, "group"),
                                                       g_str_equal, &group));
      account_compare (&account, groups[group].observed, table_number (expected, i, "observed"),
                       dataset);
      account_compare (&account, groups[group].expected, table_number (expected, i, "expected"),
                       dataset);
    }
  for (guint i = 0; i < tests->rows->len; i++)
    if (g_str_equal (table_get (tests, i, "dataset"), dataset))
      {
        account_compare (&account, test.chi_square, table_number (tests, i, "chisq"), dataset);
        account_compare (&account, test.df, table_number (tests, i, "df"), dataset);
        account_compare (&account, test.p, table_number (tests, i, "p"), dataset);
      }
  account_report (&account);
  cairn_ages_clear (&ages);
  cairn_ages_clear (&others);
  cairn_ages_clear (&scratch);
}

static void
test_log_rank (void)
{
  check_log_rank ("in_lung.csv", "lung", "sex");
  check_log_rank ("in_veteran.csv", "veteran", "celltype");
}

/* The first of the rows of a series in in_pettitt.csv, as that file has them one after the other.
 */
static guint
series_values (const Table *data, const char *series, double *values, guint n_most)
{
  guint n = 0;

  for (guint i = 0; i < data->rows->len; i++)
    if (g_str_equal (table_get (data, i, "series"), series) && n < n_most)
      values[n++] = table_number (data, i, "x");
  return n;
}

static void
test_level_shift (void)
{
  static const double flat[] = { 1, 1, 1, 1 };
  g_autoptr (Table) data = table_read ("in_pettitt.csv");
  g_autoptr (Table) expected = table_read ("pettitt.csv");
  Account account = { "pettitt.csv", 1e-9 };

  for (guint i = 0; i < expected->rows->len; i++)
    {
      const char *series = table_get (expected, i, "series");
      double values[64];
      guint n = series_values (data, series, values, G_N_ELEMENTS (values));
      CairnLevelShift shift = cairn_level_shift_find (values, n);

      account_compare (&account, shift.k, table_number (expected, i, "K"), series);
      account_compare (&account, shift.at, table_number (expected, i, "t"), series);
      account_compare (&account, shift.p, table_number (expected, i, "p"), series);
    }
  account_report (&account);
  g_assert_cmpuint (cairn_level_shift_find (NULL, 0).at, ==, 0);
  g_assert_cmpuint (cairn_level_shift_find (flat, 1).at, ==, 0);
  g_assert_cmpfloat (cairn_level_shift_find (flat, 4).p, ==, 1);
  g_assert_false (cairn_level_shift_find (flat, 4).up);
}

/* A long-lasting lag is dated where it came up, and only then. */
static void
test_onset (void)
{
  CairnBehindWeek weeks[CAIRN_TREND_WEEKS];

  for (guint i = 0; i < CAIRN_TREND_WEEKS; i++)
    weeks[i] = (CairnBehindWeek){ (i < 11 ? -1 : 4) + 0.1 * (i % 2), 5, 4 };
  g_assert_cmpint (cairn_classify_time (weeks, CAIRN_TREND_WEEKS, 2).verdict, ==, CAIRN_TIME_LONG);
  g_assert_cmpint (cairn_classify_time (weeks, CAIRN_TREND_WEEKS, 2).onset, ==, 11);
  for (guint i = 0; i < CAIRN_TREND_WEEKS; i++)
    weeks[i].excess = i % 2 == 0 ? 1 : 2;
  g_assert_cmpint (cairn_classify_time (weeks, CAIRN_TREND_WEEKS, 2).verdict, ==, CAIRN_TIME_LONG);
  g_assert_cmpint (cairn_classify_time (weeks, CAIRN_TREND_WEEKS, 2).onset, ==, -1);
  g_assert_cmpint (cairn_classify_time (weeks, CAIRN_TREND_WEEKS, 0).onset, ==, -1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/statistics/wilson", test_wilson);
  g_test_add_func ("/statistics/incidence", test_incidence);
  g_test_add_func ("/statistics/log-rank", test_log_rank);
  g_test_add_func ("/statistics/level-shift", test_level_shift);
  g_test_add_func ("/statistics/onset", test_onset);
  return g_test_run ();
}
