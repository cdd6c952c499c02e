/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing/cairn-timings-report-private.h"

#include "base/cairn-csv.h"
#include "timing/cairn-report-json.h"

#include <math.h>
#include <string.h>

/* ---- JSON ---- */

static void
add_count (JsonBuilder *b, const char *name, guint value)
{
  json_builder_set_member_name (b, name);
  json_builder_add_int_value (b, value);
}

static void
add_estimate (JsonBuilder *b,
              const char *name,
              const CairnEstimate *estimate,
              const CairnBounds *bounds,
              guint exits)
{
  json_builder_set_member_name (b, name);
  json_builder_begin_object (b);
  cairn_report_json_add_number (b, "value", estimate->value);
  cairn_report_json_add_number (b, "low", estimate->low);
  cairn_report_json_add_number (b, "high", estimate->high);
  add_count (b, "exits", exits);
  if (bounds != NULL)
    {
      json_builder_set_member_name (b, "bracket");
      json_builder_begin_array (b);
      cairn_report_json_add_element (b, bounds->least);
      cairn_report_json_add_element (b, bounds->most);
      json_builder_end_array (b);
    }
  json_builder_end_object (b);
}

static void
add_words (JsonBuilder *b, const CairnCell *cell, const CairnTimingsWords *words)
{
  g_autofree char *kind = words->kind (cell, words->data);
  g_autofree char *evidence = words->evidence (cell, words->data);

  cairn_report_json_add_text (b, "kind", kind);
  cairn_report_json_add_text (b, "evidence", evidence);
}

static void
add_cell (JsonBuilder *b, const CairnCell *cell, const CairnTimingsWords *words)
{
  json_builder_begin_object (b);
  cairn_report_json_add_text (b, "segment", cell->segment);
  cairn_report_json_add_text (b, "stage", cell->stage);
  add_count (b, "arrivals", cell->arrivals);
  add_count (b, "departures", cell->departures);
  add_count (b, "here", cell->here);
  add_count (b, "overdue", cell->overdue);
  add_estimate (b, "median", &cell->median, cell->binned ? &cell->median_bounds : NULL,
                cell->exits);
  add_estimate (b, "p90", &cell->p90, cell->binned ? &cell->p90_bounds : NULL, cell->exits);
  cairn_report_json_add_number (b, "repeated", cell->binned ? NAN : cell->repeated);
  json_builder_set_member_name (b, "lost_days_per_week");
  json_builder_begin_object (b);
  cairn_report_json_add_number (b, "value", cell->lost_per_week);
  cairn_report_json_add_number (b, "se", cell->lost_se);
  json_builder_end_object (b);
  cairn_report_json_add_number (b, "spent_days_per_week", cell->spent_per_week);
  if (cell->rank > 0)
    add_count (b, "rank", cell->rank);
  else
    cairn_report_json_add_text (b, "rank", NULL);
  json_builder_set_member_name (b, "growing");
  json_builder_add_boolean_value (b, cell->growth == CAIRN_GROWTH_PILING_UP);
  if (words != NULL)
    add_words (b, cell, words);
  json_builder_end_object (b);
}

static void
add_cells (JsonBuilder *b, const CairnSnapshot *snapshot, const CairnTimingsWords *words)
{
  guint n;
  const CairnCell *cells = cairn_timings_report_cells (snapshot, &n);

  json_builder_set_member_name (b, "cells");
  json_builder_begin_array (b);
  for (guint i = 0; i < n; i++)
    add_cell (b, &cells[i], words);
  json_builder_end_array (b);
}

static void
add_left_out (JsonBuilder *b, const CairnSnapshot *snapshot)
{
  guint n;
  const CairnUnmapped *unmapped = cairn_snapshot_get_unmapped (snapshot, &n);
  const CairnQuarantine *quarantine;

  json_builder_set_member_name (b, "unmapped");
  json_builder_begin_array (b);
  for (guint i = 0; i < n; i++)
    {
      json_builder_begin_object (b);
      cairn_report_json_add_text (b, "value", unmapped[i].value);
      add_count (b, "visits", unmapped[i].visits);
      add_count (b, "customers", unmapped[i].customers);
      json_builder_end_object (b);
    }
  json_builder_end_array (b);

  quarantine = cairn_snapshot_get_quarantine (snapshot, &n);
  json_builder_set_member_name (b, "quarantined");
  json_builder_begin_array (b);
  for (guint i = 0; i < n; i++)
    {
      json_builder_begin_object (b);
      cairn_report_json_add_text (b, "reason", quarantine[i].reason);
      add_count (b, "rows", quarantine[i].rows);
      json_builder_end_object (b);
    }
  json_builder_end_array (b);
}

char *
cairn_timings_report_json (const CairnSnapshot *snapshot, const CairnTimingsWords *words)
{
  g_autoptr (JsonBuilder) b = json_builder_new ();

  g_return_val_if_fail (snapshot != NULL, NULL);

  json_builder_begin_object (b);
  cairn_report_json_add_head (b, snapshot);
  add_cells (b, snapshot, words);
  add_left_out (b, snapshot);
  json_builder_end_object (b);
  return cairn_report_json_dup (b);
}

/* ---- CSV ---- */

static void
csv_number (GString *out, double value)
{
  g_string_append_c (out, ',');
  cairn_csv_append_number (out, value);
}

static void
csv_words (GString *out, char *text)
{
  g_string_append_c (out, ',');
  cairn_csv_append (out, text);
  g_free (text);
}

static void
csv_row (GString *out,
         const CairnCell *cell,
         gboolean binned,
         const CairnTimingsWords *words,
         const char *only)
{
  cairn_csv_append (out, cell->segment);
  g_string_append_c (out, ',');
  cairn_csv_append (out, cell->stage);
  g_string_append_printf (out, ",%u,%u,%u,%u,%u", cell->arrivals, cell->departures, cell->here,
                          cell->overdue, cell->exits);
  csv_number (out, cell->median.value);
  csv_number (out, cell->median.low);
  csv_number (out, cell->median.high);
  csv_number (out, cell->p90.value);
  csv_number (out, cell->p90.low);
  csv_number (out, cell->p90.high);
  csv_number (out, cell->lost_per_week);
  csv_number (out, cell->lost_se);
  csv_number (out, cell->spent_per_week);
  csv_number (out, cell->rank > 0 ? cell->rank : (double) NAN);
  g_string_append (out, cell->growth == CAIRN_GROWTH_PILING_UP ? ",true" : ",false");
  if (binned)
    {
      csv_number (out, cell->median_bounds.least);
      csv_number (out, cell->median_bounds.most);
      csv_number (out, cell->p90_bounds.least);
      csv_number (out, cell->p90_bounds.most);
    }
  if (words != NULL)
    {
      csv_words (out, words->kind (cell, words->data));
      csv_words (out, words->evidence (cell, words->data));
    }
  csv_words (out, g_strdup (only));
  g_string_append (out, "\r\n");
}

char *
cairn_timings_report_csv (const CairnSnapshot *snapshot, const CairnTimingsWords *words)
{
  const char *only = cairn_report_get_filter (snapshot);
  const CairnCell *cells;
  GString *out;
  gboolean binned = FALSE;
  guint n;

  g_return_val_if_fail (snapshot != NULL, NULL);

  cells = cairn_timings_report_cells (snapshot, &n);
  for (guint i = 0; i < n; i++)
    binned = binned || cells[i].binned;
  out = g_string_new (
    "segment,stage,arrivals,departures,here,overdue,exits,median,median_low,median_high,"
    "p90,p90_low,p90_high,lost_days_per_week,lost_days_per_week_se,spent_days_per_week,rank,"
    "growing");
  if (binned)
    g_string_append (out, ",median_bracket_low,median_bracket_high,p90_bracket_low,"
                          "p90_bracket_high");
  g_string_append (out, words != NULL ? ",kind,evidence,only\r\n" : ",only\r\n");
  for (guint i = 0; i < n; i++)
    csv_row (out, &cells[i], binned, words, only);
  return g_string_free (out, FALSE);
}
