/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Example data: every template with stages is alive at once, and nobody takes it for real. */
#include "base/cairn-duration.h"
#include "history/cairn-history.h"
#include "insight/cairn-journey-example.h"
#include "insight/cairn-journey-timings.h"
#include "insight/cairn-requirement-figure.h"
#include "io/cairn-own-templates.h"
#include "io/cairn-templates.h"
#include "timing/cairn-source.h"

#include <glib/gstdio.h>
#include <string.h>
#include <utime.h>

#define MOST_SECONDS 1.0

static CairnSnapshot *
read_example (CairnDocument *document)
{
  const CairnWindow window = { .kind = CAIRN_WINDOW_13_WEEKS };
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  g_autoptr (GError) error = NULL;
  g_autoptr (CairnMapping) mapping = cairn_journey_timings_mapping (document, "/nowhere", &error);
  g_autoptr (CairnSource) source = NULL;

  g_assert_no_error (error);
  source = cairn_source_open (mapping, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (cairn_source_settle (source, &error));
  return cairn_source_snapshot (source, now, &window);
}

static void
assert_has_customers (CairnSnapshot *snapshot, CairnElement *segment, CairnElement *stage)
{
  const CairnCell *cell = cairn_snapshot_find (snapshot, cairn_element_get_title (segment),
                                               cairn_element_get_title (stage));

  g_assert_nonnull (cell);
  g_assert_cmpuint (cell->here + cell->exits, >, 0);
  g_assert_cmpint (cell->target, >, 0);
}

/* Every step of a SIPOC shows figures, and so does every requirement that the data can tell of. */
static void
assert_sipoc_alive (CairnSnapshot *snapshot, CairnElement *segment, CairnElement *sipoc)
{
  g_auto (GStrv) stages = cairn_journey_timings_dup_stages (sipoc, snapshot);
  guint n_told = 0;

  CAIRN_FOREACH_CHILD (item, sipoc, CAIRN_KIND_ITEM)
    if (cairn_element_get_int (item, CAIRN_PROP_COLUMN) == CAIRN_COLUMN_PROCESS)
      {
        CairnElement *stage = cairn_requirement_find_stage (item);

        g_assert_nonnull (stage);
        g_assert_true (
          g_strv_contains ((const char *const *) stages, cairn_element_get_title (stage)));
        assert_has_customers (snapshot, segment, stage);
      }
  CAIRN_FOREACH_CHILD (requirement, sipoc, CAIRN_KIND_REQUIREMENT)
    {
      CairnElement *stage = cairn_requirement_find_stage (requirement);
      g_auto (CairnRequirementFigure) figure = { 0 };

      if (stage == NULL)
        continue;
      figure = cairn_requirement_figure (
        requirement, cairn_snapshot_find (snapshot, cairn_element_get_title (segment),
                                          cairn_element_get_title (stage)));
      g_assert_nonnull (figure.value);
      g_assert_cmpint (figure.met, !=, CAIRN_MET_UNKNOWN);
      n_told++;
    }
  g_assert_cmpuint (n_told, >=, 2);
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
      assert_has_customers (snapshot, segment, stage);
  CAIRN_FOREACH_CHILD (sipoc, segment, CAIRN_KIND_SIPOC)
    assert_sipoc_alive (snapshot, segment, sipoc);
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
  g_assert_cmpuint (n_alive, ==, n - 2); /* the empty ones have nothing to show */
}

static void
made_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  char **file = data;

  *file = cairn_journey_example_ensure_finish (result, &error);
  g_assert_no_error (error);
}

static void
age (const char *path, gint64 seconds)
{
  const gint64 then = g_get_real_time () / G_USEC_PER_SEC - seconds;
  const struct utimbuf times = { then, then };

  g_assert_cmpint (g_utime (path, (struct utimbuf *) &times), ==, 0);
}

/* What is called otherwise now is not the bottleneck any more; the longest stage is. */
static void
test_renamed (void)
{
  g_autoptr (CairnDocument) document = cairn_templates_load ("onboarding-sipoc", NULL);
  g_autoptr (CairnSelection) selection = cairn_selection_new ();
  g_autoptr (CairnHistory) history = cairn_history_new (document, selection);

  cairn_history_begin (history, "rename");
  cairn_history_set_string (history, cairn_document_lookup (document, "item-11"), CAIRN_PROP_TITLE,
                            "Move data");
  cairn_history_end (history);
  assert_alive (document, "Move data");
}

/* Made in a thread; the drawing may be gone by then. */
static void
test_async (void)
{
  g_autoptr (CairnDocument) other = cairn_templates_load ("renewal", NULL);
  CairnElement *source = cairn_element_first (cairn_document_get_root (other), CAIRN_KIND_SOURCE);
  g_autofree char *file = NULL;

  cairn_journey_example_ensure_async (other, cairn_element_get_string (source, CAIRN_PROP_PATH),
                                      NULL, made_cb, &file);
  g_clear_object (&other);
  while (file == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (g_str_has_prefix (file, g_get_user_data_dir ()));
  g_assert_true (g_file_test (file, G_FILE_TEST_IS_REGULAR));
}

/* What no drawing has shown for long goes. */
static void
test_old (void)
{
  g_autoptr (CairnDocument) document = cairn_templates_load ("onboarding-sipoc", NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *old = cairn_journey_example_ensure (document, "example:Train admins", &error);
  g_autofree char *young = cairn_journey_example_ensure (document, "example:", &error);
  g_autofree char *file = NULL;

  age (old, 31 * CAIRN_DAY);
  age (young, 29 * CAIRN_DAY);
  file = cairn_journey_example_ensure (document, "example:Hand off account", &error);
  g_assert_no_error (error);
  g_assert_false (g_file_test (old, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (young, G_FILE_TEST_EXISTS));
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
  g_test_add_func ("/example/renamed", test_renamed);
  g_test_add_func ("/example/async", test_async);
  g_test_add_func ("/example/old", test_old);
  g_test_add_func ("/example/own", test_own);
  result = g_test_run ();
  remove_tree (cache);
  return result;
}
