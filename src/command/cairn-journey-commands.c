/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-command"

#include "command/cairn-journey-commands.h"

#include "command/cairn-command-private.h"

#include <glib/gi18n-lib.h>

static CairnElement *
root_of (CairnHistory *history)
{
  return cairn_document_get_root (cairn_history_get_document (history));
}

CairnElement *
cairn_command_add_segment (CairnHistory *history, const char *name)
{
  CairnElement *root = root_of (history);
  g_autoptr (CairnElement) segment = cairn_command_create (history, CAIRN_KIND_SEGMENT);

  cairn_element_set_string (segment, CAIRN_PROP_NAME, name);
  cairn_history_begin (history, _ ("Add segment"));
  cairn_history_insert (history, segment, root,
                        cairn_command_place (root, CAIRN_KIND_SEGMENT, NULL));
  cairn_history_end (history);
  return segment;
}

static CairnElement *
append_named (CairnHistory *history, CairnElement *parent, CairnKind kind, const char *name)
{
  g_autoptr (CairnElement) child = cairn_command_create (history, kind);

  cairn_element_set_string (child, CAIRN_PROP_NAME, name);
  cairn_element_append (parent, child);
  return child;
}

CairnElement *
cairn_command_add_diagram (CairnHistory *history,
                           CairnElement *segment,
                           CairnKind kind,
                           const char *name)
{
  g_autoptr (CairnElement) diagram = NULL;

  g_return_val_if_fail (cairn_kind_is_diagram (kind), NULL);

  diagram = cairn_command_create (history, kind);
  cairn_element_set_string (diagram, CAIRN_PROP_NAME, name);
  if (kind == CAIRN_KIND_SWIMLANE)
    {
      cairn_element_set_int (append_named (history, diagram, CAIRN_KIND_LANE, _ ("Customer")),
                             CAIRN_PROP_KIND, CAIRN_LANE_CUSTOMER);
      append_named (history, diagram, CAIRN_KIND_LANE, _ ("CSM"));
      append_named (history, diagram, CAIRN_KIND_STAGE, _ ("Stage 1"));
      append_named (history, diagram, CAIRN_KIND_STAGE, _ ("Stage 2"));
      append_named (history, diagram, CAIRN_KIND_STAGE, _ ("Stage 3"));
    }
  cairn_history_begin (history, kind == CAIRN_KIND_SWIMLANE ? _ ("Add swimlane")
                                : kind == CAIRN_KIND_SIPOC  ? _ ("Add SIPOC")
                                                            : _ ("Add CTQ tree"));
  cairn_history_insert (history, diagram, segment, cairn_command_place (segment, kind, NULL));
  cairn_history_end (history);
  return diagram;
}

CairnElement *
cairn_command_set_source (CairnHistory *history, const char *path)
{
  CairnElement *root = root_of (history);
  CairnElement *source = cairn_element_first (root, CAIRN_KIND_SOURCE);

  cairn_history_begin (history, _ ("Choose database"));
  if (source != NULL)
    cairn_history_set_string (history, source, CAIRN_PROP_PATH, path);
  else
    {
      g_autoptr (CairnElement) made = cairn_command_create (history, CAIRN_KIND_SOURCE);

      cairn_element_set_string (made, CAIRN_PROP_PATH, path);
      cairn_history_insert (history, made, root,
                            cairn_command_place (root, CAIRN_KIND_SOURCE, NULL));
      source = made;
    }
  cairn_history_end (history);
  return source;
}

void
cairn_command_set_filter (CairnHistory *history, const char *rule)
{
  CairnElement *source = cairn_element_first (root_of (history), CAIRN_KIND_SOURCE);

  if (source == NULL)
    return;
  cairn_history_begin (history, *rule != '\0' ? _ ("Filter customers") : _ ("Clear filter"));
  cairn_history_set_string (history, source, CAIRN_PROP_FILTER, rule);
  cairn_history_end (history);
}

void
cairn_command_set_segment_rule (CairnHistory *history, CairnElement *segment, const char *rule)
{
  cairn_history_begin (history, _ ("Set rule of segment"));
  cairn_history_set_string (history, segment, CAIRN_PROP_RULE, rule);
  cairn_history_end (history);
}

void
cairn_command_remove_source (CairnHistory *history)
{
  CairnElement *source = cairn_element_first (root_of (history), CAIRN_KIND_SOURCE);

  if (source == NULL)
    return;
  cairn_history_begin (history, _ ("Remove database"));
  cairn_history_remove (history, source);
  cairn_history_end (history);
}
