/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The visits of in_visits.csv in an engine. */

#include "base/cairn-duration.h"
#include "timing/cairn-engine.h"

#include <json-glib/json-glib.h>

#include "oracle.h"

typedef struct
{
  CairnEngine *engine;
  gint64 now;
  gint64 log_start;
  GArray *visits; /* CairnVisit */
} World;

static inline void
world_free (World *world)
{
  cairn_engine_free (world->engine);
  g_array_unref (world->visits);
  g_free (world);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (World, world_free)

static inline void
read_config (World *world)
{
  g_autofree char *path
    = g_test_build_filename (G_TEST_DIST, "data", "oracles", "in_visits_config.json", NULL);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;
  JsonObject *root, *targets;
  JsonArray *stages;

  json_parser_load_from_file (parser, path, &error);
  g_assert_no_error (error);
  root = json_node_get_object (json_parser_get_root (parser));
  world->now = json_object_get_int_member (root, "now");
  world->log_start = json_object_get_int_member (root, "log_start");
  targets = json_object_get_object_member (root, "target_days");
  stages = json_object_get_array_member (root, "stages");
  for (guint i = 0; i < json_array_get_length (stages); i++)
    {
      const char *stage = json_array_get_string_element (stages, i);

      cairn_engine_set_target (world->engine, NULL, stage,
                               json_object_get_int_member (targets, stage) * CAIRN_DAY, 0);
    }
}

/* Where the journey of a customer has ended. */
static inline void
read_end (World *world, const CairnVisit *visit, const char *next)
{
  if (g_str_equal (next, "Churned"))
    cairn_engine_set_end (world->engine, visit->customer, CAIRN_END_CHURN);
  else if (g_str_equal (next, "Renewed"))
    cairn_engine_set_end (world->engine, visit->customer, CAIRN_END_SUCCESS);
}

/* @apart: each visit is by a customer of its own, as for R's standard errors. */
static inline World *
world_read_as (gboolean apart)
{
  g_autoptr (Table) table = table_read ("in_visits.csv");
  World *world = g_new0 (World, 1);

  world->engine = cairn_engine_new ();
  world->visits = g_array_new (FALSE, FALSE, sizeof (CairnVisit));
  read_config (world);
  for (guint i = 0; i < table->rows->len; i++)
    {
      const char *left = table_get (table, i, "left");
      const char *started = table_get (table, i, "started");
      CairnVisit visit = {
        .entered = g_ascii_strtoll (table_get (table, i, "entered"), NULL, 10),
        .left = *left != '\0' ? g_ascii_strtoll (left, NULL, 10) : CAIRN_VISIT_OPEN,
        .customer = cairn_engine_add_customer (world->engine, table_get (table, i, "customer")),
        .cell = cairn_engine_add_cell (world->engine, table_get (table, i, "segment"),
                                       table_get (table, i, "stage")),
        .owner = cairn_engine_add_owner (world->engine, table_get (table, i, "owner")),
        .wait = CAIRN_WAIT_UNKNOWN,
      };

      if (apart)
        visit.customer = cairn_engine_add_customer (world->engine, table_get (table, i, "visit"));
      if (*started != '\0')
        visit.wait = (gint32) (g_ascii_strtoll (started, NULL, 10) - visit.entered);
      read_end (world, &visit, table_get (table, i, "next_stage"));
      g_array_append_val (world->visits, visit);
    }
  cairn_engine_load (world->engine, (const CairnVisit *) world->visits->data, world->visits->len);
  return world;
}

static inline World *
world_read (void)
{
  return world_read_as (FALSE);
}
