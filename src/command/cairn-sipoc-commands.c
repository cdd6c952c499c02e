/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-command"

#include "command/cairn-sipoc-commands.h"

#include "command/cairn-command-private.h"
#include "command/cairn-step-commands.h"

#include <glib/gi18n-lib.h>

guint
cairn_command_column_of (const CairnElement *item)
{
  if (cairn_element_get_kind (item) == CAIRN_KIND_REQUIREMENT)
    return CAIRN_N_COLUMNS;
  return (guint) cairn_element_get_int (item, CAIRN_PROP_COLUMN);
}

CairnElement *
cairn_command_add_item (
  CairnHistory *history, CairnElement *sipoc, guint column, CairnElement *before, const char *title)
{
  CairnKind kind = column == CAIRN_N_COLUMNS ? CAIRN_KIND_REQUIREMENT : CAIRN_KIND_ITEM;
  g_autoptr (CairnElement) item = NULL;

  g_return_val_if_fail (column <= CAIRN_N_COLUMNS, NULL);

  item = cairn_command_create (history, kind);
  cairn_element_set_string (item, CAIRN_PROP_TITLE, title);
  if (kind == CAIRN_KIND_ITEM)
    cairn_element_set_int (item, CAIRN_PROP_COLUMN, column);
  cairn_history_begin (history, kind == CAIRN_KIND_ITEM ? _ ("Add item") : _ ("Add requirement"));
  cairn_history_insert (history, item, sipoc, cairn_command_place (sipoc, kind, before));
  cairn_command_select (history, item);
  cairn_history_end (history);
  return item;
}

CairnElement *
cairn_command_add_linked_item (CairnHistory *history, CairnElement *item, int by)
{
  int column = (int) cairn_command_column_of (item) + by;
  CairnElement *added;

  if (column < 0 || column > CAIRN_N_COLUMNS)
    return NULL;
  cairn_history_begin (history, _ ("Add linked item"));
  added
    = cairn_command_add_item (history, cairn_element_get_parent (item), (guint) column, NULL, "");
  cairn_command_connect (history, by > 0 ? item : added, by > 0 ? added : item, NULL);
  cairn_history_end (history);
  return added;
}

/* The next (by > 0) or previous item of the same column; NULL at the end. */
static CairnElement *
column_neighbour (CairnElement *item, int by)
{
  CairnElement *previous = NULL;

  if (by > 0)
    {
      for (CairnElement *i = cairn_element_next (item); i != NULL; i = cairn_element_next (i))
        if (cairn_command_column_of (i) == cairn_command_column_of (item))
          return i;
      return NULL;
    }
  CAIRN_FOREACH_CHILD (i, cairn_element_get_parent (item), cairn_element_get_kind (item))
    {
      if (i == item)
        return previous;
      if (cairn_command_column_of (i) == cairn_command_column_of (item))
        previous = i;
    }
  return NULL;
}

CairnElement *
cairn_command_add_item_below (CairnHistory *history, CairnElement *item)
{
  return cairn_command_add_item (history, cairn_element_get_parent (item),
                                 cairn_command_column_of (item), column_neighbour (item, 1), "");
}

void
cairn_command_drop_backward_links (CairnHistory *history, CairnElement *item)
{
  CairnDocument *document = cairn_history_get_document (history);
  g_autoptr (GPtrArray) wrong = g_ptr_array_new ();

  CAIRN_FOREACH_CHILD (link, cairn_element_get_parent (item), CAIRN_KIND_LINK)
    {
      CairnElement *from = cairn_document_resolve (document, link, CAIRN_PROP_FROM);
      CairnElement *to = cairn_document_resolve (document, link, CAIRN_PROP_TO);

      if ((from == item || to == item)
          && cairn_command_column_of (from) >= cairn_command_column_of (to))
        g_ptr_array_add (wrong, link);
    }
  if (wrong->len > 0)
    cairn_command_take_away (history, wrong);
}

void
cairn_command_move_item (CairnHistory *history,
                         CairnElement *item,
                         guint column,
                         CairnElement *before)
{
  cairn_history_begin (history, _ ("Move item"));
  if (cairn_element_get_kind (item) == CAIRN_KIND_ITEM && column < CAIRN_N_COLUMNS)
    {
      cairn_history_set_int (history, item, CAIRN_PROP_COLUMN, column);
      cairn_command_drop_backward_links (history, item);
    }
  if (before == NULL || cairn_element_get_kind (before) == cairn_element_get_kind (item))
    cairn_command_move_before (history, item, before);
  cairn_history_end (history);
}

gboolean
cairn_command_reorder_item (CairnHistory *history, CairnElement *item, int by)
{
  CairnElement *other = column_neighbour (item, by);
  g_autofree char *key = g_strdup_printf ("reorder %s", cairn_element_get_id (item));

  if (other == NULL)
    return FALSE;
  cairn_history_begin_merging (history, _ ("Move item"), key);
  cairn_command_move_before (history, item, by > 0 ? cairn_element_next (other) : other);
  cairn_history_end (history);
  return TRUE;
}
