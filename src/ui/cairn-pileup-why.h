/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "insight/cairn-stage-benchmark.h"
#include "ui/cairn-pileup-row.h"

G_BEGIN_DECLS

/* What the study of a stage adds to its row in the list of pile-ups. Strings belong to the caller.
 */

CairnStageStudy *cairn_pileup_why_get_study (CairnPileupRow *row); /* NULL: not there yet */

/* The kind: "People · long-term"; "" where nobody needs to be told, or as long as it is not known.
 */
char *cairn_pileup_why_kind (CairnPileupRow *row);
/* The same where there is little room: "People · long". */
char *cairn_pileup_why_short_kind (CairnPileupRow *row);
gboolean cairn_pileup_why_is_behind (CairnPileupRow *row);
char *cairn_pileup_why_explain_kind (CairnPileupRow *row);
/* The most to the point of what is usually done, for the first three that lose anything; else "".
 */
char *cairn_pileup_why_handling (CairnPileupRow *row);
char *cairn_pileup_why_explain_handling (CairnPileupRow *row);

/* The median stay ÷ what the stage is measured against, NAN if there is no such. */
double cairn_pileup_why_ratio (CairnPileupRow *row);
char *cairn_pileup_why_ratio_text (CairnPileupRow *row);
char *cairn_pileup_why_explain_ratio (CairnPileupRow *row);
/* Measured against something else than a target. */
gboolean cairn_pileup_why_is_benchmark (CairnPileupRow *row);

G_END_DECLS
