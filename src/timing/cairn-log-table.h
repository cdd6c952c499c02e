/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-source-error.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* Where the rows of an event log go, whatever it came from: columns of texts. The first rows are
 * kept as a sample, each different text once; when that is large enough, its owner has the rest
 * handed on row by row (cairn_log_table_stream()), and nothing more is kept. Limits, beyond which
 * adding fails with CAIRN_SOURCE_ERROR_TOO_LARGE: */
#define CAIRN_LOG_MAX_COLUMNS 1024
#define CAIRN_LOG_MAX_ROWS (G_MAXUINT32 - 1)
#define CAIRN_LOG_MAX_BYTES (G_GUINT64_CONSTANT (4) << 30) /* of the log, unpacked */
#define CAIRN_LOG_MAX_CELL (1 << 20)
#define CAIRN_LOG_MAX_ROW ((gsize) 64 << 20) /* bytes */

/* What a sample has at least, if the log has it. */
#define CAIRN_LOG_SAMPLE_ROWS 20000
#define CAIRN_LOG_SAMPLE_BYTES ((gsize) 8 << 20)

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

/* All that were read, kept or not; while rows are handed on, up to the row at hand. */
gsize cairn_log_table_get_n_rows (CairnLogTable *self);
/* NULL: nothing there, or the column is -1. */
const char *cairn_log_table_get (CairnLogTable *self, gsize row, int column);
/* The same text has the same number; 0: nothing there. */
guint32 cairn_log_table_get_id (CairnLogTable *self, gsize row, int column);
const char *cairn_log_table_get_text (CairnLogTable *self, guint32 id);
/* Greater than every id. */
guint32 cairn_log_table_get_n_ids (CairnLogTable *self);
gboolean cairn_log_table_had_bad_text (CairnLogTable *self);

/* ---- handing rows on ---- */

typedef gboolean (*CairnLogRowFunc) (CairnLogTable *self, gpointer data, GError **error);

/* @func is called once, when the sample is large enough; never for a log that is smaller. */
void cairn_log_table_set_sampled_func (CairnLogTable *self, CairnLogRowFunc func, gpointer data);

/* Calls @func for each row of the sample, forgets them, and from then on calls it for each row as
 * it is read. Only the cells of @columns (-1s are skipped) are there to be read. */
gboolean cairn_log_table_stream (CairnLogTable *self,
                                 const int *columns,
                                 guint n_columns,
                                 CairnLogRowFunc func,
                                 gpointer data,
                                 GError **error);

/* In @func: the cell of the row at hand; NULL: nothing there, or the column is -1. */
const char *cairn_log_table_get_cell (CairnLogTable *self, int column, gsize *length);

/* ---- filling it ---- */

/* A log's bytes, unpacked if they are gzipped. */
typedef struct
{
  GInputStream *stream;
  GInputStream *file; /* what stands on the disk */
  guint64 size;       /* of that; 0: not known */
  gboolean is_xml;    /* which reader they are for */
} CairnLogFile;

gboolean cairn_log_file_open (CairnLogFile *self,
                              const char *path,
                              GCancellable *cancellable,
                              GError **error);
void cairn_log_file_clear (CairnLogFile *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CairnLogFile, cairn_log_file_clear)

/* Bytes of the file on the disk that were read so far. */
guint64 cairn_log_file_tell (const CairnLogFile *self);

/* With the reader it is for. */
gboolean cairn_log_file_read (CairnLogFile *self,
                              CairnLogTable *table,
                              const char *path,
                              GCancellable *cancellable,
                              GError **error);

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
