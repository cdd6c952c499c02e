/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/cairn-element.h"
#include "timing/cairn-stage-study.h"

G_BEGIN_DECLS

/* What the stay in a stage is measured against, the first there is of: its target; the time in
 * which the playbooks attached to its steps are to be through; an industry figure that somebody has
 * typed in; its own best (cairn-self-benchmark.h). */

typedef enum
{
  CAIRN_BENCHMARK_NONE,
  CAIRN_BENCHMARK_TARGET,
  CAIRN_BENCHMARK_PLAYBOOK,
  CAIRN_BENCHMARK_INDUSTRY,
  CAIRN_BENCHMARK_SELF,
} CairnBenchmarkSource;

typedef struct
{
  gint64 seconds; /* 0: none */
  CairnBenchmarkSource source;
} CairnBenchmark;

/* @figures (may be NULL): of the study of @stage. */
CairnBenchmark cairn_stage_benchmark_find (CairnElement *stage, const CairnStudyFigures *figures);

/* Where it comes from, in words: "target 21 d", "industry figure 30 d (TSIA 2024)", "its own best
 * 13 weeks, 3 Feb – 5 May 2026: 18 d (self-benchmark, n = 40)", "no target set". Owned by the
 * caller.
 */
char *cairn_stage_benchmark_dup_words (CairnElement *stage, const CairnStudyFigures *figures);

G_END_DECLS
