/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What follows when something else changes: twins and variants. */
#include "command/cairn-element-commands.h"
#include "command/cairn-follow.h"
#include "command/cairn-grid-commands.h"
#include "command/cairn-path-commands.h"
#include "command/cairn-journey-commands.h"
#include "command/cairn-playbook-commands.h"
#include "command/cairn-step-commands.h"
#include "command/cairn-variant-commands.h"
#include "io/cairn-journey.h"

#include <string.h>

/* "to" is a variant of "base", "last" one of "to"; the call and its way differ in "to". */
static const char journey_xml[]
  = "<journey xmlns=\"" CAIRN_JOURNEY_NAMESPACE "\" version=\"3\" id=\"j\">"
    "<segment id=\"base\"><swimlane id=\"w\">"
    "<lane id=\"l\" name=\"CSM\"/><stage id=\"g\" name=\"Kick-off\"/>"
    "<step id=\"a\" title=\"Welcome\" lane=\"l\" stage=\"g\"/>"
    "<step id=\"b\" title=\"Call\" lane=\"l\" stage=\"g\"/>"
    "<flow id=\"f\" from=\"a\" to=\"b\"/></swimlane>"
    "<sipoc id=\"o\"><item id=\"i\" column=\"process\" title=\"Kick-off\" twin=\"g\"/></sipoc>"
    "</segment>"
    "<segment id=\"to\" base=\"base\"><swimlane id=\"w2\" base=\"w\">"
    "<lane id=\"l2\" name=\"CSM\" base=\"l\"/><stage id=\"g2\" name=\"Kick-off\" base=\"g\"/>"
    "<step id=\"a2\" title=\"Welcome\" lane=\"l2\" stage=\"g2\" base=\"a\"/>"
    "<step id=\"b2\" title=\"Video call\" lane=\"l2\" stage=\"g2\" base=\"b\"/>"
    "<flow id=\"f2\" from=\"a2\" to=\"b2\" base=\"f\"/></swimlane></segment>"
    "<segment id=\"last\" base=\"to\"><swimlane id=\"w3\" base=\"w2\">"
    "<lane id=\"l3\" name=\"CSM\" base=\"l2\"/><stage id=\"g3\" name=\"Kick-off\" base=\"g2\"/>"
    "<step id=\"a3\" title=\"Welcome\" lane=\"l3\" stage=\"g3\" base=\"a2\"/></swimlane></segment>"
    "<playbook id=\"p\" name=\"Kick-off\"/></journey>";

typedef struct
{
  CairnDocument *document;
  CairnSelection *selection;
  CairnHistory *history;
  GBytes *before;
} Rig;

static void
set_up (Rig *rig, gconstpointer data)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (journey_xml, strlen (journey_xml));
  g_autoptr (GError) error = NULL;

  rig->document = cairn_journey_read_bytes (bytes, "test.cairn", NULL, &error);
  g_assert_no_error (error);
  rig->selection = cairn_selection_new ();
  rig->history = cairn_history_new (rig->document, rig->selection);
  cairn_follow_install (rig->history);
  rig->before = cairn_journey_write_bytes (rig->document);
}

/* Whatever followed is undone with the change, and done again with it. */
static void
tear_down (Rig *rig, gconstpointer data)
{
  g_autoptr (GBytes) after = cairn_journey_write_bytes (rig->document);
  g_autoptr (GBytes) undone = NULL;
  g_autoptr (GBytes) redone = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (CairnDocument) read = cairn_journey_read_bytes (after, "test.cairn", NULL, &error);

  g_assert_no_error (error);
  g_assert_false (g_bytes_equal (rig->before, after));
  while (cairn_history_undo (rig->history))
    ;
  undone = cairn_journey_write_bytes (rig->document);
  g_assert_true (g_bytes_equal (rig->before, undone));
  while (cairn_history_redo (rig->history))
    ;
  redone = cairn_journey_write_bytes (rig->document);
  g_assert_true (g_bytes_equal (after, redone));
  g_bytes_unref (rig->before);
  g_object_unref (rig->history);
  g_object_unref (rig->selection);
  g_object_unref (rig->document);
}

static CairnElement *
find (Rig *rig, const char *id)
{
  return cairn_document_lookup (rig->document, id);
}

static void
assert_title (Rig *rig, const char *id, const char *title)
{
  g_assert_nonnull (find (rig, id));
  g_assert_cmpstr (cairn_element_get_title (find (rig, id)), ==, title);
}

static void delete (Rig *rig, const char *id)
{
  g_autoptr (GPtrArray) elements = g_ptr_array_new ();

  g_ptr_array_add (elements, find (rig, id));
  cairn_command_delete (rig->history, elements);
}

static void
test_twins (Rig *rig, gconstpointer data)
{
  cairn_command_rename (rig->history, find (rig, "g"), "Start");
  assert_title (rig, "i", "Start");
  cairn_command_rename (rig->history, find (rig, "i"), "Begin");
  assert_title (rig, "g", "Begin");
  assert_title (rig, "g2", "Begin");
  assert_title (rig, "g3", "Begin");
  delete (rig, "g");
  g_assert_cmpstr (cairn_element_get_string (find (rig, "i"), CAIRN_PROP_TWIN), ==, "");
}

static void
test_set (Rig *rig, gconstpointer data)
{
  cairn_command_rename (rig->history, find (rig, "a"), "Hello");
  assert_title (rig, "a2", "Hello");
  assert_title (rig, "a3", "Hello");
  cairn_command_rename (rig->history, find (rig, "b"), "Phone call");
  assert_title (rig, "b2", "Video call");
  cairn_command_rename (rig->history, find (rig, "a2"), "Hi");
  assert_title (rig, "a", "Hello");
  assert_title (rig, "a3", "Hi");
}

static void
test_insert (Rig *rig, gconstpointer data)
{
  CairnElement *step
    = cairn_command_add_step (rig->history, find (rig, "w"), find (rig, "l"), find (rig, "g"),
                              find (rig, "b"), CAIRN_STEP_TOUCHPOINT, "Survey");
  CairnElement *like = cairn_follow_find (find (rig, "w2"), step);
  CairnElement *last;

  g_assert_nonnull (like);
  g_assert_cmpstr (cairn_element_get_title (like), ==, "Survey");
  g_assert_cmpstr (cairn_element_get_string (like, CAIRN_PROP_LANE), ==, "l2");
  g_assert_cmpuint (cairn_element_get_index (like), ==,
                    cairn_element_get_index (find (rig, "a2")) + 1);
  last = cairn_follow_find (find (rig, "w3"), like);
  g_assert_nonnull (last);
  g_assert_cmpstr (cairn_element_get_string (last, CAIRN_PROP_STAGE), ==, "g3");

  /* A flow follows where both its ends are. */
  cairn_command_connect (rig->history, step, find (rig, "b"), NULL);
  g_assert_cmpuint (cairn_element_count (find (rig, "w2"), CAIRN_KIND_FLOW), ==, 2);
  g_assert_cmpuint (cairn_element_count (find (rig, "w3"), CAIRN_KIND_FLOW), ==, 0);
}

static void
test_details (Rig *rig, gconstpointer data)
{
  static const char *const names[] = { "kickoff", NULL };
  static const char *const none[] = { NULL };

  cairn_command_attach (rig->history, find (rig, "a"), find (rig, "p"));
  g_assert_cmpuint (cairn_element_count (find (rig, "a3"), CAIRN_KIND_ATTACHMENT), ==, 1);
  cairn_command_set_aliases (rig->history, find (rig, "g"), names);
  g_assert_cmpuint (cairn_element_count (find (rig, "g3"), CAIRN_KIND_ALIAS), ==, 1);
  cairn_command_set_aliases (rig->history, find (rig, "g"), none);
  g_assert_cmpuint (cairn_element_count (find (rig, "g3"), CAIRN_KIND_ALIAS), ==, 0);
  cairn_command_detach (rig->history, find (rig, "a"), find (rig, "p"));
  g_assert_cmpuint (cairn_element_count (find (rig, "a2"), CAIRN_KIND_ATTACHMENT), ==, 0);
  cairn_command_rename (rig->history, find (rig, "a"), "Hello");
}

static void
test_delete (Rig *rig, gconstpointer data)
{
  delete (rig, "a");
  g_assert_null (find (rig, "a2"));
  g_assert_null (find (rig, "a3"));
  g_assert_null (find (rig, "f2"));
  /* What is overridden stays, on its own from now on, and so does the lane in which it stands. */
  delete (rig, "l");
  g_assert_null (find (rig, "b"));
  assert_title (rig, "b2", "Video call");
  g_assert_cmpstr (cairn_element_get_string (find (rig, "b2"), CAIRN_PROP_BASE), ==, "");
  assert_title (rig, "l2", "CSM");
}

static void
test_move (Rig *rig, gconstpointer data)
{
  cairn_command_reorder_step (rig->history, find (rig, "b"), -1);
  g_assert_cmpuint (cairn_element_get_index (find (rig, "b2")), <,
                    cairn_element_get_index (find (rig, "a2")));
}

/* A happy path goes the same way in a variant, until it goes its own way there. */
static void
test_paths (Rig *rig, gconstpointer data)
{
  g_autoptr (GPtrArray) flows = g_ptr_array_new ();
  CairnElement *path;
  g_autoptr (GPtrArray) own = g_ptr_array_new ();
  const char *y;

  g_ptr_array_add (flows, find (rig, "f"));
  path = cairn_command_add_path (rig->history, find (rig, "w"), flows, "Main", NULL);
  y = cairn_element_get_id (path);
  path = cairn_follow_find (find (rig, "w2"), path);
  g_assert_nonnull (path);
  g_assert_cmpstr (cairn_element_get_title (path), ==, "Main");
  g_assert_true (cairn_command_path_takes (path, find (rig, "f2")));
  cairn_command_toggle_in_path (rig->history, find (rig, y), flows);
  g_assert_false (cairn_command_path_takes (path, find (rig, "f2")));
  cairn_command_toggle_in_path (rig->history, find (rig, y), flows);
  g_assert_true (cairn_command_path_takes (path, find (rig, "f2")));
  /* One that goes another way stays when that of the base is deleted. */
  g_ptr_array_add (own, find (rig, "f2"));
  cairn_command_toggle_in_path (rig->history, path, own);
  delete (rig, y);
  g_assert_true (cairn_element_get_parent (path) == find (rig, "w2"));
}

static CairnElement *
last_child (CairnElement *parent)
{
  return cairn_element_get_child (parent, cairn_element_get_n_children (parent) - 1);
}

/* A new diagram comes to the variants as well, and what leads to it leads to theirs there. */
static void
test_diagram (Rig *rig, gconstpointer data)
{
  CairnElement *base
    = cairn_command_add_diagram (rig->history, find (rig, "base"), CAIRN_KIND_SWIMLANE, "Renewal");
  CairnElement *like = last_child (find (rig, "to"));
  CairnElement *last = last_child (find (rig, "last"));

  g_assert_cmpstr (cairn_element_get_title (like), ==, "Renewal");
  g_assert_cmpstr (cairn_element_get_string (like, CAIRN_PROP_BASE), ==,
                   cairn_element_get_id (base));
  g_assert_cmpstr (cairn_element_get_string (last, CAIRN_PROP_BASE), ==,
                   cairn_element_get_id (like));
  g_assert_cmpuint (cairn_element_get_n_children (last), ==, cairn_element_get_n_children (base));
  cairn_history_begin (rig->history, "Link");
  cairn_history_set_string (rig->history, find (rig, "a"), CAIRN_PROP_DRILLS_INTO,
                            cairn_element_get_id (base));
  cairn_history_end (rig->history);
  g_assert_cmpstr (cairn_element_get_string (find (rig, "a2"), CAIRN_PROP_DRILLS_INTO), ==,
                   cairn_element_get_id (like));
  /* A SIPOC that names a stage of another map. */
  base = cairn_command_duplicate_diagram (rig->history, find (rig, "o"), "Copy");
  like = last_child (find (rig, "to"));
  g_assert_cmpint (cairn_element_get_kind (like), ==, CAIRN_KIND_SIPOC);
  delete (rig, cairn_element_get_id (base));
  g_assert_true (cairn_element_get_parent (like) == find (rig, "to"));
}

/* What was deleted in a variant comes back with what it needs. */
static void
test_bring_back (Rig *rig, gconstpointer data)
{
  CairnElement *w2 = find (rig, "w2");
  g_autoptr (GPtrArray) wanted = g_ptr_array_new ();
  CairnElement *like;

  cairn_command_rename (rig->history, find (rig, "a"), "Hello");
  delete (rig, "l2");
  g_assert_cmpuint (cairn_element_count (w2, CAIRN_KIND_STEP), ==, 0);
  g_ptr_array_add (wanted, find (rig, "a"));
  g_assert_cmpuint (cairn_command_bring_back (rig->history, w2, wanted), ==, 1);
  like = cairn_follow_find (w2, find (rig, "a"));
  g_assert_cmpstr (cairn_element_get_title (like), ==, "Hello");
  g_assert_nonnull (cairn_follow_find (w2, find (rig, "l")));
  g_assert_null (cairn_follow_find (w2, find (rig, "f")));
  /* Its other end brings back the flow between them. */
  g_ptr_array_index (wanted, 0) = find (rig, "b");
  cairn_command_bring_back (rig->history, w2, wanted);
  g_assert_nonnull (cairn_follow_find (w2, find (rig, "f")));
  /* It follows again. */
  cairn_command_rename (rig->history, find (rig, "a"), "Good day");
  g_assert_cmpstr (cairn_element_get_title (like), ==, "Good day");
  /* A whole diagram. */
  g_ptr_array_index (wanted, 0) = find (rig, "w");
  delete (rig, "w2");
  cairn_command_bring_back (rig->history, find (rig, "to"), wanted);
  w2 = cairn_element_first (find (rig, "to"), CAIRN_KIND_SWIMLANE);
  g_assert_nonnull (cairn_follow_find (w2, find (rig, "f")));
}

int
main (int argc, char *argv[])
{
  static const struct
  {
    const char *name;
    void (*test) (Rig *, gconstpointer);
  } tests[] = {
    { "/follow/paths", test_paths },
    { "/follow/diagram", test_diagram },
    { "/follow/bring-back", test_bring_back },
    { "/follow/twins", test_twins },
    { "/follow/set", test_set },
    { "/follow/insert", test_insert },
    { "/follow/details", test_details },
    { "/follow/delete", test_delete },
    { "/follow/move", test_move },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].name, Rig, NULL, set_up, tests[i].test, tear_down);
  return g_test_run ();
}
