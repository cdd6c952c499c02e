/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing/cairn-stay-book.h"

#define PASSED_SECONDS 60

typedef struct
{
  CairnStayEvent *events;
  guint n_events;
  guint room;
  gboolean touched; /* since the book was settled: the engine knows of none of the stays */
  gboolean success;
  gint64 lost_at;
  gint64 last_seen;
} Customer;

typedef struct
{
  guint rows, customers;
} Count;

struct _CairnStayBook
{
  CairnEngine *engine;
  CairnSourceShape shape;
  GArray *customers; /* Customer, by number */
  GArray *touched;   /* guint32 */
  GArray *days;      /* gint64: snapshots */
  GArray *stays;     /* room to derive in */
  Count counts[CAIRN_N_FINDING_KINDS];
  gboolean loaded;
  guint serial;
};

static void
customer_clear (gpointer data)
{
  g_free (((Customer *) data)->events);
}

CairnStayBook *
cairn_stay_book_new (CairnEngine *engine, CairnSourceShape shape)
{
  CairnStayBook *self = g_new0 (CairnStayBook, 1);

  self->engine = engine;
  self->shape = shape;
  self->customers = g_array_new (FALSE, TRUE, sizeof (Customer));
  g_array_set_clear_func (self->customers, customer_clear);
  self->touched = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->days = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->stays = g_array_new (FALSE, FALSE, sizeof (CairnDerivedStay));
  return self;
}

void
cairn_stay_book_free (CairnStayBook *self)
{
  g_array_unref (self->customers);
  g_array_unref (self->touched);
  g_array_unref (self->days);
  g_array_unref (self->stays);
  g_free (self);
}

/* ---- the stays of one customer ---- */

static const GArray *
derive (CairnStayBook *self, Customer *customer)
{
  const CairnDeriveRules rules = { .shape = self->shape,
                                   .days = (const gint64 *) self->days->data,
                                   .n_days = self->days->len };

  g_array_set_size (self->stays, 0);
  cairn_stays_derive (&rules, customer->events, customer->n_events, self->stays);
  cairn_stays_mend (self->stays, customer->lost_at);
  return self->stays;
}

static const CairnDerivedStay *
stay_at (const GArray *stays, guint i)
{
  return &g_array_index (stays, CairnDerivedStay, i);
}

/* Whether the engine is to know of it. */
static gboolean
is_counted (const CairnDerivedStay *stay)
{
  return stay->cell != CAIRN_NO_CELL
         && !((stay->flags & CAIRN_STAY_ENTRY_UNKNOWN) != 0 && stay->left == stay->entered);
}

static CairnVisit
visit_of (guint32 customer, const CairnDerivedStay *stay)
{
  return (CairnVisit){ .entered = stay->entered,
                       .left = stay->left,
                       .customer = customer,
                       .cell = (guint16) stay->cell,
                       .owner = (guint16) stay->owner,
                       .wait = stay->wait };
}

/* Whether the customer was in that stage before stay @i. */
static gboolean
is_return (const GArray *stays, guint i, GHashTable *seen)
{
  const CairnDerivedStay *stay = stay_at (stays, i);

  if (seen != NULL)
    return !g_hash_table_add (seen, GUINT_TO_POINTER (stay->stage));
  for (guint j = 0; j < i; j++)
    if (stay_at (stays, j)->stage == stay->stage && stay_at (stays, j)->cell != CAIRN_NO_CELL)
      return TRUE;
  return FALSE;
}

typedef void (*FindingFunc) (CairnFindingKind kind, const CairnDerivedStay *stay, gpointer data);

/* Tells @func of each rule that had to do with the customer's stays. */
static void
find (const GArray *stays, FindingFunc func, gpointer data)
{
  g_autoptr (GHashTable) seen = stays->len > 64 ? g_hash_table_new (NULL, NULL) : NULL;

  for (guint i = 0; i < stays->len; i++)
    {
      const CairnDerivedStay *stay = stay_at (stays, i);

      if (stay->cell == CAIRN_NO_CELL)
        continue;
      if (stay->flags & CAIRN_STAY_EXIT_INFERRED)
        func (CAIRN_FINDING_EXIT_INFERRED, stay, data);
      if (stay->n_merged > 0)
        func (CAIRN_FINDING_MERGED, stay, data);
      if (stay->flags & CAIRN_STAY_ENTRY_UNKNOWN)
        func (CAIRN_FINDING_ENTRY_UNKNOWN, stay, data);
      if (!is_counted (stay) || (stay->flags & CAIRN_STAY_FINAL))
        continue;
      if (stay->left != CAIRN_VISIT_OPEN && stay->left - stay->entered <= PASSED_SECONDS)
        func (CAIRN_FINDING_PASSED, stay, data);
      if (is_return (stays, i, seen))
        func (CAIRN_FINDING_RETURNED, stay, data);
    }
}

static void
tally_cb (CairnFindingKind kind, const CairnDerivedStay *stay, gpointer data)
{
  ((guint *) data)[kind] += kind == CAIRN_FINDING_MERGED ? stay->n_merged : 1;
}

/* @sign: 1 the stays came, -1 they went. */
static void
tally (CairnStayBook *self, const GArray *stays, int sign)
{
  guint rows[CAIRN_N_FINDING_KINDS] = { 0 };

  find (stays, tally_cb, rows);
  for (guint kind = 0; kind < CAIRN_N_FINDING_KINDS; kind++)
    if (rows[kind] > 0)
      {
        self->counts[kind].rows += (guint) sign * rows[kind];
        self->counts[kind].customers += (guint) sign;
      }
}

/* ---- changes ---- */

/* The engine forgets the customer until the book is settled. */
static Customer *
touch (CairnStayBook *self, guint32 number)
{
  Customer *customer;

  while (self->customers->len <= number)
    {
      Customer fresh = { .lost_at = CAIRN_VISIT_OPEN, .last_seen = G_MININT64 };

      g_array_append_val (self->customers, fresh);
    }
  customer = &g_array_index (self->customers, Customer, number);
  if (customer->touched)
    return customer;
  customer->touched = TRUE;
  self->serial++;
  g_array_append_val (self->touched, number);
  if (customer->n_events > 0)
    {
      const GArray *stays = derive (self, customer);

      tally (self, stays, -1);
      for (guint i = 0; i < stays->len; i++)
        if (is_counted (stay_at (stays, i)))
          {
            CairnVisit visit = visit_of (number, stay_at (stays, i));

            cairn_engine_apply (self->engine, &visit, NULL);
          }
    }
  return customer;
}

void
cairn_stay_book_add (CairnStayBook *self, guint32 customer, const CairnStayEvent *event)
{
  Customer *its = touch (self, customer);

  if (its->n_events == its->room)
    {
      its->room = MAX (4, its->room + its->room / 2);
      its->events = g_renew (CairnStayEvent, its->events, its->room);
    }
  its->events[its->n_events++] = *event;
  if (self->shape == CAIRN_SOURCE_SNAPSHOTS
      && (self->days->len == 0
          || g_array_index (self->days, gint64, self->days->len - 1) != event->entered))
    g_array_append_val (self->days, event->entered);
}

void
cairn_stay_book_remove (CairnStayBook *self, guint32 customer, gint64 order)
{
  Customer *its = touch (self, customer);

  for (guint i = 0; i < its->n_events; i++)
    if (its->events[i].order == order)
      {
        its->events[i] = its->events[--its->n_events];
        return;
      }
  g_critical ("Row %" G_GINT64_FORMAT " of customer %u is not known", order, customer);
}

void
cairn_stay_book_set_fate (CairnStayBook *self, guint32 customer, gint64 lost_at, gboolean success)
{
  Customer *its = touch (self, customer);

  its->lost_at = lost_at;
  its->success = success;
}

/* ---- settling ---- */

static CairnEnd
find_end (const Customer *customer)
{
  CairnMappingResult result = cairn_stays_find_end (customer->events, customer->n_events);

  if (result == CAIRN_RESULT_OF_SUCCESS)
    return CAIRN_END_SUCCESS;
  if (result == CAIRN_RESULT_OF_CHURN)
    return CAIRN_END_CHURN;
  /* Who came back after having been lost is not lost. */
  if (customer->lost_at != CAIRN_VISIT_OPEN
      && (customer->n_events == 0
          || customer->events[customer->n_events - 1].entered <= customer->lost_at))
    return CAIRN_END_CHURN;
  return customer->success ? CAIRN_END_SUCCESS : CAIRN_END_UNKNOWN;
}

static gint64
find_last_seen (const Customer *customer)
{
  gint64 last = customer->lost_at != CAIRN_VISIT_OPEN ? customer->lost_at : G_MININT64;

  for (guint i = 0; i < customer->n_events; i++)
    {
      last = MAX (last, customer->events[i].entered);
      if (customer->events[i].left != CAIRN_VISIT_OPEN)
        last = MAX (last, customer->events[i].left);
    }
  return last;
}

static int
compare_moments (gconstpointer a, gconstpointer b)
{
  gint64 x = *(const gint64 *) a;
  gint64 y = *(const gint64 *) b;

  return (x > y) - (x < y);
}

/* Snapshots are read as a whole, before anything is settled. */
static void
sort_days (CairnStayBook *self)
{
  gint64 *days = (gint64 *) self->days->data;
  guint n = 0;

  g_array_sort (self->days, compare_moments);
  for (guint i = 0; i < self->days->len; i++)
    if (n == 0 || days[n - 1] != days[i])
      days[n++] = days[i];
  g_array_set_size (self->days, n);
}

/* Appends the visits of one customer to @visits. */
static void
settle_customer (CairnStayBook *self, guint32 number, GArray *visits)
{
  Customer *customer = &g_array_index (self->customers, Customer, number);
  const GArray *stays = derive (self, customer);

  tally (self, stays, 1);
  for (guint i = 0; i < stays->len; i++)
    if (is_counted (stay_at (stays, i)))
      {
        CairnVisit visit = visit_of (number, stay_at (stays, i));

        g_array_append_val (visits, visit);
      }
  customer->last_seen = find_last_seen (customer);
  customer->touched = FALSE;
  cairn_engine_set_end (self->engine, number, find_end (customer));
}

void
cairn_stay_book_settle (CairnStayBook *self)
{
  g_autoptr (GArray) visits = NULL;

  if (self->touched->len == 0)
    return;
  if (!self->loaded)
    sort_days (self);
  visits = g_array_new (FALSE, FALSE, sizeof (CairnVisit));
  for (guint i = 0; i < self->touched->len; i++)
    settle_customer (self, g_array_index (self->touched, guint32, i), visits);
  g_array_set_size (self->touched, 0);
  if (!self->loaded)
    cairn_engine_load (self->engine, (const CairnVisit *) visits->data, visits->len);
  else
    for (guint i = 0; i < visits->len; i++)
      cairn_engine_apply (self->engine, NULL, &g_array_index (visits, CairnVisit, i));
  self->loaded = TRUE;
}

/* ---- telling ---- */

guint
cairn_stay_book_get_serial (const CairnStayBook *self)
{
  return self->serial;
}

void
cairn_stay_book_count (const CairnStayBook *self,
                       CairnFindingKind kind,
                       guint *rows,
                       guint *customers)
{
  *rows = self->counts[kind].rows;
  *customers = self->counts[kind].customers;
}

typedef struct
{
  GArray *list;
  guint32 customer;
  guint left[CAIRN_N_FINDING_KINDS];
} Listing;

static void
list_cb (CairnFindingKind kind, const CairnDerivedStay *stay, gpointer data)
{
  Listing *listing = data;
  CairnStayFinding finding = { kind, listing->customer, *stay };

  if (listing->left[kind] == 0)
    return;
  listing->left[kind]--;
  g_array_append_val (listing->list, finding);
}

/* How many of a kind there are is known, so the search ends with the last of them. */
GArray *
cairn_stay_book_list (CairnStayBook *self, guint n_rows)
{
  Listing listing = { .list = g_array_new (FALSE, FALSE, sizeof (CairnStayFinding)) };
  guint left = 0;

  for (guint kind = 0; kind < CAIRN_N_FINDING_KINDS; kind++)
    listing.left[kind] = MIN (n_rows, self->counts[kind].rows);
  for (guint i = 0; i < self->customers->len; i++)
    {
      Customer *customer = &g_array_index (self->customers, Customer, i);

      listing.customer = i;
      if (customer->n_events > 0)
        find (derive (self, customer), list_cb, &listing);
      for (guint kind = left = 0; kind < CAIRN_N_FINDING_KINDS; kind++)
        left += listing.left[kind];
      if (left == 0)
        break;
    }
  return listing.list;
}

gint64
cairn_stay_book_get_last_seen (const CairnStayBook *self, guint32 customer)
{
  return customer < self->customers->len
           ? g_array_index (self->customers, Customer, customer).last_seen
           : G_MININT64;
}

gint64
cairn_stay_book_get_step (const CairnStayBook *self)
{
  g_autoptr (GArray) steps = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 1; i < self->days->len; i++)
    {
      gint64 step
        = g_array_index (self->days, gint64, i) - g_array_index (self->days, gint64, i - 1);

      g_array_append_val (steps, step);
    }
  g_array_sort (steps, compare_moments);
  return steps->len > 0 ? g_array_index (steps, gint64, steps->len / 2) : 0;
}
