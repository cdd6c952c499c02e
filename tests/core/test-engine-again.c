/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the engine makes of the stays of customers who come to a stage again and again, and of ties
 * that only their end decides. */

#include "base/cairn-duration.h"
#include "same-snapshot.h"
#include "timing/cairn-engine.h"
#include "timing/cairn-stage-study.h"

#include <math.h>

#define NOW (100 * CAIRN_WEEK)
#define STAGE "Support"

static const CairnWindow window = { .kind = CAIRN_WINDOW_13_WEEKS };

/* Each of @n_customers has a pace of his own, and comes @n_stays times at it. @apart: as that many
 * customers. */
static CairnEngine *
engine_new (guint n_customers, guint n_stays, gboolean apart)
{
  CairnEngine *engine = cairn_engine_new ();

  cairn_engine_set_target (engine, NULL, STAGE, 10 * CAIRN_DAY, 0);
  for (guint i = 0; i < n_customers; i++)
    for (guint j = 0; j < n_stays; j++)
      {
        g_autofree char *name = g_strdup_printf ("%u/%u", i, apart ? j : 0);
        gint64 dwell = (1 + i) * 60 * CAIRN_DAY / n_customers + j * CAIRN_MINUTE;
        gint64 left = NOW - (1 + (i * n_stays + j) % 80) * CAIRN_DAY;
        CairnVisit visit = {
          .entered = left - dwell,
          .left = left,
          .customer = cairn_engine_add_customer (engine, name),
          .cell = cairn_engine_add_cell (engine, "", STAGE),
          .wait = CAIRN_WAIT_UNKNOWN,
        };

        cairn_engine_apply (engine, NULL, &visit);
      }
  return engine;
}

static CairnCell
look (CairnEngine *engine, gint64 now)
{
  g_autoptr (CairnSnapshot) snapshot = cairn_engine_snapshot (engine, now, &window, 0);

  return *cairn_snapshot_find (snapshot, NULL, STAGE);
}

/* Thirty customers tell as much as thirty stays, if each of theirs is like the others. */
static void
test_wider (void)
{
  g_autoptr (CairnEngine) together = engine_new (30, 8, FALSE);
  g_autoptr (CairnEngine) apart = engine_new (30, 8, TRUE);
  CairnCell grouped = look (together, NOW);
  CairnCell plain = look (apart, NOW);

  g_assert_true (grouped.grouped);
  g_assert_cmpfloat_with_epsilon (grouped.repeated, 7.0 / 8, 1e-12);
  g_assert_false (plain.grouped);
  g_assert_cmpfloat (plain.repeated, ==, 0);
  g_assert_cmpfloat (grouped.median.value, ==, plain.median.value);
  g_assert_cmpfloat (grouped.p90.value, ==, plain.p90.value);
  g_assert_cmpfloat (grouped.median.high - grouped.median.low, >,
                     2 * (plain.median.high - plain.median.low));
}

/* The map and the details say the same. */
static void
test_study (void)
{
  g_autoptr (CairnEngine) engine = engine_new (30, 8, FALSE);
  CairnCell cell = look (engine, NOW);
  g_autoptr (CairnStageStudy) study
    = cairn_stage_study_new (engine, NULL, STAGE, NOW, &window, 0, FALSE);
  const CairnStudyFigures *figures = cairn_stage_study_get_figures (study);

  g_assert_true (same_estimate (&cell.median, &figures->median));
  g_assert_true (same_estimate (&cell.p90, &figures->p90));
  g_assert_true (same_number (cell.repeated, figures->repeated));
  g_assert_true (figures->grouped);
}

/* Of so many stays only those of some customers are looked at closely, and what that tells holds
 * for all: the same as the study says, which looks at all of these, or nearly. */
static void
test_sampled (void)
{
  g_autoptr (CairnEngine) engine = engine_new (2500, 10, FALSE);
  g_autoptr (CairnEngine) apart = engine_new (2500, 10, TRUE);
  CairnCell plain = look (apart, NOW);
  g_autoptr (CairnStageStudy) study
    = cairn_stage_study_new (engine, NULL, STAGE, NOW, &window, 0, FALSE);
  const CairnStudyFigures *figures = cairn_stage_study_get_figures (study);
  double width = figures->median.high - figures->median.low;

  g_assert_cmpfloat (width, >, 2 * (plain.median.high - plain.median.low));
  for (guint i = 0; i < 4; i++) /* anew, and then carried on */
    {
      CairnCell cell = look (engine, NOW + i);

      g_assert_true (cell.grouped);
      g_assert_cmpfloat_with_epsilon (cell.repeated, 0.9, 0.02);
      g_assert_cmpfloat_with_epsilon (cell.median.high - cell.median.low, width, 0.15 * width);
    }
  g_assert_cmpuint (cairn_engine_count_running (engine), ==, 1);
}

/* So many stays that they are not looked at each second: what was found holds for some, while all
 * else goes on. */
static void
test_kept (void)
{
  g_autoptr (CairnEngine) engine = engine_new (700, 10, FALSE);
  CairnVisit visit = { .entered = NOW - CAIRN_DAY,
                       .left = CAIRN_VISIT_OPEN,
                       .cell = cairn_engine_add_cell (engine, "", STAGE),
                       .wait = CAIRN_WAIT_UNKNOWN };
  CairnCell first, soon, later;

  look (engine, NOW - 2);
  look (engine, NOW - 1);
  first = look (engine, NOW);
  g_assert_cmpuint (cairn_engine_count_running (engine), ==, 1);
  cairn_engine_apply (engine, NULL, &visit);
  soon = look (engine, NOW + 1);
  g_assert_cmpuint (soon.here, ==, first.here + 1);
  g_assert_true (same_number (soon.repeated, first.repeated));
  g_assert_true (soon.grouped);
  g_assert_cmpfloat (soon.median.low, <=, soon.median.value);
  g_assert_cmpfloat (soon.median.high, >=, soon.median.value);
  later = look (engine, NOW + 20);
  g_assert_cmpfloat (later.repeated, >, first.repeated); /* one more of one who was there before */
}

/* Two stages with the same stays: of one of them the customers were lost. */
static void
test_tie_by_churn (void)
{
  g_autoptr (CairnEngine) engine = cairn_engine_new ();
  g_autoptr (CairnSnapshot) snapshot = NULL;
  g_autoptr (CairnStageStudy) study = NULL;
  const CairnCell *kept, *lost;

  for (guint i = 0; i < 20; i++)
    {
      g_autofree char *name = g_strdup_printf ("%u", i);
      guint32 customer = cairn_engine_add_customer (engine, name);
      CairnVisit visit = {
        .entered = NOW - (30 + i / 2) * CAIRN_DAY,
        .left = NOW - (1 + i / 2) * CAIRN_DAY,
        .customer = customer,
        .cell = cairn_engine_add_cell (engine, "", i % 2 == 0 ? "Lost" : "Kept"),
        .wait = CAIRN_WAIT_UNKNOWN,
      };

      cairn_engine_apply (engine, NULL, &visit);
      cairn_engine_set_end (engine, customer, i % 4 == 0 ? CAIRN_END_CHURN : CAIRN_END_SUCCESS);
    }
  cairn_engine_set_target (engine, NULL, "Kept", 20 * CAIRN_DAY, 0);
  cairn_engine_set_target (engine, NULL, "Lost", 20 * CAIRN_DAY, 0);
  snapshot = cairn_engine_snapshot (engine, NOW, &window, 0);
  kept = cairn_snapshot_find (snapshot, NULL, "Kept");
  lost = cairn_snapshot_find (snapshot, NULL, "Lost");
  g_assert_cmpfloat (kept->lost_per_week, ==, lost->lost_per_week);
  g_assert_true (kept->top_group && lost->top_group);
  g_assert_cmpuint (lost->rank, ==, 1);
  g_assert_cmpuint (kept->rank, ==, 2);
  g_assert_cmpfloat (kept->churned, ==, 0);
  study = cairn_stage_study_new (engine, NULL, "Lost", NOW, &window, 0, FALSE);
  g_assert_cmpfloat (
    lost->churned, ==,
    cairn_stage_study_get_figures (study)->at_target[1].share[CAIRN_OUTCOME_CHURN]);
  g_assert_cmpfloat_with_epsilon (lost->churned, 0.5, 1e-12);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/again/wider", test_wider);
  g_test_add_func ("/engine/again/study", test_study);
  g_test_add_func ("/engine/again/sampled", test_sampled);
  g_test_add_func ("/engine/again/kept", test_kept);
  g_test_add_func ("/engine/again/tie-by-churn", test_tie_by_churn);
  return g_test_run ();
}
