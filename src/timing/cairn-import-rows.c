/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From rows to events. The rules are those of docs/ANALYTICS.md, 1.3. */
#include "timing/cairn-import-rows.h"

#include "timing/cairn-time-reader.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_TOLD 200 /* bytes of a cell of a row that was left out */
#define YEAR_9999 (G_GINT64_CONSTANT (253370764800)) /* where databases put "never" */

typedef enum
{
  NO_CUSTOMER,
  NO_STAGE,
  BAD_ENTERED,
  BAD_LEFT,
  LEFT_FIRST,
  OTHER_TRANSITION,
  N_REASONS,
} Reason;

typedef struct
{
  const char *text;
  gsize length;
} Name;

struct _CairnImportRows
{
  CairnImportPlan plan;
  CairnTimeReader *times;
  CairnNameList *customers, *stages, *labels;
  CairnEventSorter *sorter;
  guint64 n_events;
  guint64 left_out[N_REASONS];
  CairnLeftOut *rows_left_out;
  guint64 bad_starts;
  gsize first_start; /* row; 0: none */
  gboolean watches_starts;
};

static GTimeZone *
find_zone (const char *name, GError **error)
{
  GTimeZone *zone = name != NULL ? g_time_zone_new_identifier (name) : g_time_zone_new_utc ();

  if (zone == NULL)
    g_set_error (error, CAIRN_SOURCE_ERROR, CAIRN_SOURCE_ERROR_BAD_OPTION,
                 _ ("“%s” is not a time zone. Write it like Europe/Rome, UTC or +02."), name);
  return zone;
}

CairnImportRows *
cairn_import_rows_new (const CairnImportPlan *plan,
                       const CairnImportOptions *options,
                       const char *folder,
                       GCancellable *cancellable,
                       GError **error)
{
  g_autoptr (CairnImportRows) self = g_new0 (CairnImportRows, 1);
  g_autoptr (GTimeZone) zone = find_zone (options->zone, error);

  if (zone == NULL)
    return NULL;
  self->plan = *plan;
  self->rows_left_out = cairn_left_out_new ();
  self->watches_starts = plan->transition >= 0 && plan->shape != CAIRN_IMPORT_LIFECYCLE
                         && options->shape == CAIRN_IMPORT_AUTO && options->left == NULL;
  self->times = cairn_time_reader_new (&plan->format, zone);
  self->customers = cairn_name_list_new (folder, cancellable, error);
  if (self->customers == NULL)
    return NULL;
  self->stages = cairn_name_list_new (folder, cancellable, error);
  if (self->stages == NULL)
    return NULL;
  self->labels = cairn_name_list_new (folder, cancellable, error);
  if (self->labels == NULL)
    return NULL;
  self->sorter = cairn_event_sorter_new (folder, cancellable);
  return g_steal_pointer (&self);
}

void
cairn_import_rows_free (CairnImportRows *self)
{
  g_clear_pointer (&self->times, cairn_time_reader_free);
  g_clear_pointer (&self->rows_left_out, cairn_left_out_free);
  g_clear_pointer (&self->customers, cairn_name_list_free);
  g_clear_pointer (&self->stages, cairn_name_list_free);
  g_clear_pointer (&self->labels, cairn_name_list_free);
  g_clear_pointer (&self->sorter, cairn_event_sorter_free);
  g_free (self);
}

/* A name that is only a word for "missing" is none. */
static Name
read_name (CairnLogTable *table, int column)
{
  Name name;

  name.text = cairn_log_table_get_cell (table, column, &name.length);
  if (name.text != NULL && cairn_time_is_missing (name.text, (gssize) name.length))
    name.text = NULL;
  return name;
}

static gboolean
read_time (CairnImportRows *self, CairnLogTable *table, CairnColumnRole role, gint64 *moment)
{
  gsize length;
  const char *text = cairn_log_table_get_cell (table, self->plan.columns[role], &length);

  return text != NULL && cairn_time_reader_text (self->times, text, length, moment);
}

static gboolean
read_left (CairnImportRows *self, CairnLogTable *table, gint64 *left)
{
  gsize length;
  const char *text
    = cairn_log_table_get_cell (table, self->plan.columns[CAIRN_COLUMN_LEFT], &length);

  *left = CAIRN_IMPORT_OPEN;
  if (text == NULL || cairn_time_is_missing (text, (gssize) length))
    return TRUE;
  if (!cairn_time_reader_text (self->times, text, length, left))
    return FALSE;
  if (*left >= YEAR_9999)
    *left = CAIRN_IMPORT_OPEN;
  return TRUE;
}

/* One that cannot be is not worth the row. */
static void
read_started (CairnImportRows *self, CairnLogTable *table, CairnImportEvent *event)
{
  Name name = read_name (table, self->plan.started);
  gint64 started;

  if (name.text == NULL)
    return;
  if (cairn_time_reader_text (self->times, name.text, name.length, &started)
      && started >= event->entered && started <= event->left)
    event->started = started;
  else
    self->bad_starts++;
}

static Reason
read_transition (CairnImportRows *self, CairnLogTable *table, CairnImportEvent *event)
{
  gsize length;
  CairnTransition transition;

  if (self->plan.shape != CAIRN_IMPORT_LIFECYCLE)
    return N_REASONS;
  transition
    = cairn_transition_parse (cairn_log_table_get_cell (table, self->plan.transition, &length));
  event->transition = (guint) transition & 3u;
  return transition == CAIRN_TRANSITION_OTHER ? OTHER_TRANSITION : N_REASONS;
}

/* Everything but the names. N_REASONS: the row can be used. */
static Reason
read_event (CairnImportRows *self, CairnLogTable *table, CairnImportEvent *event)
{
  Reason reason = read_transition (self, table, event);

  if (reason != N_REASONS)
    return reason;
  if (!read_time (self, table, CAIRN_COLUMN_ENTERED, &event->entered))
    return BAD_ENTERED;
  if (self->plan.shape == CAIRN_IMPORT_VISITS && !read_left (self, table, &event->left))
    return BAD_LEFT;
  return event->left < event->entered ? LEFT_FIRST : N_REASONS;
}

/* The number of a name that may be missing. */
static gboolean
add_name (CairnNameList *list, const Name *name, guint32 *number, GError **error)
{
  *number = name->text != NULL ? cairn_name_list_add (list, name->text, name->length, error) : 0;
  return name->text == NULL || *number != 0;
}

/* The first rows had none, and the shape was found out from them. */
static void
watch_start (CairnImportRows *self, CairnLogTable *table)
{
  gsize length;
  const char *word = cairn_log_table_get_cell (table, self->plan.transition, &length);

  if (word != NULL && cairn_transition_parse (word) == CAIRN_TRANSITION_START)
    self->first_start = cairn_log_table_get_n_rows (table);
}

/* The numbers of the names of a row that can be used. */
static gboolean
add_labels (CairnImportRows *self, CairnLogTable *table, CairnImportEvent *event, GError **error)
{
  Name owner = read_name (table, self->plan.columns[CAIRN_COLUMN_OWNER]);
  Name segment = read_name (table, self->plan.columns[CAIRN_COLUMN_SEGMENT]);
  Name touchpoint = read_name (table, self->plan.touchpoint);
  guint32 number;

  if (!add_name (self->labels, &owner, &event->owner, error)
      || !add_name (self->labels, &segment, &number, error)
      || !add_name (self->labels, &touchpoint, &event->touchpoint, error))
    return FALSE;
  event->segment = number & ((1u << 30) - 1);
  return TRUE;
}

static char *
dup_cell (CairnLogTable *table, int column)
{
  gsize length;
  const char *text = cairn_log_table_get_cell (table, column, &length);

  return text != NULL ? g_strndup (text, MIN (length, MAX_TOLD)) : NULL;
}

static void
leave_out (CairnImportRows *self, CairnLogTable *table, Reason reason)
{
  static const CairnRowState states[N_REASONS] = {
    [NO_CUSTOMER] = CAIRN_ROW_NO_CUSTOMER,        [NO_STAGE] = CAIRN_ROW_NO_STAGE,
    [BAD_ENTERED] = CAIRN_ROW_BAD_ENTERED,        [BAD_LEFT] = CAIRN_ROW_BAD_LEFT,
    [LEFT_FIRST] = CAIRN_ROW_LEFT_BEFORE_ENTERED, [OTHER_TRANSITION] = CAIRN_ROW_OTHER_TRANSITION,
  };
  const int *columns = self->plan.columns;
  g_autofree char *customer = dup_cell (table, columns[CAIRN_COLUMN_CUSTOMER]);
  g_autofree char *stage = dup_cell (table, columns[CAIRN_COLUMN_STAGE]);
  g_autofree char *entered = dup_cell (table, columns[CAIRN_COLUMN_ENTERED]);
  g_autofree char *left = dup_cell (table, columns[CAIRN_COLUMN_LEFT]);

  self->left_out[reason]++;
  cairn_left_out_add (self->rows_left_out, states[reason], cairn_log_table_get_n_rows (table),
                      customer, stage, entered, left);
}

gboolean
cairn_import_rows_take (CairnImportRows *self, CairnLogTable *table, GError **error)
{
  CairnImportEvent event = { .row = (guint32) cairn_log_table_get_n_rows (table),
                             .left = CAIRN_IMPORT_OPEN,
                             .started = CAIRN_IMPORT_OPEN };
  Name customer = read_name (table, self->plan.columns[CAIRN_COLUMN_CUSTOMER]);
  Name stage = read_name (table, self->plan.columns[CAIRN_COLUMN_STAGE]);
  gboolean is_something
    = stage.text != NULL || read_name (table, self->plan.touchpoint).text != NULL;
  Reason reason = customer.text == NULL ? NO_CUSTOMER
                  : !is_something       ? NO_STAGE
                                        : read_event (self, table, &event);

  if (self->watches_starts && self->first_start == 0)
    watch_start (self, table);
  if (reason != N_REASONS)
    {
      leave_out (self, table, reason);
      return TRUE;
    }
  read_started (self, table, &event);
  if (!add_name (self->customers, &customer, &event.customer, error)
      || !add_name (self->stages, &stage, &event.stage, error)
      || !add_labels (self, table, &event, error))
    return FALSE;
  self->n_events++;
  return cairn_event_sorter_add (self->sorter, &event, error);
}

static void
add_notes (const CairnImportRows *self, GPtrArray *notes)
{
  const char *const reasons[N_REASONS] = {
    [NO_CUSTOMER] = _ ("no customer given"),
    [NO_STAGE] = _ ("no stage given"),
    [BAD_ENTERED] = _ ("the time of entering cannot be read"),
    [BAD_LEFT] = _ ("the time of leaving cannot be read"),
    [LEFT_FIRST] = _ ("left before it was entered"),
    [OTHER_TRANSITION] = _ ("neither a start nor an end"),
  };

  for (guint i = 0; i < N_REASONS; i++)
    {
      gulong n = (gulong) self->left_out[i];

      if (n > 0)
        g_ptr_array_add (notes,
                         /* translators: a number of rows, and why they were not used */
                         g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%lu row left out: %s.",
                                                       "%lu rows left out: %s.", n),
                                          n, reasons[i]));
    }
}

static void
add_start_note (const CairnImportRows *self, GPtrArray *notes)
{
  gulong n = (gulong) self->bad_starts;

  if (n > 0)
    g_ptr_array_add (
      notes,
      g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                    "%lu start of work is not between entering and leaving; it is "
                                    "left empty.",
                                    "%lu starts of work are not between entering and leaving; they "
                                    "are left empty.",
                                    n),
                       n));
}

gboolean
cairn_import_rows_finish (CairnImportRows *self, GPtrArray *notes, GError **error)
{
  add_notes (self, notes);
  if (self->n_events > 0)
    {
      add_start_note (self, notes);
      if (self->first_start > 0)
        g_ptr_array_add (notes,
                         g_strdup_printf (_ ("From row %lu on the log tells starts from ends. If "
                                             "that is what rows are, use --shape lifecycle."),
                                          (gulong) self->first_start));
      return TRUE;
    }
  g_set_error (error, CAIRN_SOURCE_ERROR, CAIRN_SOURCE_ERROR_BAD_LOG,
               _ ("There is no row in the log that could be used%s%s"), notes->len > 0 ? ". " : ".",
               notes->len > 0 ? (const char *) g_ptr_array_index (notes, notes->len - 1) : "");
  return FALSE;
}

CairnEventSorter *
cairn_import_rows_get_sorter (CairnImportRows *self)
{
  return self->sorter;
}

CairnNameList *
cairn_import_rows_get_customers (CairnImportRows *self)
{
  return self->customers;
}

CairnNameList *
cairn_import_rows_get_stages (CairnImportRows *self)
{
  return self->stages;
}

CairnNameList *
cairn_import_rows_get_labels (CairnImportRows *self)
{
  return self->labels;
}

const CairnLeftOut *
cairn_import_rows_get_left_out (CairnImportRows *self)
{
  return self->rows_left_out;
}

guint64
cairn_import_rows_get_n_events (CairnImportRows *self)
{
  return self->n_events;
}
