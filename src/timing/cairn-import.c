/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A log goes through in one pass: the first rows settle what is what; then each row becomes an
 * event, the events are sorted by customer, and one customer's stays at a time are written. */
#include "timing/cairn-import.h"

#include "timing/cairn-import-plan.h"
#include "timing/cairn-import-rows.h"
#include "timing/cairn-import-visits.h"
#include "timing/cairn-import-writer.h"
#include "timing/cairn-spill.h"

#include <glib/gi18n-lib.h>

#define ROWS_A_LOOK 4096
/* Of the time, about; the rest is the disk's. */
#define READING 0.55
#define WRITING 0.42

typedef enum
{
  NO_RESULT,
  SUCCESS,
  LOSS,
} Result;

/* What is known of a customer once its events are read. */
typedef struct
{
  gint64 lost; /* G_MAXINT64: not */
  guint32 segment;
  guint32 success;
} Fate;

typedef struct
{
  const CairnImportOptions *options;
  CairnImportProgressFunc func;
  gpointer func_data;
  GCancellable *cancellable;
  GPtrArray *notes;
  char *folder;

  CairnLogFile file;
  CairnLogTable *table;
  CairnImportPlan plan;
  CairnImportRows *rows;
  gboolean handed_on; /* the sample to the rows */

  CairnImportWriter *writer;
  CairnImportDerivation derivation;
  GHashTable *results; /* stage → Result */
  CairnSpill fates;    /* Fate by customer - 1 */
  GArray *n_open;      /* guint by stage - 1 */
  guint32 likely_end;  /* the stage most customers are still in */
  CairnImportProgress progress;
  CairnImportResult *result;
} Run;

static void
run_clear (Run *run)
{
  cairn_log_file_clear (&run->file);
  cairn_spill_clear (&run->fates);
  g_clear_pointer (&run->results, g_hash_table_unref);
  g_clear_pointer (&run->table, cairn_log_table_free);
  g_clear_pointer (&run->rows, cairn_import_rows_free);
  g_clear_pointer (&run->writer, cairn_import_writer_free);
  g_clear_pointer (&run->derivation.finals, g_hash_table_unref);
  g_clear_pointer (&run->n_open, g_array_unref);
  g_free (run->folder);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Run, run_clear)

void
cairn_import_result_clear (CairnImportResult *result)
{
  g_clear_pointer (&result->notes, g_ptr_array_unref);
}

static void
tell (Run *run, double fraction)
{
  run->progress.fraction = CLAMP (fraction, 0, 1);
  if (run->func != NULL)
    run->func (&run->progress, run->func_data);
}

/* ---- reading ---- */

static void
tell_reading (Run *run)
{
  run->progress.n_rows = cairn_log_table_get_n_rows (run->table);
  run->progress.n_bytes = cairn_log_file_tell (&run->file);
  run->progress.size = run->file.size;
  tell (run, run->file.size > 0 ? READING * (double) run->progress.n_bytes / (double) run->file.size
                                : 0);
}

static gboolean
row_cb (CairnLogTable *table, gpointer data, GError **error)
{
  Run *run = data;

  if (cairn_log_table_get_n_rows (table) % ROWS_A_LOOK == 0)
    {
      if (g_cancellable_set_error_if_cancelled (run->cancellable, error))
        return FALSE;
      tell_reading (run);
    }
  return cairn_import_rows_take (run->rows, table, error);
}

static gboolean
hand_on (Run *run, gboolean is_whole, GError **error)
{
  int columns[CAIRN_N_COLUMN_ROLES + 3];

  run->handed_on = TRUE;
  if (!cairn_import_plan_make (&run->plan, run->table, is_whole, run->options, run->notes,
                               run->cancellable, error))
    return FALSE;
  run->rows
    = cairn_import_rows_new (&run->plan, run->options, run->folder, run->cancellable, error);
  if (run->rows == NULL)
    return FALSE;
  for (guint i = 0; i < CAIRN_N_COLUMN_ROLES; i++)
    columns[i] = run->plan.columns[i];
  columns[CAIRN_N_COLUMN_ROLES] = run->plan.transition;
  columns[CAIRN_N_COLUMN_ROLES + 1] = run->plan.started;
  columns[CAIRN_N_COLUMN_ROLES + 2] = run->plan.touchpoint;
  return cairn_log_table_stream (run->table, columns, G_N_ELEMENTS (columns), row_cb, run, error);
}

static gboolean
sampled_cb (CairnLogTable *table, gpointer data, GError **error)
{
  return hand_on (data, FALSE, error);
}

static gboolean
read_log (Run *run, GError **error)
{
  const char *path = run->options->input;
  g_autofree char *name = g_filename_display_name (path);

  if (!cairn_log_file_open (&run->file, path, run->cancellable, error))
    return FALSE;
  run->table = cairn_log_table_new ();
  cairn_log_table_set_sampled_func (run->table, sampled_cb, run);
  if (!cairn_log_file_read (&run->file, run->table, path, run->cancellable, error))
    return FALSE;
  if (cairn_log_table_get_n_rows (run->table) == 0)
    {
      g_set_error (error, CAIRN_SOURCE_ERROR, CAIRN_SOURCE_ERROR_BAD_LOG,
                   _ ("“%s” holds no events."), name);
      return FALSE;
    }
  if (!run->handed_on && !hand_on (run, TRUE, error))
    return FALSE;
  if (cairn_log_table_had_bad_text (run->table))
    g_ptr_array_add (run->notes,
                     g_strdup (_ ("Some text is not UTF-8; it was read as Windows-1252.")));
  tell_reading (run);
  run->result->n_rows = cairn_log_table_get_n_rows (run->table);
  g_clear_pointer (&run->table, cairn_log_table_free);
  cairn_log_file_clear (&run->file);
  return cairn_import_rows_finish (run->rows, run->notes, error);
}

/* ---- writing ---- */

static gboolean
add_finals (Run *run, const char *const *names, Result result, const char *option, GError **error)
{
  for (; names != NULL && *names != NULL; names++)
    {
      guint32 stage = cairn_name_list_find (cairn_import_rows_get_stages (run->rows), *names);

      if (stage == 0)
        {
          g_set_error (error, CAIRN_SOURCE_ERROR, CAIRN_SOURCE_ERROR_BAD_OPTION,
                       /* translators: a stage, and the option of the command line that names it */
                       _ ("No stage in the log is called “%s”. Check the name after %s."), *names,
                       option);
          return FALSE;
        }
      g_hash_table_add (run->derivation.finals, GUINT_TO_POINTER (stage));
      g_hash_table_insert (run->results, GUINT_TO_POINTER (stage), GUINT_TO_POINTER (result));
    }
  return TRUE;
}

static gboolean
find_finals (Run *run, GError **error)
{
  run->derivation.finals = g_hash_table_new (NULL, NULL);
  run->results = g_hash_table_new (NULL, NULL);
  return add_finals (run, run->options->finals, NO_RESULT, "--final", error)
         && add_finals (run, run->options->successes, SUCCESS, "--success", error)
         && add_finals (run, run->options->losses, LOSS, "--lost", error);
}

static void
count_open (Run *run, guint32 stage)
{
  guint *counts = &g_array_index (run->n_open, guint, 0);

  run->result->n_open++;
  counts[stage - 1]++;
  if (run->likely_end == 0 || counts[stage - 1] > counts[run->likely_end - 1])
    run->likely_end = stage;
}

static void
tell_writing (Run *run, guint64 n_events)
{
  guint64 n_all = cairn_import_rows_get_n_events (run->rows);

  run->progress.n_visits = run->result->n_visits;
  tell (run, READING + WRITING * (double) n_events / (double) n_all);
}

static gboolean
write_visits (Run *run, guint32 customer, GArray *visits, GError **error)
{
  CairnNameList *stages = cairn_import_rows_get_stages (run->rows);
  CairnNameList *labels = cairn_import_rows_get_labels (run->rows);

  for (guint i = 0; i < visits->len; i++)
    {
      const CairnImportVisit *visit = &g_array_index (visits, CairnImportVisit, i);
      CairnImportWriterVisit out = { .customer = customer,
                                     .stage = cairn_name_list_get (stages, visit->stage),
                                     .owner = cairn_name_list_get (labels, visit->owner),
                                     .entered = visit->entered,
                                     .started = visit->started,
                                     .left = visit->left };

      if (i % ROWS_A_LOOK == ROWS_A_LOOK - 1
          && g_cancellable_set_error_if_cancelled (run->cancellable, error))
        return FALSE;
      if (!cairn_import_writer_add_visit (run->writer, &out, error))
        return FALSE;
      run->result->n_visits++;
      if (visit->left == CAIRN_IMPORT_OPEN)
        count_open (run, visit->stage);
    }
  return TRUE;
}

/* The segment is the last that the log says of it; what became of the customer says the stage it
 * came to last. */
static Fate
find_fate (Run *run, const GArray *events)
{
  Fate fate = { .lost = G_MAXINT64 };
  const CairnImportEvent *last = NULL;
  guint32 row = 0;
  gpointer result = NULL;

  for (guint i = 0; i < events->len; i++)
    {
      const CairnImportEvent *event = &g_array_index (events, CairnImportEvent, i);

      if (event->stage != 0)
        last = event;
      if (event->segment == 0 || event->row < row)
        continue;
      fate.segment = event->segment;
      row = event->row;
    }
  if (last != NULL)
    result = g_hash_table_lookup (run->results, GUINT_TO_POINTER (last->stage));
  if (GPOINTER_TO_UINT (result) == LOSS)
    fate.lost = last->entered;
  fate.success = GPOINTER_TO_UINT (result) == SUCCESS;
  return fate;
}

/* Writes them, and leaves the events that are also in a stage. */
static gboolean
take_touchpoints (Run *run, GArray *events, GError **error)
{
  CairnNameList *labels = cairn_import_rows_get_labels (run->rows);
  guint n = 0;

  for (guint i = 0; i < events->len; i++)
    {
      const CairnImportEvent *event = &g_array_index (events, CairnImportEvent, i);
      CairnImportWriterTouchpoint touchpoint
        = { event->customer, cairn_name_list_get (labels, event->touchpoint), event->entered };

      if (i % ROWS_A_LOOK == ROWS_A_LOOK - 1
          && g_cancellable_set_error_if_cancelled (run->cancellable, error))
        return FALSE;
      if (event->touchpoint != 0)
        {
          run->result->n_touchpoints++;
          if (!cairn_import_writer_add_touchpoint (run->writer, &touchpoint, error))
            return FALSE;
        }
      if (event->stage != 0)
        g_array_index (events, CairnImportEvent, n++) = *event;
    }
  g_array_set_size (events, n);
  return TRUE;
}

static gboolean
write_customer (Run *run, GArray *events, GArray *visits, GError **error)
{
  guint32 customer = g_array_index (events, CairnImportEvent, 0).customer;

  ((Fate *) (void *) run->fates.data)[customer - 1] = find_fate (run, events);
  if (run->plan.touchpoint >= 0 && !take_touchpoints (run, events, error))
    return FALSE;
  g_array_set_size (visits, 0);
  if (events->len > 0)
    cairn_import_derivation_add (&run->derivation, &g_array_index (events, CairnImportEvent, 0),
                                 events->len, visits);
  return write_visits (run, customer, visits, error);
}

static gboolean
write_all_visits (Run *run, GError **error)
{
  CairnEventSorter *sorter = cairn_import_rows_get_sorter (run->rows);
  g_autoptr (GArray) events = g_array_new (FALSE, FALSE, sizeof (CairnImportEvent));
  g_autoptr (GArray) visits = g_array_new (FALSE, FALSE, sizeof (CairnImportVisit));
  guint64 n_events = 0;
  guint64 next_look = 0;

  if (!cairn_event_sorter_sort (sorter, error))
    return FALSE;
  for (;;)
    {
      if (!cairn_event_sorter_next (sorter, events, error))
        return FALSE;
      if (events->len == 0)
        return TRUE;
      n_events += events->len;
      if (!write_customer (run, events, visits, error))
        return FALSE;
      if (n_events < next_look)
        continue;
      if (g_cancellable_set_error_if_cancelled (run->cancellable, error))
        return FALSE;
      tell_writing (run, n_events);
      next_look = n_events + ROWS_A_LOOK;
    }
}

/* After the visits, so that each table stands in one piece. */
static gboolean
write_customers (Run *run, GError **error)
{
  CairnNameList *names = cairn_import_rows_get_customers (run->rows);
  CairnNameList *labels = cairn_import_rows_get_labels (run->rows);
  const Fate *fates = (const Fate *) (const void *) run->fates.data;

  run->result->n_customers = cairn_name_list_get_length (names);
  for (guint32 i = 1; i <= run->result->n_customers; i++)
    {
      CairnImportWriterCustomer customer
        = { .number = i,
            .name = cairn_name_list_get (names, i),
            .segment = cairn_name_list_get (labels, fates[i - 1].segment),
            .lost = fates[i - 1].lost,
            .success = fates[i - 1].success != 0 };

      if (i % ROWS_A_LOOK == 0 && g_cancellable_set_error_if_cancelled (run->cancellable, error))
        return FALSE;
      if (!cairn_import_writer_add_customer (run->writer, &customer, error))
        return FALSE;
    }
  return TRUE;
}

/* ---- notes ---- */

static void
add_start_note (Run *run)
{
  gulong n = (gulong) run->derivation.ends_without_start;

  if (n > 0)
    g_ptr_array_add (
      run->notes,
      g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%lu end has no start; it counts as a moment.",
                                    "%lu ends have no start; they count as a moment each.", n),
                       n));
}

/* The stage most customers end in is likely to be an end, which the log does not say. */
static void
add_end_note (Run *run)
{
  const char *stage;
  guint n;

  if (run->plan.shape != CAIRN_IMPORT_CHANGES || run->likely_end == 0)
    return;
  stage = cairn_name_list_get (cairn_import_rows_get_stages (run->rows), run->likely_end);
  n = g_array_index (run->n_open, guint, run->likely_end - 1);
  if ((gsize) n * 4 < run->result->n_customers)
    return;
  g_ptr_array_add (
    run->notes,
    g_strdup_printf (
      _ ("%u of %lu customers are still in “%s”, the last the log says of them. If that is an end, "
         "use --final “%s”."),
      n, (gulong) run->result->n_customers, stage, stage));
}

/* ---- the whole ---- */

static gboolean
may_write (const CairnImportOptions *options, GError **error)
{
  g_autofree char *name = g_filename_display_name (options->output);

  if (options->force || !g_file_test (options->output, G_FILE_TEST_EXISTS))
    return TRUE;
  g_set_error (error, CAIRN_SOURCE_ERROR, CAIRN_SOURCE_ERROR_EXISTS,
               _ ("“%s” exists already. Choose another name, or use --force."), name);
  return FALSE;
}

static gboolean
write_database (Run *run, GError **error)
{
  gsize n_customers = cairn_name_list_get_length (cairn_import_rows_get_customers (run->rows));

  run->derivation.shape = run->plan.shape;
  run->derivation.split_repeats = run->options->split_repeats;
  run->n_open = g_array_new (FALSE, TRUE, sizeof (guint));
  g_array_set_size (run->n_open,
                    cairn_name_list_get_length (cairn_import_rows_get_stages (run->rows)));
  if (!find_finals (run, error) || !cairn_spill_init (&run->fates, run->folder, error)
      || !cairn_spill_reserve (&run->fates, n_customers * sizeof (Fate), error))
    return FALSE;
  run->writer = cairn_import_writer_new (run->options->output, run->cancellable, error);
  if (run->writer == NULL || !write_all_visits (run, error) || !write_customers (run, error)
      || !cairn_import_writer_add_left_out (run->writer, cairn_import_rows_get_left_out (run->rows),
                                            error))
    return FALSE;
  tell (run, READING + WRITING);
  return cairn_import_writer_finish (run->writer, error);
}

gboolean
cairn_import_run (const CairnImportOptions *options,
                  CairnImportProgressFunc progress,
                  gpointer data,
                  GCancellable *cancellable,
                  CairnImportResult *result,
                  GError **error)
{
  g_auto (Run) run = { .options = options,
                       .func = progress,
                       .func_data = data,
                       .cancellable = cancellable,
                       .result = result };

  g_return_val_if_fail (options != NULL && options->input != NULL, FALSE);
  g_return_val_if_fail (options->output != NULL && result != NULL, FALSE);

  *result = (CairnImportResult){ .notes = g_ptr_array_new_with_free_func (g_free) };
  run.notes = result->notes;
  run.folder = g_path_get_dirname (options->output);
  if (!may_write (options, error) || !read_log (&run, error) || !write_database (&run, error))
    return FALSE;
  add_start_note (&run);
  add_end_note (&run);
  tell (&run, 1);
  return TRUE;
}
