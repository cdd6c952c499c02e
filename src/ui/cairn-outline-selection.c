/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-ui"

#include "ui/cairn-outline-selection.h"

#include "ui/cairn-outline-node.h"

struct _CairnOutlineSelection
{
  GObject parent_instance;

  GListModel *rows;
  CairnSelection *selection; /* NULL: no editor */
  CairnDocument *document;
  gboolean changing; /* at the list's own wish */
};

static void list_model_init (GListModelInterface *iface);
static void selection_model_init (GtkSelectionModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CairnOutlineSelection,
                               cairn_outline_selection,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init)
                                 G_IMPLEMENT_INTERFACE (GTK_TYPE_SELECTION_MODEL,
                                                        selection_model_init))

static GType
get_item_type (GListModel *model)
{
  return GTK_TYPE_TREE_LIST_ROW;
}

static guint
get_n_items (GListModel *model)
{
  return g_list_model_get_n_items (CAIRN_OUTLINE_SELECTION (model)->rows);
}

static gpointer
get_item (GListModel *model, guint position)
{
  return g_list_model_get_item (CAIRN_OUTLINE_SELECTION (model)->rows, position);
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static gboolean
is_selected (GtkSelectionModel *model, guint position)
{
  CairnOutlineSelection *self = CAIRN_OUTLINE_SELECTION (model);
  CairnElement *element = cairn_outline_selection_get_element (self, position);

  return element != NULL && self->selection != NULL
         && cairn_selection_contains (self->selection, cairn_element_get_id (element));
}

static gboolean
select_item (GtkSelectionModel *model, guint position, gboolean unselect_rest)
{
  CairnOutlineSelection *self = CAIRN_OUTLINE_SELECTION (model);
  CairnElement *element = cairn_outline_selection_get_element (self, position);

  if (self->selection == NULL)
    return FALSE;
  self->changing = TRUE;
  if (element == NULL && unselect_rest)
    cairn_selection_clear (self->selection);
  else if (element != NULL && unselect_rest)
    cairn_selection_set_one (self->selection, cairn_element_get_id (element));
  else if (element != NULL)
    cairn_selection_add (self->selection, cairn_element_get_id (element));
  self->changing = FALSE;
  return TRUE;
}

static gboolean
unselect_item (GtkSelectionModel *model, guint position)
{
  CairnOutlineSelection *self = CAIRN_OUTLINE_SELECTION (model);
  CairnElement *element = cairn_outline_selection_get_element (self, position);

  self->changing = TRUE;
  if (element != NULL && is_selected (model, position))
    cairn_selection_toggle (self->selection, cairn_element_get_id (element));
  self->changing = FALSE;
  return TRUE;
}

static void
add_elements (CairnOutlineSelection *self, GtkBitset *positions, GPtrArray *elements)
{
  GtkBitsetIter iter;
  guint position;

  if (!gtk_bitset_iter_init_first (&iter, positions, &position))
    return;
  do
    {
      CairnElement *element = cairn_outline_selection_get_element (self, position);

      if (element != NULL)
        g_ptr_array_add (elements, element);
    }
  while (gtk_bitset_iter_next (&iter, &position));
}

static void
set_ids (CairnOutlineSelection *self, GPtrArray *ids)
{
  g_ptr_array_add (ids, NULL);
  self->changing = TRUE;
  cairn_selection_set (self->selection, (const char *const *) ids->pdata);
  self->changing = FALSE;
}

static gboolean
set_selection (GtkSelectionModel *model, GtkBitset *selected, GtkBitset *mask)
{
  CairnOutlineSelection *self = CAIRN_OUTLINE_SELECTION (model);
  g_autoptr (GtkBitset) add = gtk_bitset_copy (selected);
  g_autoptr (GPtrArray) masked = g_ptr_array_new ();
  g_autoptr (GPtrArray) elements = NULL;
  g_autoptr (GHashTable) drop = g_hash_table_new (NULL, NULL);
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();

  if (self->selection == NULL)
    return FALSE;
  add_elements (self, mask, masked);
  for (guint i = 0; i < masked->len; i++)
    g_hash_table_add (drop, g_ptr_array_index (masked, i));
  elements = cairn_selection_dup_elements (self->selection, self->document);
  for (guint i = elements->len; i > 0; i--)
    if (g_hash_table_contains (drop, g_ptr_array_index (elements, i - 1)))
      g_ptr_array_remove_index (elements, i - 1);
  gtk_bitset_intersect (add, mask);
  add_elements (self, add, elements);
  for (guint i = 0; i < elements->len; i++)
    g_ptr_array_add (ids, (char *) cairn_element_get_id (g_ptr_array_index (elements, i)));
  set_ids (self, ids);
  return TRUE;
}

/* All steps or items: lanes and stages beside them would only be in the way of what comes next. */
static gboolean
select_all (GtkSelectionModel *model)
{
  CairnOutlineSelection *self = CAIRN_OUTLINE_SELECTION (model);
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  guint n = g_list_model_get_n_items (self->rows);

  if (self->selection == NULL)
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      CairnElement *element = cairn_outline_selection_get_element (self, i);
      CairnKind kind = element != NULL ? cairn_element_get_kind (element) : CAIRN_N_KINDS;

      if (kind == CAIRN_KIND_STEP || kind == CAIRN_KIND_ITEM || kind == CAIRN_KIND_REQUIREMENT)
        g_ptr_array_add (ids, (char *) cairn_element_get_id (element));
    }
  set_ids (self, ids);
  return TRUE;
}

static gboolean
unselect_all (GtkSelectionModel *model)
{
  CairnOutlineSelection *self = CAIRN_OUTLINE_SELECTION (model);

  self->changing = TRUE;
  if (self->selection != NULL)
    cairn_selection_clear (self->selection);
  self->changing = FALSE;
  return TRUE;
}

static void
selection_model_init (GtkSelectionModelInterface *iface)
{
  iface->is_selected = is_selected;
  iface->select_item = select_item;
  iface->unselect_item = unselect_item;
  iface->set_selection = set_selection;
  iface->select_all = select_all;
  iface->unselect_all = unselect_all;
}

static void
selection_changed_cb (CairnOutlineSelection *self)
{
  guint n = g_list_model_get_n_items (self->rows);

  if (n > 0)
    gtk_selection_model_selection_changed (GTK_SELECTION_MODEL (self), 0, n);
}

static void
items_changed_cb (CairnOutlineSelection *self, guint position, guint removed, guint added)
{
  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
}

static void
cairn_outline_selection_dispose (GObject *object)
{
  CairnOutlineSelection *self = CAIRN_OUTLINE_SELECTION (object);

  g_clear_object (&self->rows);
  g_clear_object (&self->selection);
  g_clear_object (&self->document);
  G_OBJECT_CLASS (cairn_outline_selection_parent_class)->dispose (object);
}

static void
cairn_outline_selection_class_init (CairnOutlineSelectionClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cairn_outline_selection_dispose;
}

static void
cairn_outline_selection_init (CairnOutlineSelection *self)
{
}

CairnOutlineSelection *
cairn_outline_selection_new (GListModel *rows)
{
  CairnOutlineSelection *self;

  g_return_val_if_fail (G_IS_LIST_MODEL (rows), NULL);

  self = g_object_new (CAIRN_TYPE_OUTLINE_SELECTION, NULL);
  self->rows = g_object_ref (rows);
  g_signal_connect_object (rows, "items-changed", G_CALLBACK (items_changed_cb), self,
                           G_CONNECT_SWAPPED);
  return self;
}

void
cairn_outline_selection_set_editor (CairnOutlineSelection *self, CairnEditor *editor)
{
  g_return_if_fail (CAIRN_IS_OUTLINE_SELECTION (self));

  if (self->selection != NULL)
    g_signal_handlers_disconnect_by_func (self->selection, selection_changed_cb, self);
  g_clear_object (&self->selection);
  g_clear_object (&self->document);
  if (editor != NULL)
    {
      self->document = g_object_ref (cairn_editor_get_document (editor));
      self->selection = g_object_ref (cairn_editor_get_selection (editor));
      g_signal_connect_object (self->selection, "changed", G_CALLBACK (selection_changed_cb), self,
                               G_CONNECT_SWAPPED);
    }
  selection_changed_cb (self);
}

CairnElement *
cairn_outline_selection_get_element (CairnOutlineSelection *self, guint position)
{
  g_autoptr (GtkTreeListRow) row = NULL;
  g_autoptr (CairnOutlineNode) node = NULL;

  g_return_val_if_fail (CAIRN_IS_OUTLINE_SELECTION (self), NULL);

  row = g_list_model_get_item (self->rows, position);
  node = row != NULL ? gtk_tree_list_row_get_item (row) : NULL;
  return node != NULL ? cairn_outline_node_get_element (node) : NULL;
}

gboolean
cairn_outline_selection_get_changing (CairnOutlineSelection *self)
{
  g_return_val_if_fail (CAIRN_IS_OUTLINE_SELECTION (self), FALSE);

  return self->changing;
}
