/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "canvas/cairn-editor.h"
#include "insight/cairn-study-words.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Why customers pile up in a stage, and what is usually done about it; each suggestion can be put
 * on the action plan, or a playbook attached. */
#define CAIRN_TYPE_HANDLING_POPOVER (cairn_handling_popover_get_type ())
G_DECLARE_FINAL_TYPE (
  CairnHandlingPopover, cairn_handling_popover, CAIRN, HANDLING_POPOVER, GtkPopover)

/* Pops it up in @parent, at @at; it goes away by itself. @study is that of @stage. */
void cairn_handling_popover_show (GtkWidget *parent,
                                  GtkWidget *at,
                                  CairnEditor *editor,
                                  CairnElement *stage,
                                  CairnStageStudy *study);

G_END_DECLS
