/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two files a journey: KEY.lock names the user's file and is locked while the program lives (a
 * process id would not do: in a sandbox every program has the same); KEY.cairn holds the work. */
#include "io/cairn-recovery.h"

#include "io/cairn-file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>
#ifdef G_OS_UNIX
#include <sys/file.h>
#endif

#define LOCK_SUFFIX ".lock"
#define COPY_SUFFIX ".cairn"

struct _CairnRecovery
{
  char *folder;
  char *path; /* NULL: never saved */
  char *lock; /* NULL: nothing is kept */
  char *copy;
  int lock_fd; /* -1: nothing is kept */
};

static char *
dup_folder (const char *folder)
{
  return folder != NULL ? g_strdup (folder)
                        : g_build_filename (g_get_user_state_dir (), "cairn", "recovery", NULL);
}

/* Whether nobody else holds the lock; it is then ours until @fd is closed. */
static gboolean
try_lock (int fd)
{
#ifdef G_OS_UNIX
  return flock (fd, LOCK_EX | LOCK_NB) == 0;
#else
  return TRUE;
#endif
}

static char *
dup_key (const CairnRecovery *self)
{
  static int serial = 0;
  g_autofree char *hash
    = g_compute_checksum_for_string (G_CHECKSUM_SHA256, self->path != NULL ? self->path : "", -1);

  return g_strdup_printf ("%.16s-%x-%x-%d", hash, (guint) getpid (), g_random_int (),
                          g_atomic_int_add (&serial, 1));
}

CairnRecovery *
cairn_recovery_new (const char *folder, const char *path)
{
  CairnRecovery *self = g_new0 (CairnRecovery, 1);

  self->folder = dup_folder (folder);
  self->path = g_strdup (path);
  self->lock_fd = -1;
  return self;
}

static gboolean
fail (GError **error, const char *what)
{
  g_autofree char *name = g_filename_display_name (what);

  g_set_error (error, CAIRN_IO_ERROR, CAIRN_IO_ERROR_SAVE,
               _ ("Unsaved work cannot be kept in %s: %s. Save more often until there is room."),
               name, g_strerror (errno));
  return FALSE;
}

static gboolean
write_path (int fd, const char *path)
{
  gsize length = path != NULL ? strlen (path) : 0;

  return write (fd, path, length) == (gssize) length;
}

static gboolean
open_lock (CairnRecovery *self, GError **error)
{
  g_autofree char *key = dup_key (self);
  g_autofree char *lock = g_strconcat (self->folder, G_DIR_SEPARATOR_S, key, LOCK_SUFFIX, NULL);
  int fd;

  if (g_mkdir_with_parents (self->folder, 0700) != 0)
    return fail (error, self->folder);
  fd = g_open (lock, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd < 0)
    return fail (error, self->folder);
  /* Somebody who is looking for leftovers may have been quicker; the next time will do. */
  if (!try_lock (fd) || g_access (lock, F_OK) != 0 || !write_path (fd, self->path))
    {
      fail (error, self->folder);
      g_close (fd, NULL);
      (void) g_unlink (lock);
      return FALSE;
    }
  self->lock_fd = fd;
  self->lock = g_steal_pointer (&lock);
  self->copy = g_strconcat (self->folder, G_DIR_SEPARATOR_S, key, COPY_SUFFIX, NULL);
  return TRUE;
}

gboolean
cairn_recovery_store (CairnRecovery *self, GBytes *bytes, GError **error)
{
  g_return_val_if_fail (self != NULL && bytes != NULL, FALSE);

  if (self->lock_fd < 0 && !open_lock (self, error))
    return FALSE;
  return cairn_file_replace (self->copy, bytes, error);
}

void
cairn_recovery_discard (CairnRecovery *self)
{
  g_return_if_fail (self != NULL);

  if (self->lock_fd < 0)
    return;
  /* The copy first: a lock without a copy means nothing to anybody. */
  (void) g_unlink (self->copy);
  (void) g_unlink (self->lock);
  g_close (self->lock_fd, NULL);
  self->lock_fd = -1;
  g_clear_pointer (&self->copy, g_free);
  g_clear_pointer (&self->lock, g_free);
}

void
cairn_recovery_free (CairnRecovery *self)
{
  cairn_recovery_discard (self);
  g_free (self->folder);
  g_free (self->path);
  g_free (self);
}

void
cairn_leftover_free (CairnLeftover *leftover)
{
  g_free (leftover->copy);
  g_free (leftover->path);
  g_free (leftover);
}

static char *
dup_lock_of (const char *copy)
{
  return g_strdup_printf ("%.*s" LOCK_SUFFIX, (int) (strlen (copy) - strlen (COPY_SUFFIX)), copy);
}

void
cairn_leftover_remove (const CairnLeftover *leftover)
{
  g_autofree char *lock = NULL;

  g_return_if_fail (leftover != NULL);

  lock = dup_lock_of (leftover->copy);
  (void) g_unlink (leftover->copy);
  (void) g_unlink (lock);
}

/* What stands behind a lock that nobody holds; NULL if somebody does, or nothing does. */
static CairnLeftover *
look_behind (const char *lock)
{
  g_autoptr (CairnLeftover) leftover = g_new0 (CairnLeftover, 1);
  GStatBuf info;
  int fd = g_open (lock, O_RDWR | O_CLOEXEC, 0);
  gboolean free_to_take;

  if (fd < 0)
    return NULL;
  free_to_take = try_lock (fd);
  leftover->copy
    = g_strdup_printf ("%.*s" COPY_SUFFIX, (int) (strlen (lock) - strlen (LOCK_SUFFIX)), lock);
  if (free_to_take && g_stat (leftover->copy, &info) != 0)
    {
      (void) g_unlink (lock);
      free_to_take = FALSE;
    }
  g_close (fd, NULL);
  if (!free_to_take)
    return NULL;
  leftover->saved_at = (gint64) info.st_mtime;
  if (g_file_get_contents (lock, &leftover->path, NULL, NULL) && *leftover->path == '\0')
    g_clear_pointer (&leftover->path, g_free);
  return g_steal_pointer (&leftover);
}

static int
newest_first (gconstpointer a, gconstpointer b)
{
  const CairnLeftover *const *left = a;
  const CairnLeftover *const *right = b;

  if ((*left)->saved_at != (*right)->saved_at)
    return (*left)->saved_at > (*right)->saved_at ? -1 : 1;
  return strcmp ((*left)->copy, (*right)->copy);
}

GPtrArray *
cairn_recovery_list (const char *folder)
{
  GPtrArray *found = g_ptr_array_new_with_free_func ((GDestroyNotify) cairn_leftover_free);
  g_autofree char *place = dup_folder (folder);
  g_autoptr (GDir) dir = g_dir_open (place, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *lock = g_build_filename (place, name, NULL);
      CairnLeftover *leftover = g_str_has_suffix (name, LOCK_SUFFIX) ? look_behind (lock) : NULL;

      if (leftover != NULL)
        g_ptr_array_add (found, leftover);
    }
  g_ptr_array_sort (found, newest_first);
  return found;
}
