/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command/cairn-source-commands.h"

#include "command/cairn-command-private.h"
#include "command/cairn-journey-commands.h"

#include <glib/gi18n-lib.h>

static void
remove_all (CairnHistory *history, CairnElement *parent, CairnKind kind)
{
  CairnElement *child;

  while ((child = cairn_element_first (parent, kind)) != NULL)
    cairn_history_remove (history, child);
}

static void
insert (CairnHistory *history, CairnElement *element, CairnElement *parent)
{
  cairn_history_insert (history, element, parent,
                        cairn_command_place (parent, cairn_element_get_kind (element), NULL));
}

/* All stages of all maps, or all segments. */
static GPtrArray *
list_elements (CairnElement *root, CairnKind kind)
{
  GPtrArray *list = g_ptr_array_new ();

  CAIRN_FOREACH_CHILD (segment, root, CAIRN_KIND_SEGMENT)
    {
      if (kind == CAIRN_KIND_SEGMENT)
        g_ptr_array_add (list, segment);
      else
        CAIRN_FOREACH_CHILD (swimlane, segment, CAIRN_KIND_SWIMLANE)
          CAIRN_FOREACH_CHILD (stage, swimlane, CAIRN_KIND_STAGE)
            g_ptr_array_add (list, stage);
    }
  return list;
}

static CairnElement *
find_alias (CairnElement *element, const char *value)
{
  CAIRN_FOREACH_CHILD (alias, element, CAIRN_KIND_ALIAS)
    if (g_str_equal (cairn_element_get_string (alias, CAIRN_PROP_NAME), value))
      return alias;
  return NULL;
}

static void
add_alias (CairnHistory *history, CairnElement *element, const char *value)
{
  g_autoptr (CairnElement) alias = cairn_command_create (history, CAIRN_KIND_ALIAS);

  cairn_element_set_string (alias, CAIRN_PROP_NAME, value);
  insert (history, alias, element);
}

/* One of the elements with the right name keeps or gets the value as a name in the data; the others
 * lose it. Where the value is the name itself none needs it. */
static void
assign (CairnHistory *history, GPtrArray *elements, const CairnSourceName *one)
{
  CairnElement *target = NULL;
  gboolean called = g_strcmp0 (one->value, one->name) == 0;

  for (guint i = 0; i < elements->len; i++)
    {
      CairnElement *element = g_ptr_array_index (elements, i);
      CairnElement *alias = find_alias (element, one->value);
      gboolean wanted
        = !called
          && g_strcmp0 (cairn_element_get_string (element, CAIRN_PROP_NAME), one->name) == 0;

      if (alias != NULL && !wanted)
        cairn_history_remove (history, alias);
      else if (alias != NULL)
        called = TRUE;
      if (wanted && target == NULL)
        target = element;
    }
  if (!called && target != NULL)
    add_alias (history, target, one->value);
}

static void
assign_all (CairnHistory *history, CairnElement *root, CairnKind kind, const GArray *names)
{
  g_autoptr (GPtrArray) elements = list_elements (root, kind);

  for (guint i = 0; names != NULL && i < names->len; i++)
    assign (history, elements, &g_array_index (names, CairnSourceName, i));
}

static gboolean
same_outcomes (CairnElement *source, const GArray *outcomes)
{
  guint n = 0;

  CAIRN_FOREACH_CHILD (outcome, source, CAIRN_KIND_OUTCOME)
    {
      const CairnSourceOutcome *one;

      if (outcomes == NULL || n >= outcomes->len)
        return FALSE;
      one = &g_array_index (outcomes, CairnSourceOutcome, n++);
      if (!g_str_equal (cairn_element_get_string (outcome, CAIRN_PROP_NAME), one->value)
          || cairn_element_get_int (outcome, CAIRN_PROP_RESULT) != one->result)
        return FALSE;
    }
  return n == (outcomes != NULL ? outcomes->len : 0);
}

static void
set_outcomes (CairnHistory *history, CairnElement *source, const GArray *outcomes)
{
  if (same_outcomes (source, outcomes))
    return;
  remove_all (history, source, CAIRN_KIND_OUTCOME);
  for (guint i = 0; outcomes != NULL && i < outcomes->len; i++)
    {
      const CairnSourceOutcome *one = &g_array_index (outcomes, CairnSourceOutcome, i);
      g_autoptr (CairnElement) outcome = cairn_command_create (history, CAIRN_KIND_OUTCOME);

      cairn_element_set_string (outcome, CAIRN_PROP_NAME, one->value);
      cairn_element_set_int (outcome, CAIRN_PROP_RESULT, one->result);
      insert (history, outcome, source);
    }
}

static void
set_dates (CairnHistory *history, CairnElement *source, const GArray *dates)
{
  remove_all (history, source, CAIRN_KIND_DATE_COLUMN);
  for (guint i = 0; dates != NULL && i < dates->len; i++)
    {
      const CairnSourceDates *one = &g_array_index (dates, CairnSourceDates, i);
      g_autoptr (CairnElement) column = cairn_command_create (history, CAIRN_KIND_DATE_COLUMN);

      cairn_element_set_string (column, CAIRN_PROP_NAME, one->stage);
      cairn_element_set_string (column, CAIRN_PROP_ENTERED_COLUMN,
                                one->entered != NULL ? one->entered : "");
      cairn_element_set_string (column, CAIRN_PROP_LEFT_COLUMN, one->left != NULL ? one->left : "");
      insert (history, column, source);
    }
}

CairnElement *
cairn_command_set_up_source (CairnHistory *history, const CairnSourceSetup *setup)
{
  CairnElement *root = cairn_document_get_root (cairn_history_get_document (history));
  CairnElement *source;

  cairn_history_begin (history, _ ("Choose database"));
  source = cairn_command_set_source (history, setup->path);
  cairn_history_set_int (history, source, CAIRN_PROP_SHAPE, setup->shape);
  for (guint i = 0; setup->texts != NULL && i < setup->texts->len; i++)
    {
      const CairnSourceText *one = &g_array_index (setup->texts, CairnSourceText, i);

      cairn_history_set_string (history, source, one->prop, one->text != NULL ? one->text : "");
    }
  set_outcomes (history, source, setup->outcomes);
  set_dates (history, source, setup->dates);
  assign_all (history, root, CAIRN_KIND_STAGE, setup->stages);
  assign_all (history, root, CAIRN_KIND_SEGMENT, setup->segments);
  cairn_history_end (history);
  return source;
}

void
cairn_command_set_import (CairnHistory *history, CairnElement *source, const char *import)
{
  cairn_history_begin (history, _ ("Import next file"));
  cairn_history_set_string (history, source, CAIRN_PROP_IMPORT, import);
  cairn_history_end (history);
}
