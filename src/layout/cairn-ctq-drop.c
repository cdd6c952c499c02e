/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-layout"

/* What dropping a branch on a CTQ tree means: on what it would hang, and in front of what. Over the
 * column of what can hold it, it hangs on the nearest of those, as the last; elsewhere it goes
 * between the nearest of its own kind. */

#include "layout/cairn-layout-private.h"

#include <math.h>

#define BAR 4.0
#define BAR_GAP 7.0 /* half of the least gap between two boxes */

/* The box of @kind whose middle is nearest to @y on the screen; with @empty, of those that hold
 * nothing. NULL: there is none. */
static const CairnBox *
find_nearest (const CairnLayout *self, CairnKind kind, double y, gboolean empty)
{
  const CairnBox *found = NULL;
  double nearest = INFINITY;

  for (guint i = 0; i < self->boxes->len; i++)
    {
      const CairnBox *box = &g_array_index (self->boxes, CairnBox, i);
      double off = fabs (y - box->rect.y - box->rect.height / 2);

      if (box->role != CAIRN_BOX_ITEM || cairn_element_get_kind (box->element) != kind
          || (empty && cairn_element_get_n_children (box->element) > 0) || off >= nearest)
        continue;
      nearest = off;
      found = box;
    }
  return found;
}

static double
middle_of (const CairnBox *box)
{
  return box->rect.y + box->rect.height / 2;
}

static void
drop_on (const CairnBox *host, CairnDrop *drop)
{
  drop->parent = host->element;
  drop->mark = (CairnRect){ host->rect.x + host->rect.width + BAR_GAP - BAR / 2, host->rect.y, BAR,
                            host->rect.height };
}

static void
drop_beside (const CairnBox *box, double y, CairnDrop *drop)
{
  gboolean above = y < middle_of (box);

  drop->parent = cairn_element_get_parent (box->element);
  drop->before = above ? box->element : cairn_element_next (box->element);
  drop->mark = (CairnRect){ box->rect.x,
                            above ? box->rect.y - BAR_GAP - BAR / 2
                                  : box->rect.y + box->rect.height + BAR_GAP - BAR / 2,
                            box->rect.width, BAR };
}

/* Where the column of boxes such as @box ends and the next one begins. */
static double
right_end (const CairnBox *box)
{
  return box != NULL ? box->rect.x + box->rect.width : 0;
}

gboolean
cairn_layout_get_twig_drop (
  const CairnLayout *self, CairnKind kind, double x, double y, CairnDrop *drop)
{
  CairnKind host_kind = kind == CAIRN_KIND_MEASURE ? CAIRN_KIND_DRIVER : CAIRN_KIND_NEED;
  const CairnBox *host, *empty, *like;

  g_return_val_if_fail (self != NULL && drop != NULL, FALSE);

  *drop = (CairnDrop){ 0 };
  if (cairn_element_get_kind (self->diagram) != CAIRN_KIND_CTQ || x < 0 || x > self->width
      || y < self->top_headers.y + self->top_headers.height || y > self->height)
    return FALSE;
  like = find_nearest (self, kind, y, FALSE);
  host = kind == CAIRN_KIND_NEED ? NULL : find_nearest (self, host_kind, y, FALSE);
  empty = kind == CAIRN_KIND_NEED ? NULL : find_nearest (self, host_kind, y, TRUE);
  if (host != NULL && x <= right_end (host))
    drop_on (host, drop);
  else if (empty != NULL
           && (like == NULL || fabs (y - middle_of (empty)) < fabs (y - middle_of (like))))
    drop_on (empty, drop);
  else if (like != NULL)
    drop_beside (like, y, drop);
  else
    return FALSE;
  return TRUE;
}
