/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/cairn-cli-import.h"

#include "cli/cairn-cli-import-run.h"
#include "cli/cairn-cli-private.h"
#include "model/cairn-schema.h"
#include "timing/cairn-time-format.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

/* What GOption owns; CairnImportOptions borrows it. */
typedef struct
{
  char *output, *shape;
  char *customer, *stage, *entered, *left, *owner, *segment, *started, *touchpoint;
  char *time_format, *zone;
  char **finals, **successes, **losses;
  char **dates, **exit_dates;
  char **logs;
  gboolean split_repeats, force, as_json;
} Options;

static void
options_clear (Options *o)
{
  char *texts[] = { o->output, o->shape,   o->customer, o->stage,      o->entered,     o->left,
                    o->owner,  o->segment, o->started,  o->touchpoint, o->time_format, o->zone };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (texts[i]);
  g_strfreev (o->finals);
  g_strfreev (o->successes);
  g_strfreev (o->losses);
  g_strfreev (o->dates);
  g_strfreev (o->exit_dates);
  g_strfreev (o->logs);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static gboolean
parse_options (int argc, char **argv, Options *o, GError **error)
{
  const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &o->output, N_ ("The database to write"), "OUT.db" },
    { "shape", 0, 0, G_OPTION_ARG_STRING, &o->shape,
      N_ ("What a row means: visits, changes, lifecycle, dates or snapshots (default: which of the "
          "first three is found out)"),
      "SHAPE" },
    { "customer", 0, 0, G_OPTION_ARG_STRING, &o->customer, N_ ("Column of the customer"), "C" },
    { "case", 0, 0, G_OPTION_ARG_STRING, &o->customer, N_ ("The same as --customer"), "C" },
    { "stage", 0, 0, G_OPTION_ARG_STRING, &o->stage, N_ ("Column of the stage"), "C" },
    { "entered", 0, 0, G_OPTION_ARG_STRING, &o->entered, N_ ("Column of the time of entering"),
      "C" },
    { "day", 0, 0, G_OPTION_ARG_STRING, &o->entered,
      N_ ("Snapshots: column of the day; the same as --entered"), "C" },
    { "date", 0, 0, G_OPTION_ARG_STRING_ARRAY, &o->dates,
      N_ ("Dates: column that says when STAGE was entered; may be repeated"), "STAGE=C" },
    { "exit-date", 0, 0, G_OPTION_ARG_STRING_ARRAY, &o->exit_dates,
      N_ ("Dates: column that says when STAGE was left (default: with the next date of the row)"),
      "STAGE=C" },
    { "left", 0, 0, G_OPTION_ARG_STRING, &o->left, N_ ("Column of the time of leaving"), "C" },
    { "owner", 0, 0, G_OPTION_ARG_STRING, &o->owner, N_ ("Column of the owner"), "C" },
    { "segment", 0, 0, G_OPTION_ARG_STRING, &o->segment, N_ ("Column of the segment"), "C" },
    { "started", 0, 0, G_OPTION_ARG_STRING, &o->started,
      N_ ("Column of the time when work in the stage began"), "C" },
    { "touchpoint", 0, 0, G_OPTION_ARG_STRING, &o->touchpoint,
      N_ ("Column of what was done with the customer at that time"), "C" },
    { "time-format", 0, 0, G_OPTION_ARG_STRING, &o->time_format,
      N_ ("How times are written: " CAIRN_TIME_FORMAT_NAMES " (default: found out)"), "F" },
    { "zone", 0, 0, G_OPTION_ARG_STRING, &o->zone,
      N_ ("Zone of times without an offset (default: UTC)"), "Z" },
    { "final", 0, 0, G_OPTION_ARG_STRING_ARRAY, &o->finals,
      N_ ("A stage that is an end: nobody stays in it; may be repeated"), "STAGE" },
    { "success", 0, 0, G_OPTION_ARG_STRING_ARRAY, &o->successes,
      N_ ("A stage that is an end and a success; may be repeated"), "STAGE" },
    { "lost", 0, 0, G_OPTION_ARG_STRING_ARRAY, &o->losses,
      N_ ("A stage that is an end where the customer is lost; may be repeated"), "STAGE" },
    { "split-repeats", 0, 0, G_OPTION_ARG_NONE, &o->split_repeats,
      N_ ("Changes: the same stage again is a new visit"), NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &o->as_json, N_ ("Say what was done as JSON"), NULL },
    { "force", 0, 0, G_OPTION_ARG_NONE, &o->force, N_ ("Overwrite the database"), NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &o->logs, NULL, NULL },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (_ ("LOG"));

  g_option_context_set_summary (
    context, _ ("Turns an event log (XES or CSV, gzipped or not) into a database of visits."));
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (!g_option_context_parse (context, &argc, &argv, error))
    return FALSE;
  if (o->logs == NULL || o->logs[1] != NULL || o->output == NULL)
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
                   _ ("Give one LOG, and the database to write with -o. See “%s --help”."),
                   argv[0]);
      return FALSE;
    }
  return TRUE;
}

/* A word of --shape, and who reads such rows. */
static const struct
{
  const char *word;
  CairnImportShape events; /* cairn_import_run() */
  int rows;                /* else cairn_cli_import_rows(): CAIRN_SHAPE_… */
} shapes[] = {
  { "visits", CAIRN_IMPORT_VISITS, 0 },
  { "changes", CAIRN_IMPORT_CHANGES, 0 },
  { "lifecycle", CAIRN_IMPORT_LIFECYCLE, 0 },
  { "dates", CAIRN_IMPORT_AUTO, CAIRN_SHAPE_WIDE },
  { "snapshots", CAIRN_IMPORT_AUTO, CAIRN_SHAPE_SNAPSHOTS },
};

static gboolean
parse_shape (const char *name, CairnImportShape *events, int *rows, GError **error)
{
  for (guint i = 0; name != NULL && i < G_N_ELEMENTS (shapes); i++)
    if (g_str_equal (shapes[i].word, name))
      {
        *events = shapes[i].events;
        *rows = shapes[i].rows;
        return TRUE;
      }
  if (name == NULL)
    return TRUE;
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
               _ ("“%s” is not a shape. Use visits, changes, lifecycle, dates or snapshots."),
               name);
  return FALSE;
}

/* An option that says nothing of rows of the shape that was chosen is a mistake. */
static gboolean
check_options (const Options *o, int rows, GError **error)
{
  const gboolean wide = rows == CAIRN_SHAPE_WIDE;
  const struct
  {
    const char *option;
    gboolean given, fits;
  } all[] = {
    { "--date", o->dates != NULL, wide },
    { "--exit-date", o->exit_dates != NULL, wide },
    { "--stage", o->stage != NULL, !wide },
    { "--entered", o->entered != NULL, !wide },
    { "--left", o->left != NULL, rows == 0 },
    { "--started", o->started != NULL, rows == 0 },
    { "--touchpoint", o->touchpoint != NULL, rows == 0 },
    { "--final", o->finals != NULL, rows == 0 },
    { "--success", o->successes != NULL, rows == 0 },
    { "--lost", o->losses != NULL, rows == 0 },
    { "--split-repeats", o->split_repeats, rows == 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    if (all[i].given && !all[i].fits)
      {
        if (rows == 0)
          g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                       _ ("%s goes with --shape dates only."), all[i].option);
        else
          g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                       _ ("%1$s does not go with --shape %2$s."), all[i].option, o->shape);
        return FALSE;
      }
  return TRUE;
}

static void
print_result (const CairnImportOptions *options, const CairnImportResult *result, gboolean rows)
{
  g_autofree char *name = g_filename_display_name (options->output);

  for (guint i = 0; i < result->notes->len; i++)
    g_print ("%s\n", (const char *) g_ptr_array_index (result->notes, i));
  if (rows)
    g_print (_ ("%lu rows, %lu customers: %s\n"), (gulong) result->n_rows,
             (gulong) result->n_customers, name);
  else
    g_print (_ ("%lu rows, %lu customers, %lu visits, %lu of them open: %s\n"),
             (gulong) result->n_rows, (gulong) result->n_customers, (gulong) result->n_visits,
             (gulong) result->n_open, name);
}

static void
add_number (JsonBuilder *b, const char *name, gsize number)
{
  json_builder_set_member_name (b, name);
  json_builder_add_int_value (b, (gint64) number);
}

static void
print_json (const CairnImportOptions *options, const CairnImportResult *result, gboolean rows)
{
  g_autoptr (JsonBuilder) b = json_builder_new ();
  g_autofree char *input = g_filename_display_name (options->input);
  g_autofree char *output = g_filename_display_name (options->output);

  json_builder_begin_object (b);
  cairn_cli_add_text (b, "log", input);
  cairn_cli_add_text (b, "database", output);
  add_number (b, "rows", result->n_rows);
  add_number (b, "customers", result->n_customers);
  /* Of rows that stand as they are nobody has made visits yet. */
  if (!rows)
    {
      add_number (b, "visits", result->n_visits);
      add_number (b, "open", result->n_open);
      add_number (b, "touchpoints", result->n_touchpoints);
    }
  json_builder_set_member_name (b, "notes");
  json_builder_begin_array (b);
  for (guint i = 0; i < result->notes->len; i++)
    json_builder_add_string_value (b, g_ptr_array_index (result->notes, i));
  json_builder_end_array (b);
  json_builder_end_object (b);
  cairn_cli_print_json (b);
}

/* Which shapes are never found out. */
static void
hint_at_shapes (GError *error)
{
  char *message;

  if (!g_error_matches (error, CAIRN_SOURCE_ERROR, CAIRN_SOURCE_ERROR_NO_MAPPING))
    return;
  /* translators: %s is a sentence */
  message = g_strdup_printf (_ ("%s If a row has a date for each stage, say --shape dates."),
                             error->message);
  g_free (error->message);
  error->message = message;
}

/* What is a database already need not become one. */
static gboolean
check_log (const char *path, GError **error)
{
  static const char magic[] = "SQLite format 3"; /* and a zero byte */
  char begin[sizeof magic];
  g_autofree char *name = g_filename_display_name (path);
  FILE *file = g_file_test (path, G_FILE_TEST_IS_REGULAR) ? g_fopen (path, "rb") : NULL;
  gboolean is_database = file != NULL && fread (begin, 1, sizeof begin, file) == sizeof begin
                         && memcmp (begin, magic, sizeof magic) == 0;

  if (file != NULL)
    fclose (file);
  if (is_database)
    g_set_error (error, CAIRN_SOURCE_ERROR, CAIRN_SOURCE_ERROR_BAD_LOG,
                 _ ("“%s” is a database already. Read it with “cairn timings”."), name);
  return !is_database;
}

static gboolean
run (int argc, char **argv, int *signal_number, GError **error)
{
  g_auto (Options) o = { 0 };
  g_auto (CairnImportResult) result = { 0 };
  CairnImportOptions options;
  CairnImportShape shape = CAIRN_IMPORT_AUTO;
  CairnCliRows rows = { .import = &options };

  if (!parse_options (argc, argv, &o, error) || !parse_shape (o.shape, &shape, &rows.shape, error)
      || !check_options (&o, rows.shape, error) || !check_log (o.logs[0], error))
    return FALSE;
  rows.dates = o.dates;
  rows.exit_dates = o.exit_dates;
  options = (CairnImportOptions){ .input = o.logs[0],
                                  .output = o.output,
                                  .shape = shape,
                                  .customer = o.customer,
                                  .stage = o.stage,
                                  .entered = o.entered,
                                  .left = o.left,
                                  .owner = o.owner,
                                  .segment = o.segment,
                                  .time_format = o.time_format,
                                  .zone = o.zone,
                                  .finals = (const char *const *) o.finals,
                                  .successes = (const char *const *) o.successes,
                                  .losses = (const char *const *) o.losses,
                                  .started = o.started,
                                  .touchpoint = o.touchpoint,
                                  .split_repeats = o.split_repeats,
                                  .force = o.force };
  if (!cairn_cli_import_run (&options, rows.shape != 0 ? &rows : NULL, &result, signal_number,
                             error))
    {
      if (o.shape == NULL)
        hint_at_shapes (*error);
      return FALSE;
    }
  (o.as_json ? print_json : print_result) (&options, &result, rows.shape != 0);
  return TRUE;
}

int
cairn_cli_import (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  int signal_number = 0;

  if (run (argc, argv, &signal_number, &error))
    return 0;
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return cairn_cli_report ("cairn import", error);
  g_printerr (_ ("cairn import: stopped. Nothing was written.\n"));
  return 128 + signal_number; /* as a shell tells it */
}
