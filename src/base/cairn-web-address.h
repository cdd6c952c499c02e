/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Whether @text is an address that Cairn hands on to other programs: http, https or mailto, whole
 * and without blanks. Nothing else is ever opened, whatever a file says. */
gboolean cairn_web_address_may_open (const char *text);

G_END_DECLS
