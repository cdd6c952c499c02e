/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing/cairn-customer-book-private.h"
#include "timing/cairn-engine-private.h"
#include "timing/cairn-large-room.h"
#include "timing/cairn-table-pages.h"

#include <stdlib.h>
#include <string.h>

#define LEAST_ROW_SIZE 8 /* bytes */

static guint
hash_bytes (const char *bytes, gsize n, guint64 hash)
{
  guint64 word;

  for (hash += n; n > 0; bytes += MIN (n, sizeof word), n -= MIN (n, sizeof word))
    {
      word = 0;
      memcpy (&word, bytes, MIN (n, sizeof word));
      hash = (hash ^ word) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
      hash ^= hash >> 32;
    }
  return (guint) hash;
}

guint
cairn_customer_name_hash (gconstpointer data)
{
  const CairnCustomerName *name = data;

  return hash_bytes (name->text, name->n_bytes, 0);
}

static gboolean
name_equal (gconstpointer a, gconstpointer b)
{
  const CairnCustomerName *one = a;
  const CairnCustomerName *other = b;

  return one->n_bytes == other->n_bytes
         && (one->n_bytes == 0 || memcmp (one->text, other->text, one->n_bytes) == 0);
}

/* In one piece with its text. */
static CairnCustomerName *
name_new (const char *text, gsize n_bytes)
{
  CairnCustomerName *name = g_malloc (sizeof *name + n_bytes);
  char *copy = (char *) (name + 1);

  if (n_bytes > 0)
    memcpy (copy, text, n_bytes);
  *name = (CairnCustomerName){ copy, n_bytes };
  return name;
}

CairnCustomerBook *
cairn_customer_book_new (CairnEngine *engine, CairnSegmentTable *segments)
{
  CairnCustomerBook *self = g_new0 (CairnCustomerBook, 1);

  self->engine = engine;
  self->segments = segments;
  self->entries = g_array_new (FALSE, FALSE, sizeof (CairnCustomerEntry));
  self->by_key = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->by_text = g_hash_table_new_full (cairn_customer_name_hash, name_equal, g_free, NULL);
  self->claimed = g_array_new (FALSE, TRUE, sizeof (guint8));
  return self;
}

void
cairn_customer_book_free (CairnCustomerBook *self)
{
  g_array_unref (self->entries);
  free (self->direct);
  g_hash_table_unref (self->by_key);
  g_hash_table_unref (self->by_text);
  g_array_unref (self->claimed);
  cairn_customer_keys_clear (&self->kept);
  g_free (self);
}

/* Another thread may be filling it in at this moment. */
static inline guint32
slot_get_index (const CairnCustomerSlot *slot)
{
  return __atomic_load_n (&slot->index, __ATOMIC_ACQUIRE);
}

static CairnCustomerEntry *
lookup (CairnCustomerBook *self, const CairnCustomerKey *key)
{
  guint index = 0;

  if (key->text != NULL)
    {
      CairnCustomerName name = { key->text, key->n_bytes };

      index = GPOINTER_TO_UINT (g_hash_table_lookup (self->by_text, &name));
      if (index == 0)
        index = cairn_customer_keys_find_text (&self->kept, &name);
    }
  else
    {
      if (key->number >= 0 && key->number < self->n_direct)
        index = slot_get_index (&self->direct[key->number]);
      if (index == 0)
        index = GPOINTER_TO_UINT (g_hash_table_lookup (self->by_key, &key->number));
      if (index == 0)
        index = cairn_customer_keys_find_number (&self->kept, key->number);
    }
  return index != 0 ? &g_array_index (self->entries, CairnCustomerEntry, index - 1) : NULL;
}

/* While others look, nothing may move. */
static gboolean
make_direct (CairnCustomerBook *self, gint64 key)
{
  CairnCustomerSlot *before = self->direct;
  guint n;

  if (key >= 0 && key < self->n_direct)
    return TRUE;
  if (key < 0 || key >= CAIRN_DIRECT_KEYS || self->shared)
    return FALSE;
  n = MIN (CAIRN_DIRECT_KEYS, MAX ((guint) key + (guint) key / 4, 1024));
  self->direct = cairn_large_room_new0 (n * sizeof (CairnCustomerSlot));
  if (before != NULL)
    memcpy (self->direct, before, self->n_direct * sizeof *before);
  self->n_direct = n;
  free (before);
  return TRUE;
}

static void
insert (CairnCustomerBook *self, const CairnCustomerKey *key, const CairnCustomerEntry *entry)
{
  guint32 index = self->entries->len + 1;
  CairnCustomerSlot *slot;

  /* The engine counts like this, too, as each number it gives is somebody's. */
  g_return_if_fail (entry->customer.number == self->entries->len);

  g_array_append_vals (self->entries, entry, 1);
  if (key->text != NULL)
    g_hash_table_insert (self->by_text, name_new (key->text, key->n_bytes),
                         GUINT_TO_POINTER (index));
  else if (make_direct (self, key->number))
    {
      slot = &self->direct[key->number];
      slot->segment = entry->customer.segment;
      __atomic_store_n (&slot->index, index, __ATOMIC_RELEASE);
    }
  else
    g_hash_table_insert (self->by_key, g_memdup2 (&key->number, sizeof key->number),
                         GUINT_TO_POINTER (index));
}

/* "" for what has no text. */
static inline void
read_key (const CairnField *field, char *digits, CairnCustomerKey *key)
{
  key->text = NULL;
  if (field->type == SQLITE_INTEGER)
    {
      key->number = field->integer;
      return;
    }
  key->text = cairn_field_get_text (field, digits, &key->n_bytes);
  if (key->text == NULL)
    key->text = "";
}

CairnCustomerKey
cairn_customer_key_of_value (sqlite3_value *value, char *digits)
{
  CairnCustomerKey key = { 0 };
  CairnField field;

  cairn_field_set_value (&field, value);
  read_key (&field, digits, &key);
  return key;
}

/* Whether nobody else has this number of the engine's yet. */
static gboolean
claim (CairnCustomerBook *self, guint32 number)
{
  if (number >= self->claimed->len)
    g_array_set_size (self->claimed, number + 1);
  if (g_array_index (self->claimed, guint8, number) != 0)
    return FALSE;
  g_array_index (self->claimed, guint8, number) = 1;
  return TRUE;
}

static char *
copy_key (const CairnCustomerKey *key)
{
  return key->text != NULL ? g_strndup (key->text, key->n_bytes)
                           : g_strdup_printf ("%" G_GINT64_FORMAT, key->number);
}

/* Two customers may share a name, and still are two. */
static guint32
number_for_shared (CairnCustomerBook *self, const char *name, const CairnCustomerKey *its_key)
{
  g_autofree char *mark = copy_key (its_key);
  g_autofree char *longer = NULL;
  guint32 number;

  do
    {
      g_autofree char *plain = g_strdup_printf ("%s (%s)", name, mark);

      g_free (longer);
      name = longer = g_utf8_make_valid (plain, -1);
      number = cairn_engine_add_customer (self->engine, name);
    }
  while (!claim (self, number));
  return number;
}

/* Without a name, the key is one. */
static guint32
number_for_name (CairnCustomerBook *self,
                 const CairnCustomerName *name,
                 const CairnCustomerKey *its_key)
{
  g_autofree char *own = NULL;
  guint32 number;

  if (name->n_bytes > 0 && g_utf8_validate_len (name->text, name->n_bytes, NULL))
    number = cairn_engine_add_customer_text (self->engine, name->text, name->n_bytes);
  else
    {
      g_autofree char *any
        = name->n_bytes > 0 ? g_strndup (name->text, name->n_bytes) : copy_key (its_key);

      own = g_utf8_make_valid (any, -1);
      number = cairn_engine_add_customer (self->engine, own);
    }
  if (claim (self, number))
    return number;
  if (own == NULL)
    own = g_strndup (name->text, name->n_bytes);
  return number_for_shared (self, own, its_key);
}

/* ---- the customers table ---- */

enum
{
  FIELD_ID = 1,
  FIELD_NAME,
  FIELD_SEGMENT,
};

#define RECENT_SEGMENTS 32 /* a power of two */

typedef struct
{
  char *text; /* NULL: none yet */
  gsize n_bytes;
  guint16 number;
} RecentSegment;

typedef struct
{
  CairnCustomerBook *book;
  RecentSegment segments[RECENT_SEGMENTS]; /* by length and last letter: there are few */
  guint n_rows;
  gboolean changed;
} Listing;

/* @digits: room for a number. Its text is NULL if there is none. */
static CairnCustomerName
get_text (const CairnField *field, char *digits)
{
  CairnCustomerName text;

  text.text = cairn_field_get_text (field, digits, &text.n_bytes);
  return text;
}

static guint16
find_segment (Listing *self, const CairnCustomerName *segment)
{
  gsize n = segment->n_bytes;
  guint hash = n > 0 ? (guint) n * 7 + (guchar) segment->text[n - 1] : 0;
  RecentSegment *recent = &self->segments[hash % RECENT_SEGMENTS];

  if (recent->text == NULL || recent->n_bytes != n
      || (n > 0 && memcmp (recent->text, segment->text, n) != 0))
    {
      g_free (recent->text);
      recent->text = n > 0 ? g_strndup (segment->text, n) : g_strdup ("");
      recent->n_bytes = n;
      recent->number = cairn_segment_table_add (self->book->segments, recent->text);
    }
  return recent->number;
}

static void
note_listed (Listing *self, const CairnField *fields)
{
  CairnCustomerBook *book = self->book;
  char digits[3][CAIRN_FIELD_DIGITS];
  CairnCustomerName name = get_text (&fields[FIELD_NAME], digits[0]);
  CairnCustomerName segment = get_text (&fields[FIELD_SEGMENT], digits[1]);
  guint hash = hash_bytes (name.text, name.n_bytes, name.text != NULL);
  CairnCustomerKey key;
  CairnCustomerEntry *entry;
  CairnCustomerEntry fresh = { 0 };

  read_key (&fields[FIELD_ID], digits[2], &key);
  entry = lookup (book, &key);
  hash = hash_bytes (segment.text, segment.n_bytes, hash);
  if (entry != NULL)
    {
      self->changed |= !entry->listed || entry->hash != hash;
      return;
    }
  fresh.listed = TRUE;
  fresh.hash = hash;
  fresh.customer.segment = find_segment (self, &segment);
  fresh.customer.number = number_for_name (book, &name, &key);
  insert (book, &key, &fresh);
  book->n_listed++;
}

/* The names of some rows come on their way together. */
static void
prefetch_names (const Listing *self, const CairnTableRow *rows, guint n_rows)
{
  for (guint i = 0; i < n_rows; i++)
    {
      const CairnField *name = &rows[i].fields[FIELD_NAME];

      if (name->type == SQLITE_TEXT)
        cairn_name_table_prefetch (self->book->engine->customer_numbers, name->text, name->n_bytes);
    }
}

static void
take_listed (gpointer data, const CairnTableRow *rows, guint n_rows)
{
  Listing *self = data;

  prefetch_names (self, rows, n_rows);
  for (guint i = 0; i < n_rows; i++)
    if (rows[i].fields[FIELD_ID].type != SQLITE_NULL)
      {
        note_listed (self, rows[i].fields);
        self->n_rows++;
      }
}

static gboolean
take_none (gpointer data, const CairnRowidSpan *span)
{
  return FALSE;
}

/* Off the pages. FALSE: SQLite is to read all of them; noting somebody twice does no harm. */
static gboolean
list_pages (Listing *self, sqlite3 *db, const char *table)
{
  static const char *const columns[CAIRN_TABLE_FIELDS] = {
    [FIELD_ID] = "id",
    [FIELD_NAME] = "name",
    [FIELD_SEGMENT] = "segment",
  };
  const CairnTableTaker taker = { take_listed, take_none, self };
  CairnRowidSpan span = { G_MININT64, G_MAXINT64 };
  g_autoptr (CairnTablePages) pages = cairn_table_pages_new (db, table, columns);
  gboolean ok = pages != NULL;

  while (ok && span.after < span.upto)
    ok = cairn_table_pages_read (pages, &span, &taker, &span.after) == CAIRN_PAGES_READ;
  return ok;
}

static int
list_rows (Listing *self, sqlite3_stmt *stmt)
{
  CairnTableRow row;
  int rc;

  self->n_rows = 0;
  while ((rc = sqlite3_step (stmt)) == SQLITE_ROW)
    {
      for (int f = FIELD_ID; f <= FIELD_SEGMENT; f++)
        cairn_field_set_value (&row.fields[f], sqlite3_column_value (stmt, f - FIELD_ID));
      take_listed (self, &row, 1);
    }
  return rc;
}

static gint64
get_int (sqlite3 *db, const char *path, const char *sql)
{
  g_autoptr (sqlite3_stmt) stmt = cairn_sqlite_prepare (db, path, sql, NULL);

  return stmt != NULL && sqlite3_step (stmt) == SQLITE_ROW ? sqlite3_column_int64 (stmt, 0) : 0;
}

/* Before the first one comes: arrays that grow are copied, and cleared, again and again. Keys are
 * often the rowids; the file says how many rows there can be at most. */
static void
expect_as_many (CairnCustomerBook *self, sqlite3 *db, const char *path, const char *quoted)
{
  g_autofree char *sql = g_strdup_printf ("SELECT max(rowid) FROM %s", quoted);
  gint64 most = get_int (db, path, "PRAGMA page_count") * get_int (db, path, "PRAGMA page_size")
                / LEAST_ROW_SIZE;
  gint64 n = MIN (get_int (db, path, sql), MIN (most, CAIRN_DIRECT_KEYS - 1));

  if (n <= 0 || self->entries->len > 0)
    return;
  make_direct (self, n);
  cairn_name_table_expect (self->engine->customer_numbers, (guint) n);
}

gboolean
cairn_customer_book_read (CairnCustomerBook *self,
                          sqlite3 *db,
                          const char *path,
                          const char *table,
                          gboolean *changed,
                          GError **error)
{
  const char *name = table != NULL ? table : "customers";
  g_autofree char *quoted = cairn_sqlite_quote (name);
  g_autofree char *sql = g_strdup_printf ("SELECT \"id\", \"name\", \"segment\" FROM %s", quoted);
  g_autoptr (sqlite3_stmt) stmt = cairn_sqlite_prepare (db, path, sql, error);
  Listing listing = { .book = self };
  int rc = SQLITE_DONE;

  if (stmt == NULL)
    return FALSE;
  expect_as_many (self, db, path, quoted);
  if (!list_pages (&listing, db, name))
    rc = list_rows (&listing, stmt);
  for (guint i = 0; i < RECENT_SEGMENTS; i++)
    g_free (listing.segments[i].text);
  if (rc != SQLITE_DONE)
    cairn_sqlite_set_error (error, db, rc, path);
  *changed |= listing.changed || listing.n_rows < self->n_listed;
  return rc == SQLITE_DONE;
}

void
cairn_customer_book_set_shared (CairnCustomerBook *self, gboolean shared)
{
  self->shared = shared;
}

void
cairn_customer_book_prefetch (CairnCustomerBook *self,
                              const CairnField *field,
                              char *digits,
                              CairnCustomerKey *key)
{
  read_key (field, digits, key);
  if (key->text == NULL && key->number >= 0 && key->number < self->n_direct)
    __builtin_prefetch (&self->direct[key->number]);
}

gboolean
cairn_customer_book_find_direct (const CairnCustomerBook *self,
                                 const CairnCustomerKey *key,
                                 CairnCustomer *customer)
{
  const CairnCustomerSlot *slot;
  guint32 index;

  if (key->text != NULL || key->number < 0 || key->number >= self->n_direct)
    return FALSE;
  slot = &self->direct[key->number];
  index = slot_get_index (slot);
  if (index == 0)
    return FALSE;
  *customer = (CairnCustomer){ index - 1, slot->segment };
  return TRUE;
}

gboolean
cairn_customer_book_find (CairnCustomerBook *self,
                          const CairnCustomerKey *key,
                          CairnCustomer *customer)
{
  const CairnCustomerName none = { 0 };
  const CairnCustomerEntry *entry;

  if (key->text != NULL && key->n_bytes == 0)
    return FALSE;
  entry = lookup (self, key);
  if (entry == NULL)
    {
      CairnCustomerEntry fresh = { 0 };

      fresh.customer.segment = cairn_segment_table_add (self->segments, "");
      fresh.customer.number = number_for_name (self, &none, key);
      insert (self, key, &fresh);
      *customer = fresh.customer;
    }
  else
    *customer = entry->customer;
  return TRUE;
}
