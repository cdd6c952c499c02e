/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/cairn-cli-touchpoints.h"

#include "base/cairn-csv.h"
#include "base/cairn-time.h"
#include "insight/cairn-study-format.h"
#include "insight/cairn-touchpoint-words.h"
#include "timing/cairn-report-json.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* ---- what there is ---- */

typedef struct
{
  const char *name;
  double (*get) (const CairnTouchpointFigures *figures);
} Field;

#define FIELD(called, value)                                                                       \
  static double get_##called (const CairnTouchpointFigures *f)                                     \
  {                                                                                                \
    return value;                                                                                  \
  }

FIELD (times, f->times)
FIELD (times_per_week, f->per_week)
FIELD (stays, f->stays)
FIELD (reached, f->reached)
FIELD (share, f->share.value)
FIELD (share_low, f->share.low)
FIELD (share_high, f->share.high)
FIELD (until_n, f->n_until)
FIELD (until, f->until.value)
FIELD (until_low, f->until.low)
FIELD (until_high, f->until.high)
FIELD (wait_n, f->n_wait)
FIELD (wait_for, f->wait.value)
FIELD (wait_low, f->wait.low)
FIELD (wait_high, f->wait.high)
FIELD (work_n, f->n_done)
FIELD (work, f->work.value)
FIELD (work_low, f->work.low)
FIELD (work_high, f->work.high)
FIELD (gap, f->gap)

static const Field fields[] = {
  { "times", get_times },
  { "times_per_week", get_times_per_week },
  { "stays", get_stays },
  { "reached", get_reached },
  { "reached_share", get_share },
  { "reached_share_low", get_share_low },
  { "reached_share_high", get_share_high },
  { "until_first_n", get_until_n },
  { "until_first", get_until },
  { "until_first_low", get_until_low },
  { "until_first_high", get_until_high },
  { "wait_n", get_wait_n },
  { "wait", get_wait_for },
  { "wait_low", get_wait_low },
  { "wait_high", get_wait_high },
  { "work_n", get_work_n },
  { "work", get_work },
  { "work_low", get_work_low },
  { "work_high", get_work_high },
  { "gap", get_gap },
};

typedef void (*EachFunc) (const CairnStudyFigures *stage,
                          const CairnTouchpointFigures *figures,
                          gpointer data);

static void
for_each (GPtrArray *studies, EachFunc func, gpointer data)
{
  for (guint i = 0; i < studies->len; i++)
    {
      const CairnStageStudy *study = g_ptr_array_index (studies, i);
      guint n;
      const CairnTouchpointFigures *figures = cairn_stage_study_get_touchpoints (study, &n);

      for (guint k = 0; k < n; k++)
        func (cairn_stage_study_get_figures (study), &figures[k], data);
    }
}

/* ---- for people ---- */

typedef struct
{
  GString *out;
  const CairnStudyFigures *stage;
} Text;

static void
add_text (const CairnStudyFigures *stage, const CairnTouchpointFigures *figures, gpointer data)
{
  Text *text = data;

  if (text->stage != stage)
    {
      const char *segment = stage->segment != NULL ? stage->segment : "";

      g_string_append_printf (text->out, "\n%s%s%s\n", stage->stage, *segment != '\0' ? " · " : "",
                              segment);
      text->stage = stage;
    }
  g_string_append_printf (text->out, "  %s\n", figures->name);
  for (CairnTouchpointFact fact = 0; fact < CAIRN_N_TOUCHPOINT_FACTS; fact++)
    {
      g_autofree char *words = cairn_touchpoint_words_dup (figures, stage->working_days, fact);

      if (strcmp (words, "–") != 0)
        g_string_append_printf (text->out, "    %s: %s\n",
                                cairn_study_how_get_title (cairn_touchpoint_words_get_how (fact)),
                                words);
    }
}

char *
cairn_cli_touchpoints_text (GPtrArray *studies, const CairnSnapshot *snapshot)
{
  Text text = { g_string_new (NULL), NULL };
  g_autofree char *from = cairn_study_format_day (cairn_snapshot_get_window_from (snapshot));
  g_autofree char *as_of = cairn_time_format (cairn_snapshot_get_as_of (snapshot));
  const CairnAudience *audience = cairn_snapshot_get_audience (snapshot);
  g_autofree char *only = audience != NULL ? cairn_audience_describe (audience) : NULL;

  /* translators: %1$s is a day, %2$s a moment, %3$s “calendar days” */
  g_string_append_printf (text.out, _ ("Touchpoints since %1$s, as of %2$s, %3$s"), from, as_of,
                          cairn_snapshot_get_clock (snapshot));
  g_string_append_printf (text.out, "%s%s.\n", only != NULL ? ", " : "", only != NULL ? only : "");
  for_each (studies, add_text, &text);
  if (text.stage == NULL)
    g_string_append (text.out, _ ("\nThe data name nothing that was done with customers.\n"));
  return g_string_free (text.out, FALSE);
}

/* ---- for programs ---- */

static void
add_json (const CairnStudyFigures *stage, const CairnTouchpointFigures *figures, gpointer data)
{
  JsonBuilder *b = data;

  json_builder_begin_object (b);
  cairn_report_json_add_text (b, "segment", stage->segment);
  cairn_report_json_add_text (b, "stage", stage->stage);
  cairn_report_json_add_text (b, "touchpoint", figures->name);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    cairn_report_json_add_number (b, fields[i].name, fields[i].get (figures));
  json_builder_end_object (b);
}

char *
cairn_cli_touchpoints_json (GPtrArray *studies, const CairnSnapshot *snapshot)
{
  g_autoptr (JsonBuilder) b = json_builder_new ();

  json_builder_begin_object (b);
  cairn_report_json_add_head (b, snapshot);
  json_builder_set_member_name (b, "touchpoints");
  json_builder_begin_array (b);
  for_each (studies, add_json, b);
  json_builder_end_array (b);
  json_builder_end_object (b);
  return cairn_report_json_dup (b);
}

typedef struct
{
  GString *out;
  const char *only;
} Csv;

static void
add_csv (const CairnStudyFigures *stage, const CairnTouchpointFigures *figures, gpointer data)
{
  Csv *csv = data;

  cairn_csv_append (csv->out, stage->segment);
  g_string_append_c (csv->out, ',');
  cairn_csv_append (csv->out, stage->stage);
  g_string_append_c (csv->out, ',');
  cairn_csv_append (csv->out, figures->name);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      g_string_append_c (csv->out, ',');
      cairn_csv_append_number (csv->out, fields[i].get (figures));
    }
  g_string_append_c (csv->out, ',');
  cairn_csv_append (csv->out, csv->only);
  g_string_append (csv->out, "\r\n");
}

char *
cairn_cli_touchpoints_csv (GPtrArray *studies, const CairnSnapshot *snapshot)
{
  Csv csv = { g_string_new ("segment,stage,touchpoint"), cairn_report_get_filter (snapshot) };

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    g_string_append_printf (csv.out, ",%s", fields[i].name);
  g_string_append (csv.out, ",only\r\n");
  for_each (studies, add_csv, &csv);
  return g_string_free (csv.out, FALSE);
}
