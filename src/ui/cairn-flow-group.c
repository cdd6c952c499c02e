/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-ui"

#include "ui/cairn-flow-group.h"

#include "ui/cairn-words.h"

#include <glib/gi18n-lib.h>

struct _CairnFlowGroup
{
  AdwPreferencesGroup parent_instance;

  CairnEditor *editor;
  GPtrArray *rows; /* of GtkWidget in the group */
  char *shown;     /* what they say, to see whether they have to be made anew */
};

G_DEFINE_FINAL_TYPE (CairnFlowGroup, cairn_flow_group, ADW_TYPE_PREFERENCES_GROUP)

static void
activated_cb (GtkWidget *row, CairnFlowGroup *self)
{
  CairnElement *flow = cairn_document_lookup (cairn_editor_get_document (self->editor),
                                              g_object_get_data (G_OBJECT (row), "flow"));

  if (flow != NULL)
    cairn_editor_reveal (self->editor, flow);
}

/* "Leads to Implementation plan", or where it comes from. */
static char *
title_of (CairnDocument *document, CairnElement *flow, CairnElement *element)
{
  CairnElement *from = cairn_document_resolve (document, flow, CAIRN_PROP_FROM);
  CairnElement *to = cairn_document_resolve (document, flow, CAIRN_PROP_TO);
  CairnElement *other = from == element ? to : from;
  g_autofree char *title = other != NULL ? cairn_words_title (other) : g_strdup ("?");

  /* translators: %s is a step */
  return g_strdup_printf (from == element ? _ ("Leads to %s") : _ ("Comes from %s"), title);
}

static void
add_row (CairnFlowGroup *self, CairnElement *flow, CairnElement *element)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *title = title_of (cairn_editor_get_document (self->editor), flow, element);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), cairn_element_get_title (flow));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_widget_set_tooltip_text (row, _ ("Select this connection, to name or delete it"));
  g_object_set_data_full (G_OBJECT (row), "flow", g_strdup (cairn_element_get_id (flow)), g_free);
  g_signal_connect_object (row, "activated", G_CALLBACK (activated_cb), self, 0);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_ptr_array_add (self->rows, row);
}

static void
clear_rows (CairnFlowGroup *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
}

static void
cairn_flow_group_dispose (GObject *object)
{
  g_clear_object (&CAIRN_FLOW_GROUP (object)->editor);
  G_OBJECT_CLASS (cairn_flow_group_parent_class)->dispose (object);
}

static void
cairn_flow_group_finalize (GObject *object)
{
  CairnFlowGroup *self = CAIRN_FLOW_GROUP (object);

  g_ptr_array_unref (self->rows);
  g_free (self->shown);
  G_OBJECT_CLASS (cairn_flow_group_parent_class)->finalize (object);
}

static void
cairn_flow_group_class_init (CairnFlowGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cairn_flow_group_dispose;
  G_OBJECT_CLASS (klass)->finalize = cairn_flow_group_finalize;
}

static void
cairn_flow_group_init (CairnFlowGroup *self)
{
  self->rows = g_ptr_array_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _ ("Connections"));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/* The flows and links at @element, those that come in first. */
static GPtrArray *
dup_flows (CairnElement *element)
{
  CairnElement *diagram = cairn_element_get_diagram (element);
  const char *id = cairn_element_get_id (element);
  GPtrArray *in = g_ptr_array_new ();
  g_autoptr (GPtrArray) out = g_ptr_array_new ();
  CairnKind kind
    = cairn_element_get_kind (diagram) == CAIRN_KIND_SIPOC ? CAIRN_KIND_LINK : CAIRN_KIND_FLOW;

  CAIRN_FOREACH_CHILD (flow, diagram, kind)
    {
      /* Ids are interned: equal ids are equal pointers. */
      if (cairn_element_get_string (flow, CAIRN_PROP_TO) == id)
        g_ptr_array_add (in, flow);
      else if (cairn_element_get_string (flow, CAIRN_PROP_FROM) == id)
        g_ptr_array_add (out, flow);
    }
  g_ptr_array_extend (in, out, NULL, NULL);
  return in;
}

static char *
signature (CairnDocument *document, GPtrArray *flows, CairnElement *element)
{
  g_autoptr (GString) text = g_string_new (cairn_element_get_id (element));

  for (guint i = 0; i < flows->len; i++)
    {
      CairnElement *flow = g_ptr_array_index (flows, i);
      g_autofree char *title = title_of (document, flow, element);

      g_string_append_printf (text, "\n%s\t%s\t%s", cairn_element_get_id (flow), title,
                              cairn_element_get_title (flow));
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

void
cairn_flow_group_show (CairnFlowGroup *self, CairnEditor *editor, CairnElement *element)
{
  g_autoptr (GPtrArray) flows = NULL;
  g_autofree char *now = NULL;

  g_return_if_fail (CAIRN_IS_FLOW_GROUP (self));

  if (element != NULL)
    flows = dup_flows (element);
  gtk_widget_set_visible (GTK_WIDGET (self), flows != NULL && flows->len > 0);
  /* Rows of a hidden group stay until they are needed no more for sure: this may be the answer to
   * one of them having been activated. */
  if (flows == NULL)
    return;
  now = signature (cairn_editor_get_document (editor), flows, element);
  if (g_strcmp0 (now, self->shown) == 0 && self->editor == editor)
    return;
  g_free (self->shown);
  self->shown = g_steal_pointer (&now);
  g_set_object (&self->editor, editor);
  clear_rows (self);
  for (guint i = 0; i < flows->len; i++)
    add_row (self, g_ptr_array_index (flows, i), element);
}
