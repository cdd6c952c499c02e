/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "insight/cairn-sibling-order-private.h"

#include "insight/cairn-difference-words-private.h"

static int
compare_values (const CairnValue *a, const CairnValue *b)
{
  if (a->type == CAIRN_TYPE_REF) /* interned; any order will do to bring equal ones together */
    return (a->string > b->string) - (a->string < b->string);
  return (a->integer > b->integer) - (a->integer < b->integer);
}

/* Diagrams of both kinds stand in one list. */
static CairnKind
group_of (const CairnElement *element)
{
  CairnKind kind = cairn_element_get_kind (element);

  return cairn_kind_is_diagram (kind) ? CAIRN_KIND_SWIMLANE : kind;
}

static int
compare_groups (const CairnElement *a, const CairnElement *b)
{
  const CairnKindSpec *spec = cairn_schema_kind (cairn_element_get_kind (a));
  int order = (int) group_of (a) - (int) group_of (b);

  for (guint i = 0; i < spec->n_props && order == 0; i++)
    if (cairn_difference_words_is_place (spec->props[i].prop))
      order = compare_values (cairn_element_get_value (a, spec->props[i].prop),
                              cairn_element_get_value (b, spec->props[i].prop));
  return order;
}

static int
compare_siblings (gconstpointer a, gconstpointer b)
{
  const CairnSibling *one = a;
  const CairnSibling *two = b;
  int order = compare_groups (one->element, two->element);

  return order != 0 ? order : (one->index > two->index) - (one->index < two->index);
}

/* The longest rising run of .before, by patience sorting: ends[k] is the sibling with the smallest
 * .before that ends a run of k + 1. */
static void
mark_group (CairnSibling *group, guint n)
{
  g_autofree guint *ends = g_new (guint, n);
  g_autofree guint *links = g_new (guint, n); /* the one before it in its run */
  guint length = 0;

  for (guint i = 0; i < n; i++)
    {
      guint low = 0;
      guint high = length;

      group[i].previous = i > 0 ? group[i - 1].element : NULL;
      group[i].moved = group[i].before != CAIRN_SIBLING_NEW;
      if (!group[i].moved)
        continue;
      while (low < high)
        {
          guint middle = (low + high) / 2;

          if (group[ends[middle]].before < group[i].before)
            low = middle + 1;
          else
            high = middle;
        }
      links[i] = low > 0 ? ends[low - 1] : G_MAXUINT;
      ends[low] = i;
      length = MAX (length, low + 1);
    }
  for (guint i = length > 0 ? ends[length - 1] : G_MAXUINT; i != G_MAXUINT; i = links[i])
    group[i].moved = FALSE;
}

void
cairn_sibling_order_mark (GArray *siblings)
{
  CairnSibling *all = (CairnSibling *) siblings->data;
  guint start = 0;

  g_array_sort (siblings, compare_siblings);
  for (guint i = 1; i <= siblings->len; i++)
    if (i == siblings->len || compare_groups (all[start].element, all[i].element) != 0)
      {
        mark_group (&all[start], i - start);
        start = i;
      }
}
