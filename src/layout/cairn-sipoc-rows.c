/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-layout"

/* Heights of the items of a SIPOC, column by column from the process outwards. Each column has an
 * order, a least distance between neighbours and a wish for each of its members (the median of what
 * it is linked with further in). The places nearest to the wishes that keep order and distance are
 * found by pooling neighbours that are in each other's way (isotonic regression: Ayer, Brunk,
 * Ewing, Reid, Silverman 1955). A pool goes to the median of its members' wishes, not their mean:
 * then most items stand exactly beside one they are linked with, and rows line up. */

#include "layout/cairn-sipoc.h"

#include <math.h>
#include <stdlib.h>

#define LINE_GAP (CAIRN_SIPOC_ROW_GAP / 2) /* one fits between two items without moving them */

/* A member of a column: an item, or a link on its way across. */
typedef struct
{
  CairnSipocItem *item; /* NULL: a link */
  CairnSipocLink *link;
  double wish; /* of its middle; NAN: none */
  double y;
} Member;

/* Members that stand as close as they may. */
typedef struct
{
  guint n;
  double *wishes; /* sorted, each less the member's distance from the first of the column */
  guint n_wishes;
} Pool;

static double
half_height (const Member *member)
{
  return member->item != NULL ? member->item->height / 2 : 0;
}

static double
distance (const Member *a, const Member *b)
{
  double gap = a->item != NULL && b->item != NULL ? CAIRN_SIPOC_ROW_GAP : LINE_GAP;

  return half_height (a) + gap + half_height (b);
}

/* Of an even number the lower of the middle two. */
static double
median (const double *sorted, guint n)
{
  return n > 0 ? sorted[(n - 1) / 2] : -G_MAXDOUBLE;
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double p = *(const double *) a, q = *(const double *) b;

  return (p > q) - (p < q);
}

/* @last stands behind @before, and so do their wishes. */
static void
pool_join (Pool *before, const Pool *last)
{
  if (before->n_wishes == 0)
    before->wishes = last->wishes;
  before->n += last->n;
  before->n_wishes += last->n_wishes;
  if (before->n_wishes > 1)
    qsort (before->wishes, before->n_wishes, sizeof (double), compare_doubles);
}

static void
space (Member *members, guint n, double top)
{
  g_autofree Pool *pools = g_new (Pool, n);
  g_autofree double *from_first = g_new0 (double, n);
  g_autofree double *wishes = g_new (double, n);
  guint n_pools = 0, n_wishes = 0, k = 0;
  double least = n > 0 ? top + half_height (&members[0]) : 0;

  for (guint i = 0; i < n; i++)
    {
      gboolean has_wish = !isnan (members[i].wish);

      if (i > 0)
        from_first[i] = from_first[i - 1] + distance (&members[i - 1], &members[i]);
      pools[n_pools++] = (Pool){ 1, &wishes[n_wishes], has_wish };
      if (has_wish)
        wishes[n_wishes++] = members[i].wish - from_first[i];
      for (; n_pools > 1; n_pools--)
        {
          Pool *before = &pools[n_pools - 2], *last = &pools[n_pools - 1];

          if (median (last->wishes, last->n_wishes) > median (before->wishes, before->n_wishes))
            break;
          pool_join (before, last);
        }
    }
  for (guint p = 0; p < n_pools; p++)
    for (guint i = 0; i < pools[p].n; i++, k++)
      members[k].y = MAX (least, median (pools[p].wishes, pools[p].n_wishes)) + from_first[k];
}

/* Whether @link touches or crosses the column next to @column on the side of the process, and
 * where.
 */
static gboolean
inner_end (const CairnSipoc *self, const CairnSipocLink *link, guint column, double *y)
{
  const CairnSipocItem *from = &g_array_index (self->items, CairnSipocItem, link->from);
  const CairnSipocItem *to = &g_array_index (self->items, CairnSipocItem, link->to);
  const CairnSipocItem *left = from->column <= to->column ? from : to;
  const CairnSipocItem *right = left == from ? to : from;
  gboolean outwards = column > CAIRN_COLUMN_PROCESS; /* the process is at the left */
  guint inner = outwards ? column - 1 : column + 1;
  const CairnSipocItem *end = outwards ? left : right;

  if (inner < left->column || inner > right->column)
    return FALSE;
  *y = end->column == inner ? end->y : link->y[inner];
  return TRUE;
}

static double
wish_of_item (const CairnSipoc *self, guint item)
{
  guint column = g_array_index (self->items, CairnSipocItem, item).column;
  g_autoptr (GArray) ys = g_array_new (FALSE, FALSE, sizeof (double));
  double y;

  for (guint i = 0; i < self->links->len; i++)
    {
      const CairnSipocLink *link = &g_array_index (self->links, CairnSipocLink, i);

      if ((link->from == item || link->to == item) && inner_end (self, link, column, &y))
        g_array_append_val (ys, y);
    }
  if (ys->len == 0)
    return NAN;
  g_array_sort (ys, compare_doubles);
  return median ((const double *) (gpointer) ys->data, ys->len);
}

static gboolean
crosses (const CairnSipoc *self, const CairnSipocLink *link, guint column)
{
  guint a = g_array_index (self->items, CairnSipocItem, link->from).column;
  guint b = g_array_index (self->items, CairnSipocItem, link->to).column;

  return MIN (a, b) < column && column < MAX (a, b);
}

/* Puts @member in front of the first one that stands further down than it wishes to be. */
static void
insert_link (GArray *members, const Member *member)
{
  guint at = 0;

  while (at < members->len
         && (isnan (member->wish) || g_array_index (members, Member, at).y <= member->wish))
    at++;
  g_array_insert_val (members, at, *member);
}

static void
place_column (CairnSipoc *self, guint column, double top)
{
  g_autoptr (GArray) members = g_array_new (FALSE, FALSE, sizeof (Member));

  for (guint i = 0; i < self->items->len; i++)
    {
      Member member = { .item = &g_array_index (self->items, CairnSipocItem, i), .wish = NAN };

      if (member.item->column != column)
        continue;
      if (column != CAIRN_COLUMN_PROCESS)
        member.wish = wish_of_item (self, i);
      g_array_append_val (members, member);
    }
  space ((Member *) (gpointer) members->data, members->len, top);
  for (guint i = 0; i < self->links->len; i++)
    {
      Member member = { .link = &g_array_index (self->links, CairnSipocLink, i), .wish = NAN };

      if (!crosses (self, member.link, column))
        continue;
      /* Across the process they run below its last step, clear of the arrows between the steps. */
      if (column != CAIRN_COLUMN_PROCESS)
        inner_end (self, member.link, column, &member.wish);
      member.y = member.wish;
      insert_link (members, &member);
    }
  space ((Member *) (gpointer) members->data, members->len, top);
  for (guint i = 0; i < members->len; i++)
    {
      const Member *member = &g_array_index (members, Member, i);

      if (member->item != NULL)
        member->item->y = member->y;
      else
        member->link->y[column] = member->y;
    }
}

void
cairn_sipoc_place (CairnSipoc *self, double top)
{
  static const guint outwards[CAIRN_SIPOC_COLUMNS]
    = { CAIRN_COLUMN_PROCESS, CAIRN_COLUMN_OUTPUTS, CAIRN_COLUMN_CUSTOMERS,
        CAIRN_N_COLUMNS,      CAIRN_COLUMN_INPUTS,  CAIRN_COLUMN_SUPPLIERS };

  for (guint i = 0; i < CAIRN_SIPOC_COLUMNS; i++)
    place_column (self, outwards[i], top);
}
