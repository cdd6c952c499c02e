/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every key that people may count on is bound, none that belongs to somebody else is, and every
 * action there is has its key, its words and its place in the table. */
#include "app/cairn-application.h"
#include "canvas/cairn-action.h"
#include "canvas/cairn-canvas.h"
#include "ui/cairn-main-window.h"

#include "cairn-ui-test.h"

static GtkApplication *application;

/* What users of such programs press (RESEARCH 5.2), as far as there is such a thing here. */
static const struct
{
  const char *keys;
  const char *action;
} expected[] = {
  { "<Control>n", "win.new" },
  { "<Control>o", "win.open" },
  { "<Control>s", "win.save" },
  { "<Control><Shift>s", "win.save-as" },
  { "<Control>w", "window.close" },
  { "<Control>q", "app.quit" },
  { "<Control><Shift>e", "win.export::" },
  { "<Control>e", "win.export-again" },
  { "<Control>question", "win.show-help-overlay" },
  { "F1", "app.help" },
  { "F11", "win.fullscreen" },
  { "<Control>z", "win.undo" },
  { "<Control><Shift>z <Control>y", "win.redo" },
  { "Delete BackSpace", "win.delete" },
  { "<Control>d", "win.duplicate" },
  { "<Control>a", "win.select-all" },
  { "<Control><Shift>a", "win.select-none" },
  { "F2 Return", "canvas.rename" },
  { "Tab Insert", "canvas.add-next" },
  { "<Control>Left", "canvas.add-before" },
  { "<Control>Right", "canvas.add-after" },
  { "<Control>Up", "canvas.add-above" },
  { "<Control>Down", "canvas.add-below" },
  { "<Alt>Left", "canvas.go-left" },
  { "<Alt>Right", "canvas.go-right" },
  { "<Alt>Up", "canvas.go-up" },
  { "<Alt>Down", "canvas.go-down" },
  { "<Shift>Tab", "canvas.go-previous" },
  { "<Alt>Page_Down", "canvas.go-next" },
  { "Left", "canvas.nudge-left" },
  { "Right", "canvas.nudge-right" },
  { "Up", "canvas.nudge-up" },
  { "Down", "canvas.nudge-down" },
  { "<Control><Shift>Up", "canvas.shift-up" },
  { "<Control><Shift>Down", "canvas.shift-down" },
  { "<Control><Shift>Left", "canvas.shift-left" },
  { "<Control><Shift>Right", "canvas.shift-right" },
  { "<Control><Shift>l", "win.add-lane" },
  { "<Control><Shift>k", "win.add-stage" },
  { "c", "win.tool::connect" },
  { "<Control>l", "canvas.connect" },
  { "v", "win.tool::select" },
  { "n", "win.tool::note" },
  { "<Control>Return", "canvas.open-playbook" },
  { "F9", "win.show-inspector" },
  { "<Control>F9", "win.show-sidebar" },
  { "F6", "win.next-pane" },
  { "<Shift>F6", "win.previous-pane" },
  { "<Control>plus <Control>equal <Control>KP_Add", "win.zoom-in" },
  { "<Control>minus", "win.zoom-out" },
  { "<Control>0", "win.zoom-100" },
  { "<Control>1", "win.zoom-fit" },
  { "<Control>2", "win.zoom-selection" },
  { "<Control>3", "win.zoom-width" },
  { "<Control>Page_Up", "win.previous-diagram" },
  { "<Control>Page_Down", "win.next-diagram" },
  { "<Control><Shift>o", "win.timings" },
  { "F8", "win.next-timings-window" },
  { "<Shift>F8", "win.previous-timings-window" },
  { "<Control>r", "win.refresh" },
  { "Menu <Shift>F10", "canvas.menu" },
  { "Escape", "canvas.escape" },
  { "<Control>f", "win.find" },
  { "<Control>h", "win.replace" },
  { "F3", "win.find-next" },
  { "<Shift>F3", "win.find-previous" },
  { "<Control><Shift>p <Control>slash", "win.palette" },
  { "<Control>comma", "win.preferences" },
  { "<Control><Shift>Return", "canvas.add-branch" },
  { "Home", "canvas.go-lane-first" },
  { "End", "canvas.go-lane-last" },
  { "<Control>Home", "canvas.go-first" },
  { "<Control>End", "canvas.go-last" },
  { "<Shift>Left", "canvas.nudge-far-left" },
  { "<Shift>Right", "canvas.nudge-far-right" },
  { "<Shift>Up", "canvas.nudge-far-up" },
  { "<Shift>Down", "canvas.nudge-far-down" },
  { "<Alt>Return", "win.inspect" },
  { "h", "win.tool::hand" },
  { "l", "win.tool::lasso" },
  { "s", "win.tool::room" },
  { "t", "win.tool::note" },
};

typedef struct
{
  guint key;
  GdkModifierType modifiers;
  const CairnAction *action;
} Binding;

/* Every key of every action. */
static GArray *
dup_bindings (void)
{
  GArray *bindings = g_array_new (FALSE, FALSE, sizeof (Binding));
  guint n = 0;
  const CairnAction *table = cairn_action_table (&n);

  for (guint i = 0; i < n; i++)
    {
      g_auto (GStrv) keys = NULL;

      if (table[i].keys == NULL || table[i].scope == CAIRN_SCOPE_POINTER)
        continue;
      keys = g_strsplit (table[i].keys, " ", -1);
      for (guint k = 0; keys[k] != NULL; k++)
        {
          Binding binding = { 0, 0, &table[i] };

          g_assert_true (gtk_accelerator_parse (keys[k], &binding.key, &binding.modifiers));
          if (table[i].name != NULL)
            g_array_append_val (bindings, binding);
        }
    }
  return bindings;
}

static void
test_expected (void)
{
  g_autoptr (GArray) bindings = dup_bindings ();

  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_auto (GStrv) keys = g_strsplit (expected[i].keys, " ", -1);

      for (guint k = 0; keys[k] != NULL; k++)
        {
          GdkModifierType modifiers = 0;
          guint key = 0;
          gboolean found = FALSE;

          g_assert_true (gtk_accelerator_parse (keys[k], &key, &modifiers));
          for (guint b = 0; b < bindings->len && !found; b++)
            {
              Binding *binding = &g_array_index (bindings, Binding, b);

              found = binding->key == key && binding->modifiers == modifiers
                      && g_str_equal (binding->action->name, expected[i].action);
            }
          if (!found)
            g_error ("%s does not do %s", keys[k], expected[i].action);
        }
    }
}

/* What belongs to the desktop, to input methods, or to text. */
static gboolean
is_forbidden (const Binding *binding)
{
  GdkModifierType modifiers = binding->modifiers;
  gboolean arrow = binding->key >= GDK_KEY_Left && binding->key <= GDK_KEY_Down;
  gboolean function = binding->key >= GDK_KEY_F1 && binding->key <= GDK_KEY_F12;

  if ((modifiers & (GDK_SUPER_MASK | GDK_META_MASK | GDK_HYPER_MASK)) != 0)
    return TRUE;
  if (modifiers == (GDK_CONTROL_MASK | GDK_SHIFT_MASK) && binding->key == GDK_KEY_u)
    return TRUE;
  if (modifiers == GDK_CONTROL_MASK && (binding->key == GDK_KEY_u))
    return TRUE;
  if (modifiers == (GDK_CONTROL_MASK | GDK_ALT_MASK) && arrow)
    return TRUE;
  if ((modifiers & GDK_ALT_MASK) != 0 && function)
    return TRUE;
  if (modifiers == GDK_CONTROL_MASK
      && (binding->key == GDK_KEY_period || binding->key == GDK_KEY_semicolon))
    return TRUE;
  /* Before everything else only keys that write nothing and edit nothing. */
  return binding->action->scope == CAIRN_SCOPE_EVERYWHERE
         && (modifiers & (GDK_CONTROL_MASK | GDK_ALT_MASK)) == 0 && !function;
}

static void
test_forbidden (void)
{
  g_autoptr (GArray) bindings = dup_bindings ();

  for (guint i = 0; i < bindings->len; i++)
    {
      const Binding *one = &g_array_index (bindings, Binding, i);

      if (is_forbidden (one))
        g_error ("%s has a key that is not ours", one->action->name);
      for (guint j = 0; j < i; j++)
        {
          const Binding *other = &g_array_index (bindings, Binding, j);

          if (one->key == other->key && one->modifiers == other->modifiers)
            g_error ("%s and %s have the same key", one->action->name, other->action->name);
        }
    }
}

static void
assert_exists (GtkWidget *window, const char *name)
{
  g_autofree char *prefix = g_strndup (name, strcspn (name, "."));
  g_autofree char *bare = NULL;
  g_autoptr (GVariant) target = NULL;

  g_assert_true (g_action_parse_detailed_name (name, &bare, &target, NULL));
  if (g_str_equal (prefix, "win"))
    g_assert_true (g_action_group_has_action (G_ACTION_GROUP (window), bare + 4));
  else if (g_str_equal (prefix, "app"))
    g_assert_true (g_action_group_has_action (G_ACTION_GROUP (application), bare + 4));
  else
    {
      GtkWidget *owner = g_str_equal (prefix, "canvas")
                           ? cairn_ui_test_find (window, CAIRN_TYPE_CANVAS, NULL)
                           : window;
      gboolean found = FALSE;
      GType type = 0;
      const char *action = NULL, *property = NULL;
      const GVariantType *parameter = NULL;

      for (guint i = 0; gtk_widget_class_query_action (GTK_WIDGET_GET_CLASS (owner), i, &type,
                                                       &action, &parameter, &property);
           i++)
        found = found || g_str_equal (action, bare);
      if (!found)
        g_error ("there is no action %s", bare);
    }
}

/* What the table names exists, and whatever the window can do is in the table. */
static void
test_complete (void)
{
  /* Those that ask for more than a click, or that only widgets use. */
  static const char *const inner[] = { "export",          "tool",
                                       "open-recent",     "use-database",
                                       "timings-window",  "timings-segment",
                                       "compare-timings", "show-export",
                                       "cancel-loading",  "pick-path",
                                       "toggle-path",     "toggle-mark",
                                       "feeling",         NULL };
  CairnMainWindow *window = cairn_main_window_new (application);
  g_auto (GStrv) names = NULL;
  guint n = 0;
  const CairnAction *table = cairn_action_table (&n);

  cairn_ui_test_open (GTK_WINDOW (window));
  for (guint i = 0; i < n; i++)
    if (table[i].name != NULL)
      assert_exists (GTK_WIDGET (window), table[i].name);
  names = g_action_group_list_actions (G_ACTION_GROUP (window));
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *full = g_strconcat ("win.", names[i], NULL);

      if (cairn_action_find (full) == NULL && !g_strv_contains (inner, names[i]))
        g_error ("%s is not in the table of actions", full);
    }
  cairn_ui_test_close (GTK_WINDOW (window));
}

static GtkWindow *
find_shortcuts (void)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (toplevels, i);

      if (GTK_IS_SHORTCUTS_WINDOW (window) && gtk_widget_get_mapped (GTK_WIDGET (window)))
        return window;
    }
  return NULL;
}

static void
test_shortcuts_window (void)
{
  CairnMainWindow *window = cairn_main_window_new (application);
  GtkWindow *shortcuts = NULL;

  cairn_ui_test_open (GTK_WINDOW (window));
  cairn_ui_test_key ("<Ctrl>question");
  cairn_ui_test_wait ((shortcuts = find_shortcuts ()) != NULL);
  cairn_ui_test_settle ();
  g_assert_nonnull (cairn_ui_test_find (GTK_WIDGET (shortcuts), GTK_TYPE_SHORTCUTS_SHORTCUT, NULL));
  cairn_ui_test_screenshot ("shortcuts");
  cairn_ui_test_key ("Escape");
  cairn_ui_test_wait (find_shortcuts () == NULL);
  cairn_ui_test_close (GTK_WINDOW (window));
}

/* The words of menus and buttons carry the key of the table. */
static void
test_shown (void)
{
  CairnMainWindow *window = cairn_main_window_new (application);
  GtkWidget *root = GTK_WIDGET (window);

  cairn_ui_test_open (GTK_WINDOW (window));
  g_assert_nonnull (cairn_ui_test_find (root, GTK_TYPE_BUTTON, "New journey (Ctrl+N)"));
  g_assert_nonnull (cairn_ui_test_find (root, GTK_TYPE_BUTTON, "Undo (Ctrl+Z)"));
  g_assert_nonnull (cairn_ui_test_find (root, GTK_TYPE_BUTTON, "Whole diagram (Ctrl+1)"));
  g_assert_nonnull (cairn_ui_test_find (root, GTK_TYPE_BUTTON, "Add a lane (Ctrl+Shift+L)"));
  g_assert_nonnull (cairn_ui_test_find (root, GTK_TYPE_TOGGLE_BUTTON, "Inspector (F9)"));
  cairn_ui_test_close (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  int result;

  cairn_ui_test_init (&argc, &argv);
  application = GTK_APPLICATION (cairn_application_new ());
  g_application_set_flags (G_APPLICATION (application), G_APPLICATION_NON_UNIQUE);
  g_assert_true (g_application_register (G_APPLICATION (application), NULL, NULL));
  g_test_add_func ("/keys/expected", test_expected);
  g_test_add_func ("/keys/forbidden", test_forbidden);
  g_test_add_func ("/keys/complete", test_complete);
  g_test_add_func ("/keys/shown", test_shown);
  g_test_add_func ("/keys/shortcuts-window", test_shortcuts_window);
  result = g_test_run ();
  g_clear_object (&application);
  return result;
}
