/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Whether visits are kept as they are, and come out in order, however they went in; and whether a
 * name finds its number. */

#include "timing/cairn-name-table.h"
#include "timing/cairn-visit-store.h"

#include <string.h>

#define MOST_VISITS 40000

/* How moments are spread. */
typedef enum
{
  EVENLY,
  AT_FEW,      /* many at the same moment */
  TOGETHER,    /* most within seconds, some centuries away */
  NEARLY_DONE, /* in order but for some */
} Spread;

#define N_SPREADS (NEARLY_DONE + 1)

static gint64
make_moment (GRand *rand, Spread spread, guint i)
{
  switch (spread)
    {
    case EVENLY:
      return g_rand_int_range (rand, G_MININT32, G_MAXINT32);
    case AT_FEW:
      return g_rand_int_range (rand, 0, 5);
    case TOGETHER:
      return g_rand_int_range (rand, 0, 1000) == 0 ? g_rand_int_range (rand, 0, 2) * -CAIRN_FAR
                                                   : g_rand_int_range (rand, 0, 3000);
    case NEARLY_DONE:
    default:
      return (gint64) i * 100 + g_rand_int_range (rand, 0, 500);
    }
}

static CairnKeptVisit
make_visit (GRand *rand, Spread spread, guint i)
{
  CairnVisit visit = { .entered = make_moment (rand, spread, i),
                       .customer = (guint32) g_rand_int_range (rand, 0, 3),
                       .wait = CAIRN_WAIT_UNKNOWN,
                       .stretch = (guint16) g_rand_int_range (rand, 0, 3) };

  visit.left = g_rand_boolean (rand) ? visit.entered : MAX (visit.entered, 0) + 10;
  return cairn_visit_keep (&visit);
}

/* The same for the same visits in any order. */
static guint64
sum_up (const CairnKeptVisit *visits, gsize n)
{
  guint64 sum = 0;

  for (gsize i = 0; i < n; i++)
    {
      guint64 words[3], hash = 0;

      memcpy (words, &visits[i], sizeof words);
      for (guint w = 0; w < 3; w++)
        hash = (hash ^ words[w]) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15) >> 7;
      sum += hash;
    }
  return sum;
}

static void
check_sorting (GRand *rand, guint n, Spread spread, CairnVisitOrder order, CairnVisitRoom *room)
{
  CairnVisitStore store;
  g_autofree CairnKeptVisit *visits = g_new (CairnKeptVisit, n + 1);
  guint half = n / 2;

  cairn_visit_store_init (&store, order);
  for (guint i = 0; i < n; i++)
    {
      visits[i] = make_visit (rand, spread, i);
      cairn_visit_store_add (&store, &visits[i]);
      if (i == half)
        cairn_visit_store_settle (&store, room);
    }
  cairn_visit_store_settle (&store, room);
  g_assert_cmpuint (store.n, ==, n);
  g_assert_true (cairn_visit_store_in_order (store.visits, n, order));
  g_assert_cmpuint (sum_up (store.visits, n), ==, sum_up (visits, n));
  for (guint i = 0; i < half; i++)
    cairn_visit_store_remove (&store, &visits[i]);
  cairn_visit_store_settle (&store, room);
  g_assert_cmpuint (store.n, ==, n - half);
  g_assert_true (cairn_visit_store_in_order (store.visits, store.n, order));
  g_assert_cmpuint (sum_up (store.visits, store.n), ==, sum_up (visits + half, n - half));
  cairn_visit_store_clear (&store);
}

static void
test_sorting (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed ((guint32) g_test_rand_int ());
  CairnVisitRoom room = { 0 };

  for (Spread spread = 0; spread < N_SPREADS; spread++)
    for (CairnVisitOrder order = CAIRN_BY_LEFT; order <= CAIRN_BY_ENTERED; order++)
      {
        check_sorting (rand, MOST_VISITS, spread, order, &room);
        for (guint i = 0; i < 100; i++)
          check_sorting (rand, (guint) g_rand_int_range (rand, 0, 200), spread, order, &room);
      }
  cairn_visit_room_clear (&room);
}

static gint64
make_far (GRand *rand)
{
  const guint64 any = (guint64) g_rand_int (rand) << 32 | g_rand_int (rand);

  return (gint64) any >> g_rand_int_range (rand, 0, 60);
}

static void
test_keeping (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed ((guint32) g_test_rand_int ());

  for (guint i = 0; i < 1000; i++)
    {
      const CairnVisit visit = {
        .entered = make_far (rand),
        .left = g_rand_boolean (rand) ? CAIRN_VISIT_OPEN : make_far (rand),
        .customer = g_rand_int (rand),
        .cell = (guint16) g_rand_int (rand),
        .owner = (guint16) g_rand_int (rand),
        .wait = (gint32) g_rand_int (rand),
        .stretch = (guint16) g_rand_int (rand),
      };
      const CairnKeptVisit kept = cairn_visit_keep (&visit);
      const CairnVisit told = cairn_kept_visit_tell (&kept, cairn_kept_visit_get_home (&kept));
      const gint64 entered = CLAMP (visit.entered, -CAIRN_FAR, CAIRN_FAR);

      g_assert_cmpint (told.entered, ==, entered);
      if (visit.left == CAIRN_VISIT_OPEN)
        g_assert_cmpint (told.left, ==, CAIRN_VISIT_OPEN);
      else
        g_assert_cmpint (told.left, ==, CLAMP (visit.left, entered, CAIRN_FAR));
      g_assert_cmpuint (told.customer, ==, visit.customer);
      g_assert_cmpuint (told.cell, ==, visit.cell);
      g_assert_cmpuint (told.owner, ==, visit.owner);
      g_assert_cmpint (told.wait, ==, visit.wait);
      g_assert_cmpuint (told.stretch, ==, visit.stretch);
    }
}

static void
test_names (void)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (CairnNameTable) table = cairn_name_table_new (names);
  guint number = 0;

  g_assert_false (cairn_name_table_find (table, "", 0, &number));
  cairn_name_table_prefetch (table, "Customer", 8);
  for (guint i = 0; i < 5000; i++)
    {
      char *name = g_strdup_printf ("Customer %u", i);

      g_assert_false (cairn_name_table_find (table, name, strlen (name), &number));
      g_ptr_array_add (names, name);
    }
  g_ptr_array_add (names, g_strdup (""));
  cairn_name_table_expect (table, 20000);
  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);

      g_assert_true (cairn_name_table_find (table, name, strlen (name), &number));
      g_assert_cmpuint (number, ==, i);
    }
  /* Neither the beginning of a name nor more than one is that name. */
  g_assert_true (cairn_name_table_find (table, "Customer 12xyz", 11, &number));
  g_assert_cmpuint (number, ==, 12);
  g_assert_false (cairn_name_table_find (table, "Customer 12xyz", 14, &number));
  g_assert_false (cairn_name_table_find (table, "Customer ", 9, &number));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/visit-store/sorting", test_sorting);
  g_test_add_func ("/visit-store/keeping", test_keeping);
  g_test_add_func ("/visit-store/names", test_names);
  return g_test_run ();
}
