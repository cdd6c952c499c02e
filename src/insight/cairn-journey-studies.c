/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "insight/cairn-journey-studies.h"

#include "base/cairn-time.h"
#include "insight/cairn-journey-timings.h"
#include "insight/cairn-stage-benchmark.h"

typedef gboolean (*StepTest) (CairnElement *step, CairnLaneKind lane);

static CairnLaneKind
lane_kind (CairnElement *swimlane, CairnElement *step)
{
  const char *id = cairn_element_get_string (step, CAIRN_PROP_LANE);

  CAIRN_FOREACH_CHILD (lane, swimlane, CAIRN_KIND_LANE)
    if (g_str_equal (cairn_element_get_id (lane), id))
      return (CairnLaneKind) cairn_element_get_int (lane, CAIRN_PROP_KIND);
  return CAIRN_LANE_FRONT;
}

static gboolean
is_work (CairnElement *step)
{
  CairnStepKind kind = (CairnStepKind) cairn_element_get_int (step, CAIRN_PROP_KIND);

  return kind == CAIRN_STEP_TOUCHPOINT || kind == CAIRN_STEP_TASK;
}

/* Whether there is work in @stage, and all of it passes @test. */
static gboolean
all_work (CairnElement *stage, StepTest test)
{
  CairnElement *swimlane = cairn_element_get_parent (stage);
  gboolean any = FALSE;

  if (cairn_element_get_kind (stage) != CAIRN_KIND_STAGE || swimlane == NULL)
    return FALSE;
  CAIRN_FOREACH_CHILD (step, swimlane, CAIRN_KIND_STEP)
    {
      if (!is_work (step)
          || !g_str_equal (cairn_element_get_string (step, CAIRN_PROP_STAGE),
                           cairn_element_get_id (stage)))
        continue;
      if (!test (step, lane_kind (swimlane, step)))
        return FALSE;
      any = TRUE;
    }
  return any;
}

static gboolean
is_automatic (CairnElement *step, CairnLaneKind lane)
{
  return cairn_element_get_int (step, CAIRN_PROP_AUTOMATED) || lane == CAIRN_LANE_SYSTEM;
}

static gboolean
is_customers (CairnElement *step, CairnLaneKind lane)
{
  return lane == CAIRN_LANE_CUSTOMER;
}

gboolean
cairn_journey_studies_is_automated (CairnElement *stage)
{
  g_return_val_if_fail (stage != NULL, FALSE);

  return all_work (stage, is_automatic);
}

gboolean
cairn_journey_studies_is_customer_side (CairnElement *stage)
{
  g_return_val_if_fail (stage != NULL, FALSE);

  return all_work (stage, is_customers);
}

CairnStudySetting
cairn_journey_studies_get_setting (CairnElement *stage)
{
  return (CairnStudySetting){ .customer_side = cairn_journey_studies_is_customer_side (stage) };
}

gboolean
cairn_journey_studies_get_moment (CairnElement *change, gint64 *moment)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();

  g_return_val_if_fail (change != NULL && moment != NULL, FALSE);

  return cairn_time_parse (cairn_element_get_string (change, CAIRN_PROP_DATE), zone, moment);
}

CairnElement *
cairn_journey_studies_find_stage (CairnElement *diagram, const char *name)
{
  g_return_val_if_fail (diagram != NULL && name != NULL, NULL);

  CAIRN_FOREACH_CHILD (stage, diagram, CAIRN_KIND_STAGE)
    if (g_str_equal (cairn_element_get_title (stage), name))
      return stage;
  return NULL;
}

void
cairn_journey_studies_add_touchpoints (CairnStudyWish *wish, CairnElement *stage)
{
  CairnElement *swimlane = cairn_element_get_parent (stage);

  g_return_if_fail (wish != NULL);

  if (swimlane == NULL)
    return;
  CAIRN_FOREACH_CHILD (step, swimlane, CAIRN_KIND_STEP)
    {
      if (!is_work (step)
          || !g_str_equal (cairn_element_get_string (step, CAIRN_PROP_STAGE),
                           cairn_element_get_id (stage)))
        continue;
      CAIRN_FOREACH_CHILD (alias, step, CAIRN_KIND_ALIAS)
        cairn_study_wish_add_touchpoint (wish, cairn_element_get_string (alias, CAIRN_PROP_NAME),
                                         cairn_element_get_title (step));
    }
}

void
cairn_journey_studies_add_changes (CairnStudyWish *wish, CairnElement *stage)
{
  gint64 moment;

  g_return_if_fail (wish != NULL && stage != NULL);

  CAIRN_FOREACH_CHILD (change, stage, CAIRN_KIND_CHANGE)
    if (cairn_journey_studies_get_moment (change, &moment))
      cairn_study_wish_add_change (wish, moment);
}

static void
describe (CairnStudyWish *wish, CairnElement *stage)
{
  wish->automated = cairn_journey_studies_is_automated (stage);
  wish->self_benchmark = cairn_stage_benchmark_find (stage, NULL).source == CAIRN_BENCHMARK_NONE;
  cairn_journey_studies_add_changes (wish, stage);
  cairn_journey_studies_add_touchpoints (wish, stage);
}

GPtrArray *
cairn_journey_studies_dup_wishes (CairnElement *diagram,
                                  const char *segment,
                                  CairnSnapshot *snapshot)
{
  g_auto (GStrv) names = NULL;
  GPtrArray *wishes;

  g_return_val_if_fail (diagram != NULL && snapshot != NULL, NULL);

  names = cairn_journey_timings_dup_stages (diagram, snapshot);
  wishes = g_ptr_array_new_with_free_func ((GDestroyNotify) cairn_study_wish_free);
  for (guint i = 0; names[i] != NULL; i++)
    {
      CairnElement *stage = cairn_journey_studies_find_stage (diagram, names[i]);
      CairnStudyWish *wish = cairn_study_wish_new (segment, names[i], FALSE);

      if (stage != NULL)
        describe (wish, stage);
      g_ptr_array_add (wishes, wish);
    }
  return wishes;
}
