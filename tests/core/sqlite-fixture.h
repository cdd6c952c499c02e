/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <glib/gstdio.h>
#include <sqlite3.h>

/* A folder of its own for a test, and databases in it. */

static inline char *
fixture_folder (void)
{
  g_autoptr (GError) error = NULL;
  char *folder = g_dir_make_tmp ("cairn test ?#%-XXXXXX", &error);

  g_assert_no_error (error);
  return folder;
}

static inline void
fixture_remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_assert_cmpint (g_unlink (path), ==, 0);
    }
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

static inline sqlite3 *
fixture_open (const char *path)
{
  sqlite3 *db;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  /* Somebody may be reading just now. */
  sqlite3_busy_timeout (db, 10000);
  /* Nobody pulls the plug on a test. */
  sqlite3_exec (db, "PRAGMA synchronous=OFF", NULL, NULL, NULL);
  return db;
}

static inline void
fixture_exec (sqlite3 *db, const char *sql)
{
  char *message = NULL;

  if (sqlite3_exec (db, sql, NULL, NULL, &message) != SQLITE_OK)
    g_error ("%s: %s", sql, message);
}

/* A closed database made by @sql. */
static inline char *
fixture_database (const char *folder, const char *name, const char *sql)
{
  char *path = g_build_filename (folder, name, NULL);
  sqlite3 *db = fixture_open (path);

  fixture_exec (db, sql);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
  return path;
}

#define FIXTURE_SCHEMA                                                                             \
  "CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT, segment TEXT, csm TEXT, arr REAL,"   \
  " churned_at TEXT, success INTEGER, nps INTEGER, usage REAL);"                                   \
  "CREATE TABLE stage_visits (id INTEGER PRIMARY KEY, customer_id, stage TEXT, owner TEXT,"        \
  " entered_at TEXT NOT NULL, started_at TEXT, left_at TEXT, updated_at TEXT);"
