/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-state-file.h"

G_BEGIN_DECLS

/* For tests: puts all sums of a file right whose @bytes were changed, so that what the numbers say
 * is all that is wrong with it. FALSE: its sizes do not fit each other. */
gboolean cairn_state_file_seal (guint8 *bytes, gsize size);

G_END_DECLS
