/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-canvas"

#include "canvas/cairn-action.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MODIFIERS (GDK_CONTROL_MASK | GDK_SHIFT_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)

typedef struct
{
  guint key;
  GdkModifierType modifiers;
  const CairnAction *action;
} Binding;

/* Of every key of the table that has a meaning of its own: an array of Binding. */
static GArray *
get_bindings (void)
{
  static GArray *bindings = NULL;
  guint n = 0;
  const CairnAction *table = cairn_action_table (&n);

  if (bindings != NULL)
    return bindings;
  bindings = g_array_new (FALSE, FALSE, sizeof (Binding));
  for (guint i = 0; i < n; i++)
    {
      g_auto (GStrv) keys = NULL;

      if (table[i].name == NULL || table[i].keys == NULL)
        continue;
      keys = g_strsplit (table[i].keys, " ", -1);
      for (guint k = 0; keys[k] != NULL; k++)
        {
          Binding binding = { 0, 0, &table[i] };

          if (gtk_accelerator_parse (keys[k], &binding.key, &binding.modifiers))
            g_array_append_val (bindings, binding);
          else
            g_critical ("%s is no key", keys[k]);
        }
    }
  return bindings;
}

const CairnAction *
cairn_action_find (const char *name)
{
  guint n = 0;
  const CairnAction *table = cairn_action_table (&n);

  for (guint i = 0; i < n; i++)
    if (g_strcmp0 (table[i].name, name) == 0)
      return &table[i];
  return NULL;
}

gboolean
cairn_action_is_letter (const CairnAction *action)
{
  return action->scope == CAIRN_SCOPE_CANVAS && action->keys != NULL
         && g_ascii_isalpha (action->keys[0])
         && (action->keys[1] == '\0' || action->keys[1] == ' ');
}

/* ---- what a key means ---- */

/* Keys of the number block, and what Shift makes of Tab, are the same to us. */
static guint
plain (guint key)
{
  static const struct
  {
    guint from, to;
  } same[] = {
    { GDK_KEY_ISO_Left_Tab, GDK_KEY_Tab },   { GDK_KEY_KP_Tab, GDK_KEY_Tab },
    { GDK_KEY_KP_Enter, GDK_KEY_Return },    { GDK_KEY_ISO_Enter, GDK_KEY_Return },
    { GDK_KEY_KP_Insert, GDK_KEY_Insert },   { GDK_KEY_KP_Delete, GDK_KEY_Delete },
    { GDK_KEY_KP_Home, GDK_KEY_Home },       { GDK_KEY_KP_End, GDK_KEY_End },
    { GDK_KEY_KP_Left, GDK_KEY_Left },       { GDK_KEY_KP_Right, GDK_KEY_Right },
    { GDK_KEY_KP_Up, GDK_KEY_Up },           { GDK_KEY_KP_Down, GDK_KEY_Down },
    { GDK_KEY_KP_Page_Up, GDK_KEY_Page_Up }, { GDK_KEY_KP_Page_Down, GDK_KEY_Page_Down },
  };

  for (guint i = 0; i < G_N_ELEMENTS (same); i++)
    if (same[i].from == key)
      return same[i].to;
  return gdk_keyval_to_lower (key);
}

static const CairnAction *
match (guint key, GdkModifierType modifiers, CairnActionScope scope)
{
  GArray *bindings = get_bindings ();

  for (guint i = 0; i < bindings->len; i++)
    {
      const Binding *binding = &g_array_index (bindings, Binding, i);

      if (binding->action->scope == scope && plain (binding->key) == key
          && binding->modifiers == modifiers)
        return binding->action;
    }
  return NULL;
}

/* A key that stands for a letter or digit on some layout of this keyboard. */
static gboolean
stands_for_ascii (guint key)
{
  return key < 128 && g_ascii_isalnum ((char) key);
}

const CairnAction *
cairn_action_for_key (
  GdkDisplay *display, guint keyval, guint keycode, GdkModifierType state, CairnActionScope scope)
{
  GdkModifierType modifiers = state & MODIFIERS;
  const CairnAction *found = match (plain (keyval), modifiers, scope);
  g_autofree GdkKeymapKey *keys = NULL;
  g_autofree guint *keyvals = NULL;
  int n = 0;

  if (found != NULL || plain (keyval) != gdk_keyval_to_lower (keyval) || keyval > 0xf000
      || (g_ascii_isalpha ((char) (keyval & 0x7f)) && keyval < 128)
      || !gdk_display_map_keycode (display, keycode, &keys, &keyvals, &n))
    return found;
  for (int i = 0; i < n && found == NULL; i++)
    if (keys[i].level < 2 && stands_for_ascii (gdk_keyval_to_lower (keyvals[i])))
      found = match (gdk_keyval_to_lower (keyvals[i]), modifiers, scope);
  return found;
}

/* ---- showing keys ---- */

char *
cairn_action_dup_key (const CairnAction *action)
{
  g_auto (GStrv) keys = NULL;
  g_autoptr (GString) label = NULL;
  g_autofree char *text = NULL;
  GdkModifierType modifiers = 0;
  guint key = 0;

  if (action->keys == NULL || action->scope == CAIRN_SCOPE_POINTER)
    return NULL;
  keys = g_strsplit (action->keys, " ", 2);
  if (!gtk_accelerator_parse (keys[0], &key, &modifiers))
    return NULL;
  text = gtk_accelerator_get_label (key, modifiers);
  label = g_string_new (text);
  /* What stands on the key. */
  if (key == GDK_KEY_Return)
    g_string_replace (label, "Return", _ ("Enter"), 1);
  /* In the order in which people say it. */
  g_string_replace (label, "Shift+Ctrl+", "Ctrl+Shift+", 1);
  return g_string_free (g_steal_pointer (&label), FALSE);
}

char *
cairn_action_dup_hint (const char *name, const char *text)
{
  const CairnAction *action = cairn_action_find (name);
  g_autofree char *key = action != NULL ? cairn_action_dup_key (action) : NULL;

  if (key == NULL)
    return g_strdup (text);
  /* translators: what a button does, the key that does it */
  return g_strdup_printf (_ ("%s (%s)"), text, key);
}

/* As the table names it; @target may be NULL. Owned by the caller. */
static char *
detailed_name (const char *name, GVariant *target)
{
  if (target != NULL && g_variant_is_of_type (target, G_VARIANT_TYPE_STRING))
    return g_strconcat (name, "::", g_variant_get_string (target, NULL), NULL);
  return g_strdup (name);
}

static void
add_key_to_item (GMenu *menu, int at)
{
  GMenuModel *model = G_MENU_MODEL (menu);
  g_autoptr (GVariant) target
    = g_menu_model_get_item_attribute_value (model, at, G_MENU_ATTRIBUTE_TARGET, NULL);
  g_autofree char *name = NULL, *full = NULL;
  g_autoptr (GMenuItem) item = NULL;
  g_auto (GStrv) keys = NULL;
  const CairnAction *action;

  if (!g_menu_model_get_item_attribute (model, at, G_MENU_ATTRIBUTE_ACTION, "s", &name))
    return;
  full = detailed_name (name, target);
  action = cairn_action_find (full);
  if (action == NULL || action->keys == NULL || action->scope == CAIRN_SCOPE_EVERYWHERE)
    return;
  keys = g_strsplit (action->keys, " ", 2);
  item = g_menu_item_new_from_model (model, at);
  g_menu_item_set_attribute (item, "accel", "s", keys[0]);
  g_menu_remove (menu, at);
  g_menu_insert_item (menu, at, item);
}

void
cairn_action_add_keys_to_menu (GMenu *menu)
{
  static const char *const links[] = { G_MENU_LINK_SECTION, G_MENU_LINK_SUBMENU };

  g_return_if_fail (G_IS_MENU (menu));

  for (int i = 0; i < g_menu_model_get_n_items (G_MENU_MODEL (menu)); i++)
    {
      for (guint l = 0; l < G_N_ELEMENTS (links); l++)
        {
          g_autoptr (GMenuModel) below
            = g_menu_model_get_item_link (G_MENU_MODEL (menu), i, links[l]);

          if (below != NULL && G_IS_MENU (below))
            cairn_action_add_keys_to_menu (G_MENU (below));
        }
      add_key_to_item (menu, i);
    }
}

void
cairn_action_add_keys_to_tooltips (GtkWidget *root)
{
  const char *name
    = GTK_IS_ACTIONABLE (root) ? gtk_actionable_get_action_name (GTK_ACTIONABLE (root)) : NULL;
  const char *tooltip = gtk_widget_get_tooltip_text (root);

  if (name != NULL && tooltip != NULL)
    {
      g_autofree char *full
        = detailed_name (name, gtk_actionable_get_action_target_value (GTK_ACTIONABLE (root)));
      g_autofree char *hint = cairn_action_dup_hint (full, tooltip);

      gtk_widget_set_tooltip_text (root, hint);
      return; /* a split button has buttons of its own, with the same action */
    }
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    cairn_action_add_keys_to_tooltips (child);
}

/* ---- whether it makes sense ---- */

static gboolean
may_have_playbook (CairnElement *element, gboolean read_only)
{
  return element != NULL && cairn_element_get_kind (element) == CAIRN_KIND_STEP
         && (!read_only || cairn_element_first (element, CAIRN_KIND_ATTACHMENT) != NULL);
}

static gboolean
has_step (CairnEditor *editor)
{
  g_autoptr (GPtrArray) selected = cairn_editor_dup_selected (editor);

  for (guint i = 0; i < selected->len; i++)
    if (cairn_element_get_kind (g_ptr_array_index (selected, i)) == CAIRN_KIND_STEP)
      return TRUE;
  return FALSE;
}

static gboolean
has_source (CairnEditor *editor)
{
  CairnElement *source = cairn_element_first (
    cairn_document_get_root (cairn_editor_get_document (editor)), CAIRN_KIND_SOURCE);

  return source != NULL && *cairn_element_get_string (source, CAIRN_PROP_PATH) != '\0';
}

static gboolean
is_met (CairnActionNeeds need, CairnEditor *editor)
{
  CairnElement *diagram = cairn_editor_get_diagram (editor);
  CairnHistory *history = cairn_editor_get_history (editor);

  switch (need)
    {
    case CAIRN_NEEDS_DIAGRAM:
      return diagram != NULL;
    case CAIRN_NEEDS_CHANGE:
      return !cairn_editor_get_read_only (editor);
    case CAIRN_NEEDS_SWIMLANE:
      return diagram != NULL && cairn_element_get_kind (diagram) == CAIRN_KIND_SWIMLANE;
    case CAIRN_NEEDS_SIPOC:
      return diagram != NULL && cairn_element_get_kind (diagram) == CAIRN_KIND_SIPOC;
    case CAIRN_NEEDS_SELECTION:
      return cairn_selection_get_n (cairn_editor_get_selection (editor)) > 0;
    case CAIRN_NEEDS_ONE:
      return cairn_editor_get_selected (editor) != NULL;
    case CAIRN_NEEDS_STEP:
      return has_step (editor);
    case CAIRN_NEEDS_PLAYBOOK:
      return may_have_playbook (cairn_editor_get_selected (editor),
                                cairn_editor_get_read_only (editor));
    case CAIRN_NEEDS_UNDO:
      return cairn_history_get_can_undo (history);
    case CAIRN_NEEDS_REDO:
      return cairn_history_get_can_redo (history);
    case CAIRN_NEEDS_SOURCE:
      return has_source (editor);
    default:
      g_return_val_if_reached (TRUE);
    }
}

const char *
cairn_action_why_not (const CairnAction *action, CairnEditor *editor)
{
  /* In the order of the needs. */
  static const char *const reasons[] = {
    N_ ("There is no diagram yet"),
    N_ ("This journey can only be read here"),
    N_ ("Only in a swimlane"),
    N_ ("Only in a SIPOC"),
    N_ ("Nothing is selected"),
    N_ ("Select one thing first"),
    N_ ("Select a step first"),
    N_ ("Select one step first"),
    N_ ("Nothing to undo"),
    N_ ("Nothing to redo"),
    N_ ("No database of timings has been chosen"),
  };

  g_return_val_if_fail (CAIRN_IS_EDITOR (editor), NULL);

  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    if ((action->needs & (1u << i)) != 0 && !is_met ((CairnActionNeeds) (1u << i), editor))
      return _ (reasons[i]);
  return NULL;
}
