/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Where what was read of large databases is kept for the next start: one file for each database and
 * what its columns were said to mean, readable by nobody else. Nothing is kept, or looked for,
 * unless somebody sets a folder, and for those sources only that are to
 * (cairn_source_set_warm_start()). */

/* In the user's cache folder. */
char *cairn_warm_start_get_default_folder (void);

/* For sources that are loaded from now on; @folder NULL: none. Any thread. */
void cairn_warm_start_set_folder (const char *folder);
/* NULL: none. */
char *cairn_warm_start_dup_folder (void);

/* Whether the user, in the preferences, lets anything be kept. */
gboolean cairn_warm_start_is_preferred (void);

/* The file in @folder for what @key says; the folder need not be there. */
char *cairn_warm_start_get_path (const char *folder, const char *key);

/* Makes @folder, for the user alone, and marks it as a cache for backups to leave out. Makes room
 * for about @need bytes more: the oldest go first, and those that were not written for long. FALSE
 * if it cannot be made, or the disk is nearly full. */
gboolean cairn_warm_start_prepare (const char *folder, guint64 need);

/* Removes all that was kept in @folder. Returns how many bytes. */
guint64 cairn_warm_start_clear (const char *folder);

/* Bytes. */
guint64 cairn_warm_start_get_size (const char *folder);

G_END_DECLS
