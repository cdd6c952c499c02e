/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define CAIRN_IO_ERROR (cairn_io_error_quark ())
GQuark cairn_io_error_quark (void);

/* Messages are translated sentences that name the file, the line if there is one, what is wrong and
 * what to do. */
typedef enum
{
  CAIRN_IO_ERROR_OPEN,          /* the file is not there or cannot be read */
  CAIRN_IO_ERROR_SYNTAX,        /* not XML, or not UTF-8 */
  CAIRN_IO_ERROR_NOT_A_JOURNEY, /* XML, but something else */
  CAIRN_IO_ERROR_FORBIDDEN,     /* it has a document type declaration */
  CAIRN_IO_ERROR_LIMIT,         /* larger or deeper than Cairn reads */
  CAIRN_IO_ERROR_INVALID,       /* a value, id or reference that cannot be */
  CAIRN_IO_ERROR_SAVE,          /* the file could not be written; the old one stands */
  CAIRN_IO_ERROR_CHANGED,       /* somebody else changed the file meanwhile */
  CAIRN_IO_ERROR_EXISTS,        /* a new file was asked for and there is one already */
  CAIRN_IO_ERROR_NO_TEMPLATE,   /* no template has that name */
} CairnIoError;

G_END_DECLS
