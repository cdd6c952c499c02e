/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Whether @word is for the command line and not for the window: a subcommand, "help", "--help" or
 * "--version". */
gboolean cairn_cli_is_command (const char *word);

/* cairn SUBCOMMAND …: runs it. Returns the exit code: 0; 1 if it was tried and did not work out; 2
 * if the command line or what it names is wrong. Every failure is one line on stderr. */
int cairn_cli_main (int argc, char **argv);

G_END_DECLS
