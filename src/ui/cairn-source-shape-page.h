/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "insight/cairn-source-draft.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* The second page of the assistant for data: what does one row mean? Emits "changed". */
#define CAIRN_TYPE_SOURCE_SHAPE_PAGE (cairn_source_shape_page_get_type ())
G_DECLARE_FINAL_TYPE (
  CairnSourceShapePage, cairn_source_shape_page, CAIRN, SOURCE_SHAPE_PAGE, AdwBin)

GtkWidget *cairn_source_shape_page_new (void);

/* @draft is written to as long as the page is shown. */
void cairn_source_shape_page_show (CairnSourceShapePage *self, CairnSourceDraft *draft);

G_END_DECLS
