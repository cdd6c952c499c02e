/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-ui"

#include "ui/cairn-field-private.h"

#include "base/cairn-duration.h"
#include "base/cairn-web-address.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* Properties that are typed: a line, a span of time, a number, or a text of many lines. */

static char *
to_text (const CairnPropSpec *spec, const CairnValue *value)
{
  if (spec->type == CAIRN_TYPE_STRING)
    return g_strdup (value->string);
  if (spec->type == CAIRN_TYPE_DURATION)
    return value->integer != 0 ? cairn_duration_to_string (value->integer) : g_strdup ("");
  return isnan (value->number) ? g_strdup ("") : g_strdup_printf ("%.15g", value->number);
}

static char *
read_duration (const char *text, const CairnPropSpec *spec, CairnValue *value)
{
  gint64 seconds = 0;

  if (*text != '\0' && !cairn_duration_parse (text, &seconds))
    /* translators: %s is what was typed; keep the examples as they are */
    return g_strdup_printf (
      _ ("“%s” is not a span of time. Write it like 14d, 2w 3d, 36h or 90min."), text);
  if (seconds < 0 && spec->prop != CAIRN_PROP_OFFSET)
    /* translators: %s is a property such as “Target” */
    return g_strdup_printf (_ ("%s cannot be less than nothing."), _ (spec->label));
  *value = cairn_value_from_int (CAIRN_TYPE_DURATION, seconds);
  return NULL;
}

static char *
read_number (const char *text, CairnValue *value)
{
  g_autofree char *plain = g_strdelimit (g_strdup (text), ",", '.');
  char *end = NULL;
  double number = *plain != '\0' ? g_ascii_strtod (plain, &end) : NAN;

  if (*plain != '\0' && (end == plain || *end != '\0' || !isfinite (number)))
    /* translators: %s is what was typed; keep the examples as they are */
    return g_strdup_printf (_ ("“%s” is not a number. Write it like 95 or 0.5."), text);
  *value = cairn_value_from_number (number);
  return NULL;
}

static char *
read_address (const char *text, CairnValue *value)
{
  if (*text != '\0' && !cairn_web_address_may_open (text))
    /* translators: %s is what was typed; keep the examples as they are */
    return g_strdup_printf (_ ("“%s” is no address that can be opened. Write it like "
                               "https://example.com/plan or mailto:help@example.com."),
                            text);
  *value = cairn_value_from_string (CAIRN_TYPE_STRING, text);
  return NULL;
}

/* NULL and a @value to be cleared, or what is wrong with @text. */
static char *
from_text (const CairnPropSpec *spec, const char *text, CairnValue *value)
{
  g_autofree char *trimmed = NULL;

  if (spec->type == CAIRN_TYPE_STRING && spec->prop != CAIRN_PROP_URL)
    {
      *value = cairn_value_from_string (CAIRN_TYPE_STRING, text);
      return NULL;
    }
  trimmed = g_strstrip (g_strdup (text));
  if (spec->prop == CAIRN_PROP_URL)
    return read_address (trimmed, value);
  if (spec->type == CAIRN_TYPE_DURATION)
    return read_duration (trimmed, spec, value);
  return read_number (trimmed, value);
}

/* Where timings come from takes effect as a whole: opening "/h", "/ho", "/hom" … helps nobody. So
 * does a team: its lanes come together, and "CS" is not yet "CSM". */
static gboolean
is_applied (const CairnPropSpec *spec)
{
  return spec->prop == CAIRN_PROP_TEAM
         || (spec->prop >= CAIRN_PROP_PATH && spec->prop <= CAIRN_PROP_ZONE);
}

static void
take_over (CairnField *self, GtkEditable *editable)
{
  g_auto (CairnValue) value = { 0 };
  g_autofree char *wrong = NULL;

  if (cairn_field_is_showing (self))
    return;
  wrong = from_text (cairn_field_get_spec (self), gtk_editable_get_text (editable), &value);
  if (wrong != NULL)
    cairn_field_complain (self, wrong);
  else
    cairn_field_commit (self, &value, TRUE);
}

/* Takes over that nothing is there, if it is still so. */
static void
flush_entry (CairnField *self)
{
  GtkWidget *row = cairn_field_get_row (self);
  guint id = GPOINTER_TO_UINT (g_object_steal_data (G_OBJECT (row), "emptied"));

  if (id == 0)
    return;
  g_source_remove (id);
  if (*gtk_editable_get_text (GTK_EDITABLE (row)) == '\0')
    take_over (self, GTK_EDITABLE (row));
}

static gboolean
emptied_cb (gpointer data)
{
  flush_entry (data);
  return G_SOURCE_REMOVE;
}

/* Typing over a selected span of time empties the field for a moment: were that taken over, “soon”
 * typed over “14d” would change the journey although it means nothing. */
static void
wait_if_empty (CairnField *self, GtkEditable *editable)
{
  if (g_object_get_data (G_OBJECT (editable), "emptied") != NULL)
    return;
  g_object_set_data (G_OBJECT (editable), "emptied",
                     GUINT_TO_POINTER (g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, emptied_cb,
                                                        g_object_ref (self), g_object_unref)));
}

static void
entry_changed_cb (CairnField *self, GtkEditable *editable)
{
  const CairnPropSpec *spec = cairn_field_get_spec (self);

  if (is_applied (spec) || cairn_field_is_showing (self))
    return;
  if (spec->type != CAIRN_TYPE_STRING && *gtk_editable_get_text (editable) == '\0')
    wait_if_empty (self, editable);
  else
    take_over (self, editable);
}

static void
add_hint (GtkWidget *row, const CairnPropSpec *spec)
{
  if (spec->type == CAIRN_TYPE_DURATION)
    gtk_widget_set_tooltip_text (row, _ ("A span of time, such as 14d, 2w 3d, 36h or 90min"));
}

static GtkWidget *
create_entry (CairnField *self)
{
  GtkWidget *row = adw_entry_row_new ();

  /* The journey's own undo takes back what was typed. */
  gtk_editable_set_enable_undo (GTK_EDITABLE (row), FALSE);
  add_hint (row, cairn_field_get_spec (self));
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (row),
                                       is_applied (cairn_field_get_spec (self)));
  g_signal_connect_object (row, "apply", G_CALLBACK (take_over), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "changed", G_CALLBACK (entry_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "entry-activated", G_CALLBACK (cairn_field_seal), self,
                           G_CONNECT_SWAPPED);
  cairn_field_seal_on_leave (self, row);
  return row;
}

/* Whether @shown, which somebody may be typing, says the same as @value. */
static gboolean
means (const CairnPropSpec *spec, const char *shown, const CairnValue *value)
{
  g_auto (CairnValue) typed = { 0 };
  g_autofree char *wrong = from_text (spec, shown, &typed);

  return wrong == NULL && cairn_value_equal (&typed, value);
}

static gboolean
is_focused (GtkWidget *widget)
{
  return (gtk_widget_get_state_flags (widget) & GTK_STATE_FLAG_FOCUS_WITHIN) != 0;
}

static void
show_entry (CairnField *self, const CairnValue *value)
{
  GtkWidget *row = cairn_field_get_row (self);
  const CairnPropSpec *spec = cairn_field_get_spec (self);
  const char *shown = gtk_editable_get_text (GTK_EDITABLE (row));
  g_autofree char *text = value != NULL ? to_text (spec, value) : g_strdup ("");

  if (strcmp (shown, text) == 0)
    return;
  if (value != NULL && is_focused (row) && means (spec, shown, value))
    return;
  gtk_editable_set_text (GTK_EDITABLE (row), text);
  cairn_field_complain (self, NULL);
}

const CairnFieldLook cairn_field_entry_look = { create_entry, show_entry, flush_entry };

static GtkTextBuffer *
buffer_of (GtkWidget *row)
{
  return gtk_text_view_get_buffer (g_object_get_data (G_OBJECT (row), "view"));
}

static char *
buffer_text (GtkTextBuffer *buffer)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
}

static void
buffer_changed_cb (CairnField *self, GtkTextBuffer *buffer)
{
  g_auto (CairnValue) value = { 0 };
  g_autofree char *text = NULL;

  if (cairn_field_is_showing (self))
    return;
  text = buffer_text (buffer);
  value = cairn_value_from_string (CAIRN_TYPE_TEXT, text);
  cairn_field_commit (self, &value, TRUE);
}

static GtkWidget *
create_view (const char *label)
{
  GtkWidget *view = gtk_text_view_new ();

  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (view), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (view), FALSE);
  gtk_text_buffer_set_enable_undo (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), FALSE);
  gtk_widget_add_css_class (view, "cairn-text");
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  return view;
}

static GtkWidget *
create_text (CairnField *self)
{
  GtkWidget *row = adw_preferences_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *title = gtk_label_new (NULL);
  GtkWidget *view = create_view (_ (cairn_field_get_spec (self)->label));

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_add_css_class (title, "caption");
  gtk_widget_add_css_class (title, "dim-label");
  g_object_bind_property (row, "title", title, "label", G_BINDING_SYNC_CREATE);
  gtk_widget_add_css_class (box, "cairn-text-row");
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), view);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  g_object_set_data (G_OBJECT (row), "view", view);
  g_signal_connect_object (buffer_of (row), "changed", G_CALLBACK (buffer_changed_cb), self,
                           G_CONNECT_SWAPPED);
  cairn_field_seal_on_leave (self, view);
  return row;
}

static void
show_text (CairnField *self, const CairnValue *value)
{
  GtkTextBuffer *buffer = buffer_of (cairn_field_get_row (self));
  g_autofree char *shown = buffer_text (buffer);
  const char *text = value != NULL ? value->string : "";

  if (strcmp (shown, text) != 0)
    gtk_text_buffer_set_text (buffer, text, -1);
}

const CairnFieldLook cairn_field_text_look = { create_text, show_text, NULL };
