/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "insight/cairn-study-how.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A page in the details of a stage: a sentence, what can be done with the page, and "How is this
 * computed?", above its content. */

typedef struct
{
  const char *name;
  const char *title; /* translate with _() */
  CairnHow first;    /* what can be computed on it, these and all between */
  CairnHow last;
} CairnStagePageSpec;

/* Sets @sentence, and @buttons: where its buttons are to be added. */
GtkWidget *cairn_stage_page_new (const CairnStagePageSpec *spec,
                                 GtkWidget *content,
                                 GtkLabel **sentence,
                                 GtkBox **buttons);
/* What its figures were computed from: @scope, "Enterprise · last 13 weeks · calendar days", and
 * @study of @snapshot. */
void cairn_stage_page_set_study (GtkWidget *page,
                                 const char *scope,
                                 CairnStageStudy *study,
                                 CairnSnapshot *snapshot);

/* A button in @buttons. */
GtkWidget *cairn_stage_page_add_button (GtkBox *buttons,
                                        const char *label,
                                        const char *action,
                                        const char *tooltip);

G_END_DECLS
