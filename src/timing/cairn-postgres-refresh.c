/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The question of a refresh: what it is bound to, and what the answer builds on. */
#include "base/cairn-duration.h"
#include "timing/cairn-postgres-source-private.h"
#include "timing/cairn-snapshot-private.h"

#include <string.h>

#define DAY 86400

/* {"one","two"}: how a list of texts is bound. */
void
cairn_postgres_append_text (GString *list, const char *text)
{
  g_string_append (list, list->len > 1 ? ",\"" : "\"");
  for (const char *c = text; *c != '\0'; c++)
    {
      if (*c == '"' || *c == '\\')
        g_string_append_c (list, '\\');
      g_string_append_c (list, *c);
    }
  g_string_append_c (list, '"');
}

/* What the statement of a refresh is bound to: moments, lists, what is known already. */
typedef struct
{
  char *values[CAIRN_POSTGRES_N_BOUND];
} Bound;

static void
bound_clear (Bound *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->values); i++)
    g_free (self->values[i]);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Bound, bound_clear)

static gint64
get_growth_begin (const CairnPeriod *period)
{
  return MAX (period->trend_begin, period->log_start);
}

/* Those that left before matter to no sum. Only for the index; so a day more than any zone can be
 * off. */
static gint64
get_earliest_end (const CairnPeriod *period)
{
  gint64 begin = MIN (MIN (period->from, period->trend_begin), get_growth_begin (period));

  return CLAMP (begin - 2 * DAY, -(gint64) 62135596800, (gint64) 253370764800);
}

/* Which edges go with the clock. */
typedef struct
{
  gboolean from;
  gboolean growth;
  gboolean recent;
} Moves;

static Moves
get_moves (const CairnPeriod *period, const CairnWindow *window)
{
  return (Moves){
    .from = (window->kind == CAIRN_WINDOW_13_WEEKS || window->kind == CAIRN_WINDOW_26_WEEKS)
            && period->from > period->log_start,
    .growth = period->trend_begin > period->log_start,
    .recent = period->recent_begin > period->log_start && period->recent_begin < period->now,
  };
}

/* Whether what the last full answer said of visits that are over can be built on. */
gboolean
cairn_postgres_is_base_good (CairnPostgresSource *self,
                             const CairnPeriod *period,
                             const CairnWindow *window)
{
  const CairnPeriod *base = &self->known_period;
  gint64 elapsed = period->now - base->now;
  Moves moves;

  if (self->known == NULL || memcmp (&self->known_window, window, sizeof *window) != 0
      || elapsed < 0 || elapsed > CAIRN_POSTGRES_BASE_LASTS)
    return FALSE;
  moves = get_moves (base, window);
  return period->log_start == base->log_start && period->n_recent == base->n_recent
         && period->first_week == base->first_week
         && period->from == base->from + (moves.from ? elapsed : 0)
         && period->recent_begin == base->recent_begin + (moves.recent ? elapsed : 0)
         && get_growth_begin (period) == get_growth_begin (base) + (moves.growth ? elapsed : 0);
}

static void
bind_base (Bound *self,
           const CairnPostgresSource *source,
           const CairnPeriod *base,
           const CairnWindow *window,
           gboolean rest_only)
{
  Moves moves = get_moves (base, window);
  const gboolean flags[] = { rest_only, moves.from, moves.growth, moves.recent };
  const CairnPostgresTracked *known = &source->known_rows;

  self->values[12] = g_strdup_printf ("%" G_GINT64_FORMAT, base->now);
  for (guint i = 0; i < G_N_ELEMENTS (flags); i++)
    self->values[13 + i] = g_strdup (flags[i] ? "true" : "false");
  if (rest_only)
    self->values[19] = g_strdup_printf ("%" G_GINT64_FORMAT, known->transaction);
  self->values[20] = g_strdup_printf ("%" G_GINT64_FORMAT,
                                      get_earliest_end (rest_only ? &source->known_period : base));
}

typedef struct
{
  gint64 begin;
  gint64 end;
} Span;

static int
compare_spans (gconstpointer a, gconstpointer b)
{
  gint64 x = ((const Span *) a)->begin;
  gint64 y = ((const Span *) b)->begin;

  return (x > y) - (x < y);
}

/* The times within which the edges of weeks move, @shift before them; a moment of slack, as columns
 * hold parts of seconds. */
static void
add_edges (GArray *spans, gint64 base, gint64 shift)
{
  for (guint week = 0; week <= CAIRN_TREND_WEEKS; week++)
    {
      gint64 edge = base - shift - week * CAIRN_WEEK;
      Span span = { edge - 2, edge + CAIRN_POSTGRES_BASE_LASTS + 3 };

      g_array_append_val (spans, span);
    }
}

static void
append_moment (GString *list, gint64 moment)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (moment);
  g_autofree char *text
    = time != NULL ? g_date_time_format (time, "%Y-%m-%d %H:%M:%S+00") : g_strdup ("-infinity");

  cairn_postgres_append_text (list, text);
}

/* Begin and end in turn, in order, none within another. */
static char *
edges_text (GArray *spans)
{
  GString *list = g_string_new ("{");

  g_array_sort (spans, compare_spans);
  for (guint i = 0; i < spans->len;)
    {
      Span span = g_array_index (spans, Span, i++);

      for (; i < spans->len && g_array_index (spans, Span, i).begin <= span.end; i++)
        span.end = MAX (span.end, g_array_index (spans, Span, i).end);
      append_moment (list, span.begin);
      append_moment (list, span.end);
    }
  g_string_append_c (list, '}');
  return g_string_free (list, FALSE);
}

static void
bind_edges (Bound *self, CairnPostgresSource *source, gint64 base)
{
  g_autoptr (GArray) left = g_array_new (FALSE, FALSE, sizeof (Span));
  g_autoptr (GArray) entered = g_array_new (FALSE, FALSE, sizeof (Span));
  g_autoptr (GHashTable) targets = g_hash_table_new (g_direct_hash, g_direct_equal);

  add_edges (left, base, 0);
  add_edges (entered, base, 0);
  for (guint i = 0; i < source->engine->cells->len; i++)
    {
      gint64 target
        = cairn_engine_get_target (source->engine, g_ptr_array_index (source->engine->cells, i))
            .target;

      if (target > 0 && g_hash_table_add (targets, GSIZE_TO_POINTER (target)))
        add_edges (entered, base, target);
    }
  self->values[17] = edges_text (left);
  self->values[18] = edges_text (entered);
}

static void
bind_moments (Bound *self, const CairnPeriod *period)
{
  gint64 growth = get_growth_begin (period);
  const gint64 moments[] = { period->from,
                             period->to,
                             period->trend_begin,
                             period->recent_begin,
                             period->now,
                             growth,
                             period->n_recent * (gint64) 604800 };

  for (guint i = 0; i < G_N_ELEMENTS (moments); i++)
    self->values[i] = g_strdup_printf ("%" G_GINT64_FORMAT, moments[i]);
  self->values[11] = g_strdup_printf ("%" G_GINT64_FORMAT, get_earliest_end (period));
}

static void
bind_pairs (Bound *self, CairnPostgresSource *source)
{
  GString *lists[5];

  for (guint i = 0; i < 5; i++)
    lists[i] = g_string_new ("{");
  for (guint i = 0; i < source->pairs->len; i++)
    {
      const CairnPostgresPair *pair = &g_array_index (source->pairs, CairnPostgresPair, i);
      CairnTarget target;

      if (pair->cell == G_MAXUINT)
        continue;
      target = cairn_engine_get_target (source->engine,
                                        g_ptr_array_index (source->engine->cells, pair->cell));
      cairn_postgres_append_text (lists[0], pair->segment);
      cairn_postgres_append_text (lists[1], pair->stage);
      g_string_append_printf (lists[2], "%s%u", lists[2]->len > 1 ? "," : "", pair->cell);
      g_string_append_printf (lists[3], "%s%" G_GINT64_FORMAT, lists[3]->len > 1 ? "," : "",
                              target.target);
      g_string_append_printf (lists[4], "%s%" G_GINT64_FORMAT, lists[4]->len > 1 ? "," : "",
                              target.limit);
    }
  for (guint i = 0; i < 5; i++)
    {
      g_string_append_c (lists[i], '}');
      self->values[i < 4 ? 7 + i : 21] = g_string_free (lists[i], FALSE);
    }
}

CairnPeriod
cairn_postgres_resolve_period (CairnPostgresSource *self, gint64 now, const CairnWindow *window)
{
  CairnWindow span = *window;
  gint64 start;

  span.from = CLAMP (span.from, -CAIRN_FAR, CAIRN_FAR);
  span.to = CLAMP (span.to, -CAIRN_FAR, CAIRN_FAR);
  now = CLAMP (now, -CAIRN_FAR, CAIRN_FAR);
  start = self->first_entry == G_MAXINT64 ? now : self->first_entry - 1;
  return cairn_period_resolve (now, &span, CLAMP (start, -CAIRN_FAR, CAIRN_FAR));
}

static void
add_quality (CairnPostgresSource *self, CairnSnapshot *snapshot)
{
  for (guint i = 0; i < self->unmapped->len; i++)
    {
      const CairnUnmapped *unmapped = &g_array_index (self->unmapped, CairnUnmapped, i);

      cairn_snapshot_add_unmapped (snapshot, unmapped->value, unmapped->visits,
                                   unmapped->customers);
    }
  for (guint state = 0; state < CAIRN_N_ROW_STATES; state++)
    {
      const char *reason = cairn_row_state_reason ((CairnRowState) state);
      gint64 n = g_array_index (self->states, gint64, state);

      if (reason != NULL && n > 0)
        cairn_snapshot_add_quarantine (snapshot, reason, (guint) n);
    }
}

static void
set_base (CairnPostgresSource *self,
          const PGresult *result,
          const CairnPeriod *period,
          const CairnWindow *window)
{
  g_clear_pointer (&self->known, g_array_unref);
  if (!self->text.tracked)
    return;
  self->known = cairn_postgres_counts_new (result, self->engine->cells->len, TRUE);
  self->known_rows = cairn_postgres_tracked_rows (result);
  self->known_period = *period;
  self->known_window = *window;
}

/* Whether the rows that the sums are known of are still the same. */
static gboolean
is_known_true (CairnPostgresSource *self, const PGresult *result)
{
  CairnPostgresTracked rows = cairn_postgres_tracked_rows (result);

  return rows.n == self->known_rows.n && rows.n_customers == self->known_rows.n_customers;
}

/* Asks for what may have changed since the last full answer; @full: or for everything. NULL without
 * an error: more has changed than can be told without a full answer. */
CairnSnapshot *
cairn_postgres_refresh (CairnPostgresSource *self,
                        const CairnPeriod *period,
                        const CairnWindow *window,
                        gboolean full,
                        GError **error)
{
  g_autofree char *sql = cairn_postgres_text_refresh (&self->text, &self->audience);
  g_auto (Bound) bound = { 0 };
  g_autoptr (PGresult) result = NULL;
  g_autoptr (GArray) counts = NULL;
  g_autofree const char **values = NULL;
  CairnSnapshot *snapshot;
  guint n = 0;

  bind_moments (&bound, period);
  bind_pairs (&bound, self);
  bind_base (&bound, self, full ? period : &self->known_period, window, !full);
  bind_edges (&bound, self, full ? period->now : self->known_period.now);
  values = cairn_postgres_audience_bind (&self->audience, (const char *const *) bound.values,
                                         CAIRN_POSTGRES_N_BOUND, &n);
  result = cairn_postgres_source_ask (self, sql, values, n, error);
  if (result == NULL)
    return NULL;
  if (!full && !is_known_true (self, result))
    return NULL;
  counts = cairn_postgres_counts_new (result, self->engine->cells->len, FALSE);
  if (full)
    set_base (self, result, period, window);
  else
    cairn_postgres_counts_move (counts, self->known, period->now - self->known_period.now);
  snapshot = cairn_postgres_figures (self, counts, period);
  cairn_snapshot_set_source_name (snapshot, self->link->name);
  cairn_snapshot_set_audience (snapshot, self->audience.told);
  add_quality (self, snapshot);
  return snapshot;
}
