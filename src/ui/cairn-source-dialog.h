/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "canvas/cairn-editor.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* The assistant for data, which finds out where the timings of a journey come from: a file, what
 * one row of it means, what its columns are for, what that would say, and which values are which
 * stages. Nothing is changed before "Done", which is one step of undo; a log (CSV or XES) is
 * imported into a database beside the journey. */
#define CAIRN_TYPE_SOURCE_DIALOG (cairn_source_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CairnSourceDialog, cairn_source_dialog, CAIRN, SOURCE_DIALOG, AdwWindow)

/* @folder: of the journey's file, from which relative paths count; NULL: it has none yet. */
GtkWidget *cairn_source_dialog_new (GtkWindow *parent, CairnEditor *editor, GFile *folder);

/* Looks into @file as if it had been chosen. */
void cairn_source_dialog_set_file (CairnSourceDialog *self, GFile *file);

/* Imports @file the way the journey's last one was, asking nothing; then closes. */
void cairn_source_dialog_import_next (CairnSourceDialog *self, GFile *file);

/* The log that the journey's database was imported from; NULL: none. Owned by the caller. */
GFile *cairn_source_dialog_dup_log (CairnDocument *document, GFile *folder);
/* The newest file like @log in its folder that is newer than @database; NULL: none. Blocking, but
 * short. Owned by the caller. */
GFile *cairn_source_dialog_find_next (GFile *log, GFile *database);

G_END_DECLS
