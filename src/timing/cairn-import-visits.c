/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From rows to stays. The rules are those of docs/ANALYTICS.md, 1.2 and 1.3. */
#include "timing/cairn-import-visits.h"

#include "timing/cairn-stays-derive.h"
#include "timing/cairn-time-reader.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define OPEN G_MAXINT64
#define YEAR_9999 (G_GINT64_CONSTANT (253370764800)) /* where databases put "never" */

/* A row that can be used. */
typedef struct
{
  guint32 order; /* of its customer, by first appearance */
  guint32 row;   /* of equal moments the file's order decides */
  guint32 customer, stage, owner;
  gint64 entered, left;
  CairnTransition transition;
} Event;

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
  CairnLogTable *table;
  const CairnImportPlan *plan;
  CairnTimeReader *times;
  CairnImportVisits *out;
  GHashTable *orders; /* customer id → order + 1 */
  GHashTable *finals; /* stage ids */
  gboolean split_repeats;
  GArray *events; /* Event */
  guint left_out[N_REASONS];
  guint ends_without_start;
} Work;

void
cairn_import_visits_clear (CairnImportVisits *self)
{
  g_clear_pointer (&self->visits, g_array_unref);
  g_clear_pointer (&self->customers, g_array_unref);
  g_clear_pointer (&self->segments, g_hash_table_unref);
}

/* ---- rows to events ---- */

static gboolean
read_time (Work *w, gsize row, CairnColumnRole role, gint64 *moment)
{
  const char *text = cairn_log_table_get (w->table, row, w->plan->columns[role]);

  return text != NULL && cairn_time_reader_text (w->times, text, strlen (text), moment);
}

static gboolean
read_left (Work *w, gsize row, gint64 *left)
{
  const char *text = cairn_log_table_get (w->table, row, w->plan->columns[CAIRN_COLUMN_LEFT]);

  *left = OPEN;
  if (text == NULL || cairn_time_is_missing (text, -1))
    return TRUE;
  if (!cairn_time_reader_text (w->times, text, strlen (text), left))
    return FALSE;
  if (*left >= YEAR_9999)
    *left = OPEN;
  return TRUE;
}

/* A name that is only a word for "missing" is none. */
static guint32
read_name (Work *w, gsize row, CairnColumnRole role)
{
  guint32 id = cairn_log_table_get_id (w->table, row, w->plan->columns[role]);

  return id != 0 && cairn_time_is_missing (cairn_log_table_get_text (w->table, id), -1) ? 0 : id;
}

static guint32
customer_order (Work *w, guint32 customer)
{
  gpointer key = GUINT_TO_POINTER (customer);
  guint32 order = GPOINTER_TO_UINT (g_hash_table_lookup (w->orders, key));

  if (order != 0)
    return order - 1;
  g_array_append_val (w->out->customers, customer);
  g_hash_table_insert (w->orders, key, GUINT_TO_POINTER (w->out->customers->len));
  return w->out->customers->len - 1;
}

/* N_REASONS: the row is an event. */
static Reason
read_event (Work *w, gsize row, Event *event)
{
  *event = (Event){ .row = (guint32) row, .left = OPEN };
  event->customer = read_name (w, row, CAIRN_COLUMN_CUSTOMER);
  if (event->customer == 0)
    return NO_CUSTOMER;
  event->stage = read_name (w, row, CAIRN_COLUMN_STAGE);
  if (event->stage == 0)
    return NO_STAGE;
  if (w->plan->shape == CAIRN_IMPORT_LIFECYCLE)
    {
      event->transition
        = cairn_transition_parse (cairn_log_table_get (w->table, row, w->plan->transition));
      if (event->transition == CAIRN_TRANSITION_OTHER)
        return OTHER_TRANSITION;
    }
  if (!read_time (w, row, CAIRN_COLUMN_ENTERED, &event->entered))
    return BAD_ENTERED;
  if (w->plan->shape == CAIRN_IMPORT_VISITS && !read_left (w, row, &event->left))
    return BAD_LEFT;
  if (event->left < event->entered)
    return LEFT_FIRST;
  event->owner = read_name (w, row, CAIRN_COLUMN_OWNER);
  event->order = customer_order (w, event->customer);
  return N_REASONS;
}

static void
read_events (Work *w)
{
  for (gsize row = 0; row < cairn_log_table_get_n_rows (w->table); row++)
    {
      Event event;
      Reason reason = read_event (w, row, &event);
      guint32 segment;

      if (reason != N_REASONS)
        {
          w->left_out[reason]++;
          continue;
        }
      g_array_append_val (w->events, event);
      segment = read_name (w, row, CAIRN_COLUMN_SEGMENT);
      if (segment != 0)
        g_hash_table_insert (w->out->segments, GUINT_TO_POINTER (event.customer),
                             GUINT_TO_POINTER (segment));
    }
}

static int
compare_events (gconstpointer a, gconstpointer b)
{
  const Event *x = a;
  const Event *y = b;

  if (x->order != y->order)
    return x->order < y->order ? -1 : 1;
  if (x->entered != y->entered)
    return x->entered < y->entered ? -1 : 1;
  return x->row < y->row ? -1 : x->row > y->row;
}

/* ---- events to visits ---- */

static CairnSourceShape
get_shape (const CairnImportPlan *plan)
{
  if (plan->shape == CAIRN_IMPORT_VISITS)
    return CAIRN_SOURCE_VISITS;
  return plan->shape == CAIRN_IMPORT_CHANGES ? CAIRN_SOURCE_CHANGES : CAIRN_SOURCE_LIFECYCLE;
}

static CairnStayEvent
get_stay_event (const Work *w, const Event *event)
{
  gboolean is_final = g_hash_table_contains (w->finals, GUINT_TO_POINTER (event->stage));

  return (CairnStayEvent){ .entered = event->entered,
                           .left = event->left,
                           .order = event->row,
                           .stage = event->stage,
                           .cell = event->stage,
                           .owner = event->owner,
                           .wait = CAIRN_WAIT_UNKNOWN,
                           .transition = event->transition,
                           .end = is_final ? CAIRN_RESULT_OF_OTHER : 0 };
}

static void
add_visits (Work *w, guint32 customer, const GArray *stays)
{
  for (guint i = 0; i < stays->len; i++)
    {
      const CairnDerivedStay *stay = &g_array_index (stays, CairnDerivedStay, i);
      CairnImportVisit visit = { .customer = customer,
                                 .stage = stay->stage,
                                 .owner = stay->owner,
                                 .entered = stay->entered,
                                 .left = stay->left };

      w->ends_without_start += (stay->flags & CAIRN_STAY_ENTRY_UNKNOWN) != 0;
      g_array_append_val (w->out->visits, visit);
    }
}

/* Customer by customer, as the events are sorted. */
static void
derive_visits (Work *w)
{
  const CairnDeriveRules rules
    = { .shape = get_shape (w->plan), .split_repeats = w->split_repeats };
  g_autoptr (GArray) events = g_array_new (FALSE, FALSE, sizeof (CairnStayEvent));
  g_autoptr (GArray) stays = g_array_new (FALSE, FALSE, sizeof (CairnDerivedStay));

  for (guint i = 0; i < w->events->len;)
    {
      guint32 customer = g_array_index (w->events, Event, i).customer;

      g_array_set_size (events, 0);
      g_array_set_size (stays, 0);
      for (; i < w->events->len && g_array_index (w->events, Event, i).customer == customer; i++)
        {
          CairnStayEvent event = get_stay_event (w, &g_array_index (w->events, Event, i));

          g_array_append_val (events, event);
        }
      cairn_stays_derive (&rules, (CairnStayEvent *) events->data, events->len, stays);
      add_visits (w, customer, stays);
    }
}

/* ---- notes ---- */

static void
add_notes (const Work *w, GPtrArray *notes)
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
    if (w->left_out[i] > 0)
      g_ptr_array_add (notes,
                       /* translators: a number of rows, and why they were not used */
                       g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u row left out: %s.",
                                                     "%u rows left out: %s.", w->left_out[i]),
                                        w->left_out[i], reasons[i]));
}

static void
add_start_note (const Work *w, GPtrArray *notes)
{
  if (w->ends_without_start > 0)
    g_ptr_array_add (
      notes,
      g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u end has no start; it counts as a moment.",
                                    "%u ends have no start; they count as a moment each.",
                                    w->ends_without_start),
                       w->ends_without_start));
}

/* The stage most customers end in is likely to be an end, which the log does not say. */
static void
add_end_note (const Work *w, GPtrArray *notes)
{
  g_autoptr (GHashTable) counts = g_hash_table_new (NULL, NULL);
  guint32 best = 0;
  guint n_best = 0;

  if (w->plan->shape != CAIRN_IMPORT_CHANGES)
    return;
  for (guint i = 0; i < w->out->visits->len; i++)
    {
      const CairnImportVisit *visit = &g_array_index (w->out->visits, CairnImportVisit, i);
      gpointer key = GUINT_TO_POINTER (visit->stage);
      guint n;

      if (visit->left != OPEN)
        continue;
      n = GPOINTER_TO_UINT (g_hash_table_lookup (counts, key)) + 1;
      g_hash_table_insert (counts, key, GUINT_TO_POINTER (n));
      if (n > n_best)
        {
          best = visit->stage;
          n_best = n;
        }
    }
  if (n_best * 4 < w->out->customers->len)
    return;
  g_ptr_array_add (
    notes,
    g_strdup_printf (_ ("%u of %u customers are still in “%s”, the last the log says of "
                        "them. If that is an end, use --final “%s”."),
                     n_best, w->out->customers->len, cairn_log_table_get_text (w->table, best),
                     cairn_log_table_get_text (w->table, best)));
}

static gboolean
find_finals (Work *w, const char *const *finals, GError **error)
{
  for (; finals != NULL && *finals != NULL; finals++)
    {
      gboolean found = FALSE;

      for (guint i = 0; i < w->events->len && !found; i++)
        {
          guint32 stage = g_array_index (w->events, Event, i).stage;

          found = g_str_equal (cairn_log_table_get_text (w->table, stage), *finals);
          if (found)
            g_hash_table_add (w->finals, GUINT_TO_POINTER (stage));
        }
      if (!found)
        {
          g_set_error (error, CAIRN_SOURCE_ERROR, CAIRN_SOURCE_ERROR_BAD_OPTION,
                       _ ("No stage in the log is called “%s”. Check the name after --final."),
                       *finals);
          return FALSE;
        }
    }
  return TRUE;
}

static gboolean
derive (Work *w, const CairnImportOptions *options, GPtrArray *notes, GError **error)
{
  read_events (w);
  add_notes (w, notes);
  if (w->events->len == 0)
    {
      g_set_error (error, CAIRN_SOURCE_ERROR, CAIRN_SOURCE_ERROR_BAD_LOG,
                   _ ("There is no row in the log that could be used%s%s"),
                   notes->len > 0 ? ". " : ".",
                   notes->len > 0 ? (const char *) g_ptr_array_index (notes, notes->len - 1) : "");
      return FALSE;
    }
  if (!find_finals (w, options->finals, error))
    return FALSE;
  g_array_sort (w->events, compare_events);
  derive_visits (w);
  add_start_note (w, notes);
  add_end_note (w, notes);
  return TRUE;
}

gboolean
cairn_import_visits_derive (CairnImportVisits *self,
                            CairnLogTable *table,
                            const CairnImportPlan *plan,
                            const CairnImportOptions *options,
                            GPtrArray *notes,
                            GError **error)
{
  g_autoptr (GTimeZone) zone
    = options->zone != NULL ? g_time_zone_new_identifier (options->zone) : g_time_zone_new_utc ();
  g_autoptr (CairnTimeReader) times = NULL;
  g_autoptr (GHashTable) orders = g_hash_table_new (NULL, NULL);
  g_autoptr (GHashTable) finals = g_hash_table_new (NULL, NULL);
  g_autoptr (GArray) events = g_array_new (FALSE, FALSE, sizeof (Event));
  Work w = { .table = table, .plan = plan, .out = self, .orders = orders, .finals = finals };

  if (zone == NULL)
    {
      g_set_error (error, CAIRN_SOURCE_ERROR, CAIRN_SOURCE_ERROR_BAD_OPTION,
                   _ ("“%s” is not a time zone. Write it like Europe/Rome, UTC or +02."),
                   options->zone);
      return FALSE;
    }
  self->visits = g_array_new (FALSE, FALSE, sizeof (CairnImportVisit));
  self->customers = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->segments = g_hash_table_new (NULL, NULL);
  times = cairn_time_reader_new (&plan->format, zone);
  w.times = times;
  w.events = events;
  w.split_repeats = options->split_repeats;
  return derive (&w, options, notes, error);
}
