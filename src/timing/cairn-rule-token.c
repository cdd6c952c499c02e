/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing/cairn-rule-token-private.h"

#include "timing/cairn-customer-rule.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static void
token_clear (gpointer data)
{
  g_free (((CairnRuleToken *) data)->text);
}

typedef struct
{
  const char *p;
  guint place;
} Reader;

static void
advance (Reader *reader)
{
  reader->p = g_utf8_next_char (reader->p);
  reader->place++;
}

gboolean
cairn_rule_is_word_char (gunichar c)
{
  return g_unichar_isalnum (c) || g_unichar_ismark (c)
         || (c < 128 && c > 32 && strchr ("_-.:%@/+#&*$", (int) c) != NULL)
         || (c >= 128 && !g_unichar_isspace (c) && c != 0x201c && c != 0x201d && c != 0x2260
             && c != 0x2264 && c != 0x2265 && g_unichar_isprint (c));
}

gboolean
cairn_rule_is_keyword (const char *text)
{
  static const char *const words[]
    = { "and", "or", "not", "is", "contains", "empty", "does", "contain" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_ascii_strcasecmp (text, words[i]) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
is_quote (gunichar c)
{
  return c == '"' || c == 0x201c || c == 0x201d || c == '`';
}

static gboolean
same_quote (gunichar open, gunichar close)
{
  return open == '"' || open == '`' ? close == open : close == 0x201d || close == 0x201c;
}

/* A quote within quotes is written twice. */
static gboolean
read_quoted (Reader *reader, CairnRuleToken *token, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  gunichar open = g_utf8_get_char (reader->p);

  advance (reader);
  while (*reader->p != '\0')
    {
      gunichar c = g_utf8_get_char (reader->p);

      advance (reader);
      if (!same_quote (open, c))
        g_string_append_unichar (text, c);
      else if (open < 128 && g_utf8_get_char (reader->p) == open)
        {
          g_string_append_unichar (text, c);
          advance (reader);
        }
      else
        {
          token->kind = CAIRN_RULE_TOKEN_QUOTED;
          token->text = g_string_free (g_steal_pointer (&text), FALSE);
          return TRUE;
        }
    }
  g_set_error (error, CAIRN_RULE_ERROR, CAIRN_RULE_ERROR_SYNTAX,
               _ ("The quote that begins at character %u does not end."), token->place);
  return FALSE;
}

static gboolean
read_sign (Reader *reader, CairnRuleToken *token)
{
  static const struct
  {
    const char *text;
    const char *meaning;
  } signs[] = {
    { "<=", "<=" }, { ">=", ">=" }, { "!=", "!=" }, { "<>", "!=" }, { "==", "=" }, { "=", "=" },
    { "<", "<" },   { ">", ">" },   { "≤", "<=" },  { "≥", ">=" },  { "≠", "!=" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
    if (g_str_has_prefix (reader->p, signs[i].text))
      {
        const char *end = reader->p + strlen (signs[i].text);

        token->kind = CAIRN_RULE_TOKEN_SIGN;
        token->text = g_strdup (signs[i].meaning);
        while (reader->p < end)
          advance (reader);
        return TRUE;
      }
  return FALSE;
}

static void
read_word (Reader *reader, CairnRuleToken *token)
{
  const char *start = reader->p;

  while (*reader->p != '\0' && cairn_rule_is_word_char (g_utf8_get_char (reader->p)))
    advance (reader);
  token->kind = CAIRN_RULE_TOKEN_WORD;
  token->text = g_strndup (start, (gsize) (reader->p - start));
}

static gboolean
read_token (Reader *reader, CairnRuleToken *token, GError **error)
{
  gunichar c;

  while (*reader->p != '\0' && g_unichar_isspace (g_utf8_get_char (reader->p)))
    advance (reader);
  *token = (CairnRuleToken){ .kind = CAIRN_RULE_TOKEN_END, .place = reader->place };
  c = g_utf8_get_char (reader->p);
  if (c == 0)
    return TRUE;
  if (is_quote (c))
    return read_quoted (reader, token, error);
  if (c == '(' || c == ')')
    {
      token->kind = c == '(' ? CAIRN_RULE_TOKEN_OPEN : CAIRN_RULE_TOKEN_CLOSE;
      token->text = g_strdup (c == '(' ? "(" : ")");
      advance (reader);
      return TRUE;
    }
  if (read_sign (reader, token))
    return TRUE;
  if (cairn_rule_is_word_char (c))
    {
      read_word (reader, token);
      return TRUE;
    }
  g_set_error (error, CAIRN_RULE_ERROR, CAIRN_RULE_ERROR_SYNTAX,
               _ ("“%.*s” at character %u means nothing here."),
               (int) (g_utf8_next_char (reader->p) - reader->p), reader->p, reader->place);
  return FALSE;
}

GArray *
cairn_rule_tokenize (const char *text, GError **error)
{
  g_autoptr (GArray) tokens = g_array_new (FALSE, TRUE, sizeof (CairnRuleToken));
  Reader reader = { text, 1 };
  CairnRuleToken token = { 0 };

  g_array_set_clear_func (tokens, token_clear);
  do
    {
      if (!read_token (&reader, &token, error))
        return NULL;
      g_array_append_val (tokens, token);
    }
  while (token.kind != CAIRN_RULE_TOKEN_END);
  return g_steal_pointer (&tokens);
}
