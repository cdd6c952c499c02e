/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/cairn-study-table.h"

G_BEGIN_DECLS

/* The table of what is done with customers in a stage: of CairnTouchpointFigures. Static. */
const CairnStudyTableSpec *cairn_touchpoint_columns (void);

G_END_DECLS
