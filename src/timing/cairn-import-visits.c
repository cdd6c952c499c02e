/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From the events of a log to stays: what cairn-stays-derive says, in the terms of an import. */
#include "timing/cairn-import-visits.h"

#include "timing/cairn-stays-derive.h"

static CairnSourceShape
shape_of (CairnImportShape shape)
{
  switch (shape)
    {
    case CAIRN_IMPORT_LIFECYCLE:
      return CAIRN_SOURCE_LIFECYCLE;
    case CAIRN_IMPORT_CHANGES:
      return CAIRN_SOURCE_CHANGES;
    case CAIRN_IMPORT_VISITS:
      break;
    case CAIRN_IMPORT_AUTO:
      g_assert_not_reached ();
    }
  return CAIRN_SOURCE_VISITS;
}

/* What started before it was entered, or too long after, says nothing. */
static gint32
wait_of (const CairnImportEvent *event)
{
  if (event->started == CAIRN_IMPORT_OPEN || event->started < event->entered
      || event->started - event->entered > G_MAXINT32)
    return CAIRN_WAIT_UNKNOWN;
  return (gint32) (event->started - event->entered);
}

static CairnStayEvent
event_of (const CairnImportDerivation *self, const CairnImportEvent *event)
{
  gboolean final
    = self->finals != NULL && g_hash_table_contains (self->finals, GUINT_TO_POINTER (event->stage));

  return (CairnStayEvent){
    .entered = event->entered,
    .left = event->left == CAIRN_IMPORT_OPEN ? CAIRN_VISIT_OPEN : event->left,
    .order = event->row,
    .stage = event->stage,
    .cell = event->stage,
    .owner = event->owner,
    .wait = wait_of (event),
    .transition = event->transition,
    .end = final ? CAIRN_RESULT_OF_OTHER : 0,
  };
}

void
cairn_import_derivation_add (CairnImportDerivation *self,
                             const CairnImportEvent *events,
                             guint n_events,
                             GArray *visits)
{
  const CairnDeriveRules rules
    = { .shape = shape_of (self->shape), .split_repeats = self->split_repeats };
  g_autofree CairnStayEvent *stay_events = g_new (CairnStayEvent, MAX (n_events, 1));
  g_autoptr (GArray) stays = g_array_new (FALSE, FALSE, sizeof (CairnDerivedStay));

  for (guint i = 0; i < n_events; i++)
    stay_events[i] = event_of (self, events + i);
  cairn_stays_derive (&rules, stay_events, n_events, stays);
  for (guint i = 0; i < stays->len; i++)
    {
      const CairnDerivedStay *stay = &g_array_index (stays, CairnDerivedStay, i);
      CairnImportVisit visit = { .stage = stay->stage,
                                 .owner = stay->owner,
                                 .entered = stay->entered,
                                 .left = stay->left,
                                 .started = CAIRN_IMPORT_OPEN };

      if (stay->wait != CAIRN_WAIT_UNKNOWN)
        visit.started = stay->entered + stay->wait;
      self->ends_without_start += (stay->flags & CAIRN_STAY_ENTRY_UNKNOWN) != 0;
      g_array_append_val (visits, visit);
    }
}
