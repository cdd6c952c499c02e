/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-command"

#include "command/cairn-drag-commands.h"

#include "command/cairn-command-private.h"
#include "command/cairn-element-commands.h"
#include "command/cairn-sipoc-commands.h"
#include "command/cairn-step-commands.h"
#include "model/cairn-rules.h"

#include <glib/gi18n-lib.h>

/* Duplicates @elements and returns the copies, which are selected; the array is the caller's. */
static GPtrArray *
duplicate (CairnHistory *history, GPtrArray *elements)
{
  cairn_command_duplicate (history, elements);
  return cairn_selection_dup_elements (cairn_history_get_selection (history),
                                       cairn_history_get_document (history));
}

void
cairn_command_copy_steps (CairnHistory *history,
                          GPtrArray *steps,
                          CairnElement *lane,
                          CairnElement *stage,
                          CairnElement *before)
{
  g_autoptr (GPtrArray) copies = NULL;

  cairn_history_begin (history, steps->len > 1 ? _ ("Copy steps") : _ ("Copy step"));
  copies = duplicate (history, steps);
  cairn_command_move_steps (history, copies, lane, stage, before);
  cairn_history_end (history);
}

void
cairn_command_move_items (CairnHistory *history,
                          GPtrArray *items,
                          guint column,
                          CairnElement *before)
{
  cairn_history_begin (history, _ ("Move item"));
  for (guint i = 0; i < items->len; i++)
    cairn_command_move_item (history, g_ptr_array_index (items, i), column, before);
  cairn_history_end (history);
}

void
cairn_command_copy_items (CairnHistory *history,
                          GPtrArray *items,
                          guint column,
                          CairnElement *before)
{
  g_autoptr (GPtrArray) copies = NULL;

  cairn_history_begin (history, _ ("Copy item"));
  copies = duplicate (history, items);
  cairn_command_move_items (history, copies, column, before);
  cairn_history_end (history);
}

gboolean
cairn_command_fits_into_flow (CairnHistory *history, CairnElement *step, CairnElement *flow)
{
  CairnDocument *document = cairn_history_get_document (history);
  CairnElement *from = cairn_document_resolve (document, flow, CAIRN_PROP_FROM);
  CairnElement *to = cairn_document_resolve (document, flow, CAIRN_PROP_TO);

  return from != NULL && to != NULL && step != from && step != to
         && cairn_rules_can_connect (from, step, NULL) && cairn_rules_can_connect (step, to, NULL);
}

/* The only flow at that end of @step; NULL if there is none or are several. */
static CairnElement *
only_flow (CairnDocument *document, CairnElement *step, CairnProp end)
{
  CairnElement *found = NULL;

  CAIRN_FOREACH_CHILD (flow, cairn_element_get_parent (step), CAIRN_KIND_FLOW)
    if (cairn_document_resolve (document, flow, end) == step)
      {
        if (found != NULL)
          return NULL;
        found = flow;
      }
  return found;
}

/* Lets what comes before @step lead on to what comes after it, if there is one of each. */
static void
close_gap (CairnHistory *history, CairnElement *step)
{
  CairnDocument *document = cairn_history_get_document (history);
  CairnElement *in = only_flow (document, step, CAIRN_PROP_TO);
  CairnElement *out = only_flow (document, step, CAIRN_PROP_FROM);
  g_autoptr (GPtrArray) gone = g_ptr_array_new ();
  CairnElement *from, *to;

  if (in == NULL || out == NULL)
    return;
  from = cairn_document_resolve (document, in, CAIRN_PROP_FROM);
  to = cairn_document_resolve (document, out, CAIRN_PROP_TO);
  if (!cairn_rules_can_connect (from, to, NULL))
    return;
  cairn_history_set_string (history, in, CAIRN_PROP_TO, cairn_element_get_id (to));
  g_ptr_array_add (gone, out);
  cairn_command_delete (history, gone);
}

/* Makes @flow end at @step, and a new one lead on. */
static void
split_flow (CairnHistory *history, CairnElement *flow, CairnElement *step)
{
  CairnElement *to
    = cairn_document_resolve (cairn_history_get_document (history), flow, CAIRN_PROP_TO);

  cairn_history_set_string (history, flow, CAIRN_PROP_TO, cairn_element_get_id (step));
  cairn_command_connect (history, step, to, NULL);
}

gboolean
cairn_command_move_into_flow (CairnHistory *history,
                              CairnElement *step,
                              CairnElement *flow,
                              CairnElement *lane,
                              CairnElement *stage,
                              CairnElement *before)
{
  g_autoptr (GPtrArray) steps = g_ptr_array_new ();

  if (!cairn_command_fits_into_flow (history, step, flow))
    return FALSE;
  g_ptr_array_add (steps, step);
  cairn_history_begin (history, _ ("Move step into flow"));
  close_gap (history, step);
  cairn_command_move_steps (history, steps, lane, stage, before);
  split_flow (history, flow, step);
  cairn_command_select (history, step);
  cairn_history_end (history);
  return TRUE;
}

CairnElement *
cairn_command_add_into_flow (CairnHistory *history,
                             CairnElement *flow,
                             CairnElement *lane,
                             CairnElement *stage,
                             CairnElement *before,
                             CairnStepKind kind)
{
  CairnElement *step;

  if (kind == CAIRN_STEP_START || kind == CAIRN_STEP_END || kind == CAIRN_STEP_NOTE)
    return NULL;
  cairn_history_begin (history, _ ("Insert step"));
  step = cairn_command_add_step (history, cairn_element_get_parent (flow), lane, stage, before,
                                 kind, "");
  split_flow (history, flow, step);
  cairn_history_end (history);
  return step;
}

CairnElement *
cairn_command_join (CairnHistory *history, CairnElement *a, CairnElement *b, const char **why)
{
  if (cairn_element_get_kind (a) != CAIRN_KIND_STEP
      && cairn_command_column_of (a) > cairn_command_column_of (b))
    return cairn_command_connect (history, b, a, why);
  return cairn_command_connect (history, a, b, why);
}

/* Whether a step of @kind could follow @from, asked of one that is not in the journey. */
static gboolean
may_follow (CairnElement *from, CairnStepKind kind, const char **why)
{
  if (kind == CAIRN_STEP_START || kind == CAIRN_STEP_NOTE)
    {
      *why = kind == CAIRN_STEP_START ? _ ("Nothing comes before a start.")
                                      : _ ("A note takes no part in the flow.");
      return FALSE;
    }
  if (cairn_element_get_int (from, CAIRN_PROP_KIND) == CAIRN_STEP_END)
    {
      *why = _ ("Nothing follows an end.");
      return FALSE;
    }
  return TRUE;
}

CairnElement *
cairn_command_add_connected (CairnHistory *history,
                             CairnElement *from,
                             CairnElement *lane,
                             CairnElement *stage,
                             CairnElement *before,
                             CairnStepKind kind,
                             const char **why)
{
  CairnElement *step;
  const char *ignored;

  if (!may_follow (from, kind, why != NULL ? why : &ignored))
    return NULL;
  cairn_history_begin (history, _ ("Add next step"));
  step = cairn_command_add_step (history, cairn_element_get_parent (from), lane, stage, before,
                                 kind, "");
  cairn_command_connect (history, from, step, NULL);
  cairn_history_end (history);
  return step;
}

CairnElement *
cairn_command_add_linked_in_column (
  CairnHistory *history, CairnElement *item, guint column, CairnElement *before, const char **why)
{
  CairnElement *made;

  if (column == cairn_command_column_of (item))
    {
      if (why != NULL)
        *why = _ ("Links lead from left to right.");
      return NULL;
    }
  cairn_history_begin (history, _ ("Add linked item"));
  made = cairn_command_add_item (history, cairn_element_get_parent (item), column, before, "");
  if (cairn_command_join (history, item, made, why) == NULL)
    {
      cairn_history_abort (history);
      return NULL;
    }
  cairn_history_end (history);
  return made;
}
