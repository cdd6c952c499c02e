/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-ui"

#include "config.h"

#include "ui/cairn-stage-columns.h"

#include "base/cairn-duration.h"
#include "render/cairn-overlay.h"
#include "insight/cairn-study-format.h"
#include "insight/cairn-study-sentence.h"
#include "ui/cairn-words.h"

#include <glib/gi18n-lib.h>
#include <math.h>

static const CairnStudyFigures *
figures_of (CairnStudyRow *row)
{
  return cairn_stage_study_get_figures (cairn_study_row_get_study (row));
}

static char *
plain_count (guint n)
{
  return g_strdup_printf ("%u", n);
}

/* A column of whole numbers of which there always is one. */
#define COUNT(prefix, Type, get, member)                                                           \
  static char *prefix##_##member (CairnStudyRow *row)                                              \
  {                                                                                                \
    const Type *entry = get (row);                                                                 \
    return entry != NULL ? cairn_words_count (entry->member) : g_strdup ("");                      \
  }                                                                                                \
  static char *prefix##_plain_##member (CairnStudyRow *row)                                        \
  {                                                                                                \
    const Type *entry = get (row);                                                                 \
    return entry != NULL ? plain_count (entry->member) : g_strdup ("");                            \
  }                                                                                                \
  static double prefix##_key_##member (CairnStudyRow *row)                                         \
  {                                                                                                \
    const Type *entry = get (row);                                                                 \
    return entry != NULL ? entry->member : NAN;                                                    \
  }

/* ---- customers ---- */

static const CairnWaiting *
get_waiting (CairnStudyRow *row)
{
  return cairn_study_row_get_entry (row);
}

static char *
waiting_name (CairnStudyRow *row)
{
  return g_strdup (get_waiting (row)->customer);
}

static double
waiting_key_age (CairnStudyRow *row)
{
  return (double) get_waiting (row)->age;
}

static char *
waiting_age (CairnStudyRow *row)
{
  g_autofree char *age
    = cairn_duration_format_in ((double) get_waiting (row)->age, figures_of (row)->working_days);

  return get_waiting (row)->at_least ? g_strdup_printf ("≥ %s", age) : g_steal_pointer (&age);
}

static char *
waiting_plain_age (CairnStudyRow *row)
{
  return cairn_study_format_plain_days ((double) get_waiting (row)->age);
}

/* The targets may differ between the segments: then there is none to count from. */
static double
waiting_key_past (CairnStudyRow *row)
{
  gint64 target = figures_of (row)->target;

  if (target <= 0)
    return get_waiting (row)->overdue ? 1 : NAN;
  return (double) (get_waiting (row)->age - target);
}

static char *
waiting_past (CairnStudyRow *row)
{
  double past = waiting_key_past (row);
  g_autofree char *span = cairn_duration_format_in (fabs (past), figures_of (row)->working_days);

  if (figures_of (row)->target <= 0)
    return g_strdup (get_waiting (row)->overdue ? _ ("past it") : "—");
  if (get_waiting (row)->overdue)
    /* translators: %s is a span of time: so long past the target */
    return g_strdup_printf (_ ("%s past it"), span);
  /* translators: %s is a span of time: the target is reached then */
  return g_strdup_printf (_ ("in %s"), span);
}

static char *
waiting_plain_past (CairnStudyRow *row)
{
  return figures_of (row)->target > 0 ? cairn_study_format_plain_days (waiting_key_past (row))
                                      : g_strdup ("");
}

static char *
waiting_plain_overdue (CairnStudyRow *row)
{
  return g_strdup (get_waiting (row)->overdue ? "yes" : "no");
}

static const char *
waiting_style_past (CairnStudyRow *row)
{
  return get_waiting (row)->overdue ? "cairn-over" : "dim-label";
}

/* It cannot be told of those who are here for longer than anybody who left. */
static double
waiting_key_more (CairnStudyRow *row)
{
  double more = get_waiting (row)->more;

  return isnan (more) ? HUGE_VAL : more;
}

static char *
waiting_more (CairnStudyRow *row)
{
  g_autofree char *span
    = cairn_duration_format_in (get_waiting (row)->more, figures_of (row)->working_days);

  if (isnan (get_waiting (row)->more))
    return g_strdup (_ ("cannot be told"));
  /* translators: %s is a span of time */
  return g_strdup_printf (_ ("about %s"), span);
}

static char *
waiting_plain_more (CairnStudyRow *row)
{
  return cairn_study_format_plain_days (get_waiting (row)->more);
}

static const char *
waiting_style_more (CairnStudyRow *row)
{
  return isnan (get_waiting (row)->more) ? "dim-label" : NULL;
}

static char *
waiting_owner (CairnStudyRow *row)
{
  return g_strdup (cairn_study_sentence_owner (cairn_study_row_get_study (row), get_waiting (row)));
}

static char *
waiting_plain_owner (CairnStudyRow *row)
{
  g_autofree char *owner = waiting_owner (row);

  return g_strdup (g_str_equal (owner, "—") ? "" : owner);
}

static double
waiting_key_entered (CairnStudyRow *row)
{
  return (double) get_waiting (row)->entered;
}

static char *
waiting_entered (CairnStudyRow *row)
{
  return cairn_study_format_day (get_waiting (row)->entered);
}

static char *
waiting_plain_entered (CairnStudyRow *row)
{
  return cairn_study_format_iso (get_waiting (row)->entered);
}

static char *
waiting_attributes (CairnStudyRow *row)
{
  const char *attributes = get_waiting (row)->attributes;

  return g_strdup (attributes != NULL ? attributes : "–");
}

static char *
waiting_plain_attributes (CairnStudyRow *row)
{
  const char *attributes = get_waiting (row)->attributes;

  return g_strdup (attributes != NULL ? attributes : "");
}

static gboolean
same_waiting (gconstpointer a, gconstpointer b)
{
  const CairnWaiting *x = a;
  const CairnWaiting *y = b;

  return x->number == y->number && x->entered == y->entered;
}

static const CairnStudyColumn customer_columns[] = {
  { N_ ("Customer"), "customer", waiting_name, NULL, NULL, NULL, TRUE },
  /* translators: column: how long a customer has been in the stage */
  { N_ ("Here for"), "age_days", waiting_age, waiting_plain_age, waiting_key_age, NULL, FALSE },
  { N_ ("Target"), "days_past_target", waiting_past, waiting_plain_past, waiting_key_past,
    waiting_style_past, FALSE },
  { NULL, "past_target", waiting_plain_overdue, NULL, NULL, NULL, FALSE },
  /* translators: column: how much longer the wait is likely to last */
  { N_ ("Likely still"), "likely_more_days", waiting_more, waiting_plain_more, waiting_key_more,
    waiting_style_more, FALSE },
  { N_ ("Owner"), "owner", waiting_owner, waiting_plain_owner, NULL, NULL, FALSE },
  { N_ ("Entered"), "entered", waiting_entered, waiting_plain_entered, waiting_key_entered, NULL,
    FALSE },
  /* translators: column: what else the data know of a customer */
  { N_ ("Attributes"), "attributes", waiting_attributes, waiting_plain_attributes, NULL, NULL, TRUE,
    TRUE },
};

const CairnStudyTableSpec *
cairn_stage_columns_customers (void)
{
  static const CairnStudyTableSpec spec
    = { customer_columns,   G_N_ELEMENTS (customer_columns), sizeof (CairnWaiting), same_waiting, 1,
        GTK_SORT_DESCENDING };

  return &spec;
}

/* ---- weeks ---- */

/* NULL: the data do not hold all of it. */
static const CairnStudyWeek *
get_week (CairnStudyRow *row)
{
  const CairnStudyWeek *week = cairn_study_row_get_entry (row);

  return week->full ? week : NULL;
}

COUNT (week, CairnStudyWeek, get_week, arrivals)
COUNT (week, CairnStudyWeek, get_week, departures)
COUNT (week, CairnStudyWeek, get_week, here)
COUNT (week, CairnStudyWeek, get_week, overdue)

static char *
week_plain_due (CairnStudyRow *row)
{
  const CairnStudyWeek *week = get_week (row);

  return week != NULL ? plain_count (week->due) : g_strdup ("");
}

static char *
week_plain_hits (CairnStudyRow *row)
{
  const CairnStudyWeek *week = get_week (row);

  return week != NULL ? plain_count (week->hits) : g_strdup ("");
}

static double
week_key_end (CairnStudyRow *row)
{
  return (double) ((const CairnStudyWeek *) cairn_study_row_get_entry (row))->end;
}

static char *
week_end (CairnStudyRow *row)
{
  return cairn_study_format_day (((const CairnStudyWeek *) cairn_study_row_get_entry (row))->end);
}

static char *
week_plain_end (CairnStudyRow *row)
{
  return cairn_study_format_iso (((const CairnStudyWeek *) cairn_study_row_get_entry (row))->end);
}

static double
week_key_customer_days (CairnStudyRow *row)
{
  const CairnStudyWeek *week = get_week (row);

  return week != NULL ? week->customer_days : NAN;
}

/* Without a target nothing can be lost, and nothing be kept. */
static double
week_key_lost_days (CairnStudyRow *row)
{
  const CairnStudyWeek *week = get_week (row);

  return week != NULL && !isnan (figures_of (row)->lost_per_week) ? week->lost_days : NAN;
}

static char *
amount (double value)
{
  return isnan (value) ? g_strdup ("") : cairn_overlay_amount (value);
}

static char *
week_customer_days (CairnStudyRow *row)
{
  return amount (week_key_customer_days (row));
}

static char *
week_plain_customer_days (CairnStudyRow *row)
{
  return cairn_study_format_plain (week_key_customer_days (row));
}

static char *
week_lost_days (CairnStudyRow *row)
{
  return amount (week_key_lost_days (row));
}

static char *
week_plain_lost_days (CairnStudyRow *row)
{
  return cairn_study_format_plain (week_key_lost_days (row));
}

static const char *
week_style_lost_days (CairnStudyRow *row)
{
  return week_key_lost_days (row) > 0 ? "cairn-strong" : NULL;
}

static double
week_key_kept (CairnStudyRow *row)
{
  const CairnStudyWeek *week = get_week (row);

  return week != NULL && week->due > 0 ? (double) week->hits / week->due : NAN;
}

static char *
week_kept (CairnStudyRow *row)
{
  const CairnStudyWeek *week = get_week (row);

  if (week == NULL)
    return g_strdup ("");
  if (week->due == 0)
    return g_strdup ("–");
  if (week->due < CAIRN_OVERLAY_MIN_EXITS)
    /* translators: “2 of 3” */
    return g_strdup_printf (_ ("%1$u of %2$u"), week->hits, week->due);
  /* translators: a percentage, and of how many: “78 % (n = 9)” */
  return g_strdup_printf (_ ("%1$.0f %% (n = %2$u)"), 100.0 * week->hits / week->due, week->due);
}

static char *
week_plain_kept (CairnStudyRow *row)
{
  return cairn_study_format_plain (100 * week_key_kept (row));
}

static double
week_key_median (CairnStudyRow *row)
{
  const CairnStudyWeek *week = get_week (row);

  if (week == NULL)
    return NAN;
  return isnan (week->median.value) ? week->median.low : week->median.value;
}

static char *
week_median (CairnStudyRow *row)
{
  const CairnStudyWeek *week = get_week (row);
  CairnEstimate brief = week != NULL ? week->median : (CairnEstimate){ NAN, NAN, NAN };

  if (week == NULL)
    return g_strdup ("");
  if (!isnan (brief.value))
    brief.low = brief.high = NAN;
  return cairn_study_format_estimate_of (figures_of (row), &brief);
}

static char *
week_plain_median (CairnStudyRow *row)
{
  const CairnStudyWeek *week = get_week (row);

  return cairn_study_format_plain_days (week != NULL ? week->median.value : NAN);
}

static char *
week_plain_low (CairnStudyRow *row)
{
  const CairnStudyWeek *week = get_week (row);

  return cairn_study_format_plain_days (week != NULL ? week->median.low : NAN);
}

static char *
week_plain_high (CairnStudyRow *row)
{
  const CairnStudyWeek *week = get_week (row);

  return cairn_study_format_plain_days (week != NULL ? week->median.high : NAN);
}

/* They all end now or whole weeks ago: the place is the week. */
static gboolean
same_week (gconstpointer a, gconstpointer b)
{
  return TRUE;
}

static const CairnStudyColumn week_columns[] = {
  /* translators: column: the day on which a week ends */
  { N_ ("Week to"), "week_to", week_end, week_plain_end, week_key_end, NULL, TRUE },
  { N_ ("Came"), "arrivals", week_arrivals, week_plain_arrivals, week_key_arrivals, NULL, FALSE },
  { N_ ("Left"), "departures", week_departures, week_plain_departures, week_key_departures, NULL,
    FALSE },
  { N_ ("Here"), "here", week_here, week_plain_here, week_key_here, NULL, FALSE },
  { N_ ("Overdue"), "overdue", week_overdue, week_plain_overdue, week_key_overdue, NULL, FALSE },
  { N_ ("Customer-days"), "customer_days", week_customer_days, week_plain_customer_days,
    week_key_customer_days, NULL, FALSE },
  { N_ ("Days lost"), "days_lost", week_lost_days, week_plain_lost_days, week_key_lost_days,
    week_style_lost_days, FALSE },
  { N_ ("Target kept"), "target_kept_percent", week_kept, week_plain_kept, week_key_kept, NULL,
    FALSE },
  { NULL, "due", week_plain_due, NULL, NULL, NULL, FALSE },
  { NULL, "kept", week_plain_hits, NULL, NULL, NULL, FALSE },
  /* translators: column: the median stay of four weeks */
  { N_ ("Median (4 wk)"), "median_4_weeks_days", week_median, week_plain_median, week_key_median,
    NULL, FALSE },
  { NULL, "median_low_days", week_plain_low, NULL, NULL, NULL, FALSE },
  { NULL, "median_high_days", week_plain_high, NULL, NULL, NULL, FALSE },
};

const CairnStudyTableSpec *
cairn_stage_columns_weeks (void)
{
  static const CairnStudyTableSpec spec
    = { week_columns,       G_N_ELEMENTS (week_columns), sizeof (CairnStudyWeek), same_week, 0,
        GTK_SORT_DESCENDING };

  return &spec;
}

/* ---- handoffs ---- */

static const CairnHandoff *
get_handoff (CairnStudyRow *row)
{
  return cairn_study_row_get_entry (row);
}

COUNT (handoff, CairnHandoff, get_handoff, moved)

static char *
handoff_stage (CairnStudyRow *row)
{
  const char *stage = get_handoff (row)->next_stage;

  return g_strdup (stage != NULL ? stage : _ ("All together"));
}

static double
handoff_key_rate (CairnStudyRow *row)
{
  return get_handoff (row)->per_week;
}

static char *
handoff_rate (CairnStudyRow *row)
{
  return amount (handoff_key_rate (row));
}

static char *
handoff_plain_rate (CairnStudyRow *row)
{
  return cairn_study_format_plain (handoff_key_rate (row));
}

static double
handoff_key_median (CairnStudyRow *row)
{
  const CairnHandoff *handoff = get_handoff (row);

  return isnan (handoff->median.value) ? handoff->median.low : handoff->median.value;
}

static char *
handoff_median (CairnStudyRow *row)
{
  const CairnHandoff *handoff = get_handoff (row);

  if (isnan (handoff_key_median (row)))
    return g_strdup_printf (_ ("n = %u, too few"), handoff->moved);
  return cairn_study_format_estimate_of (figures_of (row), &handoff->median);
}

static char *
handoff_plain_median (CairnStudyRow *row)
{
  return cairn_study_format_plain_days (get_handoff (row)->median.value);
}

static double
handoff_key_waiting (CairnStudyRow *row)
{
  const CairnHandoff *handoff = get_handoff (row);

  return handoff->next_stage == NULL ? handoff->waiting : NAN;
}

static char *
handoff_waiting (CairnStudyRow *row)
{
  const CairnHandoff *handoff = get_handoff (row);

  return handoff->next_stage == NULL ? cairn_words_count (handoff->waiting) : g_strdup ("");
}

static char *
handoff_plain_waiting (CairnStudyRow *row)
{
  const CairnHandoff *handoff = get_handoff (row);

  return handoff->next_stage == NULL ? plain_count (handoff->waiting) : g_strdup ("");
}

static gboolean
same_handoff (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (((const CairnHandoff *) a)->next_stage, ((const CairnHandoff *) b)->next_stage)
         == 0;
}

static const CairnStudyColumn handoff_columns[] = {
  { N_ ("Next stage"), "next_stage", handoff_stage, NULL, NULL, NULL, TRUE },
  { N_ ("Moved on (n)"), "moved", handoff_moved, handoff_plain_moved, handoff_key_moved, NULL,
    FALSE },
  { N_ ("A week"), "per_week", handoff_rate, handoff_plain_rate, handoff_key_rate, NULL, FALSE },
  { N_ ("On the way"), "median_days", handoff_median, handoff_plain_median, handoff_key_median,
    NULL, FALSE },
  { N_ ("In transit"), "in_transit", handoff_waiting, handoff_plain_waiting, handoff_key_waiting,
    NULL, FALSE },
};

const CairnStudyTableSpec *
cairn_stage_columns_handoffs (void)
{
  static const CairnStudyTableSpec spec
    = { handoff_columns,    G_N_ELEMENTS (handoff_columns), sizeof (CairnHandoff), same_handoff, 1,
        GTK_SORT_DESCENDING };

  return &spec;
}

/* ---- owners ---- */

static const CairnOwnerFigures *
get_owner (CairnStudyRow *row)
{
  return cairn_study_row_get_entry (row);
}

COUNT (owner, CairnOwnerFigures, get_owner, here)
COUNT (owner, CairnOwnerFigures, get_owner, overdue)
COUNT (owner, CairnOwnerFigures, get_owner, exits)

static char *
owner_name (CairnStudyRow *row)
{
  const CairnOwnerFigures *owner = get_owner (row);

  if (owner->eligible)
    return g_strdup (owner->name);
  /* The entry for all who are not named counts them in its last field. */
  return g_strdup_printf (
    g_dngettext (GETTEXT_PACKAGE, "%u owner with too few customers to compare",
                 "%u owners with too few customers to compare", (gulong) owner->last_exit),
    (guint) owner->last_exit);
}

static const char *
owner_style_name (CairnStudyRow *row)
{
  return get_owner (row)->eligible ? NULL : "dim-label";
}

static double
owner_key_expected (CairnStudyRow *row)
{
  return get_owner (row)->expected;
}

static char *
owner_expected (CairnStudyRow *row)
{
  return amount (owner_key_expected (row));
}

static char *
owner_plain_expected (CairnStudyRow *row)
{
  return cairn_study_format_plain (owner_key_expected (row));
}

static double
owner_key_lost (CairnStudyRow *row)
{
  return get_owner (row)->lost_days;
}

static char *
owner_lost (CairnStudyRow *row)
{
  return amount (owner_key_lost (row));
}

static char *
owner_plain_lost (CairnStudyRow *row)
{
  return cairn_study_format_plain (owner_key_lost (row));
}

static double
owner_key_speed (CairnStudyRow *row)
{
  const CairnOwnerFigures *owner = get_owner (row);

  return owner->eligible && owner->slowness > 0 ? 1 / owner->slowness : NAN;
}

static char *
owner_speed (CairnStudyRow *row)
{
  double speed = owner_key_speed (row);

  return isnan (speed) ? g_strdup (_ ("too few")) : g_strdup_printf ("%.1f×", speed);
}

static char *
owner_plain_speed (CairnStudyRow *row)
{
  return cairn_study_format_plain (owner_key_speed (row));
}

static const char *
owner_style_speed (CairnStudyRow *row)
{
  const CairnOwnerFigures *owner = get_owner (row);

  return !owner->eligible ? "dim-label" : owner->slow ? "cairn-over" : NULL;
}

static gboolean
same_owner (gconstpointer a, gconstpointer b)
{
  const CairnOwnerFigures *x = a;
  const CairnOwnerFigures *y = b;

  return x->eligible == y->eligible && g_strcmp0 (x->name, y->name) == 0;
}

static const CairnStudyColumn owner_columns[] = {
  { N_ ("Owner"), "owner", owner_name, NULL, NULL, owner_style_name, TRUE },
  { N_ ("Here"), "here", owner_here, owner_plain_here, owner_key_here, NULL, FALSE },
  { N_ ("Overdue"), "overdue", owner_overdue, owner_plain_overdue, owner_key_overdue, NULL, FALSE },
  { N_ ("Days lost"), "days_lost", owner_lost, owner_plain_lost, owner_key_lost, NULL, FALSE },
  { N_ ("Exits (n)"), "exits", owner_exits, owner_plain_exits, owner_key_exits, NULL, FALSE },
  { N_ ("Expected"), "expected_exits", owner_expected, owner_plain_expected, owner_key_expected,
    NULL, FALSE },
  { N_ ("Speed"), "speed", owner_speed, owner_plain_speed, owner_key_speed, owner_style_speed,
    FALSE },
};

const CairnStudyTableSpec *
cairn_stage_columns_owners (void)
{
  static const CairnStudyTableSpec spec
    = { owner_columns,      G_N_ELEMENTS (owner_columns), sizeof (CairnOwnerFigures), same_owner, 3,
        GTK_SORT_DESCENDING };

  return &spec;
}

GArray *
cairn_stage_columns_dup_owners (CairnStageStudy *study)
{
  guint n;
  const CairnOwnerFigures *owners = cairn_stage_study_get_owners (study, &n);
  GArray *named = g_array_new (FALSE, TRUE, sizeof (CairnOwnerFigures));
  CairnOwnerFigures others = { 0 };

  for (guint i = 0; i < n; i++)
    {
      if (owners[i].eligible)
        {
          g_array_append_val (named, owners[i]);
          continue;
        }
      others.here += owners[i].here;
      others.overdue += owners[i].overdue;
      others.exits += owners[i].exits;
      others.expected += owners[i].expected;
      others.lost_days += owners[i].lost_days;
      others.last_exit++; /* how many they are */
    }
  if (others.last_exit > 0)
    g_array_append_val (named, others);
  return named;
}
