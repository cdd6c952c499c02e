/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-mapping.h"

G_BEGIN_DECLS

/* What was done with customers while they were in a stage: a call, a workshop, a mail (ANALYTICS
 * 1.3). Points in time, or spans where the data say when work began and when it was through. */

#define CAIRN_TOUCHPOINT_UNKNOWN G_MININT64

typedef struct
{
  guint32 customer; /* as the engine counts */
  guint32 name;     /* cairn_touchpoint_book_get_name() */
  guint32 stage;    /* the same, of the stage that the data name; 0: none */
  gint64 asked;     /* when it came up; CAIRN_TOUCHPOINT_UNKNOWN: the data do not say */
  gint64 started;   /* likewise, the work on it */
  gint64 done;      /* CAIRN_VISIT_OPEN: not yet */
} CairnTouchpoint;

/* What places it among the others: the first that is known of its moments. */
static inline gint64
cairn_touchpoint_get_moment (const CairnTouchpoint *self)
{
  if (self->asked != CAIRN_TOUCHPOINT_UNKNOWN)
    return self->asked;
  return self->started != CAIRN_TOUCHPOINT_UNKNOWN ? self->started : self->done;
}

typedef struct _CairnTouchpointBook CairnTouchpointBook;

CairnTouchpointBook *cairn_touchpoint_book_new (void);
void cairn_touchpoint_book_free (CairnTouchpointBook *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CairnTouchpointBook, cairn_touchpoint_book_free)

/* From 1 on; the same for the same name. 0 for "" and NULL. */
guint32 cairn_touchpoint_book_add_name (CairnTouchpointBook *self, const char *name);
const char *cairn_touchpoint_book_get_name (const CairnTouchpointBook *self, guint32 name);

void cairn_touchpoint_book_add (CairnTouchpointBook *self, const CairnTouchpoint *touchpoint);
/* After the last: puts them in order. @pair: those that only start and those that are only done are
 * two halves of the same thing, the first start with the first end. */
void cairn_touchpoint_book_finish (CairnTouchpointBook *self, gboolean pair);

guint cairn_touchpoint_book_get_n (const CairnTouchpointBook *self);
/* Those of @customer, in order of their moments. Borrowed. O(log n). */
const CairnTouchpoint *
cairn_touchpoint_book_find (const CairnTouchpointBook *self, guint32 customer, guint *n);

/* Of any two books: whether they say the same. */
gboolean cairn_touchpoint_book_equal (const CairnTouchpointBook *a, const CairnTouchpointBook *b);

G_END_DECLS
