/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command/cairn-follow.h"

#include "command/cairn-command-private.h"
#include "command/cairn-path-commands.h"
#include "model/cairn-base.h"
#include "model/cairn-rules.h"

/* What a variant has of its own from the start. */
static gboolean
is_own (const CairnElement *element, CairnProp prop)
{
  return !cairn_base_inherits (cairn_element_get_kind (element), prop);
}

static gboolean
is_within_journey (CairnDocument *document, const CairnElement *element)
{
  return cairn_element_ancestor (element, CAIRN_KIND_JOURNEY) == cairn_document_get_root (document);
}

/* The diagrams of other segments that are made from @diagram. Borrowed elements. */
static GPtrArray *
dup_variants (CairnDocument *document, const CairnElement *diagram)
{
  GPtrArray *variants = g_ptr_array_new ();
  CairnKind kind = cairn_element_get_kind (diagram);

  if (!cairn_element_has (diagram, CAIRN_PROP_BASE))
    return variants;
  CAIRN_FOREACH_CHILD (segment, cairn_document_get_root (document), CAIRN_KIND_SEGMENT)
    if (segment != cairn_element_get_parent (diagram))
      CAIRN_FOREACH_CHILD (one, segment, kind)
        if (cairn_element_get_string (one, CAIRN_PROP_BASE) == cairn_element_get_id (diagram))
          g_ptr_array_add (variants, one);
  return variants;
}

CairnElement *
cairn_follow_find (const CairnElement *diagram, const CairnElement *element)
{
  const char *id = cairn_element_get_id (element);

  if (cairn_element_get_string (diagram, CAIRN_PROP_BASE) == id)
    return (CairnElement *) diagram;
  if (!cairn_element_has (element, CAIRN_PROP_BASE))
    return NULL;
  CAIRN_FOREACH_CHILD (one, diagram, cairn_element_get_kind (element))
    if (cairn_element_get_string (one, CAIRN_PROP_BASE) == id)
      return one;
  return NULL;
}

static CairnElement *
segment_of (const CairnElement *element)
{
  return cairn_element_ancestor (element, CAIRN_KIND_SEGMENT);
}

/* What stands for @named, something in the segment that @variant's base is in, in the segment of
 * @variant; NULL if nothing. */
static CairnElement *
find_in_segment (const CairnElement *variant, const CairnElement *named)
{
  const CairnElement *diagram = cairn_element_get_diagram (named);

  if (diagram == NULL)
    return NULL;
  if (cairn_element_get_string (variant, CAIRN_PROP_BASE) == cairn_element_get_id (diagram))
    return cairn_follow_find (variant, named);
  CAIRN_FOREACH_CHILD (one, segment_of (variant), cairn_element_get_kind (diagram))
    if (cairn_element_has (one, CAIRN_PROP_BASE)
        && cairn_element_get_string (one, CAIRN_PROP_BASE) == cairn_element_get_id (diagram))
      return cairn_follow_find (one, named);
  return NULL;
}

/* What @value, a value that @spec has in the base, is in @variant; FALSE if it names something that
 * has no like there and cannot be without. */
static gboolean
translate (CairnDocument *document,
           const CairnElement *variant,
           const CairnPropSpec *spec,
           const CairnValue *value,
           CairnValue *translated)
{
  CairnElement *base = cairn_document_resolve (document, variant, CAIRN_PROP_BASE);
  CairnElement *named = spec->type == CAIRN_TYPE_REF && *value->string != '\0'
                          ? cairn_document_lookup (document, value->string)
                          : NULL;
  CairnElement *like;

  if (named == NULL || base == NULL || segment_of (named) != segment_of (base))
    {
      *translated = cairn_value_copy (value);
      return TRUE;
    }
  like = find_in_segment (variant, named);
  if (like == NULL && !spec->weak)
    return FALSE;
  *translated
    = cairn_value_from_string (CAIRN_TYPE_REF, like != NULL ? cairn_element_get_id (like) : "");
  return TRUE;
}

gboolean
cairn_follow_agrees (CairnDocument *document,
                     const CairnElement *base,
                     const CairnElement *element,
                     CairnProp prop)
{
  const CairnPropSpec *spec = cairn_schema_prop (cairn_element_get_kind (base), prop);
  g_auto (CairnValue) expected = { .type = CAIRN_TYPE_INT };

  return is_own (element, prop)
         || (translate (document, cairn_element_get_diagram (element), spec,
                        cairn_element_get_value (base, prop), &expected)
             && cairn_value_equal (&expected, cairn_element_get_value (element, prop)));
}

/* ---- twins ---- */

static void
rename_twin (CairnHistory *history, CairnElement *twin, const char *name)
{
  cairn_history_set_string (history, twin, cairn_element_get_title_prop (twin), name);
}

static void
follow_name (CairnHistory *history, CairnElement *element)
{
  CairnDocument *document = cairn_history_get_document (history);
  const char *name = cairn_element_get_title (element);

  if (cairn_element_get_kind (element) == CAIRN_KIND_ITEM)
    {
      CairnElement *twin = cairn_document_resolve (document, element, CAIRN_PROP_TWIN);

      if (twin != NULL)
        rename_twin (history, twin, name);
      return;
    }
  CAIRN_FOREACH_CHILD (segment, cairn_document_get_root (document), CAIRN_KIND_SEGMENT)
    CAIRN_FOREACH_CHILD (sipoc, segment, CAIRN_KIND_SIPOC)
      CAIRN_FOREACH_CHILD (item, sipoc, CAIRN_KIND_ITEM)
        if (cairn_element_get_string (item, CAIRN_PROP_TWIN) == cairn_element_get_id (element))
          rename_twin (history, item, name);
}

/* ---- variants ---- */

static void
follow_set (CairnHistory *history, const CairnEdit *edit, const CairnElement *variant)
{
  CairnDocument *document = cairn_history_get_document (history);
  CairnElement *like = cairn_follow_find (variant, edit->element);
  const CairnPropSpec *spec
    = cairn_schema_prop (cairn_element_get_kind (edit->element), edit->prop);
  g_auto (CairnValue) was = { .type = CAIRN_TYPE_INT };
  g_auto (CairnValue) is = { .type = CAIRN_TYPE_INT };

  if (like != NULL && translate (document, variant, spec, &edit->old_value, &was)
      && translate (document, variant, spec, &edit->new_value, &is)
      && cairn_value_equal (&was, cairn_element_get_value (like, edit->prop)))
    {
      cairn_history_set (history, like, edit->prop, &is);
      if (edit->prop == CAIRN_PROP_COLUMN)
        cairn_command_drop_backward_links (history, like);
    }
}

/* Where in @parent that stands which is like @element in the base: behind what is like its nearest
 * elder sibling. */
static guint
place_like (const CairnElement *element, CairnElement *parent)
{
  const CairnElement *base_parent = cairn_element_get_parent (element);
  CairnKind kind = cairn_element_get_kind (element);
  CairnElement *first = cairn_element_first (parent, kind);

  for (guint i = cairn_element_get_index (element); i > 0; i--)
    {
      CairnElement *elder = cairn_element_get_child (base_parent, i - 1);
      CairnElement *like = cairn_element_get_kind (elder) == kind
                             ? cairn_follow_find (cairn_element_get_diagram (parent), elder)
                             : NULL;

      if (like != NULL && cairn_element_get_parent (like) == parent)
        return cairn_element_get_index (like) + 1;
    }
  return first != NULL ? cairn_element_get_index (first) : cairn_command_place (parent, kind, NULL);
}

/* A copy of @element for @variant, made from it; NULL if it refers to what is not there. */
static CairnElement *
copy_for (CairnHistory *history, const CairnElement *element, const CairnElement *variant)
{
  CairnKind kind = cairn_element_get_kind (element);
  const CairnKindSpec *spec = cairn_schema_kind (kind);
  g_autoptr (CairnElement) copy = cairn_command_create (history, kind);

  for (guint i = 0; i < spec->n_props; i++)
    {
      g_auto (CairnValue) value = { .type = CAIRN_TYPE_INT };

      if (is_own (element, spec->props[i].prop))
        continue;
      if (!translate (cairn_history_get_document (history), variant, &spec->props[i],
                      cairn_element_get_value (element, spec->props[i].prop), &value))
        return NULL;
      cairn_element_set_value (copy, spec->props[i].prop, &value);
    }
  if (cairn_element_has (copy, CAIRN_PROP_BASE))
    cairn_element_set_string (copy, CAIRN_PROP_BASE, cairn_element_get_id (element));
  for (guint i = 0; i < cairn_element_get_n_children (element); i++)
    {
      CairnElement *child = cairn_element_get_child (element, i);
      g_autoptr (CairnElement) child_copy = cairn_element_get_kind (child) != CAIRN_KIND_FOREIGN
                                              ? copy_for (history, child, variant)
                                              : NULL;

      if (child_copy != NULL)
        cairn_element_append (copy, child_copy);
    }
  return g_steal_pointer (&copy);
}

/* The flow of the happy path @path that is made from the one @via, of a base, names. */
static CairnElement *
find_same_via (CairnDocument *document, const CairnElement *path, const CairnElement *via)
{
  CAIRN_FOREACH_CHILD (one, path, CAIRN_KIND_VIA)
    {
      CairnElement *flow = cairn_document_resolve (document, one, CAIRN_PROP_FLOW);

      if (flow != NULL
          && cairn_element_get_string (flow, CAIRN_PROP_BASE)
               == cairn_element_get_string (via, CAIRN_PROP_FLOW))
        return one;
    }
  return NULL;
}

/* The child of @parent that says the same as @element, which has no base: an attached playbook, a
 * name in the data, a flow of a happy path. */
static CairnElement *
find_same (CairnDocument *document, CairnElement *parent, const CairnElement *element)
{
  CairnProp prop
    = cairn_element_has (element, CAIRN_PROP_PLAYBOOK) ? CAIRN_PROP_PLAYBOOK : CAIRN_PROP_NAME;

  if (cairn_element_get_kind (element) == CAIRN_KIND_VIA)
    return find_same_via (document, parent, element);
  CAIRN_FOREACH_CHILD (one, parent, cairn_element_get_kind (element))
    if (cairn_value_equal (cairn_element_get_value (one, prop),
                           cairn_element_get_value (element, prop)))
      return one;
  return NULL;
}

static gboolean
is_detail (const CairnElement *element)
{
  CairnKind kind = cairn_element_get_kind (element);

  return kind == CAIRN_KIND_ATTACHMENT || kind == CAIRN_KIND_ALIAS || kind == CAIRN_KIND_VIA;
}

/* Where in @parent the detail @element of the base belongs: behind what says the same as its
 * nearest elder sibling. */
static guint
place_detail (CairnDocument *document, const CairnElement *element, CairnElement *parent)
{
  CairnKind kind = cairn_element_get_kind (element);

  for (guint i = cairn_element_get_index (element); i > 0; i--)
    {
      CairnElement *elder = cairn_element_get_child (cairn_element_get_parent (element), i - 1);
      CairnElement *same
        = cairn_element_get_kind (elder) == kind ? find_same (document, parent, elder) : NULL;

      if (same != NULL)
        return cairn_element_get_index (same) + 1;
    }
  return cairn_command_place (parent, kind, cairn_element_first (parent, kind));
}

/* Whether @element is made, by however many hands, from something in @diagram. */
static gboolean
stems_from (CairnDocument *document, CairnElement *element, const CairnElement *diagram)
{
  for (guint i = 0; element != NULL && i < 64; i++)
    {
      if (cairn_element_get_diagram (element) == diagram)
        return TRUE;
      element = cairn_element_has (element, CAIRN_PROP_BASE)
                  ? cairn_document_resolve (document, element, CAIRN_PROP_BASE)
                  : NULL;
    }
  return element != NULL;
}

static gboolean
joins_same (const CairnElement *a, const CairnElement *b)
{
  return cairn_element_get_string (a, CAIRN_PROP_FROM)
           == cairn_element_get_string (b, CAIRN_PROP_FROM)
         && cairn_element_get_string (a, CAIRN_PROP_TO)
              == cairn_element_get_string (b, CAIRN_PROP_TO);
}

/* Whether @copy, not yet in @parent, has no place there: a flow or link if what it would join is
 * joined already, and that then stands for it, or if it would lead backwards; a happy path if there
 * are as many as there may be. */
static gboolean
is_in_the_way (CairnHistory *history, const CairnElement *copy, CairnElement *parent)
{
  CairnDocument *document = cairn_history_get_document (history);

  if (cairn_element_get_kind (copy) == CAIRN_KIND_PATH)
    return cairn_element_count (parent, CAIRN_KIND_PATH) >= CAIRN_MAX_PATHS;
  if (!cairn_element_has (copy, CAIRN_PROP_FROM))
    return FALSE;
  CAIRN_FOREACH_CHILD (one, parent, cairn_element_get_kind (copy))
    if (joins_same (one, copy))
      {
        if (*cairn_element_get_string (one, CAIRN_PROP_BASE) == '\0')
          cairn_history_set_string (history, one, CAIRN_PROP_BASE,
                                    cairn_element_get_string (copy, CAIRN_PROP_BASE));
        return TRUE;
      }
  return cairn_element_get_kind (copy) == CAIRN_KIND_LINK
         && !cairn_rules_can_connect (cairn_document_resolve (document, copy, CAIRN_PROP_FROM),
                                      cairn_document_resolve (document, copy, CAIRN_PROP_TO), NULL);
}

void
cairn_follow_insert (CairnHistory *history, CairnElement *element, CairnElement *variant)
{
  CairnDocument *document = cairn_history_get_document (history);
  CairnElement *parent = cairn_follow_find (variant, cairn_element_get_parent (element));
  g_autoptr (CairnElement) copy = NULL;

  if (parent == NULL || cairn_follow_find (variant, element) != NULL
      || stems_from (document, element, variant))
    return;
  if (is_detail (element) ? find_same (document, parent, element) != NULL
                          : !cairn_element_has (element, CAIRN_PROP_BASE))
    return;
  copy = copy_for (history, element, variant);
  if (copy != NULL && !is_in_the_way (history, copy, parent))
    cairn_history_insert (history, copy, parent,
                          is_detail (element) ? place_detail (document, element, parent)
                                              : place_like (element, parent));
}

static void
follow_move (CairnHistory *history, CairnElement *element, CairnElement *variant)
{
  CairnElement *like = cairn_follow_find (variant, element);
  CairnElement *parent;
  guint index;

  if (like == NULL || like == variant)
    return;
  parent = cairn_element_get_parent (like);
  index = place_like (element, parent);
  if (index > cairn_element_get_index (like))
    index--;
  cairn_history_move (history, like, parent, index);
}

/* Only details go here: the rest went along with cairn_command_delete(). */
static void
follow_remove (CairnHistory *history, const CairnEdit *edit, CairnElement *variant)
{
  CairnElement *parent = cairn_follow_find (variant, edit->old_parent);
  CairnElement *same = parent != NULL && is_detail (edit->element)
                         ? find_same (cairn_history_get_document (history), parent, edit->element)
                         : NULL;

  if (same != NULL)
    cairn_history_remove (history, same);
}

static void
follow_in (CairnHistory *history, const CairnEdit *edit, CairnElement *variant)
{
  switch (edit->kind)
    {
    case CAIRN_EDIT_SET:
      if (!is_own (edit->element, edit->prop))
        follow_set (history, edit, variant);
      break;
    case CAIRN_EDIT_INSERT:
      cairn_follow_insert (history, edit->element, variant);
      break;
    case CAIRN_EDIT_MOVE:
      follow_move (history, edit->element, variant);
      break;
    case CAIRN_EDIT_REMOVE:
      follow_remove (history, edit, variant);
      break;
    default:
      g_assert_not_reached ();
    }
}

static void
follow_cb (CairnHistory *history, const CairnEdit *edit)
{
  CairnDocument *document = cairn_history_get_document (history);
  gboolean removed = edit->kind == CAIRN_EDIT_REMOVE;
  const CairnElement *place = removed ? edit->old_parent : edit->element;
  CairnElement *diagram;
  g_autoptr (GPtrArray) variants = NULL;

  /* What came and went within one change leaves nothing to follow. */
  if (!is_within_journey (document, place))
    return;
  if (edit->kind == CAIRN_EDIT_SET && edit->prop == cairn_element_get_title_prop (edit->element)
      && (cairn_element_has (edit->element, CAIRN_PROP_TWIN)
          || cairn_element_get_kind (edit->element) == CAIRN_KIND_LANE
          || cairn_element_get_kind (edit->element) == CAIRN_KIND_STAGE))
    follow_name (history, edit->element);
  diagram = cairn_element_get_diagram (place);
  if (edit->kind == CAIRN_EDIT_INSERT && diagram != NULL && diagram == edit->element)
    cairn_follow_new_diagram (history, diagram);
  if (diagram == NULL || (!removed && edit->kind != CAIRN_EDIT_SET && diagram == edit->element))
    return;
  variants = dup_variants (document, diagram);
  for (guint i = 0; i < variants->len; i++)
    follow_in (history, edit, g_ptr_array_index (variants, i));
}

void
cairn_follow_install (CairnHistory *history)
{
  cairn_history_set_follower (history, follow_cb);
}

/* ---- deleting ---- */

/* Whether the happy path @element takes the same flows as @base. */
static gboolean
is_same_way (CairnDocument *document, const CairnElement *base, const CairnElement *element)
{
  if (cairn_element_count (base, CAIRN_KIND_VIA) != cairn_element_count (element, CAIRN_KIND_VIA))
    return FALSE;
  CAIRN_FOREACH_CHILD (via, base, CAIRN_KIND_VIA)
    if (find_same_via (document, element, via) == NULL)
      return FALSE;
  return TRUE;
}

static gboolean
is_as_in_base (CairnDocument *document, const CairnElement *base, const CairnElement *element)
{
  const CairnKindSpec *spec = cairn_schema_kind (cairn_element_get_kind (base));

  for (guint i = 0; i < spec->n_props; i++)
    if (!cairn_follow_agrees (document, base, element, spec->props[i].prop))
      return FALSE;
  return cairn_element_get_kind (base) != CAIRN_KIND_PATH || is_same_way (document, base, element);
}

/* Adds to @deleted, with all in @all, what stands for @element in its variants and is as in it. */
static void
add_likes (CairnDocument *document, CairnElement *element, GPtrArray *deleted, GHashTable *all)
{
  CairnElement *diagram = cairn_element_get_diagram (element);
  g_autoptr (GPtrArray) variants = NULL;

  if (diagram == NULL || diagram == element || !cairn_element_has (element, CAIRN_PROP_BASE))
    return;
  variants = dup_variants (document, diagram);
  for (guint i = 0; i < variants->len; i++)
    {
      CairnElement *like = cairn_follow_find (g_ptr_array_index (variants, i), element);

      if (like != NULL && is_as_in_base (document, element, like) && g_hash_table_add (all, like))
        g_ptr_array_add (deleted, like);
    }
}

/* Whether something that stays stands in the lane or stage @band. */
static gboolean
is_inhabited (const CairnElement *band, GHashTable *all)
{
  CairnKind kind = cairn_element_get_kind (band);
  CairnProp prop = kind == CAIRN_KIND_LANE ? CAIRN_PROP_LANE : CAIRN_PROP_STAGE;

  if (kind != CAIRN_KIND_LANE && kind != CAIRN_KIND_STAGE)
    return FALSE;
  CAIRN_FOREACH_CHILD (step, cairn_element_get_parent (band), CAIRN_KIND_STEP)
    if (cairn_element_get_string (step, prop) == cairn_element_get_id (band)
        && !g_hash_table_contains (all, step))
      return TRUE;
  return FALSE;
}

GPtrArray *
cairn_follow_dup_deleted (CairnDocument *document, GPtrArray *elements)
{
  g_autoptr (GHashTable) all = g_hash_table_new (NULL, NULL);
  GPtrArray *deleted = g_ptr_array_new ();

  for (guint i = 0; i < elements->len; i++)
    g_hash_table_add (all, g_ptr_array_index (elements, i));
  for (guint i = 0; i < elements->len; i++)
    add_likes (document, g_ptr_array_index (elements, i), deleted, all);
  for (guint i = 0; i < deleted->len; i++)
    add_likes (document, g_ptr_array_index (deleted, i), deleted, all);
  for (guint i = deleted->len; i > 0; i--)
    if (is_inhabited (g_ptr_array_index (deleted, i - 1), all))
      g_ptr_array_remove_index (deleted, i - 1);
  return deleted;
}
