/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-canvas"

#include "canvas/cairn-editor-private.h"

#include "command/cairn-follow.h"
#include "insight/cairn-diagram-checks.h"
#include "insight/cairn-journey-timings.h"
#include "model/cairn-base.h"

#include <glib/gi18n-lib.h>

enum
{
  PROP_0,
  PROP_DIAGRAM,
  PROP_TOOL,
  PROP_TIMINGS,
  PROP_SHOW_TIMINGS,
  PROP_SEGMENT,
  PROP_READ_ONLY,
  PROP_DARK,
  PROP_COMPARISON,
  PROP_SHOW_EMOTIONS,
  PROP_PICKING,
  N_PROPERTIES
};

enum
{
  SIGNAL_SCENE_CHANGED,
  SIGNAL_ANNOUNCE,
  SIGNAL_RENAME,
  SIGNAL_OPEN_PLAYBOOK,
  SIGNAL_REVEAL,
  SIGNAL_DRILL_IN,
  SIGNAL_OPEN_ADDRESS,
  SIGNAL_OPEN_DETAILS,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPERTIES];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CairnEditor, cairn_editor, G_TYPE_OBJECT)

G_DEFINE_ENUM_TYPE (CairnTool,
                    cairn_tool,
                    G_DEFINE_ENUM_VALUE (CAIRN_TOOL_SELECT, "select"),
                    G_DEFINE_ENUM_VALUE (CAIRN_TOOL_TOUCHPOINT, "touchpoint"),
                    G_DEFINE_ENUM_VALUE (CAIRN_TOOL_DECISION, "decision"),
                    G_DEFINE_ENUM_VALUE (CAIRN_TOOL_NOTE, "note"),
                    G_DEFINE_ENUM_VALUE (CAIRN_TOOL_CONNECT, "connect"),
                    G_DEFINE_ENUM_VALUE (CAIRN_TOOL_HAND, "hand"),
                    G_DEFINE_ENUM_VALUE (CAIRN_TOOL_LASSO, "lasso"),
                    G_DEFINE_ENUM_VALUE (CAIRN_TOOL_ROOM, "room"))

static CairnElement *
first_diagram (CairnDocument *document)
{
  CAIRN_FOREACH_CHILD (segment, cairn_document_get_root (document), CAIRN_KIND_SEGMENT)
    for (guint i = 0; i < cairn_element_get_n_children (segment); i++)
      {
        CairnElement *child = cairn_element_get_child (segment, i);

        if (cairn_kind_is_diagram (cairn_element_get_kind (child)))
          return child;
      }
  return NULL;
}

static void
drop_scene (CairnEditor *self)
{
  g_clear_pointer (&self->scene, cairn_scene_unref);
  g_signal_emit (self, signals[SIGNAL_SCENE_CHANGED], 0);
}

static void
drop_layout (CairnEditor *self)
{
  g_clear_pointer (&self->layout, cairn_layout_unref);
  g_clear_pointer (&self->plain, cairn_scene_unref);
  drop_scene (self);
}

static void
update_timings (CairnEditor *self)
{
  g_clear_pointer (&self->timings, cairn_snapshot_unref);
  if (self->snapshot != NULL && self->diagram != NULL)
    {
      g_auto (GStrv) stages = cairn_journey_timings_dup_stages (self->diagram, self->snapshot);

      /* A SIPOC shows figures only where it names stages. */
      if (stages[0] != NULL || cairn_element_get_kind (self->diagram) == CAIRN_KIND_SWIMLANE)
        self->timings = cairn_snapshot_view (
          self->snapshot, cairn_editor_get_counted_segment (self), (const char *const *) stages);
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TIMINGS]);
  drop_scene (self);
}

/* Whether @element still stands in the document. */
static gboolean
is_live (CairnEditor *self, CairnElement *element)
{
  return cairn_document_lookup (self->document, cairn_element_get_id (element)) == element;
}

static void
document_changed_cb (CairnEditor *self, CairnChangeSet *changes)
{
  g_clear_pointer (&self->checks, g_ptr_array_unref);
  if (self->diagram == NULL || !is_live (self, self->diagram))
    {
      cairn_editor_set_diagram (self, first_diagram (self->document));
      return;
    }
  if (!changes->outside && !cairn_change_set_touches (changes, self->diagram))
    {
      CairnElement *base = cairn_base_get_followed (self->document, self->diagram);

      /* What the base becomes may be what is said here already: then it is no override any more. */
      /* A SIPOC that is linked with the map says what its handoffs are of. */
      if ((base != NULL && cairn_change_set_touches (changes, base))
          || cairn_element_get_kind (self->diagram) == CAIRN_KIND_SWIMLANE)
        drop_scene (self);
      return;
    }
  drop_layout (self);
  if (self->snapshot != NULL)
    update_timings (self);
}

static void
cairn_editor_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  CairnEditor *self = CAIRN_EDITOR (object);

  switch (prop_id)
    {
    case PROP_DIAGRAM:
      g_value_set_boxed (value, self->diagram);
      break;
    case PROP_TOOL:
      g_value_set_enum (value, self->tool);
      break;
    case PROP_TIMINGS:
      g_value_set_boxed (value, self->timings);
      break;
    case PROP_SHOW_TIMINGS:
      g_value_set_boolean (value, self->show_timings);
      break;
    case PROP_SEGMENT:
      g_value_set_string (value, self->segment);
      break;
    case PROP_READ_ONLY:
      g_value_set_boolean (value, self->read_only);
      break;
    case PROP_DARK:
      g_value_set_boolean (value, self->dark);
      break;
    case PROP_COMPARISON:
      g_value_set_object (value, self->comparison);
      break;
    case PROP_SHOW_EMOTIONS:
      g_value_set_boolean (value, self->show_emotions);
      break;
    case PROP_PICKING:
      g_value_set_boxed (value, self->picking);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
cairn_editor_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  CairnEditor *self = CAIRN_EDITOR (object);

  switch (prop_id)
    {
    case PROP_DIAGRAM:
      cairn_editor_set_diagram (self, g_value_get_boxed (value));
      break;
    case PROP_TOOL:
      cairn_editor_set_tool (self, g_value_get_enum (value));
      break;
    case PROP_SHOW_TIMINGS:
      cairn_editor_set_show_timings (self, g_value_get_boolean (value));
      break;
    case PROP_SEGMENT:
      cairn_editor_set_segment (self, g_value_get_string (value));
      break;
    case PROP_READ_ONLY:
      cairn_editor_set_read_only (self, g_value_get_boolean (value));
      break;
    case PROP_DARK:
      cairn_editor_set_dark (self, g_value_get_boolean (value));
      break;
    case PROP_COMPARISON:
      cairn_editor_set_comparison (self, g_value_get_object (value));
      break;
    case PROP_SHOW_EMOTIONS:
      cairn_editor_set_show_emotions (self, g_value_get_boolean (value));
      break;
    case PROP_PICKING:
      cairn_editor_set_picking (self, g_value_get_boxed (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
cairn_editor_dispose (GObject *object)
{
  CairnEditor *self = CAIRN_EDITOR (object);

  g_clear_object (&self->comparison_signals);
  g_clear_object (&self->comparison);
  g_clear_pointer (&self->scene, cairn_scene_unref);
  g_clear_pointer (&self->plain, cairn_scene_unref);
  g_clear_pointer (&self->layout, cairn_layout_unref);
  g_clear_pointer (&self->timings, cairn_snapshot_unref);
  g_clear_pointer (&self->snapshot, cairn_snapshot_unref);
  g_clear_pointer (&self->diagram, cairn_element_unref);
  g_clear_pointer (&self->picking, cairn_element_unref);
  g_clear_pointer (&self->segment, g_free);
  g_clear_pointer (&self->compared_segment, g_free);
  g_clear_pointer (&self->checks, g_ptr_array_unref);
  g_clear_object (&self->history);
  g_clear_object (&self->selection);
  g_clear_object (&self->document);
  G_OBJECT_CLASS (cairn_editor_parent_class)->dispose (object);
}

static void
install_signals (GType type)
{
  GSignalFlags flags = G_SIGNAL_RUN_LAST;

  signals[SIGNAL_SCENE_CHANGED]
    = g_signal_new ("scene-changed", type, flags, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_ANNOUNCE]
    = g_signal_new ("announce", type, flags, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                    G_TYPE_STRING | G_SIGNAL_TYPE_STATIC_SCOPE);
  signals[SIGNAL_RENAME] = g_signal_new ("rename", type, flags, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                         CAIRN_TYPE_ELEMENT | G_SIGNAL_TYPE_STATIC_SCOPE);
  signals[SIGNAL_OPEN_PLAYBOOK]
    = g_signal_new ("open-playbook", type, flags, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                    CAIRN_TYPE_ELEMENT | G_SIGNAL_TYPE_STATIC_SCOPE);
  signals[SIGNAL_DRILL_IN]
    = g_signal_new ("drill-in", type, flags, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                    CAIRN_TYPE_ELEMENT | G_SIGNAL_TYPE_STATIC_SCOPE);
  signals[SIGNAL_OPEN_ADDRESS]
    = g_signal_new ("open-address", type, flags, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                    CAIRN_TYPE_ELEMENT | G_SIGNAL_TYPE_STATIC_SCOPE);
  signals[SIGNAL_OPEN_DETAILS]
    = g_signal_new ("open-details", type, flags, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                    CAIRN_TYPE_ELEMENT | G_SIGNAL_TYPE_STATIC_SCOPE);
  signals[SIGNAL_REVEAL] = g_signal_new ("reveal", type, flags, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                         CAIRN_TYPE_ELEMENT | G_SIGNAL_TYPE_STATIC_SCOPE);
}

static void
cairn_editor_class_init (CairnEditorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags readable = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  GParamFlags flags = readable | G_PARAM_WRITABLE;

  object_class->dispose = cairn_editor_dispose;
  object_class->get_property = cairn_editor_get_property;
  object_class->set_property = cairn_editor_set_property;

  properties[PROP_DIAGRAM] = g_param_spec_boxed ("diagram", NULL, NULL, CAIRN_TYPE_ELEMENT, flags);
  properties[PROP_TOOL]
    = g_param_spec_enum ("tool", NULL, NULL, CAIRN_TYPE_TOOL, CAIRN_TOOL_SELECT, flags);
  properties[PROP_TIMINGS]
    = g_param_spec_boxed ("timings", NULL, NULL, CAIRN_TYPE_SNAPSHOT, readable);
  properties[PROP_SHOW_TIMINGS] = g_param_spec_boolean ("show-timings", NULL, NULL, TRUE, flags);
  properties[PROP_SEGMENT] = g_param_spec_string ("segment", NULL, NULL, NULL, flags);
  properties[PROP_READ_ONLY] = g_param_spec_boolean ("read-only", NULL, NULL, FALSE, flags);
  properties[PROP_DARK] = g_param_spec_boolean ("dark", NULL, NULL, FALSE, flags);
  properties[PROP_SHOW_EMOTIONS] = g_param_spec_boolean ("show-emotions", NULL, NULL, FALSE, flags);
  properties[PROP_PICKING] = g_param_spec_boxed ("picking", NULL, NULL, CAIRN_TYPE_ELEMENT, flags);
  properties[PROP_COMPARISON]
    = g_param_spec_object ("comparison", NULL, NULL, CAIRN_TYPE_COMPARISON, flags);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
  install_signals (G_TYPE_FROM_CLASS (klass));
}

static void
cairn_editor_init (CairnEditor *self)
{
  self->show_timings = TRUE;
  self->comparison_signals = g_signal_group_new (CAIRN_TYPE_COMPARISON);
  g_signal_group_connect_swapped (self->comparison_signals, "changed", G_CALLBACK (drop_scene),
                                  self);
}

CairnEditor *
cairn_editor_new (CairnDocument *document)
{
  CairnEditor *self;

  g_return_val_if_fail (CAIRN_IS_DOCUMENT (document), NULL);

  self = g_object_new (CAIRN_TYPE_EDITOR, NULL);
  self->document = g_object_ref (document);
  self->selection = cairn_selection_new ();
  self->history = cairn_history_new (document, self->selection);
  cairn_follow_install (self->history);
  g_signal_connect_object (document, "changed", G_CALLBACK (document_changed_cb), self,
                           G_CONNECT_SWAPPED);
  cairn_editor_set_diagram (self, first_diagram (document));
  return self;
}

CairnDocument *
cairn_editor_get_document (CairnEditor *self)
{
  g_return_val_if_fail (CAIRN_IS_EDITOR (self), NULL);

  return self->document;
}

CairnHistory *
cairn_editor_get_history (CairnEditor *self)
{
  g_return_val_if_fail (CAIRN_IS_EDITOR (self), NULL);

  return self->history;
}

CairnSelection *
cairn_editor_get_selection (CairnEditor *self)
{
  g_return_val_if_fail (CAIRN_IS_EDITOR (self), NULL);

  return self->selection;
}

GPtrArray *
cairn_editor_dup_selected (CairnEditor *self)
{
  g_return_val_if_fail (CAIRN_IS_EDITOR (self), NULL);

  return cairn_selection_dup_elements (self->selection, self->document);
}

CairnElement *
cairn_editor_get_selected (CairnEditor *self)
{
  g_return_val_if_fail (CAIRN_IS_EDITOR (self), NULL);

  return cairn_selection_get_single (self->selection, self->document);
}

CairnElement *
cairn_editor_get_diagram (CairnEditor *self)
{
  g_return_val_if_fail (CAIRN_IS_EDITOR (self), NULL);

  return self->diagram;
}

void
cairn_editor_set_diagram (CairnEditor *self, CairnElement *diagram)
{
  g_return_if_fail (CAIRN_IS_EDITOR (self));

  if (self->diagram == diagram)
    return;
  g_clear_pointer (&self->checks, g_ptr_array_unref);
  g_clear_pointer (&self->diagram, cairn_element_unref);
  self->diagram = diagram != NULL ? cairn_element_ref (diagram) : NULL;
  cairn_selection_clear (self->selection);
  drop_layout (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DIAGRAM]);
  update_timings (self);
}

CairnTool
cairn_editor_get_tool (CairnEditor *self)
{
  g_return_val_if_fail (CAIRN_IS_EDITOR (self), CAIRN_TOOL_SELECT);

  return self->tool;
}

void
cairn_editor_set_tool (CairnEditor *self, CairnTool tool)
{
  g_return_if_fail (CAIRN_IS_EDITOR (self));

  if (self->tool == tool)
    return;
  self->tool = tool;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TOOL]);
}

gboolean
cairn_editor_get_read_only (CairnEditor *self)
{
  g_return_val_if_fail (CAIRN_IS_EDITOR (self), TRUE);

  return self->read_only;
}

void
cairn_editor_set_read_only (CairnEditor *self, gboolean read_only)
{
  g_return_if_fail (CAIRN_IS_EDITOR (self));

  if (self->read_only == read_only)
    return;
  self->read_only = read_only;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_READ_ONLY]);
}

void
cairn_editor_set_dark (CairnEditor *self, gboolean dark)
{
  g_return_if_fail (CAIRN_IS_EDITOR (self));

  if (self->dark == dark)
    return;
  self->dark = dark;
  g_clear_pointer (&self->plain, cairn_scene_unref);
  drop_scene (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DARK]);
}

gboolean
cairn_editor_get_show_emotions (CairnEditor *self)
{
  g_return_val_if_fail (CAIRN_IS_EDITOR (self), FALSE);

  return self->show_emotions;
}

void
cairn_editor_set_show_emotions (CairnEditor *self, gboolean show)
{
  g_return_if_fail (CAIRN_IS_EDITOR (self));

  if (self->show_emotions == show)
    return;
  self->show_emotions = show;
  g_clear_pointer (&self->plain, cairn_scene_unref);
  drop_scene (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHOW_EMOTIONS]);
}

CairnElement *
cairn_editor_get_picking (CairnEditor *self)
{
  g_return_val_if_fail (CAIRN_IS_EDITOR (self), NULL);

  return self->picking != NULL && is_live (self, self->picking)
             && cairn_element_get_parent (self->picking) == self->diagram
           ? self->picking
           : NULL;
}

void
cairn_editor_set_picking (CairnEditor *self, CairnElement *path)
{
  g_return_if_fail (CAIRN_IS_EDITOR (self));

  if (self->picking == path)
    return;
  g_clear_pointer (&self->picking, cairn_element_unref);
  self->picking = path != NULL ? cairn_element_ref (path) : NULL;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PICKING]);
}

CairnComparison *
cairn_editor_get_comparison (CairnEditor *self)
{
  g_return_val_if_fail (CAIRN_IS_EDITOR (self), NULL);

  return self->comparison;
}

void
cairn_editor_set_comparison (CairnEditor *self, CairnComparison *comparison)
{
  g_return_if_fail (CAIRN_IS_EDITOR (self));
  g_return_if_fail (comparison == NULL || CAIRN_IS_COMPARISON (comparison));

  if (!g_set_object (&self->comparison, comparison))
    return;
  g_signal_group_set_target (self->comparison_signals, comparison);
  drop_scene (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COMPARISON]);
}

CairnSnapshot *
cairn_editor_get_snapshot (CairnEditor *self)
{
  g_return_val_if_fail (CAIRN_IS_EDITOR (self), NULL);

  return self->snapshot;
}

void
cairn_editor_set_snapshot (CairnEditor *self, CairnSnapshot *snapshot)
{
  g_return_if_fail (CAIRN_IS_EDITOR (self));

  if (self->snapshot == snapshot)
    return;
  g_clear_pointer (&self->snapshot, cairn_snapshot_unref);
  self->snapshot = snapshot != NULL ? cairn_snapshot_ref (snapshot) : NULL;
  update_timings (self);
}

CairnSnapshot *
cairn_editor_get_timings (CairnEditor *self)
{
  g_return_val_if_fail (CAIRN_IS_EDITOR (self), NULL);

  return self->timings;
}

gboolean
cairn_editor_get_show_timings (CairnEditor *self)
{
  g_return_val_if_fail (CAIRN_IS_EDITOR (self), FALSE);

  return self->show_timings;
}

void
cairn_editor_set_show_timings (CairnEditor *self, gboolean show)
{
  g_return_if_fail (CAIRN_IS_EDITOR (self));

  if (self->show_timings == show)
    return;
  self->show_timings = show;
  drop_scene (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHOW_TIMINGS]);
}

void
cairn_editor_set_compared_segment (CairnEditor *self, const char *segment)
{
  g_return_if_fail (CAIRN_IS_EDITOR (self));

  if (g_strcmp0 (self->compared_segment, segment) == 0)
    return;
  g_free (self->compared_segment);
  self->compared_segment = g_strdup (segment);
  drop_scene (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TIMINGS]);
}

const char *
cairn_editor_get_segment (CairnEditor *self)
{
  g_return_val_if_fail (CAIRN_IS_EDITOR (self), NULL);

  return self->segment;
}

void
cairn_editor_set_segment (CairnEditor *self, const char *segment)
{
  g_return_if_fail (CAIRN_IS_EDITOR (self));

  if (g_strcmp0 (self->segment, segment) == 0)
    return;
  g_free (self->segment);
  self->segment = g_strdup (segment);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SEGMENT]);
  update_timings (self);
}

const CairnCell *
cairn_editor_get_cell (CairnEditor *self, CairnElement *stage)
{
  g_return_val_if_fail (CAIRN_IS_EDITOR (self), NULL);

  if (self->timings == NULL || self->diagram == NULL)
    return NULL;
  return cairn_snapshot_find (self->timings, cairn_editor_get_counted_segment (self),
                              cairn_element_get_title (stage));
}

CairnStageStudy *
cairn_editor_get_study (CairnEditor *self, CairnElement *stage)
{
  g_return_val_if_fail (CAIRN_IS_EDITOR (self), NULL);

  if (self->timings == NULL || self->diagram == NULL)
    return NULL;
  return cairn_snapshot_find_study (self->timings, cairn_editor_get_counted_segment (self),
                                    cairn_element_get_title (stage));
}

GPtrArray *
cairn_editor_get_checks (CairnEditor *self)
{
  g_return_val_if_fail (CAIRN_IS_EDITOR (self), NULL);

  if (self->checks == NULL)
    self->checks = self->diagram != NULL
                     ? cairn_diagram_checks (self->diagram)
                     : g_ptr_array_new_with_free_func ((GDestroyNotify) cairn_check_free);
  return self->checks;
}

gboolean
cairn_editor_may_change (CairnEditor *self)
{
  g_return_val_if_fail (CAIRN_IS_EDITOR (self), FALSE);

  if (self->read_only)
    cairn_editor_announce (
      self, _ ("This journey was made by a newer version of Cairn and can only be read here."));
  return !self->read_only;
}

void
cairn_editor_announce (CairnEditor *self, const char *sentence)
{
  g_return_if_fail (CAIRN_IS_EDITOR (self));

  g_signal_emit (self, signals[SIGNAL_ANNOUNCE], 0, sentence);
}

void
cairn_editor_rename (CairnEditor *self, CairnElement *element)
{
  g_return_if_fail (CAIRN_IS_EDITOR (self));

  g_signal_emit (self, signals[SIGNAL_RENAME], 0, element);
}

void
cairn_editor_open_playbook (CairnEditor *self, CairnElement *playbook)
{
  g_return_if_fail (CAIRN_IS_EDITOR (self));

  g_signal_emit (self, signals[SIGNAL_OPEN_PLAYBOOK], 0, playbook);
}

void
cairn_editor_open_details (CairnEditor *self, CairnElement *stage)
{
  g_return_if_fail (CAIRN_IS_EDITOR (self));

  g_signal_emit (self, signals[SIGNAL_OPEN_DETAILS], 0, stage);
}

void
cairn_editor_drill_in (CairnEditor *self, CairnElement *step)
{
  g_return_if_fail (CAIRN_IS_EDITOR (self));

  g_signal_emit (self, signals[SIGNAL_DRILL_IN], 0, step);
}

void
cairn_editor_open_address (CairnEditor *self, CairnElement *step)
{
  g_return_if_fail (CAIRN_IS_EDITOR (self));

  g_signal_emit (self, signals[SIGNAL_OPEN_ADDRESS], 0, step);
}

void
cairn_editor_reveal (CairnEditor *self, CairnElement *element)
{
  CairnElement *diagram;

  g_return_if_fail (CAIRN_IS_EDITOR (self));

  diagram = cairn_element_get_diagram (element);
  if (diagram != NULL)
    cairn_editor_set_diagram (self, diagram);
  cairn_selection_set_one (self->selection, cairn_element_get_id (element));
  g_signal_emit (self, signals[SIGNAL_REVEAL], 0, element);
}
