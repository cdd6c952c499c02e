/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-canvas"

#include "canvas/cairn-trail.h"

struct _CairnTrail
{
  GObject parent_instance;

  CairnEditor *editor;
  GPtrArray *steps; /* ids of the steps that were left, the last one last */
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CairnTrail, cairn_trail, G_TYPE_OBJECT)

/* The step that was left last; those that are no more are forgotten. */
static CairnElement *
last_step (CairnTrail *self)
{
  while (self->steps->len > 0)
    {
      CairnElement *step
        = cairn_document_lookup (cairn_editor_get_document (self->editor),
                                 g_ptr_array_index (self->steps, self->steps->len - 1));

      if (step != NULL && cairn_element_get_diagram (step) != NULL)
        return step;
      g_ptr_array_set_size (self->steps, (int) self->steps->len - 1);
    }
  return NULL;
}

/* Who has gone back by other means need not go back. */
static void
diagram_changed_cb (CairnTrail *self)
{
  CairnElement *step = last_step (self);

  if (step != NULL && cairn_element_get_diagram (step) == cairn_editor_get_diagram (self->editor))
    g_ptr_array_set_size (self->steps, (int) self->steps->len - 1);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
document_changed_cb (CairnTrail *self)
{
  if (self->steps->len > 0)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
cairn_trail_dispose (GObject *object)
{
  g_clear_object (&CAIRN_TRAIL (object)->editor);
  G_OBJECT_CLASS (cairn_trail_parent_class)->dispose (object);
}

static void
cairn_trail_finalize (GObject *object)
{
  g_ptr_array_unref (CAIRN_TRAIL (object)->steps);
  G_OBJECT_CLASS (cairn_trail_parent_class)->finalize (object);
}

static void
cairn_trail_class_init (CairnTrailClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cairn_trail_dispose;
  G_OBJECT_CLASS (klass)->finalize = cairn_trail_finalize;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", CAIRN_TYPE_TRAIL, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);
}

static void
cairn_trail_init (CairnTrail *self)
{
  self->steps = g_ptr_array_new_with_free_func (g_free);
}

CairnTrail *
cairn_trail_new (CairnEditor *editor)
{
  CairnTrail *self;

  g_return_val_if_fail (CAIRN_IS_EDITOR (editor), NULL);

  self = g_object_new (CAIRN_TYPE_TRAIL, NULL);
  self->editor = g_object_ref (editor);
  g_signal_connect_object (editor, "notify::diagram", G_CALLBACK (diagram_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (cairn_editor_get_document (editor), "changed",
                           G_CALLBACK (document_changed_cb), self, G_CONNECT_SWAPPED);
  return self;
}

gboolean
cairn_trail_drill_in (CairnTrail *self, CairnElement *step)
{
  CairnElement *diagram;

  g_return_val_if_fail (CAIRN_IS_TRAIL (self), FALSE);

  if (!cairn_element_has (step, CAIRN_PROP_DRILLS_INTO))
    return FALSE;
  diagram = cairn_document_resolve (cairn_editor_get_document (self->editor), step,
                                    CAIRN_PROP_DRILLS_INTO);
  if (diagram == NULL || diagram == cairn_editor_get_diagram (self->editor))
    return FALSE;
  g_ptr_array_add (self->steps, g_strdup (cairn_element_get_id (step)));
  cairn_editor_set_diagram (self->editor, diagram);
  return TRUE;
}

gboolean
cairn_trail_go_back (CairnTrail *self)
{
  CairnElement *step;

  g_return_val_if_fail (CAIRN_IS_TRAIL (self), FALSE);

  step = last_step (self);
  if (step == NULL)
    return FALSE;
  /* Showing its diagram takes it off the trail. */
  cairn_editor_reveal (self->editor, step);
  return TRUE;
}

CairnElement *
cairn_trail_get_last (CairnTrail *self)
{
  CairnElement *step;

  g_return_val_if_fail (CAIRN_IS_TRAIL (self), NULL);

  step = last_step (self);
  return step != NULL ? cairn_element_get_diagram (step) : NULL;
}
