/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-snapshot.h"

#include <glib.h>

G_BEGIN_DECLS

/* How good the data of a source are: which rows were set aside, which were put right and how.
 * Nothing is dropped silently, so every rule of docs/ANALYTICS.md 1.3 that touched a row leaves a
 * finding. Immutable once published; belongs to a snapshot (cairn_snapshot_get_quality()). */

typedef enum
{
  CAIRN_FINDING_REJECTED,      /* rows that are no visit; @detail says why */
  CAIRN_FINDING_UNMAPPED,      /* visits of a value that is no stage of the journey: @detail */
  CAIRN_FINDING_EXIT_INFERRED, /* open visits closed where the customer went on, or was lost */
  CAIRN_FINDING_MERGED,        /* overlapping stays of one customer in one stage, made one */
  CAIRN_FINDING_ENTRY_UNKNOWN, /* nobody knows since when: ends without a start, first snapshots */
  CAIRN_FINDING_FORGOTTEN,     /* open for ages with no sign of the customer: unrecorded exits? */
  CAIRN_FINDING_PASSED,        /* through within a minute */
  CAIRN_FINDING_RETURNED,      /* stays in a stage after the customer's first there */
} CairnFindingKind;

#define CAIRN_N_FINDING_KINDS (CAIRN_FINDING_RETURNED + 1)

/* One row behind a finding, as text for people. No field is NULL. */
typedef struct
{
  const char *customer;
  const char *stage;   /* as on the journey where it is on it, else as in the data */
  const char *entered; /* as in the data if it cannot be read, else local time */
  const char *left;
  const char *problem; /* translated: what is wrong, or what was done about it */
} CairnFindingRow;

typedef struct
{
  CairnFindingKind kind;
  const char *title;  /* translated, for a list: "left before it was entered", "closed for you" */
  const char *detail; /* of the first two kinds: the reason (translated), the value; else NULL */
  guint rows;
  guint customers;             /* 0: not known */
  const CairnFindingRow *list; /* as many of the rows as were asked for */
  guint n_list;
} CairnFinding;

/* What a source is asked for. All zero: counts only, and everybody counts. */
typedef struct
{
  guint n_rows;                 /* to list with each finding, at most */
  gboolean leave_out_forgotten; /* CAIRN_FINDING_FORGOTTEN do not count in any figure */
} CairnQualityWish;

CairnQuality *cairn_quality_ref (CairnQuality *self);
void cairn_quality_unref (CairnQuality *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CairnQuality, cairn_quality_unref)

/* Those with rows only, in order of their kind, of one kind the most rows first. */
const CairnFinding *cairn_quality_get_findings (const CairnQuality *self, guint *n_findings);

/* @detail NULL: the first of its kind. NULL if there is none. */
const CairnFinding *
cairn_quality_find (const CairnQuality *self, CairnFindingKind kind, const char *detail);

/* All rows read, those set aside included. */
gsize cairn_quality_get_n_rows (const CairnQuality *self);

/* How exact the moments are, in seconds, if that is worth saying: a day for dates without a time,
 * the step between two snapshots. 0: to the second. */
gint64 cairn_quality_get_resolution (const CairnQuality *self);

/* Whether CAIRN_FINDING_FORGOTTEN were left out of the figures. */
gboolean cairn_quality_leaves_out_forgotten (const CairnQuality *self);

/* Translated sentences about the whole, such as what a shape cannot tell; NULL-terminated. */
const char *const *cairn_quality_get_remarks (const CairnQuality *self);

G_END_DECLS
