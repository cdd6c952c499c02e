/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/cairn-selection.h"

struct _CairnSelection
{
  GObject parent_instance;

  GPtrArray *ids;    /* owned strings, in order */
  GHashTable *index; /* the same strings, borrowed */
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CairnSelection, cairn_selection, G_TYPE_OBJECT)

static void
emit_changed (CairnSelection *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
append (CairnSelection *self, const char *id)
{
  char *copy;

  if (g_hash_table_contains (self->index, id))
    return;
  copy = g_strdup (id);
  g_ptr_array_add (self->ids, copy);
  g_hash_table_add (self->index, copy);
}

static void
cairn_selection_finalize (GObject *object)
{
  CairnSelection *self = CAIRN_SELECTION (object);

  g_hash_table_unref (self->index);
  g_ptr_array_unref (self->ids);
  G_OBJECT_CLASS (cairn_selection_parent_class)->finalize (object);
}

static void
cairn_selection_class_init (CairnSelectionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cairn_selection_finalize;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", CAIRN_TYPE_SELECTION, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
cairn_selection_init (CairnSelection *self)
{
  self->ids = g_ptr_array_new_with_free_func (g_free);
  self->index = g_hash_table_new (g_str_hash, g_str_equal);
}

CairnSelection *
cairn_selection_new (void)
{
  return g_object_new (CAIRN_TYPE_SELECTION, NULL);
}

gboolean
cairn_selection_contains (CairnSelection *self, const char *id)
{
  g_return_val_if_fail (CAIRN_IS_SELECTION (self), FALSE);

  return id != NULL && g_hash_table_contains (self->index, id);
}

guint
cairn_selection_get_n (CairnSelection *self)
{
  g_return_val_if_fail (CAIRN_IS_SELECTION (self), 0);

  return self->ids->len;
}

char **
cairn_selection_dup_ids (CairnSelection *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  g_return_val_if_fail (CAIRN_IS_SELECTION (self), NULL);

  for (guint i = 0; i < self->ids->len; i++)
    g_strv_builder_add (builder, g_ptr_array_index (self->ids, i));
  return g_strv_builder_end (builder);
}

GPtrArray *
cairn_selection_dup_elements (CairnSelection *self, CairnDocument *document)
{
  GPtrArray *elements = g_ptr_array_new ();

  g_return_val_if_fail (CAIRN_IS_SELECTION (self), elements);

  for (guint i = 0; i < self->ids->len; i++)
    {
      CairnElement *element = cairn_document_lookup (document, g_ptr_array_index (self->ids, i));

      if (element != NULL)
        g_ptr_array_add (elements, element);
    }
  return elements;
}

CairnElement *
cairn_selection_get_single (CairnSelection *self, CairnDocument *document)
{
  g_autoptr (GPtrArray) elements = cairn_selection_dup_elements (self, document);

  return elements->len == 1 ? g_ptr_array_index (elements, 0) : NULL;
}

void
cairn_selection_clear (CairnSelection *self)
{
  cairn_selection_set (self, NULL);
}

void
cairn_selection_set (CairnSelection *self, const char *const *ids)
{
  gboolean same = TRUE;
  guint n = ids != NULL ? g_strv_length ((char **) ids) : 0;

  g_return_if_fail (CAIRN_IS_SELECTION (self));

  for (guint i = 0; i < n && same; i++)
    same = i < self->ids->len && g_str_equal (ids[i], g_ptr_array_index (self->ids, i));
  if (same && n == self->ids->len)
    return;
  g_hash_table_remove_all (self->index);
  g_ptr_array_set_size (self->ids, 0);
  for (guint i = 0; i < n; i++)
    append (self, ids[i]);
  emit_changed (self);
}

void
cairn_selection_set_one (CairnSelection *self, const char *id)
{
  cairn_selection_set (self, (const char *[]){ id, NULL });
}

void
cairn_selection_add (CairnSelection *self, const char *id)
{
  g_return_if_fail (CAIRN_IS_SELECTION (self));

  if (!cairn_selection_contains (self, id))
    {
      append (self, id);
      emit_changed (self);
    }
}

void
cairn_selection_toggle (CairnSelection *self, const char *id)
{
  char *stored;

  g_return_if_fail (CAIRN_IS_SELECTION (self));

  if (!cairn_selection_contains (self, id))
    {
      cairn_selection_add (self, id);
      return;
    }
  stored = g_hash_table_lookup (self->index, id);
  g_hash_table_remove (self->index, stored);
  g_ptr_array_remove (self->ids, stored);
  emit_changed (self);
}
