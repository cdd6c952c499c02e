/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/cairn-cli-diff.h"

#include "cli/cairn-cli-private.h"
#include "insight/cairn-journey-compare.h"
#include "io/cairn-journey.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

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
add_text (JsonBuilder *b, const char *name, const char *text)
{
  json_builder_set_member_name (b, name);
  if (text != NULL)
    json_builder_add_string_value (b, text);
  else
    json_builder_add_null_value (b);
}

static void
add_difference (JsonBuilder *b, const CairnDifference *difference)
{
  const CairnElement *element = difference->after != NULL ? difference->after : difference->before;
  CairnKind kind = cairn_element_get_kind (element);
  const CairnPropSpec *spec
    = difference->prop != CAIRN_N_PROPS ? cairn_schema_prop (kind, difference->prop) : NULL;

  json_builder_begin_object (b);
  add_text (b, "kind", cairn_difference_kind_to_word (difference->kind));
  add_text (b, "element", cairn_schema_kind (kind)->tag);
  add_text (b, "id", cairn_element_get_id (element));
  add_text (b, "place", cairn_element_get_id (difference->place));
  add_text (b, "where", difference->where);
  add_text (b, "what", difference->what);
  if (spec != NULL)
    {
      add_text (b, "property", spec->attribute);
      add_text (b, "before", difference->old_text);
      add_text (b, "after", difference->new_text);
    }
  json_builder_end_object (b);
}

static void
print_json (GPtrArray *differences, char **paths)
{
  g_autoptr (JsonBuilder) b = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *text = NULL;
  g_autofree char *a = g_filename_display_name (paths[0]);
  g_autofree char *other = g_filename_display_name (paths[1]);

  json_builder_begin_object (b);
  add_text (b, "a", a);
  add_text (b, "b", other);
  json_builder_set_member_name (b, "differences");
  json_builder_begin_array (b);
  for (guint i = 0; i < differences->len; i++)
    add_difference (b, g_ptr_array_index (differences, i));
  json_builder_end_array (b);
  json_builder_end_object (b);
  root = json_builder_get_root (b);
  text = json_to_string (root, TRUE);
  g_print ("%s\n", text);
}

typedef void (*PrintFunc) (GPtrArray *differences, char **paths);

static gboolean
parse_format (const char *format, PrintFunc *print, GError **error)
{
  *print = g_strcmp0 (format, "json") == 0 ? print_json : print_text;
  if (format == NULL || *print == print_json || g_str_equal (format, "text"))
    return TRUE;
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
               _ ("“%s” is not a format. Use text or json."), format);
  return FALSE;
}

/* The two journeys to compare; NULL on a wrong command line. */
static char **
parse (int argc, char **argv, PrintFunc *print, GError **error)
{
  g_auto (GStrv) paths = NULL;
  g_autofree char *format = NULL;
  const GOptionEntry entries[] = {
    { "format", 0, 0, G_OPTION_ARG_STRING, &format, N_ ("text (default) or json"), "F" },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &paths, NULL, NULL },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (_ ("A B"));

  g_option_context_set_summary (
    context, _ ("Says in what journey B differs from journey A: what was added, removed, moved, "
                "reworded\nor changed. Exit code: 0 no differences, 1 differences, 2 an error."));
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (!g_option_context_parse (context, &argc, &argv, error)
      || !parse_format (format, print, error))
    return NULL;
  if (paths == NULL || g_strv_length (paths) != 2)
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
                   _ ("give two journeys, A and B; see “%s --help”"), g_get_prgname ());
      return NULL;
    }
  return g_steal_pointer (&paths);
}

int
cairn_cli_diff (int argc, char **argv)
{
  const char *command = argv[0];
  PrintFunc print = NULL;
  g_autoptr (CairnDocument) a = NULL;
  g_autoptr (CairnDocument) b = NULL;
  g_autoptr (GPtrArray) differences = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) paths = parse (argc, argv, &print, &error);

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
  print (differences, paths);
  return differences->len > 0 ? DIFFERENT : 0;
}
