/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the pointer and fingers do on the canvas besides drawing, and what is seen of long names and
 * folded stages.
 *
 * No finger touches this screen: the gestures are told that one did. */
#include "canvas-fixture.h"

#include "command/cairn-element-commands.h"
#include "command/cairn-shape-commands.h"
#include "command/cairn-sipoc-commands.h"
#include "panel-fixture.h"

#include <string.h>

static GtkGesture *
gesture_of (CanvasFixture *f, GType type)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (f->canvas));

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (g_type_is_a (G_OBJECT_TYPE (controller), type))
        return GTK_GESTURE (controller);
    }
  g_error ("The canvas has no %s", g_type_name (type));
}

/* The pointer goes to where no window is. */
static void
leave (CanvasFixture *f)
{
  cairn_ui_test_move (GTK_WIDGET (f->window), 1400, 900);
}

/* Two fingers that go apart, and then together, around the place where the pointer is. */
static void
test_pinch (CanvasFixture *f, gconstpointer data)
{
  GtkGesture *pinch = gesture_of (f, GTK_TYPE_GESTURE_ZOOM);
  CairnViewport *view = &f->canvas->viewport;
  CairnPoint before, after;
  double scale;

  cairn_canvas_set_zoom (f->canvas, 1.5);
  move_to (f, (CairnPoint){ 500, 400 });
  before = cairn_viewport_to_diagram (view, 500, 400);
  scale = view->scale;
  g_signal_emit_by_name (pinch, "begin", NULL);
  g_signal_emit_by_name (pinch, "scale-changed", 1.5);
  g_signal_emit_by_name (pinch, "scale-changed", 2.0);
  after = cairn_viewport_to_diagram (view, 500, 400);
  g_assert_cmpfloat_with_epsilon (view->scale, 2 * scale, 0.001);
  g_assert_cmpfloat_with_epsilon (before.x, after.x, 1);
  g_assert_cmpfloat_with_epsilon (before.y, after.y, 1);
  /* The next one goes on from there. */
  g_signal_emit_by_name (pinch, "begin", NULL);
  g_signal_emit_by_name (pinch, "scale-changed", 0.5);
  g_assert_cmpfloat_with_epsilon (view->scale, scale, 0.001);
}

/* A finger that rests selects, and opens the menu. */
static void
test_long_press (CanvasFixture *f, gconstpointer data)
{
  GtkGesture *press = gesture_of (f, GTK_TYPE_GESTURE_LONG_PRESS);
  CairnElement *one = add_step (f, 0, 0, "One");
  CairnPoint at = centre_of (f, one);

  g_assert_true (gtk_gesture_single_get_touch_only (GTK_GESTURE_SINGLE (press)));
  g_signal_emit_by_name (press, "pressed", at.x, at.y);
  cairn_ui_test_settle ();
  g_assert_true (cairn_editor_get_selected (f->editor) == one);
  g_assert_nonnull (f->canvas->menu);
  g_assert_true (gtk_widget_get_mapped (f->canvas->menu));
  cairn_ui_test_key ("Escape");
  cairn_ui_test_wait (!gtk_widget_get_mapped (f->canvas->menu));
}

/* ---- chains of a SIPOC ---- */

static CairnElement *
add_item (CanvasFixture *f, CairnColumn column, const char *title)
{
  return cairn_command_add_item (f->history, f->diagram, column, NULL, title);
}

/* How much lighter the box of @element has become than in @before, and whether it has the accent
 * around it. */
static double
look_at (CanvasFixture *f, cairo_surface_t *before, CairnElement *element)
{
  cairo_surface_t *now = cairn_ui_test_grab (GTK_WIDGET (f->canvas));
  CairnRect rect = view_rect (f, element);
  int stride = cairo_image_surface_get_stride (now);
  double sum = 0;
  guint n = 0;

  g_assert_cmpint (stride, ==, cairo_image_surface_get_stride (before));
  for (int y = (int) rect.y + 3; y < (int) (rect.y + rect.height) - 3; y++)
    for (int x = (int) rect.x + 3; x < (int) (rect.x + rect.width) - 3; x++)
      {
        const guint8 *a = cairo_image_surface_get_data (before) + y * stride + 4 * x;
        const guint8 *b = cairo_image_surface_get_data (now) + y * stride + 4 * x;

        sum += b[1] - a[1];
        n++;
      }
  cairo_surface_destroy (now);
  g_assert_cmpuint (n, >, 0);
  return sum / n;
}

static void
test_chain (CanvasFixture *f, gconstpointer data)
{
  CairnElement *input = add_item (f, CAIRN_COLUMN_INPUTS, "Contract");
  CairnElement *process = add_item (f, CAIRN_COLUMN_PROCESS, "Hand off the account");
  CairnElement *output = add_item (f, CAIRN_COLUMN_OUTPUTS, "Plan");
  CairnElement *apart = add_item (f, CAIRN_COLUMN_PROCESS, "Migrate all of the data");
  cairo_surface_t *before;

  cairn_command_connect (f->history, input, process, NULL);
  cairn_command_connect (f->history, process, output, NULL);
  cairn_selection_clear (cairn_editor_get_selection (f->editor));
  move_to (f, (CairnPoint){ 4, 4 });
  before = cairn_ui_test_grab (GTK_WIDGET (f->canvas));

  move_to (f, centre_of (f, process));
  g_assert_cmpfloat (ABS (look_at (f, before, input)), <, 0.5);
  g_assert_cmpfloat (ABS (look_at (f, before, output)), <, 0.5);
  g_assert_cmpfloat (look_at (f, before, apart), >, 1.5);

  /* One that is linked with nothing lights nothing; nor does paper. */
  move_to (f, centre_of (f, apart));
  g_assert_cmpfloat (ABS (look_at (f, before, process)), <, 0.5);
  move_to (f, centre_of (f, output));
  g_assert_cmpfloat (look_at (f, before, apart), >, 1.5);
  move_to (f, (CairnPoint){ 4, 4 });
  g_assert_cmpfloat (ABS (look_at (f, before, apart)), <, 0.5);

  /* Nor a pointer that has gone elsewhere. */
  move_to (f, centre_of (f, output));
  leave (f);
  g_assert_cmpfloat (ABS (look_at (f, before, apart)), <, 0.5);
  cairo_surface_destroy (before);
}

/* ---- edges of a vertical map ---- */

static void
test_vertical_edges (CanvasFixture *f, gconstpointer data)
{
  CairnElement *first = nth_lane (f, 0), *stage = nth_stage (f, 0);
  CairnRect rect;

  cairn_command_turn (f->history, f->diagram);
  cairn_ui_test_settle ();
  cairn_canvas_zoom_100 (f->canvas);
  cairn_ui_test_settle ();

  /* Lanes stand beside each other, and the "+" above their low headers: behind the first, then in
   * front of it. */
  rect = view_rect (f, first);
  move_to (f, (CairnPoint){ rect.x + rect.width, rect.y - 12 });
  g_assert_true (f->canvas->on_edge && f->canvas->edge.plus);
  g_assert_cmpint (f->canvas->edge.kind, ==, CAIRN_KIND_LANE);
  click_on (f, (CairnPoint){ rect.x + rect.width, rect.y - 12 }, 1);
  cairn_ui_test_type ("Second\n");
  g_assert_cmpstr (cairn_element_get_title (nth_lane (f, 1)), ==, "Second");
  rect = view_rect (f, first);
  click_on (f, (CairnPoint){ rect.x, rect.y - 12 }, 1);
  cairn_ui_test_type ("Zeroth\n");
  g_assert_cmpstr (cairn_element_get_title (nth_lane (f, 0)), ==, "Zeroth");
  g_assert_true (nth_lane (f, 1) == first);

  /* Stages below each other. */
  rect = view_rect (f, stage);
  move_to (f, (CairnPoint){ rect.x + 12, rect.y + rect.height });
  g_assert_true (f->canvas->on_edge && f->canvas->edge.plus);
  g_assert_cmpint (f->canvas->edge.kind, ==, CAIRN_KIND_STAGE);
  click_on (f, (CairnPoint){ rect.x + 12, rect.y + rect.height }, 1);
  cairn_ui_test_type ("Next\n");
  g_assert_cmpstr (cairn_element_get_title (nth_stage (f, 1)), ==, "Next");
  g_assert_true (nth_stage (f, 0) == stage);

  /* No "+" is left behind when the pointer goes. */
  rect = view_rect (f, stage);
  move_to (f, (CairnPoint){ rect.x + 12, rect.y + rect.height });
  g_assert_true (f->canvas->on_edge);
  leave (f);
  g_assert_false (f->canvas->on_edge);
}

/* ---- labels of flows ---- */

/* Typed as it is spoken, a long label takes lines of like length and stands on no step. */
static void
test_long_label (CanvasFixture *f, gconstpointer data)
{
  CairnElement *one = add_step (f, 0, 0, "Goals agreed?");
  CairnElement *two = add_step (f, 0, 1, "Go live");
  CairnElement *flow = cairn_command_connect (f->history, one, two, NULL);
  const CairnRoute *route;
  double longest = 0, shortest = G_MAXDOUBLE;

  cairn_ui_test_settle ();
  cairn_selection_set_one (cairn_editor_get_selection (f->editor), cairn_element_get_id (flow));
  cairn_ui_test_key ("F2");
  cairn_ui_test_type ("only if the sponsor has signed off the whole plan\n");
  g_assert_cmpstr (cairn_element_get_title (flow), ==,
                   "only if the sponsor has signed off the whole plan");
  route = cairn_layout_find_route (cairn_editor_get_layout (f->editor), flow);
  g_assert_nonnull (route->label);
  g_assert_cmpuint (route->label->n_lines, >=, 2);
  g_assert_cmpfloat (route->label->width, <=, 110);
  for (guint i = 0; i < route->label->n_lines; i++)
    {
      longest = MAX (longest, route->label->lines[i].width);
      shortest = MIN (shortest, route->label->lines[i].width);
    }
  g_assert_cmpfloat (shortest, >, longest / 2);
  for (guint i = 0; i < n_steps (f); i++)
    {
      const CairnBox *box
        = cairn_layout_find_main (cairn_editor_get_layout (f->editor), nth_step (f, i));

      g_assert_false (cairn_rect_intersects (&box->rect, &route->label_rect));
    }
}

/* ---- folded stages ---- */

/* The texts in the box of figures of @stage, one a line; they stand in its header's place. */
static char *
dup_figures (CanvasFixture *f, CairnElement *stage)
{
  CairnScene *scene = cairn_editor_get_scene (f->editor);
  const CairnBox *header
    = cairn_layout_find (cairn_scene_get_layout (scene), stage, CAIRN_BOX_STAGE);
  g_autofree char *id = g_strdup_printf ("%s.timing", cairn_element_get_id (stage));
  GString *text = g_string_new (NULL);
  guint n_groups, n_prims;
  const CairnSceneGroup *groups
    = cairn_scene_get_groups (scene, CAIRN_LAYER_STAGES_OVERLAY, &n_groups);
  const CairnPrim *prims = cairn_scene_get_prims (scene, CAIRN_LAYER_STAGES_OVERLAY, &n_prims);

  for (guint g = 0; g < n_groups; g++)
    for (guint i = groups[g].first;
         g_str_equal (groups[g].id, id) && i < groups[g].first + groups[g].n_prims; i++)
      if (prims[i].kind == CAIRN_PRIM_TEXT)
        {
          g_assert_cmpfloat (prims[i].rect.x, >=, header->rect.x);
          g_assert_cmpfloat (prims[i].rect.x + prims[i].rect.width, <=,
                             header->rect.x + header->rect.width);
          g_string_append_printf (text, "%s\n", prims[i].text.block->lines[0].text);
        }
  return g_string_free (text, FALSE);
}

static void
test_folded_stage (CanvasFixture *f, gconstpointer data)
{
  CairnElement *stage = nth_stage (f, 1);
  Panel panel = { .editor = f->editor };
  g_autofree char *open = NULL;
  g_autofree char *folded = NULL;
  CairnRect rect;
  double width;

  add_step (f, 0, 1, "Import");
  cairn_command_rename (f->history, stage, "Build");
  panel_set_timings (&panel);
  open = dup_figures (f, stage);
  g_assert_nonnull (strstr (open, "12 here\n"));
  rect = view_rect (f, stage);
  width = rect.width / f->canvas->viewport.scale;
  move_to (f, (CairnPoint){ rect.x + rect.width / 2, rect.y + rect.height / 2 });
  click_on (f, (CairnPoint){ rect.x + rect.width - 13, rect.y + 13 }, 1);
  g_assert_true (cairn_element_get_int (stage, CAIRN_PROP_COLLAPSED));
  rect = view_rect (f, stage);
  g_assert_cmpfloat (rect.width / f->canvas->viewport.scale, <, width * 0.7);
  folded = dup_figures (f, stage);
  g_assert_nonnull (strstr (folded, "12"));
  g_assert_nonnull (strstr (folded, "5 late"));
  g_assert_nonnull (strstr (folded, "60"));
}

int
main (int argc, char *argv[])
{
  cairn_ui_test_init (&argc, &argv);
  CANVAS_TEST ("/pointer/pinch", CAIRN_KIND_SWIMLANE, test_pinch);
  CANVAS_TEST ("/pointer/long-press", CAIRN_KIND_SWIMLANE, test_long_press);
  CANVAS_TEST ("/pointer/chain", CAIRN_KIND_SIPOC, test_chain);
  CANVAS_TEST ("/pointer/vertical-edges", CAIRN_KIND_SWIMLANE, test_vertical_edges);
  CANVAS_TEST ("/pointer/long-label", CAIRN_KIND_SWIMLANE, test_long_label);
  CANVAS_TEST ("/pointer/folded-stage", CAIRN_KIND_SWIMLANE, test_folded_stage);
  return g_test_run ();
}
