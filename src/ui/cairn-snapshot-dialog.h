/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "canvas/cairn-editor.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* The snapshots of a journey: named anew, compared with how the journey is now, restored, deleted,
 * and another one taken. */
#define CAIRN_TYPE_SNAPSHOT_DIALOG (cairn_snapshot_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CairnSnapshotDialog, cairn_snapshot_dialog, CAIRN, SNAPSHOT_DIALOG, AdwWindow)

void cairn_snapshot_dialog_present (GtkWindow *parent, CairnEditor *editor);

/* Takes one that is called after the time, and says so; NULL if it was not taken. */
CairnElement *cairn_snapshot_dialog_take (CairnEditor *editor);

G_END_DECLS
