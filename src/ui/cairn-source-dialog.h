/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "canvas/cairn-editor.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Where the timings of a journey come from: a database, which of its columns mean what, and what
 * that would say, before anything is changed. "Use" writes the journey's source as one step of
 * undo. */
#define CAIRN_TYPE_SOURCE_DIALOG (cairn_source_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CairnSourceDialog, cairn_source_dialog, CAIRN, SOURCE_DIALOG, AdwWindow)

/* @folder: of the journey's file, from which relative paths count; NULL: it has none yet. */
GtkWidget *cairn_source_dialog_new (GtkWindow *parent, CairnEditor *editor, GFile *folder);

/* Looks into @file as if it had been chosen. */
void cairn_source_dialog_set_file (CairnSourceDialog *self, GFile *file);

G_END_DECLS
