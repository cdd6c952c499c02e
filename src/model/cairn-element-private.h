/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/cairn-element.h"

G_BEGIN_DECLS

/* For cairn-document.c alone: the four primitive changes behind the gate. */
void cairn_element_attach (CairnElement *self, CairnElement *parent, guint index);
void cairn_element_detach (CairnElement *self);
void cairn_element_assign (CairnElement *self, CairnProp prop, const CairnValue *value);

/* Whether @self (and all below it) is part of a document. */
void cairn_element_set_live (CairnElement *self, gboolean live);

G_END_DECLS
