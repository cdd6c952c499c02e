/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Invented visits for any journey, so that a template shows what timings look like before anybody
 * has data. One table: visits(id, customer, segment, stage, owner, entered_at, left_at). */

typedef struct
{
  const char *name;
  double median; /* of a stay, days */
  gboolean slow; /* for the last five weeks nothing gets done there: the bottleneck */
} CairnExampleStage;

typedef struct
{
  const char *name;
  double per_week; /* customers who arrive */
  const CairnExampleStage *stages;
  guint n_stages;
} CairnExampleSegment;

/* Writes @path anew, as it looks at @now after forty weeks. The same @seed and @now write the same
 * rows. */
gboolean cairn_example_database_create (const char *path,
                                        const CairnExampleSegment *segments,
                                        guint n_segments,
                                        guint32 seed,
                                        gint64 now,
                                        GError **error);

G_END_DECLS
