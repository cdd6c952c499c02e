/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "insight/cairn-touchpoint-words.h"
#include "render/cairn-scene-private.h"

#include <string.h>

/* How long a touchpoint takes: a short line right below its box, or above it. Nothing moves for it:
 * where there is no free place, it is said in words only. */

/* From the box to the border of its lane are 15 units at least. */
#define GAP 2     /* between the box and the line */
#define RISE 8    /* of letters above the line they stand on */
#define DESCENT 3 /* of letters below it */
#define HALO 2    /* half of its line, and a little */
#define SHIFT 4   /* of the line from the corner of the box, which is round */

static const CairnTouchpointFigures *
find_figures (const CairnScene *self, CairnElement *step, gboolean *working_days)
{
  CairnElement *stage = NULL;
  CairnStageStudy *study = NULL;

  CAIRN_FOREACH_CHILD (other, cairn_layout_get_diagram (self->layout), CAIRN_KIND_STAGE)
    if (cairn_element_get_id (other) == cairn_element_get_string (step, CAIRN_PROP_STAGE))
      stage = other;
  if (stage != NULL)
    study = cairn_scene_get_study (self, stage);
  if (study == NULL)
    return NULL;
  *working_days = cairn_stage_study_get_figures (study)->working_days;
  return cairn_touchpoint_words_find (step, study);
}

char *
cairn_scene_explain_touchpoint (const CairnScene *self, CairnElement *step)
{
  g_autoptr (GString) out = g_string_new (NULL);
  gboolean working_days;
  const CairnTouchpointFigures *figures;

  g_return_val_if_fail (self != NULL && step != NULL, NULL);

  figures = self->view != NULL && cairn_touchpoint_words_applies (step)
              ? find_figures (self, step, &working_days)
              : NULL;
  for (guint i = 0; figures != NULL && i < CAIRN_N_TOUCHPOINT_FACTS; i++)
    {
      CairnTouchpointFact fact = (CairnTouchpointFact) i;
      g_autofree char *words = cairn_touchpoint_words_dup (figures, working_days, fact);

      /* What the data cannot say needs no line. */
      if (strcmp (words, "–") != 0)
        g_string_append_printf (out, "%s%s: %s", out->len > 0 ? "\n" : "",
                                cairn_study_how_get_title (cairn_touchpoint_words_get_how (fact)),
                                words);
    }
  return out->len > 0 ? g_string_free (g_steal_pointer (&out), FALSE) : NULL;
}

static double
room_for_marks (const CairnElement *step)
{
  for (guint i = 0; i < CAIRN_N_MARKS; i++)
    if (cairn_element_get_int (step, cairn_mark_specs[i].prop))
      return CAIRN_MARK_SIZE / 2.0;
  return 0;
}

/* The halo of the worst stage reaches a little into the next ones. */
static gboolean
is_on_halo (const CairnScene *self, const CairnRect *place)
{
  guint n;
  const CairnBox *boxes = cairn_layout_get_boxes (self->layout, &n);
  CairnRect around;

  for (guint i = 0; i < n; i++)
    if (boxes[i].role == CAIRN_BOX_STAGE && cairn_scene_find_halo (self, &boxes[i], &around))
      {
        const CairnRect out = cairn_rect_inset (&around, -HALO);
        const CairnRect in = cairn_rect_inset (&around, HALO);

        if (cairn_rect_intersects (&out, place)
            && !(cairn_rect_contains (&in, place->x, place->y)
                 && cairn_rect_contains (&in, place->x + place->width, place->y + place->height)))
          return TRUE;
      }
  return FALSE;
}

/* Below the box, else above it, at either corner. */
static gboolean
find_place (
  const CairnScene *self, CairnSceneRoom *room, const CairnBox *box, double width, CairnRect *place)
{
  const CairnRect *r = &box->rect;
  const CairnRect area = cairn_rect_inset (r, -(GAP + RISE + DESCENT + CAIRN_MARK_SIZE));
  double top = r->y - GAP - room_for_marks (box->element) - RISE - DESCENT;

  if (width + 2 * SHIFT > r->width)
    return FALSE;
  cairn_scene_room_look (room, &area, NULL, box);
  for (guint above = 0; above < 2; above++)
    for (guint right = 0; right < 2; right++)
      {
        *place = (CairnRect){ right ? r->x + r->width - SHIFT - width : r->x + SHIFT,
                              above ? top : r->y + r->height + GAP, width, RISE + DESCENT };
        if (cairn_scene_room_is_free (room, place) && !is_on_halo (self, place))
          return TRUE;
      }
  return FALSE;
}

static void
add_line (const CairnScene *self,
          CairnSceneRoom *room,
          CairnLayer *layer,
          const CairnBox *box,
          const char *const *texts)
{
  const CairnTextBlock *block = NULL;
  g_autofree char *id = g_strdup_printf ("%s.takes", cairn_element_get_id (box->element));
  g_autofree char *title = NULL;
  CairnRect place;
  guint i = 0;

  while (block == NULL && texts[i] != NULL)
    {
      g_autoptr (CairnTextBlock) text = cairn_text_measure (CAIRN_TEXT_SMALL, texts[i++], 0);

      if (find_place (self, room, box, text->width, &place))
        block = cairn_layer_keep_block (layer, g_steal_pointer (&text));
    }
  if (block == NULL)
    return;
  cairn_scene_room_take (room, &place);
  title = g_strdup_printf ("%s: %s", cairn_element_get_title (box->element), texts[0]);
  cairn_layer_begin (layer, cairn_layer_copy_string (layer, id), NULL, "takes",
                     cairn_layer_copy_string (layer, title));
  cairn_layer_text (layer, block, place.x, place.y + RISE - block->ascent, CAIRN_ANCHOR_START,
                    self->theme->ink_soft)
    ->mark
    = CAIRN_MARK_TOUCHPOINT;
  cairn_layer_end (layer);
}

gboolean
cairn_scene_add_touchpoints (const CairnScene *self, CairnSceneRoom *room, CairnLayer *layer)
{
  guint n, before = layer->n_groups;
  const CairnBox *boxes = cairn_layout_get_boxes (self->layout, &n);

  for (guint i = 0; i < n; i++)
    {
      gboolean working_days;
      const CairnTouchpointFigures *figures
        = boxes[i].role == CAIRN_BOX_STEP ? find_figures (self, boxes[i].element, &working_days)
                                          : NULL;

      if (figures != NULL)
        {
          g_autofree char *all = cairn_touchpoint_words_dup_brief (figures, working_days, FALSE);
          g_autofree char *brief = cairn_touchpoint_words_dup_brief (figures, working_days, TRUE);

          add_line (self, room, layer, &boxes[i], (const char *const[]){ all, brief, NULL });
        }
    }
  return layer->n_groups > before;
}
