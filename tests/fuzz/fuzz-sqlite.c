/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A damaged database is refused with a message, or gives figures that fit the rows that were read.
 */
#include "fuzz.h"

#include "timing/cairn-source.h"

#include <glib/gstdio.h>
#include <unistd.h>

#define NOW G_GINT64_CONSTANT (1795000000)

static void
read_database (const char *path, GError **error)
{
  const CairnWindow window = { .kind = CAIRN_WINDOW_ALL };
  const CairnQualityWish wish = { .n_rows = 3, .leave_out_forgotten = TRUE };
  g_autoptr (CairnMapping) mapping = cairn_mapping_guess (path, error);
  g_autoptr (CairnSource) source = NULL;
  g_autoptr (CairnSnapshot) snapshot = NULL;
  const CairnCell *cells = NULL;
  guint n_cells = 0;

  if (!mapping)
    return;
  source = cairn_source_open (mapping, NULL, error);
  if (!source || !cairn_source_load (source, NULL, NULL, error))
    return;
  cairn_source_set_quality_wish (source, &wish);
  snapshot = cairn_source_snapshot (source, NOW, &window);
  cells = cairn_snapshot_get_cells (snapshot, &n_cells);
  for (guint i = 0; i < n_cells; i++)
    {
      g_assert_cmpuint (cells[i].here, <=, cairn_source_get_n_rows (source));
      g_assert_cmpuint (cells[i].overdue, <=, cells[i].here);
      g_assert_true (g_utf8_validate (cells[i].stage, -1, NULL));
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  int file = g_file_open_tmp ("cairn-fuzz-XXXXXX.db", &path, NULL);

  g_assert_cmpint (file, >=, 0);
  g_assert_cmpint (write (file, data, size), ==, size);
  g_close (file, NULL);
  read_database (path, &error);
  if (error)
    g_assert_true (g_utf8_validate (error->message, -1, NULL));
  g_remove (path);
  return 0;
}
