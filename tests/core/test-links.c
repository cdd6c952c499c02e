/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where steps lead, notes and styles. */

#include "base/cairn-web-address.h"
#include "command/cairn-element-commands.h"
#include "command/cairn-journey-commands.h"
#include "command/cairn-link-commands.h"
#include "command/cairn-note-commands.h"
#include "command/cairn-playbook-commands.h"
#include "command/cairn-step-commands.h"
#include "command/cairn-style-commands.h"
#include "io/cairn-journey.h"
#include "render/cairn-scene.h"
#include "render/cairn-svg.h"

#include <string.h>

typedef struct
{
  CairnDocument *document;
  CairnSelection *selection;
  CairnHistory *history;
  CairnElement *map;
  CairnElement *steps[3]; /* A → B → C */
} Rig;

static CairnElement *
add (Rig *rig, const char *title)
{
  return cairn_command_add_step (
    rig->history, rig->map, cairn_element_first (rig->map, CAIRN_KIND_LANE),
    cairn_element_first (rig->map, CAIRN_KIND_STAGE), NULL, CAIRN_STEP_TASK, title);
}

static void
rig_init (Rig *rig)
{
  CairnElement *segment;

  rig->document = cairn_document_new ();
  rig->selection = cairn_selection_new ();
  rig->history = cairn_history_new (rig->document, rig->selection);
  segment = cairn_command_add_segment (rig->history, "Enterprise");
  rig->map = cairn_command_add_diagram (rig->history, segment, CAIRN_KIND_SWIMLANE, "Onboarding");
  rig->steps[0] = add (rig, "A");
  rig->steps[1] = add (rig, "B");
  rig->steps[2] = add (rig, "C");
  cairn_command_connect (rig->history, rig->steps[0], rig->steps[1], NULL);
  cairn_command_connect (rig->history, rig->steps[1], rig->steps[2], NULL);
}

static void
rig_clear (Rig *rig)
{
  g_object_unref (rig->history);
  g_object_unref (rig->selection);
  g_object_unref (rig->document);
}

static GPtrArray *
some (Rig *rig, guint from, guint n)
{
  GPtrArray *steps = g_ptr_array_new ();

  for (guint i = from; i < from + n; i++)
    g_ptr_array_add (steps, rig->steps[i]);
  return steps;
}

static void
set (Rig *rig, CairnElement *element, CairnProp prop, gint64 integer)
{
  cairn_history_begin (rig->history, "x");
  cairn_history_set_int (rig->history, element, prop, integer);
  cairn_history_end (rig->history);
}

static void
test_address (void)
{
  static const struct
  {
    const char *text;
    gboolean opens;
  } rows[] = {
    { "https://example.com", TRUE },
    { "https://example.com:8443/plan?x=1&y=%20#part", TRUE },
    { "HTTP://EXAMPLE.COM/", TRUE },
    { "mailto:ann@example.com?subject=Hi", TRUE },
    { "https://größe.example/straße", TRUE },
    { "", FALSE },
    { "example.com", FALSE },
    { "https:", FALSE },
    { "https://", FALSE },
    { "https:///path", FALSE },
    { "mailto:", FALSE },
    { "mailto:@", FALSE },
    { "mailto://host/a@b", FALSE },
    { "javascript:alert(1)", FALSE },
    { "JavaScript://example.com/%0aalert(1)", FALSE },
    { "file:///etc/passwd", FALSE },
    { "data:text/html,x", FALSE },
    { "ssh://example.com", FALSE },
    { " https://example.com", FALSE },
    { "https://example.com/a b", FALSE },
    { "https://example.com/\nx", FALSE },
    { "https://example.com/\xe2\x80\xae", FALSE },
    { "https://example.com/<b>\"", FALSE },
    { "\xff", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (cairn_web_address_may_open (rows[i].text) != rows[i].opens)
      g_error ("“%s” %s be opened", rows[i].text, rows[i].opens ? "can" : "cannot");
}

/* A note between two steps lets the flow pass; all that was said stays, there and back. */
static void
test_notes (void)
{
  Rig rig;
  g_autoptr (GPtrArray) middle = NULL;
  g_autoptr (GPtrArray) all = NULL;
  CairnElement *flow;

  rig_init (&rig);
  middle = some (&rig, 1, 1);
  all = some (&rig, 0, 3);
  g_assert_true (cairn_command_toggle_notes (rig.history, middle));
  g_assert_cmpint (cairn_element_get_int (rig.steps[1], CAIRN_PROP_KIND), ==, CAIRN_STEP_NOTE);
  g_assert_cmpuint (cairn_element_count (rig.map, CAIRN_KIND_FLOW), ==, 1);
  flow = cairn_element_first (rig.map, CAIRN_KIND_FLOW);
  g_assert_true (cairn_document_resolve (rig.document, flow, CAIRN_PROP_FROM) == rig.steps[0]);
  g_assert_true (cairn_document_resolve (rig.document, flow, CAIRN_PROP_TO) == rig.steps[2]);
  g_assert_cmpstr (cairn_element_get_title (rig.steps[1]), ==, "B");

  /* Some are notes, some are not: all become notes. Then all become steps. */
  g_assert_true (cairn_command_toggle_notes (rig.history, all));
  g_assert_cmpuint (cairn_element_count (rig.map, CAIRN_KIND_FLOW), ==, 0);
  g_assert_true (cairn_command_toggle_notes (rig.history, all));
  for (guint i = 0; i < 3; i++)
    g_assert_cmpint (cairn_element_get_int (rig.steps[i], CAIRN_PROP_KIND), ==,
                     CAIRN_STEP_TOUCHPOINT);
  for (guint i = 0; i < 3; i++)
    cairn_history_undo (rig.history);
  g_assert_cmpuint (cairn_element_count (rig.map, CAIRN_KIND_FLOW), ==, 2);
  g_assert_cmpint (cairn_element_get_int (rig.steps[1], CAIRN_PROP_KIND), ==, CAIRN_STEP_TASK);
  rig_clear (&rig);
}

/* By the inspector or the menu of kinds it is the same. */
static void
test_note_by_kind (void)
{
  Rig rig;
  g_autoptr (GPtrArray) last = NULL;
  g_auto (CairnValue) note = cairn_value_from_int (CAIRN_TYPE_ENUM, CAIRN_STEP_NOTE);

  rig_init (&rig);
  last = some (&rig, 2, 1);
  cairn_command_set (rig.history, last, CAIRN_PROP_KIND, &note, FALSE);
  g_assert_cmpuint (cairn_element_count (rig.map, CAIRN_KIND_FLOW), ==, 1);
  cairn_history_undo (rig.history);
  g_assert_cmpuint (cairn_element_count (rig.map, CAIRN_KIND_FLOW), ==, 2);
  rig_clear (&rig);
}

static void
test_style (void)
{
  Rig rig;
  g_autoptr (GPtrArray) rest = NULL;
  g_autoptr (GPtrArray) lanes = g_ptr_array_new ();
  g_autoptr (CairnStyle) style = NULL;

  rig_init (&rig);
  set (&rig, rig.steps[0], CAIRN_PROP_KIND, CAIRN_STEP_WAIT);
  set (&rig, rig.steps[0], CAIRN_PROP_CHANNEL, CAIRN_CHANNEL_EMAIL);
  set (&rig, rig.steps[0], CAIRN_PROP_COLOUR, CAIRN_COLOUR_TEAL);
  set (&rig, rig.steps[0], CAIRN_PROP_EFFORT, 30);
  style = cairn_style_take (rig.steps[0]);
  rest = some (&rig, 1, 2);
  g_ptr_array_add (lanes, cairn_element_first (rig.map, CAIRN_KIND_LANE));
  g_assert_false (cairn_command_paste_style (rig.history, lanes, style));
  g_ptr_array_add (rest, g_ptr_array_index (lanes, 0));
  g_assert_true (cairn_command_paste_style (rig.history, rest, style));
  for (guint i = 1; i < 3; i++)
    {
      g_assert_cmpint (cairn_element_get_int (rig.steps[i], CAIRN_PROP_KIND), ==, CAIRN_STEP_WAIT);
      g_assert_cmpint (cairn_element_get_int (rig.steps[i], CAIRN_PROP_CHANNEL), ==,
                       CAIRN_CHANNEL_EMAIL);
      g_assert_cmpint (cairn_element_get_int (rig.steps[i], CAIRN_PROP_COLOUR), ==,
                       CAIRN_COLOUR_TEAL);
      g_assert_cmpint (cairn_element_get_int (rig.steps[i], CAIRN_PROP_EFFORT), ==, 0);
    }
  cairn_history_undo (rig.history);
  g_assert_cmpint (cairn_element_get_int (rig.steps[2], CAIRN_PROP_COLOUR), ==, CAIRN_COLOUR_NONE);
  g_assert_null (cairn_style_take (rig.map));
  rig_clear (&rig);
}

static void
test_detail (void)
{
  Rig rig;
  CairnElement *detail;
  g_autoptr (GPtrArray) gone = g_ptr_array_new ();

  rig_init (&rig);
  detail = cairn_command_add_detail (rig.history, rig.steps[1]);
  g_assert_cmpstr (cairn_element_get_title (detail), ==, "B");
  g_assert_cmpuint (cairn_element_count (detail, CAIRN_KIND_LANE), ==,
                    cairn_element_count (rig.map, CAIRN_KIND_LANE));
  g_assert_true (cairn_document_resolve (rig.document, rig.steps[1], CAIRN_PROP_DRILLS_INTO)
                 == detail);
  cairn_history_undo (rig.history);
  g_assert_cmpstr (cairn_element_get_string (rig.steps[1], CAIRN_PROP_DRILLS_INTO), ==, "");
  cairn_history_redo (rig.history);
  g_ptr_array_add (gone,
                   cairn_document_resolve (rig.document, rig.steps[1], CAIRN_PROP_DRILLS_INTO));
  cairn_command_delete (rig.history, gone);
  g_assert_cmpstr (cairn_element_get_string (rig.steps[1], CAIRN_PROP_DRILLS_INTO), ==, "");
  rig_clear (&rig);
}

static void
test_attach_all (void)
{
  Rig rig;
  g_autoptr (GPtrArray) all = NULL;
  CairnElement *playbook;

  rig_init (&rig);
  all = some (&rig, 0, 3);
  playbook = cairn_command_add_playbook (rig.history, "Kick-off");
  cairn_command_attach (rig.history, rig.steps[1], playbook);
  g_assert_true (cairn_command_attach_all (rig.history, all, playbook));
  g_assert_false (cairn_command_attach_all (rig.history, all, playbook));
  for (guint i = 0; i < 3; i++)
    g_assert_cmpuint (cairn_element_count (rig.steps[i], CAIRN_KIND_ATTACHMENT), ==, 1);
  g_assert_true (cairn_command_detach_all (rig.history, all, playbook));
  cairn_history_undo (rig.history);
  cairn_history_undo (rig.history);
  g_assert_cmpuint (cairn_element_count (rig.steps[0], CAIRN_KIND_ATTACHMENT), ==, 0);
  g_assert_cmpuint (cairn_element_count (rig.steps[1], CAIRN_KIND_ATTACHMENT), ==, 1);
  rig_clear (&rig);
}

static char *
draw (Rig *rig)
{
  g_autoptr (CairnLayout) layout = cairn_layout_new (rig->document, rig->map);
  g_autoptr (CairnScene) scene = cairn_scene_new (layout, cairn_theme_get (CAIRN_THEME_LIGHT));
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) svg = cairn_svg_write (scene, &error);

  g_assert_no_error (error);
  return g_strndup (g_bytes_get_data (svg, NULL), g_bytes_get_size (svg));
}

/* Only what may be opened is a link in the picture; what leads somewhere says so. */
static void
test_svg (void)
{
  static const struct
  {
    const char *address;
    const char *link; /* NULL: none */
  } rows[] = {
    { "https://example.com/?a=1&b=2", "href=\"https://example.com/?a=1&amp;b=2\"" },
    { "mailto:ann@example.com", "href=\"mailto:ann@example.com\"" },
    { "javascript:alert(1)", NULL },
    { "file:///etc/passwd", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      Rig rig;
      g_autofree char *svg = NULL;

      rig_init (&rig);
      cairn_command_add_detail (rig.history, rig.steps[1]);
      cairn_history_begin (rig.history, "x");
      cairn_history_set_string (rig.history, rig.steps[0], CAIRN_PROP_URL, rows[i].address);
      cairn_history_end (rig.history);
      svg = draw (&rig);
      g_assert_true ((strstr (svg, "<a ") != NULL) == (rows[i].link != NULL));
      g_assert_true (rows[i].link == NULL || strstr (svg, rows[i].link) != NULL);
      g_assert_nonnull (strstr (svg, "leads into: B"));
      rig_clear (&rig);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/links/address", test_address);
  g_test_add_func ("/links/notes", test_notes);
  g_test_add_func ("/links/note-by-kind", test_note_by_kind);
  g_test_add_func ("/links/style", test_style);
  g_test_add_func ("/links/detail", test_detail);
  g_test_add_func ("/links/attach-all", test_attach_all);
  g_test_add_func ("/links/svg", test_svg);
  return g_test_run ();
}
