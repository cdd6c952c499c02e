/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-snapshot.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* What all reports for programs have in common, so that they read alike. */

/* The rule by which only some customers count; NULL: all do. */
const char *cairn_report_get_filter (const CairnSnapshot *snapshot);

/* Members; null for no text, and for a number that is not known. */
void cairn_report_json_add_text (JsonBuilder *b, const char *name, const char *text);
void cairn_report_json_add_number (JsonBuilder *b, const char *name, double number);
/* The same of an array's element. */
void cairn_report_json_add_element (JsonBuilder *b, double number);
/* "as_of", "window", "clock", and "only" if only some customers count. */
void cairn_report_json_add_head (JsonBuilder *b, const CairnSnapshot *snapshot);

/* All of it, with a line end. Owned by the caller. */
char *cairn_report_json_dup (JsonBuilder *b);

G_END_DECLS
