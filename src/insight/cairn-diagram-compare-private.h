/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "insight/cairn-diagram-checks.h"

G_BEGIN_DECLS

GPtrArray *cairn_checks_new (void);
/* Takes over @text. */
void cairn_checks_add (GPtrArray *checks, CairnCheckKind kind, CairnElement *element, char *text);

/* The flows of @swimlane that lead to another lane and bear no name. */
void cairn_checks_add_holes (GPtrArray *checks, CairnElement *swimlane);

G_END_DECLS
