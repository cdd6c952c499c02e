/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Looks over a file before the parser does, for what the parser must not see: text that is not
 * UTF-8, a document type, and tags with so many attributes that comparing each with each never
 * ends. Linear. @name stands in messages. */
gboolean cairn_xml_prescan (const char *data, gsize length, const char *name, GError **error);

G_END_DECLS
