/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "insight/cairn-stage-benchmark.h"

#include "base/cairn-duration.h"
#include "insight/cairn-study-format.h"

#include <glib/gi18n-lib.h>

static CairnElement *
find_playbook (CairnElement *stage, const char *id)
{
  CairnElement *journey = cairn_element_ancestor (stage, CAIRN_KIND_JOURNEY);

  if (journey == NULL || *id == '\0')
    return NULL;
  CAIRN_FOREACH_CHILD (playbook, journey, CAIRN_KIND_PLAYBOOK)
    if (g_str_equal (cairn_element_get_id (playbook), id))
      return playbook;
  return NULL;
}

/* When the last of the tasks that must be done is due. */
static gint64
playbook_span (CairnElement *playbook)
{
  gint64 span = 0;

  CAIRN_FOREACH_CHILD (task, playbook, CAIRN_KIND_TASK)
    if (cairn_element_get_int (task, CAIRN_PROP_REQUIRED))
      span = MAX (span, cairn_element_get_int (task, CAIRN_PROP_OFFSET));
  return span;
}

/* The longest of the playbooks at work in @stage; NULL: none says when it is to be through. */
static CairnElement *
longest_playbook (CairnElement *stage, gint64 *span)
{
  CairnElement *swimlane = cairn_element_get_parent (stage);
  CairnElement *longest = NULL;

  *span = 0;
  if (swimlane == NULL)
    return NULL;
  CAIRN_FOREACH_CHILD (step, swimlane, CAIRN_KIND_STEP)
    {
      if (!g_str_equal (cairn_element_get_string (step, CAIRN_PROP_STAGE),
                        cairn_element_get_id (stage)))
        continue;
      CAIRN_FOREACH_CHILD (attachment, step, CAIRN_KIND_ATTACHMENT)
        {
          CairnElement *playbook
            = find_playbook (stage, cairn_element_get_string (attachment, CAIRN_PROP_PLAYBOOK));
          gint64 one = playbook != NULL ? playbook_span (playbook) : 0;

          if (one > *span)
            {
              *span = one;
              longest = playbook;
            }
        }
    }
  return longest;
}

CairnBenchmark
cairn_stage_benchmark_find (CairnElement *stage, const CairnStudyFigures *figures)
{
  gint64 span;

  g_return_val_if_fail (stage != NULL, ((CairnBenchmark){ 0, CAIRN_BENCHMARK_NONE }));

  span = cairn_element_get_int (stage, CAIRN_PROP_TARGET);
  if (span > 0)
    return (CairnBenchmark){ span, CAIRN_BENCHMARK_TARGET };
  if (longest_playbook (stage, &span) != NULL)
    return (CairnBenchmark){ span, CAIRN_BENCHMARK_PLAYBOOK };
  span = cairn_element_get_int (stage, CAIRN_PROP_BENCHMARK);
  if (span > 0)
    return (CairnBenchmark){ span, CAIRN_BENCHMARK_INDUSTRY };
  if (figures != NULL && figures->own_best.seconds > 0)
    return (CairnBenchmark){ figures->own_best.seconds, CAIRN_BENCHMARK_SELF };
  return (CairnBenchmark){ 0, CAIRN_BENCHMARK_NONE };
}

static char *
own_best_words (const CairnSelfBenchmark *best, const char *span)
{
  g_autofree char *from = cairn_study_format_day (best->from);
  g_autofree char *to = cairn_study_format_day (best->to);

  /* translators: %1$s and %2$s are days, %3$s a span of time, %4$u a count of customers */
  return g_strdup_printf (
    _ ("its own best 13 weeks, %1$s – %2$s: three of four were through in %3$s "
       "(self-benchmark, n = %4$u)"),
    from, to, span, best->exits);
}

char *
cairn_stage_benchmark_dup_words (CairnElement *stage, const CairnStudyFigures *figures)
{
  CairnBenchmark benchmark = cairn_stage_benchmark_find (stage, figures);
  g_autofree char *span = cairn_duration_format_in ((double) benchmark.seconds,
                                                    figures != NULL && figures->working_days);
  const char *source = cairn_element_get_string (stage, CAIRN_PROP_BENCHMARK_SOURCE);
  gint64 unused;

  switch (benchmark.source)
    {
    case CAIRN_BENCHMARK_TARGET:
      return g_strdup_printf (_ ("target %s"), span);
    case CAIRN_BENCHMARK_PLAYBOOK:
      /* translators: %1$s is a span of time, %2$s the name of a playbook */
      return g_strdup_printf (_ ("%1$s, when the playbook “%2$s” is to be through"), span,
                              cairn_element_get_title (longest_playbook (stage, &unused)));
    case CAIRN_BENCHMARK_INDUSTRY:
      if (*source == '\0')
        return g_strdup_printf (_ ("industry figure %s, source not given"), span);
      /* translators: %1$s is a span of time, %2$s where it was found */
      return g_strdup_printf (_ ("industry figure %1$s (%2$s)"), span, source);
    case CAIRN_BENCHMARK_SELF:
      return own_best_words (&figures->own_best, span);
    case CAIRN_BENCHMARK_NONE:
    default:
      return g_strdup (_ ("no target set"));
    }
}
