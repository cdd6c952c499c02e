/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-model"

#include "model/cairn-document.h"

#include "model/cairn-element-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _CairnDocument
{
  GObject parent_instance;

  CairnElement *root;
  GHashTable *by_id;                   /* interned id → element, both borrowed */
  guint last_number[CAIRN_N_KINDS];    /* the highest number an id of that kind has used */
  CairnChangeSet *changes;             /* of the open transaction; NULL: none open */
  guint numbers_before[CAIRN_N_KINDS]; /* last_number when it was opened */
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CairnDocument, cairn_document, G_TYPE_OBJECT)
G_DEFINE_QUARK (cairn - document - error - quark, cairn_document_error)

/* Remembers the number in ids like "step-12", so that new ids never meet old ones. */
static void
note_number (CairnDocument *self, CairnElement *element)
{
  CairnKind kind = cairn_element_get_kind (element);
  const char *prefix = cairn_schema_kind (kind)->prefix;
  const char *id = cairn_element_get_id (element);
  gsize len = strlen (prefix);

  if (strncmp (id, prefix, len) == 0 && id[len] == '-')
    {
      guint64 number = g_ascii_strtoull (id + len + 1, NULL, 10);

      if (number < G_MAXUINT)
        self->last_number[kind] = MAX (self->last_number[kind], (guint) number);
    }
}

static gboolean
register_tree (CairnDocument *self, CairnElement *element, CairnElement **culprit, GError **error)
{
  const char *id = cairn_element_get_id (element);

  if (id != NULL && !g_hash_table_insert (self->by_id, (char *) id, element))
    {
      *culprit = element;
      g_set_error (error, CAIRN_DOCUMENT_ERROR, CAIRN_DOCUMENT_ERROR_DUPLICATE_ID,
                   _ ("the id “%s” is used twice"), id);
      return FALSE;
    }
  if (id != NULL)
    note_number (self, element);
  for (guint i = 0; i < cairn_element_get_n_children (element); i++)
    if (!register_tree (self, cairn_element_get_child (element, i), culprit, error))
      return FALSE;
  return TRUE;
}

static void
unregister_tree (CairnDocument *self, CairnElement *element)
{
  if (cairn_element_get_id (element) != NULL)
    g_hash_table_remove (self->by_id, cairn_element_get_id (element));
  for (guint i = 0; i < cairn_element_get_n_children (element); i++)
    unregister_tree (self, cairn_element_get_child (element, i));
}

static gboolean
check_ref (CairnDocument *self, CairnElement *element, const CairnPropSpec *spec, GError **error)
{
  const char *id = cairn_element_get_string (element, spec->prop);
  CairnElement *target = cairn_document_lookup (self, id);

  if (*id == '\0')
    return TRUE;
  if (target != NULL && (spec->ref_kinds & (1u << cairn_element_get_kind (target))) != 0
      && (spec->anywhere
          || cairn_element_get_diagram (target) == cairn_element_get_diagram (element)))
    return TRUE;
  g_set_error (error, CAIRN_DOCUMENT_ERROR, CAIRN_DOCUMENT_ERROR_DANGLING,
               _ ("%s=\"%s\" names nothing that fits there"), spec->attribute, id);
  return FALSE;
}

static gboolean
check_refs (CairnDocument *self, CairnElement *element, CairnElement **culprit, GError **error)
{
  const CairnKindSpec *spec = cairn_schema_kind (cairn_element_get_kind (element));

  for (guint i = 0; i < spec->n_props; i++)
    if (spec->props[i].type == CAIRN_TYPE_REF && !check_ref (self, element, &spec->props[i], error))
      {
        *culprit = element;
        return FALSE;
      }
  for (guint i = 0; i < cairn_element_get_n_children (element); i++)
    if (!check_refs (self, cairn_element_get_child (element, i), culprit, error))
      return FALSE;
  return TRUE;
}

static void
cairn_document_dispose (GObject *object)
{
  CairnDocument *self = CAIRN_DOCUMENT (object);

  g_clear_pointer (&self->changes, cairn_change_set_free);
  g_clear_pointer (&self->by_id, g_hash_table_unref);
  if (self->root != NULL)
    cairn_element_set_live (self->root, FALSE);
  g_clear_pointer (&self->root, cairn_element_unref);
  G_OBJECT_CLASS (cairn_document_parent_class)->dispose (object);
}

static void
cairn_document_class_init (CairnDocumentClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cairn_document_dispose;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", CAIRN_TYPE_DOCUMENT, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
}

static void
cairn_document_init (CairnDocument *self)
{
  self->by_id = g_hash_table_new (g_direct_hash, g_direct_equal);
}

CairnDocument *
cairn_document_new (void)
{
  g_autoptr (CairnElement) root = cairn_element_new (CAIRN_KIND_JOURNEY, "journey-1");

  return cairn_document_new_from_root (root, NULL, NULL);
}

CairnDocument *
cairn_document_new_from_root (CairnElement *root, CairnElement **culprit, GError **error)
{
  g_autoptr (CairnDocument) self = NULL;
  CairnElement *ignored;

  g_return_val_if_fail (cairn_element_get_kind (root) == CAIRN_KIND_JOURNEY, NULL);

  self = g_object_new (CAIRN_TYPE_DOCUMENT, NULL);
  if (culprit == NULL)
    culprit = &ignored;
  self->root = cairn_element_ref (root);
  if (!register_tree (self, root, culprit, error) || !check_refs (self, root, culprit, error))
    return NULL;
  cairn_element_set_live (root, TRUE);
  return g_steal_pointer (&self);
}

CairnElement *
cairn_document_get_root (CairnDocument *self)
{
  g_return_val_if_fail (CAIRN_IS_DOCUMENT (self), NULL);

  return self->root;
}

CairnElement *
cairn_document_lookup (CairnDocument *self, const char *id)
{
  CairnElement *found;

  g_return_val_if_fail (CAIRN_IS_DOCUMENT (self), NULL);

  if (id == NULL || *id == '\0')
    return NULL;
  /* Ids that come from elements are interned already; any other text is interned for the question.
   */
  found = g_hash_table_lookup (self->by_id, id);
  if (found == NULL)
    {
      char *key = g_ref_string_new_intern (id);

      found = g_hash_table_lookup (self->by_id, key);
      g_ref_string_release (key);
    }
  return found;
}

CairnElement *
cairn_document_resolve (CairnDocument *self, const CairnElement *element, CairnProp prop)
{
  const char *id = cairn_element_get_string (element, prop);

  return *id != '\0' ? g_hash_table_lookup (self->by_id, id) : NULL;
}

char *
cairn_document_new_id (CairnDocument *self, CairnKind kind)
{
  const char *prefix;

  g_return_val_if_fail (CAIRN_IS_DOCUMENT (self), NULL);
  g_return_val_if_fail (kind < CAIRN_KIND_FOREIGN, NULL);

  prefix = cairn_schema_kind (kind)->prefix;
  for (;;)
    {
      g_autofree char *id = g_strdup_printf ("%s-%u", prefix, ++self->last_number[kind]);

      if (cairn_document_lookup (self, id) == NULL)
        return g_steal_pointer (&id);
    }
}

/* Adds the ids of @element and all below it to @seen. */
static gboolean
ids_are_free (CairnDocument *self, CairnElement *element, GHashTable *seen)
{
  const char *id = cairn_element_get_id (element);

  if (id != NULL
      && (g_hash_table_contains (self->by_id, id) || !g_hash_table_add (seen, (char *) id)))
    return FALSE;
  for (guint i = 0; i < cairn_element_get_n_children (element); i++)
    if (!ids_are_free (self, cairn_element_get_child (element, i), seen))
      return FALSE;
  return TRUE;
}

gboolean
cairn_document_accepts (CairnDocument *self, CairnElement *element)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_direct_hash, g_direct_equal);

  g_return_val_if_fail (CAIRN_IS_DOCUMENT (self), FALSE);
  g_return_val_if_fail (element != NULL, FALSE);

  return ids_are_free (self, element, seen);
}

void
cairn_document_begin (CairnDocument *self)
{
  g_return_if_fail (CAIRN_IS_DOCUMENT (self));
  g_return_if_fail (self->changes == NULL);

  self->changes = cairn_change_set_new ();
  memcpy (self->numbers_before, self->last_number, sizeof self->last_number);
}

static void
apply_insert (CairnDocument *self, CairnElement *element, CairnElement *parent, guint index)
{
  CairnElement *culprit;
  g_autoptr (GError) error = NULL;

  cairn_element_attach (element, parent, index);
  if (!register_tree (self, element, &culprit, &error))
    g_critical ("%s", error->message);
  cairn_element_set_live (element, TRUE);
  cairn_change_set_add (self->changes, element, CAIRN_EDIT_INSERT);
}

static void
apply_remove (CairnDocument *self, CairnElement *element)
{
  cairn_change_set_add (self->changes, element, CAIRN_EDIT_REMOVE);
  cairn_element_detach (element);
  unregister_tree (self, element);
}

static void
apply_move (CairnDocument *self, const CairnEdit *edit)
{
  cairn_change_set_add (self->changes, edit->element, CAIRN_EDIT_MOVE);
  cairn_element_detach (edit->element);
  cairn_element_attach (edit->element, edit->new_parent, edit->new_index);
  if (edit->new_parent != edit->old_parent)
    cairn_change_set_add (self->changes, edit->element, CAIRN_EDIT_MOVE);
}

void
cairn_document_apply (CairnDocument *self, const CairnEdit *edit)
{
  g_return_if_fail (CAIRN_IS_DOCUMENT (self));
  g_return_if_fail (self->changes != NULL);

  switch (edit->kind)
    {
    case CAIRN_EDIT_INSERT:
      apply_insert (self, edit->element, edit->new_parent, edit->new_index);
      break;
    case CAIRN_EDIT_REMOVE:
      apply_remove (self, edit->element);
      break;
    case CAIRN_EDIT_MOVE:
      apply_move (self, edit);
      break;
    case CAIRN_EDIT_SET:
      cairn_element_assign (edit->element, edit->prop, &edit->new_value);
      cairn_change_set_add (self->changes, edit->element, CAIRN_EDIT_SET);
      break;
    default:
      g_assert_not_reached ();
    }
}

void
cairn_document_end (CairnDocument *self)
{
  g_autoptr (CairnChangeSet) changes = NULL;

  g_return_if_fail (CAIRN_IS_DOCUMENT (self));
  g_return_if_fail (self->changes != NULL);

  changes = g_steal_pointer (&self->changes);
  if (changes->elements->len > 0)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0, changes);
}

void
cairn_document_forget (CairnDocument *self)
{
  g_return_if_fail (CAIRN_IS_DOCUMENT (self));
  g_return_if_fail (self->changes != NULL);

  g_clear_pointer (&self->changes, cairn_change_set_free);
  memcpy (self->last_number, self->numbers_before, sizeof self->last_number);
}
