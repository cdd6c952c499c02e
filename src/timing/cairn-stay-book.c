/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing/cairn-stay-book-private.h"

#include "timing/cairn-engine-private.h"

#include <string.h>

#define PASSED_SECONDS 60
#define PIECE_EVENTS 32768

/* Events as they came, while loading. */
typedef struct
{
  guint16 stretch;
  guint n;
  CairnBookEntry entries[];
} Piece;

CairnStayBook *
cairn_stay_book_new (CairnEngine *engine, CairnSourceShape shape)
{
  CairnStayBook *self = g_new0 (CairnStayBook, 1);

  self->engine = engine;
  self->shape = shape;
  self->customers = g_array_new (FALSE, TRUE, sizeof (CairnBookCustomer));
  self->touched = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->days = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->stays = g_array_new (FALSE, FALSE, sizeof (CairnDerivedStay));
  self->pieces = g_ptr_array_new_with_free_func (g_free);
  return self;
}

static gboolean
is_in_block (const CairnStayBook *self, const CairnStayEvent *events)
{
  return events >= self->block && events < self->block_end;
}

void
cairn_stay_book_free (CairnStayBook *self)
{
  for (guint i = 0; i < self->customers->len; i++)
    {
      CairnStayEvent *events = g_array_index (self->customers, CairnBookCustomer, i).events;

      if (!is_in_block (self, events))
        g_free (events);
    }
  g_free (self->block);
  g_ptr_array_unref (self->pieces);
  g_array_unref (self->customers);
  g_array_unref (self->touched);
  g_array_unref (self->days);
  g_array_unref (self->stays);
  g_free (self);
}

/* ---- the stays of one customer ---- */

static const GArray *
derive (CairnStayBook *self, CairnBookCustomer *customer)
{
  const CairnDeriveRules rules = { .shape = self->shape,
                                   .days = (const gint64 *) self->days->data,
                                   .n_days = self->days->len };

  g_array_set_size (self->stays, 0);
  cairn_stays_derive (&rules, customer->events, customer->n_events, self->stays);
  cairn_stays_mend_on_tracks (self->stays, customer->lost_at,
                              (const guint64 *) self->engine->tracks->data,
                              self->engine->tracks->len);
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

static CairnBookCustomer *
get_customer (CairnStayBook *self, guint32 number)
{
  while (self->customers->len <= number)
    {
      CairnBookCustomer fresh = { .lost_at = CAIRN_VISIT_OPEN, .last_seen = G_MININT64 };

      g_array_append_val (self->customers, fresh);
    }
  return &g_array_index (self->customers, CairnBookCustomer, number);
}

/* The engine forgets the customer until the book is settled. */
static CairnBookCustomer *
touch (CairnStayBook *self, guint32 number)
{
  CairnBookCustomer *customer = get_customer (self, number);

  if (customer->touched || !self->loaded)
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

static void
note_day (CairnStayBook *self, gint64 day)
{
  if (self->shape == CAIRN_SOURCE_SNAPSHOTS
      && (self->days->len == 0 || g_array_index (self->days, gint64, self->days->len - 1) != day))
    g_array_append_val (self->days, day);
}

static void
load_event (CairnStayBook *self, guint32 customer, const CairnStayEvent *event)
{
  Piece *piece
    = self->pieces->len > 0 ? g_ptr_array_index (self->pieces, self->pieces->len - 1) : NULL;

  if (piece == NULL || piece->n == PIECE_EVENTS || piece->stretch != self->stretch)
    {
      piece = g_malloc (sizeof *piece + PIECE_EVENTS * sizeof *piece->entries);
      piece->n = 0;
      piece->stretch = self->stretch;
      g_ptr_array_add (self->pieces, piece);
    }
  piece->entries[piece->n++] = (CairnBookEntry){ *event, customer };
}

static void
make_room (CairnStayBook *self, CairnBookCustomer *customer)
{
  CairnStayEvent *loaded = is_in_block (self, customer->events) ? customer->events : NULL;

  if (customer->n_events < customer->room)
    return;
  customer->room = MAX (4, customer->room + customer->room / 2);
  customer->events
    = g_renew (CairnStayEvent, loaded != NULL ? NULL : customer->events, customer->room);
  if (loaded != NULL)
    memcpy (customer->events, loaded, customer->n_events * sizeof *loaded);
}

void
cairn_stay_book_add (CairnStayBook *self, guint32 customer, const CairnStayEvent *event)
{
  note_day (self, event->entered);
  if (self->loaded)
    {
      CairnBookCustomer *its = touch (self, customer);

      make_room (self, its);
      its->events[its->n_events++] = *event;
    }
  else
    load_event (self, customer, event);
}

void
cairn_stay_book_remove (CairnStayBook *self, guint32 customer, gint64 order)
{
  CairnBookCustomer *its = touch (self, customer);

  for (guint i = 0; i < its->n_events; i++)
    if (its->events[i].order == order)
      {
        its->events[i] = its->events[--its->n_events];
        return;
      }
  g_critical ("Row %" G_GINT64_FORMAT " of customer %u is not known", order, customer);
}

void
cairn_stay_book_set_stretch (CairnStayBook *self, guint16 stretch)
{
  self->stretch = stretch;
}

void
cairn_stay_book_set_fate (CairnStayBook *self, guint32 customer, gint64 lost_at, gboolean success)
{
  CairnBookCustomer *its = touch (self, customer);

  its->lost_at = lost_at;
  its->success = success;
}

/* ---- settling ---- */

static CairnEnd
find_end (const CairnBookCustomer *customer)
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
find_last_seen (const CairnBookCustomer *customer)
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

/* A visit as it stands, but that nobody stays in an end, or on after having been lost. */
static CairnVisit
visit_of_entry (const CairnStayBook *self, const CairnBookEntry *entry, guint16 stretch)
{
  const CairnStayEvent *event = &entry->event;
  CairnVisit visit = { .entered = event->entered,
                       .left = event->end != 0 ? event->entered : event->left,
                       .customer = entry->customer,
                       .cell = (guint16) event->cell,
                       .owner = (guint16) event->owner,
                       .wait = event->wait,
                       .stretch = stretch };

  if (entry->customer < self->customers->len)
    cairn_visit_close_lost (
      &visit, g_array_index (self->customers, CairnBookCustomer, entry->customer).lost_at);
  return visit;
}

static void
note_lost (const CairnStayBook *self, CairnLostCustomers **lost, guint32 customer)
{
  gint64 lost_at = g_array_index (self->customers, CairnBookCustomer, customer).lost_at;

  if (lost_at == CAIRN_VISIT_OPEN)
    return;
  if (*lost == NULL)
    *lost = cairn_lost_customers_new (self->customers->len);
  cairn_lost_customers_set (*lost, customer, lost_at);
}

CairnLostCustomers *
cairn_stay_book_give_up (CairnStayBook *self)
{
  CairnLostCustomers *lost = NULL;

  for (guint p = 0; p < self->pieces->len; p++)
    {
      Piece *piece = g_ptr_array_index (self->pieces, p);

      for (guint i = 0; i < piece->n; i++)
        {
          CairnVisit visit = visit_of_entry (self, &piece->entries[i], piece->stretch);

          if (piece->entries[i].event.cell != CAIRN_NO_CELL)
            cairn_engine_apply (self->engine, NULL, &visit);
        }
      g_clear_pointer (&self->pieces->pdata[p], g_free);
    }
  for (guint i = 0; i < self->customers->len; i++)
    {
      const CairnBookCustomer *customer = &g_array_index (self->customers, CairnBookCustomer, i);

      if (customer->lost_at != CAIRN_VISIT_OPEN || customer->success)
        cairn_engine_set_end (self->engine, i, find_end (customer));
      note_lost (self, &lost, i);
    }
  return lost;
}

/* The engine may have put its stages in another order since the event came. */
static void
place_event (CairnStayBook *self, const CairnBookEntry *entry)
{
  CairnBookCustomer *customer
    = &g_array_index (self->customers, CairnBookCustomer, entry->customer);
  CairnStayEvent *event = &customer->events[customer->n_events++];

  *event = entry->event;
  if (event->cell != CAIRN_NO_CELL)
    event->stage
      = ((CairnEngineCell *) g_ptr_array_index (self->engine->cells, event->cell))->stage;
}

static gsize
count_events (CairnStayBook *self)
{
  gsize n = 0;

  for (guint p = 0; p < self->pieces->len; p++)
    {
      const Piece *piece = g_ptr_array_index (self->pieces, p);

      for (guint i = 0; i < piece->n; i++)
        get_customer (self, piece->entries[i].customer)->room++;
      n += piece->n;
    }
  return n;
}

/* Brings the events of each customer together, in one block for all of them. */
static void
sort_pieces (CairnStayBook *self)
{
  gsize n = count_events (self);
  CairnStayEvent *next;

  next = self->block = g_new (CairnStayEvent, n);
  self->block_end = self->block + n;
  for (guint i = 0; i < self->customers->len; i++)
    {
      CairnBookCustomer *customer = &g_array_index (self->customers, CairnBookCustomer, i);

      /* Who has none is not to hold on to the end of the block, which is not in it. */
      customer->events = customer->room > 0 ? next : NULL;
      next += customer->room;
    }
  for (guint p = 0; p < self->pieces->len; p++)
    {
      const Piece *piece = g_ptr_array_index (self->pieces, p);

      for (guint i = 0; i < piece->n; i++)
        place_event (self, &piece->entries[i]);
      g_clear_pointer (&self->pieces->pdata[p], g_free);
    }
  g_ptr_array_set_size (self->pieces, 0);
}

/* Where the data tell who had the customer before; such data are read as a whole, so that no stay
 * is ever taken back. */
static void
tell_owners (CairnStayBook *self, guint32 number)
{
  const CairnBookCustomer *customer = &g_array_index (self->customers, CairnBookCustomer, number);
  const CairnDeriveRules rules = { .shape = self->shape };
  g_autoptr (GArray) changes = NULL;

  if (self->shape != CAIRN_SOURCE_CHANGES && self->shape != CAIRN_SOURCE_SNAPSHOTS)
    return;
  changes = g_array_new (FALSE, FALSE, sizeof (CairnOwnerChange));
  cairn_stays_find_owners (&rules, customer->events, customer->n_events, changes);
  for (guint i = 0; i < changes->len; i++)
    {
      const CairnOwnerChange *change = &g_array_index (changes, CairnOwnerChange, i);
      const CairnOwnerSpell spell = { .entered = change->entered,
                                      .since = change->since,
                                      .customer = number,
                                      .owner = (guint16) change->owner };

      cairn_owner_spells_add (&self->engine->spells, &spell);
    }
}

/* Tells the engine of one customer. */
static void
settle_customer (CairnStayBook *self, guint32 number)
{
  CairnBookCustomer *customer = &g_array_index (self->customers, CairnBookCustomer, number);
  const GArray *stays = derive (self, customer);

  tally (self, stays, 1);
  for (guint i = 0; i < stays->len; i++)
    if (is_counted (stay_at (stays, i)))
      {
        CairnVisit visit = visit_of (number, stay_at (stays, i));

        cairn_engine_apply (self->engine, NULL, &visit);
      }
  customer->last_seen = find_last_seen (customer);
  customer->touched = FALSE;
  cairn_engine_set_end (self->engine, number, find_end (customer));
}

static void
settle_first (CairnStayBook *self)
{
  sort_days (self);
  if (self->days->len > 0)
    cairn_engine_set_first_look (self->engine, g_array_index (self->days, gint64, 0));
  sort_pieces (self);
  for (guint i = 0; i < self->customers->len; i++)
    {
      settle_customer (self, i);
      tell_owners (self, i);
    }
  cairn_engine_settle (self->engine);
  self->loaded = TRUE;
}

void
cairn_stay_book_settle (CairnStayBook *self)
{
  if (!self->loaded)
    settle_first (self);
  for (guint i = 0; i < self->touched->len; i++)
    settle_customer (self, g_array_index (self->touched, guint32, i));
  g_array_set_size (self->touched, 0);
}

static int
compare_entries (gconstpointer a, gconstpointer b)
{
  return compare_moments (&((const CairnBookEntry *) a)->event.order,
                          &((const CairnBookEntry *) b)->event.order);
}

GArray *
cairn_stay_book_collect (const CairnStayBook *self, gint64 first, gint64 last)
{
  GArray *entries = g_array_new (FALSE, FALSE, sizeof (CairnBookEntry));

  for (guint i = 0; i < self->customers->len; i++)
    {
      const CairnBookCustomer *customer = &g_array_index (self->customers, CairnBookCustomer, i);

      for (guint j = 0; j < customer->n_events; j++)
        if (customer->events[j].order >= first && customer->events[j].order <= last)
          {
            CairnBookEntry entry = { customer->events[j], i };

            g_array_append_val (entries, entry);
          }
    }
  g_array_sort (entries, compare_entries);
  return entries;
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
      CairnBookCustomer *customer = &g_array_index (self->customers, CairnBookCustomer, i);

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
           ? g_array_index (self->customers, CairnBookCustomer, customer).last_seen
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
