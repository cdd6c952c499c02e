/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-command"

#include "command/cairn-fragment.h"

#include "command/cairn-twig-private.h"

/* How much of an element comes along. */
typedef enum
{
  MARK_NONE,
  MARK_SHELL, /* what it is called and looks like, and what of its children is marked */
  MARK_WHOLE, /* all of it */
} Mark;

typedef struct
{
  CairnDocument *document;
  GHashTable *marks; /* element → Mark */
} Marker;

static Mark
mark_of (Marker *self, CairnElement *element)
{
  return (Mark) GPOINTER_TO_INT (g_hash_table_lookup (self->marks, element));
}

static void
set_mark (Marker *self, CairnElement *element, Mark mark)
{
  if (mark_of (self, element) < mark)
    g_hash_table_insert (self->marks, element, GINT_TO_POINTER (mark));
  for (CairnElement *e = cairn_element_get_parent (element);
       e != NULL && mark_of (self, e) == MARK_NONE; e = cairn_element_get_parent (e))
    g_hash_table_insert (self->marks, e, GINT_TO_POINTER (MARK_SHELL));
}

/* A copy is made from nothing and is nobody's twin. */
static gboolean
is_carried (const CairnPropSpec *spec)
{
  return spec->prop != CAIRN_PROP_BASE && spec->prop != CAIRN_PROP_TWIN;
}

/* Marks @element as a whole, and what it and all below it refer to. */
static void
take (Marker *self, CairnElement *element)
{
  const CairnKindSpec *spec = cairn_schema_kind (cairn_element_get_kind (element));

  set_mark (self, element, MARK_WHOLE);
  for (guint i = 0; i < spec->n_props; i++)
    if (spec->props[i].type == CAIRN_TYPE_REF && is_carried (&spec->props[i]))
      {
        CairnElement *other = cairn_document_resolve (self->document, element, spec->props[i].prop);

        if (other != NULL)
          set_mark (self, other,
                    cairn_element_get_kind (other) == CAIRN_KIND_PLAYBOOK ? MARK_WHOLE
                                                                          : MARK_SHELL);
      }
  for (guint i = 0; i < cairn_element_get_n_children (element); i++)
    take (self, cairn_element_get_child (element, i));
}

/* The flows and links both of whose ends come along. */
static void
take_connections (Marker *self, CairnElement *diagram)
{
  for (guint i = 0; i < cairn_element_get_n_children (diagram); i++)
    {
      CairnElement *child = cairn_element_get_child (diagram, i);
      CairnKind kind = cairn_element_get_kind (child);
      CairnElement *from, *to;

      if (kind != CAIRN_KIND_FLOW && kind != CAIRN_KIND_LINK)
        continue;
      from = cairn_document_resolve (self->document, child, CAIRN_PROP_FROM);
      to = cairn_document_resolve (self->document, child, CAIRN_PROP_TO);
      if (from != NULL && to != NULL && mark_of (self, from) == MARK_WHOLE
          && mark_of (self, to) == MARK_WHOLE)
        take (self, child);
    }
}

/* Takes @element, or what stands in it; FALSE if that is nothing. */
static gboolean
take_selected (Marker *self, CairnElement *element)
{
  CairnKind kind = cairn_element_get_kind (element);
  CairnProp band = kind == CAIRN_KIND_LANE ? CAIRN_PROP_LANE : CAIRN_PROP_STAGE;
  gboolean any = FALSE;

  if (kind == CAIRN_KIND_STEP || kind == CAIRN_KIND_ITEM || kind == CAIRN_KIND_REQUIREMENT
      || cairn_twig_is (element))
    {
      take (self, element);
      return TRUE;
    }
  if (kind != CAIRN_KIND_LANE && kind != CAIRN_KIND_STAGE)
    return FALSE;
  CAIRN_FOREACH_CHILD (step, cairn_element_get_parent (element), CAIRN_KIND_STEP)
    if (cairn_element_get_string (step, band) == cairn_element_get_id (element))
      {
        take (self, step);
        any = TRUE;
      }
  return any;
}

/* Of a shell: what it is called and looks like, at full size. */
static gboolean
is_of_shell (const CairnPropSpec *spec)
{
  return spec->type != CAIRN_TYPE_REF && spec->prop != CAIRN_PROP_COLLAPSED;
}

static void
copy_properties (Marker *self, CairnElement *element, CairnElement *copy, Mark mark)
{
  const CairnKindSpec *spec = cairn_schema_kind (cairn_element_get_kind (element));

  for (guint i = 0; i < spec->n_props; i++)
    if (mark == MARK_WHOLE ? is_carried (&spec->props[i]) : is_of_shell (&spec->props[i]))
      cairn_element_set_value (copy, spec->props[i].prop,
                               cairn_element_get_value (element, spec->props[i].prop));
  if (mark != MARK_WHOLE)
    return;
  for (guint i = 0; i < cairn_element_get_n_extra (element); i++)
    {
      const char *name, *namespace_uri, *value;

      cairn_element_get_extra (element, i, &name, &namespace_uri, &value);
      cairn_element_add_extra (copy, name, namespace_uri, value);
    }
}

static CairnElement *
copy_marked (Marker *self, CairnElement *element, Mark mark)
{
  CairnElement *copy
    = cairn_element_new (cairn_element_get_kind (element), cairn_element_get_id (element));

  copy_properties (self, element, copy, mark);
  if (mark == MARK_SHELL && cairn_twig_is (element))
    cairn_twig_set_holder (copy);
  for (guint i = 0; i < cairn_element_get_n_children (element); i++)
    {
      CairnElement *child = cairn_element_get_child (element, i);
      Mark of_child = mark == MARK_WHOLE ? MARK_WHOLE : mark_of (self, child);
      g_autoptr (CairnElement) copied = NULL;

      if (of_child == MARK_NONE)
        continue;
      copied = copy_marked (self, child, of_child);
      cairn_element_append (copy, copied);
    }
  return copy;
}

static CairnDocument *
finish (Marker *self)
{
  CairnElement *root = cairn_document_get_root (self->document);
  g_autoptr (CairnElement) copy = copy_marked (self, root, MARK_SHELL);
  g_autoptr (GError) error = NULL;
  CairnDocument *fragment = cairn_document_new_from_root (copy, NULL, &error);

  /* All that is referred to has been marked. */
  if (fragment == NULL)
    g_critical ("%s: %s", G_STRFUNC, error->message);
  return fragment;
}

CairnDocument *
cairn_fragment_new (CairnDocument *document, GPtrArray *elements)
{
  g_autoptr (GHashTable) marks = g_hash_table_new (NULL, NULL);
  Marker self = { document, marks };
  CairnElement *diagram = NULL;

  g_return_val_if_fail (CAIRN_IS_DOCUMENT (document) && elements != NULL, NULL);

  for (guint i = 0; i < elements->len; i++)
    {
      CairnElement *element = g_ptr_array_index (elements, i);
      CairnElement *of = cairn_element_get_diagram (element);

      if (of != NULL && (diagram == NULL || of == diagram) && take_selected (&self, element))
        diagram = of;
    }
  if (diagram == NULL)
    return NULL;
  take_connections (&self, diagram);
  return finish (&self);
}

CairnDocument *
cairn_fragment_new_of_diagram (CairnDocument *document, CairnElement *diagram)
{
  g_autoptr (GHashTable) marks = g_hash_table_new (NULL, NULL);
  Marker self = { document, marks };

  g_return_val_if_fail (CAIRN_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (cairn_kind_is_diagram (cairn_element_get_kind (diagram)), NULL);

  take (&self, diagram);
  return finish (&self);
}

/* Steps, items or requirements. */
static gboolean
has_content (CairnElement *diagram)
{
  return cairn_element_first (diagram, CAIRN_KIND_STEP) != NULL
         || cairn_element_first (diagram, CAIRN_KIND_ITEM) != NULL
         || cairn_element_first (diagram, CAIRN_KIND_REQUIREMENT) != NULL;
}

/* The CTQ tree of which @fragment is a part. The requirements of its measures come along with it,
 * in their SIPOC, and trees come along with nothing. */
static CairnElement *
find_tree (CairnDocument *fragment)
{
  CAIRN_FOREACH_CHILD (segment, cairn_document_get_root (fragment), CAIRN_KIND_SEGMENT)
    CAIRN_FOREACH_CHILD (ctq, segment, CAIRN_KIND_CTQ)
      if (cairn_element_first (ctq, CAIRN_KIND_NEED) != NULL)
        return ctq;
  return NULL;
}

CairnElement *
cairn_fragment_get_diagram (CairnDocument *fragment)
{
  CairnElement *tree, *empty = NULL;

  g_return_val_if_fail (CAIRN_IS_DOCUMENT (fragment), NULL);

  tree = find_tree (fragment);
  if (tree != NULL)
    return tree;
  CAIRN_FOREACH_CHILD (segment, cairn_document_get_root (fragment), CAIRN_KIND_SEGMENT)
    for (guint i = 0; i < cairn_element_get_n_children (segment); i++)
      {
        CairnElement *child = cairn_element_get_child (segment, i);

        if (!cairn_kind_is_diagram (cairn_element_get_kind (child)))
          continue;
        if (has_content (child))
          return child;
        if (empty == NULL)
          empty = child;
      }
  return empty;
}
