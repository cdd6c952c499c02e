/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-engine.h"
#include "timing/cairn-stay-book.h"

G_BEGIN_DECLS

/* Open visits that are likely to be over, only that nobody wrote it down: open for longer than
 * three times the p90 of their stage and half a year, and no sign of the customer for 90 days.
 * @snapshot: the engine's figures at @now, these visits included. Array of CairnVisit. */
GArray *cairn_forgotten_find (CairnEngine *engine,
                              const CairnStayBook *book,
                              const CairnSnapshot *snapshot,
                              gint64 now);

/* Takes them out of the engine, and puts them back. */
void cairn_forgotten_hide (CairnEngine *engine, const GArray *forgotten);
void cairn_forgotten_show (CairnEngine *engine, const GArray *forgotten);

G_END_DECLS
