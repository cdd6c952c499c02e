/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-engine.h"

G_BEGIN_DECLS

/* What customers do and what they feel, together: usage is high from the median of their segment
 * on, the feeling is good from an NPS of 7 or a CSAT of 4 on. Neither says what the other does. */

typedef enum
{
  CAIRN_QUADRANT_DISTRUST,  /* uses it a lot, and does not like it */
  CAIRN_QUADRANT_FORGOTTEN, /* likes it, and hardly uses it */
  CAIRN_QUADRANT_LOST,      /* neither */
  CAIRN_QUADRANT_FAN,       /* both */
  CAIRN_QUADRANT_UNKNOWN,   /* one is not known, or not on its scale */
  CAIRN_N_QUADRANTS
} CairnQuadrant;

/* Where they are asked: columns of the customers table. */
typedef struct
{
  const char *usage; /* NULL: there is none */
  const char *feeling;
  gboolean csat; /* the feeling is a CSAT from 1 to 5, not an NPS from 0 to 10 */
} CairnQuadrantColumns;

#define CAIRN_QUADRANT_NPS 7
#define CAIRN_QUADRANT_CSAT 4

/* Of columns called @names (NULL-terminated), whatever capitals, spaces and underscores are in
 * them; the one that says it best. An NPS is taken before a CSAT. FALSE: one of both is missing. */
gboolean cairn_quadrant_find_columns (const char *const *names, CairnQuadrantColumns *columns);

typedef struct _CairnQuadrants CairnQuadrants;
typedef struct _CairnCustomerAttributes CairnCustomerAttributes;

/* Of the customers @here (numbers, as @engine counts; @n of them). The median is that of all
 * customers of @segment (NULL: all) who are in any stage, or among @here. NULL where @attributes
 * do not hold both columns as numbers. @engine is settled. */
CairnQuadrants *cairn_quadrants_new (CairnEngine *engine,
                                     const char *segment,
                                     CairnCustomerAttributes *attributes,
                                     const guint32 *here,
                                     guint n);
void cairn_quadrants_free (CairnQuadrants *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CairnQuadrants, cairn_quadrants_free)

/* How many of those here are in it. */
guint cairn_quadrants_count (const CairnQuadrants *self, CairnQuadrant quadrant);
CairnQuadrant cairn_quadrants_get (const CairnQuadrants *self, guint32 customer);

const CairnQuadrantColumns *cairn_quadrants_get_columns (const CairnQuadrants *self);
/* From which usage on it is high; NAN: it is known of nobody. @n: of how many it is. */
double cairn_quadrants_get_median (const CairnQuadrants *self, guint *n);

G_END_DECLS
