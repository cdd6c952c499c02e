/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "io/cairn-io-error.h"

G_BEGIN_DECLS

/* Whole files, read and replaced. Paths are in the encoding of file names. */

/* The size in bytes; an error for what is not there or is not an ordinary file. */
gboolean cairn_file_get_size (const char *path, guint64 *size, GError **error);
GBytes *cairn_file_read (const char *path, GError **error);

/* A short text that tells this content from any other. Owned by the caller. */
char *cairn_file_stamp (GBytes *bytes);

/* Puts @bytes in the place of what @path holds, whole or not at all: a new file beside it is
 * written, synced and renamed over it. A symbolic link stays and what it leads to is replaced;
 * permissions stay. On failure the old file stands as it was (CAIRN_IO_ERROR_SAVE). May block on
 * slow disks. */
gboolean cairn_file_replace (const char *path, GBytes *bytes, GError **error);

G_END_DECLS
