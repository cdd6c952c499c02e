/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Stays by who had the customer: where the data tell that the owner changed on the way, each has
 * the time in which it was theirs, and the exit is that of the last. */
#include "timing/cairn-stage-study-spans-private.h"

/* How many of @spells have begun while the customer was there, as far as is known now. */
static guint
count_begun (const CairnStudyWork *self,
             const CairnVisit *visit,
             const CairnOwnerSpell *spells,
             guint n)
{
  while (n > 1 && (spells[n - 1].since >= visit->left || spells[n - 1].since > self->period.now))
    n--;
  return n;
}

CairnOwnerSpans
cairn_owner_spans_of (const CairnStudyWork *self, guint i)
{
  const CairnVisit *visit = &cairn_study_stay (self, i)->visit;
  CairnOwnerSpans spans = { .visit = visit };

  spans.spells
    = cairn_owner_spells_find (&self->engine->spells, visit->customer, visit->entered, &spans.n);
  if (spans.n > 0)
    spans.n = count_begun (self, visit, spans.spells, spans.n);
  else
    spans.n = 1;
  return spans;
}

CairnOwnerSpan
cairn_owner_spans_get (const CairnOwnerSpans *self, guint k)
{
  gboolean is_last = k + 1 == self->n;

  return (CairnOwnerSpan){
    .from = k > 0 ? self->spells[k].since : self->visit->entered,
    .to = is_last ? self->visit->left : self->spells[k + 1].since,
    .owner = self->spells != NULL ? self->spells[k].owner : self->visit->owner,
    .is_last = is_last,
  };
}

static void
add_age (CairnAges *ages, gint64 age, CairnAgeKind kind, guint16 owner)
{
  cairn_ages_expect (ages, 1);
  cairn_ages_append_if (ages, cairn_age_pack (MIN (age, CAIRN_AGE_MAX), kind, owner), TRUE);
}

static void
add_span (CairnStudyWork *self,
          const CairnVisit *visit,
          const CairnOwnerSpan *span,
          gint64 from,
          gint64 to,
          gsize *from_birth)
{
  gint64 begin = MAX (from, span->from);
  gint64 start = begin > visit->entered ? cairn_study_between (self, visit->entered, begin) : 0;

  if (span->owner == 0 || span->from > to || span->to <= from)
    return;
  if (span->is_last && span->to <= to)
    add_age (&self->ages, cairn_study_between (self, visit->entered, span->to), CAIRN_AGE_EXIT,
             span->owner);
  else
    add_age (&self->others, cairn_study_between (self, visit->entered, MIN (span->to, to)),
             CAIRN_AGE_STAY, span->owner);
  if (start > 0)
    add_age (&self->others, start, CAIRN_AGE_ENTRY, span->owner);
  else
    from_birth[span->owner]++;
}

void
cairn_study_gather_by_owner (CairnStudyWork *self, gint64 from, gint64 to, gsize *from_birth)
{
  self->ages.n = self->others.n = 0;
  for (guint i = 0; i < self->stays->len; i++)
    {
      const CairnOwnerSpans spans = cairn_owner_spans_of (self, i);

      for (guint k = 0; k < spans.n && !cairn_study_is_unknown (self, spans.visit); k++)
        {
          const CairnOwnerSpan span = cairn_owner_spans_get (&spans, k);

          add_span (self, spans.visit, &span, from, to, from_birth);
        }
    }
  cairn_ages_append_list (&self->ages, &self->others);
  cairn_ages_sort (&self->ages, &self->scratch);
}
