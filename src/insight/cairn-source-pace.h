/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How far the reading of a source is. */
typedef struct
{
  double fraction;  /* of the work, 0 to 1 */
  guint64 n_rows;   /* of a log, read so far; 0: not known */
  guint64 n_bytes;  /* of a log, as it stands on the disk; 0: not known */
  guint64 n_visits; /* written so far; 0 while rows are read */
} CairnSourceProgress;

/* How fast it goes, as measured over the last seconds, and so how long it will take. Start from all
 * zero. */
typedef struct
{
  gint64 began; /* monotonic, microseconds */
  gint64 since; /* where the stretch begins that is measured */
  gint64 now;
  CairnSourceProgress at_since;
  CairnSourceProgress last;
  double rows, bytes, visits, work; /* a second; 0: not known */
} CairnSourcePace;

/* @now: monotonic. */
void cairn_source_pace_add (CairnSourcePace *self, const CairnSourceProgress *progress, gint64 now);

/* "45 % · 310,000 rows a second, 24 MB/s · about 20 s left". Owned by the caller. */
char *cairn_source_pace_dup_words (const CairnSourcePace *self);

G_END_DECLS
