/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whatever stands in the log beside a database, reading it ends, stays within its bytes, and goes
 * on from where it was. */
#include "fuzz.h"

#include "timing/cairn-sqlite-log.h"

#include <glib/gstdio.h>

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *folder = g_dir_make_tmp ("cairn-fuzz-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "a.db", NULL);
  g_autofree char *name = g_strconcat (path, "-wal", NULL);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  CairnSqliteLog log = { .column = size > 0 ? data[size - 1] % 8 - 1 : -1 };
  CairnSqliteLog middle = { .known = TRUE, .column = log.column };
  guint32 n_frames;

  g_assert_true (g_file_set_contents (name, (const char *) data, (gssize) size, NULL));
  g_assert_false (cairn_sqlite_log_read (&log, path, ids)); /* the first time nobody knows */
  g_assert_cmpuint (ids->len, ==, 0);
  n_frames = log.n_frames;
  if (log.known)
    {
      g_assert_true (cairn_sqlite_log_read (&log, path, ids));
      g_assert_cmpuint (ids->len, ==, 0);
      g_assert_cmpuint (log.n_frames, ==, n_frames);
      middle.salt[0] = log.salt[0];
      middle.salt[1] = log.salt[1];
      cairn_sqlite_log_read (&middle, path, ids);
      g_assert_cmpuint (ids->len, <=, size);
      g_assert_cmpuint (middle.n_frames, ==, n_frames);
    }
  g_unlink (name);
  g_rmdir (folder);
  return 0;
}
