/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a word of "lifecycle:transition" means for the time in a stage. */
typedef enum
{
  CAIRN_TRANSITION_START,
  CAIRN_TRANSITION_END,
  CAIRN_TRANSITION_OTHER, /* scheduled, assigned, suspended …: still where it was */
} CairnTransition;

/* In any case, with "_", "-" or blanks between words. NULL, where nothing is said, is an end. */
CairnTransition cairn_transition_parse (const char *word);

G_END_DECLS
