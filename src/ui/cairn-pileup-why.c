/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-ui"

#include "ui/cairn-pileup-why.h"

#include "insight/cairn-journey-studies.h"
#include "insight/cairn-study-format.h"
#include "insight/cairn-study-handling.h"
#include "insight/cairn-study-how.h"
#include "ui/cairn-figures.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define BADGES 3

CairnStageStudy *
cairn_pileup_why_get_study (CairnPileupRow *row)
{
  const CairnCell *cell = cairn_pileup_row_get_cell (row);

  if (cell == NULL)
    return NULL;
  return cairn_snapshot_find_study (cairn_pileup_row_get_snapshot (row), cell->segment,
                                    cell->stage);
}

static const CairnStudyFigures *
get_figures (CairnPileupRow *row)
{
  CairnStageStudy *study = cairn_pileup_why_get_study (row);

  return study != NULL ? cairn_stage_study_get_figures (study) : NULL;
}

static char *
dup_label (CairnPileupRow *row,
           char *(*label) (const CairnStudyFigures *figures, const CairnStudySetting *setting))
{
  const CairnStudyFigures *figures = get_figures (row);
  CairnStudySetting setting;

  if (figures == NULL)
    return g_strdup ("");
  setting = cairn_journey_studies_get_setting (cairn_pileup_row_get_stage (row));
  return label (figures, &setting);
}

char *
cairn_pileup_why_kind (CairnPileupRow *row)
{
  return dup_label (row, cairn_study_words_label);
}

char *
cairn_pileup_why_short_kind (CairnPileupRow *row)
{
  return dup_label (row, cairn_study_words_short_label);
}

gboolean
cairn_pileup_why_is_behind (CairnPileupRow *row)
{
  const CairnStudyFigures *figures = get_figures (row);

  return figures != NULL && cairn_study_words_is_behind (figures);
}

char *
cairn_pileup_why_explain_kind (CairnPileupRow *row)
{
  CairnStageStudy *study = cairn_pileup_why_get_study (row);
  CairnStudySetting setting = cairn_journey_studies_get_setting (cairn_pileup_row_get_stage (row));
  g_autofree char *label = NULL;
  g_autofree char *evidence = NULL;
  g_autofree char *how = NULL;

  if (study == NULL)
    return NULL;
  label = cairn_study_words_label (cairn_stage_study_get_figures (study), &setting);
  evidence = cairn_study_words_evidence (study, &setting);
  how = cairn_study_how_dup_text (CAIRN_HOW_CLASS, study, cairn_pileup_row_get_snapshot (row));
  return g_strdup_printf ("%s\n%s\n\n%s", label, evidence, how);
}

char *
cairn_pileup_why_handling (CairnPileupRow *row)
{
  const CairnCell *cell = cairn_pileup_row_get_cell (row);
  CairnStageStudy *study = cairn_pileup_why_get_study (row);
  CairnStudySetting setting = cairn_journey_studies_get_setting (cairn_pileup_row_get_stage (row));
  g_autoptr (GPtrArray) handling = NULL;

  if (study == NULL || cell->rank == 0 || cell->rank > BADGES || !(cell->lost_per_week > 0))
    return g_strdup ("");
  handling = cairn_study_handling_list (study, &setting);
  if (handling->len == 0)
    return g_strdup ("");
  return g_strdup (cairn_study_handling_get_title (g_ptr_array_index (handling, 0)));
}

char *
cairn_pileup_why_explain_handling (CairnPileupRow *row)
{
  const CairnStudyFigures *figures = get_figures (row);
  g_autofree char *title = NULL;
  g_autofree char *loss = NULL;
  g_autofree char *factors = NULL;

  if (figures == NULL)
    return NULL;
  loss = cairn_study_words_loss (figures);
  factors = cairn_study_words_factors (figures);
  title = cairn_pileup_why_handling (row);
  return g_strjoin ("\n", *title != '\0' ? title : loss, *title != '\0' ? loss : factors,
                    *title != '\0' ? factors : NULL, NULL);
}

gboolean
cairn_pileup_why_is_benchmark (CairnPileupRow *row)
{
  const CairnCell *cell = cairn_pileup_row_get_cell (row);

  return cell != NULL && cell->target <= 0;
}

double
cairn_pileup_why_ratio (CairnPileupRow *row)
{
  const CairnCell *cell = cairn_pileup_row_get_cell (row);
  CairnCell measured;

  if (cell == NULL)
    return NAN;
  measured = *cell;
  if (measured.target <= 0)
    measured.target
      = cairn_stage_benchmark_find (cairn_pileup_row_get_stage (row), get_figures (row)).seconds;
  return cairn_figures_ratio (&measured);
}

char *
cairn_pileup_why_ratio_text (CairnPileupRow *row)
{
  return cairn_study_format_times (cairn_pileup_why_ratio (row));
}

char *
cairn_pileup_why_explain_ratio (CairnPileupRow *row)
{
  const CairnCell *cell = cairn_pileup_row_get_cell (row);
  CairnSnapshot *snapshot = cairn_pileup_row_get_snapshot (row);
  g_autofree char *source = NULL;
  g_autofree char *median = NULL;
  g_autofree char *ratio = NULL;

  if (cell == NULL)
    return NULL;
  if (isnan (cairn_pileup_why_ratio (row)) || !cairn_pileup_why_is_benchmark (row))
    return cairn_figures_explain_ratio (cell, snapshot);
  source = cairn_stage_benchmark_dup_words (cairn_pileup_row_get_stage (row), get_figures (row));
  median = cairn_figures_median (cell);
  ratio = cairn_pileup_why_ratio_text (row);
  /* translators: %1$s is “1.5×”, %2$s a span of time, %3$u a number of customers, %4$s what it is
   * measured against and where that comes from */
  return g_strdup_printf (_ ("%1$s: the median stay is %2$s (n = %3$u who left), measured against: "
                             "%4$s."),
                          ratio, median, cell->exits, source);
}
