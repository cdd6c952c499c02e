/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-command"

#include "command/cairn-variant-commands.h"

#include "command/cairn-command-private.h"
#include "model/cairn-base.h"
#include "model/cairn-element-copy.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  CairnDocument *document;
  GHashTable *ids; /* id of what is copied → id of its copy */
} Copying;

static char *
new_id (const CairnElement *element, gpointer data)
{
  Copying *copying = data;
  char *id = cairn_document_new_id (copying->document, cairn_element_get_kind (element));

  g_hash_table_insert (copying->ids, g_strdup (cairn_element_get_id (element)), g_strdup (id));
  return id;
}

/* Notes that @copy and all below it are made from @original. */
static void
set_bases (CairnElement *copy, const CairnElement *original)
{
  if (cairn_element_has (copy, CAIRN_PROP_BASE))
    cairn_element_set_string (copy, CAIRN_PROP_BASE, cairn_element_get_id (original));
  for (guint i = 0; i < cairn_element_get_n_children (copy); i++)
    set_bases (cairn_element_get_child (copy, i), cairn_element_get_child (original, i));
}

/* What in @copy was made from something in @segment, of which @copy becomes a part or a neighbour,
 * is on its own: or each change there would look as if it were meant for both. */
static void
drop_bases_within (CairnDocument *document, CairnElement *copy, const CairnElement *segment)
{
  CairnElement *base = cairn_base_get (document, copy);

  if (base != NULL && cairn_element_ancestor (base, CAIRN_KIND_SEGMENT) == segment)
    cairn_element_set_string (copy, CAIRN_PROP_BASE, "");
  for (guint i = 0; i < cairn_element_get_n_children (copy); i++)
    drop_bases_within (document, cairn_element_get_child (copy, i), segment);
}

/* A copy cannot be the same as a lane or stage that is not copied with it. */
static void
drop_twins (CairnElement *copy, GHashTable *ids)
{
  if (cairn_element_has (copy, CAIRN_PROP_TWIN)
      && !g_hash_table_contains (ids, cairn_element_get_string (copy, CAIRN_PROP_TWIN)))
    cairn_element_set_string (copy, CAIRN_PROP_TWIN, "");
  for (guint i = 0; i < cairn_element_get_n_children (copy); i++)
    drop_twins (cairn_element_get_child (copy, i), ids);
}

CairnElement *
cairn_command_copy_whole (CairnHistory *history, CairnElement *original, gboolean made_from)
{
  CairnDocument *document = cairn_history_get_document (history);
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  Copying copying = { document, ids };
  CairnElement *copy = cairn_element_copy (original, new_id, &copying);

  drop_twins (copy, ids);
  cairn_element_redirect (copy, ids);
  if (made_from)
    set_bases (copy, original);
  else
    drop_bases_within (document, copy, cairn_element_ancestor (original, CAIRN_KIND_SEGMENT));
  return copy;
}

/* Names in the data belong to one segment, or its customers would be counted twice. */
static void
remove_aliases (CairnHistory *history, CairnElement *segment)
{
  for (;;)
    {
      CairnElement *alias = cairn_element_first (segment, CAIRN_KIND_ALIAS);

      if (alias == NULL)
        return;
      cairn_history_remove (history, alias);
    }
}

static CairnElement *
insert_segment (CairnHistory *history, CairnElement *copy, CairnElement *behind, const char *name)
{
  CairnElement *root = cairn_element_get_parent (behind);

  cairn_element_set_string (copy, CAIRN_PROP_NAME, name);
  cairn_history_insert (history, copy, root, cairn_element_get_index (behind) + 1);
  remove_aliases (history, copy);
  return copy;
}

/* The last of @base and the variants that stand behind it. */
static CairnElement *
last_of_family (CairnDocument *document, CairnElement *base)
{
  CairnElement *last = base;

  for (CairnElement *next = cairn_element_next (base); next != NULL;
       next = cairn_element_next (next))
    {
      CairnElement *ancestor = cairn_base_get (document, next);

      for (guint i = 0; i < 64 && ancestor != NULL && ancestor != base; i++)
        ancestor = cairn_base_get (document, ancestor);
      if (ancestor != base)
        break;
      last = next;
    }
  return last;
}

CairnElement *
cairn_command_add_variant (CairnHistory *history, CairnElement *base, const char *name)
{
  g_autoptr (CairnElement) copy = NULL;

  g_return_val_if_fail (cairn_element_get_kind (base) == CAIRN_KIND_SEGMENT, NULL);

  copy = cairn_command_copy_whole (history, base, TRUE);
  cairn_history_begin (history, _ ("Add variant of a segment"));
  insert_segment (history, copy, last_of_family (cairn_history_get_document (history), base), name);
  cairn_history_end (history);
  return copy;
}

CairnElement *
cairn_command_duplicate_segment (CairnHistory *history, CairnElement *segment, const char *name)
{
  g_autoptr (CairnElement) copy = NULL;

  g_return_val_if_fail (cairn_element_get_kind (segment) == CAIRN_KIND_SEGMENT, NULL);

  copy = cairn_command_copy_whole (history, segment, FALSE);
  cairn_history_begin (history, _ ("Duplicate segment"));
  insert_segment (history, copy, last_of_family (cairn_history_get_document (history), segment),
                  name);
  cairn_history_end (history);
  return copy;
}

static void
insert_behind (CairnHistory *history, CairnElement *copy, CairnElement *original)
{
  cairn_history_insert (history, copy, cairn_element_get_parent (original),
                        cairn_element_get_index (original) + 1);
}

/* Within one segment no two may follow the same base. */
static void
drop_bases (CairnElement *copy)
{
  if (cairn_element_has (copy, CAIRN_PROP_BASE))
    cairn_element_set_string (copy, CAIRN_PROP_BASE, "");
  for (guint i = 0; i < cairn_element_get_n_children (copy); i++)
    drop_bases (cairn_element_get_child (copy, i));
}

CairnElement *
cairn_command_duplicate_diagram (CairnHistory *history, CairnElement *diagram, const char *name)
{
  g_autoptr (CairnElement) copy = NULL;

  g_return_val_if_fail (cairn_kind_is_diagram (cairn_element_get_kind (diagram)), NULL);

  copy = cairn_command_copy_whole (history, diagram, FALSE);
  drop_bases (copy);
  cairn_element_set_string (copy, CAIRN_PROP_NAME, name);
  if (cairn_element_has (copy, CAIRN_PROP_VERSION))
    cairn_element_set_int (copy, CAIRN_PROP_VERSION, CAIRN_VERSION_NONE);
  cairn_history_begin (history, _ ("Duplicate diagram"));
  insert_behind (history, copy, diagram);
  cairn_history_end (history);
  return copy;
}

CairnElement *
cairn_command_add_to_be (CairnHistory *history, CairnElement *diagram)
{
  g_autoptr (CairnElement) copy = NULL;

  g_return_val_if_fail (cairn_element_has (diagram, CAIRN_PROP_VERSION), NULL);

  copy = cairn_command_copy_whole (history, diagram, TRUE);
  cairn_element_set_int (copy, CAIRN_PROP_VERSION, CAIRN_VERSION_TO_BE);
  cairn_history_begin (history, _ ("Add to-be version"));
  if (cairn_element_get_int (diagram, CAIRN_PROP_VERSION) == CAIRN_VERSION_NONE)
    cairn_history_set_int (history, diagram, CAIRN_PROP_VERSION, CAIRN_VERSION_AS_IS);
  insert_behind (history, copy, diagram);
  cairn_history_end (history);
  return copy;
}

/* ---- back to the base ---- */

/* Whether @value may be what @element says of @spec: what has to stand in the same diagram does. */
static gboolean
is_in_reach (CairnDocument *document,
             CairnElement *element,
             const CairnPropSpec *spec,
             const CairnValue *value)
{
  CairnElement *named;

  if (spec->type != CAIRN_TYPE_REF || spec->anywhere || *value->string == '\0')
    return TRUE;
  named = cairn_document_lookup (document, value->string);
  return named != NULL && cairn_element_get_diagram (named) == cairn_element_get_diagram (element);
}

static void
reset_props (CairnHistory *history, CairnElement *element, CairnElement *base, GHashTable *index)
{
  const CairnKindSpec *spec = cairn_schema_kind (cairn_element_get_kind (element));

  for (guint i = 0; i < spec->n_props; i++)
    {
      CairnProp prop = spec->props[i].prop;
      g_auto (CairnValue) value = { 0 };

      if (!cairn_base_inherits (cairn_element_get_kind (element), prop))
        continue;
      /* A step cannot stand in a lane that the variant has not got. */
      if ((cairn_base_dup_value (cairn_history_get_document (history), element, base, prop, index,
                                 &value)
           && is_in_reach (cairn_history_get_document (history), element, &spec->props[i], &value))
          || spec->props[i].weak)
        cairn_history_set (history, element, prop, &value);
    }
}

/* What tells one attached playbook, or one name in the data, from another. */
static const char *
detail_key (const CairnElement *detail)
{
  return cairn_element_get_string (detail, cairn_element_get_kind (detail) == CAIRN_KIND_ATTACHMENT
                                             ? CAIRN_PROP_PLAYBOOK
                                             : CAIRN_PROP_NAME);
}

static CairnElement *
find_detail (const CairnElement *parent, const CairnElement *detail)
{
  CAIRN_FOREACH_CHILD (one, parent, cairn_element_get_kind (detail))
    if (strcmp (detail_key (one), detail_key (detail)) == 0)
      return one;
  return NULL;
}

static void
reset_details (CairnHistory *history, CairnElement *element, CairnElement *base, CairnKind kind)
{
  for (guint i = cairn_element_get_n_children (element); i > 0; i--)
    {
      CairnElement *detail = cairn_element_get_child (element, i - 1);

      if (cairn_element_get_kind (detail) == kind && find_detail (base, detail) == NULL)
        cairn_history_remove (history, detail);
    }
  CAIRN_FOREACH_CHILD (detail, base, kind)
    if (find_detail (element, detail) == NULL)
      {
        g_autoptr (CairnElement) made = cairn_command_create (history, kind);
        CairnProp prop = kind == CAIRN_KIND_ATTACHMENT ? CAIRN_PROP_PLAYBOOK : CAIRN_PROP_NAME;

        cairn_element_set_string (made, prop, detail_key (detail));
        cairn_history_insert (history, made, element, cairn_command_place (element, kind, NULL));
      }
}

/* The flows that the happy path @base takes, as far as they stand in the variant. Borrowed. */
static GPtrArray *
dup_way (CairnDocument *document, CairnElement *base, GHashTable *index)
{
  GPtrArray *way = g_ptr_array_new ();

  CAIRN_FOREACH_CHILD (via, base, CAIRN_KIND_VIA)
    {
      CairnElement *flow
        = g_hash_table_lookup (index, cairn_document_resolve (document, via, CAIRN_PROP_FLOW));

      if (flow != NULL)
        g_ptr_array_add (way, flow);
    }
  return way;
}

static gboolean
takes_way (CairnElement *path, GPtrArray *way)
{
  guint i = 0;

  CAIRN_FOREACH_CHILD (via, path, CAIRN_KIND_VIA)
    {
      if (i >= way->len
          || cairn_element_get_string (via, CAIRN_PROP_FLOW)
               != cairn_element_get_id (g_ptr_array_index (way, i)))
        return FALSE;
      i++;
    }
  return i == way->len;
}

/* The flows of a happy path are those of @base again; @index: of what stands for what. */
static void
reset_way (CairnHistory *history, CairnElement *path, CairnElement *base, GHashTable *index)
{
  g_autoptr (GPtrArray) way = dup_way (cairn_history_get_document (history), base, index);

  if (takes_way (path, way))
    return;
  for (guint n = cairn_element_count (path, CAIRN_KIND_VIA); n > 0; n--)
    cairn_history_remove (history, cairn_element_first (path, CAIRN_KIND_VIA));
  for (guint i = 0; i < way->len; i++)
    {
      g_autoptr (CairnElement) via = cairn_command_create (history, CAIRN_KIND_VIA);

      cairn_element_set_string (via, CAIRN_PROP_FLOW,
                                cairn_element_get_id (g_ptr_array_index (way, i)));
      cairn_history_insert (history, via, path, cairn_command_place (path, CAIRN_KIND_VIA, NULL));
    }
}

static gboolean
reset_one (CairnHistory *history, CairnElement *element)
{
  CairnElement *base = cairn_base_get (cairn_history_get_document (history), element);
  CairnElement *segment = cairn_element_ancestor (element, CAIRN_KIND_SEGMENT);
  CairnElement *diagram = cairn_element_get_diagram (element);
  g_autoptr (GHashTable) index = NULL;

  if (base == NULL || segment == NULL)
    return FALSE;
  index = cairn_base_index (cairn_history_get_document (history),
                            cairn_base_get_followed (cairn_history_get_document (history), element)
                                  != NULL
                                || diagram == NULL
                              ? segment
                              : diagram);
  reset_props (history, element, base, index);
  if (cairn_element_get_kind (element) == CAIRN_KIND_ITEM)
    cairn_command_drop_backward_links (history, element);
  else if (cairn_element_get_kind (element) == CAIRN_KIND_STEP)
    reset_details (history, element, base, CAIRN_KIND_ATTACHMENT);
  else if (cairn_element_get_kind (element) == CAIRN_KIND_STAGE)
    reset_details (history, element, base, CAIRN_KIND_ALIAS);
  else if (cairn_element_get_kind (element) == CAIRN_KIND_PATH)
    reset_way (history, element, base, index);
  return TRUE;
}

gboolean
cairn_command_reset_to_base (CairnHistory *history, GPtrArray *elements)
{
  gboolean any = FALSE;

  cairn_history_begin (history, _ ("Reset to base"));
  for (guint i = 0; i < elements->len; i++)
    any |= reset_one (history, g_ptr_array_index (elements, i));
  cairn_history_end (history);
  return any;
}

/* ---- order ---- */

static const char *
move_label (CairnElement *element)
{
  return cairn_element_get_kind (element) == CAIRN_KIND_SEGMENT ? _ ("Move segment")
                                                                : _ ("Move diagram");
}

/* References within a diagram go along with it; BASE of a version that leaves its segment stays,
 * and makes it follow. */
gboolean
cairn_command_place_before (CairnHistory *history,
                            CairnElement *element,
                            CairnElement *parent,
                            CairnElement *before)
{
  guint index = cairn_command_place (parent, cairn_element_get_kind (element), before);

  if (parent == cairn_element_get_parent (element))
    {
      if (index > cairn_element_get_index (element))
        index--;
      if (index == cairn_element_get_index (element))
        return FALSE;
    }
  cairn_history_begin (history, move_label (element));
  cairn_history_move (history, element, parent, index);
  cairn_history_end (history);
  return TRUE;
}

static gboolean
is_sibling (const CairnElement *a, const CairnElement *b)
{
  return cairn_element_get_kind (a) == cairn_element_get_kind (b)
         || (cairn_kind_is_diagram (cairn_element_get_kind (a))
             && cairn_kind_is_diagram (cairn_element_get_kind (b)));
}

gboolean
cairn_command_shift_place (CairnHistory *history, CairnElement *element, int by)
{
  CairnElement *parent = cairn_element_get_parent (element);
  g_autofree char *key = g_strdup_printf ("shift %s", cairn_element_get_id (element));
  int at = (int) cairn_element_get_index (element);

  for (;;)
    {
      at += by < 0 ? -1 : 1;
      if (at < 0 || at >= (int) cairn_element_get_n_children (parent))
        return FALSE;
      if (is_sibling (element, cairn_element_get_child (parent, (guint) at)))
        break;
    }
  cairn_history_begin_merging (history, move_label (element), key);
  cairn_history_move (history, element, parent, (guint) at);
  cairn_history_end (history);
  return TRUE;
}
