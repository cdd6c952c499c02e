/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing/cairn-transition.h"

/* Letters only, so that "ate_abort", "In Progress" and "IN-PROGRESS" are words like others. */
static void
simplify (const char *word, char *simple, gsize size)
{
  gsize n = 0;

  for (; *word != '\0' && n + 1 < size; word++)
    if (g_ascii_isalpha (*word))
      simple[n++] = g_ascii_tolower (*word);
  simple[n] = '\0';
}

static gboolean
is_among (const char *word, const char *const *words)
{
  for (; *words != NULL; words++)
    if (g_str_equal (word, *words))
      return TRUE;
  return FALSE;
}

CairnTransition
cairn_transition_parse (const char *word)
{
  static const char *const starts[]
    = { "start", "started", "begin", "began", "inprogress", "open", "opened", NULL };
  static const char *const ends[]
    = { "complete", "completed", "end",       "ended",    "finish",     "finished", "done",
        "close",    "closed",    "ateabort",  "piabort",  "abort",      "aborted",  "cancelled",
        "canceled", "withdraw",  "withdrawn", "autoskip", "manualskip", NULL };
  char simple[16];

  if (word == NULL)
    return CAIRN_TRANSITION_END; /* an activity log without this column means "done" */
  simplify (word, simple, sizeof simple);
  if (is_among (simple, starts))
    return CAIRN_TRANSITION_START;
  return is_among (simple, ends) ? CAIRN_TRANSITION_END : CAIRN_TRANSITION_OTHER;
}
