/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/cairn-document.h"
#include "timing/cairn-mapping.h"
#include "timing/cairn-quality.h"
#include "timing/cairn-snapshot.h"

G_BEGIN_DECLS

/* Where a journey and its timings meet: which visits belong to which stage, with which targets. */

/* The mapping that the journey's source and stages describe; a relative path is taken from @folder
 * (NULL: as it stands). Values in the data that equal the name or an alias of a stage belong to it,
 * of whatever diagram; likewise segments. Owned by the caller. NULL with @error if the journey
 * names no source. */
CairnMapping *
cairn_journey_timings_mapping (CairnDocument *document, const char *folder, GError **error);

/* As above, but reads the database at @path instead of the one that the journey names. */
CairnMapping *
cairn_journey_timings_mapping_for_path (CairnDocument *document, const char *path, GError **error);

/* Adds to @mapping what the journey says of it: columns that are not set yet, names of stages and
 * segments, targets. The caller completes it. */
void cairn_journey_timings_describe (CairnDocument *document, CairnMapping *mapping);

/* What the journey wants left out of the figures; no rows are to be listed. */
CairnQualityWish cairn_journey_timings_get_wish (CairnDocument *document);

/* @snapshot with its cells in the order of the journey's segments and stages. */
CairnSnapshot *cairn_journey_timings_arrange (CairnDocument *document, CairnSnapshot *snapshot);

/* The names of the stages of a swimlane in order, or of those whose figures a SIPOC or a CTQ tree
 * shows: a process step is one of them if it has a target or @snapshot knows its name.
 * NULL-terminated; what cairn_snapshot_view() wants. */
char **cairn_journey_timings_dup_stages (CairnElement *diagram, CairnSnapshot *snapshot);

/* The name of the segment that @diagram belongs to. Borrowed. */
const char *cairn_journey_timings_get_segment (CairnElement *diagram);

/* Whose customers a map of @diagram (or a segment itself) counts: those of its segment; NULL, all
 * customers, where the data know no segments. Borrowed from the document. */
const char *cairn_journey_timings_pick_segment (CairnElement *diagram, CairnSnapshot *snapshot);

G_END_DECLS
