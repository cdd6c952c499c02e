/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "insight/cairn-study-how.h"
#include "model/cairn-document.h"

G_BEGIN_DECLS

/* The figures of a touchpoint in words, the same everywhere: in the details of a stage, in the
 * inspector and on the command line. */

typedef enum
{
  CAIRN_TOUCHPOINT_TIMES,
  CAIRN_TOUCHPOINT_SHARE,
  CAIRN_TOUCHPOINT_UNTIL,
  CAIRN_TOUCHPOINT_WAIT,
  CAIRN_TOUCHPOINT_WORK,
  CAIRN_TOUCHPOINT_GAP,
  CAIRN_N_TOUCHPOINT_FACTS
} CairnTouchpointFact;

CairnHow cairn_touchpoint_words_get_how (CairnTouchpointFact fact);

/* "12 times, 0.9 a week", "86 % of 7 stays (49–97 %)", "5 d (3 d to 7 d), n = 6", "n = 4, too few";
 * "–" where the data do not say. @working_days: times were counted in those. Owned by the caller.
 */
char *cairn_touchpoint_words_dup (const CairnTouchpointFigures *figures,
                                  gboolean working_days,
                                  CairnTouchpointFact fact);

/* How long it takes, for a map: "median 2 d · n = 31" of the work on it; where the data hold only a
 * moment, until the first: "first after 2 d · n = 31". With fewer than 5: "n = 4, too few". @brief:
 * "2 d · n = 31", "after 2 d · n = 31". */
char *cairn_touchpoint_words_dup_brief (const CairnTouchpointFigures *figures,
                                        gboolean working_days,
                                        gboolean brief);

/* Whether @step is something that is done with customers, so that it may have figures. */
gboolean cairn_touchpoint_words_applies (CairnElement *step);
/* Those of @step in the study of its stage; NULL: it was not seen. */
const CairnTouchpointFigures *cairn_touchpoint_words_find (CairnElement *step,
                                                           const CairnStageStudy *study);

G_END_DECLS
