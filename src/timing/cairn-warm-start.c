/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "timing/cairn-warm-start.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>

#define ENDING ".warm"
#define MOST_BYTES ((guint64) 2 << 30)
#define MOST_AGE (90 * G_GINT64_CONSTANT (86400))
#define HALF_DONE_AGE 3600 /* of a file that somebody did not finish */
#define TAG "CACHEDIR.TAG"

static const char tag_text[] = "Signature: 8a477f597d28d172789f06886806bc55\n"
                               "# What Cairn has read of large databases, to start faster. It may "
                               "be removed at any time.\n";

static GMutex lock;
static char *the_folder;

char *
cairn_warm_start_get_default_folder (void)
{
  return g_build_filename (g_get_user_cache_dir (), "cairn", "timings", NULL);
}

void
cairn_warm_start_set_folder (const char *folder)
{
  g_mutex_lock (&lock);
  g_free (the_folder);
  the_folder = g_strdup (folder);
  g_mutex_unlock (&lock);
}

char *
cairn_warm_start_dup_folder (void)
{
  char *folder;

  g_mutex_lock (&lock);
  folder = g_strdup (the_folder);
  g_mutex_unlock (&lock);
  return folder;
}

gboolean
cairn_warm_start_is_preferred (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = NULL;
  g_autoptr (GSettings) settings = NULL;

  /* g_settings_new() ends the program when it does not find the schema. */
  schema = source != NULL ? g_settings_schema_source_lookup (source, CAIRN_APP_ID, TRUE) : NULL;
  if (schema == NULL || !g_settings_schema_has_key (schema, "start-faster"))
    return FALSE;
  settings = g_settings_new_full (schema, NULL, NULL);
  return g_settings_get_boolean (settings, "start-faster");
}

char *
cairn_warm_start_get_path (const char *folder, const char *key)
{
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, key, -1);
  g_autofree char *name = NULL;

  sum[32] = '\0';
  name = g_strconcat (sum, ENDING, NULL);
  return g_build_filename (folder, name, NULL);
}

/* ---- the folder ---- */

typedef struct
{
  char *path;
  guint64 size;
  gint64 written; /* seconds */
  gboolean half_done;
} Kept;

static void
kept_clear (gpointer data)
{
  g_free (((Kept *) data)->path);
}

static int
compare_ages (gconstpointer a, gconstpointer b)
{
  gint64 x = ((const Kept *) a)->written;
  gint64 y = ((const Kept *) b)->written;

  return (x > y) - (x < y);
}

/* Our own files, the oldest first; nothing else that may lie there. */
static GArray *
list_kept (const char *folder)
{
  GArray *all = g_array_new (FALSE, FALSE, sizeof (Kept));
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  g_array_set_clear_func (all, kept_clear);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      const char *ending = strstr (name, ENDING);
      g_autofree char *path = g_build_filename (folder, name, NULL);
      struct stat about;
      Kept kept;

      if (ending == NULL || lstat (path, &about) != 0 || !S_ISREG (about.st_mode))
        continue;
      kept = (Kept){ g_steal_pointer (&path), (guint64) about.st_size, about.st_mtime,
                     ending[strlen (ENDING)] != '\0' };
      g_array_append_val (all, kept);
    }
  g_array_sort (all, compare_ages);
  return all;
}

static guint64
sum_sizes (const GArray *all)
{
  guint64 sum = 0;

  for (guint i = 0; i < all->len; i++)
    sum += g_array_index (all, Kept, i).size;
  return sum;
}

static gboolean
is_old (const Kept *kept, gint64 now)
{
  return now - kept->written > (kept->half_done ? HALF_DONE_AGE : MOST_AGE);
}

static void
make_room (const char *folder, guint64 need)
{
  g_autoptr (GArray) all = list_kept (folder);
  guint64 sum = sum_sizes (all) + need;
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;

  for (guint i = 0; i < all->len; i++)
    {
      const Kept *kept = &g_array_index (all, Kept, i);

      if (!is_old (kept, now) && (sum <= MOST_BYTES || kept->half_done))
        continue;
      g_unlink (kept->path);
      sum -= kept->size;
    }
}

static void
make_tag (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, TAG, NULL);

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    g_file_set_contents (path, tag_text, -1, NULL);
}

/* Nobody's disk is filled to the brim by a cache. */
static gboolean
has_room (const char *folder, guint64 need)
{
  struct statvfs about;

  return statvfs (folder, &about) == 0 && (guint64) about.f_bavail * about.f_frsize / 4 >= need;
}

gboolean
cairn_warm_start_prepare (const char *folder, guint64 need)
{
  struct stat about;

  if (need > MOST_BYTES || g_mkdir_with_parents (folder, 0700) != 0 || lstat (folder, &about) != 0
      || !S_ISDIR (about.st_mode))
    return FALSE;
  if ((about.st_mode & 0077) != 0 && g_chmod (folder, 0700) != 0)
    return FALSE;
  make_room (folder, need);
  make_tag (folder);
  return has_room (folder, need);
}

guint64
cairn_warm_start_clear (const char *folder)
{
  g_autoptr (GArray) all = list_kept (folder);

  for (guint i = 0; i < all->len; i++)
    g_unlink (g_array_index (all, Kept, i).path);
  return sum_sizes (all);
}

guint64
cairn_warm_start_get_size (const char *folder)
{
  g_autoptr (GArray) all = list_kept (folder);

  return sum_sizes (all);
}
