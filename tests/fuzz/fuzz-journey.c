/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A journey file either is refused with a message, or comes back from being written as it was read.
 */
#include "fuzz.h"

#include "io/cairn-journey.h"

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (CairnDocument) document = cairn_journey_read_bytes (bytes, "x.cairn", NULL, &error);
  g_autoptr (CairnDocument) again = NULL;
  g_autoptr (GBytes) written = NULL, rewritten = NULL;

  if (!document)
    {
      g_assert_nonnull (error);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      return 0;
    }
  g_assert_no_error (error);
  written = cairn_journey_write_bytes (document);
  again = cairn_journey_read_bytes (written, "x.cairn", NULL, &error);
  g_assert_no_error (error);
  rewritten = cairn_journey_write_bytes (again);
  g_assert_true (g_bytes_equal (written, rewritten));
  return 0;
}
