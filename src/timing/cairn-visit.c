/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/cairn-time.h"
#include "timing/cairn-visit.h"

#include <string.h>

static gboolean
parse_range (const char *text, CairnWindow *window)
{
  g_auto (GStrv) ends = g_strsplit (text, "..", 2);
  CairnWindow range = { .kind = CAIRN_WINDOW_RANGE };

  if (g_strv_length (ends) != 2 || !cairn_time_parse (g_strstrip (ends[0]), NULL, &range.from)
      || !cairn_time_parse (g_strstrip (ends[1]), NULL, &range.to) || range.from >= range.to)
    return FALSE;
  *window = range;
  return TRUE;
}

gboolean
cairn_window_parse (const char *text, CairnWindow *window)
{
  static const struct
  {
    const char *word;
    CairnWindowKind kind;
  } words[] = {
    { "13w", CAIRN_WINDOW_13_WEEKS },
    { "26w", CAIRN_WINDOW_26_WEEKS },
    { "all", CAIRN_WINDOW_ALL },
  };

  g_return_val_if_fail (text != NULL && window != NULL, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strcmp (text, words[i].word) == 0)
      {
        *window = (CairnWindow){ .kind = words[i].kind };
        return TRUE;
      }
  return parse_range (text, window);
}
