/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-ui"

#include "config.h"

#include "ui/cairn-stage-flow.h"

#include "base/cairn-csv.h"
#include "base/cairn-duration.h"
#include "render/cairn-overlay.h"
#include "ui/cairn-stage-columns.h"
#include "ui/cairn-tooltip.h"
#include "insight/cairn-study-format.h"
#include "insight/cairn-study-how.h"
#include "insight/cairn-study-sentence.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define N_TARGETS 2

typedef enum
{
  ROW_EXITS,
  ROW_STRAIGHT,
  ROW_AGAIN,
  ROW_WAIT,
  ROW_WORK,
  ROW_EFFICIENCY,
  ROW_BALANCE,
  ROW_BACKLOG,
  ROW_BREACHES,
  N_ROWS
} Row;

struct _CairnStageFlow
{
  GtkWidget parent_instance;

  GtkWidget *scroller;
  GtkLabel *fates_note;
  GtkGrid *fates;
  GtkLabel *headings[N_TARGETS];
  GtkLabel *shares[CAIRN_OUTCOME_OPEN + 1][N_TARGETS]; /* the last: still inside */
  AdwActionRow *rows[N_ROWS];
  GtkLabel *values[N_ROWS];
  CairnStudyTable *handoffs;
  GtkWidget *no_handoffs;
  CairnStageStudy *study;
};

G_DEFINE_FINAL_TYPE (CairnStageFlow, cairn_stage_flow, GTK_TYPE_WIDGET)

static const struct
{
  const char *title;
  CairnHow how;
} rows[N_ROWS] = {
  [ROW_EXITS] = { N_ ("Left in the window"), CAIRN_HOW_FATES },
  [ROW_STRAIGHT] = { N_ ("Passed straight through"), CAIRN_HOW_STRAIGHT },
  [ROW_AGAIN] = { N_ ("Came again"), CAIRN_HOW_AGAIN },
  [ROW_WAIT] = { N_ ("Waiting until work starts"), CAIRN_HOW_WORK },
  [ROW_WORK] = { N_ ("Working"), CAIRN_HOW_WORK },
  [ROW_EFFICIENCY] = { N_ ("Working share of all time inside"), CAIRN_HOW_WORK },
  [ROW_BALANCE] = { N_ ("Balance"), CAIRN_HOW_BALANCE },
  [ROW_BACKLOG] = { N_ ("Backlog"), CAIRN_HOW_BALANCE },
  [ROW_BREACHES] = { N_ ("Expected past the target within 7 days"), CAIRN_HOW_FORECAST },
};

static const char *const outcomes[] = {
  [CAIRN_OUTCOME_NEXT] = N_ ("moved on"),
  [CAIRN_OUTCOME_BACK] = N_ ("went back, or came again"),
  [CAIRN_OUTCOME_CHURN] = N_ ("were lost"),
  [CAIRN_OUTCOME_GONE] = N_ ("left, not seen since"),
  [CAIRN_OUTCOME_OPEN] = N_ ("still inside"),
};

/* ---- what is shown ---- */

static void
show (CairnStageFlow *self, Row row, const char *value, const char *subtitle)
{
  gtk_label_set_label (self->values[row], value);
  adw_action_row_set_subtitle (self->rows[row], subtitle != NULL ? subtitle : "");
}

static void
show_fates (CairnStageFlow *self, const CairnStudyFigures *figures)
{
  g_autofree char *none = figures->target > 0
                            ? cairn_study_sentence_why_no_curve (figures)
                            : g_strdup (_ ("The stage has no target to look at them by."));
  g_autofree char *note
    = none != NULL ? g_strdup (none)
                   : g_strdup_printf (_ ("95 %% limits; n = %'u who left."), figures->exits);

  gtk_label_set_label (self->fates_note, note);
  gtk_widget_set_visible (gtk_widget_get_parent (GTK_WIDGET (self->fates)), none == NULL);
  for (guint t = 0; t < N_TARGETS; t++)
    {
      const CairnFate *fate = &figures->at_target[t];
      g_autofree char *span = cairn_duration_format_in ((double) (t + 1) * (double) figures->target,
                                                        figures->working_days);
      /* translators: %s is a span of time: what has become of them after it */
      g_autofree char *heading = g_strdup_printf (_ ("by %s"), span);

      gtk_label_set_label (self->headings[t], heading);
      for (guint i = 0; i <= CAIRN_OUTCOME_OPEN; i++)
        {
          g_autofree char *share = i == CAIRN_OUTCOME_OPEN
                                     ? cairn_study_format_of_100 (fate->inside, NAN)
                                     : cairn_study_format_of_100 (fate->share[i], fate->error[i]);

          gtk_label_set_label (self->shares[i][t], share);
        }
    }
}

static void
show_exits (CairnStageFlow *self, const CairnStudyFigures *figures)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *n = g_strdup_printf (_ ("n = %'u"), figures->departures);

  for (guint i = 0; i < CAIRN_OUTCOME_OPEN; i++)
    if (figures->outcomes[i] > 0)
      g_string_append_printf (text, "%s%'u %s", text->len > 0 ? " · " : "", figures->outcomes[i],
                              _ (outcomes[i]));
  show (self, ROW_EXITS, n, text->str);
}

/* "12 % (n = 139)", "1 of 3" */
static char *
part (guint some, guint all)
{
  if (all == 0)
    return g_strdup ("–");
  if (all < CAIRN_OVERLAY_MIN_EXITS)
    return g_strdup_printf (_ ("%1$u of %2$u"), some, all);
  return g_strdup_printf (_ ("%1$.0f %% (n = %2$u)"), 100.0 * some / all, all);
}

static void
show_parts (CairnStageFlow *self, const CairnStudyFigures *figures)
{
  g_autofree char *straight = part (figures->straight_through, figures->departures);
  g_autofree char *again = part (figures->again, figures->arrivals);

  show (self, ROW_STRAIGHT, straight, _ ("of those who left: inside for at most a minute"));
  show (self, ROW_AGAIN, again, _ ("of those who came: had been here before"));
}

static void
show_work (CairnStageFlow *self, const CairnStudyFigures *figures)
{
  gboolean known = figures->n_started > 0;
  g_autofree char *wait = cairn_study_format_estimate (&figures->wait, figures->working_days);
  g_autofree char *work = cairn_study_format_estimate (&figures->work, figures->working_days);
  g_autofree char *share = isnan (figures->flow_efficiency)
                             ? g_strdup ("–")
                             : g_strdup_printf (_ ("%.0f %%"), 100 * figures->flow_efficiency);
  g_autofree char *n
    = known ? g_strdup_printf (_ ("median, 95 %% limits; n = %'u whose start of work is known"),
                               figures->n_started)
            : g_strdup (_ ("The data do not say when work on a customer starts."));

  show (self, ROW_WAIT, known ? wait : _ ("not known"), n);
  show (self, ROW_WORK, work, n);
  show (self, ROW_EFFICIENCY, share, _ ("those still here included"));
  gtk_widget_set_visible (GTK_WIDGET (self->rows[ROW_WORK]), known);
  gtk_widget_set_visible (GTK_WIDGET (self->rows[ROW_EFFICIENCY]), known);
}

static void
show_balance (CairnStageFlow *self, const CairnStudyFigures *figures)
{
  g_autofree char *here = cairn_overlay_amount (figures->mean_here);
  double weeks_seen = (double) (figures->to - figures->from) / CAIRN_WEEK;
  g_autofree char *rate = cairn_overlay_amount (figures->arrivals / weeks_seen);
  g_autofree char *little
    = cairn_duration_format_in (figures->little_days * CAIRN_DAY, figures->working_days);
  g_autofree char *mean = cairn_duration_format_in (figures->mean, figures->working_days);
  g_autofree char *weeks = cairn_overlay_amount (figures->backlog_weeks);
  g_autofree char *text = NULL;
  g_autofree char *backlog = isnan (figures->backlog_weeks)
                               ? g_strdup (figures->here > 0 ? _ ("nobody leaves") : "–")
                               /* translators: %s is a number */
                               : g_strdup_printf (_ ("%s weeks of work"), weeks);

  if (figures->exits < CAIRN_OVERLAY_MIN_EXITS || isnan (figures->little_days)
      || isnan (figures->mean))
    {
      g_autofree char *few = g_strdup_printf (_ ("n = %u, too few"), figures->exits);

      show (self, ROW_BALANCE, few, NULL);
    }
  else
    {
      text = g_strdup_printf (
        /* translators: %1$s and %2$s are numbers, %3$s and %4$s spans of time */
        _ ("%1$s were here on average, %2$s came a week: in balance that would be stays of %3$s; "
           "the curve says %4$s.%5$s"),
        here, rate, little, mean,
        figures->balanced ? ""
                          : _ (" So the stage is growing or shrinking, or the data miss exits."));
      show (self, ROW_BALANCE, figures->balanced ? _ ("agree within 30 %") : _ ("not in balance"),
            text);
    }
  show (self, ROW_BACKLOG, backlog,
        _ ("customers here now ÷ those who leave a week (last 4 weeks)"));
}

static void
show_breaches (CairnStageFlow *self, const CairnStudyFigures *figures)
{
  g_autofree char *amount = cairn_overlay_amount (figures->breaches_ahead);
  guint within = figures->here - MIN (figures->overdue, figures->here);
  g_autofree char *value = g_strdup_printf (_ ("%1$s of %2$'u"), amount, within);

  if (figures->target <= 0)
    show (self, ROW_BREACHES, "–", _ ("The stage has no target."));
  else if (isnan (figures->breaches_ahead))
    show (self, ROW_BREACHES, "–", _ ("Too few have left to expect anything."));
  else
    show (self, ROW_BREACHES, value, _ ("customers who are here and within the target now"));
}

/* ---- how it is built ---- */

static void
add_row (CairnStageFlow *self, AdwPreferencesGroup *group, Row row)
{
  GtkWidget *widget = adw_action_row_new ();
  GtkWidget *value = gtk_label_new (NULL);

  self->rows[row] = ADW_ACTION_ROW (widget);
  self->values[row] = GTK_LABEL (value);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (widget), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (widget), _ (rows[row].title));
  adw_action_row_set_title_lines (ADW_ACTION_ROW (widget), 0);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (widget), 0);
  cairn_tooltip_set (widget, cairn_study_how_get_formula (rows[row].how));
  gtk_label_set_xalign (GTK_LABEL (value), 1);
  gtk_widget_add_css_class (value, "numeric");
  gtk_accessible_update_relation (GTK_ACCESSIBLE (value), GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                  widget, NULL, -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (widget), value);
  adw_preferences_group_add (group, widget);
}

static AdwPreferencesGroup *
add_group (GtkBox *box, const char *title)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  gtk_box_append (box, group);
  return ADW_PREFERENCES_GROUP (group);
}

static GtkLabel *
add_label (GtkGrid *grid, const char *text, int column, int row)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), column > 0 ? 1 : 0);
  gtk_widget_set_hexpand (label, column == 0);
  gtk_label_set_wrap (GTK_LABEL (label), column == 0);
  if (column > 0)
    gtk_widget_add_css_class (label, "numeric");
  gtk_grid_attach (grid, label, column, row, 1, 1);
  return GTK_LABEL (label);
}

static void
add_fates (CairnStageFlow *self, GtkBox *box)
{
  AdwPreferencesGroup *group = add_group (box, _ ("Of 100 who enter"));
  GtkWidget *inside = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  GtkWidget *card = adw_bin_new ();

  self->fates = GTK_GRID (gtk_grid_new ());
  self->fates_note = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->fates_note, 0);
  gtk_label_set_wrap (self->fates_note, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->fates_note), "dim-label");
  gtk_widget_add_css_class (card, "card");
  gtk_widget_add_css_class (GTK_WIDGET (self->fates), "cairn-fates");
  gtk_grid_set_column_spacing (self->fates, 24);
  gtk_grid_set_row_spacing (self->fates, 8);
  for (guint t = 0; t < N_TARGETS; t++)
    {
      self->headings[t] = add_label (self->fates, NULL, (int) t + 1, 0);
      gtk_widget_add_css_class (GTK_WIDGET (self->headings[t]), "dim-label");
    }
  for (guint i = 0; i <= CAIRN_OUTCOME_OPEN; i++)
    {
      add_label (self->fates, _ (outcomes[i]), 0, (int) i + 1);
      for (guint t = 0; t < N_TARGETS; t++)
        self->shares[i][t] = add_label (self->fates, NULL, (int) t + 1, (int) i + 1);
    }
  cairn_tooltip_set (card, cairn_study_how_get_formula (CAIRN_HOW_FATES));
  adw_bin_set_child (ADW_BIN (card), GTK_WIDGET (self->fates));
  gtk_box_append (GTK_BOX (inside), card);
  gtk_box_append (GTK_BOX (inside), GTK_WIDGET (self->fates_note));
  adw_preferences_group_add (group, inside);
}

static void
add_handoffs (CairnStageFlow *self, GtkBox *box)
{
  AdwPreferencesGroup *group = add_group (box, _ ("On the way to the next stage"));
  GtkWidget *card = adw_bin_new ();

  self->handoffs = CAIRN_STUDY_TABLE (
    cairn_study_table_new (cairn_stage_columns_handoffs (), _ ("On the way to the next stage")));
  self->no_handoffs = gtk_label_new (_ ("Nobody has left in the window."));
  gtk_label_set_xalign (GTK_LABEL (self->no_handoffs), 0);
  gtk_widget_add_css_class (self->no_handoffs, "dim-label");
  gtk_widget_add_css_class (card, "card");
  gtk_widget_set_overflow (card, GTK_OVERFLOW_HIDDEN);
  cairn_study_table_unroll (self->handoffs);
  adw_bin_set_child (ADW_BIN (card), GTK_WIDGET (self->handoffs));
  adw_preferences_group_add (group, card);
  adw_preferences_group_add (group, self->no_handoffs);
}

static void
build (CairnStageFlow *self, GtkBox *box)
{
  AdwPreferencesGroup *group;

  add_fates (self, box);
  group = add_group (box, _ ("Coming and going"));
  for (Row row = ROW_EXITS; row <= ROW_AGAIN; row++)
    add_row (self, group, row);
  add_handoffs (self, box);
  group = add_group (box, _ ("Waiting and working"));
  for (Row row = ROW_WAIT; row <= ROW_EFFICIENCY; row++)
    add_row (self, group, row);
  group = add_group (box, _ ("Balance, and what is ahead"));
  for (Row row = ROW_BALANCE; row < N_ROWS; row++)
    add_row (self, group, row);
}

static void
cairn_stage_flow_dispose (GObject *object)
{
  CairnStageFlow *self = CAIRN_STAGE_FLOW (object);

  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  g_clear_pointer (&self->study, cairn_stage_study_unref);
  G_OBJECT_CLASS (cairn_stage_flow_parent_class)->dispose (object);
}

static void
cairn_stage_flow_class_init (CairnStageFlowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cairn_stage_flow_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
cairn_stage_flow_init (CairnStageFlow *self)
{
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 24);

  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  build (self, GTK_BOX (box));
  gtk_widget_add_css_class (box, "cairn-stage-flow");
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 720);
  adw_clamp_set_child (ADW_CLAMP (clamp), box);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), clamp);
  gtk_widget_set_vexpand (self->scroller, TRUE);
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
}

GtkWidget *
cairn_stage_flow_new (void)
{
  return g_object_new (CAIRN_TYPE_STAGE_FLOW, NULL);
}

void
cairn_stage_flow_set_study (CairnStageFlow *self, CairnStageStudy *study)
{
  const CairnStudyFigures *figures = cairn_stage_study_get_figures (study);
  guint n;
  const CairnHandoff *handoffs = cairn_stage_study_get_handoffs (study, &n);

  g_return_if_fail (CAIRN_IS_STAGE_FLOW (self));

  cairn_stage_study_ref (study);
  g_clear_pointer (&self->study, cairn_stage_study_unref);
  self->study = study;
  show_fates (self, figures);
  show_exits (self, figures);
  show_parts (self, figures);
  show_work (self, figures);
  show_balance (self, figures);
  show_breaches (self, figures);
  cairn_study_table_set_entries (self->handoffs, study, handoffs, n);
  gtk_widget_set_visible (gtk_widget_get_parent (GTK_WIDGET (self->handoffs)), n > 0);
  gtk_widget_set_visible (self->no_handoffs, n == 0);
}

/* ---- as text ---- */

static void
append (GString *csv, const char *figure, const char *unit, double value, guint n)
{
  g_autofree char *text = cairn_study_format_plain (value);

  g_string_append_printf (csv, "%s,%s,%s,%u\r\n", figure, text, unit, n);
}

char *
cairn_stage_flow_dup_csv (CairnStageFlow *self, const char *only)
{
  static const char *const names[] = { "moved_on", "went_back", "lost", "not_seen_since" };
  const CairnStudyFigures *f;
  GString *csv;

  g_return_val_if_fail (CAIRN_IS_STAGE_FLOW (self), NULL);

  csv = g_string_new ("figure,value,unit,n\r\n");
  if (self->study == NULL)
    return g_string_free (csv, FALSE);
  f = cairn_stage_study_get_figures (self->study);
  for (guint i = 0; i < CAIRN_OUTCOME_OPEN; i++)
    append (csv, names[i], "customers", f->outcomes[i], f->departures);
  for (guint t = 0; t < N_TARGETS && f->target > 0 && f->exits >= CAIRN_OVERLAY_MIN_EXITS; t++)
    for (guint i = 0; i <= CAIRN_OUTCOME_OPEN; i++)
      {
        g_autofree char *name = g_strdup_printf (
          "%s_by_%u_target", i < CAIRN_OUTCOME_OPEN ? names[i] : "still_inside", t + 1);

        append (csv, name, "percent",
                100 * (i < CAIRN_OUTCOME_OPEN ? f->at_target[t].share[i] : f->at_target[t].inside),
                f->exits);
      }
  append (csv, "passed_straight_through", "customers", f->straight_through, f->departures);
  append (csv, "came_again", "customers", f->again, f->arrivals);
  append (csv, "waiting_median", "days", f->wait.value / CAIRN_DAY, f->n_started);
  append (csv, "working_median", "days", f->work.value / CAIRN_DAY, f->n_started);
  append (csv, "working_share", "percent", 100 * f->flow_efficiency, f->n_started);
  append (csv, "mean_here", "customers", f->mean_here, f->arrivals);
  append (csv, "mean_stay_by_balance", "days", f->little_days, f->arrivals);
  append (csv, "mean_stay_by_curve", "days", f->mean / CAIRN_DAY, f->exits);
  append (csv, "backlog", "weeks", f->backlog_weeks, f->here);
  append (csv, "expected_past_target_in_7_days", "customers", f->breaches_ahead,
          f->here - MIN (f->overdue, f->here));
  if (only != NULL)
    {
      g_string_append (csv, "only,");
      cairn_csv_append (csv, only);
      g_string_append (csv, ",,\r\n");
    }
  return g_string_free (csv, FALSE);
}
