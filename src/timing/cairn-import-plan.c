/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing/cairn-import-plan.h"

#include "timing/cairn-import-look-ahead.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_SAMPLE 200000

/* What a plan is made from. */
typedef struct
{
  CairnLogTable *table;
  gboolean is_whole;
  const CairnImportOptions *options;
  GCancellable *cancellable;
} Look;

/* ---- columns ---- */

/* Attributes of XES come as they are used: one that is named may be first used behind the sample.
 */
static int
find_later (const Look *look, const char *const *names)
{
  g_autofree char *found = NULL;

  if (look->is_whole || cairn_log_table_find_column (look->table, "case:concept:name") < 0)
    return -1;
  found = cairn_import_look_for_column (look->options->input, names, look->cancellable);
  return found != NULL ? cairn_log_table_add_column (look->table, found) : -1;
}

/* By its name, or by that of an attribute of the trace. */
static gboolean
take_given (const Look *look, const char *given, int *column, GError **error)
{
  g_autofree char *of_trace = g_strconcat ("case:", given, NULL);
  g_autofree char *list = NULL;
  const char *const names[] = { given, of_trace, NULL };

  if (*given == '\0')
    {
      *column = -1;
      return TRUE;
    }
  *column = cairn_log_table_find_column (look->table, given);
  if (*column < 0)
    *column = cairn_log_table_find_column (look->table, of_trace);
  if (*column < 0)
    *column = find_later (look, names);
  if (*column >= 0)
    return TRUE;
  list = g_strjoinv (", ", (char **) cairn_log_table_get_columns (look->table));
  g_set_error (error, CAIRN_SOURCE_ERROR, CAIRN_SOURCE_ERROR_NO_COLUMN,
               _ ("The log has no column “%s”. Choose one of: %s."), given, list);
  return FALSE;
}

/* Among the attributes of traces, by what they are called there. */
static int
guess_of_trace (CairnLogTable *table, CairnColumnRole role)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) names = NULL;
  g_autofree char *of_trace = NULL;
  const char *name;

  for (const char *const *c = cairn_log_table_get_columns (table); *c != NULL; c++)
    if (g_str_has_prefix (*c, "case:"))
      g_strv_builder_add (builder, *c + strlen ("case:"));
  names = g_strv_builder_end (builder);
  name = cairn_column_role_guess (role, (const char *const *) names);
  of_trace = name != NULL ? g_strconcat ("case:", name, NULL) : NULL;
  return of_trace != NULL ? cairn_log_table_find_column (table, of_trace) : -1;
}

static int
guess (CairnLogTable *table, CairnColumnRole role)
{
  const char *name;

  /* What the process mining tools agree on goes before what only looks like it. */
  if (role == CAIRN_COLUMN_CUSTOMER
      && cairn_log_table_find_column (table, "case:concept:name") >= 0)
    return cairn_log_table_find_column (table, "case:concept:name");
  if (role == CAIRN_COLUMN_STAGE && cairn_log_table_find_column (table, "concept:name") >= 0)
    return cairn_log_table_find_column (table, "concept:name");
  name = cairn_column_role_guess (role, cairn_log_table_get_columns (table));
  if (name != NULL)
    return cairn_log_table_find_column (table, name);
  return role >= CAIRN_COLUMN_OWNER ? guess_of_trace (table, role) : -1;
}

static gboolean
lacks_role (CairnLogTable *table, CairnColumnRole role, GError **error)
{
  const char *const whats[]
    = { _ ("the customer"), _ ("the stage"), _ ("the time of entering") }; /* as the roles stand */
  g_autofree char *list = g_strjoinv (", ", (char **) cairn_log_table_get_columns (table));

  g_set_error (error, CAIRN_SOURCE_ERROR, CAIRN_SOURCE_ERROR_NO_MAPPING,
               /* translators: the first %s is “the customer” or the like */
               _ ("No column looks like %s. Name it with --%s; there are: %s."), whats[role],
               cairn_column_role_name (role), list);
  return FALSE;
}

static gboolean
find_columns (CairnImportPlan *plan, const Look *look, GError **error)
{
  CairnLogTable *table = look->table;
  const CairnImportOptions *o = look->options;
  const char *given[CAIRN_N_COLUMN_ROLES]
    = { o->customer, o->stage, o->entered, o->left, o->owner, o->segment };
  int *entered = &plan->columns[CAIRN_COLUMN_ENTERED];
  int *left = &plan->columns[CAIRN_COLUMN_LEFT];

  for (guint role = 0; role < CAIRN_N_COLUMN_ROLES; role++)
    {
      plan->columns[role] = -1;
      if (given[role] != NULL && !take_given (look, given[role], &plan->columns[role], error))
        return FALSE;
      if (given[role] == NULL)
        plan->columns[role] = guess (table, (CairnColumnRole) role);
    }
  /* The log of a tool that tells only when each step was done: one time, under the name of an end.
   */
  if (*entered < 0 && o->left == NULL && o->entered == NULL)
    *entered = *left;
  for (guint role = 0; role <= CAIRN_COLUMN_ENTERED; role++)
    if (plan->columns[role] < 0)
      return lacks_role (table, (CairnColumnRole) role, error);
  /* Logs with both times call the end just "time:timestamp". */
  if (*left < 0 && o->left == NULL
      && cairn_log_table_find_column (table, "time:timestamp") != *entered)
    *left = cairn_log_table_find_column (table, "time:timestamp");
  if (*left == *entered)
    *left = -1;
  return TRUE;
}

/* ---- shape ---- */

/* Whether a column holds starts and completions, whatever it is called. */
static gboolean
holds_transitions (CairnLogTable *table, int column)
{
  gboolean start = FALSE;
  gboolean complete = FALSE;
  gsize n_rows = MIN (cairn_log_table_get_n_rows (table), 1000);

  for (gsize i = 0; i < n_rows; i++)
    {
      const char *word = cairn_log_table_get (table, i, column);

      start |= word != NULL && g_ascii_strcasecmp (word, "start") == 0;
      complete |= word != NULL && g_ascii_strcasecmp (word, "complete") == 0;
    }
  return start && complete;
}

static int
find_transition (CairnLogTable *table)
{
  static const char *const names[]
    = { "lifecycle:transition", "registration_type", "transition", "lifecycle" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (cairn_log_table_find_column (table, names[i]) >= 0)
      return cairn_log_table_find_column (table, names[i]);
  for (int i = 0; cairn_log_table_get_columns (table)[i] != NULL; i++)
    if (holds_transitions (table, i))
      return i;
  return -1;
}

static gboolean
has_starts (CairnLogTable *table, int transition)
{
  for (gsize i = 0; transition >= 0 && i < cairn_log_table_get_n_rows (table); i++)
    {
      const char *word = cairn_log_table_get (table, i, transition);

      if (word != NULL && cairn_transition_parse (word) == CAIRN_TRANSITION_START)
        return TRUE;
    }
  return FALSE;
}

static gboolean
find_shape (CairnImportPlan *plan, const Look *look, GError **error)
{
  CairnLogTable *table = look->table;
  const CairnImportOptions *options = look->options;

  plan->transition = find_transition (table);
  if (options->transition != NULL
      && !take_given (look, options->transition, &plan->transition, error))
    return FALSE;
  plan->shape = options->shape;
  if (plan->shape == CAIRN_IMPORT_AUTO)
    {
      if (options->left == NULL && has_starts (table, plan->transition))
        plan->shape = CAIRN_IMPORT_LIFECYCLE;
      else if (plan->columns[CAIRN_COLUMN_LEFT] >= 0)
        plan->shape = CAIRN_IMPORT_VISITS;
      else
        plan->shape = CAIRN_IMPORT_CHANGES;
    }
  if (plan->shape == CAIRN_IMPORT_VISITS && plan->columns[CAIRN_COLUMN_LEFT] < 0)
    g_set_error (error, CAIRN_SOURCE_ERROR, CAIRN_SOURCE_ERROR_NO_MAPPING,
                 _ ("No column looks like the time of leaving. Name it with --left, or use "
                    "--shape changes."));
  else if (plan->shape == CAIRN_IMPORT_LIFECYCLE && plan->transition < 0)
    g_set_error (
      error, CAIRN_SOURCE_ERROR, CAIRN_SOURCE_ERROR_NO_MAPPING,
      _ ("No column tells starts from ends (lifecycle:transition). Use another --shape."));
  else
    return TRUE;
  return FALSE;
}

/* ---- what only some logs have ---- */

/* By letters alone: "Started at" is "started_at". */
static gboolean
is_called (const char *column, const char *name)
{
  for (; *column != '\0'; column++)
    if (g_ascii_isalpha (*column) && g_ascii_tolower (*column) != *name++)
      return FALSE;
  return *name == '\0';
}

static int
find_called (CairnLogTable *table, const char *const *names)
{
  const char *const *columns = cairn_log_table_get_columns (table);

  for (; *names != NULL; names++)
    for (int i = 0; columns[i] != NULL; i++)
      if (is_called (columns[i], *names))
        return i;
  return -1;
}

static gboolean
find_extras (CairnImportPlan *plan, const Look *look, GError **error)
{
  CairnLogTable *table = look->table;
  const CairnImportOptions *options = look->options;
  static const char *const started[] = { "workstartedat", "workstarted", "startedat", NULL };
  static const char *const touchpoint[] = { "touchpoint", "touchpointname", NULL };

  plan->started = plan->shape == CAIRN_IMPORT_VISITS ? find_called (table, started) : -1;
  plan->touchpoint = find_called (table, touchpoint);
  if ((options->started != NULL && !take_given (look, options->started, &plan->started, error))
      || (options->touchpoint != NULL
          && !take_given (look, options->touchpoint, &plan->touchpoint, error)))
    return FALSE;
  for (guint role = 0; role < CAIRN_N_COLUMN_ROLES; role++)
    {
      if (options->started == NULL && plan->started == plan->columns[role])
        plan->started = -1;
      if (options->touchpoint == NULL && plan->touchpoint == plan->columns[role])
        plan->touchpoint = -1;
    }
  return TRUE;
}

/* ---- times ---- */

static const char *
sample_times (CairnLogTable *table, const CairnImportPlan *plan, CairnTimeSampler *sampler)
{
  gsize n_rows = cairn_log_table_get_n_rows (table);
  const char *example = NULL;

  for (gsize i = 0; i < n_rows; i++)
    for (guint role = CAIRN_COLUMN_ENTERED; role <= CAIRN_COLUMN_LEFT; role++)
      {
        const char *text = cairn_log_table_get (table, i, plan->columns[role]);

        if (text == NULL)
          continue;
        cairn_time_sampler_add_text (sampler, text, -1);
        if (example == NULL)
          example = text;
      }
  return example;
}

/* A log by date may hold days up to the twelfth for long. */
static gboolean
look_ahead (const CairnImportPlan *plan,
            const Look *look,
            CairnTimeSampler *sampler,
            GError **error)
{
  const char *const *columns = cairn_log_table_get_columns (look->table);
  const char *names[3] = { NULL };
  guint n = 0;

  for (guint role = CAIRN_COLUMN_ENTERED; role <= CAIRN_COLUMN_LEFT; role++)
    if (plan->columns[role] >= 0)
      names[n++] = columns[plan->columns[role]];
  return cairn_import_look_ahead (look->options->input, names, sampler, look->cancellable, error);
}

static gboolean
parse_format (CairnImportPlan *plan, const char *name, GError **error)
{
  if (cairn_time_format_parse (name, &plan->format))
    return TRUE;
  g_set_error (error, CAIRN_SOURCE_ERROR, CAIRN_SOURCE_ERROR_BAD_OPTION,
               _ ("“%s” is not a time format. Use one of: %s."), name, CAIRN_TIME_FORMAT_NAMES);
  return FALSE;
}

static gboolean
find_format (CairnImportPlan *plan, const Look *look, GPtrArray *notes, GError **error)
{
  CairnTimeSampler sampler = CAIRN_TIME_SAMPLER_INIT;
  const char *example;

  if (look->options->time_format != NULL)
    return parse_format (plan, look->options->time_format, error);
  example = sample_times (look->table, plan, &sampler);
  if (!look->is_whole && sampler.either + sampler.same > 0 && !cairn_import_knows_order (&sampler)
      && !look_ahead (plan, look, &sampler, error))
    return FALSE;
  if (!cairn_time_sampler_decide (&sampler, &plan->format))
    g_ptr_array_add (
      notes,
      g_strdup_printf (_ ("Read times such as %s as day/month; use --time-format m/d/y to change."),
                       example));
  return TRUE;
}

/* ---- what was decided ---- */

static const char *
shape_sentence (CairnImportShape shape)
{
  switch (shape)
    {
    case CAIRN_IMPORT_VISITS:
      return _ ("Shape: visits (a row is a stay in a stage).");
    case CAIRN_IMPORT_CHANGES:
      return _ ("Shape: changes (a row is the moment somebody enters a stage).");
    case CAIRN_IMPORT_LIFECYCLE:
      return _ ("Shape: lifecycle (rows are starts and ends of stages).");
    case CAIRN_IMPORT_AUTO:
      break;
    }
  g_return_val_if_reached ("");
}

static void
add_notes (const CairnImportPlan *plan, CairnLogTable *table, GPtrArray *notes)
{
  const char *const *names = cairn_log_table_get_columns (table);
  const char *const entered[] = { names[plan->columns[CAIRN_COLUMN_ENTERED]], NULL };
  g_autoptr (GString) columns = g_string_new (NULL);

  g_ptr_array_add (notes, g_strdup (shape_sentence (plan->shape)));
  for (guint role = 0; role < CAIRN_N_COLUMN_ROLES; role++)
    {
      if (plan->columns[role] < 0
          || (role == CAIRN_COLUMN_LEFT && plan->shape != CAIRN_IMPORT_VISITS))
        continue;
      g_string_append_printf (columns, "%s%s = %s", columns->len > 0 ? ", " : "",
                              cairn_column_role_name ((CairnColumnRole) role),
                              names[plan->columns[role]]);
    }
  if (plan->started >= 0)
    g_string_append_printf (columns, ", started = %s", names[plan->started]);
  if (plan->touchpoint >= 0)
    g_string_append_printf (columns, ", touchpoint = %s", names[plan->touchpoint]);
  g_ptr_array_add (notes, g_strdup_printf (_ ("Columns: %s."), columns->str));
  if (cairn_column_role_guess (CAIRN_COLUMN_LEFT, entered) != NULL)
    g_ptr_array_add (
      notes, g_strdup_printf (_ ("“%s” is the one time in the log; it is taken for the moment "
                                 "of entering. To say otherwise, use --entered and --left."),
                              *entered));
}

gboolean
cairn_import_plan_make (CairnImportPlan *plan,
                        CairnLogTable *table,
                        gboolean is_whole,
                        const CairnImportOptions *options,
                        GPtrArray *notes,
                        GCancellable *cancellable,
                        GError **error)
{
  const Look look = { table, is_whole, options, cancellable };

  if (!find_columns (plan, &look, error) || !find_shape (plan, &look, error)
      || !find_extras (plan, &look, error) || !find_format (plan, &look, notes, error))
    return FALSE;
  add_notes (plan, table, notes);
  return TRUE;
}
