/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "timing/cairn-postgres.h"

#include <glib/gi18n-lib.h>

gboolean
cairn_postgres_is_address (const char *path)
{
  return path != NULL
         && (g_str_has_prefix (path, "postgresql://") || g_str_has_prefix (path, "postgres://"));
}

#ifndef HAVE_POSTGRES

static void
set_unavailable (GError **error)
{
  g_set_error_literal (error, CAIRN_SOURCE_ERROR, CAIRN_SOURCE_ERROR_READ,
                       _ ("This Cairn was built without PostgreSQL. Use one that was built with "
                          "libpq, or export the visits to a SQLite file."));
}

gboolean
cairn_postgres_complete (CairnMapping *mapping, GError **error)
{
  set_unavailable (error);
  return FALSE;
}

CairnSourcePreview *
cairn_postgres_preview_read (const CairnMapping *mapping, guint n_rows, GError **error)
{
  set_unavailable (error);
  return NULL;
}

GPtrArray *
cairn_postgres_count_values (const CairnMapping *mapping,
                             const char *table,
                             const char *column,
                             const char *customer,
                             GCancellable *cancellable,
                             GError **error)
{
  set_unavailable (error);
  return NULL;
}

CairnSource *
cairn_postgres_source_new (const CairnMapping *mapping, GCancellable *cancellable, GError **error)
{
  set_unavailable (error);
  return NULL;
}

void
cairn_postgres_source_get_traffic (CairnSource *source, gsize *rows, gsize *bytes)
{
  *rows = *bytes = 0;
}

#endif
