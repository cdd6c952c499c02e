/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The shape of a map with real pointer and keys: vertical, collapsed, with teams. */
#include "canvas/cairn-canvas-private.h"

#include "cairn-ui-test.h"
#include "command/cairn-journey-commands.h"
#include "command/cairn-shape-commands.h"
#include "command/cairn-step-commands.h"

typedef struct
{
  GtkWindow *window;
  CairnCanvas *canvas;
  CairnEditor *editor;
  CairnDocument *document;
  CairnHistory *history;
  CairnElement *diagram;
} Fixture;

static CairnElement *
lane (Fixture *f, guint n)
{
  return cairn_element_nth (f->diagram, CAIRN_KIND_LANE, n);
}

static CairnElement *
stage (Fixture *f, guint n)
{
  return cairn_element_nth (f->diagram, CAIRN_KIND_STAGE, n);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  CairnElement *segment;

  f->document = cairn_document_new ();
  f->editor = cairn_editor_new (f->document);
  f->history = cairn_editor_get_history (f->editor);
  segment = cairn_command_add_segment (f->history, "Enterprise");
  f->diagram = cairn_command_add_diagram (f->history, segment, CAIRN_KIND_SWIMLANE, "Onboarding");
  cairn_command_add_step (f->history, f->diagram, lane (f, 0), stage (f, 1), NULL,
                          CAIRN_STEP_TOUCHPOINT, "Kick-off");
  if (data != NULL)
    cairn_command_turn (f->history, f->diagram);
  f->window = GTK_WINDOW (gtk_window_new ());
  f->canvas = CAIRN_CANVAS (cairn_canvas_new ());
  gtk_window_set_default_size (f->window, 1100, 700);
  gtk_window_set_child (f->window, GTK_WIDGET (f->canvas));
  cairn_canvas_set_editor (f->canvas, f->editor);
  cairn_selection_clear (cairn_editor_get_selection (f->editor));
  cairn_ui_test_open (f->window);
  gtk_widget_grab_focus (GTK_WIDGET (f->canvas));
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  cairn_ui_test_close (f->window);
  g_object_unref (f->editor);
  g_object_unref (f->document);
}

static CairnElement *
step (Fixture *f, guint n)
{
  return cairn_element_nth (f->diagram, CAIRN_KIND_STEP, n);
}

static CairnPoint
centre (Fixture *f, CairnElement *element)
{
  CairnRect rect;

  g_assert_true (cairn_canvas_get_view_rect (f->canvas, element, &rect));
  return (CairnPoint){ rect.x + rect.width / 2, rect.y + rect.height / 2 };
}

static void
click (Fixture *f, CairnPoint at, guint n)
{
  cairn_ui_test_click_at (GTK_WIDGET (f->canvas), at.x, at.y, GDK_BUTTON_PRIMARY, n);
}

static void
assert_in_cell (CairnElement *one, CairnElement *lane_, CairnElement *stage_)
{
  g_assert_nonnull (one);
  g_assert_cmpstr (cairn_element_get_string (one, CAIRN_PROP_LANE), ==,
                   cairn_element_get_id (lane_));
  g_assert_cmpstr (cairn_element_get_string (one, CAIRN_PROP_STAGE), ==,
                   cairn_element_get_id (stage_));
}

static gboolean
is_collapsed (CairnElement *band)
{
  return cairn_element_get_int (band, CAIRN_PROP_COLLAPSED) != 0;
}

/* Arrows go where they point to, whichever way the map runs. */
static void
test_vertical_keys (Fixture *f, gconstpointer data)
{
  CairnElement *kick_off = step (f, 0);

  click (f, centre (f, kick_off), 1);
  cairn_ui_test_key ("<Ctrl><Shift>Right");
  assert_in_cell (kick_off, lane (f, 1), stage (f, 1));
  cairn_ui_test_key ("<Ctrl><Shift>Down");
  assert_in_cell (kick_off, lane (f, 1), stage (f, 2));
  cairn_ui_test_key ("<Ctrl><Shift>Left");
  cairn_ui_test_key ("<Ctrl><Shift>Up");
  assert_in_cell (kick_off, lane (f, 0), stage (f, 1));
  cairn_ui_test_key ("<Ctrl>Right");
  cairn_ui_test_type ("Beside\n");
  assert_in_cell (step (f, 1), lane (f, 1), stage (f, 1));
  click (f, centre (f, kick_off), 1);
  cairn_ui_test_key ("<Ctrl>Down");
  cairn_ui_test_type ("Below\n");
  g_assert_cmpfloat (centre (f, cairn_editor_get_selected (f->editor)).y, >,
                     centre (f, kick_off).y);
  cairn_ui_test_key ("<Alt>Up");
  g_assert_true (cairn_editor_get_selected (f->editor) == kick_off);
}

/* A step is dropped where it is let go, a header moves along its own axis. */
static void
test_vertical_drag (Fixture *f, gconstpointer data)
{
  CairnElement *kick_off = step (f, 0), *first = lane (f, 0), *second = lane (f, 1);
  CairnPoint from = centre (f, kick_off), to = { centre (f, second).x, centre (f, stage (f, 2)).y };

  cairn_ui_test_drag (GTK_WIDGET (f->canvas), from.x, from.y, to.x, to.y, GDK_BUTTON_PRIMARY);
  assert_in_cell (kick_off, second, stage (f, 2));
  from = centre (f, first);
  to = centre (f, second);
  cairn_ui_test_drag (GTK_WIDGET (f->canvas), from.x, from.y, to.x + 60, to.y, GDK_BUTTON_PRIMARY);
  g_assert_true (lane (f, 0) == second && lane (f, 1) == first);
}

static void
test_collapse (Fixture *f, gconstpointer data)
{
  CairnElement *kick_off = step (f, 0), *one = stage (f, 1);
  CairnRect header, bar;

  click (f, centre (f, one), 1);
  cairn_ui_test_key ("Left");
  g_assert_true (is_collapsed (one));
  cairn_ui_test_key ("Right");
  g_assert_false (is_collapsed (one));
  cairn_history_undo (f->history);
  g_assert_true (is_collapsed (one));
  cairn_ui_test_settle ();

  /* What is inside is still there for whoever finds it in the outline. */
  g_assert_true (cairn_canvas_get_view_rect (f->canvas, kick_off, &bar));
  click (f, (CairnPoint){ bar.x + bar.width / 2, bar.y + bar.height / 2 }, 1);
  g_assert_true (cairn_editor_get_selected (f->editor) == one);

  /* The double arrow in the corner of the header. */
  g_assert_true (cairn_canvas_get_view_rect (f->canvas, one, &header));
  click (f, (CairnPoint){ header.x + header.width - 13, header.y + 13 }, 1);
  g_assert_false (is_collapsed (one));
  g_assert_true (cairn_editor_get_selected (f->editor) == one);
}

/* Two lanes become a team by keyboard, which is then one thing to select, move and rename. */
static void
test_team (Fixture *f, gconstpointer data)
{
  CairnSelection *selection = cairn_editor_get_selection (f->editor);
  CairnElement *first = lane (f, 0), *second = lane (f, 1);
  CairnRect rect;

  click (f, centre (f, first), 1);
  cairn_selection_add (selection, cairn_element_get_id (second));
  cairn_ui_test_key ("<Ctrl><Shift>m");
  cairn_ui_test_type ("Success\n");
  g_assert_cmpstr (cairn_element_get_string (first, CAIRN_PROP_TEAM), ==, "Success");
  g_assert_cmpstr (cairn_element_get_string (second, CAIRN_PROP_TEAM), ==, "Success");
  cairn_ui_test_key ("Escape");
  cairn_ui_test_settle ();
  g_assert_cmpuint (cairn_selection_get_n (selection), ==, 0);

  g_assert_true (cairn_canvas_get_team_rect (f->canvas, first, &rect));
  click (f, (CairnPoint){ rect.x + rect.width / 2, rect.y + rect.height / 2 }, 1);
  g_assert_cmpuint (cairn_selection_get_n (selection), ==, 2);
  click (f, (CairnPoint){ rect.x + rect.width / 2, rect.y + rect.height / 2 }, 2);
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
  g_test_add ("/ui-shape/" name, Fixture, GINT_TO_POINTER (vertical), set_up, test, tear_down)
  ADD ("vertical-keys", TRUE, test_vertical_keys);
  ADD ("vertical-drag", TRUE, test_vertical_drag);
  ADD ("collapse", FALSE, test_collapse);
  ADD ("collapse-vertical", TRUE, test_collapse);
  ADD ("team", FALSE, test_team);
  ADD ("team-vertical", TRUE, test_team);
  return g_test_run ();
}
