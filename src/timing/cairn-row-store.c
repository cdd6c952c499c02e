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

struct _CairnRowStore
{
  CairnEngine *engine;
  CairnVisitDecoder *decoder;
  CairnVisitLens *lens; /* NULL: all visits count as they stand */
  GPtrArray *chunks;    /* CairnRowRange */
  GPtrArray *unmapped;  /* Unmapped, by number */
  guint by_state[CAIRN_N_ROW_STATES];
  gint64 next_arrival;

  CairnStayBook *book; /* NULL: stays are taken as they stand */
  CairnSourceShape shape;
  guint dates;
  gsize max_rows; /* 0: nothing is to be mended */
};

/* Numbers for what is no stage of the engine's. */
#define END_STAGE 0x20000000u
#define UNMAPPED_STAGE 0x40000000u

CairnRowRange *
cairn_row_range_new (void)
{
  CairnRowRange *self = g_new0 (CairnRowRange, 1);

  self->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->rows = g_array_new (FALSE, FALSE, sizeof (CairnSourceRow));
  self->open = g_array_new (FALSE, FALSE, sizeof (gint64));
  return self;
}

void
cairn_row_range_free (CairnRowRange *self)
{
  g_array_unref (self->ids);
  g_array_unref (self->rows);
  g_array_unref (self->open);
  g_free (self);
}

void
cairn_row_range_add (CairnRowRange *self, gint64 id, const CairnSourceRow *row)
{
  g_array_append_val (self->ids, id);
  g_array_append_vals (self->rows, row, 1);
  if (row->left == CAIRN_VISIT_OPEN)
    g_array_append_val (self->open, id);
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

static void
set_open (CairnRowRange *self, gint64 id, gboolean open)
{
  guint place = place_among (self->open, id);

  if (open)
    g_array_insert_val (self->open, place, id);
  else
    g_array_remove_index (self->open, place);
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
  self->chunks = g_ptr_array_new_with_free_func ((GDestroyNotify) cairn_row_range_free);
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
  if (self->book != NULL)
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
visit_of (const CairnSourceRow *row)
{
  return (CairnVisit){
    .entered = row->entered,
    .left = row->left,
    .customer = row->customer,
    .cell = row->cell,
    .owner = row->owner,
    .wait = row->wait,
  };
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

static void
tell_engine (CairnRowStore *self, const CairnSourceRow *old, const CairnSourceRow *new_row)
{
  gboolean was = old != NULL && is_visit (old);
  gboolean is = new_row != NULL && is_visit (new_row);
  CairnVisit before, after;

  if (was)
    before = visit_of (old);
  if (is)
    after = visit_of (new_row);
  if (was || is)
    cairn_engine_apply (self->engine, was ? &before : NULL, is ? &after : NULL);
}

/* NULL: no row on that side. */
static gboolean
change (CairnRowStore *self, gint64 id, const CairnSourceRow *old, const CairnSourceRow *new_row)
{
  if (old != NULL && new_row != NULL && old->entered == new_row->entered
      && old->left == new_row->left && old->customer == new_row->customer
      && old->cell == new_row->cell && old->owner == new_row->owner && old->wait == new_row->wait
      && old->state == new_row->state)
    return FALSE;
  if (old != NULL)
    count (self, old, -1);
  if (new_row != NULL)
    count (self, new_row, 1);
  if (self->book != NULL)
    tell_book (self, id, old, new_row);
  else
    tell_engine (self, old, new_row);
  return TRUE;
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
  return self->shape <= CAIRN_SOURCE_VISITS && cairn_row_store_get_n_rows (self) > self->max_rows;
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

  change (self, order, NULL, row);
}

guint
cairn_row_store_count (CairnRowStore *self, CairnRowState state)
{
  return self->by_state[state];
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

/* ---- rows ---- */

void
cairn_row_store_load (CairnRowStore *self, CairnRowRange *range)
{
  if (range->ids->len == 0)
    cairn_row_range_free (range);
  else
    g_ptr_array_add (self->chunks, range);
}

static void
load_book (CairnRowStore *self)
{
  for (guint c = 0; c < self->chunks->len; c++)
    {
      const CairnRowRange *chunk = g_ptr_array_index (self->chunks, c);

      for (guint i = 0; i < chunk->rows->len; i++)
        change (self, id_at (chunk, i), NULL, row_at (chunk, i));
    }
  cairn_stay_book_settle (self->book);
}

void
cairn_row_store_loaded (CairnRowStore *self)
{
  g_autoptr (GArray) visits = NULL;

  if (self->book != NULL && is_too_large (self))
    g_clear_pointer (&self->book, cairn_stay_book_free);
  if (self->book != NULL)
    {
      load_book (self);
      return;
    }
  visits = g_array_new (FALSE, FALSE, sizeof (CairnVisit));
  for (guint c = 0; c < self->chunks->len; c++)
    {
      const CairnRowRange *chunk = g_ptr_array_index (self->chunks, c);

      for (guint i = 0; i < chunk->rows->len; i++)
        {
          const CairnSourceRow *row = row_at (chunk, i);

          count (self, row, 1);
          if (is_visit (row))
            {
              CairnVisit visit = visit_of (row);

              g_array_append_val (visits, visit);
            }
        }
    }
  cairn_engine_load (self->engine, (const CairnVisit *) visits->data, visits->len);
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
  gsize n = 0;

  for (guint c = 0; c < self->chunks->len; c++)
    n += ((CairnRowRange *) g_ptr_array_index (self->chunks, c))->ids->len;
  return n;
}

guint
cairn_row_store_get_n_chunks (CairnRowStore *self)
{
  return self->chunks->len;
}

CairnRowRange *
cairn_row_store_get_chunk (CairnRowStore *self, guint chunk)
{
  return g_ptr_array_index (self->chunks, chunk);
}

gint64
cairn_row_store_get_last_id (CairnRowStore *self)
{
  for (guint c = self->chunks->len; c > 0; c--)
    {
      const CairnRowRange *chunk = g_ptr_array_index (self->chunks, c - 1);

      if (chunk->ids->len > 0)
        return id_at (chunk, chunk->ids->len - 1);
    }
  return G_MININT64;
}

void
cairn_row_store_get_bounds (CairnRowStore *self, guint chunk, gint64 *after, gint64 *upto)
{
  *after = G_MININT64;
  *upto = G_MAXINT64;
  /* A chunk whose rows were all deleted has no bounds of its own. */
  for (guint c = chunk; c > 0 && *after == G_MININT64; c--)
    {
      const CairnRowRange *before = g_ptr_array_index (self->chunks, c - 1);

      if (before->ids->len > 0)
        *after = id_at (before, before->ids->len - 1);
    }
  if (chunk + 1 == self->chunks->len)
    *upto = cairn_row_store_get_last_id (self);
  else
    {
      const CairnRowRange *self_range = g_ptr_array_index (self->chunks, chunk);

      *upto = self_range->ids->len > 0 ? id_at (self_range, self_range->ids->len - 1) : *after;
    }
}

gboolean
cairn_row_store_replace (CairnRowStore *self, guint chunk, CairnRowRange *range)
{
  CairnRowRange *old = g_ptr_array_index (self->chunks, chunk);
  gboolean changed = FALSE;
  guint i = 0, j = 0;

  while (i < old->ids->len || j < range->ids->len)
    {
      gboolean has_old = i < old->ids->len;
      gboolean has_new = j < range->ids->len;

      if (has_old && has_new && id_at (old, i) == id_at (range, j))
        {
          changed |= change (self, id_at (old, i), row_at (old, i), row_at (range, j));
          i++;
          j++;
        }
      else if (has_old && (!has_new || id_at (old, i) < id_at (range, j)))
        {
          changed |= change (self, id_at (old, i), row_at (old, i), NULL);
          i++;
        }
      else
        {
          changed |= change (self, id_at (range, j), NULL, row_at (range, j));
          j++;
        }
    }
  g_ptr_array_index (self->chunks, chunk) = range;
  cairn_row_range_free (old);
  return changed;
}

void
cairn_row_store_append (CairnRowStore *self, CairnRowRange *range, guint chunk_rows)
{
  CairnRowRange *last
    = self->chunks->len > 0 ? g_ptr_array_index (self->chunks, self->chunks->len - 1) : NULL;

  for (guint i = 0; i < range->rows->len; i++)
    change (self, id_at (range, i), NULL, row_at (range, i));
  if (last == NULL || last->ids->len + range->ids->len > chunk_rows)
    {
      cairn_row_store_load (self, range);
      return;
    }
  g_array_append_vals (last->ids, range->ids->data, range->ids->len);
  g_array_append_vals (last->rows, range->rows->data, range->rows->len);
  g_array_append_vals (last->open, range->open->data, range->open->len);
  cairn_row_range_free (range);
}

gboolean
cairn_row_store_update (CairnRowStore *self, guint chunk, guint index, const CairnSourceRow *row)
{
  CairnRowRange *range = g_ptr_array_index (self->chunks, chunk);
  CairnSourceRow *old = &g_array_index (range->rows, CairnSourceRow, index);

  if (!change (self, id_at (range, index), old, row))
    return FALSE;
  if ((old->left == CAIRN_VISIT_OPEN) != (row->left == CAIRN_VISIT_OPEN))
    set_open (range, id_at (range, index), row->left == CAIRN_VISIT_OPEN);
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
      const CairnRowRange *chunk = g_ptr_array_index (self->chunks, c);

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
