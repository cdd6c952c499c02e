/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "command/cairn-source-commands.h"
#include "insight/cairn-source-probe.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* The last page of the assistant for data: which value is which stage of the map, which segment,
 * and which means the end. */
#define CAIRN_TYPE_SOURCE_VALUES_PAGE (cairn_source_values_page_get_type ())
G_DECLARE_FINAL_TYPE (
  CairnSourceValuesPage, cairn_source_values_page, CAIRN, SOURCE_VALUES_PAGE, AdwBin)

GtkWidget *cairn_source_values_page_new (void);

void cairn_source_values_page_show (CairnSourceValuesPage *self,
                                    CairnDocument *document,
                                    const CairnSourceReading *reading);

/* Fills in what was chosen; the strings are those of the page. */
void cairn_source_values_page_get (CairnSourceValuesPage *self, CairnSourceSetup *setup);

G_END_DECLS
