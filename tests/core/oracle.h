/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Reads the tables of tests/data/oracles and keeps account of a comparison with them. */

#include <glib.h>
#include <math.h>
#include <string.h>

typedef struct
{
  char **header;
  GPtrArray *rows; /* char ** */
} Table;

static inline Table *
table_read (const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "oracles", name, NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) lines = NULL;
  Table *table = g_new0 (Table, 1);

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  lines = g_strsplit (text, "\n", -1);
  table->header = g_strsplit (lines[0], ",", -1);
  table->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  for (guint i = 1; lines[i] != NULL; i++)
    if (lines[i][0] != '\0')
      g_ptr_array_add (table->rows, g_strsplit (lines[i], ",", -1));
  return table;
}

static inline void
table_free (Table *table)
{
  g_strfreev (table->header);
  g_ptr_array_unref (table->rows);
  g_free (table);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Table, table_free)

static inline const char *
table_get (const Table *table, guint row, const char *column)
{
  char **cells = g_ptr_array_index (table->rows, row);

  for (guint i = 0; table->header[i] != NULL; i++)
    if (strcmp (table->header[i], column) == 0)
      {
        g_assert_cmpuint (i, <, g_strv_length (cells));
        return cells[i];
      }
  g_error ("no column %s", column);
}

/* NAN for an empty field. */
static inline double
table_number (const Table *table, guint row, const char *column)
{
  const char *text = table_get (table, row, column);

  return text[0] == '\0' ? NAN : g_ascii_strtod (text, NULL);
}

/* What was compared, and how far off the worst was: absolute for small numbers, relative for large.
 */
typedef struct
{
  const char *what;
  double tolerance;
  guint n;
  double worst;
} Account;

static inline void
account_compare (Account *account, double got, double expected, const char *where)
{
  double off = 0;

  account->n++;
  if (isnan (got) != isnan (expected))
    off = INFINITY;
  else if (!isnan (expected) && got != expected)
    off = fabs (got - expected) / MAX (1, fabs (expected));
  if (off > account->tolerance)
    g_error ("%s, %s: %.17g instead of %.17g", account->what, where, got, expected);
  account->worst = MAX (account->worst, off);
}

static inline void
account_report (const Account *account)
{
  g_test_message ("%s: %u numbers compared, worst difference %g (allowed %g)", account->what,
                  account->n, account->worst, account->tolerance);
  g_assert_cmpuint (account->n, >, 0);
}
