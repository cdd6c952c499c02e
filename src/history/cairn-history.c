/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-history"

#include "history/cairn-history.h"

#include <string.h>

/* Steps of undo kept. Old ones go first; one holds a few hundred bytes. */
#define MAX_STEPS 10000

typedef struct
{
  char *label;
  char *merge_key; /* NULL: never melts with its neighbour */
  GArray *edits;   /* of CairnEdit */
  char **selection_before;
  char **selection_after;
} Transaction;

struct _CairnHistory
{
  GObject parent_instance;

  CairnDocument *document;
  CairnSelection *selection;
  GPtrArray *steps; /* of Transaction; those from `done` on are undone */
  guint done;
  int saved; /* `done` when last saved; -1: that state is out of reach */
  gboolean sealed;

  CairnHistoryFollower follower; /* NULL: none */

  Transaction *open;    /* NULL: none, or aborted */
  guint depth;          /* of begins that await their end */
  CairnSelection *kept; /* owned: the real selection during a trial; NULL: there is none */

  struct
  {
    gboolean can_undo, can_redo, modified;
    const char *undo_label, *redo_label;
  } told; /* what the last notify said */
};

enum
{
  PROP_0,
  PROP_CAN_UNDO,
  PROP_CAN_REDO,
  PROP_UNDO_LABEL,
  PROP_REDO_LABEL,
  PROP_MODIFIED,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (CairnHistory, cairn_history, G_TYPE_OBJECT)

static void
transaction_free (Transaction *transaction)
{
  g_free (transaction->label);
  g_free (transaction->merge_key);
  g_array_unref (transaction->edits);
  g_strfreev (transaction->selection_before);
  g_strfreev (transaction->selection_after);
  g_free (transaction);
}

static Transaction *
transaction_new (const char *label, const char *merge_key)
{
  Transaction *transaction = g_new0 (Transaction, 1);

  transaction->label = g_strdup (label);
  transaction->merge_key = g_strdup (merge_key);
  transaction->edits = g_array_new (FALSE, FALSE, sizeof (CairnEdit));
  g_array_set_clear_func (transaction->edits, (GDestroyNotify) cairn_edit_clear);
  return transaction;
}

static void
notify_state (CairnHistory *self)
{
  g_object_freeze_notify (G_OBJECT (self));
#define TELL(field, value, pspec)                                                                  \
  if (self->told.field != (value))                                                                 \
    {                                                                                              \
      self->told.field = (value);                                                                  \
      g_object_notify_by_pspec (G_OBJECT (self), properties[pspec]);                               \
    }
  TELL (can_undo, cairn_history_get_can_undo (self), PROP_CAN_UNDO);
  TELL (can_redo, cairn_history_get_can_redo (self), PROP_CAN_REDO);
  TELL (undo_label, cairn_history_get_undo_label (self), PROP_UNDO_LABEL);
  TELL (redo_label, cairn_history_get_redo_label (self), PROP_REDO_LABEL);
  TELL (modified, cairn_history_get_modified (self), PROP_MODIFIED);
#undef TELL
  g_object_thaw_notify (G_OBJECT (self));
}

static gboolean
same_target (const CairnEdit *a, const CairnEdit *b)
{
  return a->kind == CAIRN_EDIT_SET && b->kind == CAIRN_EDIT_SET && a->element == b->element
         && a->prop == b->prop;
}

/* Appends @edit (taken over) to @edits; a second SET of the same property folds into the first. */
static void
append_edit (GArray *edits, CairnEdit *edit)
{
  for (guint i = edits->len; i > 0; i--)
    {
      CairnEdit *earlier = &g_array_index (edits, CairnEdit, i - 1);

      if (same_target (earlier, edit))
        {
          cairn_value_clear (&earlier->new_value);
          earlier->new_value = cairn_value_copy (&edit->new_value);
          cairn_edit_clear (edit);
          return;
        }
      /* Folding past a change of structure, or far back, is not worth its price. */
      if (earlier->kind != CAIRN_EDIT_SET || edits->len - i >= 16)
        break;
    }
  g_array_append_val (edits, *edit);
}

/* Whether the transaction just closed melts into the step before it. */
static gboolean
may_merge (CairnHistory *self, const Transaction *transaction)
{
  const Transaction *last;

  if (self->sealed || self->done == 0 || self->done != self->steps->len
      || self->saved == (int) self->done)
    return FALSE;
  last = g_ptr_array_index (self->steps, self->done - 1);
  return transaction->merge_key != NULL && g_strcmp0 (last->merge_key, transaction->merge_key) == 0;
}

static void
merge_into_last (CairnHistory *self, Transaction *transaction)
{
  Transaction *last = g_ptr_array_index (self->steps, self->done - 1);

  for (guint i = 0; i < transaction->edits->len; i++)
    append_edit (last->edits, &g_array_index (transaction->edits, CairnEdit, i));
  /* The edits have moved over: nothing is left to clear. */
  g_array_set_clear_func (transaction->edits, NULL);
  g_strfreev (last->selection_after);
  last->selection_after = g_steal_pointer (&transaction->selection_after);
  transaction_free (transaction);
}

static void
push (CairnHistory *self, Transaction *transaction)
{
  if (self->done < self->steps->len)
    g_ptr_array_set_size (self->steps, (int) self->done);
  if (self->saved > (int) self->done)
    self->saved = -1;
  g_ptr_array_add (self->steps, transaction);
  if (self->steps->len > MAX_STEPS)
    {
      g_ptr_array_remove_index (self->steps, 0);
      self->saved = MAX (self->saved - 1, -1);
    }
  self->done = self->steps->len;
}

static void
apply_all (CairnHistory *self, const Transaction *transaction)
{
  for (guint i = 0; i < transaction->edits->len; i++)
    cairn_document_apply (self->document, &g_array_index (transaction->edits, CairnEdit, i));
}

static void
revert_all (CairnHistory *self, const Transaction *transaction)
{
  for (guint i = transaction->edits->len; i > 0; i--)
    {
      CairnEdit inverse = cairn_edit_invert (&g_array_index (transaction->edits, CairnEdit, i - 1));

      cairn_document_apply (self->document, &inverse);
      cairn_edit_clear (&inverse);
    }
}

static void
cairn_history_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  CairnHistory *self = CAIRN_HISTORY (object);

  switch (prop_id)
    {
    case PROP_CAN_UNDO:
      g_value_set_boolean (value, cairn_history_get_can_undo (self));
      break;
    case PROP_CAN_REDO:
      g_value_set_boolean (value, cairn_history_get_can_redo (self));
      break;
    case PROP_UNDO_LABEL:
      g_value_set_string (value, cairn_history_get_undo_label (self));
      break;
    case PROP_REDO_LABEL:
      g_value_set_string (value, cairn_history_get_redo_label (self));
      break;
    case PROP_MODIFIED:
      g_value_set_boolean (value, cairn_history_get_modified (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
cairn_history_dispose (GObject *object)
{
  CairnHistory *self = CAIRN_HISTORY (object);

  g_clear_pointer (&self->open, transaction_free);
  g_clear_pointer (&self->steps, g_ptr_array_unref);
  g_clear_object (&self->selection);
  g_clear_object (&self->kept);
  g_clear_object (&self->document);
  G_OBJECT_CLASS (cairn_history_parent_class)->dispose (object);
}

static void
cairn_history_class_init (CairnHistoryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = cairn_history_dispose;
  object_class->get_property = cairn_history_get_property;

  properties[PROP_CAN_UNDO] = g_param_spec_boolean ("can-undo", NULL, NULL, FALSE, flags);
  properties[PROP_CAN_REDO] = g_param_spec_boolean ("can-redo", NULL, NULL, FALSE, flags);
  properties[PROP_UNDO_LABEL] = g_param_spec_string ("undo-label", NULL, NULL, NULL, flags);
  properties[PROP_REDO_LABEL] = g_param_spec_string ("redo-label", NULL, NULL, NULL, flags);
  properties[PROP_MODIFIED] = g_param_spec_boolean ("modified", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
cairn_history_init (CairnHistory *self)
{
  self->steps = g_ptr_array_new_with_free_func ((GDestroyNotify) transaction_free);
}

CairnHistory *
cairn_history_new (CairnDocument *document, CairnSelection *selection)
{
  CairnHistory *self = g_object_new (CAIRN_TYPE_HISTORY, NULL);

  self->document = g_object_ref (document);
  self->selection = g_object_ref (selection);
  return self;
}

CairnDocument *
cairn_history_get_document (CairnHistory *self)
{
  g_return_val_if_fail (CAIRN_IS_HISTORY (self), NULL);

  return self->document;
}

CairnSelection *
cairn_history_get_selection (CairnHistory *self)
{
  g_return_val_if_fail (CAIRN_IS_HISTORY (self), NULL);

  return self->selection;
}

void
cairn_history_begin (CairnHistory *self, const char *label)
{
  cairn_history_begin_merging (self, label, NULL);
}

void
cairn_history_begin_merging (CairnHistory *self, const char *label, const char *merge_key)
{
  g_return_if_fail (CAIRN_IS_HISTORY (self));
  g_return_if_fail (label != NULL);

  if (self->depth++ > 0)
    return;
  self->open = transaction_new (label, merge_key);
  self->open->selection_before = cairn_selection_dup_ids (self->selection);
  cairn_document_begin (self->document);
}

void
cairn_history_set_follower (CairnHistory *self, CairnHistoryFollower follower)
{
  g_return_if_fail (CAIRN_IS_HISTORY (self));

  self->follower = follower;
}

/* The transaction is still open: what follows becomes part of it, and is followed in its turn. */
static void
follow (CairnHistory *self)
{
  for (guint i = 0; i < self->open->edits->len; i++)
    {
      CairnEdit edit = cairn_edit_copy (&g_array_index (self->open->edits, CairnEdit, i));

      self->follower (self, &edit);
      cairn_edit_clear (&edit);
    }
}

void
cairn_history_end (CairnHistory *self)
{
  Transaction *transaction;

  g_return_if_fail (CAIRN_IS_HISTORY (self));
  g_return_if_fail (self->depth > 0);

  if (self->depth == 1 && self->open != NULL && self->follower != NULL)
    follow (self);
  if (--self->depth > 0 || self->open == NULL)
    return;
  transaction = g_steal_pointer (&self->open);
  if (transaction->edits->len == 0)
    {
      transaction_free (transaction);
      cairn_document_end (self->document);
      return;
    }
  transaction->selection_after = cairn_selection_dup_ids (self->selection);
  if (may_merge (self, transaction))
    merge_into_last (self, transaction);
  else
    push (self, transaction);
  self->sealed = FALSE;
  cairn_document_end (self->document);
  notify_state (self);
}

void
cairn_history_abort (CairnHistory *self)
{
  Transaction *transaction;

  g_return_if_fail (CAIRN_IS_HISTORY (self));
  g_return_if_fail (self->depth > 0);

  self->depth--;
  if (self->open == NULL)
    return;
  transaction = g_steal_pointer (&self->open);
  revert_all (self, transaction);
  if (self->kept != NULL)
    cairn_document_forget (self->document);
  else
    cairn_document_end (self->document);
  cairn_selection_set (self->selection, (const char *const *) transaction->selection_before);
  transaction_free (transaction);
}

void
cairn_history_begin_trial (CairnHistory *self)
{
  g_auto (GStrv) ids = NULL;

  g_return_if_fail (CAIRN_IS_HISTORY (self));
  g_return_if_fail (self->depth == 0 && self->kept == NULL);

  ids = cairn_selection_dup_ids (self->selection);
  self->kept = g_steal_pointer (&self->selection);
  self->selection = cairn_selection_new ();
  cairn_selection_set (self->selection, (const char *const *) ids);
  self->depth = 1;
  self->open = transaction_new ("", NULL);
  cairn_document_begin (self->document);
}

void
cairn_history_end_trial (CairnHistory *self)
{
  Transaction *transaction;

  g_return_if_fail (CAIRN_IS_HISTORY (self));
  g_return_if_fail (self->kept != NULL && self->depth == 1);

  self->depth = 0;
  g_object_unref (self->selection);
  self->selection = g_steal_pointer (&self->kept);
  transaction = g_steal_pointer (&self->open);
  if (transaction == NULL)
    return; /* a command has given up, and taken back what there was */
  revert_all (self, transaction);
  transaction_free (transaction);
  cairn_document_forget (self->document);
}

void
cairn_history_seal (CairnHistory *self)
{
  g_return_if_fail (CAIRN_IS_HISTORY (self));

  self->sealed = TRUE;
}

static void
perform (CairnHistory *self, CairnEdit *edit)
{
  cairn_document_apply (self->document, edit);
  append_edit (self->open->edits, edit);
}

void
cairn_history_insert (CairnHistory *self, CairnElement *element, CairnElement *parent, guint index)
{
  CairnEdit edit = { .kind = CAIRN_EDIT_INSERT };

  g_return_if_fail (CAIRN_IS_HISTORY (self));
  g_return_if_fail (self->open != NULL);
  g_return_if_fail (cairn_element_get_parent (element) == NULL);
  g_return_if_fail (index <= cairn_element_get_n_children (parent));
  g_return_if_fail (cairn_document_accepts (self->document, element));

  edit.element = cairn_element_ref (element);
  edit.new_parent = cairn_element_ref (parent);
  edit.new_index = index;
  perform (self, &edit);
}

void
cairn_history_remove (CairnHistory *self, CairnElement *element)
{
  CairnEdit edit = { .kind = CAIRN_EDIT_REMOVE };

  g_return_if_fail (CAIRN_IS_HISTORY (self));
  g_return_if_fail (self->open != NULL);
  g_return_if_fail (cairn_element_get_parent (element) != NULL);

  edit.element = cairn_element_ref (element);
  edit.old_parent = cairn_element_ref (cairn_element_get_parent (element));
  edit.old_index = cairn_element_get_index (element);
  perform (self, &edit);
}

void
cairn_history_move (CairnHistory *self, CairnElement *element, CairnElement *parent, guint index)
{
  CairnEdit edit = { .kind = CAIRN_EDIT_MOVE };
  CairnElement *old_parent;

  g_return_if_fail (CAIRN_IS_HISTORY (self));
  g_return_if_fail (self->open != NULL);
  old_parent = cairn_element_get_parent (element);
  g_return_if_fail (old_parent != NULL);

  edit.old_index = cairn_element_get_index (element);
  if (old_parent == parent && edit.old_index == index)
    return;
  edit.element = cairn_element_ref (element);
  edit.old_parent = cairn_element_ref (old_parent);
  edit.new_parent = cairn_element_ref (parent);
  edit.new_index = index;
  perform (self, &edit);
}

void
cairn_history_set (CairnHistory *self,
                   CairnElement *element,
                   CairnProp prop,
                   const CairnValue *value)
{
  CairnEdit edit = { .kind = CAIRN_EDIT_SET, .prop = prop };
  const CairnValue *old;

  g_return_if_fail (CAIRN_IS_HISTORY (self));
  g_return_if_fail (self->open != NULL);
  old = cairn_element_get_value (element, prop);
  g_return_if_fail (old != NULL && old->type == value->type);

  if (cairn_value_equal (old, value))
    return;
  edit.element = cairn_element_ref (element);
  edit.old_value = cairn_value_copy (old);
  edit.new_value = cairn_value_copy (value);
  perform (self, &edit);
}

void
cairn_history_set_string (CairnHistory *self,
                          CairnElement *element,
                          CairnProp prop,
                          const char *string)
{
  const CairnPropSpec *spec = cairn_schema_prop (cairn_element_get_kind (element), prop);
  g_auto (CairnValue) value = { 0 };

  g_return_if_fail (spec != NULL);

  value = cairn_value_from_string (spec->type, string);
  cairn_history_set (self, element, prop, &value);
}

void
cairn_history_set_int (CairnHistory *self, CairnElement *element, CairnProp prop, gint64 integer)
{
  const CairnPropSpec *spec = cairn_schema_prop (cairn_element_get_kind (element), prop);
  CairnValue value;

  g_return_if_fail (spec != NULL);

  value = cairn_value_from_int (spec->type, integer);
  cairn_history_set (self, element, prop, &value);
}

gboolean
cairn_history_undo (CairnHistory *self)
{
  const Transaction *transaction;

  g_return_val_if_fail (CAIRN_IS_HISTORY (self), FALSE);

  if (!cairn_history_get_can_undo (self))
    return FALSE;
  transaction = g_ptr_array_index (self->steps, --self->done);
  self->sealed = TRUE;
  cairn_document_begin (self->document);
  revert_all (self, transaction);
  cairn_document_end (self->document);
  cairn_selection_set (self->selection, (const char *const *) transaction->selection_before);
  notify_state (self);
  return TRUE;
}

gboolean
cairn_history_redo (CairnHistory *self)
{
  const Transaction *transaction;

  g_return_val_if_fail (CAIRN_IS_HISTORY (self), FALSE);

  if (!cairn_history_get_can_redo (self))
    return FALSE;
  transaction = g_ptr_array_index (self->steps, self->done++);
  self->sealed = TRUE;
  cairn_document_begin (self->document);
  apply_all (self, transaction);
  cairn_document_end (self->document);
  cairn_selection_set (self->selection, (const char *const *) transaction->selection_after);
  notify_state (self);
  return TRUE;
}

void
cairn_history_mark_saved (CairnHistory *self)
{
  g_return_if_fail (CAIRN_IS_HISTORY (self));

  self->saved = (int) self->done;
  notify_state (self);
}

gboolean
cairn_history_get_modified (CairnHistory *self)
{
  g_return_val_if_fail (CAIRN_IS_HISTORY (self), FALSE);

  return self->saved != (int) self->done;
}

gboolean
cairn_history_get_can_undo (CairnHistory *self)
{
  g_return_val_if_fail (CAIRN_IS_HISTORY (self), FALSE);

  return self->depth == 0 && self->done > 0;
}

gboolean
cairn_history_get_can_redo (CairnHistory *self)
{
  g_return_val_if_fail (CAIRN_IS_HISTORY (self), FALSE);

  return self->depth == 0 && self->done < self->steps->len;
}

const char *
cairn_history_get_undo_label (CairnHistory *self)
{
  g_return_val_if_fail (CAIRN_IS_HISTORY (self), NULL);

  if (self->done == 0)
    return NULL;
  return ((Transaction *) g_ptr_array_index (self->steps, self->done - 1))->label;
}

const char *
cairn_history_get_redo_label (CairnHistory *self)
{
  g_return_val_if_fail (CAIRN_IS_HISTORY (self), NULL);

  if (self->done == self->steps->len)
    return NULL;
  return ((Transaction *) g_ptr_array_index (self->steps, self->done))->label;
}
