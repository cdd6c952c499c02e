/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-canvas"

/* The space tool. There are no empty columns to make room in: room is a stage, or a lane. */

#include "canvas/cairn-canvas-private.h"

#include "command/cairn-grid-commands.h"

#include <glib/gi18n-lib.h>

/* The lane or stage that a click at the position is about; NULL: none. */
static CairnElement *
find_band (CairnCanvas *self, double x, double y)
{
  CairnSceneHit hit;
  CairnDrop drop;

  if (cairn_canvas_hit (self, x, y, &hit) && hit.layer != CAIRN_LAYER_PAPER
      && (cairn_element_get_kind (hit.element) == CAIRN_KIND_LANE
          || cairn_element_get_kind (hit.element) == CAIRN_KIND_STAGE))
    return hit.element;
  return cairn_canvas_find_drop (self, x, y, &drop) ? drop.stage : NULL;
}

/* Whether the position is in the first half of @band, along the row that bands of its kind form. */
static gboolean
is_in_first_half (CairnCanvas *self, CairnElement *band, double x, double y)
{
  gboolean lane = cairn_element_get_kind (band) == CAIRN_KIND_LANE;
  const CairnBox *box = cairn_layout_find (cairn_editor_get_layout (self->editor), band,
                                           lane ? CAIRN_BOX_LANE : CAIRN_BOX_STAGE);
  gboolean vertical
    = cairn_element_get_int (cairn_element_get_parent (band), CAIRN_PROP_ORIENTATION)
      == CAIRN_ORIENTATION_VERTICAL;
  CairnPoint at = cairn_viewport_to_diagram (&self->viewport, x, y);

  if (box == NULL)
    return FALSE;
  return lane != vertical ? at.y < box->rect.y + box->rect.height / 2
                          : at.x < box->rect.x + box->rect.width / 2;
}

void
cairn_canvas_make_room (CairnCanvas *self, double x, double y)
{
  CairnElement *diagram = cairn_editor_get_diagram (self->editor);
  CairnHistory *history = cairn_editor_get_history (self->editor);
  CairnElement *band, *made;
  gboolean before;

  cairn_editor_set_tool (self->editor, CAIRN_TOOL_SELECT);
  if (cairn_element_get_kind (diagram) != CAIRN_KIND_SWIMLANE
      || (band = find_band (self, x, y)) == NULL || !cairn_editor_may_change (self->editor))
    return;
  before = is_in_first_half (self, band, x, y);
  cairn_history_begin (history, cairn_element_get_kind (band) == CAIRN_KIND_LANE ? _ ("Add lane")
                                                                                 : _ ("Add stage"));
  made = cairn_element_get_kind (band) == CAIRN_KIND_LANE
           ? cairn_command_add_lane (history, diagram, band, _ ("New lane"))
           : cairn_command_add_stage (history, diagram, band, _ ("New stage"));
  if (before)
    cairn_command_move_band (history, made, band);
  cairn_history_end (history);
  cairn_canvas_edit_label (self, made, FALSE);
}
