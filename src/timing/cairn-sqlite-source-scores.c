/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the customers table says about usage and feeling, read only where somebody asks for a study,
 * and seldom enough to cost little. */
#include "timing/cairn-sqlite-source-private.h"

#include "timing/cairn-quadrant.h"
#include "timing/cairn-stage-study-private.h"

/* Reading them takes one part in as many of the time at most. */
#define SELDOM 20
#define AT_ONCE 5000 /* microseconds */

void
cairn_sqlite_source_drop_scores (CairnSqliteSource *self)
{
  g_clear_pointer (&self->scores, cairn_customer_attributes_unref);
  self->scores_stale = TRUE;
  self->scores_due = 0;
}

/* NULL: there are no such columns, or they cannot be read just now. */
static CairnCustomerAttributes *
read_scores (CairnSqliteSource *self)
{
  CairnCustomerBook *book
    = cairn_visit_decoder_get_book (cairn_row_store_get_decoder (self->store));
  g_auto (GStrv) names = cairn_customer_attributes_list (self->db, self->mapping, NULL);
  CairnQuadrantColumns columns;
  const char *wanted[] = { NULL, NULL, NULL };

  if (names == NULL || !cairn_quadrant_find_columns ((const char *const *) names, &columns))
    return NULL;
  wanted[0] = columns.usage;
  wanted[1] = columns.feeling;
  return cairn_customer_attributes_read (self->db, self->mapping, (const char *const *) names,
                                         wanted, book, NULL);
}

static void
update_scores (CairnSqliteSource *self)
{
  gint64 began = g_get_monotonic_time ();
  gint64 took;

  if (!self->scores_stale || began < self->scores_due || self->db == NULL)
    return;
  g_clear_pointer (&self->scores, cairn_customer_attributes_unref);
  self->scores = read_scores (self);
  self->scores_stale = FALSE;
  took = g_get_monotonic_time () - began;
  self->scores_due = took > AT_ONCE ? began + SELDOM * took : 0;
}

void
cairn_sqlite_source_add_quadrants (CairnSqliteSource *self, CairnStageStudy *study)
{
  g_autofree guint32 *here = NULL;
  const CairnWaiting *waiting;
  guint n;

  /* The threads that fill the store have the customers to themselves. */
  if (self->loading)
    return;
  update_scores (self);
  if (self->scores == NULL)
    return;
  waiting = cairn_stage_study_get_waiting (study, &n);
  here = g_new (guint32, n + 1);
  for (guint i = 0; i < n; i++)
    here[i] = waiting[i].number;
  study->quadrants = cairn_quadrants_new (cairn_row_store_get_engine (self->store),
                                          study->figures.segment, self->scores, here, n);
}
