/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-source-error.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* An event log in memory, whatever it came from: columns of texts, each different text kept once.
 * Limits, beyond which adding fails with CAIRN_SOURCE_ERROR_TOO_LARGE: */
#define CAIRN_LOG_MAX_COLUMNS 1024
#define CAIRN_LOG_MAX_ROWS 20000000
#define CAIRN_LOG_MAX_BYTES (G_GUINT64_CONSTANT (4) << 30) /* of the log, unpacked */
#define CAIRN_LOG_MAX_CELL (1 << 20)

typedef struct _CairnLogTable CairnLogTable;

CairnLogTable *cairn_log_table_new (void);
void cairn_log_table_free (CairnLogTable *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CairnLogTable, cairn_log_table_free)

/* The number of the column called @name, which is made if need be; -1 if there are too many. */
int cairn_log_table_add_column (CairnLogTable *self, const char *name);
int cairn_log_table_find_column (CairnLogTable *self, const char *name);
/* NULL-terminated, in the order they came. */
const char *const *cairn_log_table_get_columns (CairnLogTable *self);

/* Into the row being made. Text that is not UTF-8 is taken as Windows-1252. */
void cairn_log_table_set (CairnLogTable *self, int column, const char *text, gsize length);
gboolean cairn_log_table_end_row (CairnLogTable *self, GError **error);

gsize cairn_log_table_get_n_rows (CairnLogTable *self);
/* NULL: nothing there, or the column is -1. */
const char *cairn_log_table_get (CairnLogTable *self, gsize row, int column);
/* The same text has the same number; 0: nothing there. */
guint32 cairn_log_table_get_id (CairnLogTable *self, gsize row, int column);
const char *cairn_log_table_get_text (CairnLogTable *self, guint32 id);
/* Greater than every id. */
guint32 cairn_log_table_get_n_ids (CairnLogTable *self);
gboolean cairn_log_table_had_bad_text (CairnLogTable *self);

/* ---- filling it ---- */

/* The log's bytes, unpacked if they are gzipped; says which reader they are for. */
GInputStream *
cairn_log_open (const char *path, gboolean *is_xml, GCancellable *cancellable, GError **error);

/* @name is for messages. */
gboolean cairn_log_read_csv (CairnLogTable *self,
                             GInputStream *stream,
                             const char *name,
                             GCancellable *cancellable,
                             GError **error);
gboolean cairn_log_read_xes (CairnLogTable *self,
                             GInputStream *stream,
                             const char *name,
                             GCancellable *cancellable,
                             GError **error);

G_END_DECLS
