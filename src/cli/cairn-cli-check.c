/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/cairn-cli-check.h"

#include "cli/cairn-cli-private.h"
#include "insight/cairn-diagram-checks.h"
#include "io/cairn-journey.h"

#include <glib/gi18n-lib.h>

static guint
count_kind (const CairnElement *element, CairnKind kind)
{
  guint n = cairn_element_get_kind (element) == kind;

  for (guint i = 0; i < cairn_element_get_n_children (element); i++)
    n += count_kind (cairn_element_get_child (element, i), kind);
  return n;
}

static void
print_counts (const CairnElement *root, const char *path)
{
  g_autofree char *name = g_filename_display_name (path);
  guint segments = count_kind (root, CAIRN_KIND_SEGMENT);
  guint swimlanes = count_kind (root, CAIRN_KIND_SWIMLANE);
  guint sipocs = count_kind (root, CAIRN_KIND_SIPOC);
  guint steps = count_kind (root, CAIRN_KIND_STEP);
  guint playbooks = count_kind (root, CAIRN_KIND_PLAYBOOK);
  guint foreign = count_kind (root, CAIRN_KIND_FOREIGN);

  g_print (_ ("%s is a valid journey: "), name);
  g_print (g_dngettext (GETTEXT_PACKAGE, "%u segment, ", "%u segments, ", segments), segments);
  g_print (g_dngettext (GETTEXT_PACKAGE, "%u swimlane, ", "%u swimlanes, ", swimlanes), swimlanes);
  g_print (g_dngettext (GETTEXT_PACKAGE, "%u SIPOC, ", "%u SIPOCs, ", sipocs), sipocs);
  g_print (g_dngettext (GETTEXT_PACKAGE, "%u step, ", "%u steps, ", steps), steps);
  g_print (g_dngettext (GETTEXT_PACKAGE, "%u playbook\n", "%u playbooks\n", playbooks), playbooks);
  if (foreign > 0)
    g_print (g_dngettext (GETTEXT_PACKAGE,
                          "%u thing in it means nothing to this version, which keeps it as it is\n",
                          "%u things in it mean nothing to this version, which keeps them as they "
                          "are\n",
                          foreign),
             foreign);
}

/* Advice; it makes no journey invalid. */
static void
print_checks (const CairnElement *root)
{
  CAIRN_FOREACH_CHILD (segment, root, CAIRN_KIND_SEGMENT)
    for (guint i = 0; i < cairn_element_get_n_children (segment); i++)
      {
        CairnElement *diagram = cairn_element_get_child (segment, i);
        g_autoptr (GPtrArray) checks = NULL;

        if (!cairn_kind_is_diagram (cairn_element_get_kind (diagram)))
          continue;
        checks = cairn_diagram_checks (diagram);
        for (guint c = 0; c < checks->len; c++)
          {
            const CairnCheck *check = g_ptr_array_index (checks, c);

            g_print ("%s/%s: %s\n", cairn_element_get_title (segment),
                     cairn_element_get_title (diagram), check->text);
          }
      }
}

static char *
parse_path (int argc, char **argv, GError **error)
{
  g_auto (GStrv) paths = NULL;
  const GOptionEntry entries[] = {
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &paths, NULL, NULL },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (_ ("JOURNEY"));

  g_option_context_set_summary (
    context, _ ("Says whether a journey is valid, or what is wrong with it and where."));
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (!g_option_context_parse (context, &argc, &argv, error))
    return NULL;
  if (paths == NULL || paths[1] != NULL)
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
                   _ ("give one JOURNEY; see “%s --help”"), g_get_prgname ());
      return NULL;
    }
  return g_strdup (paths[0]);
}

int
cairn_cli_check (int argc, char **argv)
{
  const char *command = argv[0];
  g_auto (CairnReadInfo) info = { 0 };
  g_autoptr (CairnDocument) document = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = parse_path (argc, argv, &error);

  if (path != NULL)
    document = cairn_journey_read_file (path, &info, NULL, &error);
  if (document == NULL)
    return cairn_cli_report (command, error);
  print_counts (cairn_document_get_root (document), path);
  print_checks (cairn_document_get_root (document));
  if (info.message != NULL)
    g_print ("%s\n", info.message);
  return 0;
}
