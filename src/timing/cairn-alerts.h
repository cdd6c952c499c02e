/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-snapshot.h"

G_BEGIN_DECLS

/* What somebody wants to be told of. */
typedef enum
{
  CAIRN_ALERT_LIMIT = 1 << 0,   /* the median stay in a stage passes its limit */
  CAIRN_ALERT_PILE_UP = 1 << 1, /* a stage begins to pile up */
  CAIRN_ALERT_STUCK = 1 << 2,   /* a customer stays longer than the limit */
} CairnAlertKind;

typedef struct
{
  CairnAlertKind kind;
  char *segment; /* NULL: the data know none */
  char *stage;
  gint64 at;  /* seconds */
  char *text; /* a sentence, translated */
} CairnAlert;

void cairn_alert_free (CairnAlert *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CairnAlert, cairn_alert_free)

/* What has happened between two snapshots of one source: GPtrArray of CairnAlert. Nothing, if they
 * do not count the same customers over windows of the same length, or the second one is not the
 * later: then the question has changed, and not the answer. Pure. */
GPtrArray *cairn_alerts_find (CairnSnapshot *before, CairnSnapshot *after, guint kinds);

G_END_DECLS
