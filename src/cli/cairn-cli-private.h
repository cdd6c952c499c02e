/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-privacy.h"
#include "timing/cairn-source.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define CAIRN_CLI_FAILED 1
#define CAIRN_CLI_USAGE 2

/* Prints "@command: message" on stderr and returns the exit code that fits @error: USAGE for wrong
 * options and files that are not there, else FAILED. */
int cairn_cli_report (const char *command, const GError *error);

/* --anonymous outranks --named, and that the preferences. */
CairnPrivacy cairn_cli_get_privacy (gboolean anonymous, gboolean named);

/* A command reads once: what was kept of the database is good for it only if nobody has written
 * since. Before the source is loaded; the preferences may be against it. */
void cairn_cli_start_warm (CairnSource *source);
/* When all is said: what took long is kept for the next time. */
void cairn_cli_keep (CairnSource *source);

/* What the commands that compare two things take; the texts are marked, not yet translated. */
typedef struct
{
  const char *words;   /* as the usage names them */
  const char *summary; /* of the command */
  const char *lacking; /* what to say when there are not @n_words */
  guint n_words;
} CairnCliComparison;

/* Returns the words of the command line; NULL on a wrong one. */
char **cairn_cli_parse_comparison (
  const CairnCliComparison *about, int argc, char **argv, gboolean *as_json, GError **error);

/* Adds a member; @text may be NULL. */
void cairn_cli_add_text (JsonBuilder *b, const char *name, const char *text);
void cairn_cli_print_json (JsonBuilder *b);

G_END_DECLS
