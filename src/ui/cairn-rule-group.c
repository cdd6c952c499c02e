/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-ui"

#include "ui/cairn-rule-group.h"

#include "command/cairn-journey-commands.h"
#include "timing/cairn-customer-rule.h"

#include <glib/gi18n-lib.h>

struct _CairnRuleGroup
{
  AdwPreferencesGroup parent_instance;

  AdwEntryRow *row;
  GtkLabel *count;

  CairnEditor *editor;
  GSignalGroup *signals; /* of the editor */
  CairnElement *segment;
};

G_DEFINE_FINAL_TYPE (CairnRuleGroup, cairn_rule_group, ADW_TYPE_PREFERENCES_GROUP)

static const char *
get_rule (CairnRuleGroup *self)
{
  return cairn_element_get_string (self->segment, CAIRN_PROP_RULE);
}

static void
tell (CairnRuleGroup *self, const char *text, gboolean wrong)
{
  gtk_label_set_label (self->count, text);
  gtk_widget_set_visible (GTK_WIDGET (self->count), *text != '\0');
  gtk_widget_remove_css_class (GTK_WIDGET (self->count), wrong ? "dim-label" : "error");
  gtk_widget_add_css_class (GTK_WIDGET (self->count), wrong ? "error" : "dim-label");
}

static void
update_count (CairnRuleGroup *self)
{
  CairnSnapshot *snapshot = self->editor != NULL ? cairn_editor_get_snapshot (self->editor) : NULL;
  const CairnAudience *audience = snapshot != NULL ? cairn_snapshot_get_audience (snapshot) : NULL;
  const CairnAudienceRule *rule
    = audience != NULL && self->segment != NULL && *get_rule (self) != '\0'
        ? cairn_audience_find_rule (audience, cairn_element_get_title (self->segment))
        : NULL;
  g_autofree char *text = NULL;

  if (rule == NULL)
    tell (self, _ ("Empty: the data say who belongs to it."), FALSE);
  else if (rule->problem != NULL)
    tell (self, rule->problem, TRUE);
  else
    {
      text = g_strdup_printf (ngettext ("%'u customer now", "%'u customers now", rule->customers),
                              rule->customers);
      tell (self, text, FALSE);
    }
}

static void
apply_cb (CairnRuleGroup *self)
{
  g_autofree char *typed = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->row)));
  g_autoptr (GError) error = NULL;
  g_autoptr (CairnCustomerRule) rule = NULL;
  g_autofree char *tidy = NULL;

  if (self->segment == NULL || !cairn_editor_may_change (self->editor))
    return;
  if (*g_strstrip (typed) != '\0')
    {
      rule = cairn_customer_rule_parse (typed, &error);
      if (rule == NULL)
        {
          tell (self, error->message, TRUE);
          return;
        }
    }
  tidy = rule != NULL ? cairn_customer_rule_to_string (rule) : g_strdup ("");
  if (!g_str_equal (tidy, get_rule (self)))
    cairn_command_set_segment_rule (cairn_editor_get_history (self->editor), self->segment, tidy);
  update_count (self);
}

static void
cairn_rule_group_dispose (GObject *object)
{
  CairnRuleGroup *self = CAIRN_RULE_GROUP (object);

  g_clear_pointer (&self->segment, cairn_element_unref);
  g_clear_object (&self->signals);
  g_clear_object (&self->editor);
  G_OBJECT_CLASS (cairn_rule_group_parent_class)->dispose (object);
}

static void
cairn_rule_group_class_init (CairnRuleGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cairn_rule_group_dispose;
}

static void
cairn_rule_group_init (CairnRuleGroup *self)
{
  self->row = ADW_ENTRY_ROW (adw_entry_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->row), _ ("Customers with"));
  adw_entry_row_set_show_apply_button (self->row, TRUE);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->row),
                               _ ("For example: arr >= 50000 and health < 60"));
  g_signal_connect_object (self->row, "apply", G_CALLBACK (apply_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (self->row));
  self->count = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->count, 0);
  gtk_label_set_wrap (self->count, TRUE);
  gtk_widget_set_margin_top (GTK_WIDGET (self->count), 6);
  gtk_widget_set_margin_start (GTK_WIDGET (self->count), 12);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (self->count));
  self->signals = g_signal_group_new (CAIRN_TYPE_EDITOR);
  g_signal_group_connect_swapped (self->signals, "notify::timings", G_CALLBACK (update_count),
                                  self);
}

void
cairn_rule_group_show (CairnRuleGroup *self, CairnEditor *editor, CairnElement *segment)
{
  g_return_if_fail (CAIRN_IS_RULE_GROUP (self));

  gtk_widget_set_visible (GTK_WIDGET (self), segment != NULL);
  g_set_object (&self->editor, editor);
  g_signal_group_set_target (self->signals, editor);
  if (self->segment != segment)
    {
      g_clear_pointer (&self->segment, cairn_element_unref);
      self->segment = segment != NULL ? cairn_element_ref (segment) : NULL;
    }
  if (segment == NULL)
    return;
  if ((gtk_widget_get_state_flags (GTK_WIDGET (self->row)) & GTK_STATE_FLAG_FOCUS_WITHIN) == 0
      && !g_str_equal (gtk_editable_get_text (GTK_EDITABLE (self->row)), get_rule (self)))
    {
      adw_entry_row_set_show_apply_button (self->row, FALSE);
      gtk_editable_set_text (GTK_EDITABLE (self->row), get_rule (self));
      adw_entry_row_set_show_apply_button (self->row, TRUE);
    }
  update_count (self);
}
