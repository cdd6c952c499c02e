/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing/cairn-engine-private.h"
#include "timing/cairn-stay.h"

/* A visit of a customer in question, to whatever stage. */
typedef struct
{
  guint32 customer;
  guint stage;
  gint64 entered;
  gint64 left;
  guint stay; /* its place among the stays; G_MAXUINT: another stage's */
} Step;

static int
compare_stays (gconstpointer a, gconstpointer b)
{
  const CairnVisit *x = &((const CairnStay *) a)->visit;
  const CairnVisit *y = &((const CairnStay *) b)->visit;

  if (x->entered != y->entered)
    return x->entered < y->entered ? -1 : 1;
  if (x->left != y->left)
    return x->left < y->left ? -1 : 1;
  return x->customer < y->customer ? -1 : x->customer > y->customer;
}

static int
compare_steps (gconstpointer a, gconstpointer b)
{
  const Step *x = a;
  const Step *y = b;

  if (x->customer != y->customer)
    return x->customer < y->customer ? -1 : 1;
  if (x->entered != y->entered)
    return x->entered < y->entered ? -1 : 1;
  if (x->left != y->left)
    return x->left < y->left ? -1 : 1;
  return x->stage < y->stage ? -1 : x->stage > y->stage;
}

static void
add_visits (GArray *stays, const CairnVisitStore *store, guint16 cell)
{
  for (gsize i = 0; i < store->n; i++)
    {
      CairnStay stay = { .visit = cairn_kept_visit_tell (&store->visits[i], cell),
                         .next_stage = CAIRN_NO_STAGE };

      g_array_append_val (stays, stay);
    }
}

/* The visits in @store of customers that @wanted marks. */
static void
add_steps (GArray *steps, const CairnVisitStore *store, guint stage, const guint8 *wanted)
{
  for (gsize i = 0; i < store->n; i++)
    if (wanted[store->visits[i].customer])
      {
        CairnVisit visit = cairn_kept_visit_tell (&store->visits[i], 0);
        Step step = { visit.customer, stage, visit.entered, visit.left, G_MAXUINT };

        g_array_append_val (steps, step);
      }
}

static GArray *
gather_steps (CairnEngine *engine, const GArray *stays, guint own_stage)
{
  GArray *steps = g_array_new (FALSE, FALSE, sizeof (Step));
  g_autofree guint8 *wanted = g_new0 (guint8, engine->customers->len + 1);

  for (guint i = 0; i < stays->len; i++)
    {
      const CairnVisit *visit = &g_array_index (stays, CairnStay, i).visit;
      Step step = { visit->customer, own_stage, visit->entered, visit->left, i };

      wanted[visit->customer] = 1;
      g_array_append_val (steps, step);
    }
  for (guint i = 0; i < engine->cells->len; i++)
    {
      const CairnEngineCell *cell = g_ptr_array_index (engine->cells, i);

      if (cell->stage == own_stage)
        continue;
      add_steps (steps, &cell->visits.closed, cell->stage, wanted);
      add_steps (steps, &cell->visits.open, cell->stage, wanted);
    }
  g_array_sort (steps, compare_steps);
  return steps;
}

static CairnOutcome
outcome_of (const CairnEngine *engine, const Step *step, const Step *next)
{
  if (step->left == CAIRN_VISIT_OPEN)
    return CAIRN_OUTCOME_OPEN;
  if (next != NULL)
    return next->stage > step->stage ? CAIRN_OUTCOME_NEXT : CAIRN_OUTCOME_BACK;
  switch (cairn_engine_get_end (engine, step->customer))
    {
    case CAIRN_END_SUCCESS:
      return CAIRN_OUTCOME_NEXT;
    case CAIRN_END_CHURN:
      return CAIRN_OUTCOME_CHURN;
    case CAIRN_END_UNKNOWN:
      break;
    }
  return CAIRN_OUTCOME_GONE;
}

/* Where a stage lies: one without a track, on all. */
static guint64
tracks_of (const CairnEngine *engine, guint stage)
{
  guint64 tracks = stage < engine->tracks->len ? g_array_index (engine->tracks, guint64, stage) : 0;

  return tracks != 0 ? tracks : G_MAXUINT64;
}

/* The customer's next step on the same track: an onboarding may go on while a renewal begins. */
static const Step *
find_next (const CairnEngine *engine, const GArray *steps, guint i)
{
  const Step *step = &g_array_index (steps, Step, i);
  guint64 tracks = tracks_of (engine, step->stage);

  for (guint j = i + 1; j < steps->len; j++)
    {
      const Step *next = &g_array_index (steps, Step, j);

      if (next->customer != step->customer)
        return NULL;
      if ((tracks_of (engine, next->stage) & tracks) != 0)
        return next;
    }
  return NULL;
}

static void
follow_steps (const CairnEngine *engine, const GArray *steps, GArray *stays)
{
  guint earlier = 0;

  for (guint i = 0; i < steps->len; i++)
    {
      const Step *step = &g_array_index (steps, Step, i);
      const Step *next;
      CairnStay *stay;

      if (i == 0 || step[-1].customer != step->customer)
        earlier = 0;
      if (step->stay == G_MAXUINT)
        continue;
      next = find_next (engine, steps, i);
      stay = &g_array_index (stays, CairnStay, step->stay);
      stay->outcome = outcome_of (engine, step, next);
      stay->earlier = earlier++;
      if (next != NULL && step->left != CAIRN_VISIT_OPEN)
        {
          stay->next_stage = next->stage;
          stay->next_entered = next->entered;
        }
    }
}

GArray *
cairn_stays_gather (CairnEngine *engine, const char *segment, const char *stage)
{
  GArray *stays = g_array_new (FALSE, FALSE, sizeof (CairnStay));
  guint own_stage;
  g_autoptr (GArray) steps = NULL;

  g_return_val_if_fail (engine != NULL && stage != NULL, stays);

  cairn_engine_settle (engine);
  own_stage = GPOINTER_TO_UINT (g_hash_table_lookup (engine->stage_numbers, stage)) - 1;
  for (guint i = 0; i < engine->cells->len; i++)
    {
      const CairnEngineCell *cell = g_ptr_array_index (engine->cells, i);

      if (cell->stage != own_stage || (segment != NULL && g_strcmp0 (cell->segment, segment) != 0))
        continue;
      add_visits (stays, &cell->visits.closed, (guint16) i);
      add_visits (stays, &cell->visits.open, (guint16) i);
    }
  g_array_sort (stays, compare_stays);
  steps = gather_steps (engine, stays, own_stage);
  follow_steps (engine, steps, stays);
  return stays;
}
