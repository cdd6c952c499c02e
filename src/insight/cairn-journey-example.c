/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "insight/cairn-journey-example.h"

#include "base/cairn-duration.h"
#include "simulator/cairn-example-database.h"
#include "timing/cairn-source-error.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#define FILE_NAME "Example data.db"
#define SEED 7
/* Seconds after which the example is made anew, so that it ends about now. */
#define FRESH (6 * CAIRN_HOUR)
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

typedef struct
{
  GArray *segments;  /* of CairnExampleSegment */
  GPtrArray *stages; /* of GArray of CairnExampleStage */
} World;

static void
world_clear (World *self)
{
  g_clear_pointer (&self->segments, g_array_unref);
  g_clear_pointer (&self->stages, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (World, world_clear)

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

/* The stages of all swimlanes of @segment, each once, one after the other. */
static GArray *
gather_stages (CairnElement *segment, const char *slow)
{
  GArray *stages = g_array_new (FALSE, FALSE, sizeof (CairnExampleStage));

  CAIRN_FOREACH_CHILD (swimlane, segment, CAIRN_KIND_SWIMLANE)
    CAIRN_FOREACH_CHILD (element, swimlane, CAIRN_KIND_STAGE)
      {
        const char *name = cairn_element_get_string (element, CAIRN_PROP_NAME);
        gint64 target = cairn_element_get_int (element, CAIRN_PROP_TARGET);
        CairnExampleStage stage = { name, NO_TARGET, g_str_equal (name, slow) };

        if (target > 0)
          stage.median = USUAL * (double) target / CAIRN_DAY;
        if (*name != '\0' && !has_stage (stages, name))
          g_array_append_val (stages, stage);
      }
  return stages;
}

/* Only the first segment with the bottleneck has it: the others show what is usual. */
static void
gather (World *world, CairnDocument *document, const char *slow)
{
  world->segments = g_array_new (FALSE, FALSE, sizeof (CairnExampleSegment));
  world->stages = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  CAIRN_FOREACH_CHILD (element, cairn_document_get_root (document), CAIRN_KIND_SEGMENT)
    {
      GArray *stages = gather_stages (element, slow);
      const char *name = cairn_element_get_string (element, CAIRN_PROP_NAME);
      CairnExampleSegment segment = { name, arrivals_of (name), NULL, stages->len };

      if (has_stage (stages, slow))
        slow = "";
      segment.stages = (const CairnExampleStage *) (gpointer) stages->data;
      g_ptr_array_add (world->stages, stages);
      g_array_append_val (world->segments, segment);
    }
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
is_fresh (const char *path)
{
  GStatBuf status;

  return g_stat (path, &status) == 0
         && g_get_real_time () / G_USEC_PER_SEC - (gint64) status.st_mtime < FRESH;
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

char *
cairn_journey_example_ensure (CairnDocument *document, const char *path, GError **error)
{
  g_auto (World) world = { 0 };
  g_autofree char *sum = NULL;
  g_autofree char *folder = NULL;
  g_autofree char *file = NULL;

  g_return_val_if_fail (cairn_journey_example_is_path (path), NULL);

  gather (&world, document, path + strlen (CAIRN_EXAMPLE_PREFIX));
  sum = fingerprint (&world);
  folder = g_build_filename (g_get_user_cache_dir (), "cairn", "examples", sum, NULL);
  file = g_build_filename (folder, FILE_NAME, NULL);
  if (is_fresh (file))
    return g_steal_pointer (&file);
  g_mkdir_with_parents (folder, 0700);
  return make (&world, file, error) ? g_steal_pointer (&file) : NULL;
}
