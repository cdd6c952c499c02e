/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/cairn-duration.h"
#include "io/cairn-journey.h"
#include "render/cairn-scene.h"
#include "timing/cairn-snapshot-private.h"

#include <math.h>
#include <string.h>

/* A small map with one of everything, and figures for its stages. */

#define FIXTURE_NOW G_GINT64_CONSTANT (1795348800) /* 2026-11-22T12:00:00Z */

static const char fixture_xml[]
  = "<journey xmlns='" CAIRN_JOURNEY_NAMESPACE "' version='1' id='journey-1' name='Acme'>"
    "<segment id='segment-1' name='Enterprise'><swimlane id='swimlane-1' name='Onboarding'>"
    "<lane id='lane-1' name='Customer' kind='customer'/><lane id='lane-2' name='CSM'/>"
    "<stage id='stage-1' name='Kick-off' target='7d' limit='14d'/>"
    "<stage id='stage-2' name='Build' target='21d'/><stage id='stage-3' name='Live'/>"
    "<step id='step-1' kind='start' title='Signed' lane='lane-1' stage='stage-1'/>"
    "<step id='step-2' title='Call &amp; plan' lane='lane-2' stage='stage-1' channel='call' "
    "effort='45'><attach id='attach-1' playbook='playbook-1'/></step>"
    "<step id='step-3' kind='decision' title='Data?' lane='lane-2' stage='stage-2'/>"
    "<step id='step-4' kind='task' title='Import' lane='lane-1' stage='stage-2' automated='yes'/>"
    "<step id='step-5' kind='wait' title='Wait' lane='lane-2' stage='stage-3'/>"
    "<step id='step-6' kind='end' title='Done' lane='lane-1' stage='stage-3'/>"
    "<step id='step-7' kind='note' title='Ask legal' lane='lane-1' stage='stage-3'/>"
    "<flow id='flow-1' from='step-1' to='step-2'/><flow id='flow-2' from='step-2' to='step-3'/>"
    "<flow id='flow-3' from='step-3' to='step-4' label='yes'/>"
    "<flow id='flow-4' from='step-3' to='step-5'/><flow id='flow-5' from='step-5' to='step-6'/>"
    "</swimlane><sipoc id='sipoc-1' name='SIPOC' starts='signed' ends='live'>"
    "<item id='item-1' column='supplier' title='Sales'/>"
    "<item id='item-2' column='input' title='Contract' detail='signed'/>"
    "<item id='item-3' column='process' title='Plan'/>"
    "<item id='item-4' column='process' title='Build'/>"
    "<item id='item-5' column='output' title='Tenant'/>"
    "<item id='item-6' column='customer' title='Sponsor'/>"
    "<requirement id='requirement-1' title='Fast' metric='days' unit='d' direction='at-most' "
    "target='45'/>"
    "<link id='link-1' from='item-1' to='item-2'/><link id='link-2' from='item-2' to='item-3'/>"
    "<link id='link-3' from='item-4' to='item-5'/><link id='link-4' from='item-5' to='item-6'/>"
    "<link id='link-5' from='item-6' to='requirement-1'/></sipoc></segment>"
    "<playbook id='playbook-1' name='Kick-off'><task id='task-1' title='Invite'/>"
    "<task id='task-2' title='Agenda'/></playbook></journey>";

/* The same in another shape: with teams and colours, with a lane and a stage collapsed, and if
 * @vertical from top to bottom. Owned by the caller. */
static inline char *
fixture_shaped_xml (gboolean vertical)
{
  static const char *const changes[][2] = {
    { "version='1'", "version='2'" },
    { "<lane id='lane-2' name='CSM'/>",
      "<lane id='lane-2' name='CSM' team='Customer Success' colour='teal'/>"
      "<lane id='lane-3' name='Support' team='Customer Success' collapsed='yes'/>" },
    { "<stage id='stage-2'", "<stage id='stage-2' collapsed='yes'" },
    { "<step id='step-1'", "<step id='step-1' colour='pink'" },
    { "<step id='step-2'", "<step id='step-2' colour='blue'" },
    { "<step id='step-7'", "<step id='step-7' colour='slate'" },
    { "<step id='step-5' kind='wait' title='Wait' lane='lane-2'",
      "<step id='step-5' kind='wait' title='Wait' lane='lane-3'" },
    { "<swimlane id='swimlane-1'", "<swimlane id='swimlane-1' orientation='vertical'" },
  };
  GString *xml = g_string_new (fixture_xml);

  for (guint i = 0; i < G_N_ELEMENTS (changes) - (vertical ? 0 : 1); i++)
    g_string_replace (xml, changes[i][0], changes[i][1], 1);
  return g_string_free (xml, FALSE);
}

static inline CairnDocument *
fixture_document (const char *xml)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (xml, strlen (xml));
  g_autoptr (GError) error = NULL;
  CairnDocument *document = cairn_journey_read_bytes (bytes, "fixture", NULL, &error);

  g_assert_no_error (error);
  return document;
}

static inline CairnScene *
fixture_scene (CairnDocument *document, const char *diagram, CairnThemeKind theme)
{
  g_autoptr (CairnLayout) layout
    = cairn_layout_new (document, cairn_document_lookup (document, diagram));

  return cairn_scene_new (layout, cairn_theme_get (theme));
}

/* A stage that is doing well enough to have every figure. */
static inline CairnCell
fixture_cell (const char *stage)
{
  return (CairnCell){ .segment = "Enterprise",
                      .stage = stage,
                      .arrivals = 40,
                      .departures = 36,
                      .here = 12,
                      .overdue = 4,
                      .exits = 36,
                      .median = { 8.0 * CAIRN_DAY, 7.0 * CAIRN_DAY, 10.0 * CAIRN_DAY },
                      .p90 = { 16.0 * CAIRN_DAY, 13.0 * CAIRN_DAY, NAN },
                      .target = 7 * CAIRN_DAY,
                      .lost_per_week = 9.3,
                      .lost_se = 2,
                      .recent_weeks = 4,
                      .arrivals_28d = 12,
                      .departures_28d = 11,
                      .net_per_week = 0.25,
                      .pileup_p = 0.5,
                      .oldest_age = 14 * CAIRN_DAY,
                      .oldest_customer = "Umbrella" };
}

static inline CairnSnapshot *
fixture_snapshot (const CairnCell *cells, guint n_cells)
{
  return cairn_snapshot_new (FIXTURE_NOW, FIXTURE_NOW - 13 * CAIRN_WEEK, FIXTURE_NOW, cells,
                             n_cells);
}

/* The map with timings: Kick-off a little late, Build very late, Live without a visit. */
static inline CairnScene *
fixture_scene_with_timings (CairnDocument *document, CairnThemeKind theme)
{
  g_autoptr (CairnScene) plain = fixture_scene (document, "swimlane-1", theme);
  CairnCell cells[] = { fixture_cell ("Kick-off"), fixture_cell ("Build") };
  g_autoptr (CairnSnapshot) snapshot = NULL;
  CairnSceneTimings timings = { .segment = "Enterprise" };

  cells[1].here = 38;
  cells[1].overdue = 22;
  cells[1].target = 21 * CAIRN_DAY;
  cells[1].lost_per_week = 266;
  cells[1].lost_se = 30;
  snapshot = fixture_snapshot (cells, G_N_ELEMENTS (cells));
  cairn_snapshot_set_source_name (snapshot, "visits.db");
  timings.view = snapshot;
  return cairn_scene_with_timings (plain, &timings);
}

/* The group called @id in any layer, or NULL. */
static inline const CairnSceneGroup *
fixture_look_for (const CairnScene *scene, const char *id, CairnLayerKind *layer)
{
  for (guint i = 0; i < CAIRN_N_LAYERS; i++)
    {
      guint n;
      const CairnSceneGroup *groups = cairn_scene_get_groups (scene, i, &n);

      for (guint j = 0; j < n; j++)
        if (strcmp (groups[j].id, id) == 0)
          {
            if (layer != NULL)
              *layer = i;
            return &groups[j];
          }
    }
  return NULL;
}

/* The same where it must be. */
static inline const CairnSceneGroup *
fixture_find (const CairnScene *scene, const char *id, CairnLayerKind *layer)
{
  const CairnSceneGroup *group = fixture_look_for (scene, id, layer);

  if (group == NULL)
    g_error ("there is no group “%s” in the scene", id);
  return group;
}

/* All text of @group, its lines joined with blanks and its blocks with " | ". */
static inline char *
fixture_text (const CairnScene *scene, const char *id)
{
  CairnLayerKind layer = CAIRN_LAYER_PAPER;
  const CairnSceneGroup *group = fixture_find (scene, id, &layer);
  GString *text = g_string_new (NULL);
  guint n;

  for (guint i = 0; group != NULL && i < group->n_prims; i++)
    {
      const CairnPrim *prim = &cairn_scene_get_prims (scene, layer, &n)[group->first + i];

      if (prim->kind != CAIRN_PRIM_TEXT)
        continue;
      for (guint j = 0; j < prim->text.block->n_lines; j++)
        g_string_append_printf (text, "%s%s",
                                text->len == 0 ? ""
                                : j == 0       ? " | "
                                               : " ",
                                prim->text.block->lines[j].text);
    }
  return g_string_free (text, FALSE);
}
