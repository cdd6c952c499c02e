/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes are read as XES into a table of valid text, or refused with a message. */
#include "fuzz.h"

#include "timing/cairn-log-table.h"

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (data, (gssize) size, NULL);
  g_autoptr (CairnLogTable) table = cairn_log_table_new ();
  g_autoptr (GError) error = NULL;

  if (!cairn_log_read_xes (table, stream, "log", NULL, &error))
    g_assert_true (g_utf8_validate (error->message, -1, NULL));
  for (guint32 id = 1; id < cairn_log_table_get_n_ids (table); id++)
    g_assert_true (g_utf8_validate (cairn_log_table_get_text (table, id), -1, NULL));
  return 0;
}
