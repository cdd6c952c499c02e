/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "layout/cairn-layout.h"

G_BEGIN_DECLS

/* On the way from one layout of a diagram (@t 0) to another (@t 1): every box that stands in both
 * is so far between its two places, flows keep to the boxes at their ends, and what is only in @to
 * is where it will be. For showing motion; nothing can be dropped on it. Owned by the caller. */
CairnLayout *cairn_layout_blend (const CairnLayout *from, const CairnLayout *to, double t);

G_END_DECLS
