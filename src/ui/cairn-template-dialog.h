/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Asks what a template is to be called and what it is good for. Emits "save" (const char *name,
 * const char *description) and closes. */
#define CAIRN_TYPE_TEMPLATE_DIALOG (cairn_template_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CairnTemplateDialog, cairn_template_dialog, CAIRN, TEMPLATE_DIALOG, AdwWindow)

/* @name: what to begin with. */
GtkWidget *cairn_template_dialog_new (GtkWindow *parent, const char *name);

G_END_DECLS
