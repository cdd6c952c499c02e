/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A span of time that can be read is written so that it reads the same; a moment is read or
 * refused. */
#include "fuzz.h"

#include "base/cairn-duration.h"
#include "timing/cairn-time-reader.h"

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  CairnTimeParts parts = { 0 };
  gint64 seconds = 0;

  if (cairn_duration_parse (text, &seconds))
    {
      g_autofree char *written = cairn_duration_to_string (seconds);
      gint64 again = -1;

      g_assert_true (cairn_duration_parse (written, &again));
      g_assert_cmpint (again, ==, seconds);
    }
  if (cairn_time_parts_parse ((const char *) data, size, &parts))
    g_assert_cmpint (ABS (parts.seconds), <=, CAIRN_DAY);
  return 0;
}
