/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "canvas/cairn-editor.h"
#include "ui/cairn-flow-index.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Elements in words, for lists, tooltips and screen readers. All strings are translated; those that
 * are not const belong to the caller. */

/* The title, or "unnamed step" and the like. Owned by the caller. */
char *cairn_words_title (const CairnElement *element);

/* "Touchpoint", "Lane", "Supplier": what it is. */
const char *cairn_words_kind (const CairnElement *element);

/* The name of a symbolic icon for it. */
const char *cairn_words_icon (const CairnElement *element);

/* "leads to A, B" or "from S; to P, Q"; "" if nothing is connected. For a second line. */
char *cairn_words_connections (CairnDocument *document,
                               CairnFlowIndex *flows,
                               const CairnElement *element);

/* "38 customers here, 22 overdue"; NULL if there are no timings for @stage. */
char *cairn_words_here (CairnEditor *editor, CairnElement *stage);

/* "4 flows, from Signed to Kick-off call" */
char *cairn_words_path (CairnDocument *document, CairnElement *path);

/* Everything worth saying about one element, in one sentence. */
char *cairn_words_describe (CairnEditor *editor, CairnFlowIndex *flows, CairnElement *element);

/* "Enterprise › Onboarding": where it stands. */
char *cairn_words_place (const CairnElement *element);

/* A whole number with the locale's separators. */
char *cairn_words_count (guint n);

/* Shows a figure such as "+6" or "110 ± 46" in @label so that it keeps its order where writing runs
 * from right to left. */
void cairn_words_set_figure (GtkLabel *label, const char *figure);

/* The name of a diagram with its version: "Onboarding · to be". Owned by the caller. */
char *cairn_words_diagram (CairnElement *diagram);

G_END_DECLS
