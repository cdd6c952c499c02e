/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define CAIRN_CLI_FAILED 1
#define CAIRN_CLI_USAGE 2

/* Prints "@command: message" on stderr and returns the exit code that fits @error: USAGE for wrong
 * options and files that are not there, else FAILED. */
int cairn_cli_report (const char *command, const GError *error);

G_END_DECLS
