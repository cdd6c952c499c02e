/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "insight/cairn-journey-timings.h"

#include "insight/cairn-journey-example.h"
#include "insight/cairn-requirement-figure.h"
#include "timing/cairn-postgres.h"

#include <glib/gi18n-lib.h>

static void
add_names (CairnMapping *mapping,
           CairnElement *element,
           void (*add) (CairnMapping *mapping, const char *value, const char *name))
{
  const char *name = cairn_element_get_string (element, CAIRN_PROP_NAME);

  add (mapping, name, name);
  CAIRN_FOREACH_CHILD (alias, element, CAIRN_KIND_ALIAS)
    add (mapping, cairn_element_get_string (alias, CAIRN_PROP_NAME), name);
}

static void
add_swimlane (CairnMapping *mapping, CairnElement *swimlane, guint track)
{
  const char *segment = cairn_journey_timings_get_segment (swimlane);

  CAIRN_FOREACH_CHILD (stage, swimlane, CAIRN_KIND_STAGE)
    {
      add_names (mapping, stage, cairn_mapping_add_stage);
      cairn_mapping_add_target (mapping, segment, cairn_element_get_string (stage, CAIRN_PROP_NAME),
                                cairn_element_get_int (stage, CAIRN_PROP_TARGET),
                                cairn_element_get_int (stage, CAIRN_PROP_LIMIT));
      cairn_mapping_add_track (mapping, cairn_element_get_string (stage, CAIRN_PROP_NAME), track);
    }
}

static gboolean
has_target (CairnMapping *mapping, const char *segment, const char *stage)
{
  for (guint i = 0; i < mapping->targets->len; i++)
    {
      const CairnMappingTarget *one = g_ptr_array_index (mapping->targets, i);

      if (g_strcmp0 (one->segment, segment) == 0 && g_str_equal (one->stage, stage))
        return TRUE;
    }
  return FALSE;
}

/* Steps that are stages themselves; where a swimlane has a stage of that name its target counts. */
static void
add_process (CairnMapping *mapping, CairnElement *sipoc, guint track)
{
  const char *segment = cairn_journey_timings_get_segment (sipoc);

  CAIRN_FOREACH_CHILD (item, sipoc, CAIRN_KIND_ITEM)
    {
      const char *name = cairn_element_get_title (item);

      if (cairn_requirement_find_stage (item) != item || *name == '\0')
        continue;
      cairn_mapping_add_stage (mapping, name, name);
      cairn_mapping_add_track (mapping, name, track);
      if (!has_target (mapping, segment, name))
        cairn_mapping_add_target (mapping, segment, name,
                                  cairn_element_get_int (item, CAIRN_PROP_TARGET),
                                  cairn_element_get_int (item, CAIRN_PROP_LIMIT));
    }
}

/* Sets one column unless it is set already. */
static void
fill_in (char **column, CairnElement *source, CairnProp prop)
{
  const char *text = cairn_element_get_string (source, prop);

  if (*column == NULL && *text != '\0')
    *column = g_strdup (text);
}

/* Stays are what a journey says when it says nothing. */
static CairnSourceShape
get_shape (CairnElement *source)
{
  CairnShape shape = (CairnShape) cairn_element_get_int (source, CAIRN_PROP_SHAPE);

  G_STATIC_ASSERT (CAIRN_SOURCE_SNAPSHOTS - CAIRN_SOURCE_VISITS == CAIRN_SHAPE_SNAPSHOTS);
  G_STATIC_ASSERT (CAIRN_RESULT_OF_OTHER - CAIRN_RESULT_OF_SUCCESS == CAIRN_RESULT_OTHER);
  if (shape == CAIRN_SHAPE_VISITS
      && *cairn_element_get_string (source, CAIRN_PROP_LEFT_COLUMN) == '\0')
    return CAIRN_SOURCE_GUESS;
  return (CairnSourceShape) (CAIRN_SOURCE_VISITS + shape);
}

static void
add_shape (CairnMapping *mapping, CairnElement *source)
{
  if (mapping->shape == CAIRN_SOURCE_GUESS)
    mapping->shape = get_shape (source);
  fill_in (&mapping->transition, source, CAIRN_PROP_TRANSITION_COLUMN);
  fill_in (&mapping->updated, source, CAIRN_PROP_UPDATED_COLUMN);
  fill_in (&mapping->touchpoint, source, CAIRN_PROP_TOUCHPOINT_COLUMN);
  CAIRN_FOREACH_CHILD (dates, source, CAIRN_KIND_DATE_COLUMN)
    {
      const char *left = cairn_element_get_string (dates, CAIRN_PROP_LEFT_COLUMN);

      cairn_mapping_add_dates (mapping, cairn_element_get_string (dates, CAIRN_PROP_NAME),
                               cairn_element_get_string (dates, CAIRN_PROP_ENTERED_COLUMN),
                               *left != '\0' ? left : NULL);
    }
  CAIRN_FOREACH_CHILD (outcome, source, CAIRN_KIND_OUTCOME)
    if (cairn_element_get_int (outcome, CAIRN_PROP_RESULT) <= CAIRN_RESULT_OTHER)
      cairn_mapping_add_outcome (
        mapping, cairn_element_get_string (outcome, CAIRN_PROP_NAME),
        (CairnMappingResult) (CAIRN_RESULT_OF_SUCCESS
                              + cairn_element_get_int (outcome, CAIRN_PROP_RESULT)));
}

static void
add_columns (CairnMapping *mapping, CairnElement *source)
{
  add_shape (mapping, source);
  fill_in (&mapping->table, source, CAIRN_PROP_TABLE);
  fill_in (&mapping->customer, source, CAIRN_PROP_CUSTOMER_COLUMN);
  fill_in (&mapping->stage, source, CAIRN_PROP_STAGE_COLUMN);
  fill_in (&mapping->entered, source, CAIRN_PROP_ENTERED_COLUMN);
  fill_in (&mapping->left, source, CAIRN_PROP_LEFT_COLUMN);
  fill_in (&mapping->owner, source, CAIRN_PROP_OWNER_COLUMN);
  fill_in (&mapping->started, source, CAIRN_PROP_STARTED_COLUMN);
  fill_in (&mapping->segment, source, CAIRN_PROP_SEGMENT_COLUMN);
  fill_in (&mapping->customers, source, CAIRN_PROP_CUSTOMERS_TABLE);
  fill_in (&mapping->filter, source, CAIRN_PROP_FILTER);
  fill_in (&mapping->time_format, source, CAIRN_PROP_TIME_FORMAT);
  fill_in (&mapping->zone, source, CAIRN_PROP_ZONE);
  fill_in (&mapping->hours, source, CAIRN_PROP_HOURS);
  fill_in (&mapping->holidays, source, CAIRN_PROP_HOLIDAYS);
}

/* Where every segment has the same target for a stage, it is also that of customers without a
 * segment: data that know none get their targets so. */
static void
add_common_targets (CairnMapping *mapping)
{
  guint n = mapping->targets->len;

  for (guint i = 0; i < n; i++)
    {
      const CairnMappingTarget *one = g_ptr_array_index (mapping->targets, i);
      gboolean common = one->segment != NULL;

      for (guint j = 0; j < n && common; j++)
        {
          const CairnMappingTarget *other = g_ptr_array_index (mapping->targets, j);

          if (g_str_equal (other->stage, one->stage))
            common = other->target == one->target && other->limit == one->limit;
        }
      if (common)
        cairn_mapping_add_target (mapping, NULL, one->stage, one->target, one->limit);
    }
}

void
cairn_journey_timings_describe (CairnDocument *document, CairnMapping *mapping)
{
  CairnElement *root = cairn_document_get_root (document);
  CairnElement *source = cairn_element_first (root, CAIRN_KIND_SOURCE);
  guint track = 0;

  if (source != NULL)
    add_columns (mapping, source);
  CAIRN_FOREACH_CHILD (segment, root, CAIRN_KIND_SEGMENT)
    {
      const char *rule = cairn_element_get_string (segment, CAIRN_PROP_RULE);

      add_names (mapping, segment, cairn_mapping_add_segment);
      if (*rule != '\0')
        cairn_mapping_add_rule (mapping, cairn_element_get_string (segment, CAIRN_PROP_NAME), rule);
      CAIRN_FOREACH_CHILD (swimlane, segment, CAIRN_KIND_SWIMLANE)
        add_swimlane (mapping, swimlane, track++);
      CAIRN_FOREACH_CHILD (sipoc, segment, CAIRN_KIND_SIPOC)
        add_process (mapping, sipoc, track++);
    }
  add_common_targets (mapping);
}

CairnQualityWish
cairn_journey_timings_get_wish (CairnDocument *document)
{
  CairnElement *source
    = cairn_element_first (cairn_document_get_root (document), CAIRN_KIND_SOURCE);

  return (CairnQualityWish){
    .leave_out_forgotten
    = source != NULL && cairn_element_get_int (source, CAIRN_PROP_LEAVE_OUT_FORGOTTEN) != 0
  };
}

CairnMapping *
cairn_journey_timings_mapping (CairnDocument *document, const char *folder, GError **error)
{
  CairnElement *root = cairn_document_get_root (document);
  CairnElement *source = cairn_element_first (root, CAIRN_KIND_SOURCE);
  const char *path = source != NULL ? cairn_element_get_string (source, CAIRN_PROP_PATH) : "";
  g_autofree char *full = NULL;

  if (*path == '\0')
    {
      g_set_error_literal (error, CAIRN_SOURCE_ERROR, CAIRN_SOURCE_ERROR_NO_MAPPING,
                           _ ("This journey names no database of timings yet. Choose one first."));
      return NULL;
    }
  full = folder != NULL && !g_path_is_absolute (path) && !cairn_journey_example_is_path (path)
             && !cairn_postgres_is_address (path)
           ? g_build_filename (folder, path, NULL)
           : g_strdup (path);
  return cairn_journey_timings_mapping_for_path (document, full, error);
}

CairnMapping *
cairn_journey_timings_mapping_for_path (CairnDocument *document, const char *path, GError **error)
{
  g_autofree char *example = NULL;
  g_autoptr (CairnMapping) mapping = NULL;

  if (cairn_journey_example_is_path (path))
    {
      path = example = cairn_journey_example_ensure (document, path, error);
      if (path == NULL)
        return NULL;
    }
  mapping = cairn_mapping_new (path);
  cairn_journey_timings_describe (document, mapping);
  if (!cairn_mapping_complete (mapping, error))
    return NULL;
  return g_steal_pointer (&mapping);
}

static gboolean
knows_stage (CairnSnapshot *snapshot, const char *stage)
{
  guint n_cells = 0;
  const CairnCell *cells = cairn_snapshot_get_cells (snapshot, &n_cells);

  for (guint i = 0; i < n_cells; i++)
    if (g_strcmp0 (cells[i].stage, stage) == 0)
      return TRUE;
  return FALSE;
}

/* The stages that @element and all below it show figures of, each once. */
static void
gather_stages (CairnElement *element, CairnSnapshot *snapshot, GPtrArray *names)
{
  CairnElement *stage = cairn_requirement_find_stage (element);

  if (stage != NULL)
    {
      const char *name = cairn_element_get_title (stage);
      gboolean shown = stage != element || cairn_element_get_int (stage, CAIRN_PROP_TARGET) > 0
                       || knows_stage (snapshot, name);

      if (shown && !g_ptr_array_find_with_equal_func (names, name, g_str_equal, NULL))
        g_ptr_array_add (names, g_strdup (name));
    }
  for (guint i = 0; i < cairn_element_get_n_children (element); i++)
    gather_stages (cairn_element_get_child (element, i), snapshot, names);
}

char **
cairn_journey_timings_dup_stages (CairnElement *diagram, CairnSnapshot *snapshot)
{
  GPtrArray *names = g_ptr_array_new ();

  CAIRN_FOREACH_CHILD (stage, diagram, CAIRN_KIND_STAGE)
    g_ptr_array_add (names, g_strdup (cairn_element_get_string (stage, CAIRN_PROP_NAME)));
  if (cairn_element_get_kind (diagram) != CAIRN_KIND_SWIMLANE)
    gather_stages (diagram, snapshot, names);
  g_ptr_array_add (names, NULL);
  return (char **) g_ptr_array_free (names, FALSE);
}

const char *
cairn_journey_timings_get_segment (CairnElement *diagram)
{
  CairnElement *segment = cairn_element_ancestor (diagram, CAIRN_KIND_SEGMENT);

  return segment != NULL ? cairn_element_get_string (segment, CAIRN_PROP_NAME) : NULL;
}

static gboolean
knows_segments (CairnSnapshot *snapshot)
{
  guint n_cells;
  const CairnCell *cells = cairn_snapshot_get_cells (snapshot, &n_cells);

  for (guint i = 0; i < n_cells; i++)
    if (cells[i].segment != NULL && *cells[i].segment != '\0')
      return TRUE;
  return FALSE;
}

const char *
cairn_journey_timings_pick_segment (CairnElement *diagram, CairnSnapshot *snapshot)
{
  return knows_segments (snapshot) ? cairn_journey_timings_get_segment (diagram) : NULL;
}

CairnSnapshot *
cairn_journey_timings_arrange (CairnDocument *document, CairnSnapshot *snapshot)
{
  g_autoptr (GPtrArray) segments = g_ptr_array_new ();
  g_autoptr (GPtrArray) stages = g_ptr_array_new ();

  CAIRN_FOREACH_CHILD (segment, cairn_document_get_root (document), CAIRN_KIND_SEGMENT)
    {
      g_ptr_array_add (segments, (char *) cairn_element_get_string (segment, CAIRN_PROP_NAME));
      CAIRN_FOREACH_CHILD (swimlane, segment, CAIRN_KIND_SWIMLANE)
        CAIRN_FOREACH_CHILD (stage, swimlane, CAIRN_KIND_STAGE)
          g_ptr_array_add (stages, (char *) cairn_element_get_string (stage, CAIRN_PROP_NAME));
      CAIRN_FOREACH_CHILD (sipoc, segment, CAIRN_KIND_SIPOC)
        CAIRN_FOREACH_CHILD (item, sipoc, CAIRN_KIND_ITEM)
          if (cairn_requirement_find_stage (item) == item)
            g_ptr_array_add (stages, (char *) cairn_element_get_title (item));
    }
  g_ptr_array_add (segments, NULL);
  g_ptr_array_add (stages, NULL);
  return cairn_snapshot_arrange (snapshot, (const char *const *) segments->pdata,
                                 (const char *const *) stages->pdata);
}
