/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing/cairn-customer-rule-private.h"
#include "timing/cairn-rule-token-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define DAY (24 * 60 * 60)

typedef struct
{
  CairnCustomerRule *rule;
  GArray *tokens;
  guint next;
  guint depth;
  GError **error;
} Parser;

static const CairnRuleToken *
peek (const Parser *self)
{
  return &g_array_index (self->tokens, CairnRuleToken, self->next);
}

static gboolean
is_word (const CairnRuleToken *token, const char *word)
{
  return token->kind == CAIRN_RULE_TOKEN_WORD && g_ascii_strcasecmp (token->text, word) == 0;
}

static gboolean
take_word (Parser *self, const char *word)
{
  if (!is_word (peek (self), word))
    return FALSE;
  self->next++;
  return TRUE;
}

/* @wanted: a whole sentence but for the place. */
static gboolean
fail (const Parser *self, const char *wanted)
{
  const CairnRuleToken *token = peek (self);

  if (token->kind == CAIRN_RULE_TOKEN_END)
    g_set_error (self->error, CAIRN_RULE_ERROR, CAIRN_RULE_ERROR_SYNTAX,
                 /* translators: %s says what is expected there */
                 _ ("It ends too early: %s."), wanted);
  else
    g_set_error (self->error, CAIRN_RULE_ERROR, CAIRN_RULE_ERROR_SYNTAX,
                 /* translators: a word; a number; what is expected there instead */
                 _ ("“%s” at character %u does not fit: %s."), token->text, token->place, wanted);
  return FALSE;
}

static void
set_value (CairnRuleTest *test, const CairnRuleToken *token)
{
  test->value = g_strdup (token->text);
  test->folded = cairn_rule_fold (token->text);
  test->number = NAN;
  if (token->kind == CAIRN_RULE_TOKEN_QUOTED)
    return;
  if (cairn_rule_parse_number (token->text, &test->number))
    return;
  test->number = NAN;
  if (cairn_rule_parse_moment (token->text, &test->from))
    test->to = test->from + (strlen (token->text) == 10 ? DAY : 1);
}

static gboolean
add_node (Parser *self, CairnRuleNodeKind kind, guint first, guint second)
{
  CairnRuleNode node = { kind, first, second };

  g_array_append_val (self->rule->nodes, node);
  return TRUE;
}

static guint
last_node (const Parser *self)
{
  return self->rule->nodes->len - 1;
}

/* Sets @op unless it needs a value still; *@value tells. FALSE: no such test. */
static gboolean
parse_op (Parser *self, CairnRuleOp *op, gboolean *value)
{
  static const struct
  {
    const char *sign;
    CairnRuleOp op;
  } signs[] = { { "=", CAIRN_RULE_OP_IS },   { "!=", CAIRN_RULE_OP_IS_NOT },
                { "<", CAIRN_RULE_OP_LESS }, { "<=", CAIRN_RULE_OP_AT_MOST },
                { ">", CAIRN_RULE_OP_MORE }, { ">=", CAIRN_RULE_OP_AT_LEAST } };
  const CairnRuleToken *token = peek (self);

  *value = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (signs) && token->kind == CAIRN_RULE_TOKEN_SIGN; i++)
    if (g_str_equal (token->text, signs[i].sign))
      {
        *op = signs[i].op;
        self->next++;
        return TRUE;
      }
  if (take_word (self, "contains"))
    *op = CAIRN_RULE_OP_CONTAINS;
  else if (take_word (self, "is"))
    {
      gboolean negated = take_word (self, "not");

      *value = !take_word (self, "empty");
      if (*value)
        *op = negated ? CAIRN_RULE_OP_IS_NOT : CAIRN_RULE_OP_IS;
      else
        *op = negated ? CAIRN_RULE_OP_NOT_EMPTY : CAIRN_RULE_OP_EMPTY;
    }
  else if (take_word (self, "does"))
    {
      *op = CAIRN_RULE_OP_CONTAINS_NOT;
      return take_word (self, "not") && take_word (self, "contain");
    }
  else
    return FALSE;
  return TRUE;
}

static gboolean
is_name (const CairnRuleToken *token)
{
  return token->kind == CAIRN_RULE_TOKEN_QUOTED
         || (token->kind == CAIRN_RULE_TOKEN_WORD && !cairn_rule_is_keyword (token->text));
}

static gboolean
parse_test (Parser *self)
{
  CairnRuleTest test = { 0 };
  gboolean value;

  if (!is_name (peek (self)) || *peek (self)->text == '\0')
    return fail (self, _ ("the name of an attribute is expected, such as arr"));
  test.number = NAN;
  test.attribute = g_strdup (g_array_index (self->tokens, CairnRuleToken, self->next++).text);
  if (!parse_op (self, &test.op, &value))
    {
      cairn_rule_test_clear (&test);
      return fail (self, _ ("after an attribute comes =, !=, <, <=, >, >=, “is”, “is not”, "
                            "“contains” or “is empty”"));
    }
  if (value && !is_name (peek (self)))
    {
      cairn_rule_test_clear (&test);
      return fail (self, _ ("a value is expected, such as 5 or \"two words\""));
    }
  if (value)
    set_value (&test, &g_array_index (self->tokens, CairnRuleToken, self->next++));
  g_array_append_val (self->rule->tests, test);
  if (self->rule->tests->len > CAIRN_RULE_MAX_TESTS)
    return fail (self, _ ("there are too many tests"));
  return add_node (self, CAIRN_RULE_NODE_TEST, self->rule->tests->len - 1, 0);
}

static gboolean parse_or (Parser *self);

static gboolean
parse_primary (Parser *self)
{
  gboolean ok = TRUE;

  if (self->depth >= CAIRN_RULE_MAX_DEPTH)
    return fail (self, _ ("there are too many parentheses within each other"));
  self->depth++;
  if (take_word (self, "not"))
    {
      ok = parse_primary (self);
      if (ok)
        add_node (self, CAIRN_RULE_NODE_NOT, last_node (self), 0);
    }
  else if (peek (self)->kind == CAIRN_RULE_TOKEN_OPEN)
    {
      self->next++;
      ok = parse_or (self);
      if (ok && peek (self)->kind != CAIRN_RULE_TOKEN_CLOSE)
        ok = fail (self, _ ("“and”, “or” or “)” is expected"));
      else if (ok)
        self->next++;
    }
  else
    ok = parse_test (self);
  self->depth--;
  return ok;
}

static gboolean
parse_chain (Parser *self,
             const char *word,
             CairnRuleNodeKind kind,
             gboolean (*parse) (Parser *self))
{
  guint left;

  if (!parse (self))
    return FALSE;
  left = last_node (self);
  while (take_word (self, word))
    {
      if (!parse (self))
        return FALSE;
      add_node (self, kind, left, last_node (self));
      left = last_node (self);
    }
  return TRUE;
}

static gboolean
parse_and (Parser *self)
{
  return parse_chain (self, "and", CAIRN_RULE_NODE_AND, parse_primary);
}

static gboolean
parse_or (Parser *self)
{
  return parse_chain (self, "or", CAIRN_RULE_NODE_OR, parse_and);
}

CairnCustomerRule *
cairn_customer_rule_parse (const char *text, GError **error)
{
  g_autoptr (CairnCustomerRule) rule = NULL;
  g_autoptr (GArray) tokens = NULL;
  Parser parser = { .error = error };

  g_return_val_if_fail (text != NULL, NULL);

  if (strlen (text) > CAIRN_RULE_MAX_LENGTH || !g_utf8_validate (text, -1, NULL))
    {
      g_set_error (error, CAIRN_RULE_ERROR, CAIRN_RULE_ERROR_TOO_LONG,
                   _ ("A rule is text of at most %d characters."), CAIRN_RULE_MAX_LENGTH);
      return NULL;
    }
  tokens = cairn_rule_tokenize (text, error);
  if (tokens == NULL)
    return NULL;
  rule = cairn_customer_rule_new ();
  parser.rule = rule;
  parser.tokens = tokens;
  if (!parse_or (&parser))
    return NULL;
  if (peek (&parser)->kind != CAIRN_RULE_TOKEN_END)
    {
      fail (&parser, _ ("“and” or “or” is expected, or quotes around a value of several words"));
      return NULL;
    }
  return g_steal_pointer (&rule);
}
