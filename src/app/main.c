/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-app"

#include "config.h"

#include "app/cairn-application.h"
#include "cli/cairn-cli.h"

#include <glib/gi18n-lib.h>
#include <locale.h>
#include <stdlib.h>

#define EXIT_USAGE 2

static void
set_up_words (void)
{
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, CAIRN_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}

/* GApplication's own options go to the window; whatever else looks like an option is the command
 * line's to take or to refuse. */
static gboolean
wants_command (int argc, char **argv)
{
  if (argc < 2)
    return FALSE;
  return cairn_cli_is_command (argv[1])
         || (argv[1][0] == '-' && !g_str_has_prefix (argv[1], "--gapplication-"));
}

/* Says what is not there before any window opens. */
static gboolean
check_files (int argc, char **argv)
{
  gboolean all = TRUE;

  for (int i = 1; i < argc; i++)
    {
      g_autoptr (GFile) file = NULL;

      if (argv[i][0] == '-')
        continue;
      file = g_file_new_for_commandline_arg (argv[i]);
      if (!g_file_query_exists (file, NULL))
        {
          g_printerr (_ ("cairn: %s: there is no such file or command; see “cairn --help”\n"),
                      argv[i]);
          all = FALSE;
          break;
        }
    }
  return all;
}

int
main (int argc, char **argv)
{
  g_autoptr (CairnApplication) application = NULL;

  set_up_words ();
  if (wants_command (argc, argv))
    return cairn_cli_main (argc, argv);
  if (!check_files (argc, argv))
    return EXIT_USAGE;
  if (!gtk_init_check ())
    {
      g_printerr (_ ("cairn: there is no display to open a window on; “cairn --help” says what "
                     "can be done without one\n"));
      return EXIT_FAILURE;
    }
  application = cairn_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
