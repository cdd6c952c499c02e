/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Teams of lanes stay together whatever is done to them; the shape of a map is one step of undo. */

#include "command/cairn-element-commands.h"
#include "command/cairn-grid-commands.h"
#include "command/cairn-journey-commands.h"
#include "command/cairn-shape-commands.h"

typedef struct
{
  CairnDocument *document;
  CairnSelection *selection;
  CairnHistory *history;
  CairnElement *swimlane;
} Rig;

/* Lanes as "Aa" (lane A of team a), "B-" (lane B of none). */
static void
rig_init (Rig *rig, const char *lanes)
{
  g_auto (GStrv) words = g_strsplit (lanes, " ", -1);
  CairnElement *segment;
  g_autoptr (GPtrArray) all = g_ptr_array_new ();

  rig->document = cairn_document_new ();
  rig->selection = cairn_selection_new ();
  rig->history = cairn_history_new (rig->document, rig->selection);
  segment = cairn_command_add_segment (rig->history, "Enterprise");
  rig->swimlane
    = cairn_command_add_diagram (rig->history, segment, CAIRN_KIND_SWIMLANE, "Onboarding");
  cairn_history_begin (rig->history, "set up");
  while (cairn_element_first (rig->swimlane, CAIRN_KIND_LANE) != NULL)
    cairn_history_remove (rig->history, cairn_element_first (rig->swimlane, CAIRN_KIND_LANE));
  for (guint i = 0; words[i] != NULL; i++)
    {
      char name[] = { words[i][0], '\0' }, team[] = { words[i][1], '\0' };
      CairnElement *lane = cairn_command_add_lane (rig->history, rig->swimlane, NULL, name);

      cairn_history_set_string (rig->history, lane, CAIRN_PROP_TEAM, *team == '-' ? "" : team);
    }
  cairn_history_end (rig->history);
}

static void
rig_clear (Rig *rig)
{
  g_object_unref (rig->history);
  g_object_unref (rig->selection);
  g_object_unref (rig->document);
}

static char *
lanes_of (Rig *rig)
{
  GString *out = g_string_new (NULL);

  CAIRN_FOREACH_CHILD (lane, rig->swimlane, CAIRN_KIND_LANE)
    {
      const char *team = cairn_element_get_string (lane, CAIRN_PROP_TEAM);

      g_string_append_printf (out, "%s%s%s", out->len > 0 ? " " : "",
                              cairn_element_get_title (lane), *team != '\0' ? team : "-");
    }
  return g_string_free (out, FALSE);
}

static CairnElement *
lane_called (Rig *rig, char name)
{
  CAIRN_FOREACH_CHILD (lane, rig->swimlane, CAIRN_KIND_LANE)
    if (cairn_element_get_title (lane)[0] == name)
      return lane;
  return NULL;
}

/* What is done to the lanes named in @who ("" : nothing), and what becomes of them. */
typedef enum
{
  MOVE_LANE,
  SHIFT_DOWN,
  SHIFT_UP,
  SET_TEAM,
  SET_FIELD,
  RENAME_TEAM,
  MOVE_TEAM,
  SHIFT_TEAM_DOWN,
  SHIFT_TEAM_UP,
} Deed;

static void
perform (Rig *rig, Deed deed, const char *who, const char *what)
{
  g_autoptr (GPtrArray) lanes = g_ptr_array_new ();
  CairnElement *first = lane_called (rig, who[0]);
  g_auto (CairnValue) value = { 0 };

  for (const char *p = who; *p != '\0'; p++)
    g_ptr_array_add (lanes, lane_called (rig, *p));
  switch (deed)
    {
    case MOVE_LANE:
      cairn_command_move_band (rig->history, first, lane_called (rig, what[0]));
      return;
    case SHIFT_DOWN:
    case SHIFT_UP:
      cairn_command_shift_band (rig->history, first, deed == SHIFT_UP ? -1 : 1);
      return;
    case SET_TEAM:
      cairn_command_set_team (rig->history, lanes, what);
      return;
    case SET_FIELD:
      value = cairn_value_from_string (CAIRN_TYPE_STRING, what);
      cairn_command_set (rig->history, lanes, CAIRN_PROP_TEAM, &value, TRUE);
      return;
    case RENAME_TEAM:
      cairn_command_rename_team (rig->history, first, what);
      return;
    case MOVE_TEAM:
      cairn_command_move_team (rig->history, first, lane_called (rig, what[0]));
      return;
    case SHIFT_TEAM_DOWN:
    case SHIFT_TEAM_UP:
    default:
      cairn_command_shift_team (rig->history, first, deed == SHIFT_TEAM_UP ? -1 : 1);
      return;
    }
}

static void
test_teams (void)
{
  static const struct
  {
    const char *before;
    Deed deed;
    const char *who, *what, *after;
  } rows[] = {
    { "Aa Ba C-", MOVE_LANE, "C", "B", "Aa Ca Ba" },       /* into the middle of a team: joins it */
    { "Aa Ba C- D-", MOVE_LANE, "A", "D", "Ba C- A- D-" }, /* away from its own: leaves it */
    { "Aa Ba C-", MOVE_LANE, "B", "A", "Ba Aa C-" },
    { "A- B- C-", MOVE_LANE, "A", " ", "B- C- A-" },
    { "Aa B-", MOVE_LANE, "A", " ", "B- Aa" }, /* the only one of its team takes it along */
    { "Aa Ba C-", SHIFT_UP, "C", "", "Aa Ca Ba" },
    { "Aa Ba C-", SHIFT_DOWN, "B", "", "Aa C- B-" },
    { "A- B- C-", SET_TEAM, "AC", "a", "Aa Ca B-" },
    { "Aa Ba Ca", SET_TEAM, "B", "b", "Aa Ca Bb" },
    { "Aa Ba Ca", SET_TEAM, "B", "", "Aa Ca B-" },
    { "Aa B- Cc", SET_TEAM, "C", "a", "Aa Ca B-" },
    { "Aa Ba C- D-", SET_FIELD, "D", "a", "Aa Ba Da C-" },
    { "Aa Ba Ca", SET_FIELD, "B", "b", "Aa Ca Bb" },
    { "Aa Ba C-", RENAME_TEAM, "B", "x", "Ax Bx C-" },
    { "Aa B- Cc", RENAME_TEAM, "C", "a", "Aa Ca B-" },
    { "A- Bb", RENAME_TEAM, "A", "x", "A- Bb" },
    { "Aa Ba C- D-", MOVE_TEAM, "B", "D", "C- Aa Ba D-" },
    { "Aa Ba Cc Dc", MOVE_TEAM, "A", " ", "Cc Dc Aa Ba" },
    { "A- Bb Cb Dd", MOVE_TEAM, "D", "C", "A- Dd Bb Cb" }, /* never into another team */
    { "Aa Ba C-", MOVE_TEAM, "A", "B", "Aa Ba C-" },
    { "Aa Ba Cc Dc", SHIFT_TEAM_DOWN, "A", "", "Cc Dc Aa Ba" },
    { "Aa Ba Cc Dc", SHIFT_TEAM_UP, "D", "", "Cc Dc Aa Ba" },
    { "Aa Ba C-", SHIFT_TEAM_UP, "B", "", "Aa Ba C-" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      Rig rig;
      g_autofree char *after = NULL;
      g_autofree char *undone = NULL;

      g_test_message ("row %u: %s", i, rows[i].before);
      rig_init (&rig, rows[i].before);
      perform (&rig, rows[i].deed, rows[i].who, rows[i].what);
      after = lanes_of (&rig);
      g_assert_cmpstr (after, ==, rows[i].after);
      if (!g_str_equal (rows[i].before, rows[i].after))
        cairn_history_undo (rig.history);
      undone = lanes_of (&rig);
      g_assert_cmpstr (undone, ==, rows[i].before);
      rig_clear (&rig);
    }
}

static void
test_shape (void)
{
  g_autoptr (GPtrArray) bands = g_ptr_array_new ();
  CairnElement *lane;
  Rig rig;

  rig_init (&rig, "Aa Ba");
  lane = lane_called (&rig, 'A');
  cairn_command_turn (rig.history, rig.swimlane);
  g_assert_cmpint (cairn_element_get_int (rig.swimlane, CAIRN_PROP_ORIENTATION), ==,
                   CAIRN_ORIENTATION_VERTICAL);
  cairn_command_turn (rig.history, rig.swimlane);
  g_assert_cmpint (cairn_element_get_int (rig.swimlane, CAIRN_PROP_ORIENTATION), ==,
                   CAIRN_ORIENTATION_HORIZONTAL);

  g_ptr_array_add (bands, lane);
  g_ptr_array_add (bands, lane_called (&rig, 'B'));
  g_assert_false (cairn_command_set_collapsed (rig.history, bands, FALSE));
  g_assert_true (cairn_command_set_collapsed (rig.history, bands, TRUE));
  g_assert_true (cairn_element_get_int (bands->pdata[1], CAIRN_PROP_COLLAPSED));
  cairn_history_undo (rig.history);
  g_assert_false (cairn_element_get_int (bands->pdata[1], CAIRN_PROP_COLLAPSED));

  cairn_command_set_size (rig.history, lane, 200);
  cairn_command_set_size (rig.history, lane, 210);
  g_assert_cmpint (cairn_element_get_int (lane, CAIRN_PROP_SIZE), ==, 210);
  cairn_history_undo (rig.history);
  g_assert_cmpint (cairn_element_get_int (lane, CAIRN_PROP_SIZE), ==, 0);
  rig_clear (&rig);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/shape-commands/teams", test_teams);
  g_test_add_func ("/shape-commands/shape", test_shape);
  return g_test_run ();
}
