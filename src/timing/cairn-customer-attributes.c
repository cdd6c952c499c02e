/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing/cairn-customer-attributes.h"

#include "base/cairn-time.h"

#include <math.h>
#include <string.h>

#define CUSTOMERS "customers"
#define MAX_CUSTOMERS (1u << 28)

typedef struct
{
  char *name;
  GArray *texts;   /* guint32 by customer; 0: none */
  GArray *numbers; /* double by customer; NAN: none */
  guint n_texts;
  guint n_times; /* of the texts */
  guint n_numbers;
} Column;

struct _CairnCustomerAttributes
{
  gatomicrefcount ref_count;
  char **names; /* of all there are */
  GPtrArray *columns;
  GByteArray *listed; /* by customer */
  GStringChunk *chunk;
  GPtrArray *texts; /* by number - 1 */
  GHashTable *text_numbers;
};

static void
column_free (gpointer data)
{
  Column *column = data;

  g_free (column->name);
  g_array_unref (column->texts);
  g_array_unref (column->numbers);
  g_free (column);
}

/* The customers table of @mapping and its key and name columns; FALSE: it has none. All but
 * *@columns are borrowed from it or from @mapping. */
static gboolean
find_table (sqlite3 *db,
            const CairnMapping *mapping,
            char ***columns,
            const char **key,
            const char **name,
            GError **error)
{
  const char *table = mapping->customers != NULL ? mapping->customers : CUSTOMERS;
  const char *keys[] = { "id", mapping->customer, "customer_id", "customer", "key" };

  *key = *name = NULL;
  if (mapping->customers == NULL && !mapping->join_customers)
    return FALSE;
  *columns = cairn_sqlite_columns (db, mapping->path, table, error);
  if (*columns == NULL)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (keys) && *key == NULL; i++)
    *key = cairn_sqlite_find_column (*columns, keys[i]);
  *name = cairn_sqlite_find_column (*columns, "name");
  return *key != NULL;
}

char **
cairn_customer_attributes_list (sqlite3 *db, const CairnMapping *mapping, GError **error)
{
  g_auto (GStrv) columns = NULL;
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_autoptr (GError) local = NULL;
  const char *key, *name;

  if (find_table (db, mapping, &columns, &key, &name, &local))
    for (char **column = columns; *column != NULL; column++)
      if (*column != key && *column != name)
        g_strv_builder_add (names, *column);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  return g_strv_builder_end (names);
}

/* ---- reading ---- */

static gboolean
is_among (const char *const *names, const char *name)
{
  g_autofree char *folded = g_utf8_casefold (name, -1);

  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *its = g_utf8_casefold (names[i], -1);

      if (g_str_equal (its, folded))
        return TRUE;
    }
  return FALSE;
}

static void
add_column (CairnCustomerAttributes *self, const char *name)
{
  Column *column = g_new0 (Column, 1);

  column->name = g_strdup (name);
  column->texts = g_array_new (FALSE, TRUE, sizeof (guint32));
  column->numbers = g_array_new (FALSE, FALSE, sizeof (double));
  g_ptr_array_add (self->columns, column);
}

static CairnCustomerAttributes *
attributes_new (const char *const *names, const char *const *wanted)
{
  CairnCustomerAttributes *self = g_new0 (CairnCustomerAttributes, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->columns = g_ptr_array_new_with_free_func (column_free);
  self->listed = g_byte_array_new ();
  self->chunk = g_string_chunk_new (4096);
  self->texts = g_ptr_array_new ();
  self->text_numbers = g_hash_table_new (g_str_hash, g_str_equal);
  self->names = g_strdupv ((char **) names);
  for (guint i = 0; names[i] != NULL; i++)
    if (is_among (wanted, names[i]))
      add_column (self, names[i]);
  return self;
}

static guint32
number_text (CairnCustomerAttributes *self, const char *text)
{
  guint32 number = GPOINTER_TO_UINT (g_hash_table_lookup (self->text_numbers, text));
  char *kept;

  if (number != 0)
    return number;
  kept = g_string_chunk_insert (self->chunk, text);
  g_ptr_array_add (self->texts, kept);
  g_hash_table_insert (self->text_numbers, kept, GUINT_TO_POINTER (self->texts->len));
  return self->texts->len;
}

static gboolean
is_number (const char *text, double *number)
{
  char *end;

  if (!g_ascii_isdigit (*text) && strchr ("+-.", *text) == NULL)
    return FALSE;
  *number = g_ascii_strtod (text, &end);
  return *end == '\0' && isfinite (*number);
}

/* Numbers that were stored as texts are numbers. */
static void
read_value (
  CairnCustomerAttributes *self, Column *column, guint32 customer, sqlite3_stmt *stmt, int place)
{
  guint32 *text = &g_array_index (column->texts, guint32, customer);
  double *number = &g_array_index (column->numbers, double, customer);
  int type = sqlite3_column_type (stmt, place);
  const char *value;
  gint64 moment;

  if (type == SQLITE_INTEGER || type == SQLITE_FLOAT)
    {
      *number = sqlite3_column_double (stmt, place);
      column->n_numbers++;
      return;
    }
  value = (const char *) sqlite3_column_text (stmt, place);
  if (value == NULL || *value == '\0')
    return;
  if (is_number (value, number))
    {
      column->n_numbers++;
      return;
    }
  *number = NAN;
  if (g_utf8_validate (value, -1, NULL))
    *text = number_text (self, value);
  else
    {
      g_autofree char *valid = g_utf8_make_valid (value, -1);

      *text = number_text (self, valid);
    }
  column->n_texts++;
  if (g_ascii_isdigit (*value) && strlen (value) >= 10 && value[4] == '-'
      && cairn_time_parse (value, NULL, &moment))
    column->n_times++;
}

static void
make_room (CairnCustomerAttributes *self, guint32 customer)
{
  guint from = self->listed->len;
  guint to;

  if (customer < from)
    return;
  to = MAX (customer + 1, 2 * from);
  g_byte_array_set_size (self->listed, to);
  memset (self->listed->data + from, 0, to - from);
  for (guint c = 0; c < self->columns->len; c++)
    {
      Column *column = g_ptr_array_index (self->columns, c);

      g_array_set_size (column->texts, to);
      g_array_set_size (column->numbers, to);
      for (guint i = from; i < to; i++)
        g_array_index (column->numbers, double, i) = NAN;
    }
}

static void
read_row (CairnCustomerAttributes *self, CairnCustomerBook *book, sqlite3_stmt *stmt)
{
  char digits[CAIRN_FIELD_DIGITS];
  CairnCustomerKey key = cairn_customer_key_of_value (sqlite3_column_value (stmt, 0), digits);
  CairnCustomer customer;

  if (sqlite3_column_type (stmt, 0) == SQLITE_NULL
      || !cairn_customer_book_find (book, &key, &customer) || customer.number >= MAX_CUSTOMERS)
    return;
  make_room (self, customer.number);
  if (self->listed->data[customer.number] != 0)
    return; /* listed twice: the first counts */
  self->listed->data[customer.number] = 1;
  for (guint c = 0; c < self->columns->len; c++)
    read_value (self, g_ptr_array_index (self->columns, c), customer.number, stmt, (int) c + 1);
}

static char *
select_sql (const CairnCustomerAttributes *self, const CairnMapping *mapping, const char *key)
{
  GString *sql = g_string_new ("SELECT ");
  g_autofree char *table
    = cairn_sqlite_quote (mapping->customers != NULL ? mapping->customers : CUSTOMERS);
  g_autofree char *quoted_key = cairn_sqlite_quote (key);

  g_string_append (sql, quoted_key);
  for (guint c = 0; c < self->columns->len; c++)
    {
      g_autofree char *column = cairn_sqlite_quote (cairn_customer_attributes_get_name (self, c));

      g_string_append_printf (sql, ", %s", column);
    }
  g_string_append_printf (sql, " FROM %s", table);
  return g_string_free (sql, FALSE);
}

CairnCustomerAttributes *
cairn_customer_attributes_read (sqlite3 *db,
                                const CairnMapping *mapping,
                                const char *const *names,
                                const char *const *wanted,
                                CairnCustomerBook *book,
                                GError **error)
{
  g_autoptr (CairnCustomerAttributes) self = attributes_new (names, wanted);
  g_auto (GStrv) columns = NULL;
  g_autoptr (sqlite3_stmt) stmt = NULL;
  g_autoptr (GError) local = NULL;
  g_autofree char *sql = NULL;
  const char *key, *name;
  int rc;

  if (wanted[0] == NULL || !find_table (db, mapping, &columns, &key, &name, &local))
    {
      if (local == NULL)
        return g_steal_pointer (&self);
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  sql = select_sql (self, mapping, key);
  stmt = cairn_sqlite_prepare (db, mapping->path, sql, error);
  if (stmt == NULL)
    return NULL;
  while ((rc = sqlite3_step (stmt)) == SQLITE_ROW)
    read_row (self, book, stmt);
  if (rc != SQLITE_DONE)
    {
      cairn_sqlite_set_error (error, db, rc, mapping->path);
      return NULL;
    }
  return g_steal_pointer (&self);
}

CairnCustomerAttributes *
cairn_customer_attributes_ref (CairnCustomerAttributes *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
cairn_customer_attributes_unref (CairnCustomerAttributes *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_strfreev (self->names);
  g_ptr_array_unref (self->columns);
  g_byte_array_unref (self->listed);
  g_hash_table_unref (self->text_numbers);
  g_ptr_array_unref (self->texts);
  g_string_chunk_free (self->chunk);
  g_free (self);
}

/* ---- asking ---- */

static gboolean
same_value (const CairnCustomerAttributes *a,
            const CairnCustomerAttributes *b,
            guint column,
            guint32 customer)
{
  double x, y;
  guint32 s = cairn_customer_attributes_get (a, column, customer, &x);
  guint32 t = cairn_customer_attributes_get (b, column, customer, &y);

  if (s == 0 || t == 0)
    return s == t && (x == y || (isnan (x) && isnan (y)));
  return g_str_equal (cairn_customer_attributes_get_text (a, s),
                      cairn_customer_attributes_get_text (b, t));
}

gboolean
cairn_customer_attributes_equal (const CairnCustomerAttributes *a, const CairnCustomerAttributes *b)
{
  guint n = MAX (a->listed->len, b->listed->len);

  if (a->columns->len != b->columns->len)
    return FALSE;
  for (guint c = 0; c < a->columns->len; c++)
    if (!g_str_equal (cairn_customer_attributes_get_name (a, c),
                      cairn_customer_attributes_get_name (b, c)))
      return FALSE;
  for (guint i = 0; i < n; i++)
    {
      if (cairn_customer_attributes_is_listed (a, i) != cairn_customer_attributes_is_listed (b, i))
        return FALSE;
      for (guint c = 0; c < a->columns->len; c++)
        if (!same_value (a, b, c, i))
          return FALSE;
    }
  return TRUE;
}

static const Column *
column_at (const CairnCustomerAttributes *self, guint column)
{
  return g_ptr_array_index (self->columns, column);
}

const char *const *
cairn_customer_attributes_get_names (const CairnCustomerAttributes *self)
{
  return (const char *const *) self->names;
}

guint
cairn_customer_attributes_get_n_columns (const CairnCustomerAttributes *self)
{
  return self->columns->len;
}

const char *
cairn_customer_attributes_get_name (const CairnCustomerAttributes *self, guint column)
{
  return column_at (self, column)->name;
}

CairnAttributeType
cairn_customer_attributes_get_type (const CairnCustomerAttributes *self, guint column)
{
  const Column *its = column_at (self, column);

  if (its->n_texts == 0 && its->n_numbers > 0)
    return CAIRN_ATTRIBUTE_NUMBER;
  return its->n_texts > 0 && its->n_texts == its->n_times ? CAIRN_ATTRIBUTE_TIME
                                                          : CAIRN_ATTRIBUTE_TEXT;
}

int
cairn_customer_attributes_find (const CairnCustomerAttributes *self, const char *name)
{
  g_autofree char *folded = g_utf8_casefold (name, -1);

  for (guint c = 0; c < self->columns->len; c++)
    {
      g_autofree char *its = g_utf8_casefold (column_at (self, c)->name, -1);

      if (g_str_equal (its, folded))
        return (int) c;
    }
  return -1;
}

guint32
cairn_customer_attributes_get_n_customers (const CairnCustomerAttributes *self)
{
  return self->listed->len;
}

gboolean
cairn_customer_attributes_is_listed (const CairnCustomerAttributes *self, guint32 customer)
{
  return customer < self->listed->len && self->listed->data[customer] != 0;
}

guint32
cairn_customer_attributes_get (const CairnCustomerAttributes *self,
                               guint column,
                               guint32 customer,
                               double *number)
{
  const Column *its = column_at (self, column);

  if (customer >= self->listed->len)
    {
      *number = NAN;
      return 0;
    }
  *number = g_array_index (its->numbers, double, customer);
  return g_array_index (its->texts, guint32, customer);
}

const char *
cairn_customer_attributes_get_text (const CairnCustomerAttributes *self, guint32 text)
{
  return g_ptr_array_index (self->texts, text - 1);
}

guint32
cairn_customer_attributes_get_n_texts (const CairnCustomerAttributes *self)
{
  return self->texts->len;
}
