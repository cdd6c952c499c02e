/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The shape of a map with real pointer and keys: vertical, collapsed, with teams. */
#include "canvas-fixture.h"

#include "command/cairn-shape-commands.h"

/* A swimlane with one step; vertical if @data is set. */
static void
set_up (CanvasFixture *f, gconstpointer data)
{
  canvas_set_up (f, GINT_TO_POINTER (CAIRN_KIND_SWIMLANE));
  add_step (f, 0, 1, "Kick-off");
  if (data != NULL)
    cairn_command_turn (f->history, f->diagram);
  cairn_canvas_fit (f->canvas);
  cairn_ui_test_settle ();
}

static gboolean
is_collapsed (CairnElement *band)
{
  return cairn_element_get_int (band, CAIRN_PROP_COLLAPSED) != 0;
}

/* Arrows go where they point to, whichever way the map runs. */
static void
test_vertical_keys (CanvasFixture *f, gconstpointer data)
{
  CairnElement *kick_off = nth_step (f, 0);

  click_on (f, centre_of (f, kick_off), 1);
  cairn_ui_test_key ("<Ctrl><Shift>Right");
  assert_cell (f, kick_off, 1, 1);
  cairn_ui_test_key ("<Ctrl><Shift>Down");
  assert_cell (f, kick_off, 1, 2);
  cairn_ui_test_key ("<Ctrl><Shift>Left");
  cairn_ui_test_key ("<Ctrl><Shift>Up");
  assert_cell (f, kick_off, 0, 1);
  cairn_ui_test_key ("<Ctrl>Right");
  cairn_ui_test_type ("Beside\n");
  assert_cell (f, nth_step (f, 1), 1, 1);
  click_on (f, centre_of (f, kick_off), 1);
  cairn_ui_test_key ("<Ctrl>Down");
  cairn_ui_test_type ("Below\n");
  g_assert_cmpfloat (centre_of (f, cairn_editor_get_selected (f->editor)).y, >,
                     centre_of (f, kick_off).y);
  cairn_ui_test_key ("<Alt>Up");
  g_assert_true (cairn_editor_get_selected (f->editor) == kick_off);
}

/* A step is dropped where it is let go, a header moves along its own axis. */
static void
test_vertical_drag (CanvasFixture *f, gconstpointer data)
{
  CairnElement *kick_off = nth_step (f, 0), *first = nth_lane (f, 0), *second = nth_lane (f, 1);
  CairnPoint from = centre_of (f, kick_off),
             to = { centre_of (f, second).x, centre_of (f, nth_stage (f, 2)).y };

  cairn_ui_test_drag (GTK_WIDGET (f->canvas), from.x, from.y, to.x, to.y, GDK_BUTTON_PRIMARY);
  assert_in_cell (kick_off, second, nth_stage (f, 2));
  from = centre_of (f, first);
  to = centre_of (f, second);
  cairn_ui_test_drag (GTK_WIDGET (f->canvas), from.x, from.y, to.x + 60, to.y, GDK_BUTTON_PRIMARY);
  g_assert_true (nth_lane (f, 0) == second && nth_lane (f, 1) == first);
}

static void
test_collapse (CanvasFixture *f, gconstpointer data)
{
  CairnElement *kick_off = nth_step (f, 0), *one = nth_stage (f, 1);
  CairnRect header, bar;

  click_on (f, centre_of (f, one), 1);
  cairn_ui_test_key ("Left");
  g_assert_true (is_collapsed (one));
  cairn_ui_test_key ("Right");
  g_assert_false (is_collapsed (one));
  cairn_history_undo (f->history);
  g_assert_true (is_collapsed (one));
  cairn_ui_test_settle ();

  /* What is inside is still there for whoever finds it in the outline. */
  bar = view_rect (f, kick_off);
  click_on (f, (CairnPoint){ bar.x + bar.width / 2, bar.y + bar.height / 2 }, 1);
  g_assert_true (cairn_editor_get_selected (f->editor) == one);

  /* The double arrow in the corner of the header. */
  header = view_rect (f, one);
  click_on (f, (CairnPoint){ header.x + header.width - 13, header.y + 13 }, 1);
  g_assert_false (is_collapsed (one));
  g_assert_true (cairn_editor_get_selected (f->editor) == one);
}

/* Two lanes become a team by keyboard, which is then one thing to select, move and rename. */
static void
test_team (CanvasFixture *f, gconstpointer data)
{
  CairnSelection *selection = cairn_editor_get_selection (f->editor);
  CairnElement *first = nth_lane (f, 0), *second = nth_lane (f, 1);
  CairnRect rect;

  click_on (f, centre_of (f, first), 1);
  cairn_selection_add (selection, cairn_element_get_id (second));
  cairn_ui_test_key ("<Ctrl><Shift>m");
  cairn_ui_test_type ("Success\n");
  g_assert_cmpstr (cairn_element_get_string (first, CAIRN_PROP_TEAM), ==, "Success");
  g_assert_cmpstr (cairn_element_get_string (second, CAIRN_PROP_TEAM), ==, "Success");
  cairn_ui_test_key ("Escape");
  cairn_ui_test_settle ();
  g_assert_cmpuint (cairn_selection_get_n (selection), ==, 0);

  g_assert_true (cairn_canvas_get_team_rect (f->canvas, first, &rect));
  click_on (f, (CairnPoint){ rect.x + rect.width / 2, rect.y + rect.height / 2 }, 1);
  g_assert_cmpuint (cairn_selection_get_n (selection), ==, 2);
  click_on (f, (CairnPoint){ rect.x + rect.width / 2, rect.y + rect.height / 2 }, 2);
  cairn_ui_test_key ("<Ctrl>a");
  cairn_ui_test_type ("Care\n");
  g_assert_cmpstr (cairn_element_get_string (first, CAIRN_PROP_TEAM), ==, "Care");
  g_assert_cmpstr (cairn_element_get_string (second, CAIRN_PROP_TEAM), ==, "Care");
  cairn_history_undo (f->history);
  g_assert_cmpstr (cairn_element_get_string (second, CAIRN_PROP_TEAM), ==, "Success");
}

int
main (int argc, char **argv)
{
  cairn_ui_test_init (&argc, &argv);
#define ADD(name, vertical, test)                                                                  \
  g_test_add ("/ui-shape/" name, CanvasFixture, GINT_TO_POINTER (vertical), set_up, test,          \
              canvas_tear_down)
  ADD ("vertical-keys", TRUE, test_vertical_keys);
  ADD ("vertical-drag", TRUE, test_vertical_drag);
  ADD ("collapse", FALSE, test_collapse);
  ADD ("collapse-vertical", TRUE, test_collapse);
  ADD ("team", FALSE, test_team);
  ADD ("team-vertical", TRUE, test_team);
  return g_test_run ();
}
