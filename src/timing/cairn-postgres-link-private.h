/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-source-error.h"

#include <gio/gio.h>
#include <libpq-fe.h>

G_BEGIN_DECLS

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PGresult, PQclear)

/* A connection that only ever reads: the session, and every transaction in it, is read-only, and no
 * statement may take longer than the timeout. */
typedef struct
{
  PGconn *conn;
  GCancellable *cancellable; /* borrowed */
  char *name;                /* "database on host", for people */
  gsize rows;                /* received so far */
  gsize bytes;
} CairnPostgresLink;

#define CAIRN_POSTGRES_TIMEOUT_MS 60000

/* Addresses with a password, or with anything but where to connect, are refused. */
CairnPostgresLink *
cairn_postgres_link_new (const char *address, GCancellable *cancellable, GError **error);
void cairn_postgres_link_free (CairnPostgresLink *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CairnPostgresLink, cairn_postgres_link_free)

/* Runs one statement; NULL on failure. @values are bound to $1, $2 … as text. */
PGresult *cairn_postgres_link_run (
  CairnPostgresLink *self, const char *sql, const char *const *values, guint n, GError **error);

/* A name as SQL writes it. */
char *cairn_postgres_link_quote (CairnPostgresLink *self, const char *name, GError **error);

/* The columns of a table or view that the user calls @table ("visits", "crm.visits"): names, and in
 * @types (may be NULL) their types in the same order. @qualified: the table as SQL writes it. */
char **cairn_postgres_link_columns (
  CairnPostgresLink *self, const char *table, char **qualified, char ***types, GError **error);

/* Whether rows of @table say which transaction wrote them. */
gboolean cairn_postgres_link_is_tracked (CairnPostgresLink *self,
                                         const char *table,
                                         gboolean *tracked,
                                         GError **error);

/* All tables and views that are found without naming a schema. */
char **cairn_postgres_link_tables (CairnPostgresLink *self, GError **error);

G_END_DECLS
