/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "insight/cairn-source-sample.h"

#include "timing/cairn-transition.h"
#include "timing/cairn-visit.h"

#include <string.h>

/* One row of the customer that is looked at; strings are those of the sample. */
typedef struct
{
  const char *stage;
  const char *transition;
  gint64 at;
} Event;

static const char *
cell (const CairnSourceDraft *draft, guint row, CairnDraftRole role)
{
  char **cells = g_ptr_array_index (draft->sample->rows, row);

  for (guint i = 0; i < draft->roles->len; i++)
    if (g_array_index (draft->roles, CairnDraftRole, i) == role)
      return cells[i];
  return "";
}

static int
compare_events (gconstpointer a, gconstpointer b)
{
  const Event *one = a, *other = b;

  return one->at < other->at ? -1 : one->at > other->at;
}

static GArray *
list_events (const CairnSourceDraft *draft, CairnTimeReader *reader, const char *customer)
{
  GArray *events = g_array_new (FALSE, FALSE, sizeof (Event));

  for (guint r = 0; r < draft->sample->rows->len; r++)
    {
      const char *time = cell (draft, r, CAIRN_DRAFT_ENTERED);
      Event event
        = { cell (draft, r, CAIRN_DRAFT_STAGE), cell (draft, r, CAIRN_DRAFT_TRANSITION), 0 };

      if (g_str_equal (cell (draft, r, CAIRN_DRAFT_CUSTOMER), customer)
          && cairn_time_reader_text (reader, time, strlen (time), &event.at))
        g_array_append_val (events, event);
    }
  g_array_sort (events, compare_events); /* stable: equal moments stay in the order of the rows */
  return events;
}

/* Each lasts until another stage is named. */
static gboolean
find_change (const Event *events, guint n, CairnPreviewVisit *visit, const char **stage)
{
  guint last = n - 1, first;

  while (last > 0 && g_str_equal (events[last - 1].stage, events[n - 1].stage))
    last--;
  first = last > 0 ? last - 1 : 0;
  while (first > 0 && g_str_equal (events[first - 1].stage, events[first].stage))
    first--;
  *stage = events[first].stage;
  visit->entered = events[first].at;
  visit->left = last > 0 ? events[last].at : CAIRN_VISIT_OPEN;
  return TRUE;
}

/* It took from the one before. */
static gboolean
find_done (const Event *events, guint n, CairnPreviewVisit *visit, const char **stage)
{
  if (n < 2)
    return FALSE;
  *stage = events[n - 1].stage;
  visit->entered = events[n - 2].at;
  visit->left = events[n - 1].at;
  return TRUE;
}

static gboolean
find_start (const Event *events, guint n, CairnPreviewVisit *visit, const char **stage)
{
  for (guint end = n; end > 0; end--)
    for (guint start = end - 1;
         cairn_transition_parse (events[end - 1].transition) == CAIRN_TRANSITION_END && start > 0;
         start--)
      if (g_str_equal (events[start - 1].stage, events[end - 1].stage)
          && cairn_transition_parse (events[start - 1].transition) == CAIRN_TRANSITION_START)
        {
          *stage = events[end - 1].stage;
          visit->entered = events[start - 1].at;
          visit->left = events[end - 1].at;
          return TRUE;
        }
  return FALSE;
}

static gboolean
find_visit (int shape, const GArray *events, CairnPreviewVisit *visit, const char **stage)
{
  const Event *first = (const Event *) (gconstpointer) events->data;

  if (events->len == 0)
    return FALSE;
  switch (shape)
    {
    case CAIRN_SHAPE_CHANGES:
    case CAIRN_SHAPE_SNAPSHOTS:
      return find_change (first, events->len, visit, stage);
    case CAIRN_SHAPE_DONE:
      return find_done (first, events->len, visit, stage);
    case CAIRN_SHAPE_LIFECYCLE:
      return find_start (first, events->len, visit, stage);
    default:
      return FALSE;
    }
}

/* As it stands. */
static gboolean
find_stay (const CairnSourceDraft *draft,
           CairnTimeReader *reader,
           guint row,
           CairnPreviewVisit *visit,
           const char **stage)
{
  const char *entered = cell (draft, row, CAIRN_DRAFT_ENTERED);
  const char *left = cell (draft, row, CAIRN_DRAFT_LEFT);

  *stage = cell (draft, row, CAIRN_DRAFT_STAGE);
  visit->left = CAIRN_VISIT_OPEN;
  if (!cairn_time_is_missing (left, -1)
      && !cairn_time_reader_text (reader, left, strlen (left), &visit->left))
    visit->left = G_MININT64;
  return cairn_time_reader_text (reader, entered, strlen (entered), &visit->entered);
}

static const char *
cell_called (const CairnSourceDraft *draft, guint row, const char *column)
{
  char **cells = g_ptr_array_index (draft->sample->rows, row);

  for (guint i = 0; column != NULL && i < draft->roles->len; i++)
    if (g_str_equal (draft->sample->columns[i], column))
      return cells[i];
  return "";
}

/* The last stage that a row has a date of; without one of leaving it is still on. */
static gboolean
find_date (const CairnSourceDraft *draft,
           CairnTimeReader *reader,
           guint row,
           CairnPreviewVisit *visit,
           const char **stage)
{
  visit->entered = G_MININT64;
  for (guint i = 0; i < draft->dates->len; i++)
    {
      const CairnMappingDates *dates = g_ptr_array_index (draft->dates, i);
      const char *entered = cell_called (draft, row, dates->entered);
      const char *left = cell_called (draft, row, dates->left);
      gint64 at;

      if (!cairn_time_reader_text (reader, entered, strlen (entered), &at) || at < visit->entered)
        continue;
      *stage = dates->stage;
      visit->entered = at;
      visit->left = CAIRN_VISIT_OPEN;
      cairn_time_reader_text (reader, left, strlen (left), &visit->left);
    }
  return visit->entered != G_MININT64;
}

void
cairn_source_sample_add_visits (const CairnSourceDraft *draft, GPtrArray *visits, guint n)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (CairnTimeReader) reader = cairn_source_draft_new_reader (draft);

  for (guint r = 0; r < draft->sample->rows->len && visits->len < n; r++)
    {
      const char *customer = cell (draft, r, CAIRN_DRAFT_CUSTOMER);
      g_autoptr (GArray) events = NULL;
      CairnPreviewVisit visit = { 0 };
      const char *stage = NULL;

      if (*customer == '\0' || !g_hash_table_add (seen, (gpointer) customer))
        continue;
      events = list_events (draft, reader, customer);
      if (!(draft->shape == CAIRN_SHAPE_WIDE ? find_date (draft, reader, r, &visit, &stage)
            : draft->shape == CAIRN_SHAPE_VISITS
              ? find_stay (draft, reader, r, &visit, &stage)
              : find_visit (draft->shape, events, &visit, &stage)))
        continue;
      visit.customer = g_strdup (customer);
      visit.stage = g_strdup (stage);
      g_ptr_array_add (visits, g_memdup2 (&visit, sizeof visit));
    }
}
