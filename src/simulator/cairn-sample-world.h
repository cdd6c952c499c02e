/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The company "Acme" of the sample: who its customers are, and how they move from stage to stage.
 * All numbers come from @rand, so one seed makes one world. */

#define SAMPLE_N_SEGMENTS 3
#define SAMPLE_N_STAGES 5

extern const char *const sample_segments[SAMPLE_N_SEGMENTS];
extern const char *const sample_stages[SAMPLE_N_STAGES];

/* A name for customer number @i, each different for the first 2,000 or so. */
char *sample_customer_name (guint i);
const char *sample_owner (GRand *rand, int segment, int stage);

/* How many customers come in a day, @weeks_ago. */
double sample_arrivals_a_day (int segment, double weeks_ago);

/* How long somebody who enters @stage @weeks_ago stays there, in days. In Enterprise Implementation
 * two people have left and work has slowed down for five weeks: whoever was there then stays on. */
double sample_dwell (GRand *rand, int segment, int stage, double weeks_ago);

G_END_DECLS
