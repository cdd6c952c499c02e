/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-ui"

#include "ui/cairn-outline-tree.h"

#include <glib/gi18n-lib.h>

struct _CairnOutlineTree
{
  GObject parent_instance;

  CairnOutlineNode *root;
  GtkTreeListModel *rows;
  GHashTable *nodes; /* CairnElement → CairnOutlineNode that stands for it first of all */
};

G_DEFINE_FINAL_TYPE (CairnOutlineTree, cairn_outline_tree, G_TYPE_OBJECT)

/* Headings are compared by address. */
static const char heading_lanes[] = N_ ("Lanes");
static const char heading_paths[] = N_ ("Happy paths");
static const char heading_no_stage[] = N_ ("No stage");
static const char heading_no_lane[] = N_ ("No lane");
static const char *const heading_columns[CAIRN_N_COLUMNS + 1]
  = { N_ ("Suppliers"), N_ ("Inputs"),    N_ ("Process"),
      N_ ("Outputs"),   N_ ("Customers"), N_ ("Critical to quality") };

static GArray *
keys_new (void)
{
  return g_array_new (FALSE, TRUE, sizeof (CairnOutlineKey));
}

static void
add_key (GArray *keys, CairnElement *element, const char *heading, gboolean branch)
{
  CairnOutlineKey key = { element, heading, branch };

  g_array_append_val (keys, key);
}

static GArray *
keys_of_kind (CairnElement *parent, CairnKind kind, gboolean branch)
{
  GArray *keys = keys_new ();

  CAIRN_FOREACH_CHILD (child, parent, kind)
    add_key (keys, child, NULL, branch);
  return keys;
}

static void
note_children (CairnOutlineTree *self, CairnOutlineNode *node)
{
  GListModel *children = G_LIST_MODEL (cairn_outline_node_get_children (node));

  for (guint i = 0; i < g_list_model_get_n_items (children); i++)
    {
      g_autoptr (CairnOutlineNode) child = g_list_model_get_item (children, i);
      CairnElement *element = cairn_outline_node_get_element (child);

      if (element != NULL && !g_hash_table_contains (self->nodes, element))
        g_hash_table_insert (self->nodes, element, child);
    }
}

static void
fill (CairnOutlineTree *self, CairnOutlineNode *node, GArray *keys)
{
  cairn_outline_node_set_children (node, keys);
  note_children (self, node);
}

/* The steps of each cell: stage → lane → GArray of CairnOutlineKey. NULL stands for none. */
static GHashTable *
gather_cells (CairnDocument *document, CairnElement *swimlane)
{
  GHashTable *stages
    = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_hash_table_unref);

  CAIRN_FOREACH_CHILD (step, swimlane, CAIRN_KIND_STEP)
    {
      CairnElement *stage = cairn_document_resolve (document, step, CAIRN_PROP_STAGE);
      CairnElement *lane = cairn_document_resolve (document, step, CAIRN_PROP_LANE);
      GHashTable *lanes = g_hash_table_lookup (stages, stage);
      GArray *steps;

      if (lanes == NULL)
        {
          lanes = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_array_unref);
          g_hash_table_insert (stages, stage, lanes);
        }
      steps = g_hash_table_lookup (lanes, lane);
      if (steps == NULL)
        {
          steps = keys_new ();
          g_hash_table_insert (lanes, lane, steps);
        }
      add_key (steps, step, NULL, FALSE);
    }
  return stages;
}

/* @lanes: lane → its steps in this stage; NULL: there are none. */
static void
fill_stage (CairnOutlineTree *self,
            CairnOutlineNode *stage,
            CairnElement *swimlane,
            GHashTable *lanes)
{
  g_autoptr (GArray) keys = keys_new ();
  GListModel *children = G_LIST_MODEL (cairn_outline_node_get_children (stage));

  if (lanes != NULL)
    {
      CAIRN_FOREACH_CHILD (lane, swimlane, CAIRN_KIND_LANE)
        if (g_hash_table_contains (lanes, lane))
          add_key (keys, lane, NULL, TRUE);
      if (g_hash_table_contains (lanes, NULL))
        add_key (keys, NULL, heading_no_lane, TRUE);
    }
  fill (self, stage, keys);
  for (guint i = 0; i < keys->len; i++)
    {
      g_autoptr (CairnOutlineNode) cell = g_list_model_get_item (children, i);

      fill (self, cell, g_hash_table_lookup (lanes, cairn_outline_node_get_element (cell)));
    }
}

static void
fill_swimlane (CairnOutlineTree *self, CairnDocument *document, CairnElement *swimlane)
{
  g_autoptr (GHashTable) cells = gather_cells (document, swimlane);
  g_autoptr (GArray) keys = keys_new ();
  GListModel *top = G_LIST_MODEL (cairn_outline_node_get_children (self->root));

  add_key (keys, NULL, heading_lanes, TRUE);
  if (cairn_element_first (swimlane, CAIRN_KIND_PATH) != NULL)
    add_key (keys, NULL, heading_paths, TRUE);
  CAIRN_FOREACH_CHILD (stage, swimlane, CAIRN_KIND_STAGE)
    add_key (keys, stage, NULL, TRUE);
  if (g_hash_table_contains (cells, NULL))
    add_key (keys, NULL, heading_no_stage, TRUE);
  fill (self, self->root, keys);

  for (guint i = 0; i < keys->len; i++)
    {
      g_autoptr (CairnOutlineNode) node = g_list_model_get_item (top, i);

      if (i == 0)
        {
          g_autoptr (GArray) lanes = keys_of_kind (swimlane, CAIRN_KIND_LANE, FALSE);

          fill (self, node, lanes);
        }
      else if (cairn_outline_node_get_heading (node) == heading_paths)
        {
          g_autoptr (GArray) paths = keys_of_kind (swimlane, CAIRN_KIND_PATH, FALSE);

          fill (self, node, paths);
        }
      else
        fill_stage (self, node, swimlane,
                    g_hash_table_lookup (cells, cairn_outline_node_get_element (node)));
    }
}

static void
fill_sipoc (CairnOutlineTree *self, CairnElement *sipoc)
{
  g_autoptr (GArray) headings = keys_new ();
  GListModel *top = G_LIST_MODEL (cairn_outline_node_get_children (self->root));

  for (guint column = 0; column <= CAIRN_N_COLUMNS; column++)
    add_key (headings, NULL, heading_columns[column], TRUE);
  fill (self, self->root, headings);

  for (guint column = 0; column <= CAIRN_N_COLUMNS; column++)
    {
      g_autoptr (CairnOutlineNode) node = g_list_model_get_item (top, column);
      g_autoptr (GArray) keys = NULL;

      if (column == CAIRN_N_COLUMNS)
        keys = keys_of_kind (sipoc, CAIRN_KIND_REQUIREMENT, FALSE);
      else
        keys = keys_new ();
      if (column < CAIRN_N_COLUMNS)
        CAIRN_FOREACH_CHILD (item, sipoc, CAIRN_KIND_ITEM)
          if (cairn_element_get_int (item, CAIRN_PROP_COLUMN) == column)
            add_key (keys, item, NULL, FALSE);
      fill (self, node, keys);
    }
}

static void
fill_twigs (CairnOutlineTree *self, CairnOutlineNode *node, CairnElement *element)
{
  static const CairnKind kinds[] = { CAIRN_KIND_NEED, CAIRN_KIND_DRIVER, CAIRN_KIND_MEASURE };
  GListModel *children = G_LIST_MODEL (cairn_outline_node_get_children (node));
  g_autoptr (GArray) keys = NULL;
  guint level = 0;

  while (level < G_N_ELEMENTS (kinds) && cairn_element_first (element, kinds[level]) == NULL)
    level++;
  keys = level < G_N_ELEMENTS (kinds)
           ? keys_of_kind (element, kinds[level], kinds[level] != CAIRN_KIND_MEASURE)
           : keys_new ();
  fill (self, node, keys);
  for (guint i = 0; i < keys->len; i++)
    {
      g_autoptr (CairnOutlineNode) child = g_list_model_get_item (children, i);

      if (cairn_outline_node_get_children (child) != NULL)
        fill_twigs (self, child, cairn_outline_node_get_element (child));
    }
}

static GListModel *
create_children_cb (gpointer item, gpointer user_data)
{
  GListStore *children = cairn_outline_node_get_children (item);

  return children != NULL ? G_LIST_MODEL (g_object_ref (children)) : NULL;
}

static void
cairn_outline_tree_dispose (GObject *object)
{
  CairnOutlineTree *self = CAIRN_OUTLINE_TREE (object);

  g_clear_pointer (&self->nodes, g_hash_table_unref);
  g_clear_object (&self->rows);
  g_clear_object (&self->root);
  G_OBJECT_CLASS (cairn_outline_tree_parent_class)->dispose (object);
}

static void
cairn_outline_tree_class_init (CairnOutlineTreeClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cairn_outline_tree_dispose;
}

static void
cairn_outline_tree_init (CairnOutlineTree *self)
{
  CairnOutlineKey top = { NULL, NULL, TRUE };

  self->root = cairn_outline_node_new (&top, NULL);
  self->nodes = g_hash_table_new (NULL, NULL);
  self->rows = gtk_tree_list_model_new (
    G_LIST_MODEL (g_object_ref (cairn_outline_node_get_children (self->root))), FALSE, TRUE,
    create_children_cb, NULL, NULL);
}

CairnOutlineTree *
cairn_outline_tree_new (void)
{
  return g_object_new (CAIRN_TYPE_OUTLINE_TREE, NULL);
}

void
cairn_outline_tree_show (CairnOutlineTree *self, CairnDocument *document, CairnElement *diagram)
{
  g_return_if_fail (CAIRN_IS_OUTLINE_TREE (self));

  g_hash_table_remove_all (self->nodes);
  if (diagram == NULL)
    {
      g_autoptr (GArray) none = keys_new ();

      cairn_outline_node_set_children (self->root, none);
    }
  else if (cairn_element_get_kind (diagram) == CAIRN_KIND_SWIMLANE)
    fill_swimlane (self, document, diagram);
  else if (cairn_element_get_kind (diagram) == CAIRN_KIND_CTQ)
    fill_twigs (self, self->root, diagram);
  else
    fill_sipoc (self, diagram);
}

GtkTreeListModel *
cairn_outline_tree_get_rows (CairnOutlineTree *self)
{
  g_return_val_if_fail (CAIRN_IS_OUTLINE_TREE (self), NULL);

  return self->rows;
}

/* The row of @node, opening those above it. */
static GtkTreeListRow *
row_of (CairnOutlineTree *self, CairnOutlineNode *node)
{
  CairnOutlineNode *parent = cairn_outline_node_get_parent (node);
  g_autoptr (GtkTreeListRow) above = NULL;
  guint index;

  if (parent == NULL || !g_list_store_find (cairn_outline_node_get_children (parent), node, &index))
    return NULL;
  if (parent == self->root)
    return gtk_tree_list_model_get_child_row (self->rows, index);
  above = row_of (self, parent);
  if (above == NULL)
    return NULL;
  gtk_tree_list_row_set_expanded (above, TRUE);
  return gtk_tree_list_row_get_child_row (above, index);
}

guint
cairn_outline_tree_reveal (CairnOutlineTree *self, CairnElement *element)
{
  CairnOutlineNode *node;
  g_autoptr (GtkTreeListRow) row = NULL;

  g_return_val_if_fail (CAIRN_IS_OUTLINE_TREE (self), GTK_INVALID_LIST_POSITION);

  node = g_hash_table_lookup (self->nodes, element);
  row = node != NULL ? row_of (self, node) : NULL;
  return row != NULL ? gtk_tree_list_row_get_position (row) : GTK_INVALID_LIST_POSITION;
}

gboolean
cairn_outline_tree_is_in_place (CairnOutlineTree *self,
                                CairnDocument *document,
                                CairnElement *element)
{
  CairnOutlineNode *node;
  CairnOutlineNode *above;

  g_return_val_if_fail (CAIRN_IS_OUTLINE_TREE (self), FALSE);

  node = g_hash_table_lookup (self->nodes, element);
  above = node != NULL ? cairn_outline_node_get_parent (node) : NULL;
  if (above == NULL || above == self->root)
    return FALSE;
  switch ((int) cairn_element_get_kind (element))
    {
    case CAIRN_KIND_STEP:
      return cairn_outline_node_get_element (above)
               == cairn_document_resolve (document, element, CAIRN_PROP_LANE)
             && cairn_outline_node_get_element (cairn_outline_node_get_parent (above))
                  == cairn_document_resolve (document, element, CAIRN_PROP_STAGE);
    case CAIRN_KIND_ITEM:
      return cairn_outline_node_get_heading (above)
             == heading_columns[cairn_element_get_int (element, CAIRN_PROP_COLUMN)];
    case CAIRN_KIND_REQUIREMENT:
    case CAIRN_KIND_DRIVER:
    case CAIRN_KIND_MEASURE:
      return TRUE;
    default:
      return FALSE;
    }
}
