/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "canvas/cairn-canvas-picture-private.h"
#include "canvas/cairn-action.h"
#include "canvas/cairn-canvas.h"

G_BEGIN_DECLS

/* What a pressed pointer does while it moves. All positions are view pixels. */
typedef struct
{
  void (*update) (CairnCanvas *self, double x, double y);
  void (*finish) (CairnCanvas *self, double x, double y); /* the button went up */
  void (*draw) (CairnCanvas *self, cairo_t *cr);          /* may be NULL; in view pixels */
} CairnDragKind;

extern const CairnDragKind cairn_drag_pan;  /* cairn-canvas-pointer.c */
extern const CairnDragKind cairn_drag_move; /* cairn-drag-move.c: steps and items */
extern const CairnDragKind
  cairn_drag_band; /* cairn-drag-move.c: lanes and stages by their header */
extern const CairnDragKind cairn_drag_rubber;  /* cairn-drag-rubber.c */
extern const CairnDragKind cairn_drag_feeling; /* cairn-drag-feeling.c */
extern const CairnDragKind cairn_drag_connect; /* cairn-drag-connect.c */

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

  GtkAdjustment *hadjustment;
  GtkAdjustment *vadjustment;
  guint hscroll_policy : 1;
  guint vscroll_policy : 1;
  guint update_id;   /* a tick that brings the viewport up to date; 0: none */
  guint syncing : 1; /* we set the adjustments ourselves */

  /* pointer */
  const CairnDragKind *drag; /* NULL: none */
  CairnPoint drag_from;      /* view pixels */
  CairnPoint drag_at;
  CairnElement *drag_element; /* owned: what was pressed */
  CairnProp drag_feeling;     /* which score a dragged point stands for */
  CairnDrop drop;             /* where it would land; valid while drop_ok */
  gboolean drop_ok;
  CairnElement *hover_target; /* borrowed from the layout: the step under a connector's free end */
  gboolean drag_team;         /* the whole team of the lane that was pressed */
  gboolean fold_pressed;      /* the press is done with: it was on a double arrow */
  CairnElement *hover_band;   /* owned: the lane or stage whose header the pointer rests on */
  CairnPoint pointer;         /* last seen, view pixels */
  gboolean space_held;
  double pinch_scale;

  gboolean no_letters; /* letters choose no tools */
  gboolean tab_moves;  /* Tab makes no steps */

  GtkWidget *menu; /* NULL until first shown */

  CairnElement *connect_from; /* owned: connecting by keyboard */
  GHashTable *lit;            /* ids of what a search has found; NULL: none */

  /* the label being edited */
  GtkWidget *label;       /* NULL: none */
  CairnElement *label_of; /* owned */
  gboolean label_team;    /* it is the name of the team of that lane */
  gboolean label_is_new;  /* made a moment ago: Esc takes it away again */
  GtkCssProvider *label_css;
};

/* cairn-canvas.c */
gboolean cairn_canvas_hit (CairnCanvas *self, double x, double y, CairnSceneHit *hit);
CairnRect cairn_canvas_to_view_rect (CairnCanvas *self, const CairnRect *rect);
/* Of what is drawn for @element now, headers where they are frozen; FALSE if it is not drawn. */
gboolean cairn_canvas_get_view_rect (CairnCanvas *self, CairnElement *element, CairnRect *rect);
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
void cairn_canvas_reveal (CairnCanvas *self, CairnElement *element);

/* cairn-canvas-pointer.c */
void cairn_canvas_init_pointer (CairnCanvas *self);
void cairn_canvas_cancel_drag (CairnCanvas *self);
/* The cell or column at a view position. */
gboolean cairn_canvas_find_drop (CairnCanvas *self, double x, double y, CairnDrop *drop);

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
/* Makes the step or item that follows the selected one and edits it; FALSE unless exactly one is.
 */
gboolean cairn_canvas_add_next (CairnCanvas *self);

/* cairn-canvas-room.c */
/* A new stage beside the one at a view position, on that side of its middle; in the header of a
 * lane, a new lane. */
void cairn_canvas_make_room (CairnCanvas *self, double x, double y);

/* cairn-canvas-links.c: notes, and where steps lead; FALSE if nothing selected is or does so */
gboolean cairn_canvas_toggle_notes (CairnCanvas *self);
gboolean cairn_canvas_drill_in (CairnCanvas *self);
gboolean cairn_canvas_open_address (CairnCanvas *self);
/* A click on @part of @step. */
void cairn_canvas_follow_badge (CairnCanvas *self, CairnElement *step, CairnPart part);
/* What the badge leads to, in words; NULL: it is none of these. Owned by the caller. */
char *cairn_canvas_dup_badge_tip (CairnCanvas *self, CairnElement *step, CairnPart part);

/* cairn-canvas-label.c */
void cairn_canvas_edit_label (CairnCanvas *self, CairnElement *element, gboolean is_new);
/* Begins with nothing: what is typed next replaces the text. */
void cairn_canvas_type_label (CairnCanvas *self, CairnElement *element);
/* What is typed next goes on from the text as it is. */
void cairn_canvas_label_to_end (CairnCanvas *self);
void cairn_canvas_commit_label (CairnCanvas *self);
void cairn_canvas_place_label (CairnCanvas *self);

G_END_DECLS
