/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing/cairn-alerts.h"

#include "base/cairn-duration.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define DAY (24 * 60 * 60)

void
cairn_alert_free (CairnAlert *self)
{
  g_free (self->segment);
  g_free (self->stage);
  g_free (self->text);
  g_free (self);
}

static const char *
filter_of (const CairnSnapshot *snapshot)
{
  const CairnAudience *audience = cairn_snapshot_get_audience (snapshot);

  return audience != NULL ? audience->filter : NULL;
}

static gint64
window_length (const CairnSnapshot *snapshot)
{
  return cairn_snapshot_get_window_to (snapshot) - cairn_snapshot_get_window_from (snapshot);
}

/* All of the log grows longer by itself. */
static gboolean
ask_the_same (CairnSnapshot *before, CairnSnapshot *after)
{
  return cairn_snapshot_get_as_of (before) <= cairn_snapshot_get_as_of (after)
         && cairn_snapshot_get_stale (after) == NULL
         && g_strcmp0 (filter_of (before), filter_of (after)) == 0
         && (ABS (window_length (before) - window_length (after)) < DAY
             || cairn_snapshot_get_window_from (before) == cairn_snapshot_get_window_from (after));
}

static void
add (
  GPtrArray *alerts, CairnAlertKind kind, const CairnCell *cell, gint64 at, char *what /* taken */)
{
  CairnAlert *alert = g_new0 (CairnAlert, 1);

  alert->kind = kind;
  alert->segment = g_strdup (cell->segment);
  alert->stage = g_strdup (cell->stage);
  alert->at = at;
  alert->text = cell->segment != NULL && *cell->segment != '\0'
                  /* translators: a segment, a stage, what has happened there */
                  ? g_strdup_printf (_ ("%s, %s: %s"), cell->segment, cell->stage, what)
                  : g_strdup_printf (_ ("%s: %s"), cell->stage, what);
  g_free (what);
  g_ptr_array_add (alerts, alert);
}

static gboolean
is_past_limit (const CairnCell *cell)
{
  return cell->limit > 0 && !isnan (cell->median.value)
         && cell->median.value > (double) cell->limit;
}

static void
look_at_limit (GPtrArray *alerts, const CairnCell *before, const CairnCell *after, gint64 now)
{
  g_autofree char *median = NULL;
  g_autofree char *limit = NULL;

  if (!is_past_limit (after) || is_past_limit (before) || before->limit != after->limit)
    return;
  median = cairn_duration_format (after->median.value);
  limit = cairn_duration_format ((double) after->limit);
  add (alerts, CAIRN_ALERT_LIMIT, after, now,
       g_strdup_printf (_ ("the median stay of %s is past the limit of %s"), median, limit));
}

static void
look_at_pile_up (GPtrArray *alerts, const CairnCell *before, const CairnCell *after, gint64 now)
{
  if (after->growth == CAIRN_GROWTH_PILING_UP && before->growth != CAIRN_GROWTH_PILING_UP)
    add (alerts, CAIRN_ALERT_PILE_UP, after, now,
         g_strdup_printf (_ ("customers begin to pile up, %'u are here"), after->here));
}

/* Whoever got stuck after the last look: by the clock, not by comparing counts, so that somebody
 * who leaves meanwhile hides nobody. */
static void
look_at_stuck (
  GPtrArray *alerts, const CairnCell *before, const CairnCell *after, gint64 since, gint64 now)
{
  g_autofree char *limit = NULL;

  if (after->stuck == 0 || before->limit != after->limit || after->stuck_since <= since
      || after->stuck_since > now)
    return;
  limit = cairn_duration_format ((double) after->limit);
  add (alerts, CAIRN_ALERT_STUCK, after, after->stuck_since,
       g_strdup_printf (
         /* translators: how many are stuck; a customer; a span of time */
         ngettext ("%2$s is stuck, here longer than the limit of %3$s (%1$'u customer)",
                   "%2$s is stuck, here longer than the limit of %3$s (%1$'u customers)",
                   after->stuck),
         after->stuck, after->stuck_customer, limit));
}

/* Where the data know segments, each speaks for itself. */
static gboolean
has_segments (const CairnCell *cells, guint n)
{
  for (guint i = 0; i < n; i++)
    if (cells[i].segment != NULL)
      return TRUE;
  return FALSE;
}

GPtrArray *
cairn_alerts_find (CairnSnapshot *before, CairnSnapshot *after, guint kinds)
{
  GPtrArray *alerts = g_ptr_array_new_with_free_func ((GDestroyNotify) cairn_alert_free);
  gint64 since = cairn_snapshot_get_as_of (before);
  gint64 now = cairn_snapshot_get_as_of (after);
  const CairnCell *cells;
  guint n;

  cells = cairn_snapshot_get_cells (after, &n);
  for (guint i = 0; i < n && ask_the_same (before, after); i++)
    {
      const CairnCell *old = cairn_snapshot_find (before, cells[i].segment, cells[i].stage);

      if (old == NULL || (cells[i].segment == NULL && has_segments (cells, n)))
        continue;
      if ((kinds & CAIRN_ALERT_LIMIT) != 0)
        look_at_limit (alerts, old, &cells[i], now);
      if ((kinds & CAIRN_ALERT_PILE_UP) != 0)
        look_at_pile_up (alerts, old, &cells[i], now);
      if ((kinds & CAIRN_ALERT_STUCK) != 0)
        look_at_stuck (alerts, old, &cells[i], since, now);
    }
  return alerts;
}
