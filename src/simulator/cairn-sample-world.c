/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "simulator/cairn-sample-world.h"

#include <math.h>

#define SLOW_WEEKS 4.5 /* since when Enterprise Implementation crawls */
#define SLOW_PACE 0.25 /* and how fast it still is */

const char *const sample_segments[SAMPLE_N_SEGMENTS]
  = { "Enterprise", "Mid-market", "Digital touch" };
const char *const sample_stages[SAMPLE_N_STAGES]
  = { "Handoff", "Kick-off", "Implementation", "Training", "Adoption" };

/* Days: median, and how widely spread (sigma of a lognormal). */
typedef struct
{
  double median, spread;
} Dwell;

static const Dwell dwells[SAMPLE_N_SEGMENTS][SAMPLE_N_STAGES] = {
  { { 3.0, 0.25 }, { 7.8, 0.25 }, { 26, 0.38 }, { 8.4, 0.22 }, { 42, 0.20 } },
  { { 2.5, 0.30 }, { 5.0, 0.25 }, { 15, 0.25 }, { 7.0, 0.25 }, { 33, 0.18 } },
  { { 1.0, 0.30 }, { 2.0, 0.30 }, { 6, 0.30 }, { 4.0, 0.30 }, { 24, 0.20 } },
};

char *
sample_customer_name (guint i)
{
  static const char *const first[]
    = { "Alder",  "Amber",   "Arrow",  "Aspen",  "Beacon",  "Birch",   "Bluff",   "Bramble",
        "Briar",  "Canyon",  "Cedar",  "Clover", "Cobalt",  "Copper",  "Coral",   "Crescent",
        "Dune",   "Ember",   "Fern",   "Flint",  "Glacier", "Granite", "Grove",   "Harbor",
        "Hazel",  "Heron",   "Hollow", "Indigo", "Iron",    "Juniper", "Lantern", "Larch",
        "Lumen",  "Maple",   "Marble", "Meadow", "Mesa",    "Nimbus",  "North",   "Oak",
        "Onyx",   "Orchard", "Osprey", "Pebble", "Pine",    "Quarry",  "Raven",   "Ridge",
        "River",  "Saffron", "Sage",   "Silver", "Slate",   "Spruce",  "Summit",  "Timber",
        "Tundra", "Umber",   "Valley", "Willow" };
  static const char *const second[]
    = { "Analytics", "Apparel", "Bank",       "Biotech",  "Books",    "Brewing",  "Capital",
        "Care",      "Cycles",  "Dental",     "Design",   "Dynamics", "Energy",   "Farms",
        "Foods",     "Freight", "Games",      "Health",   "Holdings", "Hotels",   "Insurance",
        "Labs",      "Legal",   "Logistics",  "Media",    "Mobility", "Networks", "Outdoors",
        "Partners",  "Pharma",  "Properties", "Robotics", "Schools",  "Software", "Studios",
        "Systems",   "Textiles" };
  /* 60 and 37 have no divisor in common, so that all 2,220 pairs come before one comes again. */
  guint n_pairs = G_N_ELEMENTS (first) * G_N_ELEMENTS (second);
  g_autofree char *name
    = g_strdup_printf ("%s %s", first[i % G_N_ELEMENTS (first)], second[i % G_N_ELEMENTS (second)]);

  return i < n_pairs ? g_steal_pointer (&name) : g_strdup_printf ("%s %u", name, i / n_pairs + 1);
}

const char *
sample_owner (GRand *rand, int segment, int stage)
{
  static const char *const owners[SAMPLE_N_STAGES][4]
    = { { "Maya Lindqvist", "Tom Okafor", "Sofia Reyes", "Ben Harrow" },
        { "Ines Carvalho", "Jonas Weber", "Ruth Amadi", "Leo Park" },
        { "Dana Whitfield", "Priya Raman", "Marco Bellini", "Aiko Tanaka" },
        { "Ines Carvalho", "Nils Berg", "Ruth Amadi", "Leo Park" },
        { "Jonas Weber", "Ines Carvalho", "Ruth Amadi", "Clara Duval" } };

  if (segment == 2 && stage < 4)
    return "Digital team";
  return owners[stage][g_rand_int_range (rand, 0, 4)];
}

double
sample_arrivals_a_day (int segment, double weeks_ago)
{
  static const double per_week[SAMPLE_N_SEGMENTS] = { 4.5, 13, 26 };
  double growth = segment == 0 ? 1.2 - 0.2 * MIN (weeks_ago, 20) / 20 : 1;

  return per_week[segment] * growth / 7;
}

/* A standard normal deviate (Box and Muller). */
static double
normal (GRand *rand)
{
  double u = 1 - g_rand_double (rand); /* not 0 */

  return sqrt (-2 * log (u)) * cos (2 * G_PI * g_rand_double (rand));
}

double
sample_dwell (GRand *rand, int segment, int stage, double weeks_ago)
{
  const Dwell *dwell = &dwells[segment][stage];
  double days = dwell->median * exp (dwell->spread * normal (rand));
  double days_before = (weeks_ago - SLOW_WEEKS) * 7;

  if (segment != 0 || stage != 2 || days <= days_before)
    return days;
  /* What was not done before the slow weeks is done at their pace. */
  days_before = MAX (days_before, 0);
  return days_before + (days - days_before) / SLOW_PACE;
}
