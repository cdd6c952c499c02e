/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "canvas/cairn-editor.h"
#include "io/cairn-journey.h"
#include "timing/cairn-snapshot-private.h"
#include "timing/cairn-stage-study.h"

#include "cairn-ui-test.h"

#include <adwaita.h>
#include <math.h>
#include <string.h>

/* One panel in a window of its own, on a small journey. */

static const char PANEL_JOURNEY[]
  = "<journey xmlns=\"https://cairn-journeys.github.io/ns/journey\" version=\"1\" id=\"journey-1\" "
    "name=\"Test\">"
    "<segment id=\"segment-1\" name=\"Enterprise\">"
    "<swimlane id=\"swimlane-1\" name=\"Onboarding\">"
    "<lane id=\"lane-1\" name=\"Customer\" kind=\"customer\"/><lane id=\"lane-2\" name=\"CSM\"/>"
    "<stage id=\"stage-1\" name=\"Kick-off\" target=\"7d\"/>"
    "<stage id=\"stage-2\" name=\"Build\" target=\"21d\"/><stage id=\"stage-3\" name=\"Launch\"/>"
    "<step id=\"step-1\" title=\"Call\" lane=\"lane-2\" stage=\"stage-1\" channel=\"meeting\" "
    "effort=\"60\"><attach id=\"attach-1\" playbook=\"playbook-1\"/></step>"
    "<step id=\"step-2\" title=\"Plan\" lane=\"lane-2\" stage=\"stage-1\"/>"
    "<step id=\"step-3\" title=\"Data\" lane=\"lane-1\" stage=\"stage-2\" channel=\"email\"/>"
    "<flow id=\"flow-1\" from=\"step-1\" to=\"step-2\"/>"
    "<flow id=\"flow-2\" from=\"step-2\" to=\"step-3\"/></swimlane>"
    "<sipoc id=\"sipoc-1\" name=\"The SIPOC\"/></segment>"
    "<playbook id=\"playbook-1\" name=\"Hold the call\" owner=\"CSM\">"
    "<task id=\"task-1\" title=\"Invite\"/><task id=\"task-2\" title=\"Talk\"/>"
    "<task id=\"task-3\" title=\"Write\"/></playbook>"
    "<playbook id=\"playbook-2\" name=\"Ask for data\"/></journey>";

typedef struct
{
  CairnEditor *editor;
  GtkWindow *window;
  GtkWidget *panel;
  char *announced; /* the last sentence */
} Panel;

static inline void
panel_announced_cb (CairnEditor *editor, const char *sentence, Panel *panel)
{
  g_free (panel->announced);
  panel->announced = g_strdup (sentence);
}

/* @widget has a property "editor". */
static inline void
panel_open_journey (Panel *panel, const char *journey, GtkWidget *widget, int width, int height)
{
  g_autoptr (GBytes) bytes = g_bytes_new (journey, strlen (journey));
  g_autoptr (GError) error = NULL;
  g_autoptr (CairnDocument) document = cairn_journey_read_bytes (bytes, "test.cairn", NULL, &error);

  g_assert_no_error (error);
  panel->editor = cairn_editor_new (document);
  panel->panel = widget;
  panel->window = GTK_WINDOW (adw_window_new ());
  gtk_window_set_default_size (panel->window, width, height);
  adw_window_set_content (ADW_WINDOW (panel->window), widget);
  g_object_set (widget, "editor", panel->editor, NULL);
  g_signal_connect (panel->editor, "announce", G_CALLBACK (panel_announced_cb), panel);
  cairn_ui_test_open (panel->window);
}

static inline void
panel_open (Panel *panel, GtkWidget *widget, int width, int height)
{
  panel_open_journey (panel, PANEL_JOURNEY, widget, width, height);
}

static inline void
panel_close (Panel *panel)
{
  cairn_ui_test_close (panel->window);
  g_clear_pointer (&panel->announced, g_free);
  g_assert_finalize_object (g_steal_pointer (&panel->editor));
}

static inline CairnElement *
panel_lookup (Panel *panel, const char *id)
{
  return cairn_document_lookup (cairn_editor_get_document (panel->editor), id);
}

static inline CairnHistory *
panel_history (Panel *panel)
{
  return cairn_editor_get_history (panel->editor);
}

static inline void
panel_select (Panel *panel, const char *id)
{
  cairn_selection_set_one (cairn_editor_get_selection (panel->editor), id);
  cairn_ui_test_settle ();
}

static inline void
panel_assert_selected (Panel *panel, const char *expected)
{
  g_auto (GStrv) ids = cairn_selection_dup_ids (cairn_editor_get_selection (panel->editor));
  g_autofree char *joined = g_strjoinv (" ", ids);

  g_assert_cmpstr (joined, ==, expected);
}

/* A widget that a user can see; fails the test if there is none. */
static inline GtkWidget *
panel_find (GtkWidget *root, GType type, const char *text)
{
  GtkWidget *found = cairn_ui_test_find (root, type, text);

  if (found == NULL)
    g_error ("There is no %s that says “%s”.", g_type_name (type), text);
  return found;
}

/* What a source would say: Kick-off is fine, Build is bad, Launch has too few. @study (may be NULL)
 * is that of one of them. */
static inline void
panel_set_studied_timings (Panel *panel, CairnStageStudy *study)
{
  const gint64 now = 1800000000;
  const double day = 86400;
  CairnCell cells[] = {
    { .segment = "Enterprise",
      .stage = "Kick-off",
      .arrivals = 40,
      .departures = 38,
      .here = 3,
      .exits = 38,
      .median = { 4 * day, 3 * day, 5 * day },
      .p90 = { NAN, NAN, NAN },
      .lost_per_week = 2,
      .lost_se = 1,
      .net_per_week = 0.5,
      .recent_weeks = 4,
      .arrivals_28d = 10,
      .departures_28d = 8,
      .oldest_age = 86400,
      .oldest_customer = "Acme",
      .target = 7 * 86400 },
    { .segment = "Enterprise",
      .stage = "Build",
      .arrivals = 30,
      .departures = 20,
      .here = 12,
      .overdue = 5,
      .exits = 20,
      .median = { 31.5 * day, 27 * day, NAN },
      .p90 = { NAN, NAN, NAN },
      .lost_per_week = 60,
      .lost_se = 10,
      .net_per_week = 4,
      .recent_weeks = 4,
      .arrivals_28d = 26,
      .departures_28d = 10,
      .oldest_age = 60 * 86400,
      .oldest_customer = "Globex",
      .target = 21 * 86400 },
    { .segment = "Enterprise",
      .stage = "Launch",
      .arrivals = 5,
      .departures = 4,
      .here = 1,
      .exits = 4,
      .median = { NAN, NAN, NAN },
      .p90 = { NAN, NAN, NAN },
      .lost_per_week = NAN,
      .lost_se = NAN,
      .oldest_age = 86400,
      .oldest_customer = "Initech" },
  };
  g_autoptr (CairnSnapshot) snapshot
    = cairn_snapshot_new (now, now - 26 * 7 * 86400, now, cells, G_N_ELEMENTS (cells));

  if (study != NULL)
    cairn_snapshot_add_study (snapshot, study);
  cairn_editor_set_snapshot (panel->editor, snapshot);
  cairn_ui_test_settle ();
}

static inline void
panel_set_timings (Panel *panel)
{
  panel_set_studied_timings (panel, NULL);
}

/* Build, where three owners have been late alike for half a year. @change: when it was changed. */
static inline CairnStageStudy *
panel_study_build (gint64 change)
{
  const gint64 now = 1800000000;
  g_autoptr (CairnEngine) engine = cairn_engine_new ();
  const CairnWindow window = { .kind = CAIRN_WINDOW_26_WEEKS };
  CairnStudyWish *wish = cairn_study_wish_new ("Enterprise", "Build", FALSE);
  CairnStageStudy *study;

  cairn_engine_set_target (engine, NULL, "Build", 21 * 86400, 0);
  for (guint i = 0; i < 300; i++)
    {
      static const char *const owners[] = { "Ana", "Bo", "Chi" };
      g_autofree char *name = g_strdup_printf ("Customer %u", i);
      gint64 entered = now - (300 - (gint64) i) * 86400;
      gint64 left = entered + (35 + i % 7) * 86400;
      CairnVisit visit = { .entered = entered,
                           .left = left <= now ? left : CAIRN_VISIT_OPEN,
                           .customer = cairn_engine_add_customer (engine, name),
                           .cell = cairn_engine_add_cell (engine, "Enterprise", "Build"),
                           .owner = cairn_engine_add_owner (engine, owners[i % 3]),
                           .wait = CAIRN_WAIT_UNKNOWN };

      cairn_engine_apply (engine, NULL, &visit);
    }
  if (change != 0)
    cairn_study_wish_add_change (wish, change);
  study = cairn_stage_study_new_for_wish (engine, wish, now, &window, G_MININT64);
  cairn_study_wish_free (wish);
  return study;
}
