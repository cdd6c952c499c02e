/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-ui"

#include "ui/cairn-outline.h"

#include "command/cairn-element-commands.h"
#include "model/cairn-base.h"
#include "ui/cairn-outline-private.h"
#include "ui/cairn-name-row.h"
#include "ui/cairn-outline-selection.h"
#include "ui/cairn-outline-tree.h"
#include "ui/cairn-playbook-drag.h"
#include "ui/cairn-tooltip.h"
#include "ui/cairn-words.h"

#include <glib/gi18n-lib.h>

struct _CairnOutline
{
  GtkWidget parent_instance;

  GtkWidget *scroller;
  GtkListView *view;

  CairnEditor *editor;
  GSignalGroup *editor_signals;
  GSignalGroup *document_signals;
  GSignalGroup *selection_signals;

  CairnOutlineTree *tree;
  CairnOutlineSelection *selection;
  GHashTable *bound;      /* of GtkListItem: those that show a row now */
  CairnFlowIndex *flows;  /* NULL: out of date */
  gboolean stale;         /* the diagram changed while the outline could not be seen */
  CairnElement *renaming; /* owned; NULL: nothing is being renamed */
  gboolean fresh;         /* ... and it has only just been made */
  guint follow_id;        /* the idle that goes to what was selected elsewhere; 0: none */
  guint retell_id;        /* the idle that tells of the marks on the map; 0: none */
  gboolean marked;        /* the map may bear marks of what differs */
};

enum
{
  PROP_0,
  PROP_EDITOR,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (CairnOutline, cairn_outline, GTK_TYPE_WIDGET)

static CairnFlowIndex *
get_flows (CairnOutline *self)
{
  if (self->flows == NULL)
    self->flows = cairn_flow_index_new (cairn_editor_get_document (self->editor),
                                        cairn_editor_get_diagram (self->editor));
  return self->flows;
}

static CairnOutlineNode *
node_of (GtkListItem *item)
{
  GtkTreeListRow *row = gtk_list_item_get_item (item);
  g_autoptr (CairnOutlineNode) node = row != NULL ? gtk_tree_list_row_get_item (row) : NULL;

  return node; /* the tree holds it */
}

static CairnNameRow *
row_of (GtkListItem *item)
{
  return CAIRN_NAME_ROW (
    gtk_tree_expander_get_child (GTK_TREE_EXPANDER (gtk_list_item_get_child (item))));
}

/* The widget that takes the keyboard focus and is read out: GTK's own around ours. */
static GtkWidget *
focus_widget_of (GtkListItem *item)
{
  return gtk_widget_get_parent (gtk_list_item_get_child (item));
}

static void
show_heading (GtkListItem *item, const char *heading)
{
  cairn_name_row_show (row_of (item), NULL, heading, NULL, NULL);
  cairn_tooltip_set (gtk_list_item_get_child (item), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (focus_widget_of (item)),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, heading, -1);
}

static char *
caption_of (CairnOutline *self, CairnElement *element)
{
  CairnKind kind = cairn_element_get_kind (element);

  if (kind == CAIRN_KIND_STAGE)
    return cairn_words_here (self->editor, element);
  if (kind == CAIRN_KIND_LANE)
    return NULL;
  if (kind == CAIRN_KIND_PATH)
    return cairn_words_path (cairn_editor_get_document (self->editor), element);
  return cairn_words_connections (cairn_editor_get_document (self->editor), get_flows (self),
                                  element);
}

/* "▤ 2": how many playbooks hang on a step. */
static char *
suffix_of (CairnElement *element)
{
  guint n = cairn_element_get_kind (element) == CAIRN_KIND_STEP
              ? cairn_element_count (element, CAIRN_KIND_ATTACHMENT)
              : 0;

  return n > 0 ? g_strdup_printf ("▤ %u", n) : NULL;
}

static void
show_item (CairnOutline *self, GtkListItem *item)
{
  CairnOutlineNode *node = node_of (item);
  CairnElement *element = cairn_outline_node_get_element (node);
  g_autofree char *title = NULL;
  g_autofree char *caption = NULL;
  g_autofree char *suffix = NULL;
  g_autofree char *sentence = NULL;

  cairn_name_row_set_heading (row_of (item), cairn_outline_node_get_children (node) != NULL);
  if (element == NULL)
    {
      show_heading (item, _ (cairn_outline_node_get_heading (node)));
      return;
    }
  title = cairn_words_title (element);
  caption = caption_of (self, element);
  suffix = suffix_of (element);
  sentence = cairn_words_describe (self->editor, get_flows (self), element);
  cairn_name_row_show (row_of (item), cairn_words_icon (element), title, caption, suffix);
  /* Assistive technology is told only what is new: it costs a message each. */
  if (g_strcmp0 (sentence, gtk_widget_get_tooltip_text (gtk_list_item_get_child (item))) == 0)
    return;
  cairn_tooltip_set (gtk_list_item_get_child (item), sentence);
  gtk_accessible_update_property (GTK_ACCESSIBLE (focus_widget_of (item)),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, sentence, -1);
}

static void
refresh (CairnOutline *self)
{
  GHashTableIter iter;
  gpointer item;

  g_clear_pointer (&self->flows, cairn_flow_index_free);
  g_hash_table_iter_init (&iter, self->bound);
  while (g_hash_table_iter_next (&iter, &item, NULL))
    show_item (self, item);
}

/* Brings the rows up to date, now or as soon as they can be seen. */
static void
sync_tree (CairnOutline *self)
{
  self->stale = !gtk_widget_get_mapped (GTK_WIDGET (self));
  if (self->stale)
    return;
  g_clear_pointer (&self->flows, cairn_flow_index_free);
  if (self->editor == NULL)
    cairn_outline_tree_show (self->tree, NULL, NULL);
  else
    cairn_outline_tree_show (self->tree, cairn_editor_get_document (self->editor),
                             cairn_editor_get_diagram (self->editor));
  refresh (self);
}

static GtkListItem *
item_at (CairnOutline *self, guint position)
{
  GHashTableIter iter;
  gpointer item;

  g_hash_table_iter_init (&iter, self->bound);
  while (g_hash_table_iter_next (&iter, &item, NULL))
    if (gtk_list_item_get_position (item) == position)
      return item;
  return NULL;
}

static void
scroll_to (CairnOutline *self, guint position)
{
  gtk_widget_activate_action (GTK_WIDGET (self->view), "list.scroll-to-item", "u", position);
}

static guint
position_of_selected (CairnOutline *self)
{
  g_autoptr (GPtrArray) selected = cairn_editor_dup_selected (self->editor);

  if (selected->len == 0)
    return GTK_INVALID_LIST_POSITION;
  return cairn_outline_tree_reveal (self->tree, g_ptr_array_index (selected, selected->len - 1));
}

static gboolean
has_focus (CairnOutline *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self));
}

/* Goes where somebody else selected something: another panel, a command, undo. */
static gboolean
follow_cb (gpointer data)
{
  CairnOutline *self = data;
  guint position;

  self->follow_id = 0;
  if (self->stale || self->editor == NULL || self->renaming != NULL)
    return G_SOURCE_REMOVE;
  position = position_of_selected (self);
  if (position == GTK_INVALID_LIST_POSITION)
    return G_SOURCE_REMOVE;
  if (has_focus (self))
    cairn_outline_focus_position (self, position);
  else
    scroll_to (self, position);
  return G_SOURCE_REMOVE;
}

/* Not at once: a command selects what it makes before the tree can know of it. */
static void
selection_changed_cb (CairnOutline *self)
{
  if (!cairn_outline_selection_get_changing (self->selection) && self->follow_id == 0)
    self->follow_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, follow_cb, self, NULL);
}

/* Whether no row comes, goes or moves: somebody types the name of a step, say. */
static gboolean
keeps_rows (CairnOutline *self, CairnChangeSet *changes)
{
  if (self->stale || changes->structure || changes->outside)
    return FALSE;
  for (guint i = 0; i < changes->elements->len; i++)
    if (!cairn_outline_tree_is_in_place (self->tree, cairn_editor_get_document (self->editor),
                                         g_ptr_array_index (changes->elements, i)))
      return FALSE;
  return TRUE;
}

/* @element and those that tell of it as the one they lead to or come from. */
static void
add_neighbours (CairnOutline *self, CairnElement *element, GHashTable *set)
{
  CairnDocument *document = cairn_editor_get_document (self->editor);
  const GPtrArray *in = cairn_flow_index_get_in (get_flows (self), element);
  const GPtrArray *out = cairn_flow_index_get_out (get_flows (self), element);

  g_hash_table_add (set, element);
  for (guint i = 0; in != NULL && i < in->len; i++)
    g_hash_table_add (
      set, cairn_document_resolve (document, g_ptr_array_index (in, i), CAIRN_PROP_FROM));
  for (guint i = 0; out != NULL && i < out->len; i++)
    g_hash_table_add (set,
                      cairn_document_resolve (document, g_ptr_array_index (out, i), CAIRN_PROP_TO));
}

static void
refresh_changed (CairnOutline *self, CairnChangeSet *changes)
{
  g_autoptr (GHashTable) set = g_hash_table_new (NULL, NULL);
  GHashTableIter iter;
  gpointer item;

  for (guint i = 0; i < changes->elements->len; i++)
    add_neighbours (self, g_ptr_array_index (changes->elements, i), set);
  g_hash_table_iter_init (&iter, self->bound);
  while (g_hash_table_iter_next (&iter, &item, NULL))
    if (g_hash_table_contains (set, cairn_outline_node_get_element (node_of (item))))
      show_item (self, item);
}

static void
document_changed_cb (CairnOutline *self, CairnChangeSet *changes)
{
  CairnElement *diagram = cairn_editor_get_diagram (self->editor);

  if (keeps_rows (self, changes))
    {
      refresh_changed (self, changes);
      return;
    }
  if (changes->outside || (diagram != NULL && cairn_change_set_touches (changes, diagram)))
    sync_tree (self);
}

static void
timings_changed_cb (CairnOutline *self)
{
  if (!self->stale)
    refresh (self);
}

static gboolean
retell_cb (gpointer data)
{
  CairnOutline *self = data;

  self->retell_id = 0;
  if (self->editor != NULL && !self->stale)
    refresh (self);
  return G_SOURCE_REMOVE;
}

/* The marks on the map may be others now: those of a variant or of what is compared. Not at once:
 * the rows may still be of what was before. */
static void
scene_changed_cb (CairnOutline *self)
{
  CairnElement *diagram = cairn_editor_get_diagram (self->editor);
  gboolean marked
    = cairn_editor_get_comparison (self->editor) != NULL
      || (diagram != NULL
          && cairn_base_get_followed (cairn_editor_get_document (self->editor), diagram) != NULL);

  if ((marked || self->marked) && self->retell_id == 0)
    self->retell_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, retell_cb, self, NULL);
  self->marked = marked;
}

static void
stop_renaming (CairnOutline *self)
{
  g_clear_pointer (&self->renaming, cairn_element_unref);
}

/* Escape in the entry of a step that has only just been made takes it back. */
static gboolean
take_back_fresh (CairnOutline *self, CairnElement *element)
{
  if (!self->fresh || *cairn_element_get_title (element) != '\0')
    return FALSE;
  return cairn_history_undo (cairn_editor_get_history (self->editor));
}

static void
rename_done_cb (CairnNameRow *row, const char *text, CairnRowEnd how, CairnOutline *self)
{
  g_autoptr (CairnElement) element = g_steal_pointer (&self->renaming);
  CairnHistory *history;

  if (element == NULL || self->editor == NULL)
    return;
  history = cairn_editor_get_history (self->editor);
  if (text == NULL)
    take_back_fresh (self, element);
  else if (strcmp (text, cairn_element_get_title (element)) != 0
           && cairn_editor_may_change (self->editor))
    {
      cairn_command_rename (history, element, text);
      cairn_history_seal (history);
    }
  if (how == CAIRN_ROW_NEXT && cairn_element_get_kind (element) != CAIRN_KIND_LANE
      && cairn_element_get_kind (element) != CAIRN_KIND_STAGE)
    cairn_outline_add_next (self, element);
  else if (how != CAIRN_ROW_LEFT)
    cairn_outline_focus_selected (self);
}

static void
activate_cb (CairnOutline *self, guint position)
{
  CairnElement *element = cairn_outline_selection_get_element (self->selection, position);
  g_autoptr (GtkTreeListRow) row = NULL;

  if (element != NULL)
    {
      cairn_outline_edit (self, element, FALSE);
      return;
    }
  row = g_list_model_get_item (G_LIST_MODEL (self->selection), position);
  gtk_tree_list_row_set_expanded (row, !gtk_tree_list_row_get_expanded (row));
}

static CairnElement *
drop_step (GtkDropTarget *target)
{
  GtkTreeExpander *expander
    = GTK_TREE_EXPANDER (gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (target)));
  g_autoptr (CairnOutlineNode) node = gtk_tree_expander_get_item (expander);
  CairnElement *element = node != NULL ? cairn_outline_node_get_element (node) : NULL;

  if (element == NULL || cairn_element_get_kind (element) != CAIRN_KIND_STEP)
    return NULL;
  return element;
}

static GdkDragAction
drop_motion_cb (GtkDropTarget *target, double x, double y)
{
  return drop_step (target) != NULL ? GDK_ACTION_COPY : 0;
}

static gboolean
drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, CairnOutline *self)
{
  CairnElement *step = drop_step (target);
  CairnElement *playbook;

  if (step == NULL || self->editor == NULL)
    return FALSE;
  playbook = cairn_playbook_drag_read (cairn_editor_get_document (self->editor), value);
  return playbook != NULL && cairn_playbook_drag_attach (self->editor, step, playbook);
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, CairnOutline *self)
{
  GtkWidget *expander = gtk_tree_expander_new ();
  GtkWidget *row = cairn_name_row_new ();
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_STRING, GDK_ACTION_COPY);

  g_signal_connect_object (row, "done", G_CALLBACK (rename_done_cb), self, 0);
  g_signal_connect_object (target, "motion", G_CALLBACK (drop_motion_cb), self, 0);
  g_signal_connect_object (target, "drop", G_CALLBACK (drop_cb), self, 0);
  gtk_widget_add_controller (expander, GTK_EVENT_CONTROLLER (target));
  gtk_tree_expander_set_child (GTK_TREE_EXPANDER (expander), row);
  gtk_list_item_set_child (item, expander);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, CairnOutline *self)
{
  gtk_tree_expander_set_list_row (GTK_TREE_EXPANDER (gtk_list_item_get_child (item)),
                                  gtk_list_item_get_item (item));
  g_hash_table_add (self->bound, item);
  if (self->editor != NULL)
    show_item (self, item);
}

static void
unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, CairnOutline *self)
{
  if (cairn_name_row_get_editing (row_of (item)))
    {
      cairn_name_row_stop (row_of (item));
      stop_renaming (self);
    }
  gtk_tree_expander_set_list_row (GTK_TREE_EXPANDER (gtk_list_item_get_child (item)), NULL);
  g_hash_table_remove (self->bound, item);
}

static void
cairn_outline_map (GtkWidget *widget)
{
  CairnOutline *self = CAIRN_OUTLINE (widget);

  GTK_WIDGET_CLASS (cairn_outline_parent_class)->map (widget);
  if (self->stale)
    sync_tree (self);
}

static gboolean
cairn_outline_grab_focus (GtkWidget *widget)
{
  cairn_outline_focus_selected (CAIRN_OUTLINE (widget));
  return TRUE;
}

static void
cairn_outline_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_EDITOR)
    g_value_set_object (value, CAIRN_OUTLINE (object)->editor);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
cairn_outline_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_EDITOR)
    cairn_outline_set_editor (CAIRN_OUTLINE (object), g_value_get_object (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
cairn_outline_dispose (GObject *object)
{
  CairnOutline *self = CAIRN_OUTLINE (object);

  stop_renaming (self);
  g_clear_handle_id (&self->follow_id, g_source_remove);
  g_clear_handle_id (&self->retell_id, g_source_remove);
  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  g_clear_pointer (&self->flows, cairn_flow_index_free);
  g_clear_object (&self->editor_signals);
  g_clear_object (&self->document_signals);
  g_clear_object (&self->selection_signals);
  g_clear_object (&self->selection);
  g_clear_object (&self->tree);
  g_clear_object (&self->editor);
  G_OBJECT_CLASS (cairn_outline_parent_class)->dispose (object);
}

static void
cairn_outline_finalize (GObject *object)
{
  g_hash_table_unref (CAIRN_OUTLINE (object)->bound);
  G_OBJECT_CLASS (cairn_outline_parent_class)->finalize (object);
}

static void
cairn_outline_class_init (CairnOutlineClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = cairn_outline_dispose;
  object_class->finalize = cairn_outline_finalize;
  object_class->get_property = cairn_outline_get_property;
  object_class->set_property = cairn_outline_set_property;
  widget_class->map = cairn_outline_map;
  widget_class->grab_focus = cairn_outline_grab_focus;

  properties[PROP_EDITOR]
    = g_param_spec_object ("editor", NULL, NULL, CAIRN_TYPE_EDITOR,
                           G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/cairn_journeys/Cairn/ui/cairn-outline.ui");
  gtk_widget_class_bind_template_child (widget_class, CairnOutline, scroller);
  gtk_widget_class_bind_template_child (widget_class, CairnOutline, view);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, setup_cb);
  gtk_widget_class_bind_template_callback (widget_class, bind_cb);
  gtk_widget_class_bind_template_callback (widget_class, unbind_cb);
}

static void
cairn_outline_init (CairnOutline *self)
{
  self->bound = g_hash_table_new (NULL, NULL);
  self->tree = cairn_outline_tree_new ();
  self->selection
    = cairn_outline_selection_new (G_LIST_MODEL (cairn_outline_tree_get_rows (self->tree)));

  self->editor_signals = g_signal_group_new (CAIRN_TYPE_EDITOR);
  g_signal_group_connect_swapped (self->editor_signals, "notify::diagram", G_CALLBACK (sync_tree),
                                  self);
  g_signal_group_connect_swapped (self->editor_signals, "notify::timings",
                                  G_CALLBACK (timings_changed_cb), self);
  g_signal_group_connect_swapped (self->editor_signals, "scene-changed",
                                  G_CALLBACK (scene_changed_cb), self);
  self->document_signals = g_signal_group_new (CAIRN_TYPE_DOCUMENT);
  g_signal_group_connect_swapped (self->document_signals, "changed",
                                  G_CALLBACK (document_changed_cb), self);
  self->selection_signals = g_signal_group_new (CAIRN_TYPE_SELECTION);
  g_signal_group_connect_swapped (self->selection_signals, "changed",
                                  G_CALLBACK (selection_changed_cb), self);

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
  cairn_outline_add_keys (self, GTK_WIDGET (self->view));
}

GtkWidget *
cairn_outline_new (void)
{
  return g_object_new (CAIRN_TYPE_OUTLINE, NULL);
}

void
cairn_outline_set_editor (CairnOutline *self, CairnEditor *editor)
{
  g_return_if_fail (CAIRN_IS_OUTLINE (self));
  g_return_if_fail (editor == NULL || CAIRN_IS_EDITOR (editor));

  if (self->editor == editor)
    return;
  stop_renaming (self);
  /* The rows of the old journey go first: nothing may ask the new one about them. */
  cairn_outline_tree_show (self->tree, NULL, NULL);
  g_set_object (&self->editor, editor);
  g_signal_group_set_target (self->editor_signals, editor);
  g_signal_group_set_target (self->document_signals,
                             editor != NULL ? cairn_editor_get_document (editor) : NULL);
  g_signal_group_set_target (self->selection_signals,
                             editor != NULL ? cairn_editor_get_selection (editor) : NULL);
  cairn_outline_selection_set_editor (self->selection, editor);
  sync_tree (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_EDITOR]);
}

void
cairn_outline_focus_selected (CairnOutline *self)
{
  guint position;

  g_return_if_fail (CAIRN_IS_OUTLINE (self));

  if (self->editor == NULL)
    return;
  position = position_of_selected (self);
  cairn_outline_focus_position (self, position != GTK_INVALID_LIST_POSITION ? position : 0);
}

CairnEditor *
cairn_outline_get_editor (CairnOutline *self)
{
  return self->editor;
}

gboolean
cairn_outline_get_editing (CairnOutline *self)
{
  return self->renaming != NULL;
}

void
cairn_outline_edit (CairnOutline *self, CairnElement *element, gboolean fresh)
{
  guint position = cairn_outline_tree_reveal (self->tree, element);
  GtkListItem *item;

  if (cairn_element_get_title_prop (element) == CAIRN_N_PROPS
      || position == GTK_INVALID_LIST_POSITION || !cairn_editor_may_change (self->editor))
    return;
  scroll_to (self, position);
  item = item_at (self, position);
  if (item == NULL)
    return;
  stop_renaming (self);
  self->renaming = cairn_element_ref (element);
  self->fresh = fresh;
  cairn_name_row_edit (row_of (item), cairn_element_get_title (element));
}

guint
cairn_outline_get_focus_position (CairnOutline *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GHashTableIter iter;
  gpointer item;

  g_hash_table_iter_init (&iter, self->bound);
  while (focus != NULL && g_hash_table_iter_next (&iter, &item, NULL))
    if (focus_widget_of (item) == focus)
      return gtk_list_item_get_position (item);
  return GTK_INVALID_LIST_POSITION;
}

void
cairn_outline_focus_position (CairnOutline *self, guint position)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->selection));
  GtkListItem *item;

  if (n == 0)
    return;
  position = MIN (position, n - 1);
  scroll_to (self, position);
  item = item_at (self, position);
  if (item != NULL)
    gtk_widget_grab_focus (focus_widget_of (item));
}
