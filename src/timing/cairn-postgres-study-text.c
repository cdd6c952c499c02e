/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The statement of a study. What it is bound to stands at cairn_postgres_text_study(). */
#include "timing/cairn-postgres-study-private.h"

#define NEVER "9223372036854775807"
#define WEEK "604800"
#define DAY "86400"

#define FROM "$1::bigint"
#define TO "$2::bigint"
#define TREND "$3::bigint"
#define RECENT "$4::bigint"
#define NOW "$5::bigint"
#define LOG_START "$6::bigint"
#define PAIRS "$7::text[], $8::text[], $9::int[], $10::bigint[], $11::boolean[]"
#define TARGET "$13::bigint"
#define LATEST "$14::bigint"
#define FIRST_FULL "$15::bigint"
#define OWN_STAGE "$16::int"

/* A server must see a use of all that is bound. */
#define ALL_BOUND                                                                                  \
  "(" FROM " + " TO " + " TREND " + " RECENT " + " NOW " + " LOG_START " + " TARGET " + " LATEST   \
  " + " FIRST_FULL " + " OWN_STAGE " + $12::float8 IS NOT NULL)"

/* The bins of a refresh; the same, split at the target, as they are there; and wider ones for
 * owners, of whom there may be many. */
#define BIN(age) "floor(ln((" age " + 60) / 60::float8) / 0.01)::bigint"
#define SPLIT(age) BIN (age) " * 2 + (" age " > " TARGET ")::int"
#define COARSE(age) "floor(ln((" age " + 60) / 60::float8) / 0.03)::bigint"

#define BETWEEN(begin, end) "greatest(" end " - " begin ", 0)::float8"
#define INSIDE(from, to) BETWEEN ("greatest(e, " from ")", "least(l, " to ")")
#define LOST(from, to)                                                                             \
  "CASE WHEN t > 0 THEN " BETWEEN ("greatest(e + t, " from ")", "least(l, " to ")") " ELSE 0 END"
#define EXCESS(from, to) "((" LOST (from, to) ") - 0.25 * " INSIDE (from, to) ")"
#define COUNT(which) "count(*) FILTER (WHERE " which ")"
#define SUM(value) "coalesce(sum(" value "), 0)"

#define LEFT_WITHIN "l > " FROM " AND l <= " TO
#define SEEN_WITHIN "e <= " TO " AND l > " FROM
/* Of those who had come before the log begins only the slow ones were ever seen. */
#define WAS_DUE "t > 0 AND e + t > greatest(" FROM ", " LOG_START " + t) AND e + t <= " TO
#define HERE "l > " NOW
#define AGE "(" NOW " - e)"
#define TREND_FROM "greatest(" TREND ", " LOG_START ")"

/* Outcomes as CairnOutcome has them. */
G_STATIC_ASSERT (CAIRN_OUTCOME_NEXT == 0 && CAIRN_OUTCOME_BACK == 1 && CAIRN_OUTCOME_CHURN == 2
                 && CAIRN_OUTCOME_GONE == 3 && CAIRN_OUTCOME_OPEN == 4);

static const char *const counts[CAIRN_STUDY_N_COUNTS] = {
  [CAIRN_STUDY_COUNT_ARRIVALS] = COUNT ("e > " FROM " AND e <= " TO),
  [CAIRN_STUDY_COUNT_AGAIN] = COUNT ("e > " FROM " AND e <= " TO " AND again"),
  [CAIRN_STUDY_COUNT_DEPARTURES] = COUNT (LEFT_WITHIN),
  [CAIRN_STUDY_COUNT_STRAIGHT] = COUNT (LEFT_WITHIN " AND l - e <= 60"),
  [CAIRN_STUDY_COUNT_HERE] = COUNT (HERE),
  [CAIRN_STUDY_COUNT_OVERDUE] = COUNT (HERE " AND t > 0 AND e + t <= " NOW),
  [CAIRN_STUDY_COUNT_DUE] = COUNT (WAS_DUE),
  [CAIRN_STUDY_COUNT_IN_TIME] = COUNT (WAS_DUE " AND l <= e + t"),
  [CAIRN_STUDY_COUNT_CHURNED] = COUNT (WAS_DUE " AND l <= e + t AND o = 2"),
  [CAIRN_STUDY_COUNT_NEXT] = COUNT (LEFT_WITHIN " AND o = 0"),
  [CAIRN_STUDY_COUNT_BACK] = COUNT (LEFT_WITHIN " AND o = 1"),
  [CAIRN_STUDY_COUNT_CHURN] = COUNT (LEFT_WITHIN " AND o = 2"),
  [CAIRN_STUDY_COUNT_GONE] = COUNT (LEFT_WITHIN " AND o = 3"),
  [CAIRN_STUDY_COUNT_ARRIVED_RECENT] = COUNT ("e > " RECENT " AND e <= " NOW),
  [CAIRN_STUDY_COUNT_INSIDE_RECENT] = COUNT ("l > " RECENT),
  [CAIRN_STUDY_COUNT_LATE_RECENT] = COUNT (LOST (RECENT, NOW) " > 0"),
  [CAIRN_STUDY_COUNT_LOST_RECENT] = SUM (LOST (RECENT, NOW)) " / " DAY,
  [CAIRN_STUDY_COUNT_LOST_SQUARES] = SUM ("((" LOST (RECENT, NOW) ") / " DAY ") ^ 2"),
  [CAIRN_STUDY_COUNT_LEFT_RECENT] = COUNT ("l > " RECENT " AND l <= " NOW),
  [CAIRN_STUDY_COUNT_INSIDE] = SUM (INSIDE (FROM, TO)),
  [CAIRN_STUDY_COUNT_POOL] = SUM (EXCESS (FIRST_FULL, NOW) " / " DAY),
  [CAIRN_STUDY_COUNT_POOL_SQUARES] = SUM ("(" EXCESS (FIRST_FULL, NOW) " / " DAY ") ^ 2"),
  [CAIRN_STUDY_COUNT_WITH_TARGET] = COUNT ("t > 0"),
  [CAIRN_STUDY_COUNT_AGE_MEDIAN]
  = "percentile_disc(0.5) WITHIN GROUP (ORDER BY " AGE ") FILTER (WHERE " HERE ")",
  [CAIRN_STUDY_COUNT_AGE_P90]
  = "percentile_disc(0.9) WITHIN GROUP (ORDER BY " AGE ") FILTER (WHERE " HERE ")",
  [CAIRN_STUDY_COUNT_AGE_MAX] = "coalesce(max(" AGE ") FILTER (WHERE " HERE "), 0)",
};

static const char *const week_sums[CAIRN_STUDY_N_WEEK_SUMS] = {
  [CAIRN_STUDY_WEEK_ARRIVALS] = COUNT ("e > b AND e <= f"),
  [CAIRN_STUDY_WEEK_DEPARTURES] = COUNT ("l > b AND l <= f"),
  [CAIRN_STUDY_WEEK_HERE] = COUNT ("e <= f AND l > f"),
  [CAIRN_STUDY_WEEK_OVERDUE] = COUNT (LOST ("b", "f") " > 0"),
  [CAIRN_STUDY_WEEK_DAYS] = SUM (INSIDE ("b", "f")) " / " DAY,
  [CAIRN_STUDY_WEEK_LOST] = SUM (LOST ("b", "f")) " / " DAY,
  [CAIRN_STUDY_WEEK_EXCESS] = SUM (EXCESS ("b", "f") " / " DAY),
  [CAIRN_STUDY_WEEK_SQUARES] = SUM ("(" EXCESS ("b", "f") " / " DAY ") ^ 2"),
};

static const char *const owner_sums[CAIRN_STUDY_N_OWNER_SUMS] = {
  [CAIRN_STUDY_OWNER_DAYS] = SUM (INSIDE (TREND_FROM, NOW)) " / " DAY,
  [CAIRN_STUDY_OWNER_LOST] = SUM (LOST (TREND_FROM, NOW)) " / " DAY,
  [CAIRN_STUDY_OWNER_HERE] = COUNT (HERE),
  [CAIRN_STUDY_OWNER_OVERDUE] = COUNT (HERE " AND t > 0 AND e + t <= " NOW),
  [CAIRN_STUDY_OWNER_LAST_EXIT] = "max(l) FILTER (WHERE l <= " NOW ")",
};

/* ---- the visits ---- */

#define PLACES " JOIN unnest(" PAIRS ") AS m (segment, stage, number, target, own) ON m.segment = "

/* Of one stage, as they are: what came after them is not known. */
static char *
own_visits (const CairnPostgresText *self, const CairnPostgresAudience *audience)
{
  g_autofree char *segment = cairn_postgres_text_segment (self, audience);
  g_autofree char *filter = cairn_postgres_text_filter (audience);

  return g_strconcat (
    "SELECT e, l, t, w, CASE WHEN l > " NOW
    " THEN 4 ELSE 3 END AS o, NULL::int AS ns, NULL::bigint AS ne, false AS again FROM (SELECT ",
    self->entered, " AS e, coalesce(", self->left, ", " NEVER ") AS l, m.target AS t, coalesce(",
    self->owner, ", '') AS w FROM ", self->tables, PLACES, segment, " AND m.stage = ", self->stage,
    " WHERE m.own AND ", self->recent, " AND ", self->key, " <> '' AND NOT ", self->bad_left,
    " AND ", filter, " AND " ALL_BOUND, self->spread ? "" : " OFFSET 0",
    ") AS s WHERE e <= " NOW " AND l >= e", NULL);
}

/* With what came next: the customer's next visit, in order of entering, to a stage on the same
 * track; else how the customer ended. What is ahead of "now" is not known then. Only customers who
 * were in the stage of late are looked at: sorting the visits of all takes much longer. */
static char *
followed_visits (const CairnPostgresText *self, const CairnPostgresAudience *audience)
{
  g_autofree char *segment = cairn_postgres_text_segment (self, audience);
  g_autofree char *filter = cairn_postgres_text_filter (audience);
  g_autofree char *places
    = g_strconcat (self->tables, PLACES, segment, " AND m.stage = ", self->stage, " WHERE ", NULL);

  return g_strconcat (
    "SELECT e, l, t, w, CASE WHEN l > " NOW " THEN 4 WHEN ne > " NOW " THEN 3 WHEN ns > " OWN_STAGE
    " THEN 0 WHEN ns IS NOT NULL THEN 1 WHEN fate IS NOT NULL THEN fate WHEN lost_at >= last "
    "THEN 2 WHEN success THEN 0 ELSE 3 END AS o, CASE WHEN l <= " NOW " AND ne <= " NOW
    " THEN ns END AS ns, ne, n_own > 1 AS again FROM (SELECT *, lead(s) OVER p AS ns, lead(e) "
    "OVER p AS ne, count(*) FILTER (WHERE own) OVER (p ROWS UNBOUNDED PRECEDING) AS n_own, max(e) "
    "OVER (PARTITION BY k) AS last FROM (SELECT m.number AS s, m.own, m.target AS t, ",
    self->key, " AS k, coalesce(", self->owner, ", '') AS w, ", self->entered, " AS e, coalesce(",
    self->left, ", " NEVER ") AS l, ", self->fate, " AS fate, ", self->lost_at, " AS lost_at, ",
    self->success, " AS success FROM ", places, self->key, " <> '' AND NOT ", self->bad_left,
    " AND ", filter, " AND " ALL_BOUND " AND ", self->key, " IN (SELECT ", self->key, " FROM ",
    places, "m.own AND ", self->recent,
    ") OFFSET 0) AS s WHERE e <= " LATEST
    " AND l >= e WINDOW p AS (PARTITION BY k ORDER BY e, l, s)) AS f WHERE own AND e <= " NOW
    " AND l > $12::float8",
    NULL);
}

/* ---- the sums ---- */

static void
append_sums (GString *sql, const char *const *sums, guint n)
{
  g_string_append (sql, "concat_ws(','");
  for (guint i = 0; i < n; i++)
    g_string_append_printf (sql, ", coalesce((%s)::text, '')", sums[i]);
  g_string_append (sql, ")");
}

/* kind, owner, what, bin, n, least, most, sums */
static void
append_ages (GString *sql,
             CairnPostgresStudySum kind,
             const char *owner,
             const char *what,
             const char *bin,
             const char *age,
             const char *from)
{
  g_string_append_printf (sql,
                          " UNION ALL SELECT %d, %s, %s, %s, count(*), min(%s), max(%s), NULL "
                          "FROM %s GROUP BY 2, 3, 4",
                          kind, owner, what, bin, age, age, from);
}

static void
append_counts (GString *sql)
{
  g_string_append_printf (sql,
                          "SELECT %d AS kind, NULL::text AS owner, 0::bigint AS what, "
                          "0::bigint AS bin, count(*) AS n, 0::bigint AS least, "
                          "0::bigint AS most, ",
                          CAIRN_STUDY_SUM_COUNTS);
  append_sums (sql, counts, G_N_ELEMENTS (counts));
  g_string_append (sql, " AS sums FROM q");
}

static void
append_weeks (GString *sql)
{
  g_string_append_printf (sql, " UNION ALL SELECT %d, NULL, week, 0, count(*), 0, 0, ",
                          CAIRN_STUDY_SUM_WEEK);
  append_sums (sql, week_sums, G_N_ELEMENTS (week_sums));
  g_string_append (sql, " FROM (SELECT e, l, t, week, " TREND " + week * " WEEK " AS b, " TREND
                        " + (week + 1) * " WEEK
                        " AS f FROM q CROSS JOIN LATERAL generate_series(greatest((e - " TREND
                        ") / " WEEK " - 1, 0), least((l - " TREND ") / " WEEK
                        ", 25)) AS week WHERE l > " TREND ") AS x GROUP BY 3");
  g_string_append_printf (
    sql,
    " UNION ALL SELECT %d, NULL, (e + t - " TREND " - 1) / " WEEK
    ", 0, count(*), 0, count(*) FILTER (WHERE l <= e + t AND o <> 2), NULL FROM q WHERE t > 0 AND "
    "e + t > " TREND " AND e + t <= " NOW " AND e > " LOG_START " GROUP BY 3",
    CAIRN_STUDY_SUM_DUE);
}

static void
append_curve (GString *sql)
{
  append_ages (sql, CAIRN_STUDY_SUM_EXIT, "NULL", "o", SPLIT ("(l - e)"), "l - e",
               "q WHERE " LEFT_WITHIN);
  append_ages (sql, CAIRN_STUDY_SUM_STAY, "NULL", "0", SPLIT ("(" TO " - e)"), TO " - e",
               "q WHERE e <= " TO " AND l > " TO);
  append_ages (sql, CAIRN_STUDY_SUM_ENTRY, "NULL", "0",
               "CASE WHEN e < " FROM " THEN " SPLIT ("(" FROM " - e)") " ELSE -1 END",
               "greatest(" FROM " - e, 0)", "q WHERE " SEEN_WITHIN);
}

static void
append_owners (GString *sql)
{
  append_ages (sql, CAIRN_STUDY_SUM_OWNER_EXIT, "w", "0", COARSE ("(l - e)"), "l - e",
               "q WHERE l > " TREND_FROM " AND l <= " NOW);
  append_ages (sql, CAIRN_STUDY_SUM_OWNER_STAY, "w", "0", COARSE (AGE), AGE, "q WHERE " HERE);
  append_ages (sql, CAIRN_STUDY_SUM_OWNER_ENTRY, "w", "0",
               "CASE WHEN e < " TREND_FROM " THEN " COARSE ("(" TREND_FROM " - e)") " ELSE -1 END",
               "greatest(" TREND_FROM " - e, 0)", "q WHERE l > " TREND_FROM);
  append_ages (sql, CAIRN_STUDY_SUM_HERE, "w", "t", COARSE (AGE), AGE, "q WHERE " HERE);
  g_string_append_printf (sql, " UNION ALL SELECT %d, w, 0, 0, count(*), 0, 0, ",
                          CAIRN_STUDY_SUM_OWNER);
  append_sums (sql, owner_sums, G_N_ELEMENTS (owner_sums));
  g_string_append (sql, " FROM q WHERE w <> '' GROUP BY 2");
}

/* The medians of four weeks look back three weeks more than the trend. A stay is of one age in one
 * week only, so the weeks add up. */
static void
append_week_curves (GString *sql)
{
  append_ages (sql, CAIRN_STUDY_SUM_WEEK_EXIT, "NULL",
               "(l - " TREND " - 1 + 3 * " WEEK ") / " WEEK " - 3", BIN ("(l - e)"), "l - e",
               "q WHERE l > " TREND " - 3 * " WEEK " AND l <= " NOW);
  append_ages (sql, CAIRN_STUDY_SUM_WEEK_HERE, "NULL", "week",
               "CASE WHEN e < b THEN " BIN ("(b - e)") " ELSE -1 END", "b - e",
               "(SELECT e, l, week, " TREND " + week * " WEEK
               " AS b FROM q CROSS JOIN LATERAL generate_series(greatest((e - " TREND ") / " WEEK
               " - 1, -3), least((l - " TREND ") / " WEEK
               " + 1, 26)) AS week) AS x WHERE e <= b AND l > b");
  append_ages (sql, CAIRN_STUDY_SUM_WEEK_CAME, "NULL",
               "(e - " TREND " - 1 + 3 * " WEEK ") / " WEEK " - 3", "0", "0",
               "q WHERE e > " TREND " - 3 * " WEEK " AND e <= " NOW);
}

/* From leaving here to entering the next stage; who was lost is not on the way anywhere. */
#define WAYS                                                                                       \
  "(SELECT coalesce(ns, -1) AS next, l AS e, CASE WHEN ns IS NOT NULL THEN greatest(ne, l) "       \
  "ELSE " NEVER " END AS l FROM q WHERE o <> 4 AND (ns IS NOT NULL OR o = 3)) AS x WHERE "

static void
append_ways (GString *sql)
{
  append_ages (sql, CAIRN_STUDY_SUM_MOVED, "NULL", "next", "0", "0",
               WAYS "e > " FROM " AND e <= " TO);
  append_ages (sql, CAIRN_STUDY_SUM_WAY_EXIT, "NULL", "next", BIN ("(l - e)"), "l - e",
               WAYS LEFT_WITHIN " AND e <= " TO);
  append_ages (sql, CAIRN_STUDY_SUM_WAY_STAY, "NULL", "next", BIN ("(" TO " - e)"), TO " - e",
               WAYS "e <= " TO " AND l > " TO);
  append_ages (sql, CAIRN_STUDY_SUM_WAY_ENTRY, "NULL", "next",
               "CASE WHEN e < " FROM " THEN " BIN ("(" FROM " - e)") " ELSE -1 END",
               "greatest(" FROM " - e, 0)", WAYS SEEN_WITHIN);
}

char *
cairn_postgres_text_study (const CairnPostgresText *self,
                           const CairnPostgresAudience *audience,
                           gboolean details)
{
  g_autofree char *visits
    = details ? followed_visits (self, audience) : own_visits (self, audience);
  g_autoptr (GString) sql = g_string_new (NULL);

  g_string_append_printf (sql, "WITH q AS MATERIALIZED (%s) ", visits);
  append_counts (sql);
  append_weeks (sql);
  append_curve (sql);
  append_owners (sql);
  if (details)
    {
      append_week_curves (sql);
      append_ways (sql);
    }
  return cairn_postgres_audience_write (sql->str, CAIRN_POSTGRES_STUDY_N_BOUND);
}

char *
cairn_postgres_text_waiting (const CairnPostgresText *self, const CairnPostgresAudience *audience)
{
  g_autofree char *segment = cairn_postgres_text_segment (self, audience);
  g_autofree char *filter = cairn_postgres_text_filter (audience);
  g_autofree char *sql = g_strconcat (
    "SELECT name, w, e, t, to_jsonb(about) FROM (SELECT name, w, e, t, about FROM (SELECT ",
    self->customers != NULL ? "c" : "NULL::text", " AS about, ", self->name, " AS name, coalesce(",
    self->owner, ", '') AS w, ", self->entered, " AS e, coalesce(", self->left,
    ", " NEVER ") AS l, m.target AS t FROM ", self->tables, PLACES, segment,
    " AND m.stage = ", self->stage, " WHERE m.own AND ", self->recent, " AND ", self->key,
    " <> '' AND NOT ", self->bad_left, " AND ", filter,
    " AND " ALL_BOUND ") AS s WHERE e <= " NOW " AND " HERE
    " AND l >= e ORDER BY e, name COLLATE \"C\" LIMIT " G_STRINGIFY (
      CAIRN_STUDY_MOST_LISTED) ") AS x ORDER BY e, name COLLATE \"C\"",
    NULL);

  return cairn_postgres_audience_write (sql, CAIRN_POSTGRES_STUDY_N_BOUND);
}
