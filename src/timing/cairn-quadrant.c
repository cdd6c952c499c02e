/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing/cairn-quadrant.h"

#include "timing/cairn-customer-attributes.h"
#include "timing/cairn-engine-private.h"

#include <math.h>
#include <string.h>

#define MOST_NPS 10
#define MOST_CSAT 5

struct _CairnQuadrants
{
  CairnQuadrantColumns columns;
  char *usage;
  char *feeling;
  double median;
  guint n_median;
  guint counts[CAIRN_N_QUADRANTS];
  GHashTable *by_customer; /* number → CairnQuadrant + 1 */
};

/* ---- the columns ---- */

/* Letters and digits, small: "NPS score" and "nps_score" are the same. */
static char *
squeeze (const char *name)
{
  GString *squeezed = g_string_new (NULL);
  g_autofree char *folded = g_utf8_casefold (name, -1);

  for (const char *c = folded; *c != '\0'; c = g_utf8_next_char (c))
    if (g_unichar_isalnum (g_utf8_get_char (c)))
      g_string_append_unichar (squeezed, g_utf8_get_char (c));
  return g_string_free (squeezed, FALSE);
}

/* The column called as the first of @wanted that there is one of. */
static const char *
find_column (const char *const *names, const char *const *wanted, guint n_wanted)
{
  for (guint w = 0; w < n_wanted; w++)
    for (guint i = 0; names[i] != NULL; i++)
      {
        g_autofree char *squeezed = squeeze (names[i]);

        if (g_str_equal (squeezed, wanted[w]))
          return names[i];
      }
  return NULL;
}

gboolean
cairn_quadrant_find_columns (const char *const *names, CairnQuadrantColumns *columns)
{
  static const char *const usage[]
    = { "usage",      "usagescore",      "productusage", "usageindex", "adoptionscore",
        "engagement", "engagementscore", "activedays",   "logins",     "logincount",
        "sessions",   "activeusers",     "mau",          "wau",        "dau" };
  static const char *const nps[]
    = { "nps", "npsscore", "npsrating", "lastnps", "latestnps", "netpromoterscore" };
  static const char *const csat[]
    = { "csat",        "csatscore", "csatrating", "lastcsat", "latestcsat", "customersatisfaction",
        "satisfaction" };

  g_return_val_if_fail (names != NULL && columns != NULL, FALSE);

  *columns = (CairnQuadrantColumns){ 0 };
  columns->usage = find_column (names, usage, G_N_ELEMENTS (usage));
  columns->feeling = find_column (names, nps, G_N_ELEMENTS (nps));
  if (columns->feeling == NULL)
    {
      columns->feeling = find_column (names, csat, G_N_ELEMENTS (csat));
      columns->csat = columns->feeling != NULL;
    }
  return columns->usage != NULL && columns->feeling != NULL;
}

/* ---- the customers ---- */

static void
add_customer (GHashTable *customers, guint32 customer)
{
  g_hash_table_add (customers, GUINT_TO_POINTER (customer + 1));
}

/* The set of those whose usage says what is much in @segment. */
static GHashTable *
find_customers (CairnEngine *engine, const char *segment, const guint32 *here, guint n)
{
  GHashTable *customers = g_hash_table_new (NULL, NULL);

  for (guint c = 0; c < engine->cells->len; c++)
    {
      const CairnEngineCell *cell = g_ptr_array_index (engine->cells, c);

      if (segment != NULL && g_strcmp0 (cell->segment, segment) != 0)
        continue;
      for (gsize i = 0; i < cell->visits.open.n; i++)
        add_customer (customers, cell->visits.open.visits[i].customer);
    }
  for (guint i = 0; i < n; i++)
    add_customer (customers, here[i]);
  return customers;
}

static double
value_of (const CairnCustomerAttributes *attributes, int column, guint32 customer)
{
  double number = NAN;

  if (cairn_customer_attributes_is_listed (attributes, customer))
    cairn_customer_attributes_get (attributes, (guint) column, customer, &number);
  return number;
}

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a;
  double y = *(const double *) b;

  return (x > y) - (x < y);
}

static void
find_median (CairnQuadrants *self,
             const CairnCustomerAttributes *attributes,
             int column,
             GHashTable *customers)
{
  g_autoptr (GArray) values = g_array_new (FALSE, FALSE, sizeof (double));
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, customers);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      double value = value_of (attributes, column, GPOINTER_TO_UINT (key) - 1);

      if (!isnan (value))
        g_array_append_val (values, value);
    }
  self->n_median = values->len;
  self->median = NAN;
  if (values->len == 0)
    return;
  g_array_sort (values, compare_numbers);
  self->median = (g_array_index (values, double, (values->len - 1) / 2)
                  + g_array_index (values, double, values->len / 2))
                 / 2;
}

static CairnQuadrant
find_quadrant (const CairnQuadrants *self, double usage, double feeling)
{
  double least = self->columns.csat ? CAIRN_QUADRANT_CSAT : CAIRN_QUADRANT_NPS;
  double most = self->columns.csat ? MOST_CSAT : MOST_NPS;
  gboolean much = usage >= self->median;
  gboolean good = feeling >= least;

  if (isnan (usage) || isnan (feeling) || feeling < 0 || feeling > most)
    return CAIRN_QUADRANT_UNKNOWN;
  if (much)
    return good ? CAIRN_QUADRANT_FAN : CAIRN_QUADRANT_DISTRUST;
  return good ? CAIRN_QUADRANT_FORGOTTEN : CAIRN_QUADRANT_LOST;
}

/* What some of whom is text is no number of all. */
static gboolean
is_number (const CairnCustomerAttributes *attributes, int column)
{
  return column >= 0
         && cairn_customer_attributes_get_type (attributes, (guint) column)
              == CAIRN_ATTRIBUTE_NUMBER;
}

CairnQuadrants *
cairn_quadrants_new (CairnEngine *engine,
                     const char *segment,
                     CairnCustomerAttributes *attributes,
                     const guint32 *here,
                     guint n)
{
  g_autoptr (GHashTable) customers = NULL;
  CairnQuadrantColumns columns;
  CairnQuadrants *self;
  int usage, feeling;

  g_return_val_if_fail (engine != NULL && attributes != NULL, NULL);

  if (!cairn_quadrant_find_columns (cairn_customer_attributes_get_names (attributes), &columns))
    return NULL;
  usage = cairn_customer_attributes_find (attributes, columns.usage);
  feeling = cairn_customer_attributes_find (attributes, columns.feeling);
  if (!is_number (attributes, usage) || !is_number (attributes, feeling))
    return NULL;
  self = g_new0 (CairnQuadrants, 1);
  self->usage = g_strdup (columns.usage);
  self->feeling = g_strdup (columns.feeling);
  self->columns = (CairnQuadrantColumns){ self->usage, self->feeling, columns.csat };
  self->by_customer = g_hash_table_new (NULL, NULL);
  customers = find_customers (engine, segment, here, n);
  find_median (self, attributes, usage, customers);
  for (guint i = 0; i < n; i++)
    {
      CairnQuadrant quadrant = find_quadrant (self, value_of (attributes, usage, here[i]),
                                              value_of (attributes, feeling, here[i]));

      self->counts[quadrant]++;
      g_hash_table_insert (self->by_customer, GUINT_TO_POINTER (here[i] + 1),
                           GUINT_TO_POINTER (quadrant + 1));
    }
  return self;
}

void
cairn_quadrants_free (CairnQuadrants *self)
{
  g_free (self->usage);
  g_free (self->feeling);
  g_hash_table_unref (self->by_customer);
  g_free (self);
}

guint
cairn_quadrants_count (const CairnQuadrants *self, CairnQuadrant quadrant)
{
  g_return_val_if_fail (self != NULL && quadrant < CAIRN_N_QUADRANTS, 0);

  return self->counts[quadrant];
}

CairnQuadrant
cairn_quadrants_get (const CairnQuadrants *self, guint32 customer)
{
  guint known;

  g_return_val_if_fail (self != NULL, CAIRN_QUADRANT_UNKNOWN);

  known
    = GPOINTER_TO_UINT (g_hash_table_lookup (self->by_customer, GUINT_TO_POINTER (customer + 1)));
  return known > 0 ? (CairnQuadrant) (known - 1) : CAIRN_QUADRANT_UNKNOWN;
}

const CairnQuadrantColumns *
cairn_quadrants_get_columns (const CairnQuadrants *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return &self->columns;
}

double
cairn_quadrants_get_median (const CairnQuadrants *self, guint *n)
{
  g_return_val_if_fail (self != NULL, NAN);

  *n = self->n_median;
  return self->median;
}
