/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-canvas"

/* Giving a lane or a stage more room by dragging its edge; it is never smaller than what stands in
 * it needs. */

#include "canvas/cairn-canvas-private.h"

#include "command/cairn-grid-commands.h"
#include "command/cairn-shape-commands.h"

#include <math.h>

static void
resize (gpointer data, CairnHistory *history)
{
  CairnCanvas *self = data;

  cairn_command_set_size (history, self->drag_element, self->drag_size);
}

static void
size_update (CairnCanvas *self, double x, double y)
{
  CairnKind kind = cairn_element_get_kind (self->drag_element);
  const CairnBox *box
    = cairn_layout_find (cairn_editor_get_layout (self->editor), self->drag_element,
                         kind == CAIRN_KIND_LANE ? CAIRN_BOX_LANE : CAIRN_BOX_STAGE);
  gboolean rows = cairn_canvas_is_row (self, kind);
  double moved = (rows ? y - self->drag_from.y : x - self->drag_from.x) / self->viewport.scale;
  guint size;

  if (box == NULL)
    return;
  size = (guint) round (MAX (1, (rows ? box->rect.height : box->rect.width) + moved));
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), rows ? "row-resize" : "col-resize");
  if (size == self->drag_size)
    return;
  self->drag_size = size;
  cairn_preview_show (self->preview, self->editor, resize, self);
  cairn_preview_arrive (self->preview); /* it follows the pointer: any motion would lag behind */
}

static void
size_finish (CairnCanvas *self, double x, double y)
{
  if (self->drag_size > 0)
    resize (self, cairn_editor_get_history (self->editor));
  self->drag_size = 0;
  cairn_preview_drop (self->preview);
}

static void
size_cancel (CairnCanvas *self)
{
  self->drag_size = 0;
  cairn_preview_leave (self->preview);
}

const CairnDragKind cairn_drag_size
  = { size_update, size_finish, NULL, size_cancel, CAIRN_DRAG_SCROLLS };
