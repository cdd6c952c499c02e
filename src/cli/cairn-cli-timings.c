/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/cairn-cli-timings.h"

#include "base/cairn-duration.h"
#include "base/cairn-time.h"
#include "cli/cairn-cli-private.h"
#include "cli/cairn-cli-touchpoints.h"
#include "insight/cairn-gap-report.h"
#include "insight/cairn-journey-studies.h"
#include "insight/cairn-journey-timings.h"
#include "io/cairn-journey.h"
#include "timing/cairn-change-log.h"
#include "timing/cairn-source.h"
#include "timing/cairn-time-format.h"
#include "timing/cairn-timings-report.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

/* The options as given. */
typedef struct
{
  char *table, *customer, *stage, *entered, *left, *owner, *segment;
  char *time_format, *zone;
  char *journey;
  char *now, *window, *format;
  char *only;
  char **targets;
  char **sources;
  gboolean why, change_log_script;
  gboolean touchpoints;
  gboolean gaps, all_gaps;
  gboolean anonymous, named;
  gboolean no_cache;
} Options;

static void
options_clear (Options *o)
{
  char *texts[]
    = { o->table,       o->customer, o->stage, o->entered, o->left,   o->owner,   o->segment,
        o->time_format, o->zone,     o->now,   o->window,  o->format, o->journey, o->only };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (texts[i]);
  g_strfreev (o->targets);
  g_strfreev (o->sources);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static gboolean
parse_options (int argc, char **argv, Options *o, GError **error)
{
  const GOptionEntry entries[] = {
    { "journey", 0, 0, G_OPTION_ARG_FILENAME, &o->journey,
      N_ ("Take names, targets and columns from this journey"), "FILE" },
    { "table", 0, 0, G_OPTION_ARG_STRING, &o->table, N_ ("Table or view of visits"), "T" },
    { "customer", 0, 0, G_OPTION_ARG_STRING, &o->customer, N_ ("Column of the customer"), "C" },
    { "stage", 0, 0, G_OPTION_ARG_STRING, &o->stage, N_ ("Column of the stage"), "C" },
    { "entered", 0, 0, G_OPTION_ARG_STRING, &o->entered, N_ ("Column of the time of entering"),
      "C" },
    { "left", 0, 0, G_OPTION_ARG_STRING, &o->left, N_ ("Column of the time of leaving"), "C" },
    { "owner", 0, 0, G_OPTION_ARG_STRING, &o->owner, N_ ("Column of the owner"), "C" },
    { "segment", 0, 0, G_OPTION_ARG_STRING, &o->segment, N_ ("Column of the segment"), "C" },
    { "time-format", 0, 0, G_OPTION_ARG_STRING, &o->time_format,
      N_ ("How times are written: " CAIRN_TIME_FORMAT_NAMES " (default: found out)"), "F" },
    { "zone", 0, 0, G_OPTION_ARG_STRING, &o->zone,
      N_ ("Zone of times without an offset (default: the system's)"), "Z" },
    { "now", 0, 0, G_OPTION_ARG_STRING, &o->now, N_ ("The moment to look at (default: now)"),
      "TIME" },
    { "window", 0, 0, G_OPTION_ARG_STRING, &o->window, N_ ("13w (default), 26w, all or FROM..TO"),
      "W" },
    { "only", 0, 0, G_OPTION_ARG_STRING, &o->only,
      N_ ("Count only these customers, such as 'arr >= 50000 and health < 60'"), "RULE" },
    { "target", 0, 0, G_OPTION_ARG_STRING_ARRAY, &o->targets,
      N_ ("How long a stage should take at most, such as Training=10d; may be repeated"),
      "STAGE=DUR" },
    { "why", 0, 0, G_OPTION_ARG_NONE, &o->why,
      N_ ("Say of each stage what kind of trouble it is in, and why"), NULL },
    { "change-log-script", 0, 0, G_OPTION_ARG_NONE, &o->change_log_script,
      N_ ("Print SQL that lets a large SQLite database note its changes, for its owner to run"),
      NULL },
    { "touchpoints", 0, 0, G_OPTION_ARG_NONE, &o->touchpoints,
      N_ ("Tell, instead of the stages, what was done with customers in them"), NULL },
    { "gaps", 0, 0, G_OPTION_ARG_NONE, &o->gaps,
      N_ ("Tell of the stages that miss their target: by how much, why, and what is being done"),
      NULL },
    { "all-gaps", 0, 0, G_OPTION_ARG_NONE, &o->all_gaps, N_ ("The same of all stages"), NULL },
    { "anonymous", 0, 0, G_OPTION_ARG_NONE, &o->anonymous,
      N_ ("Name no owners, and give customers pseudonyms (default: as the preferences say)"),
      NULL },
    { "named", 0, 0, G_OPTION_ARG_NONE, &o->named,
      N_ ("Name owners and customers, whatever the preferences say"), NULL },
    { "no-cache", 0, 0, G_OPTION_ARG_NONE, &o->no_cache,
      N_ ("Read a large database anew, and keep nothing of it for the next time"), NULL },
    { "format", 0, 0, G_OPTION_ARG_STRING, &o->format, N_ ("text (default), json or csv"), "F" },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &o->sources, NULL, NULL },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (_ ("SOURCE"));

  g_option_context_set_summary (
    context, _ ("Prints the stage timings of an SQLite database of visits. It is only read."));
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (!g_option_context_parse (context, &argc, &argv, error))
    return FALSE;
  if (o->sources == NULL || o->sources[1] != NULL)
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
                   _ ("Give one SOURCE, the database of visits. See “%s --help”."), argv[0]);
      return FALSE;
    }
  return TRUE;
}

static gboolean
add_target (CairnMapping *mapping, const char *text, GError **error)
{
  const char *equals = strrchr (text, '=');
  g_autofree char *stage = equals != NULL ? g_strndup (text, (gsize) (equals - text)) : NULL;
  gint64 target;

  if (stage == NULL || *stage == '\0' || !cairn_duration_parse (equals + 1, &target) || target <= 0)
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   _ ("“%s” is not a target. Write it like Training=10d."), text);
      return FALSE;
    }
  /* It outranks what the journey says of that stage in any segment. */
  for (guint i = 0; i < mapping->targets->len; i++)
    {
      CairnMappingTarget *known = g_ptr_array_index (mapping->targets, i);

      if (g_str_equal (known->stage, stage))
        known->target = target;
    }
  cairn_mapping_add_target (mapping, NULL, stage, target, 0);
  return TRUE;
}

static CairnMapping *
build_mapping (const Options *o, CairnDocument *journey, GError **error)
{
  g_autoptr (CairnMapping) mapping = cairn_mapping_new (o->sources[0]);

  mapping->table = g_strdup (o->table);
  mapping->customer = g_strdup (o->customer);
  mapping->stage = g_strdup (o->stage);
  mapping->entered = g_strdup (o->entered);
  mapping->left = g_strdup (o->left);
  mapping->owner = g_strdup (o->owner);
  mapping->segment = g_strdup (o->segment);
  mapping->time_format = g_strdup (o->time_format);
  mapping->zone = g_strdup (o->zone);
  mapping->filter = g_strdup (o->only);
  if (journey != NULL)
    cairn_journey_timings_describe (journey, mapping);
  for (char **t = o->targets; t != NULL && *t != NULL; t++)
    if (!add_target (mapping, *t, error))
      return NULL;
  if (!cairn_mapping_complete (mapping, error))
    return NULL;
  return g_steal_pointer (&mapping);
}

/* 0: the real now. */
static gboolean
parse_now (const Options *o, gint64 *now, GError **error)
{
  g_autoptr (GTimeZone) zone
    = o->zone != NULL ? g_time_zone_new_identifier (o->zone) : g_time_zone_new_local ();

  *now = 0;
  if (o->now == NULL || cairn_time_parse (o->now, zone, now))
    return TRUE;
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
               _ ("“%s” is not a moment. Write it like 2026-11-22T12:00."), o->now);
  return FALSE;
}

static gboolean
parse_window (const Options *o, CairnWindow *window, GError **error)
{
  *window = (CairnWindow){ .kind = CAIRN_WINDOW_13_WEEKS };
  if (o->window == NULL || cairn_window_parse (o->window, window))
    return TRUE;
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
               _ ("“%s” is not a window. Use 13w, 26w, all or FROM..TO."), o->window);
  return FALSE;
}

typedef char *(*ReportFunc) (const CairnSnapshot *snapshot, const CairnTimingsWords *words);

static gboolean
parse_format (const Options *o, ReportFunc *report, GError **error)
{
  static const struct
  {
    const char *name;
    ReportFunc report;
  } formats[] = {
    { "text", cairn_timings_report_text },
    { "json", cairn_timings_report_json },
    { "csv", cairn_timings_report_csv },
  };

  *report = cairn_timings_report_text;
  if ((o->gaps || o->all_gaps) && g_strcmp0 (o->format, "json") == 0)
    {
      g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                           _ ("Gaps can be told as text or csv, not as json."));
      return FALSE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    if (o->format == NULL || g_str_equal (o->format, formats[i].name))
      {
        *report = formats[i].report;
        return TRUE;
      }
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
               _ ("“%s” is not a format. Use text, json or csv."), o->format);
  return FALSE;
}

/* ---- why ---- */

typedef struct
{
  CairnSource *source;
  CairnDocument *journey; /* NULL: none is given */
  const CairnWindow *window;
  gint64 now;
  CairnPrivacy privacy;
} Studies;

/* The stage that the journey draws for @cell; NULL: none. */
static CairnElement *
find_stage (const Studies *self, const CairnCell *cell)
{
  if (self->journey == NULL)
    return NULL;
  CAIRN_FOREACH_CHILD (segment, cairn_document_get_root (self->journey), CAIRN_KIND_SEGMENT)
    {
      if (cell->segment != NULL && !g_str_equal (cairn_element_get_title (segment), cell->segment))
        continue;
      CAIRN_FOREACH_CHILD (swimlane, segment, CAIRN_KIND_SWIMLANE)
        {
          CairnElement *stage = cairn_journey_studies_find_stage (swimlane, cell->stage);

          if (stage != NULL)
            return stage;
        }
    }
  return NULL;
}

static CairnStudySetting
find_setting (const Studies *self, const CairnCell *cell)
{
  CairnElement *stage = find_stage (self, cell);

  return stage != NULL ? cairn_journey_studies_get_setting (stage) : (CairnStudySetting){ 0 };
}

static CairnStageStudy *
study (const Studies *self, const CairnCell *cell)
{
  CairnElement *stage = find_stage (self, cell);
  gboolean automated = stage != NULL && cairn_journey_studies_is_automated (stage);
  CairnStudyWish *wish = cairn_study_wish_new (cell->segment, cell->stage, automated);
  CairnStageStudy *made;

  if (stage != NULL)
    {
      cairn_journey_studies_add_touchpoints (wish, stage);
      cairn_journey_studies_add_changes (wish, stage);
    }
  made = cairn_source_study (self->source, wish, self->now, self->window);
  cairn_study_wish_free (wish);
  if (made != NULL)
    cairn_stage_study_mask (made, self->privacy);
  return made;
}

static char *
dup_kind (const CairnCell *cell, gpointer data)
{
  const CairnStudySetting setting = find_setting (data, cell);
  g_autoptr (CairnStageStudy) made = study (data, cell);

  return made != NULL ? cairn_study_words_label (cairn_stage_study_get_figures (made), &setting)
                      : NULL;
}

static char *
dup_evidence (const CairnCell *cell, gpointer data)
{
  const CairnStudySetting setting = find_setting (data, cell);
  g_autoptr (CairnStageStudy) made = study (data, cell);

  return made != NULL ? cairn_study_words_evidence (made, &setting) : NULL;
}

typedef void (*StudyFunc) (const Studies *self,
                           const CairnCell *cell,
                           CairnStageStudy *study,
                           GPtrArray *list);

/* Stage after stage, in the order of the report. */
static void
for_each_stage (const Studies *self, const CairnSnapshot *snapshot, StudyFunc func, GPtrArray *list)
{
  guint n;
  const CairnCell *cells = cairn_snapshot_get_cells (snapshot, &n);
  gboolean segments = n > 0 && cells[n - 1].segment != NULL;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (CairnStageStudy) made
        = segments && cells[i].segment == NULL ? NULL : study (self, &cells[i]);

      if (made != NULL)
        func (self, &cells[i], made, list);
    }
}

static void
add_study (const Studies *self, const CairnCell *cell, CairnStageStudy *made, GPtrArray *list)
{
  g_ptr_array_add (list, cairn_stage_study_ref (made));
}

static void
add_gap (const Studies *self, const CairnCell *cell, CairnStageStudy *made, GPtrArray *list)
{
  g_ptr_array_add (list, cairn_gap_new (find_stage (self, cell), made));
}

static char *
report_gaps (const Options *o, const Studies *studies, const CairnSnapshot *snapshot)
{
  g_autoptr (GPtrArray) gaps = cairn_gap_list_new ();
  guint n_stages;

  for_each_stage (studies, snapshot, add_gap, gaps);
  n_stages = gaps->len;
  cairn_gap_list_arrange (gaps, o->all_gaps);
  return g_strcmp0 (o->format, "csv") == 0 ? cairn_gap_report_csv (gaps, snapshot)
                                           : cairn_gap_report_text (gaps, n_stages, snapshot);
}

static char *
report_touchpoints (const Options *o, const Studies *studies, const CairnSnapshot *snapshot)
{
  g_autoptr (GPtrArray) all
    = g_ptr_array_new_with_free_func ((GDestroyNotify) cairn_stage_study_unref);

  for_each_stage (studies, snapshot, add_study, all);
  if (g_strcmp0 (o->format, "json") == 0)
    return cairn_cli_touchpoints_json (all, snapshot);
  if (g_strcmp0 (o->format, "csv") == 0)
    return cairn_cli_touchpoints_csv (all, snapshot);
  return cairn_cli_touchpoints_text (all, snapshot);
}

static gboolean
print (const char *text, GError **error)
{
  if (fputs (text, stdout) >= 0 && fflush (stdout) == 0)
    return TRUE;
  g_set_error (error, CAIRN_SOURCE_ERROR, CAIRN_SOURCE_ERROR_WRITE,
               _ ("The output cannot be written (%s)."), g_strerror (errno));
  return FALSE;
}

static gboolean
print_change_log_script (const CairnMapping *mapping, GError **error)
{
  g_autofree char *script = cairn_change_log_script (mapping, error);

  return script != NULL && print (script, error);
}

/* A target of a stage that there is none of is a slip of the pen. */
static void
warn_of_targets (const Options *o, const CairnSnapshot *snapshot)
{
  guint n;
  const CairnCell *cells = cairn_snapshot_get_cells (snapshot, &n);

  for (char **t = o->targets; t != NULL && *t != NULL; t++)
    {
      g_autofree char *stage = g_strndup (*t, (gsize) (strrchr (*t, '=') - *t));
      gboolean known = FALSE;

      for (guint i = 0; i < n; i++)
        known = known || g_str_equal (cells[i].stage, stage);
      if (!known)
        g_printerr (_ ("cairn timings: no stage is called “%s”: its target counts for nothing.\n"),
                    stage);
    }
}

static gboolean
run (int argc, char **argv, GError **error)
{
  g_auto (Options) o = { 0 };
  g_autoptr (CairnDocument) journey = NULL;
  g_autoptr (CairnMapping) mapping = NULL;
  g_autoptr (CairnSource) source = NULL;
  CairnQualityWish wish = { 0 };
  g_autoptr (CairnSnapshot) snapshot = NULL;
  g_autofree char *text = NULL;
  CairnWindow window;
  ReportFunc report;
  Studies studies;
  const CairnTimingsWords words = { dup_kind, dup_evidence, &studies };
  gint64 now;

  if (!parse_options (argc, argv, &o, error) || !parse_now (&o, &now, error)
      || !parse_window (&o, &window, error) || !parse_format (&o, &report, error))
    return FALSE;
  if (o.journey != NULL)
    {
      journey = cairn_journey_read_file (o.journey, NULL, NULL, error);
      if (journey == NULL)
        return FALSE;
    }
  mapping = build_mapping (&o, journey, error);
  if (mapping == NULL)
    return FALSE;
  if (o.change_log_script)
    return print_change_log_script (mapping, error);
  source = cairn_source_open (mapping, NULL, error);
  if (source == NULL)
    return FALSE;
  if (journey != NULL)
    wish = cairn_journey_timings_get_wish (journey);
  cairn_source_set_quality_wish (source, &wish);
  cairn_source_set_clock (source, now);
  if (!o.no_cache)
    cairn_cli_start_warm (source);
  if (!cairn_source_settle (source, error))
    return FALSE;
  snapshot
    = cairn_source_snapshot (source, now != 0 ? now : g_get_real_time () / G_USEC_PER_SEC, &window);
  if (journey != NULL)
    {
      CairnSnapshot *arranged = cairn_journey_timings_arrange (journey, snapshot);

      cairn_snapshot_unref (snapshot);
      snapshot = arranged;
    }
  warn_of_targets (&o, snapshot);
  studies = (Studies){ source, journey, &window, cairn_snapshot_get_as_of (snapshot),
                       cairn_cli_get_privacy (o.anonymous, o.named) };
  cairn_snapshot_mask (snapshot, studies.privacy);
  if (o.gaps || o.all_gaps)
    text = report_gaps (&o, &studies, snapshot);
  else if (o.touchpoints)
    text = report_touchpoints (&o, &studies, snapshot);
  else
    text = report (snapshot, o.why ? &words : NULL);
  if (!print (text, error))
    return FALSE;
  cairn_cli_keep (source);
  return TRUE;
}

int
cairn_cli_timings (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;

  if (run (argc, argv, &error))
    return 0;
  return cairn_cli_report ("cairn timings", error);
}
