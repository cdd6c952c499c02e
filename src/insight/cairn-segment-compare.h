/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/cairn-document.h"

G_BEGIN_DECLS

/* What is in a segment, or in one stage of it, in figures. To-be versions are left out, or every
 * process that has one would count twice. */
typedef struct
{
  guint stages;
  guint lanes;
  guint steps; /* of any kind but notes */
  guint touchpoints;
  guint handoffs;  /* flows from one lane to another; of a stage: those that leave a step in it */
  guint playbooks; /* that hang on any step: each once */
  guint64 minutes; /* the effort of all steps */
} CairnSegmentFigures;

CairnSegmentFigures cairn_segment_figures (CairnDocument *document, CairnElement *segment);

/* A stage that either or both have. */
typedef struct
{
  CairnElement *diagram; /* that @stage stands in */
  CairnElement *a;       /* borrowed; NULL: only B has it */
  CairnElement *b;       /* NULL: only A has it */
  CairnSegmentFigures in_a, in_b;
  guint n_differences; /* that the comparison of the segments finds in it */
} CairnStageComparison;

/* Two segments beside each other. Holds references to all it names. */
typedef struct
{
  CairnElement *a, *b;
  CairnSegmentFigures in_a, in_b;
  GArray *stages; /* of CairnStageComparison, in the order of B; what only A has follows what
                   * precedes it there */
  GPtrArray *differences; /* of CairnDifference: cairn_place_compare() */
  CairnDocument *document;
} CairnSegmentComparison;

CairnSegmentComparison *
cairn_segment_compare (CairnDocument *document, CairnElement *a, CairnElement *b);
void cairn_segment_comparison_free (CairnSegmentComparison *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CairnSegmentComparison, cairn_segment_comparison_free)

/* The rows of figures, for tables: "Touchpoints", and the values. */
#define CAIRN_N_SEGMENT_FIGURES 7
const char *cairn_segment_figure_label (guint nth); /* translated */
const char *cairn_segment_figure_word (guint nth);  /* for files */
guint64 cairn_segment_figure_get (const CairnSegmentFigures *figures, guint nth);

G_END_DECLS
