/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "insight/cairn-journey-timings.h"

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
add_swimlane (CairnMapping *mapping, CairnElement *swimlane)
{
  const char *segment = cairn_journey_timings_get_segment (swimlane);

  CAIRN_FOREACH_CHILD (stage, swimlane, CAIRN_KIND_STAGE)
    {
      add_names (mapping, stage, cairn_mapping_add_stage);
      cairn_mapping_add_target (mapping, segment, cairn_element_get_string (stage, CAIRN_PROP_NAME),
                                cairn_element_get_int (stage, CAIRN_PROP_TARGET),
                                cairn_element_get_int (stage, CAIRN_PROP_LIMIT));
    }
}

static char *
dup_or_null (CairnElement *source, CairnProp prop)
{
  const char *text = cairn_element_get_string (source, prop);

  return *text != '\0' ? g_strdup (text) : NULL;
}

static void
add_columns (CairnMapping *mapping, CairnElement *source)
{
  mapping->table = dup_or_null (source, CAIRN_PROP_TABLE);
  mapping->customer = dup_or_null (source, CAIRN_PROP_CUSTOMER_COLUMN);
  mapping->stage = dup_or_null (source, CAIRN_PROP_STAGE_COLUMN);
  mapping->entered = dup_or_null (source, CAIRN_PROP_ENTERED_COLUMN);
  mapping->left = dup_or_null (source, CAIRN_PROP_LEFT_COLUMN);
  mapping->owner = dup_or_null (source, CAIRN_PROP_OWNER_COLUMN);
  mapping->segment = dup_or_null (source, CAIRN_PROP_SEGMENT_COLUMN);
  mapping->time_format = dup_or_null (source, CAIRN_PROP_TIME_FORMAT);
  mapping->zone = dup_or_null (source, CAIRN_PROP_ZONE);
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
  full = folder != NULL && !g_path_is_absolute (path) ? g_build_filename (folder, path, NULL)
                                                      : g_strdup (path);
  return cairn_journey_timings_mapping_for_path (document, full, error);
}

CairnMapping *
cairn_journey_timings_mapping_for_path (CairnDocument *document, const char *path, GError **error)
{
  CairnElement *root = cairn_document_get_root (document);
  CairnElement *source = cairn_element_first (root, CAIRN_KIND_SOURCE);
  g_autoptr (CairnMapping) mapping = cairn_mapping_new (path);

  if (source != NULL)
    add_columns (mapping, source);
  CAIRN_FOREACH_CHILD (segment, root, CAIRN_KIND_SEGMENT)
    {
      add_names (mapping, segment, cairn_mapping_add_segment);
      CAIRN_FOREACH_CHILD (swimlane, segment, CAIRN_KIND_SWIMLANE)
        add_swimlane (mapping, swimlane);
    }
  if (!cairn_mapping_complete (mapping, error))
    return NULL;
  return g_steal_pointer (&mapping);
}

char **
cairn_journey_timings_dup_stages (CairnElement *swimlane)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  CAIRN_FOREACH_CHILD (stage, swimlane, CAIRN_KIND_STAGE)
    g_strv_builder_add (names, cairn_element_get_string (stage, CAIRN_PROP_NAME));
  return g_strv_builder_end (names);
}

const char *
cairn_journey_timings_get_segment (CairnElement *diagram)
{
  CairnElement *segment = cairn_element_ancestor (diagram, CAIRN_KIND_SEGMENT);

  return segment != NULL ? cairn_element_get_string (segment, CAIRN_PROP_NAME) : NULL;
}
