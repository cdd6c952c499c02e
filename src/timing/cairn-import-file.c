/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing/cairn-import-file.h"

#include "timing/cairn-source-error.h"
#include "timing/cairn-spill.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define MARK ".import-"
#define LOOK (20 * G_TIME_SPAN_MILLISECOND) /* at the cancellable, while the disk works */

gboolean
cairn_import_file_fail (const CairnImportFile *self, const char *why, GError **error)
{
  g_autofree char *name = g_filename_display_name (self->target);

  g_set_error (error, CAIRN_SOURCE_ERROR, CAIRN_SOURCE_ERROR_WRITE,
               _ ("“%s” cannot be written: %s. Nothing was changed; check the folder and the space "
                  "on the disk."),
               name, why);
  return FALSE;
}

/* ---- what others left ---- */

static void
remove_if_forgotten (const char *path)
{
  int fd = g_open (path, O_RDWR | O_CLOEXEC | O_NOFOLLOW, 0);

  if (fd < 0)
    return;
  if (flock (fd, LOCK_EX | LOCK_NB) == 0)
    g_unlink (path);
  g_close (fd, NULL);
}

static void
remove_forgotten (const char *target)
{
  g_autofree char *folder = g_path_get_dirname (target);
  g_autofree char *base = g_path_get_basename (target);
  g_autofree char *prefix = g_strconcat (base, MARK, NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_str_has_prefix (name, prefix) && strlen (name) == strlen (prefix) + 6)
        remove_if_forgotten (path);
    }
}

/* ---- the file ---- */

/* Another import may have taken it for forgotten before it was locked. */
static gboolean
lock (int fd)
{
  struct stat info;

  return flock (fd, LOCK_EX | LOCK_NB) == 0 && fstat (fd, &info) == 0 && info.st_nlink > 0;
}

gboolean
cairn_import_file_create (CairnImportFile *self, const char *target, GError **error)
{
  *self = (CairnImportFile){ .target = g_strdup (target), .fd = -1 };
  remove_forgotten (target);
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *path = g_strconcat (target, MARK "XXXXXX", NULL);

      self->fd = g_mkstemp_full (path, O_RDWR | O_CLOEXEC, 0666);
      if (self->fd < 0)
        return cairn_import_file_fail (self, g_strerror (errno), error);
      self->path = g_steal_pointer (&path);
      if (lock (self->fd))
        return TRUE;
      /* A file system without locks cannot tell a forgotten file; nobody removes this one. */
      if (errno != 0 && errno != EWOULDBLOCK && g_access (self->path, F_OK) == 0)
        return TRUE;
      g_close (self->fd, NULL);
      g_clear_pointer (&self->path, g_free);
    }
  return cairn_import_file_fail (self, g_strerror (EBUSY), error);
}

void
cairn_import_file_clear (CairnImportFile *self)
{
  if (self->target == NULL)
    return;
  if (self->path != NULL)
    {
      g_unlink (self->path);
      cairn_spill_close (self->fd);
    }
  else if (self->fd >= 0)
    g_close (self->fd, NULL); /* now: it takes the locks along that this process has on the file */
  g_free (self->path);
  g_free (self->target);
  *self = (CairnImportFile){ .fd = -1 };
}

/* ---- to the disk ---- */

/* Nothing stops a sync that waits for the disk, but one can stop waiting for the sync. */
typedef struct
{
  gatomicrefcount refs;
  GMutex mutex;
  GCond cond;
  gboolean done;
  int code;
  int fd;
} Sync;

static void
sync_unref (Sync *sync)
{
  if (!g_atomic_ref_count_dec (&sync->refs))
    return;
  g_close (sync->fd, NULL);
  g_mutex_clear (&sync->mutex);
  g_cond_clear (&sync->cond);
  g_free (sync);
}

static gpointer
sync_thread (gpointer data)
{
  Sync *sync = data;
  int code = fsync (sync->fd) == 0 ? 0 : errno;

  g_mutex_lock (&sync->mutex);
  sync->code = code;
  sync->done = TRUE;
  g_cond_signal (&sync->cond);
  g_mutex_unlock (&sync->mutex);
  sync_unref (sync);
  return NULL;
}

/* 0, or an errno. */
static int
sync_file (int fd, GCancellable *cancellable)
{
  Sync *sync = g_new0 (Sync, 1);
  GThread *thread;
  gboolean done;
  int code;

  sync->fd = fcntl (fd, F_DUPFD_CLOEXEC, 3);
  if (sync->fd < 0)
    {
      code = errno;
      g_free (sync);
      return code;
    }
  g_atomic_ref_count_init (&sync->refs);
  g_atomic_ref_count_inc (&sync->refs);
  g_mutex_init (&sync->mutex);
  g_cond_init (&sync->cond);
  thread = g_thread_new ("cairn-sync", sync_thread, sync);
  g_mutex_lock (&sync->mutex);
  while (!sync->done && !g_cancellable_is_cancelled (cancellable))
    g_cond_wait_until (&sync->cond, &sync->mutex, g_get_monotonic_time () + LOOK);
  done = sync->done;
  code = done ? sync->code : ECANCELED;
  g_mutex_unlock (&sync->mutex);
  if (done)
    g_thread_join (thread); /* so that its descriptor is closed below, and not when others lock */
  else
    g_thread_unref (thread);
  sync_unref (sync);
  return code;
}

/* The logs of a database that was replaced would be taken for those of the new one. */
static void
remove_logs (const char *target)
{
  static const char *const endings[] = { "-journal", "-wal", "-shm" };

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *path = g_strconcat (target, endings[i], NULL);

      g_unlink (path);
    }
}

gboolean
cairn_import_file_place (CairnImportFile *self, GCancellable *cancellable, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (self->target);
  int code = sync_file (self->fd, cancellable);
  int fd;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  if (code == 0 && g_rename (self->path, self->target) != 0)
    code = errno;
  if (code != 0)
    return cairn_import_file_fail (self, g_strerror (code), error);
  g_clear_pointer (&self->path, g_free);
  remove_logs (self->target);
  fd = g_open (folder, O_RDONLY | O_CLOEXEC, 0);
  if (fd < 0)
    return TRUE;
  fsync (fd); /* some file systems cannot; the file is whole either way */
  g_close (fd, NULL);
  return TRUE;
}
