/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/cairn-cli-new.h"

#include "cli/cairn-cli-private.h"
#include "io/cairn-journey-save.h"
#include "io/cairn-own-templates.h"
#include "io/cairn-templates.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  gboolean list;
  char *output;
  char **templates;
} Options;

static void
options_clear (Options *o)
{
  g_free (o->output);
  g_strfreev (o->templates);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static gboolean
parse_options (int argc, char **argv, Options *o, GError **error)
{
  const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &o->output, N_ ("The file to write"), "FILE" },
    { "list", 0, 0, G_OPTION_ARG_NONE, &o->list, N_ ("Print the names of the templates"), NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &o->templates, NULL, NULL },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (_ ("TEMPLATE -o FILE"));

  g_option_context_set_summary (
    context, _ ("Begins a journey from a template. A file that is there is never overwritten."));
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (!g_option_context_parse (context, &argc, &argv, error))
    return FALSE;
  if (o->list ? o->templates == NULL && o->output == NULL
              : o->templates != NULL && o->templates[1] == NULL && o->output != NULL)
    return TRUE;
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
               _ ("give one TEMPLATE and -o FILE, or --list alone; see “%s --help”"),
               g_get_prgname ());
  return FALSE;
}

static void
print_list (void)
{
  guint n;
  const CairnTemplate *templates = cairn_templates_list (&n);
  g_autoptr (GPtrArray) own = NULL;

  for (guint i = 0; i < n; i++)
    g_print ("%s\n", templates[i].id);
  own = cairn_own_templates_list ();
  for (guint i = 0; i < own->len; i++)
    g_print ("%s\n", ((const CairnOwnTemplate *) g_ptr_array_index (own, i))->id);
}

static gboolean
run (int argc, char **argv, GError **error)
{
  g_auto (Options) o = { 0 };
  g_autoptr (CairnDocument) document = NULL;
  g_autoptr (GBytes) bytes = NULL;

  if (!parse_options (argc, argv, &o, error))
    return FALSE;
  if (o.list)
    {
      print_list ();
      return TRUE;
    }
  document = cairn_templates_load (o.templates[0], error);
  if (document == NULL)
    return FALSE;
  bytes = cairn_journey_write_bytes (document);
  return cairn_journey_save_new (bytes, o.output, error);
}

int
cairn_cli_new (int argc, char **argv)
{
  const char *command = argv[0];
  g_autoptr (GError) error = NULL;

  return run (argc, argv, &error) ? 0 : cairn_cli_report (command, error);
}
