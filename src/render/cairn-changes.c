/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/cairn-scene-changes.h"

#include "insight/cairn-diagram-checks.h"
#include "insight/cairn-difference.h"
#include "insight/cairn-variant.h"

#include <glib/gi18n-lib.h>

static GHashTable *
new_table (void)
{
  return g_hash_table_new_full (NULL, NULL, (GDestroyNotify) cairn_element_unref, NULL);
}

static void
add (GHashTable *changes, CairnElement *element, guint bits)
{
  bits |= GPOINTER_TO_UINT (g_hash_table_lookup (changes, element));
  g_hash_table_insert (changes, cairn_element_ref (element), GUINT_TO_POINTER (bits));
}

static GHashTable *
table_or_null (GHashTable *changes)
{
  if (g_hash_table_size (changes) > 0)
    return changes;
  g_hash_table_unref (changes);
  return NULL;
}

GHashTable *
cairn_changes_of_variant (CairnDocument *document, CairnElement *diagram)
{
  g_autoptr (CairnVariant) variant = cairn_variant_new (document, diagram);
  GHashTable *changes;

  /* A diagram that the base has not got is wholly its own: that needs no marks. */
  if (variant == NULL || cairn_variant_get_state (variant, diagram) == CAIRN_VARIANT_OWN
      || cairn_variant_get_state (variant, diagram) == CAIRN_VARIANT_NONE)
    return NULL;
  changes = new_table ();
  for (guint i = 0; i < cairn_element_get_n_children (diagram); i++)
    {
      CairnElement *child = cairn_element_get_child (diagram, i);
      CairnVariantState state = cairn_variant_get_state (variant, child);

      if (state == CAIRN_VARIANT_DIFFERS)
        add (changes, child, CAIRN_CHANGE_DIFFERS);
      else if (state == CAIRN_VARIANT_OWN)
        add (changes, child, CAIRN_CHANGE_OWN);
    }
  return table_or_null (changes);
}

/* What is new or gone as a whole is told of once, but each thing in it is marked. */
static void
add_all (GHashTable *changes, CairnElement *element, CairnElement *diagram, guint bits)
{
  if (cairn_element_get_diagram (element) != diagram)
    return;
  if (element != diagram)
    add (changes, element, bits);
}

GHashTable *
cairn_changes_of_comparison (GPtrArray *differences, CairnElement *diagram)
{
  static const guint bits[CAIRN_N_DIFFERENCE_KINDS] = {
    [CAIRN_DIFFERENCE_ADDED] = CAIRN_CHANGE_ADDED,
    [CAIRN_DIFFERENCE_REMOVED] = CAIRN_CHANGE_REMOVED,
    [CAIRN_DIFFERENCE_MOVED] = CAIRN_CHANGE_MOVED,
    [CAIRN_DIFFERENCE_REWORDED] = CAIRN_CHANGE_REWORDED,
    [CAIRN_DIFFERENCE_CHANGED] = CAIRN_CHANGE_CHANGED,
  };
  GHashTable *changes = new_table ();

  for (guint i = 0; i < differences->len; i++)
    {
      const CairnDifference *difference = g_ptr_array_index (differences, i);

      if (difference->after != NULL)
        add_all (changes, difference->after, diagram, bits[difference->kind]);
      else
        /* It stands on the map of what this one is compared with. */
        add_all (changes, difference->before, diagram, CAIRN_CHANGE_REMOVED);
    }
  return table_or_null (changes);
}

GHashTable *
cairn_changes_add_holes (GHashTable *changes, GPtrArray *checks)
{
  if (changes == NULL)
    changes = new_table ();
  for (guint i = 0; i < checks->len; i++)
    {
      const CairnCheck *check = g_ptr_array_index (checks, i);

      if (check->kind == CAIRN_CHECK_HOLE)
        add (changes, check->element, CAIRN_CHANGE_HOLE);
    }
  return table_or_null (changes);
}

const char *
cairn_change_label (CairnChange change)
{
  static const char *const labels[CAIRN_N_CHANGES]
    = { N_ ("added"),        N_ ("removed"),
        N_ ("moved"),        N_ ("reworded"),
        N_ ("changed"),      N_ ("differs from base"),
        N_ ("own addition"), N_ ("handoff of something unnamed") };

  for (guint i = 0; i < CAIRN_N_CHANGES; i++)
    if (change == 1u << i)
      return _ (labels[i]);
  g_return_val_if_reached (NULL);
}
