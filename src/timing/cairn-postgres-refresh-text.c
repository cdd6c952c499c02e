/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The statement of a refresh. What it is bound to stands at cairn_postgres_text_refresh(). */
#include "timing/cairn-postgres-source-private.h"

#define NEVER "9223372036854775807"
#define WEEK "604800"

#define FROM "$1::bigint"
#define TO "$2::bigint"
#define TREND "$3::bigint"
#define RECENT "$4::bigint"
#define NOW "$5::bigint"
#define GROWTH "$6::bigint"
#define SPAN "$7::bigint"
#define BASE "$13::bigint"
#define REST_ONLY "$14::boolean"
#define FROM_MOVES "$15::boolean"
#define GROWTH_MOVES "$16::boolean"
#define RECENT_MOVES "$17::boolean"

/* The bin of an age: a step of its logarithm, split at the target. */
#define BIN(age)                                                                                   \
  "floor(ln((" age " + 60) / 60::float8) / 0.01)::bigint * 2 + (" age " > target)::int"

#define LOST_FROM "greatest(e + target, " TREND ")"
#define LOST_TO "least(l, " NOW ")"
#define SPENT LOST_FROM " < " LOST_TO /* without a target: all that is spent there */
#define LOST "target > 0 AND " SPENT
#define WEEK_OF(moment) "((" moment ") - " TREND ") / " WEEK
#define REST_OF_WEEK(moment) "(" WEEK_OF (moment) " + 1) * " WEEK " - ((" moment ") - " TREND ")"

#define ENDS_WITHIN "e <= " TO " AND l > " FROM
#define GREW_UP "l > " GROWTH " AND least(l, " NOW ") - e <= " SPAN
#define GREW "l > " GROWTH " AND " GROWTH " - e <= " SPAN
#define BEFORE_FROM FROM_MOVES " AND e < " FROM
#define BEFORE_GROWTH GROWTH_MOVES " AND e < " GROWTH

/* How long a moment is after the beginning of its week, as weeks are counted at the base: those of
 * the trend, and the windows of whole weeks, have all their edges there. */
#define SINCE_EDGE(moment) "(" moment " - " BASE " + 27 * " WEEK ") % " WEEK
#define NO_EDGE_AT(moment)                                                                         \
  "(" moment " NOT BETWEEN " BASE " - 26 * " WEEK " AND " BASE                                     \
  " + " CAIRN_POSTGRES_BASE_LASTS_TEXT                                                             \
  " OR " SINCE_EDGE (moment) " > " CAIRN_POSTGRES_BASE_LASTS_TEXT ")"

/* Whether what a visit adds will be the same, or follow from the time that goes by, for as long as
 * the base lasts: it is over and was so at the base, and neither its ends nor its target meet an
 * edge. */
#define SETTLED                                                                                    \
  "NOT written AND l <= " BASE " AND " NO_EDGE_AT ("e") " AND " NO_EDGE_AT (                       \
    "least(l, " BASE ")") " AND (target = 0 OR " NO_EDGE_AT ("(e + target)") ")"

/* One kind of sum: of which visits, by what bin. */
typedef struct
{
  CairnPostgresSum kind;
  const char *where;
  const char *bin;
  const char *events;
  const char *age;    /* NULL: of no interest */
  const char *value;  /* NULL: likewise */
  const char *rest;   /* which settled visits must be asked for all the same; NULL: none */
  const char *moving; /* for which of them the value goes with the clock; NULL: none */
} Sum;

static const Sum sums[] = {
  { CAIRN_SUM_STOP, ENDS_WITHIN, BIN ("(least(l, " TO ") - e)"), "l <= " TO, "least(l, " TO ") - e",
    NULL, NULL, NULL },
  { CAIRN_SUM_START, ENDS_WITHIN,
    "CASE WHEN e < " FROM " THEN " BIN ("(" FROM " - e)") " ELSE -1 END", "e > " FROM, NULL, NULL,
    BEFORE_FROM, NULL },
  { CAIRN_SUM_GROWTH_STOP, GREW_UP, BIN ("(least(l, " NOW ") - e)"), "l <= " NOW,
    "least(l, " NOW ") - e", NULL, NULL, NULL },
  { CAIRN_SUM_GROWTH_START, GREW,
    "CASE WHEN e < " GROWTH " THEN " BIN ("(" GROWTH " - e)") " ELSE -1 END", "false", NULL, NULL,
    BEFORE_GROWTH, NULL },
  { CAIRN_SUM_ARRIVED, "e > " TREND, "(e - " TREND " - 1) / " WEEK, "false", NULL, NULL, NULL,
    NULL },
  { CAIRN_SUM_LOST_FROM, LOST, WEEK_OF (LOST_FROM), "false", NULL, REST_OF_WEEK (LOST_FROM), NULL,
    "e + target > " TREND },
  { CAIRN_SUM_LOST_TO, LOST, WEEK_OF (LOST_TO), "false", NULL, REST_OF_WEEK (LOST_TO), NULL,
    "true" },
  { CAIRN_SUM_LOST_RECENT, SPENT " AND l > " RECENT, "0::bigint", "false", NULL,
    "greatest(0, " LOST_TO " - greatest(" LOST_FROM ", " RECENT "))", NULL,
    RECENT_MOVES " AND " LOST_FROM " < " RECENT },
  { CAIRN_SUM_LEFT_RECENT, "l > " RECENT " AND l <= " NOW, "0::bigint", "false", NULL, NULL, NULL,
    NULL },
  { CAIRN_SUM_HERE, "l > " NOW, "0::bigint", "target > 0 AND e + target <= " NOW, NULL, NULL, NULL,
    NULL },
  { CAIRN_SUM_STUCK, "l = " NEVER " AND most > 0 AND e < " NOW " - most", "0::bigint", "false",
    NULL, NULL, NULL, NULL },
};

/* The first who came, the first by name of those: the moment in figures that are as many for any.
 */
#define LAST_WHO                                                                                   \
  "max(((e + " G_STRINGIFY (CAIRN_POSTGRES_WHO_OFFSET) ")::text || name) COLLATE \"C\")"
#define WHO "min(((e + " G_STRINGIFY (CAIRN_POSTGRES_WHO_OFFSET) ")::text || name) COLLATE \"C\")"

/* The same, roughly, of columns as they are: so the server knows of most visits that they are
 * settled before it does anything else with them. */
char *
cairn_postgres_text_unsettled (const char *entered, const char *left)
{
  return g_strconcat (
    "(", left, " IS NULL OR ", left, " > to_timestamp(" BASE " - 2) OR width_bucket(", left,
    ", $18::timestamptz[]) % 2 = 1 OR width_bucket(", entered,
    ", $19::timestamptz[]) % 2 = 1 OR (" FROM_MOVES " AND ", entered,
    " < to_timestamp(" FROM " + 2) AND ", left,
    " > to_timestamp(" FROM " - 2)) OR (" GROWTH_MOVES " AND ", entered,
    " < to_timestamp(" GROWTH " + 2) AND ", left, " > to_timestamp(" GROWTH " - 2) AND ", entered,
    " > to_timestamp(" GROWTH " - " SPAN " - 2)))", NULL);
}

/* OFFSET 0 keeps the server from computing the moments of a visit anew wherever they are used. */
static char *
visits_text (const CairnPostgresText *self, const CairnPostgresAudience *audience)
{
  g_autofree char *segment = cairn_postgres_text_segment (self, audience);
  g_autofree char *filter = cairn_postgres_text_filter (audience);

  return g_strconcat (
    "SELECT *, " SETTLED " AS settled FROM (SELECT m.cell, m.target, m.most, ", self->written,
    " AS written, ", self->entered, " AS e, coalesce(", self->left, ", " NEVER ") AS l, ",
    self->name, " AS name FROM ", self->tables,
    " JOIN unnest($8::text[], $9::text[], $10::int[], $11::bigint[], "
    "$22::bigint[]) "
    "AS m (segment, stage, cell, target, most) ON m.segment = ",
    segment, " AND m.stage = ", self->stage, " WHERE ", self->recent, " AND ", self->key,
    " <> '' AND NOT ", self->bad_left, " AND ", filter, " AND (NOT " REST_ONLY " OR ",
    self->unsettled, " OR ", self->written, ")", self->spread ? "" : " OFFSET 0",
    ") AS s WHERE e <= " NOW " AND l >= e AND (NOT " REST_ONLY " OR NOT (" SETTLED
    ") OR (" BEFORE_FROM " AND l > " FROM ") OR (" BEFORE_GROWTH " AND " GREW "))",
    NULL);
}

static void
append_sum (GString *sql, const Sum *sum, const char *visits)
{
  g_autofree char *settled = sum->rest != NULL ? g_strdup_printf ("settled AND NOT (%s)", sum->rest)
                                               : g_strdup ("settled");

  g_string_append_printf (sql,
                          "%sSELECT CASE WHEN NOT (%s) THEN %d WHEN %s THEN %d ELSE %d END AS part,"
                          " cell, %d AS kind, %s AS bin, count(*) AS n, "
                          "count(*) FILTER (WHERE %s) AS events, ",
                          sum == sums ? "" : " UNION ALL ", settled, CAIRN_PART_REST,
                          sum->moving != NULL ? sum->moving : "false", CAIRN_PART_MOVING,
                          CAIRN_PART_SETTLED, sum->kind, sum->bin, sum->events);
  if (sum->age != NULL)
    g_string_append_printf (sql,
                            "min(%s) FILTER (WHERE %s) AS first_event, "
                            "max(%s) FILTER (WHERE %s) AS last_event, max(%s) AS last_seen, ",
                            sum->age, sum->events, sum->age, sum->events, sum->age);
  else
    g_string_append (sql, "NULL::bigint AS first_event, NULL::bigint AS last_event, "
                          "NULL::bigint AS last_seen, ");
  if (sum->value != NULL)
    g_string_append_printf (sql,
                            "sum((%s)::float8) AS total, "
                            "sum((%s)::float8 * (%s)::float8) AS squares, ",
                            sum->value, sum->value, sum->value);
  else
    g_string_append (sql, "NULL::float8 AS total, NULL::float8 AS squares, ");
  g_string_append_printf (sql,
                          "%s AS who FROM %s WHERE %s AND (NOT " REST_ONLY " OR NOT (%s)) "
                          "GROUP BY 1, 2, 4",
                          sum->kind == CAIRN_SUM_HERE    ? WHO
                          : sum->kind == CAIRN_SUM_STUCK ? LAST_WHO
                                                         : "NULL::text",
                          visits, sum->where, settled);
}

static void
append_tracked (GString *sql, const CairnPostgresText *self)
{
  g_string_append_printf (sql,
                          " UNION ALL SELECT %d, 0, %d, %s, count(*), count(%s), NULL, NULL, "
                          "NULL, NULL, NULL, NULL FROM %s WHERE %s AND NOT %s",
                          CAIRN_PART_REST, CAIRN_SUM_TRACKED, CAIRN_POSTGRES_TRANSACTION,
                          self->joined, self->tables, self->recent_base, self->written);
}

/* Each kind of sum passes over the visits once: adding up only what a visit adds to is several
 * times as fast as making ten rows of each. On Citus what is materialized would come to the
 * coordinator; there each sum asks the shards. */
char *
cairn_postgres_text_refresh (const CairnPostgresText *self, const CairnPostgresAudience *audience)
{
  g_autofree char *visits = visits_text (self, audience);
  g_autofree char *inlined = g_strdup_printf ("(%s) AS q", visits);
  g_autoptr (GString) sql = g_string_new (NULL);

  if (!self->spread)
    g_string_append_printf (sql, "WITH q AS MATERIALIZED (%s) ", visits);
  for (guint i = 0; i < G_N_ELEMENTS (sums); i++)
    append_sum (sql, &sums[i], self->spread ? inlined : "q");
  append_tracked (sql, self);
  return cairn_postgres_audience_write (sql->str, CAIRN_POSTGRES_N_BOUND);
}
