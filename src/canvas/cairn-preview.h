/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "canvas/cairn-editor.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The map as it would be, shown in place of the map as it is while somebody decides. The change is
 * tried out, laid out and taken back at once; on screen everything moves to its new place in a
 * moment, or jumps there if motion is not wanted. */
typedef struct _CairnPreview CairnPreview;

/* Queues a drawing of @widget whenever the preview looks different. */
CairnPreview *cairn_preview_new (GtkWidget *widget);
void cairn_preview_free (CairnPreview *self);

/* Shows @editor's diagram as it would be after @try. What is selected after that is what has
 * landed. Of a large map soon, when no other call follows at once: @try is called then, or never
 * if the preview ends first. */
typedef void (*CairnPreviewTry) (gpointer data, CairnHistory *history);
void
cairn_preview_show (CairnPreview *self, CairnEditor *editor, CairnPreviewTry try, gpointer data);

/* Ends the motion. */
void cairn_preview_arrive (CairnPreview *self);
/* Goes back to the map as it is. */
void cairn_preview_leave (CairnPreview *self);
/* The same at once. */
void cairn_preview_drop (CairnPreview *self);

/* What is on screen now; NULL: there is no preview. */
CairnScene *cairn_preview_get_scene (CairnPreview *self);
CairnLayout *cairn_preview_get_layout (CairnPreview *self);
/* Whether the journey has changed since. */
gboolean cairn_preview_is_stale (CairnPreview *self);
/* Also while something is still to be shown. */
gboolean cairn_preview_is_moving (CairnPreview *self);
/* What has landed, and the flows at it: of CairnElement, some of them tried out and not part of the
 * document. NULL: no preview. */
GPtrArray *cairn_preview_get_landed (CairnPreview *self);
GPtrArray *cairn_preview_get_flows (CairnPreview *self);

G_END_DECLS
