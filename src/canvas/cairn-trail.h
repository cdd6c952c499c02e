/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "canvas/cairn-editor.h"

G_BEGIN_DECLS

/* The way that somebody took from step to diagram, to go back along it. Emits "changed" when
 * cairn_trail_get_last() may have changed. */
#define CAIRN_TYPE_TRAIL (cairn_trail_get_type ())
G_DECLARE_FINAL_TYPE (CairnTrail, cairn_trail, CAIRN, TRAIL, GObject)

CairnTrail *cairn_trail_new (CairnEditor *editor);

/* Shows the diagram that @step leads into; FALSE if it leads nowhere. */
gboolean cairn_trail_drill_in (CairnTrail *self, CairnElement *step);

/* Shows the step from which the last diagram was reached; FALSE if there is none. */
gboolean cairn_trail_go_back (CairnTrail *self);

/* The diagram to which that goes; borrowed; NULL: nowhere. */
CairnElement *cairn_trail_get_last (CairnTrail *self);

G_END_DECLS
