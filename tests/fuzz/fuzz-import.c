/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A damaged event log is refused with a message and leaves nothing behind, or becomes a database
 * that Cairn itself can read, with as many visits as were said. */
#include "fuzz.h"

#include "timing/cairn-import.h"
#include "timing/cairn-source.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <unistd.h>

static char *folder;

static void
clear_folder (void)
{
  g_rmdir (folder);
  g_free (folder);
}

static void
read_back (const char *path, gsize n_visits)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CairnMapping) mapping = cairn_mapping_guess (path, &error);
  g_autoptr (CairnSource) source = NULL;

  g_assert_no_error (error);
  /* Without a single visit there is no time to tell the format from, which is fine. */
  source = cairn_source_open (mapping, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (cairn_source_load (source, NULL, NULL, &error));
  g_assert_cmpuint (cairn_source_get_n_rows (source), ==, n_visits);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  const char *name = size > 0 && data[0] == '<' ? "log.xes" : "log.csv";
  g_autofree char *input = NULL, *output = NULL;
  g_auto (CairnImportResult) result = { 0 };
  g_autoptr (GError) error = NULL;

  if (!folder)
    {
      folder = g_dir_make_tmp ("cairn-fuzz-XXXXXX", NULL);
      atexit (clear_folder);
    }
  input = g_build_filename (folder, name, NULL);
  output = g_build_filename (folder, "visits.db", NULL);
  g_assert_true (g_file_set_contents_full (input, (const char *) data, size,
                                           G_FILE_SET_CONTENTS_NONE, 0600, NULL));
  if (cairn_import_run (&(CairnImportOptions){ .input = input, .output = output }, NULL, NULL, NULL,
                        &result, &error))
    {
      read_back (output, result.n_visits);
      g_assert_cmpint (g_remove (output), ==, 0);
    }
  else
    {
      g_assert_nonnull (error);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
    }
  g_remove (input);
  g_assert_cmpint (g_access (output, F_OK), !=, 0);
  return 0;
}
