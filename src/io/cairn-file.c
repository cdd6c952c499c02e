/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/cairn-file.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#define MAX_LINKS 40

static void
set_open_error (GError **error, const char *path, const char *why)
{
  g_autofree char *name = g_filename_display_name (path);

  g_set_error (error, CAIRN_IO_ERROR, CAIRN_IO_ERROR_OPEN, _ ("%s cannot be opened: %s."), name,
               why);
}

static void
set_save_error (GError **error, const char *path, const char *why)
{
  g_autofree char *name = g_filename_display_name (path);

  g_set_error (error, CAIRN_IO_ERROR, CAIRN_IO_ERROR_SAVE,
               _ ("%s was not saved: %s. What was there before is unharmed; make room or choose "
                  "another place, and save again."),
               name, why);
}

gboolean
cairn_file_get_size (const char *path, guint64 *size, GError **error)
{
  GStatBuf info;

  if (g_stat (path, &info) != 0)
    {
      set_open_error (error, path, g_strerror (errno));
      return FALSE;
    }
  if (!S_ISREG (info.st_mode))
    {
      set_open_error (error, path,
                      S_ISDIR (info.st_mode) ? _ ("it is a folder") : _ ("it is not a file"));
      return FALSE;
    }
  *size = (guint64) info.st_size;
  return TRUE;
}

GBytes *
cairn_file_read (const char *path, GError **error)
{
  g_autoptr (GError) local = NULL;
  char *contents;
  gsize length;

  if (!g_file_get_contents (path, &contents, &length, &local))
    {
      set_open_error (error, path, local->message);
      return NULL;
    }
  return g_bytes_new_take (contents, length);
}

char *
cairn_file_stamp (GBytes *bytes)
{
  return g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
}

/* Where @path leads in the end, also if nothing is there yet; NULL if in circles. */
static char *
follow_links (const char *path)
{
  g_autofree char *place = g_strdup (path);

  for (guint i = 0; i < MAX_LINKS; i++)
    {
      g_autofree char *target = g_file_read_link (place, NULL);
      g_autofree char *folder = NULL;
      char *next;

      if (target == NULL)
        return g_steal_pointer (&place);
      folder = g_path_get_dirname (place);
      next
        = g_path_is_absolute (target) ? g_strdup (target) : g_build_filename (folder, target, NULL);
      g_free (place);
      place = next;
    }
  return NULL;
}

static gboolean
write_all (int fd, GBytes *bytes)
{
  gsize left;
  const char *data = g_bytes_get_data (bytes, &left);

  while (left > 0)
    {
      gssize written = write (fd, data, left);

      if (written < 0 && errno == EINTR)
        continue;
      if (written <= 0)
        return FALSE;
      data += written;
      left -= (gsize) written;
    }
  return TRUE;
}

/* The new file takes over who may do what with the old one. */
static gboolean
take_over_rights (int fd, const GStatBuf *old)
{
#ifdef G_OS_UNIX
  /* Giving a file away is for the administrator only; then it belongs to who saved it. */
  if (fchown (fd, old->st_uid, old->st_gid) != 0 && fchown (fd, (uid_t) -1, old->st_gid) != 0)
    return fchmod (fd, old->st_mode & 0707) == 0;
  return fchmod (fd, old->st_mode & 07777) == 0;
#else
  return TRUE;
#endif
}

/* A rename lives in the folder, so the folder must reach the disk too. Some file systems cannot
 * sync folders and need not be told to: no failure here undoes the rename. */
static void
sync_folder (const char *folder)
{
#ifdef G_OS_UNIX
  int fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

  if (fd < 0)
    return;
  (void) fsync (fd);
  (void) close (fd);
#endif
}

/* Whether @place may be replaced; *@exists tells if there is anything. Sets errno if not. */
static gboolean
check_place (const char *place, GStatBuf *info, gboolean *exists)
{
  *exists = g_stat (place, info) == 0;
  if (!*exists)
    return errno == ENOENT;
  if (S_ISDIR (info->st_mode))
    errno = EISDIR;
  else if (!S_ISREG (info->st_mode))
    errno = EINVAL;
  else
    return g_access (place, W_OK) == 0;
  return FALSE;
}

static gboolean
replace (const char *place, GBytes *bytes)
{
  g_autofree char *folder = g_path_get_dirname (place);
  g_autofree char *temporary = g_build_filename (folder, ".cairn-XXXXXX.tmp", NULL);
  GStatBuf old;
  gboolean exists;
  gboolean ok;
  int saved_errno;
  int fd;

  if (!check_place (place, &old, &exists))
    return FALSE;
  /* The umask has its say on a new file; the rights of an old one follow below. */
  fd = g_mkstemp_full (temporary, O_RDWR | O_CLOEXEC, exists ? 0600 : 0666);
  if (fd < 0)
    return FALSE;
  ok = write_all (fd, bytes) && (!exists || take_over_rights (fd, &old)) && g_fsync (fd) == 0;
  saved_errno = errno;
  if (close (fd) != 0 && ok)
    {
      saved_errno = errno;
      ok = FALSE;
    }
  if (ok && g_rename (temporary, place) != 0)
    {
      saved_errno = errno;
      ok = FALSE;
    }
  if (ok)
    sync_folder (folder);
  else
    (void) g_unlink (temporary);
  errno = saved_errno;
  return ok;
}

gboolean
cairn_file_replace (const char *path, GBytes *bytes, GError **error)
{
  g_autofree char *place = NULL;

  g_return_val_if_fail (path != NULL && bytes != NULL, FALSE);

  place = follow_links (path);
  errno = ELOOP;
  if (place != NULL && replace (place, bytes))
    return TRUE;
  set_save_error (error, path, g_strerror (errno));
  return FALSE;
}
