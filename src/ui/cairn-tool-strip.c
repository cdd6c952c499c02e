/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-ui"

#include "config.h"

#include "ui/cairn-tool-strip.h"

#include "canvas/cairn-action.h"
#include "canvas/cairn-canvas.h"

#include <glib/gi18n-lib.h>

struct _CairnToolStrip
{
  GtkWidget parent_instance;

  GSignalGroup *editor_signals;
  CairnKind kind; /* of the diagram that the buttons are for; CAIRN_N_KINDS: none yet */
};

typedef struct
{
  const char *action;
  const char *target; /* NULL: the action takes none */
  const char *label;
  const char *tooltip;
} Tool;

static const Tool swimlane_tools[] = {
  { "win.tool", "select", N_ ("Select"), N_ ("Select and move") },
  { "win.tool", "touchpoint", N_ ("Touchpoint"),
    N_ ("Click where the new touchpoint goes; with a step selected, Tab makes the next") },
  { "win.tool", "decision", N_ ("Decision"), N_ ("Click where the new decision goes") },
  { "win.tool", "connect", N_ ("Connect"), N_ ("Drag from one step to the next") },
  { "win.tool", "note", N_ ("Note"), N_ ("Click where the new note goes") },
  { "win.add-lane", NULL, N_ ("Lane"), N_ ("Add a lane") },
  { "win.add-stage", NULL, N_ ("Stage"), N_ ("Add a stage") },
};

static const Tool sipoc_tools[] = {
  { "win.tool", "select", N_ ("Select"), N_ ("Select and move") },
  { "win.tool", "touchpoint", N_ ("Item"),
    N_ ("Click in the column where the new item goes; with an item selected, Tab makes the "
        "next") },
  { "win.tool", "connect", N_ ("Link"), N_ ("Drag from one item to the next") },
  { "win.add-requirement", NULL, N_ ("Requirement"), N_ ("Add a requirement") },
};

static const Tool ctq_tools[] = {
  { "win.tool", "select", N_ ("Select"), N_ ("Select") },
  { "win.tool", "touchpoint", N_ ("Need"),
    N_ ("Click on the paper for a new need; with one selected, Tab makes a branch of it and "
        "Enter another beside it") },
};

G_DEFINE_FINAL_TYPE (CairnToolStrip, cairn_tool_strip, GTK_TYPE_WIDGET)

static void
clear_buttons (CairnToolStrip *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
}

static void
add_button (CairnToolStrip *self, const Tool *tool)
{
  GtkWidget *button = tool->target != NULL ? gtk_toggle_button_new () : gtk_button_new ();
  g_autofree char *name = tool->target != NULL
                            ? g_strconcat (tool->action, "::", tool->target, NULL)
                            : g_strdup (tool->action);
  g_autofree char *hint = cairn_action_dup_hint (name, _ (tool->tooltip));

  gtk_button_set_label (GTK_BUTTON (button), _ (tool->label));
  gtk_widget_set_tooltip_text (button, hint);
  /* A click keeps the keys with the drawing. */
  gtk_widget_set_focus_on_click (button, FALSE);
  gtk_widget_add_css_class (button, "flat");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), tool->action);
  if (tool->target != NULL)
    gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", tool->target);
  if (tool->target != NULL)
    cairn_canvas_add_tool_source (button, tool->target);
  gtk_widget_set_parent (button, GTK_WIDGET (self));
}

static void
diagram_changed_cb (CairnToolStrip *self)
{
  g_autoptr (CairnEditor) editor = g_signal_group_dup_target (self->editor_signals);
  CairnElement *diagram = editor != NULL ? cairn_editor_get_diagram (editor) : NULL;
  CairnKind kind = diagram != NULL ? cairn_element_get_kind (diagram) : CAIRN_N_KINDS;
  const Tool *tools = swimlane_tools;
  guint n_tools = G_N_ELEMENTS (swimlane_tools);

  if (kind == CAIRN_KIND_SIPOC)
    {
      tools = sipoc_tools;
      n_tools = G_N_ELEMENTS (sipoc_tools);
    }
  else if (kind == CAIRN_KIND_CTQ)
    {
      tools = ctq_tools;
      n_tools = G_N_ELEMENTS (ctq_tools);
    }
  gtk_widget_set_visible (GTK_WIDGET (self), diagram != NULL);
  if (kind == self->kind)
    return;
  self->kind = kind;
  clear_buttons (self);
  for (guint i = 0; diagram != NULL && i < n_tools; i++)
    add_button (self, &tools[i]);
}

static void
cairn_tool_strip_dispose (GObject *object)
{
  CairnToolStrip *self = CAIRN_TOOL_STRIP (object);

  clear_buttons (self);
  g_clear_object (&self->editor_signals);
  G_OBJECT_CLASS (cairn_tool_strip_parent_class)->dispose (object);
}

static void
cairn_tool_strip_class_init (CairnToolStripClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cairn_tool_strip_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "toolstrip");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_TOOLBAR);
}

static void
cairn_tool_strip_init (CairnToolStrip *self)
{
  self->kind = CAIRN_N_KINDS;
  self->editor_signals = g_signal_group_new (CAIRN_TYPE_EDITOR);
  g_signal_group_connect_swapped (self->editor_signals, "notify::diagram",
                                  G_CALLBACK (diagram_changed_cb), self);
  gtk_widget_add_css_class (GTK_WIDGET (self), "floating-strip");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Tools"),
                                  -1);
}

void
cairn_tool_strip_set_editor (CairnToolStrip *self, CairnEditor *editor)
{
  g_return_if_fail (CAIRN_IS_TOOL_STRIP (self));
  g_return_if_fail (editor == NULL || CAIRN_IS_EDITOR (editor));

  g_signal_group_set_target (self->editor_signals, editor);
  diagram_changed_cb (self);
}
