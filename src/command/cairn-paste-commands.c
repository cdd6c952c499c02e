/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-command"

/* What lies on the clipboard may have been put there by anybody: its ids are never taken over, and
 * whatever it refers to is looked up by what it is called. */
#include "command/cairn-paste-commands.h"

#include "command/cairn-command-private.h"
#include "command/cairn-element-commands.h"
#include "command/cairn-match-private.h"
#include "command/cairn-twig-private.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  CairnHistory *history;
  CairnDocument *document;
  CairnDocument *fragment;
  CairnElement *from; /* diagram in the fragment */
  CairnElement *to;
  CairnElement *at;      /* NULL: nowhere in particular */
  gboolean one_cell;     /* all that is pasted stands in one cell or column */
  GHashTable *copies;    /* element → its copy, which the document owns */
  GHashTable *playbooks; /* of the fragment → of the document */
  GHashTable *bands;     /* lanes and stages of the fragment → of the document */
  GStrvBuilder *ids;
} Paste;

static gboolean
is_equal (CairnElement *a, CairnElement *b)
{
  const CairnKindSpec *spec = cairn_schema_kind (cairn_element_get_kind (a));

  if (cairn_element_get_kind (a) != cairn_element_get_kind (b)
      || cairn_element_get_n_children (a) != cairn_element_get_n_children (b))
    return FALSE;
  for (guint i = 0; i < spec->n_props; i++)
    if (!cairn_value_equal (cairn_element_get_value (a, spec->props[i].prop),
                            cairn_element_get_value (b, spec->props[i].prop)))
      return FALSE;
  for (guint i = 0; i < cairn_element_get_n_children (a); i++)
    if (!is_equal (cairn_element_get_child (a, i), cairn_element_get_child (b, i)))
      return FALSE;
  return TRUE;
}

/* The same one, one of that name, or a copy. */
static CairnElement *
find_playbook (Paste *self, CairnElement *source)
{
  CairnElement *root = cairn_document_get_root (self->document);
  CairnElement *same = cairn_document_lookup (self->document, cairn_element_get_id (source));
  g_autoptr (CairnElement) copy = NULL;

  if (same != NULL && is_equal (same, source))
    return same;
  same = cairn_match_by_name (root, CAIRN_KIND_PLAYBOOK, cairn_element_get_title (source));
  if (same != NULL)
    return same;
  copy = cairn_command_copy_tree (self->history, source);
  cairn_history_insert (self->history, copy, root,
                        cairn_command_place (root, CAIRN_KIND_PLAYBOOK, NULL));
  return copy;
}

static void
settle_attachments (Paste *self, CairnElement *step, CairnElement *copy)
{
  guint n = cairn_element_count (step, CAIRN_KIND_ATTACHMENT);

  for (guint i = 0; i < n; i++)
    {
      CairnElement *source = cairn_document_resolve (
        self->fragment, cairn_element_nth (step, CAIRN_KIND_ATTACHMENT, i), CAIRN_PROP_PLAYBOOK);
      CairnElement *found = g_hash_table_lookup (self->playbooks, source);

      if (found == NULL)
        {
          found = find_playbook (self, source);
          g_hash_table_insert (self->playbooks, source, found);
        }
      cairn_element_set_string (cairn_element_nth (copy, CAIRN_KIND_ATTACHMENT, i),
                                CAIRN_PROP_PLAYBOOK, cairn_element_get_id (found));
    }
}

/* Where @prop of the thing at which is pasted leads; NULL: nowhere. */
static CairnElement *
band_at (Paste *self, CairnKind kind, CairnProp prop)
{
  if (self->at == NULL || cairn_element_get_parent (self->at) != self->to)
    return NULL;
  if (cairn_element_get_kind (self->at) == kind)
    return self->at;
  return cairn_element_get_kind (self->at) == CAIRN_KIND_STEP
           ? cairn_document_resolve (self->document, self->at, prop)
           : NULL;
}

static CairnElement *
choose_band (Paste *self, CairnElement *source, CairnKind kind, CairnProp prop)
{
  CairnElement *at = band_at (self, kind, prop);
  CairnElement *same;

  /* A lane was selected to paste into it; a step that is merely selected does not outweigh names.
   */
  if (at != NULL && (self->one_cell || at == self->at))
    return at;
  if (source == NULL)
    return NULL;
  same = cairn_document_lookup (self->document, cairn_element_get_id (source));
  if (same != NULL && cairn_element_get_parent (same) == self->to
      && cairn_element_get_kind (same) == kind
      && g_str_equal (cairn_element_get_title (same), cairn_element_get_title (source)))
    return same;
  same = cairn_match_by_name (self->to, kind, cairn_element_get_title (source));
  return same != NULL ? same : at != NULL ? at : cairn_element_first (self->to, kind);
}

static void
set_band (Paste *self, CairnElement *step, CairnElement *copy, CairnKind kind, CairnProp prop)
{
  CairnElement *source = cairn_document_resolve (self->fragment, step, prop);
  CairnElement *found = source != NULL ? g_hash_table_lookup (self->bands, source) : NULL;

  if (found == NULL)
    found = choose_band (self, source, kind, prop);
  if (found != NULL && source != NULL)
    g_hash_table_insert (self->bands, source, found);
  cairn_element_set_string (copy, prop, found != NULL ? cairn_element_get_id (found) : "");
}

/* Only within the same journey does a reference to something else lead where it should. */
static void
settle_reference (Paste *self, CairnElement *source, CairnElement *copy, CairnProp prop)
{
  CairnElement *there = cairn_document_resolve (self->fragment, source, prop);
  CairnElement *here
    = there != NULL ? cairn_document_lookup (self->document, cairn_element_get_id (there)) : NULL;

  if (here == NULL || cairn_element_get_kind (here) != cairn_element_get_kind (there)
      || !g_str_equal (cairn_element_get_title (here), cairn_element_get_title (there)))
    cairn_element_set_string (copy, prop, "");
}

static gboolean
any_has (CairnElement *diagram, CairnProp prop)
{
  CAIRN_FOREACH_CHILD (step, diagram, CAIRN_KIND_STEP)
    if (cairn_element_get_int (step, prop))
      return TRUE;
  return FALSE;
}

/* What was cut keeps the marks that only one step of a map has. */
static void
settle_mark (Paste *self, CairnElement *source, CairnElement *copy, CairnProp prop)
{
  if (cairn_element_get_int (source, prop) && !any_has (self->to, prop))
    cairn_element_set_int (copy, prop, TRUE);
}

static void
settle (Paste *self, CairnElement *source, CairnElement *copy)
{
  switch ((int) cairn_element_get_kind (source))
    {
    case CAIRN_KIND_STEP:
      set_band (self, source, copy, CAIRN_KIND_LANE, CAIRN_PROP_LANE);
      set_band (self, source, copy, CAIRN_KIND_STAGE, CAIRN_PROP_STAGE);
      settle_attachments (self, source, copy);
      settle_reference (self, source, copy, CAIRN_PROP_DRILLS_INTO);
      settle_mark (self, source, copy, CAIRN_PROP_FIRST_VALUE);
      settle_mark (self, source, copy, CAIRN_PROP_CLOCK_START);
      break;
    case CAIRN_KIND_ITEM:
      if (self->one_cell && self->at != NULL
          && cairn_element_get_kind (self->at) == CAIRN_KIND_ITEM)
        cairn_element_set_int (copy, CAIRN_PROP_COLUMN,
                               cairn_element_get_int (self->at, CAIRN_PROP_COLUMN));
      break;
    case CAIRN_KIND_REQUIREMENT:
      settle_reference (self, source, copy, CAIRN_PROP_STAGE);
      break;
    default:
      break;
    }
}

/* Copies all of @kind, in their order. */
static void
paste_kind (Paste *self, CairnKind kind)
{
  gboolean behind = self->one_cell && self->at != NULL && cairn_element_get_kind (self->at) == kind
                    && cairn_element_get_parent (self->at) == self->to;
  guint place
    = behind ? cairn_element_get_index (self->at) + 1 : cairn_command_place (self->to, kind, NULL);

  CAIRN_FOREACH_CHILD (source, self->from, kind)
    {
      g_autoptr (CairnElement) copy = cairn_command_copy_tree (self->history, source);

      settle (self, source, copy);
      cairn_history_insert (self->history, copy, self->to, place++);
      g_hash_table_insert (self->copies, source, copy);
      g_strv_builder_add (self->ids, cairn_element_get_id (copy));
    }
}

static void
paste_connections (Paste *self, CairnKind kind)
{
  guint place = cairn_command_place (self->to, kind, NULL);

  CAIRN_FOREACH_CHILD (source, self->from, kind)
    {
      CairnElement *from = g_hash_table_lookup (
        self->copies, cairn_document_resolve (self->fragment, source, CAIRN_PROP_FROM));
      CairnElement *to = g_hash_table_lookup (
        self->copies, cairn_document_resolve (self->fragment, source, CAIRN_PROP_TO));
      g_autoptr (CairnElement) copy = NULL;

      if (from == NULL || to == NULL || from == to)
        continue;
      copy = cairn_command_copy_tree (self->history, source);
      cairn_element_set_string (copy, CAIRN_PROP_FROM, cairn_element_get_id (from));
      cairn_element_set_string (copy, CAIRN_PROP_TO, cairn_element_get_id (to));
      cairn_history_insert (self->history, copy, self->to, place++);
    }
}

static gboolean
is_empty (CairnElement *diagram)
{
  return cairn_element_first (diagram, CAIRN_KIND_STEP) == NULL
         && cairn_element_first (diagram, CAIRN_KIND_ITEM) == NULL
         && cairn_element_first (diagram, CAIRN_KIND_REQUIREMENT) == NULL;
}

static gboolean
is_one_cell (CairnElement *diagram)
{
  CairnElement *step = cairn_element_first (diagram, CAIRN_KIND_STEP);
  CairnElement *item = cairn_element_first (diagram, CAIRN_KIND_ITEM);

  CAIRN_FOREACH_CHILD (other, diagram, CAIRN_KIND_STEP)
    if (cairn_element_get_string (other, CAIRN_PROP_LANE)
          != cairn_element_get_string (step, CAIRN_PROP_LANE)
        || cairn_element_get_string (other, CAIRN_PROP_STAGE)
             != cairn_element_get_string (step, CAIRN_PROP_STAGE))
      return FALSE;
  CAIRN_FOREACH_CHILD (other, diagram, CAIRN_KIND_ITEM)
    if (cairn_element_get_int (other, CAIRN_PROP_COLUMN)
        != cairn_element_get_int (item, CAIRN_PROP_COLUMN))
      return FALSE;
  return item == NULL || cairn_element_first (diagram, CAIRN_KIND_REQUIREMENT) == NULL;
}

static void
paste_all (Paste *self)
{
  g_auto (GStrv) ids = NULL;

  cairn_history_begin (self->history, _ ("Paste"));
  if (cairn_element_get_kind (self->to) == CAIRN_KIND_SWIMLANE)
    {
      paste_kind (self, CAIRN_KIND_STEP);
      paste_connections (self, CAIRN_KIND_FLOW);
    }
  else
    {
      paste_kind (self, CAIRN_KIND_ITEM);
      paste_kind (self, CAIRN_KIND_REQUIREMENT);
      paste_connections (self, CAIRN_KIND_LINK);
    }
  ids = g_strv_builder_end (self->ids);
  cairn_selection_set (cairn_history_get_selection (self->history), (const char *const *) ids);
  cairn_history_end (self->history);
}

gboolean
cairn_command_paste (CairnHistory *history,
                     CairnDocument *fragment,
                     CairnElement *diagram,
                     CairnElement *at)
{
  g_autoptr (GHashTable) copies = g_hash_table_new (NULL, NULL);
  g_autoptr (GHashTable) playbooks = g_hash_table_new (NULL, NULL);
  g_autoptr (GHashTable) bands = g_hash_table_new (NULL, NULL);
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  Paste self = { .history = history,
                 .document = cairn_history_get_document (history),
                 .fragment = fragment,
                 .from = cairn_fragment_get_diagram (fragment),
                 .to = diagram,
                 .at = at,
                 .copies = copies,
                 .playbooks = playbooks,
                 .bands = bands,
                 .ids = ids };

  if (self.from == NULL || cairn_element_get_kind (self.from) != cairn_element_get_kind (diagram))
    return FALSE;
  if (cairn_element_get_kind (diagram) == CAIRN_KIND_CTQ)
    return cairn_twig_paste (history, fragment, self.from, diagram, at);
  if (is_empty (self.from))
    return FALSE;
  self.one_cell = is_one_cell (self.from);
  paste_all (&self);
  return TRUE;
}

void
cairn_command_cut (CairnHistory *history, GPtrArray *elements)
{
  cairn_history_begin (history, _ ("Cut"));
  cairn_command_delete (history, elements);
  cairn_history_end (history);
}
