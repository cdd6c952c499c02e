/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-engine.h"
#include "timing/cairn-period.h"

G_BEGIN_DECLS

/* The share of those who enter @stage (customers of @segment; NULL: all) that is lost there by
 * @age, through the window of @period: Aalen-Johansen, as a study tells it. Of a settled engine.
 * O(all visits). */
double cairn_share_churned (CairnEngine *engine,
                            const char *segment,
                            const char *stage,
                            const CairnPeriod *period,
                            gint64 age);

G_END_DECLS
