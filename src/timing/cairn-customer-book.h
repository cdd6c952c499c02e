/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-engine.h"
#include "timing/cairn-field.h"
#include "timing/cairn-segment-table.h"
#include "timing/cairn-sqlite-private.h"

G_BEGIN_DECLS

/* Who the customers of a source are: by the key a visit names them with, and, for the recommended
 * schema, by the table customers(id, name, segment). */
typedef struct _CairnCustomerBook CairnCustomerBook;

typedef struct
{
  guint32 number;  /* as the engine counts */
  guint16 segment; /* as the segment table counts; that of "" without a customers table */
} CairnCustomer;

/* @engine and @segments are borrowed and must outlive the book. */
CairnCustomerBook *cairn_customer_book_new (CairnEngine *engine, CairnSegmentTable *segments);
void cairn_customer_book_free (CairnCustomerBook *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CairnCustomerBook, cairn_customer_book_free)

/* Reads the customers table (@table NULL: "customers"). The second time it compares: *@changed is
 * set if somebody already seen has got another name or segment, came, or went, so that the visits
 * must be read again. */
gboolean cairn_customer_book_read (CairnCustomerBook *self,
                                   sqlite3 *db,
                                   const char *path,
                                   const char *table,
                                   gboolean *changed,
                                   GError **error);

/* What a visit names its customer with: one look at the row for both calls below. */
typedef struct
{
  const char *text; /* NULL: it is a number; borrowed, and without a NUL behind it */
  gint64 number;
  gsize n_bytes; /* of @text */
} CairnCustomerKey;

/* @digits: room for CAIRN_FIELD_DIGITS, which the key may borrow. */
CairnCustomerKey cairn_customer_key_of_value (sqlite3_value *value, char *digits);

/* Sets @key to that of @field, and starts to fetch what cairn_customer_book_find() will look at.
 * With many customers the wait for that memory is the dearest part of a row, so do something else
 * in between. */
void cairn_customer_book_prefetch (CairnCustomerBook *self,
                                   const CairnField *field,
                                   char *digits,
                                   CairnCustomerKey *key);

/* The way nearly every row goes; FALSE: ask cairn_customer_book_find(). */
gboolean cairn_customer_book_find_direct (const CairnCustomerBook *self,
                                          const CairnCustomerKey *key,
                                          CairnCustomer *customer);

/* The customer with @key; FALSE if that is empty. Who is not in the customers table is called by
 * the key. */
gboolean cairn_customer_book_find (CairnCustomerBook *self,
                                   const CairnCustomerKey *key,
                                   CairnCustomer *customer);

/* While shared, cairn_customer_book_prefetch() and cairn_customer_book_find_direct() may be called
 * by several threads, beside one that, under a lock of the callers', does anything else. */
void cairn_customer_book_set_shared (CairnCustomerBook *self, gboolean shared);

G_END_DECLS
