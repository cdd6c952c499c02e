/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "canvas/cairn-editor.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Two segments beside each other: what they count, stage by stage, and where they differ. */
#define CAIRN_TYPE_SEGMENT_DIALOG (cairn_segment_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CairnSegmentDialog, cairn_segment_dialog, CAIRN, SEGMENT_DIALOG, AdwWindow)

/* Shows @segment (NULL: the first) beside its base, or else its neighbour. */
void cairn_segment_dialog_present (GtkWindow *parent, CairnEditor *editor, CairnElement *segment);

G_END_DECLS
