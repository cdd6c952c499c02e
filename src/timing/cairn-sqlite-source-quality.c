/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is told of rows that need a second look. */
#include "base/cairn-time.h"
#include "timing/cairn-engine-private.h"
#include "timing/cairn-forgotten.h"
#include "timing/cairn-quality-private.h"
#include "timing/cairn-snapshot-private.h"
#include "timing/cairn-sqlite-source-private.h"

#include <glib/gi18n-lib.h>

#define MAX_CAPTURED                                                                               \
  200 /* rows of one reason, of a source that cannot be asked for a row again                      \
       */

typedef struct
{
  CairnSourceRow row;
  char *texts[4]; /* customer, stage, entered, left */
} Captured;

static void
captured_free (gpointer data)
{
  Captured *captured = data;

  for (guint i = 0; i < G_N_ELEMENTS (captured->texts); i++)
    g_free (captured->texts[i]);
  g_free (captured);
}

/* ---- rows that are no visit ---- */

static gboolean
is_listed (const CairnSourceRow *row)
{
  return row->state == CAIRN_ROW_UNMAPPED
         || cairn_row_state_reason ((CairnRowState) row->state) != NULL;
}

static char *
dup_text (sqlite3_stmt *stmt, int column)
{
  return g_strdup ((const char *) sqlite3_column_text (stmt, column));
}

void
cairn_sqlite_source_forget_captured (CairnSqliteSource *self)
{
  g_clear_pointer (&self->left_out, cairn_left_out_free);
  g_clear_pointer (&self->captured, g_ptr_array_unref);
  self->captured = g_ptr_array_new_with_free_func (captured_free);
  g_clear_pointer (&self->n_captured, g_hash_table_unref);
  self->n_captured = g_hash_table_new (NULL, NULL);
}

void
cairn_sqlite_source_capture (CairnSqliteSource *self,
                             sqlite3_stmt *stmt,
                             const CairnSourceRow *row,
                             const char *stage,
                             int first_time)
{
  gpointer key = GUINT_TO_POINTER ((guint) row->state << 16 | row->cell);
  guint n;
  Captured *captured;

  if (!is_listed (row))
    return;
  n = GPOINTER_TO_UINT (g_hash_table_lookup (self->n_captured, key));
  if (n == MAX_CAPTURED)
    return;
  g_hash_table_insert (self->n_captured, key, GUINT_TO_POINTER (n + 1));
  captured = g_new0 (Captured, 1);
  captured->row = *row;
  captured->texts[0] = dup_text (stmt, 1);
  captured->texts[1] = stage != NULL ? g_strdup (stage) : dup_text (stmt, 2);
  captured->texts[2] = dup_text (stmt, first_time);
  captured->texts[3] = dup_text (stmt, first_time + 1);
  g_ptr_array_add (self->captured, captured);
}

/* A row of that reason, or of that value. */
static gboolean
belongs (CairnSqliteSource *self, const CairnSourceRow *row, const CairnFinding *finding)
{
  const char *reason = cairn_row_state_reason ((CairnRowState) row->state);

  if (finding->kind == CAIRN_FINDING_REJECTED)
    return reason != NULL && g_str_equal (reason, finding->detail);
  if (row->state == CAIRN_ROW_UNMAPPED)
    {
      g_autofree char *value = g_utf8_make_valid (
        cairn_visit_decoder_get_unmapped (cairn_row_store_get_decoder (self->store), row->cell),
        -1);

      return g_str_equal (value, finding->detail);
    }
  return FALSE;
}

static void
add_texts (CairnSqliteSource *self,
           CairnQuality *quality,
           guint finding,
           const CairnSourceRow *row,
           const char *const *texts)
{
  const GPtrArray *names = cairn_row_store_get_engine (self->store)->customers;
  const char *reason = cairn_row_state_reason ((CairnRowState) row->state);
  CairnFindingRow told = {
    .customer
    = row->state == CAIRN_ROW_UNMAPPED ? g_ptr_array_index (names, row->customer) : texts[0],
    .stage = texts[1],
    .entered = texts[2],
    .left = texts[3],
    .problem = reason != NULL ? reason : _ ("not a stage of the journey"),
  };

  cairn_quality_add_row (quality, finding, &told);
}

static guint
list_captured (CairnSqliteSource *self, CairnQuality *quality, guint number)
{
  const CairnFinding *finding = cairn_quality_peek (quality, number);
  guint n = 0;

  for (guint i = 0; i < self->captured->len && n < self->quality_wish.n_rows; i++)
    {
      const Captured *captured = g_ptr_array_index (self->captured, i);

      if (!belongs (self, &captured->row, finding))
        continue;
      add_texts (self, quality, number, &captured->row, (const char *const *) captured->texts);
      n++;
    }
  return n;
}

/* A row that is gone by now is left out. */
static void
list_row (CairnSqliteSource *self,
          CairnQuality *quality,
          guint number,
          gint64 id,
          const CairnSourceRow *row)
{
  sqlite3_bind_int64 (self->one, 1, id);
  if (sqlite3_step (self->one) == SQLITE_ROW)
    {
      const char *texts[4];

      for (int i = 0; i < 4; i++)
        texts[i] = (const char *) sqlite3_column_text (self->one, i + 1);
      add_texts (self, quality, number, row, texts);
    }
  sqlite3_reset (self->one);
}

static void
list_stored (CairnSqliteSource *self, CairnQuality *quality, guint number)
{
  const CairnFinding *finding = cairn_quality_peek (quality, number);
  guint left = MIN (self->quality_wish.n_rows, finding->rows);

  for (guint c = 0; c < cairn_row_store_get_n_chunks (self->store) && left > 0; c++)
    {
      const CairnRowRange *chunk = cairn_row_store_get_chunk (self->store, c);

      for (guint i = 0; i < chunk->rows->len && left > 0; i++)
        {
          const CairnSourceRow *row = &g_array_index (chunk->rows, CairnSourceRow, i);

          if (row->state == CAIRN_ROW_VISIT || !belongs (self, row, finding))
            continue;
          list_row (self, quality, number, g_array_index (chunk->ids, gint64, i), row);
          left--;
        }
    }
}

static void
list_rejected (CairnSqliteSource *self, CairnQuality *quality)
{
  for (guint i = 0; i < cairn_quality_get_n_added (quality); i++)
    if (self->rowid == NULL)
      list_captured (self, quality, i);
    else if (self->one != NULL)
      list_stored (self, quality, i);
}

/* ---- stays that were put right ---- */

static char *
tell_time (gint64 moment)
{
  return moment != CAIRN_VISIT_OPEN ? cairn_time_format (moment) : g_strdup ("");
}

static char *
tell_problem (CairnFindingKind kind, const CairnDerivedStay *stay)
{
  switch (kind)
    {
    case CAIRN_FINDING_EXIT_INFERRED:
      return g_strdup (_ ("no time of leaving; closed where the customer went on or was lost"));
    case CAIRN_FINDING_MERGED:
      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u overlapping stay merged into it",
                                           "%u overlapping stays merged into it", stay->n_merged),
                              stay->n_merged);
    case CAIRN_FINDING_ENTRY_UNKNOWN:
      return g_strdup (_ ("nobody knows since when"));
    case CAIRN_FINDING_FORGOTTEN:
      return g_strdup (_ ("open for ages, and no sign of the customer for 90 days"));
    case CAIRN_FINDING_PASSED:
      return g_strdup (_ ("through within a minute"));
    case CAIRN_FINDING_RETURNED:
      return g_strdup (_ ("was there before"));
    case CAIRN_FINDING_REJECTED:
    case CAIRN_FINDING_UNMAPPED:
    default:
      return g_strdup ("");
    }
}

static void
add_stay (CairnSqliteSource *self,
          CairnQuality *quality,
          guint finding,
          CairnFindingKind kind,
          guint32 customer,
          const CairnDerivedStay *stay)
{
  const CairnEngine *engine = cairn_row_store_get_engine (self->store);
  const CairnEngineCell *cell = g_ptr_array_index (engine->cells, stay->cell);
  const CairnEngineStage *stage = g_ptr_array_index (engine->stages, cell->stage);
  g_autofree char *entered = tell_time (stay->entered);
  g_autofree char *left = tell_time (stay->left);
  g_autofree char *problem = tell_problem (kind, stay);
  CairnFindingRow row = { .customer = g_ptr_array_index (engine->customers, customer),
                          .stage = stage->name,
                          .entered = entered,
                          .left = left,
                          .problem = problem };

  cairn_quality_add_row (quality, finding, &row);
}

/* Deriving all stays again is work; so it is done for news only. */
static const GArray *
list_stays (CairnSqliteSource *self, CairnStayBook *book)
{
  if (self->listed == NULL || self->listed_rows != self->quality_wish.n_rows
      || self->listed_serial != cairn_stay_book_get_serial (book))
    {
      g_clear_pointer (&self->listed, g_array_unref);
      self->listed = cairn_stay_book_list (book, self->quality_wish.n_rows);
      self->listed_rows = self->quality_wish.n_rows;
      self->listed_serial = cairn_stay_book_get_serial (book);
    }
  return self->listed;
}

static void
add_mended (CairnSqliteSource *self, CairnQuality *quality, CairnStayBook *book)
{
  guint findings[CAIRN_N_FINDING_KINDS];

  for (guint kind = 0; kind < CAIRN_N_FINDING_KINDS; kind++)
    {
      guint rows, customers;

      cairn_stay_book_count (book, (CairnFindingKind) kind, &rows, &customers);
      findings[kind] = cairn_quality_add (quality, (CairnFindingKind) kind, NULL, rows, customers);
    }
  if (self->quality_wish.n_rows == 0)
    return;
  for (guint i = 0; i < list_stays (self, book)->len; i++)
    {
      const CairnStayFinding *f = &g_array_index (self->listed, CairnStayFinding, i);

      add_stay (self, quality, findings[f->kind], f->kind, f->customer, &f->stay);
    }
}

/* The open visits of lost customers are among the rows known one by one. */
static void
list_lost (CairnSqliteSource *self, CairnQuality *quality, guint finding)
{
  const CairnLostCustomers *lost = cairn_row_store_get_lost (self->store);
  guint left = self->quality_wish.n_rows;

  for (guint c = 0; c < cairn_row_store_get_n_chunks (self->store) && left > 0; c++)
    {
      const CairnRowRange *chunk = cairn_row_store_get_chunk (self->store, c);

      for (guint i = 0; i < chunk->rows->len && left > 0; i++)
        {
          const CairnSourceRow *row = cairn_row_range_get_row (chunk, i);
          const CairnDerivedStay stay = { .entered = row->entered,
                                          .left = cairn_lost_customers_get_end (lost, row),
                                          .cell = row->cell };

          if (stay.left == CAIRN_VISIT_OPEN)
            continue;
          add_stay (self, quality, finding, CAIRN_FINDING_EXIT_INFERRED, row->customer, &stay);
          left--;
        }
    }
}

static void
add_lost (CairnSqliteSource *self, CairnQuality *quality)
{
  const CairnLostCustomers *lost = cairn_row_store_get_lost (self->store);
  guint rows, customers;

  if (lost == NULL)
    return;
  cairn_lost_customers_get_counts (lost, &rows, &customers);
  list_lost (self, quality,
             cairn_quality_add (quality, CAIRN_FINDING_EXIT_INFERRED, NULL, rows, customers));
}

static void
add_forgotten (CairnSqliteSource *self, CairnQuality *quality)
{
  g_autoptr (GHashTable) customers = g_hash_table_new (NULL, NULL);
  guint finding;

  for (guint i = 0; i < self->forgotten->len; i++)
    g_hash_table_add (customers,
                      GUINT_TO_POINTER (g_array_index (self->forgotten, CairnVisit, i).customer));
  finding = cairn_quality_add (quality, CAIRN_FINDING_FORGOTTEN, NULL, self->forgotten->len,
                               g_hash_table_size (customers));
  for (guint i = 0; i < MIN (self->quality_wish.n_rows, self->forgotten->len); i++)
    {
      const CairnVisit *visit = &g_array_index (self->forgotten, CairnVisit, i);
      const CairnDerivedStay stay
        = { .entered = visit->entered, .left = visit->left, .cell = visit->cell };

      add_stay (self, quality, finding, CAIRN_FINDING_FORGOTTEN, visit->customer, &stay);
    }
}

static void
add_remarks (CairnSqliteSource *self, CairnQuality *quality, CairnStayBook *book)
{
  if (book == NULL)
    {
      g_autofree char *remark
        = g_strdup_printf (_ ("With more than %'d rows stays are taken as they stand: overlaps are "
                              "not merged, forgotten ones not listed, and a missing exit is only "
                              "inferred where the customer was lost, not where one went on."),
                           CAIRN_MAX_MENDED_ROWS);

      cairn_quality_add_remark (quality, remark);
    }
  if (self->touchpoints_left_out > 0)
    {
      g_autofree char *remark = g_strdup_printf (
        _ ("There are more touchpoints than can be counted: %'u rows of them are "
           "left out."),
        self->touchpoints_left_out);

      cairn_quality_add_remark (quality, remark);
    }
  switch (self->mapping->shape)
    {
    case CAIRN_SOURCE_WIDE:
      cairn_quality_add_remark (
        quality, _ ("A row of dates knows only the last time each stage was entered: who came back "
                    "cannot be seen. A history of changes, if there is one, tells more."));
      break;
    case CAIRN_SOURCE_SNAPSHOTS:
      cairn_quality_set_resolution (quality, cairn_stay_book_get_step (book));
      cairn_quality_add_remark (
        quality, _ ("Snapshots tell when a customer was first seen in a stage: moments are exact "
                    "to the step between two of them, and what happened in between is not seen."));
      break;
    case CAIRN_SOURCE_DONE:
      cairn_quality_add_remark (
        quality, _ ("A log of things done does not tell what customers are waiting for now: nobody "
                    "is counted as being in a stage."));
      break;
    case CAIRN_SOURCE_GUESS:
    case CAIRN_SOURCE_VISITS:
    case CAIRN_SOURCE_CHANGES:
    case CAIRN_SOURCE_LIFECYCLE:
      break;
    }
}

/* ---- figures ---- */

/* @quality is to be filled with what the rows say. */
static CairnSnapshot *
take_figures (CairnSqliteSource *self,
              gint64 now,
              const CairnWindow *window,
              CairnQuality **quality)
{
  g_clear_pointer (quality, cairn_quality_unref);
  *quality = cairn_quality_new (cairn_source_get_n_rows (&self->base)
                                + cairn_left_out_get_n_rows (self->left_out));
  return cairn_row_store_snapshot (self->store, now, window, *quality);
}

/* Others may have tables of these names, too. */
static gboolean
is_imported (CairnSqliteSource *self)
{
  return self->db != NULL && self->mapping->join_customers
         && g_strcmp0 (self->mapping->table, "stage_visits") == 0;
}

CairnSnapshot *
cairn_sqlite_source_snapshot (CairnSource *source, gint64 now, const CairnWindow *window)
{
  CairnSqliteSource *self = (CairnSqliteSource *) source;
  g_autofree char *name = g_filename_display_basename (self->mapping->path);
  CairnStayBook *book = cairn_row_store_get_book (self->store);
  g_autoptr (CairnQuality) quality = NULL;
  CairnSnapshot *figures = NULL;

  if (self->left_out == NULL)
    self->left_out = is_imported (self) ? cairn_left_out_read (self->db) : cairn_left_out_new ();
  figures = take_figures (self, now, window, &quality);
  g_clear_pointer (&self->forgotten, g_array_unref);
  if (book != NULL)
    {
      CairnEngine *engine = cairn_row_store_get_engine (self->store);

      self->forgotten = cairn_forgotten_find (engine, book, figures, now);
      if (self->quality_wish.leave_out_forgotten && self->forgotten->len > 0)
        {
          g_clear_pointer (&figures, cairn_snapshot_unref);
          cairn_forgotten_hide (engine, self->forgotten);
          figures = take_figures (self, now, window, &quality);
          cairn_forgotten_show (engine, self->forgotten);
          cairn_quality_set_leaves_out_forgotten (quality, TRUE);
        }
    }
  if (self->quality_wish.n_rows > 0)
    list_rejected (self, quality);
  cairn_left_out_report (self->left_out, figures, quality, self->quality_wish.n_rows);
  if (book != NULL)
    {
      add_mended (self, quality, book);
      add_forgotten (self, quality);
    }
  else
    add_lost (self, quality);
  add_remarks (self, quality, book);
  cairn_quality_finish (quality);
  cairn_snapshot_set_quality (figures, quality);
  cairn_snapshot_set_source_name (figures, name);
  return figures;
}

CairnStageStudy *
cairn_sqlite_source_study (CairnSource *source,
                           const CairnStudyWish *wish,
                           gint64 now,
                           const CairnWindow *window)
{
  CairnSqliteSource *self = (CairnSqliteSource *) source;
  CairnStayBook *book = cairn_row_store_get_book (self->store);
  CairnEngine *engine = cairn_row_store_get_engine (self->store);
  g_autoptr (GArray) forgotten = NULL;
  CairnStageStudy *study;

  if (book != NULL && self->quality_wish.leave_out_forgotten)
    {
      g_autoptr (CairnSnapshot) figures = cairn_engine_snapshot (engine, now, window, G_MININT64);

      forgotten = cairn_forgotten_find (engine, book, figures, now);
      cairn_forgotten_hide (engine, forgotten);
    }
  study = cairn_stage_study_new_for_wish (engine, wish, now, window, G_MININT64);
  cairn_sqlite_source_add_quadrants (self, study);
  if (forgotten != NULL)
    cairn_forgotten_show (engine, forgotten);
  return study;
}
