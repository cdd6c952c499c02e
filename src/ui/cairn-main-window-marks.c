/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-ui"

#include "config.h"

#include "ui/cairn-main-window-private.h"

#include "command/cairn-mark-commands.h"
#include "command/cairn-path-commands.h"

#include <glib/gi18n-lib.h>

/* Happy paths, marks on steps, and how customers feel. */

static CairnHistory *
history (CairnMainWindow *self)
{
  return cairn_editor_get_history (self->editor);
}

/* The swimlane shown, if it may be changed. */
static CairnElement *
get_swimlane (CairnMainWindow *self)
{
  CairnElement *diagram = cairn_editor_get_diagram (self->editor);

  if (diagram == NULL || cairn_element_get_kind (diagram) != CAIRN_KIND_SWIMLANE
      || !cairn_editor_may_change (self->editor))
    return NULL;
  return diagram;
}

/* What of the selection has @prop. */
static GPtrArray *
dup_selected_with (CairnMainWindow *self, CairnProp prop)
{
  GPtrArray *selected = cairn_editor_dup_selected (self->editor);

  for (guint i = selected->len; i > 0; i--)
    if (!cairn_element_has (g_ptr_array_index (selected, i - 1), prop))
      g_ptr_array_remove_index (selected, i - 1);
  return selected;
}

/* ---- happy paths ---- */

static CairnElement *
add_path (CairnMainWindow *self, CairnElement *swimlane, GPtrArray *flows)
{
  guint n = cairn_element_count (swimlane, CAIRN_KIND_PATH);
  g_autofree char *name
    = n == 0 ? g_strdup (_ ("Main path")) : g_strdup_printf (_ ("Path %u"), n + 1);
  const char *why = NULL;
  CairnElement *path = cairn_command_add_path (history (self), swimlane, flows, name, &why);

  if (path == NULL)
    cairn_main_window_toast (self, why);
  return path;
}

static void
new_path_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CairnMainWindow *self = data;
  CairnElement *swimlane = get_swimlane (self);
  g_autoptr (GPtrArray) selected = cairn_editor_dup_selected (self->editor);
  g_autoptr (GPtrArray) flows = NULL;
  CairnElement *path;

  if (swimlane == NULL)
    return;
  flows = cairn_command_dup_flows_of (swimlane, selected);
  path = add_path (self, swimlane, flows);
  if (path == NULL)
    return;
  if (flows->len == 0)
    {
      cairn_editor_set_picking (self->editor, path);
      cairn_main_window_toast (self, _ ("Click the flows that this path takes; Esc ends."));
    }
}

/* Puts the selected flows on the path with that number; on a new one if there is none yet. */
static void
toggle_path_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CairnMainWindow *self = data;
  CairnElement *swimlane = get_swimlane (self);
  guint number = (guint) g_ascii_strtoull (g_variant_get_string (parameter, NULL), NULL, 10);
  g_autoptr (GPtrArray) selected = NULL;
  g_autoptr (GPtrArray) flows = NULL;
  CairnElement *path;

  if (swimlane == NULL || number < 1 || number > CAIRN_MAX_PATHS)
    return;
  selected = cairn_editor_dup_selected (self->editor);
  flows = cairn_command_dup_flows_of (swimlane, selected);
  path = cairn_element_nth (swimlane, CAIRN_KIND_PATH, number - 1);
  if (flows->len == 0)
    cairn_main_window_toast (self, _ ("Select flows first, or steps with flows between them."));
  else if (path != NULL)
    cairn_command_toggle_in_path (history (self), path, flows);
  else
    {
      g_auto (GStrv) ids = g_new0 (char *, flows->len + 1);

      for (guint i = 0; i < flows->len; i++)
        ids[i] = g_strdup (cairn_element_get_id (g_ptr_array_index (flows, i)));
      if (add_path (self, swimlane, flows) != NULL)
        cairn_selection_set (cairn_editor_get_selection (self->editor), (const char *const *) ids);
    }
}

/* @id: the path to pick flows for; "": none. */
static void
pick (CairnMainWindow *self, const char *id)
{
  CairnElement *path = cairn_document_lookup (cairn_editor_get_document (self->editor), id);

  cairn_editor_set_picking (self->editor, path);
  if (path != NULL)
    cairn_main_window_toast (self, _ ("Click the flows that this path takes; Esc ends."));
  gtk_widget_grab_focus (GTK_WIDGET (self->canvas));
}

static void
pick_path_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  pick (data, g_variant_get_string (parameter, NULL));
}

/* The selected path, else the first; again: ends. */
static void
pick_flows_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CairnMainWindow *self = data;
  CairnElement *swimlane = get_swimlane (self);
  CairnElement *path = cairn_editor_get_selected (self->editor);

  if (swimlane == NULL)
    return;
  if (path == NULL || cairn_element_get_kind (path) != CAIRN_KIND_PATH)
    path = cairn_element_first (swimlane, CAIRN_KIND_PATH);
  if (cairn_editor_get_picking (self->editor) != NULL)
    cairn_editor_set_picking (self->editor, NULL);
  else if (path != NULL)
    pick (self, cairn_element_get_id (path));
  else
    new_path_cb (NULL, NULL, self);
}

/* ---- marks and feelings ---- */

static void
toggle_mark_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  static const CairnProp marks[]
    = { CAIRN_PROP_MOMENT_OF_TRUTH, CAIRN_PROP_FIRST_VALUE, CAIRN_PROP_CLOCK_START };
  CairnMainWindow *self = data;
  const char *name = g_variant_get_string (parameter, NULL);
  g_autoptr (GPtrArray) steps = dup_selected_with (self, CAIRN_PROP_MOMENT_OF_TRUTH);

  if (steps->len == 0)
    {
      cairn_main_window_toast (self, _ ("Select the step to mark first."));
      return;
    }
  if (!cairn_editor_may_change (self->editor))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    if (g_str_equal (cairn_schema_prop (CAIRN_KIND_STEP, marks[i])->attribute, name))
      cairn_command_toggle_mark (history (self), steps, marks[i]);
}

static void
feeling_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CairnMainWindow *self = data;
  const char *what = g_variant_get_string (parameter, NULL);
  g_autoptr (GPtrArray) elements = dup_selected_with (self, CAIRN_PROP_FEELING);
  CairnProp prop
    = g_str_has_prefix (what, "wanted") ? CAIRN_PROP_FEELING_WANTED : CAIRN_PROP_FEELING;

  if (elements->len == 0)
    {
      cairn_main_window_toast (self, _ ("Select the step or stage whose emotion it is first."));
      return;
    }
  if (!cairn_editor_may_change (self->editor))
    return;
  if (g_str_equal (what, "clear"))
    cairn_command_clear_feelings (history (self), elements);
  else
    cairn_command_shift_feeling (history (self), elements, prop,
                                 g_str_has_suffix (what, "up") ? 1 : -1);
}

void
cairn_main_window_add_mark_actions (CairnMainWindow *self)
{
  static const GActionEntry entries[] = {
    { "new-path", new_path_cb },
    { "toggle-path", toggle_path_cb, "s" },
    { "pick-path", pick_path_cb, "s" },
    { "pick-flows", pick_flows_cb },
    { "toggle-mark", toggle_mark_cb, "s" },
    { "feeling", feeling_cb, "s" },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}
