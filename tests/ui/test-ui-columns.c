/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A SIPOC and a CTQ tree, filled in with the keyboard alone. */

#include "canvas-fixture.h"

#include "command/cairn-bridge-commands.h"
#include "model/cairn-sipoc-chain.h"

/* "Supplier|Input|Process|Output|Customer|Requirement", each with its names in order. */
static char *
columns_of (CanvasFixture *f)
{
  GString *text = g_string_new (NULL);

  for (guint column = 0; column <= CAIRN_N_COLUMNS; column++)
    {
      CairnElement *first = cairn_sipoc_first_in (f->diagram, column);

      if (column > 0)
        g_string_append_c (text, '|');
      for (CairnElement *item = first; item != NULL; item = cairn_sipoc_next_in (item))
        g_string_append_printf (text, "%s%s", item != first ? "," : "",
                                cairn_element_get_title (item));
    }
  return g_string_free (text, FALSE);
}

static CairnElement *
named (CanvasFixture *f, const char *name)
{
  for (guint i = 0; i < cairn_element_get_n_children (f->diagram); i++)
    if (g_str_equal (cairn_element_get_title (cairn_element_get_child (f->diagram, i)), name))
      return cairn_element_get_child (f->diagram, i);
  g_assert_not_reached ();
}

static void
assert_linked (CanvasFixture *f, const char *a, const char *b)
{
  if (!cairn_sipoc_linked (named (f, a), named (f, b)))
    g_error ("“%s” and “%s” are not linked", a, b);
}

static void
assert_columns (CanvasFixture *f, const char *expected)
{
  g_autofree char *columns = columns_of (f);

  g_assert_cmpstr (columns, ==, expected);
}

static void
test_row_by_row (CanvasFixture *f, gconstpointer data)
{
  cairn_ui_test_key ("Insert");
  cairn_ui_test_type ("P1\tO1\tC1\tI1\tS1\tR1\tP2\tO2\tC1\tI2\n\n");
  assert_columns (f, "S1|I1,I2|P1,P2|O1,O2|C1|R1");
  assert_linked (f, "P1", "O1");
  assert_linked (f, "O1", "C1");
  assert_linked (f, "I1", "P1");
  assert_linked (f, "S1", "I1");
  assert_linked (f, "C1", "R1");
  assert_linked (f, "P2", "O2");
  /* A name that is there already is the same thing. */
  assert_linked (f, "O2", "C1");
  assert_linked (f, "I2", "P2");
  g_assert_cmpuint (cairn_element_count (f->diagram, CAIRN_KIND_LINK), ==, 8);
  while (cairn_history_undo (f->history))
    ;
  g_assert_null (f->canvas->label);
}

static void
test_column_by_column (CanvasFixture *f, gconstpointer data)
{
  cairn_ui_test_key ("Return");
  cairn_ui_test_type ("P1\nP2\nP3\n\tO1\nO2\nO3\nO4\n\tC1\n\n");
  assert_columns (f, "||P1,P2,P3|O1,O2,O3,O4|C1|");
  assert_linked (f, "P1", "O1");
  assert_linked (f, "P2", "O2");
  assert_linked (f, "P3", "O3");
  assert_linked (f, "P3", "O4");
  assert_linked (f, "O1", "C1");
}

static void
test_back_and_order (CanvasFixture *f, gconstpointer data)
{
  g_auto (CairnValue) order
    = cairn_value_from_int (CAIRN_TYPE_ENUM, CAIRN_FILL_ORDER_LEFT_TO_RIGHT);

  cairn_history_begin (f->history, "order");
  cairn_history_set (f->history, f->diagram, CAIRN_PROP_FILL_ORDER, &order);
  cairn_history_end (f->history);
  cairn_ui_test_key ("Insert");
  cairn_ui_test_type ("S1\tI1\tP1");
  cairn_ui_test_key ("<Shift>Tab");
  g_assert_true (f->canvas->label_of == named (f, "I1"));
  /* Forth again: to the one that is there, not to a new one. */
  cairn_ui_test_type ("\t");
  g_assert_true (f->canvas->label_of == named (f, "P1"));
  cairn_ui_test_type ("\tO1\n\n");
  assert_columns (f, "S1|I1|P1|O1||");
  assert_linked (f, "S1", "I1");
  assert_linked (f, "I1", "P1");
}

/* The whole of it with the keyboard, and a swimlane of it; says how many keys that takes. */
static void
test_to_swimlane (CanvasFixture *f, gconstpointer data)
{
  static const char text[]
    = "Hand off account\nKick off project\nMigrate data\nTrain admins\nConfirm first value\n\t"
      "Success plan\nProject schedule\nLive tenant\nCertified admins\nValue report\n\t"
      "CSM\nCustomer sponsor\nCustomer users\nCustomer users\nCustomer sponsor\n\n";
  CairnElement *swimlane;
  guint control = 0;

  for (const char *c = text; *c != '\0'; c++)
    control += *c == '\n' || *c == '\t';
  cairn_ui_test_key ("Insert");
  cairn_ui_test_type (text);
  assert_columns (f, "||Hand off account,Kick off project,Migrate data,Train admins,Confirm first "
                     "value|Success plan,Project schedule,Live tenant,Certified admins,Value "
                     "report|CSM,Customer sponsor,Customer users|");
  assert_linked (f, "Value report", "Customer sponsor");
  swimlane = cairn_command_swimlane_from_sipoc (f->history, f->diagram);
  g_assert_cmpuint (cairn_element_count (swimlane, CAIRN_KIND_STAGE), ==, 5);
  g_assert_cmpuint (cairn_element_count (swimlane, CAIRN_KIND_LANE), ==, 3);
  g_test_message ("13 items, 10 links: %u key presses, %u of them not letters",
                  (guint) strlen (text) + 1, control + 1);
}

static void
test_escape (CanvasFixture *f, gconstpointer data)
{
  cairn_ui_test_key ("Insert");
  cairn_ui_test_type ("P1\t");
  cairn_ui_test_key ("Escape");
  assert_columns (f, "||P1|||");
  g_assert_cmpuint (cairn_element_count (f->diagram, CAIRN_KIND_LINK), ==, 0);
}

static void
test_ctq (CanvasFixture *f, gconstpointer data)
{
  CairnElement *need, *driver;

  cairn_ui_test_key ("Insert");
  cairn_ui_test_type ("Live soon\tNo waiting\tTime to first value\nDays to access\n\n");
  g_assert_cmpuint (cairn_element_count (f->diagram, CAIRN_KIND_NEED), ==, 1);
  need = cairn_element_first (f->diagram, CAIRN_KIND_NEED);
  driver = cairn_element_first (need, CAIRN_KIND_DRIVER);
  g_assert_cmpstr (cairn_element_get_title (driver), ==, "No waiting");
  g_assert_cmpuint (cairn_element_count (driver, CAIRN_KIND_MEASURE), ==, 2);

  /* Reorder, then another need beside the first. */
  cairn_ui_test_key ("<Ctrl><Shift>Up");
  g_assert_cmpstr (cairn_element_get_title (cairn_element_first (driver, CAIRN_KIND_MEASURE)), ==,
                   "Days to access");
  cairn_selection_set_one (cairn_editor_get_selection (f->editor), cairn_element_get_id (need));
  cairn_ui_test_key ("Return");
  cairn_ui_test_type ("Know what is next\n\n");
  g_assert_cmpuint (cairn_element_count (f->diagram, CAIRN_KIND_NEED), ==, 2);
  cairn_ui_test_type ("Be told\n");
  g_assert_cmpstr (cairn_element_get_title (cairn_element_nth (f->diagram, CAIRN_KIND_NEED, 1)), ==,
                   "Be told");
}

/* A branch hangs where it is let go, with all that grows from it; with Ctrl a copy of it does. */
static void
test_drag_branch (CanvasFixture *f, gconstpointer data)
{
  CairnElement *first, *second, *driver;

  cairn_ui_test_key ("Insert");
  cairn_ui_test_type ("Live soon\tNo waiting\tDays to access\n\n");
  first = cairn_element_first (f->diagram, CAIRN_KIND_NEED);
  driver = cairn_element_first (first, CAIRN_KIND_DRIVER);
  cairn_selection_set_one (cairn_editor_get_selection (f->editor), cairn_element_get_id (first));
  cairn_ui_test_key ("Return");
  cairn_ui_test_type ("Safe\n\n");
  second = cairn_element_next (first);
  cairn_selection_clear (cairn_editor_get_selection (f->editor));
  cairn_ui_test_settle ();

  /* Esc lets it be. */
  begin_dragging (f, centre_of (f, driver), centre_of (f, second));
  g_assert_nonnull (cairn_preview_get_layout (f->canvas->preview));
  cairn_ui_test_key ("Escape");
  cairn_ui_test_release (GDK_BUTTON_PRIMARY);
  cairn_ui_test_wait (cairn_preview_get_scene (f->canvas->preview) == NULL);
  g_assert_true (cairn_element_get_parent (driver) == first);

  drag_from_to (f, centre_of (f, driver), centre_of (f, second));
  g_assert_true (cairn_element_get_parent (driver) == second);
  g_assert_cmpuint (cairn_element_count (driver, CAIRN_KIND_MEASURE), ==, 1);
  cairn_ui_test_key ("Escape");
  cairn_ui_test_hold ("Control_L");
  drag_from_to (f, centre_of (f, driver), centre_of (f, first));
  cairn_ui_test_let_go ("Control_L");
  g_assert_true (cairn_element_get_parent (driver) == second);
  g_assert_cmpuint (cairn_element_count (first, CAIRN_KIND_DRIVER), ==, 1);

  /* Needs change places. */
  drag_from_to (f, centre_of (f, second),
                (CairnPoint){ centre_of (f, first).x, view_rect (f, first).y + 4 });
  g_assert_true (cairn_element_next (second) == first);
  g_assert_true (cairn_history_undo (f->history));
  g_assert_true (cairn_history_undo (f->history));
  g_assert_true (cairn_history_undo (f->history));
  g_assert_true (cairn_element_get_parent (driver) == first);
}

int
main (int argc, char *argv[])
{
  cairn_ui_test_init (&argc, &argv);
  CANVAS_TEST ("/columns/row-by-row", CAIRN_KIND_SIPOC, test_row_by_row);
  CANVAS_TEST ("/columns/column-by-column", CAIRN_KIND_SIPOC, test_column_by_column);
  CANVAS_TEST ("/columns/back-and-order", CAIRN_KIND_SIPOC, test_back_and_order);
  CANVAS_TEST ("/columns/to-swimlane", CAIRN_KIND_SIPOC, test_to_swimlane);
  CANVAS_TEST ("/columns/escape", CAIRN_KIND_SIPOC, test_escape);
  CANVAS_TEST ("/columns/ctq", CAIRN_KIND_CTQ, test_ctq);
  CANVAS_TEST ("/columns/drag-branch", CAIRN_KIND_CTQ, test_drag_branch);
  return g_test_run ();
}
