/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-ui"

#include "config.h"

#include "ui/cairn-main-window-private.h"

#include "command/cairn-paste-commands.h"
#include "command/cairn-style-commands.h"
#include "command/cairn-table-commands.h"
#include "insight/cairn-journey-timings.h"
#include "io/cairn-journey.h"
#include "ui/cairn-clip.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* What comes from the clipboard is read so far, and refused if it goes on. */
#define MAX_BYTES (64u * 1024 * 1024)
#define CHUNK (256 * 1024)

static GdkClipboard *
clipboard (CairnMainWindow *self)
{
  return gtk_widget_get_clipboard (GTK_WIDGET (self));
}

/* Ctrl+Shift+C and the like belong to input methods elsewhere. */
gboolean
cairn_main_window_takes_key (CairnMainWindow *self, const char *action)
{
  static const char *const here[]
    = { "win.copy",         "win.cut",        "win.paste",       "win.paste-lines",
        "win.copy-picture", "win.copy-style", "win.paste-style", NULL };
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));

  return !g_strv_contains (here, action) || focus == GTK_WIDGET (self->canvas)
         || (focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->sidebar_bin)));
}

/* Puts @fragment on the clipboard, with the timings that are seen, as of now. */
static void
put (CairnMainWindow *self, CairnDocument *fragment, gboolean picture_only)
{
  CairnScene *scene = cairn_editor_get_scene (self->editor);
  const char *segment = cairn_editor_get_segment (self->editor);
  CairnSceneTimings timings = { 0 };
  g_autoptr (GdkContentProvider) clip = NULL;

  if (scene != NULL && cairn_scene_get_view (scene) != NULL)
    {
      timings.view = cairn_scene_get_view (scene);
      if (segment == NULL)
        segment = cairn_journey_timings_pick_segment (cairn_editor_get_diagram (self->editor),
                                                      cairn_editor_get_snapshot (self->editor));
      timings.segment = segment != NULL && *segment != '\0' ? segment : NULL;
    }
  clip = cairn_clip_new (fragment, &timings, picture_only);
  gdk_clipboard_set_content (clipboard (self), clip);
}

/* FALSE, with a word about it, if nothing that can be copied is selected. */
static gboolean
copy (CairnMainWindow *self)
{
  g_autoptr (GPtrArray) selected = cairn_editor_dup_selected (self->editor);
  g_autoptr (CairnDocument) fragment
    = cairn_fragment_new (cairn_editor_get_document (self->editor), selected);

  if (fragment == NULL)
    {
      cairn_main_window_toast (self,
                               _ ("Select the steps, items, requirements or branches to copy."));
      return FALSE;
    }
  put (self, fragment, FALSE);
  return TRUE;
}

static void
copy_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  copy (data);
}

static void
cut_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CairnMainWindow *self = data;
  g_autoptr (GPtrArray) selected = cairn_editor_dup_selected (self->editor);

  if (cairn_editor_may_change (self->editor) && copy (self))
    cairn_command_cut (cairn_editor_get_history (self->editor), selected);
}

static void
copy_picture_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CairnMainWindow *self = data;
  CairnDocument *document = cairn_editor_get_document (self->editor);
  CairnElement *diagram = cairn_editor_get_diagram (self->editor);
  g_autoptr (GPtrArray) selected = cairn_editor_dup_selected (self->editor);
  g_autoptr (CairnDocument) fragment = cairn_fragment_new (document, selected);

  if (diagram == NULL)
    return;
  if (fragment == NULL)
    fragment = cairn_fragment_new_of_diagram (document, diagram);
  put (self, fragment, TRUE);
  cairn_main_window_toast (self, selected->len > 0
                                   ? _ ("The selection is on the clipboard as a picture.")
                                   : _ ("The whole diagram is on the clipboard as a picture."));
}

/* Pasting takes a moment, in which much may happen: another journey is opened, the diagram goes. */
typedef struct
{
  CairnMainWindow *window;
  CairnEditor *editor;
  GInputStream *stream;
  GByteArray *bytes;
} Pasting;

static void
pasting_free (Pasting *self)
{
  g_clear_object (&self->stream);
  g_clear_object (&self->editor);
  g_clear_object (&self->window);
  g_clear_pointer (&self->bytes, g_byte_array_unref);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Pasting, pasting_free)

static Pasting *
pasting_new (CairnMainWindow *window)
{
  Pasting *self = g_new0 (Pasting, 1);

  self->window = g_object_ref (window);
  self->editor = g_object_ref (window->editor);
  return self;
}

static gboolean
may_go_on (Pasting *self)
{
  return self->window->editor == self->editor && cairn_editor_get_diagram (self->editor) != NULL
         && cairn_editor_may_change (self->editor);
}

/* Brings the first of what was pasted into view, and leaves all of it selected. */
static void
show_pasted (CairnEditor *editor)
{
  CairnSelection *selection = cairn_editor_get_selection (editor);
  g_auto (GStrv) ids = cairn_selection_dup_ids (selection);
  CairnElement *first = cairn_document_lookup (cairn_editor_get_document (editor), ids[0]);

  if (first == NULL)
    return;
  cairn_editor_reveal (editor, first);
  cairn_selection_set (selection, (const char *const *) ids);
}

static void
paste_text (Pasting *self, const char *text)
{
  g_autofree char *why = NULL;
  g_autoptr (CairnTextTable) table = cairn_text_table_parse (text, strlen (text), &why);

  if (table == NULL)
    cairn_main_window_toast (self->window, why);
  else if (cairn_command_paste_table (cairn_editor_get_history (self->editor),
                                      cairn_editor_get_diagram (self->editor),
                                      cairn_editor_get_selected (self->editor), table)
           == 0)
    cairn_main_window_toast (self->window, _ ("Nothing in this text can become a step here."));
  else
    show_pasted (self->editor);
}

static void
text_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Pasting) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, &error);

  if (!may_go_on (self))
    return;
  if (text != NULL)
    paste_text (self, text);
  else
    cairn_main_window_toast (self->window, _ ("There is no text to paste."));
}

static void
read_text (CairnMainWindow *self)
{
  gdk_clipboard_read_text_async (clipboard (self), NULL, text_read_cb, pasting_new (self));
}

static void
paste_fragment (Pasting *self)
{
  g_autoptr (GBytes) bytes = g_byte_array_free_to_bytes (g_steal_pointer (&self->bytes));
  g_autoptr (GError) error = NULL;
  g_autoptr (CairnDocument) fragment = NULL;

  if (!may_go_on (self))
    return;
  /* translators: stands where the name of a file would in messages about its content */
  fragment = cairn_journey_read_bytes (bytes, _ ("The clipboard"), NULL, &error);
  if (fragment == NULL)
    cairn_main_window_toast (self->window, error->message);
  else if (cairn_command_paste (cairn_editor_get_history (self->editor), fragment,
                                cairn_editor_get_diagram (self->editor),
                                cairn_editor_get_selected (self->editor)))
    show_pasted (self->editor);
  else
    cairn_main_window_toast (
      self->window,
      _ ("What was copied belongs into another kind of diagram. Ctrl+Shift+V pastes its names."));
}

static void chunk_read_cb (GObject *source, GAsyncResult *result, gpointer data);

/* Takes @self over. */
static void
read_on (Pasting *self)
{
  g_input_stream_read_bytes_async (self->stream, CHUNK, G_PRIORITY_DEFAULT, NULL, chunk_read_cb,
                                   self);
}

static void
chunk_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Pasting) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) chunk
    = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &error);

  if (chunk == NULL)
    {
      cairn_main_window_toast (self->window, error->message);
      return;
    }
  if (g_bytes_get_size (chunk) == 0)
    {
      paste_fragment (self);
      return;
    }
  g_byte_array_append (self->bytes, g_bytes_get_data (chunk, NULL),
                       (guint) g_bytes_get_size (chunk));
  if (self->bytes->len > MAX_BYTES)
    {
      cairn_main_window_toast (self->window, _ ("This is too much to paste at once."));
      return;
    }
  read_on (g_steal_pointer (&self));
}

static void
fragment_opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Pasting) self = data;
  g_autoptr (GError) error = NULL;

  self->stream = gdk_clipboard_read_finish (GDK_CLIPBOARD (source), result, NULL, &error);
  if (self->stream == NULL)
    {
      cairn_main_window_toast (self->window, error->message);
      return;
    }
  self->bytes = g_byte_array_new ();
  read_on (g_steal_pointer (&self));
}

static gboolean
has_text (GdkContentFormats *formats)
{
  return gdk_content_formats_contain_gtype (formats, G_TYPE_STRING)
         || gdk_content_formats_contain_mime_type (formats, "text/plain;charset=utf-8")
         || gdk_content_formats_contain_mime_type (formats, "text/plain");
}

static gboolean
has_picture (GdkContentFormats *formats)
{
  gsize n;
  const char *const *types = gdk_content_formats_get_mime_types (formats, &n);

  for (gsize i = 0; i < n; i++)
    if (g_str_has_prefix (types[i], "image/"))
      return TRUE;
  return gdk_content_formats_contain_gtype (formats, GDK_TYPE_TEXTURE);
}

static void
say_what_is_there (CairnMainWindow *self, GdkContentFormats *formats)
{
  gsize n_types, n_mime_types;

  gdk_content_formats_get_gtypes (formats, &n_types);
  gdk_content_formats_get_mime_types (formats, &n_mime_types);
  cairn_main_window_toast (
    self, has_picture (formats)
            ? _ ("A picture cannot be pasted into a diagram. Steps, items and text can.")
          : n_types + n_mime_types > 0
            ? _ ("What is on the clipboard cannot be pasted here. Steps, items and text can.")
            : _ ("There is nothing on the clipboard."));
}

static void
paste_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CairnMainWindow *self = data;
  GdkContentFormats *formats = gdk_clipboard_get_formats (clipboard (self));

  if (cairn_editor_get_diagram (self->editor) == NULL || !cairn_editor_may_change (self->editor))
    return;
  if (gdk_content_formats_contain_mime_type (formats, CAIRN_CLIP_MIME_TYPE))
    gdk_clipboard_read_async (clipboard (self), (const char *[]){ CAIRN_CLIP_MIME_TYPE, NULL },
                              G_PRIORITY_DEFAULT, NULL, fragment_opened_cb, pasting_new (self));
  else if (has_text (formats))
    read_text (self);
  else
    say_what_is_there (self, formats);
}

static void
paste_lines_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CairnMainWindow *self = data;
  GdkContentFormats *formats = gdk_clipboard_get_formats (clipboard (self));

  if (cairn_editor_get_diagram (self->editor) == NULL || !cairn_editor_may_change (self->editor))
    return;
  if (has_text (formats))
    read_text (self);
  else
    say_what_is_there (self, formats);
}

/* The style that was copied last, in whatever window: it goes with the program, or, in a window of
 * no program, with the window. */
static GObject *
style_holder (CairnMainWindow *self)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));

  return application != NULL ? G_OBJECT (application) : G_OBJECT (self);
}

static void
copy_style_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CairnMainWindow *self = data;
  g_autoptr (GPtrArray) selected = cairn_editor_dup_selected (self->editor);
  CairnStyle *style = NULL;

  for (guint i = 0; i < selected->len && style == NULL; i++)
    style = cairn_style_take (g_ptr_array_index (selected, i));
  if (style == NULL)
    {
      cairn_main_window_toast (self, _ ("Select a step, an item or a lane to copy its style."));
      return;
    }
  g_object_set_data_full (style_holder (self), "cairn-style", style,
                          (GDestroyNotify) cairn_style_free);
  cairn_main_window_toast (self, _ ("Style copied. Ctrl+Alt+V gives it to what is selected."));
}

static void
paste_style_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CairnMainWindow *self = data;
  const CairnStyle *style = g_object_get_data (style_holder (self), "cairn-style");
  g_autoptr (GPtrArray) selected = cairn_editor_dup_selected (self->editor);

  if (style == NULL)
    cairn_main_window_toast (self, _ ("Copy a style first, with Ctrl+Alt+C."));
  else if (cairn_editor_may_change (self->editor)
           && !cairn_command_paste_style (cairn_editor_get_history (self->editor), selected, style))
    cairn_main_window_toast (self, _ ("The style that was copied is of another kind of thing."));
}

void
cairn_main_window_add_clipboard_actions (CairnMainWindow *self)
{
  static const GActionEntry entries[] = {
    { "copy", copy_cb },
    { "cut", cut_cb },
    { "paste", paste_cb },
    { "paste-lines", paste_lines_cb },
    { "copy-picture", copy_picture_cb },
    { "copy-style", copy_style_cb },
    { "paste-style", paste_style_cb },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}
