/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Why visits could not be read or written. Every message names the file, what is wrong with it and
 * what to do. A cancelled call reports G_IO_ERROR_CANCELLED instead. */
typedef enum
{
  CAIRN_SOURCE_ERROR_MISSING,        /* no such file */
  CAIRN_SOURCE_ERROR_PERMISSION,     /* may not be read (or written, by an import) */
  CAIRN_SOURCE_ERROR_NOT_A_DATABASE, /* something else, or encrypted */
  CAIRN_SOURCE_ERROR_CORRUPT,
  CAIRN_SOURCE_ERROR_LOCKED, /* another program holds it; later may do */
  CAIRN_SOURCE_ERROR_WAL,    /* its write-ahead log cannot be read from here */
  CAIRN_SOURCE_ERROR_NO_TABLE,
  CAIRN_SOURCE_ERROR_NO_COLUMN,
  CAIRN_SOURCE_ERROR_NO_MAPPING,     /* nothing in it looks like visits; name the columns */
  CAIRN_SOURCE_ERROR_AMBIGUOUS_TIME, /* day or month first? */
  CAIRN_SOURCE_ERROR_BAD_OPTION,     /* an unknown zone, time format … */
  CAIRN_SOURCE_ERROR_EXISTS,         /* an import would overwrite a file */
  CAIRN_SOURCE_ERROR_BAD_LOG,        /* not an event log: broken XML, no events … */
  CAIRN_SOURCE_ERROR_TOO_LARGE,      /* beyond a limit that guards against hostile files */
  CAIRN_SOURCE_ERROR_READ,           /* anything else while reading */
  CAIRN_SOURCE_ERROR_WRITE,
} CairnSourceError;

#define CAIRN_SOURCE_ERROR (cairn_source_error_quark ())
GQuark cairn_source_error_quark (void);

/* Called now and then with how far the work is, 0 to 1. */
typedef void (*CairnProgressFunc) (double fraction, gpointer data);

G_END_DECLS
