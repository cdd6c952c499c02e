/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-ui"

#include "ui/cairn-plan-row.h"

#include "base/cairn-time.h"
#include "command/cairn-plan-commands.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  CairnProp prop;
  const char *title;
  GtkWidget *entry;
} Field;

typedef struct
{
  CairnEditor *editor;   /* weak */
  CairnElement *element; /* an action or a change */
  GtkWidget *row;
  GtkWidget *done; /* NULL: of a change */
  Field fields[4];
  guint n_fields;
  gboolean updating;
} Plan;

static void
plan_free (gpointer data)
{
  Plan *self = data;

  g_clear_weak_pointer (&self->editor);
  cairn_element_unref (self->element);
  g_free (self);
}

static Plan *
get_plan (GtkWidget *row)
{
  return g_object_get_data (G_OBJECT (row), "cairn-plan");
}

static gboolean
is_action (const Plan *self)
{
  return cairn_element_get_kind (self->element) == CAIRN_KIND_ACTION;
}

static gboolean
may_change (const Plan *self)
{
  return !self->updating && self->editor != NULL && cairn_element_get_parent (self->element) != NULL
         && cairn_editor_may_change (self->editor);
}

/* ---- what people do ---- */

/* What stands in the field of @prop; "" if there is none. */
static const char *
typed (const Plan *self, CairnProp prop)
{
  for (guint i = 0; i < self->n_fields; i++)
    if (self->fields[i].prop == prop)
      return gtk_editable_get_text (GTK_EDITABLE (self->fields[i].entry));
  return "";
}

/* A date that nobody can read is not taken over. */
static gboolean
check_date (Plan *self)
{
  const char *date = typed (self, CAIRN_PROP_DATE);
  gint64 moment;
  gboolean good = *date == '\0' || cairn_time_parse (date, NULL, &moment);

  for (guint i = 0; i < self->n_fields; i++)
    if (self->fields[i].prop == CAIRN_PROP_DATE)
      {
        if (good)
          gtk_widget_remove_css_class (self->fields[i].entry, "error");
        else
          gtk_widget_add_css_class (self->fields[i].entry, "error");
        gtk_widget_set_tooltip_text (self->fields[i].entry,
                                     good ? NULL : _ ("A date such as 2026-12-04"));
      }
  return good;
}

static void
apply_cb (GtkWidget *entry, GtkWidget *row)
{
  Plan *self = get_plan (row);
  CairnHistory *history;

  if (!may_change (self) || !check_date (self))
    return;
  history = cairn_editor_get_history (self->editor);
  if (is_action (self))
    cairn_command_edit_action (
      history, self->element,
      &(CairnActionWords){ typed (self, CAIRN_PROP_TITLE), typed (self, CAIRN_PROP_REASON),
                           typed (self, CAIRN_PROP_OWNER), typed (self, CAIRN_PROP_DATE) });
  else
    cairn_command_edit_change (history, self->element, typed (self, CAIRN_PROP_NAME),
                               typed (self, CAIRN_PROP_DATE));
}

static void
done_cb (GtkCheckButton *button, GParamSpec *pspec, GtkWidget *row)
{
  Plan *self = get_plan (row);

  if (may_change (self))
    cairn_command_set_action_done (cairn_editor_get_history (self->editor), self->element,
                                   gtk_check_button_get_active (button));
}

static void
remove_cb (GtkButton *button, GtkWidget *row)
{
  Plan *self = get_plan (row);

  if (may_change (self))
    cairn_command_remove_from_plan (cairn_editor_get_history (self->editor), self->element);
}

/* ---- the row ---- */

static void
add_field (Plan *self, CairnProp prop, const char *title)
{
  GtkWidget *entry = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (entry), title);
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (entry), TRUE);
  g_signal_connect_object (entry, "apply", G_CALLBACK (apply_cb), self->row, 0);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self->row), entry);
  self->fields[self->n_fields++] = (Field){ prop, title, entry };
}

static void
add_remove (Plan *self)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");
  const char *label = is_action (self) ? _ ("Remove this action") : _ ("Remove this change");

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  g_signal_connect_object (button, "clicked", G_CALLBACK (remove_cb), self->row, 0);
  adw_expander_row_add_action (ADW_EXPANDER_ROW (self->row), button);
}

static void
fill (Plan *self)
{
  if (!is_action (self))
    {
      add_field (self, CAIRN_PROP_NAME, _ ("What was changed"));
      add_field (self, CAIRN_PROP_DATE, _ ("Since (year-month-day)"));
      add_remove (self);
      return;
    }
  self->done = gtk_check_button_new ();
  gtk_widget_set_valign (self->done, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->done), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Done"), -1);
  g_signal_connect_object (self->done, "notify::active", G_CALLBACK (done_cb), self->row, 0);
  adw_expander_row_add_prefix (ADW_EXPANDER_ROW (self->row), self->done);
  add_field (self, CAIRN_PROP_TITLE, _ ("Action"));
  add_field (self, CAIRN_PROP_REASON, _ ("Reason"));
  add_field (self, CAIRN_PROP_OWNER, _ ("Owner"));
  add_field (self, CAIRN_PROP_DATE, _ ("Due (year-month-day)"));
  add_remove (self);
}

GtkWidget *
cairn_plan_row_new (CairnEditor *editor, CairnElement *element)
{
  Plan *self = g_new0 (Plan, 1);

  self->row = adw_expander_row_new ();
  g_set_weak_pointer (&self->editor, editor);
  self->element = cairn_element_ref (element);
  g_object_set_data_full (G_OBJECT (self->row), "cairn-plan", self, plan_free);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->row), FALSE);
  fill (self);
  return self->row;
}

CairnElement *
cairn_plan_row_get_element (GtkWidget *row)
{
  return get_plan (row)->element;
}

static char *
subtitle_of (const Plan *self)
{
  const char *owner = cairn_element_get_string (self->element, CAIRN_PROP_OWNER);
  const char *due = cairn_element_get_string (self->element, CAIRN_PROP_DATE);

  if (*owner != '\0' && *due != '\0')
    /* translators: who does it, and by when */
    return g_strdup_printf (_ ("%1$s · due %2$s"), owner, due);
  if (*due != '\0')
    return g_strdup_printf (_ ("due %s"), due);
  return g_strdup (*owner != '\0' ? owner : _ ("no owner yet"));
}

static gboolean
has_focus (GtkWidget *entry)
{
  return (gtk_widget_get_state_flags (entry) & GTK_STATE_FLAG_FOCUS_WITHIN) != 0;
}

void
cairn_plan_row_update (GtkWidget *row, const char *words)
{
  Plan *self = get_plan (row);
  const char *title = cairn_element_get_title (self->element);
  g_autofree char *subtitle = is_action (self) ? subtitle_of (self) : g_strdup (words);

  self->updating = TRUE;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), *title != '\0'     ? title
                                                            : is_action (self) ? _ ("Action")
                                                                               : _ ("Change"));
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), subtitle != NULL ? subtitle : "");
  if (self->done != NULL)
    gtk_check_button_set_active (GTK_CHECK_BUTTON (self->done),
                                 cairn_element_get_int (self->element, CAIRN_PROP_DONE) != 0);
  for (guint i = 0; i < self->n_fields; i++)
    {
      GtkEditable *entry = GTK_EDITABLE (self->fields[i].entry);
      const char *text = cairn_element_get_string (self->element, self->fields[i].prop);

      if (!has_focus (self->fields[i].entry) && strcmp (gtk_editable_get_text (entry), text) != 0)
        gtk_editable_set_text (entry, text);
    }
  self->updating = FALSE;
}
