/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "insight/cairn-source-draft.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* The third page of the assistant for data: what each column is for, and how times are written.
 * Emits "changed". */
#define CAIRN_TYPE_SOURCE_COLUMNS_PAGE (cairn_source_columns_page_get_type ())
G_DECLARE_FINAL_TYPE (
  CairnSourceColumnsPage, cairn_source_columns_page, CAIRN, SOURCE_COLUMNS_PAGE, AdwBin)

GtkWidget *cairn_source_columns_page_new (void);

/* @draft is written to as long as the page is shown. */
void cairn_source_columns_page_show (CairnSourceColumnsPage *self, CairnSourceDraft *draft);

G_END_DECLS
