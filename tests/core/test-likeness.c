/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/cairn-likeness.h"

static void
test_pairs (void)
{
  static const struct
  {
    const char *a, *b;
    double least, most;
  } rows[] = {
    { "Kick-off", "KICKOFF", 1, 1 },
    { "Évaluation", "evaluation", 1, 1 },
    { "kick_off", "Kick-off call", 0.7, 0.99 },
    { "Adoptoin", "Adoption", 0.8, 0.99 },
    { "Phase 1", "Phase 2", 0, 0 },
    { "Phase 1", "phase_1", 1, 1 },
    { "Billing", "Adoption", 0, 0.5 },
    { "", "Adoption", 0, 0 },
    { "---", "---", 0, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      double likeness = cairn_likeness (rows[i].a, rows[i].b);

      g_assert_cmpfloat (likeness, >=, rows[i].least);
      g_assert_cmpfloat (likeness, <=, rows[i].most);
      g_assert_cmpfloat (likeness, ==, cairn_likeness (rows[i].b, rows[i].a));
    }
}

static void
test_find (void)
{
  static const char *const stages[] = { "Kick-off", "Implementation", "Adoption", NULL };

  g_assert_cmpstr (cairn_likeness_find ("implementaton", stages), ==, "Implementation");
  g_assert_cmpstr (cairn_likeness_find ("1 - adoption", stages), ==, NULL);
  g_assert_cmpstr (cairn_likeness_find ("Procurement", stages), ==, NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/likeness/pairs", test_pairs);
  g_test_add_func ("/likeness/find", test_find);
  return g_test_run ();
}
