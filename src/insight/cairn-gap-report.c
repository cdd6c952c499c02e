/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "insight/cairn-gap-report.h"

#include "base/cairn-csv.h"
#include "base/cairn-time.h"
#include "insight/cairn-study-format.h"

#include <glib/gi18n-lib.h>
#include <locale.h>
#include <math.h>
#include <string.h>

/* Of words that follow each other in a text. */
#define LABEL_WIDTH 11

/* ---- a table ---- */

typedef struct
{
  GString *out;
  gboolean sheet; /* between tabs, else CSV */
  gboolean begun; /* there is a cell in this line */
  const CairnSnapshot *snapshot;
} Table;

static const char *const fields[] = { "segment",
                                      "stage",
                                      "metric",
                                      "desired_days",
                                      "current_days",
                                      "current_low_days",
                                      "current_high_days",
                                      "exits",
                                      "gap_days",
                                      "ratio",
                                      "verdict",
                                      "here",
                                      "past_target",
                                      "lost_days_per_week",
                                      "kind",
                                      "evidence",
                                      "action",
                                      "owner",
                                      "due",
                                      "done",
                                      "change",
                                      "effect",
                                      "speed",
                                      "speed_low",
                                      "speed_high",
                                      "window_from",
                                      "window_to",
                                      "clock",
                                      "as_of",
                                      "only" };

static void
add (Table *t, const char *text)
{
  if (t->begun)
    g_string_append_c (t->out, t->sheet ? '\t' : ',');
  t->begun = TRUE;
  if (!t->sheet)
    cairn_csv_append (t->out, text);
  else
    {
      g_autofree char *harmless = cairn_csv_dup_harmless (text);

      g_string_append (t->out, g_strdelimit (harmless, "\t\r\n", ' '));
    }
}

static void
add_number (Table *t, double number)
{
  g_autofree char *plain = cairn_study_format_plain (number);
  g_auto (GStrv) parts = NULL;
  g_autofree char *local = NULL;

  if (!t->sheet)
    {
      add (t, plain);
      return;
    }
  parts = g_strsplit (plain, ".", 2);
  local = g_strjoinv (localeconv ()->decimal_point, parts);
  add (t, local);
}

static void
add_days (Table *t, double seconds)
{
  add_number (t, seconds / 86400);
}

static void
end_line (Table *t)
{
  g_string_append (t->out, t->sheet ? "\n" : "\r\n");
  t->begun = FALSE;
}

static const char *
verdict_name (const CairnGap *gap)
{
  switch (gap->verdict)
    {
    case CAIRN_GAP_MISSED:
      return gap->unsure ? "missed, may be chance" : "missed";
    case CAIRN_GAP_MET:
      return "met";
    case CAIRN_GAP_TOO_FEW:
      return "too few";
    case CAIRN_GAP_NO_TARGET:
    default:
      return "no target";
    }
}

static void
add_figures (Table *t, const CairnGap *gap)
{
  const CairnStudyFigures *f = cairn_stage_study_get_figures (gap->study);
  gboolean known = gap->verdict == CAIRN_GAP_MET || gap->verdict == CAIRN_GAP_MISSED;

  add (t, f->segment);
  add (t, f->stage);
  add (t, gap->metric);
  add_days (t, f->target > 0 ? (double) f->target : NAN);
  add_days (t, known ? f->median.value : NAN);
  add_days (t, known ? f->median.low : NAN);
  add_days (t, known ? f->median.high : NAN);
  add_number (t, f->exits);
  add_days (t, gap->gap);
  add_number (t, gap->ratio);
  add (t, verdict_name (gap));
  add_number (t, f->here);
  add_number (t, f->target > 0 ? f->overdue : NAN);
  add_number (t, f->lost_per_week);
  add (t, gap->kind);
  add (t, gap->evidence);
}

static void
add_action (Table *t, const CairnGapAction *action)
{
  add (t, action != NULL ? action->title : NULL);
  add (t, action != NULL ? action->owner : NULL);
  add (t, action != NULL ? action->due : NULL);
  add (t, action == NULL || action->playbook ? NULL : action->done ? "yes" : "no");
}

static void
add_effect (Table *t, const CairnGapEffect *effect)
{
  const CairnChangeEffect *known = effect != NULL ? effect->effect : NULL;
  gboolean told = known != NULL && cairn_change_effect_is_known (known);

  add (t, effect != NULL ? effect->name : NULL);
  add (t, effect != NULL ? effect->words : NULL);
  add_number (t, told ? known->speed.value : NAN);
  add_number (t, told ? known->speed.low : NAN);
  add_number (t, told ? known->speed.high : NAN);
}

static void
add_scope (Table *t, const CairnGap *gap)
{
  const CairnStudyFigures *f = cairn_stage_study_get_figures (gap->study);
  const CairnAudience *audience = cairn_snapshot_get_audience (t->snapshot);
  g_autofree char *from = cairn_study_format_iso (f->from);
  g_autofree char *to = cairn_study_format_iso (f->to);
  g_autofree char *as_of = cairn_study_format_iso (cairn_snapshot_get_as_of (t->snapshot));

  add (t, from);
  add (t, to);
  add (t, cairn_snapshot_get_clock (t->snapshot));
  add (t, as_of);
  add (t, audience != NULL ? audience->filter : NULL);
}

static void
add_gap (Table *t, const CairnGap *gap)
{
  guint n = MAX (1, MAX (gap->plan->len, gap->effects->len));

  for (guint i = 0; i < n; i++)
    {
      add_figures (t, gap);
      add_action (t, i < gap->plan->len ? g_ptr_array_index (gap->plan, i) : NULL);
      add_effect (t, i < gap->effects->len ? g_ptr_array_index (gap->effects, i) : NULL);
      add_scope (t, gap);
      end_line (t);
    }
}

static char *
dup_table (GPtrArray *gaps, const CairnSnapshot *snapshot, gboolean sheet)
{
  Table table = { g_string_new (NULL), sheet, FALSE, snapshot };

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    add (&table, fields[i]);
  end_line (&table);
  for (guint i = 0; i < gaps->len; i++)
    add_gap (&table, g_ptr_array_index (gaps, i));
  return g_string_free (table.out, FALSE);
}

char *
cairn_gap_report_csv (GPtrArray *gaps, const CairnSnapshot *snapshot)
{
  g_return_val_if_fail (gaps != NULL && snapshot != NULL, NULL);

  return dup_table (gaps, snapshot, FALSE);
}

char *
cairn_gap_report_sheet (GPtrArray *gaps, const CairnSnapshot *snapshot)
{
  g_return_val_if_fail (gaps != NULL && snapshot != NULL, NULL);

  return dup_table (gaps, snapshot, TRUE);
}

/* ---- a text ---- */

char *
cairn_gap_report_scope (const CairnSnapshot *snapshot, const char *segment)
{
  const CairnAudience *audience;
  g_autofree char *only = NULL, *from = NULL, *as_of = NULL, *who = NULL;

  g_return_val_if_fail (snapshot != NULL, NULL);

  audience = cairn_snapshot_get_audience (snapshot);
  only = audience != NULL ? cairn_audience_describe (audience) : NULL;
  from = cairn_study_format_day (cairn_snapshot_get_window_from (snapshot));
  as_of = cairn_time_format (cairn_snapshot_get_as_of (snapshot));
  who = g_strjoin (", ", segment != NULL && *segment != '\0' ? segment : _ ("all customers"), only,
                   NULL);
  /* translators: %1$s is whose figures they are, %2$s a day, %3$s “calendar days”, %4$s a moment */
  return g_strdup_printf (_ ("%1$s · since %2$s · %3$s · as of %4$s"), who, from,
                          cairn_snapshot_get_clock (snapshot), as_of);
}

static void G_GNUC_PRINTF (3, 4) say (GString *out, const char *label, const char *format, ...)
{
  int pad = LABEL_WIDTH - (int) g_utf8_strlen (label, -1);
  va_list args;

  g_string_append_printf (out, "  %s%*s", label, MAX (pad, 1), "");
  va_start (args, format);
  g_string_append_vprintf (out, format, args);
  va_end (args);
  g_string_append_c (out, '\n');
}

/* "Dana · due 2026-12-04 · late" */
static char *
dup_who_and_when (const CairnGapAction *action)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  if (*action->owner != '\0')
    g_ptr_array_add (parts, g_strdup (action->owner));
  if (*action->due != '\0')
    g_ptr_array_add (parts, g_strdup_printf (_ ("due %s"), action->due));
  if (action->late)
    g_ptr_array_add (parts, g_strdup (_ ("late")));
  if (action->done)
    g_ptr_array_add (parts, g_strdup (_ ("done")));
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (" · ", (char **) parts->pdata);
}

static void
say_gap (GString *out, const CairnGap *gap)
{
  const CairnStudyFigures *f = cairn_stage_study_get_figures (gap->study);
  gboolean has_segment = f->segment != NULL && *f->segment != '\0';

  g_string_append_printf (out, "\n%s%s%s\n", gap->metric, has_segment ? " · " : "",
                          has_segment ? f->segment : "");
  say (out, _ ("Desired"), "%s", gap->desired);
  say (out, _ ("Current"), "%s (%s)", gap->current, gap->current_note);
  say (out, _ ("Gap"), "%s%s%s", gap->gap_words, *gap->gap_note != '\0' ? " · " : "",
       gap->gap_note);
  say (out, _ ("Reason"), "%s. %s", gap->kind, gap->evidence);
  for (guint i = 0; i < gap->plan->len; i++)
    {
      const CairnGapAction *action = g_ptr_array_index (gap->plan, i);
      g_autofree char *who = dup_who_and_when (action);

      say (out, i == 0 ? _ ("Action") : "", "%s%s%s", action->title, *who != '\0' ? " · " : "",
           who);
    }
  for (guint i = 0; i < gap->effects->len; i++)
    {
      const CairnGapEffect *effect = g_ptr_array_index (gap->effects, i);

      say (out, i == 0 ? _ ("Effect") : "", "%s: %s", effect->name, effect->words);
    }
}

char *
cairn_gap_report_text (GPtrArray *gaps, guint n_stages, const CairnSnapshot *snapshot)
{
  GString *out = g_string_new (NULL);
  g_autofree char *scope = NULL;
  g_autofree char *summary = NULL;

  g_return_val_if_fail (gaps != NULL && snapshot != NULL, g_string_free (out, FALSE));

  scope = cairn_gap_report_scope (snapshot, NULL);
  summary = cairn_gap_list_summarize (gaps, n_stages);
  g_string_append_printf (out, "%s\n%s\n", scope, summary);
  for (guint i = 0; i < gaps->len; i++)
    say_gap (out, g_ptr_array_index (gaps, i));
  return g_string_free (out, FALSE);
}
