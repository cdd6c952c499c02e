/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/cairn-document.h"
#include "timing/cairn-import.h"
#include "timing/cairn-source-preview.h"
#include "timing/cairn-time-reader.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* What the assistant for data knows so far: a file, its first rows, and what its columns are for.
 * Nothing of it is in the journey before the end. */

/* What a column may be for. */
typedef enum
{
  CAIRN_DRAFT_UNUSED,
  CAIRN_DRAFT_CUSTOMER,
  CAIRN_DRAFT_STAGE,
  CAIRN_DRAFT_ENTERED,
  CAIRN_DRAFT_LEFT,
  CAIRN_DRAFT_OWNER,
  CAIRN_DRAFT_SEGMENT,
  CAIRN_DRAFT_STARTED,
  CAIRN_DRAFT_TRANSITION,
  CAIRN_DRAFT_TOUCHPOINT,
  CAIRN_DRAFT_UPDATED,
  CAIRN_DRAFT_N_ROLES
} CairnDraftRole;

typedef struct
{
  GFile *file;                /* NULL: it is a server */
  char *address;              /* of that; else NULL */
  gboolean is_log;            /* CSV or XES, not a database */
  CairnSourcePreview *sample; /* its beginning; never NULL once the file was looked at */
  gboolean recommended;       /* a database whose names say everything */

  CairnMapping *names; /* what the journey calls values; never NULL */
  char **stages;       /* on the map, in its order; never NULL */

  int shape;         /* CAIRN_SHAPE_…; set it with cairn_source_draft_set_shape() */
  GArray *roles;     /* CairnDraftRole of each column */
  GPtrArray *dates;  /* CairnMappingDates: of rows with a date for each stage */
  char *time_format; /* NULL: found out */
  char *zone;        /* NULL: that of this computer; of a log: UTC */
} CairnSourceDraft;

/* @file: NULL for a server. */
CairnSourceDraft *cairn_source_draft_new (GFile *file);
CairnSourceDraft *cairn_source_draft_copy (const CairnSourceDraft *self);
void cairn_source_draft_free (CairnSourceDraft *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CairnSourceDraft, cairn_source_draft_free)

void cairn_source_draft_set_names (CairnSourceDraft *self,
                                   const CairnMapping *names,
                                   const char *const *stages);
/* Takes @sample (owned), and what @mapping (may be NULL) names of its columns; guesses the rest. */
void cairn_source_draft_set_sample (CairnSourceDraft *self,
                                    CairnSourcePreview *sample,
                                    const CairnMapping *mapping);
/* Goes by what was chosen when such a log was imported before; see
 * cairn_source_draft_dup_import(). */
void cairn_source_draft_set_import (CairnSourceDraft *self, const char *text);
/* What rows most likely mean, by which columns there are. */
int cairn_source_draft_guess_shape (const CairnSourceDraft *self);
/* Guesses what rows of that shape need and nobody has said yet. */
void cairn_source_draft_set_shape (CairnSourceDraft *self, int shape);

/* The name of the column that plays @role, or NULL. */
const char *cairn_source_draft_get_column (const CairnSourceDraft *self, CairnDraftRole role);
/* A role that another column has is taken from it. */
void cairn_source_draft_set_role (CairnSourceDraft *self, guint column, CairnDraftRole role);
gboolean cairn_source_draft_has_roles (const CairnSourceDraft *self);
/* Whether a column of @role says anything in rows of the draft's shape. */
gboolean cairn_source_draft_wants (const CairnSourceDraft *self, CairnDraftRole role);
/* Whether the rows of a log go into the database as they stand, and are made sense of there. */
gboolean cairn_source_draft_keeps_rows (const CairnSourceDraft *self);

/* What tells when @stage was entered and left; NULL: nothing does. */
const CairnMappingDates *cairn_source_draft_get_dates (const CairnSourceDraft *self,
                                                       const char *stage);
/* Columns; @entered NULL: the rows do not tell of @stage; @left NULL: it lasts until the next date.
 * A column by which another stage is entered is taken from it. */
void cairn_source_draft_set_dates (CairnSourceDraft *self,
                                   const char *stage,
                                   const char *entered,
                                   const char *left);
/* All there are (CairnMappingDates), unless the columns are those of another file altogether. */
void cairn_source_draft_take_dates (CairnSourceDraft *self, const GPtrArray *dates);
/* Whether all that stands in a column of the sample can be read as times. */
gboolean cairn_source_draft_holds_dates (const CairnSourceDraft *self, guint column);

/* What is still to be said, a sentence; NULL: nothing. Owned by the caller. */
char *cairn_source_draft_dup_problem (const CairnSourceDraft *self);

/* A few different texts of the columns that hold times, NULL-terminated. */
char **cairn_source_draft_dup_times (const CairnSourceDraft *self, guint n);
/* FALSE if nothing in the sample tells day from month, and nothing was chosen. */
gboolean cairn_source_draft_get_format (const CairnSourceDraft *self, CairnTimeFormat *format);
/* Whether some times carry no zone of their own. */
gboolean cairn_source_draft_needs_zone (const CairnSourceDraft *self);
/* For the times as they are most likely meant. Owned by the caller. */
CairnTimeReader *cairn_source_draft_new_reader (const CairnSourceDraft *self);
/* How @text would be read: "3 Nov 2026 10:00". NULL: not as a time. Owned by the caller. */
char *cairn_source_draft_read_time (const CairnSourceDraft *self,
                                    const CairnTimeFormat *format,
                                    const char *text);

/* The zone of times without one; NULL: that of this computer. */
const char *cairn_source_draft_get_zone (const CairnSourceDraft *self);

/* What of the database at @path is to be read. Owned by the caller. */
CairnMapping *cairn_source_draft_dup_mapping (const CairnSourceDraft *self, const char *path);
/* All columns that play a part. Owned by the caller. */
char **cairn_source_draft_dup_columns (const CairnSourceDraft *self);
/* How a log is to be imported; the strings are those of the draft. */
void cairn_source_draft_get_import (const CairnSourceDraft *self, CairnImportOptions *options);
/* The same as the journey keeps it, @log being what it calls the file: lines "name=value". */
char *cairn_source_draft_dup_import (const CairnSourceDraft *self, const char *log);
/* One value of such a text, or NULL. Owned by the caller. */
char *cairn_source_draft_dup_import_value (const char *text, const char *name);

/* What of the CAIRN_RESULT_… a value that is no stage means, going by its words; -1: none. */
int cairn_source_guess_result (const char *value);

G_END_DECLS
