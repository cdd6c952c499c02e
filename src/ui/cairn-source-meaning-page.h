/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "insight/cairn-source-probe.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* The fourth page of the assistant for data: what the rows say of three customers, and which of
 * them would be set aside. */
#define CAIRN_TYPE_SOURCE_MEANING_PAGE (cairn_source_meaning_page_get_type ())
G_DECLARE_FINAL_TYPE (
  CairnSourceMeaningPage, cairn_source_meaning_page, CAIRN, SOURCE_MEANING_PAGE, AdwBin)

GtkWidget *cairn_source_meaning_page_new (void);

void cairn_source_meaning_page_show (CairnSourceMeaningPage *self,
                                     const CairnSourceReading *reading);

G_END_DECLS
