/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two places of one journey are compared as two journeys that hold nothing else, in which what is
 * the same has the same id. */
#include "insight/cairn-place-compare.h"

#include "insight/cairn-journey-compare.h"
#include "model/cairn-base.h"
#include "model/cairn-element-copy.h"

typedef struct
{
  GHashTable *matches; /* of B → of A */
  GHashTable *real;    /* id in B's journey → element */
} Renaming;

static char *
id_in_b (const CairnElement *element, gpointer data)
{
  Renaming *renaming = data;
  const CairnElement *match = g_hash_table_lookup (renaming->matches, element);
  const char *id = cairn_element_get_id (match != NULL ? match : element);

  g_hash_table_insert (renaming->real, g_strdup (id), (gpointer) element);
  return g_strdup (id);
}

static void
collect_ids (const CairnElement *element, GHashTable *ids)
{
  if (cairn_element_get_id (element) != NULL)
    g_hash_table_add (ids, (char *) cairn_element_get_id (element));
  for (guint i = 0; i < cairn_element_get_n_children (element); i++)
    collect_ids (cairn_element_get_child (element, i), ids);
}

/* Takes away what does not count, and what leads out of the journey @root. */
static void
strip (CairnElement *element, GHashTable *ids)
{
  CairnKind kind = cairn_element_get_kind (element);
  const CairnKindSpec *spec = cairn_schema_kind (kind);

  for (guint i = 0; i < spec->n_props; i++)
    {
      const CairnPropSpec *prop = &spec->props[i];
      g_auto (CairnValue) initial = cairn_value_initial (prop);

      if (!cairn_base_inherits (kind, prop->prop)
          || (prop->weak
              && !g_hash_table_contains (ids, cairn_element_get_string (element, prop->prop))))
        cairn_element_set_value (element, prop->prop, &initial);
    }
  for (guint i = 0; i < cairn_element_get_n_children (element); i++)
    strip (cairn_element_get_child (element, i), ids);
}

static void
append_playbooks (CairnElement *root, CairnDocument *document)
{
  CAIRN_FOREACH_CHILD (playbook, cairn_document_get_root (document), CAIRN_KIND_PLAYBOOK)
    {
      g_autoptr (CairnElement) copy = cairn_element_copy (playbook, NULL, NULL);

      cairn_element_append (root, copy);
    }
}

/* A journey with nothing but @place (taken over) and the playbooks of @document. */
static CairnDocument *
journey_with (CairnDocument *document, CairnElement *place, const char *segment_name)
{
  g_autoptr (CairnElement) root = cairn_element_new (CAIRN_KIND_JOURNEY, "journey");
  g_autoptr (CairnElement) owned = place;
  g_autoptr (CairnElement) segment = NULL;
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (CairnDocument) made = NULL;
  g_autoptr (GError) error = NULL;

  if (cairn_kind_is_diagram (cairn_element_get_kind (place)))
    {
      segment = cairn_element_new (CAIRN_KIND_SEGMENT, "segment");
      cairn_element_append (segment, place);
    }
  else
    segment = cairn_element_ref (place);
  cairn_element_append (root, segment);
  append_playbooks (root, document);
  collect_ids (root, ids);
  strip (root, ids);
  cairn_element_set_string (segment, CAIRN_PROP_NAME, segment_name);
  made = cairn_document_new_from_root (root, NULL, &error);
  if (made == NULL)
    g_critical ("%s", error->message);
  return g_steal_pointer (&made);
}

static void
replace (CairnElement **element, CairnElement *real)
{
  if (real == NULL)
    return;
  g_clear_pointer (element, cairn_element_unref);
  *element = cairn_element_ref (real);
}

static void
make_real (CairnDifference *difference, CairnDocument *document, CairnElement *b, GHashTable *real)
{
  const char *place = cairn_element_get_id (difference->place);
  CairnElement *now = g_hash_table_lookup (real, place);

  if (difference->before != NULL)
    replace (&difference->before,
             cairn_document_lookup (document, cairn_element_get_id (difference->before)));
  if (difference->after != NULL)
    replace (&difference->after,
             g_hash_table_lookup (real, cairn_element_get_id (difference->after)));
  replace (&difference->place, now != NULL ? now : cairn_document_lookup (document, place));
  if (now == NULL && cairn_document_lookup (document, place) == NULL)
    replace (&difference->place, b);
}

static GHashTable *
id_map (GHashTable *matches)
{
  GHashTable *ids = g_hash_table_new (g_str_hash, g_str_equal);
  GHashTableIter iter;
  gpointer b, a;

  g_hash_table_iter_init (&iter, matches);
  while (g_hash_table_iter_next (&iter, &b, &a))
    g_hash_table_insert (ids, (char *) cairn_element_get_id (b), (char *) cairn_element_get_id (a));
  return ids;
}

GPtrArray *
cairn_place_compare (CairnDocument *document, CairnElement *a, CairnElement *b)
{
  g_autoptr (GHashTable) matches = NULL;
  g_autoptr (GHashTable) real = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) ids = NULL;
  g_autoptr (CairnDocument) a_journey = NULL;
  g_autoptr (CairnDocument) b_journey = NULL;
  Renaming renaming;
  CairnElement *b_copy;
  GPtrArray *differences;
  const char *name;

  g_return_val_if_fail (CAIRN_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (cairn_element_get_kind (a) == cairn_element_get_kind (b), NULL);

  matches = cairn_place_match (document, a, b);
  renaming = (Renaming){ matches, real };
  ids = id_map (matches);
  b_copy = cairn_element_copy (b, id_in_b, &renaming);
  cairn_element_redirect (b_copy, ids);
  name = cairn_element_get_title (cairn_element_ancestor (b, CAIRN_KIND_SEGMENT));
  a_journey = journey_with (document, cairn_element_copy (a, NULL, NULL), name);
  b_journey = journey_with (document, b_copy, name);
  g_return_val_if_fail (a_journey != NULL && b_journey != NULL, g_ptr_array_new ());

  differences = cairn_journey_compare (a_journey, b_journey);
  for (guint i = 0; i < differences->len; i++)
    make_real (g_ptr_array_index (differences, i), document, b, real);
  return differences;
}
