/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/cairn-main-window.h"

G_BEGIN_DECLS

/* Offers, above @window, to restore the work that a crash left behind: in @window if it is
 * pristine, else in windows of their own. Returns whether there was any. */
gboolean cairn_recovery_dialog_offer (CairnMainWindow *window);

G_END_DECLS
