/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-snapshot.h"

G_BEGIN_DECLS

/* How the engine and a source build a snapshot. Nothing here may be called once the snapshot has
 * been handed on. Strings are copied. */

/* @cells belong to the caller (their strings are copied); they are put in order (segment NULL
 * first, then by segment and stage), ranked and tested: those with a segment among themselves,
 * those without among themselves. */
CairnSnapshot *cairn_snapshot_new (
  gint64 as_of, gint64 window_from, gint64 window_to, const CairnCell *cells, guint n_cells);

/* The same figures under a sentence "stale since …" (NULL: fresh again), for a source that cannot
 * be read any more. Cheap: the cells are copied, all strings shared. */
CairnSnapshot *cairn_snapshot_new_stale (CairnSnapshot *self, const char *sentence);

/* The same figures, for a source that keeps them: what is then added, or masked, is not so in
 * @self.
 */
CairnSnapshot *cairn_snapshot_new_again (CairnSnapshot *self);

void cairn_snapshot_set_source_name (CairnSnapshot *self, const char *name);

/* See cairn_snapshot_get_audit_span(). */
void cairn_snapshot_set_audit_span (CairnSnapshot *self, gint64 seconds);

/* "calendar days" unless set. */
void cairn_snapshot_set_clock (CairnSnapshot *self, const char *clock);

/* Take a reference. */
void cairn_snapshot_set_audience (CairnSnapshot *self, CairnAudience *audience);
void cairn_snapshot_set_earlier (CairnSnapshot *self, CairnSnapshot *earlier);
void cairn_snapshot_add_study (CairnSnapshot *self, CairnStageStudy *study);

/* Takes a reference. */
void cairn_snapshot_set_quality (CairnSnapshot *self, CairnQuality *quality);

/* Kept in the order they are added. */
void
cairn_snapshot_add_unmapped (CairnSnapshot *self, const char *value, guint visits, guint customers);
void cairn_snapshot_add_quarantine (CairnSnapshot *self, const char *reason, guint rows);

G_END_DECLS
