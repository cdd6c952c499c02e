/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Saving, and what is left of unsaved work: nothing that can go wrong may cost the old file. */
#include "io/cairn-file.h"
#include "io/cairn-journey-save.h"
#include "io/cairn-journey.h"
#include "io/cairn-recovery.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

typedef struct
{
  char *folder;
  char *path;
} Fixture;

/* What the next rename and the next sync do. They stand in the place of the C library's. */
static gboolean die_at_rename = FALSE;
static int fail_sync_with = 0;

int
rename (const char *from, const char *to)
{
  if (die_at_rename)
    kill (getpid (), SIGKILL);
  return renameat (AT_FDCWD, from, AT_FDCWD, to);
}

int
fsync (int fd)
{
  errno = fail_sync_with;
  return fail_sync_with != 0 ? -1 : fdatasync (fd);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("cairn save-XXXXXX", &error);
  g_assert_no_error (error);
  self->path = g_build_filename (self->folder, "my journey.cairn", NULL);
}

static void
clear_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR) && !g_file_test (path, G_FILE_TEST_IS_SYMLINK))
        clear_folder (path);
      else
        g_assert_cmpint (g_unlink (path), ==, 0);
    }
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  clear_folder (self->folder);
  g_free (self->folder);
  g_free (self->path);
}

static guint
count_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static void
assert_contents (const char *path, const char *expected)
{
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &contents, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (contents, ==, expected);
}

static char *
save (const char *path, const char *contents, const char *stamp, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (contents, strlen (contents));

  return cairn_journey_save (bytes, path, stamp, error);
}

static void
assert_saves (const char *path, const char *contents)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *stamp = save (path, contents, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (stamp);
  assert_contents (path, contents);
}

static void
assert_not_saved (const char *path, const char *contents)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (save (path, contents, NULL, &error));
  g_assert_error (error, CAIRN_IO_ERROR, CAIRN_IO_ERROR_SAVE);
  g_assert_nonnull (strstr (error->message, "was not saved"));
}

static void
test_new_and_again (Fixture *self, gconstpointer data)
{
  assert_saves (self->path, "one");
  assert_saves (self->path, "two");
  g_assert_cmpuint (count_files (self->folder), ==, 1);
}

static void
test_rights (Fixture *self, gconstpointer data)
{
  GStatBuf info;
  mode_t mask = umask (0027);

  assert_saves (self->path, "one");
  g_assert_cmpint (g_stat (self->path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0640);
  umask (mask);
  g_assert_cmpint (g_chmod (self->path, 0604), ==, 0);
  assert_saves (self->path, "two");
  g_assert_cmpint (g_stat (self->path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0604);
}

static void
test_links (Fixture *self, gconstpointer data)
{
  g_autofree char *first = g_build_filename (self->folder, "first", NULL);
  g_autofree char *second = g_build_filename (self->folder, "second", NULL);
  g_autofree char *circle = g_build_filename (self->folder, "circle", NULL);

  g_assert_cmpint (symlink ("second", first), ==, 0);
  g_assert_cmpint (symlink (self->path, second), ==, 0);
  assert_saves (first, "by way of links to nothing");
  assert_saves (first, "by way of links");
  assert_contents (self->path, "by way of links");
  g_assert_true (g_file_test (first, G_FILE_TEST_IS_SYMLINK));
  g_assert_true (g_file_test (second, G_FILE_TEST_IS_SYMLINK));
  g_assert_cmpint (symlink ("circle", circle), ==, 0);
  assert_not_saved (circle, "nowhere");
}

/* Places where nothing can be written, for the administrator either. */
static void
test_impossible_places (Fixture *self, gconstpointer data)
{
  g_autofree char *inside_file = g_build_filename (self->path, "x.cairn", NULL);
  g_autofree char *nowhere = g_build_filename (self->folder, "no", "such", "folder.cairn", NULL);

  assert_saves (self->path, "one");
  assert_not_saved (self->folder, "a folder in its place");
  assert_not_saved (inside_file, "a file for a folder");
  assert_not_saved (nowhere, "no folder");
  assert_not_saved ("/proc/cairn.cairn", "nobody may write here");
  assert_not_saved ("/dev/full", "not a file");
  g_assert_cmpuint (count_files (self->folder), ==, 1);
}

static void
test_disk_full (Fixture *self, gconstpointer data)
{
  struct rlimit before, full;
  g_autofree char *big = g_strnfill (100000, 'x');

  assert_saves (self->path, "one");
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &before), ==, 0);
  full = before;
  full.rlim_cur = 4096;
  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &full), ==, 0);
  {
    g_autoptr (GError) error = NULL;
    char *stamp = save (self->path, big, NULL, &error);

    /* Before anything is printed: the limit is on that too. */
    setrlimit (RLIMIT_FSIZE, &before);
    g_assert_null (stamp);
    g_assert_error (error, CAIRN_IO_ERROR, CAIRN_IO_ERROR_SAVE);
  }
  assert_contents (self->path, "one");
  g_assert_cmpuint (count_files (self->folder), ==, 1);
}

static void
test_sync_fails (Fixture *self, gconstpointer data)
{
  assert_saves (self->path, "one");
  fail_sync_with = EIO;
  assert_not_saved (self->path, "two");
  fail_sync_with = 0;
  assert_contents (self->path, "one");
  g_assert_cmpuint (count_files (self->folder), ==, 1);
}

static void
test_killed_before_rename (Fixture *self, gconstpointer data)
{
  pid_t child;
  int status;

  assert_saves (self->path, "one");
  child = fork ();
  if (child == 0)
    {
      die_at_rename = TRUE;
      save (self->path, "two", NULL, NULL);
      _exit (0);
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFSIGNALED (status) && WTERMSIG (status) == SIGKILL);
  assert_contents (self->path, "one");
  assert_saves (self->path, "three");
}

static void
test_changed_by_another (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *first = save (self->path, "one", NULL, NULL);
  g_autofree char *second = save (self->path, "two", first, &error);
  g_autofree char *third = NULL;
  GStatBuf info;

  g_assert_no_error (error);
  /* The same length and the same moment: only the content tells. */
  g_assert_cmpint (g_stat (self->path, &info), ==, 0);
  g_assert_true (g_file_set_contents (self->path, "2wo", -1, NULL));
  g_assert_null (save (self->path, "three", second, &error));
  g_assert_error (error, CAIRN_IO_ERROR, CAIRN_IO_ERROR_CHANGED);
  assert_contents (self->path, "2wo");
  g_clear_error (&error);

  g_assert_true (g_file_set_contents (self->path, "two", -1, NULL));
  third = save (self->path, "three", second, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_unlink (self->path), ==, 0);
  g_free (save (self->path, "four", third, &error));
  g_assert_no_error (error);
  assert_contents (self->path, "four");
}

static void
test_stamp_of_reading (Fixture *self, gconstpointer data)
{
  g_autoptr (CairnDocument) document = cairn_document_new ();
  g_autoptr (GBytes) bytes = cairn_journey_write_bytes (document);
  g_autoptr (GError) error = NULL;
  g_autofree char *saved = cairn_journey_save (bytes, self->path, NULL, &error);
  g_autofree char *read = NULL;
  g_autoptr (CairnDocument) again = cairn_journey_read_file (self->path, NULL, &read, &error);

  g_assert_no_error (error);
  g_assert_nonnull (again);
  g_assert_cmpstr (saved, ==, read);
}

static void
test_save_new (Fixture *self, gconstpointer data)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("one", 3);
  g_autofree char *link = g_build_filename (self->folder, "link", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (cairn_journey_save_new (bytes, self->path, &error));
  g_assert_no_error (error);
  g_assert_false (cairn_journey_save_new (bytes, self->path, &error));
  g_assert_error (error, CAIRN_IO_ERROR, CAIRN_IO_ERROR_EXISTS);
  g_clear_error (&error);
  g_assert_cmpint (symlink ("nothing", link), ==, 0);
  g_assert_false (cairn_journey_save_new (bytes, link, &error));
  g_assert_error (error, CAIRN_IO_ERROR, CAIRN_IO_ERROR_EXISTS);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GAsyncResult **kept = data;

  *kept = g_object_ref (result);
}

static void
test_async (Fixture *self, gconstpointer data)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("one", 3);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) second = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *stamp = NULL;

  cairn_journey_save_async (bytes, self->path, NULL, NULL, saved_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  stamp = cairn_journey_save_finish (result, &error);
  g_assert_no_error (error);
  g_assert_nonnull (stamp);
  assert_contents (self->path, "one");

  g_cancellable_cancel (cancellable);
  cairn_journey_save_async (bytes, self->path, "another", cancellable, saved_cb, &second);
  while (second == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (cairn_journey_save_finish (second, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
store (CairnRecovery *recovery, const char *contents)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (contents, strlen (contents));
  g_autoptr (GError) error = NULL;

  cairn_recovery_store (recovery, bytes, &error);
  g_assert_no_error (error);
}

/* A program that keeps two journeys and dies. */
static void
die_with_work (const char *folder, const char *path)
{
  pid_t child = fork ();
  int status;

  if (child == 0)
    {
      store (cairn_recovery_new (folder, path), "one");
      store (cairn_recovery_new (folder, NULL), "two");
      kill (getpid (), SIGKILL);
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFSIGNALED (status));
}

static void
test_recovery (Fixture *self, gconstpointer data)
{
  g_autofree char *folder = g_build_filename (self->folder, "state", "recovery", NULL);
  g_autoptr (CairnRecovery) alive = cairn_recovery_new (folder, self->path);
  g_autoptr (GPtrArray) none = cairn_recovery_list (folder);
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GPtrArray) after = NULL;

  g_assert_cmpuint (none->len, ==, 0);
  store (alive, "mine");
  store (alive, "mine, later");
  die_with_work (folder, self->path);
  found = cairn_recovery_list (folder);
  g_assert_cmpuint (found->len, ==, 2);
  for (guint i = 0; i < found->len; i++)
    {
      const CairnLeftover *leftover = g_ptr_array_index (found, i);

      if (leftover->path != NULL)
        g_assert_cmpstr (leftover->path, ==, self->path);
      assert_contents (leftover->copy, leftover->path != NULL ? "one" : "two");
      cairn_leftover_remove (leftover);
    }
  after = cairn_recovery_list (folder);
  g_assert_cmpuint (after->len, ==, 0);
  g_assert_cmpuint (count_files (folder), ==, 2);
  cairn_recovery_discard (alive);
  g_assert_cmpuint (count_files (folder), ==, 0);
  store (alive, "again");
  g_assert_cmpuint (count_files (folder), ==, 2);
  cairn_recovery_discard (alive);
  g_assert_false (g_file_test (self->path, G_FILE_TEST_EXISTS));
}

static void
test_recovery_impossible (Fixture *self, gconstpointer data)
{
  g_autoptr (CairnRecovery) recovery = cairn_recovery_new ("/proc/cairn", self->path);
  g_autoptr (GBytes) bytes = g_bytes_new_static ("one", 3);
  g_autoptr (GError) error = NULL;

  g_assert_false (cairn_recovery_store (recovery, bytes, &error));
  g_assert_error (error, CAIRN_IO_ERROR, CAIRN_IO_ERROR_SAVE);
}

int
main (int argc, char *argv[])
{
  static const struct
  {
    const char *name;
    void (*run) (Fixture *, gconstpointer);
  } tests[] = {
    { "/io/save/new-and-again", test_new_and_again },
    { "/io/save/rights", test_rights },
    { "/io/save/links", test_links },
    { "/io/save/impossible-places", test_impossible_places },
    { "/io/save/disk-full", test_disk_full },
    { "/io/save/sync-fails", test_sync_fails },
    { "/io/save/killed-before-rename", test_killed_before_rename },
    { "/io/save/changed-by-another", test_changed_by_another },
    { "/io/save/stamp-of-reading", test_stamp_of_reading },
    { "/io/save/save-new", test_save_new },
    { "/io/save/async", test_async },
    { "/io/recovery/leftovers", test_recovery },
    { "/io/recovery/impossible", test_recovery_impossible },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].name, Fixture, NULL, set_up, tests[i].run, tear_down);
  return g_test_run ();
}
