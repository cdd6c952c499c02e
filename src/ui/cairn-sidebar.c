/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-ui"

#include "ui/cairn-sidebar.h"

#include "ui/cairn-outline.h"
#include "ui/cairn-playbook-list.h"
#include "ui/cairn-segment-list.h"

struct _CairnSidebar
{
  GtkWidget parent_instance;

  GtkWidget *content;
  CairnSegmentList *segments;
  CairnPlaybookList *playbooks;
  CairnOutline *outline;

  CairnEditor *editor;
};

enum
{
  PROP_0,
  PROP_EDITOR,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (CairnSidebar, cairn_sidebar, GTK_TYPE_WIDGET)

static void
cairn_sidebar_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_EDITOR)
    g_value_set_object (value, CAIRN_SIDEBAR (object)->editor);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
cairn_sidebar_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_EDITOR)
    cairn_sidebar_set_editor (CAIRN_SIDEBAR (object), g_value_get_object (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
cairn_sidebar_dispose (GObject *object)
{
  CairnSidebar *self = CAIRN_SIDEBAR (object);

  g_clear_pointer (&self->content, gtk_widget_unparent);
  g_clear_object (&self->editor);
  G_OBJECT_CLASS (cairn_sidebar_parent_class)->dispose (object);
}

static void
cairn_sidebar_class_init (CairnSidebarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = cairn_sidebar_dispose;
  object_class->get_property = cairn_sidebar_get_property;
  object_class->set_property = cairn_sidebar_set_property;
  properties[PROP_EDITOR]
    = g_param_spec_object ("editor", NULL, NULL, CAIRN_TYPE_EDITOR,
                           G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  g_type_ensure (CAIRN_TYPE_SEGMENT_LIST);
  g_type_ensure (CAIRN_TYPE_PLAYBOOK_LIST);
  g_type_ensure (CAIRN_TYPE_OUTLINE);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/cairn_journeys/Cairn/ui/cairn-sidebar.ui");
  gtk_widget_class_bind_template_child (widget_class, CairnSidebar, content);
  gtk_widget_class_bind_template_child (widget_class, CairnSidebar, segments);
  gtk_widget_class_bind_template_child (widget_class, CairnSidebar, playbooks);
  gtk_widget_class_bind_template_child (widget_class, CairnSidebar, outline);
}

static void
cairn_sidebar_init (CairnSidebar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
cairn_sidebar_new (void)
{
  return g_object_new (CAIRN_TYPE_SIDEBAR, NULL);
}

void
cairn_sidebar_set_editor (CairnSidebar *self, CairnEditor *editor)
{
  g_return_if_fail (CAIRN_IS_SIDEBAR (self));
  g_return_if_fail (editor == NULL || CAIRN_IS_EDITOR (editor));

  if (!g_set_object (&self->editor, editor))
    return;
  cairn_segment_list_set_editor (self->segments, editor);
  cairn_playbook_list_set_editor (self->playbooks, editor);
  cairn_outline_set_editor (self->outline, editor);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_EDITOR]);
}
