/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/cairn-journey-snapshot.h"

#include "io/cairn-journey.h"
#include "model/cairn-element-copy.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* A root like that of @document, without its children. */
static CairnElement *
copy_root (CairnElement *root)
{
  CairnElement *copy = cairn_element_new (CAIRN_KIND_JOURNEY, cairn_element_get_id (root));

  cairn_element_set_string (copy, CAIRN_PROP_NAME,
                            cairn_element_get_string (root, CAIRN_PROP_NAME));
  for (guint i = 0; i < cairn_element_get_n_extra (root); i++)
    {
      const char *name, *uri, *value;

      cairn_element_get_extra (root, i, &name, &uri, &value);
      cairn_element_add_extra (copy, name, uri, value);
    }
  return copy;
}

static CairnDocument *
without_snapshots (CairnDocument *document, GError **error)
{
  CairnElement *root = cairn_document_get_root (document);
  g_autoptr (CairnElement) copy = copy_root (root);

  for (guint i = 0; i < cairn_element_get_n_children (root); i++)
    {
      CairnElement *child = cairn_element_get_child (root, i);
      g_autoptr (CairnElement) child_copy = NULL;

      if (cairn_element_get_kind (child) == CAIRN_KIND_SNAPSHOT)
        continue;
      child_copy = cairn_element_copy (child, NULL, NULL);
      cairn_element_append (copy, child_copy);
    }
  return cairn_document_new_from_root (copy, NULL, error);
}

char *
cairn_journey_dup_content (CairnDocument *document, GError **error)
{
  g_autoptr (CairnDocument) copy = NULL;
  g_autoptr (GBytes) bytes = NULL;

  g_return_val_if_fail (CAIRN_IS_DOCUMENT (document), NULL);

  copy = without_snapshots (document, error);
  if (copy == NULL)
    return NULL;
  bytes = cairn_journey_write_bytes (copy);
  if (g_bytes_get_size (bytes) > CAIRN_JOURNEY_MAX_TEXT)
    {
      g_set_error_literal (error, CAIRN_IO_ERROR, CAIRN_IO_ERROR_LIMIT,
                           _ ("This journey is too large for a snapshot inside its own file. Save "
                              "a copy under another name instead."));
      return NULL;
    }
  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

CairnDocument *
cairn_journey_read_snapshot (const CairnElement *snapshot, GError **error)
{
  const char *content;
  g_autoptr (GBytes) bytes = NULL;

  g_return_val_if_fail (cairn_element_get_kind (snapshot) == CAIRN_KIND_SNAPSHOT, NULL);

  content = cairn_element_get_string (snapshot, CAIRN_PROP_CONTENT);
  bytes = g_bytes_new (content, strlen (content));
  return cairn_journey_read_bytes (bytes, cairn_element_get_title (snapshot), NULL, error);
}
