/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/cairn-scene-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* One step of a swimlane: its shape, its sign, its title and the row of badges below. */

#define RADIUS 7
#define DISC 24       /* diameter of the sign's disc */
#define DISC_LEFT 11  /* from the edge */
#define INSET 9       /* of the badges from the edge */
#define ROW_HEIGHT 16 /* badges */
#define ROW_BOTTOM 5  /* from the lower edge */
#define BADGE_GAP 5
#define TWO_LINES 32 /* the disc stands beside the first two */
#define FOLD 10      /* of a note's corner */
#define STRIPE 5     /* of a step's colour */
/* Control points at this share of the radius turn a curve into a quarter of a circle. */
#define CIRCLE 0.5522847498

struct _CairnStepDrawing
{
  CairnLayer *layer;
  const CairnTheme *theme;
  GHashTable *tasks;   /* interned id of a playbook → number of its tasks */
  GHashTable *numbers; /* number → text block, shared by all steps that show it */
  GHashTable *efforts;
  const CairnTextBlock *automatic;
};

CairnStepDrawing *
cairn_step_drawing_new (CairnLayer *layer, const CairnTheme *theme, const CairnElement *diagram)
{
  CairnStepDrawing *self = g_new0 (CairnStepDrawing, 1);
  CairnElement *journey = cairn_element_ancestor (diagram, CAIRN_KIND_JOURNEY);

  self->layer = layer;
  self->theme = theme;
  self->tasks = g_hash_table_new (NULL, NULL);
  self->numbers = g_hash_table_new (NULL, NULL);
  self->efforts = g_hash_table_new (NULL, NULL);
  /* translators: on a step that a machine does; very short */
  self->automatic = cairn_layer_measure (layer, CAIRN_TEXT_SMALL, _ ("auto"));
  if (journey != NULL)
    CAIRN_FOREACH_CHILD (playbook, journey, CAIRN_KIND_PLAYBOOK)
      g_hash_table_insert (self->tasks, (gpointer) cairn_element_get_id (playbook),
                           GUINT_TO_POINTER (cairn_element_count (playbook, CAIRN_KIND_TASK)));
  return self;
}

void
cairn_step_drawing_free (CairnStepDrawing *self)
{
  g_clear_pointer (&self->tasks, g_hash_table_unref);
  g_clear_pointer (&self->numbers, g_hash_table_unref);
  g_clear_pointer (&self->efforts, g_hash_table_unref);
  g_free (self);
}

static const CairnTextBlock *
number_block (CairnStepDrawing *self, guint number)
{
  const CairnTextBlock *block = g_hash_table_lookup (self->numbers, GUINT_TO_POINTER (number + 1));

  if (block == NULL)
    {
      g_autofree char *text = g_strdup_printf ("%u", number);

      block = cairn_layer_measure (self->layer, CAIRN_TEXT_SMALL_STRONG, text);
      g_hash_table_insert (self->numbers, GUINT_TO_POINTER (number + 1), (gpointer) block);
    }
  return block;
}

static const CairnTextBlock *
effort_block (CairnStepDrawing *self, guint minutes)
{
  const CairnTextBlock *block = g_hash_table_lookup (self->efforts, GUINT_TO_POINTER (minutes));

  if (block == NULL)
    {
      /* translators: effort of a step in minutes */
      g_autofree char *text = g_strdup_printf (_ ("%u min"), minutes);

      block = cairn_layer_measure (self->layer, CAIRN_TEXT_SMALL, text);
      g_hash_table_insert (self->efforts, GUINT_TO_POINTER (minutes), (gpointer) block);
    }
  return block;
}

static void
add_hexagon (CairnStepDrawing *self, const CairnRect *r)
{
  double in = CAIRN_DECISION_CHAMFER (r->height);
  double middle = r->y + r->height / 2;
  const CairnPoint points[] = {
    { r->x + in, r->y },
    { r->x + r->width - in, r->y },
    { r->x + r->width, middle },
    { r->x + r->width - in, r->y + r->height },
    { r->x + in, r->y + r->height },
    { r->x, middle },
  };

  cairn_layer_polygon (self->layer, points, G_N_ELEMENTS (points), self->theme->decision,
                       self->theme->flow, 1.4);
}

static void
add_note (CairnStepDrawing *self, const CairnRect *r)
{
  double right = r->x + r->width;
  const CairnPoint sheet[] = {
    { r->x, r->y },
    { right - FOLD, r->y },
    { right, r->y + FOLD },
    { right, r->y + r->height },
    { r->x, r->y + r->height },
  };
  const CairnPoint fold[]
    = { { right - FOLD, r->y }, { right, r->y + FOLD }, { right - FOLD, r->y + FOLD } };

  cairn_layer_polygon (self->layer, sheet, G_N_ELEMENTS (sheet), self->theme->note,
                       self->theme->note_border, 1);
  cairn_layer_polygon (self->layer, fold, G_N_ELEMENTS (fold), self->theme->note_border,
                       CAIRN_COLOR_NONE, 0)
    ->detail
    = TRUE;
}

static void
add_shape (CairnStepDrawing *self, CairnStepKind kind, const CairnRect *r)
{
  const CairnTheme *theme = self->theme;

  switch (kind)
    {
    case CAIRN_STEP_DECISION:
      add_hexagon (self, r);
      return;
    case CAIRN_STEP_NOTE:
      add_note (self, r);
      return;
    case CAIRN_STEP_START:
      cairn_layer_rect (self->layer, *r, r->height / 2, theme->step, theme->flow, 1.4);
      return;
    case CAIRN_STEP_END:
      cairn_layer_rect (self->layer, *r, r->height / 2, theme->step, theme->flow, 2.6);
      return;
    case CAIRN_STEP_TOUCHPOINT:
    case CAIRN_STEP_TASK:
    case CAIRN_STEP_WAIT:
    default:
      cairn_layer_rect (self->layer, *r, RADIUS, theme->step, theme->step_border, 1)->dash
        = kind == CAIRN_STEP_WAIT ? 3 : 0;
    }
}

/* Boxes have a sign and a row of badges; on the other shapes badges sit on the lower edge. */
static gboolean
has_row (CairnStepKind kind)
{
  return kind == CAIRN_STEP_TOUCHPOINT || kind == CAIRN_STEP_TASK || kind == CAIRN_STEP_WAIT;
}

/* The outline's left edge, as wide as the stripe: below a straight line at its inner side. */
static void
add_round_stripe (CairnStepDrawing *self, const CairnRect *r, double radius, CairnColor color)
{
  static const guint8 ops[]
    = { CAIRN_PATH_MOVE, CAIRN_PATH_LINE,  CAIRN_PATH_CURVE, CAIRN_PATH_LINE,  CAIRN_PATH_CURVE,
        CAIRN_PATH_LINE, CAIRN_PATH_CURVE, CAIRN_PATH_LINE,  CAIRN_PATH_CURVE, CAIRN_PATH_CLOSE };
  double k = radius * (1 - CIRCLE), bottom = r->y + r->height, x = r->x + radius;
  /* Down the outer edge, and up again, moved in by the width of the stripe. */
  const CairnPoint points[] = {
    { x + STRIPE, r->y },
    { x, r->y },
    { r->x + k, r->y },
    { r->x, r->y + k },
    { r->x, r->y + radius },
    { r->x, bottom - radius },
    { r->x, bottom - k },
    { r->x + k, bottom },
    { x, bottom },
    { x + STRIPE, bottom },
    { r->x + k + STRIPE, bottom },
    { r->x + STRIPE, bottom - k },
    { r->x + STRIPE, bottom - radius },
    { r->x + STRIPE, r->y + radius },
    { r->x + STRIPE, r->y + k },
    { r->x + k + STRIPE, r->y },
    { x + STRIPE, r->y },
  };
  CairnPoint *kept = cairn_layer_alloc (self->layer, sizeof points);

  memcpy (kept, points, sizeof points);
  cairn_layer_path (self->layer, ops, G_N_ELEMENTS (ops), kept, color, CAIRN_COLOR_NONE, 0);
}

/* The step's colour: a stripe along its left edge. */
static void
add_stripe (CairnStepDrawing *self, const CairnElement *step, const CairnRect *r)
{
  CairnStepKind kind = (CairnStepKind) cairn_element_get_int (step, CAIRN_PROP_KIND);
  CairnColour colour = (CairnColour) cairn_element_get_int (step, CAIRN_PROP_COLOUR);
  CairnColor color = self->theme->colour[colour];
  double in = CAIRN_DECISION_CHAMFER (r->height);
  const CairnPoint edge[] = {
    { r->x + in, r->y },
    { r->x + in + STRIPE, r->y },
    { r->x + STRIPE, r->y + r->height / 2 },
    { r->x + in + STRIPE, r->y + r->height },
    { r->x + in, r->y + r->height },
    { r->x, r->y + r->height / 2 },
  };

  if (colour == CAIRN_COLOUR_NONE)
    return;
  if (kind == CAIRN_STEP_DECISION)
    cairn_layer_polygon (self->layer, edge, G_N_ELEMENTS (edge), color, CAIRN_COLOR_NONE, 0);
  else if (kind == CAIRN_STEP_NOTE)
    cairn_layer_rect (self->layer, (CairnRect){ r->x, r->y, STRIPE, r->height }, 0, color,
                      CAIRN_COLOR_NONE, 0);
  else
    add_round_stripe (self, r, has_row (kind) ? RADIUS : r->height / 2, color);
}

/* A badge is a pill with a sign and a text; returns its width. */
static double
add_badge (CairnStepDrawing *self,
           double x,
           double y,
           CairnPart part,
           CairnGlyph glyph,
           const CairnTextBlock *text,
           CairnColor fill,
           CairnColor ink)
{
  double width = text != NULL ? 20 + text->width + 6 : ROW_HEIGHT + 2;
  CairnRect pill = { x, y, width, ROW_HEIGHT };
  double sign = text != NULL ? x + 11 : x + width / 2;
  guint first = self->layer->n_prims;

  cairn_layer_rect (self->layer, pill, ROW_HEIGHT / 2.0, fill, CAIRN_COLOR_NONE, 0);
  cairn_layer_glyph (self->layer, glyph, sign, y + ROW_HEIGHT / 2.0, ink, 1.2);
  if (text != NULL)
    cairn_layer_text (self->layer, text, x + 20, y + (ROW_HEIGHT - text->height) / 2,
                      CAIRN_ANCHOR_START, ink);
  for (guint i = first; i < self->layer->n_prims; i++)
    self->layer->prims[i].part = part;
  return width;
}

static gboolean
count_tasks (CairnStepDrawing *self, const CairnElement *step, guint *n_tasks)
{
  gboolean any = FALSE;

  *n_tasks = 0;
  CAIRN_FOREACH_CHILD (attachment, step, CAIRN_KIND_ATTACHMENT)
    {
      const char *id = cairn_element_get_string (attachment, CAIRN_PROP_PLAYBOOK);

      any = TRUE;
      *n_tasks += GPOINTER_TO_UINT (g_hash_table_lookup (self->tasks, id));
    }
  return any;
}

static gboolean
has_text (const CairnElement *step, CairnProp prop)
{
  return *cairn_element_get_string (step, prop) != '\0';
}

/* Where @step leads: into another diagram, to a web page. Returns how wide that is. */
static double
add_links (CairnStepDrawing *self, const CairnElement *step, double x, double y)
{
  const CairnTheme *theme = self->theme;
  double from = x;

  if (has_text (step, CAIRN_PROP_DRILLS_INTO))
    x += BADGE_GAP
         + add_badge (self, x, y, CAIRN_PART_BADGE_DIAGRAM, CAIRN_GLYPH_DRILL, NULL,
                      theme->icon_disc, theme->icon);
  if (has_text (step, CAIRN_PROP_URL))
    x += BADGE_GAP
         + add_badge (self, x, y, CAIRN_PART_BADGE_WEB, CAIRN_GLYPH_WEB, NULL, theme->icon_disc,
                      theme->icon);
  return x - from;
}

/* Whether the badges leave no room for @text beside them, the gear without its word. */
static gboolean
is_full (const CairnElement *step, const CairnRect *r, const CairnTextBlock *text)
{
  double badges = (cairn_element_first (step, CAIRN_KIND_ATTACHMENT) != NULL ? 2 * ROW_HEIGHT : 0)
                  + (has_text (step, CAIRN_PROP_DRILLS_INTO) ? ROW_HEIGHT + 2 + BADGE_GAP : 0)
                  + (has_text (step, CAIRN_PROP_URL) ? ROW_HEIGHT + 2 + BADGE_GAP : 0)
                  + (cairn_element_get_int (step, CAIRN_PROP_AUTOMATED) ? ROW_HEIGHT + 2 : 0);

  return 2 * INSET + badges + 2 * BADGE_GAP + text->width > r->width;
}

static void
add_row (CairnStepDrawing *self, const CairnElement *step, const CairnRect *r, gboolean inside)
{
  const CairnTheme *theme = self->theme;
  guint effort = (guint) cairn_element_get_int (step, CAIRN_PROP_EFFORT);
  double y = r->y + r->height - (inside ? ROW_BOTTOM + ROW_HEIGHT : ROW_HEIGHT / 2);
  double x = r->x + INSET;
  double right = r->x + r->width - INSET;
  guint n_tasks;

  if (effort > 0 && inside && !is_full (step, r, effort_block (self, effort)))
    {
      const CairnTextBlock *text = effort_block (self, effort);

      cairn_layer_text (self->layer, text, right, y + (ROW_HEIGHT - text->height) / 2,
                        CAIRN_ANCHOR_END, theme->ink_soft);
      right -= text->width + BADGE_GAP;
    }
  if (count_tasks (self, step, &n_tasks))
    x += BADGE_GAP
         + add_badge (self, x, y, CAIRN_PART_BADGE_PLAYBOOK, CAIRN_GLYPH_PLAYBOOK,
                      number_block (self, n_tasks), theme->playbook, theme->playbook_ink);
  x += add_links (self, step, x, y);
  if (cairn_element_get_int (step, CAIRN_PROP_AUTOMATED))
    {
      /* Where there is no room for the word the gear says it. */
      gboolean word = x + 26 + self->automatic->width <= right;

      add_badge (self, x, y, CAIRN_PART_BADGE_AUTO, CAIRN_GLYPH_GEAR, word ? self->automatic : NULL,
                 theme->automated, theme->automated_ink);
    }
}

void
cairn_step_drawing_add (CairnStepDrawing *self, const CairnBox *box)
{
  const CairnElement *step = box->element;
  CairnStepKind kind = (CairnStepKind) cairn_element_get_int (step, CAIRN_PROP_KIND);
  CairnChannel channel = (CairnChannel) cairn_element_get_int (step, CAIRN_PROP_CHANNEL);
  const CairnRect *r = &box->rect;

  cairn_layer_begin (self->layer, cairn_element_get_id (step), box->element,
                     kind == CAIRN_STEP_NOTE ? "note" : "step", NULL);
  add_shape (self, kind, r);
  add_stripe (self, step, r);
  if (has_row (kind))
    {
      double beside = box->text != NULL ? MIN (box->text->height, TWO_LINES) / 2 : DISC / 2.0;
      CairnRect disc = { r->x + DISC_LEFT, box->text_at.y + beside - DISC / 2.0, DISC, DISC };

      cairn_layer_ellipse (self->layer, disc, self->theme->icon_disc, CAIRN_COLOR_NONE, 0)->detail
        = TRUE;
      cairn_layer_glyph (self->layer, cairn_glyph_for_step (kind, channel), disc.x + DISC / 2.0,
                         disc.y + DISC / 2.0, self->theme->icon, 1.3);
    }
  cairn_layer_box_text (self->layer, box, self->theme->ink);
  add_row (self, step, r, has_row (kind));
  cairn_layer_marks (self->layer, self->theme, step, r);
  cairn_layer_end (self->layer);
}
