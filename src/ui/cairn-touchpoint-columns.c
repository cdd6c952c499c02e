/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-ui"

#include "config.h"

#include "ui/cairn-touchpoint-columns.h"

#include "insight/cairn-study-format.h"
#include "insight/cairn-touchpoint-words.h"

#include <glib/gi18n-lib.h>
#include <math.h>

static const CairnTouchpointFigures *
get (CairnStudyRow *row)
{
  return cairn_study_row_get_entry (row);
}

static char *
name (CairnStudyRow *row)
{
  return g_strdup (get (row)->name);
}

static gboolean
in_working_days (CairnStudyRow *row)
{
  return cairn_stage_study_get_figures (cairn_study_row_get_study (row))->working_days;
}

/* A column of one fact: its words, its number for sorting, and for programs. */
#define FACT(called, FACT_NAME, number, format)                                                    \
  static char *called (CairnStudyRow *row)                                                         \
  {                                                                                                \
    return cairn_touchpoint_words_dup (get (row), in_working_days (row),                           \
                                       CAIRN_TOUCHPOINT_##FACT_NAME);                              \
  }                                                                                                \
  static double called##_key (CairnStudyRow *row)                                                  \
  {                                                                                                \
    return number;                                                                                 \
  }                                                                                                \
  static char *called##_plain (CairnStudyRow *row)                                                 \
  {                                                                                                \
    return format (number);                                                                        \
  }

FACT (times, TIMES, get (row)->times, cairn_study_format_plain)
FACT (share, SHARE, 100 * get (row)->share.value, cairn_study_format_plain)
FACT (until, UNTIL, get (row)->until.value, cairn_study_format_plain_days)
FACT (wait_for, WAIT, get (row)->wait.value, cairn_study_format_plain_days)
FACT (work, WORK, get (row)->work.value, cairn_study_format_plain_days)
FACT (gap, GAP, get (row)->gap, cairn_study_format_plain_days)

static char *
plain_stays (CairnStudyRow *row)
{
  return g_strdup_printf ("%u", get (row)->stays);
}

static gboolean
same (gconstpointer a, gconstpointer b)
{
  return g_str_equal (((const CairnTouchpointFigures *) a)->name,
                      ((const CairnTouchpointFigures *) b)->name);
}

static const CairnStudyColumn columns[] = {
  { N_ ("Touchpoint"), "touchpoint", name, NULL, NULL, NULL, TRUE },
  { N_ ("How often"), "times", times, times_plain, times_key, NULL, FALSE },
  { N_ ("Reached"), "reached_percent", share, share_plain, share_key, NULL, FALSE },
  { NULL, "stays_ended", plain_stays, NULL, NULL, NULL, FALSE },
  { N_ ("Until the first"), "days_until_first", until, until_plain, until_key, NULL, FALSE },
  { N_ ("Wait for it"), "wait_days", wait_for, wait_for_plain, wait_for_key, NULL, FALSE, TRUE },
  { N_ ("Work on it"), "work_days", work, work_plain, work_key, NULL, FALSE, TRUE },
  { N_ ("Since the one before"), "gap_days", gap, gap_plain, gap_key, NULL, FALSE },
};

const CairnStudyTableSpec *
cairn_touchpoint_columns (void)
{
  static const CairnStudyTableSpec spec
    = { columns, G_N_ELEMENTS (columns), sizeof (CairnTouchpointFigures), same,
        1,       GTK_SORT_DESCENDING };

  return &spec;
}
