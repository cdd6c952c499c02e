/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-ui"

#include "ui/cairn-segment-list.h"

#include "command/cairn-journey-commands.h"
#include "command/cairn-variant-commands.h"
#include "insight/cairn-journey-timings.h"
#include "insight/cairn-requirement-figure.h"
#include "model/cairn-base.h"
#include "render/cairn-theme.h"
#include "ui/cairn-row-list.h"
#include "ui/cairn-tooltip.h"
#include "ui/cairn-words.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* How many colours there are to tell segments apart (style.css, cairn-segment-0 …). */
#define N_COLORS 5

#define DRAG_PREFIX "cairn-place:"

struct _CairnSegmentList
{
  GtkWidget parent_instance;

  GtkWidget *content;
  GtkListBox *box;
  GMenuModel *menu;

  CairnEditor *editor;
  GSignalGroup *editor_signals;
  GSignalGroup *document_signals;
};

enum
{
  PROP_0,
  PROP_EDITOR,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (CairnSegmentList, cairn_segment_list, GTK_TYPE_WIDGET)

static CairnElement *
element_of (CairnSegmentList *self, GtkListBoxRow *row)
{
  if (row == NULL || self->editor == NULL)
    return NULL;
  return cairn_document_lookup (cairn_editor_get_document (self->editor),
                                cairn_row_list_get_id (row));
}

/* How many bases there are between @segment and one that is no variant. */
static guint
depth_of (CairnDocument *document, CairnElement *segment)
{
  guint depth = 0;

  for (CairnElement *base = cairn_base_get (document, segment); base != NULL && depth < 8;
       base = cairn_base_get (document, base))
    depth++;
  return depth;
}

/* @segment with its diagrams, then its variants, each with theirs. */
static void
add_family (CairnDocument *document, CairnElement *segment, guint depth, GPtrArray *elements)
{
  if (g_ptr_array_find (elements, segment, NULL))
    return;
  g_ptr_array_add (elements, segment);
  for (guint i = 0; i < cairn_element_get_n_children (segment); i++)
    {
      CairnElement *child = cairn_element_get_child (segment, i);

      if (cairn_kind_is_diagram (cairn_element_get_kind (child)))
        g_ptr_array_add (elements, child);
    }
  CAIRN_FOREACH_CHILD (other, cairn_document_get_root (document), CAIRN_KIND_SEGMENT)
    if (depth < 8 && cairn_base_get (document, other) == segment)
      add_family (document, other, depth + 1, elements);
}

static GPtrArray *
dup_elements (CairnSegmentList *self)
{
  GPtrArray *elements = g_ptr_array_new ();
  CairnDocument *document;

  if (self->editor == NULL)
    return elements;
  document = cairn_editor_get_document (self->editor);
  CAIRN_FOREACH_CHILD (segment, cairn_document_get_root (document), CAIRN_KIND_SEGMENT)
    if (cairn_base_get (document, segment) == NULL)
      add_family (document, segment, 0, elements);
  /* Those of a circle of bases, which only a file made by hand can have. */
  CAIRN_FOREACH_CHILD (segment, cairn_document_get_root (document), CAIRN_KIND_SEGMENT)
    add_family (document, segment, 8, elements);
  return elements;
}

/* All customers of @segment who are in any stage now. */
static guint
count_here (CairnSnapshot *snapshot, CairnElement *segment)
{
  guint n_cells;
  const CairnCell *cells = cairn_snapshot_get_cells (snapshot, &n_cells);
  const char *name = cairn_journey_timings_pick_segment (segment, snapshot);
  guint here = 0;

  for (guint i = 0; i < n_cells; i++)
    if (g_strcmp0 (cells[i].segment, name) == 0)
      here += cells[i].here;
  return here;
}

/* The stage of @diagram that loses most; NULL if none loses anything. */
static const CairnCell *
find_worst (CairnSnapshot *snapshot, CairnElement *diagram)
{
  const char *segment = cairn_journey_timings_pick_segment (diagram, snapshot);
  const CairnCell *worst = NULL;

  for (guint i = 0; i < cairn_element_get_n_children (diagram); i++)
    {
      CairnElement *child = cairn_element_get_child (diagram, i);
      CairnElement *stage = cairn_element_get_kind (child) == CAIRN_KIND_STAGE
                              ? child
                              : cairn_requirement_find_stage (child);
      const CairnCell *cell
        = stage != NULL ? cairn_snapshot_find (snapshot, segment, cairn_element_get_title (stage))
                        : NULL;

      if (cell != NULL && !isnan (cell->lost_per_week) && cell->lost_per_week > 0
          && (worst == NULL || cell->lost_per_week > worst->lost_per_week))
        worst = cell;
    }
  return worst;
}

static void
show_segment (CairnSegmentList *self, GtkListBoxRow *row, CairnElement *segment, guint nth)
{
  CairnSnapshot *snapshot = cairn_editor_get_snapshot (self->editor);
  guint here = snapshot != NULL ? count_here (snapshot, segment) : 0;
  g_autofree char *title = cairn_words_title (segment);
  g_autofree char *count = snapshot != NULL ? cairn_words_count (here) : NULL;
  g_autofree char *words = NULL;
  g_autofree char *color = g_strdup_printf ("cairn-segment-%u", nth % N_COLORS);

  if (snapshot != NULL)
    /* translators: %1$s is a segment */
    words = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Segment %1$s, %2$'u customer now",
                                          "Segment %1$s, %2$'u customers now", here),
                             title, here);
  else
    words = g_strdup_printf (_ ("Segment %s"), title);
  cairn_name_row_show (cairn_row_list_get_name_row (row), "cairn-dot-symbolic", title, NULL, count);
  cairn_name_row_set_heading (cairn_row_list_get_name_row (row), TRUE);
  cairn_name_row_set_classes (cairn_row_list_get_name_row (row), color, NULL);
  cairn_tooltip_set (GTK_WIDGET (row), words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

static void
show_diagram (CairnSegmentList *self, GtkListBoxRow *row, CairnElement *diagram)
{
  CairnSnapshot *snapshot = cairn_editor_get_snapshot (self->editor);
  const CairnCell *worst = snapshot != NULL ? find_worst (snapshot, diagram) : NULL;
  g_autofree char *title = cairn_words_diagram (diagram);
  g_autofree char *count = NULL;
  g_autofree char *words = NULL;
  g_autofree char *color = NULL;

  if (worst != NULL)
    {
      count = g_strdup_printf ("● %'u", worst->here);
      color = g_strdup_printf ("cairn-severity-%u", cairn_theme_severity (worst->lost_per_week));
      /* translators: %1$s is a diagram, %2$s “Swimlane”, %3$s its worst stage */
      words = g_strdup_printf (
        _ ("%1$s, %2$s; worst stage: %3$s, %4$'u here, %5$.0f customer-days lost a week"), title,
        cairn_words_kind (diagram), worst->stage, worst->here, worst->lost_per_week);
    }
  else
    words = g_strdup_printf (_ ("%1$s, %2$s"), title, cairn_words_kind (diagram));
  cairn_name_row_show (cairn_row_list_get_name_row (row), cairn_words_icon (diagram), title, NULL,
                       count);
  cairn_name_row_set_classes (cairn_row_list_get_name_row (row), NULL, color);
  gtk_widget_add_css_class (GTK_WIDGET (row), "cairn-diagram-row");
  cairn_tooltip_set (GTK_WIDGET (row), words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

static void
mark_current (GtkListBoxRow *row, gboolean current)
{
  if (current)
    gtk_widget_add_css_class (GTK_WIDGET (row), "cairn-current");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (row), "cairn-current");
  gtk_accessible_update_state (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_STATE_SELECTED, current, -1);
}

/* Variants stand below their base, a little to the right. */
static void
indent (CairnSegmentList *self, GtkListBoxRow *row, CairnElement *element)
{
  CairnElement *segment = cairn_element_ancestor (element, CAIRN_KIND_SEGMENT);

  gtk_widget_set_margin_start (GTK_WIDGET (cairn_row_list_get_name_row (row)),
                               (int) depth_of (cairn_editor_get_document (self->editor), segment)
                                 * 14);
}

static void
update (CairnSegmentList *self)
{
  g_autoptr (GPtrArray) elements = dup_elements (self);
  guint nth = 0;

  cairn_row_list_set_elements (self->box, elements);
  for (guint i = 0; i < elements->len; i++)
    {
      CairnElement *element = g_ptr_array_index (elements, i);
      GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->box, (int) i);

      indent (self, row, element);
      if (cairn_element_get_kind (element) == CAIRN_KIND_SEGMENT)
        show_segment (self, row, element, nth++);
      else
        show_diagram (self, row, element);
      mark_current (row, element == cairn_editor_get_diagram (self->editor));
    }
}

static void
document_changed_cb (CairnSegmentList *self, CairnChangeSet *changes)
{
  if (changes->outside)
    update (self);
}

static void
activated_cb (CairnSegmentList *self, GtkListBoxRow *row)
{
  CairnElement *element = element_of (self, row);

  if (element == NULL)
    return;
  if (cairn_element_get_kind (element) == CAIRN_KIND_SEGMENT)
    {
      /* Its properties are shown beside the map. */
      cairn_selection_set_one (cairn_editor_get_selection (self->editor),
                               cairn_element_get_id (element));
      return;
    }
  cairn_editor_set_diagram (self->editor, element);
  cairn_selection_clear (cairn_editor_get_selection (self->editor));
}

static void
rename_cb (CairnSegmentList *self, CairnElement *element)
{
  GtkListBoxRow *row;

  /* The name of a diagram is edited where it is drawn. */
  if (cairn_element_get_kind (element) != CAIRN_KIND_SEGMENT)
    return;
  row = cairn_row_list_find (self->box, cairn_element_get_id (element));
  if (row != NULL && gtk_widget_get_mapped (GTK_WIDGET (row)))
    cairn_row_list_edit (self->editor, row, element);
}

static void
rename_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CairnSegmentList *self = CAIRN_SEGMENT_LIST (widget);
  GtkListBoxRow *row = cairn_row_list_get_focused (self->box);
  CairnElement *element = element_of (self, row);

  if (element != NULL)
    cairn_row_list_edit (self->editor, row, element);
}

static void
delete_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CairnSegmentList *self = CAIRN_SEGMENT_LIST (widget);
  CairnElement *element = element_of (self, cairn_row_list_get_focused (self->box));

  if (element != NULL)
    cairn_row_list_delete (self->editor, element);
}

/* The segment that the focused row is or belongs to, else that of the map, else the first. */
static CairnElement *
segment_for_new (CairnSegmentList *self)
{
  CairnElement *element = element_of (self, cairn_row_list_get_focused (self->box));

  if (element == NULL)
    element = cairn_editor_get_diagram (self->editor);
  if (element != NULL)
    return cairn_element_ancestor (element, CAIRN_KIND_SEGMENT);
  return cairn_element_first (cairn_document_get_root (cairn_editor_get_document (self->editor)),
                              CAIRN_KIND_SEGMENT);
}

static void
rename_new (CairnSegmentList *self, CairnElement *element)
{
  GtkListBoxRow *row = cairn_row_list_find (self->box, cairn_element_get_id (element));

  if (row != NULL)
    cairn_row_list_edit (self->editor, row, element);
}

static void
add_diagram (CairnSegmentList *self, CairnKind kind, const char *name)
{
  CairnHistory *history;
  CairnElement *segment;
  CairnElement *diagram;

  if (self->editor == NULL || !cairn_editor_may_change (self->editor))
    return;
  history = cairn_editor_get_history (self->editor);
  segment = segment_for_new (self);
  cairn_history_begin (history, kind == CAIRN_KIND_SIPOC ? _ ("Add SIPOC")
                                : kind == CAIRN_KIND_CTQ ? _ ("Add CTQ tree")
                                                         : _ ("Add swimlane"));
  if (segment == NULL)
    segment = cairn_command_add_segment (history, _ ("All customers"));
  diagram = cairn_command_add_diagram (history, segment, kind, name);
  cairn_history_end (history);
  cairn_editor_set_diagram (self->editor, diagram);
  rename_new (self, diagram);
}

static void
add_swimlane_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  add_diagram (CAIRN_SEGMENT_LIST (widget), CAIRN_KIND_SWIMLANE, _ ("New swimlane"));
}

static void
add_sipoc_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  add_diagram (CAIRN_SEGMENT_LIST (widget), CAIRN_KIND_SIPOC, _ ("New SIPOC"));
}

static void
add_ctq_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  add_diagram (CAIRN_SEGMENT_LIST (widget), CAIRN_KIND_CTQ, _ ("New CTQ tree"));
}

static void
add_segment_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CairnSegmentList *self = CAIRN_SEGMENT_LIST (widget);

  if (self->editor != NULL && cairn_editor_may_change (self->editor))
    rename_new (
      self, cairn_command_add_segment (cairn_editor_get_history (self->editor), _ ("New segment")));
}

static void
add_variant_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CairnSegmentList *self = CAIRN_SEGMENT_LIST (widget);
  CairnElement *base = self->editor != NULL ? segment_for_new (self) : NULL;
  g_autofree char *title = NULL;

  if (base == NULL || !cairn_editor_may_change (self->editor))
    return;
  /* translators: %s is a segment */
  title = g_strdup_printf (_ ("Variant of %s"), cairn_element_get_title (base));
  rename_new (self,
              cairn_command_add_variant (cairn_editor_get_history (self->editor), base, title));
}

static void
add_to_be_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CairnSegmentList *self = CAIRN_SEGMENT_LIST (widget);
  CairnElement *element = element_of (self, cairn_row_list_get_focused (self->box));

  if (element == NULL || !cairn_editor_may_change (self->editor))
    return;
  if (!cairn_kind_is_diagram (cairn_element_get_kind (element))
      || !cairn_element_has (element, CAIRN_PROP_VERSION))
    {
      cairn_editor_announce (self->editor, _ ("Only a swimlane or a SIPOC has a to-be version."));
      return;
    }
  cairn_editor_set_diagram (
    self->editor, cairn_command_add_to_be (cairn_editor_get_history (self->editor), element));
}

static void
duplicate_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CairnSegmentList *self = CAIRN_SEGMENT_LIST (widget);
  CairnElement *element = element_of (self, cairn_row_list_get_focused (self->box));
  CairnHistory *history;
  g_autofree char *title = NULL;

  if (element == NULL || !cairn_editor_may_change (self->editor))
    return;
  history = cairn_editor_get_history (self->editor);
  /* translators: %s is a segment or diagram */
  title = g_strdup_printf (_ ("%s (copy)"), cairn_element_get_title (element));
  rename_new (self, cairn_element_get_kind (element) == CAIRN_KIND_SEGMENT
                      ? cairn_command_duplicate_segment (history, element, title)
                      : cairn_command_duplicate_diagram (history, element, title));
}

/* The next segment up or down that stands below the same base; NULL at the end. */
static CairnElement *
sibling_segment (CairnDocument *document, CairnElement *segment, gboolean up)
{
  CairnElement *previous = NULL;
  gboolean passed = FALSE;

  CAIRN_FOREACH_CHILD (one, cairn_element_get_parent (segment), CAIRN_KIND_SEGMENT)
    {
      if (one == segment && up)
        return previous;
      if (one != segment && cairn_base_get (document, one) == cairn_base_get (document, segment))
        {
          if (passed)
            return one;
          previous = one;
        }
      passed |= one == segment;
    }
  return NULL;
}

static void
move_segment (CairnSegmentList *self, CairnElement *segment, gboolean up)
{
  CairnElement *sibling = sibling_segment (cairn_editor_get_document (self->editor), segment, up);

  if (sibling != NULL)
    cairn_command_place_before (cairn_editor_get_history (self->editor), segment,
                                cairn_element_get_parent (segment),
                                up ? sibling : cairn_element_next (sibling));
}

static void
focus_element (CairnSegmentList *self, const char *id)
{
  GtkListBoxRow *row = cairn_row_list_find (self->box, id);

  if (row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
}

static void
move_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CairnSegmentList *self = CAIRN_SEGMENT_LIST (widget);
  CairnElement *element = element_of (self, cairn_row_list_get_focused (self->box));
  gboolean up = g_str_has_suffix (name, "up");

  if (element == NULL || !cairn_editor_may_change (self->editor))
    return;
  if (cairn_element_get_kind (element) == CAIRN_KIND_SEGMENT)
    move_segment (self, element, up);
  else
    cairn_command_shift_place (cairn_editor_get_history (self->editor), element, up ? -1 : 1);
  focus_element (self, cairn_element_get_id (element));
}

/* ---- dragging rows ---- */

static GdkContentProvider *
drag_prepare_cb (CairnSegmentList *self, double x, double y, GtkDragSource *source)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_y (self->box, (int) y);
  g_autofree char *text = NULL;
  g_autoptr (GdkPaintable) picture = NULL;

  if (row == NULL || cairn_name_row_get_editing (cairn_row_list_get_name_row (row)))
    return NULL;
  text = g_strconcat (DRAG_PREFIX, cairn_row_list_get_id (row), NULL);
  picture = gtk_widget_paintable_new (GTK_WIDGET (row));
  gtk_drag_source_set_icon (source, picture, 8, 8);
  return gdk_content_provider_new_typed (G_TYPE_STRING, text);
}

/* What is dropped on @target: a segment comes before a segment, a diagram before a diagram or last
 * in a segment. */
static gboolean
drop_on (CairnSegmentList *self, CairnElement *element, CairnElement *target)
{
  CairnHistory *history = cairn_editor_get_history (self->editor);
  gboolean diagram = cairn_kind_is_diagram (cairn_element_get_kind (element));

  if (element == target || !cairn_editor_may_change (self->editor))
    return FALSE;
  if (!diagram)
    {
      target = cairn_element_ancestor (target, CAIRN_KIND_SEGMENT);
      return target != element
             && cairn_command_place_before (history, element, cairn_element_get_parent (target),
                                            target);
    }
  if (cairn_element_get_kind (target) == CAIRN_KIND_SEGMENT)
    return cairn_command_place_before (history, element, target, NULL);
  return cairn_command_place_before (history, element, cairn_element_get_parent (target), target);
}

static gboolean
drop_cb (CairnSegmentList *self, const GValue *value, double x, double y)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_y (self->box, (int) y);
  const char *text = g_value_get_string (value);
  CairnElement *element, *target = element_of (self, row);

  if (target == NULL || text == NULL || !g_str_has_prefix (text, DRAG_PREFIX))
    return FALSE;
  element
    = cairn_document_lookup (cairn_editor_get_document (self->editor), text + strlen (DRAG_PREFIX));
  return element != NULL && drop_on (self, element, target);
}

static void
add_dragging (CairnSegmentList *self)
{
  GtkDragSource *source = gtk_drag_source_new ();
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_STRING, GDK_ACTION_MOVE);

  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect_object (source, "prepare", G_CALLBACK (drag_prepare_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->box), GTK_EVENT_CONTROLLER (source));
  g_signal_connect_object (target, "drop", G_CALLBACK (drop_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->box), GTK_EVENT_CONTROLLER (target));
}

static gboolean
key_pressed_cb (CairnSegmentList *self, guint keyval, guint keycode, GdkModifierType state)
{
  GtkListBoxRow *row = cairn_row_list_get_focused (self->box);
  const char *action = NULL;

  state &= gtk_accelerator_get_default_mod_mask ();
  if (row == NULL || cairn_name_row_get_editing (cairn_row_list_get_name_row (row)))
    return GDK_EVENT_PROPAGATE;
  if (state == GDK_ALT_MASK && keyval == GDK_KEY_Up)
    action = "segments.move-up";
  else if (state == GDK_ALT_MASK && keyval == GDK_KEY_Down)
    action = "segments.move-down";
  else if (state == GDK_CONTROL_MASK && keyval == GDK_KEY_d)
    action = "segments.duplicate";
  if (action == NULL)
    return GDK_EVENT_PROPAGATE;
  gtk_widget_activate_action (GTK_WIDGET (self), action, NULL);
  return GDK_EVENT_STOP;
}

static void
add_keys (CairnSegmentList *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->box), keys);
}

static void
cairn_segment_list_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_EDITOR)
    g_value_set_object (value, CAIRN_SEGMENT_LIST (object)->editor);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
cairn_segment_list_set_property (GObject *object,
                                 guint prop_id,
                                 const GValue *value,
                                 GParamSpec *pspec)
{
  if (prop_id == PROP_EDITOR)
    cairn_segment_list_set_editor (CAIRN_SEGMENT_LIST (object), g_value_get_object (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
cairn_segment_list_dispose (GObject *object)
{
  CairnSegmentList *self = CAIRN_SEGMENT_LIST (object);

  g_clear_pointer (&self->content, gtk_widget_unparent);
  g_clear_object (&self->editor_signals);
  g_clear_object (&self->document_signals);
  g_clear_object (&self->editor);
  G_OBJECT_CLASS (cairn_segment_list_parent_class)->dispose (object);
}

static void
cairn_segment_list_class_init (CairnSegmentListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = cairn_segment_list_dispose;
  object_class->get_property = cairn_segment_list_get_property;
  object_class->set_property = cairn_segment_list_set_property;
  properties[PROP_EDITOR]
    = g_param_spec_object ("editor", NULL, NULL, CAIRN_TYPE_EDITOR,
                           G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/cairn_journeys/Cairn/ui/cairn-segment-list.ui");
  gtk_widget_class_bind_template_child (widget_class, CairnSegmentList, content);
  gtk_widget_class_bind_template_child (widget_class, CairnSegmentList, box);
  gtk_widget_class_bind_template_child (widget_class, CairnSegmentList, menu);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_install_action (widget_class, "segments.rename", NULL, rename_action);
  gtk_widget_class_install_action (widget_class, "segments.delete", NULL, delete_action);
  gtk_widget_class_install_action (widget_class, "segments.add-swimlane", NULL,
                                   add_swimlane_action);
  gtk_widget_class_install_action (widget_class, "segments.add-sipoc", NULL, add_sipoc_action);
  gtk_widget_class_install_action (widget_class, "segments.add-ctq", NULL, add_ctq_action);
  gtk_widget_class_install_action (widget_class, "segments.add-segment", NULL, add_segment_action);
  gtk_widget_class_install_action (widget_class, "segments.add-variant", NULL, add_variant_action);
  gtk_widget_class_install_action (widget_class, "segments.add-to-be", NULL, add_to_be_action);
  gtk_widget_class_install_action (widget_class, "segments.duplicate", NULL, duplicate_action);
  gtk_widget_class_install_action (widget_class, "segments.move-up", NULL, move_action);
  gtk_widget_class_install_action (widget_class, "segments.move-down", NULL, move_action);
}

static void
cairn_segment_list_init (CairnSegmentList *self)
{
  self->editor_signals = g_signal_group_new (CAIRN_TYPE_EDITOR);
  g_signal_group_connect_swapped (self->editor_signals, "notify::diagram", G_CALLBACK (update),
                                  self);
  g_signal_group_connect_swapped (self->editor_signals, "notify::timings", G_CALLBACK (update),
                                  self);
  g_signal_group_connect_swapped (self->editor_signals, "rename", G_CALLBACK (rename_cb), self);
  self->document_signals = g_signal_group_new (CAIRN_TYPE_DOCUMENT);
  g_signal_group_connect_swapped (self->document_signals, "changed",
                                  G_CALLBACK (document_changed_cb), self);
  gtk_widget_init_template (GTK_WIDGET (self));
  cairn_row_list_add_controls (self->box, self->menu, "segments.rename", "segments.delete");
  add_keys (self);
  add_dragging (self);
}

void
cairn_segment_list_set_editor (CairnSegmentList *self, CairnEditor *editor)
{
  g_return_if_fail (CAIRN_IS_SEGMENT_LIST (self));
  g_return_if_fail (editor == NULL || CAIRN_IS_EDITOR (editor));

  if (!g_set_object (&self->editor, editor))
    return;
  g_signal_group_set_target (self->editor_signals, editor);
  g_signal_group_set_target (self->document_signals,
                             editor != NULL ? cairn_editor_get_document (editor) : NULL);
  update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_EDITOR]);
}
