/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "canvas/cairn-editor.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The segments of the journey with their diagrams; one click shows a diagram. Property: "editor".
 */
#define CAIRN_TYPE_SEGMENT_LIST (cairn_segment_list_get_type ())
G_DECLARE_FINAL_TYPE (CairnSegmentList, cairn_segment_list, CAIRN, SEGMENT_LIST, GtkWidget)

void cairn_segment_list_set_editor (CairnSegmentList *self, CairnEditor *editor);

G_END_DECLS
