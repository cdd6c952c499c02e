/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "insight/cairn-source-probe.h"

#include "insight/cairn-journey-timings.h"
#include "timing/cairn-column-role.h"
#include "timing/cairn-import-table.h"
#include "timing/cairn-log-peek.h"
#include "timing/cairn-quality.h"
#include "timing/cairn-source.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define N_SAMPLE 1000
#define N_CUSTOMERS 3
#define N_EXAMPLES 20
#define MAX_COUNTED 1000000 /* rows, of which customers are counted only to be told */
#define MAX_TABLES 100      /* that are looked into */
/* How much of the work an import is, before what it made is read. */
#define IMPORT_SHARE 0.8

/* ---- the beginning ---- */

typedef struct
{
  GFile *file;
  CairnMapping *known; /* NULL: nothing */
  CairnMapping *names; /* what the journey calls things */
  char **stages;       /* on the map */
} SampleWish;

static void
sample_wish_free (gpointer data)
{
  SampleWish *wish = data;

  g_clear_object (&wish->file);
  g_clear_pointer (&wish->known, cairn_mapping_free);
  g_clear_pointer (&wish->names, cairn_mapping_free);
  g_clear_pointer (&wish->stages, g_strfreev);
  g_free (wish);
}

/* A database, or anything that is no text: its error says best what is wrong. */
static gboolean
looks_like_log (const char *path)
{
  guint8 head[64];
  gsize n = 0;
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, NULL);

  if (stream == NULL
      || !g_input_stream_read_all (G_INPUT_STREAM (stream), head, sizeof head, &n, NULL, NULL)
      || n == 0)
    return FALSE;
  if (n >= 2
      && ((head[0] == 0x1f && head[1] == 0x8b) || (head[0] == 0xff && head[1] == 0xfe)
          || (head[0] == 0xfe && head[1] == 0xff)))
    return TRUE;
  return memchr (head, 0, n) == NULL && !(n >= 15 && memcmp (head, "SQLite format 3", 15) == 0);
}

/* How many roles that no visit can do without the names of the columns leave open. */
static guint
count_open (char **columns)
{
  guint n = 0;

  for (guint role = CAIRN_COLUMN_CUSTOMER; columns != NULL && role <= CAIRN_COLUMN_LEFT; role++)
    n += cairn_column_role_guess (role, (const char *const *) columns) == NULL;
  return n;
}

/* The table that comes nearest to visits, for people to complete. */
static CairnSourcePreview *
preview_best (const CairnMapping *mapping, GError **error)
{
  g_autoptr (CairnSourcePreview) best = cairn_source_preview_read (mapping, N_SAMPLE, 0, error);

  if (best == NULL || mapping->table != NULL)
    return g_steal_pointer (&best);
  for (guint i = 1; best->tables[0] != NULL && best->tables[i] != NULL && i < MAX_TABLES; i++)
    {
      g_autoptr (CairnMapping) other = cairn_mapping_new (mapping->path);
      g_autoptr (CairnSourcePreview) preview = NULL;

      other->table = g_strdup (best->tables[i]);
      preview = cairn_source_preview_read (other, N_SAMPLE, 0, NULL);
      if (preview == NULL || count_open (preview->columns) >= count_open (best->columns))
        continue;
      cairn_source_preview_free (best);
      best = g_steal_pointer (&preview);
    }
  return g_steal_pointer (&best);
}

static void
take_names (CairnMapping *mapping, const CairnMapping *names)
{
  g_hash_table_unref (mapping->stages);
  mapping->stages = g_hash_table_ref (names->stages);
  g_hash_table_unref (mapping->segments);
  mapping->segments = g_hash_table_ref (names->segments);
  g_hash_table_unref (mapping->outcomes);
  mapping->outcomes = g_hash_table_ref (names->outcomes);
}

static CairnSourceDraft *
sample_database (const SampleWish *wish, const char *path, GError **error)
{
  g_autoptr (CairnSourceDraft) draft = cairn_source_draft_new (wish->file);
  g_autoptr (CairnMapping) mapping
    = wish->known != NULL ? cairn_mapping_copy (wish->known) : cairn_mapping_new (path);
  g_autoptr (GError) problem = NULL;
  gboolean complete;
  CairnSourcePreview *preview;

  g_free (mapping->path);
  mapping->path = g_strdup (path);
  take_names (mapping, wish->names);
  cairn_source_draft_set_names (draft, wish->names, (const char *const *) wish->stages);
  draft->address = wish->file == NULL ? g_strdup (path) : NULL;
  complete = cairn_mapping_complete (mapping, &problem);
  /* A server that does not answer need not be asked once more. */
  if (!complete && draft->address != NULL
      && !g_error_matches (problem, CAIRN_SOURCE_ERROR, CAIRN_SOURCE_ERROR_NO_MAPPING))
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return NULL;
    }
  preview = preview_best (mapping, error);
  if (preview == NULL)
    return NULL;
  if (preview->tables[0] == NULL)
    {
      cairn_source_preview_free (preview);
      g_propagate_error (error, g_steal_pointer (&problem));
      return NULL;
    }
  /* A server is only asked for stays. */
  if (draft->address != NULL)
    mapping->shape = CAIRN_SOURCE_VISITS;
  cairn_source_draft_set_sample (
    draft, preview, complete || wish->known != NULL || draft->address != NULL ? mapping : NULL);
  return g_steal_pointer (&draft);
}

static CairnSourceDraft *
sample_log (const SampleWish *wish, const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (CairnSourceDraft) draft = cairn_source_draft_new (wish->file);
  CairnSourcePreview *preview;

  draft->is_log = TRUE;
  cairn_source_draft_set_names (draft, wish->names, (const char *const *) wish->stages);
  preview = cairn_log_peek (path, N_SAMPLE, NULL, cancellable, error);
  if (preview == NULL)
    return NULL;
  cairn_source_draft_set_sample (draft, preview, NULL);
  return g_steal_pointer (&draft);
}

static void
sample_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const SampleWish *wish = data;
  g_autofree char *path
    = wish->file != NULL ? g_file_get_path (wish->file) : g_strdup (wish->known->path);
  GError *error = NULL;
  CairnSourceDraft *draft = wish->file != NULL && looks_like_log (path)
                              ? sample_log (wish, path, cancellable, &error)
                              : sample_database (wish, path, &error);

  if (draft == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, draft, (GDestroyNotify) cairn_source_draft_free);
}

static char **
dup_stages (CairnDocument *document)
{
  GPtrArray *names = g_ptr_array_new ();

  CAIRN_FOREACH_CHILD (segment, cairn_document_get_root (document), CAIRN_KIND_SEGMENT)
    CAIRN_FOREACH_CHILD (swimlane, segment, CAIRN_KIND_SWIMLANE)
      CAIRN_FOREACH_CHILD (stage, swimlane, CAIRN_KIND_STAGE)
        {
          const char *name = cairn_element_get_string (stage, CAIRN_PROP_NAME);

          if (*name != '\0' && !g_ptr_array_find_with_equal_func (names, name, g_str_equal, NULL))
            g_ptr_array_add (names, g_strdup (name));
        }
  g_ptr_array_add (names, NULL);
  return (char **) g_ptr_array_free (names, FALSE);
}

void
cairn_source_sample_async (GFile *file,
                           CairnDocument *document,
                           const CairnMapping *known,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, data);
  SampleWish *wish = g_new0 (SampleWish, 1);

  g_set_object (&wish->file, file);
  wish->known = known != NULL ? cairn_mapping_copy (known) : NULL;
  wish->names = cairn_mapping_new ("");
  cairn_journey_timings_describe (document, wish->names);
  wish->stages = dup_stages (document);
  g_task_set_source_tag (task, cairn_source_sample_async);
  g_task_set_task_data (task, wish, sample_wish_free);
  g_task_run_in_thread (task, sample_thread);
}

CairnSourceDraft *
cairn_source_sample_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ---- all of it ---- */

typedef struct
{
  CairnSourceDraft *draft;
  CairnMapping *names; /* what the journey calls things */
  char *output;
  CairnReadingFunc progress;
  gpointer data;
  GTask *task;        /* not owned: it owns this */
  double from, share; /* of the piece of work that is being done */
  GMutex lock;        /* of what follows */
  CairnSourceProgress now;
  gboolean telling; /* the main thread will look, and is not to be flooded */
} ReadWish;

static void
read_wish_free (gpointer data)
{
  ReadWish *wish = data;

  g_clear_pointer (&wish->draft, cairn_source_draft_free);
  g_clear_pointer (&wish->names, cairn_mapping_free);
  g_free (wish->output);
  g_mutex_clear (&wish->lock);
  g_free (wish);
}

void
cairn_source_reading_free (CairnSourceReading *self)
{
  g_clear_pointer (&self->mapping, cairn_mapping_free);
  g_clear_pointer (&self->preview, cairn_source_preview_free);
  g_clear_pointer (&self->snapshot, cairn_snapshot_unref);
  g_clear_pointer (&self->stages, g_ptr_array_unref);
  g_clear_pointer (&self->segments, g_ptr_array_unref);
  g_clear_pointer (&self->notes, g_ptr_array_unref);
  g_free (self);
}

static gboolean
tell_cb (gpointer data)
{
  GTask *task = data;
  ReadWish *wish = g_task_get_task_data (task);
  CairnSourceProgress now;

  g_mutex_lock (&wish->lock);
  now = wish->now;
  wish->telling = FALSE;
  g_mutex_unlock (&wish->lock);
  if (wish->progress != NULL && !g_task_get_completed (task)
      && !g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    wish->progress (&now, wish->data);
  return G_SOURCE_REMOVE;
}

static void
tell (ReadWish *wish, const CairnSourceProgress *progress)
{
  gboolean told;

  g_mutex_lock (&wish->lock);
  told = wish->telling;
  wish->telling = TRUE;
  wish->now = *progress;
  wish->now.fraction = wish->from + wish->share * progress->fraction;
  g_mutex_unlock (&wish->lock);
  if (!told)
    g_main_context_invoke_full (NULL, G_PRIORITY_LOW, tell_cb, g_object_ref (wish->task),
                                g_object_unref);
}

static void
progress_cb (double fraction, gpointer data)
{
  tell (data, &(CairnSourceProgress){ .fraction = fraction });
}

static void
import_progress_cb (const CairnImportProgress *progress, gpointer data)
{
  tell (data, &(CairnSourceProgress){ .fraction = progress->fraction,
                                      .n_rows = progress->n_rows,
                                      .n_bytes = progress->n_bytes,
                                      .n_visits = progress->n_visits });
}

/* What only people use to the command line is of no use here. */
static void
take_notes (CairnSourceReading *self, const CairnImportResult *result)
{
  for (guint i = 2; i < result->notes->len; i++)
    {
      const char *note = g_ptr_array_index (result->notes, i);

      if (strstr (note, " --") == NULL)
        g_ptr_array_add (self->notes, g_strdup (note));
    }
}

/* As they stand: what they mean is said to the source. */
static gboolean
import_rows (CairnSourceReading *self,
             ReadWish *wish,
             const CairnImportOptions *options,
             GCancellable *cancellable,
             GError **error)
{
  g_auto (GStrv) columns = cairn_source_draft_dup_columns (wish->draft);

  if (!cairn_import_table_run (options, (const char *const *) columns, import_progress_cb, wish,
                               cancellable, &self->n_rows, error))
    return FALSE;
  self->mapping = cairn_source_draft_dup_mapping (wish->draft, wish->output);
  return TRUE;
}

static gboolean
import_log (CairnSourceReading *self, ReadWish *wish, GCancellable *cancellable, GError **error)
{
  g_autofree char *input = g_file_get_path (wish->draft->file);
  CairnImportOptions options = { .input = input, .output = wish->output, .force = TRUE };
  g_auto (CairnImportResult) result = { 0 };

  wish->share = IMPORT_SHARE;
  if (cairn_source_draft_keeps_rows (wish->draft))
    {
      if (!import_rows (self, wish, &options, cancellable, error))
        return FALSE;
      wish->from = IMPORT_SHARE;
      return TRUE;
    }
  cairn_source_draft_get_import (wish->draft, &options);
  if (!cairn_import_run (&options, import_progress_cb, wish, cancellable, &result, error))
    return FALSE;
  take_notes (self, &result);
  self->n_rows = result.n_rows;
  self->n_customers = result.n_customers;
  self->mapping = cairn_mapping_new (wish->output);
  wish->from = IMPORT_SHARE;
  return TRUE;
}

/* Values of the stage column, or stages that have columns instead. */
static GPtrArray *
count_stages (const CairnMapping *mapping, GCancellable *cancellable, GError **error)
{
  if (mapping->shape == CAIRN_SOURCE_WIDE)
    return cairn_value_count_dates (mapping, cancellable, error);
  return cairn_value_count_read (mapping, CAIRN_COLUMN_STAGE, cancellable, error);
}

/* Which value is which stage is the next question; until then each is one of its own, so that all
 * rows are judged. What sounds like an end is one. */
static CairnMapping *
dup_look (const CairnSourceReading *self)
{
  CairnMapping *look = cairn_mapping_copy (self->mapping);
  gboolean named = g_hash_table_size (look->stages) > 0;

  for (guint i = 0; i < self->stages->len; i++)
    {
      const CairnValueCount *count = g_ptr_array_index (self->stages, i);
      int result = cairn_source_guess_result (count->value);

      if (g_hash_table_contains (look->stages, count->value)
          || cairn_mapping_get_outcome (look, count->value) != 0)
        continue;
      if (result >= 0 && look->shape != CAIRN_SOURCE_WIDE)
        cairn_mapping_add_outcome (look, count->value,
                                   (CairnMappingResult) (CAIRN_RESULT_OF_SUCCESS + result));
      else if (named)
        cairn_mapping_add_stage (look, count->value, count->value);
    }
  return look;
}

/* What the report on the data lists with its rows need not be said twice. */
static void
drop_known_notes (CairnSourceReading *self)
{
  const CairnQuality *quality = cairn_snapshot_get_quality (self->snapshot);
  guint n = 0;
  const CairnFinding *findings = quality != NULL ? cairn_quality_get_findings (quality, &n) : NULL;

  for (guint f = 0; f < n; f++)
    for (guint i = self->notes->len; findings[f].detail != NULL && i > 0; i--)
      if (strstr (g_ptr_array_index (self->notes, i - 1), findings[f].detail) != NULL
          && findings[f].kind == CAIRN_FINDING_REJECTED)
        g_ptr_array_remove_index (self->notes, i - 1);
}

/* Data of years ago leave a map empty that looks at the last weeks. */
static gboolean
is_old (CairnSource *source, gint64 now)
{
  const CairnWindow window = { CAIRN_WINDOW_13_WEEKS, 0, 0 };
  g_autoptr (CairnSnapshot) snapshot = cairn_source_snapshot (source, now, &window);
  guint n = 0;
  const CairnCell *cells = cairn_snapshot_get_cells (snapshot, &n);
  guint events = 0;

  for (guint i = 0; i < n; i++)
    events += cells[i].arrivals + cells[i].departures;
  return n > 0 && events == 0;
}

static gboolean
read_database (CairnSourceReading *self, ReadWish *wish, GCancellable *cancellable, GError **error)
{
  const CairnWindow window = { CAIRN_WINDOW_ALL, 0, 0 };
  const gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  const CairnQualityWish wish_quality = { .n_rows = N_EXAMPLES };
  g_autoptr (CairnMapping) look = NULL;
  g_autoptr (CairnSource) source = NULL;

  wish->share = 0.95 - wish->from;
  if (!cairn_mapping_complete (self->mapping, error))
    return FALSE;
  take_names (self->mapping, wish->names);
  self->stages = count_stages (self->mapping, cancellable, error);
  if (self->stages == NULL)
    return FALSE;
  look = dup_look (self);
  source = cairn_source_open (look, cancellable, error);
  if (source != NULL)
    cairn_source_set_quality_wish (source, &wish_quality);
  if (source == NULL || !cairn_source_load (source, progress_cb, wish, error))
    return FALSE;
  self->snapshot = cairn_source_snapshot (source, now, &window);
  self->is_old = is_old (source, now);
  drop_known_notes (self);
  self->n_rows = MAX (self->n_rows, cairn_source_get_n_rows (source));
  if (self->n_customers == 0 && self->n_rows <= MAX_COUNTED)
    self->n_customers = cairn_value_count_customers (self->mapping, cancellable);
  self->preview = cairn_source_preview_read (look, 0, N_CUSTOMERS, error);
  if (self->preview == NULL)
    return FALSE;
  self->segments = cairn_value_count_read (self->mapping, CAIRN_COLUMN_SEGMENT, cancellable, error);
  return self->segments != NULL;
}

static void
read_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  ReadWish *wish = data;
  g_autoptr (CairnSourceReading) reading = g_new0 (CairnSourceReading, 1);
  GError *error = NULL;

  reading->notes = g_ptr_array_new_with_free_func (g_free);
  if (!wish->draft->is_log)
    {
      g_autofree char *path = wish->draft->file != NULL ? g_file_get_path (wish->draft->file)
                                                        : g_strdup (wish->draft->address);

      reading->mapping = cairn_source_draft_dup_mapping (wish->draft, path);
    }
  if ((wish->draft->is_log && !import_log (reading, wish, cancellable, &error))
      || !read_database (reading, wish, cancellable, &error))
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_steal_pointer (&reading),
                           (GDestroyNotify) cairn_source_reading_free);
}

void
cairn_source_read_async (const CairnSourceDraft *draft,
                         CairnDocument *document,
                         const char *output,
                         CairnReadingFunc progress,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, data);
  ReadWish *wish = g_new0 (ReadWish, 1);

  wish->draft = cairn_source_draft_copy (draft);
  wish->names = cairn_mapping_new ("");
  cairn_journey_timings_describe (document, wish->names);
  wish->output = g_strdup (output);
  wish->progress = progress;
  wish->data = data;
  wish->task = task;
  g_mutex_init (&wish->lock);
  g_task_set_source_tag (task, cairn_source_read_async);
  g_task_set_task_data (task, wish, read_wish_free);
  g_task_run_in_thread (task, read_thread);
}

CairnSourceReading *
cairn_source_read_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
