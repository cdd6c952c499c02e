/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/cairn-cli-diff.h"

#include "cli/cairn-cli-private.h"
#include "insight/cairn-journey-compare.h"
#include "io/cairn-journey.h"

#include <glib/gi18n-lib.h>

#define DIFFERENT 1

static void
print_text (GPtrArray *differences, G_GNUC_UNUSED char **paths)
{
  const CairnElement *place = NULL;

  if (differences->len == 0)
    g_print (_ ("no differences\n"));
  for (guint i = 0; i < differences->len; i++)
    {
      const CairnDifference *difference = g_ptr_array_index (differences, i);

      if (difference->place != place)
        g_print ("%s%s\n", i > 0 ? "\n" : "", difference->where);
      g_print ("  %s\n", difference->what);
      place = difference->place;
    }
}

static void
add_difference (JsonBuilder *b, const CairnDifference *difference)
{
  const CairnElement *element = difference->after != NULL ? difference->after : difference->before;
  CairnKind kind = cairn_element_get_kind (element);
  const CairnPropSpec *spec
    = difference->prop != CAIRN_N_PROPS ? cairn_schema_prop (kind, difference->prop) : NULL;

  json_builder_begin_object (b);
  cairn_cli_add_text (b, "kind", cairn_difference_kind_to_word (difference->kind));
  cairn_cli_add_text (b, "element", cairn_schema_kind (kind)->tag);
  cairn_cli_add_text (b, "id", cairn_element_get_id (element));
  cairn_cli_add_text (b, "place", cairn_element_get_id (difference->place));
  cairn_cli_add_text (b, "where", difference->where);
  cairn_cli_add_text (b, "what", difference->what);
  if (spec != NULL)
    {
      cairn_cli_add_text (b, "property", spec->attribute);
      cairn_cli_add_text (b, "before", difference->old_text);
      cairn_cli_add_text (b, "after", difference->new_text);
    }
  json_builder_end_object (b);
}

static void
print_json (GPtrArray *differences, char **paths)
{
  g_autoptr (JsonBuilder) b = json_builder_new ();
  g_autofree char *a = g_filename_display_name (paths[0]);
  g_autofree char *other = g_filename_display_name (paths[1]);

  json_builder_begin_object (b);
  cairn_cli_add_text (b, "a", a);
  cairn_cli_add_text (b, "b", other);
  json_builder_set_member_name (b, "differences");
  json_builder_begin_array (b);
  for (guint i = 0; i < differences->len; i++)
    add_difference (b, g_ptr_array_index (differences, i));
  json_builder_end_array (b);
  json_builder_end_object (b);
  cairn_cli_print_json (b);
}

static const CairnCliComparison about = {
  .words = N_ ("A B"),
  .summary = N_ ("Says in what journey B differs from journey A: what was added, removed, moved, "
                 "reworded\nor changed. Exit code: 0 no differences, 1 differences, 2 an error."),
  .lacking = N_ ("give two journeys, A and B"),
  .n_words = 2,
};

int
cairn_cli_diff (int argc, char **argv)
{
  const char *command = argv[0];
  gboolean as_json = FALSE;
  g_autoptr (CairnDocument) a = NULL;
  g_autoptr (CairnDocument) b = NULL;
  g_autoptr (GPtrArray) differences = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) paths = cairn_cli_parse_comparison (&about, argc, argv, &as_json, &error);

  if (paths != NULL)
    a = cairn_journey_read_file (paths[0], NULL, NULL, &error);
  if (a != NULL)
    b = cairn_journey_read_file (paths[1], NULL, NULL, &error);
  if (b == NULL)
    {
      /* 1 is taken: it says that they differ. */
      cairn_cli_report (command, error);
      return CAIRN_CLI_USAGE;
    }
  differences = cairn_journey_compare (a, b);
  (as_json ? print_json : print_text) (differences, paths);
  return differences->len > 0 ? DIFFERENT : 0;
}
