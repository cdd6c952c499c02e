/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing/cairn-spill.h"

#include "timing/cairn-source-error.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/mman.h>
#include <unistd.h>

#define FIRST_SIZE ((gsize) 1 << 16)

gboolean
cairn_spill_fail (const char *folder, int code, GError **error)
{
  g_autofree char *name = g_filename_display_name (folder);

  g_set_error (error, CAIRN_SOURCE_ERROR, CAIRN_SOURCE_ERROR_WRITE,
               _ ("“%s” cannot hold what is set aside while sorting: %s. Nothing was changed; "
                  "check the folder and the space on the disk."),
               name, g_strerror (code));
  return FALSE;
}

int
cairn_spill_open (const char *folder, GError **error)
{
  g_autofree char *path = g_build_filename (folder, ".cairn-XXXXXX", NULL);
  int fd = -1;

#ifdef O_TMPFILE
  fd = g_open (folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
#endif
  if (fd < 0)
    {
      fd = g_mkstemp_full (path, O_RDWR | O_CLOEXEC, 0600);
      if (fd >= 0)
        g_unlink (path);
    }
  if (fd < 0)
    cairn_spill_fail (folder, errno, error);
  return fd;
}

static gpointer
close_thread (gpointer data)
{
  g_close (GPOINTER_TO_INT (data), NULL);
  return NULL;
}

void
cairn_spill_close (int fd)
{
  GThread *thread = g_thread_try_new ("cairn-close", close_thread, GINT_TO_POINTER (fd), NULL);

  if (thread != NULL)
    g_thread_unref (thread);
  else
    g_close (fd, NULL);
}

gboolean
cairn_spill_init (CairnSpill *self, const char *folder, GError **error)
{
  *self = (CairnSpill){ .fd = cairn_spill_open (folder, error) };
  if (self->fd < 0)
    return FALSE;
  self->folder = g_strdup (folder);
  return cairn_spill_reserve (self, FIRST_SIZE, error);
}

void
cairn_spill_clear (CairnSpill *self)
{
  if (self->folder == NULL)
    return; /* nothing was ever open */
  if (self->data != NULL)
    munmap (self->data, self->size);
  if (self->fd >= 0)
    cairn_spill_close (self->fd);
  g_free (self->folder);
  *self = (CairnSpill){ .fd = -1 };
}

gboolean
cairn_spill_reserve (CairnSpill *self, gsize size, GError **error)
{
  gsize wanted = MAX (self->size, FIRST_SIZE);
  void *data;
  int code;

  if (size <= self->size)
    return TRUE;
  while (wanted < size)
    wanted *= 2;
  code = posix_fallocate (self->fd, 0, (off_t) wanted);
  if ((code == EOPNOTSUPP || code == EINVAL) && ftruncate (self->fd, (off_t) wanted) == 0)
    code = 0; /* a file system that cannot promise space */
  if (code != 0)
    return cairn_spill_fail (self->folder, code, error);
  data = mmap (NULL, wanted, PROT_READ | PROT_WRITE, MAP_SHARED, self->fd, 0);
  if (data == MAP_FAILED)
    return cairn_spill_fail (self->folder, errno, error);
  if (self->data != NULL)
    munmap (self->data, self->size);
  self->data = data;
  self->size = wanted;
  return TRUE;
}
