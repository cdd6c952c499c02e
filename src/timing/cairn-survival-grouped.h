/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-survival.h"

G_BEGIN_DECLS

/* Limits of a survival curve where customers came more than once. Stays of one customer resemble
 * each other, so they tell less than as many stays of different ones, and Greenwood's limits are
 * too narrow. Instead the influence of each row on log S, U_i(t) = - sum over t_j <= t of (dN_i
 * (t_j) - Y_i (t_j) d_j / n_j) / (n_j - d_j), is added up within each customer, and the variance of
 * log S is the sum of the squares of these (the infinitesimal jackknife; R's survfit with cluster
 * (id)). It is Greenwood's where each customer has one row and all are there from birth. */

/* A visit seen through the window: cairn-survival.h. */
typedef struct
{
  gint64 start;
  gint64 stop;
  guint32 customer;
  gboolean exits;
} CairnGroupedRow;

/* A share of again above which limits allow for it. */
#define CAIRN_MANY_AGAIN 0.1

#define CAIRN_MANY_ROWS 32768

/* Fewer customers than this cannot stand for the others. */
#define CAIRN_LEAST_PICKED 250

/* With fewer customers than this the sum of so few squares is itself too uncertain (of a single one
 * it is 0). */
#define CAIRN_FEW_CUSTOMERS 10

/* One customer in @one_in, always the same ones. */
static inline gboolean
cairn_customer_is_picked (guint32 customer, guint one_in)
{
  return customer * 2654435761u <= G_MAXUINT32 / MAX (one_in, 1);
}

/* Numbers the customers of @rows from 0 on in @groups, one for each row. Returns how many there
 * are. O(n). */
guint cairn_grouped_rows_number (const CairnGroupedRow *rows, gsize n, guint32 *groups);

/* The share of @rows that are of a customer who has another one before: 1 - customers / rows. */
double cairn_grouped_rows_share (const CairnGroupedRow *rows, gsize n);

/* Sets the variance of @self, which is the curve of @rows, to that by customers. O(n + m). */
void cairn_survival_group (CairnSurvival *self, const CairnGroupedRow *rows, gsize n);

/* The same if the share is above CAIRN_MANY_AGAIN, which is noted in any case; of few customers the
 * variance is then no less than Greenwood's. With more than CAIRN_MANY_ROWS both are told from the
 * rows of some of the customers, about as many. */
void cairn_survival_group_if_many (CairnSurvival *self, const CairnGroupedRow *rows, gsize n);

/* The whole curve of @rows at once, with the guard. @ages, @scratch: room. */
void cairn_survival_fit_rows (
  CairnSurvival *self, const CairnGroupedRow *rows, gsize n, CairnAges *ages, CairnAges *scratch);

/* The same, grouped if there are many. @ages, @scratch:
 * room.
 */
void cairn_survival_fit_grouped (
  CairnSurvival *self, const CairnGroupedRow *rows, gsize n, CairnAges *ages, CairnAges *scratch);

G_END_DECLS
