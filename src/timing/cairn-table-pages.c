/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing/cairn-table-pages.h"
#include "timing/cairn-page-log.h"
#include "timing/cairn-sqlite-bytes.h"
#include "timing/cairn-sqlite-private.h"
#include "timing/cairn-table-plan.h"

#define FILE_HEADER 100
#define BRANCH_HEADER 12
#define MOST_LEVELS 20
#define MOST_PAGES 4096 /* at once */
#define BLOCK (64 * 1024)
#define MOST_APART 4 /* pages that are read along with those in between */
#define LOCK_BYTE 0x40000000
#define UTF8 1

/* A page and the rowids in it and below. */
typedef struct
{
  guint32 page;
  gboolean is_logged;
  CairnRowidSpan span;
} Branch;

struct _CairnTablePages
{
  sqlite3 *db;
  sqlite3_stmt *begin, *end, *schema, *data;
  CairnTablePlan plan;
  guint32 root;
  gint64 schema_version;

  /* in a transaction */
  gboolean is_inner; /* of the caller's */
  sqlite3_file *file;
  guint32 page_size, usable;
  guint32 n_pages;
  CairnPageLog log;
  gint64 data_version;      /* when it was read; -1: it was not */
  GArray *branches, *below; /* Branch */
  guint32 n_expanded;
  gboolean has_next; /* the last one is what follows the rows wanted */

  guint8 *block; /* pages one after the other */
  guint32 room;
  CairnTableRows rows;
};

/* ---- a table ---- */

static sqlite3_stmt *
prepare (sqlite3 *db, const char *sql)
{
  sqlite3_stmt *stmt = NULL;

  return sqlite3_prepare_v3 (db, sql, -1, SQLITE_PREPARE_PERSISTENT, &stmt, NULL) == SQLITE_OK
           ? stmt
           : NULL;
}

static gboolean
get_version (sqlite3_stmt *stmt, gint64 *version)
{
  gboolean ok = sqlite3_step (stmt) == SQLITE_ROW;

  if (ok)
    *version = sqlite3_column_int64 (stmt, 0);
  return sqlite3_reset (stmt) == SQLITE_OK && ok;
}

/* The caller's transaction does as well. */
static gboolean
begin (CairnTablePages *self)
{
  gboolean ok;

  self->is_inner = !sqlite3_get_autocommit (self->db);
  if (self->is_inner)
    return TRUE;
  ok = sqlite3_step (self->begin) == SQLITE_DONE;
  return sqlite3_reset (self->begin) == SQLITE_OK && ok;
}

static void
end (CairnTablePages *self)
{
  if (self->is_inner)
    return;
  sqlite3_step (self->end);
  sqlite3_reset (self->end);
}

/* In one transaction, so that it is of one schema. */
static gboolean
plan_all (CairnTablePages *self, const char *table, const char *const *columns)
{
  return cairn_table_plan_make (&self->plan, self->db, table, columns, &self->root)
         && get_version (self->schema, &self->schema_version);
}

CairnTablePages *
cairn_table_pages_new (sqlite3 *db, const char *table, const char *const *columns)
{
  g_autoptr (CairnTablePages) self = g_new0 (CairnTablePages, 1);
  gboolean ok;

  self->db = db;
  self->branches = g_array_new (FALSE, FALSE, sizeof (Branch));
  self->below = g_array_new (FALSE, FALSE, sizeof (Branch));
  self->begin = prepare (db, "BEGIN");
  self->end = prepare (db, "COMMIT");
  self->schema = prepare (db, "PRAGMA schema_version");
  self->data = prepare (db, "PRAGMA data_version");
  self->data_version = -1;
  if (self->begin == NULL || self->end == NULL || self->schema == NULL || self->data == NULL
      || !begin (self))
    return NULL;
  ok = plan_all (self, table, columns);
  end (self);
  return ok ? g_steal_pointer (&self) : NULL;
}

void
cairn_table_pages_free (CairnTablePages *self)
{
  g_clear_pointer (&self->begin, sqlite3_finalize);
  g_clear_pointer (&self->end, sqlite3_finalize);
  g_clear_pointer (&self->schema, sqlite3_finalize);
  g_clear_pointer (&self->data, sqlite3_finalize);
  g_clear_pointer (&self->branches, g_array_unref);
  g_clear_pointer (&self->below, g_array_unref);
  cairn_page_log_clear (&self->log);
  cairn_table_rows_clear (&self->rows);
  g_free (self->block);
  g_free (self);
}

/* ---- the file ---- */

static gboolean
is_immutable (sqlite3 *db)
{
  return sqlite3_uri_boolean (sqlite3_db_filename (db, "main"), "immutable", 0) != 0;
}

/* As long as nobody commits, a transaction sees the same part of the log, which need not be walked
 * through again. SQLite does not tell that of commits of our own. */
static gboolean
read_log (CairnTablePages *self, sqlite3_file *log)
{
  gint64 version;

  if (!get_version (self->data, &version))
    return FALSE;
  if (version == self->data_version)
    return TRUE;
  self->data_version = -1;
  if (!cairn_page_log_read (&self->log, log, self->page_size, self->n_pages))
    return FALSE;
  if (sqlite3_db_readonly (self->db, "main") == 1)
    self->data_version = version;
  return TRUE;
}

/* Bytes 18 and 19 of the header are 2 in WAL mode, else 1. */
static gboolean
look_at_log (CairnTablePages *self, const guint8 *header)
{
  sqlite3_file *log = NULL;
  gboolean open;

  if (sqlite3_file_control (self->db, "main", SQLITE_FCNTL_JOURNAL_POINTER, &log) != SQLITE_OK)
    return FALSE;
  open = log != NULL && log->pMethods != NULL;
  if (header[18] == 2 && header[19] == 2 && open)
    return read_log (self, log);
  cairn_page_log_forget (&self->log);
  self->data_version = -1;
  if (header[18] == 1 && header[19] == 1)
    return !open;
  return header[18] == 2 && header[19] == 2 && is_immutable (self->db);
}

/* "The SQLite database file format", section 1.3. The header stands in the file as it was when
 * the log was last folded back; of the same schema, it says the same of what counts here. */
static gboolean
take_header (CairnTablePages *self, const guint8 *header, gint64 size)
{
  guint page_size = cairn_get_be16 (header + 16);

  self->page_size = page_size == 1 ? 65536 : page_size;
  self->usable = self->page_size - header[20];
  if (memcmp (header, "SQLite format 3", 16) != 0 || self->page_size < 512
      || (self->page_size & (self->page_size - 1)) != 0 || self->usable < 480)
    return FALSE;
  self->n_pages = (guint32) MIN (size / self->page_size, G_MAXINT32);
  return cairn_get_be32 (header + 40) == (guint32) self->schema_version
         && cairn_get_be32 (header + 56) == UTF8;
}

/* Without a log, what is behind the last page that the header counts does not belong to it. A
 * version of SQLite that did not count them left the two numbers apart. */
static void
take_page_count (CairnTablePages *self, const guint8 *header)
{
  guint32 n = cairn_get_be32 (header + 28);

  if (!cairn_page_log_is_empty (&self->log) || n == 0 || memcmp (header + 24, header + 92, 4) != 0)
    return;
  self->n_pages = MIN (self->n_pages, n);
}

/* What the transaction sees. */
static gboolean
look_at_file (CairnTablePages *self)
{
  guint8 header[FILE_HEADER];
  sqlite3_int64 size;
  gint64 version;

  if (!get_version (self->schema, &version) || version != self->schema_version)
    return FALSE;
  if (sqlite3_file_control (self->db, "main", SQLITE_FCNTL_FILE_POINTER, &self->file) != SQLITE_OK
      || self->file == NULL || self->file->pMethods == NULL)
    return FALSE;
  if (self->file->pMethods->xFileSize (self->file, &size) != SQLITE_OK
      || self->file->pMethods->xRead (self->file, header, sizeof header, 0) != SQLITE_OK
      || !take_header (self, header, size) || !look_at_log (self, header))
    return FALSE;
  take_page_count (self, header);
  return TRUE;
}

/* Pages from @first on, one after the other; NULL: they are not there. */
static const guint8 *
read_pages (CairnTablePages *self, guint32 first, guint32 n)
{
  guint32 size = n * self->page_size;

  if (first == 0 || first > self->n_pages || n > self->n_pages - first + 1)
    return NULL;
  if (size > self->room)
    {
      g_free (self->block);
      self->room = MAX (size, BLOCK);
      self->block = g_malloc (self->room);
    }
  return self->file->pMethods->xRead (self->file, self->block, (int) size,
                                      (sqlite3_int64) (first - 1) * self->page_size)
             == SQLITE_OK
           ? self->block
           : NULL;
}

/* ---- the tree ---- */

static CairnTablePage
get_page (const CairnTablePages *self, const guint8 *bytes, guint32 number)
{
  return (CairnTablePage){ bytes, self->page_size, self->usable, number == 1 ? FILE_HEADER : 0 };
}

static gboolean
add_below (CairnTablePages *self, guint32 page, const CairnRowidSpan *span)
{
  Branch branch = { page, cairn_page_log_has (&self->log, page), *span };

  /* SQLite locks by the bytes of this page, and keeps nothing on it. */
  if (page == LOCK_BYTE / self->page_size + 1)
    return FALSE;
  g_array_append_val (self->below, branch);
  return TRUE;
}

static gboolean
read_cell (const CairnTablePage *page, guint place, guint least, guint32 *child, gint64 *upto)
{
  guint64 id;

  if (place < least || place + 4 > page->usable
      || cairn_get_varint (page->bytes + place + 4, page->bytes + page->usable, &id) == 0)
    return FALSE;
  *child = cairn_get_be32 (page->bytes + place);
  *upto = (gint64) id;
  return TRUE;
}

/* Adds what is below @branch and has to do with @wanted, and what follows: there it shows if a row
 * wanted stands in the wrong place. */
static gboolean
expand (CairnTablePages *self, const Branch *branch, const CairnRowidSpan *wanted)
{
  const guint8 *bytes = read_pages (self, branch->page, 1);
  CairnTablePage page = get_page (self, bytes, branch->page);
  const guint8 *header = bytes + page.start;
  CairnRowidSpan span = { branch->span.after, branch->span.after };
  guint n_cells, least;

  /* More than there are pages: some lead back to themselves. */
  if (bytes == NULL || header[0] != CAIRN_PAGE_TABLE_BRANCH || ++self->n_expanded > self->n_pages)
    return FALSE;
  n_cells = cairn_get_be16 (header + 3);
  least = page.start + BRANCH_HEADER + 2 * n_cells;
  if (least > page.usable)
    return FALSE;
  for (guint i = 0; i <= n_cells; i++)
    {
      guint32 child = cairn_get_be32 (header + 8);

      if (i == n_cells)
        span.upto = branch->span.upto;
      else if (!read_cell (&page, cairn_get_be16 (header + BRANCH_HEADER + 2 * i), least, &child,
                           &span.upto))
        return FALSE;
      if (span.upto <= span.after || span.upto > branch->span.upto)
        return FALSE;
      if (span.upto > wanted->after && !self->has_next)
        {
          self->has_next = span.after >= wanted->upto;
          if (!add_below (self, child, &span))
            return FALSE;
        }
      span.after = span.upto;
    }
  return TRUE;
}

/* Goes one level down with all branches; too many of them are cut off, and @wanted with them. */
static gboolean
descend (CairnTablePages *self, CairnRowidSpan *wanted)
{
  GArray *branches = self->branches;

  g_array_set_size (self->below, 0);
  self->has_next = FALSE;
  for (guint i = 0; i < branches->len; i++)
    {
      const Branch *branch = &g_array_index (branches, Branch, i);

      if (self->below->len >= MOST_PAGES)
        {
          wanted->upto = branch->span.after;
          break;
        }
      if (branch->is_logged)
        g_array_append_vals (self->below, branch, 1);
      else if (!expand (self, branch, wanted))
        return FALSE;
    }
  self->branches = self->below;
  self->below = branches;
  return TRUE;
}

/* 0: it cannot be read. */
static guint8
get_kind (CairnTablePages *self, guint32 page)
{
  const guint8 *bytes = read_pages (self, page, 1);

  return bytes != NULL ? bytes[page == 1 ? FILE_HEADER : 0] : 0;
}

static const Branch *
find_readable (const GArray *branches)
{
  for (guint i = 0; i < branches->len; i++)
    if (!g_array_index (branches, Branch, i).is_logged)
      return &g_array_index (branches, Branch, i);
  return NULL;
}

/* Makes the branches those leaves that have to do with @wanted, in their order, and pages that are
 * in the log instead of what is below them. */
static gboolean
find_leaves (CairnTablePages *self, CairnRowidSpan *wanted)
{
  const CairnRowidSpan all = { G_MININT64, G_MAXINT64 };

  self->n_expanded = 0;
  g_array_set_size (self->below, 0);
  if (!add_below (self, self->root, &all))
    return FALSE;
  g_array_set_size (self->branches, 0);
  g_array_append_vals (self->branches, self->below->data, 1);
  for (guint level = 0; level < MOST_LEVELS; level++)
    {
      const Branch *branch = find_readable (self->branches);

      if (branch == NULL || get_kind (self, branch->page) == CAIRN_PAGE_TABLE_LEAF)
        return TRUE;
      if (!descend (self, wanted))
        return FALSE;
    }
  return FALSE;
}

/* ---- the rows ---- */

static const Branch *
get_branch (const CairnTablePages *self, guint i)
{
  return &g_array_index (self->branches, Branch, i);
}

/* How many branches from @i on can be read at once, and the last page of them. */
static guint
count_run (const CairnTablePages *self, guint i, guint32 *last)
{
  guint32 first = get_branch (self, i)->page;
  guint32 most = MAX (BLOCK / self->page_size, 1);
  guint n = 1;

  *last = first;
  for (; i + n < self->branches->len; n++)
    {
      const Branch *next = get_branch (self, i + n);

      if (next->is_logged || next->page <= *last || next->page - *last > MOST_APART
          || next->page - first >= most)
        break;
      *last = next->page;
    }
  return n;
}

static gboolean
leave_to_sqlite (const CairnRowidSpan *wanted,
                 gint64 after,
                 gint64 upto,
                 const CairnTableTaker *taker)
{
  const CairnRowidSpan span = { MAX (after, wanted->after), MIN (upto, wanted->upto) };

  return span.after >= span.upto || taker->rest (taker->data, &span);
}

static CairnPagesResult
read_leaf (CairnTablePages *self,
           const Branch *branch,
           const guint8 *bytes,
           const CairnRowidSpan *wanted,
           const CairnTableTaker *taker)
{
  CairnTablePage page = get_page (self, bytes, branch->page);

  switch (cairn_table_leaf_read (&self->plan, &page, &branch->span, wanted, &self->rows))
    {
    case CAIRN_LEAF_READ:
      if (self->rows.n_rows > 0)
        taker->rows (taker->data, self->rows.rows, self->rows.n_rows);
      return CAIRN_PAGES_READ;
    case CAIRN_LEAF_BEYOND:
      return leave_to_sqlite (wanted, branch->span.after, branch->span.upto, taker)
               ? CAIRN_PAGES_READ
               : CAIRN_PAGES_FAILED;
    case CAIRN_LEAF_DAMAGED:
    default:
      return CAIRN_PAGES_REFUSED;
    }
}

/* Sets *@n to the number of branches done. */
static CairnPagesResult
read_run (CairnTablePages *self,
          guint i,
          guint *n,
          const CairnRowidSpan *wanted,
          const CairnTableTaker *taker)
{
  guint32 first = get_branch (self, i)->page;
  guint32 last;
  const guint8 *bytes;
  CairnPagesResult result = CAIRN_PAGES_READ;

  *n = count_run (self, i, &last);
  bytes = read_pages (self, first, last - first + 1);
  if (bytes == NULL)
    return CAIRN_PAGES_REFUSED;
  for (guint b = i; b < i + *n && result == CAIRN_PAGES_READ; b++)
    {
      const Branch *branch = get_branch (self, b);

      result = read_leaf (self, branch, bytes + (gsize) (branch->page - first) * self->page_size,
                          wanted, taker);
    }
  return result;
}

static CairnPagesResult
skip_run (CairnTablePages *self,
          guint i,
          guint *n,
          const CairnRowidSpan *wanted,
          const CairnTableTaker *taker)
{
  for (*n = 1; i + *n < self->branches->len && get_branch (self, i + *n)->is_logged;)
    ++*n;
  return leave_to_sqlite (wanted, get_branch (self, i)->span.after,
                          get_branch (self, i + *n - 1)->span.upto, taker)
           ? CAIRN_PAGES_READ
           : CAIRN_PAGES_FAILED;
}

static CairnPagesResult
read_all (CairnTablePages *self, CairnRowidSpan *wanted, const CairnTableTaker *taker)
{
  CairnPagesResult result = CAIRN_PAGES_READ;
  guint n;

  if (!look_at_file (self) || !find_leaves (self, wanted))
    return CAIRN_PAGES_REFUSED;
  for (guint i = 0; i < self->branches->len && result == CAIRN_PAGES_READ; i += n)
    result = get_branch (self, i)->is_logged ? skip_run (self, i, &n, wanted, taker)
                                             : read_run (self, i, &n, wanted, taker);
  return result;
}

CairnPagesResult
cairn_table_pages_read (CairnTablePages *self,
                        const CairnRowidSpan *span,
                        const CairnTableTaker *taker,
                        gint64 *reached)
{
  CairnRowidSpan wanted = *span;
  CairnPagesResult result;

  if (!begin (self))
    return CAIRN_PAGES_REFUSED;
  result = read_all (self, &wanted, taker);
  end (self);
  *reached = wanted.upto;
  return result;
}
