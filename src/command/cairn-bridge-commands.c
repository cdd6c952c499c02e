/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-command"

#include "command/cairn-bridge-commands.h"

#include "command/cairn-command-private.h"
#include "model/cairn-sipoc-chain.h"

#include <glib/gi18n-lib.h>

static CairnElement *
append (CairnHistory *history, CairnElement *parent, CairnKind kind, const char *title)
{
  g_autoptr (CairnElement) child = cairn_command_create (history, kind);
  CairnProp prop = cairn_element_get_title_prop (child);

  if (prop != CAIRN_N_PROPS)
    cairn_element_set_string (child, prop, title);
  cairn_element_append (parent, child);
  return child;
}

static char *
fold (const char *name)
{
  g_autofree char *copy = g_strstrip (g_strdup (name));

  return g_utf8_casefold (copy, -1);
}

/* What stands under @name in @table, or NULL. */
static CairnElement *
find_name (GHashTable *table, const char *name)
{
  g_autofree char *key = fold (name);

  return *key != '\0' ? g_hash_table_lookup (table, key) : NULL;
}

static GHashTable *
names_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

static CairnElement *
insert_beside (CairnHistory *history, CairnElement *made, CairnElement *diagram)
{
  CairnElement *segment = cairn_element_get_parent (diagram);

  cairn_history_insert (history, made, segment,
                        cairn_command_place (segment, cairn_element_get_kind (made), NULL));
  return made;
}

/* ---- a swimlane from a SIPOC ---- */

/* "Onboarding SIPOC" and "Onboarding" are two views of the same. */
static char *
swimlane_name (const CairnElement *sipoc)
{
  const char *name = cairn_element_get_title (sipoc);

  if (g_str_has_suffix (name, " SIPOC"))
    return g_strndup (name, strlen (name) - strlen (" SIPOC"));
  return g_strdup (name);
}

static CairnLaneKind
lane_kind (CairnElement *item)
{
  gboolean inside = cairn_element_get_int (item, CAIRN_PROP_REACH) == CAIRN_REACH_INTERNAL;
  gboolean outside = cairn_element_get_int (item, CAIRN_PROP_REACH) == CAIRN_REACH_EXTERNAL;

  if (cairn_element_get_int (item, CAIRN_PROP_NATURE) == CAIRN_NATURE_SYSTEM)
    return CAIRN_LANE_SYSTEM;
  if (cairn_sipoc_column_of (item) == CAIRN_COLUMN_CUSTOMERS)
    return inside ? CAIRN_LANE_FRONT : CAIRN_LANE_CUSTOMER;
  return outside ? CAIRN_LANE_PARTNER : CAIRN_LANE_FRONT;
}

/* @twins: item → what it is the same as. */
static void
add_lanes (CairnHistory *history,
           CairnElement *swimlane,
           CairnElement *sipoc,
           guint column,
           GHashTable *lanes,
           GHashTable *twins)
{
  for (CairnElement *item = cairn_sipoc_first_in (sipoc, column); item != NULL;
       item = cairn_sipoc_next_in (item))
    {
      const char *name = cairn_element_get_title (item);
      CairnElement *lane = find_name (lanes, name);

      if (lane == NULL)
        {
          lane = append (history, swimlane, CAIRN_KIND_LANE, name);
          cairn_element_set_int (lane, CAIRN_PROP_KIND, lane_kind (item));
          g_hash_table_insert (lanes, fold (name), lane);
        }
      else if (cairn_element_get_int (lane, CAIRN_PROP_KIND) == CAIRN_LANE_CUSTOMER
               && cairn_element_get_int (item, CAIRN_PROP_REACH) == CAIRN_REACH_INTERNAL)
        cairn_element_set_int (lane, CAIRN_PROP_KIND, CAIRN_LANE_FRONT);
      g_hash_table_insert (twins, item, lane);
    }
}

static void
add_stages (CairnHistory *history, CairnElement *swimlane, CairnElement *sipoc, GHashTable *twins)
{
  for (CairnElement *item = cairn_sipoc_first_in (sipoc, CAIRN_COLUMN_PROCESS); item != NULL;
       item = cairn_sipoc_next_in (item))
    {
      CairnElement *stage
        = append (history, swimlane, CAIRN_KIND_STAGE, cairn_element_get_title (item));

      cairn_element_set_int (stage, CAIRN_PROP_TARGET,
                             cairn_element_get_int (item, CAIRN_PROP_TARGET));
      cairn_element_set_int (stage, CAIRN_PROP_LIMIT,
                             cairn_element_get_int (item, CAIRN_PROP_LIMIT));
      g_hash_table_insert (twins, item, stage);
    }
}

/* Where the process begins or ends: a step in the first lane. */
static void
add_boundary (CairnHistory *history,
              CairnElement *swimlane,
              CairnElement *stage,
              CairnStepKind kind,
              const char *title)
{
  CairnElement *lane = cairn_element_first (swimlane, CAIRN_KIND_LANE);
  CairnElement *step;

  if (*title == '\0' || stage == NULL || lane == NULL)
    return;
  step = append (history, swimlane, CAIRN_KIND_STEP, title);
  cairn_element_set_int (step, CAIRN_PROP_KIND, kind);
  cairn_element_set_string (step, CAIRN_PROP_LANE, cairn_element_get_id (lane));
  cairn_element_set_string (step, CAIRN_PROP_STAGE, cairn_element_get_id (stage));
}

static void
add_boundaries (CairnHistory *history, CairnElement *swimlane, CairnElement *sipoc)
{
  guint n = cairn_element_count (swimlane, CAIRN_KIND_STAGE);

  add_boundary (history, swimlane, cairn_element_first (swimlane, CAIRN_KIND_STAGE),
                CAIRN_STEP_START, cairn_element_get_string (sipoc, CAIRN_PROP_STARTS));
  add_boundary (history, swimlane,
                n > 0 ? cairn_element_nth (swimlane, CAIRN_KIND_STAGE, n - 1) : NULL,
                CAIRN_STEP_END, cairn_element_get_string (sipoc, CAIRN_PROP_ENDS));
}

/* An item that is linked with another swimlane already stays so. */
static void
link_twins (CairnHistory *history, GHashTable *twins)
{
  CairnDocument *document = cairn_history_get_document (history);
  GHashTableIter iter;
  gpointer item, twin;

  g_hash_table_iter_init (&iter, twins);
  while (g_hash_table_iter_next (&iter, &item, &twin))
    if (cairn_document_resolve (document, item, CAIRN_PROP_TWIN) == NULL)
      cairn_history_set_string (history, item, CAIRN_PROP_TWIN, cairn_element_get_id (twin));
}

CairnElement *
cairn_command_swimlane_from_sipoc (CairnHistory *history, CairnElement *sipoc)
{
  g_autoptr (CairnElement) swimlane = cairn_command_create (history, CAIRN_KIND_SWIMLANE);
  g_autoptr (GHashTable) lanes = names_new ();
  g_autoptr (GHashTable) twins = g_hash_table_new (NULL, NULL);
  g_autofree char *name = swimlane_name (sipoc);

  cairn_element_set_string (swimlane, CAIRN_PROP_NAME, name);
  add_lanes (history, swimlane, sipoc, CAIRN_COLUMN_CUSTOMERS, lanes, twins);
  add_lanes (history, swimlane, sipoc, CAIRN_COLUMN_SUPPLIERS, lanes, twins);
  if (cairn_element_first (swimlane, CAIRN_KIND_LANE) == NULL)
    cairn_element_set_int (append (history, swimlane, CAIRN_KIND_LANE, _ ("Customer")),
                           CAIRN_PROP_KIND, CAIRN_LANE_CUSTOMER);
  add_stages (history, swimlane, sipoc, twins);
  if (cairn_element_first (swimlane, CAIRN_KIND_STAGE) == NULL)
    append (history, swimlane, CAIRN_KIND_STAGE, _ ("Stage 1"));
  add_boundaries (history, swimlane, sipoc);
  cairn_history_begin (history, _ ("Create swimlane"));
  insert_beside (history, swimlane, sipoc);
  link_twins (history, twins);
  cairn_history_end (history);
  return swimlane;
}

/* ---- a SIPOC from a swimlane ---- */

typedef struct
{
  CairnHistory *history;
  CairnElement *swimlane;
  CairnElement *sipoc;
  GHashTable *stages;                   /* stage → process step */
  GHashTable *columns[CAIRN_N_COLUMNS]; /* folded name, or lane → item */
} Reverse;

static CairnElement *
find_child (CairnElement *parent, const char *id)
{
  for (guint i = 0; *id != '\0' && i < cairn_element_get_n_children (parent); i++)
    if (cairn_element_get_id (cairn_element_get_child (parent, i)) == id)
      return cairn_element_get_child (parent, i);
  return NULL;
}

static CairnElement *
place_of (Reverse *self, CairnElement *flow, CairnProp end, CairnProp band)
{
  CairnElement *step = find_child (self->swimlane, cairn_element_get_string (flow, end));

  return step != NULL ? find_child (self->swimlane, cairn_element_get_string (step, band)) : NULL;
}

static CairnElement *
add_item (Reverse *self, guint column, const char *name, CairnElement *twin)
{
  CairnElement *item = append (self->history, self->sipoc, CAIRN_KIND_ITEM, name);

  cairn_element_set_int (item, CAIRN_PROP_COLUMN, column);
  if (twin != NULL)
    cairn_element_set_string (item, CAIRN_PROP_TWIN, cairn_element_get_id (twin));
  return item;
}

/* A lane as supplier or customer. */
static CairnElement *
item_of_lane (Reverse *self, guint column, CairnElement *lane)
{
  CairnElement *item;

  if (lane == NULL)
    return NULL;
  item = g_hash_table_lookup (self->columns[column], lane);
  if (item != NULL)
    return item;
  item = add_item (self, column, cairn_element_get_title (lane), lane);
  switch ((CairnLaneKind) cairn_element_get_int (lane, CAIRN_PROP_KIND))
    {
    case CAIRN_LANE_CUSTOMER:
    case CAIRN_LANE_PARTNER:
      cairn_element_set_int (item, CAIRN_PROP_REACH, CAIRN_REACH_EXTERNAL);
      break;
    case CAIRN_LANE_SYSTEM:
      cairn_element_set_int (item, CAIRN_PROP_NATURE, CAIRN_NATURE_SYSTEM);
      break;
    case CAIRN_LANE_FRONT:
    case CAIRN_LANE_BACK:
    default:
      cairn_element_set_int (item, CAIRN_PROP_REACH, CAIRN_REACH_INTERNAL);
      break;
    }
  g_hash_table_insert (self->columns[column], lane, item);
  return item;
}

/* What a flow carries, as input or output. */
static CairnElement *
item_of_label (Reverse *self, guint column, const char *label)
{
  g_autofree char *key = fold (label);
  CairnElement *item;

  if (*key == '\0')
    return NULL;
  item = g_hash_table_lookup (self->columns[column], g_intern_string (key));
  if (item == NULL)
    {
      item = add_item (self, column, label, NULL);
      g_hash_table_insert (self->columns[column], (gpointer) g_intern_string (key), item);
    }
  return item;
}

static void
add_link (Reverse *self, CairnElement *from, CairnElement *to)
{
  CairnElement *link;

  if (from == NULL || to == NULL || cairn_sipoc_linked (from, to))
    return;
  link = append (self->history, self->sipoc, CAIRN_KIND_LINK, "");
  cairn_element_set_string (link, CAIRN_PROP_FROM, cairn_element_get_id (from));
  cairn_element_set_string (link, CAIRN_PROP_TO, cairn_element_get_id (to));
}

static void
add_handoff (Reverse *self, CairnElement *flow)
{
  CairnElement *giver = place_of (self, flow, CAIRN_PROP_FROM, CAIRN_PROP_LANE);
  CairnElement *taker = place_of (self, flow, CAIRN_PROP_TO, CAIRN_PROP_LANE);
  CairnElement *leaves = place_of (self, flow, CAIRN_PROP_FROM, CAIRN_PROP_STAGE);
  CairnElement *reaches = place_of (self, flow, CAIRN_PROP_TO, CAIRN_PROP_STAGE);
  const char *label = cairn_element_get_title (flow);
  CairnElement *input, *output;

  if (giver == taker)
    return;
  input = item_of_label (self, CAIRN_COLUMN_INPUTS, label);
  output = item_of_label (self, CAIRN_COLUMN_OUTPUTS, label);
  add_link (self, item_of_lane (self, CAIRN_COLUMN_SUPPLIERS, giver), input);
  add_link (self, input, reaches != NULL ? g_hash_table_lookup (self->stages, reaches) : NULL);
  add_link (self, leaves != NULL ? g_hash_table_lookup (self->stages, leaves) : NULL, output);
  add_link (self, output, item_of_lane (self, CAIRN_COLUMN_CUSTOMERS, taker));
}

/* A lane that hands nothing over and gets nothing is there nevertheless. */
static void
add_idle_lane (Reverse *self, CairnElement *lane)
{
  gboolean customer = cairn_element_get_int (lane, CAIRN_PROP_KIND) == CAIRN_LANE_CUSTOMER;

  if (g_hash_table_lookup (self->columns[CAIRN_COLUMN_SUPPLIERS], lane) == NULL
      && g_hash_table_lookup (self->columns[CAIRN_COLUMN_CUSTOMERS], lane) == NULL)
    item_of_lane (self, customer ? CAIRN_COLUMN_CUSTOMERS : CAIRN_COLUMN_SUPPLIERS, lane);
}

static void
set_boundaries (Reverse *self)
{
  CAIRN_FOREACH_CHILD (step, self->swimlane, CAIRN_KIND_STEP)
    {
      CairnStepKind kind = (CairnStepKind) cairn_element_get_int (step, CAIRN_PROP_KIND);
      CairnProp prop = kind == CAIRN_STEP_START ? CAIRN_PROP_STARTS : CAIRN_PROP_ENDS;

      if ((kind == CAIRN_STEP_START || kind == CAIRN_STEP_END)
          && *cairn_element_get_string (self->sipoc, prop) == '\0')
        cairn_element_set_string (self->sipoc, prop, cairn_element_get_title (step));
    }
}

CairnElement *
cairn_command_sipoc_from_swimlane (CairnHistory *history, CairnElement *swimlane)
{
  g_autoptr (CairnElement) sipoc = cairn_command_create (history, CAIRN_KIND_SIPOC);
  g_autoptr (GHashTable) stages = g_hash_table_new (NULL, NULL);
  /* translators: the name of a SIPOC; %s is that of the swimlane it is made from */
  g_autofree char *name = g_strdup_printf (_ ("%s SIPOC"), cairn_element_get_title (swimlane));
  Reverse self = { history, swimlane, sipoc, stages, { NULL } };

  for (guint i = 0; i < CAIRN_N_COLUMNS; i++)
    self.columns[i] = g_hash_table_new (NULL, NULL);
  cairn_element_set_string (sipoc, CAIRN_PROP_NAME, name);
  CAIRN_FOREACH_CHILD (stage, swimlane, CAIRN_KIND_STAGE)
    g_hash_table_insert (
      stages, stage,
      add_item (&self, CAIRN_COLUMN_PROCESS, cairn_element_get_title (stage), stage));
  CAIRN_FOREACH_CHILD (flow, swimlane, CAIRN_KIND_FLOW)
    add_handoff (&self, flow);
  CAIRN_FOREACH_CHILD (lane, swimlane, CAIRN_KIND_LANE)
    add_idle_lane (&self, lane);
  set_boundaries (&self);
  cairn_history_begin (history, _ ("Create SIPOC"));
  insert_beside (history, sipoc, swimlane);
  cairn_history_end (history);
  for (guint i = 0; i < CAIRN_N_COLUMNS; i++)
    g_hash_table_unref (self.columns[i]);
  return sipoc;
}
