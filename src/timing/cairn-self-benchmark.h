/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-stay.h"

G_BEGIN_DECLS

/* What a stage can be measured against when nobody has set anything: its own best. Of all spans of
 * 13 weeks that end with a week of the last 52, the one whose 75th percentile of the stay
 * (Kaplan-Meier) is least. */

#define CAIRN_SELF_BENCHMARK_WEEKS 13
#define CAIRN_SELF_BENCHMARK_SPAN 52
/* Shorter logs have no best yet, and a span with fewer exits is no measure. */
#define CAIRN_SELF_BENCHMARK_LEAST_WEEKS 26
#define CAIRN_SELF_BENCHMARK_LEAST_EXITS 20

typedef struct
{
  gint64 seconds; /* 0: none */
  gint64 from;    /* the 13 weeks */
  gint64 to;
  guint exits; /* in them */
} CairnSelfBenchmark;

/* @stays: array of CairnStay. */
CairnSelfBenchmark cairn_self_benchmark (const GArray *stays, gint64 now, gint64 log_start);

G_END_DECLS
