/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing/cairn-lost-customers.h"

typedef struct
{
  gint64 moment : 40; /* within CAIRN_FAR; CAIRN_KEPT_OPEN: not lost */
  guint64 n_open : 24;
} Customer;

G_STATIC_ASSERT (sizeof (Customer) == 8);

struct _CairnLostCustomers
{
  Customer *customers; /* by number */
  guint n_customers;
  guint n_open; /* visits */
  guint n_with_open;
};

typedef struct
{
  gint64 moment;
  guint64 customer;
} Kept;

static void
make_room (CairnLostCustomers *self, guint n_customers)
{
  self->customers = g_renew (Customer, self->customers, n_customers);
  for (guint i = self->n_customers; i < n_customers; i++)
    self->customers[i] = (Customer){ CAIRN_KEPT_OPEN, 0 };
  self->n_customers = n_customers;
}

CairnLostCustomers *
cairn_lost_customers_new (guint n_customers)
{
  CairnLostCustomers *self = g_new0 (CairnLostCustomers, 1);

  make_room (self, n_customers);
  return self;
}

void
cairn_lost_customers_free (CairnLostCustomers *self)
{
  g_free (self->customers);
  g_free (self);
}

void
cairn_lost_customers_set (CairnLostCustomers *self, guint32 customer, gint64 moment)
{
  if (customer >= self->n_customers)
    make_room (self, customer + 1024);
  self->customers[customer].moment = CLAMP (moment, -CAIRN_FAR, CAIRN_FAR);
}

gboolean
cairn_visit_close_lost (CairnVisit *visit, gint64 moment)
{
  if (visit->left != CAIRN_VISIT_OPEN || moment == CAIRN_VISIT_OPEN || moment < visit->entered)
    return FALSE;
  visit->left = moment;
  if (visit->wait > moment - visit->entered)
    visit->wait = CAIRN_WAIT_UNKNOWN;
  return TRUE;
}

static gint64
get_moment (const CairnLostCustomers *self, guint32 customer)
{
  gint64 moment = customer < self->n_customers ? self->customers[customer].moment : CAIRN_KEPT_OPEN;

  return moment != CAIRN_KEPT_OPEN ? moment : CAIRN_VISIT_OPEN;
}

gint64
cairn_lost_customers_get_end (const CairnLostCustomers *self, const CairnSourceRow *row)
{
  gint64 moment = CAIRN_VISIT_OPEN;

  if (self != NULL && row->state == CAIRN_ROW_VISIT && row->left == CAIRN_VISIT_OPEN)
    moment = get_moment (self, row->customer);
  return moment >= row->entered ? moment : CAIRN_VISIT_OPEN;
}

void
cairn_lost_customers_count (CairnLostCustomers *self, guint32 customer, int sign)
{
  Customer *its = &self->customers[customer];

  self->n_with_open -= its->n_open > 0;
  its->n_open += (guint64) sign;
  self->n_with_open += its->n_open > 0;
  self->n_open += (guint) sign;
}

void
cairn_lost_customers_get_counts (const CairnLostCustomers *self, guint *rows, guint *customers)
{
  *rows = self->n_open;
  *customers = self->n_with_open;
}

void
cairn_lost_customers_write (const CairnLostCustomers *self, CairnStateWriter *writer)
{
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (Kept));

  for (guint i = 0; self != NULL && i < self->n_customers; i++)
    if (get_moment (self, i) != CAIRN_VISIT_OPEN)
      {
        Kept one = { get_moment (self, i), i };

        g_array_append_val (all, one);
      }
  cairn_state_writer_add_array (writer, all->data, all->len, sizeof (Kept));
}

CairnLostCustomers *
cairn_lost_customers_read (CairnStateReader *reader, guint n_customers)
{
  gsize n;
  g_autofree Kept *all = cairn_state_reader_dup_array (reader, sizeof *all, &n);
  CairnLostCustomers *self = n > 0 && all != NULL ? cairn_lost_customers_new (n_customers) : NULL;

  for (gsize i = 0; self != NULL && i < n; i++)
    if (all[i].customer >= n_customers || all[i].moment < -CAIRN_FAR || all[i].moment > CAIRN_FAR)
      {
        cairn_state_reader_fail (reader);
        g_clear_pointer (&self, cairn_lost_customers_free);
      }
    else
      cairn_lost_customers_set (self, (guint32) all[i].customer, all[i].moment);
  return self;
}
