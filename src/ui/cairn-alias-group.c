/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-ui"

#include "ui/cairn-alias-group.h"

#include "command/cairn-element-commands.h"

#include <glib/gi18n-lib.h>

struct _CairnAliasGroup
{
  AdwPreferencesGroup parent_instance;

  GtkTextView *view;

  CairnEditor *editor;
  CairnElement *element;
};

G_DEFINE_FINAL_TYPE (CairnAliasGroup, cairn_alias_group, ADW_TYPE_PREFERENCES_GROUP)

static char *
names_of (CairnElement *element)
{
  g_autoptr (GString) text = g_string_new (NULL);

  CAIRN_FOREACH_CHILD (alias, element, CAIRN_KIND_ALIAS)
    g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "",
                            cairn_element_get_title (alias));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* What was typed, tidied the way the command does it. */
static char *
typed_names (CairnAliasGroup *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->view);
  GtkTextIter start, end;
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GString) tidy = g_string_new (NULL);

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  text = gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    if (*g_strstrip (lines[i]) != '\0')
      g_string_append_printf (tidy, "%s%s", tidy->len > 0 ? "\n" : "", lines[i]);
  return g_string_free (g_steal_pointer (&tidy), FALSE);
}

/* Names take effect when the field is left: half a name would belong to no stage. */
static void
commit (CairnAliasGroup *self)
{
  g_autofree char *typed = NULL;
  g_autofree char *now = NULL;
  g_auto (GStrv) names = NULL;

  if (self->element == NULL || cairn_element_get_parent (self->element) == NULL)
    return;
  typed = typed_names (self);
  now = names_of (self->element);
  if (strcmp (typed, now) == 0 || !cairn_editor_may_change (self->editor))
    return;
  names = g_strsplit (typed, "\n", -1);
  cairn_command_set_aliases (cairn_editor_get_history (self->editor), self->element,
                             (const char *const *) names);
}

static void
forget (CairnAliasGroup *self)
{
  g_clear_pointer (&self->element, cairn_element_unref);
  g_clear_object (&self->editor);
}

static void
cairn_alias_group_dispose (GObject *object)
{
  forget (CAIRN_ALIAS_GROUP (object));
  G_OBJECT_CLASS (cairn_alias_group_parent_class)->dispose (object);
}

static void
cairn_alias_group_class_init (CairnAliasGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cairn_alias_group_dispose;
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/cairn_journeys/Cairn/ui/cairn-alias-group.ui");
  gtk_widget_class_bind_template_child (widget_class, CairnAliasGroup, view);
  gtk_widget_class_bind_template_callback (widget_class, commit);
}

static void
cairn_alias_group_init (CairnAliasGroup *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
cairn_alias_group_show (CairnAliasGroup *self, CairnEditor *editor, CairnElement *element)
{
  GtkTextBuffer *buffer;
  g_autofree char *now = NULL;
  g_autofree char *typed = NULL;

  g_return_if_fail (CAIRN_IS_ALIAS_GROUP (self));

  if (self->element != NULL && self->element != element)
    commit (self);
  gtk_widget_set_visible (GTK_WIDGET (self), element != NULL);
  if (element == NULL)
    {
      forget (self);
      return;
    }
  if (self->element == element
      && (gtk_widget_get_state_flags (GTK_WIDGET (self->view)) & GTK_STATE_FLAG_FOCUSED) != 0)
    return;
  g_set_object (&self->editor, editor);
  if (self->element != element)
    {
      g_clear_pointer (&self->element, cairn_element_unref);
      self->element = cairn_element_ref (element);
    }
  buffer = gtk_text_view_get_buffer (self->view);
  now = names_of (element);
  typed = typed_names (self);
  if (strcmp (now, typed) != 0)
    gtk_text_buffer_set_text (buffer, now, -1);
}
