/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-ui"

#include "config.h"

#include "ui/cairn-source-finish.h"

#include "command/cairn-journey-commands.h"
#include "insight/cairn-journey-example.h"
#include "timing/cairn-import-table.h"
#include "timing/cairn-postgres.h"
#include "ui/cairn-source-dialog.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

/* How the name of a database begins that nobody may want yet. */
#define PASSING ".cairn-import-"

CairnElement *
cairn_source_finish_find (CairnDocument *document)
{
  return cairn_element_first (cairn_document_get_root (document), CAIRN_KIND_SOURCE);
}

static GFile *
resolve (GFile *folder, const char *path)
{
  return folder != NULL ? g_file_resolve_relative_path (folder, path) : g_file_new_for_path (path);
}

/* Relative where the file stands beside or below the journey, so that both can be moved. */
static char *
dup_journey_path (GFile *folder, GFile *file)
{
  char *relative = folder != NULL ? g_file_get_relative_path (folder, file) : NULL;

  return relative != NULL ? relative : g_file_get_path (file);
}

GFile *
cairn_source_finish_dup_database (CairnDocument *document, GFile *folder)
{
  CairnElement *source = cairn_source_finish_find (document);
  const char *path = source != NULL ? cairn_element_get_string (source, CAIRN_PROP_PATH) : "";

  if (*path == '\0' || cairn_journey_example_is_path (path) || cairn_postgres_is_address (path))
    return NULL;
  return resolve (folder, path);
}

const char *
cairn_source_finish_get_address (CairnDocument *document)
{
  CairnElement *source = cairn_source_finish_find (document);
  const char *path = source != NULL ? cairn_element_get_string (source, CAIRN_PROP_PATH) : "";

  return cairn_postgres_is_address (path) ? path : NULL;
}

GFile *
cairn_source_dialog_dup_log (CairnDocument *document, GFile *folder)
{
  CairnElement *source = cairn_source_finish_find (document);
  const char *import = source != NULL ? cairn_element_get_string (source, CAIRN_PROP_IMPORT) : "";
  g_autofree char *log = cairn_source_draft_dup_import_value (import, "log");

  return log != NULL ? resolve (folder, log) : NULL;
}

/* ---- files ---- */

static char *
dup_folder (GFile *folder, GFile *log)
{
  g_autoptr (GFile) parent = folder != NULL ? g_object_ref (folder) : g_file_get_parent (log);

  return g_file_get_path (parent);
}

gboolean
cairn_source_finish_is_passing (const char *path)
{
  g_autofree char *name = g_path_get_basename (path);

  return g_str_has_prefix (name, PASSING);
}

char *
cairn_source_finish_make_output (GFile *folder, GFile *log, GError **error)
{
  g_autofree char *place = dup_folder (folder, log);
  char *path = g_build_filename (place, PASSING "XXXXXX.db", NULL);
  int file = g_mkstemp (path);

  if (file >= 0)
    {
      g_close (file, NULL);
      return path;
    }
  g_free (path);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED,
               _ ("The imported database must stand beside the journey, but “%s” cannot be written "
                  "to. Save the journey elsewhere first."),
               place);
  return NULL;
}

/* "tickets" of "tickets.csv.gz". */
static char *
dup_stem (GFile *log)
{
  static const char *const ends[] = { ".gz", ".csv", ".tsv", ".txt", ".xes" };
  char *name = g_file_get_basename (log);

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    if (g_str_has_suffix (name, ends[i]) && strlen (name) > strlen (ends[i]))
      name[strlen (name) - strlen (ends[i])] = '\0';
  return name;
}

/* Gives @output its name, one that no file has. */
static GFile *
keep_output (GFile *folder, GFile *log, const char *output, GError **error)
{
  g_autofree char *place = dup_folder (folder, log);
  g_autofree char *stem = dup_stem (log);
  g_autofree char *path = g_strdup_printf ("%s/%s.db", place, stem);

  for (guint i = 2; g_file_test (path, G_FILE_TEST_EXISTS); i++)
    {
      g_free (path);
      path = g_strdup_printf ("%s/%s-%u.db", place, stem, i);
    }
  if (g_rename (output, path) == 0)
    return g_file_new_for_path (path);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED,
               _ ("“%s” cannot be written. Save the journey elsewhere first."), path);
  return NULL;
}

/* ---- the next file ---- */

static gint64
changed_at (GFile *file)
{
  g_autoptr (GFileInfo) info
    = g_file_query_info (file, G_FILE_ATTRIBUTE_TIME_MODIFIED, G_FILE_QUERY_INFO_NONE, NULL, NULL);

  return info != NULL
           ? (gint64) g_file_info_get_attribute_uint64 (info, G_FILE_ATTRIBUTE_TIME_MODIFIED)
           : G_MININT64;
}

/* Letters and the end of the name are the same; numbers and dates differ from week to week. */
static gboolean
is_alike (const char *a, const char *b)
{
  for (;; a++, b++)
    {
      while (*a != '\0' && !g_ascii_isalpha (*a))
        a++;
      while (*b != '\0' && !g_ascii_isalpha (*b))
        b++;
      if (g_ascii_tolower (*a) != g_ascii_tolower (*b))
        return FALSE;
      if (*a == '\0')
        return TRUE;
    }
}

GFile *
cairn_source_dialog_find_next (GFile *log, GFile *database)
{
  g_autoptr (GFile) folder = g_file_get_parent (log);
  g_autofree char *name = g_file_get_basename (log);
  g_autoptr (GFile) newest = NULL;
  g_autoptr (GDir) dir = NULL;
  gint64 since = changed_at (database);
  const char *entry;

  dir = folder != NULL ? g_dir_open (g_file_peek_path (folder), 0, NULL) : NULL;
  while (dir != NULL && (entry = g_dir_read_name (dir)) != NULL)
    {
      g_autoptr (GFile) file = g_file_get_child (folder, entry);

      if (*entry == '.' || !is_alike (entry, name) || changed_at (file) < since)
        continue;
      if (newest == NULL || changed_at (file) > changed_at (newest))
        g_set_object (&newest, file);
    }
  return g_steal_pointer (&newest);
}

/* ---- the journey ---- */

static void
add_text (CairnSourceSetup *setup, CairnProp prop, const char *text)
{
  const CairnSourceText one = { prop, text };

  g_array_append_val (setup->texts, one);
}

static void
add_columns (CairnSourceSetup *setup, const CairnSourceDraft *draft)
{
  static const struct
  {
    CairnProp prop;
    CairnDraftRole role;
  } columns[] = {
    { CAIRN_PROP_CUSTOMER_COLUMN, CAIRN_DRAFT_CUSTOMER },
    { CAIRN_PROP_STAGE_COLUMN, CAIRN_DRAFT_STAGE },
    { CAIRN_PROP_ENTERED_COLUMN, CAIRN_DRAFT_ENTERED },
    { CAIRN_PROP_LEFT_COLUMN, CAIRN_DRAFT_LEFT },
    { CAIRN_PROP_OWNER_COLUMN, CAIRN_DRAFT_OWNER },
    { CAIRN_PROP_SEGMENT_COLUMN, CAIRN_DRAFT_SEGMENT },
    { CAIRN_PROP_STARTED_COLUMN, CAIRN_DRAFT_STARTED },
    { CAIRN_PROP_TRANSITION_COLUMN, CAIRN_DRAFT_TRANSITION },
    { CAIRN_PROP_TOUCHPOINT_COLUMN, CAIRN_DRAFT_TOUCHPOINT },
    { CAIRN_PROP_UPDATED_COLUMN, CAIRN_DRAFT_UPDATED },
  };
  /* Of a database with the recommended tables nothing needs to be said, and so of an imported one.
   */
  gboolean named = draft->is_log ? cairn_source_draft_keeps_rows (draft) : !draft->recommended;

  add_text (setup, CAIRN_PROP_TABLE,
            !named          ? NULL
            : draft->is_log ? CAIRN_IMPORT_TABLE
                            : draft->sample->table);
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    add_text (setup, columns[i].prop,
              named && cairn_source_draft_wants (draft, columns[i].role)
                ? cairn_source_draft_get_column (draft, columns[i].role)
                : NULL);
  add_text (setup, CAIRN_PROP_TIME_FORMAT, named || !draft->is_log ? draft->time_format : NULL);
  add_text (setup, CAIRN_PROP_ZONE,
            named || !draft->is_log ? cairn_source_draft_get_zone (draft) : NULL);
}

static void
add_dates (CairnSourceSetup *setup, const CairnSourceDraft *draft)
{
  for (guint i = 0; draft->shape == CAIRN_SHAPE_WIDE && i < draft->dates->len; i++)
    {
      const CairnMappingDates *dates = g_ptr_array_index (draft->dates, i);
      const CairnSourceDates one = { dates->stage, dates->entered, dates->left };

      g_array_append_val (setup->dates, one);
    }
}

void
cairn_source_finish_take_dates (CairnElement *source, CairnSourceDraft *draft)
{
  g_autoptr (CairnMapping) kept = cairn_mapping_new ("");

  CAIRN_FOREACH_CHILD (dates, source, CAIRN_KIND_DATE_COLUMN)
    {
      const char *left = cairn_element_get_string (dates, CAIRN_PROP_LEFT_COLUMN);

      cairn_mapping_add_dates (kept, cairn_element_get_string (dates, CAIRN_PROP_NAME),
                               cairn_element_get_string (dates, CAIRN_PROP_ENTERED_COLUMN),
                               *left != '\0' ? left : NULL);
    }
  cairn_source_draft_take_dates (draft, kept->date_columns);
}

gboolean
cairn_source_finish (CairnHistory *history,
                     GFile *folder,
                     const CairnSourceDraft *draft,
                     const char *output,
                     CairnSourceValuesPage *values,
                     GError **error)
{
  g_autoptr (GFile) database = NULL;
  g_autoptr (GArray) texts = g_array_new (FALSE, FALSE, sizeof (CairnSourceText));
  g_autoptr (GArray) stages = g_array_new (FALSE, FALSE, sizeof (CairnSourceName));
  g_autoptr (GArray) segments = g_array_new (FALSE, FALSE, sizeof (CairnSourceName));
  g_autoptr (GArray) outcomes = g_array_new (FALSE, FALSE, sizeof (CairnSourceOutcome));
  g_autoptr (GArray) dates = g_array_new (FALSE, FALSE, sizeof (CairnSourceDates));
  gboolean as_stays = draft->is_log && !cairn_source_draft_keeps_rows (draft);
  CairnSourceSetup setup = {
    NULL, as_stays ? CAIRN_SHAPE_VISITS : draft->shape, texts, stages, segments, outcomes, dates
  };
  g_autofree char *path = NULL, *log = NULL, *import = NULL, *uri = NULL;

  if (draft->is_log)
    database = keep_output (folder, draft->file, output, error);
  else
    g_set_object (&database, draft->file);
  if (database == NULL && draft->address == NULL)
    return FALSE;
  setup.path = path
    = database != NULL ? dup_journey_path (folder, database) : g_strdup (draft->address);
  log = draft->is_log ? dup_journey_path (folder, draft->file) : NULL;
  import = draft->is_log ? cairn_source_draft_dup_import (draft, log) : NULL;
  add_columns (&setup, draft);
  add_dates (&setup, draft);
  add_text (&setup, CAIRN_PROP_IMPORT, import);
  cairn_source_values_page_get (values, &setup);
  cairn_command_set_up_source (history, &setup);
  uri = draft->file != NULL ? g_file_get_uri (draft->file) : NULL;
  if (uri != NULL)
    gtk_recent_manager_add_item (gtk_recent_manager_get_default (), uri);
  return TRUE;
}

void
cairn_source_finish_next (CairnHistory *history, GFile *folder, const CairnSourceDraft *draft)
{
  CairnElement *source = cairn_source_finish_find (cairn_history_get_document (history));
  g_autofree char *log = dup_journey_path (folder, draft->file);
  g_autofree char *import = cairn_source_draft_dup_import (draft, log);

  if (source == NULL)
    return;
  cairn_command_set_import (history, source, import);
}

void
cairn_source_finish_remove (CairnHistory *history)
{
  cairn_command_remove_source (history);
}
