/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-canvas"

/* Happy paths and feelings by hand: picking flows for a path, dragging points of the emotion band.
 */

#include "canvas/cairn-canvas-private.h"

#include "command/cairn-mark-commands.h"
#include "command/cairn-path-commands.h"

#include <glib/gi18n-lib.h>
#include <math.h>

gboolean
cairn_canvas_pick (CairnCanvas *self, CairnElement *element)
{
  CairnElement *path = cairn_editor_get_picking (self->editor);
  g_autoptr (GPtrArray) flows = NULL;

  if (path == NULL || element == NULL || cairn_element_get_kind (element) != CAIRN_KIND_FLOW)
    return FALSE;
  if (!cairn_editor_may_change (self->editor))
    return TRUE;
  flows = g_ptr_array_new ();
  g_ptr_array_add (flows, element);
  cairn_command_toggle_in_path (cairn_editor_get_history (self->editor), path, flows);
  return TRUE;
}

/* The flow of the drawing at a view position, if flows are being picked. */
gboolean
cairn_canvas_pick_at (CairnCanvas *self, double x, double y)
{
  CairnSceneHit hit;

  return cairn_editor_get_picking (self->editor) != NULL && cairn_canvas_hit (self, x, y, &hit)
         && cairn_canvas_pick (self, hit.element);
}

gboolean
cairn_canvas_in_emotions (CairnCanvas *self, double x, double y)
{
  CairnScene *scene = cairn_canvas_prepare_scene (self);
  CairnPoint at = cairn_viewport_to_diagram (&self->viewport, x, y);
  CairnRect band;

  return scene != NULL && cairn_scene_get_emotion_band (scene, &band)
         && cairn_rect_contains (&band, at.x, at.y);
}

/* What a new score belongs to: the selected step or stage, else the stage there. */
static CairnElement *
find_subject (CairnCanvas *self, CairnPoint at)
{
  CairnElement *selected = cairn_editor_get_selected (self->editor);

  if (selected != NULL && cairn_element_has (selected, CAIRN_PROP_FEELING))
    return selected;
  return cairn_scene_get_feeling_stage (cairn_editor_get_scene (self->editor), at.x, at.y);
}

gboolean
cairn_canvas_add_feeling (CairnCanvas *self, double x, double y)
{
  CairnPoint at = cairn_viewport_to_diagram (&self->viewport, x, y);
  CairnElement *subject;

  if (!cairn_canvas_in_emotions (self, x, y))
    return FALSE;
  subject = find_subject (self, at);
  if (subject != NULL && cairn_editor_may_change (self->editor))
    cairn_command_set_feeling (
      cairn_editor_get_history (self->editor), subject, CAIRN_PROP_FEELING,
      cairn_scene_get_feeling_at (cairn_editor_get_scene (self->editor), at.x, at.y));
  return TRUE;
}

static void
append (GString *text, const char *line)
{
  if (text->len > 0)
    g_string_append_c (text, '\n');
  g_string_append (text, line);
}

static void
append_paths (GString *text, CairnElement *flow)
{
  guint number = 0;

  CAIRN_FOREACH_CHILD (path, cairn_element_get_parent (flow), CAIRN_KIND_PATH)
    {
      /* translators: number and name of a happy path */
      g_autofree char *line
        = g_strdup_printf (_ ("Happy path %u: %s"), ++number, cairn_element_get_title (path));

      if (cairn_command_path_takes (path, flow))
        append (text, line);
    }
}

static void
append_feeling (GString *text, const CairnElement *element, CairnProp prop)
{
  double score = cairn_element_get_number (element, prop);
  const char *what = _ (cairn_schema_prop (cairn_element_get_kind (element), prop)->label);
  const char *sign = score > 0 ? "+" : score < 0 ? "−" : "";
  /* translators: “Emotion: +1.5”; the second %s is the sign */
  g_autofree char *line = g_strdup_printf (_ ("%s: %s%g"), what, sign, fabs (score));

  if (!isnan (score))
    append (text, line);
}

char *
cairn_canvas_dup_mark_tooltip (const CairnSceneHit *hit)
{
  g_autoptr (GString) text = g_string_new (NULL);

  switch ((int) hit->part)
    {
    case CAIRN_PART_MARK_TRUTH:
      append (text, _ ("Moment of truth: what happens here decides how customers see us"));
      break;
    case CAIRN_PART_MARK_VALUE:
      append (text, _ ("First value: here the customer gets what they bought for the first time"));
      break;
    case CAIRN_PART_MARK_CLOCK:
      append (text, _ ("The clock of the journey starts here"));
      break;
    case CAIRN_PART_FEELING:
    case CAIRN_PART_FEELING_WANTED:
      append (text, cairn_element_get_title (hit->element));
      append_feeling (text, hit->element, CAIRN_PROP_FEELING);
      append_feeling (text, hit->element, CAIRN_PROP_FEELING_WANTED);
      append (text, _ ("Drag to change; with Shift, how it is to be"));
      break;
    default:
      if (cairn_element_get_kind (hit->element) == CAIRN_KIND_FLOW)
        append_paths (text, hit->element);
    }
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}
