/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "history/cairn-history.h"
#include "insight/cairn-source-draft.h"
#include "ui/cairn-source-values-page.h"

G_BEGIN_DECLS

/* Where the assistant for data meets files and the journey. @folder is that of the journey's file;
 * NULL: it has none yet. */

/* The journey's source; NULL: none. */
CairnElement *cairn_source_finish_find (CairnDocument *document);
/* Which dates of a row tell of which stage, as the journey keeps it. */
void cairn_source_finish_take_dates (CairnElement *source, CairnSourceDraft *draft);
/* The file that the journey names; NULL: none, an example, or a server. Owned by the caller. */
GFile *cairn_source_finish_dup_database (CairnDocument *document, GFile *folder);

/* The address of the server that the journey names; NULL: none. */
const char *cairn_source_finish_get_address (CairnDocument *document);

/* An empty file beside the journey, else beside @log, for what a log is imported into until it is
 * wanted. Owned by the caller. Errors: G_IO_ERROR. */
char *cairn_source_finish_make_output (GFile *folder, GFile *log, GError **error);

/* Whether @path is such a file. */
gboolean cairn_source_finish_is_passing (const char *path);

/* Writes all into the journey, as one step of undo. @output (may be NULL) becomes a database named
 * after the log. Errors: G_IO_ERROR. */
gboolean cairn_source_finish (CairnHistory *history,
                              GFile *folder,
                              const CairnSourceDraft *draft,
                              const char *output,
                              CairnSourceValuesPage *values,
                              GError **error);
/* The journey's database was imported anew from the draft's log. */
void cairn_source_finish_next (CairnHistory *history, GFile *folder, const CairnSourceDraft *draft);
void cairn_source_finish_remove (CairnHistory *history);

G_END_DECLS
