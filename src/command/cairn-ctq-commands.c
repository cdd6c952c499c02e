/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-command"

#include "command/cairn-ctq-commands.h"

#include "command/cairn-command-private.h"
#include "command/cairn-sipoc-commands.h"

#include <glib/gi18n-lib.h>

static const char *
label_for (CairnKind kind)
{
  return kind == CAIRN_KIND_NEED     ? _ ("Add need")
         : kind == CAIRN_KIND_DRIVER ? _ ("Add driver")
                                     : _ ("Add measure");
}

static CairnElement *
add (CairnHistory *history,
     CairnElement *parent,
     CairnKind kind,
     CairnElement *before,
     const char *title)
{
  g_autoptr (CairnElement) made = cairn_command_create (history, kind);

  cairn_element_set_string (made, CAIRN_PROP_TITLE, title);
  cairn_history_begin (history, label_for (kind));
  cairn_history_insert (history, made, parent, cairn_command_place (parent, kind, before));
  cairn_command_select (history, made);
  cairn_history_end (history);
  return made;
}

CairnElement *
cairn_command_add_need (CairnHistory *history,
                        CairnElement *ctq,
                        CairnElement *before,
                        const char *title)
{
  return add (history, ctq, CAIRN_KIND_NEED, before, title);
}

CairnElement *
cairn_command_add_ctq_child (CairnHistory *history, CairnElement *element)
{
  switch ((int) cairn_element_get_kind (element))
    {
    case CAIRN_KIND_CTQ:
      return add (history, element, CAIRN_KIND_NEED, NULL, "");
    case CAIRN_KIND_NEED:
      return add (history, element, CAIRN_KIND_DRIVER, NULL, "");
    case CAIRN_KIND_DRIVER:
      return add (history, element, CAIRN_KIND_MEASURE, NULL, "");
    default:
      return NULL;
    }
}

CairnElement *
cairn_command_add_ctq_sibling (CairnHistory *history, CairnElement *element)
{
  return add (history, cairn_element_get_parent (element), cairn_element_get_kind (element),
              cairn_element_next (element), "");
}

static CairnElement *
previous (CairnElement *element)
{
  CairnElement *before = NULL;

  CAIRN_FOREACH_CHILD (one, cairn_element_get_parent (element), cairn_element_get_kind (element))
    {
      if (one == element)
        return before;
      before = one;
    }
  return NULL;
}

gboolean
cairn_command_reorder_ctq (CairnHistory *history, CairnElement *element, int by)
{
  CairnElement *other = by > 0 ? cairn_element_next (element) : previous (element);
  g_autofree char *key = g_strdup_printf ("reorder %s", cairn_element_get_id (element));

  if (other == NULL)
    return FALSE;
  cairn_history_begin_merging (history, _ ("Move"), key);
  cairn_command_move_before (history, element, by > 0 ? cairn_element_next (other) : other);
  cairn_history_end (history);
  return TRUE;
}

static CairnElement *
append (CairnHistory *history, CairnElement *parent, CairnKind kind, const char *title)
{
  g_autoptr (CairnElement) child = cairn_command_create (history, kind);

  cairn_element_set_string (child, CAIRN_PROP_TITLE, title);
  cairn_element_append (parent, child);
  return child;
}

static gboolean
is_linked (CairnElement *sipoc, CairnElement *from, CairnElement *to)
{
  CAIRN_FOREACH_CHILD (link, sipoc, CAIRN_KIND_LINK)
    if (cairn_element_get_string (link, CAIRN_PROP_FROM) == cairn_element_get_id (from)
        && cairn_element_get_string (link, CAIRN_PROP_TO) == cairn_element_get_id (to))
      return TRUE;
  return FALSE;
}

static void
add_measure (CairnHistory *history, CairnElement *driver, CairnElement *requirement)
{
  CairnElement *measure = append (history, driver, CAIRN_KIND_MEASURE,
                                  cairn_element_get_string (requirement, CAIRN_PROP_TITLE));

  cairn_element_set_string (measure, CAIRN_PROP_REQUIREMENT, cairn_element_get_id (requirement));
}

/* The driver that @requirement of @customer belongs to: what it is linked with itself, else the
 * first thing that the customer gets, else one of its own. @drivers: output → driver. */
static CairnElement *
driver_for (CairnHistory *history,
            CairnElement *sipoc,
            CairnElement *need,
            CairnElement *requirement,
            GHashTable *drivers)
{
  CairnElement *first = cairn_element_first (need, CAIRN_KIND_DRIVER);

  CAIRN_FOREACH_CHILD (output, sipoc, CAIRN_KIND_ITEM)
    {
      CairnElement *driver = g_hash_table_lookup (drivers, output);

      if (driver != NULL && is_linked (sipoc, output, requirement))
        return driver;
    }
  if (first != NULL)
    return first;
  return append (history, need, CAIRN_KIND_DRIVER,
                 cairn_element_get_string (requirement, CAIRN_PROP_TITLE));
}

static void
add_need_of (CairnHistory *history, CairnElement *ctq, CairnElement *sipoc, CairnElement *customer)
{
  CairnElement *need
    = append (history, ctq, CAIRN_KIND_NEED, cairn_element_get_string (customer, CAIRN_PROP_TITLE));
  g_autoptr (GHashTable) drivers = g_hash_table_new (NULL, NULL);

  CAIRN_FOREACH_CHILD (output, sipoc, CAIRN_KIND_ITEM)
    if (cairn_command_column_of (output) == CAIRN_COLUMN_OUTPUTS
        && is_linked (sipoc, output, customer))
      g_hash_table_insert (drivers, output,
                           append (history, need, CAIRN_KIND_DRIVER,
                                   cairn_element_get_string (output, CAIRN_PROP_TITLE)));
  CAIRN_FOREACH_CHILD (requirement, sipoc, CAIRN_KIND_REQUIREMENT)
    if (is_linked (sipoc, customer, requirement))
      add_measure (history, driver_for (history, sipoc, need, requirement, drivers), requirement);
}

CairnElement *
cairn_command_ctq_from_sipoc (CairnHistory *history, CairnElement *sipoc)
{
  CairnElement *segment = cairn_element_get_parent (sipoc);
  g_autoptr (CairnElement) ctq = cairn_command_create (history, CAIRN_KIND_CTQ);
  /* translators: the name of a CTQ tree; %s is that of the SIPOC it is made from */
  g_autofree char *name = g_strdup_printf (_ ("%s: critical to quality"),
                                           cairn_element_get_string (sipoc, CAIRN_PROP_NAME));

  cairn_element_set_string (ctq, CAIRN_PROP_NAME, name);
  cairn_element_set_string (ctq, CAIRN_PROP_SIPOC, cairn_element_get_id (sipoc));
  CAIRN_FOREACH_CHILD (item, sipoc, CAIRN_KIND_ITEM)
    if (cairn_command_column_of (item) == CAIRN_COLUMN_CUSTOMERS)
      add_need_of (history, ctq, sipoc, item);
  cairn_history_begin (history, _ ("Create CTQ tree"));
  cairn_history_insert (history, ctq, segment, cairn_command_place (segment, CAIRN_KIND_CTQ, NULL));
  cairn_history_end (history);
  return ctq;
}
