/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/cairn-document.h"

G_BEGIN_DECLS

/* What elements and values of a journey are called in a comparison. All are owned by the caller. */

/* "step “Kick-off call”", "flow from “A” to “B”", "the journey". */
char *cairn_difference_words_name (CairnDocument *document, const CairnElement *element);

/* Whole, on as many lines as it has; NULL: not set. */
char *cairn_difference_words_value (CairnDocument *document,
                                    const CairnElement *element,
                                    const CairnPropSpec *spec);

/* Fit for a sentence: one line, not long. */
char *cairn_difference_words_shorten (const char *text);

/* The diagram, playbook, segment or journey that @element is or stands in. Borrowed. */
CairnElement *cairn_difference_words_place (CairnElement *element);
/* "Enterprise · Onboarding" for such. */
char *cairn_difference_words_where (CairnElement *place);

/* The properties that say where among its siblings an element stands: its lane, stage, column. */
gboolean cairn_difference_words_is_place (CairnProp prop);
/* "moved from stage Kick-off to Implementation": for elements of one parent whose places differ. */
char *cairn_difference_words_moved (CairnDocument *a,
                                    const CairnElement *before,
                                    CairnDocument *b,
                                    const CairnElement *after);

/* How many things stand below @element that mean something by themselves and that @other, the other
 * journey, has not. */
guint cairn_difference_words_count (const CairnElement *element, CairnDocument *other);

/* ALIAS and ATTACHMENT: they mean nothing without what they stand on. */
gboolean cairn_difference_words_is_detail (CairnKind kind);

G_END_DECLS
