/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sqlite-fixture.h"

#include "timing/cairn-source.h"
#include "timing/cairn-table-pages.h"

#include <math.h>
#include <string.h>

/* Rows off the pages are the same as those that SQLite steps through. */

static const char *const columns[CAIRN_TABLE_FIELDS] = { NULL, "a", "b", "c", "d", "e", "f", "g" };

typedef struct
{
  sqlite3 *db;
  const char *table;
  GString *text; /* of all rows */
  guint n_rows, n_stepped;
} Dump;

static sqlite3 *
open_reader (const char *path)
{
  sqlite3 *db;

  g_assert_cmpint (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READONLY, NULL), ==, SQLITE_OK);
  sqlite3_busy_timeout (db, 10000);
  return db;
}

static void
dump_field (GString *text, const CairnField *field)
{
  switch (field->type)
    {
    case SQLITE_INTEGER:
      g_string_append_printf (text, " %" G_GINT64_FORMAT, field->integer);
      break;
    case SQLITE_FLOAT:
      g_string_append_printf (text, " %.17g.", field->real);
      break;
    case SQLITE_TEXT:
    case SQLITE_BLOB:
      g_string_append_printf (text, " %c%u:", field->type == SQLITE_TEXT ? 't' : 'b',
                              field->n_bytes);
      g_string_append_len (text, field->text, field->n_bytes);
      break;
    default:
      g_assert_cmpint (field->type, ==, SQLITE_NULL);
      g_string_append (text, " -");
    }
}

static void
dump_row (GString *text, gint64 id, const CairnField *fields)
{
  g_string_append_printf (text, "%" G_GINT64_FORMAT ":", id);
  for (guint f = 1; f < CAIRN_TABLE_FIELDS; f++)
    dump_field (text, &fields[f]);
  g_string_append_c (text, '\n');
}

static gboolean
step_rows (gpointer data, const CairnRowidSpan *span)
{
  Dump *dump = data;
  g_autofree char *sql = g_strdup_printf ("SELECT _rowid_, a, b, c, d, e, f, g FROM \"%s\" NOT "
                                          "INDEXED WHERE _rowid_ > ?1 AND _rowid_ <= ?2",
                                          dump->table);
  sqlite3_stmt *stmt;
  CairnField fields[CAIRN_TABLE_FIELDS];
  int rc = sqlite3_prepare_v2 (dump->db, sql, -1, &stmt, NULL);

  if (rc != SQLITE_OK)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, span->after);
  sqlite3_bind_int64 (stmt, 2, span->upto);
  while ((rc = sqlite3_step (stmt)) == SQLITE_ROW)
    {
      for (int f = 1; f < CAIRN_TABLE_FIELDS; f++)
        cairn_field_set_value (&fields[f], sqlite3_column_value (stmt, f));
      dump_row (dump->text, sqlite3_column_int64 (stmt, 0), fields);
      dump->n_stepped++;
    }
  sqlite3_finalize (stmt);
  return rc == SQLITE_DONE;
}

static void
take_rows (gpointer data, const CairnTableRow *rows, guint n_rows)
{
  Dump *dump = data;

  for (guint i = 0; i < n_rows; i++)
    dump_row (dump->text, rows[i].id, rows[i].fields);
  dump->n_rows += n_rows;
}

static void
dump_clear (Dump *dump)
{
  g_string_free (dump->text, TRUE);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Dump, dump_clear)

static Dump
dump_new (sqlite3 *db, const char *table)
{
  return (Dump){ .db = db, .table = table, .text = g_string_new (NULL) };
}

static CairnPagesResult
read_pages (CairnTablePages *pages, CairnRowidSpan span, Dump *dump)
{
  const CairnTableTaker taker = { take_rows, step_rows, dump };
  CairnPagesResult result = CAIRN_PAGES_READ;

  while (span.after < span.upto && result == CAIRN_PAGES_READ)
    {
      gint64 reached;

      result = cairn_table_pages_read (pages, &span, &taker, &reached);
      if (result == CAIRN_PAGES_READ)
        g_assert_cmpint (reached, >, span.after);
      span.after = reached;
    }
  return result;
}

/* What the pages hold is what SQLite says, if it says anything: on its way it looks at pages next
 * to
 * @span, too. Returns the rows that came from the pages. */
static guint
compare (sqlite3 *db, const char *table, CairnTablePages *pages, CairnRowidSpan span)
{
  g_auto (Dump) ours = dump_new (db, table);
  g_auto (Dump) theirs = dump_new (db, table);

  if (read_pages (pages, span, &ours) != CAIRN_PAGES_READ)
    return 0;
  if (!step_rows (&theirs, &span))
    return 0;
  g_assert_cmpstr (ours.text->str, ==, theirs.text->str);
  g_assert_cmpmem (ours.text->str, ours.text->len, theirs.text->str, theirs.text->len);
  return ours.n_rows;
}

static const CairnRowidSpan all = { G_MININT64, G_MAXINT64 };

/* ---- random tables ---- */

static const char *
pick (const char *const *words, guint n)
{
  return words[g_test_rand_int_range (0, (gint32) n)];
}

#define PICK(words) pick (words, G_N_ELEMENTS (words))

static gint64
random_integer (void)
{
  static const guint bits[] = { 1, 7, 8, 15, 16, 23, 24, 31, 32, 47, 48, 63 };
  guint n = bits[g_test_rand_int_range (0, G_N_ELEMENTS (bits))];
  guint64 value = (guint64) (guint32) g_test_rand_int () << 32 | (guint32) g_test_rand_int ();

  value >>= 64 - n;
  return g_test_rand_bit () ? (gint64) value : -(gint64) value - 1;
}

static void
bind_text (sqlite3_stmt *stmt, int i)
{
  static const guint lengths[] = { 0, 1, 5, 20, 60, 70, 300, 5000 };
  guint n = lengths[g_test_rand_int_range (0, g_test_rand_int_range (0, 20) == 0 ? 8 : 5)];
  g_autofree char *text = g_malloc (n + 1);
  gboolean broken = g_test_rand_int_range (0, 10) == 0;

  for (guint c = 0; c < n; c++)
    text[c] = broken ? (char) g_test_rand_int_range (0, 256)
                     : (char) ('0' + g_test_rand_int_range (0, 12));
  if (g_test_rand_int_range (0, 4) == 0)
    sqlite3_bind_blob (stmt, i, text, (int) n, SQLITE_TRANSIENT);
  else
    sqlite3_bind_text (stmt, i, text, (int) n, SQLITE_TRANSIENT);
}

static void
bind_random (sqlite3_stmt *stmt, int i)
{
  switch (g_test_rand_int_range (0, 6))
    {
    case 0:
      sqlite3_bind_null (stmt, i);
      break;
    case 1:
      sqlite3_bind_double (stmt, i, g_test_rand_bit () ? HUGE_VAL : g_test_rand_double () * 1e6);
      break;
    case 2:
      sqlite3_bind_double (stmt, i, (double) g_test_rand_int_range (-9, 9));
      break;
    case 3:
    case 4:
      sqlite3_bind_int64 (stmt, i, random_integer ());
      break;
    default:
      bind_text (stmt, i);
    }
}

static gint64
random_rowid (guint i)
{
  switch (g_test_rand_int_range (0, 8))
    {
    case 0:
      return random_integer ();
    case 1:
      return -(gint64) i;
    default:
      return (gint64) i;
    }
}

/* Into the columns that there are so far. */
static void
add_rows (sqlite3 *db, const char *names, guint n)
{
  g_autofree char *sql = g_strdup_printf (
    "INSERT OR IGNORE INTO t (_rowid_, %s) VALUES (?1, ?2, ?3, ?4, ?5, ?6)", names);
  sqlite3_stmt *stmt;

  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &stmt, NULL), ==, SQLITE_OK);
  for (guint i = 0; i < n; i++)
    {
      sqlite3_bind_int64 (stmt, 1, random_rowid (i));
      for (int f = 2; f <= 6; f++)
        bind_random (stmt, f);
      g_assert_cmpint (sqlite3_step (stmt), ==, SQLITE_DONE);
      sqlite3_reset (stmt);
    }
  sqlite3_finalize (stmt);
}

static const char *const types[]
  = { "",       "TEXT",           "INTEGER",  "REAL",      "NUMERIC", "BLOB", "DOUBLE PRECISION",
      "FLOATY", "FLOATING POINT", "DATETIME", "VARCHAR(9)" };

/* Columns "a" to "e" in a random order, and others in between. */
static char *
random_columns (void)
{
  const char *names[] = { "a", "b", "c", "d", "e", "x", "y" };
  GString *list = g_string_new (NULL);

  for (guint left = G_N_ELEMENTS (names); left > 0; left--)
    {
      gint32 i = g_test_rand_int_range (0, (gint32) left);

      g_string_append_printf (list, "%s%s %s", list->len > 0 ? ", " : "", names[i], PICK (types));
      names[i] = names[left - 1];
    }
  return g_string_free (list, FALSE);
}

static void
make_table (sqlite3 *db)
{
  static const char *const keys[]
    = { "", ", id INTEGER PRIMARY KEY", ", id INTEGER PRIMARY KEY DESC", ", id INT PRIMARY KEY",
        ", id, PRIMARY KEY (id, a)" };
  static const char *const added[]
    = { "", "TEXT", "REAL", "DEFAULT 7", "TEXT DEFAULT NULL", "REAL DEFAULT 3" };
  g_autofree char *list = random_columns ();
  g_autofree char *create = g_strdup_printf ("CREATE TABLE t (%s%s)", list, PICK (keys));
  g_autofree char *f = g_strdup_printf ("ALTER TABLE t ADD COLUMN f %s", PICK (added));
  g_autofree char *g = g_strdup_printf ("ALTER TABLE t ADD COLUMN g %s", PICK (added));

  fixture_exec (db, create);
  fixture_exec (db, "BEGIN; CREATE TABLE other (x);");
  add_rows (db, "a, b, c, d, e", 600);
  fixture_exec (db, "INSERT INTO other SELECT hex(randomblob(300)) FROM t LIMIT 100");
  fixture_exec (db, f);
  fixture_exec (db, g);
  add_rows (db, "c, d, e, f, g", (guint) g_test_rand_int_range (0, 1500));
  fixture_exec (db, "DELETE FROM t WHERE _rowid_ % 3 = 1");
  fixture_exec (db, "COMMIT");
  if (g_test_rand_bit ())
    fixture_exec (db, "DELETE FROM other; VACUUM");
}

/* A database with a page size and the like of its own. */
static sqlite3 *
random_database (const char *path)
{
  static const char *const pragmas[]
    = { "PRAGMA page_size = 512", "PRAGMA page_size = 1024", "PRAGMA page_size = 4096",
        "PRAGMA page_size = 8192", "PRAGMA page_size = 65536" };
  static const char *const vacuums[]
    = { "PRAGMA auto_vacuum = 0", "PRAGMA auto_vacuum = 1", "PRAGMA auto_vacuum = 2" };
  sqlite3 *db = fixture_open (path);
  int reserved = g_test_rand_int_range (0, 3) * 8;

  fixture_exec (db, PICK (pragmas));
  fixture_exec (db, PICK (vacuums));
  sqlite3_file_control (db, "main", SQLITE_FCNTL_RESERVE_BYTES, &reserved);
  if (g_test_rand_bit ())
    fixture_exec (db, "PRAGMA journal_mode = WAL");
  make_table (db);
  return db;
}

static void
compare_random_spans (sqlite3 *db, CairnTablePages *pages)
{
  for (guint i = 0; i < 10; i++)
    {
      gint64 x = random_rowid ((guint) g_test_rand_int_range (0, 2000));
      gint64 y = random_rowid ((guint) g_test_rand_int_range (0, 2000));

      compare (db, "t", pages, (CairnRowidSpan){ MIN (x, y), MAX (x, y) });
    }
}

/* How many rows of a random table are read from its pages is chance, so it goes on until there are
 * enough: a reader that
 * left all of them to SQLite would not get there. */
static void
test_random (void)
{
  g_autofree char *folder = fixture_folder ();
  guint n_rows = 0;

  for (guint round = 0; round < 40 || n_rows < 10000; round++)
    {
      g_autofree char *path = g_strdup_printf ("%s/%u.db", folder, round);
      sqlite3 *writer = random_database (path);
      sqlite3 *db = open_reader (path);
      CairnTablePages *pages = cairn_table_pages_new (db, "T", columns);

      g_assert_cmpuint (round, <, 1000);
      g_assert_nonnull (pages);
      n_rows += compare (db, "t", pages, all);
      compare_random_spans (db, pages);
      fixture_exec (writer, "PRAGMA wal_checkpoint (TRUNCATE)");
      sqlite3_close (writer);
      n_rows += compare (db, "t", pages, all);
      cairn_table_pages_free (pages);
      g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
    }
  fixture_remove_folder (folder);
}

/* ---- kinds of tables and files ---- */

typedef enum
{
  NONE,    /* there is no plan */
  REFUSED, /* it is not gone by */
  STEPPED, /* SQLite reads the rows */
  PAGES,
} How;

typedef struct
{
  const char *name;
  const char *sql; /* makes "t" of the rows of "r" */
  How how;
} Kind;

#define PLAIN "CREATE TABLE t (a, b, c, d, e, f, g); INSERT INTO t SELECT * FROM r;"

static const Kind kinds[] = {
  { "plain", PLAIN, PAGES },
  { "wal", "PRAGMA journal_mode = WAL; " PLAIN "PRAGMA wal_checkpoint (TRUNCATE)", PAGES },
  { "in the log",
    "PRAGMA journal_mode = WAL; " PLAIN "PRAGMA wal_checkpoint (TRUNCATE); UPDATE t SET d = 1",
    STEPPED },
  { "made in the log", "PRAGMA journal_mode = WAL; " PLAIN, REFUSED },
  { "persistent journal", "PRAGMA journal_mode = PERSIST; " PLAIN, PAGES },
  { "utf-16", PLAIN, REFUSED },
  { "the key is the rowid",
    "CREATE TABLE t (b, a INTEGER PRIMARY KEY, c, d, e, f, g);"
    "INSERT INTO t SELECT b, a, c, d, e, f, g FROM r",
    PAGES },
  { "the key is not",
    "CREATE TABLE t (b, a INTEGER PRIMARY KEY DESC, c, d, e, f, g);"
    "INSERT INTO t SELECT b, a, c, d, e, f, g FROM r",
    PAGES },
  { "key of text",
    "CREATE TABLE t (a TEXT PRIMARY KEY, b, c, d, e, f, g); INSERT INTO t SELECT * FROM r", PAGES },
  { "reals",
    "CREATE TABLE t (a REAL, b FLOAT, c DOUBLE, d, e, f, g); INSERT INTO t SELECT * FROM r",
    PAGES },
  { "strict",
    "CREATE TABLE t (a INTEGER, b REAL, c ANY, d TEXT, e ANY, f ANY, g ANY) STRICT;"
    "INSERT INTO t SELECT * FROM r",
    PAGES },
  { "added",
    "CREATE TABLE t (a, b, c, d, e); INSERT INTO t SELECT a, b, c, d, e FROM r;"
    "ALTER TABLE t ADD COLUMN f; ALTER TABLE t ADD COLUMN g TEXT",
    PAGES },
  { "added with a value",
    "CREATE TABLE t (a, b, c, d, e); INSERT INTO t SELECT a, b, c, d, e FROM "
    "r; ALTER TABLE t ADD COLUMN f; ALTER TABLE t ADD COLUMN g DEFAULT 5",
    STEPPED },
  { "computed",
    "CREATE TABLE t (a, b, c, x AS (a + b), d, e, f, g);"
    "INSERT INTO t (a, b, c, d, e, f, g) SELECT * FROM r",
    NONE },
  { "view", "CREATE VIEW t AS SELECT * FROM r", NONE },
  { "without rowid",
    "CREATE TABLE t (a PRIMARY KEY, b, c, d, e, f, g) WITHOUT ROWID; INSERT INTO t SELECT * FROM r",
    REFUSED },
  { "long rows",
    "CREATE TABLE t (a, b, c, d, e, f, g, x); INSERT INTO t SELECT *, "
    "zeroblob(20000) FROM r",
    PAGES },
  { "long rows before",
    "CREATE TABLE t (x, a, b, c, d, e, f, g); INSERT INTO t SELECT "
    "zeroblob(20000), * FROM r",
    STEPPED },
  { "empty", "CREATE TABLE t (a, b, c, d, e, f, g)", PAGES },
};

#define ROWS                                                                                       \
  "CREATE TABLE r (a, b, c, d, e, f, g); WITH n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n "    \
  "WHERE i < 999) INSERT INTO r SELECT i, i, 'text ' || i, 'x', NULL, x'00', 2.5 FROM n;"

static void
check_kind (const char *folder, const Kind *kind)
{
  g_autofree char *path = g_strdup_printf ("%s/%s.db", folder, kind->name);
  sqlite3 *writer = fixture_open (path);
  sqlite3 *db;
  g_autoptr (CairnTablePages) pages = NULL;
  g_auto (Dump) dump = { 0 };
  guint n = strcmp (kind->name, "empty") == 0 ? 0 : 999;

  if (strcmp (kind->name, "utf-16") == 0)
    fixture_exec (writer, "PRAGMA encoding = 'UTF-16'");
  fixture_exec (writer, ROWS);
  fixture_exec (writer, kind->sql);
  db = open_reader (path);
  dump = dump_new (db, "t");
  pages = cairn_table_pages_new (db, "t", columns);
  g_assert_true ((pages == NULL) == (kind->how == NONE));
  if (pages != NULL)
    {
      g_assert_cmpint (read_pages (pages, all, &dump), ==,
                       kind->how == REFUSED ? CAIRN_PAGES_REFUSED : CAIRN_PAGES_READ);
      g_assert_cmpuint (dump.n_rows, ==, kind->how == PAGES ? n : 0);
      g_assert_cmpuint (dump.n_stepped, ==, kind->how == STEPPED ? n : 0);
      if (kind->how != REFUSED)
        compare (db, "t", pages, all);
    }
  g_clear_pointer (&pages, cairn_table_pages_free);
  sqlite3_close (writer);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
}

static void
test_kinds (void)
{
  g_autofree char *folder = fixture_folder ();

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_test_message ("%s", kinds[i].name);
      check_kind (folder, &kinds[i]);
    }
  fixture_remove_folder (folder);
}

/* As cairn_sqlite_open() does where nobody writes. */
static void
test_immutable (void)
{
  g_autofree char *folder = fixture_folder ();
  g_autofree char *path
    = fixture_database (folder, "x.db", "PRAGMA journal_mode = WAL; " ROWS PLAIN);
  g_autofree char *file = g_filename_to_uri (path, NULL, NULL);
  g_autofree char *uri = g_strconcat (file, "?mode=ro&immutable=1", NULL);
  CairnTablePages *pages;
  sqlite3 *db;

  g_assert_cmpint (sqlite3_open_v2 (uri, &db, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, NULL), ==,
                   SQLITE_OK);
  pages = cairn_table_pages_new (db, "t", columns);
  g_assert_cmpuint (compare (db, "t", pages, all), ==, 999);
  cairn_table_pages_free (pages);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
  fixture_remove_folder (folder);
}

/* ---- others write ---- */

typedef struct
{
  const char *name;
  const char *before; /* by the writer */
  const char *commit; /* again and again */
  const char *after;
} Writing;

#define SMALL_TRANSACTION "BEGIN IMMEDIATE; UPDATE t SET b = b || 'x' WHERE a % 97 = 5; COMMIT"
#define ROLLED_BACK                                                                                \
  "PRAGMA cache_size = 1; BEGIN IMMEDIATE; UPDATE t SET c = 'gone'; ROLLBACK; " SMALL_TRANSACTION

static const Writing writings[] = {
  { "rollback journal", "", SMALL_TRANSACTION, "" },
  { "log", "PRAGMA journal_mode = WAL", SMALL_TRANSACTION, "" },
  { "log with spilled pages", "PRAGMA journal_mode = WAL", ROLLED_BACK, "" },
  { "log folded back", "PRAGMA journal_mode = WAL", SMALL_TRANSACTION, "PRAGMA wal_checkpoint" },
  { "log begun anew", "PRAGMA journal_mode = WAL", SMALL_TRANSACTION,
    "PRAGMA wal_checkpoint (RESTART)" },
  { "rows come", "PRAGMA journal_mode = WAL",
    "INSERT INTO t SELECT * FROM r LIMIT 50; DELETE FROM t WHERE a = 17", "" },
  { "table made anew", "PRAGMA journal_mode = WAL", "VACUUM", "" },
};

/* Between the windows. */
static void
check_writing (const char *folder, const Writing *writing)
{
  g_autofree char *path = g_strdup_printf ("%s/%s.db", folder, writing->name);
  sqlite3 *writer = fixture_open (path);
  sqlite3 *db;
  g_autoptr (CairnTablePages) pages = NULL;

  fixture_exec (writer, "PRAGMA page_size = 512");
  fixture_exec (writer, writing->before);
  fixture_exec (writer, ROWS PLAIN);
  if (*writing->before != '\0')
    fixture_exec (writer, "PRAGMA wal_checkpoint (TRUNCATE)");
  db = open_reader (path);
  pages = cairn_table_pages_new (db, "t", columns);
  g_assert_cmpuint (compare (db, "t", pages, all), ==, 999);
  for (gint64 id = 0; id < 1000; id += 100)
    {
      fixture_exec (writer, writing->commit);
      compare (db, "t", pages, (CairnRowidSpan){ id, id + 100 });
      fixture_exec (writer, writing->after);
      compare (db, "t", pages, (CairnRowidSpan){ id, id + 100 });
    }
  g_clear_pointer (&pages, cairn_table_pages_free);
  sqlite3_close (writer);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
}

static void
test_writing (void)
{
  g_autofree char *folder = fixture_folder ();

  for (guint i = 0; i < G_N_ELEMENTS (writings); i++)
    {
      g_test_message ("%s", writings[i].name);
      check_writing (folder, &writings[i]);
    }
  fixture_remove_folder (folder);
}

/* In somebody else's transaction it is that one's rows. */
static void
test_inner (void)
{
  g_autofree char *folder = fixture_folder ();
  g_autofree char *path = g_build_filename (folder, "x.db", NULL);
  sqlite3 *writer = fixture_open (path);
  sqlite3 *db;
  g_autoptr (CairnTablePages) pages = NULL;

  fixture_exec (writer, "PRAGMA journal_mode = WAL; " ROWS PLAIN);
  fixture_exec (writer, "PRAGMA wal_checkpoint (TRUNCATE)");
  db = open_reader (path);
  pages = cairn_table_pages_new (db, "t", columns);
  for (guint round = 0; round < 5; round++)
    {
      fixture_exec (db, "BEGIN; SELECT count(*) FROM t");
      fixture_exec (writer, "UPDATE t SET b = b || 'x' WHERE a % 500 = 3");
      g_assert_cmpuint (compare (db, "t", pages, all), >, 500);
      fixture_exec (writer, "PRAGMA wal_checkpoint");
      g_assert_cmpuint (compare (db, "t", pages, all), >, 500);
      g_assert_cmpint (sqlite3_get_autocommit (db), ==, 0);
      fixture_exec (db, "COMMIT");
    }
  g_clear_pointer (&pages, cairn_table_pages_free);
  sqlite3_close (writer);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
  fixture_remove_folder (folder);
}

/* A row on a page that is not in the log still comes off it. */
static void
test_partly_logged (void)
{
  g_autofree char *folder = fixture_folder ();
  g_autofree char *path = g_build_filename (folder, "x.db", NULL);
  sqlite3 *db = fixture_open (path);
  g_autoptr (CairnTablePages) pages = NULL;
  guint n;

  fixture_exec (db, "PRAGMA journal_mode = WAL; " ROWS PLAIN "PRAGMA wal_checkpoint (TRUNCATE);"
                    "UPDATE t SET b = 'other' WHERE a = 500");
  pages = cairn_table_pages_new (db, "t", columns);
  n = compare (db, "t", pages, all);
  g_assert_cmpuint (n, <, 999);
  g_assert_cmpuint (n, >, 800);
  g_clear_pointer (&pages, cairn_table_pages_free);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
  fixture_remove_folder (folder);
}

/* All rows of one transaction are as one commit left them, however fast others come. */

#define N_COMMITS 100

typedef struct
{
  const char *path;
  const char *mode;
  gint done;
} Storm;

static gpointer
run_storm (gpointer data)
{
  Storm *storm = data;
  sqlite3 *db = fixture_open (storm->path);

  fixture_exec (db, "PRAGMA wal_autocheckpoint = 20; PRAGMA cache_size = 5");
  for (guint i = 0; i < N_COMMITS; i++)
    {
      fixture_exec (db, i % 3 == 0 ? "BEGIN IMMEDIATE; UPDATE t SET a = a + 1000000; ROLLBACK"
                                   : "UPDATE t SET a = a + 1");
      if (i % 50 == 49)
        fixture_exec (db, "PRAGMA wal_checkpoint (RESTART)");
    }
  sqlite3_close (db);
  g_atomic_int_set (&storm->done, TRUE);
  return NULL;
}

typedef struct
{
  sqlite3 *db;
  gint64 first;
  guint n_rows, n_stepped;
} Seen;

static void
see_row (Seen *seen, gint64 a)
{
  if (seen->n_rows++ == 0)
    seen->first = a;
  g_assert_cmpint (a, ==, seen->first);
}

static void
see_rows (gpointer data, const CairnTableRow *rows, guint n_rows)
{
  for (guint i = 0; i < n_rows; i++)
    see_row (data, rows[i].fields[1].integer);
}

static gboolean
see_stepped (gpointer data, const CairnRowidSpan *span)
{
  Seen *seen = data;
  sqlite3_stmt *stmt;

  g_assert_cmpint (sqlite3_prepare_v2 (seen->db, "SELECT a FROM t WHERE rowid > ?1 AND rowid <= ?2",
                                       -1, &stmt, NULL),
                   ==, SQLITE_OK);
  sqlite3_bind_int64 (stmt, 1, span->after);
  sqlite3_bind_int64 (stmt, 2, span->upto);
  for (; sqlite3_step (stmt) == SQLITE_ROW; seen->n_stepped++)
    see_row (seen, sqlite3_column_int64 (stmt, 0));
  sqlite3_finalize (stmt);
  return TRUE;
}

static void
check_storm (const char *path, const char *mode)
{
  Storm storm = { path, mode, FALSE };
  sqlite3 *writer = fixture_open (path);
  sqlite3 *db;
  g_autoptr (CairnTablePages) pages = NULL;
  GThread *thread;
  guint n_seen = 0;

  fixture_exec (writer, "PRAGMA page_size = 512");
  fixture_exec (writer, mode);
  fixture_exec (writer, ROWS PLAIN "UPDATE t SET a = 1; PRAGMA wal_checkpoint (TRUNCATE)");
  db = open_reader (path);
  pages = cairn_table_pages_new (db, "t", columns);
  thread = g_thread_new ("storm", run_storm, &storm);
  while (!g_atomic_int_get (&storm.done))
    {
      Seen seen = { .db = db };
      const CairnTableTaker taker = { see_rows, see_stepped, &seen };
      gint64 reached;

      if (cairn_table_pages_read (pages, &all, &taker, &reached) != CAIRN_PAGES_READ)
        continue;
      g_assert_cmpuint (seen.n_rows, ==, 999);
      n_seen += seen.n_rows - seen.n_stepped;
    }
  g_thread_join (thread);
  g_assert_cmpuint (n_seen, >, 0);
  g_clear_pointer (&pages, cairn_table_pages_free);
  sqlite3_close (writer);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
}

static void
test_storm (void)
{
  static const char *const modes[]
    = { "PRAGMA journal_mode = DELETE", "PRAGMA journal_mode = WAL" };
  g_autofree char *folder = fixture_folder ();

  for (guint i = 0; i < G_N_ELEMENTS (modes); i++)
    {
      g_autofree char *path = g_strdup_printf ("%s/%u.db", folder, i);

      check_storm (path, modes[i]);
    }
  fixture_remove_folder (folder);
}

/* ---- damage ---- */

static void
damage (char *bytes, gsize size)
{
  guint n = (guint) g_test_rand_int_range (1, 20);

  for (guint i = 0; i < n; i++)
    {
      /* Rather in the headers of pages than in texts. */
      gsize page = (gsize) g_test_rand_int_range (0, (gint32) (size / 512)) * 512;
      gsize place = g_test_rand_bit () ? page + (gsize) g_test_rand_int_range (0, 40)
                                       : page + (gsize) g_test_rand_int_range (0, 512);

      bytes[place] = (char) g_test_rand_int_range (0, 256);
    }
}

/* Whatever is read off damaged pages, SQLite reads as well. */
static void
check_damaged (const char *path)
{
  sqlite3 *db = fixture_open (path);
  CairnTablePages *pages = cairn_table_pages_new (db, "t", columns);

  if (pages != NULL)
    {
      compare (db, "t", pages, all);
      for (gint64 id = 0; id < 1000; id += 200)
        compare (db, "t", pages, (CairnRowidSpan){ id, id + 200 });
      cairn_table_pages_free (pages);
    }
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
}

static void
test_damaged (void)
{
  g_autofree char *folder = fixture_folder ();
  g_autofree char *path = g_build_filename (folder, "x.db", NULL);
  g_autofree char *bytes = NULL;
  gsize size;
  sqlite3 *db = fixture_open (path);

  fixture_exec (db, "PRAGMA page_size = 512; " ROWS PLAIN);
  sqlite3_close (db);
  g_assert_true (g_file_get_contents (path, &bytes, &size, NULL));
  for (guint round = 0; round < 300; round++)
    {
      g_autofree char *copy = g_memdup2 (bytes, size);

      damage (copy, size);
      g_assert_true (g_file_set_contents (
        path, copy, round % 10 == 0 ? g_test_rand_int_range (1, (gint32) size) : (gssize) size,
        NULL));
      check_damaged (path);
    }
  fixture_remove_folder (folder);
}

/* Has the pages above some leaves say that their rowids are less than they are, which does not keep
 * SQLite from reading the rows one after the other. */
static void
misplace (guint8 *bytes, gsize size)
{
  for (guint8 *page = bytes + 512; page < bytes + size; page += 512)
    if (page[0] == 5)
      {
        guint n_cells = (guint) page[3] << 8 | page[4];
        const guint8 *place = page + 12 + 2 * (n_cells - 1);
        guint8 *id = page + ((guint) place[0] << 8 | place[1]) + 4;

        g_assert_cmpuint (id[0], >=, 0x80);
        g_assert_cmpuint (id[1], >, 0);
        id[1]--;
      }
}

/* Rows that were begun to be read off the pages are not counted twice. */
static void
test_begun (void)
{
  g_autofree char *folder = fixture_folder ();
  g_autofree char *path = fixture_database (folder, "x.db", "PRAGMA page_size = 512; " ROWS PLAIN);
  g_autoptr (CairnMapping) mapping = cairn_mapping_new (path);
  g_autoptr (CairnSource) source = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *bytes = NULL;
  gsize size;

  g_assert_true (g_file_get_contents (path, &bytes, &size, NULL));
  misplace ((guint8 *) bytes, size);
  g_assert_true (g_file_set_contents (path, bytes, (gssize) size, NULL));
  mapping->table = g_strdup ("t");
  mapping->customer = g_strdup ("a");
  mapping->stage = g_strdup ("b");
  mapping->entered = g_strdup ("c");
  mapping->left = g_strdup ("e");
  source = cairn_source_open (mapping, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (cairn_source_load (source, NULL, NULL, &error));
  g_assert_cmpuint (cairn_source_get_n_rows (source), ==, 999);
  g_clear_pointer (&source, cairn_source_free);
  fixture_remove_folder (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/table-pages/random", test_random);
  g_test_add_func ("/table-pages/kinds", test_kinds);
  g_test_add_func ("/table-pages/immutable", test_immutable);
  g_test_add_func ("/table-pages/writing", test_writing);
  g_test_add_func ("/table-pages/inner", test_inner);
  g_test_add_func ("/table-pages/partly-logged", test_partly_logged);
  g_test_add_func ("/table-pages/storm", test_storm);
  g_test_add_func ("/table-pages/damaged", test_damaged);
  g_test_add_func ("/table-pages/begun", test_begun);
  return g_test_run ();
}
