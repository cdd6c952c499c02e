/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/cairn-document.h"

G_BEGIN_DECLS

/* The first @kind of @parent that is called @name, whatever its case and the blanks around it;
 * NULL if none is, or @name is empty. */
CairnElement *cairn_match_by_name (CairnElement *parent, CairnKind kind, const char *name);

/* Whether two names are the same to people. */
gboolean cairn_match_names (const char *a, const char *b);

G_END_DECLS
