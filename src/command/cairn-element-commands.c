/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-command"

#include "command/cairn-element-commands.h"

#include "command/cairn-command-private.h"
#include "command/cairn-twig-private.h"
#include "command/cairn-note-commands.h"
#include "command/cairn-follow.h"
#include "command/cairn-mark-commands.h"
#include "model/cairn-rules.h"

#include <glib/gi18n-lib.h>
#include <math.h>

CairnElement *
cairn_command_create (CairnHistory *history, CairnKind kind)
{
  g_autofree char *id = cairn_document_new_id (cairn_history_get_document (history), kind);

  return cairn_element_new (kind, id);
}

guint
cairn_command_place (CairnElement *parent, CairnKind kind, CairnElement *before)
{
  guint place = 0;

  if (before != NULL)
    return cairn_element_get_index (before);
  for (guint i = 0; i < cairn_element_get_n_children (parent); i++)
    if (cairn_element_get_kind (cairn_element_get_child (parent, i)) <= kind)
      place = i + 1;
  return place;
}

void
cairn_command_move_before (CairnHistory *history, CairnElement *element, CairnElement *before)
{
  CairnElement *parent = cairn_element_get_parent (element);
  guint index;

  if (before == element)
    return;
  index = cairn_command_place (parent, cairn_element_get_kind (element), before);
  if (index > cairn_element_get_index (element))
    index--;
  cairn_history_move (history, element, parent, index);
}

void
cairn_command_select (CairnHistory *history, CairnElement *element)
{
  cairn_selection_set_one (cairn_history_get_selection (history), cairn_element_get_id (element));
}

void
cairn_command_rename (CairnHistory *history, CairnElement *element, const char *text)
{
  CairnProp prop = cairn_element_get_title_prop (element);
  g_autofree char *key = NULL;
  g_autofree char *one_line = NULL;

  g_return_if_fail (prop != CAIRN_N_PROPS);

  one_line = g_strdelimit (g_strdup (text), "\n\r", ' ');
  key = g_strdup_printf ("rename %s", cairn_element_get_id (element));
  cairn_history_begin_merging (history, _ ("Rename"), key);
  cairn_history_set_string (history, element, prop, one_line);
  cairn_history_end (history);
}

/* Takes a mark of which there is one off all steps of the swimlane of @element but this. */
static void
clear_others (CairnHistory *history, CairnElement *element, CairnProp prop)
{
  CAIRN_FOREACH_CHILD (step, cairn_element_get_parent (element), CAIRN_KIND_STEP)
    if (step != element && cairn_element_get_int (step, prop))
      cairn_history_set_int (history, step, prop, FALSE);
}

/* What @prop may be: feelings go from -2 to +2. */
static CairnValue
permitted (CairnProp prop, const CairnValue *value)
{
  CairnValue copy = cairn_value_copy (value);

  if (prop == CAIRN_PROP_FEELING || prop == CAIRN_PROP_FEELING_WANTED)
    copy.number
      = isnan (copy.number) ? NAN : CLAMP (copy.number, -CAIRN_FEELING_MAX, CAIRN_FEELING_MAX);
  return copy;
}

void
cairn_command_set (CairnHistory *history,
                   GPtrArray *elements,
                   CairnProp prop,
                   const CairnValue *value,
                   gboolean typing)
{
  g_autoptr (GString) key = g_string_new (NULL);
  g_autofree char *label = NULL;
  g_auto (CairnValue) wanted = permitted (prop, value);
  gboolean single = cairn_command_is_single_mark (prop) && value->integer;

  g_return_if_fail (elements->len > 0);

  g_string_printf (key, "set %d", prop);
  for (guint i = 0; i < elements->len; i++)
    {
      CairnElement *element = g_ptr_array_index (elements, i);
      const CairnPropSpec *spec = cairn_schema_prop (cairn_element_get_kind (element), prop);

      g_string_append_printf (key, " %s", cairn_element_get_id (element));
      if (label == NULL && spec != NULL)
        /* translators: %s is a property such as “Channel” */
        label = g_strdup_printf (_ ("Change %s"), _ (spec->label));
    }
  g_return_if_fail (label != NULL);

  cairn_history_begin_merging (history, label, typing ? key->str : NULL);
  for (guint i = 0; i < elements->len; i++)
    if (cairn_element_has (g_ptr_array_index (elements, i), prop))
      {
        if (single)
          clear_others (history, g_ptr_array_index (elements, i), prop);
        cairn_history_set (history, g_ptr_array_index (elements, i), prop, &wanted);
      }
  if (prop == CAIRN_PROP_KIND)
    cairn_command_free_notes (history, elements);
  else if (prop == CAIRN_PROP_TEAM)
    cairn_command_gather_teams (history,
                                cairn_element_get_parent (g_ptr_array_index (elements, 0)));
  cairn_history_end (history);
}

static gboolean
is_within_any (CairnElement *element, GHashTable *set)
{
  for (element = cairn_element_get_parent (element); element != NULL;
       element = cairn_element_get_parent (element))
    if (g_hash_table_contains (set, element))
      return TRUE;
  return FALSE;
}

/* Empties the weak references to what goes with @elements. */
static void
let_go (CairnHistory *history, GPtrArray *elements)
{
  g_autoptr (GHashTable) ids = g_hash_table_new (g_direct_hash, g_direct_equal);
  g_autoptr (GPtrArray) weak
    = cairn_rules_dup_weak_dependents (cairn_history_get_document (history), elements, ids);

  for (guint i = 0; i < weak->len; i++)
    {
      CairnElement *element = g_ptr_array_index (weak, i);
      const CairnKindSpec *spec = cairn_schema_kind (cairn_element_get_kind (element));

      for (guint p = 0; p < spec->n_props; p++)
        if (spec->props[p].weak
            && g_hash_table_contains (ids, cairn_element_get_string (element, spec->props[p].prop)))
          cairn_history_set_string (history, element, spec->props[p].prop, "");
    }
}

/* @elements, but not the journey itself, behind what cannot stand without them. */
static GPtrArray *
dup_with_dependents (CairnDocument *document, GPtrArray *elements)
{
  GPtrArray *all = cairn_rules_dup_dependents (document, elements);

  for (guint i = 0; i < elements->len; i++)
    if (g_ptr_array_index (elements, i) != cairn_document_get_root (document))
      g_ptr_array_add (all, g_ptr_array_index (elements, i));
  return all;
}

static GPtrArray *
dup_all_that_goes (CairnDocument *document, GPtrArray *elements)
{
  g_autoptr (GPtrArray) here = dup_with_dependents (document, elements);
  g_autoptr (GPtrArray) elsewhere = cairn_follow_dup_deleted (document, here);

  g_ptr_array_extend (elsewhere, elements, NULL, NULL);
  return dup_with_dependents (document, elsewhere);
}

void
cairn_command_take_away (CairnHistory *history, GPtrArray *elements)
{
  CairnDocument *document = cairn_history_get_document (history);
  g_autoptr (GPtrArray) all = dup_all_that_goes (document, elements);
  g_autoptr (GHashTable) set = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < all->len; i++)
    g_hash_table_add (set, g_ptr_array_index (all, i));
  let_go (history, all);
  /* Dependents come first in the array, so nothing ever refers to what is gone already. */
  for (guint i = 0; i < all->len; i++)
    {
      CairnElement *element = g_ptr_array_index (all, i);

      if (cairn_element_get_parent (element) != NULL && !is_within_any (element, set))
        cairn_history_remove (history, element);
    }
}

void
cairn_command_delete (CairnHistory *history, GPtrArray *elements)
{
  cairn_history_begin (history, _ ("Delete"));
  /* Nothing stays selected, or undo would bring back a selection of things that are not there. */
  cairn_selection_clear (cairn_history_get_selection (history));
  cairn_command_take_away (history, elements);
  cairn_history_end (history);
}

/* A copy is made from nothing and is nobody's twin: or one change of a base would reach it twice.
 */
static gboolean
is_of_the_original (CairnProp prop)
{
  return prop == CAIRN_PROP_BASE || prop == CAIRN_PROP_TWIN || prop == CAIRN_PROP_FIRST_VALUE
         || prop == CAIRN_PROP_CLOCK_START;
}

CairnElement *
cairn_command_copy_tree (CairnHistory *history, CairnElement *element)
{
  CairnKind kind = cairn_element_get_kind (element);
  const CairnKindSpec *spec = cairn_schema_kind (kind);
  g_autoptr (CairnElement) copy = kind == CAIRN_KIND_FOREIGN ? cairn_element_new (kind, NULL)
                                                             : cairn_command_create (history, kind);

  for (guint i = 0; i < spec->n_props; i++)
    if (!is_of_the_original (spec->props[i].prop))
      cairn_element_set_value (copy, spec->props[i].prop,
                               cairn_element_get_value (element, spec->props[i].prop));
  for (guint i = 0; i < cairn_element_get_n_extra (element); i++)
    {
      const char *name, *namespace_uri, *value;

      cairn_element_get_extra (element, i, &name, &namespace_uri, &value);
      cairn_element_add_extra (copy, name, namespace_uri, value);
    }
  for (guint i = 0; i < cairn_element_get_n_children (element); i++)
    {
      g_autoptr (CairnElement) child
        = cairn_command_copy_tree (history, cairn_element_get_child (element, i));

      cairn_element_append (copy, child);
    }
  return g_steal_pointer (&copy);
}

/* Copies the flows and links both of whose ends were copied. @copies: element → its copy. */
static void
copy_connections (CairnHistory *history, CairnElement *diagram, CairnKind kind, GHashTable *copies)
{
  CairnDocument *document = cairn_history_get_document (history);
  g_autoptr (GPtrArray) made
    = g_ptr_array_new_with_free_func ((GDestroyNotify) cairn_element_unref);

  CAIRN_FOREACH_CHILD (connection, diagram, kind)
    {
      CairnElement *from = g_hash_table_lookup (
        copies, cairn_document_resolve (document, connection, CAIRN_PROP_FROM));
      CairnElement *to = g_hash_table_lookup (
        copies, cairn_document_resolve (document, connection, CAIRN_PROP_TO));

      if (from != NULL && to != NULL)
        {
          CairnElement *copy = cairn_command_copy_tree (history, connection);

          cairn_element_set_string (copy, CAIRN_PROP_FROM, cairn_element_get_id (from));
          cairn_element_set_string (copy, CAIRN_PROP_TO, cairn_element_get_id (to));
          g_ptr_array_add (made, copy);
        }
    }
  for (guint i = 0; i < made->len; i++)
    cairn_history_insert (history, g_ptr_array_index (made, i), diagram,
                          cairn_command_place (diagram, kind, NULL));
}

static gboolean
can_duplicate (CairnElement *element)
{
  CairnKind kind = cairn_element_get_kind (element);

  return kind == CAIRN_KIND_STEP || kind == CAIRN_KIND_ITEM || kind == CAIRN_KIND_REQUIREMENT
         || kind == CAIRN_KIND_PLAYBOOK || kind == CAIRN_KIND_TASK || cairn_twig_is (element);
}

/* Whether @element comes along with another one of @elements anyway. */
static gboolean
grows_from_any (GPtrArray *elements, CairnElement *element)
{
  for (CairnElement *e = cairn_element_get_parent (element); e != NULL && cairn_twig_is (e);
       e = cairn_element_get_parent (e))
    if (g_ptr_array_find (elements, e, NULL))
      return TRUE;
  return FALSE;
}

gboolean
cairn_command_duplicate (CairnHistory *history, GPtrArray *elements)
{
  g_autoptr (GHashTable) copies = g_hash_table_new (NULL, NULL);
  g_autoptr (GStrvBuilder) selected = g_strv_builder_new ();
  g_auto (GStrv) ids = NULL;
  CairnElement *diagram = NULL;

  cairn_history_begin (history, _ ("Duplicate"));
  for (guint i = 0; i < elements->len; i++)
    {
      CairnElement *element = g_ptr_array_index (elements, i);
      CairnElement *parent = cairn_element_get_parent (element);
      g_autoptr (CairnElement) copy = NULL;

      if (!can_duplicate (element) || grows_from_any (elements, element))
        continue;
      copy = cairn_command_copy_tree (history, element);
      cairn_history_insert (history, copy, parent, cairn_element_get_index (element) + 1);
      g_hash_table_insert (copies, element, copy);
      g_strv_builder_add (selected, cairn_element_get_id (copy));
      diagram = cairn_element_get_diagram (element);
    }
  if (diagram != NULL)
    {
      copy_connections (history, diagram, CAIRN_KIND_FLOW, copies);
      copy_connections (history, diagram, CAIRN_KIND_LINK, copies);
    }
  ids = g_strv_builder_end (selected);
  if (ids[0] != NULL)
    cairn_selection_set (cairn_history_get_selection (history), (const char *const *) ids);
  cairn_history_end (history);
  return ids[0] != NULL;
}

void
cairn_command_set_aliases (CairnHistory *history, CairnElement *element, const char *const *names)
{
  cairn_history_begin (history, _ ("Change names in the data"));
  for (;;)
    {
      CairnElement *old = cairn_element_first (element, CAIRN_KIND_ALIAS);

      if (old == NULL)
        break;
      cairn_history_remove (history, old);
    }
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autoptr (CairnElement) alias = NULL;
      g_autofree char *name = g_strstrip (g_strdup (names[i]));

      if (*name == '\0')
        continue;
      alias = cairn_command_create (history, CAIRN_KIND_ALIAS);
      cairn_element_set_string (alias, CAIRN_PROP_NAME, name);
      cairn_history_insert (history, alias, element,
                            cairn_command_place (element, CAIRN_KIND_ALIAS, NULL));
    }
  cairn_history_end (history);
}
