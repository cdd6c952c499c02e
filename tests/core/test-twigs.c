/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Branches of a CTQ tree: moved, copied, doubled, and over the clipboard. */

#include "command/cairn-element-commands.h"
#include "command/cairn-paste-commands.h"
#include "command/cairn-twig-commands.h"
#include "io/cairn-journey.h"
#include "layout/cairn-layout-blend.h"

#include <string.h>

static const char JOURNEY[]
  = "<journey xmlns='" CAIRN_JOURNEY_NAMESPACE "' version='2' id='j'><segment id='s' name='All'>"
    "<sipoc id='p' name='SIPOC'><requirement id='r' title='Days to access' metric='days'/></sipoc>"
    "<ctq id='c' name='Tree' sipoc='p'>"
    "<need id='n1' title='Live soon'>"
    "<driver id='d1' title='No waiting'><measure id='m1' requirement='r'/>"
    "<measure id='m2' title='Calls'/></driver>"
    "<driver id='d2' title='Help at hand'/></need>"
    "<need id='n2' title='Safe'><driver id='d3' title='Backups'/></need>"
    "<need id='n3' title='Cheap'/></ctq>"
    "<ctq id='e' name='Empty'/></segment></journey>";

typedef struct
{
  CairnDocument *document;
  CairnSelection *selection;
  CairnHistory *history;
} Rig;

static CairnDocument *
read_bytes (GBytes *bytes)
{
  g_autoptr (GError) error = NULL;
  CairnDocument *document = cairn_journey_read_bytes (bytes, "twigs", NULL, &error);

  g_assert_no_error (error);
  return document;
}

static void
rig_init (Rig *rig)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (JOURNEY, strlen (JOURNEY));

  rig->document = read_bytes (bytes);
  rig->selection = cairn_selection_new ();
  rig->history = cairn_history_new (rig->document, rig->selection);
}

static void
rig_clear (Rig *rig)
{
  g_object_unref (rig->history);
  g_object_unref (rig->selection);
  g_object_unref (rig->document);
}

static void
tell (CairnElement *parent, GString *text)
{
  for (guint i = 0; i < cairn_element_get_n_children (parent); i++)
    {
      CairnElement *child = cairn_element_get_child (parent, i);

      g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", cairn_element_get_title (child));
      if (cairn_element_get_n_children (child) > 0)
        {
          g_string_append (text, " (");
          tell (child, text);
          g_string_append_c (text, ')');
        }
    }
}

static void
assert_tree (Rig *rig, const char *id, const char *expected)
{
  g_autoptr (GString) text = g_string_new (NULL);

  tell (cairn_document_lookup (rig->document, id), text);
  g_assert_cmpstr (text->str, ==, expected);
}

#define AT_FIRST "Live soon (No waiting (, Calls), Help at hand), Safe (Backups), Cheap"

/* Of ids with blanks between them. */
static GPtrArray *
elements (Rig *rig, const char *ids)
{
  GPtrArray *found = g_ptr_array_new ();
  g_auto (GStrv) words = g_strsplit (ids, " ", -1);

  for (guint i = 0; words[i] != NULL; i++)
    g_ptr_array_add (found, cairn_document_lookup (rig->document, words[i]));
  return found;
}

static void
test_move (void)
{
  static const struct
  {
    const char *twigs, *parent, *before, *expected;
    gboolean copy;
  } table[] = {
    { "d1", "n2", NULL, "Live soon (Help at hand), Safe (Backups, No waiting (, Calls)), Cheap",
      FALSE },
    { "d1", "n2", "d3", "Live soon (Help at hand), Safe (No waiting (, Calls), Backups), Cheap",
      FALSE },
    { "d1 d2", "n3", NULL, "Live soon, Safe (Backups), Cheap (No waiting (, Calls), Help at hand)",
      FALSE },
    { "d1", "n1", NULL, "Live soon (Help at hand, No waiting (, Calls)), Safe (Backups), Cheap",
      FALSE },
    { "n3", "c", "n1", "Cheap, Live soon (No waiting (, Calls), Help at hand), Safe (Backups)",
      FALSE },
    { "m2", "d3", NULL, "Live soon (No waiting (), Help at hand), Safe (Backups (Calls)), Cheap",
      FALSE },
    { "m2", "d1", "m1", "Live soon (No waiting (Calls, ), Help at hand), Safe (Backups), Cheap",
      FALSE },
    { "m2", "n2", NULL, AT_FIRST, FALSE }, /* a measure hangs on no need */
    { "n1", "n2", NULL, AT_FIRST, FALSE },
    { "d1", "n1", "d1", AT_FIRST, FALSE },
    { "d1", "n3", NULL,
      "Live soon (No waiting (, Calls), Help at hand), Safe (Backups), Cheap (No waiting (, "
      "Calls))",
      TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      Rig rig;
      g_autoptr (GPtrArray) twigs = NULL;

      rig_init (&rig);
      twigs = elements (&rig, table[i].twigs);
      (table[i].copy ? cairn_command_copy_twigs : cairn_command_move_twigs) (
        rig.history, twigs, cairn_document_lookup (rig.document, table[i].parent),
        table[i].before != NULL ? cairn_document_lookup (rig.document, table[i].before) : NULL);
      assert_tree (&rig, "c", table[i].expected);
      if (table[i].copy)
        g_assert_cmpuint (cairn_selection_get_n (rig.selection), ==, 1);
      g_assert_cmpint (cairn_history_undo (rig.history), ==,
                       strcmp (table[i].expected, AT_FIRST) != 0);
      assert_tree (&rig, "c", AT_FIRST);
      rig_clear (&rig);
    }
}

static void
test_duplicate (void)
{
  Rig rig;
  g_autoptr (GPtrArray) twigs = NULL;

  rig_init (&rig);
  /* What grows from another one that is doubled comes along with it. */
  twigs = elements (&rig, "m2 d1 n3");
  g_assert_true (cairn_command_duplicate (rig.history, twigs));
  assert_tree (&rig, "c",
               "Live soon (No waiting (, Calls), No waiting (, Calls), Help at hand), Safe "
               "(Backups), Cheap, Cheap");
  rig_clear (&rig);
}

/* Over the clipboard: bytes, and read as any file is. */
static CairnDocument *
copy (Rig *rig, const char *ids)
{
  g_autoptr (GPtrArray) twigs = elements (rig, ids);
  g_autoptr (CairnDocument) fragment = cairn_fragment_new (rig->document, twigs);
  g_autoptr (GBytes) bytes = NULL;

  g_assert_nonnull (fragment);
  bytes = cairn_journey_write_bytes (fragment);
  return read_bytes (bytes);
}

static void
test_paste (void)
{
  static const struct
  {
    const char *twigs, *to, *at, *expected;
  } table[] = {
    { "d1", "c", "n3",
      "Live soon (No waiting (, Calls), Help at hand), Safe (Backups), Cheap (No "
      "waiting (, Calls))" },
    /* Behind what was selected; below it, behind what it hangs on. */
    { "d3", "c", "d1",
      "Live soon (No waiting (, Calls), Backups, Help at hand), Safe (Backups), "
      "Cheap" },
    { "d2 d3", "c", "m1",
      "Live soon (No waiting (, Calls), Help at hand, Backups, Help at hand), "
      "Safe (Backups), Cheap" },
    { "n3", "c", "d1",
      "Live soon (No waiting (, Calls), Help at hand), Cheap, Safe (Backups), "
      "Cheap" },
    { "m2", "c", "d3",
      "Live soon (No waiting (, Calls), Help at hand), Safe (Backups (Calls)), "
      "Cheap" },
    { "m2", "c", "n2",
      "Live soon (No waiting (, Calls), Help at hand), Safe (Backups (Calls)), "
      "Cheap" },
    /* A need without drivers gets one, as the measure has. */
    { "m2", "c", "n3",
      "Live soon (No waiting (, Calls), Help at hand), Safe (Backups), Cheap (No "
      "waiting (Calls))" },
    /* Nowhere in particular: where they come from. */
    { "d3 m2", "c", NULL,
      "Live soon (No waiting (, Calls, Calls), Help at hand), Safe (Backups, "
      "Backups), Cheap" },
    { "n2", "c", NULL, AT_FIRST ", Safe (Backups)" },
    /* Another tree, which lacks what they hang on. */
    { "n1", "e", NULL, "Live soon (No waiting (, Calls), Help at hand)" },
    { "m2 d3", "e", NULL, "Live soon (No waiting (Calls), Backups)" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      Rig rig;
      g_autoptr (CairnDocument) fragment = NULL;

      rig_init (&rig);
      fragment = copy (&rig, table[i].twigs);
      g_assert_true (cairn_command_paste (
        rig.history, fragment, cairn_document_lookup (rig.document, table[i].to),
        table[i].at != NULL ? cairn_document_lookup (rig.document, table[i].at) : NULL));
      assert_tree (&rig, table[i].to, table[i].expected);
      g_assert_true (cairn_history_undo (rig.history));
      assert_tree (&rig, "c", AT_FIRST);
      assert_tree (&rig, "e", "");
      g_assert_false (cairn_history_undo (rig.history));
      rig_clear (&rig);
    }
}

/* Within the journey a measure keeps its requirement; elsewhere, what that is called. */
static void
test_requirement (void)
{
  Rig rig, other;
  g_autoptr (CairnDocument) fragment = NULL;
  g_autoptr (GPtrArray) gone = NULL;
  CairnElement *pasted;

  rig_init (&rig);
  rig_init (&other);
  fragment = copy (&rig, "m1");
  g_assert_true (cairn_command_paste (rig.history, fragment,
                                      cairn_document_lookup (rig.document, "c"),
                                      cairn_document_lookup (rig.document, "d3")));
  pasted = cairn_element_get_child (cairn_document_lookup (rig.document, "d3"), 0);
  g_assert_cmpstr (cairn_element_get_string (pasted, CAIRN_PROP_REQUIREMENT), ==, "r");
  g_assert_cmpstr (cairn_element_get_title (pasted), ==, "");

  gone = elements (&other, "r");
  cairn_command_delete (other.history, gone);
  g_assert_true (cairn_command_paste (other.history, fragment,
                                      cairn_document_lookup (other.document, "c"),
                                      cairn_document_lookup (other.document, "d3")));
  pasted = cairn_element_get_child (cairn_document_lookup (other.document, "d3"), 0);
  g_assert_cmpstr (cairn_element_get_string (pasted, CAIRN_PROP_REQUIREMENT), ==, "");
  g_assert_cmpstr (cairn_element_get_title (pasted), ==, "Days to access");
  rig_clear (&rig);
  rig_clear (&other);
}

static void
test_text (void)
{
  Rig rig;
  g_autoptr (CairnDocument) some = NULL, all = NULL;
  g_autofree char *text = NULL, *whole = NULL;

  rig_init (&rig);
  some = copy (&rig, "d1 d3");
  text = cairn_fragment_to_text (some);
  g_assert_cmpstr (text, ==, "No waiting\n\tDays to access\n\tCalls\nBackups\n");
  all = cairn_fragment_new_of_diagram (rig.document, cairn_document_lookup (rig.document, "c"));
  g_assert_cmpint (cairn_element_get_kind (cairn_fragment_get_diagram (all)), ==, CAIRN_KIND_CTQ);
  whole = cairn_fragment_to_text (all);
  g_assert_true (g_str_has_prefix (whole, "Live soon\n\tNo waiting\n\t\tDays to access\n"));
  /* Another kind of diagram takes none of it. */
  g_assert_false (
    cairn_command_paste (rig.history, some, cairn_document_lookup (rig.document, "p"), NULL));
  rig_clear (&rig);
}

/* Over what can hold it, it hangs there; over its own kind, in between. */
static void
test_drop (void)
{
  static const struct
  {
    CairnKind kind;
    const char *over; /* a box; the pointer is in its middle, or @up above */
    double right, up;
    const char *parent, *before;
  } table[] = {
    { CAIRN_KIND_DRIVER, "n3", 0, 0, "n3", NULL },   { CAIRN_KIND_DRIVER, "d3", 0, 4, "n2", "d3" },
    { CAIRN_KIND_DRIVER, "d3", 0, -4, "n2", NULL },  { CAIRN_KIND_DRIVER, "d1", 0, -4, "n1", "d2" },
    { CAIRN_KIND_DRIVER, "n3", 300, 0, "n3", NULL }, /* beside a need that has none yet */
    { CAIRN_KIND_NEED, "n2", 0, 4, "c", "n2" },      { CAIRN_KIND_NEED, "n3", 500, -4, "c", NULL },
    { CAIRN_KIND_MEASURE, "d2", 0, 0, "d2", NULL },  { CAIRN_KIND_MEASURE, "m2", 0, 4, "d1", "m2" },
    { CAIRN_KIND_MEASURE, "n2", 0, 0, "d3", NULL },
  };
  Rig rig;
  g_autoptr (CairnLayout) layout = NULL;
  CairnDrop drop;

  rig_init (&rig);
  layout = cairn_layout_new (rig.document, cairn_document_lookup (rig.document, "c"));
  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      const CairnBox *box
        = cairn_layout_find_main (layout, cairn_document_lookup (rig.document, table[i].over));

      g_test_message ("%u: over %s", i, table[i].over);
      g_assert_true (cairn_layout_get_twig_drop (
        layout, table[i].kind, box->rect.x + box->rect.width / 2 + table[i].right,
        box->rect.y + box->rect.height / 2 - table[i].up, &drop));
      g_assert_cmpstr (cairn_element_get_id (drop.parent), ==, table[i].parent);
      g_assert_cmpstr (drop.before != NULL ? cairn_element_get_id (drop.before) : NULL, ==,
                       table[i].before);
      g_assert_cmpfloat (drop.mark.width, >, 0);
    }
  g_assert_false (cairn_layout_get_twig_drop (layout, CAIRN_KIND_DRIVER, 100, 2, &drop));
  g_assert_false (cairn_layout_get_twig_drop (layout, CAIRN_KIND_DRIVER, -5, 200, &drop));
  rig_clear (&rig);
}

/* On the way to where it lands a branch is never torn from its line, nor a line from what holds it.
 */
static void
test_motion (void)
{
  Rig rig;
  g_autoptr (GPtrArray) twigs = NULL;
  g_autoptr (CairnLayout) before = NULL, after = NULL, halfway = NULL;
  CairnElement *ctq, *copied;
  const CairnBox *box, *host;
  const CairnRoute *routes, *route = NULL;
  guint n_routes;

  rig_init (&rig);
  ctq = cairn_document_lookup (rig.document, "c");
  before = cairn_layout_new (rig.document, ctq);
  twigs = elements (&rig, "d1");
  cairn_command_copy_twigs (rig.history, twigs, cairn_document_lookup (rig.document, "n2"),
                            cairn_document_lookup (rig.document, "d3"));
  copied = cairn_element_get_child (cairn_document_lookup (rig.document, "n2"), 0);
  after = cairn_layout_new (rig.document, ctq);
  /* As in a preview, which takes the change back at once. */
  g_assert_true (cairn_history_undo (rig.history));
  halfway = cairn_layout_blend (before, after, 0.5);
  box = cairn_layout_find_main (halfway, copied);
  host = cairn_layout_find_main (halfway, cairn_document_lookup (rig.document, "n2"));
  routes = cairn_layout_get_routes (halfway, &n_routes);
  for (guint i = 0; i < n_routes; i++)
    if (routes[i].element == copied)
      route = &routes[i];
  g_assert_nonnull (route);
  g_assert_cmpfloat_with_epsilon (route->points[0].y, host->rect.y + host->rect.height / 2, 0.1);
  g_assert_cmpfloat_with_epsilon (route->points[3].y, box->rect.y + box->rect.height / 2, 0.1);
  rig_clear (&rig);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/twigs/move", test_move);
  g_test_add_func ("/twigs/duplicate", test_duplicate);
  g_test_add_func ("/twigs/paste", test_paste);
  g_test_add_func ("/twigs/requirement", test_requirement);
  g_test_add_func ("/twigs/text", test_text);
  g_test_add_func ("/twigs/drop", test_drop);
  g_test_add_func ("/twigs/motion", test_motion);
  return g_test_run ();
}
