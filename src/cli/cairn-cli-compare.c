/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/cairn-cli-compare.h"

#include "cli/cairn-cli-private.h"
#include "insight/cairn-difference.h"
#include "insight/cairn-segment-compare.h"
#include "io/cairn-journey.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static void
print_row (const char *label, const char *a, const char *b, const char *mark)
{
  g_print ("%-28s %12s %12s  %s\n", label, a, b, mark);
}

static void
print_figures (const CairnSegmentFigures *a, const CairnSegmentFigures *b)
{
  for (guint i = 0; i < CAIRN_N_SEGMENT_FIGURES; i++)
    {
      guint64 one = cairn_segment_figure_get (a, i);
      guint64 other = cairn_segment_figure_get (b, i);
      g_autofree char *one_text = g_strdup_printf ("%" G_GUINT64_FORMAT, one);
      g_autofree char *other_text = g_strdup_printf ("%" G_GUINT64_FORMAT, other);

      print_row (cairn_segment_figure_label (i), one_text, other_text, one == other ? "" : "≠");
    }
}

static char *
stage_text (const CairnElement *stage, const CairnSegmentFigures *figures)
{
  if (stage == NULL)
    return g_strdup ("—");
  return g_strdup_printf ("%u · %" G_GUINT64_FORMAT, figures->touchpoints, figures->minutes);
}

static void
print_text (const CairnSegmentComparison *comparison)
{
  print_row ("", cairn_element_get_title (comparison->a), cairn_element_get_title (comparison->b),
             "");
  print_figures (&comparison->in_a, &comparison->in_b);
  g_print ("\n%s\n", _ ("Touchpoints · minutes of each stage"));
  for (guint i = 0; i < comparison->stages->len; i++)
    {
      const CairnStageComparison *row
        = &g_array_index (comparison->stages, CairnStageComparison, i);
      g_autofree char *a = stage_text (row->a, &row->in_a);
      g_autofree char *b = stage_text (row->b, &row->in_b);

      print_row (cairn_element_get_title (row->b != NULL ? row->b : row->a), a, b,
                 row->n_differences > 0 || row->a == NULL || row->b == NULL ? "≠" : "");
    }
  g_print ("\n");
  if (comparison->differences->len == 0)
    g_print (_ ("no differences\n"));
  for (guint i = 0; i < comparison->differences->len; i++)
    {
      g_autofree char *sentence
        = cairn_difference_dup_sentence (g_ptr_array_index (comparison->differences, i));

      g_print ("%s\n", sentence);
    }
}

static void
add_figures (JsonBuilder *b,
             const char *member,
             const CairnElement *element,
             const CairnSegmentFigures *figures)
{
  json_builder_set_member_name (b, member);
  if (element == NULL)
    {
      json_builder_add_null_value (b);
      return;
    }
  json_builder_begin_object (b);
  cairn_cli_add_text (b, "id", cairn_element_get_id (element));
  cairn_cli_add_text (b, "name", cairn_element_get_title (element));
  for (guint i = 0; i < CAIRN_N_SEGMENT_FIGURES; i++)
    {
      json_builder_set_member_name (b, cairn_segment_figure_word (i));
      json_builder_add_int_value (b, (gint64) cairn_segment_figure_get (figures, i));
    }
  json_builder_end_object (b);
}

static void
add_stages (JsonBuilder *b, const CairnSegmentComparison *comparison)
{
  json_builder_set_member_name (b, "stages");
  json_builder_begin_array (b);
  for (guint i = 0; i < comparison->stages->len; i++)
    {
      const CairnStageComparison *row
        = &g_array_index (comparison->stages, CairnStageComparison, i);

      json_builder_begin_object (b);
      add_figures (b, "a", row->a, &row->in_a);
      add_figures (b, "b", row->b, &row->in_b);
      json_builder_end_object (b);
    }
  json_builder_end_array (b);
}

static void
print_json (const CairnSegmentComparison *comparison)
{
  g_autoptr (JsonBuilder) b = json_builder_new ();

  json_builder_begin_object (b);
  add_figures (b, "a", comparison->a, &comparison->in_a);
  add_figures (b, "b", comparison->b, &comparison->in_b);
  add_stages (b, comparison);
  json_builder_set_member_name (b, "differences");
  json_builder_begin_array (b);
  for (guint i = 0; i < comparison->differences->len; i++)
    {
      const CairnDifference *difference = g_ptr_array_index (comparison->differences, i);

      json_builder_begin_object (b);
      cairn_cli_add_text (b, "kind", cairn_difference_kind_to_word (difference->kind));
      cairn_cli_add_text (b, "where", difference->where);
      cairn_cli_add_text (b, "what", difference->what);
      json_builder_end_object (b);
    }
  json_builder_end_array (b);
  json_builder_end_object (b);
  cairn_cli_print_json (b);
}

static const CairnCliComparison about = {
  .words = N_ ("FILE SEGMENT SEGMENT"),
  .summary = N_ ("Puts two segments of one journey beside each other: touchpoints, minutes, stages "
                 "and the like\nof both, and in what the second differs from the first. A segment "
                 "is given by its name or id."),
  .lacking = N_ ("give a FILE and two of its segments"),
  .n_words = 3,
};

static CairnElement *
find_segment (CairnDocument *document, const char *word, GError **error)
{
  g_autoptr (GString) names = g_string_new (NULL);

  CAIRN_FOREACH_CHILD (segment, cairn_document_get_root (document), CAIRN_KIND_SEGMENT)
    {
      if (strcmp (cairn_element_get_title (segment), word) == 0
          || strcmp (cairn_element_get_id (segment), word) == 0)
        return segment;
      g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "",
                              cairn_element_get_title (segment));
    }
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
               /* translators: the second %s lists names */
               _ ("there is no segment “%s”; the journey has: %s"), word, names->str);
  return NULL;
}

int
cairn_cli_compare (int argc, char **argv)
{
  const char *command = argv[0];
  gboolean as_json = FALSE;
  g_autoptr (CairnDocument) document = NULL;
  g_autoptr (CairnSegmentComparison) comparison = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) words = cairn_cli_parse_comparison (&about, argc, argv, &as_json, &error);
  CairnElement *a = NULL;
  CairnElement *b = NULL;

  if (words != NULL)
    document = cairn_journey_read_file (words[0], NULL, NULL, &error);
  if (document != NULL)
    a = find_segment (document, words[1], &error);
  if (a != NULL)
    b = find_segment (document, words[2], &error);
  if (b == NULL)
    return cairn_cli_report (command, error);
  comparison = cairn_segment_compare (document, a, b);
  (as_json ? print_json : print_text) (comparison);
  return 0;
}
