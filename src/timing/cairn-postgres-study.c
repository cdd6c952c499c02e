/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The question of a study: what it is bound to. */
#include "base/cairn-duration.h"
#include "timing/cairn-postgres-study-private.h"

#define NO_TARGET G_GINT64_CONSTANT (1000000000000000) /* beyond all ages */

typedef struct
{
  char *values[CAIRN_POSTGRES_STUDY_N_BOUND];
} Bound;

static void
bound_clear (Bound *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->values); i++)
    g_free (self->values[i]);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Bound, bound_clear)

static const CairnEngineCell *
get_cell (const CairnPostgresSource *self, guint number)
{
  return g_ptr_array_index (self->engine->cells, number);
}

static guint64
get_tracks (const CairnEngine *engine, guint stage)
{
  guint64 tracks = stage < engine->tracks->len ? g_array_index (engine->tracks, guint64, stage) : 0;

  return tracks != 0 ? tracks : G_MAXUINT64;
}

/* As the map has it: that of all who were in the stage if it is one, else that of segments without
 * one of their own. */
static void
find_target (const CairnPostgresSource *self, CairnStudyWork *work, guint stage)
{
  CairnStudyFigures *figures = &work->study->figures;
  CairnTarget target
    = ((CairnEngineStage *) g_ptr_array_index (self->engine->stages, stage))->target;
  CairnTarget first = { 0, 0 };
  gboolean any = FALSE, same = TRUE;

  for (guint i = 0; i < self->engine->cells->len; i++)
    {
      const CairnEngineCell *cell = get_cell (self, i);
      CairnTarget its = cairn_engine_get_target (self->engine, cell);

      if (cell->stage != stage)
        continue;
      if (figures->segment != NULL && g_str_equal (cell->segment, figures->segment))
        target = its;
      if (g_array_index (self->visits, gint64, i) == 0)
        continue;
      same = same && (!any || its.target == first.target);
      first = any ? first : its;
      any = TRUE;
    }
  if (figures->segment == NULL && any && same)
    target = first;
  figures->target = target.target;
  figures->limit = target.limit;
}

/* ---- what is bound ---- */

static void
append_number (GString *list, gint64 number)
{
  g_string_append_printf (list, "%s%" G_GINT64_FORMAT, list->len > 1 ? "," : "", number);
}

/* The stage itself, and where its customers may go from there. */
static void
bind_pairs (Bound *self, const CairnPostgresSource *source, const char *segment, guint stage)
{
  const CairnEngine *engine = source->engine;
  GString *lists[5];

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    lists[i] = g_string_new ("{");
  for (guint i = 0; i < source->pairs->len; i++)
    {
      const CairnPostgresPair *pair = &g_array_index (source->pairs, CairnPostgresPair, i);
      const CairnEngineCell *cell = pair->cell != G_MAXUINT ? get_cell (source, pair->cell) : NULL;
      gboolean own;

      if (cell == NULL || (get_tracks (engine, cell->stage) & get_tracks (engine, stage)) == 0)
        continue;
      own = cell->stage == stage && (segment == NULL || g_str_equal (cell->segment, segment));
      if (cell->stage == stage && !own)
        continue;
      cairn_postgres_append_text (lists[0], pair->segment);
      cairn_postgres_append_text (lists[1], pair->stage);
      append_number (lists[2], cell->stage);
      append_number (lists[3], cairn_engine_get_target (source->engine, cell).target);
      g_string_append_printf (lists[4], "%s%s", lists[4]->len > 1 ? "," : "", own ? "t" : "f");
    }
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      g_string_append_c (lists[i], '}');
      self->values[6 + i] = g_string_free (lists[i], FALSE);
    }
}

/* Who left long ago may have been due of late. */
static gint64
get_greatest_target (const CairnPostgresSource *self, guint stage)
{
  gint64 greatest = 0;

  for (guint i = 0; i < self->engine->cells->len; i++)
    if (get_cell (self, i)->stage == stage)
      greatest = MAX (greatest, cairn_engine_get_target (self->engine, get_cell (self, i)).target);
  return greatest;
}

static void
bind_numbers (Bound *self,
              const CairnPostgresSource *source,
              const CairnStudyWork *work,
              guint stage)
{
  const CairnPeriod *period = &work->period;
  gint64 horizon = MIN (period->from, period->trend_begin - CAIRN_STUDY_MEDIAN_WEEKS * CAIRN_WEEK)
                   - get_greatest_target (source, stage);
  gint64 latest = MAX (source->clock, g_get_real_time () / G_USEC_PER_SEC) + CAIRN_FUTURE_SLACK;
  const gint64 numbers[CAIRN_POSTGRES_STUDY_N_BOUND] = {
    [0] = period->from,
    [1] = period->to,
    [2] = period->trend_begin,
    [3] = period->recent_begin,
    [4] = period->now,
    [5] = period->log_start,
    /* Only for the index; so more than any zone can be off. */
    [11] = CLAMP (horizon - 2 * CAIRN_DAY, -(gint64) 62135596800, (gint64) 253370764800),
    [12] = work->study->figures.target > 0 ? work->study->figures.target : NO_TARGET,
    [13] = MAX (latest, period->now),
    [14] = period->trend_begin + period->first_week * CAIRN_WEEK,
    [15] = stage,
  };

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    if (self->values[i] == NULL)
      self->values[i] = g_strdup_printf ("%" G_GINT64_FORMAT, numbers[i]);
}

/* ---- asking ---- */

static PGresult *
run (CairnPostgresSource *self, char *sql, const Bound *bound, GError **error)
{
  g_autofree char *text = sql;
  guint n = 0;
  g_autofree const char **values = cairn_postgres_audience_bind (
    &self->audience, (const char *const *) bound->values, CAIRN_POSTGRES_STUDY_N_BOUND, &n);

  return cairn_postgres_link_run (self->link, text, values, n, error);
}

/* Both statements see the same rows. */
static gboolean
ask (CairnPostgresSource *self,
     CairnStudyWork *work,
     const Bound *bound,
     gboolean details,
     GError **error)
{
  g_autoptr (PGresult) sums = NULL;
  g_autoptr (PGresult) waiting = NULL;

  if (!cairn_postgres_source_begin (self, error))
    return FALSE;
  sums
    = run (self, cairn_postgres_text_study (&self->text, &self->audience, details), bound, error);
  if (sums != NULL && details)
    waiting = run (self, cairn_postgres_text_waiting (&self->text, &self->audience), bound, error);
  cairn_postgres_source_end (self);
  if (sums == NULL || (details && waiting == NULL))
    return FALSE;
  cairn_postgres_study_figures (work, sums, details);
  if (details)
    cairn_postgres_study_waiting (work, waiting, (const char *const *) self->text.attributes);
  return TRUE;
}

/* What takes too long, or may not be read, is only missed in the details. */
static gboolean
ask_at_least (CairnPostgresSource *self, CairnStudyWork *work, const Bound *bound)
{
  g_autoptr (GError) failure = NULL;

  if (!work->wish->details)
    return ask (self, work, bound, FALSE, NULL);
  if (ask (self, work, bound, TRUE, &failure))
    return TRUE;
  if (!ask (self, work, bound, FALSE, NULL))
    return FALSE;
  work->study->excuse = g_string_chunk_insert (work->study->strings, failure->message);
  return TRUE;
}

CairnStageStudy *
cairn_postgres_study (CairnPostgresSource *self,
                      const CairnStudyWish *wish,
                      gint64 now,
                      const CairnWindow *window)
{
  guint number = GPOINTER_TO_UINT (g_hash_table_lookup (self->engine->stage_numbers, wish->stage));
  g_auto (Bound) bound = { 0 };
  CairnStudyWork work = { .engine = self->engine, .wish = wish, .automated = wish->automated };
  CairnStudyFigures *figures;

  /* On Citus all visits would come to the coordinator. */
  if (number == 0 || self->text.spread)
    return NULL;
  work.study = cairn_stage_study_alloc ();
  work.period = cairn_postgres_resolve_period (self, now, window);
  figures = &work.study->figures;
  if (wish->segment != NULL)
    figures->segment = g_string_chunk_insert_const (work.study->strings, wish->segment);
  figures->stage = g_string_chunk_insert_const (work.study->strings, wish->stage);
  figures->now = now;
  figures->from = work.period.from;
  figures->to = work.period.to;
  find_target (self, &work, number - 1);
  bind_pairs (&bound, self, wish->segment, number - 1);
  bind_numbers (&bound, self, &work, number - 1);
  if (!ask_at_least (self, &work, &bound))
    g_clear_pointer (&work.study, cairn_stage_study_unref);
  cairn_study_work_clear (&work);
  return work.study;
}
