/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define CAIRN_IMPORT_OPEN G_MAXINT64

/* A row of a log that can be used. Names are numbers of CairnNameLists; 0: none. Many of them are
 * written to a file and sorted there, so it holds no pointer and is small. */
typedef struct
{
  gint64 entered;
  gint64 left;    /* CAIRN_IMPORT_OPEN: still there, or not said */
  gint64 started; /* CAIRN_IMPORT_OPEN: not said */
  guint32 row;    /* of equal moments the file's order decides */
  guint32 customer, owner;
  guint32 stage; /* 0: only a touchpoint */
  guint32 touchpoint;
  guint32 segment : 30;
  guint32 transition : 2; /* CairnTransition */
} CairnImportEvent;

G_END_DECLS
