/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/cairn-element.h"
#include "insight/cairn-study-words.h"

G_BEGIN_DECLS

/* What a map says about a stage that the visits do not: who does its work. */

/* All its touchpoints and tasks are automated or in a system's lane; at least one there is. */
gboolean cairn_journey_studies_is_automated (CairnElement *stage);
/* All its touchpoints and tasks are the customer's. */
gboolean cairn_journey_studies_is_customer_side (CairnElement *stage);

/* Tells @wish what the steps of @stage are called in the data. */
void cairn_journey_studies_add_touchpoints (CairnStudyWish *wish, CairnElement *stage);

/* Tells @wish since when each of the changes of @stage that say so has been at work. */
void cairn_journey_studies_add_changes (CairnStudyWish *wish, CairnElement *stage);

/* What the sentences about @stage need to know of the map. */
CairnStudySetting cairn_journey_studies_get_setting (CairnElement *stage);

/* When @change happened: the beginning of its date here, or the moment itself if it says one.
 * FALSE: it has no date that can be read. */
gboolean cairn_journey_studies_get_moment (CairnElement *change, gint64 *moment);

/* The stage of @diagram called @name; NULL if it draws none. */
CairnElement *cairn_journey_studies_find_stage (CairnElement *diagram, const char *name);

/* What cairn_live_set_wishes() is to be asked for, so that every stage of @diagram is studied for
 * the customers of @segment (NULL: all): array of CairnStudyWish. */
GPtrArray *cairn_journey_studies_dup_wishes (CairnElement *diagram,
                                             const char *segment,
                                             CairnSnapshot *snapshot);

G_END_DECLS
