/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/cairn-cli.h"

#include "cli/cairn-cli-check.h"
#include "cli/cairn-cli-compare.h"
#include "cli/cairn-cli-diff.h"
#include "cli/cairn-cli-export.h"
#include "cli/cairn-cli-import.h"
#include "cli/cairn-cli-new.h"
#include "cli/cairn-cli-private.h"
#include "cli/cairn-cli-timings.h"
#include "config.h"
#include "io/cairn-io-error.h"
#include "timing/cairn-source-error.h"
#include "timing/cairn-warm-start.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  const char *name;
  const char *summary;
  int (*run) (int argc, char **argv);
} Command;

static const Command commands[] = {
  { "check", N_ ("Say whether a journey is valid, or what is wrong with it"), cairn_cli_check },
  { "compare", N_ ("Put two segments of a journey beside each other"), cairn_cli_compare },
  { "diff", N_ ("Say in what two journeys differ"), cairn_cli_diff },
  { "export", N_ ("Draw a diagram as SVG, PNG or PDF, with timings or without"), cairn_cli_export },
  { "import", N_ ("Turn an event log into a database of visits"), cairn_cli_import },
  { "new", N_ ("Begin a journey from a template"), cairn_cli_new },
  { "timings", N_ ("Print the stage timings of a database of visits"), cairn_cli_timings },
};

static const Command *
find_command (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (strcmp (commands[i].name, name) == 0)
      return &commands[i];
  return NULL;
}

static gboolean
is_help (const char *word)
{
  return strcmp (word, "help") == 0 || strcmp (word, "--help") == 0 || strcmp (word, "-h") == 0;
}

gboolean
cairn_cli_is_command (const char *word)
{
  g_return_val_if_fail (word != NULL, FALSE);

  return is_help (word) || strcmp (word, "--version") == 0 || find_command (word) != NULL;
}

static int
print_help (void)
{
  g_print (_ ("Usage:\n"
              "  cairn [JOURNEY…]              Open the window\n"
              "  cairn COMMAND [OPTION…]       Work without a window\n\n"
              "Commands:\n"));
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    g_print ("  %-10s %s\n", commands[i].name, _ (commands[i].summary));
  g_print (_ ("\n“cairn COMMAND --help” says more about one of them.\n"));
  return 0;
}

/* What can be put right on the command line, as opposed to in the file. */
static gboolean
names_wrong_thing (const GError *error)
{
  static const CairnSourceError codes[]
    = { CAIRN_SOURCE_ERROR_MISSING,       CAIRN_SOURCE_ERROR_NO_TABLE,
        CAIRN_SOURCE_ERROR_NO_COLUMN,     CAIRN_SOURCE_ERROR_NO_MAPPING,
        CAIRN_SOURCE_ERROR_BAD_OPTION,    CAIRN_SOURCE_ERROR_EXISTS,
        CAIRN_SOURCE_ERROR_AMBIGUOUS_TIME };

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    if (g_error_matches (error, CAIRN_SOURCE_ERROR, (int) codes[i]))
      return TRUE;
  return FALSE;
}

CairnPrivacy
cairn_cli_get_privacy (gboolean anonymous, gboolean named)
{
  if (anonymous)
    return CAIRN_PRIVACY_OWNERS | CAIRN_PRIVACY_CUSTOMERS;
  return named ? CAIRN_PRIVACY_NONE : cairn_privacy_get_preferred ();
}

#define WORTH_KEEPING_USEC G_USEC_PER_SEC

void
cairn_cli_start_warm (CairnSource *source)
{
  g_autofree char *folder = cairn_warm_start_get_default_folder ();

  if (!cairn_warm_start_is_preferred ())
    return;
  cairn_warm_start_set_folder (folder);
  cairn_source_set_warm_start (source, CAIRN_WARM_START_EXACT);
}

void
cairn_cli_keep (CairnSource *source)
{
  if (cairn_source_get_load_time (source) > WORTH_KEEPING_USEC
      && cairn_source_count_changes (source) > 0)
    cairn_source_keep (source);
}

int
cairn_cli_report (const char *command, const GError *error)
{
  gboolean usage = error->domain == G_OPTION_ERROR
                   || g_error_matches (error, CAIRN_IO_ERROR, CAIRN_IO_ERROR_OPEN)
                   || g_error_matches (error, CAIRN_IO_ERROR, CAIRN_IO_ERROR_NO_TEMPLATE)
                   || names_wrong_thing (error);

  g_printerr ("%s: %s\n", command, error->message);
  return usage ? CAIRN_CLI_USAGE : CAIRN_CLI_FAILED;
}

/* The command sees its own full name where programs see theirs, for its help and messages. */
static int
run_command (const Command *command, int argc, char **argv)
{
  g_autofree char *name = g_strdup_printf ("cairn %s", command->name);
  g_autofree char **rest = g_memdup2 (argv + 1, sizeof (char *) * (gsize) argc);

  g_set_prgname (name);
  rest[0] = name;
  return command->run (argc - 1, rest);
}

int
cairn_cli_main (int argc, char **argv)
{
  const Command *command;

  g_return_val_if_fail (argc > 0 && argv != NULL, CAIRN_CLI_USAGE);

  if (argc == 1)
    {
      g_printerr (_ ("cairn: give a command; “cairn --help” names those there are\n"));
      return CAIRN_CLI_USAGE;
    }
  if (is_help (argv[1]))
    return print_help ();
  if (strcmp (argv[1], "--version") == 0)
    {
      g_print ("cairn %s\n", CAIRN_VERSION);
      return 0;
    }
  command = find_command (argv[1]);
  if (command != NULL)
    return run_command (command, argc, argv);
  g_printerr (_ ("cairn: there is no command “%s”; “cairn --help” names those there are\n"),
              argv[1]);
  return CAIRN_CLI_USAGE;
}
