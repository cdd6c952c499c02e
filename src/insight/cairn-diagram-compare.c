/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "insight/cairn-diagram-compare-private.h"

#include "model/cairn-sipoc-chain.h"

#include <glib/gi18n-lib.h>

/* A SIPOC and a swimlane as two views of one process: what only one of them shows. */

/* id → step; ids are interned. */
static GHashTable *
index_steps (const CairnElement *swimlane)
{
  GHashTable *steps = g_hash_table_new (NULL, NULL);

  CAIRN_FOREACH_CHILD (step, swimlane, CAIRN_KIND_STEP)
    g_hash_table_insert (steps, (gpointer) cairn_element_get_id (step), step);
  return steps;
}

static CairnElement *
step_of (GHashTable *steps, const CairnElement *flow, CairnProp end)
{
  return g_hash_table_lookup (steps, cairn_element_get_string (flow, end));
}

/* Whether @flow leads from one lane to another. */
static gboolean
is_handoff (GHashTable *steps, const CairnElement *flow)
{
  const CairnElement *from = step_of (steps, flow, CAIRN_PROP_FROM);
  const CairnElement *to = step_of (steps, flow, CAIRN_PROP_TO);

  return from != NULL && to != NULL
         && cairn_element_get_string (from, CAIRN_PROP_LANE)
              != cairn_element_get_string (to, CAIRN_PROP_LANE);
}

static gboolean
is_blank (const char *text)
{
  g_autofree char *copy = g_strstrip (g_strdup (text));

  return *copy == '\0';
}

void
cairn_checks_add_holes (GPtrArray *checks, CairnElement *swimlane)
{
  g_autoptr (GHashTable) steps = index_steps (swimlane);

  CAIRN_FOREACH_CHILD (flow, swimlane, CAIRN_KIND_FLOW)
    if (is_blank (cairn_element_get_title (flow)) && is_handoff (steps, flow))
      cairn_checks_add (
        checks, CAIRN_CHECK_HOLE, flow,
        /* translators: two steps of a swimlane */
        g_strdup_printf (
          _ ("From “%1$s” to “%2$s” something changes hands, but no output is named."),
          cairn_element_get_title (step_of (steps, flow, CAIRN_PROP_FROM)),
          cairn_element_get_title (step_of (steps, flow, CAIRN_PROP_TO))));
}

static gboolean
same_name (const char *a, const char *b)
{
  g_autofree char *p = g_utf8_casefold (a, -1);
  g_autofree char *q = g_utf8_casefold (b, -1);

  return g_str_equal (g_strstrip (p), g_strstrip (q));
}

static gboolean
is_same (CairnElement *item, CairnElement *other)
{
  return cairn_element_get_string (item, CAIRN_PROP_TWIN) == cairn_element_get_id (other)
         || (!is_blank (cairn_element_get_title (item))
             && same_name (cairn_element_get_title (item), cairn_element_get_title (other)));
}

/* Which kind of the swimlane an item is the same as; CAIRN_N_KINDS: none. */
static CairnKind
kind_for (CairnElement *item)
{
  switch (cairn_sipoc_column_of (item))
    {
    case CAIRN_COLUMN_PROCESS:
      return CAIRN_KIND_STAGE;
    case CAIRN_COLUMN_SUPPLIERS:
    case CAIRN_COLUMN_CUSTOMERS:
      return CAIRN_KIND_LANE;
    default:
      return CAIRN_N_KINDS;
    }
}

static gboolean
carries (CairnElement *swimlane, const char *name)
{
  CAIRN_FOREACH_CHILD (flow, swimlane, CAIRN_KIND_FLOW)
    if (same_name (cairn_element_get_title (flow), name))
      return TRUE;
  return FALSE;
}

static gboolean
has_like (CairnElement *swimlane, CairnKind kind, CairnElement *item)
{
  CAIRN_FOREACH_CHILD (one, swimlane, kind)
    if (is_same (item, one))
      return TRUE;
  return FALSE;
}

static void
compare_item (GPtrArray *checks, CairnElement *item, CairnElement *swimlane)
{
  CairnKind kind = kind_for (item);
  const char *name = cairn_element_get_title (item);

  if (kind == CAIRN_KIND_STAGE && !has_like (swimlane, kind, item))
    cairn_checks_add (
      checks, CAIRN_CHECK_NO_NAME, item,
      g_strdup_printf (_ ("The process step “%s” is no stage of the swimlane."), name));
  else if (kind == CAIRN_KIND_LANE && !has_like (swimlane, kind, item))
    cairn_checks_add (checks, CAIRN_CHECK_NO_NAME, item,
                      g_strdup_printf (_ ("“%s” has no lane on the swimlane."), name));
  else if (kind == CAIRN_N_KINDS && !is_blank (name) && !carries (swimlane, name))
    cairn_checks_add (checks, CAIRN_CHECK_NO_NAME, item,
                      g_strdup_printf (_ ("No flow of the swimlane carries “%s”."), name));
}

static gboolean
stands_for (CairnElement *sipoc, CairnElement *band)
{
  CAIRN_FOREACH_CHILD (item, sipoc, CAIRN_KIND_ITEM)
    if (kind_for (item) == cairn_element_get_kind (band) && is_same (item, band))
      return TRUE;
  return FALSE;
}

static void
compare_bands (GPtrArray *checks, CairnElement *sipoc, CairnElement *swimlane)
{
  CAIRN_FOREACH_CHILD (stage, swimlane, CAIRN_KIND_STAGE)
    if (!stands_for (sipoc, stage))
      cairn_checks_add (checks, CAIRN_CHECK_NO_NAME, stage,
                        g_strdup_printf (_ ("The stage “%s” is no process step of the SIPOC."),
                                         cairn_element_get_title (stage)));
  CAIRN_FOREACH_CHILD (lane, swimlane, CAIRN_KIND_LANE)
    if (!stands_for (sipoc, lane))
      cairn_checks_add (
        checks, CAIRN_CHECK_NO_NAME, lane,
        g_strdup_printf (_ ("The lane “%s” is neither supplier nor customer in the SIPOC."),
                         cairn_element_get_title (lane)));
}

static gboolean
is_named (CairnElement *sipoc, const char *name)
{
  CAIRN_FOREACH_CHILD (item, sipoc, CAIRN_KIND_ITEM)
    if (kind_for (item) == CAIRN_N_KINDS && same_name (cairn_element_get_title (item), name))
      return TRUE;
  return FALSE;
}

static void
compare_flows (GPtrArray *checks, CairnElement *sipoc, CairnElement *swimlane)
{
  g_autoptr (GHashTable) steps = index_steps (swimlane);

  CAIRN_FOREACH_CHILD (flow, swimlane, CAIRN_KIND_FLOW)
    {
      const char *label = cairn_element_get_title (flow);

      if (!is_blank (label) && is_handoff (steps, flow) && !is_named (sipoc, label))
        cairn_checks_add (
          checks, CAIRN_CHECK_NO_NAME, flow,
          g_strdup_printf (_ ("“%s” changes hands, but is no output or input of the SIPOC."),
                           label));
    }
}

GPtrArray *
cairn_diagram_checks_compare (CairnElement *sipoc, CairnElement *swimlane)
{
  GPtrArray *checks = cairn_checks_new ();

  CAIRN_FOREACH_CHILD (item, sipoc, CAIRN_KIND_ITEM)
    compare_item (checks, item, swimlane);
  compare_bands (checks, sipoc, swimlane);
  compare_flows (checks, sipoc, swimlane);
  cairn_checks_add_holes (checks, swimlane);
  return checks;
}

/* How many items of @sipoc are the same as a lane or a stage of @swimlane. */
static guint
count_links (CairnElement *sipoc, CairnElement *swimlane)
{
  guint n = 0;

  CAIRN_FOREACH_CHILD (item, sipoc, CAIRN_KIND_ITEM)
    {
      const char *twin = cairn_element_get_string (item, CAIRN_PROP_TWIN);

      if (*twin == '\0')
        continue;
      for (guint i = 0; i < cairn_element_get_n_children (swimlane); i++)
        n += cairn_element_get_id (cairn_element_get_child (swimlane, i)) == twin;
    }
  return n;
}

CairnElement *
cairn_diagram_checks_find_partner (CairnElement *diagram)
{
  CairnElement *root = cairn_element_ancestor (diagram, CAIRN_KIND_JOURNEY);
  gboolean is_sipoc = cairn_element_get_kind (diagram) == CAIRN_KIND_SIPOC;
  CairnElement *best = NULL;
  guint most = 0;

  if (root == NULL || cairn_element_get_kind (diagram) == CAIRN_KIND_CTQ)
    return NULL;
  CAIRN_FOREACH_CHILD (segment, root, CAIRN_KIND_SEGMENT)
    CAIRN_FOREACH_CHILD (other, segment, is_sipoc ? CAIRN_KIND_SWIMLANE : CAIRN_KIND_SIPOC)
      {
        guint n = is_sipoc ? count_links (diagram, other) : count_links (other, diagram);

        if (n > most)
          {
            most = n;
            best = other;
          }
      }
  return best;
}
