/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing/cairn-alerts.h"
#include "timing/cairn-engine.h"
#include "timing/cairn-snapshot-private.h"

#include <math.h>
#include <string.h>

#define DAY (24 * 60 * 60)
#define NOW 1790000000
#define EVERYTHING (CAIRN_ALERT_LIMIT | CAIRN_ALERT_PILE_UP | CAIRN_ALERT_STUCK)

/* What a cell says before and after a second, and what of it is told. */
static const struct
{
  const char *name;
  double median[2];
  gint64 limit[2];
  CairnGrowth growth[2];
  guint stuck[2];
  gint64 stuck_since[2]; /* after NOW */
  guint kinds;
  const char *told; /* NULL: nothing */
} changes[] = {
  { "nothing",
    { 20 * DAY, 20 * DAY },
    { 30 * DAY, 30 * DAY },
    { 0, 0 },
    { 0, 0 },
    { 0, 0 },
    EVERYTHING,
    NULL },
  { "limit",
    { 29 * DAY, 31 * DAY },
    { 30 * DAY, 30 * DAY },
    { 0, 0 },
    { 0, 0 },
    { 0, 0 },
    EVERYTHING,
    "SMB, Training: the median stay of 31 d is past the limit of 30 d" },
  { "not wanted",
    { 29 * DAY, 31 * DAY },
    { 30 * DAY, 30 * DAY },
    { 0, 0 },
    { 0, 0 },
    { 0, 0 },
    CAIRN_ALERT_STUCK,
    NULL },
  { "told once",
    { 31 * DAY, 32 * DAY },
    { 30 * DAY, 30 * DAY },
    { 0, 0 },
    { 0, 0 },
    { 0, 0 },
    EVERYTHING,
    NULL },
  { "other limit",
    { 29 * DAY, 29 * DAY },
    { 30 * DAY, 20 * DAY },
    { 0, 0 },
    { 0, 0 },
    { 0, 0 },
    EVERYTHING,
    NULL },
  { "no median",
    { NAN, NAN },
    { 30 * DAY, 30 * DAY },
    { 0, 0 },
    { 0, 0 },
    { 0, 0 },
    EVERYTHING,
    NULL },
  { "pile-up",
    { 1, 1 },
    { 0, 0 },
    { CAIRN_GROWTH_NONE, CAIRN_GROWTH_PILING_UP },
    { 0, 0 },
    { 0, 0 },
    EVERYTHING,
    "SMB, Training: customers begin to pile up, 7 are here" },
  { "pile-up goes on",
    { 1, 1 },
    { 0, 0 },
    { CAIRN_GROWTH_PILING_UP, CAIRN_GROWTH_PILING_UP },
    { 0, 0 },
    { 0, 0 },
    EVERYTHING,
    NULL },
  { "stuck",
    { 1, 1 },
    { 30 * DAY, 30 * DAY },
    { 0, 0 },
    { 0, 1 },
    { 0, 1 },
    EVERYTHING,
    "SMB, Training: Ada is stuck, here longer than the limit of 30 d (1 customer)" },
  { "one leaves, one gets stuck",
    { 1, 1 },
    { 30 * DAY, 30 * DAY },
    { 0, 0 },
    { 3, 3 },
    { -5, 1 },
    EVERYTHING,
    "SMB, Training: Ada is stuck, here longer than the limit of 30 d (3 customers)" },
  { "stuck before",
    { 1, 1 },
    { 30 * DAY, 30 * DAY },
    { 0, 0 },
    { 2, 2 },
    { -5, -5 },
    EVERYTHING,
    NULL },
};

static CairnSnapshot *
make (guint change, guint moment, gint64 window)
{
  CairnCell cells[2] = { 0 };

  cells[0].segment = "SMB";
  cells[0].stage = "Training";
  cells[0].here = 7;
  cells[0].arrivals = 9;
  cells[0].median.value = changes[change].median[moment];
  cells[0].limit = changes[change].limit[moment];
  cells[0].growth = changes[change].growth[moment];
  cells[0].pileup_z = cells[0].growth == CAIRN_GROWTH_PILING_UP ? 6 : 0;
  cells[0].pileup_p = cells[0].growth == CAIRN_GROWTH_PILING_UP ? 1e-9 : 1;
  cells[0].arrivals_28d = 20;
  cells[0].departures_28d = cells[0].growth == CAIRN_GROWTH_PILING_UP ? 0 : 20;
  cells[0].net_per_week = cells[0].growth == CAIRN_GROWTH_PILING_UP ? 5 : 0;
  cells[0].stuck = changes[change].stuck[moment];
  cells[0].stuck_since = NOW + changes[change].stuck_since[moment];
  cells[0].stuck_customer = "Ada";
  cells[0].lost_per_week = NAN;
  cells[1] = cells[0];
  cells[1].segment = NULL;
  return cairn_snapshot_new (NOW + moment, NOW + moment - window, NOW + moment, cells, 2);
}

static void
test_changes (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autoptr (CairnSnapshot) before = make (i, 0, 91 * DAY);
      g_autoptr (CairnSnapshot) after = make (i, 1, 91 * DAY);
      g_autoptr (CairnSnapshot) other = make (i, 1, 182 * DAY);
      g_autoptr (GPtrArray) alerts = cairn_alerts_find (before, after, changes[i].kinds);
      g_autoptr (GPtrArray) again = cairn_alerts_find (after, after, changes[i].kinds);
      g_autoptr (GPtrArray) back = cairn_alerts_find (after, before, changes[i].kinds);
      g_autoptr (GPtrArray) others = cairn_alerts_find (before, other, changes[i].kinds);

      if (alerts->len != (changes[i].told != NULL))
        g_error ("%s: %u", changes[i].name, alerts->len);
      if (changes[i].told != NULL)
        g_assert_cmpstr (((CairnAlert *) alerts->pdata[0])->text, ==, changes[i].told);
      g_assert_cmpuint (again->len, ==, 0);
      g_assert_cmpuint (back->len, ==, 0);
      g_assert_cmpuint (others->len, ==, 0);
    }
}

/* The engine counts who is past the limit, and says who was the last to pass it. */
static void
test_stuck (void)
{
  CairnEngine *engine = cairn_engine_new ();
  const CairnWindow window = { .kind = CAIRN_WINDOW_13_WEEKS };
  g_autoptr (CairnSnapshot) before = NULL;
  g_autoptr (CairnSnapshot) after = NULL;
  g_autoptr (GPtrArray) alerts = NULL;
  guint16 cell = cairn_engine_add_cell (engine, "", "Training");
  const CairnVisit visits[] = {
    { NOW - 40 * DAY, CAIRN_VISIT_OPEN, cairn_engine_add_customer (engine, "Bo"), cell, 0, -1 },
    { NOW - 30 * DAY, CAIRN_VISIT_OPEN, cairn_engine_add_customer (engine, "Ada"), cell, 0, -1 },
    { NOW - 2 * DAY, CAIRN_VISIT_OPEN, cairn_engine_add_customer (engine, "Cy"), cell, 0, -1 },
  };

  cairn_engine_set_target (engine, NULL, "Training", 10 * DAY, 30 * DAY);
  cairn_engine_load (engine, visits, G_N_ELEMENTS (visits));
  before = cairn_engine_snapshot (engine, NOW, &window, G_MININT64);
  after = cairn_engine_snapshot (engine, NOW + 1, &window, G_MININT64);
  g_assert_cmpuint (cairn_snapshot_find (before, NULL, "Training")->stuck, ==, 1);
  g_assert_cmpuint (cairn_snapshot_find (after, NULL, "Training")->stuck, ==, 2);
  alerts = cairn_alerts_find (before, after, EVERYTHING);
  g_assert_cmpuint (alerts->len, ==, 1);
  g_assert_cmpstr (((CairnAlert *) alerts->pdata[0])->text, ==,
                   "Training: Ada is stuck, here longer than the limit of 30 d (2 customers)");
  cairn_engine_free (engine);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/alerts/changes", test_changes);
  g_test_add_func ("/alerts/stuck", test_stuck);
  return g_test_run ();
}
