/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-ui"

#include "config.h"

#include "ui/cairn-stage-window.h"

#include "insight/cairn-quadrant-words.h"
#include "insight/cairn-study-sentence.h"
#include "ui/cairn-figures.h"
#include "ui/cairn-stage-columns.h"
#include "ui/cairn-stage-flow.h"
#include "ui/cairn-stage-page.h"
#include "ui/cairn-stage-quadrant.h"
#include "ui/cairn-stay-counting.h"
#include "ui/cairn-study-chart.h"
#include "ui/cairn-touchpoint-columns.h"
#include "ui/cairn-words.h"

#include <glib/gi18n-lib.h>

typedef enum
{
  PAGE_CUSTOMERS,
  PAGE_DISTRIBUTION,
  PAGE_WEEKS,
  PAGE_FLOW,
  PAGE_OWNERS,
  PAGE_TOUCHPOINTS,
  PAGE_QUADRANT,
  N_PAGES
} Page;

struct _CairnStageWindow
{
  AdwWindow parent_instance;

  CairnEditor *editor;
  GSignalGroup *editor_signals;
  char *stage;            /* its id */
  CairnStageStudy *study; /* the last one; NULL: none came yet */
  GtkFileChooserNative *chooser;

  AdwWindowTitle *title;
  AdwToastOverlay *toasts;
  GtkStack *body; /* the pages, or why there are none */
  AdwStatusPage *nothing;
  GtkWidget *tabs;
  GtkStack *stack;
  GtkWidget *pages[N_PAGES];
  GtkLabel *sentences[N_PAGES];
  GtkSearchEntry *search;
  CairnStudyTable *customers;
  CairnStudyTable *weeks;
  CairnStudyTable *touchpoints;
  CairnStudyTable *owners;
  CairnStudyChart *distribution;
  GtkDropDown *counting;
  CairnStudyChart *cumulative;
  CairnStageFlow *flow;
  CairnStageQuadrant *quadrant;
  GtkWidget *only;    /* which quadrant the customers are shown of, and how to see all again */
  int shown_quadrant; /* CairnQuadrant; -1: all */
};

G_DEFINE_FINAL_TYPE (CairnStageWindow, cairn_stage_window, ADW_TYPE_WINDOW)

static const CairnStagePageSpec specs[N_PAGES] = {
  [PAGE_CUSTOMERS] = { "customers", N_ ("Customers"), CAIRN_HOW_HERE, CAIRN_HOW_OWNER },
  [PAGE_DISTRIBUTION] = { "distribution", N_ ("Distribution"), CAIRN_HOW_CURVE, CAIRN_HOW_DOTS },
  [PAGE_WEEKS] = { "weeks", N_ ("Weeks"), CAIRN_HOW_WEEK, CAIRN_HOW_CUMULATIVE },
  [PAGE_FLOW] = { "flow", N_ ("Flow"), CAIRN_HOW_FATES, CAIRN_HOW_AGAIN },
  [PAGE_TOUCHPOINTS] = { "touchpoints", N_ ("Touchpoints"), CAIRN_HOW_TIMES, CAIRN_HOW_GAP },
  [PAGE_QUADRANT] = { "quadrant", N_ ("Usage and Feeling"), CAIRN_HOW_HERE, CAIRN_HOW_HERE },
  [PAGE_OWNERS] = { "owners", N_ ("Owners"), CAIRN_HOW_EXPECTED, CAIRN_HOW_SPEED },
};

/* ---- what is shown ---- */

static CairnElement *
get_stage (CairnStageWindow *self)
{
  return cairn_document_lookup (cairn_editor_get_document (self->editor), self->stage);
}

static Page
get_page (CairnStageWindow *self)
{
  const char *name = gtk_stack_get_visible_child_name (self->stack);

  for (Page page = 0; page < N_PAGES; page++)
    if (g_strcmp0 (specs[page].name, name) == 0)
      return page;
  return PAGE_CUSTOMERS;
}

/* "Enterprise · last 13 weeks · calendar days" */
static char *
dup_scope (CairnStageWindow *self, CairnSnapshot *timings)
{
  const CairnStudyFigures *figures = cairn_stage_study_get_figures (self->study);
  const CairnAudience *audience = cairn_snapshot_get_audience (timings);
  g_autofree char *only = audience != NULL ? cairn_audience_describe (audience) : NULL;
  g_autofree char *window = cairn_figures_window (timings);

  return g_strdup_printf (
    "%s%s%s · %s · %s", figures->segment != NULL ? figures->segment : _ ("all customers"),
    only != NULL ? ", " : "", only != NULL ? only : "", window, cairn_snapshot_get_clock (timings));
}

static char *
dup_moment (gint64 moment)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (moment);

  return time != NULL ? g_date_time_format (time, "%X") : g_strdup ("?");
}

static guint
count_unused (CairnSnapshot *timings)
{
  guint n, rows = 0;
  const CairnQuarantine *quarantine = cairn_snapshot_get_quarantine (timings, &n);

  for (guint i = 0; i < n; i++)
    rows += quarantine[i].rows;
  return rows;
}

/* What the page of the distribution is told of. */
static CairnStageStudy *
get_counted (CairnStageWindow *self)
{
  return cairn_stage_study_count_by (self->study, cairn_stay_counting_get (self->counting));
}

static void
show_scope (CairnStageWindow *self, CairnSnapshot *timings)
{
  g_autofree char *scope = dup_scope (self, timings);
  g_autofree char *time = dup_moment (cairn_snapshot_get_as_of (timings));
  const char *stale = cairn_snapshot_get_stale (timings);
  guint unused = count_unused (timings);
  /* translators: %s is a time of day */
  g_autofree char *as_of = g_strdup_printf (_ ("as of %s"), time);
  g_autofree char *line = g_strdup_printf ("%s · %s", scope, stale != NULL ? stale : as_of);
  g_autofree char *full
    = unused == 0 ? g_strdup (line)
                  : g_strdup_printf (
                    g_dngettext (GETTEXT_PACKAGE, "%1$s · %2$'u row of the data could not be used",
                                 "%1$s · %2$'u rows of the data could not be used", unused),
                    line, unused);

  adw_window_title_set_subtitle (self->title, line);
  for (Page page = 0; page < N_PAGES; page++)
    cairn_stage_page_set_study (self->pages[page], full,
                                page == PAGE_DISTRIBUTION ? get_counted (self) : self->study,
                                timings);
}

/* Those of the quadrant that somebody asked for. */
static GArray *
choose_customers (CairnStageWindow *self, const CairnWaiting *waiting, guint n)
{
  const CairnQuadrants *quadrants = cairn_stage_study_get_quadrants (self->study);
  GArray *chosen = g_array_new (FALSE, FALSE, sizeof *waiting);

  if (quadrants == NULL)
    self->shown_quadrant = -1;
  for (guint i = 0; i < n; i++)
    if (self->shown_quadrant < 0
        || (int) cairn_quadrants_get (quadrants, waiting[i].number) == self->shown_quadrant)
      g_array_append_val (chosen, waiting[i]);
  gtk_widget_set_visible (self->only, self->shown_quadrant >= 0);
  if (self->shown_quadrant >= 0)
    {
      g_autofree char *which
        = cairn_quadrant_words_which (quadrants, (CairnQuadrant) self->shown_quadrant);
      /* translators: %s is “High usage, low NPS”: only these are listed; a click lists all */
      g_autofree char *label = g_strdup_printf (_ ("%s ✕"), which);

      gtk_button_set_label (GTK_BUTTON (self->only), label);
    }
  return chosen;
}

static void
show_customers (CairnStageWindow *self, const CairnStudyFigures *figures)
{
  guint n, shown;
  const CairnWaiting *waiting = cairn_stage_study_get_waiting (self->study, &n);
  g_autofree char *all = cairn_study_sentence_here (figures);
  g_autofree char *listed = cairn_study_sentence_listed (figures, n);
  g_autofree char *here
    = listed != NULL ? g_strdup_printf ("%s %s", all, listed) : g_steal_pointer (&all);
  g_autofree char *text = NULL;

  g_autoptr (GArray) chosen = choose_customers (self, waiting, n);

  cairn_study_table_set_entries (self->customers, self->study, chosen->data, chosen->len);
  shown = cairn_study_table_get_n_shown (self->customers);
  if (*gtk_editable_get_text (GTK_EDITABLE (self->search)) != '\0' || self->shown_quadrant >= 0)
    /* translators: %1$s is a sentence */
    text = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%1$s %2$'u found.", "%1$s %2$'u found.", shown), here, shown);
  gtk_label_set_label (self->sentences[PAGE_CUSTOMERS], text != NULL ? text : here);
}

static void
show_distribution (CairnStageWindow *self)
{
  CairnStageStudy *counted = get_counted (self);
  g_autofree char *words = cairn_study_sentence_distribution (
    cairn_stage_study_get_figures (counted), cairn_stay_counting_get (self->counting));

  cairn_study_chart_set_study (self->distribution, counted, words);
  gtk_label_set_label (self->sentences[PAGE_DISTRIBUTION], words);
}

static void
show_weeks (CairnStageWindow *self)
{
  const CairnStudyWeek *weeks = cairn_stage_study_get_weeks (self->study);
  guint came = 0, left = 0, n_full = 0;
  g_autofree char *words = NULL;

  for (guint i = 0; i < CAIRN_TREND_WEEKS; i++)
    if (weeks[i].full)
      {
        came += weeks[i].arrivals;
        left += weeks[i].departures;
        n_full++;
      }
  if (n_full == 0)
    words = g_strdup (_ ("There is no full week of history yet."));
  else
    words = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                          "In %1$u full week %2$'u came and %3$'u left.",
                                          "In %1$u full weeks %2$'u came and %3$'u left.", n_full),
                             n_full, came, left);
  cairn_study_table_set_entries (self->weeks, self->study, weeks, CAIRN_TREND_WEEKS);
  cairn_study_chart_set_study (self->cumulative, self->study, words);
  gtk_label_set_label (self->sentences[PAGE_WEEKS], words);
}

static void
show_owners (CairnStageWindow *self)
{
  g_autoptr (GArray) owners = cairn_stage_columns_dup_owners (self->study);
  gboolean hidden = cairn_stage_study_get_figures (self->study)->hidden_owners > 0;

  cairn_study_table_set_entries (self->owners, self->study, owners->data, owners->len);
  gtk_label_set_label (
    self->sentences[PAGE_OWNERS],
    owners->len > 0 ? _ ("The last 26 weeks. A slow owner may just have the hard customers: ask "
                         "before you judge.")
    : hidden        ? _ ("Owners are not named: see Preferences.")
                    : _ ("The data name no owners of customers in this stage."));
}

static void
show_touchpoints (CairnStageWindow *self)
{
  guint n;
  const CairnTouchpointFigures *touchpoints = cairn_stage_study_get_touchpoints (self->study, &n);

  cairn_study_table_set_entries (self->touchpoints, self->study, touchpoints, n);
  /* Only why it is empty. */
  gtk_widget_set_visible (GTK_WIDGET (self->touchpoints), n > 0);
  gtk_label_set_label (
    self->sentences[PAGE_TOUCHPOINTS],
    n > 0 ? _ ("What was done with customers while they were in this stage.")
    : cairn_stage_study_get_figures (self->study)->binned
      ? _ ("A database server is not asked for touchpoints. Import the visits into a file to see "
           "them.")
      : _ ("The data name nothing that was done with customers in this stage. They can have a "
           "table “touchpoints”, or a column for it: see “Touchpoints” in the help on data."));
}

/* Only where the data tell. */
static void
show_quadrant (CairnStageWindow *self)
{
  gboolean known = cairn_stage_study_get_quadrants (self->study) != NULL;

  gtk_stack_page_set_visible (gtk_stack_get_page (self->stack, self->pages[PAGE_QUADRANT]), known);
  if (!known)
    return;
  cairn_stage_quadrant_set_study (self->quadrant, self->editor, get_stage (self), self->study);
  gtk_label_set_label (self->sentences[PAGE_QUADRANT],
                       _ ("What those who are here now do, and how they feel. A click shows who "
                          "they are."));
}

static void
show_nothing (CairnStageWindow *self, const char *title, const char *why)
{
  adw_status_page_set_title (self->nothing, title);
  adw_status_page_set_description (self->nothing, why);
  gtk_stack_set_visible_child_name (self->body, "nothing");
}

static void
show_study (CairnStageWindow *self, CairnSnapshot *timings)
{
  const CairnStudyFigures *figures = cairn_stage_study_get_figures (self->study);

  show_scope (self, timings);
  show_customers (self, figures);
  show_distribution (self);
  show_weeks (self);
  cairn_stage_flow_set_study (self->flow, self->study);
  gtk_label_set_label (
    self->sentences[PAGE_FLOW],
    figures->binned ? _ ("What becomes of customers, and what holds them up. Of a database server, "
                         "what they wait for and what is worked on is not known.")
                    : _ ("What becomes of customers, and what holds them up."));
  show_touchpoints (self);
  show_owners (self);
  show_quadrant (self);
  gtk_stack_set_visible_child_name (self->body, "pages");
}

static void
update (CairnStageWindow *self)
{
  CairnElement *stage = get_stage (self);
  CairnSnapshot *timings = cairn_editor_get_timings (self->editor);
  const CairnCell *cell = stage != NULL ? cairn_editor_get_cell (self->editor, stage) : NULL;
  CairnStageStudy *study = cell != NULL ? cairn_editor_get_study (self->editor, stage) : NULL;
  g_autofree char *name = stage != NULL ? cairn_words_title (stage) : NULL;

  if (name != NULL)
    {
      adw_window_title_set_title (self->title, name);
      gtk_window_set_title (GTK_WINDOW (self), name);
    }
  if (study != NULL && !cairn_stage_study_get_figures (study)->brief)
    {
      cairn_stage_study_ref (study);
      g_clear_pointer (&self->study, cairn_stage_study_unref);
      self->study = study;
      show_study (self, timings);
    }
  else if (study != NULL && cairn_stage_study_get_excuse (study) != NULL)
    show_nothing (self, _ ("The Server Does Not Tell"), cairn_stage_study_get_excuse (study));
  else if (stage == NULL)
    show_nothing (self, _ ("This Stage Is Gone"), _ ("It was deleted from the map."));
  else if (timings == NULL)
    show_nothing (self, _ ("No Timings"),
                  _ ("There is no database, or it cannot be read. The header of the "
                     "map says why."));
  else if (cell == NULL && self->study == NULL)
    show_nothing (
      self, _ ("No Customers"),
      _ ("No customer of this segment has been in this stage. Check the segment, and the "
         "name of the stage in the data."));
  else if (self->study == NULL && cell->binned)
    show_nothing (self, _ ("Asking the Server…"),
                  _ ("The customers of this stage are asked for now. Over several servers (Citus), "
                     "only sums are known: import the visits into a file to see more."));
  else if (self->study == NULL)
    show_nothing (self, _ ("Computing…"), NULL);
}

/* ---- what can be done ---- */

static void
toast (CairnStageWindow *self, const char *sentence)
{
  adw_toast_overlay_add_toast (self->toasts, adw_toast_new (sentence));
}

/* As text for whoever takes text, and as what it is. */
static void
copy_text (CairnStageWindow *self, const char *text, const char *mime_type)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  GdkContentProvider *both[] = { gdk_content_provider_new_typed (G_TYPE_STRING, text),
                                 gdk_content_provider_new_for_bytes (mime_type, bytes) };
  g_autoptr (GdkContentProvider) all = gdk_content_provider_new_union (both, G_N_ELEMENTS (both));

  gdk_clipboard_set_content (gtk_widget_get_clipboard (GTK_WIDGET (self)), all);
}

static CairnStudyTable *
get_table (CairnStageWindow *self)
{
  switch ((int) get_page (self))
    {
    case PAGE_CUSTOMERS:
      return self->customers;
    case PAGE_WEEKS:
      return self->weeks;
    case PAGE_TOUCHPOINTS:
      return self->touchpoints;
    case PAGE_OWNERS:
      return self->owners;
    default:
      return NULL;
    }
}

/* NULL: everybody counts. */
static const char *
get_filter (CairnStageWindow *self)
{
  CairnSnapshot *timings = cairn_editor_get_timings (self->editor);
  const CairnAudience *audience = timings != NULL ? cairn_snapshot_get_audience (timings) : NULL;

  return audience != NULL ? audience->filter : NULL;
}

static void
copy_csv (CairnStageWindow *self)
{
  CairnStudyTable *table = get_table (self);
  g_autofree char *csv = NULL;
  g_autofree char *sentence = NULL;

  if (self->study == NULL)
    return;
  if (table == NULL)
    {
      csv = get_page (self) == PAGE_QUADRANT
              ? cairn_stage_quadrant_dup_csv (self->quadrant, get_filter (self))
              : cairn_stage_flow_dup_csv (self->flow, get_filter (self));
      sentence = g_strdup (_ ("The figures are on the clipboard as CSV."));
    }
  else
    {
      guint n = cairn_study_table_get_n_shown (table);

      csv = cairn_study_table_dup_csv (table, get_filter (self));
      sentence
        = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u row is on the clipboard as CSV.",
                                        "%'u rows are on the clipboard as CSV.", n),
                           n);
    }
  copy_text (self, csv, "text/csv");
  toast (self, sentence);
}

/* For those who draw on, and for slides. */
static void
copy_chart (CairnStageWindow *self)
{
  g_autoptr (GBytes) svg = cairn_study_chart_dup_svg (self->distribution);
  g_autoptr (GdkTexture) texture = cairn_study_chart_dup_texture (self->distribution);
  g_autoptr (GdkContentProvider) all = NULL;
  GdkContentProvider *both[2];

  if (svg == NULL || texture == NULL)
    return;
  both[0] = gdk_content_provider_new_for_bytes ("image/svg+xml", svg);
  both[1] = gdk_content_provider_new_typed (GDK_TYPE_TEXTURE, texture);
  all = gdk_content_provider_new_union (both, G_N_ELEMENTS (both));
  gdk_clipboard_set_content (gtk_widget_get_clipboard (GTK_WIDGET (self)), all);
  toast (self, _ ("The picture is on the clipboard."));
}

static void
copy_sheet (CairnStageWindow *self)
{
  CairnStudyTable *table = get_table (self);
  g_autofree char *sheet = NULL;

  if (self->study == NULL || table == NULL)
    return;
  sheet = cairn_study_table_dup_sheet (table);
  copy_text (self, sheet, "text/tab-separated-values");
  toast (self, _ ("The table is on the clipboard: paste it into a spreadsheet."));
}

static void
copy_csv_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CairnStageWindow *self = CAIRN_STAGE_WINDOW (widget);

  if (get_page (self) == PAGE_DISTRIBUTION)
    copy_chart (self);
  else
    copy_csv (self);
}

/* What the page is for. */
static void
copy_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CairnStageWindow *self = CAIRN_STAGE_WINDOW (widget);

  if (get_page (self) == PAGE_DISTRIBUTION)
    copy_chart (self);
  else if (get_page (self) == PAGE_FLOW || get_page (self) == PAGE_QUADRANT)
    copy_csv (self);
  else
    copy_sheet (self);
}

static void
saved_cb (CairnStageWindow *self, int response)
{
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (self->chooser));
  g_autoptr (GBytes) svg = cairn_study_chart_dup_svg (self->distribution);
  g_autoptr (GError) error = NULL;

  g_clear_object (&self->chooser);
  if (response != GTK_RESPONSE_ACCEPT || file == NULL || svg == NULL)
    return;
  if (!g_file_replace_contents (file, g_bytes_get_data (svg, NULL), g_bytes_get_size (svg), NULL,
                                FALSE, G_FILE_CREATE_NONE, NULL, NULL, &error))
    {
      g_autofree char *sentence
        = g_strdup_printf (_ ("The picture could not be saved: %s"), error->message);

      toast (self, sentence);
    }
  else
    toast (self, _ ("The picture is saved."));
}

static void
save_chart_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CairnStageWindow *self = CAIRN_STAGE_WINDOW (widget);
  g_autofree char *file = g_strconcat (gtk_window_get_title (GTK_WINDOW (self)), ".svg", NULL);

  if (self->chooser != NULL)
    return;
  g_strdelimit (file, "/\\:", '-');
  self->chooser = gtk_file_chooser_native_new (_ ("Save the Distribution"), GTK_WINDOW (self),
                                               GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Save"), NULL);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), file);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (saved_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
find_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CairnStageWindow *self = CAIRN_STAGE_WINDOW (widget);

  gtk_stack_set_visible_child_name (self->stack, specs[PAGE_CUSTOMERS].name);
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

/* The focus goes along: it would be lost with the page that it was on, and a narrow window shows
 * the tab that has it. */
static void
page_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CairnStageWindow *self = CAIRN_STAGE_WINDOW (widget);
  int page = g_variant_get_int32 (parameter);
  GtkWidget *tab = gtk_widget_get_first_child (self->tabs);

  if (page < 0 || page >= N_PAGES
      || !gtk_stack_page_get_visible (gtk_stack_get_page (self->stack, self->pages[page])))
    return;
  gtk_stack_set_visible_child_name (self->stack, specs[page].name);
  for (int i = 0; tab != NULL && i < page; i++)
    tab = gtk_widget_get_next_sibling (tab);
  if (tab != NULL)
    gtk_widget_grab_focus (tab);
}

/* -1: all. */
static void
quadrant_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CairnStageWindow *self = CAIRN_STAGE_WINDOW (widget);

  if (self->study == NULL)
    return;
  self->shown_quadrant = CLAMP (g_variant_get_int32 (parameter), -1, CAIRN_N_QUADRANTS - 1);
  show_customers (self, cairn_stage_study_get_figures (self->study));
  gtk_stack_set_visible_child_name (self->stack, specs[PAGE_CUSTOMERS].name);
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

static void
search_cb (CairnStageWindow *self)
{
  cairn_study_table_search (self->customers, gtk_editable_get_text (GTK_EDITABLE (self->search)));
  if (self->study != NULL)
    show_customers (self, cairn_stage_study_get_figures (self->study));
}

static void
stop_search_cb (CairnStageWindow *self)
{
  if (*gtk_editable_get_text (GTK_EDITABLE (self->search)) != '\0')
    gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  else
    gtk_window_close (GTK_WINDOW (self));
}

/* ---- how it is built ---- */

static GtkBox *
add_page (CairnStageWindow *self, Page page, GtkWidget *content)
{
  GtkBox *buttons;

  self->pages[page]
    = cairn_stage_page_new (&specs[page], content, &self->sentences[page], &buttons);
  gtk_stack_add_titled (self->stack, self->pages[page], specs[page].name, _ (specs[page].title));
  return buttons;
}

static void
add_customers (CairnStageWindow *self)
{
  GtkBox *buttons;

  self->customers = CAIRN_STUDY_TABLE (
    cairn_study_table_new (cairn_stage_columns_customers (), _ ("Customers who are here now")));
  buttons = add_page (self, PAGE_CUSTOMERS, GTK_WIDGET (self->customers));
  self->search = GTK_SEARCH_ENTRY (gtk_search_entry_new ());
  g_object_set (self->search, "placeholder-text", _ ("Search customers and owners"), NULL);
  gtk_widget_set_hexpand (GTK_WIDGET (self->search), TRUE);
  g_signal_connect_object (self->search, "search-changed", G_CALLBACK (search_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->search, "stop-search", G_CALLBACK (stop_search_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_box_prepend (buttons, GTK_WIDGET (self->search));
  self->only = gtk_button_new ();
  gtk_widget_set_tooltip_text (self->only, _ ("List all customers again"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->only), "details.quadrant");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->only), "i", -1);
  gtk_widget_set_visible (self->only, FALSE);
  gtk_box_append (buttons, self->only);
  cairn_stage_page_add_button (buttons, _ ("Copy as CS_V"), "details.copy-csv",
                               _ ("The rows as they are shown (Ctrl+Shift+C)"));
}

static void
add_weeks (CairnStageWindow *self)
{
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkBox *buttons;

  self->cumulative
    = CAIRN_STUDY_CHART (cairn_study_chart_new (cairn_study_picture_cumulative, 130));
  self->weeks = CAIRN_STUDY_TABLE (
    cairn_study_table_new (cairn_stage_columns_weeks (), _ ("The last 26 weeks")));
  gtk_widget_add_css_class (GTK_WIDGET (self->cumulative), "cairn-chart");
  gtk_box_append (GTK_BOX (content), GTK_WIDGET (self->cumulative));
  gtk_widget_set_vexpand (GTK_WIDGET (self->weeks), TRUE);
  gtk_box_append (GTK_BOX (content), GTK_WIDGET (self->weeks));
  buttons = add_page (self, PAGE_WEEKS, content);
  cairn_stage_page_add_button (buttons, _ ("Copy as _Table"), "details.copy",
                               _ ("All weeks for a spreadsheet, the oldest first (Ctrl+C)"));
  cairn_stage_page_add_button (buttons, _ ("Copy as CS_V"), "details.copy-csv",
                               _ ("The rows as they are shown (Ctrl+Shift+C)"));
}

static void
add_pages (CairnStageWindow *self)
{
  GtkBox *buttons;

  add_customers (self);
  self->distribution
    = CAIRN_STUDY_CHART (cairn_study_chart_new (cairn_study_picture_distribution, 300));
  gtk_widget_set_vexpand (GTK_WIDGET (self->distribution), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->distribution), "cairn-chart");
  buttons = add_page (self, PAGE_DISTRIBUTION, GTK_WIDGET (self->distribution));
  self->counting = GTK_DROP_DOWN (cairn_stay_counting_new ());
  g_signal_connect_object (self->counting, "notify::selected", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (buttons, GTK_WIDGET (self->counting));
  cairn_stage_page_add_button (buttons, _ ("_Copy Picture"), "details.copy",
                               _ ("For slides and drawing programs (Ctrl+C)"));
  cairn_stage_page_add_button (buttons, _ ("_Save Picture…"), "details.save-chart", _ ("As SVG"));
  add_weeks (self);
  self->flow = CAIRN_STAGE_FLOW (cairn_stage_flow_new ());
  buttons = add_page (self, PAGE_FLOW, GTK_WIDGET (self->flow));
  cairn_stage_page_add_button (buttons, _ ("Copy as CS_V"), "details.copy-csv",
                               _ ("All figures of this page (Ctrl+Shift+C)"));
  self->owners = CAIRN_STUDY_TABLE (
    cairn_study_table_new (cairn_stage_columns_owners (), _ ("Owners of customers in this stage")));
  buttons = add_page (self, PAGE_OWNERS, GTK_WIDGET (self->owners));
  cairn_stage_page_add_button (buttons, _ ("Copy as CS_V"), "details.copy-csv",
                               _ ("The rows as they are shown (Ctrl+Shift+C)"));
  self->touchpoints = CAIRN_STUDY_TABLE (
    cairn_study_table_new (cairn_touchpoint_columns (), _ ("Touchpoints in this stage")));
  buttons = add_page (self, PAGE_TOUCHPOINTS, GTK_WIDGET (self->touchpoints));
  cairn_stage_page_add_button (buttons, _ ("Copy as CS_V"), "details.copy-csv",
                               _ ("The rows as they are shown (Ctrl+Shift+C)"));
  self->quadrant = CAIRN_STAGE_QUADRANT (cairn_stage_quadrant_new ());
  buttons = add_page (self, PAGE_QUADRANT, GTK_WIDGET (self->quadrant));
  cairn_stage_page_add_button (buttons, _ ("Copy as CS_V"), "details.copy-csv",
                               _ ("How many are in each (Ctrl+Shift+C)"));
}

static void
build (CairnStageWindow *self)
{
  GtkWidget *outer = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *inner = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *strip = gtk_scrolled_window_new ();

  self->title = ADW_WINDOW_TITLE (adw_window_title_new ("", ""));
  self->tabs = gtk_stack_switcher_new ();
  self->body = GTK_STACK (gtk_stack_new ());
  self->stack = GTK_STACK (gtk_stack_new ());
  self->nothing = ADW_STATUS_PAGE (adw_status_page_new ());
  self->toasts = ADW_TOAST_OVERLAY (adw_toast_overlay_new ());
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (header), GTK_WIDGET (self->title));
  gtk_stack_switcher_set_stack (GTK_STACK_SWITCHER (self->tabs), self->stack);
  gtk_widget_set_halign (self->tabs, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (self->tabs, "cairn-switcher");
  /* A narrow window shows some of the tabs, and the others when they are scrolled to. */
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (strip), GTK_POLICY_AUTOMATIC,
                                  GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (strip), self->tabs);
  gtk_widget_set_vexpand (GTK_WIDGET (self->stack), TRUE);
  add_pages (self);
  gtk_box_append (GTK_BOX (inner), strip);
  gtk_box_append (GTK_BOX (inner), GTK_WIDGET (self->stack));
  gtk_stack_add_named (self->body, inner, "pages");
  gtk_stack_add_named (self->body, GTK_WIDGET (self->nothing), "nothing");
  adw_toast_overlay_set_child (self->toasts, GTK_WIDGET (self->body));
  gtk_widget_set_vexpand (GTK_WIDGET (self->toasts), TRUE);
  gtk_box_append (GTK_BOX (outer), header);
  gtk_box_append (GTK_BOX (outer), GTK_WIDGET (self->toasts));
  adw_window_set_content (ADW_WINDOW (self), outer);
}

static void
cairn_stage_window_dispose (GObject *object)
{
  CairnStageWindow *self = CAIRN_STAGE_WINDOW (object);

  if (self->chooser != NULL)
    gtk_native_dialog_destroy (GTK_NATIVE_DIALOG (self->chooser));
  g_clear_object (&self->chooser);
  g_clear_object (&self->editor_signals);
  g_clear_object (&self->editor);
  g_clear_pointer (&self->study, cairn_stage_study_unref);
  g_clear_pointer (&self->stage, g_free);
  G_OBJECT_CLASS (cairn_stage_window_parent_class)->dispose (object);
}

static void
cairn_stage_window_class_init (CairnStageWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cairn_stage_window_dispose;
  gtk_widget_class_install_action (widget_class, "details.copy", NULL, copy_cb);
  gtk_widget_class_install_action (widget_class, "details.copy-csv", NULL, copy_csv_cb);
  gtk_widget_class_install_action (widget_class, "details.save-chart", NULL, save_chart_cb);
  gtk_widget_class_install_action (widget_class, "details.find", NULL, find_cb);
  gtk_widget_class_install_action (widget_class, "details.page", "i", page_cb);
  gtk_widget_class_install_action (widget_class, "details.quadrant", "i", quadrant_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_f, GDK_CONTROL_MASK, "details.find",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK, "details.copy",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_C, GDK_CONTROL_MASK | GDK_SHIFT_MASK,
                                       "details.copy-csv", NULL);
  for (Page page = 0; page < N_PAGES; page++)
    gtk_widget_class_add_binding_action (widget_class, GDK_KEY_1 + page, GDK_ALT_MASK,
                                         "details.page", "i", (int) page);
}

static void
cairn_stage_window_init (CairnStageWindow *self)
{
  self->editor_signals = g_signal_group_new (CAIRN_TYPE_EDITOR);
  g_signal_group_connect_swapped (self->editor_signals, "notify::timings", G_CALLBACK (update),
                                  self);
  self->shown_quadrant = -1;
  gtk_window_set_default_size (GTK_WINDOW (self), 920, 660);
  build (self);
}

/* ---- the one that a window has ---- */

static CairnStageWindow *
find_window (GtkWindow *parent)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (toplevels, i);

      if (CAIRN_IS_STAGE_WINDOW (window) && gtk_window_get_transient_for (window) == parent)
        return CAIRN_STAGE_WINDOW (window); /* it holds itself */
    }
  return NULL;
}

void
cairn_stage_window_present (GtkWindow *parent, CairnEditor *editor, CairnElement *stage)
{
  CairnStageWindow *self = find_window (parent);

  g_return_if_fail (CAIRN_IS_EDITOR (editor));

  if (self == NULL)
    self = g_object_new (CAIRN_TYPE_STAGE_WINDOW, "transient-for", parent, "destroy-with-parent",
                         TRUE, NULL);
  g_free (self->stage);
  self->stage = g_strdup (cairn_element_get_id (stage));
  g_clear_pointer (&self->study, cairn_stage_study_unref);
  self->shown_quadrant = -1;
  g_set_object (&self->editor, editor);
  g_signal_group_set_target (self->editor_signals, editor);
  update (self);
  gtk_window_present (GTK_WINDOW (self));
}

const char *
cairn_stage_window_get_stage (GtkWindow *parent)
{
  CairnStageWindow *self = find_window (parent);

  return self != NULL ? self->stage : NULL;
}

void
cairn_stage_window_dismiss (GtkWindow *parent)
{
  CairnStageWindow *self = find_window (parent);

  if (self != NULL)
    gtk_window_destroy (GTK_WINDOW (self));
}
