/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The customers who are in a stage now. */
#include "timing/cairn-postgres-study-private.h"

#include <json-glib/json-glib.h>

/* What stands in the list anyway, is the same for all, or only servers want to know. */
static gboolean
is_told_elsewhere (const CairnStudyWork *work, const char *name)
{
  return g_ascii_strcasecmp (name, "id") == 0 || g_ascii_strcasecmp (name, "name") == 0
         || (work->wish->segment != NULL && g_ascii_strcasecmp (name, "segment") == 0);
}

/* As it is written; NULL: empty. */
static char *
dup_value (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return NULL;
  if (json_node_get_value_type (node) == G_TYPE_STRING)
    return *json_node_get_string (node) != '\0' ? json_node_dup_string (node) : NULL;
  return json_to_string (node, FALSE);
}

/* "arr 54000 · health 61", in the order of the columns. */
static char *
dup_attributes (const CairnStudyWork *work, const char *json, const char *const *names)
{
  g_autoptr (JsonNode) root = *json != '\0' ? json_from_string (json, NULL) : NULL;
  GString *text;

  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root) || names == NULL)
    return NULL;
  text = g_string_new (NULL);
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *value = is_told_elsewhere (work, names[i])
                                 ? NULL
                                 : dup_value (json_node_get_object (root), names[i]);

      if (value != NULL)
        g_string_append_printf (text, "%s%s %s", text->len > 0 ? " · " : "", names[i], value);
    }
  return g_string_free (text, text->len == 0);
}

/* The server has sorted them: the longest first, then by name. */
void
cairn_postgres_study_waiting (CairnStudyWork *work, const PGresult *rows, const char *const *names)
{
  for (int i = 0; i < PQntuples (rows); i++)
    {
      const char *owner = PQgetvalue (rows, i, 1);
      gint64 target = g_ascii_strtoll (PQgetvalue (rows, i, 3), NULL, 10);
      CairnWaiting waiting
        = { .customer = g_string_chunk_insert_const (work->study->strings, PQgetvalue (rows, i, 0)),
            .number = g_str_hash (PQgetvalue (rows, i, 0)),
            .entered = g_ascii_strtoll (PQgetvalue (rows, i, 2), NULL, 10) };

      g_autofree char *attributes = dup_attributes (work, PQgetvalue (rows, i, 4), names);

      if (*owner != '\0')
        waiting.owner = g_string_chunk_insert_const (work->study->strings, owner);
      if (attributes != NULL)
        waiting.attributes = g_string_chunk_insert (work->study->strings, attributes);
      waiting.age = work->period.now - waiting.entered;
      waiting.overdue = target > 0 && waiting.age >= target;
      waiting.more = cairn_study_residual (&work->window, waiting.age);
      g_array_append_val (work->study->waiting, waiting);
    }
}
