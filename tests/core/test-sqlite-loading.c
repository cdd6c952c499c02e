/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The first reading of a table: in parts, of very many rows, and given up. */

#include "sqlite-in-step.h"

#include <string.h>

typedef struct
{
  CairnSource *source;
  guint n_parts;
  guint here; /* in the last part */
} Parts;

static guint
count_here (const CairnSnapshot *snapshot)
{
  guint n, here = 0;
  const CairnCell *cells = cairn_snapshot_get_cells ((CairnSnapshot *) snapshot, &n);

  for (guint i = 0; i < n; i++)
    here += cells[i].segment == NULL ? cells[i].here : 0;
  return here;
}

static void
part_cb (double fraction, gpointer data)
{
  Parts *parts = data;
  g_autoptr (CairnSnapshot) part = NULL;

  if (!cairn_source_is_loading (parts->source))
    return;
  part = snapshot_of (parts->source);
  g_assert_nonnull (strstr (cairn_snapshot_get_stale (part), "only a part"));
  g_assert_cmpuint (count_here (part), >=, parts->here);
  parts->here = count_here (part);
  parts->n_parts++;
}

/* Numbers are there before all is read, say that they are a part, and do no harm to the rest. */
static void
test_parts (void)
{
  g_autofree char *folder = fixture_folder ();
  g_autofree char *path = fixture_database (folder, "a.db", in_step_schema);
  g_autoptr (GError) error = NULL;
  g_autoptr (CairnMapping) mapping = cairn_mapping_guess (path, &error);
  g_autoptr (CairnSource) source = cairn_source_open (mapping, NULL, &error);
  g_autoptr (CairnSnapshot) all = NULL;
  g_autoptr (CairnSnapshot) fresh = NULL;
  Parts parts = { source, 0, 0 };
  g_autofree char *text = NULL;
  g_autofree char *fresh_text = NULL;

  ((CairnSqliteSource *) source)->chunk_rows = 16;
  ((CairnSqliteSource *) source)->max_mended = 32; /* of more, rows are taken as they stand */
  g_assert_true (cairn_source_load (source, part_cb, &parts, &error));
  g_assert_cmpuint (parts.n_parts, >, 0);
  all = snapshot_of (source);
  fresh = read_afresh (mapping, 32);
  g_assert_null (cairn_snapshot_get_stale (all));
  text = cairn_timings_report_json (all, NULL);
  fresh_text = cairn_timings_report_json (fresh, NULL);
  g_assert_cmpstr (text, ==, fresh_text);
  g_clear_pointer (&source, cairn_source_free);
  fixture_remove_folder (folder);
}

/* Stays as they stand; but who was lost is lost. */
static void
test_too_large_to_mend (void)
{
  g_autofree char *folder = fixture_folder ();
  g_autofree char *sql
    = g_strconcat (in_step_schema, "UPDATE customers SET churned_at='2026-09-01' WHERE id=3;",
                   "UPDATE customers SET success=1 WHERE id=4;", NULL);
  g_autofree char *path = fixture_database (folder, "a.db", sql);
  g_autoptr (GError) error = NULL;
  g_autoptr (CairnMapping) mapping = cairn_mapping_guess (path, &error);
  g_autoptr (CairnSource) source = cairn_source_open (mapping, NULL, &error);
  CairnEngine *engine;

  g_assert_no_error (error);
  ((CairnSqliteSource *) source)->max_mended = 299;
  g_assert_true (cairn_source_settle (source, &error));
  g_assert_cmpuint (cairn_source_get_n_rows (source), ==, 300);
  g_assert_null (cairn_row_store_get_book (((CairnSqliteSource *) source)->store));
  engine = cairn_row_store_get_engine (((CairnSqliteSource *) source)->store);
  g_assert_cmpint (cairn_engine_get_end (engine, cairn_engine_add_customer (engine, "Customer 3")),
                   ==, CAIRN_END_CHURN);
  g_assert_cmpint (cairn_engine_get_end (engine, cairn_engine_add_customer (engine, "Customer 4")),
                   ==, CAIRN_END_SUCCESS);
  g_assert_cmpint (cairn_engine_get_end (engine, cairn_engine_add_customer (engine, "Customer 5")),
                   ==, CAIRN_END_UNKNOWN);
  g_clear_pointer (&source, cairn_source_free);
  fixture_remove_folder (folder);
}

/* Row numbers that promise more rows than there are. */
static void
test_wide_gaps (void)
{
  g_autofree char *folder = fixture_folder ();
  g_autofree char *sql
    = g_strconcat (in_step_schema, "UPDATE stage_visits SET id=id*1000000007;", NULL);
  g_autofree char *path = fixture_database (folder, "a.db", sql);
  g_autoptr (GError) error = NULL;
  g_autoptr (CairnMapping) mapping = cairn_mapping_guess (path, &error);
  g_autoptr (CairnSource) source = cairn_source_open (mapping, NULL, &error);
  g_autoptr (CairnSnapshot) figures = NULL;
  g_autoptr (CairnSnapshot) fresh = NULL;

  g_assert_no_error (error);
  ((CairnSqliteSource *) source)->max_mended = 300;
  g_assert_true (cairn_source_settle (source, &error));
  g_assert_nonnull (cairn_row_store_get_book (((CairnSqliteSource *) source)->store));
  figures = snapshot_of (source);
  fresh = read_afresh (mapping, CAIRN_MAX_MENDED_ROWS);
  check_same (figures, fresh);
  g_clear_pointer (&source, cairn_source_free);
  fixture_remove_folder (folder);
}

static void
test_cancel (void)
{
  g_autofree char *folder = fixture_folder ();
  g_autofree char *path = fixture_database (folder, "a.db", in_step_schema);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (CairnMapping) mapping = cairn_mapping_guess (path, &error);
  g_autoptr (CairnSource) source = cairn_source_open (mapping, cancellable, &error);

  g_assert_no_error (error);
  g_cancellable_cancel (cancellable);
  g_assert_false (cairn_source_load (source, NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  fixture_remove_folder (folder);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sqlite-source/parts", test_parts);
  g_test_add_func ("/sqlite-source/too-large-to-mend", test_too_large_to_mend);
  g_test_add_func ("/sqlite-source/wide-gaps", test_wide_gaps);
  g_test_add_func ("/sqlite-source/cancel", test_cancel);
  return g_test_run ();
}
