/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-engine.h"
#include "timing/cairn-state-file.h"

G_BEGIN_DECLS

/* All that an engine has counted in, to a file and back. Not what it was set to: targets, tracks,
 * the clock, touchpoints, the lens. */

/* Settles it. Visits first, so that they can be read while the names are put in place. */
void cairn_engine_state_write (CairnEngine *self, CairnStateWriter *writer);
void cairn_engine_state_write_names (CairnEngine *self, CairnStateWriter *writer);

/* What is known by number, and how many there are of each. */
typedef struct
{
  guint n_cells;
  guint n_customers;
  guint n_owners;
  guint n_unmapped; /* values of stages; not the engine's */
} CairnStateLimits;

/* Into an empty engine, where only targets and tracks were set, of the same stages as then. First
 * stages and cells: visits are put off, @limits are filled in and must last until they are there.
 * Then the names. Visits may not be asked for before cairn_state_reader_finish() and
 * cairn_engine_state_finish(). FALSE: the file is no good, and neither is the engine. */
gboolean
cairn_engine_state_begin (CairnEngine *self, CairnStateReader *reader, CairnStateLimits *limits);
gboolean cairn_engine_state_read_names (CairnEngine *self,
                                        CairnStateReader *reader,
                                        const CairnStateLimits *limits);
gboolean cairn_engine_state_finish (CairnEngine *self, CairnStateReader *reader);

/* Sums of what was read, to be compared with what else is known. */
gsize cairn_engine_state_count (const CairnEngine *self);

G_END_DECLS
