/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-command"

/* Pasting branches of a CTQ tree. Each hangs where it was asked for, else where one of that name
 * hangs, else on the first that can hold it; if there is none, on a new one called as the one that
 * it was copied from. */
#include "command/cairn-twig-private.h"

#include "command/cairn-command-private.h"
#include "command/cairn-match-private.h"

#include <glib/gi18n-lib.h>

#define HOLDER "holder"

typedef struct
{
  CairnHistory *history;
  CairnDocument *document;
  CairnDocument *fragment;
  CairnElement *to;
  CairnElement *at; /* a twig of @to; NULL: none */
  GHashTable *last; /* what something hangs on, or behind → what was pasted there last */
  GHashTable *made; /* holder in the fragment → what was made for it */
  GStrvBuilder *ids;
} Paste;

gboolean
cairn_twig_is_holder (const CairnElement *element)
{
  for (guint i = 0; i < cairn_element_get_n_extra (element); i++)
    {
      const char *name, *namespace_uri, *value;

      cairn_element_get_extra (element, i, &name, &namespace_uri, &value);
      if (namespace_uri == NULL && g_str_equal (name, HOLDER))
        return TRUE;
    }
  return FALSE;
}

void
cairn_twig_set_holder (CairnElement *element)
{
  cairn_element_add_extra (element, HOLDER, NULL, "yes");
}

/* What @self->at is or hangs on, if that is a @kind. */
static CairnElement *
around_at (Paste *self, CairnKind kind)
{
  return self->at != NULL ? cairn_element_ancestor (self->at, kind) : NULL;
}

/* The one in @self->to that @source stands for, which is of another journey or as it was then. */
static CairnElement *
find_like (Paste *self, CairnElement *source)
{
  CairnKind kind = cairn_element_get_kind (source);
  CairnElement *same = cairn_document_lookup (self->document, cairn_element_get_id (source));

  if (same != NULL && cairn_element_get_diagram (same) == self->to
      && cairn_element_get_kind (same) == kind
      && g_str_equal (cairn_element_get_title (same), cairn_element_get_title (source)))
    return same;
  if (kind == CAIRN_KIND_NEED)
    return cairn_match_by_name (self->to, kind, cairn_element_get_title (source));
  CAIRN_FOREACH_CHILD (need, self->to, CAIRN_KIND_NEED)
    {
      same = cairn_match_by_name (need, kind, cairn_element_get_title (source));
      if (same != NULL)
        return same;
    }
  return NULL;
}

/* The first in the tree that can hold something; with @at, in its need. */
static CairnElement *
find_any (Paste *self, CairnKind kind)
{
  CairnElement *within = around_at (self, CAIRN_KIND_NEED);

  if (kind == CAIRN_KIND_NEED)
    return cairn_element_first (self->to, CAIRN_KIND_NEED);
  CAIRN_FOREACH_CHILD (need, self->to, CAIRN_KIND_NEED)
    if ((within == NULL || need == within) && cairn_element_first (need, CAIRN_KIND_DRIVER) != NULL)
      return cairn_element_first (need, CAIRN_KIND_DRIVER);
  return NULL;
}

static CairnElement *find_host (Paste *self, CairnElement *source);

/* A new one, called as @source, which nothing in the tree can stand for. */
static CairnElement *
make_like (Paste *self, CairnElement *source)
{
  CairnKind kind = cairn_element_get_kind (source);
  CairnElement *parent = find_host (self, source);
  g_autoptr (CairnElement) made = cairn_command_create (self->history, kind);

  cairn_element_set_string (made, CAIRN_PROP_TITLE, cairn_element_get_title (source));
  cairn_history_insert (self->history, made, parent, cairn_command_place (parent, kind, NULL));
  g_hash_table_insert (self->made, source, made);
  return made;
}

/* What @source, of the fragment, hangs on from now on. */
static CairnElement *
find_host (Paste *self, CairnElement *source)
{
  CairnKind kind = cairn_twig_host_kind (cairn_element_get_kind (source));
  CairnElement *holder = cairn_element_get_parent (source);
  CairnElement *host;

  if (kind == CAIRN_KIND_CTQ)
    return self->to;
  host = around_at (self, kind);
  if (host == NULL)
    host = g_hash_table_lookup (self->made, holder);
  if (host == NULL && around_at (self, CAIRN_KIND_NEED) == NULL)
    host = find_like (self, holder);
  if (host == NULL)
    host = find_any (self, kind);
  return host != NULL ? host : make_like (self, holder);
}

/* Only within the same journey does a measure lead to its requirement; elsewhere it keeps the name
 * that it had from it. */
static void
settle_requirement (Paste *self, CairnElement *source, CairnElement *copy)
{
  CairnElement *there = cairn_document_resolve (self->fragment, source, CAIRN_PROP_REQUIREMENT);
  CairnElement *here
    = there != NULL ? cairn_document_lookup (self->document, cairn_element_get_id (there)) : NULL;

  if (here != NULL && cairn_element_get_kind (here) == CAIRN_KIND_REQUIREMENT
      && g_str_equal (cairn_element_get_title (here), cairn_element_get_title (there)))
    return;
  cairn_element_set_string (copy, CAIRN_PROP_REQUIREMENT, "");
  if (there != NULL && *cairn_element_get_title (copy) == '\0')
    cairn_element_set_string (copy, CAIRN_PROP_TITLE, cairn_element_get_title (there));
}

static void
settle (Paste *self, CairnElement *source, CairnElement *copy)
{
  if (cairn_element_get_kind (source) == CAIRN_KIND_MEASURE)
    settle_requirement (self, source, copy);
  for (guint i = 0; i < cairn_element_get_n_children (source); i++)
    settle (self, cairn_element_get_child (source, i), cairn_element_get_child (copy, i));
}

/* Behind what was selected or pasted there just before, else last. */
static guint
place_for (Paste *self, CairnElement *host, CairnKind kind)
{
  CairnElement *last = g_hash_table_lookup (self->last, host);

  if (last == NULL)
    last = around_at (self, kind);
  if (last == NULL || cairn_element_get_kind (last) != kind
      || cairn_element_get_parent (last) != host)
    return cairn_command_place (host, kind, NULL);
  return cairn_element_get_index (last) + 1;
}

static void
paste_twig (Paste *self, CairnElement *source)
{
  CairnElement *host = find_host (self, source);
  g_autoptr (CairnElement) copy = cairn_command_copy_tree (self->history, source);

  settle (self, source, copy);
  cairn_history_insert (self->history, copy, host,
                        place_for (self, host, cairn_element_get_kind (source)));
  g_hash_table_insert (self->last, host, copy);
  g_strv_builder_add (self->ids, cairn_element_get_id (copy));
}

static void
paste_below (Paste *self, CairnElement *parent)
{
  for (guint i = 0; i < cairn_element_get_n_children (parent); i++)
    {
      CairnElement *child = cairn_element_get_child (parent, i);

      if (!cairn_twig_is (child))
        continue;
      if (cairn_twig_is_holder (child))
        paste_below (self, child);
      else
        paste_twig (self, child);
    }
}

gboolean
cairn_twig_paste (CairnHistory *history,
                  CairnDocument *fragment,
                  CairnElement *from,
                  CairnElement *to,
                  CairnElement *at)
{
  g_autoptr (GHashTable) last = g_hash_table_new (NULL, NULL);
  g_autoptr (GHashTable) made = g_hash_table_new (NULL, NULL);
  g_autoptr (GStrvBuilder) pasted = g_strv_builder_new ();
  g_auto (GStrv) ids = NULL;
  gboolean within = at != NULL && cairn_twig_is (at) && cairn_element_get_diagram (at) == to;
  Paste self = { .history = history,
                 .document = cairn_history_get_document (history),
                 .fragment = fragment,
                 .to = to,
                 .at = within ? at : NULL,
                 .last = last,
                 .made = made,
                 .ids = pasted };

  if (cairn_element_first (from, CAIRN_KIND_NEED) == NULL)
    return FALSE;
  cairn_history_begin (history, _ ("Paste"));
  paste_below (&self, from);
  ids = g_strv_builder_end (pasted);
  if (ids[0] != NULL)
    cairn_selection_set (cairn_history_get_selection (history), (const char *const *) ids);
  cairn_history_end (history);
  return ids[0] != NULL;
}
