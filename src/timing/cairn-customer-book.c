/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing/cairn-customer-book.h"

#define DIRECT_KEYS (1 << 22) /* keys below this find their entry without hashing */

typedef struct
{
  CairnCustomer customer;
  gboolean listed; /* in the customers table */
  guint hash;      /* of name and segment there */
} Entry;

/* What a visit needs of a customer, in one place, so that it costs one look at memory. */
typedef struct
{
  guint32 index; /* + 1; 0: unknown */
  CairnCustomer customer;
} Slot;

struct _CairnCustomerBook
{
  CairnEngine *engine;
  CairnSegmentTable *segments;
  GArray *entries;     /* Entry */
  GArray *direct;      /* Slot by key */
  GHashTable *by_key;  /* gint64 → index + 1, for the others */
  GHashTable *by_text; /* → index + 1 */
  GArray *claimed;     /* guint8 by number: somebody has it */
  guint n_listed;
};

CairnCustomerBook *
cairn_customer_book_new (CairnEngine *engine, CairnSegmentTable *segments)
{
  CairnCustomerBook *self = g_new0 (CairnCustomerBook, 1);

  self->engine = engine;
  self->segments = segments;
  self->entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  self->direct = g_array_new (FALSE, TRUE, sizeof (Slot));
  self->by_key = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->by_text = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->claimed = g_array_new (FALSE, TRUE, sizeof (guint8));
  return self;
}

void
cairn_customer_book_free (CairnCustomerBook *self)
{
  g_array_unref (self->entries);
  g_array_unref (self->direct);
  g_hash_table_unref (self->by_key);
  g_hash_table_unref (self->by_text);
  g_array_unref (self->claimed);
  g_free (self);
}

/* "" for what has no text. */
static const char *
column_text (sqlite3_stmt *stmt, int column)
{
  const char *text = (const char *) sqlite3_column_text (stmt, column);

  return text != NULL ? text : "";
}

static Entry *
lookup (CairnCustomerBook *self, sqlite3_stmt *stmt, int column)
{
  guint index = 0;

  if (sqlite3_column_type (stmt, column) == SQLITE_INTEGER)
    {
      gint64 key = sqlite3_column_int64 (stmt, column);

      if (key >= 0 && key < (gint64) self->direct->len)
        index = g_array_index (self->direct, Slot, key).index;
      else if (key < 0 || key >= DIRECT_KEYS)
        index = GPOINTER_TO_UINT (g_hash_table_lookup (self->by_key, &key));
    }
  else
    index = GPOINTER_TO_UINT (g_hash_table_lookup (self->by_text, column_text (stmt, column)));
  return index != 0 ? &g_array_index (self->entries, Entry, index - 1) : NULL;
}

static void
insert (CairnCustomerBook *self, sqlite3_stmt *stmt, int column, const Entry *entry)
{
  guint32 index = self->entries->len + 1;
  gint64 key;

  g_array_append_vals (self->entries, entry, 1);
  if (sqlite3_column_type (stmt, column) != SQLITE_INTEGER)
    {
      g_hash_table_insert (self->by_text, g_strdup (column_text (stmt, column)),
                           GUINT_TO_POINTER (index));
      return;
    }
  key = sqlite3_column_int64 (stmt, column);
  if (key < 0 || key >= DIRECT_KEYS)
    {
      g_hash_table_insert (self->by_key, g_memdup2 (&key, sizeof key), GUINT_TO_POINTER (index));
      return;
    }
  if (key >= (gint64) self->direct->len)
    g_array_set_size (self->direct, MIN (DIRECT_KEYS, MAX (2 * (guint) key, 1024)));
  g_array_index (self->direct, Slot, key) = (Slot){ index, entry->customer };
}

static guint
hash_columns (const char *name, const char *segment)
{
  return g_str_hash (name != NULL ? name : "") * 31 + g_str_hash (segment != NULL ? segment : "")
         + (name == NULL);
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

/* Two customers may share a name, and still are two. */
static guint32
number_for_name (CairnCustomerBook *self, const char *name, const char *key)
{
  g_autofree char *valid = NULL;
  guint32 number;

  if (name == NULL || *name == '\0')
    name = key;
  if (!g_utf8_validate (name, -1, NULL))
    name = valid = g_utf8_make_valid (name, -1);
  number = cairn_engine_add_customer (self->engine, name);
  while (!claim (self, number))
    {
      g_autofree char *longer = g_strdup_printf ("%s (%s)", name, key);
      g_autofree char *safe = g_utf8_make_valid (longer, -1);

      g_free (valid);
      name = valid = g_steal_pointer (&safe);
      number = cairn_engine_add_customer (self->engine, name);
    }
  return number;
}

/* One row of the customers table: id, name, segment. */
static void
note_listed (CairnCustomerBook *self, sqlite3_stmt *stmt, gboolean *changed)
{
  const char *name = (const char *) sqlite3_column_text (stmt, 1);
  const char *segment = (const char *) sqlite3_column_text (stmt, 2);
  guint hash = hash_columns (name, segment);
  Entry *entry = lookup (self, stmt, 0);
  Entry fresh = { 0 };

  if (entry != NULL)
    {
      *changed |= !entry->listed || entry->hash != hash;
      return;
    }
  fresh.listed = TRUE;
  fresh.hash = hash;
  fresh.customer.segment = cairn_segment_table_add (self->segments, segment);
  fresh.customer.number = number_for_name (self, name, column_text (stmt, 0));
  insert (self, stmt, 0, &fresh);
  self->n_listed++;
}

gboolean
cairn_customer_book_read (CairnCustomerBook *self,
                          sqlite3 *db,
                          const char *path,
                          const char *table,
                          gboolean *changed,
                          GError **error)
{
  g_autofree char *quoted = cairn_sqlite_quote (table != NULL ? table : "customers");
  g_autofree char *sql = g_strdup_printf ("SELECT \"id\", \"name\", \"segment\" FROM %s", quoted);
  g_autoptr (sqlite3_stmt) stmt = cairn_sqlite_prepare (db, path, sql, error);
  guint n_rows = 0;
  int rc;

  if (stmt == NULL)
    return FALSE;
  while ((rc = sqlite3_step (stmt)) == SQLITE_ROW)
    if (sqlite3_column_type (stmt, 0) != SQLITE_NULL)
      {
        note_listed (self, stmt, changed);
        n_rows++;
      }
  if (rc != SQLITE_DONE)
    {
      cairn_sqlite_set_error (error, db, rc, path);
      return FALSE;
    }
  *changed |= n_rows < self->n_listed;
  return TRUE;
}

CairnCustomerKey
cairn_customer_book_prefetch (CairnCustomerBook *self, sqlite3_stmt *stmt, int column)
{
  CairnCustomerKey key = { .is_number = sqlite3_column_type (stmt, column) == SQLITE_INTEGER };

  if (!key.is_number)
    return key;
  key.number = sqlite3_column_int64 (stmt, column);
  if (key.number >= 0 && key.number < (gint64) self->direct->len)
    __builtin_prefetch (&g_array_index (self->direct, Slot, key.number));
  return key;
}

/* The way nearly every row goes. */
static inline gboolean
find_direct (CairnCustomerBook *self, gint64 key, CairnCustomer *customer)
{
  const Slot *slot;

  if (key < 0 || key >= (gint64) self->direct->len)
    return FALSE;
  slot = &g_array_index (self->direct, Slot, key);
  *customer = slot->customer;
  return slot->index != 0;
}

gboolean
cairn_customer_book_find (CairnCustomerBook *self,
                          sqlite3_stmt *stmt,
                          int column,
                          const CairnCustomerKey *key,
                          CairnCustomer *customer)
{
  const Entry *entry;

  if (!key->is_number && *column_text (stmt, column) == '\0')
    return FALSE;
  if (key->is_number && find_direct (self, key->number, customer))
    return TRUE;
  entry = lookup (self, stmt, column);
  if (entry == NULL)
    {
      Entry fresh = { 0 };

      fresh.customer.segment = cairn_segment_table_add (self->segments, "");
      fresh.customer.number = number_for_name (self, NULL, column_text (stmt, column));
      insert (self, stmt, column, &fresh);
      *customer = fresh.customer;
    }
  else
    *customer = entry->customer;
  return TRUE;
}
