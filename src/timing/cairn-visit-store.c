/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing/cairn-visit-store.h"
#include "timing/cairn-large-room.h"

#include <string.h>

#define MANY 256 /* of which a good part is worth sorting anew */
#define FEW 32   /* put in order one by one */
#define MOST_BUCKETS 65536
#define BUCKET 8 /* visits in one, about */

void
cairn_visit_store_init (CairnVisitStore *self, CairnVisitOrder order)
{
  memset (self, 0, sizeof *self);
  self->order = order;
  self->added = g_array_new (FALSE, FALSE, sizeof (CairnKeptVisit));
  self->removed = g_array_new (FALSE, FALSE, sizeof (CairnKeptVisit));
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
cairn_visit_store_add (CairnVisitStore *self, const CairnKeptVisit *visit)
{
  g_array_append_vals (self->added, visit, 1);
}

void
cairn_visit_store_add_many (CairnVisitStore *self, const CairnKeptVisit *visits, guint n)
{
  g_array_append_vals (self->added, visits, n);
}

void
cairn_visit_store_remove (CairnVisitStore *self, const CairnKeptVisit *visit)
{
  g_array_append_vals (self->removed, visit, 1);
}

static inline gint64
moment_of (const CairnKeptVisit *visit, CairnVisitOrder order)
{
  return order == CAIRN_BY_LEFT ? visit->left : visit->entered;
}

static int
compare_visits (const CairnKeptVisit *a, const CairnKeptVisit *b, CairnVisitOrder order)
{
  gint64 x = moment_of (a, order);
  gint64 y = moment_of (b, order);

  if (x != y)
    return x < y ? -1 : 1;
  if (a->entered != b->entered)
    return a->entered < b->entered ? -1 : 1;
  if (a->left != b->left)
    return a->left < b->left ? -1 : 1;
  if (cairn_kept_visit_get_home (a) != cairn_kept_visit_get_home (b))
    return cairn_kept_visit_get_home (a) < cairn_kept_visit_get_home (b) ? -1 : 1;
  if (a->customer != b->customer)
    return a->customer < b->customer ? -1 : 1;
  if (a->owner != b->owner)
    return a->owner < b->owner ? -1 : 1;
  if (a->wait != b->wait)
    return a->wait < b->wait ? -1 : 1;
  if (a->stretch != b->stretch)
    return a->stretch < b->stretch ? -1 : 1;
  return 0;
}

static int
compare_visits_cb (gconstpointer a, gconstpointer b, gpointer order)
{
  return compare_visits (a, b, GPOINTER_TO_INT (order));
}

/* ---- sorting ---- */

/* The @n visits of @from, few, to @to, in order. */
static inline void
insert_all (const CairnKeptVisit *from, CairnKeptVisit *to, gsize n, CairnVisitOrder order)
{
  for (gsize i = 0; i < n; i++)
    {
      const gint64 moment = moment_of (&from[i], order);
      gsize place = i;

      for (; place > 0; place--)
        {
          const gint64 before = moment_of (&to[place - 1], order);

          if (before < moment
              || (before == moment && compare_visits (&to[place - 1], &from[i], order) <= 0))
            break;
          to[place] = to[place - 1];
        }
      to[place] = from[i];
    }
}

/* The bucket of a visit is that of its moment, in @n buckets of 2^@shift seconds from @first on. */
typedef struct
{
  gint64 first;
  guint shift;
  guint n;
} Buckets;

static inline guint
find_bucket (const Buckets *self, const CairnKeptVisit *visit, CairnVisitOrder order)
{
  return (guint) ((guint64) (moment_of (visit, order) - self->first) >> self->shift);
}

static inline Buckets
choose_buckets (const CairnKeptVisit *visits, gsize n, CairnVisitOrder order)
{
  const gsize most = CLAMP (n / BUCKET, 2, MOST_BUCKETS);
  Buckets self = { .first = moment_of (&visits[0], order) };
  gint64 last = self.first;

  for (gsize i = 1; i < n; i++)
    {
      const gint64 moment = moment_of (&visits[i], order);

      self.first = MIN (self.first, moment);
      last = MAX (last, moment);
    }
  while ((guint64) (last - self.first) >> self.shift >= most)
    self.shift++;
  self.n = (guint) ((guint64) (last - self.first) >> self.shift) + 1;
  return self;
}

/* Copies @visits to @room, bucket by bucket; @ends: where each ends. */
static inline void
fill_buckets (const Buckets *self,
              const CairnKeptVisit *visits,
              gsize n,
              CairnKeptVisit *room,
              gsize *ends,
              CairnVisitOrder order)
{
  gsize sum = 0;

  for (gsize i = 0; i < n; i++)
    ends[find_bucket (self, &visits[i], order)]++;
  for (guint b = 0; b < self->n; b++)
    {
      const gsize count = ends[b];

      ends[b] = sum;
      sum += count;
    }
  for (gsize i = 0; i < n; i++)
    room[ends[find_bucket (self, &visits[i], order)]++] = visits[i];
}

static void
sort_many (CairnKeptVisit *visits, CairnKeptVisit *room, gsize n, CairnVisitOrder order);

/* One bucket out of the room; its moments are within 2^@shift seconds. */
static void
sort_bucket (
  CairnKeptVisit *visits, CairnKeptVisit *room, gsize n, guint shift, CairnVisitOrder order)
{
  memcpy (visits, room, n * sizeof *visits);
  if (shift > 0)
    sort_many (visits, room, n, order);
  else
    g_qsort_with_data (visits, n, sizeof *visits, compare_visits_cb, GINT_TO_POINTER (order));
}

static inline void
sort_by (CairnKeptVisit *visits, CairnKeptVisit *room, gsize n, const CairnVisitOrder order)
{
  const Buckets buckets = choose_buckets (visits, n, order);
  g_autofree gsize *ends = g_new0 (gsize, buckets.n);
  gsize begin = 0;

  fill_buckets (&buckets, visits, n, room, ends, order);
  for (guint b = 0; b < buckets.n; begin = ends[b++])
    if (ends[b] - begin <= FEW)
      insert_all (room + begin, visits + begin, ends[b] - begin, order);
    else
      sort_bucket (visits + begin, room + begin, ends[b] - begin, buckets.shift, order);
}

/* Into buckets by their moment, once, and in those one by one: they stay close to where they are,
 * which counts more than how often they are moved. @room: for as many. */
static void
sort_many (CairnKeptVisit *visits, CairnKeptVisit *room, gsize n, CairnVisitOrder order)
{
  if (order == CAIRN_BY_LEFT)
    sort_by (visits, room, n, CAIRN_BY_LEFT);
  else
    sort_by (visits, room, n, CAIRN_BY_ENTERED);
}

static CairnKeptVisit *
get_room (CairnVisitRoom *self, gsize n)
{
  if (n > self->n)
    {
      g_free (self->visits);
      self->n = n + n / 8;
      self->visits = cairn_large_room_try (self->n * sizeof *self->visits);
      if (self->visits == NULL)
        g_error ("No memory to sort %" G_GSIZE_FORMAT " visits", n);
    }
  return self->visits;
}

void
cairn_visit_room_clear (CairnVisitRoom *self)
{
  g_clear_pointer (&self->visits, g_free);
  self->n = 0;
}

static void
sort_visits (GArray *array, CairnVisitOrder order, CairnVisitRoom *room)
{
  CairnKeptVisit *visits = (CairnKeptVisit *) array->data;
  CairnKeptVisit few[FEW];

  if (array->len == 0)
    return;
  if (array->len <= FEW)
    {
      memcpy (few, visits, array->len * sizeof *visits);
      insert_all (few, visits, array->len, order);
    }
  else
    sort_many (visits, get_room (room, array->len), array->len, order);
}

/* ---- changes ---- */

/* The number of the @n @visits, in order, that stand before @visit. */
static gsize
place_among (const CairnKeptVisit *visits,
             gsize n,
             const CairnKeptVisit *visit,
             CairnVisitOrder order)
{
  gsize low = 0;
  gsize high = n;

  while (low < high)
    {
      gsize middle = low + (high - low) / 2;

      if (compare_visits (&visits[middle], visit, order) < 0)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

static void
make_room (CairnVisitStore *self, gsize n)
{
  if (n < self->allocated)
    return;
  self->allocated = n + n / 16 + 16;
  self->visits = g_renew (CairnKeptVisit, self->visits, self->allocated);
}

/* Two equal visits, one added and one removed, undo each other: what is left of both lists are
 * changes to what was there before. */
static void
cancel_out (CairnVisitStore *self)
{
  CairnKeptVisit *added = (CairnKeptVisit *) self->added->data;
  CairnKeptVisit *removed = (CairnKeptVisit *) self->removed->data;
  guint n_added = 0;
  guint n_removed = 0;
  guint i = 0;
  guint j = 0;

  while (i < self->added->len && j < self->removed->len)
    {
      int order = compare_visits (&added[i], &removed[j], self->order);

      if (order < 0)
        added[n_added++] = added[i++];
      else if (order > 0)
        removed[n_removed++] = removed[j++];
      else
        {
          i++;
          j++;
        }
    }
  while (i < self->added->len)
    added[n_added++] = added[i++];
  while (j < self->removed->len)
    removed[n_removed++] = removed[j++];
  g_array_set_size (self->added, n_added);
  g_array_set_size (self->removed, n_removed);
}

/* Writes the visits of @old and the added ones, in order, to @out, without the removed ones; the
 * stretches between two changes are copied as a whole. */
static void
merge_changes (CairnVisitStore *self, const CairnKeptVisit *old, gsize n_old, CairnKeptVisit *out)
{
  const CairnKeptVisit *added = (const CairnKeptVisit *) self->added->data;
  const CairnKeptVisit *removed = (const CairnKeptVisit *) self->removed->data;
  const CairnKeptVisit *added_end = added + self->added->len;
  const CairnKeptVisit *removed_end = removed + self->removed->len;

  while (added < added_end || removed < removed_end)
    {
      gboolean adds = removed == removed_end
                      || (added < added_end && compare_visits (added, removed, self->order) < 0);
      const CairnKeptVisit *change = adds ? added++ : removed++;
      gsize run = place_among (old, n_old, change, self->order);

      memcpy (out, old, run * sizeof *old);
      out += run;
      old += run;
      n_old -= run;
      if (adds)
        *out++ = *change;
      else if (n_old > 0 && compare_visits (old, change, self->order) == 0)
        {
          old++;
          n_old--;
        }
      else
        g_critical ("A visit of customer %u is to be removed but was never added",
                    change->customer);
    }
  memcpy (out, old, n_old * sizeof *old);
  self->n = out + n_old - self->visits;
}

/* The changed places: everything before the first of them stays where it is. */
static gsize
first_changed_place (const CairnVisitStore *self)
{
  gsize place = self->n;

  if (self->added->len > 0)
    place
      = place_among (self->visits, place, (const CairnKeptVisit *) self->added->data, self->order);
  if (self->removed->len > 0)
    place = place_among (self->visits, place, (const CairnKeptVisit *) self->removed->data,
                         self->order);
  return place;
}

/* The room for as many changes as a first load makes need not be kept for the next few. */
static void
forget_changes (GArray **changes)
{
  if ((*changes)->len > 4096)
    {
      g_array_unref (*changes);
      *changes = g_array_new (FALSE, FALSE, sizeof (CairnKeptVisit));
    }
  g_array_set_size (*changes, 0);
}

/* A first load: what was added becomes what is there, without a copy. */
static void
take_added (CairnVisitStore *self, CairnVisitRoom *room)
{
  gsize n;

  sort_visits (self->added, self->order, room);
  g_free (self->visits);
  self->visits = g_array_steal (self->added, &n);
  self->visits = g_renew (CairnKeptVisit, self->visits, n);
  self->n = self->allocated = n;
}

void
cairn_visit_store_settle (CairnVisitStore *self, CairnVisitRoom *room)
{
  g_autofree CairnKeptVisit *tail = NULL;
  gsize place, n_tail;

  if (self->added->len == 0 && self->removed->len == 0)
    return;
  if (self->n == 0 && self->removed->len == 0)
    {
      take_added (self, room);
      return;
    }
  if (self->removed->len == 0 && self->added->len > self->n / 8 + MANY)
    {
      /* A good part of all: to sort it all again is less work than to find each its place. */
      g_array_append_vals (self->added, self->visits, self->n);
      take_added (self, room);
      return;
    }
  sort_visits (self->added, self->order, room);
  sort_visits (self->removed, self->order, room);
  cancel_out (self);
  place = first_changed_place (self);
  n_tail = self->n - place;
  make_room (self, self->n + self->added->len);
  tail = g_new (CairnKeptVisit, n_tail + 1);
  if (n_tail > 0)
    memcpy (tail, self->visits + place, n_tail * sizeof *tail);
  merge_changes (self, tail, n_tail, self->visits + place);
  forget_changes (&self->added);
  forget_changes (&self->removed);
}

gsize
cairn_visit_store_remove_stretch (CairnVisitStore *self, guint16 stretch)
{
  gsize n = 0;
  gsize before = self->n;

  g_return_val_if_fail (self->added->len == 0 && self->removed->len == 0, 0);

  for (gsize i = 0; i < before; i++)
    if (self->visits[i].stretch != stretch)
      self->visits[n++] = self->visits[i];
  self->n = n;
  return before - n;
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

gsize
cairn_visit_store_count_within (const CairnVisitStore *self, gint64 begin, gint64 end)
{
  if (end <= begin)
    return 0;
  return cairn_visit_store_count_until (self, end) - cairn_visit_store_count_until (self, begin);
}

void
cairn_visit_store_take (CairnVisitStore *self, CairnKeptVisit *visits, gsize n)
{
  g_return_if_fail (self->n == 0 && self->added->len == 0);

  g_free (self->visits);
  self->visits = visits;
  self->n = self->allocated = n;
}

gboolean
cairn_visit_store_in_order (const CairnKeptVisit *visits, gsize n, CairnVisitOrder order)
{
  for (gsize i = 1; i < n; i++)
    {
      gint64 before = moment_of (&visits[i - 1], order);
      gint64 moment = moment_of (&visits[i], order);

      if (moment < before
          || (moment == before && compare_visits (&visits[i - 1], &visits[i], order) > 0))
        return FALSE;
    }
  return TRUE;
}
