/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-canvas"

/* Putting something new on the map: with a tool and a click, dragged from the tools below the map,
 * or with a double click. Over a flow it goes into the flow. */

#include "canvas/cairn-canvas-private.h"

#include "command/cairn-drag-commands.h"
#include "command/cairn-sipoc-commands.h"
#include "command/cairn-step-commands.h"

#define FLOW_REACH 10.0

/* What is dragged from the tools, as text. */
#define TOOL_PREFIX "cairn-tool:"

static gboolean
is_placing (CairnTool tool)
{
  return tool == CAIRN_TOOL_TOUCHPOINT || tool == CAIRN_TOOL_DECISION || tool == CAIRN_TOOL_NOTE;
}

static CairnStepKind
kind_of (CairnTool tool)
{
  return tool == CAIRN_TOOL_DECISION ? CAIRN_STEP_DECISION
         : tool == CAIRN_TOOL_NOTE   ? CAIRN_STEP_NOTE
                                     : CAIRN_STEP_TOUCHPOINT;
}

/* Notes where it would go; TRUE if that is another place than before. */
static gboolean
aim (CairnCanvas *self, double x, double y, CairnTool tool)
{
  CairnDrop before = self->drop;
  gboolean was_ok = self->drop_ok;
  CairnElement *flow = self->drop_flow;
  CairnSceneHit hit;

  self->drop_ok = cairn_canvas_find_drop (self, x, y, &self->drop);
  self->drop_flow = NULL;
  if (self->drop_ok && tool != CAIRN_TOOL_NOTE
      && (!cairn_canvas_hit (self, x, y, &hit)
          || cairn_element_get_kind (hit.element) != CAIRN_KIND_STEP))
    self->drop_flow = cairn_canvas_find_flow (self, x, y, FLOW_REACH);
  return was_ok != self->drop_ok || flow != self->drop_flow || before.lane != self->drop.lane
         || before.stage != self->drop.stage || before.column != self->drop.column
         || before.before != self->drop.before;
}

static CairnElement *
put (CairnCanvas *self, CairnHistory *history, CairnTool tool)
{
  CairnElement *diagram = cairn_editor_get_diagram (self->editor);
  const CairnDrop *drop = &self->drop;

  if (cairn_element_get_kind (diagram) != CAIRN_KIND_SWIMLANE)
    return cairn_command_add_item (history, diagram, drop->column, drop->before, "");
  if (self->drop_flow != NULL)
    return cairn_command_add_into_flow (history, self->drop_flow, drop->lane, drop->stage,
                                        drop->before, kind_of (tool));
  return cairn_command_add_step (history, diagram, drop->lane, drop->stage, drop->before,
                                 kind_of (tool), "");
}

gboolean
cairn_canvas_place (CairnCanvas *self, double x, double y, CairnTool tool)
{
  CairnElement *diagram = cairn_editor_get_diagram (self->editor);
  CairnElement *made;

  if (cairn_element_get_kind (diagram) == CAIRN_KIND_CTQ)
    {
      cairn_editor_set_tool (self->editor, CAIRN_TOOL_SELECT);
      return cairn_editor_may_change (self->editor) && cairn_canvas_add_first_item (self, diagram);
    }
  aim (self, x, y, tool);
  if (!self->drop_ok || !cairn_editor_may_change (self->editor))
    return FALSE;
  made = put (self, cairn_editor_get_history (self->editor), tool);
  self->drop_ok = FALSE;
  self->drop_flow = NULL;
  cairn_editor_set_tool (self->editor, CAIRN_TOOL_SELECT);
  cairn_canvas_edit_label (self, made, TRUE);
  return TRUE;
}

void
cairn_canvas_aim (CairnCanvas *self, double x, double y)
{
  if (self->drag == NULL && is_placing (cairn_editor_get_tool (self->editor))
      && aim (self, x, y, cairn_editor_get_tool (self->editor)))
    gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
cairn_canvas_stop_aiming (CairnCanvas *self)
{
  if (self->drag != NULL)
    return;
  self->drop_ok = FALSE;
  self->drop_flow = NULL;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
cairn_canvas_draw_aim (CairnCanvas *self, cairo_t *cr)
{
  if (self->drag != NULL || !self->drop_ok || !is_placing (cairn_editor_get_tool (self->editor)))
    return;
  if (self->drop_flow != NULL)
    cairn_canvas_draw_outline (self, cr, self->drop_flow);
  else
    cairn_canvas_draw_drop (self, cr);
}

/* The tool that @value, dragged over the map, stands for; SELECT: it is something else. */
static CairnTool
tool_of (const GValue *value)
{
  const char *text
    = value != NULL && G_VALUE_HOLDS_STRING (value) ? g_value_get_string (value) : "";
  g_autoptr (GEnumClass) tools = g_type_class_ref (CAIRN_TYPE_TOOL);
  const GEnumValue *found;

  if (text == NULL || !g_str_has_prefix (text, TOOL_PREFIX))
    return CAIRN_TOOL_SELECT;
  found = g_enum_get_value_by_nick (tools, text + strlen (TOOL_PREFIX));
  return found != NULL && is_placing ((CairnTool) found->value) ? (CairnTool) found->value
                                                                : CAIRN_TOOL_SELECT;
}

static void
try_put (gpointer data, CairnHistory *history)
{
  CairnCanvas *self = data;

  put (self, history, self->dragged_tool);
}

void
cairn_canvas_drag_tool (CairnCanvas *self, const GValue *value, double x, double y)
{
  CairnTool tool = tool_of (value);

  if (self->editor == NULL || tool == CAIRN_TOOL_SELECT
      || cairn_editor_get_read_only (self->editor))
    return;
  self->dragged_tool = tool;
  if (!aim (self, x, y, tool))
    return;
  if (self->drop_ok)
    cairn_preview_show (self->preview, self->editor, try_put, self);
  else
    cairn_preview_leave (self->preview);
}

void
cairn_canvas_leave_tool (CairnCanvas *self)
{
  if (self->dragged_tool == CAIRN_TOOL_SELECT)
    return;
  self->dragged_tool = CAIRN_TOOL_SELECT;
  cairn_canvas_stop_aiming (self);
  cairn_preview_leave (self->preview);
}

gboolean
cairn_canvas_drop_tool (CairnCanvas *self, const GValue *value, double x, double y)
{
  CairnTool tool = tool_of (value);

  if (tool == CAIRN_TOOL_SELECT)
    return FALSE;
  self->dragged_tool = CAIRN_TOOL_SELECT;
  cairn_preview_drop (self->preview);
  cairn_canvas_place (self, x, y, tool);
  return TRUE;
}

static GdkContentProvider *
prepare_cb (GtkDragSource *source, double x, double y, const char *text)
{
  return gdk_content_provider_new_typed (G_TYPE_STRING, text);
}

void
cairn_canvas_add_tool_source (GtkWidget *widget, const char *tool)
{
  GtkDragSource *source = gtk_drag_source_new ();

  g_signal_connect_data (source, "prepare", G_CALLBACK (prepare_cb),
                         g_strconcat (TOOL_PREFIX, tool, NULL),
                         (GClosureNotify) (void (*) (void)) g_free, 0);
  /* Before the button takes the press for itself. */
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (source), GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (source));
}
