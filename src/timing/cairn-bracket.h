/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-survival.h"

G_BEGIN_DECLS

/* Kaplan-Meier estimates from counts in bins of the age: two curves between which the curve of the
 * single visits lies for certain, whatever their order within the bins (ANALYTICS section 4). Bins
 * hold what happens at ages about a hundredth apart; counts add up over servers and segments. */

#define CAIRN_BRACKET_STEP 0.01  /* of log ((age + CAIRN_BRACKET_START) / CAIRN_BRACKET_START) */
#define CAIRN_BRACKET_START 60.0 /* seconds; below this, bins are about as wide as each other */

typedef struct
{
  gint64 bin;                   /* order only: greater bins hold greater ages */
  gint64 gone;                  /* who left at an age within the bin */
  gint64 stay;                  /* who was last seen at one, still inside */
  gint64 came;                  /* who was at one when the window opened */
  double first_gone, last_gone; /* the least and the greatest age of those who left */
  double last_seen;             /* the greatest age of all who left or stay */
} CairnBracketBin;

typedef struct
{
  GArray *bins; /* CairnBracketBin */
  gint64 n_from_birth;
} CairnBracket;

void cairn_bracket_init (CairnBracket *self);
void cairn_bracket_clear (CairnBracket *self);

/* What is counted for @bin; bins may come in any order, and again. */
void cairn_bracket_add (CairnBracket *self, const CairnBracketBin *bin);

/* Adds the counts of @other. @drop: so many low bits of its bins are left out. */
void cairn_bracket_join (CairnBracket *self, const CairnBracket *other, guint drop);

/* The curves that fall first and last. Both all zero at first; cairn_survival_clear() them. */
void cairn_bracket_fit (CairnBracket *self, CairnSurvival *early, CairnSurvival *late);

/* The middle of the bracket that holds the quantile; its limits are those of the two curves, so at
 * least as wide as the ones from single visits. */
CairnEstimate
cairn_bracket_quantile (const CairnSurvival *early, const CairnSurvival *late, double p);

/* The bracket itself. */
CairnBounds cairn_bracket_bounds (const CairnSurvival *early, const CairnSurvival *late, double p);

G_END_DECLS
