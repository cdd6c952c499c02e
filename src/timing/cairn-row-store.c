/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing/cairn-row-store.h"

#include "timing/cairn-engine-private.h"
#include "timing/cairn-quality-private.h"
#include "timing/cairn-snapshot-private.h"

/* Visits of one value that is not on the journey. */
typedef struct
{
  guint visits;
  GHashTable *customers; /* number → how many visits */
} Unmapped;

#define N_SETTLED_STATES (CAIRN_ROW_OTHER_END + 1)

typedef struct
{
  guint16 number; /* what the engine calls its visits by, as long as there is no book */
  guint n_rows;
  gint64 first, last;              /* rowids; without any, those of the chunk before end at @last */
  guint64 sum;                     /* of the rows' hashes */
  CairnRowRange *rows;             /* those known one by one */
  guint settled[N_SETTLED_STATES]; /* the others */
} Chunk;

struct _CairnRowStore
{
  CairnEngine *engine;
  CairnVisitDecoder *decoder;
  CairnVisitLens *lens; /* NULL: all visits count as they stand */
  GPtrArray *chunks;    /* Chunk, by rowid */
  gsize n_rows;
  GPtrArray *unmapped; /* Unmapped, by number */
  guint by_state[CAIRN_N_ROW_STATES];
  gint64 next_arrival;
  guint last_number; /* of a chunk */

  CairnStayBook *book; /* NULL: stays are taken as they stand */
  CairnSourceShape shape;
  guint dates;
  gsize max_rows; /* 0: nothing is to be mended */
  gboolean loaded;
};

/* Numbers for what is no stage of the engine's. */
#define END_STAGE 0x20000000u
#define UNMAPPED_STAGE 0x40000000u

CairnRowRange *
cairn_row_range_new (gint64 clock)
{
  CairnRowRange *self = g_new0 (CairnRowRange, 1);

  self->clock = clock;
  self->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->rows = g_array_new (FALSE, FALSE, sizeof (CairnSourceRow));
  return self;
}

void
cairn_row_range_free (CairnRowRange *self)
{
  g_array_unref (self->ids);
  g_array_unref (self->rows);
  g_free (self);
}

void
cairn_row_range_reset (CairnRowRange *self)
{
  g_array_set_size (self->ids, 0);
  g_array_set_size (self->rows, 0);
}

void
cairn_row_range_add (CairnRowRange *self, gint64 id, const CairnSourceRow *row)
{
  g_array_append_val (self->ids, id);
  g_array_append_vals (self->rows, row, 1);
}

/* The number of the @ids, ascending, that are below @id. */
static guint
place_among (const GArray *ids, gint64 id)
{
  guint low = 0;
  guint high = ids->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (ids, gint64, middle) < id)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

gboolean
cairn_row_range_find (const CairnRowRange *self, gint64 id, guint *index)
{
  *index = place_among (self->ids, id);
  return *index < self->ids->len && g_array_index (self->ids, gint64, *index) == id;
}

static inline gint64
id_at (const CairnRowRange *range, guint i)
{
  return g_array_index (range->ids, gint64, i);
}

static inline const CairnSourceRow *
row_at (const CairnRowRange *range, guint i)
{
  return &g_array_index (range->rows, CairnSourceRow, i);
}

static void
chunk_free (gpointer data)
{
  Chunk *chunk = data;

  cairn_row_range_free (chunk->rows);
  g_free (chunk);
}

static inline guint64
mix (guint64 hash, guint64 value)
{
  hash = (hash ^ value) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  return hash ^ hash >> 29;
}

static guint64
hash_row (gint64 id, const CairnSourceRow *row)
{
  guint64 hash = mix (G_GUINT64_CONSTANT (0xd1b54a32d192ed03), (guint64) id);

  hash = mix (hash, (guint64) row->entered);
  hash = mix (hash, (guint64) row->left);
  hash = mix (hash, row->customer | (guint64) row->cell << 32 | (guint64) row->owner << 48);
  return mix (hash, (guint32) row->wait | (guint64) row->state << 32);
}

static CairnMappingResult
end_of (const CairnSourceRow *row)
{
  switch (row->state)
    {
    case CAIRN_ROW_SUCCESS:
      return CAIRN_RESULT_OF_SUCCESS;
    case CAIRN_ROW_CHURN:
      return CAIRN_RESULT_OF_CHURN;
    case CAIRN_ROW_OTHER_END:
      return CAIRN_RESULT_OF_OTHER;
    default:
      return 0;
    }
}

/* Whether nothing is likely to become of the row any more. */
static gboolean
is_settled (const CairnSourceRow *row, gint64 clock)
{
  return row->left <= clock && (row->state == CAIRN_ROW_VISIT || end_of (row) != 0);
}

static void
unmapped_free (gpointer data)
{
  Unmapped *unmapped = data;

  g_hash_table_unref (unmapped->customers);
  g_free (unmapped);
}

CairnRowStore *
cairn_row_store_new (CairnEngine *engine, CairnVisitDecoder *decoder)
{
  CairnRowStore *self = g_new0 (CairnRowStore, 1);

  self->engine = engine;
  self->decoder = decoder;
  self->chunks = g_ptr_array_new_with_free_func (chunk_free);
  self->unmapped = g_ptr_array_new_with_free_func (unmapped_free);
  self->next_arrival = G_MAXINT64;
  return self;
}

void
cairn_row_store_free (CairnRowStore *self)
{
  g_ptr_array_unref (self->chunks);
  g_ptr_array_unref (self->unmapped);
  g_clear_pointer (&self->book, cairn_stay_book_free);
  g_clear_pointer (&self->decoder, cairn_visit_decoder_free);
  g_clear_pointer (&self->engine, cairn_engine_free);
  g_clear_pointer (&self->lens, cairn_visit_lens_free);
  g_free (self);
}

CairnVisitDecoder *
cairn_row_store_get_decoder (CairnRowStore *self)
{
  return self->decoder;
}

CairnEngine *
cairn_row_store_get_engine (CairnRowStore *self)
{
  if (self->book != NULL && self->loaded)
    cairn_stay_book_settle (self->book);
  return self->engine;
}

/* ---- counting ---- */

static void
count_unmapped (CairnRowStore *self, const CairnSourceRow *row, int sign)
{
  gpointer key = GUINT_TO_POINTER (row->customer);
  Unmapped *unmapped;
  guint n;

  while (self->unmapped->len <= row->cell)
    {
      unmapped = g_new0 (Unmapped, 1);
      unmapped->customers = g_hash_table_new (NULL, NULL);
      g_ptr_array_add (self->unmapped, unmapped);
    }
  unmapped = g_ptr_array_index (self->unmapped, row->cell);
  unmapped->visits += (guint) sign;
  n = GPOINTER_TO_UINT (g_hash_table_lookup (unmapped->customers, key)) + (guint) sign;
  if (n == 0)
    g_hash_table_remove (unmapped->customers, key);
  else
    g_hash_table_insert (unmapped->customers, key, GUINT_TO_POINTER (n));
}

/* Everything about a row but the engine's part. @sign: 1 it came, -1 it went. */
static void
count (CairnRowStore *self, const CairnSourceRow *row, int sign)
{
  self->by_state[row->state] += (guint) sign;
  if (row->state == CAIRN_ROW_UNMAPPED)
    count_unmapped (self, row, sign);
  else if (row->state == CAIRN_ROW_FUTURE && sign > 0)
    self->next_arrival = MIN (self->next_arrival, row->entered - CAIRN_FUTURE_SLACK);
}

static CairnVisit
visit_of (const CairnSourceRow *row, guint16 chunk)
{
  return (CairnVisit){
    .entered = row->entered,
    .left = row->left,
    .customer = row->customer,
    .cell = row->cell,
    .owner = row->owner,
    .wait = row->wait,
    .stretch = chunk,
  };
}

/* Whether the row, as it stands, is a visit that counts. */
static gboolean
is_visit (const CairnSourceRow *row)
{
  return row->state == CAIRN_ROW_VISIT || (end_of (row) != 0 && row->cell != CAIRN_NO_CELL);
}

/* Where one row tells the end of another, stages that are not on the journey count, too. */
static gboolean
is_event (const CairnRowStore *self, const CairnSourceRow *row)
{
  if (row->state == CAIRN_ROW_UNMAPPED)
    return self->shape == CAIRN_SOURCE_CHANGES || self->shape == CAIRN_SOURCE_DONE
           || self->shape == CAIRN_SOURCE_SNAPSHOTS;
  return row->state == CAIRN_ROW_VISIT || end_of (row) != 0;
}

static CairnStayEvent
event_of (const CairnRowStore *self, gint64 id, const CairnSourceRow *row)
{
  CairnStayEvent event = { .entered = row->entered,
                           .left = row->left,
                           .order = id,
                           .owner = row->owner,
                           .group = (guint32) (id / self->dates),
                           .wait = row->wait,
                           .transition = (CairnTransition) row->transition,
                           .end = end_of (row) };

  if (row->state == CAIRN_ROW_UNMAPPED)
    {
      event.stage = UNMAPPED_STAGE + row->cell;
      event.cell = CAIRN_NO_CELL;
    }
  else
    {
      event.cell = row->cell;
      event.stage
        = row->cell == CAIRN_NO_CELL
            ? END_STAGE + event.end
            : ((CairnEngineCell *) g_ptr_array_index (self->engine->cells, row->cell))->stage;
    }
  return event;
}

static void
tell_book (CairnRowStore *self, gint64 id, const CairnSourceRow *old, const CairnSourceRow *new_row)
{
  if (old != NULL && is_event (self, old))
    cairn_stay_book_remove (self->book, old->customer, id);
  if (new_row != NULL && is_event (self, new_row))
    {
      CairnStayEvent event = event_of (self, id, new_row);

      cairn_stay_book_add (self->book, new_row->customer, &event);
    }
}

static gboolean
events_equal (const CairnStayEvent *a, const CairnStayEvent *b)
{
  return a->entered == b->entered && a->left == b->left && a->cell == b->cell
         && a->owner == b->owner && a->wait == b->wait && a->end == b->end;
}

static void
remove_entry (CairnRowStore *self, const CairnBookEntry *entry)
{
  cairn_stay_book_remove (self->book, entry->customer, entry->event.order);
}

static void
tell_engine (CairnRowStore *self,
             guint16 chunk,
             const CairnSourceRow *old,
             const CairnSourceRow *new_row)
{
  gboolean was = old != NULL && is_visit (old);
  gboolean is = new_row != NULL && is_visit (new_row);
  CairnVisit before, after;

  if (was)
    before = visit_of (old, chunk);
  if (is)
    after = visit_of (new_row, chunk);
  if (was || is)
    cairn_engine_apply (self->engine, was ? &before : NULL, is ? &after : NULL);
}

/* NULL: no row on that side. */
static void
change (CairnRowStore *self,
        guint16 chunk,
        gint64 id,
        const CairnSourceRow *old,
        const CairnSourceRow *new_row)
{
  if (old != NULL)
    count (self, old, -1);
  if (new_row != NULL)
    count (self, new_row, 1);
  if (self->book != NULL)
    tell_book (self, id, old, new_row);
  else
    tell_engine (self, chunk, old, new_row);
}

void
cairn_row_store_mend (CairnRowStore *self, CairnSourceShape shape, guint dates, gsize max_rows)
{
  self->shape = shape;
  self->dates = dates;
  self->max_rows = max_rows;
  g_clear_pointer (&self->book, cairn_stay_book_free);
  self->book = cairn_stay_book_new (self->engine, shape);
}

CairnStayBook *
cairn_row_store_get_book (CairnRowStore *self)
{
  return self->book;
}

static gboolean
is_too_large (CairnRowStore *self)
{
  return self->shape <= CAIRN_SOURCE_VISITS && self->n_rows > self->max_rows;
}

gboolean
cairn_row_store_has_outgrown (CairnRowStore *self)
{
  return self->max_rows > 0 && is_too_large (self) == (self->book != NULL);
}

void
cairn_row_store_load_event (CairnRowStore *self, gint64 order, const CairnSourceRow *row)
{
  g_return_if_fail (self->book != NULL);

  change (self, 0, order, NULL, row);
}

static gboolean
look_through (CairnVisit *visit, gpointer data)
{
  return cairn_visit_lens_apply (data, visit);
}

void
cairn_row_store_set_lens (CairnRowStore *self, CairnVisitLens *lens)
{
  gboolean clear = lens == NULL || cairn_visit_lens_is_clear (lens);

  cairn_engine_set_lens (self->engine, clear ? NULL : look_through, lens);
  g_clear_pointer (&self->lens, cairn_visit_lens_free);
  self->lens = lens;
}

CairnVisitLens *
cairn_row_store_get_lens (CairnRowStore *self)
{
  return self->lens;
}

/* ---- chunks ---- */

/* Sums the rows of @range up, and keeps those to be known one by one behind the others it has. */
static void
chunk_note (Chunk *self, const CairnRowRange *range)
{
  for (guint i = 0; i < range->ids->len; i++)
    {
      const CairnSourceRow *row = row_at (range, i);

      self->sum += hash_row (id_at (range, i), row);
      if (is_settled (row, range->clock))
        self->settled[row->state]++;
      else
        cairn_row_range_add (self->rows, id_at (range, i), row);
    }
  if (range->ids->len == 0)
    return;
  if (self->n_rows == 0)
    self->first = id_at (range, 0);
  self->last = id_at (range, range->ids->len - 1);
  self->n_rows += range->ids->len;
}

static Chunk *
chunk_new (guint16 number, const CairnRowRange *range)
{
  Chunk *self = g_new0 (Chunk, 1);

  self->number = number;
  self->rows = cairn_row_range_new (range->clock);
  chunk_note (self, range);
  return self;
}

static Chunk *
get_chunk (const CairnRowStore *self, guint chunk)
{
  return g_ptr_array_index (self->chunks, chunk);
}

static void
add_rows (CairnRowStore *self, const CairnRowRange *range, guint16 chunk)
{
  for (guint i = 0; i < range->rows->len; i++)
    change (self, chunk, id_at (range, i), NULL, row_at (range, i));
  self->n_rows += range->rows->len;
}

static gboolean
has_numbers_left (const CairnRowStore *self)
{
  return self->last_number < G_MAXUINT16;
}

static guint16
load_chunk (CairnRowStore *self, const CairnRowRange *range)
{
  Chunk *chunk;

  if (!has_numbers_left (self))
    {
      chunk_note (get_chunk (self, self->chunks->len - 1), range);
      return G_MAXUINT16;
    }
  chunk = chunk_new ((guint16) ++self->last_number, range);
  g_ptr_array_add (self->chunks, chunk);
  return chunk->number;
}

void
cairn_row_store_give_up_book (CairnRowStore *self)
{
  if (self->book != NULL)
    cairn_stay_book_give_up (self->book);
  g_clear_pointer (&self->book, cairn_stay_book_free);
}

void
cairn_row_store_load_copy (CairnRowStore *self, const CairnRowRange *range)
{
  guint16 number;

  if (range->ids->len == 0)
    return;
  number = load_chunk (self, range);
  if (self->book != NULL)
    cairn_stay_book_set_stretch (self->book, number);
  add_rows (self, range, number);
  if (is_too_large (self))
    cairn_row_store_give_up_book (self);
}

void
cairn_row_store_load (CairnRowStore *self, CairnRowRange *range)
{
  cairn_row_store_load_copy (self, range);
  cairn_row_range_free (range);
}

static int
compare_chunks (gconstpointer a, gconstpointer b)
{
  gint64 x = (*(Chunk *const *) a)->first;
  gint64 y = (*(Chunk *const *) b)->first;

  return (x > y) - (x < y);
}

void
cairn_row_store_loaded (CairnRowStore *self)
{
  self->loaded = TRUE;
  g_ptr_array_sort (self->chunks, compare_chunks);
  if (self->book != NULL)
    cairn_stay_book_settle (self->book);
  else
    cairn_engine_settle (self->engine);
}

void
cairn_row_store_loaded_for_good (CairnRowStore *self)
{
  cairn_row_store_loaded (self);
  g_ptr_array_set_size (self->chunks, 0);
}

gsize
cairn_row_store_get_n_rows (CairnRowStore *self)
{
  return self->n_rows;
}

guint
cairn_row_store_get_n_chunks (CairnRowStore *self)
{
  return self->chunks->len;
}

CairnRowRange *
cairn_row_store_get_chunk (CairnRowStore *self, guint chunk)
{
  return get_chunk (self, chunk)->rows;
}

gint64
cairn_row_store_get_last_id (CairnRowStore *self)
{
  for (guint c = self->chunks->len; c > 0; c--)
    if (get_chunk (self, c - 1)->n_rows > 0)
      return get_chunk (self, c - 1)->last;
  return G_MININT64;
}

guint
cairn_row_store_find_chunk (CairnRowStore *self, gint64 id)
{
  guint low = 0;
  guint high = self->chunks->len - 1;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (get_chunk (self, middle)->last < id)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

void
cairn_row_store_get_bounds (CairnRowStore *self, guint chunk, gint64 *after, gint64 *upto)
{
  *after = G_MININT64;
  /* A chunk whose rows were all deleted has no bounds of its own. */
  for (guint c = chunk; c > 0 && *after == G_MININT64; c--)
    if (get_chunk (self, c - 1)->n_rows > 0)
      *after = get_chunk (self, c - 1)->last;
  if (chunk + 1 == self->chunks->len)
    *upto = cairn_row_store_get_last_id (self);
  else
    *upto = get_chunk (self, chunk)->n_rows > 0 ? get_chunk (self, chunk)->last : *after;
}

static gboolean
rows_equal (const CairnSourceRow *a, const CairnSourceRow *b)
{
  return a->entered == b->entered && a->left == b->left && a->customer == b->customer
         && a->cell == b->cell && a->owner == b->owner && a->wait == b->wait
         && a->state == b->state;
}

static void
uncount (CairnRowStore *self, const Chunk *chunk)
{
  for (guint i = 0; i < chunk->rows->rows->len; i++)
    count (self, row_at (chunk->rows, i), -1);
  for (guint state = 0; state < N_SETTLED_STATES; state++)
    self->by_state[state] -= chunk->settled[state];
  self->n_rows -= chunk->n_rows;
}

/* What the book is not told of needs no taking back. */
static void
replace_in_book (CairnRowStore *self, const Chunk *old, const CairnRowRange *range)
{
  /* Of none, there is no first and last. */
  g_autoptr (GArray) known = old->n_rows > 0
                               ? cairn_stay_book_collect (self->book, old->first, old->last)
                               : cairn_stay_book_collect (self->book, 1, 0);
  guint k = 0;

  for (guint i = 0; i < range->ids->len; i++)
    {
      const CairnSourceRow *row = row_at (range, i);
      gint64 id = id_at (range, i);
      CairnStayEvent event;

      count (self, row, 1);
      if (!is_event (self, row))
        continue;
      event = event_of (self, id, row);
      for (; k < known->len && g_array_index (known, CairnBookEntry, k).event.order < id; k++)
        remove_entry (self, &g_array_index (known, CairnBookEntry, k));
      if (k < known->len && g_array_index (known, CairnBookEntry, k).event.order == id)
        {
          const CairnBookEntry *entry = &g_array_index (known, CairnBookEntry, k++);

          if (entry->customer == row->customer && events_equal (&entry->event, &event))
            continue;
          remove_entry (self, entry);
        }
      cairn_stay_book_add (self->book, row->customer, &event);
    }
  for (; k < known->len; k++)
    remove_entry (self, &g_array_index (known, CairnBookEntry, k));
  self->n_rows += range->ids->len;
}

gboolean
cairn_row_store_replace (CairnRowStore *self, guint chunk, CairnRowRange *range)
{
  Chunk *old = get_chunk (self, chunk);
  Chunk *fresh = chunk_new (old->number, range);
  gboolean changed = fresh->sum != old->sum || fresh->n_rows != old->n_rows;
  gint64 upto;

  if (changed)
    {
      uncount (self, old);
      if (self->book != NULL)
        replace_in_book (self, old, range);
      else
        {
          cairn_engine_remove_stretch (self->engine, old->number);
          add_rows (self, range, old->number);
        }
    }
  if (fresh->n_rows == 0)
    cairn_row_store_get_bounds (self, chunk, &fresh->last, &upto);
  /* The rows known one by one are the fresh ones in any case: some have come to rest. */
  g_ptr_array_index (self->chunks, chunk) = fresh;
  chunk_free (old);
  cairn_row_range_free (range);
  return changed;
}

void
cairn_row_store_append (CairnRowStore *self, CairnRowRange *range, guint chunk_rows)
{
  Chunk *last = self->chunks->len > 0 ? get_chunk (self, self->chunks->len - 1) : NULL;
  guint16 number;

  if (range->ids->len > 0)
    {
      if (last == NULL || (last->n_rows + range->ids->len > chunk_rows && has_numbers_left (self)))
        number = load_chunk (self, range);
      else
        {
          number = last->number;
          chunk_note (last, range);
        }
      add_rows (self, range, number);
    }
  cairn_row_range_free (range);
}

gboolean
cairn_row_store_update (CairnRowStore *self, guint chunk, guint index, const CairnSourceRow *row)
{
  Chunk *its_chunk = get_chunk (self, chunk);
  CairnRowRange *range = its_chunk->rows;
  CairnSourceRow *old = &g_array_index (range->rows, CairnSourceRow, index);
  gint64 id = id_at (range, index);

  if (rows_equal (old, row))
    return FALSE;
  change (self, its_chunk->number, id, old, row);
  its_chunk->sum += hash_row (id, row) - hash_row (id, old);
  *old = *row;
  return TRUE;
}

gboolean
cairn_row_store_take_arrivals (CairnRowStore *self, gint64 clock)
{
  if (self->next_arrival > clock)
    return FALSE;
  self->next_arrival = G_MAXINT64;
  for (guint c = 0; c < self->chunks->len; c++)
    {
      const CairnRowRange *chunk = get_chunk (self, c)->rows;

      for (guint i = 0; i < chunk->rows->len; i++)
        {
          const CairnSourceRow *row = row_at (chunk, i);

          if (row->state == CAIRN_ROW_FUTURE && row->entered - CAIRN_FUTURE_SLACK > clock)
            self->next_arrival = MIN (self->next_arrival, row->entered - CAIRN_FUTURE_SLACK);
        }
    }
  return TRUE;
}

/* ---- telling ---- */

static int
compare_unmapped (gconstpointer a, gconstpointer b, gpointer data)
{
  CairnRowStore *self = data;
  const Unmapped *one = g_ptr_array_index (self->unmapped, *(const guint *) a);
  const Unmapped *two = g_ptr_array_index (self->unmapped, *(const guint *) b);

  if (one->visits != two->visits)
    return one->visits > two->visits ? -1 : 1;
  return g_strcmp0 (cairn_visit_decoder_get_unmapped (self->decoder, *(const guint *) a),
                    cairn_visit_decoder_get_unmapped (self->decoder, *(const guint *) b));
}

static void
add_unmapped (CairnRowStore *self, CairnSnapshot *snapshot, CairnQuality *quality)
{
  g_autoptr (GArray) order = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < self->unmapped->len; i++)
    if (((Unmapped *) g_ptr_array_index (self->unmapped, i))->visits > 0)
      g_array_append_val (order, i);
  g_array_sort_with_data (order, compare_unmapped, self);
  for (guint i = 0; i < order->len; i++)
    {
      guint number = g_array_index (order, guint, i);
      const Unmapped *unmapped = g_ptr_array_index (self->unmapped, number);
      g_autofree char *value
        = g_utf8_make_valid (cairn_visit_decoder_get_unmapped (self->decoder, number), -1);

      cairn_snapshot_add_unmapped (snapshot, value, unmapped->visits,
                                   g_hash_table_size (unmapped->customers));
      cairn_quality_add (quality, CAIRN_FINDING_UNMAPPED, value, unmapped->visits,
                         g_hash_table_size (unmapped->customers));
    }
}

static void
add_rejected (CairnRowStore *self, CairnSnapshot *snapshot, CairnQuality *quality)
{
  for (guint state = 0; state < CAIRN_N_ROW_STATES; state++)
    {
      const char *reason = cairn_row_state_reason ((CairnRowState) state);

      if (reason == NULL || self->by_state[state] == 0)
        continue;
      cairn_snapshot_add_quarantine (snapshot, reason, self->by_state[state]);
      cairn_quality_add (quality, CAIRN_FINDING_REJECTED, reason, self->by_state[state], 0);
    }
}

CairnSnapshot *
cairn_row_store_snapshot (CairnRowStore *self,
                          gint64 now,
                          const CairnWindow *window,
                          CairnQuality *quality)
{
  CairnSnapshot *snapshot
    = cairn_engine_snapshot (cairn_row_store_get_engine (self), now, window, G_MININT64);

  if (self->lens != NULL)
    cairn_snapshot_set_audience (snapshot, cairn_visit_lens_get_audience (self->lens));
  add_unmapped (self, snapshot, quality);
  add_rejected (self, snapshot, quality);
  return snapshot;
}
