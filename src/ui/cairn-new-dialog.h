/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* What to begin a new journey with. Emits "chosen" (const char *: the id of a template) and closes.
 */
#define CAIRN_TYPE_NEW_DIALOG (cairn_new_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CairnNewDialog, cairn_new_dialog, CAIRN, NEW_DIALOG, AdwWindow)

GtkWidget *cairn_new_dialog_new (GtkWindow *parent);

G_END_DECLS
