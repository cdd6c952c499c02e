/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing/cairn-engine-private.h"
#include "timing/cairn-engine-state-private.h"

#include <string.h>

/* ---- writing ---- */

/* Texts of any number, one behind the other. */
static void
write_names (CairnStateWriter *writer, const GPtrArray *names)
{
  g_autoptr (GByteArray) all = g_byte_array_new ();

  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);

      g_byte_array_append (all, (const guint8 *) name, (guint) strlen (name) + 1);
    }
  cairn_state_writer_add_array (writer, all->data, all->len, 1);
}

static void
write_stage_cells (CairnStateWriter *writer, const CairnEngineStage *stage, GHashTable *numbers)
{
  for (guint i = 0; i < stage->cells->len; i++)
    {
      gpointer cell = g_ptr_array_index (stage->cells, i);

      cairn_state_writer_add_int (writer, GPOINTER_TO_UINT (g_hash_table_lookup (numbers, cell)));
    }
}

static void
write_visits (CairnStateWriter *writer, const CairnCellVisits *visits)
{
  cairn_state_writer_add_array (writer, visits->closed.visits, visits->closed.n,
                                sizeof (CairnKeptVisit));
  cairn_state_writer_add_array (writer, visits->open.visits, visits->open.n,
                                sizeof (CairnKeptVisit));
}

/* Their numbers, and, stage by stage, their order, which is another. */
static void
write_cells (CairnEngine *self, CairnStateWriter *writer)
{
  g_autoptr (GHashTable) numbers = g_hash_table_new (NULL, NULL);

  cairn_state_writer_add_int (writer, self->stages->len);
  for (guint i = 0; i < self->stages->len; i++)
    cairn_state_writer_add_text (
      writer, ((const CairnEngineStage *) g_ptr_array_index (self->stages, i))->name);
  cairn_state_writer_add_int (writer, self->cells->len);
  for (guint i = 0; i < self->cells->len; i++)
    {
      CairnEngineCell *cell = g_ptr_array_index (self->cells, i);

      g_hash_table_insert (numbers, cell, GUINT_TO_POINTER (i));
      cairn_state_writer_add_text (writer, cell->segment);
      cairn_state_writer_add_int (writer, cell->stage);
    }
  for (guint i = 0; i < self->stages->len; i++)
    write_stage_cells (writer, g_ptr_array_index (self->stages, i), numbers);
}

void
cairn_engine_state_write (CairnEngine *self, CairnStateWriter *writer)
{
  cairn_engine_settle (self);
  write_cells (self, writer);
  cairn_state_writer_add_int (writer, cairn_engine_get_first_entry (self));
  cairn_state_writer_add_int (writer, self->customers->len);
  cairn_state_writer_add_int (writer, self->owners->len);
  for (guint i = 0; i < self->cells->len; i++)
    write_visits (writer, &((CairnEngineCell *) g_ptr_array_index (self->cells, i))->visits);
  write_visits (writer, &self->aside);
}

void
cairn_engine_state_write_names (CairnEngine *self, CairnStateWriter *writer)
{
  write_names (writer, self->customers);
  write_names (writer, self->owners);
  cairn_state_writer_add_array (writer, self->ends->data, self->ends->len, 1);
}

/* ---- reading ---- */

/* Those that were set come first, in the same order as then. */
static gboolean
read_stages (CairnEngine *self, CairnStateReader *reader)
{
  guint n = (guint) cairn_state_reader_get_int (reader, self->stages->len, G_MAXINT32);

  for (guint i = 0; i < n && cairn_state_reader_is_good (reader); i++)
    if (cairn_engine_add_stage (self, cairn_state_reader_get_text (reader)) != i)
      cairn_state_reader_fail (reader);
  return cairn_state_reader_is_good (reader) && self->stages->len == n;
}

static gboolean
order_stage_cells (CairnEngine *self, CairnStateReader *reader, guint number)
{
  GPtrArray *cells = ((CairnEngineStage *) g_ptr_array_index (self->stages, number))->cells;
  guint n = cells->len;

  g_ptr_array_set_size (cells, 0);
  for (guint i = 0; i < n && cairn_state_reader_is_good (reader); i++)
    {
      guint its = (guint) cairn_state_reader_get_int (reader, 0, self->cells->len - 1);
      CairnEngineCell *cell = g_ptr_array_index (self->cells, its);

      if (cell->stage != number || g_ptr_array_find (cells, cell, NULL))
        return cairn_state_reader_fail (reader);
      g_ptr_array_add (cells, cell);
    }
  return cairn_state_reader_is_good (reader);
}

static gboolean
read_cells (CairnEngine *self, CairnStateReader *reader)
{
  guint n = (guint) cairn_state_reader_get_int (reader, 0, G_MAXUINT16);

  for (guint i = 0; i < n && cairn_state_reader_is_good (reader); i++)
    {
      const char *segment = cairn_state_reader_get_text (reader);
      gint64 stage = cairn_state_reader_get_int (reader, 0, (gint64) self->stages->len - 1);

      if (!cairn_state_reader_is_good (reader)
          || cairn_engine_add_cell (
               self, segment,
               ((CairnEngineStage *) g_ptr_array_index (self->stages, (guint) stage))->name)
               != i)
        return cairn_state_reader_fail (reader);
    }
  for (guint i = 0; i < self->stages->len && cairn_state_reader_is_good (reader); i++)
    order_stage_cells (self, reader, i);
  return cairn_state_reader_is_good (reader);
}

static gboolean
is_plain (const char *text, gsize size)
{
  guchar any = 0;

  for (gsize i = 0; i < size; i++)
    any |= (guchar) text[i];
  return any < 0x80;
}

/* @n names, one behind the other; @kept: what holds them. */
static gboolean
read_names (CairnStateReader *reader, guint n, GPtrArray *names, char **kept)
{
  gsize size;
  char *name = *kept = cairn_state_reader_dup_array (reader, 1, &size);
  const char *end = name + size;
  gboolean plain = is_plain (name, size);

  if (n > size || (size > 0 && end[-1] != '\0'))
    return cairn_state_reader_fail (reader);
  g_ptr_array_set_size (names, (gint) n);
  for (guint i = 0; i < n; i++, name += strlen (name) + 1)
    {
      if (name == end || (!plain && !g_utf8_validate (name, -1, NULL)))
        return cairn_state_reader_fail (reader);
      names->pdata[i] = name;
    }
  return name == end || cairn_state_reader_fail (reader);
}

static gboolean
read_owners (CairnEngine *self, CairnStateReader *reader, guint n)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autofree char *all = NULL;

  if (!read_names (reader, n, names, &all))
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (cairn_engine_add_owner (self, g_ptr_array_index (names, i)) != i + 1)
      return cairn_state_reader_fail (reader);
  return TRUE;
}

static gboolean
read_ends (CairnEngine *self, CairnStateReader *reader)
{
  gsize n = cairn_state_reader_get_length (reader, 1);

  if (n > self->customers->len)
    return cairn_state_reader_fail (reader);
  g_array_set_size (self->ends, (guint) n);
  if (!cairn_state_reader_read_array (reader, self->ends->data))
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (g_array_index (self->ends, guint8, i) > CAIRN_END_CHURN)
      return cairn_state_reader_fail (reader);
  return TRUE;
}

/* Whether visits name only what there is, in their order. Ten million of them are to be looked at
 * while somebody waits: so it is noted what the greatest numbers are, and whether any of some
 * differences was below zero, and looked at in the end. */
static inline gboolean
check_visits (const CairnStateLimits *limits, const CairnKeptVisit *visits, gsize n, gboolean open)
{
  guint customer = 0, owner = 0, home = 0; /* the greatest */
  gint64 below = 0;                        /* negative if anything was */
  gint64 before = -CAIRN_FAR - 1;

  for (gsize i = 0; i < n; i++)
    {
      const CairnKeptVisit *visit = &visits[i];
      const gint64 entered = visit->entered;
      const gint64 left = visit->left;
      const gint64 moment = open ? entered : left;

      customer = MAX (customer, visit->customer);
      owner = MAX (owner, (guint) visit->owner);
      home = MAX (home, cairn_kept_visit_get_home (visit));
      below |= (entered + CAIRN_FAR) | (left - entered) | (CAIRN_FAR - moment) | (moment - before)
               | ((gint64) visit->wait - CAIRN_WAIT_UNKNOWN);
      if (open)
        below |= left - CAIRN_KEPT_OPEN;
      if (moment == before
          && !cairn_visit_store_in_order (visit - 1, 2, open ? CAIRN_BY_ENTERED : CAIRN_BY_LEFT))
        return FALSE;
      before = moment;
    }
  return n == 0
         || (below >= 0 && customer < limits->n_customers && owner <= limits->n_owners
             && home < limits->n_cells);
}

static gboolean
check_closed (gconstpointer bite, gsize size, gconstpointer data)
{
  return check_visits (data, bite, size / sizeof (CairnKeptVisit), FALSE);
}

static gboolean
check_open (gconstpointer bite, gsize size, gconstpointer data)
{
  return check_visits (data, bite, size / sizeof (CairnKeptVisit), TRUE);
}

static void
read_store (CairnStateReader *reader,
            CairnVisitStore *store,
            CairnStateCheckFunc check,
            const CairnStateLimits *limits)
{
  gsize n;
  CairnKeptVisit *visits = cairn_state_reader_alloc (reader, sizeof *visits, &n);

  cairn_visit_store_take (store, visits, n);
  cairn_state_reader_put_off (reader, visits, check, limits);
}

static void
read_visits (CairnStateReader *reader, CairnCellVisits *visits, const CairnStateLimits *limits)
{
  read_store (reader, &visits->closed, check_closed, limits);
  read_store (reader, &visits->open, check_open, limits);
}

gboolean
cairn_engine_state_begin (CairnEngine *self, CairnStateReader *reader, CairnStateLimits *limits)
{
  if (!read_stages (self, reader) || !read_cells (self, reader))
    return FALSE;
  self->first_entry = cairn_state_reader_get_int (reader, -CAIRN_FAR, G_MAXINT64);
  limits->n_cells = self->cells->len;
  limits->n_customers = (guint) cairn_state_reader_get_int (reader, 0, G_MAXINT32);
  limits->n_owners = (guint) cairn_state_reader_get_int (reader, 0, G_MAXUINT16);
  for (guint i = 0; i < self->cells->len; i++)
    read_visits (reader, &((CairnEngineCell *) g_ptr_array_index (self->cells, i))->visits, limits);
  read_visits (reader, &self->aside, limits);
  return cairn_state_reader_is_good (reader);
}

gboolean
cairn_engine_state_read_names (CairnEngine *self,
                               CairnStateReader *reader,
                               const CairnStateLimits *limits)
{
  return read_names (reader, limits->n_customers, self->customers, &self->kept_names)
         && read_owners (self, reader, limits->n_owners) && read_ends (self, reader);
}

/* The order within the stretches is known. */
static gboolean
joints_are_good (const CairnVisitStore *store)
{
  const gsize step = CAIRN_STATE_BITE / sizeof (CairnKeptVisit);

  for (gsize i = step; i < store->n; i += step)
    if (!cairn_visit_store_in_order (store->visits + i - 1, 2, store->order))
      return FALSE;
  return TRUE;
}

gboolean
cairn_engine_state_finish (CairnEngine *self, CairnStateReader *reader)
{
  for (guint i = 0; i < self->cells->len; i++)
    {
      const CairnEngineCell *cell = g_ptr_array_index (self->cells, i);

      if (!joints_are_good (&cell->visits.closed) || !joints_are_good (&cell->visits.open))
        return cairn_state_reader_fail (reader);
    }
  return (joints_are_good (&self->aside.closed) && joints_are_good (&self->aside.open))
         || cairn_state_reader_fail (reader);
}

gsize
cairn_engine_state_count (const CairnEngine *self)
{
  gsize n = self->aside.closed.n + self->aside.open.n;

  for (guint i = 0; i < self->cells->len; i++)
    n += cairn_engine_cell_get_n_visits (g_ptr_array_index (self->cells, i));
  return n;
}
