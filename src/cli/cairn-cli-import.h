/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* cairn import LOG -o OUT.db [options]: turns an event log (XES or CSV) into a database of visits,
 * and says on stdout what was guessed. @argv[0] is the name of the subcommand. Returns the exit
 * code: 0, 1 if the log cannot be used, 2 if the command line or what it names is wrong, and 128
 * and the number of the signal if it was stopped by one. */
int cairn_cli_import (int argc, char **argv);

G_END_DECLS
