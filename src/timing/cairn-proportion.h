/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-snapshot.h"

G_BEGIN_DECLS

/* The share @hits of @n with Wilson's 95 % limits (Wilson 1927), which hold for small numbers too.
 * All NAN for @n = 0. */
CairnEstimate cairn_proportion (guint hits, guint n);

G_END_DECLS
