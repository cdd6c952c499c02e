/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/cairn-duration.h"

#include <glib.h>
#include <math.h>
#include <sqlite3.h>

/* A database of very many visits, in the recommended tables: made once, and as good as any other
 * for measuring. */

#define LARGE_TABLE_LENGTH (3 * 365 * CAIRN_DAY)

typedef struct
{
  const char *path;
  gint64 n_visits;
  gint64 now;                /* up to when */
  const char *const *stages; /* NULL-terminated, as are the segments */
  const char *const *segments;
  const char *sql; /* what its owner did to it afterwards; NULL: nothing */
} LargeTable;

static inline void
large_table_exec (sqlite3 *db, const char *sql)
{
  char *message = NULL;

  if (sqlite3_exec (db, sql, NULL, NULL, &message) != SQLITE_OK)
    g_error ("%s: %s", sql, message);
}

static inline sqlite3_stmt *
large_table_prepare (sqlite3 *db, const char *sql)
{
  sqlite3_stmt *stmt;

  if (sqlite3_prepare_v2 (db, sql, -1, &stmt, NULL) != SQLITE_OK)
    g_error ("%s: %s", sql, sqlite3_errmsg (db));
  return stmt;
}

static inline sqlite3 *
large_table_connect (const char *path, int flags)
{
  sqlite3 *db;

  if (sqlite3_open_v2 (path, &db, flags | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK)
    g_error ("%s: %s", path, sqlite3_errmsg (db));
  return db;
}

static inline void
large_table_finish (sqlite3_stmt *stmt)
{
  if (sqlite3_step (stmt) != SQLITE_DONE)
    g_error ("%s", sqlite3_errmsg (sqlite3_db_handle (stmt)));
  sqlite3_reset (stmt);
}

static inline gint64
large_table_n_customers (const LargeTable *table)
{
  return MAX (table->n_visits / 20, 100);
}

#define LARGE_TABLE_INSERT                                                                         \
  "INSERT INTO stage_visits (customer_id, stage, entered_at, left_at) VALUES (?1, ?2, ?3, ?4)"

/* Somebody's stay in some stage, of 20 to 200 days in the mean, so that a tenth of all are open. */
static inline void
large_table_insert (const LargeTable *table, sqlite3_stmt *insert, GRand *rand, gint64 entered)
{
  gint32 n_stages = (gint32) g_strv_length ((char **) table->stages);
  gint32 stage = g_rand_int_range (rand, 0, n_stages);
  double mean = (20 + 20 * (double) stage) * CAIRN_DAY;
  gint64 left = entered - (gint64) (log (1 - g_rand_double (rand)) * mean);

  sqlite3_bind_int (insert, 1,
                    g_rand_int_range (rand, 1, (gint32) large_table_n_customers (table) + 1));
  sqlite3_bind_text (insert, 2, table->stages[stage], -1, SQLITE_STATIC);
  sqlite3_bind_int64 (insert, 3, entered);
  sqlite3_bind_null (insert, 4);
  if (left <= table->now)
    sqlite3_bind_int64 (insert, 4, left);
  large_table_finish (insert);
}

static inline void
large_table_fill (const LargeTable *table, sqlite3 *db)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  gint64 n_segments = g_strv_length ((char **) table->segments);
  sqlite3_stmt *customer
    = large_table_prepare (db, "INSERT INTO customers VALUES (?1, 'Customer ' || ?1, ?2)");
  sqlite3_stmt *visit = large_table_prepare (db, LARGE_TABLE_INSERT);

  for (gint64 i = 1; i <= large_table_n_customers (table); i++)
    {
      sqlite3_bind_int64 (customer, 1, i);
      sqlite3_bind_text (customer, 2, table->segments[i % n_segments], -1, SQLITE_STATIC);
      large_table_finish (customer);
    }
  for (gint64 i = 0; i < table->n_visits; i++)
    large_table_insert (table, visit, rand,
                        table->now - LARGE_TABLE_LENGTH
                          + (gint64) ((double) i * LARGE_TABLE_LENGTH / (double) table->n_visits));
  sqlite3_finalize (customer);
  sqlite3_finalize (visit);
}

/* Does nothing where there is a file already. */
static inline void
large_table_make (const LargeTable *table)
{
  sqlite3 *db;

  if (g_file_test (table->path, G_FILE_TEST_EXISTS))
    return;
  db = large_table_connect (table->path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
  large_table_exec (db, "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN;"
                        "CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT, segment TEXT);"
                        "CREATE TABLE stage_visits (id INTEGER PRIMARY KEY, customer_id INTEGER,"
                        " stage TEXT, entered_at INTEGER NOT NULL, left_at INTEGER);");
  large_table_fill (table, db);
  large_table_exec (db, "COMMIT");
  if (table->sql != NULL)
    large_table_exec (db, table->sql);
  large_table_exec (db, "PRAGMA journal_mode = WAL");
  sqlite3_close (db);
}
