/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing/cairn-touchpoint-book.h"

#include "timing/cairn-visit.h"

#include <string.h>

/* How far back the start of something is looked for, so that no log takes for ever. */
#define MOST_OPEN 1000

struct _CairnTouchpointBook
{
  GArray *touchpoints; /* CairnTouchpoint, by customer and moment */
  GPtrArray *names;    /* by number - 1 */
  GHashTable *numbers;
};

CairnTouchpointBook *
cairn_touchpoint_book_new (void)
{
  CairnTouchpointBook *self = g_new0 (CairnTouchpointBook, 1);

  self->touchpoints = g_array_new (FALSE, TRUE, sizeof (CairnTouchpoint));
  self->names = g_ptr_array_new_with_free_func (g_free);
  self->numbers = g_hash_table_new (g_str_hash, g_str_equal);
  return self;
}

void
cairn_touchpoint_book_free (CairnTouchpointBook *self)
{
  g_array_unref (self->touchpoints);
  g_hash_table_unref (self->numbers);
  g_ptr_array_unref (self->names);
  g_free (self);
}

guint32
cairn_touchpoint_book_add_name (CairnTouchpointBook *self, const char *name)
{
  guint32 number;
  char *kept;

  g_return_val_if_fail (self != NULL, 0);

  if (name == NULL || *name == '\0')
    return 0;
  number = GPOINTER_TO_UINT (g_hash_table_lookup (self->numbers, name));
  if (number != 0)
    return number;
  kept = g_strdup (name);
  g_ptr_array_add (self->names, kept);
  g_hash_table_insert (self->numbers, kept, GUINT_TO_POINTER (self->names->len));
  return self->names->len;
}

const char *
cairn_touchpoint_book_get_name (const CairnTouchpointBook *self, guint32 name)
{
  g_return_val_if_fail (self != NULL && name <= self->names->len, "");

  return name > 0 ? g_ptr_array_index (self->names, name - 1) : "";
}

void
cairn_touchpoint_book_add (CairnTouchpointBook *self, const CairnTouchpoint *touchpoint)
{
  g_return_if_fail (self != NULL && touchpoint != NULL);

  g_array_append_vals (self->touchpoints, touchpoint, 1);
}

#define ORDER(x, y) (((x) > (y)) - ((x) < (y)))

static int
compare (gconstpointer a, gconstpointer b)
{
  const CairnTouchpoint *x = a;
  const CairnTouchpoint *y = b;
  int order = ORDER (x->customer, y->customer);

  if (order == 0)
    order = ORDER (cairn_touchpoint_get_moment (x), cairn_touchpoint_get_moment (y));
  if (order == 0)
    order = ORDER (x->name, y->name);
  if (order == 0)
    order = ORDER (x->started, y->started);
  return order != 0 ? order : ORDER (x->done, y->done);
}

static gboolean
is_start (const CairnTouchpoint *touchpoint)
{
  return touchpoint->started != CAIRN_TOUCHPOINT_UNKNOWN && touchpoint->done == CAIRN_VISIT_OPEN;
}

/* The first start of the same that has no end yet; NULL: there is none. @done is the index of an
 * end. */
static CairnTouchpoint *
find_start (GArray *touchpoints, guint first, guint done)
{
  const CairnTouchpoint *end = &g_array_index (touchpoints, CairnTouchpoint, done);

  first = MAX (first, done - MIN (done, MOST_OPEN));
  for (guint i = first; i < done; i++)
    {
      CairnTouchpoint *start = &g_array_index (touchpoints, CairnTouchpoint, i);

      if (start->name == end->name && is_start (start))
        return start;
    }
  return NULL;
}

static void
pair_halves (GArray *touchpoints)
{
  guint first = 0, kept = 0;

  for (guint i = 0; i < touchpoints->len; i++)
    {
      CairnTouchpoint *one = &g_array_index (touchpoints, CairnTouchpoint, i);
      CairnTouchpoint *start;

      if (kept > 0
          && g_array_index (touchpoints, CairnTouchpoint, kept - 1).customer != one->customer)
        first = kept;
      /* What was kept stands in order before @i, and nothing else is looked at. */
      g_array_index (touchpoints, CairnTouchpoint, kept) = *one;
      one = &g_array_index (touchpoints, CairnTouchpoint, kept);
      start = is_start (one) || one->started != CAIRN_TOUCHPOINT_UNKNOWN
                ? NULL
                : find_start (touchpoints, first, kept);
      if (start != NULL)
        start->done = one->done;
      else
        kept++;
    }
  g_array_set_size (touchpoints, kept);
}

void
cairn_touchpoint_book_finish (CairnTouchpointBook *self, gboolean pair)
{
  g_return_if_fail (self != NULL);

  g_array_sort (self->touchpoints, compare);
  if (pair)
    pair_halves (self->touchpoints);
}

guint
cairn_touchpoint_book_get_n (const CairnTouchpointBook *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->touchpoints->len;
}

static guint
count_before (const CairnTouchpointBook *self, guint64 customer)
{
  guint low = 0, high = self->touchpoints->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (self->touchpoints, CairnTouchpoint, middle).customer < customer)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

const CairnTouchpoint *
cairn_touchpoint_book_find (const CairnTouchpointBook *self, guint32 customer, guint *n)
{
  guint begin;

  g_return_val_if_fail (self != NULL && n != NULL, NULL);

  begin = count_before (self, customer);
  *n = count_before (self, (guint64) customer + 1) - begin;
  return (const CairnTouchpoint *) self->touchpoints->data + begin;
}

gboolean
cairn_touchpoint_book_equal (const CairnTouchpointBook *a, const CairnTouchpointBook *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  if (a->touchpoints->len != b->touchpoints->len || a->names->len != b->names->len)
    return FALSE;
  for (guint i = 0; i < a->names->len; i++)
    if (!g_str_equal (g_ptr_array_index (a->names, i), g_ptr_array_index (b->names, i)))
      return FALSE;
  for (guint i = 0; i < a->touchpoints->len; i++)
    if (compare (&g_array_index (a->touchpoints, CairnTouchpoint, i),
                 &g_array_index (b->touchpoints, CairnTouchpoint, i))
        != 0)
      return FALSE;
  return TRUE;
}
