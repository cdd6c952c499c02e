/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The words and signs that a customer rule is written in. */
typedef enum
{
  CAIRN_RULE_TOKEN_END,
  CAIRN_RULE_TOKEN_WORD,
  CAIRN_RULE_TOKEN_QUOTED,
  CAIRN_RULE_TOKEN_OPEN,
  CAIRN_RULE_TOKEN_CLOSE,
  CAIRN_RULE_TOKEN_SIGN, /* = != < <= > >= */
} CairnRuleTokenKind;

typedef struct
{
  CairnRuleTokenKind kind;
  char *text;
  guint place; /* in characters, from 1 on */
} CairnRuleToken;

/* CairnRuleToken, the last one is the end. NULL with an error of CAIRN_RULE_ERROR. */
GArray *cairn_rule_tokenize (const char *text, GError **error);

/* Whether a word without quotes may contain @c. */
gboolean cairn_rule_is_word_char (gunichar c);
/* Whether @text means something of its own unless it stands in quotes. */
gboolean cairn_rule_is_keyword (const char *text);

G_END_DECLS
