/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing/cairn-postgres-link-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define CONNECT_TIMEOUT "10"

/* What an address may say. The rest of what libpq understands can run programs' settings, read
 * files or carry secrets, none of which belongs into a journey that is handed on. */
static const char *const allowed[]
  = { "host", "hostaddr", "port", "dbname", "user", "sslmode", "target_session_attrs", NULL };

static void
set_error_from (const CairnPostgresLink *self,
                const char *state,
                const char *detail,
                GError **error)
{
  g_autofree char *text = g_strstrip (g_strdup (detail));
  int code = CAIRN_SOURCE_ERROR_READ;

  if (g_strcmp0 (state, "57014") == 0)
    {
      g_set_error (error, CAIRN_SOURCE_ERROR, CAIRN_SOURCE_ERROR_LOCKED,
                   _ ("%s did not answer within %d seconds. Ask its administrator for the indexes "
                      "that Cairn's help names, or choose a shorter window."),
                   self->name, CAIRN_POSTGRES_TIMEOUT_MS / 1000);
      return;
    }
  if (g_strcmp0 (state, "42501") == 0)
    code = CAIRN_SOURCE_ERROR_PERMISSION;
  else if (g_strcmp0 (state, "42P01") == 0)
    code = CAIRN_SOURCE_ERROR_NO_TABLE;
  else if (g_strcmp0 (state, "42703") == 0)
    code = CAIRN_SOURCE_ERROR_NO_COLUMN;
  /* translators: the database, what it says */
  g_set_error (error, CAIRN_SOURCE_ERROR, code, _ ("%s cannot be read: %s"), self->name, text);
}

static gboolean
check_options (const PQconninfoOption *options, GError **error)
{
  for (const PQconninfoOption *o = options; o->keyword != NULL; o++)
    {
      if (o->val == NULL || g_strv_contains (allowed, o->keyword))
        continue;
      if (strstr (o->keyword, "password") != NULL)
        g_set_error_literal (error, CAIRN_SOURCE_ERROR, CAIRN_SOURCE_ERROR_BAD_OPTION,
                             _ ("The address of the database holds a password, which everybody who "
                                "gets the journey could read. Leave it out and write it into the "
                                "file .pgpass in your home folder."));
      else
        g_set_error (error, CAIRN_SOURCE_ERROR, CAIRN_SOURCE_ERROR_BAD_OPTION,
                     _ ("The address of the database may not set “%s”. Leave that out."),
                     o->keyword);
      return FALSE;
    }
  return TRUE;
}

static PGconn *
connect_to (const PQconninfoOption *options)
{
  const char *keywords[G_N_ELEMENTS (allowed) + 4];
  const char *values[G_N_ELEMENTS (allowed) + 4];
  guint n = 0;

  for (const PQconninfoOption *o = options; o->keyword != NULL; o++)
    if (o->val != NULL)
      {
        keywords[n] = o->keyword;
        values[n++] = o->val;
      }
  keywords[n] = "connect_timeout";
  values[n++] = CONNECT_TIMEOUT;
  keywords[n] = "client_encoding";
  values[n++] = "UTF8";
  keywords[n] = "fallback_application_name";
  values[n++] = "Cairn";
  keywords[n] = values[n] = NULL;
  return PQconnectdbParams (keywords, values, 0);
}

/* The server cannot know how few sums come of so many visits, and would sort them all to add them
 * up, and compile what runs once. */
static gboolean
begin_session (CairnPostgresLink *self, GError **error)
{
  g_autofree char *timeout = g_strdup_printf ("%d", CAIRN_POSTGRES_TIMEOUT_MS);
  const char *const values[] = { timeout };
  g_autoptr (PGresult) read_only
    = cairn_postgres_link_run (self, "SET default_transaction_read_only = on", NULL, 0, error);
  g_autoptr (PGresult) limit = NULL;

  if (read_only == NULL)
    return FALSE;
  limit = cairn_postgres_link_run (self,
                                   "SELECT set_config('statement_timeout', $1, false), "
                                   "set_config('work_mem', '64MB', false), "
                                   "set_config('enable_sort', 'off', false), "
                                   "set_config('jit', 'off', false)",
                                   values, 1, error);
  return limit != NULL;
}

static void
ignore_notice_cb (void *data, const PGresult *result)
{
}

CairnPostgresLink *
cairn_postgres_link_new (const char *address, GCancellable *cancellable, GError **error)
{
  g_autoptr (CairnPostgresLink) self = g_new0 (CairnPostgresLink, 1);
  char *problem = NULL;
  PQconninfoOption *options = PQconninfoParse (address, &problem);

  if (options == NULL)
    {
      g_set_error (error, CAIRN_SOURCE_ERROR, CAIRN_SOURCE_ERROR_BAD_OPTION,
                   _ ("The address of the database cannot be read: %s"),
                   problem != NULL ? g_strstrip (problem) : "");
      PQfreemem (problem);
      return NULL;
    }
  if (!check_options (options, error))
    {
      PQconninfoFree (options);
      return NULL;
    }
  self->cancellable = cancellable;
  self->conn = connect_to (options);
  PQconninfoFree (options);
  if (PQstatus (self->conn) != CONNECTION_OK)
    {
      g_autofree char *detail = g_strstrip (g_strdup (PQerrorMessage (self->conn)));

      g_set_error (error, CAIRN_SOURCE_ERROR, CAIRN_SOURCE_ERROR_MISSING,
                   _ ("The database cannot be reached: %s"), detail);
      return NULL;
    }
  self->name = g_strdup (PQdb (self->conn));
  PQsetNoticeReceiver (self->conn, ignore_notice_cb, NULL);
  return begin_session (self, error) ? g_steal_pointer (&self) : NULL;
}

void
cairn_postgres_link_free (CairnPostgresLink *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->conn, PQfinish);
  g_free (self->name);
  g_free (self);
}

static void
stop_statement (CairnPostgresLink *self)
{
  PGcancel *cancel = PQgetCancel (self->conn);
  char message[256];

  if (cancel != NULL)
    PQcancel (cancel, message, sizeof message);
  PQfreeCancel (cancel);
}

/* Until the answer is there, or somebody does not want it any more. */
static void
wait_for_answer (CairnPostgresLink *self)
{
  gboolean stopped = FALSE;

  while (PQconsumeInput (self->conn) && PQisBusy (self->conn))
    {
      GPollFD fds[2] = { { .fd = PQsocket (self->conn), .events = G_IO_IN } };
      guint n = 1;

      if (!stopped && g_cancellable_make_pollfd (self->cancellable, &fds[1]))
        n = 2;
      g_poll (fds, n, -1);
      if (n == 2)
        g_cancellable_release_fd (self->cancellable);
      if (!stopped && g_cancellable_is_cancelled (self->cancellable))
        {
          stop_statement (self);
          stopped = TRUE;
        }
    }
}

static void
count_traffic (CairnPostgresLink *self, const PGresult *result)
{
  int n_rows = PQntuples (result);
  int n_fields = PQnfields (result);

  self->rows += n_rows;
  for (int row = 0; row < n_rows; row++)
    for (int field = 0; field < n_fields; field++)
      self->bytes += PQgetlength (result, row, field);
}

PGresult *
cairn_postgres_link_run (
  CairnPostgresLink *self, const char *sql, const char *const *values, guint n, GError **error)
{
  g_autoptr (PGresult) result = NULL;
  PGresult *next;

  if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return NULL;
  if (!PQsendQueryParams (self->conn, sql, (int) n, NULL, values, NULL, NULL, 0))
    {
      set_error_from (self, NULL, PQerrorMessage (self->conn), error);
      return NULL;
    }
  for (;;)
    {
      wait_for_answer (self);
      next = PQgetResult (self->conn);
      if (next == NULL)
        break;
      g_clear_pointer (&result, PQclear);
      result = next;
    }
  if (PQresultStatus (result) == PGRES_TUPLES_OK || PQresultStatus (result) == PGRES_COMMAND_OK)
    {
      count_traffic (self, result);
      return g_steal_pointer (&result);
    }
  if (!g_cancellable_set_error_if_cancelled (self->cancellable, error))
    set_error_from (self, PQresultErrorField (result, PG_DIAG_SQLSTATE),
                    result != NULL ? PQresultErrorField (result, PG_DIAG_MESSAGE_PRIMARY) != NULL
                                       ? PQresultErrorField (result, PG_DIAG_MESSAGE_PRIMARY)
                                       : PQresultErrorMessage (result)
                                   : PQerrorMessage (self->conn),
                    error);
  return NULL;
}

char *
cairn_postgres_link_quote (CairnPostgresLink *self, const char *name, GError **error)
{
  char *quoted = PQescapeIdentifier (self->conn, name, strlen (name));
  char *copy;

  if (quoted == NULL)
    {
      set_error_from (self, NULL, PQerrorMessage (self->conn), error);
      return NULL;
    }
  copy = g_strdup (quoted);
  PQfreemem (quoted);
  return copy;
}

#define RELATIONS                                                                                  \
  "FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace "           \
  "WHERE c.relkind IN ('r', 'v', 'm', 'p', 'f') "

#define NAMED                                                                                      \
  "AND (pg_catalog.pg_table_is_visible(c.oid) AND lower(c.relname) = lower($1) "                   \
  "OR lower(n.nspname || '.' || c.relname) = lower($1)) "                                          \
  "ORDER BY c.relname = $1 DESC, n.nspname LIMIT 1"

static char **
column_of (const PGresult *result, int field)
{
  char **list = g_new0 (char *, PQntuples (result) + 1);

  for (int row = 0; row < PQntuples (result); row++)
    list[row] = g_strdup (PQgetvalue (result, row, field));
  return list;
}

char **
cairn_postgres_link_columns (
  CairnPostgresLink *self, const char *table, char **qualified, char ***types, GError **error)
{
  const char *const wanted[] = { table };
  g_autofree char *schema = NULL;
  g_autofree char *name = NULL;
  g_autoptr (PGresult) columns = NULL;
  g_autoptr (PGresult) found = cairn_postgres_link_run (
    self, "SELECT c.oid, n.nspname, c.relname " RELATIONS NAMED, wanted, 1, error);

  if (found == NULL)
    return NULL;
  if (PQntuples (found) == 0)
    {
      g_set_error (error, CAIRN_SOURCE_ERROR, CAIRN_SOURCE_ERROR_NO_TABLE,
                   _ ("%s has no table or view “%s” that you may see."), self->name, table);
      return NULL;
    }
  schema = cairn_postgres_link_quote (self, PQgetvalue (found, 0, 1), error);
  name = schema != NULL ? cairn_postgres_link_quote (self, PQgetvalue (found, 0, 2), error) : NULL;
  if (name == NULL)
    return NULL;
  columns = cairn_postgres_link_run (
    self,
    "SELECT attname, pg_catalog.format_type(atttypid, NULL) FROM pg_catalog.pg_attribute "
    "WHERE attrelid = $1::oid AND attnum > 0 AND NOT attisdropped ORDER BY attnum",
    (const char *const[]){ PQgetvalue (found, 0, 0) }, 1, error);
  if (columns == NULL)
    return NULL;
  if (qualified != NULL)
    *qualified = g_strdup_printf ("%s.%s", schema, name);
  if (types != NULL)
    *types = column_of (columns, 1);
  return column_of (columns, 0);
}

gboolean
cairn_postgres_link_is_tracked (CairnPostgresLink *self,
                                const char *table,
                                gboolean *tracked,
                                GError **error)
{
  g_autoptr (PGresult) found = cairn_postgres_link_run (
    self,
    "SELECT c.relkind IN ('r', 'm', 'p') AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_inherits i "
    "WHERE i.inhparent = c.oid AND c.relkind = 'r') AND (c.relkind <> 'p' OR NOT EXISTS ("
    "SELECT 1 FROM pg_catalog.pg_class f WHERE f.relkind = 'f' AND f.relispartition)) " RELATIONS
      NAMED,
    &table, 1, error);

  *tracked = found != NULL && PQntuples (found) > 0 && *PQgetvalue (found, 0, 0) == 't';
  return found != NULL;
}

char **
cairn_postgres_link_tables (CairnPostgresLink *self, GError **error)
{
  g_autoptr (PGresult) found
    = cairn_postgres_link_run (self,
                               "SELECT c.relname " RELATIONS
                               "AND pg_catalog.pg_table_is_visible(c.oid) AND NOT c.relispartition "
                               "AND n.nspname NOT IN ('pg_catalog', 'information_schema') "
                               "ORDER BY c.relname <> 'stage_visits', c.relname",
                               NULL, 0, error);

  return found != NULL ? column_of (found, 0) : NULL;
}
