/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-snapshot.h"
#include "timing/cairn-visit-decoder.h"

#include <sqlite3.h>

G_BEGIN_DECLS

/* Rows of a log that an import could not use. They are no stays, so they are not among them; but a
 * database that was imported says how many there were and why, with the first of each reason, in
 * tables of its own, so that nothing is dropped in silence. */
typedef struct _CairnLeftOut CairnLeftOut;

CairnLeftOut *cairn_left_out_new (void);
void cairn_left_out_free (CairnLeftOut *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CairnLeftOut, cairn_left_out_free)

/* @row: its number in the log. Texts may be NULL. */
void cairn_left_out_add (CairnLeftOut *self,
                         CairnRowState reason,
                         guint64 row,
                         const char *customer,
                         const char *stage,
                         const char *entered,
                         const char *left);
guint64 cairn_left_out_get_n_rows (const CairnLeftOut *self);

/* FALSE: the database says why. Writes nothing where nothing was left out. */
gboolean cairn_left_out_write (const CairnLeftOut *self, sqlite3 *db);
/* Never NULL: a database that knows nothing of it has left out nothing. */
CairnLeftOut *cairn_left_out_read (sqlite3 *db);

/* Adds counts to both, and at most @n_rows rows of each reason to @quality. */
void cairn_left_out_report (const CairnLeftOut *self,
                            CairnSnapshot *snapshot,
                            CairnQuality *quality,
                            guint n_rows);

G_END_DECLS
