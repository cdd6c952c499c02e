/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-engine.h"
#include "timing/cairn-lost-customers.h"
#include "timing/cairn-quality.h"
#include "timing/cairn-stays-derive.h"

G_BEGIN_DECLS

/* What is known of each customer, and the stays that the engine is told of: derived and put right
 * customer by customer, so that news of one cost no look at another, and any way to the same events
 * leads to the same stays. 48 bytes an event. */
typedef struct _CairnStayBook CairnStayBook;

/* What CairnStayEvent.cell is where the stage is not on the journey: such an event counts for what
 * comes before and after it only. */
#define CAIRN_NO_CELL G_MAXUINT16

/* @engine is borrowed and must outlive the book. */
CairnStayBook *cairn_stay_book_new (CairnEngine *engine, CairnSourceShape shape);
void cairn_stay_book_free (CairnStayBook *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CairnStayBook, cairn_stay_book_free)

void cairn_stay_book_add (CairnStayBook *self, guint32 customer, const CairnStayEvent *event);
/* The event with that order. */
void cairn_stay_book_remove (CairnStayBook *self, guint32 customer, gint64 order);

/* What is known of a customer beside events: when they were lost (CAIRN_VISIT_OPEN: never), and
 * whether they are a success. */
void
cairn_stay_book_set_fate (CairnStayBook *self, guint32 customer, gint64 lost_at, gboolean success);

/* Until the book is settled for the first time: events that follow came with @stretch of the rows,
 * as the engine calls it. */
void cairn_stay_book_set_stretch (CairnStayBook *self, guint16 stretch);
/* Instead of settling it for the first time: tells the engine of visits as they stand, but for
 * those of lost customers, and of fates. What is left to do with the book is to free it. Returns
 * who was lost; NULL: nobody. */
CairnLostCustomers *cairn_stay_book_give_up (CairnStayBook *self);

/* Tells the engine of all changes since the last time. Nothing to do: no cost. */
void cairn_stay_book_settle (CairnStayBook *self);

/* ---- of a settled book ---- */

typedef struct
{
  CairnStayEvent event;
  guint32 customer;
} CairnBookEntry;

/* All events with an order in [@first, @last], by that: array of CairnBookEntry. A look at every
 * event there is. */
GArray *cairn_stay_book_collect (const CairnStayBook *self, gint64 first, gint64 last);

/* Grows with each change. */
guint cairn_stay_book_get_serial (const CairnStayBook *self);

/* The stays that a rule has touched, and of how many customers. */
void cairn_stay_book_count (const CairnStayBook *self,
                            CairnFindingKind kind,
                            guint *rows,
                            guint *customers);

typedef struct
{
  CairnFindingKind kind;
  guint32 customer;
  CairnDerivedStay stay;
} CairnStayFinding;

/* At most @n_rows stays of each kind: array of CairnStayFinding. */
GArray *cairn_stay_book_list (CairnStayBook *self, guint n_rows);

/* The last moment anything is known to have happened to the customer; G_MININT64: never. */
gint64 cairn_stay_book_get_last_seen (const CairnStayBook *self, guint32 customer);

/* Snapshots: the usual step from one to the next, in seconds; 0: none, or another shape. */
gint64 cairn_stay_book_get_step (const CairnStayBook *self);

G_END_DECLS
