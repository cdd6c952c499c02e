/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-engine.h"

G_BEGIN_DECLS

/* A visit, and what came after it. */

typedef enum
{
  CAIRN_OUTCOME_NEXT,  /* moved on to a later stage, or was through with success */
  CAIRN_OUTCOME_BACK,  /* went back to an earlier one, or came again */
  CAIRN_OUTCOME_CHURN, /* was lost */
  CAIRN_OUTCOME_GONE,  /* left, and was not seen since */
  CAIRN_OUTCOME_OPEN,  /* is still there */
} CairnOutcome;

#define CAIRN_NO_STAGE G_MAXUINT

typedef struct
{
  CairnVisit visit;
  CairnOutcome outcome;
  guint next_stage;    /* as the engine counts; CAIRN_NO_STAGE: none */
  gint64 next_entered; /* when @next_stage was entered */
  guint earlier;       /* stays of this customer in this stage before this one */
} CairnStay;

/* All visits of @stage by customers of @segment (NULL: all), in order of entering: array of
 * CairnStay, owned by the caller. Stages follow each other in the order in which the engine first
 * heard of them. What came next is the customer's next visit, in order of entering, to a stage
 * on the same track. O(all visits). */
GArray *cairn_stays_gather (CairnEngine *engine, const char *segment, const char *stage);

G_END_DECLS
