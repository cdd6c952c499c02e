/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render-fixture.h"
#include "render/cairn-overlay.h"

/* What a stage says, for how much is known: ANALYTICS 2 (scarce data) and 9. */

static void
test_stones (void)
{
  static const struct
  {
    guint here, overdue;
    guint stone, n, solid;
  } rows[] = {
    { 0, 0, 1, 0, 0 },       { 1, 0, 1, 1, 0 },         { 1, 1, 1, 1, 1 },     { 20, 7, 1, 20, 7 },
    { 21, 0, 2, 11, 0 },     { 38, 22, 2, 19, 11 },     { 40, 40, 2, 20, 20 }, { 41, 1, 5, 9, 1 },
    { 41, 40, 5, 9, 8 },     { 100, 50, 5, 20, 10 },    { 101, 0, 10, 11, 0 }, { 201, 3, 50, 5, 1 },
    { 1001, 0, 100, 11, 0 }, { 2001, 2000, 500, 5, 4 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      CairnCell cell = { .here = rows[i].here, .overdue = rows[i].overdue };
      guint solid;

      g_test_message ("%u here, %u overdue", rows[i].here, rows[i].overdue);
      g_assert_cmpuint (cairn_overlay_stone (rows[i].here), ==, rows[i].stone);
      g_assert_cmpuint (cairn_overlay_stones (&cell, &solid), ==, rows[i].n);
      g_assert_cmpuint (solid, ==, rows[i].solid);
    }
  for (guint here = 0; here < 5000000; here = here * 1.1 + 1)
    {
      CairnCell cell = { .here = here };
      guint solid;

      g_assert_cmpuint (cairn_overlay_stones (&cell, &solid), <=, 20);
    }
}

/* One stage called "Build" with these figures, as text. */
static char *
drawn_text (const CairnCell *cell)
{
  g_autoptr (CairnDocument) document = fixture_document (fixture_xml);
  g_autoptr (CairnScene) plain = fixture_scene (document, "swimlane-1", CAIRN_THEME_LIGHT);
  g_autoptr (CairnSnapshot) snapshot = fixture_snapshot (cell, 1);
  CairnSceneTimings timings = { .view = snapshot, .segment = "Enterprise" };
  g_autoptr (CairnScene) scene = cairn_scene_with_timings (plain, &timings);

  return fixture_text (scene, "stage-2.timing");
}

typedef enum
{
  NOTHING,
  NO_VISITS = 1 << 0,
  NO_EXITS = 1 << 1,
  FOUR_EXITS = 1 << 2,
  NINE_EXITS = 1 << 3,
  NO_MEDIAN = 1 << 4,
  NO_TARGET = 1 << 5,
  ON_TARGET = 1 << 6,
  MANY = 1 << 7,
  UNREACHED = 1 << 8,
  GUARDED = 1 << 9,
  NO_P90 = 1 << 10,
  SHORT_LOG = 1 << 11,
  BINNED = 1 << 12,
} Change;

static CairnCell
change_cell (guint changes)
{
  CairnCell cell = fixture_cell ("Build");

  if (changes & NO_VISITS)
    cell.here = cell.overdue = cell.arrivals = cell.departures = cell.exits = 0;
  if (changes & NO_EXITS)
    cell.exits = 0;
  if (changes & FOUR_EXITS)
    cell.exits = 4;
  if (changes & NINE_EXITS)
    cell.exits = 9;
  if (changes & NO_MEDIAN)
    cell.median.value = NAN;
  if (changes & NO_TARGET)
    {
      cell.target = 0;
      cell.overdue = 0;
      cell.lost_per_week = NAN;
    }
  if (changes & ON_TARGET)
    {
      cell.overdue = 0;
      cell.lost_per_week = 0;
    }
  if (changes & MANY)
    cell.here = 45;
  if (changes & (UNREACHED | GUARDED))
    cell.median = cell.p90 = (CairnEstimate){ NAN, NAN, NAN };
  if (changes & GUARDED)
    cell.guard_age = 5 * CAIRN_DAY;
  if (changes & NO_P90)
    cell.p90.value = cell.p90.high = NAN;
  if (changes & SHORT_LOG)
    cell.recent_weeks = 1;
  if (changes & BINNED)
    {
      cell.binned = TRUE;
      cell.median_bounds = (CairnBounds){ 7.8 * CAIRN_DAY, 8.2 * CAIRN_DAY };
    }
  return cell;
}

static void
test_texts (void)
{
  static const struct
  {
    guint changes;
    CairnOverlayEvidence evidence;
    const char *has[5];
    const char *has_not[5];
  } rows[] = {
    { NOTHING,
      CAIRN_OVERLAY_FULL,
      { "12 here", "4 overdue", "8 d · target 7 d", "9.3 days lost / wk", "n = 36" },
      { "stone", "too few", "/wk ", NULL } },
    { NO_VISITS, CAIRN_OVERLAY_NO_CUSTOMERS, { "no customers", NULL }, { "here", "lost", "n =" } },
    { NO_EXITS,
      CAIRN_OVERLAY_NOBODY_LEFT,
      { "nobody has left yet; oldest 14 d", "12 here", "4 overdue", "9.3 days lost / wk" },
      { "median", "n =", "8 d" } },
    { FOUR_EXITS,
      CAIRN_OVERLAY_TOO_FEW,
      { "n = 4, too few", "12 here", "4 overdue", "9.3 days lost / wk" },
      { "median", "8 d", NULL } },
    { NINE_EXITS, CAIRN_OVERLAY_MEDIAN, { "8 d · target 7 d", "n = 9" }, { "too few", NULL } },
    { NO_MEDIAN, CAIRN_OVERLAY_FULL, { "≥ 7 d · target 7 d" }, { "too few", "?", NULL } },
    { NO_TARGET, CAIRN_OVERLAY_FULL, { "8 d · no target", "12 here" }, { "lost", "overdue" } },
    { ON_TARGET, CAIRN_OVERLAY_FULL, { "0 days lost / wk", "0 overdue" }, { NULL } },
    { MANY, CAIRN_OVERLAY_FULL, { "45 here", "1 stone = 5" }, { NULL } },
    { UNREACHED, CAIRN_OVERLAY_FULL, { "median not reached" }, { "unknown", NULL } },
    { GUARDED, CAIRN_OVERLAY_FULL, { "median unknown" }, { "reached", NULL } },
    { BINNED, CAIRN_OVERLAY_FULL, { "≈8 d · target 7 d" }, { NULL } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      CairnCell cell = change_cell (rows[i].changes);
      g_autofree char *text = drawn_text (&cell);

      g_test_message ("%u: %s", rows[i].changes, text);
      g_assert_cmpint (cairn_overlay_evidence (&cell), ==, rows[i].evidence);
      for (guint j = 0; j < 5 && rows[i].has[j] != NULL; j++)
        g_assert_nonnull (strstr (text, rows[i].has[j]));
      for (guint j = 0; j < 5 && rows[i].has_not[j] != NULL; j++)
        g_assert_null (strstr (text, rows[i].has_not[j]));
    }
}

/* What shows on pointing at it. */
static void
test_explains_bounds (void)
{
  CairnCell cell = change_cell (NOTHING);
  g_autofree char *exact = cairn_overlay_explain_dwell (&cell);
  g_autofree char *near = NULL;

  cell = change_cell (BINNED);
  near = cairn_overlay_explain_dwell (&cell);
  g_assert_null (strstr (exact, "≈"));
  g_assert_nonnull (strstr (near, "Half leave within ≈8 d"));
  g_assert_nonnull (strstr (near, "the exact median is certain to be"));
}

/* Limits that allow for customers who came again say so. */
static void
test_explains_again (void)
{
  CairnCell cell = change_cell (NOTHING);
  g_autofree char *before = NULL, *after = NULL;

  cell.repeated = 0.09;
  before = cairn_overlay_explain_dwell (&cell);
  g_assert_null (strstr (before, "more than once"));
  cell.repeated = 0.14;
  cell.grouped = TRUE;
  after = cairn_overlay_explain_dwell (&cell);
  g_assert_nonnull (
    strstr (after, "Limits allow for customers who came more than once: 14 % of the stays."));
}

static CairnColor
box_fill (const CairnScene *scene, const char *id)
{
  CairnLayerKind layer = CAIRN_LAYER_PAPER;
  const CairnSceneGroup *group = fixture_find (scene, id, &layer);
  guint n;

  return cairn_scene_get_prims (scene, layer, &n)[group->first].fill;
}

/* Fill by lost days; the halo and the badges only where the ranking says so. */
static void
test_fill (void)
{
  g_autoptr (CairnDocument) document = fixture_document (fixture_xml);
  g_autoptr (CairnScene) scene = fixture_scene_with_timings (document, CAIRN_THEME_LIGHT);
  const CairnTheme *theme = cairn_theme_get (CAIRN_THEME_LIGHT);
  g_autofree char *worst = fixture_text (scene, "stage-2.timing");
  g_autofree char *second = fixture_text (scene, "stage-1.timing");

  g_assert_cmphex (box_fill (scene, "stage-1.timing"), ==, theme->severity[2]);
  g_assert_cmphex (box_fill (scene, "stage-2.timing"), ==, theme->severity[4]);
  g_assert_cmphex (box_fill (scene, "stage-3.timing"), ==, theme->empty);
  g_assert_nonnull (fixture_look_for (scene, "stage-2.halo", NULL));
  g_assert_null (fixture_look_for (scene, "stage-1.halo", NULL));
  g_assert_true (g_str_has_suffix (worst, " | 1"));
  g_assert_true (g_str_has_suffix (second, " | 2"));
}

static void
test_growth (void)
{
  CairnCell cell = fixture_cell ("Build");
  char *text;

  g_assert_null (cairn_overlay_growth_text (&cell));
  cell.growth = CAIRN_GROWTH_PILING_UP;
  cell.net_per_week = 5.75;
  text = cairn_overlay_growth_text (&cell);
  g_assert_cmpstr (text, ==, "+5.8/wk");
  g_free (text);
  cell.growth = CAIRN_GROWTH_DRAINING;
  cell.net_per_week = -3;
  text = cairn_overlay_growth_text (&cell);
  g_assert_cmpstr (text, ==, "−3/wk");
  g_free (text);
}

static void
test_explain (void)
{
  static const struct
  {
    guint changes;
    const char *has[6];
  } rows[] = {
    { NOTHING,
      { "Build · Enterprise", "12 customers are here now", "4 of them are past the target of 7 d",
        "Half leave within 8 d (95 % limits: 7 d to 10 d). n = 36", "longer than 16 d",
        "9.3 customer-days a week are lost past the target (± 3.9)" } },
    { NO_VISITS, { "No customers were here", "calendar days" } },
    { NO_EXITS, { "Nobody has left yet", "Umbrella" } },
    { FOUR_EXITS, { "Only 4 left (n = 4)" } },
    { NO_TARGET, { "No target is set" } },
    { NO_MEDIAN, { "Half stay longer than 7 d; how much longer cannot be said yet." } },
    { NINE_EXITS | NO_P90,
      { "One in ten stays longer than 13 d; how much longer cannot be said yet." } },
    { GUARDED, { "When half have left cannot be said yet", "Of stays shorter than 5 d too few" } },
    { NOTHING, { "3 in, 2.8 out a week over the last 4 weeks", "backlog is 4.4 weeks" } },
    { SHORT_LOG,
      { "mean of the last week", "12 in, 11 out a week over the last week",
        "backlog is 1.1 weeks" } },
    { ON_TARGET, { "No customer-days were lost past the target in the last 4 weeks." } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      CairnCell cell = change_cell (rows[i].changes);
      g_autoptr (CairnSnapshot) snapshot = fixture_snapshot (&cell, 1);
      g_autofree char *text = cairn_overlay_explain (&cell, snapshot, "Build", "Enterprise");

      g_test_message ("%s", text);
      for (guint j = 0; j < 6 && rows[i].has[j] != NULL; j++)
        g_assert_nonnull (strstr (text, rows[i].has[j]));
      g_assert_nonnull (strstr (text, "Window: 23 Aug 2026 12:00 to 22 Nov 2026 12:00"));
    }
}

/* The legend says what it must, inside the picture, however narrow the map and long the names. */
static void
test_legend (void)
{
  g_autoptr (CairnDocument) document = fixture_document (fixture_xml);
  g_autoptr (CairnScene) plain = fixture_scene (document, "swimlane-1", CAIRN_THEME_LIGHT);
  CairnCell cell = fixture_cell ("Build");
  g_autoptr (CairnSnapshot) fresh = fixture_snapshot (&cell, 1);
  g_autoptr (CairnSnapshot) stale = NULL;
  const char *const words[] = { "Customer-days lost per week",
                                "Segment: An Enterprise With A Very Long Name Indeed",
                                "Window: 23 Aug 2026 12:00 to 22 Nov 2026 12:00",
                                "calendar days",
                                "as of 22 Nov 2026 12:00",
                                "stale since 11:58: the file is locked",
                                "not on the map: 4 values, 20 visits (“Value number 0”, “Value "
                                "number 1”, “Value number 2”, …)",
                                "set aside: 7 rows (left before it was entered: 7)",
                                "105 or more",
                                "piling up" };
  CairnSceneTimings timings = { .segment = "An Enterprise With A Very Long Name Indeed" };
  g_autoptr (CairnScene) scene = NULL;
  g_autofree char *text = NULL;
  const CairnSceneGroup *legend;

  for (guint i = 0; i < 4; i++)
    {
      g_autofree char *value = g_strdup_printf ("Value number %u", i);

      cairn_snapshot_add_unmapped (fresh, value, 5, i + 1);
    }
  cairn_snapshot_add_quarantine (fresh, "left before it was entered", 7);
  stale = cairn_snapshot_new_stale (fresh, "stale since 11:58: the file is locked");
  timings.view = stale;
  scene = cairn_scene_with_timings (plain, &timings);
  text = fixture_text (scene, "legend");
  g_test_message ("%s", text);
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    g_assert_nonnull (strstr (text, words[i]));

  legend = fixture_find (scene, "legend", NULL);
  g_assert_cmpfloat (legend->bounds.x, >=, 0);
  g_assert_cmpfloat (legend->bounds.x + legend->bounds.width, <=, cairn_scene_get_width (scene));
  g_assert_cmpfloat (legend->bounds.y + legend->bounds.height, <=, cairn_scene_get_height (scene));
  g_assert_cmpfloat (cairn_scene_get_height (scene), >, cairn_scene_get_height (plain));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/overlay/stones", test_stones);
  g_test_add_func ("/overlay/texts", test_texts);
  g_test_add_func ("/overlay/explains-bounds", test_explains_bounds);
  g_test_add_func ("/overlay/explains-again", test_explains_again);
  g_test_add_func ("/overlay/fill", test_fill);
  g_test_add_func ("/overlay/growth", test_growth);
  g_test_add_func ("/overlay/explain", test_explain);
  g_test_add_func ("/overlay/legend", test_legend);
  return g_test_run ();
}
