/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/cairn-document.h"

G_BEGIN_DECLS

/* What is selected, in the order it was selected. Emits "changed" when the set changes. Ids of
 * things that have gone may linger; cairn_selection_dup_elements() leaves them out. */
#define CAIRN_TYPE_SELECTION (cairn_selection_get_type ())
G_DECLARE_FINAL_TYPE (CairnSelection, cairn_selection, CAIRN, SELECTION, GObject)

CairnSelection *cairn_selection_new (void);

gboolean cairn_selection_contains (CairnSelection *self, const char *id);
guint cairn_selection_get_n (CairnSelection *self);
/* NULL-terminated ids. Owned by the caller. */
char **cairn_selection_dup_ids (CairnSelection *self);
/* Of CairnElement, borrowed from @document; the array is the caller's. */
GPtrArray *cairn_selection_dup_elements (CairnSelection *self, CairnDocument *document);
/* The one selected element, or NULL if none or several are. */
CairnElement *cairn_selection_get_single (CairnSelection *self, CairnDocument *document);

void cairn_selection_clear (CairnSelection *self);
void cairn_selection_set (CairnSelection *self, const char *const *ids); /* NULL: nothing */
void cairn_selection_set_one (CairnSelection *self, const char *id);
void cairn_selection_toggle (CairnSelection *self, const char *id);
void cairn_selection_add (CairnSelection *self, const char *id);

G_END_DECLS
