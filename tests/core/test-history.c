/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one gate for change: what it tells, what it keeps apart, and that everything comes back. */
#include "history/cairn-history.h"
#include "io/cairn-templates.h"

#include <string.h>

typedef struct
{
  CairnDocument *document;
  CairnSelection *selection;
  CairnHistory *history;
  CairnElement *step; /* borrowed */
  GHashTable *told;   /* property → how often notified */
  guint changes;
  gboolean structure; /* of the last change */
} Fixture;

static void
notify_cb (CairnHistory *history, GParamSpec *pspec, Fixture *self)
{
  gpointer n = g_hash_table_lookup (self->told, pspec->name);

  g_hash_table_insert (self->told, (char *) pspec->name,
                       GUINT_TO_POINTER (GPOINTER_TO_UINT (n) + 1));
}

static void
changed_cb (CairnDocument *document, CairnChangeSet *changes, Fixture *self)
{
  self->changes++;
  self->structure = changes->structure;
}

static void
set_up (Fixture *self, gconstpointer data)
{
  self->document = cairn_templates_load ("onboarding", NULL);
  self->selection = cairn_selection_new ();
  self->history = cairn_history_new (self->document, self->selection);
  self->step = cairn_document_lookup (self->document, "step-2");
  self->told = g_hash_table_new (g_str_hash, g_str_equal);
  g_signal_connect (self->history, "notify", G_CALLBACK (notify_cb), self);
  g_signal_connect (self->document, "changed", G_CALLBACK (changed_cb), self);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_hash_table_unref (self->told);
  g_clear_object (&self->history);
  g_clear_object (&self->selection);
  g_clear_object (&self->document);
}

/* How often each property was notified since the last time: can-undo, can-redo, undo-label,
 * redo-label, modified. */
static void
assert_told (Fixture *self, const char *expected)
{
  static const char *const names[]
    = { "can-undo", "can-redo", "undo-label", "redo-label", "modified" };
  g_autoptr (GString) told = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_string_append_printf (told, "%s%u", i > 0 ? " " : "",
                            GPOINTER_TO_UINT (g_hash_table_lookup (self->told, names[i])));
  g_assert_cmpstr (told->str, ==, expected);
  g_hash_table_remove_all (self->told);
}

static void
assert_changes (Fixture *self, guint expected)
{
  g_assert_cmpuint (self->changes, ==, expected);
  self->changes = 0;
}

static void
set_title (Fixture *self, const char *title)
{
  cairn_history_set_string (self->history, self->step, CAIRN_PROP_TITLE, title);
}

static void
rename_step (Fixture *self, const char *title)
{
  cairn_history_begin (self->history, title);
  set_title (self, title);
  cairn_history_end (self->history);
}

static void
type_title (Fixture *self, const char *title)
{
  cairn_history_begin_merging (self->history, "Type", "title:step-2");
  set_title (self, title);
  cairn_history_end (self->history);
}

static void
assert_title (Fixture *self, const char *expected)
{
  g_assert_cmpstr (cairn_element_get_title (self->step), ==, expected);
}

static void
test_notify (Fixture *self, gconstpointer data)
{
  rename_step (self, "one");
  assert_told (self, "1 0 1 0 1");
  assert_changes (self, 1);
  g_assert_cmpstr (cairn_history_get_undo_label (self->history), ==, "one");
  rename_step (self, "two");
  assert_told (self, "0 0 1 0 0");
  g_assert_true (cairn_history_undo (self->history));
  assert_told (self, "0 1 1 1 0");
  g_assert_cmpstr (cairn_history_get_redo_label (self->history), ==, "two");
  assert_title (self, "one");
  g_assert_true (cairn_history_undo (self->history));
  assert_told (self, "1 0 1 1 1");
  g_assert_false (cairn_history_undo (self->history));
  assert_told (self, "0 0 0 0 0");
  g_assert_true (cairn_history_redo (self->history));
  assert_told (self, "1 0 1 1 1");
  rename_step (self, "three");
  assert_told (self, "0 1 1 1 0");
  g_assert_false (cairn_history_redo (self->history));
  assert_changes (self, 5);
}

static void
test_properties (Fixture *self, gconstpointer data)
{
  gboolean can_undo, can_redo, modified;
  g_autofree char *undo_label = NULL;
  g_autofree char *redo_label = NULL;

  rename_step (self, "one");
  rename_step (self, "two");
  cairn_history_undo (self->history);
  g_object_get (self->history, "can-undo", &can_undo, "can-redo", &can_redo, "modified", &modified,
                "undo-label", &undo_label, "redo-label", &redo_label, NULL);
  g_assert_true (can_undo && can_redo && modified);
  g_assert_cmpstr (undo_label, ==, "one");
  g_assert_cmpstr (redo_label, ==, "two");
}

static void
test_nothing_happened (Fixture *self, gconstpointer data)
{
  cairn_history_begin (self->history, "Nothing");
  cairn_history_end (self->history);
  rename_step (self, "Handoff meeting");
  cairn_history_begin (self->history, "Nothing");
  cairn_history_move (self->history, self->step, cairn_element_get_parent (self->step),
                      cairn_element_get_index (self->step));
  cairn_history_end (self->history);
  assert_told (self, "0 0 0 0 0");
  assert_changes (self, 0);
  g_assert_false (cairn_history_get_can_undo (self->history));
}

static void
test_merge (Fixture *self, gconstpointer data)
{
  type_title (self, "T");
  type_title (self, "Th");
  type_title (self, "The");
  assert_changes (self, 3);
  g_assert_true (cairn_history_undo (self->history));
  assert_title (self, "Handoff meeting");
  g_assert_false (cairn_history_get_can_undo (self->history));
  g_assert_true (cairn_history_redo (self->history));
  assert_title (self, "The");
  /* After an undo or redo, what is typed next is a step of its own. */
  type_title (self, "Then");
  g_assert_true (cairn_history_undo (self->history));
  assert_title (self, "The");
}

/* Another key, a seal, a save and a plain transaction each end a merge. */
static void
test_merge_ends (Fixture *self, gconstpointer data)
{
  type_title (self, "a");
  cairn_history_seal (self->history);
  type_title (self, "ab");
  cairn_history_mark_saved (self->history);
  type_title (self, "abc");
  rename_step (self, "abcd");
  type_title (self, "abcde");
  cairn_history_begin_merging (self->history, "Type", "title:another");
  set_title (self, "abcdef");
  cairn_history_end (self->history);
  for (guint i = 6; i > 0; i--)
    {
      g_assert_cmpuint (strlen (cairn_element_get_title (self->step)), ==, i);
      g_assert_true (cairn_history_undo (self->history));
    }
  assert_title (self, "Handoff meeting");
}

static void
test_nested (Fixture *self, gconstpointer data)
{
  cairn_history_begin (self->history, "Outer");
  set_title (self, "one");
  cairn_history_begin (self->history, "Inner");
  cairn_history_set_int (self->history, self->step, CAIRN_PROP_EFFORT, 7);
  g_assert_false (cairn_history_undo (self->history));
  cairn_history_end (self->history);
  assert_changes (self, 0);
  assert_told (self, "0 0 0 0 0");
  cairn_history_end (self->history);
  assert_changes (self, 1);
  g_assert_cmpstr (cairn_history_get_undo_label (self->history), ==, "Outer");
  g_assert_true (cairn_history_undo (self->history));
  assert_title (self, "Handoff meeting");
  g_assert_cmpint (cairn_element_get_int (self->step, CAIRN_PROP_EFFORT), ==, 45);
  g_assert_false (cairn_history_get_can_undo (self->history));
}

static void
test_abort (Fixture *self, gconstpointer data)
{
  g_autoptr (GBytes) before = cairn_journey_write_bytes (self->document);
  g_autoptr (GBytes) after = NULL;

  cairn_selection_set_one (self->selection, "step-2");
  cairn_history_begin (self->history, "Try");
  set_title (self, "one");
  cairn_history_move (self->history, self->step, cairn_element_get_parent (self->step), 0);
  cairn_history_remove (self->history, cairn_document_lookup (self->document, "lane-1"));
  cairn_selection_set_one (self->selection, "step-3");
  cairn_history_abort (self->history);
  after = cairn_journey_write_bytes (self->document);
  g_assert_true (g_bytes_equal (before, after));
  g_assert_true (cairn_selection_contains (self->selection, "step-2"));
  g_assert_false (cairn_history_get_can_undo (self->history));
  assert_told (self, "0 0 0 0 0");
  rename_step (self, "two");
  assert_told (self, "1 0 1 0 1");
}

static void
count_cb (guint *n)
{
  (*n)++;
}

/* What is tried out leaves no trace: nobody is told, and the next id is what it would have been. */
static void
test_trial (Fixture *self, gconstpointer data)
{
  g_autoptr (GBytes) before = cairn_journey_write_bytes (self->document);
  g_autoptr (GBytes) after = NULL;
  g_autofree char *tried = NULL, *given = NULL;
  guint n_selections = 0;

  g_signal_connect_swapped (self->selection, "changed", G_CALLBACK (count_cb), &n_selections);
  cairn_history_begin_trial (self->history);
  tried = cairn_document_new_id (self->document, CAIRN_KIND_STEP);
  rename_step (self, "one");
  cairn_selection_set_one (cairn_history_get_selection (self->history), "step-2");
  assert_title (self, "one");
  cairn_history_begin (self->history, "Given up");
  cairn_history_abort (self->history);
  cairn_history_end_trial (self->history);

  after = cairn_journey_write_bytes (self->document);
  g_assert_true (g_bytes_equal (before, after));
  g_assert_true (cairn_history_get_selection (self->history) == self->selection);
  g_assert_cmpuint (n_selections, ==, 0);
  assert_changes (self, 0);
  assert_told (self, "0 0 0 0 0");
  given = cairn_document_new_id (self->document, CAIRN_KIND_STEP);
  g_assert_cmpstr (tried, ==, given);

  cairn_history_begin_trial (self->history);
  rename_step (self, "two");
  cairn_history_end_trial (self->history);
  assert_changes (self, 0);
  rename_step (self, "three");
  assert_changes (self, 1);
}

static void
test_abort_inside (Fixture *self, gconstpointer data)
{
  cairn_history_begin (self->history, "Outer");
  set_title (self, "one");
  cairn_history_begin (self->history, "Middle");
  cairn_history_begin (self->history, "Inner");
  set_title (self, "two");
  cairn_history_abort (self->history);
  assert_title (self, "Handoff meeting");
  assert_changes (self, 1);
  g_assert_false (cairn_history_get_can_undo (self->history));
  cairn_history_abort (self->history);
  cairn_history_end (self->history);
  assert_told (self, "0 0 0 0 0");
  assert_changes (self, 0);
  rename_step (self, "three");
  assert_told (self, "1 0 1 0 1");
  g_assert_true (cairn_history_undo (self->history));
  assert_title (self, "Handoff meeting");
}

static void
test_id_in_use (Fixture *self, gconstpointer data)
{
  g_autoptr (GBytes) before = cairn_journey_write_bytes (self->document);
  g_autoptr (GBytes) after = NULL;
  g_autoptr (CairnElement) twin = cairn_element_new (CAIRN_KIND_STEP, "step-2");

  cairn_history_begin (self->history, "Try");
  g_test_expect_message ("cairn-history", G_LOG_LEVEL_CRITICAL, "*cairn_document_accepts*");
  cairn_history_insert (self->history, twin, cairn_element_get_parent (self->step), 0);
  g_test_assert_expected_messages ();
  cairn_history_end (self->history);
  after = cairn_journey_write_bytes (self->document);
  g_assert_true (g_bytes_equal (before, after));
  g_assert_true (cairn_document_lookup (self->document, "step-2") == self->step);
  g_assert_false (cairn_history_get_can_undo (self->history));
}

static void
test_saved_mark (Fixture *self, gconstpointer data)
{
  rename_step (self, "one");
  assert_told (self, "1 0 1 0 1");
  cairn_history_mark_saved (self->history);
  assert_told (self, "0 0 0 0 1");
  g_assert_false (cairn_history_get_modified (self->history));
  cairn_history_undo (self->history);
  g_assert_true (cairn_history_get_modified (self->history));
  cairn_history_redo (self->history);
  g_assert_false (cairn_history_get_modified (self->history));
  cairn_history_undo (self->history);
  rename_step (self, "another way");
  /* The saved state is out of reach now. */
  g_assert_true (cairn_history_get_modified (self->history));
  cairn_history_undo (self->history);
  g_assert_true (cairn_history_get_modified (self->history));
}

static void
test_selection (Fixture *self, gconstpointer data)
{
  cairn_selection_set_one (self->selection, "step-1");
  cairn_history_begin (self->history, "Rename");
  set_title (self, "one");
  cairn_selection_set (self->selection, (const char *[]){ "step-2", "step-3", NULL });
  cairn_history_end (self->history);
  cairn_selection_clear (self->selection);
  cairn_history_undo (self->history);
  g_assert_cmpuint (cairn_selection_get_n (self->selection), ==, 1);
  g_assert_true (cairn_selection_contains (self->selection, "step-1"));
  cairn_history_redo (self->history);
  g_assert_cmpuint (cairn_selection_get_n (self->selection), ==, 2);
  g_assert_true (cairn_selection_contains (self->selection, "step-3"));
}

static void
test_outside (Fixture *self, gconstpointer data)
{
  g_autoptr (GBytes) before = cairn_journey_write_bytes (self->document);
  g_autoptr (GBytes) after = NULL;
  g_autoptr (CairnElement) lane = cairn_element_new (CAIRN_KIND_LANE, "new");
  CairnElement *swimlane = cairn_element_get_parent (self->step);

#define ASSERT_REFUSED(call)                                                                       \
  g_test_expect_message ("cairn-history", G_LOG_LEVEL_CRITICAL, "*self->open != NULL*");           \
  call;                                                                                            \
  g_test_assert_expected_messages ()

  ASSERT_REFUSED (set_title (self, "one"));
  ASSERT_REFUSED (cairn_history_remove (self->history, self->step));
  ASSERT_REFUSED (cairn_history_move (self->history, self->step, swimlane, 0));
  ASSERT_REFUSED (cairn_history_insert (self->history, lane, swimlane, 0));
  g_test_expect_message ("cairn-history", G_LOG_LEVEL_CRITICAL, "*self->depth > 0*");
  cairn_history_end (self->history);
  g_test_assert_expected_messages ();
  after = cairn_journey_write_bytes (self->document);
  g_assert_true (g_bytes_equal (before, after));
  assert_changes (self, 0);
}

static void
test_structure (Fixture *self, gconstpointer data)
{
  CairnElement *swimlane = cairn_element_get_parent (self->step);
  g_autofree char *id = cairn_document_new_id (self->document, CAIRN_KIND_LANE);
  g_autoptr (CairnElement) lane = cairn_element_new (CAIRN_KIND_LANE, id);

  rename_step (self, "one");
  g_assert_false (self->structure);
  cairn_history_begin (self->history, "Add");
  cairn_history_insert (self->history, lane, swimlane, 1);
  cairn_history_end (self->history);
  g_assert_true (self->structure);
  g_assert_true (cairn_document_lookup (self->document, id) == lane);
  g_assert_cmpuint (cairn_element_get_index (lane), ==, 1);
  cairn_history_undo (self->history);
  g_assert_null (cairn_document_lookup (self->document, id));
  g_assert_null (cairn_element_get_parent (lane));
  cairn_history_redo (self->history);
  g_assert_true (cairn_document_lookup (self->document, id) == lane);
}

/* Steps of undo end somewhere; what is left still works. */
static void
test_many_steps (Fixture *self, gconstpointer data)
{
  guint n = 0;

  for (guint i = 0; i < 10050; i++)
    {
      g_autofree char *title = g_strdup_printf ("%u", i);

      rename_step (self, title);
    }
  while (cairn_history_undo (self->history))
    n++;
  g_assert_cmpuint (n, ==, 10000);
  assert_title (self, "49");
  g_assert_true (cairn_history_get_modified (self->history));
}

/* Random edits. */

#define SEEDS 50
#define EDITS 2000

static void
collect (CairnElement *element, GPtrArray *all)
{
  g_ptr_array_add (all, element);
  for (guint i = 0; i < cairn_element_get_n_children (element); i++)
    collect (cairn_element_get_child (element, i), all);
}

static CairnElement *
pick (GRand *random, GPtrArray *all)
{
  return g_ptr_array_index (all, g_rand_int_range (random, 0, (gint32) all->len));
}

static gboolean
holds (const CairnElement *parent, CairnKind kind)
{
  return (cairn_schema_kind (cairn_element_get_kind (parent))->children & (1u << kind)) != 0;
}

static CairnValue
random_value (GRand *random, const CairnPropSpec *prop, GPtrArray *all)
{
  static const char *const strings[] = { "", "a", "Größe <&> \"x\"", "two\nlines\r\n", " \t " };

  switch (prop->type)
    {
    case CAIRN_TYPE_STRING:
    case CAIRN_TYPE_TEXT:
      return cairn_value_from_string (
        prop->type, strings[g_rand_int_range (random, 0, G_N_ELEMENTS (strings))]);
    case CAIRN_TYPE_REF:
      return cairn_value_from_string (prop->type, cairn_element_get_id (pick (random, all)));
    case CAIRN_TYPE_NUMBER:
      return cairn_value_from_number (g_rand_double_range (random, -1, 1000));
    case CAIRN_TYPE_ENUM:
      return cairn_value_from_int (
        prop->type, g_rand_int_range (random, 0, (gint32) g_strv_length ((char **) prop->words)));
    case CAIRN_TYPE_BOOL:
      return cairn_value_from_int (prop->type, g_rand_boolean (random));
    case CAIRN_TYPE_INT:
    case CAIRN_TYPE_DURATION:
    default:
      return cairn_value_from_int (prop->type, g_rand_int_range (random, 0, 100000));
    }
}

static void
random_set (Fixture *self, GRand *random, GPtrArray *all)
{
  CairnElement *element = pick (random, all);
  const CairnKindSpec *spec = cairn_schema_kind (cairn_element_get_kind (element));
  const CairnPropSpec *prop;
  g_auto (CairnValue) value = { .type = CAIRN_TYPE_INT };

  if (spec->n_props == 0)
    return;
  prop = &spec->props[g_rand_int_range (random, 0, (gint32) spec->n_props)];
  value = random_value (random, prop, all);
  cairn_history_set (self->history, element, prop->prop, &value);
}

static void
random_insert (Fixture *self, GRand *random, GPtrArray *all)
{
  CairnElement *parent = pick (random, all);
  guint kinds = cairn_schema_kind (cairn_element_get_kind (parent))->children;
  CairnKind kind;
  g_autofree char *id = NULL;
  g_autoptr (CairnElement) element = NULL;

  if (kinds == 0)
    return;
  do
    kind = (CairnKind) g_rand_int_range (random, 0, CAIRN_KIND_FOREIGN);
  while ((kinds & (1u << kind)) == 0);
  id = cairn_document_new_id (self->document, kind);
  element = cairn_element_new (kind, id);
  cairn_history_insert (
    self->history, element, parent,
    (guint) g_rand_int_range (random, 0, (gint32) cairn_element_get_n_children (parent) + 1));
}

static void
random_remove (Fixture *self, GRand *random, GPtrArray *all)
{
  CairnElement *element = pick (random, all);

  /* Seldom with all that it holds, or soon nothing is left. */
  if (cairn_element_get_parent (element) == NULL
      || (cairn_element_get_n_children (element) > 0 && g_rand_int_range (random, 0, 100) > 0))
    return;
  cairn_history_remove (self->history, element);
}

static void
random_move (Fixture *self, GRand *random, GPtrArray *all)
{
  CairnElement *element = pick (random, all);
  CairnElement *parent
    = g_rand_boolean (random) ? pick (random, all) : cairn_element_get_parent (element);
  guint n;

  if (parent == NULL || cairn_element_get_parent (element) == NULL
      || !holds (parent, cairn_element_get_kind (element)))
    return;
  n = cairn_element_get_n_children (parent) - (parent == cairn_element_get_parent (element));
  cairn_history_move (self->history, element, parent,
                      (guint) g_rand_int_range (random, 0, (gint32) n + 1));
}

static void
random_edit (Fixture *self, GRand *random)
{
  static void (*const kinds[]) (Fixture *, GRand *, GPtrArray *)
    = { random_set, random_insert, random_insert, random_remove, random_move };
  g_autoptr (GPtrArray) all = g_ptr_array_new ();

  collect (cairn_document_get_root (self->document), all);
  kinds[g_rand_int_range (random, 0, G_N_ELEMENTS (kinds))](self, random, all);
}

static void
random_transaction (Fixture *self, GRand *random, int *left)
{
  int n = MIN (*left, g_rand_int_range (random, 1, 8));

  *left -= n;
  if (g_rand_int_range (random, 0, 4) == 0)
    cairn_history_begin_merging (self->history, "Merging", "key");
  else
    cairn_history_begin (self->history, "Plain");
  while (n-- > 0)
    random_edit (self, random);
  if (g_rand_int_range (random, 0, 20) == 0)
    cairn_history_abort (self->history);
  else
    cairn_history_end (self->history);
}

static void
wander (Fixture *self, GRand *random)
{
  int left = EDITS;

  while (left > 0)
    {
      random_transaction (self, random, &left);
      if (g_rand_int_range (random, 0, 10) > 0)
        continue;
      for (int n = g_rand_int_range (random, 0, 6); n > 0; n--)
        cairn_history_undo (self->history);
      for (int n = g_rand_int_range (random, 0, 6); n > 0; n--)
        cairn_history_redo (self->history);
    }
  while (cairn_history_redo (self->history))
    ;
}

static void
test_random (void)
{
  for (guint32 seed = 0; seed < SEEDS; seed++)
    {
      Fixture self = { 0 };
      GRand *random = g_rand_new_with_seed (seed);
      g_autoptr (GBytes) first = NULL;
      g_autoptr (GBytes) last = NULL;
      g_autoptr (GBytes) undone = NULL;
      g_autoptr (GBytes) redone = NULL;

      set_up (&self, NULL);
      first = cairn_journey_write_bytes (self.document);
      wander (&self, random);
      last = cairn_journey_write_bytes (self.document);
      g_assert_false (g_bytes_equal (first, last));
      while (cairn_history_undo (self.history))
        ;
      undone = cairn_journey_write_bytes (self.document);
      g_assert_true (g_bytes_equal (first, undone));
      g_assert_false (cairn_history_get_modified (self.history));
      while (cairn_history_redo (self.history))
        ;
      redone = cairn_journey_write_bytes (self.document);
      g_assert_true (g_bytes_equal (last, redone));
      tear_down (&self, NULL);
      g_rand_free (random);
    }
}

int
main (int argc, char *argv[])
{
  static const struct
  {
    const char *name;
    void (*run) (Fixture *, gconstpointer);
  } tests[] = {
    { "/history/notify", test_notify },
    { "/history/properties", test_properties },
    { "/history/nothing-happened", test_nothing_happened },
    { "/history/merge", test_merge },
    { "/history/merge-ends", test_merge_ends },
    { "/history/nested", test_nested },
    { "/history/abort", test_abort },
    { "/history/abort-inside", test_abort_inside },
    { "/history/trial", test_trial },
    { "/history/id-in-use", test_id_in_use },
    { "/history/saved-mark", test_saved_mark },
    { "/history/selection", test_selection },
    { "/history/outside", test_outside },
    { "/history/structure", test_structure },
    { "/history/many-steps", test_many_steps },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].name, Fixture, NULL, set_up, tests[i].run, tear_down);
  g_test_add_func ("/history/random", test_random);
  return g_test_run ();
}
