/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing/cairn-sqlite-stand.h"

#include "timing/cairn-sqlite-private.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define NSEC G_GINT64_CONSTANT (1000000000)
#define SETTLED (2 * NSEC) /* the coarsest clock that a file's times come from */
#define COUNTER 24         /* of the header ("The SQLite database file format", section 1.3) */
#define SALT 16            /* of the header of the log (section 4.1) */

static gint64
time_of (const struct timespec *time)
{
  return (gint64) time->tv_sec * NSEC + time->tv_nsec;
}

/* As the bytes stand: it is only compared. */
static gboolean
read_word (int fd, off_t offset, gint64 *word, gsize size)
{
  *word = 0;
  return pread (fd, word, size, offset) == (gssize) size;
}

static gboolean
take_file (CairnSqliteStand *self, const char *path)
{
  int fd = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  struct stat about;
  gboolean ok;

  if (fd < 0)
    return FALSE;
  ok = fstat (fd, &about) == 0 && read_word (fd, COUNTER, &self->counter, 4);
  close (fd);
  if (!ok)
    return FALSE;
  self->device = (gint64) about.st_dev;
  self->inode = (gint64) about.st_ino;
  self->size = about.st_size;
  self->mtime = time_of (&about.st_mtim);
  self->changed = time_of (&about.st_ctim);
  return TRUE;
}

static gboolean
take_log (CairnSqliteStand *self, const char *path)
{
  g_autofree char *name = cairn_sqlite_beside (path, "-wal");
  int fd = g_open (name, O_RDONLY | O_CLOEXEC, 0);
  struct stat about;
  gboolean ok;

  self->log_size = self->log_mtime = -1;
  self->log_salt = 0;
  if (fd < 0)
    return !g_file_test (name, G_FILE_TEST_EXISTS);
  ok = fstat (fd, &about) == 0;
  if (ok)
    {
      self->log_size = about.st_size;
      self->log_mtime = time_of (&about.st_mtim);
      ok = about.st_size == 0 || read_word (fd, SALT, &self->log_salt, 8);
    }
  close (fd);
  return ok;
}

/* A journal that begins with zeros, or not at all, is kept only for the next time. */
static gboolean
is_being_written (const char *path)
{
  g_autofree char *name = cairn_sqlite_beside (path, "-journal");
  int fd = g_open (name, O_RDONLY | O_CLOEXEC, 0);
  gint64 magic;
  gboolean any;

  if (fd < 0)
    return g_file_test (name, G_FILE_TEST_EXISTS);
  any = read_word (fd, 0, &magic, sizeof magic) && magic != 0;
  close (fd);
  return any;
}

gboolean
cairn_sqlite_stand_take (CairnSqliteStand *self, const char *path)
{
  gint64 now = g_get_real_time () * 1000;

  memset (self, 0, sizeof *self);
  if (!take_file (self, path) || !take_log (self, path) || is_being_written (path))
    return FALSE;
  self->is_settled = now - self->mtime > SETTLED && now - self->log_mtime > SETTLED;
  return TRUE;
}

static gboolean
file_is_equal (const CairnSqliteStand *before, const CairnSqliteStand *after)
{
  return before->is_settled && before->device == after->device && before->inode == after->inode
         && before->size == after->size && before->mtime == after->mtime
         && before->changed == after->changed && before->counter == after->counter;
}

gboolean
cairn_sqlite_stand_equal (const CairnSqliteStand *before, const CairnSqliteStand *after)
{
  return file_is_equal (before, after) && before->log_size == after->log_size
         && before->log_mtime == after->log_mtime && before->log_salt == after->log_salt;
}

gboolean
cairn_sqlite_stand_began_log (const CairnSqliteStand *before, const CairnSqliteStand *after)
{
  return file_is_equal (before, after) && before->log_size <= 0 && after->log_size > 0;
}

gboolean
cairn_sqlite_stand_follows (const CairnSqliteStand *before, const CairnSqliteStand *after)
{
  return before->device == after->device && before->inode == after->inode
         && before->size <= after->size;
}

void
cairn_sqlite_stand_write (const CairnSqliteStand *self, CairnStateWriter *writer)
{
  const gint64 *fields = (const gint64 *) self;

  for (gsize i = 0; i < sizeof *self / sizeof *fields; i++)
    cairn_state_writer_add_int (writer, fields[i]);
}

void
cairn_sqlite_stand_read (CairnSqliteStand *self, CairnStateReader *reader)
{
  gint64 *fields = (gint64 *) self;

  for (gsize i = 0; i < sizeof *self / sizeof *fields; i++)
    fields[i] = cairn_state_reader_get_int (reader, G_MININT64, G_MAXINT64);
}
