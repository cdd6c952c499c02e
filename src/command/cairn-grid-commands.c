/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-command"

#include "command/cairn-grid-commands.h"

#include "command/cairn-command-private.h"

#include <glib/gi18n-lib.h>

static CairnElement *
add_band (CairnHistory *history,
          CairnElement *swimlane,
          CairnKind kind,
          CairnElement *after,
          const char *name,
          const char *label)
{
  g_autoptr (CairnElement) band = cairn_command_create (history, kind);
  guint place = after != NULL ? cairn_element_get_index (after) + 1
                              : cairn_command_place (swimlane, kind, NULL);

  cairn_element_set_string (band, CAIRN_PROP_NAME, name);
  cairn_history_begin (history, label);
  cairn_history_insert (history, band, swimlane, place);
  cairn_command_select (history, band);
  cairn_history_end (history);
  return band;
}

CairnElement *
cairn_command_add_lane (CairnHistory *history,
                        CairnElement *swimlane,
                        CairnElement *after,
                        const char *name)
{
  return add_band (history, swimlane, CAIRN_KIND_LANE, after, name, _ ("Add lane"));
}

CairnElement *
cairn_command_add_stage (CairnHistory *history,
                         CairnElement *swimlane,
                         CairnElement *after,
                         const char *name)
{
  return add_band (history, swimlane, CAIRN_KIND_STAGE, after, name, _ ("Add stage"));
}

CairnElement *
cairn_command_add_first_band (CairnHistory *history,
                              CairnElement *swimlane,
                              CairnKind kind,
                              const char *name)
{
  gboolean lane = kind == CAIRN_KIND_LANE;
  CairnElement *band;

  g_return_val_if_fail (lane || kind == CAIRN_KIND_STAGE, NULL);

  cairn_history_begin (history, lane ? _ ("Add lane") : _ ("Add stage"));
  band = add_band (history, swimlane, kind, NULL, name, "");
  cairn_command_move_before (history, band, cairn_element_first (swimlane, kind));
  cairn_history_end (history);
  return band;
}

static const char *
move_label (CairnElement *band)
{
  return cairn_element_get_kind (band) == CAIRN_KIND_LANE ? _ ("Move lane") : _ ("Move stage");
}

void
cairn_command_move_band (CairnHistory *history, CairnElement *band, CairnElement *before)
{
  cairn_history_begin (history, move_label (band));
  cairn_command_move_before (history, band, before);
  if (cairn_element_get_kind (band) == CAIRN_KIND_LANE)
    cairn_command_settle_lane (history, band);
  cairn_history_end (history);
}

gboolean
cairn_command_shift_band (CairnHistory *history, CairnElement *band, int by)
{
  CairnElement *previous = NULL;
  CairnElement *before;
  g_autofree char *key = g_strdup_printf ("shift %s", cairn_element_get_id (band));

  CAIRN_FOREACH_CHILD (b, cairn_element_get_parent (band), cairn_element_get_kind (band))
    {
      if (b == band)
        break;
      previous = b;
    }
  if (by < 0)
    {
      if (previous == NULL)
        return FALSE;
      before = previous;
    }
  else
    {
      CairnElement *next = cairn_element_next (band);

      if (next == NULL)
        return FALSE;
      before = cairn_element_next (next);
    }
  cairn_history_begin_merging (history, move_label (band), key);
  cairn_command_move_before (history, band, before);
  if (cairn_element_get_kind (band) == CAIRN_KIND_LANE)
    cairn_command_settle_lane (history, band);
  cairn_history_end (history);
  return TRUE;
}
