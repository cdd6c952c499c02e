/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "canvas/cairn-canvas-picture-private.h"
#include "canvas/cairn-action.h"
#include "canvas/cairn-canvas.h"
#include "canvas/cairn-motion.h"
#include "canvas/cairn-preview.h"
#include "render/cairn-painter.h"

G_BEGIN_DECLS

typedef enum
{
  CAIRN_DRAG_READS = 1 << 0,      /* changes nothing in the journey */
  CAIRN_DRAG_SCROLLS = 1 << 1,    /* the map comes along near the edges of the view */
  CAIRN_DRAG_KEEPS_AXIS = 1 << 2, /* with Shift it goes straight along or across */
} CairnDragFlags;

/* What a pressed pointer does while it moves. All positions are view pixels. */
typedef struct
{
  void (*update) (CairnCanvas *self, double x, double y);
  void (*finish) (CairnCanvas *self, double x, double y); /* the button went up */
  void (*draw) (CairnCanvas *self, cairo_t *cr);          /* may be NULL; in view pixels */
  void (*cancel) (CairnCanvas *self);                     /* may be NULL */
  CairnDragFlags flags;
} CairnDragKind;

extern const CairnDragKind cairn_drag_pan;    /* cairn-canvas-drag.c */
extern const CairnDragKind cairn_drag_move;   /* cairn-drag-move.c: steps and items */
extern const CairnDragKind cairn_drag_band;   /* cairn-drag-band.c: lanes, stages by their header */
extern const CairnDragKind cairn_drag_size;   /* cairn-drag-size.c: their edges */
extern const CairnDragKind cairn_drag_rubber; /* cairn-drag-rubber.c */
extern const CairnDragKind cairn_drag_feeling; /* cairn-drag-feeling.c */
extern const CairnDragKind cairn_drag_connect; /* cairn-drag-connect.c */

/* An edge of a lane or stage in its header, or the "+" on it. */
typedef struct
{
  CairnKind kind;     /* LANE, STAGE */
  CairnElement *band; /* borrowed; the edge is behind it; NULL: it is the one before the first */
  gboolean rows;      /* the edge runs level */
  double at;          /* where it is, and from where to where it runs, in view pixels */
  double start, end;
  double middle; /* of the "+", along the edge */
  gboolean plus; /* the pointer is on that */
} CairnEdge;

extern const CairnDragKind cairn_drag_minimap; /* cairn-minimap.c */

struct _CairnCanvas
{
  GtkWidget parent_instance;

  CairnEditor *editor;
  CairnViewport viewport;
  CairnCanvasPicture *picture;
  gboolean fit_pending; /* fit once the size is known */
  gboolean fitted;      /* fit whenever the size changes, until somebody scrolls or zooms */
  GHashTable *views;    /* diagram → CairnViewport as it was left */
  CairnElement *shown;  /* the diagram that the viewport belongs to; not owned */

  CairnMotion glide; /* to another view */
  CairnRect glide_from, glide_to;
  guint zoom_rest;      /* runs while a hand zooms; 0: it has come to rest */
  gboolean wheel_zooms; /* a mouse wheel zooms without Ctrl */
  gboolean show_minimap;
  cairo_surface_t *minimap; /* NULL: not drawn yet */
  CairnScene *minimap_of;   /* owned: what it shows */

  GtkAdjustment *hadjustment;
  GtkAdjustment *vadjustment;
  guint hscroll_policy : 1;
  guint vscroll_policy : 1;
  guint update_id;   /* a tick that brings the viewport up to date; 0: none */
  guint syncing : 1; /* we set the adjustments ourselves */

  /* pointer */
  const CairnDragKind *drag; /* NULL: none */
  GtkGesture *drag_gesture;  /* borrowed */
  CairnPoint drag_origin;    /* diagram units */
  CairnPoint drag_from;      /* the same in view pixels, as the map stands now */
  CairnPoint drag_at;        /* view pixels, on the axis if it is to be kept */
  CairnPoint drag_pointer;   /* where the pointer really is */
  GdkModifierType drag_state;
  CairnElement *drag_element; /* owned: what was pressed */
  char **drag_selection;      /* ids, as they were */
  CairnLayout *drag_layout;   /* owned: of the journey when it began */
  guint edge_tick;            /* moves the map near the edges; 0: not yet */
  gint64 edge_time;
  CairnDrop drop;         /* where it would land; valid while drop_ok */
  CairnProp drag_feeling; /* which score a dragged point stands for */
  gboolean drop_ok;
  gboolean drop_copy;
  CairnElement *drop_flow; /* borrowed: it would go into this flow; NULL: none */
  guint drag_size;         /* of a lane or stage whose edge is dragged; 0: none */
  CairnPreview *preview;
  CairnEdge edge; /* under the pointer; valid while on_edge */
  gboolean on_edge;
  CairnElement *hover_target; /* borrowed from the layout: the step under a connector's free end */
  gboolean drag_team;         /* the whole team of the lane that was pressed */
  gboolean fold_pressed;      /* the press is done with: it was on a double arrow */
  CairnElement *hover_band;   /* owned: the lane or stage whose header the pointer rests on */
  CairnPoint pointer;         /* last seen, view pixels */
  char *hovered;              /* the id of the item or link under it; NULL: none */
  gboolean space_held;
  double pinch_scale;

  gboolean no_letters;    /* letters choose no tools */
  gboolean tab_moves;     /* Tab makes no steps */
  CairnTool dragged_tool; /* from the tools below the map; SELECT: none */

  GtkWidget *menu; /* NULL until first shown */

  GtkWidget *kinds;         /* the kinds of step offered; NULL until first shown */
  CairnElement *kinds_from; /* owned: what the step would follow; NULL: nothing is offered */
  CairnDrop kinds_drop;
  guint kinds_idle;

  CairnElement *connect_from; /* owned: connecting by keyboard */
  GHashTable *lit;            /* ids of what a search has found; NULL: none */

  /* the label being edited */
  GtkWidget *label;       /* NULL: none */
  CairnElement *label_of; /* owned */
  gboolean label_team;    /* it is the name of the team of that lane */
  gboolean label_is_new;  /* made a moment ago: Esc takes it away again */
  gboolean label_in_run;  /* reached from another name: Enter makes another one */
  GtkCssProvider *label_css;
};

/* cairn-canvas.c */
gboolean cairn_canvas_hit (CairnCanvas *self, double x, double y, CairnSceneHit *hit);
CairnRect cairn_canvas_to_view_rect (CairnCanvas *self, const CairnRect *rect);
/* Of what is drawn for @element now, headers where they are frozen; FALSE if it is not drawn. */
gboolean cairn_canvas_get_view_rect (CairnCanvas *self, CairnElement *element, CairnRect *rect);
/* The same where a preview shows it now. */
gboolean cairn_canvas_get_shown_rect (CairnCanvas *self, CairnElement *element, CairnRect *rect);
void cairn_canvas_popup_menu (CairnCanvas *self, double x, double y);

/* cairn-canvas-view.c */
/* Call it after every change of the viewport: scrollbars, the label's place, the picture. */
void cairn_canvas_view_changed (CairnCanvas *self);
/* Only the scrollbars; for use while being allocated. */
void cairn_canvas_sync_scrollbars (CairnCanvas *self);
/* The scene, with the viewport's idea of its size brought up to date; NULL without a diagram. */
CairnScene *cairn_canvas_prepare_scene (CairnCanvas *self);
void cairn_canvas_scroll_by (CairnCanvas *self, double dx, double dy);
void cairn_canvas_zoom_at (CairnCanvas *self, double x, double y, double zoom);
/* The same for a wheel or fingers: more of it is to come, and the picture is crisp again as soon as
 * they rest. */
void cairn_canvas_zoom_by_hand (CairnCanvas *self, double x, double y, double zoom);
gboolean cairn_canvas_is_zooming (CairnCanvas *self);
void cairn_canvas_reveal (CairnCanvas *self, CairnElement *element);

void cairn_canvas_init_view (CairnCanvas *self);

/* cairn-minimap.c */
/* Where it is drawn; FALSE: there is none. */
gboolean cairn_canvas_get_minimap (CairnCanvas *self, CairnRect *rect);
gboolean cairn_canvas_in_minimap (CairnCanvas *self, double x, double y);
/* Puts the place under (@x, @y) into the middle of the view. */
void cairn_canvas_go_in_minimap (CairnCanvas *self, double x, double y);
void cairn_canvas_draw_minimap (CairnCanvas *self, cairo_t *cr);

/* cairn-canvas-pointer.c */
void cairn_canvas_init_pointer (CairnCanvas *self);

/* cairn-canvas-drag.c */
void cairn_canvas_init_drag (CairnCanvas *self);
void cairn_canvas_cancel_drag (CairnCanvas *self);
/* The cell or column at a view position. */
gboolean cairn_canvas_find_drop (CairnCanvas *self, double x, double y, CairnDrop *drop);
/* Where a branch of a CTQ tree would hang: a NEED, DRIVER or MEASURE. */
gboolean cairn_canvas_find_twig_drop (
  CairnCanvas *self, CairnKind kind, double x, double y, CairnDrop *drop);
/* The flow nearest to a view position, within @reach view pixels; NULL if there is none. */
CairnElement *cairn_canvas_find_flow (CairnCanvas *self, double x, double y, double reach);

/* cairn-canvas-place.c: something new */
gboolean cairn_canvas_place (CairnCanvas *self, double x, double y, CairnTool tool);
/* The pointer is there with a tool: shows where it would go. */
void cairn_canvas_aim (CairnCanvas *self, double x, double y);
void cairn_canvas_stop_aiming (CairnCanvas *self);
void cairn_canvas_draw_aim (CairnCanvas *self, cairo_t *cr);
/* A tool dragged over the map, gone again, and let go; the last is FALSE if @value is none. */
void cairn_canvas_drag_tool (CairnCanvas *self, const GValue *value, double x, double y);
void cairn_canvas_leave_tool (CairnCanvas *self);
gboolean cairn_canvas_drop_tool (CairnCanvas *self, const GValue *value, double x, double y);

/* cairn-canvas-edges.c */
/* Whether bands of @kind lie across the map, one below the other. */
gboolean cairn_canvas_is_row (CairnCanvas *self, CairnKind kind);
gboolean cairn_canvas_edge_at (CairnCanvas *self, double x, double y, CairnEdge *edge);
void cairn_canvas_hover_edge (CairnCanvas *self, double x, double y);
void cairn_canvas_draw_edge (CairnCanvas *self, cairo_t *cr);
/* FALSE if there is none. */
gboolean cairn_canvas_press_edge (CairnCanvas *self, double x, double y, guint n_press);
/* NULL: none under the pointer. */
const char *cairn_canvas_get_edge_cursor (CairnCanvas *self);

/* cairn-canvas-kinds.c */
/* Offers the kinds of step that could follow @from at self->drop. */
void cairn_canvas_offer_kinds (CairnCanvas *self, CairnElement *from, double x, double y);
void cairn_canvas_drop_kinds (CairnCanvas *self);
void cairn_canvas_add_kind (CairnCanvas *self, CairnStepKind kind);

/* cairn-canvas-handles.c: the four circles and the plus at a selected step */
typedef enum
{
  CAIRN_HANDLE_NONE,
  CAIRN_HANDLE_CONNECT,
  CAIRN_HANDLE_PLUS,
} CairnHandle;
CairnHandle cairn_canvas_handle_at (CairnCanvas *self, double x, double y);
void cairn_canvas_draw_selection (CairnCanvas *self, cairo_t *cr);
void cairn_canvas_set_color (cairo_t *cr, CairnColor color, double alpha);
CairnColor cairn_canvas_get_accent (CairnCanvas *self);
void cairn_canvas_draw_outline (CairnCanvas *self, cairo_t *cr, CairnElement *element);
/* A translucent box where @element stands; translate first. */
void cairn_canvas_draw_ghost (CairnCanvas *self, cairo_t *cr, CairnElement *element);
void cairn_canvas_draw_drop (CairnCanvas *self, cairo_t *cr);
void cairn_canvas_draw_lit (CairnCanvas *self, cairo_t *cr);

/* cairn-canvas-marks.c */
/* Puts a flow on the path that is being picked, or takes it off; FALSE if nothing is picked, or it
 * is no flow. */
gboolean cairn_canvas_pick (CairnCanvas *self, CairnElement *element);
gboolean cairn_canvas_pick_at (CairnCanvas *self, double x, double y);
gboolean cairn_canvas_in_emotions (CairnCanvas *self, double x, double y);
/* A score for the selected step or stage, or for the stage there; FALSE outside the band. */
gboolean cairn_canvas_add_feeling (CairnCanvas *self, double x, double y);
/* NULL: nothing to say. */
char *cairn_canvas_dup_mark_tooltip (const CairnSceneHit *hit);

/* cairn-canvas-shape.c */
gboolean cairn_canvas_is_vertical (CairnCanvas *self);
gboolean cairn_canvas_set_collapsed (CairnCanvas *self, gboolean collapsed);
void cairn_canvas_select_team (CairnCanvas *self, CairnElement *lane);
CairnElement *cairn_canvas_get_selected_team (CairnCanvas *self);
gboolean cairn_canvas_get_team_rect (CairnCanvas *self, CairnElement *lane, CairnRect *rect);
/* Of the selected lanes. */
gboolean cairn_canvas_edit_team (CairnCanvas *self);
void cairn_canvas_commit_team (CairnCanvas *self, CairnElement *lane, const char *text);
/* The double arrow on a header. */
CairnElement *cairn_canvas_fold_at (CairnCanvas *self, double x, double y);
gboolean cairn_canvas_press_fold (CairnCanvas *self, double x, double y);
void cairn_canvas_hover_band (CairnCanvas *self, double x, double y);
void cairn_canvas_draw_fold (CairnCanvas *self, cairo_t *cr);

/* cairn-canvas-keys.c */
void cairn_canvas_class_init_actions (GtkWidgetClass *klass);
void cairn_canvas_init_keys (CairnCanvas *self);

/* cairn-canvas-arrows.c: what they make is edited, what they move is revealed; FALSE: the key means
 * nothing here. On a map that runs from top to bottom they mean what they point to, too. */
typedef enum
{
  CAIRN_ARROW_LEFT,
  CAIRN_ARROW_RIGHT,
  CAIRN_ARROW_UP,
  CAIRN_ARROW_DOWN,
} CairnArrow;

gboolean cairn_canvas_add_first (CairnCanvas *self);
/* The step or item that follows the selected one; FALSE unless exactly one is. */
gboolean cairn_canvas_add_next (CairnCanvas *self);
gboolean cairn_canvas_add_towards (CairnCanvas *self, CairnArrow arrow);
gboolean cairn_canvas_add_branch (CairnCanvas *self);
gboolean cairn_canvas_shift (CairnCanvas *self, CairnArrow arrow);
gboolean cairn_canvas_nudge (CairnCanvas *self, CairnArrow arrow, gboolean far);
/* Selects what lies that way. */
gboolean cairn_canvas_go (CairnCanvas *self, CairnArrow arrow);

/* cairn-canvas-room.c */
/* A new stage beside the one at a view position, on that side of its middle; in the header of a
 * lane, a new lane. */
void cairn_canvas_make_room (CairnCanvas *self, double x, double y);

/* cairn-canvas-go.c: selecting what comes next; what they select is revealed */
typedef enum
{
  CAIRN_GO_NEIGHBOUR,
  CAIRN_GO_LANE_END,
  CAIRN_GO_MAP_END,
} CairnGoReach;

/* Always TRUE. */
gboolean cairn_canvas_select (CairnCanvas *self, CairnElement *element);
/* The flow that leaves or reaches the selected step; again: the next of them, around. FALSE:
 * nothing is selected. */
gboolean cairn_canvas_go_to_flow (CairnCanvas *self, gboolean leaving);
/* The neighbour that way; from a flow, the step at its end or its beginning. @right and @down: 1,
 * 0 or -1, one of them 0. */
gboolean cairn_canvas_go_towards (CairnCanvas *self, int right, int down);
/* The previous (@by < 0), next, first or last step in reading order; FALSE: there is none. */
gboolean cairn_canvas_go_in_order (CairnCanvas *self, int by, CairnGoReach reach);

/* cairn-canvas-links.c: notes, and where steps lead; FALSE if nothing selected is or does so */
gboolean cairn_canvas_toggle_notes (CairnCanvas *self);
gboolean cairn_canvas_drill_in (CairnCanvas *self);
gboolean cairn_canvas_open_address (CairnCanvas *self);
/* A click on @part of @step. */
void cairn_canvas_follow_badge (CairnCanvas *self, CairnElement *step, CairnPart part);
/* What the badge leads to, in words; NULL: it is none of these. Owned by the caller. */
char *cairn_canvas_dup_badge_tip (CairnCanvas *self, CairnElement *step, CairnPart part);
/* cairn-canvas-chain.c: what hangs together, and what is lacking */
void cairn_canvas_hover (CairnCanvas *self, double x, double y);
void cairn_canvas_draw_chain (CairnCanvas *self, cairo_t *cr);
void cairn_canvas_draw_signs (CairnCanvas *self, cairo_t *cr);
/* What to say of @hit (NULL: nothing) and of a sign near that place; NULL: nothing. */
char *cairn_canvas_dup_advice (CairnCanvas *self, double x, double y, CairnElement *hit);

/* cairn-canvas-columns.c: what is filled in column by column */
gboolean cairn_canvas_is_item (const CairnElement *element); /* of a SIPOC, requirements too */
gboolean cairn_canvas_is_twig (const CairnElement *element); /* of a CTQ tree */
/* All of them always TRUE: the key was meant for this. */
gboolean cairn_canvas_go_on (CairnCanvas *self, CairnElement *element);
gboolean cairn_canvas_add_another (CairnCanvas *self, CairnElement *element);
gboolean cairn_canvas_add_first_item (CairnCanvas *self, CairnElement *diagram);
/* Tab, or Shift+Tab, in a name. @empty: nothing was written. FALSE: of a swimlane. */
gboolean cairn_canvas_leave_label (CairnCanvas *self, gboolean empty, gboolean back);
/* Names what was made a moment ago; returns what has the name now. */
CairnElement *cairn_canvas_name_new (CairnCanvas *self, CairnElement *element, const char *text);

/* cairn-canvas-label.c */
void cairn_canvas_edit_label (CairnCanvas *self, CairnElement *element, gboolean is_new);
/* Begins with nothing: what is typed next replaces the text. */
void cairn_canvas_type_label (CairnCanvas *self, CairnElement *element);
/* What is typed next goes on from the text as it is. */
void cairn_canvas_label_to_end (CairnCanvas *self);
void cairn_canvas_commit_label (CairnCanvas *self);
void cairn_canvas_place_label (CairnCanvas *self);

G_END_DECLS
