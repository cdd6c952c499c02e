/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Append @text so that an XML parser hands the very same characters back, line ends, tabs and
 * carriage returns included. Characters that XML 1.0 cannot hold in any form (most control
 * characters, U+FFFE, U+FFFF) are left out; bytes that are not UTF-8 become U+FFFD. */
void cairn_xml_append_text (GString *out, const char *text);
void cairn_xml_append_attribute (GString *out, const char *name, const char *value);

G_END_DECLS
