/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-ui"

#include "config.h"

#include "ui/cairn-main-window-private.h"

#include "command/cairn-variant-commands.h"
#include "insight/cairn-variant.h"
#include "io/cairn-journey.h"
#include "model/cairn-base.h"
#include "ui/cairn-segment-dialog.h"
#include "ui/cairn-snapshot-dialog.h"

#include <glib/gi18n-lib.h>

static CairnDocument *
document (CairnMainWindow *self)
{
  return cairn_editor_get_document (self->editor);
}

static CairnHistory *
history (CairnMainWindow *self)
{
  return cairn_editor_get_history (self->editor);
}

/* The segment that is selected, or that the map belongs to; NULL: none. */
static CairnElement *
current_segment (CairnMainWindow *self)
{
  CairnElement *selected = cairn_editor_get_selected (self->editor);
  CairnElement *diagram = cairn_editor_get_diagram (self->editor);

  if (selected != NULL && cairn_element_get_kind (selected) == CAIRN_KIND_SEGMENT)
    return selected;
  return diagram != NULL ? cairn_element_ancestor (diagram, CAIRN_KIND_SEGMENT) : NULL;
}

static CairnElement *
first_diagram_of (CairnElement *segment)
{
  for (guint i = 0; i < cairn_element_get_n_children (segment); i++)
    if (cairn_kind_is_diagram (cairn_element_get_kind (cairn_element_get_child (segment, i))))
      return cairn_element_get_child (segment, i);
  return NULL;
}

typedef struct
{
  CairnEditor *editor;
  CairnElement *element;
} Renaming;

static void
renaming_free (Renaming *renaming)
{
  g_object_unref (renaming->editor);
  cairn_element_unref (renaming->element);
  g_free (renaming);
}

static gboolean
rename_cb (gpointer data)
{
  Renaming *renaming = data;

  if (cairn_element_get_parent (renaming->element) != NULL)
    cairn_editor_rename (renaming->editor, renaming->element);
  return G_SOURCE_REMOVE;
}

/* Not before the menu from which this came has given back the focus. */
static void
rename_soon (CairnMainWindow *self, CairnElement *element)
{
  Renaming *renaming = g_new0 (Renaming, 1);

  renaming->editor = g_object_ref (self->editor);
  renaming->element = cairn_element_ref (element);
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, rename_cb, renaming, (GDestroyNotify) renaming_free);
}

/* Shows what in the variant is made from the diagram that was shown, and names the variant. */
static void
new_variant_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CairnMainWindow *self = data;
  CairnElement *base = current_segment (self);
  CairnElement *shown = cairn_editor_get_diagram (self->editor);
  CairnElement *variant, *diagram = NULL;
  g_autoptr (GHashTable) index = NULL;
  g_autofree char *name = NULL;

  if (base == NULL || !cairn_editor_may_change (self->editor))
    return;
  /* translators: %s is a segment */
  name = g_strdup_printf (_ ("Variant of %s"), cairn_element_get_title (base));
  variant = cairn_command_add_variant (history (self), base, name);
  index = cairn_base_index (document (self), variant);
  if (shown != NULL)
    diagram = g_hash_table_lookup (index, shown);
  if (diagram == NULL)
    diagram = first_diagram_of (variant);
  if (diagram != NULL)
    cairn_editor_set_diagram (self->editor, diagram);
  cairn_selection_set_one (cairn_editor_get_selection (self->editor),
                           cairn_element_get_id (variant));
  rename_soon (self, variant);
}

static void
new_to_be_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CairnMainWindow *self = data;
  CairnElement *diagram = cairn_editor_get_diagram (self->editor);

  if (!cairn_editor_may_change (self->editor))
    return;
  if (diagram == NULL || !cairn_element_has (diagram, CAIRN_PROP_VERSION))
    {
      cairn_main_window_toast (self, _ ("Only a swimlane or a SIPOC has a to-be version."));
      return;
    }
  cairn_editor_set_diagram (self->editor, cairn_command_add_to_be (history (self), diagram));
  cairn_main_window_toast (
    self, _ ("This is the to-be version now. What you change here, the as-is version keeps."));
}

static void
reset_to_base_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CairnMainWindow *self = data;
  g_autoptr (GPtrArray) selected = cairn_editor_dup_selected (self->editor);

  if (!cairn_editor_may_change (self->editor))
    return;
  if (selected->len == 0 && cairn_editor_get_diagram (self->editor) != NULL)
    g_ptr_array_add (selected, cairn_editor_get_diagram (self->editor));
  if (!cairn_command_reset_to_base (history (self), selected))
    cairn_main_window_toast (self, _ ("This is made from nothing, so there is nothing to go back "
                                      "to."));
}

/* The segment if it is selected, else the diagram that is shown. */
static void
bring_back_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CairnMainWindow *self = data;
  CairnElement *place = cairn_editor_get_selected (self->editor);
  g_autoptr (CairnVariant) variant = NULL;
  g_autoptr (GPtrArray) missing = NULL;

  if (place == NULL || cairn_element_get_kind (place) != CAIRN_KIND_SEGMENT)
    place = cairn_editor_get_diagram (self->editor);
  if (place == NULL || !cairn_editor_may_change (self->editor))
    return;
  if (cairn_base_get_followed (document (self), place) != NULL)
    variant = cairn_variant_new (document (self), place);
  if (variant != NULL)
    missing = cairn_variant_dup_missing (variant, place);
  if (missing == NULL || missing->len == 0)
    cairn_main_window_toast (self, _ ("Nothing of a base is deleted here."));
  else
    cairn_command_bring_back (history (self), place, missing);
}

/* ---- comparing ---- */

static void
compare_places (CairnMainWindow *self, CairnElement *then, CairnElement *now, const char *name)
{
  g_autoptr (CairnComparison) comparison
    = cairn_comparison_new_with_place (document (self), then, now, name);

  cairn_editor_set_diagram (self->editor, now);
  cairn_editor_set_comparison (self->editor, comparison);
}

/* The to-be version of @diagram in the same segment; NULL: none. */
static CairnElement *
find_to_be (CairnMainWindow *self, CairnElement *diagram)
{
  CAIRN_FOREACH_CHILD (one, cairn_element_get_parent (diagram), cairn_element_get_kind (diagram))
    if (cairn_base_get (document (self), one) == diagram)
      return one;
  return NULL;
}

/* What @diagram, in @segment, is a version of: its base there, or what is made there from the base
 * of its base, when the whole segment is a variant. */
static CairnElement *
find_as_is (CairnMainWindow *self, CairnElement *diagram)
{
  CairnElement *segment = cairn_element_get_parent (diagram);
  CairnElement *base = cairn_base_get (document (self), diagram);
  g_autoptr (GHashTable) index = NULL;

  if (base == NULL || cairn_element_get_parent (base) == segment)
    return base;
  base = cairn_base_get (document (self), base);
  if (base == NULL)
    return NULL;
  index = cairn_base_index (document (self), segment);
  return g_hash_table_lookup (index, base);
}

static void
compare_version_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CairnMainWindow *self = data;
  CairnElement *diagram = cairn_editor_get_diagram (self->editor);
  CairnElement *to_be, *as_is;

  if (diagram == NULL || !cairn_element_has (diagram, CAIRN_PROP_VERSION))
    return;
  to_be = find_to_be (self, diagram);
  as_is = to_be != NULL ? diagram : find_as_is (self, diagram);
  if (to_be == NULL)
    to_be = diagram;
  if (as_is == NULL)
    {
      cairn_main_window_toast (self, _ ("This diagram has no other version. Make one with “New "
                                        "To-Be Version”."));
      return;
    }
  compare_places (self, as_is, to_be, _ ("the as-is version"));
}

static void
compare_base_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CairnMainWindow *self = data;
  CairnElement *diagram = cairn_editor_get_diagram (self->editor);
  CairnElement *base = diagram != NULL ? cairn_base_get_followed (document (self), diagram) : NULL;

  if (base == NULL)
    {
      cairn_main_window_toast (self, _ ("This diagram stands in no variant of another segment."));
      return;
    }
  compare_places (self, base, diagram,
                  cairn_element_get_title (cairn_element_ancestor (base, CAIRN_KIND_SEGMENT)));
}

static void
compare_segments_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CairnMainWindow *self = data;

  if (cairn_element_count (cairn_document_get_root (document (self)), CAIRN_KIND_SEGMENT) < 2)
    cairn_main_window_toast (self, _ ("There is only one segment: nothing to compare it with."));
  else
    cairn_segment_dialog_present (GTK_WINDOW (self), self->editor, current_segment (self));
}

static void
compare_file_response_cb (CairnMainWindow *self, int response, GtkNativeDialog *dialog)
{
  g_autoptr (GtkNativeDialog) ended = g_steal_pointer (&self->chooser);
  g_autoptr (GFile) file = NULL;
  g_autofree char *path = NULL;
  g_autofree char *name = NULL;
  g_autoptr (CairnDocument) then = NULL;
  g_autoptr (CairnComparison) comparison = NULL;
  g_autoptr (GError) error = NULL;

  if (response != GTK_RESPONSE_ACCEPT)
    return;
  file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  path = g_file_get_path (file);
  if (path == NULL)
    return;
  then = cairn_journey_read_file (path, NULL, NULL, &error);
  if (then == NULL)
    {
      cairn_main_window_show_error (self, _ ("Not Compared"), error->message);
      return;
    }
  name = g_filename_display_basename (path);
  comparison = cairn_comparison_new_with_journey (document (self), then, name);
  cairn_editor_set_comparison (self->editor, comparison);
}

static void
compare_file_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CairnMainWindow *self = data;
  GtkFileChooserNative *chooser;

  if (self->chooser != NULL)
    return;
  chooser = cairn_main_window_new_chooser (self, _ ("Compare with"), GTK_FILE_CHOOSER_ACTION_OPEN);
  g_signal_connect_object (chooser, "response", G_CALLBACK (compare_file_response_cb), self,
                           G_CONNECT_SWAPPED);
  self->chooser = GTK_NATIVE_DIALOG (chooser);
  gtk_native_dialog_show (self->chooser);
}

static void
stop_comparing_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CairnMainWindow *self = data;

  cairn_editor_set_comparison (self->editor, NULL);
  gtk_widget_grab_focus (GTK_WIDGET (self->canvas));
}

static void
difference_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CairnMainWindow *self = data;

  if (cairn_editor_get_comparison (self->editor) == NULL)
    cairn_main_window_toast (self, _ ("Nothing is compared now."));
  else
    cairn_compare_panel_step (
      self->compare_panel,
      g_str_equal (g_action_get_name (G_ACTION (action)), "next-difference") ? 1 : -1);
}

/* ---- snapshots ---- */

static void
take_snapshot_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CairnMainWindow *self = data;
  CairnElement *snapshot = cairn_snapshot_dialog_take (self->editor);
  g_autofree char *sentence = NULL;

  if (snapshot == NULL)
    return;
  /* translators: %s is the name of a snapshot */
  sentence = g_strdup_printf (_ ("Took the snapshot “%s”."), cairn_element_get_title (snapshot));
  cairn_main_window_toast (self, sentence);
}

static void
snapshots_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CairnMainWindow *self = data;

  cairn_snapshot_dialog_present (GTK_WINDOW (self), self->editor);
}

void
cairn_main_window_add_version_actions (CairnMainWindow *self)
{
  static const GActionEntry entries[] = {
    { "new-variant", new_variant_cb },
    { "new-to-be", new_to_be_cb },
    { "bring-back", bring_back_cb },
    { "reset-to-base", reset_to_base_cb },
    { "compare-version", compare_version_cb },
    { "compare-base", compare_base_cb },
    { "compare-segments", compare_segments_cb },
    { "compare-file", compare_file_cb },
    { "stop-comparing", stop_comparing_cb },
    { "next-difference", difference_cb },
    { "previous-difference", difference_cb },
    { "take-snapshot", take_snapshot_cb },
    { "snapshots", snapshots_cb },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}
