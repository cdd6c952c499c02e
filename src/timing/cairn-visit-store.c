/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing/cairn-visit-store.h"

#include <string.h>

#define FEW 256 /* sorted by comparing */

void
cairn_visit_store_init (CairnVisitStore *self, CairnVisitOrder order)
{
  memset (self, 0, sizeof *self);
  self->order = order;
  self->added = g_array_new (FALSE, FALSE, sizeof (CairnVisit));
  self->removed = g_array_new (FALSE, FALSE, sizeof (CairnVisit));
}

void
cairn_visit_store_clear (CairnVisitStore *self)
{
  g_clear_pointer (&self->visits, g_free);
  g_clear_pointer (&self->added, g_array_unref);
  g_clear_pointer (&self->removed, g_array_unref);
  self->n = self->allocated = 0;
}

void
cairn_visit_store_expect (CairnVisitStore *self, gsize n)
{
  guint len = self->added->len;

  g_array_set_size (self->added, len + n);
  g_array_set_size (self->added, len);
}

void
cairn_visit_store_add (CairnVisitStore *self, const CairnVisit *visit)
{
  g_array_append_vals (self->added, visit, 1);
}

void
cairn_visit_store_remove (CairnVisitStore *self, const CairnVisit *visit)
{
  g_array_append_vals (self->removed, visit, 1);
}

static inline gint64
moment_of (const CairnVisit *visit, CairnVisitOrder order)
{
  return order == CAIRN_BY_LEFT ? visit->left : visit->entered;
}

static int
compare_visits (const CairnVisit *a, const CairnVisit *b, CairnVisitOrder order)
{
  gint64 x = moment_of (a, order);
  gint64 y = moment_of (b, order);

  if (x != y)
    return x < y ? -1 : 1;
  if (a->entered != b->entered)
    return a->entered < b->entered ? -1 : 1;
  if (a->left != b->left)
    return a->left < b->left ? -1 : 1;
  if (a->cell != b->cell)
    return a->cell < b->cell ? -1 : 1;
  if (a->customer != b->customer)
    return a->customer < b->customer ? -1 : 1;
  return 0;
}

static int
compare_visits_cb (gconstpointer a, gconstpointer b, gpointer order)
{
  return compare_visits (a, b, GPOINTER_TO_INT (order));
}

/* Sorts the stretches of equal moments by the other fields. */
static void
sort_ties (CairnVisit *visits, gsize n, CairnVisitOrder order)
{
  for (gsize i = 0, end; i < n; i = end)
    {
      gint64 moment = moment_of (&visits[i], order);

      for (end = i + 1; end < n && moment_of (&visits[end], order) == moment;)
        end++;
      if (end - i > 1)
        g_qsort_with_data (&visits[i], end - i, sizeof *visits, compare_visits_cb,
                           GINT_TO_POINTER (order));
    }
}

/* By counting digits of the moment, for a first load. */
static void
sort_many (CairnVisit *visits, gsize n, CairnVisitOrder order)
{
  g_autofree CairnVisit *sorted = g_new (CairnVisit, n);
  gint64 first = moment_of (&visits[0], order);
  CairnAges places = { 0 };
  CairnAges scratch = { 0 };

  for (gsize i = 1; i < n; i++)
    first = MIN (first, moment_of (&visits[i], order));
  cairn_ages_reserve (&places, n);
  for (gsize i = 0; i < n; i++)
    cairn_ages_append_if (&places, moment_of (&visits[i], order) - first, i, TRUE);
  cairn_ages_sort (&places, &scratch);
  for (gsize i = 0; i < n; i++)
    sorted[i] = visits[places.items[i].tag];
  sort_ties (sorted, n, order);
  memcpy (visits, sorted, n * sizeof *visits);
  cairn_ages_clear (&places);
  cairn_ages_clear (&scratch);
}

static void
sort_visits (GArray *array, CairnVisitOrder order)
{
  CairnVisit *visits = (CairnVisit *) array->data;

  if (array->len > FEW)
    sort_many (visits, array->len, order);
  else if (array->len > 1)
    g_qsort_with_data (visits, array->len, sizeof *visits, compare_visits_cb,
                       GINT_TO_POINTER (order));
}

/* The number of visits before @visit. */
static gsize
place_of (const CairnVisitStore *self, const CairnVisit *visit)
{
  gsize low = 0;
  gsize high = self->n;

  while (low < high)
    {
      gsize middle = low + (high - low) / 2;

      if (compare_visits (&self->visits[middle], visit, self->order) < 0)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

static void
make_room (CairnVisitStore *self, gsize n)
{
  if (n <= self->allocated)
    return;
  /* A first load takes what it needs; what comes later grows by an eighth. */
  self->allocated = self->n == 0 ? n : n + n / 8;
  self->visits = g_renew (CairnVisit, self->visits, self->allocated);
}

/* Moves past the removals that stand before @visit (NULL: all), which are of visits never seen. */
static guint
skip_unknown (const CairnVisitStore *self, guint i, const CairnVisit *visit)
{
  const CairnVisit *removed = (const CairnVisit *) self->removed->data;

  while (i < self->removed->len
         && (visit == NULL || compare_visits (&removed[i], visit, self->order) < 0))
    {
      g_critical ("A visit of customer %u is to be removed but was never added",
                  removed[i].customer);
      i++;
    }
  return i;
}

/* Writes the visits of @old and the added ones, in order, to @out, without the removed ones. */
static void
merge_changes (CairnVisitStore *self, const CairnVisit *old, gsize n_old, CairnVisit *out)
{
  const CairnVisit *old_end = old + n_old;
  const CairnVisit *added = (const CairnVisit *) self->added->data;
  const CairnVisit *added_end = added + self->added->len;
  const CairnVisit *removed = (const CairnVisit *) self->removed->data;
  guint i = 0;

  while (old < old_end || added < added_end)
    {
      gboolean from_old
        = added == added_end || (old < old_end && compare_visits (old, added, self->order) <= 0);
      const CairnVisit *visit = from_old ? old++ : added++;

      i = skip_unknown (self, i, visit);
      if (i < self->removed->len && compare_visits (&removed[i], visit, self->order) == 0)
        i++;
      else
        *out++ = *visit;
    }
  skip_unknown (self, i, NULL);
  self->n = out - self->visits;
}

/* The room for as many changes as a first load makes need not be kept for the next few. */
static void
forget_changes (GArray **changes)
{
  if ((*changes)->len > 65536)
    {
      g_array_unref (*changes);
      *changes = g_array_new (FALSE, FALSE, sizeof (CairnVisit));
    }
  g_array_set_size (*changes, 0);
}

void
cairn_visit_store_settle (CairnVisitStore *self)
{
  g_autofree CairnVisit *tail = NULL;
  gsize place = self->n;
  gsize n_tail;

  if (self->added->len == 0 && self->removed->len == 0)
    return;
  sort_visits (self->added, self->order);
  sort_visits (self->removed, self->order);
  if (self->added->len > 0)
    place = MIN (place, place_of (self, (const CairnVisit *) self->added->data));
  if (self->removed->len > 0)
    place = MIN (place, place_of (self, (const CairnVisit *) self->removed->data));
  n_tail = self->n - place;
  make_room (self, self->n + self->added->len);
  tail = g_new (CairnVisit, n_tail);
  if (n_tail > 0)
    memcpy (tail, self->visits + place, n_tail * sizeof *tail);
  merge_changes (self, tail, n_tail, self->visits + place);
  forget_changes (&self->added);
  forget_changes (&self->removed);
}

gsize
cairn_visit_store_count_before (const CairnVisitStore *self, gint64 moment)
{
  gsize low = 0;
  gsize high = self->n;

  while (low < high)
    {
      gsize middle = low + (high - low) / 2;

      if (moment_of (&self->visits[middle], self->order) < moment)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

gsize
cairn_visit_store_count_until (const CairnVisitStore *self, gint64 moment)
{
  return moment == G_MAXINT64 ? self->n : cairn_visit_store_count_before (self, moment + 1);
}
