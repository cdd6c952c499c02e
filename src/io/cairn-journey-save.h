/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "io/cairn-io-error.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* Puts the bytes of a journey into the file at @path, as cairn_file_replace() does. @stamp is what
 * cairn_journey_read_file() or the last save said of that file: if the file has become another one
 * since, it is left alone (CAIRN_IO_ERROR_CHANGED; a file that is gone is written anew). With NULL
 * whatever is there is replaced: for a new place, or when the user has said so.
 *
 * Returns the stamp of the file as it is now, owned by the caller; NULL on failure, and then what
 * was there before stands unharmed. Save one file one at a time. */
char *cairn_journey_save (GBytes *bytes, const char *path, const char *stamp, GError **error);

/* The same in a thread of its own. */
void cairn_journey_save_async (GBytes *bytes,
                               const char *path,
                               const char *stamp,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
char *cairn_journey_save_finish (GAsyncResult *result, GError **error);

/* The same for a file that must not be there yet (CAIRN_IO_ERROR_EXISTS). */
gboolean cairn_journey_save_new (GBytes *bytes, const char *path, GError **error);

G_END_DECLS
