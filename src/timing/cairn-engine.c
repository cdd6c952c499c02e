/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing/cairn-engine-private.h"
#include "timing/cairn-stage-figures.h"

#include <stdlib.h>
#include <string.h>

#define MANY_VISITS 200000 /* to be worth a second thread */

static void
stage_free (gpointer data)
{
  CairnEngineStage *stage = data;

  g_ptr_array_unref (stage->cells);
  g_hash_table_unref (stage->own_targets);
  cairn_running_stage_free (stage->running);
  cairn_stage_again_clear (&stage->again);
  g_free (stage);
}

static void
cell_free (gpointer data)
{
  CairnEngineCell *cell = data;

  cairn_visit_store_clear (&cell->visits.closed);
  cairn_visit_store_clear (&cell->visits.open);
  g_free (cell);
}

CairnEngine *
cairn_engine_new (void)
{
  CairnEngine *self = g_new0 (CairnEngine, 1);

  self->cells = g_ptr_array_new_with_free_func (cell_free);
  self->stages = g_ptr_array_new_with_free_func (stage_free);
  self->customers = g_ptr_array_new ();
  self->customer_numbers = cairn_name_table_new (self->customers);
  self->owners = g_ptr_array_new ();
  cairn_owner_spells_init (&self->spells);
  self->tracks = g_array_new (FALSE, TRUE, sizeof (guint64));
  self->ends = g_array_new (FALSE, TRUE, sizeof (guint8));
  self->names = g_string_chunk_new (4096);
  self->cell_numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->stage_numbers = g_hash_table_new (g_str_hash, g_str_equal);
  self->owner_numbers = g_hash_table_new (g_str_hash, g_str_equal);
  self->first_entry = G_MAXINT64;
  self->first_look = G_MININT64;
  self->running.now = G_MAXINT64;
  for (guint i = 0; i < G_N_ELEMENTS (self->last); i++)
    self->last[i].now = G_MAXINT64;
  cairn_visit_store_init (&self->aside.closed, CAIRN_BY_LEFT);
  cairn_visit_store_init (&self->aside.open, CAIRN_BY_ENTERED);
  return self;
}

void
cairn_engine_free (CairnEngine *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->cells);
  g_ptr_array_unref (self->stages);
  cairn_name_table_free (self->customer_numbers);
  g_ptr_array_unref (self->customers);
  g_ptr_array_unref (self->owners);
  cairn_owner_spells_clear (&self->spells);
  g_array_unref (self->ends);
  g_array_unref (self->tracks);
  g_hash_table_unref (self->cell_numbers);
  g_hash_table_unref (self->stage_numbers);
  g_hash_table_unref (self->owner_numbers);
  g_string_chunk_free (self->names);
  g_free (self->kept_names);
  cairn_visit_store_clear (&self->aside.closed);
  cairn_visit_store_clear (&self->aside.open);
  g_clear_pointer (&self->clock, cairn_working_time_unref);
  for (guint i = 0; i < G_N_ELEMENTS (self->rooms); i++)
    cairn_figure_room_clear (&self->rooms[i]);
  g_free (self);
}

guint
cairn_engine_add_stage (CairnEngine *self, const char *name)
{
  guint number = GPOINTER_TO_UINT (g_hash_table_lookup (self->stage_numbers, name));
  CairnEngineStage *stage;

  if (number > 0)
    return number - 1;
  stage = g_new0 (CairnEngineStage, 1);
  stage->name = g_string_chunk_insert (self->names, name);
  stage->cells = g_ptr_array_new ();
  stage->own_targets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  stage->running = cairn_running_stage_new (self->stages->len);
  g_ptr_array_add (self->stages, stage);
  g_hash_table_insert (self->stage_numbers, (gpointer) stage->name,
                       GUINT_TO_POINTER (self->stages->len));
  return self->stages->len - 1;
}

guint16
cairn_engine_add_cell (CairnEngine *self, const char *segment, const char *stage)
{
  g_autofree char *key = NULL;
  CairnEngineCell *cell;
  CairnEngineStage *its_stage;
  guint stage_number, number;

  g_return_val_if_fail (self != NULL && segment != NULL && stage != NULL, G_MAXUINT16);

  stage_number = cairn_engine_add_stage (self, stage);
  key = g_strdup_printf ("%u/%s", stage_number, segment);
  number = GPOINTER_TO_UINT (g_hash_table_lookup (self->cell_numbers, key));
  if (number > 0)
    return number - 1;
  if (self->cells->len == G_MAXUINT16)
    return G_MAXUINT16;
  cell = g_new0 (CairnEngineCell, 1);
  cell->segment = g_string_chunk_insert_const (self->names, segment);
  cell->stage = stage_number;
  cairn_visit_store_init (&cell->visits.closed, CAIRN_BY_LEFT);
  cairn_visit_store_init (&cell->visits.open, CAIRN_BY_ENTERED);
  g_ptr_array_add (self->cells, cell);
  its_stage = g_ptr_array_index (self->stages, stage_number);
  g_ptr_array_add (its_stage->cells, cell);
  g_hash_table_insert (self->cell_numbers, g_steal_pointer (&key),
                       GUINT_TO_POINTER (self->cells->len));
  return self->cells->len - 1;
}

guint16
cairn_engine_move_cell (CairnEngine *self, guint16 cell, const char *segment)
{
  const CairnEngineCell *its;
  const CairnEngineStage *stage;

  g_return_val_if_fail (self != NULL && segment != NULL && cell < self->cells->len, G_MAXUINT16);

  its = g_ptr_array_index (self->cells, cell);
  stage = g_ptr_array_index (self->stages, its->stage);
  return cairn_engine_add_cell (self, segment, stage->name);
}

typedef struct
{
  gint64 first;
  guint number;
} First;

static int
compare_firsts (gconstpointer a, gconstpointer b)
{
  const First *x = a;
  const First *y = b;

  if (x->first != y->first)
    return x->first < y->first ? -1 : 1;
  return x->number < y->number ? -1 : x->number > y->number;
}

/* Puts the stages in @order; @places: where each of them is to be. */
static void
move_stages (CairnEngine *self, const First *order, guint *places)
{
  g_autoptr (GPtrArray) before = self->stages;

  g_ptr_array_set_free_func (before, NULL);
  self->stages = g_ptr_array_new_with_free_func (stage_free);
  for (guint i = 0; i < before->len; i++)
    {
      CairnEngineStage *stage = g_ptr_array_index (before, order[i].number);

      places[order[i].number] = i;
      cairn_running_stage_forget (stage->running);
      g_ptr_array_set_size (stage->cells, 0);
      g_ptr_array_add (self->stages, stage);
      g_hash_table_insert (self->stage_numbers, (gpointer) stage->name, GUINT_TO_POINTER (i + 1));
    }
}

void
cairn_engine_order_stages (CairnEngine *self, guint n_before, const gint64 *firsts, guint n_firsts)
{
  g_autofree First *stages = NULL;
  g_autofree First *cells = NULL;
  g_autofree guint *places = NULL;

  g_return_if_fail (self != NULL && n_before <= self->stages->len);

  stages = g_new (First, self->stages->len + 1);
  cells = g_new (First, self->cells->len + 1);
  places = g_new (guint, self->stages->len + 1);
  for (guint i = 0; i < self->stages->len; i++)
    stages[i] = (First){ i < n_before ? G_MININT64 : G_MAXINT64, i };
  for (guint i = 0; i < self->cells->len; i++)
    {
      const CairnEngineCell *cell = g_ptr_array_index (self->cells, i);

      cells[i] = (First){ i < n_firsts ? firsts[i] : G_MAXINT64, i };
      stages[cell->stage].first = MIN (stages[cell->stage].first, cells[i].first);
    }
  qsort (stages, self->stages->len, sizeof *stages, compare_firsts);
  qsort (cells, self->cells->len, sizeof *cells, compare_firsts);
  move_stages (self, stages, places);
  g_hash_table_remove_all (self->cell_numbers);
  for (guint i = 0; i < self->cells->len; i++)
    {
      CairnEngineCell *cell = g_ptr_array_index (self->cells, cells[i].number);
      CairnEngineStage *stage;

      cell->stage = places[cell->stage];
      stage = g_ptr_array_index (self->stages, cell->stage);
      g_ptr_array_add (stage->cells, cell);
      g_hash_table_insert (self->cell_numbers,
                           g_strdup_printf ("%u/%s", cell->stage, cell->segment),
                           GUINT_TO_POINTER (cells[i].number + 1));
    }
}

guint32
cairn_engine_add_customer (CairnEngine *self, const char *name)
{
  g_return_val_if_fail (self != NULL && name != NULL, 0);

  return cairn_engine_add_customer_text (self, name, strlen (name));
}

guint32
cairn_engine_add_customer_text (CairnEngine *self, const char *name, gsize n_bytes)
{
  guint known;

  g_return_val_if_fail (self != NULL && name != NULL, 0);

  if (cairn_name_table_find (self->customer_numbers, name, n_bytes, &known))
    return known;
  g_ptr_array_add (self->customers,
                   g_string_chunk_insert_len (self->names, name, (gssize) n_bytes));
  return self->customers->len - 1;
}

guint16
cairn_engine_add_owner (CairnEngine *self, const char *name)
{
  guint number;
  char *kept;

  g_return_val_if_fail (self != NULL && name != NULL, 0);

  number = GPOINTER_TO_UINT (g_hash_table_lookup (self->owner_numbers, name));
  if (number > 0 || *name == '\0' || self->owners->len == G_MAXUINT16)
    return (guint16) number;
  kept = g_string_chunk_insert (self->names, name);
  g_ptr_array_add (self->owners, kept);
  g_hash_table_insert (self->owner_numbers, kept, GUINT_TO_POINTER (self->owners->len));
  return (guint16) self->owners->len;
}

const char *
cairn_engine_get_owner (const CairnEngine *self, guint16 owner)
{
  g_return_val_if_fail (self != NULL, NULL);

  return owner > 0 && owner <= self->owners->len ? g_ptr_array_index (self->owners, owner - 1)
                                                 : NULL;
}

void
cairn_engine_set_end (CairnEngine *self, guint32 customer, CairnEnd end)
{
  g_return_if_fail (self != NULL && customer < self->customers->len);

  if (customer >= self->ends->len)
    g_array_set_size (self->ends, customer + 1);
  g_array_index (self->ends, guint8, customer) = (guint8) end;
}

CairnEnd
cairn_engine_get_end (const CairnEngine *self, guint32 customer)
{
  g_return_val_if_fail (self != NULL, CAIRN_END_UNKNOWN);

  return customer < self->ends->len ? (CairnEnd) g_array_index (self->ends, guint8, customer)
                                    : CAIRN_END_UNKNOWN;
}

void
cairn_engine_set_target (
  CairnEngine *self, const char *segment, const char *stage, gint64 target, gint64 limit)
{
  CairnEngineStage *its_stage;
  guint number;
  CairnTarget both = { CLAMP (target, 0, CAIRN_FAR), CLAMP (limit, 0, CAIRN_FAR) };

  g_return_if_fail (self != NULL && stage != NULL);

  number = cairn_engine_add_stage (self, stage);
  its_stage = g_ptr_array_index (self->stages, number);
  if (segment == NULL)
    its_stage->target = both;
  else
    g_hash_table_replace (its_stage->own_targets, g_strdup (segment),
                          g_memdup2 (&both, sizeof both));
}

void
cairn_engine_set_clock (CairnEngine *self, CairnWorkingTime *clock)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->clock, cairn_working_time_unref);
  self->clock = clock != NULL ? cairn_working_time_ref (clock) : NULL;
}

void
cairn_engine_set_first_look (CairnEngine *self, gint64 moment)
{
  g_return_if_fail (self != NULL);

  self->first_look = moment;
}

CairnTarget
cairn_engine_get_target (const CairnEngine *self, const CairnEngineCell *cell)
{
  const CairnEngineStage *stage = g_ptr_array_index (self->stages, cell->stage);
  const CairnTarget *own = g_hash_table_lookup (stage->own_targets, cell->segment);

  return own != NULL ? *own : stage->target;
}

/* Where a visit is kept: under the name it was given, but with the cell that it counts in. */
static CairnVisitStore *
store_of (CairnEngine *self, const CairnVisit *visit)
{
  CairnVisit seen = *visit;
  CairnCellVisits *visits = &self->aside;

  if (self->lens == NULL || self->lens (&seen, self->lens_data))
    visits = &((CairnEngineCell *) g_ptr_array_index (self->cells, seen.cell))->visits;
  return visit->left == CAIRN_VISIT_OPEN ? &visits->open : &visits->closed;
}

static gboolean
is_aside (const CairnEngine *self, const CairnVisitStore *store)
{
  return store == &self->aside.closed || store == &self->aside.open;
}

static void
add_visit (CairnEngine *self, const CairnVisit *visit)
{
  CairnKeptVisit kept = cairn_visit_keep (visit);
  CairnVisitStore *store = store_of (self, visit);

  cairn_visit_store_add (store, &kept);
  if (!is_aside (self, store))
    self->first_entry = MIN (self->first_entry, kept.entered);
}

static void
remove_visit (CairnEngine *self, const CairnVisit *visit)
{
  CairnKeptVisit kept = cairn_visit_keep (visit);

  cairn_visit_store_remove (store_of (self, visit), &kept);
  if (kept.entered == self->first_entry)
    self->first_entry_stale = TRUE;
}

static gboolean
is_known (CairnEngine *self, const CairnVisit *visit)
{
  return visit->cell < self->cells->len && visit->customer < self->customers->len;
}

void
cairn_engine_add_track (CairnEngine *self, const char *stage, guint track)
{
  guint number;

  g_return_if_fail (self != NULL && stage != NULL);

  number = cairn_engine_add_stage (self, stage);
  if (self->tracks->len <= number)
    g_array_set_size (self->tracks, number + 1);
  g_array_index (self->tracks, guint64, number) |= G_GUINT64_CONSTANT (1) << MIN (track, 63);
}

void
cairn_engine_set_touchpoints (CairnEngine *self, const CairnTouchpointBook *touchpoints)
{
  g_return_if_fail (self != NULL);

  self->touchpoints = touchpoints;
}

void
cairn_engine_apply (CairnEngine *self, const CairnVisit *old, const CairnVisit *new_visit)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (old == NULL || is_known (self, old));
  g_return_if_fail (new_visit == NULL || is_known (self, new_visit));

  if (old != NULL)
    remove_visit (self, old);
  if (new_visit != NULL)
    add_visit (self, new_visit);
}

void
cairn_engine_add_kept (
  CairnEngine *self, guint16 cell, gboolean open, const CairnKeptVisit *visits, guint n)
{
  CairnCellVisits *its;

  if (n == 0)
    return;
  g_return_if_fail (self->lens == NULL && cell < self->cells->len);

  its = &((CairnEngineCell *) g_ptr_array_index (self->cells, cell))->visits;
  cairn_visit_store_add_many (open ? &its->open : &its->closed, visits, n);
}

void
cairn_engine_note_entry (CairnEngine *self, gint64 entered)
{
  self->first_entry = MIN (self->first_entry, entered);
}

/* What the threads of a great settling share; each takes the next cell until there is none. */
typedef struct
{
  GPtrArray *cells;
  gint next; /* atomic */
} Settling;

static void
settle_visits (CairnCellVisits *visits, CairnVisitRoom *room)
{
  cairn_visit_store_settle (&visits->closed, room);
  cairn_visit_store_settle (&visits->open, room);
}

static gpointer
settle_cells (gpointer data)
{
  Settling *settling = data;
  CairnVisitRoom room = { 0 };
  guint i;

  while ((i = (guint) g_atomic_int_add (&settling->next, 1)) < settling->cells->len)
    settle_visits (&((CairnEngineCell *) g_ptr_array_index (settling->cells, i))->visits, &room);
  cairn_visit_room_clear (&room);
  return NULL;
}

static gboolean
is_much_added (const CairnEngine *self)
{
  gsize n = 0;

  for (guint i = 0; i < self->cells->len; i++)
    {
      const CairnEngineCell *cell = g_ptr_array_index (self->cells, i);

      n += cell->visits.closed.added->len + cell->visits.open.added->len;
    }
  return n >= MANY_VISITS;
}

/* Tells the counts that are carried on what is about to change. */
static void
note_changes (CairnEngine *self)
{
  for (guint i = 0; i < self->stages->len; i++)
    {
      CairnEngineStage *stage = g_ptr_array_index (self->stages, i);

      for (guint j = 0; j < stage->cells->len && cairn_running_stage_stands (stage->running); j++)
        {
          const CairnEngineCell *cell = g_ptr_array_index (stage->cells, j);

          cairn_running_stage_note (stage->running, j, &cell->visits);
        }
    }
}

/* The visits are others than before. */
static void
forget_running (CairnEngine *self)
{
  for (guint i = 0; i < self->stages->len; i++)
    cairn_running_stage_forget (
      ((CairnEngineStage *) g_ptr_array_index (self->stages, i))->running);
}

guint
cairn_engine_count_running (const CairnEngine *self)
{
  guint n = 0;

  g_return_val_if_fail (self != NULL, 0);

  for (guint i = 0; i < self->stages->len; i++)
    {
      const CairnEngineStage *stage = g_ptr_array_index (self->stages, i);

      n += cairn_running_stage_stands (stage->running);
    }
  return n;
}

void
cairn_engine_settle (CairnEngine *self)
{
  Settling settling = { self->cells, 0 };
  CairnVisitRoom room = { 0 };
  GThread *thread = NULL;

  note_changes (self);
  if (is_much_added (self) && g_get_num_processors () > 1)
    thread = g_thread_try_new ("sorting", settle_cells, &settling, NULL);
  settle_cells (&settling);
  if (thread != NULL)
    g_thread_join (thread);
  settle_visits (&self->aside, &room);
  cairn_visit_room_clear (&room);
}

/* Hands the visits of @store that belong elsewhere by now over to where they do. */
static void
look_again (CairnEngine *self, CairnVisitStore *store)
{
  gsize n = 0;

  for (gsize i = 0; i < store->n; i++)
    {
      const CairnKeptVisit *kept = &store->visits[i];
      CairnVisit visit = cairn_kept_visit_tell (kept, cairn_kept_visit_get_home (kept));
      CairnVisitStore *place = store_of (self, &visit);

      if (place == store)
        store->visits[n++] = *kept;
      else
        cairn_visit_store_add (place, kept);
    }
  store->n = n;
}

void
cairn_engine_set_lens (CairnEngine *self, CairnLensFunc lens, gpointer data)
{
  guint n_cells;

  g_return_if_fail (self != NULL);

  cairn_engine_settle (self);
  forget_running (self);
  self->lens = lens;
  self->lens_data = data;
  n_cells = self->cells->len; /* a lens may add cells, which are right from the start */
  for (guint i = 0; i < n_cells; i++)
    {
      CairnEngineCell *cell = g_ptr_array_index (self->cells, i);

      look_again (self, &cell->visits.closed);
      look_again (self, &cell->visits.open);
    }
  look_again (self, &self->aside.closed);
  look_again (self, &self->aside.open);
  self->first_entry_stale = TRUE;
}

void
cairn_engine_load (CairnEngine *self, const CairnVisit *visits, gsize n_visits)
{
  g_return_if_fail (self != NULL && (visits != NULL || n_visits == 0));

  for (gsize i = 0; i < n_visits; i++)
    g_return_if_fail (is_known (self, &visits[i]));
  for (gsize i = 0; i < n_visits; i++)
    add_visit (self, &visits[i]);
  cairn_engine_settle (self);
}

void
cairn_engine_remove_stretch (CairnEngine *self, guint16 stretch)
{
  g_return_if_fail (self != NULL);

  cairn_engine_settle (self);
  for (guint i = 0; i < self->cells->len; i++)
    {
      CairnEngineCell *cell = g_ptr_array_index (self->cells, i);

      cairn_visit_store_remove_stretch (&cell->visits.closed, stretch);
      cairn_visit_store_remove_stretch (&cell->visits.open, stretch);
    }
  cairn_visit_store_remove_stretch (&self->aside.closed, stretch);
  cairn_visit_store_remove_stretch (&self->aside.open, stretch);
  forget_running (self);
  self->first_entry_stale = TRUE;
}

gint64
cairn_engine_get_first_entry (CairnEngine *self)
{
  if (!self->first_entry_stale)
    return self->first_entry;
  self->first_entry = G_MAXINT64;
  self->first_entry_stale = FALSE;
  for (guint i = 0; i < self->cells->len; i++)
    {
      const CairnEngineCell *cell = g_ptr_array_index (self->cells, i);
      const CairnVisitStore *closed = &cell->visits.closed;

      for (gsize j = 0; j < closed->n; j++)
        self->first_entry = MIN (self->first_entry, closed->visits[j].entered);
      if (cell->visits.open.n > 0)
        self->first_entry = MIN (self->first_entry, cell->visits.open.visits[0].entered);
    }
  return self->first_entry;
}

gint64
cairn_engine_guess_log_start (CairnEngine *self, gint64 now)
{
  gint64 first;

  if (self->first_look != G_MININT64)
    return self->first_look;
  first = cairn_engine_get_first_entry (self);
  /* One second earlier, as spans leave out the moment they begin at: the first entry counts. */
  return first == G_MAXINT64 ? now : first - 1;
}
