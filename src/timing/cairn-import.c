/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing/cairn-import.h"
#include "timing/cairn-import-plan.h"
#include "timing/cairn-import-visits.h"
#include "timing/cairn-import-writer.h"

#include <glib/gi18n-lib.h>

void
cairn_import_result_clear (CairnImportResult *result)
{
  g_clear_pointer (&result->notes, g_ptr_array_unref);
}

static CairnLogTable *
read_log (const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (CairnLogTable) table = cairn_log_table_new ();
  g_autofree char *name = g_filename_display_name (path);
  gboolean is_xml;
  g_autoptr (GInputStream) stream = cairn_log_open (path, &is_xml, cancellable, error);

  if (stream == NULL
      || !(is_xml ? cairn_log_read_xes : cairn_log_read_csv) (table, stream, name, cancellable,
                                                              error))
    return NULL;
  if (cairn_log_table_get_n_rows (table) == 0)
    {
      g_set_error (error, CAIRN_SOURCE_ERROR, CAIRN_SOURCE_ERROR_BAD_LOG,
                   _ ("“%s” holds no events."), name);
      return NULL;
    }
  return g_steal_pointer (&table);
}

static gboolean
may_write (const CairnImportOptions *options, GError **error)
{
  g_autofree char *name = g_filename_display_name (options->output);

  if (options->force || !g_file_test (options->output, G_FILE_TEST_EXISTS))
    return TRUE;
  g_set_error (error, CAIRN_SOURCE_ERROR, CAIRN_SOURCE_ERROR_EXISTS,
               _ ("“%s” exists already. Choose another name, or use --force."), name);
  return FALSE;
}

static void
fill_result (CairnImportResult *result, CairnLogTable *table, const CairnImportVisits *visits)
{
  result->n_rows = cairn_log_table_get_n_rows (table);
  result->n_customers = visits->customers->len;
  result->n_visits = visits->visits->len;
  for (guint i = 0; i < visits->visits->len; i++)
    result->n_open += g_array_index (visits->visits, CairnImportVisit, i).left == G_MAXINT64;
}

gboolean
cairn_import_run (const CairnImportOptions *options,
                  CairnProgressFunc progress,
                  gpointer data,
                  GCancellable *cancellable,
                  CairnImportResult *result,
                  GError **error)
{
  g_autoptr (CairnLogTable) table = NULL;
  g_auto (CairnImportVisits) visits = { NULL };
  CairnImportPlan plan;

  g_return_val_if_fail (options != NULL && options->input != NULL, FALSE);
  g_return_val_if_fail (options->output != NULL && result != NULL, FALSE);

  *result = (CairnImportResult){ .notes = g_ptr_array_new_with_free_func (g_free) };
  if (!may_write (options, error))
    return FALSE;
  table = read_log (options->input, cancellable, error);
  if (table == NULL)
    return FALSE;
  if (progress != NULL)
    progress (0.5, data);
  if (!cairn_import_plan_make (&plan, table, options, result->notes, error)
      || !cairn_import_visits_derive (&visits, table, &plan, options, result->notes, error))
    return FALSE;
  if (progress != NULL)
    progress (0.75, data);
  if (!cairn_import_write (&visits, table, options->output, cancellable, error))
    return FALSE;
  fill_result (result, table, &visits);
  if (progress != NULL)
    progress (1, data);
  return TRUE;
}
