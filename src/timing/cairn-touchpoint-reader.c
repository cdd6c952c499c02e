/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing/cairn-touchpoint-reader.h"

#define TABLE "touchpoints"

typedef struct
{
  const CairnMapping *mapping;
  CairnVisitDecoder *decoder;
  CairnTouchpointBook *book;
  GHashTable *names;  /* as the data write them → number */
  GHashTable *stages; /* likewise */
} Reading;

/* Columns: customer, name, stage, asked or the one moment, left or transition, started. */
enum
{
  COLUMN_CUSTOMER,
  COLUMN_NAME,
  COLUMN_STAGE,
  COLUMN_AT,
  COLUMN_LEFT,
  COLUMN_STARTED,
};

/* ---- what there is to read ---- */

static gboolean
has_table (sqlite3 *db, const CairnMapping *mapping)
{
  g_auto (GStrv) columns = cairn_sqlite_columns (db, mapping->path, TABLE, NULL);

  return columns != NULL && cairn_sqlite_find_column (columns, "customer_id") != NULL
         && cairn_sqlite_find_column (columns, "name") != NULL
         && cairn_sqlite_find_column (columns, "at") != NULL;
}

/* Snapshots and dates tell of stages only. */
static gboolean
has_column (const CairnMapping *mapping)
{
  return mapping->touchpoint != NULL && *mapping->touchpoint != '\0'
         && mapping->shape != CAIRN_SOURCE_WIDE && mapping->shape != CAIRN_SOURCE_SNAPSHOTS;
}

gboolean
cairn_touchpoint_reader_applies (sqlite3 *db, const CairnMapping *mapping)
{
  g_return_val_if_fail (db != NULL && mapping != NULL, FALSE);

  return has_column (mapping) || has_table (db, mapping);
}

static char *
quote_or_null (const char *column)
{
  return column != NULL && *column != '\0' ? cairn_sqlite_quote (column) : g_strdup ("NULL");
}

static char *
column_sql (const CairnMapping *mapping)
{
  g_autofree char *customer = quote_or_null (mapping->customer);
  g_autofree char *name = quote_or_null (mapping->touchpoint);
  g_autofree char *stage = quote_or_null (mapping->stage);
  g_autofree char *entered = quote_or_null (mapping->entered);
  g_autofree char *end = quote_or_null (
    mapping->shape == CAIRN_SOURCE_LIFECYCLE ? mapping->transition : mapping->left);
  g_autofree char *started = quote_or_null (mapping->started);
  g_autofree char *table = cairn_sqlite_quote (mapping->table);

  return g_strdup_printf ("SELECT %s, %s, %s, %s, %s, %s FROM %s WHERE %s <> ''", customer, name,
                          stage, entered, end, started, table, name);
}

/* ---- rows ---- */

static gboolean
read_moment (Reading *self, sqlite3_stmt *stmt, int column, gint64 *moment)
{
  CairnTimeReader *times = cairn_visit_decoder_get_times (self->decoder);
  const char *text;

  switch (sqlite3_column_type (stmt, column))
    {
    case SQLITE_INTEGER:
      return cairn_time_reader_integer (times, sqlite3_column_int64 (stmt, column), moment);
    case SQLITE_FLOAT:
      return cairn_time_reader_real (times, sqlite3_column_double (stmt, column), moment);
    case SQLITE_TEXT:
      text = (const char *) sqlite3_column_text (stmt, column);
      return text != NULL
             && cairn_time_reader_text (times, text, (gsize) sqlite3_column_bytes (stmt, column),
                                        moment);
    default:
      return FALSE;
    }
}

/* What @words call it, else what the data do. */
static guint32
find_name (Reading *self, GHashTable *known, GHashTable *words, const char *value)
{
  gpointer number = g_hash_table_lookup (known, value);
  const char *word;

  if (number != NULL)
    return GPOINTER_TO_UINT (number);
  word = words != NULL ? g_hash_table_lookup (words, value) : NULL;
  if (word != NULL)
    number = GUINT_TO_POINTER (cairn_touchpoint_book_add_name (self->book, word));
  else
    {
      g_autofree char *valid = g_utf8_make_valid (value, -1);

      number = GUINT_TO_POINTER (cairn_touchpoint_book_add_name (self->book, valid));
    }
  g_hash_table_insert (known, g_strdup (value), number);
  return GPOINTER_TO_UINT (number);
}

static const char *
column_text (sqlite3_stmt *stmt, int column)
{
  const char *text = (const char *) sqlite3_column_text (stmt, column);

  return text != NULL ? text : "";
}

/* A span: it came up, work on it began, it was through. */
static gboolean
read_span (Reading *self, sqlite3_stmt *stmt, CairnTouchpoint *one)
{
  gint64 moment;

  if (!read_moment (self, stmt, COLUMN_AT, &one->asked))
    return FALSE;
  one->done = CAIRN_VISIT_OPEN;
  if (read_moment (self, stmt, COLUMN_LEFT, &moment) && moment >= one->asked)
    one->done = moment;
  if (read_moment (self, stmt, COLUMN_STARTED, &moment) && moment >= one->asked
      && moment <= one->done)
    one->started = moment;
  return TRUE;
}

/* A half of one, or all there is to it. */
static gboolean
read_point (Reading *self, sqlite3_stmt *stmt, CairnTouchpoint *one)
{
  gint64 moment;

  if (!read_moment (self, stmt, COLUMN_AT, &moment))
    return FALSE;
  one->done = moment;
  if (self->mapping->shape != CAIRN_SOURCE_LIFECYCLE || self->mapping->transition == NULL)
    return TRUE;
  switch (cairn_transition_parse ((const char *) sqlite3_column_text (stmt, COLUMN_LEFT)))
    {
    case CAIRN_TRANSITION_START:
      one->started = moment;
      one->done = CAIRN_VISIT_OPEN;
      return TRUE;
    case CAIRN_TRANSITION_END:
      return TRUE;
    case CAIRN_TRANSITION_OTHER:
    default:
      return FALSE;
    }
}

static void
take_row (Reading *self, sqlite3_stmt *stmt, gboolean point)
{
  CairnCustomerBook *customers = cairn_visit_decoder_get_book (self->decoder);
  char digits[CAIRN_FIELD_DIGITS];
  CairnCustomerKey key
    = cairn_customer_key_of_value (sqlite3_column_value (stmt, COLUMN_CUSTOMER), digits);
  CairnTouchpoint one = { .asked = CAIRN_TOUCHPOINT_UNKNOWN, .started = CAIRN_TOUCHPOINT_UNKNOWN };
  CairnCustomer customer;
  const char *stage = column_text (stmt, COLUMN_STAGE);

  if (!(point ? read_point (self, stmt, &one) : read_span (self, stmt, &one))
      || !cairn_customer_book_find (customers, &key, &customer))
    return;
  one.customer = customer.number;
  one.name = find_name (self, self->names, NULL, column_text (stmt, COLUMN_NAME));
  if (*stage != '\0')
    one.stage = find_name (self, self->stages, self->mapping->stages, stage);
  if (one.name != 0)
    cairn_touchpoint_book_add (self->book, &one);
}

static gboolean
read_rows (Reading *self, sqlite3 *db, const char *sql, gboolean point, guint *rest, GError **error)
{
  const char *path = self->mapping->path;
  g_autoptr (sqlite3_stmt) stmt = cairn_sqlite_prepare (db, path, sql, error);
  int rc;

  if (stmt == NULL)
    return FALSE;
  while ((rc = sqlite3_step (stmt)) == SQLITE_ROW)
    if (cairn_touchpoint_book_get_n (self->book) < CAIRN_MOST_TOUCHPOINTS)
      take_row (self, stmt, point);
    else
      (*rest)++;
  if (rc != SQLITE_DONE)
    cairn_sqlite_set_error (error, db, rc, path);
  return rc == SQLITE_DONE;
}

CairnTouchpointBook *
cairn_touchpoint_reader_read (
  sqlite3 *db, const CairnMapping *mapping, CairnVisitDecoder *decoder, guint *rest, GError **error)
{
  g_autoptr (CairnTouchpointBook) book = NULL;
  g_autoptr (GHashTable) names = NULL;
  g_autoptr (GHashTable) stages = NULL;
  g_autofree char *sql = NULL;
  Reading self = { mapping, decoder };
  gboolean point;

  g_return_val_if_fail (db != NULL && mapping != NULL && decoder != NULL && rest != NULL, NULL);

  *rest = 0;
  self.book = book = cairn_touchpoint_book_new ();
  self.names = names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self.stages = stages = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  point = !has_column (mapping) || mapping->shape != CAIRN_SOURCE_VISITS;
  sql = has_column (mapping)
          ? column_sql (mapping)
          : g_strdup ("SELECT \"customer_id\", \"name\", NULL, \"at\", NULL, NULL FROM \"" TABLE
                      "\" WHERE \"name\" <> ''");
  if (!read_rows (&self, db, sql, point, rest, error))
    return NULL;
  cairn_touchpoint_book_finish (book,
                                has_column (mapping) && mapping->shape == CAIRN_SOURCE_LIFECYCLE);
  return g_steal_pointer (&book);
}
