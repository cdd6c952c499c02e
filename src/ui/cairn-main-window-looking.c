/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-ui"

#include "config.h"

#include "ui/cairn-main-window-private.h"

#include "command/cairn-journey-commands.h"
#include "insight/cairn-journey-timings.h"

#include <glib/gi18n-lib.h>

/* What of the timings is looked at: which customers count, what they are compared with, and the
 * moment. */

#define DAY (24 * 60 * 60)
#define LOOK_BACK_DAYS (26 * 7)
#define MAX_LOOK_BACK_DAYS (20 * 365)

/* Comparisons as the action "compare-timings" names them. */
#define NOTHING ""
#define EARLIER "earlier:" /* and weeks */
#define SEGMENT "segment:" /* and a name; none: all customers */

static const struct
{
  const char *state;
  const char *label;
} earlier[] = {
  { EARLIER "4", N_ ("4 weeks earlier") },
  { EARLIER "13", N_ ("13 weeks earlier") },
  { EARLIER "26", N_ ("26 weeks earlier") },
  { EARLIER "52", N_ ("52 weeks earlier") },
};

static GSimpleAction *
lookup (CairnMainWindow *self, const char *name)
{
  return G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self), name));
}

static CairnElement *
get_source (CairnMainWindow *self)
{
  return cairn_element_first (cairn_document_get_root (cairn_editor_get_document (self->editor)),
                              CAIRN_KIND_SOURCE);
}

static const char *
get_filter (CairnMainWindow *self)
{
  CairnElement *source = get_source (self);

  return source != NULL ? cairn_element_get_string (source, CAIRN_PROP_FILTER) : "";
}

static char *
dup_comparison (CairnMainWindow *self)
{
  g_autoptr (GVariant) state = g_action_get_state (G_ACTION (lookup (self, "compare-timings")));

  return g_variant_dup_string (state, NULL);
}

/* ---- who counts ---- */

static CairnMapping *
make_audience (CairnMainWindow *self)
{
  CairnMapping *audience = cairn_mapping_new ("");

  cairn_journey_timings_describe (cairn_editor_get_document (self->editor), audience);
  return audience;
}

static char *
dup_audience_key (const CairnMapping *audience)
{
  GString *key = g_string_new (audience->filter);

  for (guint i = 0; i < audience->rules->len; i++)
    {
      const CairnMappingRule *rule = g_ptr_array_index (audience->rules, i);

      g_string_append_printf (key, "\n%s\x1f%s", rule->segment, rule->rule);
    }
  return g_string_free (key, FALSE);
}

/* @fresh: the live source was just made, and has the audience that the journey asks for. */
void
cairn_main_window_apply_audience (CairnMainWindow *self, gboolean fresh)
{
  g_autoptr (CairnMapping) audience = make_audience (self);
  g_autofree char *key = dup_audience_key (audience);

  if (!fresh && g_strcmp0 (key, self->audience_key) == 0)
    return;
  g_free (self->audience_key);
  self->audience_key = g_steal_pointer (&key);
  if (self->live != NULL && !fresh)
    cairn_live_set_audience (self->live, audience->filter, audience->rules);
  cairn_main_window_update_looking (self);
}

static void
filter_cb (CairnMainWindow *self, const char *rule)
{
  if (!g_str_equal (rule, get_filter (self)) && cairn_editor_may_change (self->editor))
    cairn_command_set_filter (cairn_editor_get_history (self->editor), rule);
  gtk_widget_grab_focus (GTK_WIDGET (self->canvas));
}

static void
edit_filter_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CairnMainWindow *self = data;

  if (gtk_widget_get_visible (GTK_WIDGET (self->filter_bar)))
    cairn_filter_bar_edit (self->filter_bar);
}

static void
clear_filter_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  filter_cb (data, "");
}

/* ---- comparing ---- */

static void
append (GMenu *menu, const char *label, const char *state)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, "win.compare-timings", "s", state);
  g_menu_append_item (menu, item);
}

static GMenuModel *
make_menu (CairnMainWindow *self)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) off = g_menu_new ();
  g_autoptr (GMenu) before = g_menu_new ();
  g_autoptr (GMenu) others = g_menu_new ();
  CairnElement *root = cairn_document_get_root (cairn_editor_get_document (self->editor));

  append (off, _ ("Nothing"), NOTHING);
  for (guint i = 0; i < G_N_ELEMENTS (earlier); i++)
    append (before, _ (earlier[i].label), earlier[i].state);
  append (others, _ ("All customers"), SEGMENT);
  CAIRN_FOREACH_CHILD (segment, root, CAIRN_KIND_SEGMENT)
    {
      g_autofree char *state = g_strconcat (SEGMENT, cairn_element_get_title (segment), NULL);

      append (others, cairn_element_get_title (segment), state);
    }
  g_menu_append_section (menu, _ ("Compare with"), G_MENU_MODEL (off));
  g_menu_append_section (menu, _ ("The same customers"), G_MENU_MODEL (before));
  g_menu_append_section (menu, _ ("Other customers"), G_MENU_MODEL (others));
  return G_MENU_MODEL (g_steal_pointer (&menu));
}

static char *
describe_comparison (const char *state)
{
  for (guint i = 0; i < G_N_ELEMENTS (earlier); i++)
    if (g_str_equal (state, earlier[i].state))
      return g_strdup (_ (earlier[i].label));
  if (g_str_has_prefix (state, SEGMENT))
    return g_strdup (state[strlen (SEGMENT)] != '\0' ? state + strlen (SEGMENT)
                                                     : _ ("all customers"));
  return g_strdup ("");
}

static gint64
earlier_by (const char *state)
{
  return g_str_has_prefix (state, EARLIER)
           ? g_ascii_strtoll (state + strlen (EARLIER), NULL, 10) * 7 * DAY
           : 0;
}

static void
compare_cb (GSimpleAction *action, GVariant *value, gpointer data)
{
  CairnMainWindow *self = data;
  const char *state = g_variant_get_string (value, NULL);

  g_simple_action_set_state (action, value);
  cairn_editor_set_compared_segment (
    self->editor, g_str_has_prefix (state, SEGMENT) ? state + strlen (SEGMENT) : NULL);
  if (self->live != NULL)
    cairn_live_set_earlier (self->live, earlier_by (state));
  cairn_main_window_update_looking (self);
}

static void
stop_comparing_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  g_action_change_state (G_ACTION (lookup (data, "compare-timings")),
                         g_variant_new_string (NOTHING));
}

/* ---- looking back ---- */

static void
moment_cb (CairnMainWindow *self, gint64 moment)
{
  if (self->live != NULL)
    cairn_live_set_now (self->live, moment);
}

/* 26 weeks, or all of the log where that is what the figures are about. */
static guint
days_to_look_back (CairnMainWindow *self)
{
  CairnSnapshot *snapshot = cairn_editor_get_snapshot (self->editor);
  gint64 days
    = snapshot != NULL
        ? (cairn_snapshot_get_as_of (snapshot) - cairn_snapshot_get_window_from (snapshot)) / DAY
        : 0;

  return (guint) CLAMP (days, LOOK_BACK_DAYS, MAX_LOOK_BACK_DAYS);
}

static void
look_back_cb (GSimpleAction *action, GVariant *value, gpointer data)
{
  CairnMainWindow *self = data;
  gboolean open = g_variant_get_boolean (value) && self->live != NULL;

  g_simple_action_set_state (action, g_variant_new_boolean (open));
  if (open)
    cairn_time_slider_open (self->time_slider, days_to_look_back (self));
  else
    {
      cairn_time_slider_close (self->time_slider);
      gtk_widget_grab_focus (GTK_WIDGET (self->canvas));
    }
}

static void
play_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CairnMainWindow *self = data;

  if (!gtk_widget_get_visible (GTK_WIDGET (self->time_slider)))
    g_action_change_state (G_ACTION (lookup (self, "look-back")), g_variant_new_boolean (TRUE));
  cairn_time_slider_toggle_playing (self->time_slider);
}

/* ---- names ---- */

static void
privacy_cb (CairnMainWindow *self)
{
  CairnPrivacy privacy = CAIRN_PRIVACY_NONE;

  if (self->settings == NULL)
    return;
  if (g_settings_get_boolean (self->settings, "hide-owners"))
    privacy |= CAIRN_PRIVACY_OWNERS;
  if (g_settings_get_boolean (self->settings, "hide-customers"))
    privacy |= CAIRN_PRIVACY_CUSTOMERS;
  if (self->live != NULL)
    cairn_live_set_privacy (self->live, privacy);
}

/* ---- all of it ---- */

void
cairn_main_window_begin_looking (CairnMainWindow *self)
{
  g_autofree char *comparison = dup_comparison (self);

  cairn_main_window_apply_audience (self, TRUE);
  cairn_live_set_earlier (self->live, earlier_by (comparison));
  cairn_editor_set_compared_segment (
    self->editor, g_str_has_prefix (comparison, SEGMENT) ? comparison + strlen (SEGMENT) : NULL);
  if (gtk_widget_get_visible (GTK_WIDGET (self->time_slider)))
    cairn_live_set_now (self->live, cairn_time_slider_get_moment (self->time_slider));
  privacy_cb (self);
}

void
cairn_main_window_update_looking (CairnMainWindow *self)
{
  CairnSnapshot *snapshot = cairn_editor_get_snapshot (self->editor);
  CairnElement *diagram = cairn_editor_get_diagram (self->editor);
  gboolean source = get_source (self) != NULL && diagram != NULL;
  const char *segment = cairn_editor_get_segment (self->editor);
  g_autofree char *comparison = dup_comparison (self);
  g_autofree char *label = describe_comparison (comparison);
  g_autoptr (GMenuModel) menu = NULL;
  g_autofree char *about = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->filter_bar),
                          source && cairn_editor_get_show_timings (self->editor));
  cairn_main_window_set_enabled (self, "edit-filter", source);
  cairn_main_window_set_enabled (self, "clear-filter", *get_filter (self) != '\0');
  cairn_main_window_set_enabled (self, "look-back", source);
  cairn_main_window_set_enabled (self, "play-timings", source);
  if (!source)
    return;
  if (segment == NULL)
    segment = cairn_journey_timings_get_segment (diagram);
  if (segment == NULL || *segment == '\0')
    segment = _ ("all customers");
  /* translators: the name of a segment */
  about = g_strdup_printf (_ ("Timings of %s:"), segment);
  cairn_filter_bar_show (self->filter_bar, about, get_filter (self),
                         snapshot != NULL ? cairn_snapshot_get_audience (snapshot) : NULL);
  /* An open menu would close if it were replaced at every tick. */
  if (g_strcmp0 (self->comparison_label, label) != 0 || self->comparison_label == NULL)
    {
      g_free (self->comparison_label);
      self->comparison_label = g_strdup (label);
      menu = make_menu (self);
      cairn_filter_bar_set_comparison (self->filter_bar, label, menu);
    }
}

void
cairn_main_window_add_looking_actions (CairnMainWindow *self)
{
  static const GActionEntry entries[] = {
    { "edit-filter", edit_filter_cb },
    { "clear-filter", clear_filter_cb },
    { "compare-timings", NULL, "s", "''", compare_cb },
    { "stop-comparing-timings", stop_comparing_cb },
    { "look-back", NULL, NULL, "false", look_back_cb },
    { "play-timings", play_cb },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  g_signal_connect_object (self->filter_bar, "filter", G_CALLBACK (filter_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->time_slider, "moment", G_CALLBACK (moment_cb), self,
                           G_CONNECT_SWAPPED);
  if (self->settings != NULL)
    {
      g_signal_connect_object (self->settings, "changed::hide-owners", G_CALLBACK (privacy_cb),
                               self, G_CONNECT_SWAPPED);
      g_signal_connect_object (self->settings, "changed::hide-customers", G_CALLBACK (privacy_cb),
                               self, G_CONNECT_SWAPPED);
    }
}
