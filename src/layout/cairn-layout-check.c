/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-layout"

/* Knows nothing of how layouts are made: it looks at boxes and routes as a reader would. */

#include "layout/cairn-layout-check.h"

#include "layout/cairn-layout-private.h"

#include <math.h>
#include <string.h>

#define BOX_CLEARANCE 7.5
#define ROUTE_CLEARANCE 5.0
#define CURVE_PIECES 24
#define TINY 0.01

/* A piece of a route, or a whole label. */
typedef struct
{
  guint route;
  gboolean first, last, curved;
  CairnPoint a, b;
  double at, low, high; /* where it lies across its direction, and along it */
} Piece;

typedef struct
{
  CairnLayout *layout;
  GArray *solid; /* boxes that nothing may run through, by their left edges */
  double widest; /* of those */
  const CairnRoute *routes;
  guint n_routes;
  GArray *horizontal, *vertical, *other; /* of Piece; by `at` the first two */
  CairnLayoutCheck *result;
} Check;

G_GNUC_PRINTF (3, 4)
static void
found (Check *self, guint *count, const char *format, ...)
{
  va_list args;

  (*count)++;
  if (self->result->fault != NULL)
    return;
  va_start (args, format);
  self->result->fault = g_strdup_vprintf (format, args);
  va_end (args);
}

static const char *
route_id (const Check *self, guint route)
{
  return cairn_element_get_id (self->routes[route].element);
}

static gboolean
is_solid (const CairnBox *box)
{
  switch (box->role)
    {
    case CAIRN_BOX_LANE_HEADER:
    case CAIRN_BOX_STAGE_HEADER:
    case CAIRN_BOX_STAGE_TIMING:
    case CAIRN_BOX_TEAM:
    case CAIRN_BOX_STEP:
    case CAIRN_BOX_FOLDED:
    case CAIRN_BOX_COLUMN_HEADER:
    case CAIRN_BOX_ITEM:
    case CAIRN_BOX_REQUIREMENT:
      return TRUE;
    case CAIRN_BOX_BOUNDARIES:
      return box->column == 0;
    case CAIRN_BOX_TITLE:
    case CAIRN_BOX_SUBTITLE:
    case CAIRN_BOX_LANE:
    case CAIRN_BOX_STAGE:
    default:
      return FALSE;
    }
}

static gboolean
is_thing (const CairnBox *box)
{
  return box->role == CAIRN_BOX_STEP || box->role == CAIRN_BOX_FOLDED || box->role == CAIRN_BOX_ITEM
         || box->role == CAIRN_BOX_REQUIREMENT;
}

static int
compare_left (gconstpointer a, gconstpointer b)
{
  const CairnBox *p = *(CairnBox *const *) a, *q = *(CairnBox *const *) b;

  return (p->rect.x > q->rect.x) - (p->rect.x < q->rect.x);
}

static int
compare_at (gconstpointer a, gconstpointer b)
{
  const Piece *p = a, *q = b;

  return (p->at > q->at) - (p->at < q->at);
}

static void
add_piece (Check *self, guint route, CairnPoint a, CairnPoint b, gboolean first, gboolean last)
{
  Piece piece = { .route = route, .first = first, .last = last, .a = a, .b = b };
  gboolean flat = ABS (a.y - b.y) < TINY, upright = ABS (a.x - b.x) < TINY;

  piece.curved = self->routes[route].curved;
  piece.at = flat ? a.y : a.x;
  piece.low = flat ? MIN (a.x, b.x) : MIN (a.y, b.y);
  piece.high = flat ? MAX (a.x, b.x) : MAX (a.y, b.y);
  if (piece.curved || flat == upright)
    g_array_append_val (self->other, piece);
  else if (flat)
    g_array_append_val (self->horizontal, piece);
  else
    g_array_append_val (self->vertical, piece);
}

static CairnPoint
curve_point (const CairnPoint *p, double t)
{
  double s = 1 - t;
  double a = s * s * s, b = 3 * s * s * t, c = 3 * s * t * t, d = t * t * t;

  return (CairnPoint){ a * p[0].x + b * p[1].x + c * p[2].x + d * p[3].x,
                       a * p[0].y + b * p[1].y + c * p[2].y + d * p[3].y };
}

static void
add_curve (Check *self, guint route)
{
  const CairnRoute *r = &self->routes[route];

  for (guint i = 0; i + 3 < r->n_points; i += 3)
    for (guint k = 0; k < CURVE_PIECES; k++)
      add_piece (self, route, curve_point (&r->points[i], (double) k / CURVE_PIECES),
                 curve_point (&r->points[i], (double) (k + 1) / CURVE_PIECES), i == 0 && k == 0,
                 i + 4 == r->n_points && k + 1 == CURVE_PIECES);
}

static void
collect (Check *self)
{
  guint n_boxes;
  const CairnBox *boxes = cairn_layout_get_boxes (self->layout, &n_boxes);

  self->routes = cairn_layout_get_routes (self->layout, &self->n_routes);
  for (guint i = 0; i < n_boxes; i++)
    if (is_solid (&boxes[i]))
      {
        const CairnBox *box = &boxes[i];

        g_array_append_val (self->solid, box);
        self->widest = MAX (self->widest, box->rect.width);
      }
  g_array_sort (self->solid, compare_left);
  for (guint i = 0; i < self->n_routes; i++)
    {
      const CairnRoute *r = &self->routes[i];

      if (r->curved)
        add_curve (self, i);
      else
        for (guint k = 1; k < r->n_points; k++)
          add_piece (self, i, r->points[k - 1], r->points[k], k == 1, k + 1 == r->n_points);
    }
  g_array_sort (self->horizontal, compare_at);
  g_array_sort (self->vertical, compare_at);
}

/* Calls @visit for every solid box that meets @rect. */
static void
for_boxes_in (Check *self,
              const CairnRect *rect,
              void (*visit) (Check *self, const CairnBox *box, gconstpointer data),
              gconstpointer data)
{
  guint low = 0, high = self->solid->len;

  while (low < high)
    {
      guint middle = (low + high) / 2;

      if (g_array_index (self->solid, const CairnBox *, middle)->rect.x < rect->x - self->widest)
        low = middle + 1;
      else
        high = middle;
    }
  for (; low < self->solid->len; low++)
    {
      const CairnBox *box = g_array_index (self->solid, const CairnBox *, low);

      if (box->rect.x >= rect->x + rect->width)
        return;
      if (cairn_rect_intersects (&box->rect, rect))
        visit (self, box, data);
    }
}

static void
visit_overlap (Check *self, const CairnBox *box, gconstpointer data)
{
  const CairnBox *other = data;

  if (box > other && (is_thing (box) || is_thing (other)))
    found (self, &self->result->box_overlaps, "%s and %s are too near to each other",
           cairn_element_get_id (box->element), cairn_element_get_id (other->element));
}

static void
check_boxes (Check *self)
{
  for (guint i = 0; i < self->solid->len; i++)
    {
      const CairnBox *box = g_array_index (self->solid, const CairnBox *, i);
      CairnRect around = cairn_rect_inset (&box->rect, is_thing (box) ? -8 + TINY : 0);

      for_boxes_in (self, &around, visit_overlap, box);
    }
}

static void
visit_hit (Check *self, const CairnBox *box, gconstpointer data)
{
  const Piece *piece = data;
  const CairnElement *flow = self->routes[piece->route].element;
  const char *id = cairn_element_get_id (box->element);
  gboolean from
    = box == cairn_layout_find_id (self->layout, cairn_element_get_string (flow, CAIRN_PROP_FROM));
  gboolean to
    = box == cairn_layout_find_id (self->layout, cairn_element_get_string (flow, CAIRN_PROP_TO));
  CairnRect inside = cairn_rect_inset (&box->rect, 1);

  if (is_thing (box) && (from || to))
    {
      /* At its ends it comes from the outline, outwards. */
      CairnPoint out = from ? piece->b : piece->a;

      if (((from && piece->first) || (to && piece->last) || piece->curved)
          && !cairn_rect_contains (&inside, out.x, out.y))
        return;
    }
  found (self, &self->result->box_hits, "%s runs into %s", route_id (self, piece->route), id);
}

static CairnRect
around (const Piece *piece, double by)
{
  return (CairnRect){ MIN (piece->a.x, piece->b.x) - by, MIN (piece->a.y, piece->b.y) - by,
                      ABS (piece->a.x - piece->b.x) + 2 * by,
                      ABS (piece->a.y - piece->b.y) + 2 * by };
}

static void
check_hits (Check *self, GArray *pieces)
{
  for (guint i = 0; i < pieces->len; i++)
    {
      const Piece *piece = &g_array_index (pieces, Piece, i);
      CairnRect rect = around (piece, piece->curved ? TINY : BOX_CLEARANCE);

      for_boxes_in (self, &rect, visit_hit, piece);
    }
}

static void
check_parallels (Check *self, GArray *pieces)
{
  for (guint i = 0; i < pieces->len; i++)
    for (guint k = i + 1; k < pieces->len; k++)
      {
        const Piece *p = &g_array_index (pieces, Piece, i), *q = &g_array_index (pieces, Piece, k);

        if (q->at - p->at >= ROUTE_CLEARANCE)
          break;
        if (p->route != q->route && p->low < q->high - TINY && q->low < p->high - TINY)
          found (self, &self->result->route_overlaps, "%s and %s run on one line",
                 route_id (self, p->route), route_id (self, q->route));
      }
}

/* The first of the sorted @pieces at or behind @at. */
static guint
first_at (GArray *pieces, double at)
{
  guint low = 0, high = pieces->len;

  while (low < high)
    {
      guint middle = (low + high) / 2;

      if (g_array_index (pieces, Piece, middle).at < at)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

static void
count_crossings (Check *self)
{
  for (guint i = 0; i < self->vertical->len; i++)
    {
      const Piece *v = &g_array_index (self->vertical, Piece, i);

      for (guint k = first_at (self->horizontal, v->low); k < self->horizontal->len; k++)
        {
          const Piece *h = &g_array_index (self->horizontal, Piece, k);

          if (h->at > v->high)
            break;
          self->result->crossings += h->route != v->route && h->low < v->at && v->at < h->high;
        }
    }
}

static void
visit_label (Check *self, const CairnBox *box, gconstpointer data)
{
  found (self, &self->result->label_hits, "the label of %s touches %s",
         cairn_element_get_id (((const CairnRoute *) data)->element),
         cairn_element_get_id (box->element));
}

static void
check_label_routes (Check *self, guint route, GArray *pieces, double low, double high)
{
  CairnRect rect = cairn_rect_inset (&self->routes[route].label_rect, -1);

  for (guint i = first_at (pieces, low); i < pieces->len; i++)
    {
      const Piece *piece = &g_array_index (pieces, Piece, i);
      CairnRect line = around (piece, TINY);

      if (piece->at > high)
        return;
      if (piece->route != route && cairn_rect_intersects (&rect, &line))
        found (self, &self->result->label_hits, "%s runs through the label of %s",
               route_id (self, piece->route), route_id (self, route));
    }
}

static void
check_labels (Check *self)
{
  for (guint i = 0; i < self->n_routes; i++)
    {
      const CairnRoute *route = &self->routes[i];
      CairnRect rect = cairn_rect_inset (&route->label_rect, -1);

      if (route->label == NULL)
        continue;
      for_boxes_in (self, &rect, visit_label, route);
      check_label_routes (self, i, self->horizontal, rect.y, rect.y + rect.height);
      check_label_routes (self, i, self->vertical, rect.x, rect.x + rect.width);
      for (guint k = i + 1; k < self->n_routes; k++)
        if (self->routes[k].label != NULL
            && cairn_rect_intersects (&rect, &self->routes[k].label_rect))
          found (self, &self->result->label_hits, "the labels of %s and %s touch",
                 route_id (self, i), route_id (self, k));
    }
}

static void
check_text (Check *self, const CairnBox *box, const CairnTextBlock *text, CairnPoint at)
{
  double bottom = box->rect.y + box->rect.height;
  CairnStepKind kind = CAIRN_STEP_NOTE;

  if (text == NULL)
    return;
  if (box->role == CAIRN_BOX_STEP)
    kind = (CairnStepKind) cairn_element_get_int (box->element, CAIRN_PROP_KIND);
  if (kind == CAIRN_STEP_TOUCHPOINT || kind == CAIRN_STEP_TASK || kind == CAIRN_STEP_WAIT)
    bottom -= CAIRN_STEP_BADGE_ROW;
  if (at.x < box->rect.x - TINY || at.y < box->rect.y - TINY
      || at.x + text->width > box->rect.x + box->rect.width + TINY
      || at.y + text->height > bottom + TINY)
    found (self, &self->result->text_overflows, "the text of %s does not fit into its box",
           cairn_element_get_id (box->element));
}

static void
check_texts (Check *self)
{
  guint n;
  const CairnBox *boxes = cairn_layout_get_boxes (self->layout, &n);

  for (guint i = 0; i < n; i++)
    {
      check_text (self, &boxes[i], boxes[i].text, boxes[i].text_at);
      check_text (self, &boxes[i], boxes[i].detail, boxes[i].detail_at);
    }
}

/* How far the outline of @box is from its left or right edge at height @y. */
static double
outline_inset (const CairnBox *box, double y)
{
  double half = box->rect.height / 2, off = ABS (y - box->rect.y - half);
  int kind = box->role == CAIRN_BOX_STEP
               ? (int) cairn_element_get_int (box->element, CAIRN_PROP_KIND)
               : -1;

  if (kind == CAIRN_STEP_DECISION)
    return CAIRN_DECISION_CHAMFER (box->rect.height) * off / half;
  if (kind == CAIRN_STEP_START || kind == CAIRN_STEP_END)
    {
      double radius = MIN (half, box->rect.width / 2);

      off = MAX (0, off - (half - radius));
      return radius - sqrt (MAX (0, radius * radius - off * off));
    }
  return 0;
}

static gboolean
is_on_outline (const CairnBox *box, CairnPoint p)
{
  const CairnRect *r = &box->rect;
  double inset;

  if (p.y < r->y - TINY || p.y > r->y + r->height + TINY)
    return FALSE;
  inset = outline_inset (box, p.y);
  if (ABS (p.y - r->y) < TINY || ABS (p.y - r->y - r->height) < TINY)
    return p.x >= r->x + inset - TINY && p.x <= r->x + r->width - inset + TINY;
  return ABS (p.x - r->x - inset) < TINY || ABS (p.x - r->x - r->width + inset) < TINY;
}

static void
check_ends (Check *self)
{
  static const CairnProp props[2] = { CAIRN_PROP_FROM, CAIRN_PROP_TO };

  for (guint i = 0; i < self->n_routes; i++)
    {
      const CairnRoute *route = &self->routes[i];

      for (guint end = 0; end < 2; end++)
        {
          CairnPoint p = route->points[end == 0 ? 0 : route->n_points - 1];
          const CairnBox *box = cairn_layout_find_id (
            self->layout, cairn_element_get_string (route->element, props[end]));

          if (box == NULL || !is_on_outline (box, p))
            found (self, &self->result->loose_ends, "%s does not end on the outline of %s",
                   route_id (self, i), cairn_element_get_string (route->element, props[end]));
        }
      if (!route->curved)
        self->result->bends += route->n_points - 2;
    }
  for (guint i = 0; i < self->other->len; i++)
    if (!g_array_index (self->other, Piece, i).curved)
      found (self, &self->result->loose_ends, "%s has a piece that is neither level nor upright",
             route_id (self, g_array_index (self->other, Piece, i).route));
}

static void
check_missing (Check *self)
{
  CairnElement *diagram = cairn_layout_get_diagram (self->layout);
  guint n = cairn_element_get_n_children (diagram);

  for (guint i = 0; i < n; i++)
    {
      CairnElement *child = cairn_element_get_child (diagram, i);
      CairnKind kind = cairn_element_get_kind (child);
      gboolean there = TRUE;

      if (kind == CAIRN_KIND_FLOW || kind == CAIRN_KIND_LINK)
        {
          const char *from = cairn_element_get_string (child, CAIRN_PROP_FROM);
          const char *to = cairn_element_get_string (child, CAIRN_PROP_TO);

          there = *from == '\0' || *to == '\0' || from == to
                  || cairn_layout_find_route (self->layout, child) != NULL
                  || cairn_layout_find_main (self->layout, child) != NULL;
        }
      else if (kind != CAIRN_KIND_FOREIGN)
        there = cairn_layout_find_main (self->layout, child) != NULL;
      if (!there)
        found (self, &self->result->missing, "%s is not drawn", cairn_element_get_id (child));
    }
}

void
cairn_layout_check (CairnLayout *layout, CairnLayoutCheck *result)
{
  Check check = { .layout = layout, .result = result };

  g_return_if_fail (layout != NULL && result != NULL);

  memset (result, 0, sizeof *result);
  check.solid = g_array_new (FALSE, FALSE, sizeof (CairnBox *));
  check.horizontal = g_array_new (FALSE, FALSE, sizeof (Piece));
  check.vertical = g_array_new (FALSE, FALSE, sizeof (Piece));
  check.other = g_array_new (FALSE, FALSE, sizeof (Piece));
  collect (&check);
  result->connectors = check.n_routes;
  check_missing (&check);
  check_boxes (&check);
  check_hits (&check, check.horizontal);
  check_hits (&check, check.vertical);
  check_hits (&check, check.other);
  check_parallels (&check, check.horizontal);
  check_parallels (&check, check.vertical);
  check_labels (&check);
  check_texts (&check);
  check_ends (&check);
  count_crossings (&check);
  g_array_unref (check.solid);
  g_array_unref (check.horizontal);
  g_array_unref (check.vertical);
  g_array_unref (check.other);
}

void
cairn_layout_check_clear (CairnLayoutCheck *result)
{
  g_clear_pointer (&result->fault, g_free);
}

gboolean
cairn_layout_check_is_clean (const CairnLayoutCheck *result)
{
  return result->box_overlaps + result->box_hits + result->route_overlaps + result->label_hits
           + result->text_overflows + result->loose_ends + result->missing
         == 0;
}
