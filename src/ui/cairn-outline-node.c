/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-ui"

#include "ui/cairn-outline-node.h"

struct _CairnOutlineNode
{
  GObject parent_instance;

  CairnElement *element;
  const char *heading;
  CairnOutlineNode *parent; /* which owns this one */
  GListStore *children;
};

G_DEFINE_FINAL_TYPE (CairnOutlineNode, cairn_outline_node, G_TYPE_OBJECT)

static gboolean
is_for (CairnOutlineNode *self, const CairnOutlineKey *key)
{
  return self->element == key->element && self->heading == key->heading
         && (self->children != NULL) == key->branch;
}

static void
cairn_outline_node_dispose (GObject *object)
{
  CairnOutlineNode *self = CAIRN_OUTLINE_NODE (object);

  g_clear_pointer (&self->element, cairn_element_unref);
  g_clear_object (&self->children);
  G_OBJECT_CLASS (cairn_outline_node_parent_class)->dispose (object);
}

static void
cairn_outline_node_class_init (CairnOutlineNodeClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cairn_outline_node_dispose;
}

static void
cairn_outline_node_init (CairnOutlineNode *self)
{
}

CairnOutlineNode *
cairn_outline_node_new (const CairnOutlineKey *key, CairnOutlineNode *parent)
{
  CairnOutlineNode *self = g_object_new (CAIRN_TYPE_OUTLINE_NODE, NULL);

  self->element = key->element != NULL ? cairn_element_ref (key->element) : NULL;
  self->heading = key->heading;
  self->parent = parent;
  if (key->branch)
    self->children = g_list_store_new (CAIRN_TYPE_OUTLINE_NODE);
  return self;
}

CairnElement *
cairn_outline_node_get_element (CairnOutlineNode *self)
{
  g_return_val_if_fail (CAIRN_IS_OUTLINE_NODE (self), NULL);

  return self->element;
}

const char *
cairn_outline_node_get_heading (CairnOutlineNode *self)
{
  g_return_val_if_fail (CAIRN_IS_OUTLINE_NODE (self), NULL);

  return self->heading;
}

CairnOutlineNode *
cairn_outline_node_get_parent (CairnOutlineNode *self)
{
  g_return_val_if_fail (CAIRN_IS_OUTLINE_NODE (self), NULL);

  return self->parent;
}

GListStore *
cairn_outline_node_get_children (CairnOutlineNode *self)
{
  g_return_val_if_fail (CAIRN_IS_OUTLINE_NODE (self), NULL);

  return self->children;
}

static CairnOutlineNode *
child_at (CairnOutlineNode *self, guint index)
{
  /* The list holds it: a borrowed pointer is safe. */
  g_autoptr (CairnOutlineNode) child = g_list_model_get_item (G_LIST_MODEL (self->children), index);

  return child;
}

/* How many nodes at the start (@from_end: at the end, of those after @skip) are right already. */
static guint
matching (CairnOutlineNode *self, GArray *keys, gboolean from_end, guint skip)
{
  guint n_old = g_list_model_get_n_items (G_LIST_MODEL (self->children));
  guint n = MIN (n_old, keys->len) - skip;

  for (guint i = 0; i < n; i++)
    {
      guint old = from_end ? n_old - 1 - i : i;
      guint new = from_end ? keys->len - 1 - i : i;

      if (!is_for (child_at (self, old), &g_array_index (keys, CairnOutlineKey, new)))
        return i;
    }
  return n;
}

static CairnOutlineNode *
take_or_make (CairnOutlineNode *self, const CairnOutlineKey *key, GHashTable *old)
{
  gpointer id = key->element != NULL ? (gpointer) key->element : (gpointer) key->heading;
  CairnOutlineNode *kept = g_hash_table_lookup (old, id);

  if (kept != NULL && is_for (kept, key))
    return g_object_ref (kept);
  return cairn_outline_node_new (key, self);
}

void
cairn_outline_node_set_children (CairnOutlineNode *self, GArray *keys)
{
  guint n_old, same, tail;
  g_autoptr (GHashTable) old = NULL;
  g_autoptr (GPtrArray) added = NULL;

  g_return_if_fail (CAIRN_IS_OUTLINE_NODE (self));
  g_return_if_fail (self->children != NULL);

  n_old = g_list_model_get_n_items (G_LIST_MODEL (self->children));
  same = matching (self, keys, FALSE, 0);
  if (same == keys->len && same == n_old)
    return;
  tail = matching (self, keys, TRUE, same);
  old = g_hash_table_new (NULL, NULL);
  for (guint i = same; i < n_old - tail; i++)
    {
      CairnOutlineNode *child = child_at (self, i);

      g_hash_table_insert (
        old, child->element != NULL ? (gpointer) child->element : (gpointer) child->heading, child);
    }
  added = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = same; i < keys->len - tail; i++)
    g_ptr_array_add (added, take_or_make (self, &g_array_index (keys, CairnOutlineKey, i), old));
  g_list_store_splice (self->children, same, n_old - tail - same, added->pdata, added->len);
}
