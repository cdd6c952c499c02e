/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-mapping.h"
#include "timing/cairn-visit.h"

G_BEGIN_DECLS

/* A look into a database before its visits are used: what there is, and what a mapping makes of it.
 */

/* One row as the mapping understands it. */
typedef struct
{
  char *customer;
  char *stage;    /* as found in the data */
  gint64 entered; /* G_MININT64: cannot be read as a time */
  gint64 left;    /* CAIRN_VISIT_OPEN: still there; G_MININT64: cannot be read as a time */
} CairnPreviewVisit;

typedef struct
{
  char **tables;   /* tables, then views */
  char *table;     /* the one that the rest is about: the mapping's, else the first; may be NULL */
  char **columns;  /* its columns */
  GPtrArray *rows; /* of char **: its first rows as text, a cell for each column */
  GPtrArray *visits; /* of CairnPreviewVisit: the last stay of a few customers; empty if the
                        mapping lacks a column */
} CairnSourcePreview;

/* With no rows and no visits, for whoever reads some. */
CairnSourcePreview *cairn_source_preview_new (void);
void cairn_source_preview_free (CairnSourcePreview *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CairnSourcePreview, cairn_source_preview_free)

/* Reads at most @n_rows rows and the last visits of at most @n_customers customers. Blocking, but
 * short whatever the size of the file. @mapping needs a path only. Errors: CAIRN_SOURCE_ERROR. */
CairnSourcePreview *cairn_source_preview_read (const CairnMapping *mapping,
                                               guint n_rows,
                                               guint n_customers,
                                               GError **error);

G_END_DECLS
