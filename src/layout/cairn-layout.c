/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-layout"

#include "layout/cairn-layout-private.h"

#include <glib/gi18n-lib.h>

#define FIRST_ROUTE (1u << 31)

CairnLayout *
cairn_layout_new (CairnDocument *document, CairnElement *diagram)
{
  g_return_val_if_fail (CAIRN_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (diagram != NULL, NULL);
  g_return_val_if_fail (cairn_kind_is_diagram (cairn_element_get_kind (diagram)), NULL);

  if (cairn_element_get_kind (diagram) == CAIRN_KIND_SWIMLANE)
    return cairn_swimlane_layout (document, diagram);
  if (cairn_element_get_kind (diagram) == CAIRN_KIND_CTQ)
    return cairn_ctq_layout (document, diagram);
  return cairn_sipoc_layout (document, diagram);
}

CairnLayout *
cairn_layout_ref (CairnLayout *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->refs);
  return self;
}

static void
free_boxes (CairnLayout *self)
{
  for (guint i = 0; i < self->boxes->len; i++)
    {
      CairnBox *box = &g_array_index (self->boxes, CairnBox, i);

      cairn_element_unref (box->element);
      g_clear_pointer (&box->text, cairn_text_block_unref);
      g_clear_pointer (&box->detail, cairn_text_block_unref);
    }
  g_array_unref (self->boxes);
}

static void
free_routes (CairnLayout *self)
{
  for (guint i = 0; i < self->routes->len; i++)
    {
      CairnRoute *route = &g_array_index (self->routes, CairnRoute, i);

      cairn_element_unref (route->element);
      g_clear_pointer (&route->label, cairn_text_block_unref);
    }
  g_array_unref (self->routes);
}

void
cairn_layout_unref (CairnLayout *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  free_boxes (self);
  free_routes (self);
  cairn_element_unref (self->diagram);
  cairn_pointer_map_clear (&self->by_id);
  g_free (self->points);
  g_free (self->lanes);
  g_free (self->stages);
  g_free (self);
}

CairnLayout *
cairn_layout_alloc (CairnElement *diagram, guint n_boxes, guint n_routes)
{
  CairnLayout *self = g_new0 (CairnLayout, 1);

  g_atomic_ref_count_init (&self->refs);
  self->diagram = cairn_element_ref (diagram);
  self->boxes = g_array_sized_new (FALSE, TRUE, sizeof (CairnBox), n_boxes);
  self->routes = g_array_sized_new (FALSE, TRUE, sizeof (CairnRoute), n_routes);
  return self;
}

CairnBox *
cairn_layout_add_box (CairnLayout *self,
                      CairnBoxRole role,
                      CairnElement *element,
                      const CairnRect *rect)
{
  CairnBox *box;

  g_array_set_size (self->boxes, self->boxes->len + 1);
  box = &g_array_index (self->boxes, CairnBox, self->boxes->len - 1);
  box->role = role;
  box->element = cairn_element_ref (element);
  box->rect = *rect;
  return box;
}

/* "Segment: Enterprise · Owner: Head of Onboarding · Review by 15 Jan 2027" */
static char *
subtitle_text (CairnElement *diagram)
{
  GString *text = g_string_new (NULL);
  CairnElement *segment = cairn_element_ancestor (diagram, CAIRN_KIND_SEGMENT);
  static const CairnProp props[] = { CAIRN_PROP_OWNER, CAIRN_PROP_REVIEW };

  if (segment != NULL && *cairn_element_get_title (segment) != '\0')
    g_string_append_printf (text, _ ("Segment: %s"), cairn_element_get_title (segment));
  for (guint i = 0; i < G_N_ELEMENTS (props); i++)
    if (cairn_element_has (diagram, props[i])
        && *cairn_element_get_string (diagram, props[i]) != '\0')
      {
        if (text->len > 0)
          g_string_append (text, " · ");
        g_string_append_printf (text, i == 0 ? _ ("Owner: %s") : _ ("Review by: %s"),
                                cairn_element_get_string (diagram, props[i]));
      }
  return g_string_free (text, FALSE);
}

static double
add_text_box (
  CairnLayout *self, CairnBoxRole role, CairnTextStyle style, const char *text, double y)
{
  g_autoptr (CairnTextBlock) block = cairn_text_measure (style, text, 0);
  CairnRect rect = { CAIRN_LAYOUT_MARGIN, y, block->width, block->height };
  CairnBox *box = cairn_layout_add_box (self, role, self->diagram, &rect);

  box->text_at = (CairnPoint){ rect.x, rect.y };
  box->text = g_steal_pointer (&block);
  return y + rect.height;
}

double
cairn_layout_add_title (CairnLayout *self, CairnDocument *document)
{
  g_autofree char *subtitle = subtitle_text (self->diagram);
  double y = CAIRN_LAYOUT_MARGIN;

  y = add_text_box (self, CAIRN_BOX_TITLE, CAIRN_TEXT_TITLE,
                    cairn_element_get_title (self->diagram), y);
  y = add_text_box (self, CAIRN_BOX_SUBTITLE, CAIRN_TEXT_SUBTITLE, subtitle, y + 2);
  for (guint i = 0; i < self->boxes->len; i++)
    {
      const CairnBox *box = &g_array_index (self->boxes, CairnBox, i);

      self->width = MAX (self->width, box->rect.x + box->rect.width + CAIRN_LAYOUT_MARGIN);
    }
  return y + CAIRN_LAYOUT_TITLE_GAP;
}

void
cairn_layout_centre_text (CairnBox *box, CairnTextBlock *text)
{
  box->text = text;
  box->centred = TRUE;
  box->text_at.x = box->rect.x + (box->rect.width - text->width) / 2;
  box->text_at.y = box->rect.y + (box->rect.height - text->height) / 2;
}

void
cairn_layout_hide (CairnLayout *self, CairnElement *element, gboolean route, guint index)
{
  CairnLayoutHidden hidden = { element, route, index };

  if (self->hidden == NULL)
    self->hidden = g_array_new (FALSE, FALSE, sizeof (CairnLayoutHidden));
  g_array_append_val (self->hidden, hidden);
}

static void
index_hidden (CairnLayout *self)
{
  for (guint i = 0; i < self->hidden->len; i++)
    {
      const CairnLayoutHidden *hidden = &g_array_index (self->hidden, CairnLayoutHidden, i);

      cairn_pointer_map_add (&self->by_id, cairn_element_get_id (hidden->element),
                             hidden->index + (hidden->route ? FIRST_ROUTE : 0));
    }
  g_clear_pointer (&self->hidden, g_array_unref);
}

void
cairn_layout_seal (CairnLayout *self)
{
  cairn_pointer_map_init (&self->by_id, self->boxes->len + self->routes->len
                                          + (self->hidden != NULL ? self->hidden->len : 0));
  for (guint i = 0; i < self->boxes->len; i++)
    cairn_pointer_map_add (
      &self->by_id, cairn_element_get_id (g_array_index (self->boxes, CairnBox, i).element), i);
  for (guint i = 0; i < self->routes->len; i++)
    {
      CairnRoute *route = &g_array_index (self->routes, CairnRoute, i);

      cairn_element_ref (route->element);
      cairn_pointer_map_add (&self->by_id, cairn_element_get_id (route->element), i + FIRST_ROUTE);
    }
  if (self->hidden != NULL)
    index_hidden (self);
}

CairnElement *
cairn_layout_get_diagram (const CairnLayout *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->diagram;
}

double
cairn_layout_get_width (const CairnLayout *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->width;
}

double
cairn_layout_get_height (const CairnLayout *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->height;
}

const CairnBox *
cairn_layout_get_boxes (const CairnLayout *self, guint *n_boxes)
{
  g_return_val_if_fail (self != NULL && n_boxes != NULL, NULL);

  *n_boxes = self->boxes->len;
  return (const CairnBox *) (gconstpointer) self->boxes->data;
}

const CairnRoute *
cairn_layout_get_routes (const CairnLayout *self, guint *n_routes)
{
  g_return_val_if_fail (self != NULL && n_routes != NULL, NULL);

  *n_routes = self->routes->len;
  return (const CairnRoute *) (gconstpointer) self->routes->data;
}

const CairnBox *
cairn_layout_find_id (const CairnLayout *self, const char *interned_id)
{
  guint i = cairn_pointer_map_get (&self->by_id, interned_id);

  return i < self->boxes->len ? &g_array_index (self->boxes, CairnBox, i) : NULL;
}

const CairnBox *
cairn_layout_find (const CairnLayout *self, const CairnElement *element, CairnBoxRole role)
{
  guint i;

  g_return_val_if_fail (self != NULL && element != NULL, NULL);

  /* Boxes of one element that are asked for by their role stand together. */
  i = cairn_pointer_map_get (&self->by_id, cairn_element_get_id (element));
  for (; i < self->boxes->len; i++)
    {
      const CairnBox *box = &g_array_index (self->boxes, CairnBox, i);

      if (box->element != element)
        return NULL;
      if (box->role == role)
        return box;
    }
  return NULL;
}

const CairnBox *
cairn_layout_find_main (const CairnLayout *self, const CairnElement *element)
{
  static const CairnBoxRole roles[] = { CAIRN_BOX_STEP, CAIRN_BOX_ITEM, CAIRN_BOX_REQUIREMENT,
                                        CAIRN_BOX_LANE_HEADER, CAIRN_BOX_STAGE_HEADER };
  const CairnBox *stand_in;

  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    {
      const CairnBox *box = cairn_layout_find (self, element, roles[i]);

      if (box != NULL)
        return box;
    }
  stand_in = cairn_layout_find_id (self, cairn_element_get_id (element));
  return stand_in != NULL && stand_in->role == CAIRN_BOX_FOLDED ? stand_in : NULL;
}

/* Headers of teams stand in the order of their lanes: the last at or before that of @lane. */
const CairnBox *
cairn_layout_find_team (const CairnLayout *self, const CairnElement *lane)
{
  const CairnBox *found = NULL;

  g_return_val_if_fail (self != NULL && lane != NULL, NULL);

  if (!cairn_element_has (lane, CAIRN_PROP_TEAM)
      || *cairn_element_get_string (lane, CAIRN_PROP_TEAM) == '\0')
    return NULL;
  for (guint i = 0; i < self->boxes->len; i++)
    {
      const CairnBox *box = &g_array_index (self->boxes, CairnBox, i);

      if (box->role == CAIRN_BOX_TEAM
          && cairn_element_get_index (box->element) <= cairn_element_get_index (lane))
        found = box;
    }
  return found;
}

const CairnRoute *
cairn_layout_find_route (const CairnLayout *self, const CairnElement *element)
{
  guint i;

  g_return_val_if_fail (self != NULL && element != NULL, NULL);

  i = cairn_pointer_map_get (&self->by_id, cairn_element_get_id (element));
  if (i == G_MAXUINT || i < FIRST_ROUTE)
    return NULL;
  return &g_array_index (self->routes, CairnRoute, i - FIRST_ROUTE);
}

gboolean
cairn_layout_is_vertical (const CairnLayout *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->turned;
}

CairnRect
cairn_layout_get_top_headers (const CairnLayout *self)
{
  g_return_val_if_fail (self != NULL, (CairnRect){ 0 });

  return self->top_headers;
}

CairnRect
cairn_layout_get_left_headers (const CairnLayout *self)
{
  g_return_val_if_fail (self != NULL, (CairnRect){ 0 });

  return self->left_headers;
}
