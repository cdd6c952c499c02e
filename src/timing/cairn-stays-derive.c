/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing/cairn-stays-derive.h"

static int
compare_numbers (gint64 a, gint64 b)
{
  return (a > b) - (a < b);
}

static int
compare_events (gconstpointer a, gconstpointer b, gpointer data)
{
  const CairnStayEvent *x = a;
  const CairnStayEvent *y = b;
  int order = compare_numbers (x->entered, y->entered);

  return order != 0 ? order : compare_numbers (x->order, y->order);
}

static void
sort_events (CairnStayEvent *events, guint n_events)
{
  for (guint i = 1; i < n_events; i++)
    if (compare_events (&events[i - 1], &events[i], NULL) > 0)
      {
        g_qsort_with_data (events, n_events, sizeof *events, compare_events, NULL);
        return;
      }
}

static int
compare_stays (gconstpointer a, gconstpointer b)
{
  const CairnDerivedStay *x = a;
  const CairnDerivedStay *y = b;
  int order = compare_numbers (x->entered, y->entered);

  return order != 0 ? order : compare_numbers (x->order, y->order);
}

static void
sort_stays (GArray *stays, guint first)
{
  for (guint i = first + 1; i < stays->len; i++)
    if (compare_stays (&g_array_index (stays, CairnDerivedStay, i - 1),
                       &g_array_index (stays, CairnDerivedStay, i))
        > 0)
      {
        qsort (&g_array_index (stays, CairnDerivedStay, first), stays->len - first,
               sizeof (CairnDerivedStay), compare_stays);
        return;
      }
}

/* ---- from events to stays ---- */

static CairnDerivedStay *
add_stay (GArray *stays, const CairnStayEvent *event, gint64 left)
{
  CairnDerivedStay stay = { .entered = event->entered,
                            .left = left,
                            .order = event->order,
                            .stage = event->stage,
                            .cell = event->cell,
                            .owner = event->owner,
                            .wait = event->wait };

  if (event->end != 0)
    {
      stay.left = stay.entered;
      stay.flags = CAIRN_STAY_FINAL;
    }
  g_array_append_val (stays, stay);
  return &g_array_index (stays, CairnDerivedStay, stays->len - 1);
}

static void
derive_visits (const CairnStayEvent *events, guint n_events, GArray *stays)
{
  for (guint i = 0; i < n_events; i++)
    add_stay (stays, &events[i], events[i].left);
}

/* Whether @event tells of the stay that began with @here. */
static gboolean
goes_on (const CairnDeriveRules *rules, const CairnStayEvent *here, const CairnStayEvent *event)
{
  return here != NULL && here->stage == event->stage && !rules->split_repeats;
}

/* A stage lasts until another one comes. Many systems write a row for any change at all; the last
 * owner that one names has the customer. */
static void
derive_changes (const CairnDeriveRules *rules,
                const CairnStayEvent *events,
                guint n_events,
                GArray *stays)
{
  const CairnStayEvent *here = NULL;
  guint32 owner = 0;

  for (guint i = 0; i < n_events; i++)
    {
      if (goes_on (rules, here, &events[i]))
        {
          owner = events[i].owner != 0 ? events[i].owner : owner;
          continue;
        }
      if (here != NULL)
        add_stay (stays, here, events[i].entered)->owner = owner;
      here = &events[i];
      owner = here->owner;
    }
  if (here != NULL)
    add_stay (stays, here, CAIRN_VISIT_OPEN)->owner = owner;
}

/* From @owner to that of @event; @first: where the changes of this stay begin. */
static void
add_owner (GArray *changes,
           guint first,
           const CairnStayEvent *here,
           guint32 owner,
           const CairnStayEvent *event)
{
  const CairnOwnerChange before = { here->entered, here->entered, owner };
  const CairnOwnerChange now = { here->entered, event->entered, event->owner };
  CairnOwnerChange *last;

  if (changes->len == first)
    g_array_append_val (changes, before);
  last = &g_array_index (changes, CairnOwnerChange, changes->len - 1);
  if (last->since == now.since)
    *last = now;
  else
    g_array_append_val (changes, now);
}

void
cairn_stays_find_owners (const CairnDeriveRules *rules,
                         const CairnStayEvent *events,
                         guint n_events,
                         GArray *changes)
{
  const CairnStayEvent *here = NULL;
  guint32 owner = 0;
  guint first = 0;

  if (rules->shape != CAIRN_SOURCE_CHANGES && rules->shape != CAIRN_SOURCE_SNAPSHOTS)
    return;
  for (guint i = 0; i < n_events; i++)
    {
      if (!goes_on (rules, here, &events[i]))
        {
          here = &events[i];
          owner = here->owner;
          first = changes->len;
          continue;
        }
      if (events[i].owner == 0 || events[i].owner == owner)
        continue;
      /* Who is named first has had the customer all along, as far as anybody knows. */
      if (owner != 0 && events[i].entered > here->entered)
        add_owner (changes, first, here, owner, &events[i]);
      owner = events[i].owner;
    }
}

/* By stage; of one moment, starts first: what has no duration is then still a pair, and the oldest
 * start is the one that ends anyway. */
static int
compare_lifecycle (gconstpointer a, gconstpointer b, gpointer data)
{
  const CairnStayEvent *x = a;
  const CairnStayEvent *y = b;
  int order = compare_numbers (x->stage, y->stage);

  if (order == 0)
    order = compare_numbers (x->entered, y->entered);
  if (order == 0)
    order = compare_numbers (x->transition, y->transition);
  return order != 0 ? order : compare_numbers (x->order, y->order);
}

/* Of the events of one stage: each end ends the oldest start there is. */
static void
pair_up (const CairnStayEvent *events, guint n_events, GArray *stays)
{
  guint start = 0;

  for (guint i = 0; i < n_events; i++)
    {
      if (events[i].transition != CAIRN_TRANSITION_END)
        continue;
      while (start < i && events[start].transition != CAIRN_TRANSITION_START)
        start++;
      if (start < i)
        add_stay (stays, &events[start++], events[i].entered);
      else if (events[i].end != 0)
        add_stay (stays, &events[i], events[i].entered);
      else
        /* Done, but nobody knows since when. */
        add_stay (stays, &events[i], events[i].entered)->flags |= CAIRN_STAY_ENTRY_UNKNOWN;
    }
  for (; start < n_events; start++)
    if (events[start].transition == CAIRN_TRANSITION_START)
      add_stay (stays, &events[start], CAIRN_VISIT_OPEN);
}

static void
derive_lifecycle (CairnStayEvent *events, guint n_events, GArray *stays)
{
  g_qsort_with_data (events, n_events, sizeof *events, compare_lifecycle, NULL);
  for (guint i = 0, end; i < n_events; i = end)
    {
      for (end = i + 1; end < n_events && events[end].stage == events[i].stage;)
        end++;
      pair_up (events + i, end - i, stays);
    }
  sort_events (events, n_events);
}

/* "X was done": what was done before it was done when this began. */
static void
derive_done (const CairnStayEvent *events, guint n_events, GArray *stays)
{
  for (guint i = 0; i < n_events; i++)
    {
      CairnStayEvent event = events[i];
      CairnDerivedStay *stay;

      event.end = 0;
      event.entered = events[i > 0 ? i - 1 : 0].entered;
      stay = add_stay (stays, &event, events[i].entered);
      if (i == 0)
        stay->flags |= CAIRN_STAY_ENTRY_UNKNOWN;
    }
}

static int
compare_dates (gconstpointer a, gconstpointer b, gpointer data)
{
  const CairnStayEvent *x = a;
  const CairnStayEvent *y = b;
  int order = compare_numbers (x->group, y->group);

  return order != 0 ? order : compare_events (a, b, data);
}

/* A date without one of leaving lasts until the next date of the row. */
static void
derive_wide (CairnStayEvent *events, guint n_events, GArray *stays)
{
  g_qsort_with_data (events, n_events, sizeof *events, compare_dates, NULL);
  for (guint i = 0; i < n_events; i++)
    {
      gint64 left = events[i].left;

      if (left == CAIRN_VISIT_OPEN && i + 1 < n_events && events[i + 1].group == events[i].group)
        left = events[i + 1].entered;
      add_stay (stays, &events[i], left);
    }
  sort_events (events, n_events);
}

/* The first day after @day on which anybody was looked at; CAIRN_VISIT_OPEN: none. */
static gint64
next_day (const CairnDeriveRules *rules, gint64 day)
{
  guint low = 0;
  guint high = rules->n_days;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (rules->days[middle] <= day)
        low = middle + 1;
      else
        high = middle;
    }
  return low < rules->n_days ? rules->days[low] : CAIRN_VISIT_OPEN;
}

/* Who was there on the first day came nobody knows when; who is missing on later ones has left. */
static void
derive_snapshots (const CairnDeriveRules *rules,
                  const CairnStayEvent *events,
                  guint n_events,
                  GArray *stays)
{
  guint first = stays->len;
  CairnDerivedStay *last;

  derive_changes (rules, events, n_events, stays);
  for (guint i = first; i < stays->len && rules->n_days > 0; i++)
    {
      CairnDerivedStay *stay = &g_array_index (stays, CairnDerivedStay, i);

      if (stay->entered == rules->days[0] && !(stay->flags & CAIRN_STAY_FINAL))
        stay->flags |= CAIRN_STAY_ENTRY_UNKNOWN;
    }
  last = stays->len > first ? &g_array_index (stays, CairnDerivedStay, stays->len - 1) : NULL;
  if (last == NULL || last->left != CAIRN_VISIT_OPEN)
    return;
  last->left = next_day (rules, events[n_events - 1].entered);
  if (last->left != CAIRN_VISIT_OPEN)
    last->flags |= CAIRN_STAY_EXIT_INFERRED;
}

void
cairn_stays_derive (const CairnDeriveRules *rules,
                    CairnStayEvent *events,
                    guint n_events,
                    GArray *stays)
{
  guint first = stays->len;

  sort_events (events, n_events);
  switch (rules->shape)
    {
    case CAIRN_SOURCE_GUESS:
    case CAIRN_SOURCE_VISITS:
      derive_visits (events, n_events, stays);
      break;
    case CAIRN_SOURCE_CHANGES:
      derive_changes (rules, events, n_events, stays);
      break;
    case CAIRN_SOURCE_LIFECYCLE:
      derive_lifecycle (events, n_events, stays);
      break;
    case CAIRN_SOURCE_DONE:
      derive_done (events, n_events, stays);
      break;
    case CAIRN_SOURCE_WIDE:
      derive_wide (events, n_events, stays);
      break;
    case CAIRN_SOURCE_SNAPSHOTS:
      derive_snapshots (rules, events, n_events, stays);
      break;
    }
  sort_stays (stays, first);
}

CairnMappingResult
cairn_stays_find_end (const CairnStayEvent *events, guint n_events)
{
  return n_events > 0 ? events[n_events - 1].end : 0;
}

/* ---- putting stays right ---- */

static gboolean
is_elsewhere (const CairnDerivedStay *here, const CairnDerivedStay *other)
{
  return here->stage != other->stage || (other->flags & CAIRN_STAY_FINAL) != 0;
}

static void
close_at (CairnDerivedStay *stay, gint64 next, gint64 lost_at)
{
  gint64 left = lost_at >= stay->entered ? MIN (next, lost_at) : next;

  if (stay->left != CAIRN_VISIT_OPEN || left == CAIRN_VISIT_OPEN)
    return;
  stay->left = left;
  stay->flags |= CAIRN_STAY_EXIT_INFERRED;
  if (stay->wait > left - stay->entered)
    stay->wait = CAIRN_WAIT_UNKNOWN;
}

/* From the last to the first, so that the next stay elsewhere is known of each. */
static void
close_open (GArray *stays, gint64 lost_at)
{
  gint64 next = CAIRN_VISIT_OPEN;

  for (guint i = stays->len; i > 0; i--)
    {
      CairnDerivedStay *stay = &g_array_index (stays, CairnDerivedStay, i - 1);
      const CairnDerivedStay *after
        = i < stays->len ? &g_array_index (stays, CairnDerivedStay, i) : NULL;

      if (after != NULL && is_elsewhere (stay, after))
        next = after->entered;
      close_at (stay, next, lost_at);
    }
}

/* What follows on one track: the next stay, and the next in another stage than that. */
typedef struct
{
  guint32 stage;
  gint64 entered;
  gint64 other_entered;
} Following;

#define N_TRACKS 64

static gint64
next_elsewhere (const Following *following, guint64 tracks, const CairnDerivedStay *stay)
{
  gint64 next = CAIRN_VISIT_OPEN;

  for (; tracks != 0; tracks &= tracks - 1)
    {
      const Following *one = &following[__builtin_ctzll (tracks)];

      next = MIN (next, one->entered != CAIRN_VISIT_OPEN && one->stage != stay->stage
                          ? one->entered
                          : one->other_entered);
    }
  return next;
}

static void
follow (Following *following, guint64 tracks, const CairnDerivedStay *stay)
{
  for (; tracks != 0; tracks &= tracks - 1)
    {
      Following *one = &following[__builtin_ctzll (tracks)];

      if (one->entered != CAIRN_VISIT_OPEN && one->stage != stay->stage)
        one->other_entered = one->entered;
      one->stage = stay->stage;
      one->entered = stay->entered;
    }
}

static void
close_open_on_tracks (GArray *stays, gint64 lost_at, const guint64 *tracks, guint n_tracks)
{
  Following following[N_TRACKS];
  gint64 end = CAIRN_VISIT_OPEN; /* of the journey, on whatever track */

  for (guint i = 0; i < N_TRACKS; i++)
    following[i] = (Following){ 0, CAIRN_VISIT_OPEN, CAIRN_VISIT_OPEN };
  for (guint i = stays->len; i > 0; i--)
    {
      CairnDerivedStay *stay = &g_array_index (stays, CairnDerivedStay, i - 1);
      guint64 its
        = stay->stage < n_tracks && tracks[stay->stage] != 0 ? tracks[stay->stage] : G_MAXUINT64;

      close_at (stay, MIN (end, next_elsewhere (following, its, stay)), lost_at);
      if ((stay->flags & CAIRN_STAY_FINAL) != 0)
        end = stay->entered;
      else
        follow (following, its, stay);
    }
}

static int
compare_within_cells (gconstpointer a, gconstpointer b)
{
  const CairnDerivedStay *x = a;
  const CairnDerivedStay *y = b;
  int order = compare_numbers (x->cell, y->cell);

  return order != 0 ? order : compare_stays (a, b);
}

static gboolean
can_merge (const CairnDerivedStay *stay)
{
  return (stay->flags & CAIRN_STAY_FINAL) == 0
         && ((stay->flags & CAIRN_STAY_ENTRY_UNKNOWN) == 0 || stay->left > stay->entered);
}

static gboolean
overlap (const CairnDerivedStay *earlier, const CairnDerivedStay *later)
{
  return earlier->cell == later->cell && later->entered < earlier->left && can_merge (earlier)
         && can_merge (later);
}

/* The owner is whoever had the customer last; work began when it first did. */
static void
merge (CairnDerivedStay *into, const CairnDerivedStay *stay)
{
  gint64 ahead = stay->entered - into->entered;

  if (stay->owner != 0)
    into->owner = stay->owner;
  if (into->wait == CAIRN_WAIT_UNKNOWN && stay->wait != CAIRN_WAIT_UNKNOWN
      && ahead + stay->wait <= G_MAXINT32)
    into->wait = (gint32) (ahead + stay->wait);
  if (stay->left > into->left)
    {
      into->left = stay->left;
      into->flags &= ~CAIRN_STAY_EXIT_INFERRED;
      into->flags |= stay->flags & CAIRN_STAY_EXIT_INFERRED;
    }
  into->n_merged += 1 + stay->n_merged;
}

static void
merge_overlaps (GArray *stays)
{
  CairnDerivedStay *all = (CairnDerivedStay *) stays->data;
  guint base = 0; /* the last stay that another one may be merged into: not a mere moment */
  guint n = 0;

  qsort (all, stays->len, sizeof *all, compare_within_cells);
  for (guint i = 0; i < stays->len; i++)
    if (base < n && overlap (&all[base], &all[i]))
      merge (&all[base], &all[i]);
    else
      {
        if (can_merge (&all[i]))
          base = n;
        all[n++] = all[i];
      }
  g_array_set_size (stays, n);
  sort_stays (stays, 0);
}

void
cairn_stays_mend (GArray *stays, gint64 lost_at)
{
  cairn_stays_mend_on_tracks (stays, lost_at, NULL, 0);
}

void
cairn_stays_mend_on_tracks (GArray *stays, gint64 lost_at, const guint64 *tracks, guint n_tracks)
{
  gint64 latest = G_MININT64;
  gboolean overlapping = FALSE;

  if (stays->len == 0)
    return;
  sort_stays (stays, 0);
  if (n_tracks > 0)
    close_open_on_tracks (stays, lost_at, tracks, n_tracks);
  else
    close_open (stays, lost_at);
  for (guint i = 0; i < stays->len && !overlapping; i++)
    {
      const CairnDerivedStay *stay = &g_array_index (stays, CairnDerivedStay, i);

      overlapping = stay->entered < latest;
      latest = MAX (latest, stay->left);
    }
  if (overlapping)
    merge_overlaps (stays);
}
