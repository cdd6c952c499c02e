/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing/cairn-live-studies.h"
#include "timing/cairn-snapshot-private.h"

/* A source whose studies take as long as it says. */
typedef struct
{
  CairnSource base;
  CairnEngine *engine;
  gint64 usec;
  guint n_studied;
} Slow;

static CairnStageStudy *
slow_study (CairnSource *source, const CairnStudyWish *wish, gint64 now, const CairnWindow *window)
{
  Slow *self = (Slow *) source;
  gint64 end = g_get_monotonic_time () + self->usec;

  self->n_studied++;
  while (g_get_monotonic_time () < end)
    ;
  return cairn_stage_study_new_for_wish (self->engine, wish, now, window, G_MININT64);
}

static const CairnSourceClass slow_class = { .study = slow_study };

#define NOW 1000000000

typedef struct
{
  Slow source;
  CairnLiveStudies *studies;
  GPtrArray *wishes;
  CairnWindow window;
} Fixture;

static void
set_up (Fixture *f, gconstpointer usec)
{
  static const char *const stages[] = { "Kick-off", "Training", "Adoption" };

  f->source = (Slow){ .base.klass = &slow_class, .engine = cairn_engine_new () };
  f->source.usec = GPOINTER_TO_INT (usec);
  f->studies = cairn_live_studies_new ();
  f->wishes = g_ptr_array_new_with_free_func ((GDestroyNotify) cairn_study_wish_free);
  f->window = (CairnWindow){ .kind = CAIRN_WINDOW_13_WEEKS };
  for (guint i = 0; i < G_N_ELEMENTS (stages); i++)
    g_ptr_array_add (f->wishes, cairn_study_wish_new (NULL, stages[i], FALSE));
  cairn_live_studies_set_view (f->studies, f->wishes, &f->window, 0);
}

static void
tear_down (Fixture *f, gconstpointer usec)
{
  cairn_live_studies_free (f->studies);
  g_ptr_array_unref (f->wishes);
  cairn_engine_free (f->source.engine);
}

/* How many of the stages a snapshot would bring a study of. */
static guint
count_known (Fixture *f)
{
  g_autoptr (CairnSnapshot) snapshot
    = cairn_engine_snapshot (f->source.engine, NOW, &f->window, G_MININT64);
  guint n = 0;

  cairn_live_studies_add_to (f->studies, snapshot);
  for (guint i = 0; i < f->wishes->len; i++)
    {
      const CairnStudyWish *wish = g_ptr_array_index (f->wishes, i);

      n += cairn_snapshot_find_study (snapshot, NULL, wish->stage) != NULL;
    }
  return n;
}

static void
work (Fixture *f)
{
  cairn_live_studies_work (f->studies, &f->source.base, NOW);
}

/* Few visits: everything is there with the first numbers, and again with each change. */
static void
test_quick (Fixture *f, gconstpointer usec)
{
  g_assert_true (cairn_live_studies_is_busy (f->studies));
  work (f);
  g_assert_false (cairn_live_studies_is_busy (f->studies));
  g_assert_cmpuint (count_known (f), ==, 3);
  cairn_live_studies_begin (f->studies, TRUE);
  g_assert_true (cairn_live_studies_is_busy (f->studies));
  work (f);
  g_assert_cmpuint (f->source.n_studied, ==, 6);
  g_assert_cmpint (cairn_live_studies_get_deadline (f->studies), ==, G_MAXINT64);
}

/* Very many: one at a time, and then a pause, even if something changes in each moment. */
static void
test_slow (Fixture *f, gconstpointer usec)
{
  for (guint i = 1; i <= 3; i++)
    {
      g_assert_cmpint (cairn_live_studies_get_deadline (f->studies), ==, 0);
      work (f);
      g_assert_cmpuint (f->source.n_studied, ==, i);
      g_assert_cmpuint (count_known (f), ==, i);
      cairn_live_studies_begin (f->studies, i == 1);
    }
  g_assert_false (cairn_live_studies_is_busy (f->studies));
  work (f);
  g_assert_cmpuint (f->source.n_studied, ==, 3);
  /* The change during the round is not forgotten. */
  g_assert_cmpint (cairn_live_studies_get_deadline (f->studies), >, g_get_monotonic_time ());
  g_assert_cmpint (cairn_live_studies_get_deadline (f->studies), <, G_MAXINT64);
  cairn_live_studies_begin (f->studies, TRUE);
  g_assert_false (cairn_live_studies_is_busy (f->studies));
  g_assert_cmpuint (count_known (f), ==, 3);
}

/* Another window, another segment: nothing of the old one may be taken for it. */
static void
test_view (Fixture *f, gconstpointer usec)
{
  work (f);
  cairn_live_studies_set_view (f->studies, f->wishes, &f->window, 0);
  g_assert_cmpuint (count_known (f), ==, 0);
  g_assert_true (cairn_live_studies_is_busy (f->studies));
  cairn_live_studies_set_view (f->studies, NULL, &f->window, 0);
  g_assert_false (cairn_live_studies_is_busy (f->studies));
  work (f);
}

int
main (int argc, char **argv)
{
  gpointer slow = GINT_TO_POINTER (60 * 1000);

  g_test_init (&argc, &argv, NULL);
  g_test_add ("/live-studies/quick", Fixture, NULL, set_up, test_quick, tear_down);
  g_test_add ("/live-studies/slow", Fixture, slow, set_up, test_slow, tear_down);
  g_test_add ("/live-studies/view", Fixture, slow, set_up, test_view, tear_down);
  return g_test_run ();
}
