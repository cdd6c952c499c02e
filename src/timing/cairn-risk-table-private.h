/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-risk-table.h"

G_BEGIN_DECLS

/* What a block has in the list of those that were put in. */
void cairn_risk_table_find_more (const CairnRiskTable *self,
                                 guint number,
                                 const CairnRisk **more,
                                 const CairnRisk **end);

G_END_DECLS
