/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-ui"

#include "config.h"

#include "ui/cairn-timings-bar.h"
#include "ui/cairn-tooltip.h"

#include "base/cairn-time.h"

#include <glib/gi18n-lib.h>

/* Letters of a database and its age, of a notice, and of a segment. */
#define MOST_LIVE 34
#define MOST_NOTICE 44
#define MOST_SEGMENT 14

typedef enum
{
  STATE_NONE,
  STATE_MAKING,
  STATE_LOADING,
  STATE_LIVE,
  STATE_STALE,
  STATE_FAILED,
} State;

struct _CairnTimingsBar
{
  GtkWidget parent_instance;

  State state;
  char *source_name;
  char *message; /* of the failure */
  double fraction;
  CairnSnapshot *snapshot; /* the last one seen; NULL: none */
  gint64 changed_at;       /* monotonic, when its figures last became others */
  guint room;
  guint clock; /* keeps "2 s ago" true */

  /* Template */
  GtkWidget *add_button;
  GtkMenuButton *notice_button;
  GtkWidget *notice_popover;
  GtkBox *notice_box;
  GtkLabel *notice_label;
  GtkMenuButton *pill;
  GtkWidget *details_popover;
  GtkLabel *details_title;
  GtkLabel *details_label;
  GtkWidget *dot;
  GtkLabel *pill_label;
  GtkWidget *cancel_button;
  GtkWidget *choices;
  GtkMenuButton *window_button;
  GtkMenuButton *segment_button;
  GtkLabel *segment_label;
  GtkMenuButton *more_button;
};

G_DEFINE_FINAL_TYPE (CairnTimingsBar, cairn_timings_bar, GTK_TYPE_WIDGET)

/* "2 s ago". Owned by the caller. */
static char *
age_text (CairnTimingsBar *self)
{
  gint64 age = (g_get_monotonic_time () - self->changed_at) / G_USEC_PER_SEC;

  if (age < 1)
    return g_strdup (_ ("just now"));
  if (age < 60)
    /* translators: s is seconds */
    return g_strdup_printf (_ ("%d s ago"), (int) age);
  /* translators: min is minutes */
  return g_strdup_printf (_ ("%d min ago"), (int) MIN (age / 60, G_MAXINT));
}

/* While somebody looks back. */
static char *
past_text (CairnTimingsBar *self)
{
  g_autoptr (GDateTime) when
    = g_date_time_new_from_unix_local (cairn_snapshot_get_as_of (self->snapshot));
  g_autofree char *date = when != NULL ? g_date_time_format (when, "%-d %b %Y") : NULL;

  /* translators: %s is a date */
  return g_strdup_printf (_ ("As of %s"), date != NULL ? date : "");
}

static char *
pill_text (CairnTimingsBar *self)
{
  g_autofree char *age = NULL;

  switch (self->state)
    {
    case STATE_MAKING:
      return g_strdup (_ ("Making example data…"));
    case STATE_LOADING:
      /* translators: %d is how much of a database has been read */
      return g_strdup_printf (_ ("Loading %d %%"), (int) (self->fraction * 100));
    case STATE_LIVE:
      if (cairn_snapshot_get_as_of (self->snapshot) < g_get_real_time () / G_USEC_PER_SEC - 60)
        return past_text (self);
      age = age_text (self);
      if (self->room < 2)
        return g_strdup_printf (_ ("Live · %s"), age);
      /* translators: the first %s is the name of a database, the second "2 s ago" */
      return g_strdup_printf (_ ("Live · %s · %s"), self->source_name, age);
    case STATE_STALE:
      return g_strdup (cairn_snapshot_get_stale (self->snapshot));
    case STATE_FAILED:
      /* translators: %s says why, a sentence */
      return g_strdup_printf (_ ("No timings: %s"), self->message);
    case STATE_NONE:
    default:
      return g_strdup ("");
    }
}

static char *
details_text (CairnTimingsBar *self)
{
  g_autofree char *as_of = NULL, *from = NULL, *to = NULL;
  const char *stale = NULL;

  if (self->state == STATE_FAILED)
    return g_strdup (self->message);
  if (self->state == STATE_MAKING)
    return g_strdup (_ ("Customers are being invented for this map. It can be used meanwhile."));
  if (self->snapshot == NULL)
    return g_strdup (_ ("The database is being read. The map can be used meanwhile."));
  as_of = cairn_time_format (cairn_snapshot_get_as_of (self->snapshot));
  from = cairn_time_format (cairn_snapshot_get_window_from (self->snapshot));
  to = cairn_time_format (cairn_snapshot_get_window_to (self->snapshot));
  stale = cairn_snapshot_get_stale (self->snapshot);
  return g_strdup_printf (
    /* translators: a moment; two moments; "calendar days" */
    _ ("%s%sNumbers as of %s.\nMedians from %s to %s, in %s.\nThe file is only read, never "
       "written."),
    stale != NULL ? stale : "", stale != NULL ? "\n" : "", as_of, from, to,
    cairn_snapshot_get_clock (self->snapshot));
}

/* "2 values not on the map, 14 rows set aside"; NULL if all is well. @brief: numbers only. */
static char *
notice_text (CairnTimingsBar *self, gboolean brief)
{
  guint n_unmapped = 0, n_reasons = 0, rows = 0;
  const CairnQuarantine *reasons = NULL;
  g_autofree char *unmapped = NULL, *set_aside = NULL;

  if (self->snapshot == NULL)
    return NULL;
  cairn_snapshot_get_unmapped (self->snapshot, &n_unmapped);
  reasons = cairn_snapshot_get_quarantine (self->snapshot, &n_reasons);
  for (guint i = 0; i < n_reasons; i++)
    rows += reasons[i].rows;
  if (n_unmapped == 0 && rows == 0)
    return NULL;
  if (brief)
    return g_strdup_printf ("%u", n_unmapped + rows);
  unmapped = g_strdup_printf (
    ngettext ("%'u value not on the map", "%'u values not on the map", n_unmapped), n_unmapped);
  set_aside = g_strdup_printf (ngettext ("%'u row set aside", "%'u rows set aside", rows), rows);
  if (rows == 0)
    return g_steal_pointer (&unmapped);
  if (n_unmapped == 0)
    return g_steal_pointer (&set_aside);
  return g_strdup_printf ("%s, %s", unmapped, set_aside);
}

/* In so many letters at most: a window that says much can still be made narrow. */
static void
say_within (GtkLabel *label, const char *text, guint most, PangoEllipsizeMode what_goes)
{
  gboolean longer = g_utf8_strlen (text, -1) > (glong) most;

  gtk_label_set_label (label, text);
  gtk_label_set_ellipsize (label, longer ? what_goes : PANGO_ELLIPSIZE_NONE);
  gtk_label_set_width_chars (label, longer ? (int) most : -1);
}

static void
update_pill (CairnTimingsBar *self)
{
  static const char *const classes[] = { "", "loading", "loading", "live", "stale", "failed" };
  g_autofree char *text = pill_text (self);
  gboolean wordy = self->state == STATE_STALE || self->state == STATE_FAILED;

  for (guint i = STATE_LOADING; i < G_N_ELEMENTS (classes); i++)
    gtk_widget_remove_css_class (GTK_WIDGET (self->pill), classes[i]);
  if (self->state != STATE_NONE)
    gtk_widget_add_css_class (GTK_WIDGET (self->pill), classes[self->state]);
  /* What is stale or not there says why, at length; the rest of it is in the popover. */
  if (wordy)
    say_within (self->pill_label, text, 10 + 10 * self->room, PANGO_ELLIPSIZE_END);
  else
    say_within (self->pill_label, text, MOST_LIVE, PANGO_ELLIPSIZE_MIDDLE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->pill), GTK_ACCESSIBLE_PROPERTY_LABEL, text,
                                  -1);
}

static void
update_details (CairnTimingsBar *self)
{
  g_autofree char *text = NULL;

  if (!gtk_widget_get_visible (self->details_popover))
    return;
  text = details_text (self);
  gtk_label_set_label (self->details_title,
                       self->source_name != NULL ? self->source_name : _ ("Timings"));
  gtk_label_set_label (self->details_label, text);
}

static void
update_notice (CairnTimingsBar *self)
{
  g_autofree char *text = notice_text (self, FALSE);
  g_autofree char *shown = notice_text (self, self->room < 2);

  gtk_widget_set_visible (GTK_WIDGET (self->notice_button), text != NULL);
  if (text == NULL)
    return;
  say_within (self->notice_label, shown, MOST_NOTICE, PANGO_ELLIPSIZE_END);
  cairn_tooltip_set (GTK_WIDGET (self->notice_button), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->notice_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

static gboolean
clock_cb (gpointer data)
{
  CairnTimingsBar *self = data;

  if (self->state == STATE_LIVE)
    update_pill (self);
  return G_SOURCE_CONTINUE;
}

static void
update (CairnTimingsBar *self)
{
  gboolean source = self->state != STATE_NONE;

  gtk_widget_set_visible (self->add_button, !source);
  gtk_widget_set_visible (GTK_WIDGET (self->pill), source);
  gtk_widget_set_visible (self->cancel_button,
                          self->state == STATE_LOADING || self->state == STATE_MAKING);
  gtk_widget_set_visible (self->choices, source && self->state != STATE_FAILED);
  gtk_widget_set_visible (GTK_WIDGET (self->window_button), self->room > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->segment_button), self->room > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->more_button), self->room == 0);
  update_pill (self);
  update_details (self);
  update_notice (self);
}

/* Whether both find the same customers in the same stages. Ages and what they lead to change by the
 * clock alone and are no news. */
static gboolean
same_customers (CairnSnapshot *a, CairnSnapshot *b)
{
  guint n_a = 0, n_b = 0;
  const CairnCell *cells_a = cairn_snapshot_get_cells (a, &n_a);
  const CairnCell *cells_b = cairn_snapshot_get_cells (b, &n_b);

  if (n_a != n_b)
    return FALSE;
  for (guint i = 0; i < n_a; i++)
    if (cells_a[i].here != cells_b[i].here
        || g_strcmp0 (cells_a[i].oldest_customer, cells_b[i].oldest_customer) != 0)
      return FALSE;
  return TRUE;
}

static void
set_state (CairnTimingsBar *self, State state, const char *source_name)
{
  self->state = state;
  if (g_strcmp0 (self->source_name, source_name) != 0)
    {
      g_free (self->source_name);
      self->source_name = g_strdup (source_name);
    }
}

static void
add_notice_line (CairnTimingsBar *self, const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 50);
  gtk_widget_add_css_class (label, css_class);
  gtk_box_append (self->notice_box, label);
}

static void
list_unmapped (CairnTimingsBar *self)
{
  guint n = 0;
  const CairnUnmapped *unmapped = cairn_snapshot_get_unmapped (self->snapshot, &n);

  if (n == 0)
    return;
  add_notice_line (self, _ ("Not on the map"), "heading");
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text = g_strdup_printf (
        /* translators: %s is a stage's name as found in data */
        ngettext ("“%s”: %'u customer", "“%s”: %'u customers", unmapped[i].customers),
        unmapped[i].value, unmapped[i].customers);

      add_notice_line (self, text, "body");
    }
  add_notice_line (self,
                   _ ("To count them, give a stage this name among its names in the data (select "
                      "the stage; inspector)."),
                   "dim-label");
}

static void
list_quarantine (CairnTimingsBar *self)
{
  guint n = 0;
  const CairnQuarantine *reasons = cairn_snapshot_get_quarantine (self->snapshot, &n);

  if (n == 0)
    return;
  add_notice_line (self, _ ("Rows set aside, not counted"), "heading");
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text
        = g_strdup_printf (ngettext ("%s: %'u row", "%s: %'u rows", reasons[i].rows),
                           reasons[i].reason, reasons[i].rows);

      add_notice_line (self, text, "body");
    }
}

static void
notice_shown_cb (CairnTimingsBar *self)
{
  GtkWidget *child, *rows;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->notice_box))) != NULL)
    gtk_box_remove (self->notice_box, child);
  if (self->snapshot == NULL)
    return;
  list_unmapped (self);
  list_quarantine (self);
  rows = gtk_button_new_with_mnemonic (_ ("Show the _Rows"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (rows), "win.data-quality");
  gtk_box_append (self->notice_box, rows);
}

static void
cairn_timings_bar_dispose (GObject *object)
{
  CairnTimingsBar *self = CAIRN_TIMINGS_BAR (object);
  GtkWidget *child;

  g_clear_handle_id (&self->clock, g_source_remove);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_pointer (&self->source_name, g_free);
  g_clear_pointer (&self->message, g_free);
  g_clear_pointer (&self->snapshot, cairn_snapshot_unref);
  G_OBJECT_CLASS (cairn_timings_bar_parent_class)->dispose (object);
}

static void
cairn_timings_bar_class_init (CairnTimingsBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cairn_timings_bar_dispose;
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/cairn_journeys/Cairn/ui/cairn-timings-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, CairnTimingsBar, add_button);
  gtk_widget_class_bind_template_child (widget_class, CairnTimingsBar, notice_button);
  gtk_widget_class_bind_template_child (widget_class, CairnTimingsBar, notice_popover);
  gtk_widget_class_bind_template_child (widget_class, CairnTimingsBar, notice_box);
  gtk_widget_class_bind_template_child (widget_class, CairnTimingsBar, notice_label);
  gtk_widget_class_bind_template_child (widget_class, CairnTimingsBar, pill);
  gtk_widget_class_bind_template_child (widget_class, CairnTimingsBar, details_popover);
  gtk_widget_class_bind_template_child (widget_class, CairnTimingsBar, details_title);
  gtk_widget_class_bind_template_child (widget_class, CairnTimingsBar, details_label);
  gtk_widget_class_bind_template_child (widget_class, CairnTimingsBar, dot);
  gtk_widget_class_bind_template_child (widget_class, CairnTimingsBar, pill_label);
  gtk_widget_class_bind_template_child (widget_class, CairnTimingsBar, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, CairnTimingsBar, choices);
  gtk_widget_class_bind_template_child (widget_class, CairnTimingsBar, window_button);
  gtk_widget_class_bind_template_child (widget_class, CairnTimingsBar, segment_button);
  gtk_widget_class_bind_template_child (widget_class, CairnTimingsBar, segment_label);
  gtk_widget_class_bind_template_child (widget_class, CairnTimingsBar, more_button);
}

static void
cairn_timings_bar_init (CairnTimingsBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->room = 2;
  self->clock = g_timeout_add_seconds (1, clock_cb, self);
  g_signal_connect_object (self->notice_popover, "show", G_CALLBACK (notice_shown_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->details_popover, "show", G_CALLBACK (update_details), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
}

void
cairn_timings_bar_show_none (CairnTimingsBar *self)
{
  g_return_if_fail (CAIRN_IS_TIMINGS_BAR (self));

  g_clear_pointer (&self->snapshot, cairn_snapshot_unref);
  set_state (self, STATE_NONE, NULL);
  update (self);
}

void
cairn_timings_bar_show_loading (CairnTimingsBar *self, const char *source_name, double fraction)
{
  g_return_if_fail (CAIRN_IS_TIMINGS_BAR (self));

  self->fraction = CLAMP (fraction, 0, 1);
  set_state (self, STATE_LOADING, source_name);
  update (self);
}

void
cairn_timings_bar_show_making (CairnTimingsBar *self)
{
  g_return_if_fail (CAIRN_IS_TIMINGS_BAR (self));

  set_state (self, STATE_MAKING, _ ("Example data"));
  update (self);
}

void
cairn_timings_bar_show_snapshot (CairnTimingsBar *self, CairnSnapshot *snapshot)
{
  gboolean stale;

  g_return_if_fail (CAIRN_IS_TIMINGS_BAR (self));
  g_return_if_fail (snapshot != NULL);

  if (self->snapshot == NULL || !same_customers (self->snapshot, snapshot))
    self->changed_at = g_get_monotonic_time ();
  if (self->snapshot != snapshot)
    {
      g_clear_pointer (&self->snapshot, cairn_snapshot_unref);
      self->snapshot = cairn_snapshot_ref (snapshot);
    }
  stale = cairn_snapshot_get_stale (snapshot) != NULL;
  set_state (self, stale ? STATE_STALE : STATE_LIVE, cairn_snapshot_get_source_name (snapshot));
  update (self);
}

void
cairn_timings_bar_show_error (CairnTimingsBar *self, const char *message)
{
  g_return_if_fail (CAIRN_IS_TIMINGS_BAR (self));
  g_return_if_fail (message != NULL);

  g_free (self->message);
  self->message = g_strdup (message);
  g_clear_pointer (&self->snapshot, cairn_snapshot_unref);
  set_state (self, STATE_FAILED, NULL);
  update (self);
}

void
cairn_timings_bar_set_window_label (CairnTimingsBar *self, const char *label)
{
  g_return_if_fail (CAIRN_IS_TIMINGS_BAR (self));

  gtk_menu_button_set_label (self->window_button, label);
}

void
cairn_timings_bar_set_segment_label (CairnTimingsBar *self, const char *label)
{
  g_return_if_fail (CAIRN_IS_TIMINGS_BAR (self));

  say_within (self->segment_label, label, MOST_SEGMENT, PANGO_ELLIPSIZE_END);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->segment_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

void
cairn_timings_bar_set_segment_menu (CairnTimingsBar *self, GMenuModel *menu)
{
  g_autoptr (GMenu) both = g_menu_new ();

  g_return_if_fail (CAIRN_IS_TIMINGS_BAR (self));
  g_return_if_fail (G_IS_MENU_MODEL (menu));

  g_menu_append_section (both, NULL, gtk_menu_button_get_menu_model (self->window_button));
  g_menu_append_section (both, NULL, menu);
  gtk_menu_button_set_menu_model (self->segment_button, menu);
  gtk_menu_button_set_menu_model (self->more_button, G_MENU_MODEL (both));
}

void
cairn_timings_bar_set_room (CairnTimingsBar *self, guint room)
{
  g_return_if_fail (CAIRN_IS_TIMINGS_BAR (self));

  if (self->room == room)
    return;
  self->room = room;
  update (self);
}
