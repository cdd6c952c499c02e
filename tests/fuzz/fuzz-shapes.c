/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whatever events there are, and in whatever order they come: the same stays, in order, none of
 * which ends before it begins, or overlaps another of its cell. */
#include "fuzz.h"

#include "timing/cairn-stays-derive.h"

#define BYTES 3 /* of an event */

static CairnStayEvent
make_event (const guint8 *bytes, guint number)
{
  CairnStayEvent event = { .entered = bytes[0],
                           .left = CAIRN_VISIT_OPEN,
                           .order = number,
                           .stage = bytes[2] & 3,
                           .owner = bytes[2] & 7,
                           .group = bytes[2] >> 3 & 1,
                           .wait = CAIRN_WAIT_UNKNOWN,
                           .transition = (CairnTransition) (bytes[2] >> 4 & 3) % 3 };

  event.cell = event.stage + (bytes[2] >> 3 & 1);
  if (bytes[1] & 1)
    event.left = event.entered + (bytes[1] >> 1);
  if (bytes[1] & 2)
    event.wait = bytes[1] >> 4;
  if ((bytes[2] & 0xe0) == 0xe0)
    event.end = CAIRN_RESULT_OF_CHURN;
  return event;
}

static GArray *
derive (const CairnDeriveRules *rules, GArray *events, gint64 lost_at)
{
  GArray *stays = g_array_new (FALSE, FALSE, sizeof (CairnDerivedStay));

  cairn_stays_derive (rules, (CairnStayEvent *) events->data, events->len, stays);
  cairn_stays_mend (stays, lost_at);
  return stays;
}

static void
check (const GArray *stays)
{
  for (guint i = 0; i < stays->len; i++)
    {
      const CairnDerivedStay *stay = &g_array_index (stays, CairnDerivedStay, i);

      g_assert_cmpint (stay->left, >=, stay->entered);
      for (guint j = 0; j < i; j++)
        {
          const CairnDerivedStay *earlier = &g_array_index (stays, CairnDerivedStay, j);

          g_assert_cmpint (earlier->entered, <=, stay->entered);
          if (earlier->cell == stay->cell && earlier->left > earlier->entered
              && stay->left > stay->entered)
            g_assert_cmpint (earlier->left, <=, stay->entered);
        }
    }
}

static void
check_equal (const GArray *one, const GArray *two)
{
  g_assert_cmpuint (one->len, ==, two->len);
  for (guint i = 0; i < one->len; i++)
    {
      const CairnDerivedStay *x = &g_array_index (one, CairnDerivedStay, i);
      const CairnDerivedStay *y = &g_array_index (two, CairnDerivedStay, i);

      g_assert_true (x->entered == y->entered && x->left == y->left && x->cell == y->cell
                     && x->flags == y->flags && x->owner == y->owner && x->n_merged == y->n_merged
                     && x->wait == y->wait);
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  static const gint64 days[] = { 0, 10, 50, 100, 200, 300 };
  g_autoptr (GArray) events = g_array_new (FALSE, FALSE, sizeof (CairnStayEvent));
  g_autoptr (GArray) backwards = g_array_new (FALSE, FALSE, sizeof (CairnStayEvent));
  g_autoptr (GArray) stays = NULL;
  g_autoptr (GArray) same = NULL;
  CairnDeriveRules rules = { .days = days, .n_days = G_N_ELEMENTS (days) };
  gint64 lost_at;

  if (size < 2)
    return 0;
  rules.shape = CAIRN_SOURCE_VISITS + data[0] % 6;
  rules.split_repeats = data[0] & 128;
  lost_at = data[1] & 1 ? CAIRN_VISIT_OPEN : data[1];
  for (gsize i = 2; i + BYTES <= MIN (size, 600); i += BYTES)
    {
      CairnStayEvent event = make_event (data + i, events->len);

      g_array_append_val (events, event);
      g_array_prepend_val (backwards, event);
    }
  stays = derive (&rules, events, lost_at);
  same = derive (&rules, backwards, lost_at);
  check (stays);
  check_equal (stays, same);
  return 0;
}
