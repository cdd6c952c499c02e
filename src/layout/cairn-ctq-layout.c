/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-layout"

/* Three columns: needs, drivers, measures. Whatever has branches stands at the middle of them, and
 * what has none takes the next free place: the user's order is kept and no branch crosses another.
 */

#include "layout/cairn-layout-private.h"

#include "layout/cairn-sipoc.h"

#include <glib/gi18n-lib.h>

#define N_LEVELS 3
#define COLUMN_WIDTH 230.0
#define COLUMN_GAP 64.0
#define ROW_GAP 14.0
#define NEED_GAP 10.0 /* more, between two needs */
#define HEADER_HEIGHT 40.0
#define PAD_X 12.0
#define PAD_Y 8.0
#define STATUS_SPACE 26.0 /* at the right of a measure */
#define LEAST_HEIGHT 46.0

typedef struct
{
  CairnElement *element;
  guint level;
  guint parent; /* G_MAXUINT: none */
  CairnTextBlock *text, *detail;
  double height;
  double y; /* of its middle */
} Twig;

typedef struct
{
  CairnDocument *document;
  GArray *twigs; /* of Twig; what holds others comes before them */
  double bottom; /* of what has been placed */
} Tree;

static double
column_left (guint level)
{
  return CAIRN_LAYOUT_MARGIN + level * (COLUMN_WIDTH + COLUMN_GAP);
}

static void
twig_clear (Twig *twig)
{
  g_clear_pointer (&twig->text, cairn_text_block_unref);
  g_clear_pointer (&twig->detail, cairn_text_block_unref);
}

static void
measure_twig (Tree *tree, Twig *twig)
{
  gboolean measure = cairn_element_get_kind (twig->element) == CAIRN_KIND_MEASURE;
  CairnElement *requirement
    = measure ? cairn_document_resolve (tree->document, twig->element, CAIRN_PROP_REQUIREMENT)
              : NULL;
  double width = COLUMN_WIDTH - 2 * PAD_X - (measure ? STATUS_SPACE : 0);
  const char *title = cairn_element_get_title (twig->element);

  if (*title == '\0' && requirement != NULL)
    title = cairn_element_get_title (requirement);
  twig->text = cairn_text_measure (CAIRN_TEXT_STEP, title, width);
  twig->height = twig->text->height;
  if (requirement != NULL)
    {
      g_autofree char *detail = cairn_sipoc_dup_requirement_detail (requirement);

      if (*detail != '\0')
        twig->detail = cairn_text_measure (CAIRN_TEXT_SMALL, detail, width);
      twig->height += twig->detail != NULL ? twig->detail->height : 0;
      twig->height += cairn_sipoc_figure_room (tree->document, requirement);
    }
  twig->height = MAX (LEAST_HEIGHT, twig->height + 2 * PAD_Y);
}

/* Where what holds others is higher than all of them together, it and they move down a little. */
static void
push_down (Tree *tree, guint from, double top)
{
  double least = 0;

  for (guint i = from; i < tree->twigs->len; i++)
    {
      const Twig *twig = &g_array_index (tree->twigs, Twig, i);

      least = MAX (least, top - (twig->y - twig->height / 2));
    }
  for (guint i = from; i < tree->twigs->len; i++)
    g_array_index (tree->twigs, Twig, i).y += least;
  tree->bottom += least;
}

static const CairnKind child_kinds[N_LEVELS + 1]
  = { CAIRN_KIND_NEED, CAIRN_KIND_DRIVER, CAIRN_KIND_MEASURE, CAIRN_N_KINDS };

/* Notes @element and all below it, and finds their places; returns its place in the array. */
static guint
place_twig (Tree *tree, CairnElement *element, guint level, guint parent)
{
  Twig twig = { .element = element, .level = level, .parent = parent };
  guint at = tree->twigs->len;
  guint first = G_MAXUINT, last = 0;
  double top = tree->bottom;
  double half;

  measure_twig (tree, &twig);
  half = twig.height / 2;
  g_array_append_val (tree->twigs, twig);
  if (level + 1 < N_LEVELS)
    CAIRN_FOREACH_CHILD (child, element, child_kinds[level + 1])
      {
        last = place_twig (tree, child, level + 1, at);
        first = MIN (first, last);
      }
  if (first == G_MAXUINT)
    g_array_index (tree->twigs, Twig, at).y = top + half;
  else
    g_array_index (tree->twigs, Twig, at).y
      = (g_array_index (tree->twigs, Twig, first).y + g_array_index (tree->twigs, Twig, last).y)
        / 2;
  tree->bottom = MAX (tree->bottom, g_array_index (tree->twigs, Twig, at).y + half + ROW_GAP);
  push_down (tree, at, top);
  return at;
}

static void
place_needs (Tree *tree, CairnElement *ctq)
{
  CAIRN_FOREACH_CHILD (need, ctq, CAIRN_KIND_NEED)
    {
      place_twig (tree, need, 0, G_MAXUINT);
      tree->bottom += NEED_GAP;
    }
}

static void
add_headers (CairnLayout *self, double top)
{
  static const char *const names[N_LEVELS][2] = {
    { N_ ("Needs"), N_ ("what the customer wants") },
    { N_ ("Drivers"), N_ ("what makes it good") },
    { N_ ("Measures"), N_ ("how it is judged") },
  };

  for (guint i = 0; i < N_LEVELS; i++)
    {
      CairnRect rect = { column_left (i), top, COLUMN_WIDTH, HEADER_HEIGHT };
      CairnBox *box = cairn_layout_add_box (self, CAIRN_BOX_COLUMN_HEADER, self->diagram, &rect);

      box->column = i;
      box->text = cairn_text_measure (CAIRN_TEXT_STAGE, _ (names[i][0]), 0);
      box->detail = cairn_text_measure (CAIRN_TEXT_SMALL, _ (names[i][1]), 0);
      box->text_at = (CairnPoint){ rect.x + PAD_X, top + 5 };
      box->detail_at = (CairnPoint){ rect.x + PAD_X, top + 5 + box->text->height };
    }
}

static void
add_twig (CairnLayout *self, Tree *tree, Twig *twig)
{
  CairnRect rect
    = { column_left (twig->level), twig->y - twig->height / 2, COLUMN_WIDTH, twig->height };
  CairnBox *box = cairn_layout_add_box (self, CAIRN_BOX_ITEM, twig->element, &rect);

  box->column = twig->level;
  box->text_at = (CairnPoint){ rect.x + PAD_X, rect.y + PAD_Y };
  if (twig->detail == NULL)
    box->text_at.y = rect.y + (rect.height - twig->text->height) / 2;
  box->detail_at = (CairnPoint){ box->text_at.x, box->text_at.y + twig->text->height };
  box->text = g_steal_pointer (&twig->text);
  box->detail = g_steal_pointer (&twig->detail);
}

/* From the right side of what holds it to its left side. */
static void
add_branches (CairnLayout *self, const Tree *tree)
{
  CairnPoint *points = g_new (CairnPoint, 4 * MAX (tree->twigs->len, 1));

  self->points = points;
  for (guint i = 0; i < tree->twigs->len; i++)
    {
      const Twig *twig = &g_array_index (tree->twigs, Twig, i);
      CairnRoute route = { .element = twig->element, .curved = TRUE, .n_points = 4 };
      double right, left;

      if (twig->parent == G_MAXUINT)
        continue;
      left = column_left (twig->level);
      right = left - COLUMN_GAP;
      points[0] = (CairnPoint){ right, g_array_index (tree->twigs, Twig, twig->parent).y };
      points[1] = (CairnPoint){ (left + right) / 2, points[0].y };
      points[2] = (CairnPoint){ (left + right) / 2, twig->y };
      points[3] = (CairnPoint){ left, twig->y };
      route.points = points;
      points += 4;
      g_array_append_val (self->routes, route);
    }
}

CairnLayout *
cairn_ctq_layout (CairnDocument *document, CairnElement *ctq)
{
  g_autoptr (GArray) twigs = g_array_new (FALSE, FALSE, sizeof (Twig));
  Tree tree = { document, twigs, 0 };
  CairnLayout *self = cairn_layout_alloc (ctq, 32, 32);
  double headers = cairn_layout_add_title (self, document);
  double right = column_left (N_LEVELS) - COLUMN_GAP;

  g_array_set_clear_func (twigs, (GDestroyNotify) twig_clear);
  tree.bottom = headers + HEADER_HEIGHT + ROW_GAP;
  place_needs (&tree, ctq);
  add_headers (self, headers);
  for (guint i = 0; i < twigs->len; i++)
    add_twig (self, &tree, &g_array_index (twigs, Twig, i));
  add_branches (self, &tree);
  self->top_headers
    = (CairnRect){ CAIRN_LAYOUT_MARGIN, headers, right - CAIRN_LAYOUT_MARGIN, HEADER_HEIGHT };
  self->width = MAX (self->width, right + CAIRN_LAYOUT_MARGIN);
  self->height
    = MAX (tree.bottom, headers + HEADER_HEIGHT + ROW_GAP + LEAST_HEIGHT) + CAIRN_LAYOUT_MARGIN;
  cairn_layout_seal (self);
  return self;
}
