/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "canvas/cairn-comparison.h"
#include "history/cairn-history.h"
#include "layout/cairn-layout.h"
#include "render/cairn-scene.h"
#include "timing/cairn-snapshot.h"

G_BEGIN_DECLS

typedef enum
{
  CAIRN_TOOL_SELECT,
  CAIRN_TOOL_TOUCHPOINT, /* a click in a cell (or SIPOC column) places one; then back to SELECT */
  CAIRN_TOOL_DECISION,
  CAIRN_TOOL_NOTE,
  CAIRN_TOOL_CONNECT,
  CAIRN_TOOL_HAND,  /* a drag moves the paper */
  CAIRN_TOOL_LASSO, /* a drag frames, even if it begins on a step; then back to SELECT */
  CAIRN_TOOL_ROOM,  /* a click puts a stage in between, or a lane; then back to SELECT */
} CairnTool;

#define CAIRN_TYPE_TOOL (cairn_tool_get_type ())
GType cairn_tool_get_type (void);

/* One open journey as it is being worked on: what is neither document nor widget. Panels and canvas
 * look at it, never at each other.
 *
 * Properties with notify: "diagram" (CairnElement, NULL: none), "tool", "timings" (the
 * CairnSnapshot view of the current diagram, NULL: none), "show-timings", "segment" (NULL: the
 * diagram's own; "": all customers), "read-only", "dark", "show-emotions",
 * "picking" (CairnElement, NULL: none: the happy path for which flows are being picked). Signals:
 * "scene-changed" (the picture differs; draw again), "announce" (const char *: a sentence to show
 * as a toast), "rename" (CairnElement *: begin to edit its name in place), "open-playbook"
 * (CairnElement *), "reveal" (CairnElement *: bring it into view), "drill-in" and "open-address"
 * (CairnElement *: go to the diagram, to the web page that this step leads to), "open-details"
 * (CairnElement *: of this stage). */
#define CAIRN_TYPE_EDITOR (cairn_editor_get_type ())
G_DECLARE_FINAL_TYPE (CairnEditor, cairn_editor, CAIRN, EDITOR, GObject)

/* Shows the first diagram of @document. */
CairnEditor *cairn_editor_new (CairnDocument *document);

CairnDocument *cairn_editor_get_document (CairnEditor *self);
CairnHistory *cairn_editor_get_history (CairnEditor *self);
CairnSelection *cairn_editor_get_selection (CairnEditor *self);
/* The selected elements; the array is the caller's, the elements are not. */
GPtrArray *cairn_editor_dup_selected (CairnEditor *self);
/* The one selected element, or NULL if none or several are. */
CairnElement *cairn_editor_get_selected (CairnEditor *self);

CairnElement *cairn_editor_get_diagram (CairnEditor *self);
void cairn_editor_set_diagram (CairnEditor *self, CairnElement *diagram);
CairnTool cairn_editor_get_tool (CairnEditor *self);
void cairn_editor_set_tool (CairnEditor *self, CairnTool tool);
gboolean cairn_editor_get_read_only (CairnEditor *self);
void cairn_editor_set_read_only (CairnEditor *self, gboolean read_only);
void cairn_editor_set_dark (CairnEditor *self, gboolean dark);
/* Whether the emotion band is there even while it is empty. */
gboolean cairn_editor_get_show_emotions (CairnEditor *self);
void cairn_editor_set_show_emotions (CairnEditor *self, gboolean show);
/* NULL if none is, or it is gone. */
CairnElement *cairn_editor_get_picking (CairnEditor *self);
void cairn_editor_set_picking (CairnEditor *self, CairnElement *path);

/* Brought up to date when asked for; NULL without a diagram. Borrowed until the next change. */
CairnLayout *cairn_editor_get_layout (CairnEditor *self);
CairnScene *cairn_editor_get_scene (CairnEditor *self);

/* The picture as it would be with @layout, one of the same diagram. Owned by the caller. */
CairnScene *cairn_editor_make_scene (CairnEditor *self, CairnLayout *layout);

/* What a source last said (all segments and stages; NULL: no source), and how it is shown. */
CairnSnapshot *cairn_editor_get_snapshot (CairnEditor *self);
void cairn_editor_set_snapshot (CairnEditor *self, CairnSnapshot *snapshot);
CairnSnapshot *cairn_editor_get_timings (CairnEditor *self);
gboolean cairn_editor_get_show_timings (CairnEditor *self);
void cairn_editor_set_show_timings (CairnEditor *self, gboolean show);
/* Whose figures each stage tells beside those of the segment: another segment's ("": all
 * customers'; NULL: nobody's, or those of cairn_snapshot_get_earlier()). */
void cairn_editor_set_compared_segment (CairnEditor *self, const char *segment);
const char *cairn_editor_get_segment (CairnEditor *self);
void cairn_editor_set_segment (CairnEditor *self, const char *segment);
/* The cell of @stage in the timings shown; NULL if there is none. */
const CairnCell *cairn_editor_get_cell (CairnEditor *self, CairnElement *stage);
/* Likewise the study of it. */
CairnStageStudy *cairn_editor_get_study (CairnEditor *self, CairnElement *stage);

/* What the diagram shown still lacks, of CairnCheck (insight/cairn-diagram-checks.h). Borrowed
 * until the next change. */
GPtrArray *cairn_editor_get_checks (CairnEditor *self);

/* What the journey is compared with now, marked on the map; NULL: nothing. Notifies "comparison".
 */
CairnComparison *cairn_editor_get_comparison (CairnEditor *self);
void cairn_editor_set_comparison (CairnEditor *self, CairnComparison *comparison);

/* TRUE if changes are allowed; else announces why not. Every command from the interface asks first.
 */
gboolean cairn_editor_may_change (CairnEditor *self);

void cairn_editor_announce (CairnEditor *self, const char *sentence);
void cairn_editor_rename (CairnEditor *self, CairnElement *element);
void cairn_editor_open_playbook (CairnEditor *self, CairnElement *playbook);
/* Shows who is behind the figures of @stage. */
void cairn_editor_open_details (CairnEditor *self, CairnElement *stage);
void cairn_editor_drill_in (CairnEditor *self, CairnElement *step);
void cairn_editor_open_address (CairnEditor *self, CairnElement *step);
/* Shows the diagram that @element stands in, selects it and brings it into view. */
void cairn_editor_reveal (CairnEditor *self, CairnElement *element);

G_END_DECLS
