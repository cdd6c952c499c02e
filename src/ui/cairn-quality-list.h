/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-quality.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* What the rows of a database are not counted as they stand, or not at all: lists of sentences with
 * numbers, each of which opens to its rows. */

typedef struct
{
  char *what; /* "left before it was entered" */
  guint rows;
  guint customers;     /* 0: not known */
  GPtrArray *examples; /* of char **: customer, stage, entered, left, why; NULL: none known */
} CairnQualityItem;

typedef struct
{
  CairnFindingKind kind;
  const char *title;   /* translated */
  const char *meaning; /* what is done with them, translated */
  GPtrArray *items;    /* of CairnQualityItem */
} CairnQualityGroup;

/* The groups that hold anything; of CairnQualityGroup, owned by the caller. */
GPtrArray *cairn_quality_list_groups (CairnSnapshot *snapshot);
/* All items of @groups. */
guint cairn_quality_list_count (const GPtrArray *groups);
/* The same for a spreadsheet. Owned by the caller. */
char *cairn_quality_list_to_csv (const GPtrArray *groups);

/* A group of rows for one of @groups. */
GtkWidget *cairn_quality_list_new_group (const CairnQualityGroup *group);

G_END_DECLS
