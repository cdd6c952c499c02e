/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing/cairn-live-studies.h"

#include "timing/cairn-snapshot-private.h"

/* Few visits are studied along with being counted. */
#define AT_ONCE_USEC (50 * 1000)

/* What only grows older, or is on a server, is studied again in this share of the time at most, and
 * what changes all the time in this one. */
#define AGEING_SHARE 20
#define CHANGING_SHARE 3

struct _CairnLiveStudies
{
  GPtrArray *wishes; /* CairnStudyWish; NULL: none */
  CairnWindow window;
  CairnPrivacy privacy;

  GPtrArray *studies; /* CairnStageStudy by wish; NULL where there is none yet */
  guint next;         /* wish of this round; beyond the last: there is none */
  gboolean changed;   /* something, since the round began */
  gint64 cost;        /* microseconds, of this round so far */
  gint64 cost_before; /* of the one before */
  gint64 ended;       /* when the round before did */
  guint64 answer;     /* cairn_source_count_answers() at this round; 0: no server is asked */
};

static void
study_clear (gpointer data)
{
  g_clear_pointer ((CairnStageStudy **) &data, cairn_stage_study_unref);
}

CairnLiveStudies *
cairn_live_studies_new (void)
{
  CairnLiveStudies *self = g_new0 (CairnLiveStudies, 1);

  self->studies = g_ptr_array_new_with_free_func (study_clear);
  return self;
}

void
cairn_live_studies_free (CairnLiveStudies *self)
{
  g_clear_pointer (&self->wishes, g_ptr_array_unref);
  g_ptr_array_unref (self->studies);
  g_free (self);
}

/* A server has others to serve. */
static gint64
get_pause (const CairnLiveStudies *self)
{
  return self->cost * (self->changed && self->answer == 0 ? CHANGING_SHARE : AGEING_SHARE);
}

static void
begin_round (CairnLiveStudies *self)
{
  self->next = 0;
  self->cost_before = self->cost;
  self->cost = 0;
  self->changed = FALSE;
}

void
cairn_live_studies_set_view (CairnLiveStudies *self,
                             GPtrArray *wishes,
                             const CairnWindow *window,
                             CairnPrivacy privacy)
{
  g_clear_pointer (&self->wishes, g_ptr_array_unref);
  self->wishes = wishes != NULL ? g_ptr_array_ref (wishes) : NULL;
  self->window = *window;
  self->privacy = privacy;
  g_ptr_array_set_size (self->studies, 0);
  g_ptr_array_set_size (self->studies, wishes != NULL ? (int) wishes->len : 0);
  begin_round (self);
}

gboolean
cairn_live_studies_is_busy (const CairnLiveStudies *self)
{
  return self->next < self->studies->len;
}

void
cairn_live_studies_begin (CairnLiveStudies *self, gboolean changed)
{
  gint64 pause;

  self->changed |= changed;
  if (cairn_live_studies_is_busy (self))
    return;
  pause = self->changed && self->answer == 0 && self->cost <= AT_ONCE_USEC ? 0 : get_pause (self);
  if (g_get_monotonic_time () >= self->ended + pause)
    begin_round (self);
}

gint64
cairn_live_studies_get_deadline (const CairnLiveStudies *self)
{
  if (cairn_live_studies_is_busy (self))
    return 0;
  return self->changed && self->studies->len > 0 ? self->ended + get_pause (self) : G_MAXINT64;
}

static void
study_next (CairnLiveStudies *self, CairnSource *source, gint64 now)
{
  gpointer *place = &g_ptr_array_index (self->studies, self->next);
  CairnStageStudy *study
    = cairn_source_study (source, g_ptr_array_index (self->wishes, self->next), now, &self->window);

  if (study != NULL)
    cairn_stage_study_mask (study, self->privacy);
  study_clear (*place);
  *place = study;
  self->next++;
}

/* Nothing was asked of the server since all of them were made: they would be the same. */
static gboolean
is_answered (CairnLiveStudies *self, CairnSource *source)
{
  guint64 answer = cairn_source_count_answers (source);
  gboolean same = answer != 0 && answer == self->answer;

  self->answer = answer;
  for (guint i = 0; i < self->studies->len; i++)
    same = same && g_ptr_array_index (self->studies, i) != NULL;
  return same;
}

void
cairn_live_studies_work (CairnLiveStudies *self, CairnSource *source, gint64 now)
{
  gint64 start = g_get_monotonic_time ();

  if (!cairn_live_studies_is_busy (self))
    return;
  if (self->next == 0 && is_answered (self, source))
    {
      self->next = self->studies->len;
      self->cost = self->cost_before;
      return;
    }
  do
    study_next (self, source, now);
  while (cairn_live_studies_is_busy (self) && g_get_monotonic_time () - start < AT_ONCE_USEC);
  self->ended = g_get_monotonic_time ();
  self->cost += self->ended - start;
}

void
cairn_live_studies_add_to (const CairnLiveStudies *self, CairnSnapshot *snapshot)
{
  for (guint i = 0; i < self->studies->len; i++)
    if (g_ptr_array_index (self->studies, i) != NULL)
      cairn_snapshot_add_study (snapshot, g_ptr_array_index (self->studies, i));
}
