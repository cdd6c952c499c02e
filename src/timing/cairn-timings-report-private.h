/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-timings-report.h"

G_BEGIN_DECLS

/* The sums over all segments, which stand first, are only told where there are no segments. */
static inline const CairnCell *
cairn_timings_report_cells (const CairnSnapshot *snapshot, guint *n)
{
  const CairnCell *cells = cairn_snapshot_get_cells (snapshot, n);

  if (*n > 0 && cells[*n - 1].segment != NULL)
    while (cells->segment == NULL)
      cells++, (*n)--;
  return cells;
}

G_END_DECLS
