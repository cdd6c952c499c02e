/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was kept for the next start, with wrong numbers in it under sums that are right: it is
 * refused, or gives a source that can be used. The data say which bytes to change: five at a time,
 * where (as a number with the lowest byte first) and how. */
#include "fuzz.h"

#include "timing/cairn-sqlite-source-private.h"
#include "timing/cairn-state-file-private.h"
#include "timing/cairn-warm-start.h"

#include <glib/gstdio.h>
#include <string.h>

#define NOW G_GINT64_CONSTANT (1795000000)

static const char schema[]
  = "CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT, segment TEXT);"
    "CREATE TABLE stage_visits (id INTEGER PRIMARY KEY, customer_id, stage, owner, entered_at,"
    " left_at);"
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i<9) INSERT INTO customers "
    "SELECT i, 'Käufer '||i%7, 'segment '||i%2 FROM n;"
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i<50) INSERT INTO "
    "stage_visits SELECT i, CASE i%8 WHEN 1 THEN 'x'||i WHEN 2 THEN i*10000019 ELSE i%9 END, "
    "'S'||i%4, 'o'||i%3, 1790000000+i*1000, CASE i%3 WHEN 0 THEN 1792000000 END FROM n;";

typedef struct
{
  char *folder, *database, *path;
  CairnMapping *mapping;
  char *bytes; /* as they were kept */
  gsize size;
  gsize max_mended;
} World;

static CairnSource *
load (const World *world)
{
  g_autoptr (GError) error = NULL;
  CairnSource *source = cairn_source_open (world->mapping, NULL, &error);

  g_assert_no_error (error);
  ((CairnSqliteSource *) source)->chunk_rows = 16;
  ((CairnSqliteSource *) source)->max_mended = world->max_mended;
  cairn_source_set_clock (source, NOW);
  cairn_source_set_warm_start (source, CAIRN_WARM_START_CATCH_UP);
  g_assert_true (cairn_source_load (source, NULL, NULL, &error));
  g_assert_no_error (error);
  return source;
}

static char *
find_kept (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ".warm"))
      return g_build_filename (folder, name, NULL);
  return NULL;
}

/* A database, and what is kept of it. */
static World
make_world (gsize max_mended)
{
  World world = { .max_mended = max_mended };
  sqlite3 *db;

  world.folder = g_dir_make_tmp ("cairn-fuzz-XXXXXX", NULL);
  world.database = g_build_filename (world.folder, "visits.db", NULL);
  g_assert_cmpint (sqlite3_open (world.database, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, schema, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
  world.mapping = cairn_mapping_guess (world.database, NULL);
  for (guint i = 0; i < 3; i++)
    {
      const char value[] = { 'S', (char) ('0' + i), '\0' };

      cairn_mapping_add_stage (world.mapping, value, value);
    }
  cairn_warm_start_set_folder (world.folder);
  {
    g_autoptr (CairnSource) source = load (&world);

    g_assert_true (cairn_source_keep (source));
  }
  world.path = find_kept (world.folder);
  g_assert_true (g_file_get_contents (world.path, &world.bytes, &world.size, NULL));
  return world;
}

/* Of a table whose stays are taken as they stand, and of one where they are put right. */
static World worlds[2];

static void
remove_worlds (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (worlds); i++)
    {
      g_autofree char *tag = g_build_filename (worlds[i].folder, "CACHEDIR.TAG", NULL);

      cairn_warm_start_clear (worlds[i].folder);
      g_remove (tag);
      g_remove (worlds[i].database);
      g_rmdir (worlds[i].folder);
    }
}

/* Again and again, whatever is found wrong on the way. */
static void
use (CairnSource *source)
{
  const CairnWindow window = { .kind = CAIRN_WINDOW_ALL };
  g_autoptr (CairnSnapshot) before = cairn_source_snapshot (source, NOW, &window);
  g_autoptr (CairnSnapshot) after = NULL;
  gboolean changed;

  for (guint i = 0; i < 100 && cairn_source_get_work (source) != CAIRN_SOURCE_FRESH; i++)
    if (cairn_source_get_work (source) == CAIRN_SOURCE_RELOAD
          ? !cairn_source_load (source, NULL, NULL, NULL)
          : !cairn_source_step (source, &changed, NULL))
      break;
  after = cairn_source_snapshot (source, NOW, &window);
  cairn_source_keep (source);
}

static void
try (const World *world, const guint8 *data, gsize size)
{
  g_autofree char *bytes = g_memdup2 (world->bytes, world->size);

  for (gsize i = 0; i + 5 <= size; i += 5)
    {
      guint32 place;

      memcpy (&place, data + i, sizeof place);
      bytes[GUINT32_FROM_LE (place) % world->size] ^= (char) data[i + 4];
    }
  if (!cairn_state_file_seal ((guint8 *) bytes, world->size))
    return;
  g_assert_true (g_file_set_contents_full (world->path, bytes, (gssize) world->size,
                                           G_FILE_SET_CONTENTS_CONSISTENT, 0600, NULL));
  cairn_warm_start_set_folder (world->folder);
  {
    g_autoptr (CairnSource) source = load (world);

    use (source);
  }
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  if (worlds[0].folder == NULL)
    {
      worlds[0] = make_world (10);
      worlds[1] = make_world (CAIRN_MAX_MENDED_ROWS);
      atexit (remove_worlds);
      /* That a row is not where wrong numbers said it was may be told. */
      g_log_set_always_fatal (G_LOG_FATAL_MASK);
      g_log_set_fatal_mask (NULL, G_LOG_FATAL_MASK);
    }
  for (guint i = 0; i < G_N_ELEMENTS (worlds); i++)
    try (&worlds[i], data, size);
  return 0;
}
