/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/cairn-edit.h"

void
cairn_edit_clear (CairnEdit *edit)
{
  g_clear_pointer (&edit->element, cairn_element_unref);
  g_clear_pointer (&edit->old_parent, cairn_element_unref);
  g_clear_pointer (&edit->new_parent, cairn_element_unref);
  if (edit->kind == CAIRN_EDIT_SET)
    {
      cairn_value_clear (&edit->old_value);
      cairn_value_clear (&edit->new_value);
    }
}

static CairnElement *
ref_or_null (CairnElement *element)
{
  return element != NULL ? cairn_element_ref (element) : NULL;
}

CairnEdit
cairn_edit_copy (const CairnEdit *edit)
{
  CairnEdit copy = *edit;

  cairn_element_ref (copy.element);
  ref_or_null (copy.old_parent);
  ref_or_null (copy.new_parent);
  if (edit->kind == CAIRN_EDIT_SET)
    {
      copy.old_value = cairn_value_copy (&edit->old_value);
      copy.new_value = cairn_value_copy (&edit->new_value);
    }
  return copy;
}

CairnEdit
cairn_edit_invert (const CairnEdit *edit)
{
  CairnEdit inverse = { .kind = edit->kind, .element = cairn_element_ref (edit->element) };

  if (edit->kind == CAIRN_EDIT_SET)
    {
      inverse.prop = edit->prop;
      inverse.old_value = cairn_value_copy (&edit->new_value);
      inverse.new_value = cairn_value_copy (&edit->old_value);
      return inverse;
    }
  if (edit->kind != CAIRN_EDIT_MOVE)
    inverse.kind = edit->kind == CAIRN_EDIT_INSERT ? CAIRN_EDIT_REMOVE : CAIRN_EDIT_INSERT;
  inverse.old_parent = ref_or_null (edit->new_parent);
  inverse.old_index = edit->new_index;
  inverse.new_parent = ref_or_null (edit->old_parent);
  inverse.new_index = edit->old_index;
  return inverse;
}

CairnChangeSet *
cairn_change_set_new (void)
{
  CairnChangeSet *self = g_new0 (CairnChangeSet, 1);

  self->elements = g_ptr_array_new_with_free_func ((GDestroyNotify) cairn_element_unref);
  self->diagrams = g_ptr_array_new_with_free_func ((GDestroyNotify) cairn_element_unref);
  return self;
}

void
cairn_change_set_free (CairnChangeSet *self)
{
  g_ptr_array_unref (self->elements);
  g_ptr_array_unref (self->diagrams);
  g_free (self);
}

static void
add_once (GPtrArray *array, CairnElement *element)
{
  /* Edits of one element come in runs, so the last entry answers most questions. */
  if (array->len > 0 && g_ptr_array_index (array, array->len - 1) == element)
    return;
  if (!g_ptr_array_find (array, element, NULL))
    g_ptr_array_add (array, cairn_element_ref (element));
}

void
cairn_change_set_add (CairnChangeSet *self, CairnElement *element, CairnEditKind kind)
{
  CairnElement *diagram = cairn_element_get_diagram (element);

  g_ptr_array_add (self->elements, cairn_element_ref (element));
  self->structure = self->structure || kind != CAIRN_EDIT_SET;
  if (diagram != NULL)
    add_once (self->diagrams, diagram);
  if (diagram == NULL || diagram == element)
    self->outside = TRUE;
}

gboolean
cairn_change_set_touches (const CairnChangeSet *self, const CairnElement *diagram)
{
  return g_ptr_array_find (self->diagrams, diagram, NULL);
}
