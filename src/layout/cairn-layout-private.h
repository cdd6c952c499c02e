/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "layout/cairn-layout.h"

#include "layout/cairn-pointer-map.h"

G_BEGIN_DECLS

/* Space around the map. */
#define CAIRN_LAYOUT_MARGIN 20.0
/* Between the title block and what follows. */
#define CAIRN_LAYOUT_TITLE_GAP 18.0

/* A lane, a stage or a SIPOC column as dropping sees it: where it begins and ends. */
typedef struct
{
  CairnElement *element; /* NULL: steps that name none */
  double start, end;
} CairnBand;

struct _CairnLayout
{
  gatomicrefcount refs;
  CairnElement *diagram;
  gboolean turned; /* a vertical swimlane: what is said of x below holds for y, and the reverse */
  double width, height;
  CairnRect top_headers, left_headers;
  CairnRect grid; /* where things can be dropped */

  GArray *hidden; /* of CairnLayoutHidden, until sealed; NULL: none */
  GArray *boxes;  /* of CairnBox, with their text blocks */
  GArray *routes; /* of CairnRoute, with their labels */
  CairnPoint *points;

  CairnBand *lanes, *stages; /* SIPOC: stages are the columns */
  guint n_lanes, n_stages;

  CairnPointerMap by_id; /* → the element's first box, or its route + FIRST_ROUTE */
};

/* What is drawn only by what stands in its place: in a collapsed lane or stage. */
typedef struct
{
  CairnElement *element;
  gboolean route;
  guint index; /* of that route, or else of a box */
} CairnLayoutHidden;

CairnLayout *cairn_layout_alloc (CairnElement *diagram, guint n_boxes, guint n_routes);

/* The new box, to be completed by the caller; valid until the next is added. */
CairnBox *cairn_layout_add_box (CairnLayout *self,
                                CairnBoxRole role,
                                CairnElement *element,
                                const CairnRect *rect);

/* Title and subtitle at the top; returns the y where the map may begin. */
double cairn_layout_add_title (CairnLayout *self, CairnDocument *document);

/* Centres @text (taken over) in the rectangle of @box. */
void cairn_layout_centre_text (CairnBox *box, CairnTextBlock *text);

/* Lets @element be found where box or route @index is. */
void cairn_layout_hide (CairnLayout *self, CairnElement *element, gboolean route, guint index);

/* Takes references and builds the index; nothing may be added afterwards. */
void cairn_layout_seal (CairnLayout *self);

CairnLayout *cairn_swimlane_layout (CairnDocument *document, CairnElement *swimlane);
CairnLayout *cairn_sipoc_layout (CairnDocument *document, CairnElement *sipoc);
CairnLayout *cairn_ctq_layout (CairnDocument *document, CairnElement *ctq);

G_END_DECLS
