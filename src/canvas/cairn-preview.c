/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-canvas"

#include "canvas/cairn-preview.h"

#include "canvas/cairn-motion.h"
#include "layout/cairn-layout-blend.h"

/* Larger maps jump: a picture of them takes longer to make than a frame lasts. */
#define MOST_IN_MOTION 800

/* Of such a map what a hand only passes on its way is not laid out: it waits until the hand rests,
 * but shows something new so often even if it never does. */
#define REST 40               /* milliseconds */
#define INTERVAL (200 * 1000) /* microseconds */

struct _CairnPreview
{
  GtkWidget *widget;
  CairnEditor *editor; /* NULL: no preview */

  CairnLayout *base; /* of the map as it is */
  CairnLayout *from;
  CairnLayout *to;
  CairnLayout *shown; /* between the two */
  CairnScene *scene;  /* of it */
  GPtrArray *landed;
  GPtrArray *flows;
  gboolean leaving; /* there will be no preview when it has arrived */
  CairnMotion motion;

  gint64 shown_at; /* microseconds */
  guint waiting;   /* to show what follows; 0: it is shown */
  CairnPreviewTry try;
  gpointer data;
};

static void
show_layout (CairnPreview *self, CairnLayout *layout)
{
  g_clear_pointer (&self->scene, cairn_scene_unref);
  g_clear_pointer (&self->shown, cairn_layout_unref);
  self->shown = layout;
  self->scene = cairn_editor_make_scene (self->editor, layout);
  gtk_widget_queue_draw (self->widget);
}

static void
move_cb (gpointer data, double t)
{
  CairnPreview *self = data;

  if (t < 1)
    show_layout (self, cairn_layout_blend (self->from, self->to, t));
  else if (self->leaving)
    cairn_preview_drop (self);
  else
    show_layout (self, cairn_layout_ref (self->to));
}

CairnPreview *
cairn_preview_new (GtkWidget *widget)
{
  CairnPreview *self = g_new0 (CairnPreview, 1);

  self->widget = widget;
  cairn_motion_init (&self->motion, widget, move_cb, self);
  return self;
}

static void
forget_landed (CairnPreview *self)
{
  g_clear_pointer (&self->landed, g_ptr_array_unref);
  g_clear_pointer (&self->flows, g_ptr_array_unref);
}

void
cairn_preview_drop (CairnPreview *self)
{
  g_clear_handle_id (&self->waiting, g_source_remove);
  if (self->editor == NULL)
    return;
  cairn_motion_stop (&self->motion);
  g_clear_pointer (&self->base, cairn_layout_unref);
  g_clear_pointer (&self->from, cairn_layout_unref);
  g_clear_pointer (&self->to, cairn_layout_unref);
  g_clear_pointer (&self->shown, cairn_layout_unref);
  g_clear_pointer (&self->scene, cairn_scene_unref);
  forget_landed (self);
  g_clear_object (&self->editor);
  self->leaving = FALSE;
  gtk_widget_queue_draw (self->widget);
}

void
cairn_preview_free (CairnPreview *self)
{
  cairn_preview_drop (self);
  g_free (self);
}

/* From what is on screen to @to, which is taken over. */
static void
head_for (CairnPreview *self, CairnLayout *to)
{
  CairnLayout *from = self->shown != NULL ? self->shown : cairn_editor_get_layout (self->editor);
  guint n_boxes;

  from = cairn_layout_ref (from);
  g_clear_pointer (&self->from, cairn_layout_unref);
  g_clear_pointer (&self->to, cairn_layout_unref);
  self->from = from;
  self->to = to;
  cairn_layout_get_boxes (to, &n_boxes);
  cairn_motion_start (&self->motion, n_boxes <= MOST_IN_MOTION);
}

/* While the change is tried out: afterwards flows lead elsewhere, and some things are gone. */
static void
note_landed (CairnPreview *self, CairnSelection *selected)
{
  CairnDocument *document = cairn_editor_get_document (self->editor);
  g_autoptr (GPtrArray) elements = cairn_selection_dup_elements (selected, document);

  self->landed = g_ptr_array_new_with_free_func ((GDestroyNotify) cairn_element_unref);
  self->flows = g_ptr_array_new_with_free_func ((GDestroyNotify) cairn_element_unref);
  for (guint i = 0; i < elements->len; i++)
    g_ptr_array_add (self->landed, cairn_element_ref (g_ptr_array_index (elements, i)));
  CAIRN_FOREACH_CHILD (flow, cairn_editor_get_diagram (self->editor), CAIRN_KIND_FLOW)
    if (cairn_selection_contains (selected, cairn_element_get_string (flow, CAIRN_PROP_FROM))
        || cairn_selection_contains (selected, cairn_element_get_string (flow, CAIRN_PROP_TO)))
      g_ptr_array_add (self->flows, cairn_element_ref (flow));
}

static void
show (CairnPreview *self)
{
  CairnDocument *document = cairn_editor_get_document (self->editor);
  CairnHistory *history = cairn_editor_get_history (self->editor);
  CairnLayout *to;

  g_clear_handle_id (&self->waiting, g_source_remove);
  g_clear_pointer (&self->base, cairn_layout_unref);
  self->base = cairn_layout_ref (cairn_editor_get_layout (self->editor));
  cairn_history_begin_trial (history);
  self->try (self->data, history);
  forget_landed (self);
  note_landed (self, cairn_history_get_selection (history));
  to = cairn_layout_new (document, cairn_editor_get_diagram (self->editor));
  cairn_history_end_trial (history);
  self->leaving = FALSE;
  self->shown_at = g_get_monotonic_time ();
  head_for (self, to);
}

static gboolean
wait_cb (gpointer data)
{
  CairnPreview *self = data;

  self->waiting = 0;
  show (self);
  return G_SOURCE_REMOVE;
}

/* For how long what there is to show can wait, in milliseconds. */
static guint
find_delay (const CairnPreview *self)
{
  gint64 left = self->shown_at + INTERVAL - g_get_monotonic_time ();
  guint n_boxes;

  if (self->to == NULL || self->leaving || left <= 0)
    return 0;
  cairn_layout_get_boxes (self->to, &n_boxes);
  return n_boxes > MOST_IN_MOTION ? (guint) MIN (REST, left / 1000) : 0;
}

void
cairn_preview_show (CairnPreview *self, CairnEditor *editor, CairnPreviewTry try, gpointer data)
{
  guint delay;

  if (self->editor != editor)
    {
      cairn_preview_drop (self);
      self->editor = g_object_ref (editor);
    }
  self->try = try;
  self->data = data;
  delay = find_delay (self);
  g_clear_handle_id (&self->waiting, g_source_remove);
  if (delay > 0)
    self->waiting = g_timeout_add (delay, wait_cb, self);
  else
    show (self);
}

void
cairn_preview_arrive (CairnPreview *self)
{
  if (self->waiting != 0)
    show (self);
  if (self->motion.tick == 0)
    return;
  cairn_motion_stop (&self->motion);
  move_cb (self, 1);
}

void
cairn_preview_leave (CairnPreview *self)
{
  g_clear_handle_id (&self->waiting, g_source_remove);
  if (self->editor == NULL || self->leaving)
    return;
  forget_landed (self);
  self->leaving = TRUE;
  head_for (self, cairn_layout_ref (cairn_editor_get_layout (self->editor)));
}

CairnScene *
cairn_preview_get_scene (CairnPreview *self)
{
  return self->scene;
}

CairnLayout *
cairn_preview_get_layout (CairnPreview *self)
{
  return self->shown;
}

gboolean
cairn_preview_is_stale (CairnPreview *self)
{
  return self->editor != NULL && cairn_editor_get_layout (self->editor) != self->base;
}

gboolean
cairn_preview_is_moving (CairnPreview *self)
{
  return self->motion.tick != 0 || self->waiting != 0;
}

GPtrArray *
cairn_preview_get_landed (CairnPreview *self)
{
  return self->landed;
}

GPtrArray *
cairn_preview_get_flows (CairnPreview *self)
{
  return self->flows;
}
