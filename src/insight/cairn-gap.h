/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/cairn-element.h"
#include "insight/cairn-study-words.h"

G_BEGIN_DECLS

/* The gap of a stage: how long half of the customers are to stay at most, how long they do, why
 * that is so, what is being done about it, by whom and by when, and what came of what was changed.
 */

typedef enum
{
  CAIRN_GAP_NO_TARGET,
  CAIRN_GAP_TOO_FEW, /* too few have left for a median */
  CAIRN_GAP_MET,
  CAIRN_GAP_MISSED,
} CairnGapVerdict;

/* Something on the plan of the stage, or a playbook that is at work in it. */
typedef struct
{
  CairnElement *element; /* an action, or a playbook */
  char *title;
  char *owner;
  char *due; /* as the file writes it; "" if it does not */
  gboolean playbook;
  gboolean done;
  gboolean late; /* due before the day of the figures, and not done */
} CairnGapAction;

/* A change that was marked, and whether it worked. */
typedef struct
{
  CairnElement *change;
  char *name;
  const CairnChangeEffect *effect; /* of the study; NULL: not known yet */
  char *words;
} CairnGapEffect;

typedef struct
{
  CairnElement *stage; /* NULL: the journey does not draw it */
  CairnStageStudy *study;
  CairnGapVerdict verdict;
  double gap;         /* the median minus the target, in seconds; NAN: one is not known */
  double ratio;       /* the median ÷ the target */
  gboolean unsure;    /* missed perhaps by chance: nothing but the median says so, and its lower
                         limit does not */
  gboolean open;      /* there is something to do: missed, past it though too few, or behind */
  GPtrArray *plan;    /* CairnGapAction */
  GPtrArray *effects; /* CairnGapEffect */

  /* All in words. */
  char *metric;       /* "Onboarding: median stay" */
  char *desired;      /* "21 d"; "no target set" */
  char *current;      /* "39 d", "≥ 40 d", "3 left, too few" */
  char *current_note; /* "32 d to 48 d · n = 112" */
  char *gap_words;    /* "+18 d", "met" */
  char *gap_note;     /* "1.9× · 196 customer-days lost a week"; may be "" */
  char *kind;         /* "System · long-term" */
  char *evidence;
} CairnGap;

/* @stage may be NULL: of what the figures alone say. */
CairnGap *cairn_gap_new (CairnElement *stage, CairnStageStudy *study);
void cairn_gap_free (CairnGap *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CairnGap, cairn_gap_free)

/* An array for CairnGap, which it owns. */
GPtrArray *cairn_gap_list_new (void);
/* What loses most customer-days first; stages that nothing is known to be lost in last. Leaves out,
 * unless @all, where there is nothing to do. */
void cairn_gap_list_arrange (GPtrArray *gaps, gboolean all);
/* "3 stages of 5 miss their target, 1 of these perhaps by chance." @n_stages: of all, those left
 * out included. Owned by the caller. */
char *cairn_gap_list_summarize (GPtrArray *gaps, guint n_stages);

G_END_DECLS
