/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/cairn-document.h"

G_BEGIN_DECLS

/* How what is only part of an element differs: names in the data, attached playbooks, what a newer
 * version wrote. Translated phrases ("playbook “Kick-off” attached"), none if it is the same. The
 * array is the caller's. */
GPtrArray *cairn_detail_compare (CairnDocument *a,
                                 const CairnElement *before,
                                 CairnDocument *b,
                                 const CairnElement *after);

G_END_DECLS
