/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing/cairn-survival.h"

#include "oracle.h"

/* Ages are whole numbers: the tables' times are doubled, as some end in .5. */
#define SCALE 2

typedef struct
{
  gint64 start, stop;
  gboolean event;
} Row;

typedef struct
{
  gsize n_from_birth;
  CairnAges ages;
  CairnAges scratch;
  CairnSurvival survival;
} Fit;

static void
fit_free (Fit *fit)
{
  cairn_ages_clear (&fit->ages);
  cairn_ages_clear (&fit->scratch);
  cairn_survival_clear (&fit->survival);
  g_free (fit);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Fit, fit_free)

static void
add (Fit *fit, gint64 age, CairnAgeKind kind, gboolean holds)
{
  cairn_ages_append_if (&fit->ages, cairn_age_pack (age, kind, 0), holds);
}

static Fit *
fit_rows (const GArray *rows, gboolean guard)
{
  Fit *fit = g_new0 (Fit, 1);
  const Row *row = (const Row *) rows->data;

  cairn_ages_expect (&fit->ages, 2 * rows->len);
  for (guint i = 0; i < rows->len; i++)
    add (fit, row[i].stop, CAIRN_AGE_EXIT, row[i].event);
  for (guint i = 0; i < rows->len; i++)
    {
      add (fit, row[i].stop, CAIRN_AGE_STAY, !row[i].event);
      add (fit, row[i].start, CAIRN_AGE_ENTRY, row[i].start > 0);
      fit->n_from_birth += row[i].start == 0;
    }
  cairn_ages_sort (&fit->ages, &fit->scratch);
  cairn_survival_fit (&fit->survival, fit->n_from_birth, &fit->ages, guard);
  return fit;
}

/* ---- the data sets ---- */

static void
add_row (GHashTable *strata, const char *dataset, const char *stratum, const Row *row)
{
  g_autofree char *key = g_strconcat (dataset, "/", stratum, NULL);
  GArray *rows = g_hash_table_lookup (strata, key);

  if (rows == NULL)
    {
      rows = g_array_new (FALSE, FALSE, sizeof (Row));
      g_hash_table_insert (strata, g_steal_pointer (&key), rows);
    }
  g_array_append_vals (rows, row, 1);
}

static void
read_dataset (GHashTable *strata,
              const char *dataset,
              const char *file,
              const char *stop,
              const char *group,
              const char *prefix,
              gboolean with_all)
{
  g_autoptr (Table) table = table_read (file);
  gboolean delayed = strcmp (stop, "stop") == 0;

  for (guint i = 0; i < table->rows->len; i++)
    {
      g_autofree char *stratum = g_strconcat (prefix, table_get (table, i, group), NULL);
      Row row = { 0, table_number (table, i, stop) * SCALE, table_number (table, i, "event") > 0 };

      if (delayed)
        row.start = table_number (table, i, "start") * SCALE;
      add_row (strata, dataset, stratum, &row);
      if (with_all)
        add_row (strata, dataset, "all", &row);
    }
}

/* Windows of the visits, as make_oracles.R cuts them: a visit of no length lasts half a second. */
static void
read_visits (GHashTable *strata)
{
  static const gint64 now = 1795348800;
  static const int days[] = { 91, 182, 364 };
  g_autoptr (Table) table = table_read ("in_visits.csv");

  for (guint i = 0; i < table->rows->len; i++)
    for (guint j = 0; j < G_N_ELEMENTS (days); j++)
      {
        const char *left_text = table_get (table, i, "left");
        gint64 from = now - days[j] * G_GINT64_CONSTANT (86400);
        gint64 entered = g_ascii_strtoll (table_get (table, i, "entered"), NULL, 10);
        gint64 left = *left_text != '\0' ? g_ascii_strtoll (left_text, NULL, 10) : G_MAXINT64;
        Row row
          = { SCALE * MAX (0, from - entered), SCALE * (MIN (left, now) - entered), left <= now };
        g_autofree char *dataset = g_strdup_printf ("visits_w%d", days[j]);
        g_autofree char *own
          = g_strconcat (table_get (table, i, "stage"), "|", table_get (table, i, "segment"), NULL);
        g_autofree char *all = g_strconcat (table_get (table, i, "stage"), "|ALL", NULL);

        if (entered > now || left <= from)
          continue;
        if (row.stop == 0)
          row.stop = 1;
        add_row (strata, dataset, own, &row);
        add_row (strata, dataset, all, &row);
      }
}

static GHashTable *
read_strata (void)
{
  GHashTable *strata
    = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_array_unref);

  read_dataset (strata, "lung", "in_lung.csv", "time", "sex", "sex", TRUE);
  read_dataset (strata, "veteran", "in_veteran.csv", "time", "celltype", "", TRUE);
  read_dataset (strata, "colon_death", "in_colon_death.csv", "time", "rx", "", TRUE);
  read_dataset (strata, "mgus2_age_lt", "in_mgus2_age_lt.csv", "stop", "sex", "", TRUE);
  read_dataset (strata, "tiny", "in_tiny.csv", "stop", "case", "", FALSE);
  read_visits (strata);
  return strata;
}

static GArray *
rows_of (GHashTable *strata, const Table *table, guint i, char **where)
{
  GArray *rows;

  *where
    = g_strconcat (table_get (table, i, "dataset"), "/", table_get (table, i, "stratum"), NULL);
  rows = g_hash_table_lookup (strata, *where);
  g_assert_nonnull (rows);
  return rows;
}

static Fit *
fit_stratum (GHashTable *strata, const Table *table, guint i, char **where)
{
  /* R has no guard against tiny early risk sets. */
  return fit_rows (rows_of (strata, table, i, where), FALSE);
}

static gboolean
same_stratum (const Table *table, guint i, guint j)
{
  return strcmp (table_get (table, i, "stratum"), table_get (table, j, "stratum")) == 0
         && strcmp (table_get (table, i, "dataset"), table_get (table, j, "dataset")) == 0;
}

/* ---- against R ---- */

static void
compare_limits (
  Account *account, const Table *table, guint i, const CairnSurvivalPoint *point, const char *where)
{
  static const struct
  {
    CairnLimits kind;
    const char *low, *high;
  } kinds[] = {
    { CAIRN_LIMITS_PLAIN, "lo_plain", "hi_plain" },
    { CAIRN_LIMITS_LOG, "lo_log", "hi_log" },
    { CAIRN_LIMITS_LOG_LOG, "lo_loglog", "hi_loglog" },
  };

  for (guint k = 0; k < G_N_ELEMENTS (kinds); k++)
    {
      double low, high;

      cairn_survival_limits (point->survival, point->variance, kinds[k].kind, &low, &high);
      account_compare (account, low, table_number (table, i, kinds[k].low), where);
      account_compare (account, high, table_number (table, i, kinds[k].high), where);
    }
}

/* Those at risk at a point, less its exits, plus who has entered since, less who was lost from
 * sight since: so many are at risk at the next one. */
static guint
lost_before (const CairnSurvivalPoint *point, const GArray *rows)
{
  guint n = point[-1].n_risk - point[-1].n_exits;

  for (guint i = 0; i < rows->len; i++)
    {
      gint64 start = g_array_index (rows, Row, i).start;

      n += start > 0 && start >= point[-1].age && start < point[0].age;
    }
  return n - point[0].n_risk;
}

/* R lists the ages at which only open visits end, too: there the curve must be as at the exit
 * before, and the number lost from sight must come out at the next one. */
static void
test_curves (void)
{
  g_autoptr (GHashTable) strata = read_strata ();
  g_autoptr (Table) table = table_read ("km_curves.csv");
  Account account = { "km_curves.csv", 1e-12 };
  g_autoptr (Fit) fit = NULL;
  g_autofree char *where = NULL;
  GArray *rows = NULL;
  gsize next = 0;
  guint lost = 0;

  for (guint i = 0; i < table->rows->len; i++)
    {
      CairnSurvivalPoint start = { .survival = 1 };
      const CairnSurvivalPoint *point = &start;
      guint n_exits = table_number (table, i, "n_event");

      if (i == 0 || !same_stratum (table, i - 1, i))
        {
          g_assert_true (fit == NULL || next == fit->survival.n_points);
          g_clear_pointer (&fit, fit_free);
          g_clear_pointer (&where, g_free);
          rows = rows_of (strata, table, i, &where);
          fit = fit_rows (rows, FALSE);
          next = 0;
        }
      if (n_exits > 0)
        {
          g_assert_cmpuint (next, <, fit->survival.n_points);
          point = &fit->survival.points[next++];
          account_compare (&account, point->age, SCALE * table_number (table, i, "time"), where);
          account_compare (&account, point->n_risk, table_number (table, i, "n_risk"), where);
          account_compare (&account, point->n_exits, n_exits, where);
          if (next > 1)
            account_compare (&account, lost_before (point, rows), lost, where);
          lost = 0;
        }
      else if (next > 0)
        point = &fit->survival.points[next - 1];
      lost += table_number (table, i, "n_censor");
      account_compare (&account, point->survival, table_number (table, i, "surv"), where);
      account_compare (&account, sqrt (point->variance), table_number (table, i, "se_log_surv"),
                       where);
      account_compare (&account, point->survival * sqrt (point->variance),
                       table_number (table, i, "se_surv"), where);
      compare_limits (&account, table, i, point, where);
    }
  account_report (&account);
}

static gboolean
is_artefact (const Table *artefacts, const Table *table, guint i, const char *field)
{
  for (guint j = 0; j < artefacts->rows->len; j++)
    if (strcmp (table_get (artefacts, j, "dataset"), table_get (table, i, "dataset")) == 0
        && strcmp (table_get (artefacts, j, "stratum"), table_get (table, i, "stratum")) == 0
        && strcmp (table_get (artefacts, j, "conf_type"), table_get (table, i, "conf_type")) == 0
        && strcmp (table_get (artefacts, j, "field"), field) == 0)
      return TRUE;
  return FALSE;
}

static void
test_quantiles (void)
{
  g_autoptr (GHashTable) strata = read_strata ();
  g_autoptr (Table) table = table_read ("km_quantiles.csv");
  g_autoptr (Table) artefacts = table_read ("known_artefacts.csv");
  Account account = { "km_quantiles.csv", 1e-9 };
  g_autoptr (Fit) fit = NULL;
  g_autofree char *where = NULL;
  guint n_artefacts = 0;

  for (guint i = 0; i < table->rows->len; i++)
    {
      const char *conf = table_get (table, i, "conf_type");
      CairnLimits kind = strcmp (conf, "plain") == 0 ? CAIRN_LIMITS_PLAIN
                         : strcmp (conf, "log") == 0 ? CAIRN_LIMITS_LOG
                                                     : CAIRN_LIMITS_LOG_LOG;
      CairnEstimate estimate;

      if (i == 0 || !same_stratum (table, i - 1, i))
        {
          g_clear_pointer (&fit, fit_free);
          g_clear_pointer (&where, g_free);
          fit = fit_stratum (strata, table, i, &where);
        }
      estimate = cairn_survival_quantile (&fit->survival, table_number (table, i, "p"), kind);
      account_compare (&account, fit->survival.n_exits, table_number (table, i, "events"), where);
      account_compare (&account, estimate.value / SCALE, table_number (table, i, "q"), where);
      if (is_artefact (artefacts, table, i, "lo"))
        n_artefacts++;
      else
        account_compare (&account, estimate.low / SCALE, table_number (table, i, "lo"), where);
      account_compare (&account, estimate.high / SCALE, table_number (table, i, "hi"), where);
    }
  g_assert_cmpuint (n_artefacts, ==, 8);
  account_report (&account);
}

static void
test_means (void)
{
  g_autoptr (GHashTable) strata = read_strata ();
  g_autoptr (Table) table = table_read ("km_rmst.csv");
  Account account = { "km_rmst.csv", 1e-9 };

  for (guint i = 0; i < table->rows->len; i++)
    {
      g_autofree char *where = NULL;
      g_autoptr (Fit) fit = fit_stratum (strata, table, i, &where);
      double tau = SCALE * table_number (table, i, "tau");
      double se, mean;

      mean = cairn_survival_mean (&fit->survival, tau, &se);
      account_compare (&account, mean / SCALE, table_number (table, i, "rmst"), where);
      account_compare (&account, se / SCALE, table_number (table, i, "se"), where);
    }
  account_report (&account);
}

/* ---- the guard ---- */

static void
test_guard (void)
{
  static const Row early[] = { { 0, 2, 1 },  { 6, 14, 1 },  { 7, 20, 1 },  { 8, 30, 0 },
                               { 9, 25, 1 }, { 10, 41, 1 }, { 10, 18, 1 }, { 12, 50, 0 } };
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (Row));
  g_autoptr (Fit) bare = NULL;
  g_autoptr (Fit) guarded = NULL;

  g_array_append_vals (rows, early, G_N_ELEMENTS (early));
  bare = fit_rows (rows, FALSE);
  g_assert_cmpfloat (cairn_survival_quantile (&bare->survival, 0.5, CAIRN_LIMITS_LOG_LOG).value, ==,
                     2);
  g_assert_cmpfloat (bare->survival.guard_age, ==, 0);

  /* Only the exit at 2, with one at risk, is skipped: at 14 seven are, and nobody enters later. */
  guarded = fit_rows (rows, TRUE);
  g_assert_cmpfloat (guarded->survival.guard_age, ==, 2);
  g_assert_cmpuint (guarded->survival.n_exits, ==, 5);
  g_assert_cmpfloat_with_epsilon (guarded->survival.points[0].survival, 6 / 7.0, 1e-15);
  g_assert_cmpfloat (cairn_survival_quantile (&guarded->survival, 0.5, CAIRN_LIMITS_LOG_LOG).value,
                     ==, 25);
}

/* ---- properties ---- */

static GArray *
random_rows (GRand *rand, gboolean delayed)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (Row));
  guint n = g_rand_int_range (rand, 1, 300);
  gint64 span = g_rand_boolean (rand) ? 20 : 1000000;

  for (guint i = 0; i < n; i++)
    {
      gint64 start = delayed && g_rand_boolean (rand) ? g_rand_int_range (rand, 0, span) : 0;
      Row row = { start, start + g_rand_int_range (rand, start > 0, span + 1),
                  g_rand_int_range (rand, 0, 3) > 0 };

      g_array_append_val (rows, row);
    }
  return rows;
}

static double
survival_at (const CairnSurvival *survival, double age)
{
  double value = 1;

  for (gsize i = 0; i < survival->n_points && survival->points[i].age <= age; i++)
    value = survival->points[i].survival;
  return value;
}

static void
test_open_row_never_lowers (void)
{
  for (guint seed = 0; seed < 200; seed++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      g_autoptr (GArray) rows = random_rows (rand, seed % 2 == 1);
      g_autoptr (Fit) before = fit_rows (rows, FALSE);
      Row open = { 0, g_rand_int_range (rand, 0, 2000), FALSE };
      g_autoptr (Fit) after = NULL;

      g_array_append_val (rows, open);
      after = fit_rows (rows, FALSE);
      for (gsize i = 0; i < before->survival.n_points; i++)
        {
          double age = before->survival.points[i].age;

          g_assert_cmpfloat (survival_at (&after->survival, age), >=,
                             before->survival.points[i].survival - 1e-14);
        }
    }
}

static gboolean
same_number (double a, double b)
{
  return a == b || (isnan (a) && isnan (b));
}

static void
test_scaling (void)
{
  for (guint seed = 0; seed < 200; seed++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      g_autoptr (GArray) rows = random_rows (rand, TRUE);
      g_autoptr (Fit) fit = fit_rows (rows, TRUE);
      g_autoptr (Fit) scaled = NULL;

      for (guint i = 0; i < rows->len; i++)
        {
          g_array_index (rows, Row, i).start *= 7;
          g_array_index (rows, Row, i).stop *= 7;
        }
      scaled = fit_rows (rows, TRUE);
      for (guint p = 1; p < 20; p++)
        {
          CairnEstimate a = cairn_survival_quantile (&fit->survival, p / 20.0, CAIRN_LIMITS_LOG);
          CairnEstimate b = cairn_survival_quantile (&scaled->survival, p / 20.0, CAIRN_LIMITS_LOG);

          g_assert_true (same_number (7 * a.value, b.value));
          g_assert_true (same_number (7 * a.low, b.low));
          g_assert_true (same_number (7 * a.high, b.high));
        }
    }
}

/* Quantile limits skip most of the curve; looking at every point must give the same. */
static double
plain_crossing (const CairnSurvival *survival, double level, CairnLimits kind, gboolean lower)
{
  const double tolerance = 1.4901161193847656e-08;
  gsize reached = survival->n_points;
  double last = NAN;

  for (gsize i = 0; i < survival->n_points; i++)
    {
      const CairnSurvivalPoint *point = &survival->points[i];
      double low, high;

      cairn_survival_limits (point->survival, point->variance, kind, &low, &high);
      last = lower ? low : high;
      if (last <= level + tolerance && reached == survival->n_points)
        reached = i;
      if (last <= level - tolerance)
        return (survival->points[reached].age + point->age) / 2;
    }
  if (reached < survival->n_points && fabs (last - level) < tolerance)
    return (survival->points[reached].age + survival->last_age) / 2;
  return NAN;
}

static void
test_crossings (void)
{
  for (guint seed = 0; seed < 300; seed++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      g_autoptr (GArray) rows = random_rows (rand, seed % 3 > 0);
      g_autoptr (Fit) fit = fit_rows (rows, seed % 2 == 0);

      for (guint kind = CAIRN_LIMITS_PLAIN; kind <= CAIRN_LIMITS_LOG_LOG; kind++)
        for (guint p = 1; p < 20; p++)
          {
            CairnEstimate q = cairn_survival_quantile (&fit->survival, p / 20.0, kind);

            g_assert_true (
              same_number (q.low, plain_crossing (&fit->survival, 1 - p / 20.0, kind, TRUE)));
            g_assert_true (
              same_number (q.high, plain_crossing (&fit->survival, 1 - p / 20.0, kind, FALSE)));
          }
    }
}

static void
test_empty (void)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (Row));
  g_autoptr (Fit) fit = fit_rows (rows, TRUE);
  CairnEstimate median = cairn_survival_quantile (&fit->survival, 0.5, CAIRN_LIMITS_LOG_LOG);
  double se;

  g_assert_true (isnan (median.value) && isnan (median.low) && isnan (median.high));
  g_assert_cmpfloat (cairn_survival_mean (&fit->survival, 28, &se), ==, 28);
  g_assert_cmpfloat (se, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/survival/curves", test_curves);
  g_test_add_func ("/survival/quantiles", test_quantiles);
  g_test_add_func ("/survival/means", test_means);
  g_test_add_func ("/survival/guard", test_guard);
  g_test_add_func ("/survival/open-row-never-lowers", test_open_row_never_lowers);
  g_test_add_func ("/survival/scaling", test_scaling);
  g_test_add_func ("/survival/crossings", test_crossings);
  g_test_add_func ("/survival/empty", test_empty);
  return g_test_run ();
}
