/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-stage-study-private.h"

G_BEGIN_DECLS

/* The owners of one stay, in order; most have one. */
typedef struct
{
  const CairnVisit *visit;
  const CairnOwnerSpell *spells; /* NULL: the owner of the visit had the customer all along */
  guint n;
} CairnOwnerSpans;

/* A part of a stay: (@from, @to]. */
typedef struct
{
  gint64 from;
  gint64 to; /* CAIRN_VISIT_OPEN: not ended */
  guint16 owner;
  gboolean is_last; /* it ends with the stay */
} CairnOwnerSpan;

CairnOwnerSpans cairn_owner_spans_of (const CairnStudyWork *self, guint i);
CairnOwnerSpan cairn_owner_spans_get (const CairnOwnerSpans *self, guint k);

static inline CairnOwnerSpan
cairn_owner_spans_get_last (const CairnOwnerSpans *self)
{
  return cairn_owner_spans_get (self, self->n - 1);
}

/* Fills self->ages, sorted, with the time of each owner seen through (from, to]: who takes a
 * customer over comes in with the age of the stay, as those do who were there when the window
 * began.
 * @from_birth: by owner, who had customers from their first moment on; zero. Who has no owner is
 * left out. */
void cairn_study_gather_by_owner (CairnStudyWork *self, gint64 from, gint64 to, gsize *from_birth);

G_END_DECLS
