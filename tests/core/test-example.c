/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Example data: every template with stages is alive at once, and nobody takes it for real. */
#include "insight/cairn-journey-example.h"
#include "insight/cairn-journey-timings.h"
#include "io/cairn-own-templates.h"
#include "io/cairn-templates.h"
#include "timing/cairn-sqlite-source.h"

#include <glib/gstdio.h>
#include <string.h>

#define MOST_SECONDS 1.0

static CairnSnapshot *
read_example (CairnDocument *document)
{
  const CairnWindow window = { .kind = CAIRN_WINDOW_13_WEEKS };
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  g_autoptr (GError) error = NULL;
  g_autoptr (CairnMapping) mapping = cairn_journey_timings_mapping (document, "/nowhere", &error);
  g_autoptr (CairnSqliteSource) source = NULL;

  g_assert_no_error (error);
  source = cairn_sqlite_source_new (mapping, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (cairn_sqlite_source_settle (source, &error));
  return cairn_sqlite_source_snapshot (source, now, &window);
}

/* Each stage has customers, the bottleneck ranks first, nothing is left over. */
static void
assert_alive (CairnDocument *document, const char *slow)
{
  g_autoptr (CairnSnapshot) snapshot = read_example (document);
  CairnElement *segment
    = cairn_element_first (cairn_document_get_root (document), CAIRN_KIND_SEGMENT);
  const CairnCell *cell = cairn_snapshot_find (snapshot, cairn_element_get_title (segment), slow);
  guint n;

  g_assert_true (cairn_journey_example_is_name (cairn_snapshot_get_source_name (snapshot)));
  cairn_snapshot_get_unmapped (snapshot, &n);
  g_assert_cmpuint (n, ==, 0);
  cairn_snapshot_get_quarantine (snapshot, &n);
  g_assert_cmpuint (n, ==, 0);
  g_assert_nonnull (cell);
  g_assert_cmpuint (cell->rank, ==, 1);
  g_assert_cmpuint (cell->overdue, >, 0);
  CAIRN_FOREACH_CHILD (swimlane, segment, CAIRN_KIND_SWIMLANE)
    CAIRN_FOREACH_CHILD (stage, swimlane, CAIRN_KIND_STAGE)
      {
        cell = cairn_snapshot_find (snapshot, cairn_element_get_title (segment),
                                    cairn_element_get_title (stage));
        g_assert_nonnull (cell);
        g_assert_cmpuint (cell->here + cell->exits, >, 0);
      }
}

static void
test_templates (void)
{
  guint n = 0;
  const CairnTemplate *templates = cairn_templates_list (&n);
  guint n_alive = 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (CairnDocument) document = cairn_templates_load (templates[i].id, NULL);
      CairnElement *source
        = cairn_element_first (cairn_document_get_root (document), CAIRN_KIND_SOURCE);
      const char *path;
      g_autofree char *file = NULL;
      g_autoptr (GTimer) timer = NULL;
      g_autoptr (GError) error = NULL;

      if (source == NULL)
        continue;
      path = cairn_element_get_string (source, CAIRN_PROP_PATH);
      g_assert_true (cairn_journey_example_is_path (path));
      timer = g_timer_new ();
      file = cairn_journey_example_ensure (document, path, &error);
      g_assert_no_error (error);
      g_test_message ("%s: %.3f s", templates[i].id, g_timer_elapsed (timer, NULL));
      g_assert_cmpfloat (g_timer_elapsed (timer, NULL), <, MOST_SECONDS);
      assert_alive (document, path + strlen (CAIRN_EXAMPLE_PREFIX));
      n_alive++;
    }
  g_assert_cmpuint (n_alive, >=, 7);
}

/* What is saved comes back, under its own name, until it is deleted. */
static void
test_own (void)
{
  g_autoptr (CairnDocument) document = cairn_templates_load ("renewal", NULL);
  g_autoptr (CairnDocument) back = NULL;
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = cairn_own_templates_save (document, "Our Renewal!", "For us", &error);
  g_autofree char *again = cairn_own_templates_save (document, "Our renewal", "Better", &error);
  g_autofree char *shadow = cairn_own_templates_save (document, "Renewal", "", &error);
  const CairnOwnTemplate *first;

  g_assert_no_error (error);
  g_assert_cmpstr (id, ==, "our-renewal");
  g_assert_cmpstr (again, ==, id);
  g_assert_cmpstr (shadow, ==, "my-renewal");
  list = cairn_own_templates_list ();
  g_assert_cmpuint (list->len, ==, 2);
  first = g_ptr_array_index (list, 0);
  g_assert_cmpstr (first->name, ==, "Our renewal");
  g_assert_cmpstr (first->description, ==, "Better");
  back = cairn_templates_load (id, &error);
  g_assert_no_error (error);
  g_assert_nonnull (back);
  g_assert_true (cairn_own_templates_delete (id, &error));
  g_assert_true (cairn_own_templates_delete (shadow, &error));
  g_clear_object (&back);
  back = cairn_templates_load (id, &error);
  g_assert_null (back);
  g_assert_error (error, CAIRN_IO_ERROR, CAIRN_IO_ERROR_NO_TEMPLATE);
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_tree (child);
    }
  g_remove (path);
}

int
main (int argc, char **argv)
{
  g_autofree char *cache = g_dir_make_tmp ("cairn-test-XXXXXX", NULL);
  int result;

  g_setenv ("XDG_CACHE_HOME", cache, TRUE);
  g_setenv ("XDG_DATA_HOME", cache, TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/example/templates", test_templates);
  g_test_add_func ("/example/own", test_own);
  result = g_test_run ();
  remove_tree (cache);
  return result;
}
