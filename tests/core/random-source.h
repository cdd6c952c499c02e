/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "command/cairn-journey-commands.h"
#include "command/cairn-source-commands.h"

/* A random answer of the assistant for data. */
static inline void
random_source (CairnHistory *history, GRand *rand)
{
  static const char *const values[] = { "Kickoff", "Won", "Lost", "Stage 1", "New stage" };
  g_autoptr (GArray) texts = g_array_new (FALSE, FALSE, sizeof (CairnSourceText));
  g_autoptr (GArray) names = g_array_new (FALSE, FALSE, sizeof (CairnSourceName));
  g_autoptr (GArray) outcomes = g_array_new (FALSE, FALSE, sizeof (CairnSourceOutcome));
  g_autoptr (GArray) dates = g_array_new (FALSE, FALSE, sizeof (CairnSourceDates));
  const CairnSourceSetup setup
    = { "crm.db", g_rand_int_range (rand, 0, 6), texts, names, names, outcomes, dates };
  CairnElement *root = cairn_document_get_root (cairn_history_get_document (history));
  CairnElement *segment = cairn_element_first (root, CAIRN_KIND_SEGMENT);

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      const CairnSourceText text = { CAIRN_PROP_STAGE_COLUMN, values[i] };
      const CairnSourceName name
        = { values[i], segment != NULL && g_rand_boolean (rand)
                         ? cairn_element_get_string (segment, CAIRN_PROP_NAME)
                         : NULL };
      const CairnSourceOutcome outcome = { values[i], g_rand_int_range (rand, 0, 3) };
      const CairnSourceDates date = { values[i], "begun", NULL };

      if (g_rand_boolean (rand))
        g_array_append_val (texts, text);
      if (g_rand_boolean (rand))
        g_array_append_val (names, name);
      if (g_rand_boolean (rand))
        g_array_append_val (outcomes, outcome);
      if (g_rand_boolean (rand))
        g_array_append_val (dates, date);
    }
  if (g_rand_boolean (rand) || cairn_element_first (root, CAIRN_KIND_SOURCE) == NULL)
    cairn_command_set_up_source (history, &setup);
  else
    cairn_command_set_import (history, cairn_element_first (root, CAIRN_KIND_SOURCE),
                              "log=a.csv\nshape=visits\n");
}

/* Which customers count, or which are of @segment (NULL: there is none). */
static inline void
random_rule (CairnHistory *history, GRand *rand, CairnElement *segment)
{
  static const char *const rules[] = { "", "arr >= 50000 and health < 60", "csm is \"D & O\"" };
  const char *rule = rules[g_rand_int_range (rand, 0, G_N_ELEMENTS (rules))];

  if (segment != NULL && g_rand_boolean (rand))
    cairn_command_set_segment_rule (history, segment, rule);
  else
    cairn_command_set_filter (history, rule);
}
