/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-layout"

/* Six columns of items. The process column stands as the user ordered it; from there outwards every
 * column keeps the user's order too, but spreads so that items come to stand beside what they are
 * linked with. A link that skips a column gets a place of its own between that column's items. */

#include "layout/cairn-sipoc.h"

#include "layout/cairn-layout-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define COLUMN_GAP 40.0
#define HEADER_HEIGHT 40.0
#define STRIP_PAD 14.0
#define STRIP_GAP 24.0 /* between the parts of the strip of boundaries */
#define PAD_X 12.0
#define PAD_Y 8.0
#define ITEM_HEIGHT 46.0
#define STATUS_SPACE 26.0 /* at the right of a requirement */

static const double column_widths[CAIRN_SIPOC_COLUMNS] = { 152, 172, 190, 172, 152, 230 };

static double
column_left (guint column)
{
  double x = CAIRN_LAYOUT_MARGIN;

  for (guint c = 0; c < column; c++)
    x += column_widths[c] + COLUMN_GAP;
  return x;
}

static void
add_boundary (
  CairnLayout *self, CairnProp prop, guint column, double left, double top, double width)
{
  CairnElement *sipoc = self->diagram;
  const char *caption
    = g_dgettext (GETTEXT_PACKAGE, cairn_schema_prop (CAIRN_KIND_SIPOC, prop)->label);
  CairnTextBlock *text = cairn_text_measure (CAIRN_TEXT_SMALL_STRONG, caption, 0);
  CairnTextBlock *detail = cairn_text_measure (
    CAIRN_TEXT_SUBTITLE, cairn_element_get_string (sipoc, prop), width - text->width - 8);
  CairnRect rect = { left, top, width, MAX (text->height, detail->height) };
  CairnBox *box = cairn_layout_add_box (self, CAIRN_BOX_BOUNDARIES, sipoc, &rect);

  box->column = column;
  box->text = text;
  box->detail = detail;
  /* On one baseline. */
  box->text_at = (CairnPoint){ left, top + detail->ascent - text->ascent };
  box->detail_at = (CairnPoint){ left + text->width + 8, top };
}

/* The strip with start, end and scope, as far as they are given; returns its bottom. */
static double
add_boundaries (CairnLayout *self, double top, double right)
{
  static const CairnProp props[]
    = { CAIRN_PROP_STARTS, CAIRN_PROP_ENDS, CAIRN_PROP_IN_SCOPE, CAIRN_PROP_OUT_OF_SCOPE };
  CairnRect strip = { CAIRN_LAYOUT_MARGIN, top, right - CAIRN_LAYOUT_MARGIN, 0 };
  guint n = 0, first = self->boxes->len, at = 0;
  double width;

  for (guint i = 0; i < G_N_ELEMENTS (props); i++)
    n += *cairn_element_get_string (self->diagram, props[i]) != '\0';
  if (n == 0)
    return top;
  width = (strip.width - 2 * STRIP_PAD - (n - 1) * STRIP_GAP) / n;
  cairn_layout_add_box (self, CAIRN_BOX_BOUNDARIES, self->diagram, &strip);
  for (guint i = 0; i < G_N_ELEMENTS (props); i++)
    if (*cairn_element_get_string (self->diagram, props[i]) != '\0')
      {
        add_boundary (self, props[i], at + 1, strip.x + STRIP_PAD + at * (width + STRIP_GAP),
                      top + STRIP_PAD, width);
        at++;
      }
  for (guint i = first + 1; i < self->boxes->len; i++)
    strip.height = MAX (strip.height, g_array_index (self->boxes, CairnBox, i).rect.height);
  strip.height += 2 * STRIP_PAD;
  g_array_index (self->boxes, CairnBox, first).rect = strip;
  return top + strip.height + 14;
}

static void
add_headers (CairnLayout *self, double top)
{
  static const char *const names[CAIRN_SIPOC_COLUMNS][2] = {
    { N_ ("Suppliers"), N_ ("who gives") },   { N_ ("Inputs"), N_ ("what they give") },
    { N_ ("Process"), N_ ("4 – 7 steps") },   { N_ ("Outputs"), N_ ("what comes out") },
    { N_ ("Customers"), N_ ("who gets it") }, { N_ ("Requirements"), N_ ("how they judge it") },
  };

  for (guint c = 0; c < CAIRN_SIPOC_COLUMNS; c++)
    {
      CairnRect rect = { column_left (c), top, column_widths[c], HEADER_HEIGHT };
      CairnBox *box = cairn_layout_add_box (self, CAIRN_BOX_COLUMN_HEADER, self->diagram, &rect);

      box->column = c;
      box->text = cairn_text_measure (CAIRN_TEXT_STAGE, _ (names[c][0]), 0);
      box->detail = cairn_text_measure (CAIRN_TEXT_SMALL, _ (names[c][1]), 0);
      box->text_at = (CairnPoint){ rect.x + PAD_X, top + 5 };
      box->detail_at = (CairnPoint){ rect.x + PAD_X, top + 5 + box->text->height };
    }
}

/* "≥ 95 %  of accounts" */
char *
cairn_sipoc_dup_requirement_detail (CairnElement *requirement)
{
  gboolean at_most
    = cairn_element_get_int (requirement, CAIRN_PROP_DIRECTION) == CAIRN_DIRECTION_AT_MOST;
  double goal = cairn_element_get_number (requirement, CAIRN_PROP_GOAL);
  const char *unit = cairn_element_get_string (requirement, CAIRN_PROP_UNIT);
  const char *metric = cairn_element_get_string (requirement, CAIRN_PROP_METRIC);
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  if (isnan (goal))
    return g_strdup (metric);
  g_ascii_formatd (number, sizeof number, "%.12g", goal);
  return g_strstrip (g_strdup_printf ("%s %s%s%s  %s", at_most ? "≤" : "≥", number,
                                      *unit != '\0' ? " " : "", unit, metric));
}

double
cairn_sipoc_figure_room (CairnDocument *document, CairnElement *element)
{
  CairnElement *stage;
  gboolean shown;

  if (cairn_element_get_kind (element) == CAIRN_KIND_REQUIREMENT)
    shown = cairn_element_get_int (element, CAIRN_PROP_FIGURE) != CAIRN_FIGURE_NONE
            && cairn_document_resolve (document, element, CAIRN_PROP_STAGE) != NULL;
  else
    {
      stage = cairn_document_resolve (document, element, CAIRN_PROP_TWIN);
      shown = stage != NULL
                ? cairn_element_get_kind (stage) == CAIRN_KIND_STAGE
                : cairn_element_get_int (element, CAIRN_PROP_COLUMN) == CAIRN_COLUMN_PROCESS
                    && cairn_element_get_int (element, CAIRN_PROP_TARGET) > 0;
    }
  return shown ? cairn_text_font (CAIRN_TEXT_SMALL)->line_height : 0;
}

double
cairn_sipoc_mark_room (const CairnElement *item)
{
  guint n = (cairn_element_get_int (item, CAIRN_PROP_REACH) != CAIRN_REACH_UNSAID)
            + (cairn_element_get_int (item, CAIRN_PROP_NATURE) != CAIRN_NATURE_UNSAID);

  return n * CAIRN_SIPOC_MARK;
}

static void
measure_item (CairnSipocItem *item, CairnDocument *document, guint number)
{
  gboolean requirement = item->column == CAIRN_N_COLUMNS;
  double width = column_widths[item->column] - 2 * PAD_X
                 - (requirement ? STATUS_SPACE : cairn_sipoc_mark_room (item->element));
  const char *title = cairn_element_get_title (item->element);
  g_autofree char *numbered
    = item->column == CAIRN_COLUMN_PROCESS ? g_strdup_printf ("%u %s", number, title) : NULL;
  g_autofree char *detail
    = requirement ? cairn_sipoc_dup_requirement_detail (item->element)
                  : g_strdup (cairn_element_get_string (item->element, CAIRN_PROP_DETAIL));

  item->text = cairn_text_measure (CAIRN_TEXT_STEP, numbered != NULL ? numbered : title, width);
  if (*detail != '\0')
    item->detail = cairn_text_measure (CAIRN_TEXT_SMALL, detail, width);
  item->height = item->text->height + (item->detail != NULL ? item->detail->height : 0);
  item->height += cairn_sipoc_figure_room (document, item->element);
  item->height = MAX (ITEM_HEIGHT, item->height + 2 * PAD_Y);
}

static void
read_items (CairnSipoc *sipoc,
            CairnDocument *document,
            CairnElement *diagram,
            CairnPointerMap *index)
{
  guint n = cairn_element_get_n_children (diagram);
  guint number = 0;

  for (guint i = 0; i < n; i++)
    {
      CairnElement *child = cairn_element_get_child (diagram, i);
      CairnKind kind = cairn_element_get_kind (child);
      CairnSipocItem item = { .element = child, .column = CAIRN_N_COLUMNS };

      if (kind != CAIRN_KIND_ITEM && kind != CAIRN_KIND_REQUIREMENT)
        continue;
      if (kind == CAIRN_KIND_ITEM)
        item.column = (guint) cairn_element_get_int (child, CAIRN_PROP_COLUMN);
      number += item.column == CAIRN_COLUMN_PROCESS;
      measure_item (&item, document, number);
      cairn_pointer_map_add (index, cairn_element_get_id (child), sipoc->items->len);
      g_array_append_val (sipoc->items, item);
    }
}

static void
read_links (CairnSipoc *sipoc, CairnElement *diagram, const CairnPointerMap *index)
{
  CAIRN_FOREACH_CHILD (child, diagram, CAIRN_KIND_LINK)
    {
      CairnSipocLink link = { .element = child };

      link.from = cairn_pointer_map_get (index, cairn_element_get_string (child, CAIRN_PROP_FROM));
      link.to = cairn_pointer_map_get (index, cairn_element_get_string (child, CAIRN_PROP_TO));
      if (link.from != G_MAXUINT && link.to != G_MAXUINT && link.from != link.to)
        g_array_append_val (sipoc->links, link);
    }
}

static void
item_clear (CairnSipocItem *item)
{
  g_clear_pointer (&item->text, cairn_text_block_unref);
  g_clear_pointer (&item->detail, cairn_text_block_unref);
}

static void
add_item (CairnLayout *self, CairnDocument *document, CairnSipocItem *item)
{
  CairnRect rect = { column_left (item->column), item->y - item->height / 2,
                     column_widths[item->column], item->height };
  CairnBox *box = cairn_layout_add_box (
    self, item->column == CAIRN_N_COLUMNS ? CAIRN_BOX_REQUIREMENT : CAIRN_BOX_ITEM, item->element,
    &rect);
  double height = item->text->height + (item->detail != NULL ? item->detail->height : 0)
                  + cairn_sipoc_figure_room (document, item->element);

  box->column = item->column;
  box->text_at = (CairnPoint){ rect.x + PAD_X, item->y - height / 2 };
  box->detail_at = (CairnPoint){ box->text_at.x, box->text_at.y + item->text->height };
  box->text = g_steal_pointer (&item->text);
  box->detail = g_steal_pointer (&item->detail);
}

/* Reading order: column by column, each from the top. */
static void
add_items (CairnLayout *self, CairnDocument *document, CairnSipoc *sipoc)
{
  for (guint c = 0; c < CAIRN_SIPOC_COLUMNS; c++)
    for (guint i = 0; i < sipoc->items->len; i++)
      {
        CairnSipocItem *item = &g_array_index (sipoc->items, CairnSipocItem, i);

        if (item->column == c)
          add_item (self, document, item);
      }
}

/* A piece that leaves @points[-1] and arrives at @to horizontally. */
static CairnPoint *
add_curve (CairnPoint *points, CairnPoint to)
{
  CairnPoint from = points[-1];
  double reach = (to.x - from.x) / 2;

  *points++ = (CairnPoint){ from.x + reach, from.y };
  *points++ = (CairnPoint){ to.x - reach, to.y };
  *points++ = to;
  return points;
}

/* From the right side of the left end to the left side of the right one, straight across the
 * columns between. Two items of one column, which only a damaged file links, get a bow at their
 * right. */
static guint
trace (const CairnSipoc *sipoc, const CairnSipocLink *link, CairnPoint *points)
{
  const CairnSipocItem *from = &g_array_index (sipoc->items, CairnSipocItem, link->from);
  const CairnSipocItem *to = &g_array_index (sipoc->items, CairnSipocItem, link->to);
  const CairnSipocItem *a = from->column <= to->column ? from : to, *b = a == from ? to : from;
  CairnPoint *next = points;
  double right = column_left (a->column) + column_widths[a->column];

  *next++ = (CairnPoint){ right, a->y };
  if (a->column == b->column)
    {
      *next++ = (CairnPoint){ right + COLUMN_GAP / 2, a->y };
      *next++ = (CairnPoint){ right + COLUMN_GAP / 2, b->y };
      *next++ = (CairnPoint){ right, b->y };
      return (guint) (next - points);
    }
  for (guint c = a->column + 1; c < b->column; c++)
    {
      next = add_curve (next, (CairnPoint){ column_left (c), link->y[c] });
      next = add_curve (next, (CairnPoint){ column_left (c) + column_widths[c], link->y[c] });
    }
  next = add_curve (next, (CairnPoint){ column_left (b->column), b->y });
  if (a != from)
    for (CairnPoint *p = points, *q = next - 1; p < q; p++, q--)
      {
        CairnPoint swap = *p;

        *p = *q;
        *q = swap;
      }
  return (guint) (next - points);
}

static void
add_links (CairnLayout *self, const CairnSipoc *sipoc)
{
  CairnPoint *points
    = g_new (CairnPoint, sipoc->links->len * (1 + 3 * (2 * CAIRN_SIPOC_COLUMNS - 1)));

  self->points = points;
  g_array_set_size (self->routes, sipoc->links->len);
  for (guint i = 0; i < sipoc->links->len; i++)
    {
      const CairnSipocLink *link = &g_array_index (sipoc->links, CairnSipocLink, i);
      CairnRoute *route = &g_array_index (self->routes, CairnRoute, i);

      route->element = link->element;
      route->curved = TRUE;
      route->points = points;
      route->n_points = trace (sipoc, link, points);
      points += route->n_points;
    }
}

static void
set_extents (CairnLayout *self, const CairnSipoc *sipoc, double headers, double top, double right)
{
  double bottom = top + ITEM_HEIGHT;

  for (guint i = 0; i < sipoc->items->len; i++)
    {
      const CairnSipocItem *item = &g_array_index (sipoc->items, CairnSipocItem, i);

      bottom = MAX (bottom, item->y + item->height / 2);
    }
  for (guint i = 0; i < sipoc->links->len; i++)
    for (guint c = 0; c < CAIRN_SIPOC_COLUMNS; c++)
      bottom = MAX (bottom, g_array_index (sipoc->links, CairnSipocLink, i).y[c]);
  self->n_stages = CAIRN_SIPOC_COLUMNS;
  self->stages = g_new0 (CairnBand, CAIRN_SIPOC_COLUMNS);
  for (guint c = 0; c < CAIRN_SIPOC_COLUMNS; c++)
    self->stages[c] = (CairnBand){ NULL, column_left (c), column_left (c) + column_widths[c] };
  self->grid = (CairnRect){ CAIRN_LAYOUT_MARGIN, headers, right - CAIRN_LAYOUT_MARGIN,
                            bottom + CAIRN_LAYOUT_MARGIN - headers };
  self->top_headers
    = (CairnRect){ CAIRN_LAYOUT_MARGIN, headers, right - CAIRN_LAYOUT_MARGIN, HEADER_HEIGHT };
  self->width = MAX (self->width, right + CAIRN_LAYOUT_MARGIN);
  self->height = bottom + CAIRN_LAYOUT_MARGIN;
}

CairnLayout *
cairn_sipoc_layout (CairnDocument *document, CairnElement *diagram)
{
  g_autoptr (GArray) items = g_array_new (FALSE, FALSE, sizeof (CairnSipocItem));
  g_autoptr (GArray) links = g_array_new (FALSE, FALSE, sizeof (CairnSipocLink));
  CairnSipoc sipoc = { items, links };
  CairnPointerMap index;
  CairnLayout *self;
  double right = column_left (CAIRN_SIPOC_COLUMNS) - COLUMN_GAP, headers, top;

  g_array_set_clear_func (items, (GDestroyNotify) item_clear);
  cairn_pointer_map_init (&index, cairn_element_get_n_children (diagram));
  read_items (&sipoc, document, diagram, &index);
  read_links (&sipoc, diagram, &index);
  cairn_pointer_map_clear (&index);

  self = cairn_layout_alloc (diagram, items->len + 16, links->len);
  headers = cairn_layout_add_title (self, document);
  headers = add_boundaries (self, headers, right);
  top = headers + HEADER_HEIGHT + CAIRN_SIPOC_ROW_GAP;
  cairn_sipoc_place (&sipoc, top);
  set_extents (self, &sipoc, headers, top, right);
  add_headers (self, headers);
  add_items (self, document, &sipoc);
  add_links (self, &sipoc);
  cairn_layout_seal (self);
  return self;
}
