/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/cairn-document.h"

G_BEGIN_DECLS

/* A part of a journey that stands on its own, as it lies on the clipboard: a small journey with the
 * same ids that holds what was copied, what runs between, the playbooks that hang on it, and of all
 * else that it refers to (its lanes and stages, its diagram, the diagrams it leads into) no more
 * than what they are called and how they look. */

/* Of steps, items and requirements of one diagram, or of branches of a CTQ tree with all that grows
 * from them; a lane or a stage stands for the steps in it.
 * Later changes of @document do not reach it. NULL if there is nothing among @elements that can be
 * copied. Owned by the caller. */
CairnDocument *cairn_fragment_new (CairnDocument *document, GPtrArray *elements);

/* Of all of @diagram. */
CairnDocument *cairn_fragment_new_of_diagram (CairnDocument *document, CairnElement *diagram);

/* The diagram of which @fragment is a part: the first with something in it, or else the first.
 * Borrowed; NULL if there is none, which may be so if it came from somebody else. */
CairnElement *cairn_fragment_get_diagram (CairnDocument *fragment);

/* What it says, for a text or a spreadsheet: the names, one a line if they stand in one cell; else
 * tabs between the stages, the lanes in front, as cairn_command_paste_table() reads it. What grows
 * from something stands below it, behind a tab. Owned by the caller. */
char *cairn_fragment_to_text (CairnDocument *fragment);

G_END_DECLS
