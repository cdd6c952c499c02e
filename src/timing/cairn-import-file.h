/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A file that is written beside its target and takes its place when it is whole. */
typedef struct
{
  char *target;
  char *path; /* to write to; NULL once it has its place */
  int fd;     /* holds the lock that tells others that the file is not forgotten */
} CairnImportFile;

/* Removes what an import to the same target left that was killed. */
gboolean cairn_import_file_create (CairnImportFile *self, const char *target, GError **error);
/* Syncs and renames. Stops waiting for the disk when @cancellable is cancelled. */
gboolean cairn_import_file_place (CairnImportFile *self, GCancellable *cancellable, GError **error);
/* Removes the file if it did not take its place. */
void cairn_import_file_clear (CairnImportFile *self);

/* The GError for a target that cannot be written. */
gboolean cairn_import_file_fail (const CairnImportFile *self, const char *why, GError **error);

G_END_DECLS
