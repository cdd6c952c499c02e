/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing/cairn-import-writer.h"

#include "timing/cairn-import-file.h"
#include "timing/cairn-sqlite-private.h"

#include <glib/gi18n-lib.h>

/* Nobody reads it before it has its name, so there is nothing to roll back. The index grows along:
 * made afterwards it would take a while that cannot be shown or stopped. */
static const char schema[]
  = "PRAGMA journal_mode = OFF;"
    "PRAGMA synchronous = OFF;"
    "PRAGMA cache_size = -8192;"
    "PRAGMA temp_store = FILE;"
    "BEGIN;"
    "CREATE TABLE customers(id INTEGER PRIMARY KEY, name TEXT, segment TEXT, csm TEXT, arr REAL, "
    "churned_at TEXT, success INTEGER, nps INTEGER, usage REAL);"
    "CREATE TABLE stage_visits(id INTEGER PRIMARY KEY, customer_id, stage TEXT, owner TEXT, "
    "entered_at TEXT NOT NULL, started_at TEXT, left_at TEXT, updated_at TEXT);"
    "CREATE INDEX sv_open ON stage_visits(id) WHERE left_at IS NULL;";

#define ISO_LENGTH 20

struct _CairnImportWriter
{
  GCancellable *cancellable;
  CairnImportFile file;
  sqlite3 *db;
  sqlite3_stmt *visits;
  sqlite3_stmt *customers;
  sqlite3_stmt *touchpoints; /* NULL: none so far */
};

static gboolean
fail (CairnImportWriter *self, GError **error)
{
  return cairn_import_file_fail (
    &self->file, self->db != NULL ? sqlite3_errmsg (self->db) : _ ("out of memory"), error);
}

CairnImportWriter *
cairn_import_writer_new (const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (CairnImportWriter) self = g_new0 (CairnImportWriter, 1);

  if (cancellable != NULL)
    self->cancellable = g_object_ref (cancellable);
  if (!cairn_import_file_create (&self->file, path, error))
    return NULL;
  if (sqlite3_open_v2 (self->file.path, &self->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX,
                       NULL)
        != SQLITE_OK
      || sqlite3_exec (self->db, schema, NULL, NULL, NULL) != SQLITE_OK
      || sqlite3_prepare_v2 (self->db,
                             "INSERT INTO stage_visits(customer_id, stage, owner, entered_at, "
                             "started_at, left_at) VALUES(?, ?, ?, ?, ?, ?)",
                             -1, &self->visits, NULL)
           != SQLITE_OK
      || sqlite3_prepare_v2 (
           self->db,
           "INSERT INTO customers(id, name, segment, churned_at, success) VALUES(?, ?, ?, ?, ?)",
           -1, &self->customers, NULL)
           != SQLITE_OK)
    {
      fail (self, error);
      return NULL;
    }
  return g_steal_pointer (&self);
}

static void
finalize (CairnImportWriter *self)
{
  g_clear_pointer (&self->visits, sqlite3_finalize);
  g_clear_pointer (&self->customers, sqlite3_finalize);
  g_clear_pointer (&self->touchpoints, sqlite3_finalize);
}

void
cairn_import_writer_free (CairnImportWriter *self)
{
  finalize (self);
  g_clear_pointer (&self->db, sqlite3_close);
  cairn_import_file_clear (&self->file);
  g_clear_object (&self->cancellable);
  g_free (self);
}

static void
write_digits (char *out, guint n, gint64 value)
{
  while (n-- > 0)
    {
      out[n] = (char) ('0' + value % 10);
      value /= 10;
    }
}

/* cairn_time_to_iso() for millions: into @out, which has room for ISO_LENGTH. Returns the length;
 * 0 beyond the years that are written with four digits. Howard Hinnant's civil_from_days(). */
static int
write_iso (char *out, gint64 moment)
{
  gint64 days = moment / 86400 - (moment % 86400 < 0);
  gint64 seconds = moment - days * 86400;
  gint64 shifted = days + 719468; /* since 0000-03-01 */
  gint64 era = shifted / 146097;
  gint64 day_of_era = shifted - era * 146097;
  gint64 year_of_era
    = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  gint64 day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  gint64 month = (5 * day_of_year + 2) / 153; /* from March */
  gint64 year = year_of_era + era * 400 + (month >= 10);

  if (days < -719162 || days > 2932896)
    return 0;
  write_digits (out, 4, year);
  out[4] = out[7] = '-';
  write_digits (out + 5, 2, month < 10 ? month + 3 : month - 9);
  write_digits (out + 8, 2, day_of_year - (153 * month + 2) / 5 + 1);
  out[10] = 'T';
  out[13] = out[16] = ':';
  write_digits (out + 11, 2, seconds / 3600);
  write_digits (out + 14, 2, seconds / 60 % 60);
  write_digits (out + 17, 2, seconds % 60);
  out[19] = 'Z';
  return ISO_LENGTH;
}

/* @out must live until the row is written. */
static void
bind_time (sqlite3_stmt *stmt, int index, gint64 moment, char *out)
{
  if (moment != G_MAXINT64)
    sqlite3_bind_text (stmt, index, out, write_iso (out, moment), SQLITE_STATIC);
  else
    sqlite3_bind_null (stmt, index);
}

static gboolean
insert (CairnImportWriter *self, sqlite3_stmt *stmt, GError **error)
{
  if (sqlite3_step (stmt) == SQLITE_DONE && sqlite3_reset (stmt) == SQLITE_OK)
    return TRUE;
  return fail (self, error);
}

gboolean
cairn_import_writer_add_visit (CairnImportWriter *self,
                               const CairnImportWriterVisit *visit,
                               GError **error)
{
  sqlite3_stmt *stmt = self->visits;
  char entered[ISO_LENGTH], started[ISO_LENGTH], left[ISO_LENGTH];

  sqlite3_bind_int64 (stmt, 1, visit->customer);
  sqlite3_bind_text (stmt, 2, visit->stage, -1, SQLITE_STATIC);
  sqlite3_bind_text (stmt, 3, visit->owner, -1, SQLITE_STATIC);
  bind_time (stmt, 4, visit->entered, entered);
  bind_time (stmt, 5, visit->started, started);
  bind_time (stmt, 6, visit->left, left);
  return insert (self, stmt, error);
}

gboolean
cairn_import_writer_add_customer (CairnImportWriter *self,
                                  const CairnImportWriterCustomer *customer,
                                  GError **error)
{
  sqlite3_stmt *stmt = self->customers;
  char lost[ISO_LENGTH];

  sqlite3_bind_int64 (stmt, 1, customer->number);
  sqlite3_bind_text (stmt, 2, customer->name, -1, SQLITE_STATIC);
  sqlite3_bind_text (stmt, 3, customer->segment, -1, SQLITE_STATIC);
  bind_time (stmt, 4, customer->lost, lost);
  if (customer->success)
    sqlite3_bind_int (stmt, 5, 1);
  else
    sqlite3_bind_null (stmt, 5);
  return insert (self, stmt, error);
}

static gboolean
make_touchpoints (CairnImportWriter *self, GError **error)
{
  static const char table[] = "CREATE TABLE touchpoints(customer_id, name TEXT, at TEXT NOT NULL)";
  static const char sql[] = "INSERT INTO touchpoints VALUES(?, ?, ?)";

  if (sqlite3_exec (self->db, table, NULL, NULL, NULL) == SQLITE_OK
      && sqlite3_prepare_v2 (self->db, sql, -1, &self->touchpoints, NULL) == SQLITE_OK)
    return TRUE;
  return fail (self, error);
}

gboolean
cairn_import_writer_add_touchpoint (CairnImportWriter *self,
                                    const CairnImportWriterTouchpoint *touchpoint,
                                    GError **error)
{
  char at[ISO_LENGTH];

  if (self->touchpoints == NULL && !make_touchpoints (self, error))
    return FALSE;
  sqlite3_bind_int64 (self->touchpoints, 1, touchpoint->customer);
  sqlite3_bind_text (self->touchpoints, 2, touchpoint->name, -1, SQLITE_STATIC);
  bind_time (self->touchpoints, 3, touchpoint->at, at);
  return insert (self, self->touchpoints, error);
}

gboolean
cairn_import_writer_add_left_out (CairnImportWriter *self,
                                  const CairnLeftOut *left_out,
                                  GError **error)
{
  return cairn_left_out_write (left_out, self->db) || fail (self, error);
}

gboolean
cairn_import_writer_finish (CairnImportWriter *self, GError **error)
{
  finalize (self);
  if (sqlite3_exec (self->db, "COMMIT", NULL, NULL, NULL) != SQLITE_OK
      || sqlite3_close (self->db) != SQLITE_OK)
    return fail (self, error);
  self->db = NULL;
  return cairn_import_file_place (&self->file, self->cancellable, error);
}
