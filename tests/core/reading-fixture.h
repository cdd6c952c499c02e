/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "render-fixture.h"
#include "timing/cairn-stage-study.h"

/* Half a year of visits to the map of render-fixture.h, counted by the engine itself: Kick-off is a
 * little late, Build very late with every owner, and every tenth customer is lost after it. Between
 * Kick-off and Build a customer waits a day, between Build and Live half of one. */

#define READING_VISITS 300

static inline gint64
reading_add (CairnEngine *engine, guint customer, const char *stage, gint64 entered, double days)
{
  static const char *const owners[] = { "Ana", "Bo", "Chi" };
  g_autofree char *name = g_strdup_printf ("Customer %u", customer);
  gint64 left = entered + (gint64) (days * CAIRN_DAY);
  CairnVisit visit = { .entered = entered,
                       .left = left <= FIXTURE_NOW ? left : CAIRN_VISIT_OPEN,
                       .customer = cairn_engine_add_customer (engine, name),
                       .cell = cairn_engine_add_cell (engine, "Enterprise", stage),
                       .owner = cairn_engine_add_owner (engine, owners[customer % 3]),
                       .wait = CAIRN_WAIT_UNKNOWN };

  if (entered <= FIXTURE_NOW)
    cairn_engine_apply (engine, NULL, &visit);
  return left;
}

static inline CairnEngine *
reading_engine (void)
{
  CairnEngine *engine = cairn_engine_new ();

  cairn_engine_add_cell (engine, "Enterprise", "Kick-off");
  cairn_engine_add_cell (engine, "Enterprise", "Build");
  cairn_engine_set_target (engine, NULL, "Kick-off", 7 * CAIRN_DAY, 14 * CAIRN_DAY);
  cairn_engine_set_target (engine, NULL, "Build", 21 * CAIRN_DAY, 0);
  for (guint i = 0; i < READING_VISITS; i++)
    {
      gint64 at = FIXTURE_NOW - (gint64) (READING_VISITS - i) * CAIRN_DAY - CAIRN_DAY / 4;

      at = reading_add (engine, i, "Kick-off", at, 5 + i % 4);
      at = reading_add (engine, i, "Build", at + CAIRN_DAY, 35 + i % 7);
      if (i % 10 != 0)
        reading_add (engine, i, "Live", at + CAIRN_DAY / 2, 3 + i % 2);
      else if (at <= FIXTURE_NOW)
        {
          g_autofree char *name = g_strdup_printf ("Customer %u", i);

          cairn_engine_set_end (engine, cairn_engine_add_customer (engine, name), CAIRN_END_CHURN);
        }
    }
  return engine;
}

/* With what is asked of all its stages, as for a window of 26 weeks. */
static inline CairnSnapshot *
reading_snapshot (void)
{
  static const char *const stages[] = { "Kick-off", "Build", "Live" };
  g_autoptr (CairnEngine) engine = reading_engine ();
  const CairnWindow window = { .kind = CAIRN_WINDOW_26_WEEKS };
  CairnSnapshot *snapshot = cairn_engine_snapshot (engine, FIXTURE_NOW, &window, G_MININT64);

  for (guint i = 0; i < G_N_ELEMENTS (stages); i++)
    {
      g_autoptr (CairnStageStudy) study = cairn_stage_study_new (
        engine, "Enterprise", stages[i], FIXTURE_NOW, &window, G_MININT64, FALSE);

      cairn_snapshot_add_study (snapshot, study);
    }
  return snapshot;
}

static inline CairnScene *
reading_scene (const char *xml, CairnThemeKind theme)
{
  static const char *const stages[] = { "Kick-off", "Build", "Live", NULL };
  g_autoptr (CairnDocument) document = fixture_document (xml);
  g_autoptr (CairnScene) plain = fixture_scene (document, "swimlane-1", theme);
  g_autoptr (CairnSnapshot) snapshot = reading_snapshot ();
  g_autoptr (CairnSnapshot) view = cairn_snapshot_view (snapshot, "Enterprise", stages);
  CairnSceneTimings timings = { .view = view, .segment = "Enterprise" };

  return cairn_scene_with_timings (plain, &timings);
}
