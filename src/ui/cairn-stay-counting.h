/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-stage-study.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A choice of what how long it takes is told of: each stay, first stays, or customers. It is kept
 * for the next time. "notify::selected" when it changes. */
GtkWidget *cairn_stay_counting_new (void);

CairnStayCount cairn_stay_counting_get (GtkDropDown *choice);

G_END_DECLS
