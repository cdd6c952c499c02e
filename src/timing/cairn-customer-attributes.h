/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-customer-book.h"

G_BEGIN_DECLS

/* What the customers table says of everybody besides the name: one value for each column and
 * customer, as it was read last. */
typedef struct _CairnCustomerAttributes CairnCustomerAttributes;

typedef enum
{
  CAIRN_ATTRIBUTE_TEXT,
  CAIRN_ATTRIBUTE_NUMBER, /* all values that are not empty are */
  CAIRN_ATTRIBUTE_TIME,
} CairnAttributeType;

/* The names of the attributes that @mapping's customers have: columns of the customers table other
 * than the key and the name. NULL-terminated; empty if there is no such table. */
char **cairn_customer_attributes_list (sqlite3 *db, const CairnMapping *mapping, GError **error);

/* Reads those of the columns @names (as cairn_customer_attributes_list() gave them) that are called
 * as one of @wanted, whatever the capitals; if there are none, nothing is read. Both are
 * NULL-terminated. @book says who is who. */
CairnCustomerAttributes *cairn_customer_attributes_read (sqlite3 *db,
                                                         const CairnMapping *mapping,
                                                         const char *const *names,
                                                         const char *const *wanted,
                                                         CairnCustomerBook *book,
                                                         GError **error);
CairnCustomerAttributes *cairn_customer_attributes_ref (CairnCustomerAttributes *self);
void cairn_customer_attributes_unref (CairnCustomerAttributes *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CairnCustomerAttributes, cairn_customer_attributes_unref)

gboolean cairn_customer_attributes_equal (const CairnCustomerAttributes *a,
                                          const CairnCustomerAttributes *b);

/* All the @names, read or not. */
const char *const *cairn_customer_attributes_get_names (const CairnCustomerAttributes *self);

guint cairn_customer_attributes_get_n_columns (const CairnCustomerAttributes *self);
const char *cairn_customer_attributes_get_name (const CairnCustomerAttributes *self, guint column);
CairnAttributeType cairn_customer_attributes_get_type (const CairnCustomerAttributes *self,
                                                       guint column);
/* Whatever the capitals; -1 if there is none. */
int cairn_customer_attributes_find (const CairnCustomerAttributes *self, const char *name);

/* Numbers of customers (as the engine counts) that are below this may have attributes. */
guint32 cairn_customer_attributes_get_n_customers (const CairnCustomerAttributes *self);
gboolean cairn_customer_attributes_is_listed (const CairnCustomerAttributes *self,
                                              guint32 customer);

/* A text (its number, from 1 on, and *@number NAN), a number (0), or empty (0 and NAN). */
guint32 cairn_customer_attributes_get (const CairnCustomerAttributes *self,
                                       guint column,
                                       guint32 customer,
                                       double *number);
/* Texts of all columns are numbered together. */
const char *cairn_customer_attributes_get_text (const CairnCustomerAttributes *self, guint32 text);
guint32 cairn_customer_attributes_get_n_texts (const CairnCustomerAttributes *self);

G_END_DECLS
