/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-ui"

#include "config.h"

#include "ui/cairn-main-window-private.h"

#include "insight/cairn-journey-example.h"
#include "insight/cairn-journey-timings.h"
#include "layout/cairn-text.h"
#include "ui/cairn-pileup-list.h"
#include "ui/cairn-source-dialog.h"

#include <glib/gi18n-lib.h>

/* A name is typed letter by letter; the database is read again when it is whole. */
#define SETTLE_MS 400
/* How often a database that could not be opened is tried again. */
#define RETRY_MS 3000

/* Segments as the action "timings-segment" names them. */
#define OWN "own"
#define ALL "all"
#define NAMED "segment:"

typedef struct
{
  const char *name; /* as cairn_window_parse() reads it and the settings keep it */
  const char *label;
} Span;

static const Span spans[] = {
  { "13w", N_ ("13 weeks") },
  { "26w", N_ ("26 weeks") },
  { "all", N_ ("All time") },
};

static GSimpleAction *
lookup (CairnMainWindow *self, const char *name)
{
  return G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self), name));
}

static const char *
get_span (CairnMainWindow *self)
{
  g_autoptr (GVariant) state = g_action_get_state (G_ACTION (lookup (self, "timings-window")));

  for (guint i = 0; i < G_N_ELEMENTS (spans); i++)
    if (g_str_equal (spans[i].name, g_variant_get_string (state, NULL)))
      return spans[i].name;
  return spans[0].name;
}

/* ---- what the live source depends on ---- */

/* Of a SIPOC what its process steps are called and aim at. */
static void
append_process (GString *text, CairnElement *sipoc)
{
  CAIRN_FOREACH_CHILD (item, sipoc, CAIRN_KIND_ITEM)
    if (cairn_element_get_int (item, CAIRN_PROP_COLUMN) == CAIRN_COLUMN_PROCESS)
      g_string_append_printf (text, "<%s\x1f%s\x1f%" G_GINT64_FORMAT "\x1f%" G_GINT64_FORMAT ">",
                              cairn_element_get_title (item),
                              cairn_element_get_string (item, CAIRN_PROP_TWIN),
                              cairn_element_get_int (item, CAIRN_PROP_TARGET),
                              cairn_element_get_int (item, CAIRN_PROP_LIMIT));
}

static void
append_element (GString *text, CairnElement *element)
{
  const CairnKindSpec *spec = cairn_schema_kind (cairn_element_get_kind (element));

  g_string_append_printf (text, "<%s", spec->tag);
  for (guint i = 0; i < spec->n_props; i++)
    {
      g_autofree char *value = NULL;

      /* Who counts is told to the live source as it is. */
      if (spec->props[i].prop == CAIRN_PROP_FILTER || spec->props[i].prop == CAIRN_PROP_RULE
          || spec->props[i].prop == CAIRN_PROP_LEAVE_OUT_FORGOTTEN)
        continue;
      value = cairn_value_to_text (cairn_element_get_value (element, spec->props[i].prop),
                                   &spec->props[i]);

      g_string_append_printf (text, "\x1f%s", value);
    }
  for (guint i = 0; i < cairn_element_get_n_children (element); i++)
    {
      CairnElement *child = cairn_element_get_child (element, i);
      CairnKind kind = cairn_element_get_kind (child);

      if (kind == CAIRN_KIND_SEGMENT || kind == CAIRN_KIND_SWIMLANE || kind == CAIRN_KIND_STAGE
          || kind == CAIRN_KIND_ALIAS || kind == CAIRN_KIND_SOURCE || kind == CAIRN_KIND_OUTCOME
          || kind == CAIRN_KIND_DATE_COLUMN)
        append_element (text, child);
      else if (kind == CAIRN_KIND_SIPOC)
        append_process (text, child);
    }
  g_string_append_c (text, '>');
}

/* Two journeys with the same of these have the same mapping. */
static char *
dup_fingerprint (CairnMainWindow *self)
{
  GString *text = g_string_new (NULL);
  g_autoptr (GFile) folder = cairn_main_window_get_folder (self);

  if (folder != NULL)
    g_string_append (text, g_file_peek_path (folder));
  append_element (text, cairn_document_get_root (cairn_editor_get_document (self->editor)));
  return g_string_free (text, FALSE);
}

/* What the journey says of its source; "": it names none. */
static const char *
get_source_path (CairnMainWindow *self)
{
  CairnElement *root = cairn_document_get_root (cairn_editor_get_document (self->editor));
  CairnElement *source = cairn_element_first (root, CAIRN_KIND_SOURCE);

  return source != NULL ? cairn_element_get_string (source, CAIRN_PROP_PATH) : "";
}

/* ---- the header ---- */

static void
append_segment (GMenu *menu, const char *label, const char *target)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, "win.timings-segment", "s", target);
  g_menu_append_item (menu, item);
}

/* The segments that the data knows, each once, in order. */
static GPtrArray *
dup_segments (CairnSnapshot *snapshot)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  guint n_cells = 0;
  const CairnCell *cells = cairn_snapshot_get_cells (snapshot, &n_cells);

  for (guint i = 0; i < n_cells; i++)
    if (cells[i].segment != NULL && *cells[i].segment != '\0'
        && !g_ptr_array_find_with_equal_func (names, cells[i].segment, g_str_equal, NULL))
      g_ptr_array_add (names, g_strdup (cells[i].segment));
  return g_steal_pointer (&names);
}

static const char *
own_segment (CairnMainWindow *self)
{
  CairnElement *diagram = cairn_editor_get_diagram (self->editor);

  return diagram != NULL ? cairn_journey_timings_get_segment (diagram) : NULL;
}

static void
show_segment_menu (CairnMainWindow *self, GPtrArray *names)
{
  const char *own = own_segment (self);
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) first = g_menu_new ();
  g_autoptr (GMenu) others = g_menu_new ();
  /* translators: %s is the name of a segment */
  g_autofree char *own_label = g_strdup_printf (_ ("This segment (%s)"), own != NULL ? own : "");

  append_segment (first, own_label, OWN);
  append_segment (first, _ ("All customers"), ALL);
  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *target = g_strconcat (NAMED, g_ptr_array_index (names, i), NULL);

      append_segment (others, g_ptr_array_index (names, i), target);
    }
  g_menu_append_section (menu, _ ("Timings of"), G_MENU_MODEL (first));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (others));
  cairn_timings_bar_set_segment_menu (self->timings_bar, G_MENU_MODEL (menu));
}

static gboolean
segment_menu_cb (gpointer data)
{
  CairnMainWindow *self = data;
  CairnSnapshot *snapshot = cairn_editor_get_snapshot (self->editor);
  g_autoptr (GPtrArray) names
    = snapshot != NULL ? dup_segments (snapshot) : g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) key = g_string_new (own_segment (self));

  self->segment_menu_idle = 0;
  for (guint i = 0; i < names->len; i++)
    g_string_append_printf (key, "\n%s", (const char *) g_ptr_array_index (names, i));
  /* An open menu would close if it were replaced at every commit. */
  if (g_strcmp0 (self->segment_menu_key, key->str) == 0)
    return G_SOURCE_REMOVE;
  g_free (self->segment_menu_key);
  self->segment_menu_key = g_strdup (key->str);
  show_segment_menu (self, names);
  return G_SOURCE_REMOVE;
}

/* After the figures themselves are on the screen. */
static void
update_segment_menu (CairnMainWindow *self)
{
  if (self->segment_menu_idle == 0)
    self->segment_menu_idle = g_idle_add (segment_menu_cb, self);
}

void
cairn_main_window_update_timings (CairnMainWindow *self)
{
  const char *segment = cairn_editor_get_segment (self->editor);
  const char *own = own_segment (self);
  const char *span = get_span (self);
  g_autofree char *state = segment == NULL    ? g_strdup (OWN)
                           : *segment == '\0' ? g_strdup (ALL)
                                              : g_strconcat (NAMED, segment, NULL);

  g_simple_action_set_state (lookup (self, "timings-segment"), g_variant_new_string (state));
  cairn_timings_bar_set_segment_label (self->timings_bar, segment == NULL ? own != NULL ? own : ""
                                                          : *segment == '\0' ? _ ("All customers")
                                                                             : segment);
  for (guint i = 0; i < G_N_ELEMENTS (spans); i++)
    if (g_str_equal (spans[i].name, span))
      cairn_timings_bar_set_window_label (self->timings_bar, _ (spans[i].label));
  update_segment_menu (self);
  cairn_main_window_update_wishes (self);
  cairn_main_window_update_looking (self);
}

/* ---- the live source ---- */

static char *
dup_source_name (CairnMainWindow *self)
{
  const char *path = get_source_path (self);

  if (cairn_journey_example_is_path (path))
    return g_strdup (_ ("Example data"));
  return *path != '\0' ? g_path_get_basename (path) : g_strdup ("");
}

/* Whatever is written for the first time in a style has to wait for its font. */
static gboolean
warm_cb (gpointer data)
{
  static guint n_warm;

  if (n_warm < CAIRN_N_TEXT_STYLES)
    cairn_text_block_unref (cairn_text_measure (n_warm++, "0 d", 0));
  return n_warm < CAIRN_N_TEXT_STYLES;
}

/* For figures: room is made for them before they come. */
static void
set_waiting (CairnMainWindow *self, gboolean waiting)
{
  if (self->waiting == waiting)
    return;
  self->waiting = waiting;
  if (waiting)
    g_idle_add (warm_cb, NULL);
  cairn_pileup_list_set_waiting (CAIRN_PILEUP_LIST (adw_bin_get_child (self->pile_ups_bin)),
                                 waiting);
  cairn_main_window_update_panels (self);
}

static void
show_state (CairnMainWindow *self)
{
  g_autofree char *name = dup_source_name (self);

  set_waiting (self, cairn_live_get_state (self->live) == CAIRN_LIVE_LOADING
                       && cairn_editor_get_snapshot (self->editor) == NULL);

  switch (cairn_live_get_state (self->live))
    {
    case CAIRN_LIVE_LOADING:
      cairn_timings_bar_show_loading (self->timings_bar, name,
                                      cairn_live_get_progress (self->live));
      break;
    case CAIRN_LIVE_FAILED:
      cairn_editor_set_snapshot (self->editor, NULL);
      cairn_timings_bar_show_error (self->timings_bar, cairn_live_get_error_message (self->live));
      break;
    case CAIRN_LIVE_FRESH:
    case CAIRN_LIVE_STALE:
    default:
      break; /* the snapshot says it */
    }
  cairn_main_window_set_enabled (self, "cancel-loading",
                                 cairn_live_get_state (self->live) == CAIRN_LIVE_LOADING);
}

static void
snapshot_cb (CairnMainWindow *self, CairnSnapshot *snapshot)
{
  cairn_editor_set_snapshot (self->editor, snapshot);
  set_waiting (self, FALSE);
  cairn_timings_bar_show_snapshot (self->timings_bar, snapshot);
  cairn_main_window_watch_alerts (self, snapshot);
  update_segment_menu (self);
  cairn_main_window_update_wishes (self);
  cairn_main_window_update_looking (self);
}

static gboolean
retry_cb (gpointer data)
{
  CairnMainWindow *self = data;

  self->retry_timer = 0;
  cairn_main_window_reset_timings (self);
  return G_SOURCE_REMOVE;
}

/* It may come back, or be let go of. */
static gboolean
is_passing (const GError *error)
{
  return g_error_matches (error, CAIRN_SOURCE_ERROR, CAIRN_SOURCE_ERROR_MISSING)
         || g_error_matches (error, CAIRN_SOURCE_ERROR, CAIRN_SOURCE_ERROR_LOCKED);
}

static void
fail (CairnMainWindow *self, const GError *error)
{
  cairn_editor_set_snapshot (self->editor, NULL);
  cairn_timings_bar_show_error (self->timings_bar, error->message);
  if (is_passing (error))
    self->retry_timer = g_timeout_add (RETRY_MS, retry_cb, self);
}

/* @example: the file that was made for the journey; NULL: it names one itself. */
static void
start (CairnMainWindow *self, const char *example)
{
  CairnDocument *document = cairn_editor_get_document (self->editor);
  g_autoptr (GFile) folder = cairn_main_window_get_folder (self);
  g_autoptr (GError) error = NULL;
  g_autoptr (CairnMapping) mapping = NULL;
  CairnWindow span = { CAIRN_WINDOW_13_WEEKS, 0, 0 };

  cairn_window_parse (get_span (self), &span);
  if (example != NULL)
    mapping = cairn_journey_timings_mapping_for_path (document, example, &error);
  else
    mapping = cairn_journey_timings_mapping (
      document, folder != NULL ? g_file_peek_path (folder) : NULL, &error);
  if (mapping == NULL)
    {
      fail (self, error);
      return;
    }
  self->live = cairn_live_new (mapping, &span, 0);
  cairn_main_window_begin_looking (self);
  g_signal_group_set_target (self->live_signals, self->live);
  cairn_main_window_wish_quality (self);
  show_state (self);
}

static void
made_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CairnMainWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *example = cairn_journey_example_ensure_finish (result, &error);

  /* Nobody waits for it any more, or there is nobody. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->editor == NULL)
    return;
  g_clear_object (&self->making);
  cairn_main_window_set_enabled (self, "cancel-loading", FALSE);
  if (example != NULL)
    start (self, example);
  else
    fail (self, error);
}

static void
make_example (CairnMainWindow *self, const char *path)
{
  self->making = g_cancellable_new ();
  cairn_timings_bar_show_making (self->timings_bar);
  cairn_main_window_set_enabled (self, "cancel-loading", TRUE);
  cairn_journey_example_ensure_async (cairn_editor_get_document (self->editor), path, self->making,
                                      made_cb, g_object_ref (self));
}

void
cairn_main_window_drop_timings (CairnMainWindow *self)
{
  g_clear_handle_id (&self->live_timer, g_source_remove);
  g_clear_handle_id (&self->retry_timer, g_source_remove);
  g_clear_handle_id (&self->segment_menu_idle, g_source_remove);
  if (self->live_signals != NULL)
    g_signal_group_set_target (self->live_signals, NULL);
  g_clear_object (&self->live);
  g_clear_pointer (&self->alert_snapshot, cairn_snapshot_unref);
  g_cancellable_cancel (self->making);
  g_clear_object (&self->making);
  g_clear_pointer (&self->fingerprint, g_free);
  if (self->editor != NULL)
    set_waiting (self, FALSE);
}

void
cairn_main_window_reset_timings (CairnMainWindow *self)
{
  const char *path = get_source_path (self);
  gboolean source = *path != '\0';

  cairn_main_window_update_notice (self);
  cairn_main_window_drop_timings (self);
  self->fingerprint = dup_fingerprint (self);
  cairn_main_window_set_enabled (self, "refresh", source);
  cairn_main_window_set_enabled (self, "cancel-loading", FALSE);
  if (cairn_journey_example_is_path (path))
    make_example (self, path);
  else if (source)
    start (self, NULL);
  else
    {
      cairn_editor_set_snapshot (self->editor, NULL);
      cairn_timings_bar_show_none (self->timings_bar);
    }
  cairn_main_window_update_timings (self);
}

static gboolean
settled_cb (gpointer data)
{
  CairnMainWindow *self = data;
  g_autofree char *now = dup_fingerprint (self);

  self->live_timer = 0;
  if (g_strcmp0 (now, self->fingerprint) != 0)
    cairn_main_window_reset_timings (self);
  return G_SOURCE_REMOVE;
}

void
cairn_main_window_queue_timings (CairnMainWindow *self)
{
  g_clear_handle_id (&self->live_timer, g_source_remove);
  cairn_main_window_apply_audience (self, FALSE);
  cairn_main_window_wish_quality (self);
  self->live_timer = g_timeout_add (SETTLE_MS, settled_cb, self);
}

/* ---- actions ---- */

static void
window_cb (GSimpleAction *action, GVariant *value, gpointer data)
{
  CairnMainWindow *self = data;
  const char *name = g_variant_get_string (value, NULL);
  CairnWindow span;

  if (!cairn_window_parse (name, &span))
    return;
  g_simple_action_set_state (action, value);
  if (self->settings != NULL)
    g_settings_set_string (self->settings, "timings-window", name);
  if (self->live != NULL)
    cairn_live_set_window (self->live, &span);
  cairn_main_window_update_timings (self);
}

static void
turn_window (CairnMainWindow *self, int by)
{
  const char *now = get_span (self);
  const int n = G_N_ELEMENTS (spans);

  for (int i = 0; i < n; i++)
    if (g_str_equal (spans[i].name, now))
      {
        g_action_change_state (G_ACTION (lookup (self, "timings-window")),
                               g_variant_new_string (spans[(i + n + by) % n].name));
        return;
      }
}

static void
next_window_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  turn_window (data, 1);
}

static void
previous_window_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  turn_window (data, -1);
}

static void
segment_cb (GSimpleAction *action, GVariant *value, gpointer data)
{
  CairnMainWindow *self = data;
  const char *name = g_variant_get_string (value, NULL);

  if (g_str_has_prefix (name, NAMED))
    cairn_editor_set_segment (self->editor, name + strlen (NAMED));
  else
    cairn_editor_set_segment (self->editor, g_str_equal (name, ALL) ? "" : NULL);
}

static void
refresh_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  cairn_main_window_reset_timings (data);
}

static void
cancel_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CairnMainWindow *self = data;

  cairn_main_window_drop_timings (self);
  self->fingerprint = dup_fingerprint (self);
  cairn_editor_set_snapshot (self->editor, NULL);
  cairn_timings_bar_show_error (self->timings_bar,
                                _ ("Reading the database was stopped. “Read Again” starts anew."));
  g_simple_action_set_enabled (action, FALSE);
}

static GtkWidget *
new_dialog (CairnMainWindow *self)
{
  g_autoptr (GFile) folder = cairn_main_window_get_folder (self);

  return cairn_source_dialog_new (GTK_WINDOW (self), self->editor, folder);
}

static void
database_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gtk_window_present (GTK_WINDOW (new_dialog (data)));
}

static void
use_database_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GtkWidget *dialog = new_dialog (data);
  g_autoptr (GFile) file = g_file_new_for_uri (g_variant_get_string (parameter, NULL));

  cairn_source_dialog_set_file (CAIRN_SOURCE_DIALOG (dialog), file);
  gtk_window_present (GTK_WINDOW (dialog));
}

void
cairn_main_window_add_timings_actions (CairnMainWindow *self)
{
  static const GActionEntry entries[] = {
    { "timings-window", NULL, "s", "'13w'", window_cb },
    { "timings-segment", NULL, "s", "'" OWN "'", segment_cb },
    { "next-timings-window", next_window_cb },
    { "previous-timings-window", previous_window_cb },
    { "refresh", refresh_cb },
    { "cancel-loading", cancel_cb },
    { "database", database_cb },
    { "use-database", use_database_cb, "s" },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  if (self->settings != NULL)
    {
      g_autofree char *name = g_settings_get_string (self->settings, "timings-window");

      g_simple_action_set_state (lookup (self, "timings-window"), g_variant_new_string (name));
    }
  self->live_signals = g_signal_group_new (CAIRN_TYPE_LIVE);
  g_signal_group_connect_swapped (self->live_signals, "snapshot", G_CALLBACK (snapshot_cb), self);
  g_signal_group_connect_swapped (self->live_signals, "notify::state", G_CALLBACK (show_state),
                                  self);
  g_signal_group_connect_swapped (self->live_signals, "notify::progress", G_CALLBACK (show_state),
                                  self);
}
