/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-customer-book.h"
#include "timing/cairn-state-file.h"

G_BEGIN_DECLS

#define CAIRN_DIRECT_KEYS (1 << 22) /* keys below this find their entry without hashing */

typedef struct
{
  CairnCustomer customer;
  gboolean listed; /* in the customers table */
  guint hash;      /* of name and segment there */
} CairnCustomerEntry;

/* What a visit needs of a customer, in one place, so that it costs one look at memory. */
typedef struct
{
  guint32 index; /* + 1, of the entry, whose number is that, too; 0: unknown */
  guint16 segment;
} CairnCustomerSlot;

/* A text that somebody is named with. */
typedef struct
{
  const char *text; /* it may hold any bytes */
  gsize n_bytes;
} CairnCustomerName;

guint cairn_customer_name_hash (gconstpointer name);

/* Keys in order, as they come from a file: to make a table of half a million of them would take as
 * long as all the rest. All zero: none. */
typedef struct
{
  gint64 key;
  guint64 index; /* of the entry */
} CairnKeptNumber;

typedef struct
{
  guint32 hash;
  guint32 index;
  guint64 offset; /* of the text */
  guint64 n_bytes;
} CairnKeptText;

typedef struct
{
  CairnKeptNumber *numbers; /* by key */
  gsize n_numbers;
  CairnKeptText *texts; /* by hash */
  gsize n_texts;
  char *text; /* of all, one behind the other */
  gsize text_size;
} CairnCustomerKeys;

struct _CairnCustomerBook
{
  CairnEngine *engine;
  CairnSegmentTable *segments;
  GArray *entries;           /* CairnCustomerEntry */
  CairnCustomerSlot *direct; /* by key */
  guint n_direct;
  GHashTable *by_key;     /* gint64 → index + 1, for the others */
  GHashTable *by_text;    /* CairnCustomerName → index + 1 */
  CairnCustomerKeys kept; /* none of which are in those tables */
  GArray *claimed;        /* guint8 by number: somebody has it */
  guint n_listed;
  gboolean shared;
};

/* ---- cairn-customer-keys.c ---- */
/* Index + 1; 0: it is not among them. */
guint32 cairn_customer_keys_find_number (const CairnCustomerKeys *self, gint64 number);
guint32 cairn_customer_keys_find_text (const CairnCustomerKeys *self,
                                       const CairnCustomerName *name);
void cairn_customer_keys_clear (CairnCustomerKeys *self);
/* All that @book knows outside its direct slots. */
void cairn_customer_keys_collect (CairnCustomerKeys *self, const CairnCustomerBook *book);
void cairn_customer_keys_write (const CairnCustomerKeys *self, CairnStateWriter *writer);
/* Of a book with @n_entries. */
gboolean
cairn_customer_keys_read (CairnCustomerKeys *self, CairnStateReader *reader, gsize n_entries);

G_END_DECLS
