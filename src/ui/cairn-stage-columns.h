/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/cairn-study-table.h"

G_BEGIN_DECLS

/* The tables in the details of a stage. All static. */

const CairnStudyTableSpec *cairn_stage_columns_customers (void); /* of CairnWaiting */
const CairnStudyTableSpec *cairn_stage_columns_weeks (void);     /* of CairnStudyWeek */
const CairnStudyTableSpec *cairn_stage_columns_handoffs (void);  /* of CairnHandoff */
const CairnStudyTableSpec *cairn_stage_columns_owners (void);    /* of CairnOwnerFigures */

/* Those who may be named, and one entry for all others together, if there are any: it is not
 * eligible, and counts them in last_exit. Array of CairnOwnerFigures. */
GArray *cairn_stage_columns_dup_owners (CairnStageStudy *study);

G_END_DECLS
