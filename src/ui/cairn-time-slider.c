/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-ui"

#include "ui/cairn-time-slider.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#define DAY (24 * 60 * 60)
#define WEEK 7
#define STEP_MS 125       /* eight days a second */
#define CALM_STEP_MS 1000 /* a week a second, for those who want nothing to move */

struct _CairnTimeSlider
{
  GtkWidget parent_instance;

  gint64 opened; /* what "now" is at the right end */
  guint playing; /* timer; 0: not playing */

  GtkButton *play;
  GtkScale *scale;
  GtkLabel *label;
  GtkWidget *back;
};

enum
{
  SIGNAL_MOMENT,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CairnTimeSlider, cairn_time_slider, GTK_TYPE_WIDGET)

static int
get_days (CairnTimeSlider *self)
{
  return (int) gtk_range_get_value (GTK_RANGE (self->scale));
}

gint64
cairn_time_slider_get_moment (CairnTimeSlider *self)
{
  g_return_val_if_fail (CAIRN_IS_TIME_SLIDER (self), 0);

  return get_days (self) == 0 ? 0 : self->opened + (gint64) get_days (self) * DAY;
}

static char *
describe (CairnTimeSlider *self)
{
  int ago = -get_days (self);
  g_autoptr (GDateTime) when = g_date_time_new_from_unix_local (self->opened - (gint64) ago * DAY);
  g_autofree char *date = when != NULL ? g_date_time_format (when, "%-d %b %Y") : g_strdup ("");

  if (ago == 0)
    return g_strdup (_ ("Now"));
  /* translators: a date; how many days ago that is */
  return g_strdup_printf (ngettext ("As of %s, %d day ago", "As of %s, %d days ago", ago), date,
                          ago);
}

static void
set_playing (CairnTimeSlider *self, gboolean playing)
{
  gtk_button_set_icon_name (self->play, playing ? "media-playback-pause-symbolic"
                                                : "media-playback-start-symbolic");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->play),
                               playing ? _ ("Pause (Space)") : _ ("Play (Space)"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->play), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  playing ? _ ("Pause") : _ ("Play"), -1);
  if (!playing)
    g_clear_handle_id (&self->playing, g_source_remove);
}

static void
changed_cb (CairnTimeSlider *self)
{
  g_autofree char *text = describe (self);

  gtk_label_set_label (self->label, text);
  gtk_widget_set_sensitive (self->back, get_days (self) != 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->scale), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT,
                                  text, -1);
  g_signal_emit (self, signals[SIGNAL_MOMENT], 0, cairn_time_slider_get_moment (self));
}

void
cairn_time_slider_step (CairnTimeSlider *self, int days)
{
  g_return_if_fail (CAIRN_IS_TIME_SLIDER (self));

  gtk_range_set_value (GTK_RANGE (self->scale), get_days (self) + days);
}

static gboolean
play_cb (gpointer data)
{
  CairnTimeSlider *self = data;

  cairn_time_slider_step (self, adw_get_enable_animations (GTK_WIDGET (self)) ? 1 : WEEK);
  if (get_days (self) < 0)
    return G_SOURCE_CONTINUE;
  self->playing = 0;
  set_playing (self, FALSE);
  return G_SOURCE_REMOVE;
}

void
cairn_time_slider_toggle_playing (CairnTimeSlider *self)
{
  g_return_if_fail (CAIRN_IS_TIME_SLIDER (self));

  if (self->playing != 0)
    {
      set_playing (self, FALSE);
      return;
    }
  if (get_days (self) == 0)
    gtk_range_set_value (
      GTK_RANGE (self->scale),
      gtk_adjustment_get_lower (gtk_range_get_adjustment (GTK_RANGE (self->scale))));
  self->playing = g_timeout_add (
    adw_get_enable_animations (GTK_WIDGET (self)) ? STEP_MS : CALM_STEP_MS, play_cb, self);
  set_playing (self, TRUE);
}

static gboolean
key_cb (CairnTimeSlider *self, guint key, guint code, GdkModifierType state)
{
  gboolean shift = (state & GDK_SHIFT_MASK) != 0;

  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return FALSE;
  if (key == GDK_KEY_Left || key == GDK_KEY_Right)
    cairn_time_slider_step (self, (key == GDK_KEY_Left ? -1 : 1) * (shift ? WEEK : 1));
  else if (key == GDK_KEY_space)
    cairn_time_slider_toggle_playing (self);
  else
    return FALSE;
  return TRUE;
}

static void
back_cb (CairnTimeSlider *self)
{
  set_playing (self, FALSE);
  gtk_range_set_value (GTK_RANGE (self->scale), 0);
}

static void
cairn_time_slider_dispose (GObject *object)
{
  CairnTimeSlider *self = CAIRN_TIME_SLIDER (object);
  GtkWidget *child;

  g_clear_handle_id (&self->playing, g_source_remove);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (cairn_time_slider_parent_class)->dispose (object);
}

static void
cairn_time_slider_class_init (CairnTimeSliderClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cairn_time_slider_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
  signals[SIGNAL_MOMENT] = g_signal_new ("moment", CAIRN_TYPE_TIME_SLIDER, G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
}

static void
make_scale (CairnTimeSlider *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->scale = GTK_SCALE (gtk_scale_new_with_range (GTK_ORIENTATION_HORIZONTAL, -182, 0, 1));
  gtk_range_set_value (GTK_RANGE (self->scale), 0);
  gtk_range_set_increments (GTK_RANGE (self->scale), 1, WEEK);
  gtk_range_set_round_digits (GTK_RANGE (self->scale), 0);
  gtk_widget_set_hexpand (GTK_WIDGET (self->scale), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->scale), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("The moment to look at"), -1);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->scale), keys);
  g_signal_connect_object (self->scale, "value-changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
cairn_time_slider_init (CairnTimeSlider *self)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->opened = g_get_real_time () / G_USEC_PER_SEC;
  self->play = GTK_BUTTON (gtk_button_new ());
  gtk_widget_add_css_class (GTK_WIDGET (self->play), "flat");
  g_signal_connect_object (self->play, "clicked", G_CALLBACK (cairn_time_slider_toggle_playing),
                           self, G_CONNECT_SWAPPED);
  self->label = GTK_LABEL (gtk_label_new (_ ("Now")));
  gtk_label_set_width_chars (self->label, 28);
  gtk_label_set_xalign (self->label, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->label), "numeric");
  self->back = gtk_button_new_with_label (_ ("Back to Now"));
  gtk_widget_set_sensitive (self->back, FALSE);
  g_signal_connect_object (self->back, "clicked", G_CALLBACK (back_cb), self, G_CONNECT_SWAPPED);
  make_scale (self);
  gtk_widget_set_margin_start (line, 6);
  gtk_widget_set_margin_end (line, 6);
  gtk_widget_set_margin_top (line, 3);
  gtk_widget_set_margin_bottom (line, 3);
  gtk_box_append (GTK_BOX (line), GTK_WIDGET (self->play));
  gtk_box_append (GTK_BOX (line), GTK_WIDGET (self->scale));
  gtk_box_append (GTK_BOX (line), GTK_WIDGET (self->label));
  gtk_box_append (GTK_BOX (line), self->back);
  gtk_widget_set_parent (line, GTK_WIDGET (self));
  set_playing (self, FALSE);
}

void
cairn_time_slider_open (CairnTimeSlider *self, guint days)
{
  g_return_if_fail (CAIRN_IS_TIME_SLIDER (self));

  self->opened = g_get_real_time () / G_USEC_PER_SEC;
  gtk_range_set_range (GTK_RANGE (self->scale), -(double) MAX (days, 1), 0);
  gtk_range_set_value (GTK_RANGE (self->scale), 0);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->scale));
}

void
cairn_time_slider_close (CairnTimeSlider *self)
{
  g_return_if_fail (CAIRN_IS_TIME_SLIDER (self));

  back_cb (self);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}
