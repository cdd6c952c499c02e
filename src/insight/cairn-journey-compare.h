/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "insight/cairn-difference.h"

G_BEGIN_DECLS

/* In what journey @b differs from journey @a, as CairnDifference, in the order of @b; what was
 * removed stands where it stood in @a. Elements are the same if they have the same id and kind.
 *
 * What an added or removed element holds is not told of again, and what has no meaning to people by
 * itself (names in the data, attached playbooks) is told of as a change of what it stands on, with
 * its words, not its id, saying which it is. Of steps only the order within a cell counts, of flows
 * none; where the order differs in the file alone, one change of what holds them says so. Empty:
 * the two say the same. n log n in the number of elements. The array is the caller's. */
GPtrArray *cairn_journey_compare (CairnDocument *a, CairnDocument *b);

G_END_DECLS
