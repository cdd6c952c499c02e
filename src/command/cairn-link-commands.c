/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-command"

#include "command/cairn-link-commands.h"

#include "command/cairn-command-private.h"

#include <glib/gi18n-lib.h>

/* The same lanes take part in the details, as far as the names and looks of them go. */
static void
add_lanes (CairnHistory *history, CairnElement *diagram, CairnElement *like)
{
  CAIRN_FOREACH_CHILD (lane, like, CAIRN_KIND_LANE)
    {
      g_autoptr (CairnElement) copy = cairn_command_create (history, CAIRN_KIND_LANE);

      cairn_element_set_string (copy, CAIRN_PROP_NAME, cairn_element_get_title (lane));
      cairn_element_set_int (copy, CAIRN_PROP_KIND, cairn_element_get_int (lane, CAIRN_PROP_KIND));
      cairn_element_set_int (copy, CAIRN_PROP_COLOUR,
                             cairn_element_get_int (lane, CAIRN_PROP_COLOUR));
      cairn_element_set_string (copy, CAIRN_PROP_TEAM,
                                cairn_element_get_string (lane, CAIRN_PROP_TEAM));
      cairn_element_append (diagram, copy);
    }
}

CairnElement *
cairn_command_add_detail (CairnHistory *history, CairnElement *step)
{
  CairnElement *map = cairn_element_get_diagram (step);
  CairnElement *segment = cairn_element_ancestor (map, CAIRN_KIND_SEGMENT);
  const char *title = cairn_element_get_title (step);
  g_autoptr (CairnElement) detail = cairn_command_create (history, CAIRN_KIND_SWIMLANE);

  cairn_element_set_string (detail, CAIRN_PROP_NAME, *title != '\0' ? title : _ ("Details"));
  cairn_element_set_int (detail, CAIRN_PROP_ORIENTATION,
                         cairn_element_get_int (map, CAIRN_PROP_ORIENTATION));
  add_lanes (history, detail, map);
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (CairnElement) stage = cairn_command_create (history, CAIRN_KIND_STAGE);
      /* translators: a stage that has no name yet; %u is its number */
      g_autofree char *name = g_strdup_printf (_ ("Part %u"), i + 1);

      cairn_element_set_string (stage, CAIRN_PROP_NAME, name);
      cairn_element_append (detail, stage);
    }
  cairn_history_begin (history, _ ("New diagram from step"));
  cairn_history_insert (history, detail, segment,
                        cairn_command_place (segment, CAIRN_KIND_SWIMLANE, NULL));
  cairn_history_set_string (history, step, CAIRN_PROP_DRILLS_INTO, cairn_element_get_id (detail));
  cairn_history_end (history);
  return detail;
}
