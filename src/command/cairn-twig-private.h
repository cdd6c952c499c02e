/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "history/cairn-history.h"

G_BEGIN_DECLS

/* A need, a driver or a measure of a CTQ tree. */
gboolean cairn_twig_is (const CairnElement *element);
/* What a twig of @kind hangs on. */
CairnKind cairn_twig_host_kind (CairnKind kind);

/* Of a need or a driver in a fragment: whether it came along only for what hangs on it. */
gboolean cairn_twig_is_holder (const CairnElement *element);
void cairn_twig_set_holder (CairnElement *element);

/* cairn_command_paste() of what was copied from one CTQ tree into another; @from is that in
 * @fragment. FALSE: there is nothing to paste. */
gboolean cairn_twig_paste (CairnHistory *history,
                           CairnDocument *fragment,
                           CairnElement *from,
                           CairnElement *to,
                           CairnElement *at);

G_END_DECLS
