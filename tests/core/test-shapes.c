/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sqlite-fixture.h"
#include "timing/cairn-stays-derive.h"

#include <string.h>

/* ---- what the names of columns say of the shape ---- */

static const struct
{
  const char *name;
  const char *sql;
  CairnSourceShape shape;
  const char *table;
} guesses[] = {
  { "visits", "CREATE TABLE v(customer, stage, entered, left);", CAIRN_SOURCE_VISITS, "v" },
  { "visits before others",
    "CREATE TABLE a(customer, stage, changed_at); CREATE TABLE v(customer, stage, entered, left);",
    CAIRN_SOURCE_VISITS, "v" },
  { "changes", "CREATE TABLE h(OpportunityId, StageName, CreatedDate);", CAIRN_SOURCE_CHANGES,
    "h" },
  { "lifecycle",
    "CREATE TABLE l(patient, handling, time, registration_type);"
    "INSERT INTO l VALUES('a','X-Ray','2017-01-02','start');",
    CAIRN_SOURCE_LIFECYCLE, "l" },
  { "nothing but ends",
    "CREATE TABLE l(patient, handling, time, registration_type);"
    "INSERT INTO l VALUES('a','X-Ray','2017-01-02','complete');",
    CAIRN_SOURCE_CHANGES, "l" },
  { "snapshots", "CREATE TABLE s(snapshot_date, customer, stage);", CAIRN_SOURCE_SNAPSHOTS, "s" },
  { "wide",
    "CREATE TABLE w(dealid, dealstage, createdate, closedate, hs_date_entered_demo,"
    " hs_date_exited_demo, hs_date_entered_trial);",
    CAIRN_SOURCE_WIDE, "w" },
};

static void
test_guess (void)
{
  g_autofree char *folder = fixture_folder ();

  for (guint i = 0; i < G_N_ELEMENTS (guesses); i++)
    {
      g_autofree char *path = fixture_database (folder, guesses[i].name, guesses[i].sql);
      g_autoptr (GError) error = NULL;
      g_autoptr (CairnMapping) mapping = cairn_mapping_guess (path, &error);

      g_assert_no_error (error);
      g_test_message ("%s", guesses[i].name);
      g_assert_cmpint (mapping->shape, ==, guesses[i].shape);
      g_assert_cmpstr (mapping->table, ==, guesses[i].table);
    }
  fixture_remove_folder (folder);
}

/* Dates are found by the words of the great vendors, and by the names of the journey's stages. */
static void
test_guess_dates (void)
{
  g_autofree char *folder = fixture_folder ();
  g_autofree char *path = fixture_database (
    folder, "a.db",
    "CREATE TABLE w(customer, \"Kick-off date\", date_entered_training, date_exited_training);");
  g_autoptr (GError) error = NULL;
  g_autoptr (CairnMapping) mapping = cairn_mapping_new (path);
  const CairnMappingDates *dates;

  cairn_mapping_add_stage (mapping, "Kick-off", "Kick-off");
  cairn_mapping_add_stage (mapping, "Training", "Training");
  g_assert_true (cairn_mapping_complete (mapping, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (mapping->date_columns->len, ==, 2);
  dates = g_ptr_array_index (mapping->date_columns, 0);
  g_assert_cmpstr (dates->stage, ==, "Kick-off");
  g_assert_cmpstr (dates->entered, ==, "Kick-off date");
  g_assert_null (dates->left);
  dates = g_ptr_array_index (mapping->date_columns, 1);
  g_assert_cmpstr (dates->stage, ==, "Training");
  g_assert_cmpstr (dates->entered, ==, "date_entered_training");
  g_assert_cmpstr (dates->left, ==, "date_exited_training");
  fixture_remove_folder (folder);
}

/* ---- from events to stays ---- */

/* An event is "STAGE moment[-left][word]": a capital letter each stage, "!" an end of the journey,
 * "<" a start, ">" an end of something, "~" neither, "|" the next row (dates). A stay is printed
 * likewise, with "?" entry unknown, "*" exit inferred, "+n" others merged into it. */
static const struct
{
  const char *name;
  CairnSourceShape shape;
  const char *events;
  const char *stays;
} derivations[] = {
  { "in any order", CAIRN_SOURCE_VISITS, "B5 A1-5", "A1-5 B5" },
  { "went on", CAIRN_SOURCE_VISITS, "A1 B5", "A1-5* B5" },
  { "went on, then back", CAIRN_SOURCE_VISITS, "A1 B4 A6", "A1-4* B4-6* A6" },
  { "in two at a time", CAIRN_SOURCE_VISITS, "A1-9 B4-6", "A1-9 B4-6" },
  { "equal moments", CAIRN_SOURCE_VISITS, "A3 B3 C3", "A3-3* B3-3* C3" },
  { "lost", CAIRN_SOURCE_VISITS, "A1 X5!", "A1-5* X5-5!" },
  { "overlap", CAIRN_SOURCE_VISITS, "A1-5 A3-8", "A1-8+1" },
  { "inside", CAIRN_SOURCE_VISITS, "A1-9 A3-4 A5-6", "A1-9+2" },
  { "a moment in between", CAIRN_SOURCE_VISITS, "A1-9 A3! A5-12", "A1-12+1 A3-3!" },
  { "touching", CAIRN_SOURCE_VISITS, "A1-5 A5-8", "A1-5 A5-8" },
  { "again", CAIRN_SOURCE_VISITS, "A1-5 A7", "A1-5 A7" },
  { "twice open", CAIRN_SOURCE_VISITS, "A1 A3", "A1+1" },
  { "twice open and went on", CAIRN_SOURCE_VISITS, "A1 A3 B5", "A1-5*+1 B5" },
  { "changes", CAIRN_SOURCE_CHANGES, "A1 B4 C6", "A1-4 B4-6 C6" },
  { "equal neighbours", CAIRN_SOURCE_CHANGES, "A1 A2 A3 B4 A5 A6", "A1-4 B4-5 A5" },
  { "changes to an end", CAIRN_SOURCE_CHANGES, "A1 B4 W6! W7!", "A1-4 B4-6 W6-6!" },
  { "back from an end", CAIRN_SOURCE_CHANGES, "A1 W6! A9", "A1-6 W6-6! A9" },
  { "first in, first out", CAIRN_SOURCE_LIFECYCLE, "A1< A2< A5> A7>", "A1-7+1" },
  { "pairs", CAIRN_SOURCE_LIFECYCLE, "A1< A3> B3< B5>", "A1-3 B3-5" },
  { "no duration, stored the wrong way round", CAIRN_SOURCE_LIFECYCLE, "A3> A3<", "A3-3" },
  { "no start", CAIRN_SOURCE_LIFECYCLE, "A3> B4<", "A3-3? B4" },
  { "no end", CAIRN_SOURCE_LIFECYCLE, "A1< B4< B6>", "A1-4* B4-6" },
  { "neither", CAIRN_SOURCE_LIFECYCLE, "A1~ A2< A3~ A6>", "A2-6" },
  { "done", CAIRN_SOURCE_DONE, "A1 B4 C6", "A1-1? B1-4 C4-6" },
  { "dates", CAIRN_SOURCE_WIDE, "A1 B4 C6", "A1-4 B4-6 C6" },
  { "dates of exits", CAIRN_SOURCE_WIDE, "A1-3 B4 C6-9", "A1-3 B4-6 C6-9" },
  { "dates of two rows", CAIRN_SOURCE_WIDE, "A1 B8 | A2 B3-5", "A1-8+1 B3-5 B8" },
  { "snapshots", CAIRN_SOURCE_SNAPSHOTS, "A2 A3 B4 B5 B9", "A2-4 B4" },
  { "there from the first", CAIRN_SOURCE_SNAPSHOTS, "A1 A2 B4 B9", "A1-4? B4" },
  { "not seen any more", CAIRN_SOURCE_SNAPSHOTS, "A2 A3", "A2-4*" },
};

static GArray *
read_events (const char *text)
{
  GArray *events = g_array_new (FALSE, FALSE, sizeof (CairnStayEvent));
  guint group = 0;

  for (const char *p = text; *p != '\0';)
    {
      CairnStayEvent event = { .left = CAIRN_VISIT_OPEN, .wait = CAIRN_WAIT_UNKNOWN };

      group += *p == '|';
      if (!g_ascii_isupper (*p))
        {
          p++;
          continue;
        }
      event.stage = event.cell = (guint32) *p;
      event.order = events->len;
      event.group = group;
      event.entered = g_ascii_strtoll (p + 1, (char **) &p, 10);
      if (*p == '-')
        event.left = g_ascii_strtoll (p + 1, (char **) &p, 10);
      event.end = *p == '!' ? CAIRN_RESULT_OF_CHURN : 0;
      event.transition = *p == '<'   ? CAIRN_TRANSITION_START
                         : *p == '~' ? CAIRN_TRANSITION_OTHER
                                     : CAIRN_TRANSITION_END;
      g_array_append_val (events, event);
    }
  return events;
}

static char *
print_stays (const GArray *stays)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < stays->len; i++)
    {
      const CairnDerivedStay *stay = &g_array_index (stays, CairnDerivedStay, i);

      g_string_append_printf (out, "%s%c%d", i > 0 ? " " : "", (char) stay->stage,
                              (int) stay->entered);
      if (stay->left != CAIRN_VISIT_OPEN)
        g_string_append_printf (out, "-%d", (int) stay->left);
      if (stay->flags & CAIRN_STAY_FINAL)
        g_string_append_c (out, '!');
      if (stay->flags & CAIRN_STAY_ENTRY_UNKNOWN)
        g_string_append_c (out, '?');
      if (stay->flags & CAIRN_STAY_EXIT_INFERRED)
        g_string_append_c (out, '*');
      if (stay->n_merged > 0)
        g_string_append_printf (out, "+%u", stay->n_merged);
    }
  return g_string_free (out, FALSE);
}

static void
shuffle (GArray *events)
{
  for (guint i = events->len; i > 1; i--)
    {
      guint j = (guint) g_test_rand_int_range (0, (int) i);
      CairnStayEvent swap = g_array_index (events, CairnStayEvent, i - 1);

      g_array_index (events, CairnStayEvent, i - 1) = g_array_index (events, CairnStayEvent, j);
      g_array_index (events, CairnStayEvent, j) = swap;
    }
}

/* @tracks: of the stages from A on. */
static void
mend_on_tracks (GArray *stays, const guint64 tracks[4])
{
  guint64 by_stage['A' + 4] = { 0 };

  for (guint i = 0; i < 4; i++)
    by_stage['A' + i] = tracks[i];
  cairn_stays_mend_on_tracks (stays, CAIRN_VISIT_OPEN, by_stage, G_N_ELEMENTS (by_stage));
}

static void
test_derive (void)
{
  const gint64 days[] = { 1, 2, 3, 4, 5, 9 };

  for (guint i = 0; i < G_N_ELEMENTS (derivations); i++)
    for (guint turn = 0; turn < 5; turn++)
      {
        const CairnDeriveRules rules
          = { .shape = derivations[i].shape, .days = days, .n_days = G_N_ELEMENTS (days) };
        g_autoptr (GArray) events = read_events (derivations[i].events);
        g_autoptr (GArray) stays = g_array_new (FALSE, FALSE, sizeof (CairnDerivedStay));
        g_autofree char *got = NULL;

        g_test_message ("%s", derivations[i].name);
        shuffle (events);
        cairn_stays_derive (&rules, (CairnStayEvent *) events->data, events->len, stays);
        /* All on one track is the same as no tracks. */
        if (turn % 2 == 0)
          cairn_stays_mend (stays, CAIRN_VISIT_OPEN);
        else
          mend_on_tracks (stays, (const guint64[]){ 4, 4, 4, 4 });
        got = print_stays (stays);
        g_assert_cmpstr (got, ==, derivations[i].stays);
      }
}

static void
test_lost (void)
{
  const CairnDeriveRules rules = { .shape = CAIRN_SOURCE_VISITS };
  g_autoptr (GArray) events = read_events ("A1 A3-4 B5 C9");
  g_autoptr (GArray) stays = g_array_new (FALSE, FALSE, sizeof (CairnDerivedStay));
  g_autofree char *got = NULL;

  cairn_stays_derive (&rules, (CairnStayEvent *) events->data, events->len, stays);
  cairn_stays_mend (stays, 7);
  got = print_stays (stays);
  g_assert_cmpstr (got, ==, "A1-5*+1 B5-7* C9");
}

/* Entering a stage that no diagram draws beside this one is no sign of having left it. */
static void
test_tracks (void)
{
  static const struct
  {
    const char *events;
    guint64 tracks[4]; /* of A, B, C, D; 0: none is known */
    const char *stays;
  } rows[] = {
    { "A1 C5", { 1, 1, 2 }, "A1 C5" },
    { "A1 C5 B8", { 1, 1, 2 }, "A1-8* C5 B8" },
    { "A1 A3 C5 B8", { 1, 1, 2 }, "A1-8*+1 C5 B8" },
    { "A1 B5 C8", { 1, 3, 2 }, "A1-5* B5-8* C8" },
    { "A1 C5 A7", { 1, 1, 2 }, "A1+1 C5" },
    { "A1 C5 D7", { 1, 1, 2, 0 }, "A1-7* C5-7* D7" },
    { "A1 B3 A5 C6", { 1, 1, 2 }, "A1-3* B3-5* A5 C6" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const CairnDeriveRules rules = { .shape = CAIRN_SOURCE_VISITS };
      g_autoptr (GArray) events = read_events (rows[i].events);
      g_autoptr (GArray) stays = g_array_new (FALSE, FALSE, sizeof (CairnDerivedStay));
      g_autofree char *got = NULL;

      cairn_stays_derive (&rules, (CairnStayEvent *) events->data, events->len, stays);
      mend_on_tracks (stays, rows[i].tracks);
      got = print_stays (stays);
      g_assert_cmpstr (got, ==, rows[i].stays);
    }
}

static void
test_words (void)
{
  static const struct
  {
    const char *word;
    CairnTransition transition;
  } words[] = {
    { NULL, CAIRN_TRANSITION_END },         { "complete", CAIRN_TRANSITION_END },
    { "COMPLETE", CAIRN_TRANSITION_END },   { "ate_abort", CAIRN_TRANSITION_END },
    { "start", CAIRN_TRANSITION_START },    { "In Progress", CAIRN_TRANSITION_START },
    { "schedule", CAIRN_TRANSITION_OTHER }, { "suspend", CAIRN_TRANSITION_OTHER },
    { "resume", CAIRN_TRANSITION_OTHER },   { "", CAIRN_TRANSITION_OTHER },
  };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    g_assert_cmpint (cairn_transition_parse (words[i].word), ==, words[i].transition);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/shapes/guess", test_guess);
  g_test_add_func ("/shapes/guess-dates", test_guess_dates);
  g_test_add_func ("/shapes/derive", test_derive);
  g_test_add_func ("/shapes/lost", test_lost);
  g_test_add_func ("/shapes/tracks", test_tracks);
  g_test_add_func ("/shapes/words", test_words);
  return g_test_run ();
}
