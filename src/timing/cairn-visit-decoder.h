/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-customer-book.h"
#include "timing/cairn-time-reader.h"
#include "timing/cairn-transition.h"

G_BEGIN_DECLS

/* Turns rows of a source into visits, or says why not. */

typedef enum
{
  CAIRN_ROW_VISIT,
  CAIRN_ROW_UNMAPPED, /* a visit of a stage that is not on the journey */
  /* The end of a journey; the cell is G_MAXUINT16 unless it is a stage as well. */
  CAIRN_ROW_SUCCESS,
  CAIRN_ROW_CHURN,
  CAIRN_ROW_OTHER_END,
  /* Quarantine: what follows is no visit that could be counted. */
  CAIRN_ROW_NO_CUSTOMER,
  CAIRN_ROW_NO_STAGE,
  CAIRN_ROW_BAD_ENTERED,
  CAIRN_ROW_BAD_LEFT,
  CAIRN_ROW_LEFT_BEFORE_ENTERED,
  CAIRN_ROW_FUTURE,
  CAIRN_ROW_PLACEHOLDER,
  CAIRN_ROW_OTHER_TRANSITION,
  CAIRN_ROW_TOO_MANY_STAGES,
  CAIRN_ROW_NO_DATE, /* a row of dates without any */
} CairnRowState;

#define CAIRN_N_ROW_STATES (CAIRN_ROW_NO_DATE + 1)

/* Translated, for CairnQuarantine. NULL for what comes before those. */
const char *cairn_row_state_reason (CairnRowState state);

/* How far ahead of the clock a visit may begin before it counts as a mistake, in seconds. */
#define CAIRN_FUTURE_SLACK 300

typedef struct
{
  gint64 entered;
  gint64 left;
  guint32 customer;
  guint16 cell; /* of an unmapped row: as cairn_visit_decoder_get_unmapped() counts */
  guint16 owner;
  gint32 wait;
  guint8 state;      /* CairnRowState */
  guint8 transition; /* CairnTransition, of starts and ends */
} CairnSourceRow;

typedef struct _CairnVisitDecoder CairnVisitDecoder;

/* @mapping and @engine are borrowed and must outlive the decoder. */
CairnVisitDecoder *cairn_visit_decoder_new (const CairnMapping *mapping,
                                            const CairnTimeFormat *format,
                                            GTimeZone *zone,
                                            CairnEngine *engine);
void cairn_visit_decoder_free (CairnVisitDecoder *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CairnVisitDecoder, cairn_visit_decoder_free)

CairnCustomerBook *cairn_visit_decoder_get_book (CairnVisitDecoder *self);

/* The value of unmapped stage @number. */
const char *cairn_visit_decoder_get_unmapped (CairnVisitDecoder *self, guint number);

guint cairn_visit_decoder_count_unmapped (const CairnVisitDecoder *self);
/* As if a row had named it. FALSE: it is not unmapped, or has a number already. */
gboolean cairn_visit_decoder_add_unmapped (CairnVisitDecoder *self, const char *value);

CairnSegmentTable *cairn_visit_decoder_get_segments (CairnVisitDecoder *self);

CairnTimeReader *cairn_visit_decoder_get_times (CairnVisitDecoder *self);

/* Columns of @stmt: 0 anything, 1 customer, 2 stage, 3 entered, 4 left or transition, 5 segment, 6
 * owner, 7 start of work; the last three are not looked at unless they are mapped. Of a row of
 * dates, 2 to 4 and 7 are not looked at; from CAIRN_FIRST_DATE on the columns of its dates follow,
 * two for each.
 * @clock: now, for telling the future. */
void cairn_visit_decoder_read (CairnVisitDecoder *self,
                               sqlite3_stmt *stmt,
                               gint64 clock,
                               CairnSourceRow *row);

#define CAIRN_FIRST_DATE 8

/* The same in two halves, of the fields of the columns before that: with very many customers the
 * wait for the memory that tells of them is the dearest part of a row, so begin some rows before
 * you finish the first. @half->row is good when it is finished. */
typedef struct
{
  gint64 id;
  CairnSourceRow row;
  CairnCustomerKey key;
  gpointer stage;
  guint16 segment;
  gboolean finished;
} CairnHalfRow;

void cairn_visit_decoder_begin (
  CairnVisitDecoder *self, gint64 id, const CairnField *fields, gint64 clock, CairnHalfRow *half);
void cairn_visit_decoder_finish (CairnVisitDecoder *self, CairnHalfRow *half);

/* The date number @date of a row of dates. FALSE: there is none, which is nothing to tell of. */
gboolean cairn_visit_decoder_read_date (
  CairnVisitDecoder *self, sqlite3_stmt *stmt, guint date, gint64 clock, CairnSourceRow *row);

/* For several threads: each has a helper of its own, made while no other reads. Between
 * set_shared (TRUE) and (FALSE) only the helpers read; whoever wants @main or its engine meanwhile
 * takes the lock. @main must outlive them. */
CairnVisitDecoder *cairn_visit_decoder_new_helper (CairnVisitDecoder *main);
void cairn_visit_decoder_set_shared (CairnVisitDecoder *self, gboolean shared);
void cairn_visit_decoder_lock (CairnVisitDecoder *self);
void cairn_visit_decoder_unlock (CairnVisitDecoder *self);

/* Of a helper: the least id of a row in each cell of the engine's, where it is below what @firsts
 * (gint64, by cell) holds already. */
void cairn_visit_decoder_merge_firsts (const CairnVisitDecoder *self, GArray *firsts);

G_END_DECLS
