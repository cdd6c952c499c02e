/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "insight/cairn-journey-compare.h"

#include "insight/cairn-detail-compare-private.h"
#include "insight/cairn-difference-words-private.h"
#include "insight/cairn-sibling-order-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  CairnDocument *a, *b;
  GHashTable *places; /* element of A or B → its place among its siblings */
  GPtrArray *found;   /* of CairnDifference */
} Comparison;

/* A child that A has and B has not, and behind which child of B it would stand. */
typedef struct
{
  int behind;
  guint index;
  CairnElement *element;
} Gone;

static void
note_places (GHashTable *places, const CairnElement *parent)
{
  for (guint i = 0; i < cairn_element_get_n_children (parent); i++)
    {
      CairnElement *child = cairn_element_get_child (parent, i);

      g_hash_table_insert (places, child, GUINT_TO_POINTER (i));
      note_places (places, child);
    }
}

static guint
place_of (Comparison *self, const CairnElement *element)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (self->places, element));
}

/* What @element is in the journey @other; NULL if it is not there. */
static CairnElement *
find_in (CairnDocument *other, const CairnElement *element)
{
  CairnElement *found;

  if (cairn_element_get_kind (element) == CAIRN_KIND_JOURNEY)
    return cairn_document_get_root (other);
  found = cairn_document_lookup (other, cairn_element_get_id (element));
  return found != NULL && cairn_element_get_kind (found) == cairn_element_get_kind (element) ? found
                                                                                             : NULL;
}

/* Whether it is compared by itself, and not as a part of what it stands on. */
static gboolean
stands_alone (const CairnElement *element)
{
  CairnKind kind = cairn_element_get_kind (element);

  return kind != CAIRN_KIND_FOREIGN && !cairn_difference_words_is_detail (kind);
}

/* Takes over @what. */
static CairnDifference *
add (
  Comparison *self, CairnDifferenceKind kind, CairnElement *before, CairnElement *after, char *what)
{
  CairnDifference *difference = g_new0 (CairnDifference, 1);
  CairnElement *place = cairn_difference_words_place (after != NULL ? after : before);
  CairnElement *now = after != NULL ? place : find_in (self->b, place);

  difference->kind = kind;
  difference->before = before != NULL ? cairn_element_ref (before) : NULL;
  difference->after = after != NULL ? cairn_element_ref (after) : NULL;
  difference->place = cairn_element_ref (now != NULL ? now : place);
  difference->prop = CAIRN_N_PROPS;
  difference->where = cairn_difference_words_where (difference->place);
  difference->what = what;
  g_ptr_array_add (self->found, difference);
  return difference;
}

/* One of the two is NULL: added or removed, with all that is new or gone in it. */
static void
add_whole (Comparison *self, CairnElement *before, CairnElement *after)
{
  CairnElement *element = after != NULL ? after : before;
  g_autofree char *name = cairn_difference_words_name (after != NULL ? self->b : self->a, element);
  guint n = cairn_difference_words_count (element, after != NULL ? self->a : self->b);
  g_autofree char *what = g_strdup_printf (after != NULL ? _ ("%s added") : _ ("%s removed"), name);

  if (n > 0)
    {
      g_autofree char *alone = g_steal_pointer (&what);

      /* translators: segment “Enterprise” removed, with the 20 things in it */
      what = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s, with the %u thing in it",
                                           "%s, with the %u things in it", n),
                              alone, n);
    }
  add (self, after != NULL ? CAIRN_DIFFERENCE_ADDED : CAIRN_DIFFERENCE_REMOVED, before, after,
       g_steal_pointer (&what));
}

/* ---- where it stands ---- */

static gboolean
same_parent (Comparison *self, const CairnElement *before, const CairnElement *after)
{
  const CairnElement *parent = cairn_element_get_parent (after);

  return parent == NULL || find_in (self->a, parent) == cairn_element_get_parent (before);
}

static gboolean
same_place (const CairnElement *before, const CairnElement *after)
{
  const CairnKindSpec *spec = cairn_schema_kind (cairn_element_get_kind (after));

  for (guint i = 0; i < spec->n_props; i++)
    if (cairn_difference_words_is_place (spec->props[i].prop)
        && !cairn_value_equal (cairn_element_get_value (before, spec->props[i].prop),
                               cairn_element_get_value (after, spec->props[i].prop)))
      return FALSE;
  return TRUE;
}

static void
add_moved (Comparison *self, CairnElement *before, CairnElement *after, const char *whither)
{
  g_autofree char *name = cairn_difference_words_name (self->b, after);

  /* translators: step “Kick-off call” · moved from stage Kick-off to Implementation */
  add (self, CAIRN_DIFFERENCE_MOVED, before, after,
       g_strdup_printf (C_ ("moved", "%s %s"), name, whither));
}

static void
compare_parent (Comparison *self, CairnElement *before, CairnElement *after)
{
  g_autofree char *from = cairn_difference_words_name (self->a, cairn_element_get_parent (before));
  g_autofree char *to = cairn_difference_words_name (self->b, cairn_element_get_parent (after));
  g_autofree char *whither = g_strdup_printf (_ ("moved from %s to %s"), from, to);

  add_moved (self, before, after, whither);
}

static void
compare_place (Comparison *self,
               CairnElement *before,
               CairnElement *after,
               const CairnSibling *sibling)
{
  g_autofree char *whither = NULL;

  if (!same_parent (self, before, after))
    compare_parent (self, before, after);
  else if (!same_place (before, after))
    {
      whither = cairn_difference_words_moved (self->a, before, self->b, after);
      add_moved (self, before, after, whither);
    }
  else if (sibling != NULL && sibling->moved)
    {
      g_autofree char *previous = sibling->previous != NULL
                                    ? cairn_difference_words_name (self->b, sibling->previous)
                                    : NULL;

      whither = previous != NULL ? g_strdup_printf (_ ("moved behind %s"), previous)
                                 : g_strdup (_ ("moved to the first place"));
      add_moved (self, before, after, whither);
    }
}

/* ---- what it says ---- */

static char *
describe_change (const char *name, const char *label, const char *old_text, const char *new_text)
{
  g_autofree char *was = cairn_difference_words_shorten (old_text != NULL ? old_text : "");
  g_autofree char *is = cairn_difference_words_shorten (new_text != NULL ? new_text : "");

  /* translators: step “Kick-off call”: Channel was “Call”, is now “Email” */
  if (old_text != NULL && new_text != NULL && strcmp (was, is) != 0)
    return g_strdup_printf (_ ("%s: %s was “%s”, is now “%s”"), name, label, was, is);
  if (old_text != NULL && new_text != NULL)
    /* translators: a long text, whose beginning is the same: step “Call”: Notes (“Ask …”) changed
     */
    return g_strdup_printf (_ ("%s: %s (“%s”) changed"), name, label, is);
  if (new_text != NULL)
    return g_strdup_printf (_ ("%s: %s was not set, is now “%s”"), name, label, is);
  return g_strdup_printf (_ ("%s: %s was “%s”, is not set now"), name, label, was);
}

static char *
describe_rewording (const char *name, const char *new_text)
{
  g_autofree char *is = cairn_difference_words_shorten (new_text != NULL ? new_text : "");

  return new_text != NULL ? g_strdup_printf (_ ("%s is now called “%s”"), name, is)
                          : g_strdup_printf (_ ("%s has no name now"), name);
}

static void
compare_prop (Comparison *self,
              CairnElement *before,
              CairnElement *after,
              const CairnPropSpec *spec)
{
  gboolean title = spec->prop == cairn_element_get_title_prop (after);
  g_autofree char *name
    = cairn_difference_words_name (title ? self->a : self->b, title ? before : after);
  g_autofree char *old_text = cairn_difference_words_value (self->a, before, spec);
  g_autofree char *new_text = cairn_difference_words_value (self->b, after, spec);
  CairnDifference *difference
    = add (self, title ? CAIRN_DIFFERENCE_REWORDED : CAIRN_DIFFERENCE_CHANGED, before, after,
           title ? describe_rewording (name, new_text)
                 : describe_change (name, _ (spec->label), old_text, new_text));

  difference->prop = spec->prop;
  difference->old_text = g_steal_pointer (&old_text);
  difference->new_text = g_steal_pointer (&new_text);
}

static void
compare_props (Comparison *self, CairnElement *before, CairnElement *after)
{
  const CairnKindSpec *kind = cairn_schema_kind (cairn_element_get_kind (after));

  for (guint i = 0; i < kind->n_props; i++)
    if (!cairn_difference_words_is_place (kind->props[i].prop)
        && !cairn_value_equal (cairn_element_get_value (before, kind->props[i].prop),
                               cairn_element_get_value (after, kind->props[i].prop)))
      compare_prop (self, before, after, &kind->props[i]);
}

static void
compare_details (Comparison *self, CairnElement *before, CairnElement *after)
{
  g_autoptr (GPtrArray) changes = cairn_detail_compare (self->a, before, self->b, after);
  g_autofree char *name = NULL;

  if (changes->len > 0)
    name = cairn_difference_words_name (self->b, after);
  for (guint i = 0; i < changes->len; i++)
    {
      const char *change = g_ptr_array_index (changes, i);

      add (self, CAIRN_DIFFERENCE_CHANGED, before, after,
           g_strdup_printf (_ ("%s: %s"), name, change));
    }
}

/* ---- what it holds ---- */

static GArray *
list_siblings (Comparison *self, const CairnElement *parent)
{
  GArray *siblings = g_array_new (FALSE, FALSE, sizeof (CairnSibling));

  for (guint i = 0; i < cairn_element_get_n_children (parent); i++)
    {
      CairnElement *child = cairn_element_get_child (parent, i);
      CairnElement *before = stands_alone (child) ? find_in (self->a, child) : NULL;
      gboolean stayed
        = before != NULL && same_parent (self, before, child) && same_place (before, child);
      CairnSibling sibling
        = { child, i, stayed ? place_of (self, before) : CAIRN_SIBLING_NEW, FALSE, NULL };

      /* Nobody sees in which order flows stand. */
      if (stands_alone (child) && !cairn_element_has (child, CAIRN_PROP_FROM))
        g_array_append_val (siblings, sibling);
    }
  return siblings;
}

/* Which children moved among their siblings: B's element → CairnSibling, in @siblings. */
static GHashTable *
find_moved (GArray *siblings)
{
  GHashTable *moved = g_hash_table_new (NULL, NULL);

  cairn_sibling_order_mark (siblings);
  for (guint i = 0; i < siblings->len; i++)
    {
      CairnSibling *sibling = &g_array_index (siblings, CairnSibling, i);

      if (sibling->moved)
        g_hash_table_insert (moved, sibling->element, sibling);
    }
  return moved;
}

static int
compare_gone (gconstpointer a, gconstpointer b)
{
  const Gone *one = a;
  const Gone *two = b;

  if (one->behind != two->behind)
    return one->behind < two->behind ? -1 : 1;
  return (one->index > two->index) - (one->index < two->index);
}

static GArray *
list_gone (Comparison *self, const CairnElement *before, GHashTable *moved)
{
  GArray *gone = g_array_new (FALSE, FALSE, sizeof (Gone));
  int behind = -1;

  for (guint i = 0; i < cairn_element_get_n_children (before); i++)
    {
      CairnElement *child = cairn_element_get_child (before, i);
      CairnElement *after = stands_alone (child) ? find_in (self->b, child) : NULL;
      Gone one = { behind, i, child };

      if (after != NULL && same_parent (self, child, after)
          && !g_hash_table_contains (moved, after))
        behind = (int) place_of (self, after);
      else if (after == NULL && stands_alone (child))
        g_array_append_val (gone, one);
    }
  g_array_sort (gone, compare_gone);
  return gone;
}

/* Whether those that stayed stand in another order in the file, although nobody sees it. */
static gboolean
written_otherwise (Comparison *self, const CairnElement *after, GHashTable *moved)
{
  guint highest = 0;

  for (guint i = 0; i < cairn_element_get_n_children (after); i++)
    {
      CairnElement *child = cairn_element_get_child (after, i);
      CairnElement *before = stands_alone (child) ? find_in (self->a, child) : NULL;

      if (before == NULL || g_hash_table_contains (moved, child)
          || !same_parent (self, before, child) || !same_place (before, child))
        continue;
      if (place_of (self, before) < highest)
        return TRUE;
      highest = place_of (self, before);
    }
  return FALSE;
}

static void visit (Comparison *self, CairnElement *after, const CairnSibling *sibling);

static void
compare_children (Comparison *self, CairnElement *before, CairnElement *after)
{
  g_autoptr (GArray) siblings = list_siblings (self, after);
  g_autoptr (GHashTable) moved = find_moved (siblings);
  g_autoptr (GArray) gone = list_gone (self, before, moved);
  guint next = 0;

  if (written_otherwise (self, after, moved))
    {
      g_autofree char *name = cairn_difference_words_name (self->b, after);

      add (self, CAIRN_DIFFERENCE_CHANGED, before, after,
           g_strdup_printf (_ ("%s: what it holds stands in another order in the file"), name));
    }
  for (int i = -1; i < (int) cairn_element_get_n_children (after); i++)
    {
      CairnElement *child = i >= 0 ? cairn_element_get_child (after, (guint) i) : NULL;

      if (child != NULL && stands_alone (child))
        visit (self, child, g_hash_table_lookup (moved, child));
      for (; next < gone->len && g_array_index (gone, Gone, next).behind == i; next++)
        add_whole (self, g_array_index (gone, Gone, next).element, NULL);
    }
}

/* @sibling: NULL if it has not moved among its siblings. */
static void
visit (Comparison *self, CairnElement *after, const CairnSibling *sibling)
{
  CairnElement *before = find_in (self->a, after);

  if (before != NULL)
    {
      compare_place (self, before, after, sibling);
      compare_props (self, before, after);
      compare_details (self, before, after);
      compare_children (self, before, after);
      return;
    }
  if (find_in (self->a, cairn_element_get_parent (after)) != NULL)
    add_whole (self, NULL, after);
  /* Among what is new with it may stand what was elsewhere before. */
  for (guint i = 0; i < cairn_element_get_n_children (after); i++)
    if (stands_alone (cairn_element_get_child (after, i)))
      visit (self, cairn_element_get_child (after, i), NULL);
}

GPtrArray *
cairn_journey_compare (CairnDocument *a, CairnDocument *b)
{
  g_autoptr (GHashTable) places = g_hash_table_new (NULL, NULL);
  Comparison self = { a, b, places, NULL };

  g_return_val_if_fail (CAIRN_IS_DOCUMENT (a) && CAIRN_IS_DOCUMENT (b), NULL);

  self.found = g_ptr_array_new_with_free_func ((GDestroyNotify) cairn_difference_free);
  note_places (places, cairn_document_get_root (a));
  note_places (places, cairn_document_get_root (b));
  visit (&self, cairn_document_get_root (b), NULL);
  return self.found;
}
