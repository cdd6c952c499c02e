/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing/cairn-customer-book.h"

#define DIRECT_KEYS (1 << 22) /* keys below this find their entry without hashing */

typedef struct
{
  CairnCustomer customer;
  gboolean listed; /* in the customers table */
  guint hash;      /* of name and segment there */
} Entry;

struct _CairnCustomerBook
{
  CairnEngine *engine;
  CairnSegmentTable *segments;
  GArray *entries;     /* Entry */
  GArray *direct;      /* guint32: index + 1 by key */
  GHashTable *by_key;  /* gint64 → index + 1, for the others */
  GHashTable *by_text; /* → index + 1 */
  GHashTable *names;   /* taken; only with a customers table */
  guint n_listed;
};

CairnCustomerBook *
cairn_customer_book_new (CairnEngine *engine, CairnSegmentTable *segments)
{
  CairnCustomerBook *self = g_new0 (CairnCustomerBook, 1);

  self->engine = engine;
  self->segments = segments;
  self->entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  self->direct = g_array_new (FALSE, TRUE, sizeof (guint32));
  self->by_key = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->by_text = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

void
cairn_customer_book_free (CairnCustomerBook *self)
{
  g_array_unref (self->entries);
  g_array_unref (self->direct);
  g_hash_table_unref (self->by_key);
  g_hash_table_unref (self->by_text);
  g_hash_table_unref (self->names);
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
        index = g_array_index (self->direct, guint32, key);
      else if (key < 0 || key >= DIRECT_KEYS)
        index = GPOINTER_TO_UINT (g_hash_table_lookup (self->by_key, &key));
    }
  else
    index = GPOINTER_TO_UINT (g_hash_table_lookup (self->by_text, column_text (stmt, column)));
  return index != 0 ? &g_array_index (self->entries, Entry, index - 1) : NULL;
}

static Entry *
insert (CairnCustomerBook *self, sqlite3_stmt *stmt, int column)
{
  Entry entry = { 0 };
  guint32 index;

  g_array_append_val (self->entries, entry);
  index = self->entries->len;
  if (sqlite3_column_type (stmt, column) != SQLITE_INTEGER)
    g_hash_table_insert (self->by_text, g_strdup (column_text (stmt, column)),
                         GUINT_TO_POINTER (index));
  else
    {
      gint64 key = sqlite3_column_int64 (stmt, column);

      if (key < 0 || key >= DIRECT_KEYS)
        g_hash_table_insert (self->by_key, g_memdup2 (&key, sizeof key), GUINT_TO_POINTER (index));
      else
        {
          if (key >= (gint64) self->direct->len)
            g_array_set_size (self->direct, MIN (DIRECT_KEYS, MAX (2 * (guint) key, 1024)));
          g_array_index (self->direct, guint32, key) = index;
        }
    }
  return &g_array_index (self->entries, Entry, index - 1);
}

static guint
hash_columns (const char *name, const char *segment)
{
  return g_str_hash (name != NULL ? name : "") * 31 + g_str_hash (segment != NULL ? segment : "")
         + (name == NULL);
}

/* Two customers may share a name, and still are two. */
static guint32
number_for_name (CairnCustomerBook *self, const char *name, const char *key)
{
  g_autofree char *valid = g_utf8_make_valid (name != NULL && *name != '\0' ? name : key, -1);

  if (g_hash_table_contains (self->names, valid))
    {
      g_autofree char *plain = g_steal_pointer (&valid);

      valid = g_strdup_printf ("%s (%s)", plain, key);
    }
  g_hash_table_add (self->names, g_strdup (valid));
  return cairn_engine_add_customer (self->engine, valid);
}

/* One row of the customers table: id, name, segment. */
static void
note_listed (CairnCustomerBook *self, sqlite3_stmt *stmt, gboolean *changed)
{
  const char *name = (const char *) sqlite3_column_text (stmt, 1);
  const char *segment = (const char *) sqlite3_column_text (stmt, 2);
  guint hash = hash_columns (name, segment);
  Entry *entry = lookup (self, stmt, 0);

  if (entry != NULL)
    {
      *changed |= !entry->listed || entry->hash != hash;
      return;
    }
  entry = insert (self, stmt, 0);
  entry->listed = TRUE;
  entry->hash = hash;
  entry->customer.segment = cairn_segment_table_add (self->segments, segment);
  entry->customer.number = number_for_name (self, name, column_text (stmt, 0));
  self->n_listed++;
}

gboolean
cairn_customer_book_read (
  CairnCustomerBook *self, sqlite3 *db, const char *path, gboolean *changed, GError **error)
{
  g_autoptr (sqlite3_stmt) stmt = cairn_sqlite_prepare (
    db, path, "SELECT \"id\", \"name\", \"segment\" FROM \"customers\"", error);
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

gboolean
cairn_customer_book_find (CairnCustomerBook *self,
                          sqlite3_stmt *stmt,
                          int column,
                          CairnCustomer *customer)
{
  Entry *entry;

  if (sqlite3_column_type (stmt, column) != SQLITE_INTEGER && *column_text (stmt, column) == '\0')
    return FALSE;
  entry = lookup (self, stmt, column);
  if (entry == NULL)
    {
      entry = insert (self, stmt, column);
      entry->customer.segment = cairn_segment_table_add (self->segments, "");
      entry->customer.number = number_for_name (self, NULL, column_text (stmt, column));
    }
  *customer = entry->customer;
  return TRUE;
}
