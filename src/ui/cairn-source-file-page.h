/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "insight/cairn-source-draft.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* The first page of the assistant for data: which file, and which table of it. Emits "chosen"
 * with a GFile, "address" with that of a server, and "table" with its name. */
#define CAIRN_TYPE_SOURCE_FILE_PAGE (cairn_source_file_page_get_type ())
G_DECLARE_FINAL_TYPE (CairnSourceFilePage, cairn_source_file_page, CAIRN, SOURCE_FILE_PAGE, AdwBin)

/* @folder: where to look for files first; NULL: anywhere. @removable: there are timings already. */
GtkWidget *cairn_source_file_page_new (GFile *folder, gboolean removable);

/* @draft: what is known of @file; NULL: nothing yet. @message: what is wrong with it; NULL:
 * nothing.
 */
void cairn_source_file_page_show (CairnSourceFilePage *self,
                                  GFile *file,
                                  const CairnSourceDraft *draft,
                                  const char *message);

G_END_DECLS
