/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing/cairn-left-out.h"

#include "timing/cairn-quality-private.h"
#include "timing/cairn-snapshot-private.h"

#include <glib/gi18n-lib.h>

#define MAX_KEPT 1000 /* rows of one reason */
#define N_TEXTS 4     /* customer, stage, entered, left */

typedef struct
{
  CairnRowState reason;
  guint64 row;
  char *texts[N_TEXTS]; /* never NULL */
} Row;

struct _CairnLeftOut
{
  guint64 n[CAIRN_N_ROW_STATES];
  GPtrArray *rows; /* of Row, in the order of the log */
};

/* As a database keeps them. */
static const char *const words[CAIRN_N_ROW_STATES] = {
  [CAIRN_ROW_NO_CUSTOMER] = "no-customer",        [CAIRN_ROW_NO_STAGE] = "no-stage",
  [CAIRN_ROW_BAD_ENTERED] = "bad-entered",        [CAIRN_ROW_BAD_LEFT] = "bad-left",
  [CAIRN_ROW_LEFT_BEFORE_ENTERED] = "left-first", [CAIRN_ROW_OTHER_TRANSITION] = "other-transition",
};

static void
row_free (gpointer data)
{
  Row *row = data;

  for (guint i = 0; i < N_TEXTS; i++)
    g_free (row->texts[i]);
  g_free (row);
}

CairnLeftOut *
cairn_left_out_new (void)
{
  CairnLeftOut *self = g_new0 (CairnLeftOut, 1);

  self->rows = g_ptr_array_new_with_free_func (row_free);
  return self;
}

void
cairn_left_out_free (CairnLeftOut *self)
{
  g_ptr_array_unref (self->rows);
  g_free (self);
}

static void
keep (CairnLeftOut *self, CairnRowState reason, guint64 number, const char *const *texts)
{
  Row *row = g_new0 (Row, 1);

  row->reason = reason;
  row->row = number;
  for (guint i = 0; i < N_TEXTS; i++)
    row->texts[i] = g_utf8_make_valid (texts[i] != NULL ? texts[i] : "", -1);
  g_ptr_array_add (self->rows, row);
}

void
cairn_left_out_add (CairnLeftOut *self,
                    CairnRowState reason,
                    guint64 row,
                    const char *customer,
                    const char *stage,
                    const char *entered,
                    const char *left)
{
  const char *const texts[N_TEXTS] = { customer, stage, entered, left };

  g_return_if_fail (words[reason] != NULL);

  if (self->n[reason]++ < MAX_KEPT)
    keep (self, reason, row, texts);
}

guint64
cairn_left_out_get_n_rows (const CairnLeftOut *self)
{
  guint64 n = 0;

  for (guint i = 0; i < CAIRN_N_ROW_STATES; i++)
    n += self->n[i];
  return n;
}

/* ---- in a database ---- */

static gboolean
write_counts (const CairnLeftOut *self, sqlite3 *db)
{
  sqlite3_stmt *stmt = NULL;
  gboolean ok = sqlite3_prepare_v2 (db, "INSERT INTO left_out_counts VALUES(?, ?)", -1, &stmt, NULL)
                == SQLITE_OK;

  for (guint i = 0; ok && i < CAIRN_N_ROW_STATES; i++)
    {
      if (self->n[i] == 0)
        continue;
      sqlite3_bind_text (stmt, 1, words[i], -1, SQLITE_STATIC);
      sqlite3_bind_int64 (stmt, 2, (gint64) self->n[i]);
      ok = sqlite3_step (stmt) == SQLITE_DONE && sqlite3_reset (stmt) == SQLITE_OK;
    }
  return sqlite3_finalize (stmt) == SQLITE_OK && ok;
}

static gboolean
write_rows (const CairnLeftOut *self, sqlite3 *db)
{
  sqlite3_stmt *stmt = NULL;
  gboolean ok
    = sqlite3_prepare_v2 (db, "INSERT INTO left_out VALUES(?, ?, ?, ?, ?, ?)", -1, &stmt, NULL)
      == SQLITE_OK;

  for (guint i = 0; ok && i < self->rows->len; i++)
    {
      const Row *row = g_ptr_array_index (self->rows, i);

      sqlite3_bind_int64 (stmt, 1, (gint64) row->row);
      sqlite3_bind_text (stmt, 2, words[row->reason], -1, SQLITE_STATIC);
      for (int t = 0; t < N_TEXTS; t++)
        sqlite3_bind_text (stmt, 3 + t, row->texts[t], -1, SQLITE_STATIC);
      ok = sqlite3_step (stmt) == SQLITE_DONE && sqlite3_reset (stmt) == SQLITE_OK;
    }
  return sqlite3_finalize (stmt) == SQLITE_OK && ok;
}

/* The columns are not called as those of visits are, so that nobody takes them for visits. */
gboolean
cairn_left_out_write (const CairnLeftOut *self, sqlite3 *db)
{
  static const char tables[] = "CREATE TABLE left_out_counts(why TEXT, n INTEGER);"
                               "CREATE TABLE left_out(row INTEGER, why TEXT, who TEXT, what TEXT, "
                               "since TEXT, until TEXT)";

  if (cairn_left_out_get_n_rows (self) == 0)
    return TRUE;
  return sqlite3_exec (db, tables, NULL, NULL, NULL) == SQLITE_OK && write_counts (self, db)
         && write_rows (self, db);
}

static CairnRowState
find_reason (const char *word)
{
  for (guint i = 0; word != NULL && i < CAIRN_N_ROW_STATES; i++)
    if (g_strcmp0 (words[i], word) == 0)
      return (CairnRowState) i;
  return CAIRN_ROW_VISIT;
}

static const char *
text_at (sqlite3_stmt *stmt, int column)
{
  return (const char *) sqlite3_column_text (stmt, column);
}

CairnLeftOut *
cairn_left_out_read (sqlite3 *db)
{
  CairnLeftOut *self = cairn_left_out_new ();
  sqlite3_stmt *stmt = NULL;

  if (sqlite3_prepare_v2 (db, "SELECT why, n FROM left_out_counts", -1, &stmt, NULL) != SQLITE_OK)
    return self;
  while (sqlite3_step (stmt) == SQLITE_ROW)
    {
      CairnRowState reason = find_reason (text_at (stmt, 0));

      if (reason != CAIRN_ROW_VISIT)
        self->n[reason] = (guint64) MAX (0, sqlite3_column_int64 (stmt, 1));
    }
  sqlite3_finalize (stmt);
  if (sqlite3_prepare_v2 (db, "SELECT row, why, who, what, since, until FROM left_out ORDER BY row",
                          -1, &stmt, NULL)
      != SQLITE_OK)
    return self;
  while (sqlite3_step (stmt) == SQLITE_ROW)
    {
      const char *const texts[N_TEXTS]
        = { text_at (stmt, 2), text_at (stmt, 3), text_at (stmt, 4), text_at (stmt, 5) };
      CairnRowState reason = find_reason (text_at (stmt, 1));

      if (reason != CAIRN_ROW_VISIT && self->rows->len < MAX_KEPT * CAIRN_N_ROW_STATES)
        keep (self, reason, (guint64) sqlite3_column_int64 (stmt, 0), texts);
    }
  sqlite3_finalize (stmt);
  return self;
}

/* ---- to people ---- */

static void
list_rows (const CairnLeftOut *self,
           CairnRowState reason,
           CairnQuality *quality,
           guint finding,
           guint n_rows)
{
  for (guint i = 0; i < self->rows->len && n_rows > 0; i++)
    {
      const Row *row = g_ptr_array_index (self->rows, i);
      g_autofree char *problem = NULL;
      CairnFindingRow told = { row->texts[0], row->texts[1], row->texts[2], row->texts[3], NULL };

      if (row->reason != reason)
        continue;
      /* translators: what is wrong with a row of a file, and which row it is */
      told.problem = problem = g_strdup_printf (_ ("%s (row %'lu of the file)"),
                                                cairn_row_state_reason (reason), (gulong) row->row);
      cairn_quality_add_row (quality, finding, &told);
      n_rows--;
    }
}

void
cairn_left_out_report (const CairnLeftOut *self,
                       CairnSnapshot *snapshot,
                       CairnQuality *quality,
                       guint n_rows)
{
  for (guint i = 0; i < CAIRN_N_ROW_STATES; i++)
    {
      const char *reason = cairn_row_state_reason ((CairnRowState) i);
      guint n = (guint) MIN (self->n[i], G_MAXUINT);
      guint finding;

      if (n == 0 || reason == NULL)
        continue;
      cairn_snapshot_add_quarantine (snapshot, reason, n);
      finding = cairn_quality_add (quality, CAIRN_FINDING_REJECTED, reason, n, 0);
      list_rows (self, (CairnRowState) i, quality, finding, n_rows);
    }
}
