/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-ui"

#include "config.h"

#include "ui/cairn-source-probe.h"

#include "timing/cairn-column-role.h"
#include "timing/cairn-source.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  CairnMapping *mapping;
  guint n_rows;
  guint n_customers;
} Wish;

static void
wish_free (gpointer data)
{
  Wish *wish = data;

  g_clear_pointer (&wish->mapping, cairn_mapping_free);
  g_free (wish);
}

void
cairn_source_probe_free (CairnSourceProbe *self)
{
  g_clear_pointer (&self->mapping, cairn_mapping_free);
  g_clear_pointer (&self->preview, cairn_source_preview_free);
  g_clear_pointer (&self->snapshot, cairn_snapshot_unref);
  g_free (self->problem);
  g_free (self);
}

/* Values in the data that are the name of a stage, or one of the names by which data calls it,
 * belong to it. */
static void
add_stages (CairnMapping *mapping, CairnDocument *document)
{
  CAIRN_FOREACH_CHILD (segment, cairn_document_get_root (document), CAIRN_KIND_SEGMENT)
    CAIRN_FOREACH_CHILD (swimlane, segment, CAIRN_KIND_SWIMLANE)
      CAIRN_FOREACH_CHILD (stage, swimlane, CAIRN_KIND_STAGE)
        {
          const char *name = cairn_element_get_title (stage);

          cairn_mapping_add_stage (mapping, name, name);
          CAIRN_FOREACH_CHILD (alias, stage, CAIRN_KIND_ALIAS)
            cairn_mapping_add_stage (mapping, cairn_element_get_title (alias), name);
        }
}

static CairnSnapshot *
read_visits (const CairnMapping *mapping, GCancellable *cancellable, GError **error)
{
  const CairnWindow window = { CAIRN_WINDOW_ALL, 0, 0 };
  g_autoptr (CairnSource) source = cairn_source_open (mapping, cancellable, error);

  if (source == NULL || !cairn_source_load (source, NULL, NULL, error))
    return NULL;
  return cairn_source_snapshot (source, g_get_real_time () / G_USEC_PER_SEC, &window);
}

static char **
field_of (CairnMapping *mapping, CairnColumnRole role)
{
  switch (role)
    {
    case CAIRN_COLUMN_CUSTOMER:
      return &mapping->customer;
    case CAIRN_COLUMN_STAGE:
      return &mapping->stage;
    case CAIRN_COLUMN_ENTERED:
      return &mapping->entered;
    case CAIRN_COLUMN_LEFT:
      return &mapping->left;
    case CAIRN_COLUMN_OWNER:
      return &mapping->owner;
    case CAIRN_COLUMN_SEGMENT:
    default:
      return &mapping->segment;
    }
}

/* Names what the names of the columns tell; returns how many roles that leaves open. */
static guint
guess_columns (CairnMapping *mapping, const CairnSourcePreview *preview)
{
  guint n_open = 0;

  for (guint role = 0; role < CAIRN_N_COLUMN_ROLES && preview->columns != NULL; role++)
    {
      char **field = field_of (mapping, role);

      if (*field == NULL)
        *field = g_strdup (cairn_column_role_guess (role, (const char *const *) preview->columns));
      n_open += *field == NULL;
    }
  return n_open;
}

/* The mapping and the look at the table that comes nearest to visits, for people to complete. */
static void
guess_table (CairnSourceProbe *probe, const Wish *wish)
{
  g_auto (GStrv) tables = g_strdupv (probe->preview->tables);
  guint best = G_MAXUINT;

  for (guint i = 0; tables[i] != NULL; i++)
    {
      g_autoptr (CairnMapping) mapping = cairn_mapping_copy (wish->mapping);
      g_autoptr (CairnSourcePreview) preview = NULL;
      guint n_open;

      if (mapping->table == NULL)
        mapping->table = g_strdup (tables[i]);
      preview = cairn_source_preview_read (mapping, wish->n_rows, wish->n_customers, NULL);
      n_open = preview != NULL ? guess_columns (mapping, preview) : G_MAXUINT;
      if (n_open >= best)
        continue;
      best = n_open;
      g_clear_pointer (&probe->mapping, cairn_mapping_free);
      g_clear_pointer (&probe->preview, cairn_source_preview_free);
      probe->mapping = g_steal_pointer (&mapping);
      probe->preview = g_steal_pointer (&preview);
    }
}

/* What is said where the names do not tell enough. */
static char *
dup_problem (const GError *error)
{
  if (g_error_matches (error, CAIRN_SOURCE_ERROR, CAIRN_SOURCE_ERROR_NO_MAPPING))
    return g_strdup (_ ("The names of its columns do not tell everything. Choose below which of "
                        "them say who the customer is, which stage, and when it was entered and "
                        "left."));
  return g_strdup (error->message);
}

static void
probe_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Wish *wish = data;
  g_autoptr (CairnSourceProbe) probe = g_new0 (CairnSourceProbe, 1);
  g_autoptr (GError) problem = NULL;
  g_autoptr (GError) error = NULL;
  gboolean complete;

  probe->mapping = cairn_mapping_copy (wish->mapping);
  complete = cairn_mapping_complete (probe->mapping, &problem);
  probe->preview
    = cairn_source_preview_read (probe->mapping, wish->n_rows, wish->n_customers, &error);
  if (probe->preview == NULL)
    {
      g_task_return_error (task,
                           problem != NULL ? g_steal_pointer (&problem) : g_steal_pointer (&error));
      return;
    }
  if (complete)
    probe->snapshot = read_visits (probe->mapping, cancellable, &problem);
  if (probe->snapshot == NULL)
    probe->problem = dup_problem (problem);
  if (!complete)
    guess_table (probe, wish);
  g_task_return_pointer (task, g_steal_pointer (&probe), (GDestroyNotify) cairn_source_probe_free);
}

void
cairn_source_probe_async (const CairnMapping *mapping,
                          CairnDocument *document,
                          guint n_rows,
                          guint n_customers,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, data);
  Wish *wish = g_new0 (Wish, 1);

  g_return_if_fail (mapping != NULL);
  g_return_if_fail (CAIRN_IS_DOCUMENT (document));

  wish->mapping = cairn_mapping_copy (mapping);
  wish->n_rows = n_rows;
  wish->n_customers = n_customers;
  add_stages (wish->mapping, document);
  g_task_set_source_tag (task, cairn_source_probe_async);
  g_task_set_task_data (task, wish, wish_free);
  g_task_run_in_thread (task, probe_thread);
}

CairnSourceProbe *
cairn_source_probe_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
