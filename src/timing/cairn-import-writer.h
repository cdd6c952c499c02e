/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-left-out.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* Writes a database in the recommended schema beside its target, row by row, in little memory. */
typedef struct _CairnImportWriter CairnImportWriter;

CairnImportWriter *
cairn_import_writer_new (const char *path, GCancellable *cancellable, GError **error);
/* Removes what was written unless it was finished. */
void cairn_import_writer_free (CairnImportWriter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CairnImportWriter, cairn_import_writer_free)

/* Moments that are G_MAXINT64, and texts that are NULL, stay empty. */
typedef struct
{
  guint32 customer; /* its number */
  const char *stage, *owner;
  gint64 entered, started, left;
} CairnImportWriterVisit;

typedef struct
{
  guint32 number;
  const char *name, *segment;
  gint64 lost;
  gboolean success;
} CairnImportWriterCustomer;

typedef struct
{
  guint32 customer;
  const char *name;
  gint64 at;
} CairnImportWriterTouchpoint;

gboolean cairn_import_writer_add_visit (CairnImportWriter *self,
                                        const CairnImportWriterVisit *visit,
                                        GError **error);
gboolean cairn_import_writer_add_customer (CairnImportWriter *self,
                                           const CairnImportWriterCustomer *customer,
                                           GError **error);
/* The table is there only if a touchpoint is. */
gboolean cairn_import_writer_add_touchpoint (CairnImportWriter *self,
                                             const CairnImportWriterTouchpoint *touchpoint,
                                             GError **error);
/* Once, after the customers. */
gboolean cairn_import_writer_add_left_out (CairnImportWriter *self,
                                           const CairnLeftOut *left_out,
                                           GError **error);

/* Whole, on the disk, and under its name. */
gboolean cairn_import_writer_finish (CairnImportWriter *self, GError **error);

G_END_DECLS
