/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing/cairn-ages.h"
#include "timing/cairn-engine-private.h"
#include "timing/cairn-stay.h"

#include <string.h>

/* Of the number of a stay, beside when it was entered, while they are sorted. */
#define INDEX_BITS 25

/* Customers are looked up this many visits at a time: the wait for the memory that tells of them
 * is the dearest part of a look. */
#define LOOKS 64

typedef struct
{
  gint64 entered; /* G_MAXINT64: nothing */
  gint64 left;
  guint stage;
} Step;

/* One stay, and what came next. */
typedef struct
{
  Step next;
  gint64 entered;
  gint64 left;
  guint stay; /* its place in the list of stays */
} Place;

/* The stays of each customer, in order. */
typedef struct
{
  Place *places;   /* by customer, and then in order of entering */
  guint *begin;    /* by customer: the first of their places; one more at the end */
  guint8 *present; /* by customer, a bit each: has any */
  guint stage;
} Paths;

static int
compare_stays (gconstpointer a, gconstpointer b, gpointer data)
{
  const CairnVisit *x = &((const CairnStay *) a)->visit;
  const CairnVisit *y = &((const CairnStay *) b)->visit;

  if (x->entered != y->entered)
    return x->entered < y->entered ? -1 : 1;
  if (x->left != y->left)
    return x->left < y->left ? -1 : 1;
  return x->customer < y->customer ? -1 : x->customer > y->customer;
}

/* Customers make their steps in order of entering. */
static inline gboolean
is_before (const Step *x, const Step *y)
{
  if (x->entered != y->entered)
    return x->entered < y->entered;
  if (x->left != y->left)
    return x->left < y->left;
  return x->stage < y->stage;
}

static void
add_visits (GArray *stays, const CairnVisitStore *store, guint16 cell)
{
  for (gsize i = 0; i < store->n; i++)
    {
      CairnStay stay = { .visit = cairn_kept_visit_tell (&store->visits[i], cell),
                         .next_stage = CAIRN_NO_STAGE };

      g_array_append_val (stays, stay);
    }
}

/* Sorts the stays by customer; the next of each is another stay here, if nothing else is between.
 */
static void
paths_init (Paths *self, const GArray *stays, guint n_customers, guint stage)
{
  g_autofree guint *end = g_new0 (guint, n_customers + 1);

  self->stage = stage;
  self->begin = g_new0 (guint, n_customers + 2);
  self->present = g_new0 (guint8, n_customers / 8 + 1);
  self->places = g_new (Place, stays->len + 1);
  for (guint i = 0; i < stays->len; i++)
    self->begin[g_array_index (stays, CairnStay, i).visit.customer + 1]++;
  for (guint i = 0; i <= n_customers; i++)
    {
      if (self->begin[i + 1] > 0)
        self->present[i / 8] |= 1 << i % 8;
      self->begin[i + 1] += self->begin[i];
    }
  memcpy (end, self->begin, (n_customers + 1) * sizeof *end);
  for (guint i = 0; i < stays->len; i++)
    {
      const CairnVisit *visit = &g_array_index (stays, CairnStay, i).visit;
      guint at = end[visit->customer]++;

      self->places[at] = (Place){ { G_MAXINT64, 0, 0 }, visit->entered, visit->left, i };
      if (at > self->begin[visit->customer])
        self->places[at - 1].next = (Step){ visit->entered, visit->left, stage };
    }
}

static void
paths_clear (Paths *self)
{
  g_free (self->places);
  g_free (self->begin);
  g_free (self->present);
}

/* What comes after a stay and before what is known to, comes next. */
static void
add_step (Paths *self, const CairnKeptVisit *kept, guint stage)
{
  CairnVisit visit = cairn_kept_visit_tell (kept, 0);
  Step step = { visit.entered, visit.left, stage };
  const Place *first = &self->places[self->begin[kept->customer]];
  Place *place = &self->places[self->begin[kept->customer + 1]];

  while (place > first)
    {
      Step stay = { place[-1].entered, place[-1].left, self->stage };

      if (is_before (&stay, &step))
        break;
      place--;
    }
  if (place > first && is_before (&step, &place[-1].next))
    place[-1].next = step;
}

static void
add_looks (Paths *self, const CairnKeptVisit *const *looks, guint n, guint stage)
{
  for (guint i = 0; i < n; i++)
    __builtin_prefetch (&self->places[self->begin[looks[i]->customer]]);
  for (guint i = 0; i < n; i++)
    add_step (self, looks[i], stage);
}

/* The customers of the stays were in @stage, too. */
static void
add_steps (Paths *self, const CairnVisitStore *store, guint stage)
{
  const CairnKeptVisit *looks[LOOKS];
  guint n = 0;

  for (gsize i = 0; i < store->n; i++)
    {
      guint32 customer = store->visits[i].customer;

      if ((self->present[customer / 8] >> customer % 8 & 1) == 0)
        continue;
      __builtin_prefetch (&self->begin[customer]);
      looks[n++] = &store->visits[i];
      if (n < LOOKS)
        continue;
      add_looks (self, looks, n, stage);
      n = 0;
    }
  add_looks (self, looks, n, stage);
}

static CairnOutcome
outcome_of (const CairnEngine *engine, const CairnVisit *visit, guint stage, const Step *next)
{
  if (visit->left == CAIRN_VISIT_OPEN)
    return CAIRN_OUTCOME_OPEN;
  if (next->entered != G_MAXINT64)
    return next->stage > stage ? CAIRN_OUTCOME_NEXT : CAIRN_OUTCOME_BACK;
  switch (cairn_engine_get_end (engine, visit->customer))
    {
    case CAIRN_END_SUCCESS:
      return CAIRN_OUTCOME_NEXT;
    case CAIRN_END_CHURN:
      return CAIRN_OUTCOME_CHURN;
    case CAIRN_END_UNKNOWN:
      break;
    }
  return CAIRN_OUTCOME_GONE;
}

/* Where a stage lies: one without a track, on all. */
static guint64
tracks_of (const CairnEngine *engine, guint stage)
{
  guint64 tracks = stage < engine->tracks->len ? g_array_index (engine->tracks, guint64, stage) : 0;

  return tracks != 0 ? tracks : G_MAXUINT64;
}

static void
tell_outcomes (const CairnEngine *engine, const Paths *paths, GArray *stays)
{
  for (guint i = 0; i < stays->len; i++)
    {
      CairnStay *stay = &g_array_index (stays, CairnStay, paths->places[i].stay);
      const Step *next = &paths->places[i].next;

      stay->outcome = outcome_of (engine, &stay->visit, paths->stage, next);
      stay->earlier = i - paths->begin[stay->visit.customer];
      if (next->entered == G_MAXINT64 || stay->visit.left == CAIRN_VISIT_OPEN)
        continue;
      stay->next_stage = next->stage;
      stay->next_entered = next->entered;
    }
}

static void
follow_customers (CairnEngine *engine, GArray *stays, guint own_stage)
{
  guint64 tracks = tracks_of (engine, own_stage);
  Paths paths;

  paths_init (&paths, stays, engine->customers->len, own_stage);
  for (guint i = 0; i < engine->cells->len; i++)
    {
      const CairnEngineCell *cell = g_ptr_array_index (engine->cells, i);

      /* An onboarding may go on while a renewal begins. */
      if (cell->stage == own_stage || (tracks_of (engine, cell->stage) & tracks) == 0)
        continue;
      add_steps (&paths, &cell->visits.closed, cell->stage);
      add_steps (&paths, &cell->visits.open, cell->stage);
    }
  tell_outcomes (engine, &paths, stays);
  paths_clear (&paths);
}

/* The numbers of @stays by when they were entered, and else as they stand. No moment is further out
 * than CAIRN_FAR, so both fit into one number. */
static void
order_by_entered (const GArray *stays, CairnAges *order)
{
  CairnAges scratch = { 0 };

  cairn_ages_expect (order, stays->len);
  for (guint i = 0; i < stays->len; i++)
    {
      gint64 since = g_array_index (stays, CairnStay, i).visit.entered + CAIRN_FAR;

      cairn_ages_append_if (order, (guint64) since << INDEX_BITS | i, TRUE);
    }
  cairn_ages_sort (order, &scratch);
  cairn_ages_clear (&scratch);
}

static void
sort_stays (GArray **stays)
{
  GArray *sorted;
  CairnAges order = { 0 };
  guint n = (*stays)->len;

  if (n >= 1u << INDEX_BITS)
    {
      g_array_sort_with_data (*stays, compare_stays, NULL);
      return;
    }
  order_by_entered (*stays, &order);
  sorted = g_array_sized_new (FALSE, FALSE, sizeof (CairnStay), n);
  for (guint i = 0; i < n; i++)
    g_array_append_vals (
      sorted, &g_array_index (*stays, CairnStay, order.items[i] & ((1u << INDEX_BITS) - 1)), 1);
  cairn_ages_clear (&order);
  g_array_unref (*stays);
  *stays = sorted;
  for (guint i = 0, end; i < n; i = end)
    {
      CairnStay *first = &g_array_index (sorted, CairnStay, i);

      for (end = i + 1;
           end < n && g_array_index (sorted, CairnStay, end).visit.entered == first->visit.entered;
           end++)
        ;
      if (end > i + 1)
        g_qsort_with_data (first, (int) (end - i), sizeof *first, compare_stays, NULL);
    }
}

GArray *
cairn_stays_gather (CairnEngine *engine, const char *segment, const char *stage)
{
  GArray *stays = g_array_new (FALSE, FALSE, sizeof (CairnStay));
  guint own_stage;

  g_return_val_if_fail (engine != NULL && stage != NULL, stays);

  cairn_engine_settle (engine);
  own_stage = GPOINTER_TO_UINT (g_hash_table_lookup (engine->stage_numbers, stage)) - 1;
  for (guint i = 0; i < engine->cells->len; i++)
    {
      const CairnEngineCell *cell = g_ptr_array_index (engine->cells, i);

      if (cell->stage != own_stage || (segment != NULL && g_strcmp0 (cell->segment, segment) != 0))
        continue;
      add_visits (stays, &cell->visits.closed, (guint16) i);
      add_visits (stays, &cell->visits.open, (guint16) i);
    }
  sort_stays (&stays);
  follow_customers (engine, stays, own_stage);
  return stays;
}
