/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-command"

#include "command/cairn-match-private.h"

#include <string.h>

static char *
fold (const char *name)
{
  g_autofree char *stripped = g_strstrip (g_strdup (name));

  return g_utf8_casefold (stripped, -1);
}

gboolean
cairn_match_names (const char *a, const char *b)
{
  g_autofree char *one = fold (a);
  g_autofree char *other = fold (b);

  return strcmp (one, other) == 0;
}

CairnElement *
cairn_match_by_name (CairnElement *parent, CairnKind kind, const char *name)
{
  g_autofree char *wanted = fold (name);

  if (*wanted == '\0')
    return NULL;
  CAIRN_FOREACH_CHILD (child, parent, kind)
    {
      g_autofree char *found = fold (cairn_element_get_title (child));

      if (strcmp (wanted, found) == 0)
        return child;
    }
  return NULL;
}
