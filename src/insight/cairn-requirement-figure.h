/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/cairn-document.h"
#include "timing/cairn-snapshot.h"

G_BEGIN_DECLS

/* How a requirement is met today, as far as the data of its stage tell. */

typedef enum
{
  CAIRN_MET_UNKNOWN, /* too little data, no target, or a unit that is no span of time */
  CAIRN_MET_YES,
  CAIRN_MET_NO,
} CairnMet;

typedef struct
{
  CairnMet met;
  char *value; /* "61 d", "88 %", "38"; NULL: nothing can be said, see `n` */
  guint n;     /* how many left, or are here: what the figure stands on */
} CairnRequirementFigure;

void cairn_requirement_figure_clear (CairnRequirementFigure *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CairnRequirementFigure, cairn_requirement_figure_clear)

/* The figure that @requirement names, read from @cell (NULL: no visit was ever seen). Medians and
 * 90th percentiles are told in the requirement's unit if that is one of time, days if it names
 * none. */
CairnRequirementFigure cairn_requirement_figure (const CairnElement *requirement,
                                                 const CairnCell *cell);

/* "now 61 d · n = 41", "too few (n = 3)". Owned by the caller. */
char *cairn_requirement_figure_dup_text (const CairnRequirementFigure *self);

/* The same with what the picture says by a sign: "now 61 d · n = 41, not met". Owned by the caller.
 */
char *cairn_requirement_figure_dup_sentence (const CairnRequirementFigure *self);

/* How many seconds @unit stands for: "d", "days", "h", "weeks" …; 0 if it is no span of time. */
double cairn_requirement_unit_seconds (const char *unit);

/* The stage whose figures @element shows: that of a requirement, of the requirement of a measure,
 * or the one a process step is the same as; a process step that is the same as none acts as a stage
 * itself. NULL: none. */
CairnElement *cairn_requirement_find_stage (CairnElement *element);

/* What a weak reference of @element names, looked up without the document. O(journey). */
CairnElement *cairn_requirement_resolve (CairnElement *element, CairnProp prop);

G_END_DECLS
