/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* cairn timings SOURCE [options]: prints the figures of a database of visits. @argv[0] is the name
 * of the subcommand. Returns the exit code: 0, 1 if the source cannot be read, 2 if the command
 * line or what it names is wrong. Every failure is one line on stderr. */
int cairn_cli_timings (int argc, char **argv);

G_END_DECLS
