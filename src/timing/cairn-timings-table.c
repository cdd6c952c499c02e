/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The timings report for people. */
#include "timing/cairn-timings-report-private.h"

#include "base/cairn-duration.h"
#include "base/cairn-time.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define N_COLUMNS 11
#define FIRST_NUMBER 2 /* columns from here on stand to the right */

/* Fewer exits than this, and an estimate says nothing (docs/ANALYTICS.md, scarce data). */
#define MIN_EXITS 5

typedef struct
{
  GPtrArray *cells; /* row after row */
} Table;

static void
take (Table *table, char *text)
{
  g_ptr_array_add (table->cells, text);
}

static char *
estimate_text (const CairnEstimate *e, const CairnCell *cell)
{
  g_autofree char *span = cairn_duration_format_in (e->value, cell->working_days);
  g_autofree char *value = g_strconcat (cell->binned ? "≈" : "", span, NULL);
  g_autofree char *low = cairn_duration_format_in (e->low, cell->working_days);
  g_autofree char *high = cairn_duration_format_in (e->high, cell->working_days);

  if (cell->here + cell->arrivals + cell->departures == 0)
    return g_strdup ("–");
  if (cell->exits == 0 && cell->departures == 0)
    return g_strdup (_ ("nobody left"));
  if (cell->exits < MIN_EXITS)
    return g_strdup (_ ("too few"));
  if (isnan (e->value) && isnan (e->low))
    /* Guarded: too few short stays were seen to know. */
    return g_strdup (cell->guard_age > 0 ? _ ("unknown") : _ ("not reached"));
  if (isnan (e->value))
    /* translators: an amount of time nobody knows the upper end of, "≥ 31 d" */
    return g_strdup_printf (_ ("≥ %s"), low);
  if (isnan (e->low) && isnan (e->high))
    return g_steal_pointer (&value);
  if (isnan (e->high))
    /* translators: an amount of time and its lower limit, "31 d (≥ 24 d)" */
    return g_strdup_printf (_ ("%s (≥ %s)"), value, low);
  /* translators: an amount of time and its limits, "31 d (24 d–38 d)" */
  return g_strdup_printf (_ ("%s (%s–%s)"), value, low, high);
}

static char *
lost_text (const CairnCell *cell)
{
  if (isnan (cell->lost_per_week))
    return g_strdup (_ ("no target"));
  /* Of nothing seen, "± 0" would claim too much. */
  if (!(cell->lost_per_week > 0))
    return g_strdup ("0");
  return g_strdup_printf ("%'.1f ± %'.1f", cell->lost_per_week, 1.96 * cell->lost_se);
}

static void
add_header (Table *table)
{
  take (table, g_strdup (_ ("Segment")));
  take (table, g_strdup (_ ("Stage")));
  take (table, g_strdup (_ ("Here")));
  take (table, g_strdup (_ ("Overdue")));
  take (table, g_strdup (_ ("In")));
  take (table, g_strdup (_ ("Out")));
  /* translators: half of the customers are through in this time; limits of 95 % */
  take (table, g_strdup (_ ("Median (95 %)")));
  take (table, g_strdup (_ ("90th percentile (95 %)")));
  take (table, g_strdup (_ ("n")));
  take (table, g_strdup (_ ("Days lost/week")));
  take (table, g_strdup (_ ("Rank")));
}

static void
add_row (Table *table, const CairnCell *cell)
{
  take (table, g_strdup (cell->segment != NULL && *cell->segment != '\0' ? cell->segment : "–"));
  take (table, g_strdup (cell->stage));
  take (table, g_strdup_printf ("%'u", cell->here));
  take (table, cell->target > 0 ? g_strdup_printf ("%'u", cell->overdue) : g_strdup ("–"));
  take (table, g_strdup_printf ("%'u", cell->arrivals));
  take (table, g_strdup_printf ("%'u", cell->departures));
  take (table, estimate_text (&cell->median, cell));
  take (table, estimate_text (&cell->p90, cell));
  take (table, g_strdup_printf ("%'u", cell->exits));
  take (table, lost_text (cell));
  if (cell->rank == 0)
    take (table, g_strdup ("–"));
  else if (cell->growth == CAIRN_GROWTH_PILING_UP)
    /* translators: a place in the ranking, and how many more customers there are each week */
    take (table, g_strdup_printf (_ ("%u, %+.1f/week"), cell->rank, cell->net_per_week));
  else
    take (table, g_strdup_printf ("%'u", cell->rank));
}

static void
pad (GString *out, long width)
{
  for (long i = 0; i < width; i++)
    g_string_append_c (out, ' ');
}

static void
write_table (const Table *table, GString *out)
{
  long widths[N_COLUMNS] = { 0 };

  for (guint i = 0; i < table->cells->len; i++)
    widths[i % N_COLUMNS]
      = MAX (widths[i % N_COLUMNS], g_utf8_strlen (g_ptr_array_index (table->cells, i), -1));
  for (guint i = 0; i < table->cells->len; i++)
    {
      guint column = i % N_COLUMNS;
      const char *text = g_ptr_array_index (table->cells, i);
      long space = widths[column] - g_utf8_strlen (text, -1);

      if (column >= FIRST_NUMBER)
        pad (out, space);
      g_string_append (out, text);
      if (column == N_COLUMNS - 1)
        g_string_append_c (out, '\n');
      else
        pad (out, column < FIRST_NUMBER ? space + 2 : 2);
    }
}

static gboolean
is_binned (const CairnSnapshot *snapshot)
{
  const CairnCell *cells;
  guint n;

  cells = cairn_snapshot_get_cells (snapshot, &n);
  for (guint i = 0; i < n; i++)
    if (cells[i].binned && !isnan (cells[i].median.value))
      return TRUE;
  return FALSE;
}

static void
write_head (const CairnSnapshot *snapshot, GString *out)
{
  const char *name = cairn_snapshot_get_source_name (snapshot);
  const CairnAudience *audience = cairn_snapshot_get_audience (snapshot);
  g_autofree char *only = audience != NULL ? cairn_audience_describe (audience) : NULL;
  g_autofree char *as_of = cairn_time_format (cairn_snapshot_get_as_of (snapshot));
  g_autofree char *from = cairn_time_format (cairn_snapshot_get_window_from (snapshot));
  g_autofree char *to = cairn_time_format (cairn_snapshot_get_window_to (snapshot));

  /* translators: a file, a moment, the ends of a window, and a clock such as "calendar days" */
  g_string_append_printf (out, _ ("%s as of %s\nIn, out, median and percentile: %s to %s, %s\n"),
                          name != NULL ? name : "", as_of, from, to,
                          cairn_snapshot_get_clock (snapshot));
  if (only != NULL)
    g_string_append_printf (out, "%s\n", only);
  if (is_binned (snapshot))
    g_string_append (out, _ ("≈: the database hands on sums, not single stays; the exact value is "
                             "within the limits.\n"));
  g_string_append_c (out, '\n');
}

/* A line each: the kind, and why. */
static void
write_words (const CairnCell *cells, guint n, const CairnTimingsWords *words, GString *out)
{
  g_string_append (out, _ ("\nWhy:\n"));
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *kind = words->kind (&cells[i], words->data);
      g_autofree char *evidence = words->evidence (&cells[i], words->data);

      if (kind == NULL || evidence == NULL)
        continue;
      if (cells[i].segment != NULL && *cells[i].segment != '\0')
        /* translators: a stage, a segment, the kind of trouble it is in, and why that is said */
        g_string_append_printf (out, _ ("  %1$s (%2$s): %3$s. %4$s\n"), cells[i].stage,
                                cells[i].segment, kind, evidence);
      else
        g_string_append_printf (out, _ ("  %1$s: %2$s. %3$s\n"), cells[i].stage, kind, evidence);
    }
}

static void
write_left_out (const CairnSnapshot *snapshot, GString *out)
{
  guint n;
  const CairnUnmapped *unmapped = cairn_snapshot_get_unmapped (snapshot, &n);
  const CairnQuarantine *quarantine;

  if (n > 0)
    g_string_append (out, _ ("\nNot on the map:\n"));
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *visits = g_strdup_printf (
        ngettext ("%'u visit", "%'u visits", unmapped[i].visits), unmapped[i].visits);
      g_autofree char *customers = g_strdup_printf (
        ngettext ("%'u customer", "%'u customers", unmapped[i].customers), unmapped[i].customers);

      /* translators: a stage's name, numbers of visits and of customers */
      g_string_append_printf (out, _ ("  %s: %s of %s\n"), unmapped[i].value, visits, customers);
    }
  quarantine = cairn_snapshot_get_quarantine (snapshot, &n);
  if (n > 0)
    g_string_append (out, _ ("\nRows set aside:\n"));
  for (guint i = 0; i < n; i++)
    g_string_append_printf (out, "  %s: %u\n", quarantine[i].reason, quarantine[i].rows);
}

char *
cairn_timings_report_text (const CairnSnapshot *snapshot, const CairnTimingsWords *words)
{
  GString *out;
  guint n;
  const CairnCell *cells;
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  Table table = { texts };

  g_return_val_if_fail (snapshot != NULL, NULL);

  out = g_string_new (NULL);
  write_head (snapshot, out);
  cells = cairn_timings_report_cells (snapshot, &n);
  add_header (&table);
  for (guint i = 0; i < n; i++)
    add_row (&table, &cells[i]);
  if (texts->len == N_COLUMNS)
    g_string_append (out, _ ("No visits.\n"));
  else
    write_table (&table, out);
  if (words != NULL)
    write_words (cells, n, words, out);
  write_left_out (snapshot, out);
  return g_string_free (out, FALSE);
}
