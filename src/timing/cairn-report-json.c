/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing/cairn-report-json.h"

#include "base/cairn-time.h"

#include <math.h>

const char *
cairn_report_get_filter (const CairnSnapshot *snapshot)
{
  const CairnAudience *audience = cairn_snapshot_get_audience (snapshot);

  return audience != NULL ? audience->filter : NULL;
}

void
cairn_report_json_add_text (JsonBuilder *b, const char *name, const char *text)
{
  json_builder_set_member_name (b, name);
  if (text != NULL && *text != '\0')
    json_builder_add_string_value (b, text);
  else
    json_builder_add_null_value (b);
}

void
cairn_report_json_add_element (JsonBuilder *b, double number)
{
  if (isfinite (number))
    json_builder_add_double_value (b, number);
  else
    json_builder_add_null_value (b);
}

void
cairn_report_json_add_number (JsonBuilder *b, const char *name, double number)
{
  json_builder_set_member_name (b, name);
  cairn_report_json_add_element (b, number);
}

static void
add_time (JsonBuilder *b, const char *name, gint64 moment)
{
  g_autofree char *iso = cairn_time_to_iso (moment);

  cairn_report_json_add_text (b, name, iso);
}

void
cairn_report_json_add_head (JsonBuilder *b, const CairnSnapshot *snapshot)
{
  const char *filter = cairn_report_get_filter (snapshot);

  add_time (b, "as_of", cairn_snapshot_get_as_of (snapshot));
  json_builder_set_member_name (b, "window");
  json_builder_begin_object (b);
  add_time (b, "from", cairn_snapshot_get_window_from (snapshot));
  add_time (b, "to", cairn_snapshot_get_window_to (snapshot));
  json_builder_end_object (b);
  cairn_report_json_add_text (b, "clock", cairn_snapshot_get_clock (snapshot));
  if (filter != NULL)
    cairn_report_json_add_text (b, "only", filter);
}

char *
cairn_report_json_dup (JsonBuilder *b)
{
  g_autoptr (JsonNode) root = json_builder_get_root (b);
  g_autofree char *text = json_to_string (root, TRUE);

  return g_strconcat (text, "\n", NULL);
}
