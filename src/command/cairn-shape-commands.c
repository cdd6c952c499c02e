/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-command"

#include "command/cairn-shape-commands.h"

#include "command/cairn-command-private.h"

#include <glib/gi18n-lib.h>

void
cairn_command_turn (CairnHistory *history, CairnElement *swimlane)
{
  gboolean vertical
    = cairn_element_get_int (swimlane, CAIRN_PROP_ORIENTATION) == CAIRN_ORIENTATION_VERTICAL;

  cairn_history_begin (history, _ ("Turn the map"));
  cairn_history_set_int (history, swimlane, CAIRN_PROP_ORIENTATION,
                         vertical ? CAIRN_ORIENTATION_HORIZONTAL : CAIRN_ORIENTATION_VERTICAL);
  cairn_history_end (history);
}

static gboolean
would_change (CairnElement *band, gboolean collapsed)
{
  return cairn_element_has (band, CAIRN_PROP_COLLAPSED)
         && (cairn_element_get_int (band, CAIRN_PROP_COLLAPSED) != 0) != (collapsed != 0);
}

gboolean
cairn_command_set_collapsed (CairnHistory *history, GPtrArray *bands, gboolean collapsed)
{
  gboolean any = FALSE;

  for (guint i = 0; i < bands->len; i++)
    any |= would_change (g_ptr_array_index (bands, i), collapsed);
  if (!any)
    return FALSE;
  cairn_history_begin (history, collapsed ? _ ("Collapse") : _ ("Expand"));
  for (guint i = 0; i < bands->len; i++)
    if (would_change (g_ptr_array_index (bands, i), collapsed))
      cairn_history_set_int (history, g_ptr_array_index (bands, i), CAIRN_PROP_COLLAPSED,
                             collapsed != 0);
  cairn_history_end (history);
  return TRUE;
}

void
cairn_command_set_size (CairnHistory *history, CairnElement *band, guint size)
{
  g_autofree char *key = g_strdup_printf ("size %s", cairn_element_get_id (band));

  cairn_history_begin_merging (history,
                               cairn_element_get_kind (band) == CAIRN_KIND_LANE
                                 ? _ ("Change the size of a lane")
                                 : _ ("Change the size of a stage"),
                               key);
  cairn_history_set_int (history, band, CAIRN_PROP_SIZE, size);
  cairn_history_end (history);
}

static const char *
team_of (CairnElement *lane)
{
  return lane != NULL ? cairn_element_get_string (lane, CAIRN_PROP_TEAM) : "";
}

static gboolean
is_same_team (CairnElement *a, CairnElement *b)
{
  return *team_of (a) != '\0' && g_str_equal (team_of (a), team_of (b));
}

static CairnElement *
previous_lane (CairnElement *lane)
{
  CairnElement *previous = NULL;

  CAIRN_FOREACH_CHILD (l, cairn_element_get_parent (lane), CAIRN_KIND_LANE)
    {
      if (l == lane)
        break;
      previous = l;
    }
  return previous;
}

GPtrArray *
cairn_command_dup_team (CairnElement *lane)
{
  GPtrArray *team = g_ptr_array_new ();
  CairnElement *first = lane;

  for (CairnElement *l = previous_lane (lane); is_same_team (l, lane); l = previous_lane (l))
    first = l;
  for (CairnElement *l = first; l == lane || is_same_team (l, lane); l = cairn_element_next (l))
    {
      g_ptr_array_add (team, l);
      if (*team_of (lane) == '\0')
        break;
    }
  return team;
}

void
cairn_command_gather_teams (CairnHistory *history, CairnElement *swimlane)
{
  CairnElement *lane = cairn_element_first (swimlane, CAIRN_KIND_LANE);

  while (lane != NULL)
    {
      g_autoptr (GPtrArray) strays = g_ptr_array_new ();
      CairnElement *next = cairn_element_next (lane);

      while (is_same_team (next, lane))
        next = cairn_element_next (next);
      for (CairnElement *l = next; l != NULL; l = cairn_element_next (l))
        if (is_same_team (l, lane))
          g_ptr_array_add (strays, l);
      for (guint i = 0; i < strays->len; i++)
        cairn_command_move_before (history, g_ptr_array_index (strays, i), next);
      lane = next;
    }
}

void
cairn_command_set_team (CairnHistory *history, GPtrArray *lanes, const char *team)
{
  g_autofree char *name = g_strstrip (g_strdelimit (g_strdup (team), "\n\r", ' '));
  CairnElement *swimlane = NULL;

  cairn_history_begin (history, *name != '\0' ? _ ("Set the team") : _ ("Take out of the team"));
  for (guint i = 0; i < lanes->len; i++)
    {
      CairnElement *lane = g_ptr_array_index (lanes, i);

      if (cairn_element_get_kind (lane) != CAIRN_KIND_LANE)
        continue;
      cairn_history_set_string (history, lane, CAIRN_PROP_TEAM, name);
      swimlane = cairn_element_get_parent (lane);
    }
  if (swimlane != NULL)
    cairn_command_gather_teams (history, swimlane);
  cairn_history_end (history);
}

void
cairn_command_rename_team (CairnHistory *history, CairnElement *lane, const char *team)
{
  g_autofree char *old = g_strdup (team_of (lane));
  g_autofree char *name = g_strstrip (g_strdelimit (g_strdup (team), "\n\r", ' '));
  CairnElement *swimlane = cairn_element_get_parent (lane);

  if (*old == '\0')
    return;
  cairn_history_begin (history, _ ("Rename the team"));
  CAIRN_FOREACH_CHILD (l, swimlane, CAIRN_KIND_LANE)
    if (g_str_equal (team_of (l), old))
      cairn_history_set_string (history, l, CAIRN_PROP_TEAM, name);
  cairn_command_gather_teams (history, swimlane);
  cairn_history_end (history);
}

void
cairn_command_settle_lane (CairnHistory *history, CairnElement *lane)
{
  CairnElement *previous = previous_lane (lane), *next = cairn_element_next (lane);

  if (is_same_team (previous, next))
    cairn_history_set_string (history, lane, CAIRN_PROP_TEAM, team_of (previous));
  else if (!is_same_team (previous, lane) && !is_same_team (next, lane))
    CAIRN_FOREACH_CHILD (l, cairn_element_get_parent (lane), CAIRN_KIND_LANE)
      if (l != lane && is_same_team (l, lane))
        {
          cairn_history_set_string (history, lane, CAIRN_PROP_TEAM, "");
          break;
        }
}

static void
move_team (CairnHistory *history, GPtrArray *team, CairnElement *before)
{
  for (guint i = 0; i < team->len; i++)
    cairn_command_move_before (history, g_ptr_array_index (team, i), before);
}

void
cairn_command_move_team (CairnHistory *history, CairnElement *lane, CairnElement *before)
{
  g_autoptr (GPtrArray) team = cairn_command_dup_team (lane);

  if (before != NULL)
    {
      g_autoptr (GPtrArray) other = cairn_command_dup_team (before);

      before = g_ptr_array_index (other, 0);
      if (g_ptr_array_find (team, before, NULL))
        return;
    }
  cairn_history_begin (history, _ ("Move team"));
  move_team (history, team, before);
  cairn_history_end (history);
}

gboolean
cairn_command_shift_team (CairnHistory *history, CairnElement *lane, int by)
{
  g_autoptr (GPtrArray) team = cairn_command_dup_team (lane);
  g_autofree char *key = g_strdup_printf ("shift team %s", cairn_element_get_id (lane));
  CairnElement *neighbour = by < 0 ? previous_lane (g_ptr_array_index (team, 0))
                                   : cairn_element_next (g_ptr_array_index (team, team->len - 1));
  g_autoptr (GPtrArray) others = NULL;

  if (neighbour == NULL)
    return FALSE;
  others = cairn_command_dup_team (neighbour);
  cairn_history_begin_merging (history, _ ("Move team"), key);
  if (by < 0)
    move_team (history, team, g_ptr_array_index (others, 0));
  else
    move_team (history, team, cairn_element_next (g_ptr_array_index (others, others->len - 1)));
  cairn_history_end (history);
  return TRUE;
}
