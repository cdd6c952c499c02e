/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-ui"

#include "ui/cairn-inspector.h"

#include "command/cairn-journey-commands.h"
#include "insight/cairn-requirement-figure.h"
#include "insight/cairn-touchpoint-words.h"
#include "ui/cairn-alias-group.h"
#include "ui/cairn-rule-group.h"
#include "ui/cairn-attachment-group.h"
#include "ui/cairn-field-group.h"
#include "ui/cairn-flow-group.h"
#include "ui/cairn-path-group.h"
#include "ui/cairn-timing-group.h"
#include "ui/cairn-touchpoint-group.h"
#include "ui/cairn-variant-group.h"
#include "ui/cairn-why-group.h"

#include <adwaita.h>

struct _CairnInspector
{
  GtkWidget parent_instance;

  GtkWidget *scroller;
  CairnFieldGroup *fields;
  CairnFieldGroup *marks;
  CairnVariantGroup *variant;
  CairnAttachmentGroup *attachments;
  CairnFlowGroup *flows;
  CairnPathGroup *paths;
  CairnTouchpointGroup *touchpoint;
  CairnTimingGroup *timings;
  CairnWhyGroup *why;
  CairnAliasGroup *aliases;
  /* If nothing is selected: */
  CairnFieldGroup *segment;
  CairnAliasGroup *segment_aliases;
  CairnRuleGroup *segment_rule;
  CairnFieldGroup *journey;
  CairnFieldGroup *source;
  GtkWidget *no_source;
  AdwEntryRow *path;

  CairnEditor *editor;
  GSignalGroup *editor_signals;
  GSignalGroup *document_signals;
  GSignalGroup *selection_signals;
};

enum
{
  PROP_0,
  PROP_EDITOR,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (CairnInspector, cairn_inspector, GTK_TYPE_WIDGET)

static gboolean
is_kind (CairnElement *element, CairnKind kind)
{
  return element != NULL && cairn_element_get_kind (element) == kind;
}

/* The stage whose timings belong to @element. */
static CairnElement *
stage_of (CairnInspector *self, CairnElement *element)
{
  CairnElement *stage;

  if (is_kind (element, CAIRN_KIND_STEP))
    return cairn_document_resolve (cairn_editor_get_document (self->editor), element,
                                   CAIRN_PROP_STAGE);
  if (is_kind (element, CAIRN_KIND_STAGE))
    return element;
  stage = cairn_requirement_find_stage (element);
  /* A process step may be a stage that nobody ever heard of. */
  return stage != element || cairn_editor_get_cell (self->editor, element) != NULL ? stage : NULL;
}

/* Whether @elements are steps, at least one. */
static gboolean
are_steps (GPtrArray *elements)
{
  for (guint i = 0; elements != NULL && i < elements->len; i++)
    if (!is_kind (g_ptr_array_index (elements, i), CAIRN_KIND_STEP))
      return FALSE;
  return elements != NULL && elements->len > 0;
}

static void
show_stage (CairnInspector *self, CairnElement *element)
{
  CairnElement *stage = element != NULL ? stage_of (self, element) : NULL;

  cairn_touchpoint_group_show (self->touchpoint, self->editor,
                               is_kind (element, CAIRN_KIND_STEP) ? element : NULL);
  cairn_timing_group_show (self->timings, self->editor, stage);
  cairn_why_group_show (self->why, self->editor, stage);
}

/* @elements: what is selected; NULL: nothing. */
static void
show_details (CairnInspector *self, GPtrArray *elements)
{
  CairnElement *element
    = elements != NULL && elements->len == 1 ? g_ptr_array_index (elements, 0) : NULL;
  gboolean is_step = is_kind (element, CAIRN_KIND_STEP);
  gboolean connects
    = is_step || is_kind (element, CAIRN_KIND_ITEM) || is_kind (element, CAIRN_KIND_REQUIREMENT);

  cairn_attachment_group_show (self->attachments, self->editor,
                               are_steps (elements) ? elements : NULL);
  cairn_flow_group_show (self->flows, self->editor, connects ? element : NULL);
  show_stage (self, element);
  cairn_alias_group_show (self->aliases, self->editor,
                          is_kind (element, CAIRN_KIND_STAGE)
                              || is_kind (element, CAIRN_KIND_SEGMENT)
                              || (is_step && cairn_touchpoint_words_applies (element))
                            ? element
                            : NULL);
}

static void
show_surroundings (CairnInspector *self, CairnElement *diagram)
{
  CairnElement *segment
    = diagram != NULL ? cairn_element_ancestor (diagram, CAIRN_KIND_SEGMENT) : NULL;
  CairnElement *root = self->editor != NULL
                         ? cairn_document_get_root (cairn_editor_get_document (self->editor))
                         : NULL;
  CairnElement *source = root != NULL ? cairn_element_first (root, CAIRN_KIND_SOURCE) : NULL;

  cairn_field_group_show_one (self->segment, self->editor, segment);
  cairn_alias_group_show (self->segment_aliases, self->editor, segment);
  cairn_rule_group_show (self->segment_rule, self->editor, source != NULL ? segment : NULL);
  cairn_field_group_show_one (self->journey, self->editor, root);
  cairn_field_group_show_one (self->source, self->editor, source);
  gtk_widget_set_visible (self->no_source, root != NULL && source == NULL);
}

static void
hide_surroundings (CairnInspector *self)
{
  cairn_field_group_show (self->segment, NULL, NULL);
  cairn_alias_group_show (self->segment_aliases, NULL, NULL);
  cairn_rule_group_show (self->segment_rule, NULL, NULL);
  cairn_field_group_show (self->journey, NULL, NULL);
  cairn_field_group_show (self->source, NULL, NULL);
  gtk_widget_set_visible (self->no_source, FALSE);
}

static void
update (CairnInspector *self)
{
  g_autoptr (GPtrArray) selected = NULL;
  CairnElement *diagram;

  if (self->editor == NULL)
    {
      cairn_field_group_show (self->fields, NULL, NULL);
      cairn_path_group_show (self->paths, NULL, NULL);
      cairn_field_group_show (self->marks, NULL, NULL);
      cairn_variant_group_show (self->variant, NULL, NULL);
      show_details (self, NULL);
      hide_surroundings (self);
      return;
    }
  selected = cairn_editor_dup_selected (self->editor);
  cairn_path_group_show (self->paths, self->editor, selected);
  cairn_field_group_show (self->marks, self->editor, selected);
  diagram = cairn_editor_get_diagram (self->editor);
  show_details (self, selected);
  cairn_variant_group_show (self->variant, self->editor,
                            selected->len == 0   ? diagram
                            : selected->len == 1 ? g_ptr_array_index (selected, 0)
                                                 : NULL);
  if (selected->len == 0)
    {
      cairn_field_group_show_one (self->fields, self->editor, diagram);
      show_surroundings (self, diagram);
      return;
    }
  hide_surroundings (self);
  cairn_field_group_show (self->fields, self->editor, selected);
}

static void
selection_changed_cb (CairnInspector *self)
{
  gtk_adjustment_set_value (
    gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroller)), 0);
  update (self);
}

static void
timings_changed_cb (CairnInspector *self)
{
  CairnElement *element = cairn_editor_get_selected (self->editor);

  show_stage (self, element);
}

static void
path_applied_cb (CairnInspector *self)
{
  g_autofree char *path = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->path))));

  if (*path != '\0' && cairn_editor_may_change (self->editor))
    cairn_command_set_source (cairn_editor_get_history (self->editor), path);
  gtk_editable_set_text (GTK_EDITABLE (self->path), "");
}

static void
undo_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CairnInspector *self = CAIRN_INSPECTOR (widget);

  if (self->editor != NULL && cairn_editor_may_change (self->editor))
    cairn_history_undo (cairn_editor_get_history (self->editor));
}

static void
redo_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CairnInspector *self = CAIRN_INSPECTOR (widget);

  if (self->editor != NULL && cairn_editor_may_change (self->editor))
    cairn_history_redo (cairn_editor_get_history (self->editor));
}

static void
cairn_inspector_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_EDITOR)
    g_value_set_object (value, CAIRN_INSPECTOR (object)->editor);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
cairn_inspector_set_property (GObject *object,
                              guint prop_id,
                              const GValue *value,
                              GParamSpec *pspec)
{
  if (prop_id == PROP_EDITOR)
    cairn_inspector_set_editor (CAIRN_INSPECTOR (object), g_value_get_object (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
cairn_inspector_dispose (GObject *object)
{
  CairnInspector *self = CAIRN_INSPECTOR (object);

  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  g_clear_object (&self->editor_signals);
  g_clear_object (&self->document_signals);
  g_clear_object (&self->selection_signals);
  g_clear_object (&self->editor);
  G_OBJECT_CLASS (cairn_inspector_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, CairnInspector, scroller);
  gtk_widget_class_bind_template_child (widget_class, CairnInspector, fields);
  gtk_widget_class_bind_template_child (widget_class, CairnInspector, marks);
  gtk_widget_class_bind_template_child (widget_class, CairnInspector, variant);
  gtk_widget_class_bind_template_child (widget_class, CairnInspector, attachments);
  gtk_widget_class_bind_template_child (widget_class, CairnInspector, flows);
  gtk_widget_class_bind_template_child (widget_class, CairnInspector, paths);
  gtk_widget_class_bind_template_child (widget_class, CairnInspector, touchpoint);
  gtk_widget_class_bind_template_child (widget_class, CairnInspector, timings);
  gtk_widget_class_bind_template_child (widget_class, CairnInspector, why);
  gtk_widget_class_bind_template_child (widget_class, CairnInspector, aliases);
  gtk_widget_class_bind_template_child (widget_class, CairnInspector, segment);
  gtk_widget_class_bind_template_child (widget_class, CairnInspector, segment_aliases);
  gtk_widget_class_bind_template_child (widget_class, CairnInspector, segment_rule);
  gtk_widget_class_bind_template_child (widget_class, CairnInspector, journey);
  gtk_widget_class_bind_template_child (widget_class, CairnInspector, source);
  gtk_widget_class_bind_template_child (widget_class, CairnInspector, no_source);
  gtk_widget_class_bind_template_child (widget_class, CairnInspector, path);
  gtk_widget_class_bind_template_callback (widget_class, path_applied_cb);
}

static void
cairn_inspector_class_init (CairnInspectorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = cairn_inspector_dispose;
  object_class->get_property = cairn_inspector_get_property;
  object_class->set_property = cairn_inspector_set_property;
  properties[PROP_EDITOR]
    = g_param_spec_object ("editor", NULL, NULL, CAIRN_TYPE_EDITOR,
                           G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  g_type_ensure (CAIRN_TYPE_FIELD_GROUP);
  g_type_ensure (CAIRN_TYPE_VARIANT_GROUP);
  g_type_ensure (CAIRN_TYPE_ATTACHMENT_GROUP);
  g_type_ensure (CAIRN_TYPE_FLOW_GROUP);
  g_type_ensure (CAIRN_TYPE_PATH_GROUP);
  g_type_ensure (CAIRN_TYPE_TIMING_GROUP);
  g_type_ensure (CAIRN_TYPE_TOUCHPOINT_GROUP);
  g_type_ensure (CAIRN_TYPE_WHY_GROUP);
  g_type_ensure (CAIRN_TYPE_ALIAS_GROUP);
  g_type_ensure (CAIRN_TYPE_RULE_GROUP);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/cairn_journeys/Cairn/ui/cairn-inspector.ui");
  bind_children (widget_class);
  gtk_widget_class_install_action (widget_class, "inspector.undo", NULL, undo_action);
  gtk_widget_class_install_action (widget_class, "inspector.redo", NULL, redo_action);
}

static void
cairn_inspector_init (CairnInspector *self)
{
  self->editor_signals = g_signal_group_new (CAIRN_TYPE_EDITOR);
  g_signal_group_connect_swapped (self->editor_signals, "notify::diagram", G_CALLBACK (update),
                                  self);
  g_signal_group_connect_swapped (self->editor_signals, "notify::timings",
                                  G_CALLBACK (timings_changed_cb), self);
  self->document_signals = g_signal_group_new (CAIRN_TYPE_DOCUMENT);
  g_signal_group_connect_swapped (self->document_signals, "changed", G_CALLBACK (update), self);
  self->selection_signals = g_signal_group_new (CAIRN_TYPE_SELECTION);
  g_signal_group_connect_swapped (self->selection_signals, "changed",
                                  G_CALLBACK (selection_changed_cb), self);
  gtk_widget_init_template (GTK_WIDGET (self));
  cairn_field_group_show_marks (self->marks);
}

GtkWidget *
cairn_inspector_new (void)
{
  return g_object_new (CAIRN_TYPE_INSPECTOR, NULL);
}

void
cairn_inspector_set_editor (CairnInspector *self, CairnEditor *editor)
{
  g_return_if_fail (CAIRN_IS_INSPECTOR (self));
  g_return_if_fail (editor == NULL || CAIRN_IS_EDITOR (editor));

  if (!g_set_object (&self->editor, editor))
    return;
  g_signal_group_set_target (self->editor_signals, editor);
  g_signal_group_set_target (self->document_signals,
                             editor != NULL ? cairn_editor_get_document (editor) : NULL);
  g_signal_group_set_target (self->selection_signals,
                             editor != NULL ? cairn_editor_get_selection (editor) : NULL);
  update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_EDITOR]);
}
