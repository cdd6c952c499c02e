/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-command"

#include "command/cairn-step-commands.h"

#include "command/cairn-command-private.h"
#include "model/cairn-rules.h"

#include <glib/gi18n-lib.h>

static const char *
id_of (CairnElement *element)
{
  return element != NULL ? cairn_element_get_id (element) : "";
}

static gboolean
same_cell (CairnElement *a, CairnElement *b)
{
  return cairn_element_get_string (a, CAIRN_PROP_LANE)
           == cairn_element_get_string (b, CAIRN_PROP_LANE)
         && cairn_element_get_string (a, CAIRN_PROP_STAGE)
              == cairn_element_get_string (b, CAIRN_PROP_STAGE);
}

/* Ids are interned, so steps of one cell share pointers and same_cell() may compare them. */
static void
put_in_cell (CairnElement *step, CairnElement *lane, CairnElement *stage)
{
  cairn_element_set_string (step, CAIRN_PROP_LANE, id_of (lane));
  cairn_element_set_string (step, CAIRN_PROP_STAGE, id_of (stage));
}

CairnElement *
cairn_command_add_step (CairnHistory *history,
                        CairnElement *swimlane,
                        CairnElement *lane,
                        CairnElement *stage,
                        CairnElement *before,
                        CairnStepKind kind,
                        const char *title)
{
  g_autoptr (CairnElement) step = cairn_command_create (history, CAIRN_KIND_STEP);

  cairn_element_set_int (step, CAIRN_PROP_KIND, kind);
  cairn_element_set_string (step, CAIRN_PROP_TITLE, title);
  put_in_cell (step, lane, stage);
  cairn_history_begin (history, _ ("Add step"));
  cairn_history_insert (history, step, swimlane,
                        cairn_command_place (swimlane, CAIRN_KIND_STEP, before));
  cairn_command_select (history, step);
  cairn_history_end (history);
  return step;
}

static CairnElement *
add_flow (CairnHistory *history, CairnKind kind, CairnElement *from, CairnElement *to)
{
  CairnElement *diagram = cairn_element_get_parent (from);
  g_autoptr (CairnElement) flow = cairn_command_create (history, kind);

  cairn_element_set_string (flow, CAIRN_PROP_FROM, cairn_element_get_id (from));
  cairn_element_set_string (flow, CAIRN_PROP_TO, cairn_element_get_id (to));
  cairn_history_insert (history, flow, diagram, cairn_command_place (diagram, kind, NULL));
  return flow;
}

/* The sibling of @element among its kind, @by places on; NULL if that is off the map. */
static CairnElement *
neighbour (CairnElement *element, int by)
{
  CairnElement *parent = cairn_element_get_parent (element);
  int place = 0;

  CAIRN_FOREACH_CHILD (sibling, parent, cairn_element_get_kind (element))
    {
      if (sibling == element)
        break;
      place++;
    }
  return place + by >= 0
           ? cairn_element_nth (parent, cairn_element_get_kind (element), (guint) (place + by))
           : NULL;
}

/* Where a step that is connected to @step goes; FALSE if there is nothing that way. */
static gboolean
find_next_cell (CairnDocument *document,
                CairnElement *step,
                CairnNext where,
                CairnElement **lane,
                CairnElement **stage)
{
  *lane = cairn_document_resolve (document, step, CAIRN_PROP_LANE);
  *stage = cairn_document_resolve (document, step, CAIRN_PROP_STAGE);
  switch (where)
    {
    case CAIRN_NEXT_ABOVE:
    case CAIRN_NEXT_BELOW:
      *lane = *lane != NULL ? neighbour (*lane, where == CAIRN_NEXT_BELOW ? 1 : -1) : NULL;
      return *lane != NULL;
    case CAIRN_NEXT_STAGE:
      *stage = *stage != NULL ? neighbour (*stage, 1) : NULL;
      return *stage != NULL;
    case CAIRN_NEXT_AFTER:
    case CAIRN_NEXT_BEFORE:
    default:
      return TRUE;
    }
}

CairnElement *
cairn_command_add_next_step (CairnHistory *history, CairnElement *step, CairnNext where)
{
  CairnElement *swimlane = cairn_element_get_parent (step);
  gint64 kind = cairn_element_get_int (step, CAIRN_PROP_KIND);
  gboolean backwards = where == CAIRN_NEXT_BEFORE;
  CairnElement *lane, *stage, *before, *added;

  if (kind == CAIRN_STEP_NOTE || kind == (backwards ? CAIRN_STEP_START : CAIRN_STEP_END))
    return NULL;
  if (!find_next_cell (cairn_history_get_document (history), step, where, &lane, &stage))
    return NULL;
  before = backwards ? step : cairn_element_next (step);
  cairn_history_begin (history, _ ("Add next step"));
  added
    = cairn_command_add_step (history, swimlane, lane, stage, before, CAIRN_STEP_TOUCHPOINT, "");
  add_flow (history, CAIRN_KIND_FLOW, backwards ? added : step, backwards ? step : added);
  cairn_history_end (history);
  return added;
}

/* The step that the last of the flows from @step leads to; NULL if none does. */
static CairnElement *
last_follower (CairnDocument *document, CairnElement *step)
{
  CairnElement *found = NULL;

  CAIRN_FOREACH_CHILD (flow, cairn_element_get_parent (step), CAIRN_KIND_FLOW)
    if (cairn_document_resolve (document, flow, CAIRN_PROP_FROM) == step)
      found = cairn_document_resolve (document, flow, CAIRN_PROP_TO);
  return found;
}

CairnElement *
cairn_command_add_branch (CairnHistory *history, CairnElement *step)
{
  CairnDocument *document = cairn_history_get_document (history);
  CairnElement *beside = last_follower (document, step);
  gint64 kind = cairn_element_get_int (step, CAIRN_PROP_KIND);
  CairnElement *added;

  if (beside == NULL)
    return cairn_command_add_next_step (history, step, CAIRN_NEXT_AFTER);
  if (kind == CAIRN_STEP_NOTE || kind == CAIRN_STEP_END)
    return NULL;
  cairn_history_begin (history, _ ("Add branch"));
  added = cairn_command_add_step (history, cairn_element_get_parent (step),
                                  cairn_document_resolve (document, beside, CAIRN_PROP_LANE),
                                  cairn_document_resolve (document, beside, CAIRN_PROP_STAGE),
                                  cairn_element_next (beside), CAIRN_STEP_TOUCHPOINT, "");
  add_flow (history, CAIRN_KIND_FLOW, step, added);
  cairn_history_end (history);
  return added;
}

CairnElement *
cairn_command_insert_in_flow (CairnHistory *history, CairnElement *flow)
{
  CairnDocument *document = cairn_history_get_document (history);
  CairnElement *from = cairn_document_resolve (document, flow, CAIRN_PROP_FROM);
  CairnElement *to = cairn_document_resolve (document, flow, CAIRN_PROP_TO);
  CairnElement *added;

  cairn_history_begin (history, _ ("Insert step"));
  added = cairn_command_add_step (history, cairn_element_get_parent (flow),
                                  cairn_document_resolve (document, from, CAIRN_PROP_LANE),
                                  cairn_document_resolve (document, from, CAIRN_PROP_STAGE),
                                  cairn_element_next (from), CAIRN_STEP_TOUCHPOINT, "");
  cairn_history_set_string (history, flow, CAIRN_PROP_TO, cairn_element_get_id (added));
  cairn_command_take_along (history, flow, add_flow (history, CAIRN_KIND_FLOW, added, to));
  cairn_history_end (history);
  return added;
}

CairnElement *
cairn_command_connect (CairnHistory *history,
                       CairnElement *from,
                       CairnElement *to,
                       const char **why)
{
  gboolean steps = cairn_element_get_kind (from) == CAIRN_KIND_STEP;
  CairnElement *flow;

  if (!cairn_rules_can_connect (from, to, why))
    return NULL;
  cairn_history_begin (history, steps ? _ ("Connect steps") : _ ("Link items"));
  flow = add_flow (history, steps ? CAIRN_KIND_FLOW : CAIRN_KIND_LINK, from, to);
  cairn_history_end (history);
  return flow;
}

void
cairn_command_move_steps (CairnHistory *history,
                          GPtrArray *steps,
                          CairnElement *lane,
                          CairnElement *stage,
                          CairnElement *before)
{
  cairn_history_begin (history, _ ("Move step"));
  for (guint i = 0; i < steps->len; i++)
    {
      CairnElement *step = g_ptr_array_index (steps, i);

      cairn_history_set_string (history, step, CAIRN_PROP_LANE, id_of (lane));
      cairn_history_set_string (history, step, CAIRN_PROP_STAGE, id_of (stage));
      cairn_command_move_before (history, step, before);
    }
  cairn_history_end (history);
}

/* The lane or stage of @step, @by places on; NULL if that is off the map. */
static CairnElement *
shifted (CairnDocument *document, CairnElement *step, CairnProp prop, int by)
{
  CairnElement *at = cairn_document_resolve (document, step, prop);

  return at != NULL && by != 0 ? neighbour (at, by) : at;
}

static char *
merge_key_of (const char *what, GPtrArray *elements)
{
  GString *key = g_string_new (what);

  for (guint i = 0; i < elements->len; i++)
    g_string_append_printf (key, " %s", cairn_element_get_id (g_ptr_array_index (elements, i)));
  return g_string_free (key, FALSE);
}

gboolean
cairn_command_shift_steps (CairnHistory *history, GPtrArray *steps, int stages, int lanes)
{
  CairnDocument *document = cairn_history_get_document (history);
  g_autofree char *key = merge_key_of ("shift", steps);

  for (guint i = 0; i < steps->len; i++)
    {
      CairnElement *step = g_ptr_array_index (steps, i);

      if ((stages != 0 && shifted (document, step, CAIRN_PROP_STAGE, stages) == NULL)
          || (lanes != 0 && shifted (document, step, CAIRN_PROP_LANE, lanes) == NULL))
        return FALSE;
    }
  cairn_history_begin_merging (history, _ ("Move step"), key);
  for (guint i = 0; i < steps->len; i++)
    {
      CairnElement *step = g_ptr_array_index (steps, i);

      cairn_history_set_string (history, step, CAIRN_PROP_STAGE,
                                id_of (shifted (document, step, CAIRN_PROP_STAGE, stages)));
      cairn_history_set_string (history, step, CAIRN_PROP_LANE,
                                id_of (shifted (document, step, CAIRN_PROP_LANE, lanes)));
    }
  cairn_history_end (history);
  return TRUE;
}

/* The next (by > 0) or previous step of the same cell; NULL at the end. */
static CairnElement *
cell_neighbour (CairnElement *step, int by)
{
  CairnElement *previous = NULL;

  if (by > 0)
    {
      for (CairnElement *s = cairn_element_next (step); s != NULL; s = cairn_element_next (s))
        if (same_cell (s, step))
          return s;
      return NULL;
    }
  CAIRN_FOREACH_CHILD (s, cairn_element_get_parent (step), CAIRN_KIND_STEP)
    {
      if (s == step)
        return previous;
      if (same_cell (s, step))
        previous = s;
    }
  return NULL;
}

gboolean
cairn_command_reorder_step (CairnHistory *history, CairnElement *step, int by)
{
  return cairn_command_nudge_step (history, step, by, FALSE);
}

/* The first step (or the last) in the lane of @step and @stage; NULL if there is none. */
static CairnElement *
end_of_cell (CairnElement *step, CairnElement *stage, gboolean first)
{
  CairnElement *found = NULL;

  CAIRN_FOREACH_CHILD (s, cairn_element_get_parent (step), CAIRN_KIND_STEP)
    if (cairn_element_get_string (s, CAIRN_PROP_LANE)
          == cairn_element_get_string (step, CAIRN_PROP_LANE)
        && cairn_element_get_string (s, CAIRN_PROP_STAGE) == cairn_element_get_id (stage))
      {
        found = s;
        if (first)
          break;
      }
  return found;
}

gboolean
cairn_command_nudge_step (CairnHistory *history, CairnElement *step, int by, gboolean over)
{
  CairnDocument *document = cairn_history_get_document (history);
  CairnElement *other = cell_neighbour (step, by);
  CairnElement *stage
    = over && other == NULL ? shifted (document, step, CAIRN_PROP_STAGE, by) : NULL;
  g_autofree char *key = g_strdup_printf ("nudge %s", cairn_element_get_id (step));

  if (other == NULL && stage == NULL)
    return FALSE;
  cairn_history_begin_merging (history, _ ("Move step"), key);
  if (stage != NULL)
    {
      other = end_of_cell (step, stage, by > 0);
      cairn_history_set_string (history, step, CAIRN_PROP_STAGE, cairn_element_get_id (stage));
      by = -by;
    }
  if (other != NULL)
    cairn_command_move_before (history, step, by > 0 ? cairn_element_next (other) : other);
  cairn_history_end (history);
  return TRUE;
}
