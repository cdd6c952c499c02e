/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-layout"

#include "layout/cairn-grid.h"

#include "layout/cairn-pointer-map.h"

#define LABEL_TEXT_WIDTH 110.0
#define LABEL_ONE_LINE 76.0 /* shorter labels stay on one line */

typedef struct
{
  CairnPointerMap steps, lanes, stages; /* interned id → index */
} Index;

static void
count (CairnGrid *self)
{
  self->n_lanes = cairn_element_count (self->diagram, CAIRN_KIND_LANE);
  self->n_stages = cairn_element_count (self->diagram, CAIRN_KIND_STAGE);
  self->n_steps = cairn_element_count (self->diagram, CAIRN_KIND_STEP);
  self->n_flows = cairn_element_count (self->diagram, CAIRN_KIND_FLOW);
}

/* Room for one band more than there are: for steps without lane or stage. */
static void
allocate (CairnGrid *self, Index *index)
{
  self->lanes = g_new0 (CairnGridBand, self->n_lanes + 1);
  self->stages = g_new0 (CairnGridBand, self->n_stages + 1);
  self->steps = g_new0 (CairnGridStep, self->n_steps);
  self->flows = g_new0 (CairnGridFlow, self->n_flows);
  cairn_pointer_map_init (&index->steps, self->n_steps);
  cairn_pointer_map_init (&index->lanes, self->n_lanes);
  cairn_pointer_map_init (&index->stages, self->n_stages);
}

static void
read_band (CairnGridBand *band, CairnPointerMap *map, guint i, CairnElement *element)
{
  band->element = element;
  band->collapsed = cairn_element_get_int (element, CAIRN_PROP_COLLAPSED) != 0;
  band->n = 1;
  cairn_pointer_map_add (map, cairn_element_get_id (element), i);
}

/* Children may stand in any order, so what others refer to comes first. */
static void
read_places (CairnGrid *self, Index *index)
{
  guint n = cairn_element_get_n_children (self->diagram);
  guint lane = 0, stage = 0, step = 0;

  for (guint i = 0; i < n; i++)
    {
      CairnElement *child = cairn_element_get_child (self->diagram, i);
      CairnKind kind = cairn_element_get_child_kind (self->diagram, i);

      if (kind == CAIRN_KIND_LANE)
        {
          read_band (&self->lanes[lane], &index->lanes, lane, child);
          lane++;
        }
      else if (kind == CAIRN_KIND_STAGE)
        {
          read_band (&self->stages[stage], &index->stages, stage, child);
          stage++;
        }
      else if (kind == CAIRN_KIND_STEP)
        {
          self->steps[step].element = child;
          cairn_pointer_map_add (&index->steps, cairn_element_get_id (child), step++);
        }
    }
}

static guint
find_band (const CairnPointerMap *map, guint n, const CairnElement *step, CairnProp prop)
{
  return MIN (cairn_pointer_map_get (map, cairn_element_get_string (step, prop)), n);
}

static void
read_steps (CairnGrid *self, const Index *index)
{
  gboolean stray_lane = self->n_lanes == 0, stray_stage = self->n_stages == 0;

  for (guint i = 0; i < self->n_steps; i++)
    {
      CairnGridStep *step = &self->steps[i];

      step->kind = (CairnStepKind) cairn_element_get_int (step->element, CAIRN_PROP_KIND);
      step->lane = find_band (&index->lanes, self->n_lanes, step->element, CAIRN_PROP_LANE);
      step->stage = find_band (&index->stages, self->n_stages, step->element, CAIRN_PROP_STAGE);
      stray_lane |= step->lane == self->n_lanes;
      stray_stage |= step->stage == self->n_stages;
    }
  self->lanes[self->n_lanes].n = 1;
  self->stages[self->n_stages].n = 1;
  self->n_lanes += stray_lane;
  self->n_stages += stray_stage;
}

/* Lines of like length: they take the least room beside a flow that runs up or down, and between
 * two steps. */
static CairnTextBlock *
measure_label (const char *label)
{
  CairnTextBlock *text = cairn_text_measure (CAIRN_TEXT_FLOW, label, LABEL_TEXT_WIDTH);
  guint n_lines = MAX (text->n_lines, 2);
  double total = 0;

  for (guint i = 0; i < text->n_lines; i++)
    total += text->lines[i].width;
  for (int more = 1; text->width > LABEL_ONE_LINE && more <= 4; more++)
    {
      double width = total / n_lines * (1 + 0.1 * more);
      CairnTextBlock *narrow;

      if (width >= text->width)
        break;
      narrow = cairn_text_measure (CAIRN_TEXT_FLOW, label, width);
      if (narrow->n_lines <= n_lines && !cairn_grid_breaks_word (narrow, label))
        {
          cairn_text_block_unref (text);
          return narrow;
        }
      cairn_text_block_unref (narrow);
    }
  return text;
}

static void
set_label (const CairnGrid *self, CairnGridFlow *flow, const char *label)
{
  double width, height;

  flow->label = measure_label (label);
  width = flow->label->width * 1.01 + 2 * CAIRN_LABEL_PAD_X;
  height = flow->label->height + 2 * CAIRN_LABEL_PAD_Y;
  flow->label_width = self->turned ? height : width;
  flow->label_height = self->turned ? width : height;
}

/* The flows of the first happy path, by their interned ids; NULL if there is none. */
static GHashTable *
find_main_path (const CairnElement *diagram)
{
  CairnElement *path = cairn_element_first (diagram, CAIRN_KIND_PATH);
  GHashTable *flows = path != NULL ? g_hash_table_new (NULL, NULL) : NULL;

  if (path != NULL)
    CAIRN_FOREACH_CHILD (via, path, CAIRN_KIND_VIA)
      g_hash_table_add (flows, (gpointer) cairn_element_get_string (via, CAIRN_PROP_FLOW));
  return flows;
}

/* Flows with an end that is not set, or with both in one step, have no way to be drawn. */
static void
read_flows (CairnGrid *self, const Index *index)
{
  guint n = cairn_element_get_n_children (self->diagram);
  guint n_flows = 0;
  g_autoptr (GHashTable) main_path = find_main_path (self->diagram);

  for (guint i = 0; i < n; i++)
    {
      CairnElement *child = cairn_element_get_child (self->diagram, i);
      CairnGridFlow *flow = &self->flows[n_flows];
      const char *label;

      if (cairn_element_get_child_kind (self->diagram, i) != CAIRN_KIND_FLOW)
        continue;
      flow->from
        = cairn_pointer_map_get (&index->steps, cairn_element_get_string (child, CAIRN_PROP_FROM));
      flow->to
        = cairn_pointer_map_get (&index->steps, cairn_element_get_string (child, CAIRN_PROP_TO));
      if (flow->from == CAIRN_GRID_NONE || flow->to == CAIRN_GRID_NONE || flow->from == flow->to)
        continue;
      flow->element = child;
      flow->main
        = main_path != NULL && g_hash_table_contains (main_path, cairn_element_get_id (child));
      label = cairn_element_get_string (child, CAIRN_PROP_LABEL);
      if (*label != '\0')
        set_label (self, flow, label);
      n_flows++;
    }
  self->n_flows = n_flows;
}

static guint
key_of (const CairnGridStep *step, CairnGridKey key)
{
  switch (key)
    {
    case CAIRN_GRID_BY_LANE:
      return step->lane;
    case CAIRN_GRID_BY_STAGE:
      return step->stage;
    case CAIRN_GRID_BY_COLUMN:
      return step->col;
    default:
      g_assert_not_reached ();
    }
}

guint *
cairn_grid_sort (const CairnGrid *self, const guint *steps, CairnGridKey key, guint n_keys)
{
  g_autofree guint *place = g_new0 (guint, n_keys + 1);
  guint *sorted = g_new (guint, self->n_steps);

  for (guint i = 0; i < self->n_steps; i++)
    place[key_of (&self->steps[i], key) + 1]++;
  for (guint k = 1; k <= n_keys; k++)
    place[k] += place[k - 1];
  for (guint k = 0; k < self->n_steps; k++)
    {
      guint i = steps != NULL ? steps[k] : k;

      sorted[place[key_of (&self->steps[i], key)]++] = i;
    }
  return sorted;
}

static void
link_cells (CairnGrid *self)
{
  g_autofree guint *by_lane = cairn_grid_sort (self, NULL, CAIRN_GRID_BY_LANE, self->n_lanes);
  guint last = CAIRN_GRID_NONE;

  self->order = cairn_grid_sort (self, by_lane, CAIRN_GRID_BY_STAGE, self->n_stages);
  for (guint k = 0; k < self->n_steps; k++)
    {
      CairnGridStep *step = &self->steps[self->order[k]];

      step->cell_before = step->cell_after = CAIRN_GRID_NONE;
      if (last != CAIRN_GRID_NONE && self->steps[last].stage == step->stage
          && self->steps[last].lane == step->lane)
        {
          step->cell_before = last;
          self->steps[last].cell_after = self->order[k];
        }
      last = self->order[k];
    }
}

static void
link_flows (CairnGrid *self, gboolean by_to, guint **first, guint **list)
{
  g_autofree guint *next = NULL;

  *first = g_new0 (guint, self->n_steps + 1);
  *list = g_new (guint, self->n_flows);
  for (guint i = 0; i < self->n_flows; i++)
    (*first)[(by_to ? self->flows[i].to : self->flows[i].from) + 1]++;
  for (guint i = 0; i < self->n_steps; i++)
    (*first)[i + 1] += (*first)[i];
  next = g_memdup2 (*first, (self->n_steps + 1) * sizeof **first);
  for (guint i = 0; i < self->n_flows; i++)
    (*list)[next[by_to ? self->flows[i].to : self->flows[i].from]++] = i;
}

CairnGrid *
cairn_grid_new (CairnDocument *document, CairnElement *swimlane)
{
  CairnGrid *self = g_new0 (CairnGrid, 1);
  Index index = { 0 };

  self->document = document;
  self->diagram = swimlane;
  self->turned
    = cairn_element_get_int (swimlane, CAIRN_PROP_ORIENTATION) == CAIRN_ORIENTATION_VERTICAL;
  count (self);
  allocate (self, &index);
  read_places (self, &index);
  read_steps (self, &index);
  read_flows (self, &index);
  cairn_grid_fold (self);
  link_cells (self);
  link_flows (self, FALSE, &self->out_first, &self->out);
  link_flows (self, TRUE, &self->in_first, &self->in);
  cairn_pointer_map_clear (&index.steps);
  cairn_pointer_map_clear (&index.lanes);
  cairn_pointer_map_clear (&index.stages);
  return self;
}

static void
free_bands (CairnGridBand *bands, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      g_clear_pointer (&bands[i].text, cairn_text_block_unref);
      g_clear_pointer (&bands[i].detail, cairn_text_block_unref);
    }
  g_free (bands);
}

void
cairn_grid_free (CairnGrid *self)
{
  free_bands (self->lanes, self->n_lanes);
  free_bands (self->stages, self->n_stages);
  for (guint i = 0; i < self->n_steps; i++)
    g_clear_pointer (&self->steps[i].text, cairn_text_block_unref);
  for (guint i = 0; i < self->n_flows; i++)
    g_clear_pointer (&self->flows[i].label, cairn_text_block_unref);
  g_free (self->steps);
  g_free (self->flows);
  g_clear_pointer (&self->hidden, g_array_unref);
  g_free (self->order);
  g_free (self->out_first);
  g_free (self->out);
  g_free (self->in_first);
  g_free (self->in);
  g_free (self->cols);
  g_free (self->rows);
  g_free (self->v_channels);
  g_free (self->h_channels);
  g_free (self);
}
