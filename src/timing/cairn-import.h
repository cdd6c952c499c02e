/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-source-error.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* Turns an event log (XES or CSV, gzipped or not) into a database in the recommended schema:
 *   customers(id, name, segment, …), stage_visits(id, customer_id, stage, owner, entered_at, …),
 * and, if the log names them, touchpoints(customer_id, name, at). */

/* What one row of the log means. */
typedef enum
{
  CAIRN_IMPORT_AUTO,      /* found out */
  CAIRN_IMPORT_VISITS,    /* a stay: it has a time of entering and one of leaving */
  CAIRN_IMPORT_CHANGES,   /* the customer enters the stage, and stays to the next different one */
  CAIRN_IMPORT_LIFECYCLE, /* a start or an end; the oldest start still open goes with an end */
} CairnImportShape;

/* All strings are borrowed; NULL: found out, "": there is none. In XES, attributes of a trace are
 * called "case:…", and a column may also be named without that. */
typedef struct
{
  const char *input;
  const char *output;
  CairnImportShape shape;
  const char *customer, *stage, *entered, *left, *owner, *segment;
  const char *transition;  /* of "lifecycle": the column that tells starts from ends */
  const char *time_format; /* cairn_time_format_parse() */
  const char *zone;        /* of times without an offset; NULL: UTC */
  /* Stages that are the end: who enters one leaves it in the same moment. NULL: none. */
  const char *const *finals;
  gboolean split_repeats; /* "changes": the same stage again is a new visit, not the same one */
  gboolean force;         /* overwrite @output */

  const char
    *started; /* when the work in the stage began; not of "lifecycle", whose starts enter */
  /* What was done with the customer at the moment of the row. A row without a stage may hold one.
   */
  const char *touchpoint;
  /* Ends, as @finals, that say what has become of the customer. */
  const char *const *successes;
  const char *const *losses;
} CairnImportOptions;

typedef struct
{
  gsize n_rows; /* read */
  gsize n_customers;
  gsize n_visits;
  gsize n_open;
  gsize n_touchpoints;
  GPtrArray *notes; /* sentences for the user: what was guessed, left out, and may be wrong */
} CairnImportResult;

void cairn_import_result_clear (CairnImportResult *result);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CairnImportResult, cairn_import_result_clear)

typedef struct
{
  double fraction;  /* of the work, 0 to 1 */
  guint64 n_bytes;  /* read so far, of the file as it stands on the disk */
  guint64 size;     /* of that; 0: not known */
  guint64 n_rows;   /* read so far */
  guint64 n_visits; /* written so far; 0 while rows are read */
} CairnImportProgress;

/* Called now and then, in the thread that imports. */
typedef void (*CairnImportProgressFunc) (const CairnImportProgress *progress, gpointer data);

/* Blocking, in memory that does not grow with the log: what does not fit is set aside in the folder
 * of
 * @output. Writes beside @output and renames, so that a failure leaves nothing behind and an old
 * file as it was; what a killed import left is removed by the next one to the same @output.
 * Errors: CAIRN_SOURCE_ERROR, G_IO_ERROR_CANCELLED. */
gboolean cairn_import_run (const CairnImportOptions *options,
                           CairnImportProgressFunc progress,
                           gpointer data,
                           GCancellable *cancellable,
                           CairnImportResult *result,
                           GError **error);

G_END_DECLS
