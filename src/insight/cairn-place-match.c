/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "insight/cairn-place-compare.h"

#include "model/cairn-base.h"

#include <string.h>

typedef struct
{
  CairnDocument *document;
  GHashTable *matches; /* of B → of A */
  GHashTable *taken;   /* those of A that are matched */
} Matching;

static void
match (Matching *self, CairnElement *a, CairnElement *b)
{
  g_hash_table_insert (self->matches, b, a);
  g_hash_table_add (self->taken, a);
}

static void
note_origins (CairnDocument *document, CairnElement *element, GHashTable *origins)
{
  CairnElement *origin = cairn_base_get_origin (document, element);

  if (cairn_element_get_id (element) != NULL && !g_hash_table_contains (origins, origin))
    g_hash_table_insert (origins, origin, element);
  for (guint i = 0; i < cairn_element_get_n_children (element); i++)
    note_origins (document, cairn_element_get_child (element, i), origins);
}

static gboolean
is_within (const CairnElement *element, const CairnElement *place)
{
  while (element != NULL && element != place)
    element = cairn_element_get_parent (element);
  return element != NULL;
}

/* What in @place @b is made from; else what has the same origin. A version has that of what it is
 * the version of, so the nearest comes first. */
static CairnElement *
find_origin (Matching *self, CairnElement *b, const CairnElement *place, GHashTable *origins)
{
  CairnElement *base = cairn_base_get (self->document, b);

  for (guint i = 0; i < 64 && base != NULL; i++)
    {
      if (is_within (base, place))
        return base;
      base = cairn_base_get (self->document, base);
    }
  return g_hash_table_lookup (origins, cairn_base_get_origin (self->document, b));
}

/* By where they come from. */
static void
match_origins (Matching *self, CairnElement *b, const CairnElement *place, GHashTable *origins)
{
  CairnElement *a = find_origin (self, b, place, origins);

  if (a != NULL && cairn_element_get_kind (a) == cairn_element_get_kind (b)
      && !g_hash_table_contains (self->taken, a) && !g_hash_table_contains (self->matches, b))
    match (self, a, b);
  for (guint i = 0; i < cairn_element_get_n_children (b); i++)
    match_origins (self, cairn_element_get_child (b, i), place, origins);
}

/* The same end of both, or no end. */
static gboolean
same_end (Matching *self, const CairnElement *a, const CairnElement *b, CairnProp prop)
{
  CairnElement *a_end, *b_end;

  if (!cairn_element_has (a, prop))
    return TRUE;
  a_end = cairn_document_resolve (self->document, a, prop);
  b_end = cairn_document_resolve (self->document, b, prop);
  return b_end != NULL && g_hash_table_lookup (self->matches, b_end) == a_end;
}

static gboolean
is_alike (Matching *self, const CairnElement *a, const CairnElement *b)
{
  if (cairn_element_get_kind (b) == CAIRN_KIND_VIA)
    return same_end (self, a, b, CAIRN_PROP_FLOW);
  if (cairn_element_has (b, CAIRN_PROP_FROM))
    return same_end (self, a, b, CAIRN_PROP_FROM) && same_end (self, a, b, CAIRN_PROP_TO);
  return *cairn_element_get_title (b) != '\0'
         && strcmp (cairn_element_get_title (a), cairn_element_get_title (b)) == 0;
}

/* By their names, or by what they join, within what is matched already. Steps come before flows
 * among the children, so that ends are matched first. */
static void
match_names (Matching *self, CairnElement *a, CairnElement *b)
{
  for (guint i = 0; i < cairn_element_get_n_children (b); i++)
    {
      CairnElement *child = cairn_element_get_child (b, i);
      CairnElement *found = g_hash_table_lookup (self->matches, child);

      if (found == NULL && cairn_element_get_id (child) != NULL)
        CAIRN_FOREACH_CHILD (other, a, cairn_element_get_kind (child))
          if (!g_hash_table_contains (self->taken, other) && is_alike (self, other, child))
            {
              match (self, other, child);
              found = other;
              break;
            }
      if (found != NULL)
        match_names (self, found, child);
    }
}

GHashTable *
cairn_place_match (CairnDocument *document, CairnElement *a, CairnElement *b)
{
  g_autoptr (GHashTable) taken = g_hash_table_new (NULL, NULL);
  g_autoptr (GHashTable) origins = g_hash_table_new (NULL, NULL);
  Matching self = { document, g_hash_table_new (NULL, NULL), taken };

  g_return_val_if_fail (CAIRN_IS_DOCUMENT (document) && a != NULL && b != NULL, self.matches);

  match (&self, a, b);
  note_origins (document, a, origins);
  match_origins (&self, b, a, origins);
  match_names (&self, a, b);
  return self.matches;
}
