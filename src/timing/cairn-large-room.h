/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Memory for a great array, in large pages where the system has them: to find the small page of
 * each entry that is looked at in no order would cost more than the look itself. What is in it is
 * not set. NULL: there is not as much. Free with free(), which is what g_free() does. */
gpointer cairn_large_room_try (gsize size);

/* The same, but all zero, or the program ends. */
gpointer cairn_large_room_new0 (gsize size);

G_END_DECLS
