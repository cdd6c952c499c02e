/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-ui"

#include "ui/cairn-filter-bar.h"
#include "ui/cairn-tooltip.h"

#include "timing/cairn-customer-rule.h"

#include <glib/gi18n-lib.h>

struct _CairnFilterBar
{
  GtkWidget parent_instance;

  char *rule;            /* "": everybody counts */
  GPtrArray *attributes; /* names that a rule may ask for; NULL: not known */

  GtkLabel *about;
  GtkStack *stack;
  GtkButton *chip;
  GtkLabel *chip_label;
  GtkEntry *entry;
  GtkWidget *clear;
  GtkLabel *problem;
  GtkMenuButton *compare;
};

enum
{
  SIGNAL_FILTER,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CairnFilterBar, cairn_filter_bar, GTK_TYPE_WIDGET)

static gboolean
is_editing (CairnFilterBar *self)
{
  return gtk_stack_get_visible_child (self->stack) == GTK_WIDGET (self->entry);
}

static void
stop_editing (CairnFilterBar *self)
{
  gboolean focus
    = gtk_widget_has_focus (GTK_WIDGET (self->entry))
      || (gtk_widget_get_state_flags (GTK_WIDGET (self->entry)) & GTK_STATE_FLAG_FOCUS_WITHIN) != 0;

  gtk_stack_set_visible_child (self->stack, GTK_WIDGET (self->chip));
  gtk_widget_set_visible (GTK_WIDGET (self->problem), FALSE);
  if (focus)
    gtk_widget_grab_focus (GTK_WIDGET (self->chip));
}

static gboolean
is_known (CairnFilterBar *self, const char *name)
{
  if (self->attributes == NULL || g_ascii_strcasecmp (name, CAIRN_RULE_OWNER) == 0)
    return TRUE;
  for (guint i = 0; i < self->attributes->len; i++)
    {
      g_autofree char *its = g_utf8_casefold (g_ptr_array_index (self->attributes, i), -1);
      g_autofree char *asked = g_utf8_casefold (name, -1);

      if (g_str_equal (its, asked))
        return TRUE;
    }
  return FALSE;
}

static char *
list_attributes (CairnFilterBar *self)
{
  GString *list = g_string_new (CAIRN_RULE_OWNER);

  for (guint i = 0; self->attributes != NULL && i < self->attributes->len; i++)
    g_string_append_printf (list, ", %s", (char *) g_ptr_array_index (self->attributes, i));
  return g_string_free (list, FALSE);
}

/* The typed rule, tidied; NULL with the reason. */
static char *
read_rule (CairnFilterBar *self, char **problem)
{
  g_autofree char *typed = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  g_autoptr (GError) error = NULL;
  g_autoptr (CairnCustomerRule) rule = NULL;

  if (*g_strstrip (typed) == '\0')
    return g_strdup ("");
  rule = cairn_customer_rule_parse (typed, &error);
  if (rule == NULL)
    {
      *problem = g_strdup (error->message);
      return NULL;
    }
  for (guint i = 0; i < cairn_customer_rule_get_n_tests (rule); i++)
    if (!is_known (self, cairn_customer_rule_get_attribute (rule, i)))
      {
        g_autofree char *list = list_attributes (self);

        *problem = g_strdup_printf (_ ("Customers have no “%s”. What can be asked for: %s."),
                                    cairn_customer_rule_get_attribute (rule, i), list);
        return NULL;
      }
  return cairn_customer_rule_to_string (rule);
}

static void
activate_cb (CairnFilterBar *self)
{
  g_autofree char *problem = NULL;
  g_autofree char *rule = read_rule (self, &problem);

  if (rule == NULL)
    {
      gtk_label_set_label (self->problem, problem);
      gtk_widget_set_visible (GTK_WIDGET (self->problem), TRUE);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry),
                                      GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, problem, -1);
      return;
    }
  stop_editing (self);
  g_signal_emit (self, signals[SIGNAL_FILTER], 0, rule);
}

static gboolean
key_cb (CairnFilterBar *self, guint key)
{
  if (key != GDK_KEY_Escape)
    return FALSE;
  stop_editing (self);
  return TRUE;
}

static void
leave_cb (CairnFilterBar *self)
{
  if (is_editing (self))
    stop_editing (self);
}

/* ---- parts ---- */

static GtkWidget *
make_chip (CairnFilterBar *self)
{
  self->chip = GTK_BUTTON (gtk_button_new ());
  self->chip_label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_ellipsize (self->chip_label, PANGO_ELLIPSIZE_END);
  gtk_button_set_child (self->chip, GTK_WIDGET (self->chip_label));
  gtk_widget_add_css_class (GTK_WIDGET (self->chip), "flat");
  gtk_widget_set_halign (GTK_WIDGET (self->chip), GTK_ALIGN_START);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->chip), "win.edit-filter");
  return GTK_WIDGET (self->chip);
}

static GtkWidget *
make_entry (CairnFilterBar *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->entry = GTK_ENTRY (gtk_entry_new ());
  gtk_entry_set_placeholder_text (self->entry, _ ("arr >= 50000 and health < 60"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Only customers with"), -1);
  g_signal_connect_object (self->entry, "activate", G_CALLBACK (activate_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->entry), keys);
  g_signal_connect_object (focus, "leave", G_CALLBACK (leave_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->entry), focus);
  return GTK_WIDGET (self->entry);
}

static GtkWidget *
make_clear (CairnFilterBar *self)
{
  self->clear = gtk_button_new_from_icon_name ("window-close-symbolic");
  gtk_widget_add_css_class (self->clear, "flat");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->clear), "win.clear-filter");
  gtk_widget_set_tooltip_text (self->clear, _ ("Count all customers again"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->clear), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Clear filter"), -1);
  return self->clear;
}

static GtkWidget *
make_line (CairnFilterBar *self)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *look_back = gtk_toggle_button_new_with_mnemonic (_ ("Look _Back"));

  self->about = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_ellipsize (self->about, PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (self->about, 0);
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_widget_set_hexpand (GTK_WIDGET (self->stack), TRUE);
  gtk_stack_add_child (self->stack, make_chip (self));
  gtk_stack_add_child (self->stack, make_entry (self));
  self->compare = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_menu_button_set_always_show_arrow (self->compare, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->compare), "flat");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->compare),
                               _ ("Another segment or an earlier moment on the same map"));
  gtk_widget_add_css_class (look_back, "flat");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (look_back), "win.look-back");
  gtk_widget_set_tooltip_text (look_back, _ ("Drag “now” through the past (Ctrl+Shift+B)"));
  gtk_box_append (GTK_BOX (line), GTK_WIDGET (self->about));
  gtk_box_append (GTK_BOX (line), GTK_WIDGET (self->stack));
  gtk_box_append (GTK_BOX (line), make_clear (self));
  gtk_box_append (GTK_BOX (line), GTK_WIDGET (self->compare));
  gtk_box_append (GTK_BOX (line), look_back);
  return line;
}

static void
cairn_filter_bar_dispose (GObject *object)
{
  CairnFilterBar *self = CAIRN_FILTER_BAR (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_pointer (&self->rule, g_free);
  g_clear_pointer (&self->attributes, g_ptr_array_unref);
  G_OBJECT_CLASS (cairn_filter_bar_parent_class)->dispose (object);
}

static void
cairn_filter_bar_class_init (CairnFilterBarClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cairn_filter_bar_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "filterbar");
  signals[SIGNAL_FILTER] = g_signal_new ("filter", CAIRN_TYPE_FILTER_BAR, G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
cairn_filter_bar_init (CairnFilterBar *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));
  GtkWidget *line = make_line (self);

  self->rule = g_strdup ("");
  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_widget_set_margin_start (line, 12);
  gtk_widget_set_margin_end (line, 6);
  gtk_widget_set_parent (line, GTK_WIDGET (self));
  self->problem = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->problem, 0);
  gtk_label_set_wrap (self->problem, TRUE);
  gtk_widget_set_margin_start (GTK_WIDGET (self->problem), 12);
  gtk_widget_add_css_class (GTK_WIDGET (self->problem), "error");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), FALSE);
  gtk_widget_set_parent (GTK_WIDGET (self->problem), GTK_WIDGET (self));
}

static void
keep_attributes (CairnFilterBar *self, const CairnAudience *audience)
{
  g_clear_pointer (&self->attributes, g_ptr_array_unref);
  if (audience != NULL)
    self->attributes
      = g_ptr_array_copy (audience->attributes, (GCopyFunc) (void (*) (void)) g_strdup, NULL);
  if (self->attributes != NULL)
    g_ptr_array_set_free_func (self->attributes, g_free);
}

void
cairn_filter_bar_show (CairnFilterBar *self,
                       const char *about,
                       const char *rule,
                       const CairnAudience *audience)
{
  g_autofree char *sentence = NULL;
  g_autofree char *tip = NULL;

  g_return_if_fail (CAIRN_IS_FILTER_BAR (self));
  g_return_if_fail (about != NULL && rule != NULL);

  g_free (self->rule);
  self->rule = g_strdup (rule);
  keep_attributes (self, audience);
  gtk_label_set_label (self->about, about);
  gtk_widget_set_visible (self->clear, *rule != '\0');
  if (*rule == '\0')
    sentence = g_strdup (_ ("all customers count"));
  else if (audience != NULL && g_strcmp0 (audience->filter, rule) == 0)
    sentence = cairn_audience_describe (audience);
  else
    sentence = g_strdup_printf (_ ("only customers with %s"), rule);
  gtk_label_set_label (self->chip_label, sentence);
  tip = g_strdup_printf (_ ("%s\nClick to change which customers count (Ctrl+Shift+F)"), sentence);
  cairn_tooltip_set (GTK_WIDGET (self->chip), tip);
}

void
cairn_filter_bar_set_comparison (CairnFilterBar *self, const char *label, GMenuModel *menu)
{
  g_autofree char *text = NULL;

  g_return_if_fail (CAIRN_IS_FILTER_BAR (self));

  /* translators: %s is a segment, or “13 weeks earlier” */
  text
    = *label != '\0' ? g_strdup_printf (_ ("Compared with %s"), label) : g_strdup (_ ("Compare"));
  gtk_menu_button_set_label (self->compare, text);
  if (menu != NULL)
    gtk_menu_button_set_menu_model (self->compare, menu);
}

void
cairn_filter_bar_edit (CairnFilterBar *self)
{
  g_return_if_fail (CAIRN_IS_FILTER_BAR (self));

  gtk_editable_set_text (GTK_EDITABLE (self->entry), self->rule);
  gtk_stack_set_visible_child (self->stack, GTK_WIDGET (self->entry));
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}
