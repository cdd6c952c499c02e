/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-ui"

#include "config.h"

#include "ui/cairn-source-meaning-page.h"

#include "base/cairn-duration.h"
#include "base/cairn-time.h"
#include "timing/cairn-visit.h"
#include "ui/cairn-quality-list.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MIDNIGHT " 00:00" /* as cairn_time_format() writes it */

struct _CairnSourceMeaningPage
{
  AdwBin parent_instance;
};

G_DEFINE_FINAL_TYPE (CairnSourceMeaningPage, cairn_source_meaning_page, ADW_TYPE_BIN)

static void
cairn_source_meaning_page_class_init (CairnSourceMeaningPageClass *klass)
{
}

static void
cairn_source_meaning_page_init (CairnSourceMeaningPage *self)
{
}

GtkWidget *
cairn_source_meaning_page_new (void)
{
  return g_object_new (CAIRN_TYPE_SOURCE_MEANING_PAGE, NULL);
}

/* "6 d 2 h": two units, so that it can be checked against the dates. */
static char *
span_text (gint64 seconds)
{
  gint64 d = seconds / CAIRN_DAY, h = seconds % CAIRN_DAY / CAIRN_HOUR;
  gint64 min = seconds % CAIRN_HOUR / CAIRN_MINUTE;

  if (d > 0 && h > 0)
    /* translators: days and hours */
    return g_strdup_printf (_ ("%d d %d h"), (int) d, (int) h);
  if (h > 0 && min > 0 && d == 0)
    /* translators: hours and minutes */
    return g_strdup_printf (_ ("%d h %d min"), (int) h, (int) min);
  return cairn_duration_format ((double) seconds);
}

/* Data that know days only are not told as if they knew the hour. */
static void
cut_midnights (char *entered, char *left)
{
  if (!g_str_has_suffix (entered, MIDNIGHT) || (left != NULL && !g_str_has_suffix (left, MIDNIGHT)))
    return;
  entered[strlen (entered) - strlen (MIDNIGHT)] = '\0';
  if (left != NULL)
    left[strlen (left) - strlen (MIDNIGHT)] = '\0';
}

/* "Globex entered “Kick-off” on 3 Nov 2026 10:00, left on 9 Nov 2026 12:00 after 6 d 2 h." */
static char *
sentence (const CairnPreviewVisit *visit)
{
  g_autofree char *entered = NULL, *left = NULL, *span = NULL;

  if (visit->entered == G_MININT64)
    return g_strdup_printf (_ ("%s was in “%s”; when it was entered cannot be read as a time."),
                            visit->customer, visit->stage);
  entered = cairn_time_format (visit->entered);
  left = visit->left != G_MININT64 && visit->left != CAIRN_VISIT_OPEN
           ? cairn_time_format (visit->left)
           : NULL;
  cut_midnights (entered, left);
  if (visit->left == G_MININT64)
    return g_strdup_printf (_ ("%s entered “%s” on %s; when it was left cannot be read as a time."),
                            visit->customer, visit->stage, entered);
  if (visit->left == CAIRN_VISIT_OPEN)
    return g_strdup_printf (_ ("%s entered “%s” on %s and is still there."), visit->customer,
                            visit->stage, entered);
  if (visit->left < visit->entered)
    return g_strdup_printf (_ ("%s entered “%s” on %s, but left before that, on %s."),
                            visit->customer, visit->stage, entered, left);
  span = span_text (visit->left - visit->entered);
  /* translators: a customer, a stage, two moments, a time span: "6 d 2 h" */
  return g_strdup_printf (_ ("%s entered “%s” on %s, left on %s after %s."), visit->customer,
                          visit->stage, entered, left, span);
}

static AdwPreferencesGroup *
add_group (AdwPreferencesPage *page, const char *title, const char *description)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());

  adw_preferences_group_set_title (group, title);
  adw_preferences_group_set_description (group, description);
  adw_preferences_page_add (page, group);
  return group;
}

static void
add_sentence (AdwPreferencesGroup *group, const char *text)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), text);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_preferences_group_add (group, row);
}

static void
add_aside (AdwPreferencesPage *page, const CairnSourceReading *reading)
{
  g_autoptr (GPtrArray) groups = cairn_quality_list_groups (reading->snapshot);
  gboolean any = FALSE;

  /* What is not on the map yet is the question of the next page. */
  for (guint i = 0; i < groups->len; i++)
    {
      const CairnQualityGroup *group = g_ptr_array_index (groups, i);

      if (group->kind == CAIRN_FINDING_UNMAPPED)
        continue;
      adw_preferences_page_add (page, ADW_PREFERENCES_GROUP (cairn_quality_list_new_group (group)));
      any |= group->kind == CAIRN_FINDING_REJECTED;
    }
  if (!any && reading->notes->len == 0)
    add_group (page, _ ("Set Aside"), _ ("Nothing: every row can be used."));
}

/* "7,548 rows of 3,232 customers were read. A stay of each of three of them:" */
static char *
dup_count (const CairnSourceReading *reading)
{
  guint rows = (guint) MIN (reading->n_rows, G_MAXUINT);
  guint n = (guint) reading->n_customers;
  GString *text = g_string_new (NULL);
  g_autofree char *customers = g_strdup_printf (ngettext ("%'u customer", "%'u customers", n), n);

  g_string_append_printf (text, ngettext ("%'u row was read", "%'u rows were read", rows), rows);
  if (n > 0)
    /* translators: after "7,548 rows were read": how many customers there are */
    g_string_append_printf (text, _ (": %s"), customers);
  g_string_append (text, ".");
  if (reading->preview->visits->len > 0)
    g_string_append_printf (text, " %s", _ ("One stay of some of them, as it is understood:"));
  return g_string_free (text, FALSE);
}

void
cairn_source_meaning_page_show (CairnSourceMeaningPage *self, const CairnSourceReading *reading)
{
  AdwPreferencesPage *page = ADW_PREFERENCES_PAGE (adw_preferences_page_new ());
  g_autofree char *read = dup_count (reading);
  AdwPreferencesGroup *group = add_group (page, _ ("What This Means"), read);

  for (guint i = 0; i < reading->preview->visits->len; i++)
    {
      g_autofree char *text = sentence (g_ptr_array_index (reading->preview->visits, i));

      add_sentence (group, text);
    }
  if (reading->is_old)
    add_group (page, _ ("Data of the Past"),
               _ ("Nothing has happened in the last 13 weeks, which is what a map shows at first. "
                  "Choose “All time” beside Timings, or look back."));
  add_aside (page, reading);
  if (reading->notes->len > 0)
    {
      group = add_group (page, _ ("What the Import Says"), NULL);
      for (guint i = 0; i < reading->notes->len; i++)
        add_sentence (group, g_ptr_array_index (reading->notes, i));
    }
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (page));
}
