/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-command"

#include "command/cairn-fill-commands.h"

#include "command/cairn-command-private.h"
#include "command/cairn-element-commands.h"
#include "command/cairn-sipoc-commands.h"
#include "command/cairn-step-commands.h"
#include "model/cairn-fill-order.h"
#include "model/cairn-sipoc-chain.h"

#include <glib/gi18n-lib.h>

static CairnFillOrder
order_of (const CairnElement *sipoc)
{
  return (CairnFillOrder) cairn_element_get_int (sipoc, CAIRN_PROP_FILL_ORDER);
}

/* The column beside @column that is filled in before it; CAIRN_FILL_COLUMNS for the first. */
static guint
partner_column (const CairnElement *sipoc, guint column)
{
  CairnFillOrder order = order_of (sipoc);
  guint best = CAIRN_FILL_COLUMNS;
  guint best_place = cairn_fill_order_place (order, column);

  for (int by = -1; by <= 1; by += 2)
    {
      int beside = (int) column + by;

      if (beside < 0 || beside >= CAIRN_FILL_COLUMNS
          || cairn_fill_order_place (order, (guint) beside) >= best_place)
        continue;
      best = (guint) beside;
      best_place = cairn_fill_order_place (order, best);
    }
  return best;
}

static guint
place_in_column (CairnElement *item)
{
  guint place = 0;

  for (CairnElement *other
       = cairn_sipoc_first_in (cairn_element_get_parent (item), cairn_sipoc_column_of (item));
       other != NULL && other != item; other = cairn_sipoc_next_in (other))
    place++;
  return place;
}

/* The place of the first thing in @column that @item is linked with; G_MAXUINT: none. */
static guint
first_partner_place (CairnElement *item, guint column)
{
  guint place = 0;

  for (CairnElement *other = cairn_sipoc_first_in (cairn_element_get_parent (item), column);
       other != NULL; other = cairn_sipoc_next_in (other), place++)
    if (cairn_sipoc_linked (item, other))
      return place;
  return G_MAXUINT;
}

/* Where a new item of @column that belongs to @partner stands: in the order of the partners, so
 * that links do not cross. */
static CairnElement *
find_before (CairnElement *partner, guint column)
{
  guint place = place_in_column (partner);

  for (CairnElement *other = cairn_sipoc_first_in (cairn_element_get_parent (partner), column);
       other != NULL; other = cairn_sipoc_next_in (other))
    {
      guint other_place = first_partner_place (other, cairn_sipoc_column_of (partner));

      if (other_place != G_MAXUINT && other_place > place)
        return other;
    }
  return NULL;
}

static void
link_items (CairnHistory *history, CairnElement *a, CairnElement *b)
{
  gboolean forth = cairn_sipoc_column_of (a) < cairn_sipoc_column_of (b);

  if (a != b && !cairn_sipoc_linked (a, b))
    cairn_command_connect (history, forth ? a : b, forth ? b : a, NULL);
}

/* @partner: NULL: none. */
static CairnElement *
add (CairnHistory *history, CairnElement *sipoc, guint column, CairnElement *partner)
{
  CairnElement *made;

  cairn_history_begin (history, _ ("Add item"));
  made = cairn_command_add_item (history, sipoc, column,
                                 partner != NULL ? find_before (partner, column) : NULL, "");
  if (partner != NULL)
    link_items (history, made, partner);
  cairn_command_select (history, made);
  cairn_history_end (history);
  return made;
}

/* Of @chain, the first in @column; one that is linked with nothing in @without is preferred. */
static CairnElement *
find_in_chain (GHashTable *chain, CairnElement *sipoc, guint column, guint without)
{
  CairnElement *first = NULL;

  if (column >= CAIRN_FILL_COLUMNS)
    return NULL;
  for (CairnElement *one = cairn_sipoc_first_in (sipoc, column); one != NULL;
       one = cairn_sipoc_next_in (one))
    {
      if (!g_hash_table_contains (chain, one))
        continue;
      if (!cairn_sipoc_reaches (one, without))
        return one;
      first = first != NULL ? first : one;
    }
  return first;
}

CairnElement *
cairn_command_fill_next (CairnHistory *history, CairnElement *item, gboolean *made)
{
  CairnElement *sipoc = cairn_element_get_parent (item);
  CairnFillOrder order = order_of (sipoc);
  guint place = cairn_fill_order_place (order, cairn_sipoc_column_of (item)) + 1;
  g_autoptr (GHashTable) chain = cairn_sipoc_chain_new (item);
  CairnElement *found, *partner;
  guint column;

  *made = TRUE;
  if (place == CAIRN_FILL_COLUMNS)
    return cairn_command_fill_first (history, sipoc);
  column = cairn_fill_order_column (order, place);
  found = find_in_chain (chain, sipoc, column, CAIRN_FILL_COLUMNS);
  partner = find_in_chain (chain, sipoc, partner_column (sipoc, column), column);
  /* A customer of several outputs is in a chain with all their steps: the one that has no input yet
   * is what is being filled in. */
  if (found == NULL || (partner != NULL && !cairn_sipoc_reaches (partner, column)))
    return add (history, sipoc, column, partner);
  *made = FALSE;
  cairn_command_select (history, found);
  return found;
}

CairnElement *
cairn_command_fill_previous (CairnElement *item)
{
  CairnElement *sipoc = cairn_element_get_parent (item);
  CairnFillOrder order = order_of (sipoc);
  g_autoptr (GHashTable) chain = cairn_sipoc_chain_new (item);

  for (guint place = cairn_fill_order_place (order, cairn_sipoc_column_of (item)); place > 0;
       place--)
    {
      CairnElement *found = find_in_chain (chain, sipoc, cairn_fill_order_column (order, place - 1),
                                           CAIRN_FILL_COLUMNS);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* The first thing in @column, behind @after if given, that is linked with nothing in @without. */
static CairnElement *
find_lacking (CairnElement *sipoc, guint column, guint without, CairnElement *after)
{
  CairnElement *one
    = after != NULL ? cairn_sipoc_next_in (after) : cairn_sipoc_first_in (sipoc, column);

  while (one != NULL && cairn_sipoc_reaches (one, without))
    one = cairn_sipoc_next_in (one);
  if (one == NULL && after != NULL)
    return find_lacking (sipoc, column, without, NULL);
  return one;
}

/* The last thing in @column that @item is linked with; NULL: none. */
static CairnElement *
last_partner (CairnElement *item, guint column)
{
  CairnElement *last = NULL;

  for (CairnElement *one = cairn_sipoc_first_in (cairn_element_get_parent (item), column);
       one != NULL; one = cairn_sipoc_next_in (one))
    if (cairn_sipoc_linked (item, one))
      last = one;
  return last;
}

static CairnElement *
add_below (CairnHistory *history, CairnElement *item, guint partners)
{
  CairnElement *sipoc = cairn_element_get_parent (item);
  CairnElement *made;

  cairn_history_begin (history, _ ("Add item"));
  made = cairn_command_add_item_below (history, item);
  if (partners < CAIRN_FILL_COLUMNS)
    for (CairnElement *one = cairn_sipoc_first_in (sipoc, partners); one != NULL;
         one = cairn_sipoc_next_in (one))
      if (cairn_sipoc_linked (item, one))
        link_items (history, made, one);
  cairn_command_select (history, made);
  cairn_history_end (history);
  return made;
}

CairnElement *
cairn_command_fill_another (CairnHistory *history, CairnElement *item)
{
  CairnElement *sipoc = cairn_element_get_parent (item);
  guint column = cairn_sipoc_column_of (item);
  guint partners = partner_column (sipoc, column);
  CairnElement *lacking = NULL;

  if (partners < CAIRN_FILL_COLUMNS)
    lacking = find_lacking (sipoc, partners, column, last_partner (item, partners));
  if (lacking != NULL)
    return add (history, sipoc, column, lacking);
  return add_below (history, item, partners);
}

CairnElement *
cairn_command_fill_column_after (CairnHistory *history, CairnElement *sipoc, guint column)
{
  CairnFillOrder order = order_of (sipoc);

  for (guint place = cairn_fill_order_place (order, column) + 1; place < CAIRN_FILL_COLUMNS;
       place++)
    {
      guint next = cairn_fill_order_column (order, place);
      guint partners = partner_column (sipoc, next);
      CairnElement *lacking
        = partners < CAIRN_FILL_COLUMNS ? find_lacking (sipoc, partners, next, NULL) : NULL;

      if (lacking != NULL)
        return add (history, sipoc, next, lacking);
      if (cairn_sipoc_first_in (sipoc, next) == NULL)
        return add (history, sipoc, next, NULL);
    }
  return NULL;
}

CairnElement *
cairn_command_fill_first (CairnHistory *history, CairnElement *sipoc)
{
  return add (history, sipoc, cairn_fill_order_column (order_of (sipoc), 0), NULL);
}

static CairnElement *
find_named (CairnElement *item, const char *title)
{
  g_autofree char *wanted = g_utf8_casefold (title, -1);

  for (CairnElement *one
       = cairn_sipoc_first_in (cairn_element_get_parent (item), cairn_sipoc_column_of (item));
       one != NULL; one = cairn_sipoc_next_in (one))
    {
      g_autofree char *name = g_utf8_casefold (cairn_element_get_title (one), -1);

      if (one != item && g_str_equal (name, wanted))
        return one;
    }
  return NULL;
}

static void
hand_links_over (CairnHistory *history, CairnElement *item, CairnElement *to)
{
  for (guint column = 0; column < CAIRN_FILL_COLUMNS; column++)
    for (CairnElement *one = cairn_sipoc_first_in (cairn_element_get_parent (item), column);
         one != NULL; one = cairn_sipoc_next_in (one))
      if (cairn_sipoc_linked (item, one))
        link_items (history, to, one);
}

CairnElement *
cairn_command_fill_name (CairnHistory *history, CairnElement *item, const char *title)
{
  CairnElement *same = *title != '\0' ? find_named (item, title) : NULL;
  g_autoptr (GPtrArray) gone = g_ptr_array_new ();

  if (same == NULL)
    {
      cairn_command_rename (history, item, title);
      return item;
    }
  g_ptr_array_add (gone, item);
  cairn_history_begin (history, _ ("Link items"));
  hand_links_over (history, item, same);
  cairn_command_delete (history, gone);
  cairn_command_select (history, same);
  cairn_history_end (history);
  return same;
}
