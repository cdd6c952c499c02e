/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "insight/cairn-journey-example.h"

#include "base/cairn-duration.h"
#include "insight/cairn-requirement-figure.h"
#include "simulator/cairn-example-database.h"
#include "timing/cairn-source-error.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#define FILE_NAME "Example data.db"
#define SEED 7
/* Seconds after which the example is made anew, so that it ends about now. */
#define FRESH (6 * CAIRN_HOUR)
/* Seconds after which an example that is not the drawing's any more is thrown away. */
#define KEPT (30 * CAIRN_DAY)
#define NO_TARGET 7 /* days that people stay where no target says otherwise */
#define USUAL 0.72  /* share of the target that people stay */

gboolean
cairn_journey_example_is_path (const char *path)
{
  return path != NULL && g_str_has_prefix (path, CAIRN_EXAMPLE_PREFIX);
}

gboolean
cairn_journey_example_is_name (const char *name)
{
  return g_strcmp0 (name, FILE_NAME) == 0;
}

/* What the drawing says of the example, with names of its own: another thread makes it. */
typedef struct
{
  GArray *segments;  /* of CairnExampleSegment */
  GPtrArray *stages; /* of GArray of CairnExampleStage */
} World;

static void
stage_clear (gpointer data)
{
  CairnExampleStage *stage = data;

  g_free ((char *) stage->name);
}

static void
segment_clear (gpointer data)
{
  CairnExampleSegment *segment = data;

  g_free ((char *) segment->name);
}

static void
world_free (gpointer data)
{
  World *self = data;

  g_array_unref (self->segments);
  g_ptr_array_unref (self->stages);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (World, world_free)

/* Many small customers, few large ones. */
static double
arrivals_of (const char *segment)
{
  static const struct
  {
    const char *word;
    double per_week;
  } rows[] = { { "enterprise", 4 }, { "mid", 9 }, { "digital", 20 }, { "self", 20 } };
  g_autofree char *lower = g_utf8_strdown (segment, -1);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (strstr (lower, rows[i].word) != NULL)
      return rows[i].per_week;
  return 8;
}

static gboolean
has_stage (GArray *stages, const char *name)
{
  for (guint i = 0; i < stages->len; i++)
    if (g_str_equal (g_array_index (stages, CairnExampleStage, i).name, name))
      return TRUE;
  return FALSE;
}

static void
add_stage (GArray *stages, CairnElement *element, const char *slow)
{
  const char *name = cairn_element_get_title (element);
  gint64 target = cairn_element_get_int (element, CAIRN_PROP_TARGET);
  CairnExampleStage stage = { g_strdup (name), NO_TARGET, g_str_equal (name, slow) };

  if (target > 0)
    stage.median = USUAL * (double) target / CAIRN_DAY;
  if (*name != '\0' && !has_stage (stages, name))
    g_array_append_val (stages, stage);
  else
    stage_clear (&stage);
}

/* The stages of all swimlanes of @segment and the steps of its SIPOCs that are stages themselves,
 * each once, one after the other. */
static GArray *
gather_stages (CairnElement *segment, const char *slow)
{
  GArray *stages = g_array_new (FALSE, FALSE, sizeof (CairnExampleStage));
  gboolean drawn;

  g_array_set_clear_func (stages, stage_clear);

  CAIRN_FOREACH_CHILD (swimlane, segment, CAIRN_KIND_SWIMLANE)
    CAIRN_FOREACH_CHILD (stage, swimlane, CAIRN_KIND_STAGE)
      add_stage (stages, stage, slow);
  drawn = stages->len > 0;
  CAIRN_FOREACH_CHILD (sipoc, segment, CAIRN_KIND_SIPOC)
    CAIRN_FOREACH_CHILD (item, sipoc, CAIRN_KIND_ITEM)
      if (cairn_requirement_find_stage (item) == item
          && (!drawn || cairn_element_get_int (item, CAIRN_PROP_TARGET) > 0))
        add_stage (stages, item, slow);
  return stages;
}

static gboolean
is_drawn (CairnDocument *document, const char *name)
{
  CAIRN_FOREACH_CHILD (segment, cairn_document_get_root (document), CAIRN_KIND_SEGMENT)
    {
      g_autoptr (GArray) stages = gather_stages (segment, "");

      if (has_stage (stages, name))
        return TRUE;
    }
  return FALSE;
}

/* The stage that has most time, in the first segment with stages: what is slow there is seen at
 * once. Owned by the caller. */
static char *
dup_longest (CairnDocument *document)
{
  CAIRN_FOREACH_CHILD (segment, cairn_document_get_root (document), CAIRN_KIND_SEGMENT)
    {
      g_autoptr (GArray) stages = gather_stages (segment, "");
      const CairnExampleStage *longest = NULL;

      for (guint i = 0; i < stages->len; i++)
        if (longest == NULL
            || g_array_index (stages, CairnExampleStage, i).median > longest->median)
          longest = &g_array_index (stages, CairnExampleStage, i);
      if (longest != NULL)
        return g_strdup (longest->name);
    }
  return g_strdup ("");
}

/* The bottleneck: the stage that was named or, once that is called something else, another. "":
 * there is none. Owned by the caller. */
static char *
dup_slow (CairnDocument *document, const char *path)
{
  const char *name = path + strlen (CAIRN_EXAMPLE_PREFIX);

  return *name == '\0' || is_drawn (document, name) ? g_strdup (name) : dup_longest (document);
}

/* Only the first segment with the bottleneck has it: the others show what is usual. */
static World *
gather (CairnDocument *document, const char *path)
{
  World *world = g_new0 (World, 1);
  g_autofree char *named = dup_slow (document, path);
  const char *slow = named;

  world->segments = g_array_new (FALSE, FALSE, sizeof (CairnExampleSegment));
  g_array_set_clear_func (world->segments, segment_clear);
  world->stages = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  CAIRN_FOREACH_CHILD (element, cairn_document_get_root (document), CAIRN_KIND_SEGMENT)
    {
      GArray *stages = gather_stages (element, slow);
      const char *name = cairn_element_get_string (element, CAIRN_PROP_NAME);
      CairnExampleSegment segment = { g_strdup (name), arrivals_of (name), NULL, stages->len };

      if (has_stage (stages, slow))
        slow = "";
      segment.stages = (const CairnExampleStage *) (gpointer) stages->data;
      g_ptr_array_add (world->stages, stages);
      g_array_append_val (world->segments, segment);
    }
  return world;
}

/* Two journeys with the same stages share their example. */
static char *
fingerprint (const World *world)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *sum = NULL;

  for (guint i = 0; i < world->segments->len; i++)
    {
      const CairnExampleSegment *segment = &g_array_index (world->segments, CairnExampleSegment, i);

      g_string_append_printf (text, "%s\x1e", segment->name);
      for (guint j = 0; j < segment->n_stages; j++)
        g_string_append_printf (text, "%s\x1f%d\x1f%d\x1e", segment->stages[j].name,
                                (int) (segment->stages[j].median * 1440), segment->stages[j].slow);
    }
  sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text->str, -1);
  return g_strndup (sum, 16);
}

static gboolean
is_younger (const char *path, gint64 age)
{
  GStatBuf status;

  return g_stat (path, &status) == 0
         && g_get_real_time () / G_USEC_PER_SEC - (gint64) status.st_mtime < age;
}

/* Made beside its place and moved there whole: another window may be reading the old one. */
static gboolean
make (const World *world, const char *path, GError **error)
{
  g_autofree char *draft = g_strdup_printf ("%s.%08x", path, g_random_int ());
  gboolean made = cairn_example_database_create (
    draft, (const CairnExampleSegment *) (gpointer) world->segments->data, world->segments->len,
    SEED, g_get_real_time () / G_USEC_PER_SEC, error);

  if (made && g_rename (draft, path) == 0)
    return TRUE;
  if (made)
    g_set_error (error, CAIRN_SOURCE_ERROR, CAIRN_SOURCE_ERROR_MISSING,
                 _ ("The example data cannot be written to “%s”. Choose a database of your own."),
                 path);
  g_unlink (draft);
  return FALSE;
}

/* Every change of a stage makes another example; those that nobody has opened for long go. */
static void
drop_old (const char *folder, const char *kept)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *example = g_build_filename (folder, name, NULL);
      g_autofree char *file = g_build_filename (example, FILE_NAME, NULL);

      if (!g_str_equal (name, kept) && g_file_test (file, G_FILE_TEST_IS_REGULAR)
          && !is_younger (file, KEPT))
        {
          g_unlink (file);
          g_rmdir (example);
        }
    }
}

static char *
ensure (const World *world, GError **error)
{
  g_autofree char *sum = fingerprint (world);
  g_autofree char *examples = g_build_filename (g_get_user_data_dir (), "cairn", "examples", NULL);
  g_autofree char *folder = g_build_filename (examples, sum, NULL);
  g_autofree char *file = g_build_filename (folder, FILE_NAME, NULL);

  if (is_younger (file, FRESH))
    return g_steal_pointer (&file);
  g_mkdir_with_parents (folder, 0700);
  if (!make (world, file, error))
    return NULL;
  drop_old (examples, sum);
  return g_steal_pointer (&file);
}

char *
cairn_journey_example_ensure (CairnDocument *document, const char *path, GError **error)
{
  g_autoptr (World) world = NULL;

  g_return_val_if_fail (cairn_journey_example_is_path (path), NULL);

  world = gather (document, path);
  return ensure (world, error);
}

static void
ensure_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  char *file = ensure (data, &error);

  if (file != NULL)
    g_task_return_pointer (task, file, g_free);
  else
    g_task_return_error (task, error);
}

void
cairn_journey_example_ensure_async (CairnDocument *document,
                                    const char *path,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (cairn_journey_example_is_path (path));

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, cairn_journey_example_ensure_async);
  g_task_set_task_data (task, gather (document, path), world_free);
  g_task_run_in_thread (task, ensure_in_thread);
}

char *
cairn_journey_example_ensure_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
