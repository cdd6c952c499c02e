/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing/cairn-customer-rule.h"

#include "base/cairn-time.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define DAY (24 * 60 * 60)

typedef enum
{
  OP_IS,
  OP_IS_NOT,
  OP_LESS,
  OP_AT_MOST,
  OP_MORE,
  OP_AT_LEAST,
  OP_CONTAINS,
  OP_CONTAINS_NOT,
  OP_EMPTY,
  OP_NOT_EMPTY,
} Op;

static const char *const op_words[] = {
  "is", "is not", "<", "<=", ">", ">=", "contains", "does not contain", "is empty", "is not empty"
};

typedef struct
{
  char *attribute;
  Op op;
  char *value;   /* as typed, without quotes */
  char *folded;  /* of @value, to compare with */
  double number; /* NAN: it is none */
  gint64 from;   /* the moment or day that it is; */
  gint64 to;     /* from >= to: it is none */
} Test;

typedef enum
{
  NODE_TEST,
  NODE_NOT,
  NODE_AND,
  NODE_OR,
} NodeKind;

/* In one array, children before their parents. */
typedef struct
{
  NodeKind kind;
  guint first; /* the test, or a node */
  guint second;
} Node;

struct _CairnCustomerRule
{
  gatomicrefcount ref_count;
  GArray *tests;
  GArray *nodes; /* the last one is the rule */
};

typedef enum
{
  TOKEN_END,
  TOKEN_WORD,
  TOKEN_QUOTED,
  TOKEN_OPEN,
  TOKEN_CLOSE,
  TOKEN_SIGN, /* = != < <= > >= */
} TokenKind;

typedef struct
{
  TokenKind kind;
  char *text;
  guint place; /* in characters, from 1 on */
} Token;

typedef struct
{
  CairnCustomerRule *rule;
  GArray *tokens;
  guint next;
  guint depth;
  GError **error;
} Parser;

G_DEFINE_QUARK (cairn - rule - error, cairn_rule_error)

static void
test_clear (gpointer data)
{
  Test *test = data;

  g_free (test->attribute);
  g_free (test->value);
  g_free (test->folded);
}

static void
token_clear (gpointer data)
{
  g_free (((Token *) data)->text);
}

/* ---- words ---- */

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

static gboolean
is_word_char (gunichar c)
{
  return g_unichar_isalnum (c) || g_unichar_ismark (c)
         || (c < 128 && c > 32 && strchr ("_-.:%@/+#&*$", (int) c) != NULL)
         || (c >= 128 && !g_unichar_isspace (c) && c != 0x201c && c != 0x201d && c != 0x2260
             && c != 0x2264 && c != 0x2265 && g_unichar_isprint (c));
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
read_quoted (Reader *reader, Token *token, GError **error)
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
          token->kind = TOKEN_QUOTED;
          token->text = g_string_free (g_steal_pointer (&text), FALSE);
          return TRUE;
        }
    }
  g_set_error (error, CAIRN_RULE_ERROR, CAIRN_RULE_ERROR_SYNTAX,
               _ ("The quote that begins at character %u does not end."), token->place);
  return FALSE;
}

static gboolean
read_sign (Reader *reader, Token *token)
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

        token->kind = TOKEN_SIGN;
        token->text = g_strdup (signs[i].meaning);
        while (reader->p < end)
          advance (reader);
        return TRUE;
      }
  return FALSE;
}

static void
read_word (Reader *reader, Token *token)
{
  const char *start = reader->p;

  while (*reader->p != '\0' && is_word_char (g_utf8_get_char (reader->p)))
    advance (reader);
  token->kind = TOKEN_WORD;
  token->text = g_strndup (start, (gsize) (reader->p - start));
}

static gboolean
read_token (Reader *reader, Token *token, GError **error)
{
  gunichar c;

  while (*reader->p != '\0' && g_unichar_isspace (g_utf8_get_char (reader->p)))
    advance (reader);
  *token = (Token){ .kind = TOKEN_END, .place = reader->place };
  c = g_utf8_get_char (reader->p);
  if (c == 0)
    return TRUE;
  if (is_quote (c))
    return read_quoted (reader, token, error);
  if (c == '(' || c == ')')
    {
      token->kind = c == '(' ? TOKEN_OPEN : TOKEN_CLOSE;
      token->text = g_strdup (c == '(' ? "(" : ")");
      advance (reader);
      return TRUE;
    }
  if (read_sign (reader, token))
    return TRUE;
  if (is_word_char (c))
    {
      read_word (reader, token);
      return TRUE;
    }
  g_set_error (error, CAIRN_RULE_ERROR, CAIRN_RULE_ERROR_SYNTAX,
               _ ("“%.*s” at character %u means nothing here."),
               (int) (g_utf8_next_char (reader->p) - reader->p), reader->p, reader->place);
  return FALSE;
}

static GArray *
tokenize (const char *text, GError **error)
{
  g_autoptr (GArray) tokens = g_array_new (FALSE, TRUE, sizeof (Token));
  Reader reader = { text, 1 };
  Token token = { 0 };

  g_array_set_clear_func (tokens, token_clear);
  do
    {
      if (!read_token (&reader, &token, error))
        return NULL;
      g_array_append_val (tokens, token);
    }
  while (token.kind != TOKEN_END);
  return g_steal_pointer (&tokens);
}

/* ---- grammar ---- */

static const Token *
peek (const Parser *self)
{
  return &g_array_index (self->tokens, Token, self->next);
}

static gboolean
is_word (const Token *token, const char *word)
{
  return token->kind == TOKEN_WORD && g_ascii_strcasecmp (token->text, word) == 0;
}

static gboolean
take_word (Parser *self, const char *word)
{
  if (!is_word (peek (self), word))
    return FALSE;
  self->next++;
  return TRUE;
}

static gboolean
is_keyword (const char *text)
{
  static const char *const words[]
    = { "and", "or", "not", "is", "contains", "empty", "does", "contain" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_ascii_strcasecmp (text, words[i]) == 0)
      return TRUE;
  return FALSE;
}

/* @wanted: a whole sentence but for the place. */
static gboolean
fail (const Parser *self, const char *wanted)
{
  const Token *token = peek (self);

  if (token->kind == TOKEN_END)
    g_set_error (self->error, CAIRN_RULE_ERROR, CAIRN_RULE_ERROR_SYNTAX,
                 /* translators: %s says what is expected there */
                 _ ("It ends too early: %s."), wanted);
  else
    g_set_error (self->error, CAIRN_RULE_ERROR, CAIRN_RULE_ERROR_SYNTAX,
                 /* translators: a word; a number; what is expected there instead */
                 _ ("“%s” at character %u does not fit: %s."), token->text, token->place, wanted);
  return FALSE;
}

static char *
fold (const char *text)
{
  g_autofree char *normal = g_utf8_normalize (text, -1, G_NORMALIZE_ALL);

  return g_utf8_casefold (normal != NULL ? normal : text, -1);
}

static gboolean
parse_number (const char *text, double *number)
{
  char *end;

  if (!g_ascii_isdigit (*text) && strchr ("+-.", *text) == NULL)
    return FALSE;
  *number = g_ascii_strtod (text, &end);
  return end != text && *end == '\0' && isfinite (*number);
}

static gboolean
parse_moment (const char *text, gint64 *moment)
{
  return g_ascii_isdigit (*text) && strlen (text) >= 10 && text[4] == '-'
         && cairn_time_parse (text, NULL, moment);
}

static void
set_value (Test *test, const Token *token)
{
  test->value = g_strdup (token->text);
  test->folded = fold (token->text);
  test->number = NAN;
  if (token->kind == TOKEN_QUOTED)
    return;
  if (parse_number (token->text, &test->number))
    return;
  test->number = NAN;
  if (parse_moment (token->text, &test->from))
    test->to = test->from + (strlen (token->text) == 10 ? DAY : 1);
}

static gboolean
add_node (Parser *self, NodeKind kind, guint first, guint second)
{
  Node node = { kind, first, second };

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
parse_op (Parser *self, Op *op, gboolean *value)
{
  static const struct
  {
    const char *sign;
    Op op;
  } signs[] = { { "=", OP_IS },       { "!=", OP_IS_NOT }, { "<", OP_LESS },
                { "<=", OP_AT_MOST }, { ">", OP_MORE },    { ">=", OP_AT_LEAST } };
  const Token *token = peek (self);

  *value = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (signs) && token->kind == TOKEN_SIGN; i++)
    if (g_str_equal (token->text, signs[i].sign))
      {
        *op = signs[i].op;
        self->next++;
        return TRUE;
      }
  if (take_word (self, "contains"))
    *op = OP_CONTAINS;
  else if (take_word (self, "is"))
    {
      gboolean negated = take_word (self, "not");

      *value = !take_word (self, "empty");
      if (*value)
        *op = negated ? OP_IS_NOT : OP_IS;
      else
        *op = negated ? OP_NOT_EMPTY : OP_EMPTY;
    }
  else if (take_word (self, "does"))
    {
      *op = OP_CONTAINS_NOT;
      return take_word (self, "not") && take_word (self, "contain");
    }
  else
    return FALSE;
  return TRUE;
}

static gboolean
is_name (const Token *token)
{
  return token->kind == TOKEN_QUOTED || (token->kind == TOKEN_WORD && !is_keyword (token->text));
}

static gboolean
parse_test (Parser *self)
{
  Test test = { 0 };
  gboolean value;

  if (!is_name (peek (self)) || *peek (self)->text == '\0')
    return fail (self, _ ("the name of an attribute is expected, such as arr"));
  test.number = NAN;
  test.attribute = g_strdup (g_array_index (self->tokens, Token, self->next++).text);
  if (!parse_op (self, &test.op, &value))
    {
      test_clear (&test);
      return fail (self, _ ("after an attribute comes =, !=, <, <=, >, >=, “is”, “is not”, "
                            "“contains” or “is empty”"));
    }
  if (value && !is_name (peek (self)))
    {
      test_clear (&test);
      return fail (self, _ ("a value is expected, such as 5 or \"two words\""));
    }
  if (value)
    set_value (&test, &g_array_index (self->tokens, Token, self->next++));
  g_array_append_val (self->rule->tests, test);
  if (self->rule->tests->len > CAIRN_RULE_MAX_TESTS)
    return fail (self, _ ("there are too many tests"));
  return add_node (self, NODE_TEST, self->rule->tests->len - 1, 0);
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
        add_node (self, NODE_NOT, last_node (self), 0);
    }
  else if (peek (self)->kind == TOKEN_OPEN)
    {
      self->next++;
      ok = parse_or (self);
      if (ok && peek (self)->kind != TOKEN_CLOSE)
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
parse_chain (Parser *self, const char *word, NodeKind kind, gboolean (*parse) (Parser *self))
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
  return parse_chain (self, "and", NODE_AND, parse_primary);
}

static gboolean
parse_or (Parser *self)
{
  return parse_chain (self, "or", NODE_OR, parse_and);
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
  tokens = tokenize (text, error);
  if (tokens == NULL)
    return NULL;
  rule = g_new0 (CairnCustomerRule, 1);
  g_atomic_ref_count_init (&rule->ref_count);
  rule->tests = g_array_new (FALSE, TRUE, sizeof (Test));
  g_array_set_clear_func (rule->tests, test_clear);
  rule->nodes = g_array_new (FALSE, TRUE, sizeof (Node));
  parser.rule = rule;
  parser.tokens = tokens;
  if (!parse_or (&parser))
    return NULL;
  if (peek (&parser)->kind != TOKEN_END)
    {
      fail (&parser, _ ("“and” or “or” is expected, or quotes around a value of several words"));
      return NULL;
    }
  return g_steal_pointer (&rule);
}

CairnCustomerRule *
cairn_customer_rule_ref (CairnCustomerRule *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
cairn_customer_rule_unref (CairnCustomerRule *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_array_unref (self->tests);
  g_array_unref (self->nodes);
  g_free (self);
}

/* ---- writing ---- */

static gboolean
is_plain_word (const char *text)
{
  if (*text == '\0' || is_keyword (text))
    return FALSE;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (!is_word_char (g_utf8_get_char (p)))
      return FALSE;
  return TRUE;
}

static void
append_word (GString *out, const char *text, gboolean plain)
{
  if (plain && is_plain_word (text))
    {
      g_string_append (out, text);
      return;
    }
  g_string_append_c (out, '"');
  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '"')
        g_string_append_c (out, '"');
      g_string_append_c (out, *p);
    }
  g_string_append_c (out, '"');
}

/* A word in quotes that would be a number or a date without them keeps them. */
static gboolean
is_what_it_seems (const Test *test)
{
  double number;
  gint64 moment;

  return !isnan (test->number) || test->from < test->to
         || (!parse_number (test->value, &number) && !parse_moment (test->value, &moment));
}

static void
append_test (GString *out, const Test *test)
{
  append_word (out, test->attribute, TRUE);
  g_string_append_printf (out, " %s", op_words[test->op]);
  if (test->value == NULL)
    return;
  g_string_append_c (out, ' ');
  append_word (out, test->value, is_what_it_seems (test));
}

static void append_node (GString *out, const CairnCustomerRule *self, guint place);

static void
append_part (GString *out, const CairnCustomerRule *self, guint place, NodeKind within)
{
  const Node *node = &g_array_index (self->nodes, Node, place);
  gboolean wrap = node->kind > within;

  if (wrap)
    g_string_append_c (out, '(');
  append_node (out, self, place);
  if (wrap)
    g_string_append_c (out, ')');
}

static void
append_node (GString *out, const CairnCustomerRule *self, guint place)
{
  const Node *node = &g_array_index (self->nodes, Node, place);

  switch (node->kind)
    {
    case NODE_TEST:
      append_test (out, &g_array_index (self->tests, Test, node->first));
      break;
    case NODE_NOT:
      g_string_append (out, "not ");
      append_part (out, self, node->first, NODE_NOT);
      break;
    case NODE_AND:
    case NODE_OR:
    default:
      append_part (out, self, node->first, node->kind);
      g_string_append (out, node->kind == NODE_AND ? " and " : " or ");
      append_part (out, self, node->second, node->kind);
    }
}

char *
cairn_customer_rule_to_string (const CairnCustomerRule *self)
{
  GString *out = g_string_new (NULL);

  g_return_val_if_fail (self != NULL, g_string_free (out, FALSE));

  append_node (out, self, self->nodes->len - 1);
  return g_string_free (out, FALSE);
}

/* ---- asking ---- */

guint
cairn_customer_rule_get_n_tests (const CairnCustomerRule *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->tests->len;
}

const char *
cairn_customer_rule_get_attribute (const CairnCustomerRule *self, guint test)
{
  g_return_val_if_fail (self != NULL && test < self->tests->len, NULL);

  return g_array_index (self->tests, Test, test).attribute;
}

static gboolean
compare (Op op, gboolean less, gboolean equal)
{
  switch (op)
    {
    case OP_IS:
      return equal;
    case OP_IS_NOT:
      return !equal;
    case OP_LESS:
      return less;
    case OP_AT_MOST:
      return less || equal;
    case OP_MORE:
      return !less && !equal;
    case OP_AT_LEAST:
      return !less;
    case OP_CONTAINS:
    case OP_CONTAINS_NOT:
    case OP_EMPTY:
    case OP_NOT_EMPTY:
    default:
      return FALSE;
    }
}

static gboolean
test_text (const Test *test, const char *text)
{
  g_autofree char *folded = fold (text);
  int order;

  if (test->op == OP_CONTAINS || test->op == OP_CONTAINS_NOT)
    return (strstr (folded, test->folded) != NULL) == (test->op == OP_CONTAINS);
  order = strcmp (folded, test->folded);
  /* A number or a day is not before or after a word. */
  if ((!isnan (test->number) || test->from < test->to) && test->op != OP_IS
      && test->op != OP_IS_NOT)
    return FALSE;
  return compare (test->op, order < 0, order == 0);
}

gboolean
cairn_customer_rule_test (const CairnCustomerRule *self,
                          guint number_of_test,
                          const char *text,
                          double number)
{
  char written[G_ASCII_DTOSTR_BUF_SIZE];
  const Test *test;
  gint64 moment;

  g_return_val_if_fail (self != NULL && number_of_test < self->tests->len, FALSE);

  test = &g_array_index (self->tests, Test, number_of_test);
  if (text != NULL && *text == '\0')
    text = NULL;
  if (text == NULL && isnan (number))
    return test->op == OP_EMPTY || test->op == OP_IS_NOT || test->op == OP_CONTAINS_NOT;
  if (test->op == OP_EMPTY || test->op == OP_NOT_EMPTY)
    return test->op == OP_NOT_EMPTY;
  if (test->op != OP_CONTAINS && test->op != OP_CONTAINS_NOT)
    {
      if (!isnan (test->number) && (text == NULL || parse_number (text, &number)))
        return compare (test->op, number < test->number, number == test->number);
      if (test->from < test->to && text != NULL && parse_moment (text, &moment))
        return compare (test->op, moment < test->from, moment >= test->from && moment < test->to);
      /* Databases keep moments as seconds, too. */
      if (test->from < test->to && text == NULL)
        return compare (test->op, number < (double) test->from,
                        number >= (double) test->from && number < (double) test->to);
    }
  return test_text (
    test, text != NULL ? text : g_ascii_formatd (written, sizeof written, "%.15g", number));
}

static gboolean
holds (const CairnCustomerRule *self, guint place, CairnRuleTestFunc test, gpointer data)
{
  const Node *node = &g_array_index (self->nodes, Node, place);

  switch (node->kind)
    {
    case NODE_TEST:
      return test (node->first, data);
    case NODE_NOT:
      return !holds (self, node->first, test, data);
    case NODE_AND:
      return holds (self, node->first, test, data) && holds (self, node->second, test, data);
    case NODE_OR:
    default:
      return holds (self, node->first, test, data) || holds (self, node->second, test, data);
    }
}

gboolean
cairn_customer_rule_holds (const CairnCustomerRule *self, CairnRuleTestFunc test, gpointer data)
{
  g_return_val_if_fail (self != NULL && test != NULL, FALSE);

  return holds (self, self->nodes->len - 1, test, data);
}

CairnRuleComparison
cairn_customer_rule_get_comparison (const CairnCustomerRule *self, guint number_of_test)
{
  static const char *const signs[]
    = { [OP_IS] = "=",       [OP_IS_NOT] = "<>", [OP_LESS] = "<",
        [OP_AT_MOST] = "<=", [OP_MORE] = ">",    [OP_AT_LEAST] = ">=" };
  CairnRuleComparison comparison = { NULL, NAN, 0, 0, FALSE };
  const Test *test;

  g_return_val_if_fail (self != NULL && number_of_test < self->tests->len, comparison);

  test = &g_array_index (self->tests, Test, number_of_test);
  if (test->op <= OP_AT_LEAST)
    comparison
      = (CairnRuleComparison){ signs[test->op], test->number, test->from, test->to, FALSE };
  comparison.any = test->op == OP_EMPTY || test->op == OP_NOT_EMPTY;
  return comparison;
}

static char *
write_node (const CairnCustomerRule *self, guint place, CairnRuleWriteFunc write, gpointer data)
{
  const Node *node = &g_array_index (self->nodes, Node, place);
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  if (node->kind == NODE_TEST)
    return write (node->first, data);
  first = write_node (self, node->first, write, data);
  if (node->kind == NODE_NOT)
    return g_strdup_printf ("(NOT %s)", first);
  second = write_node (self, node->second, write, data);
  return g_strdup_printf ("(%s %s %s)", first, node->kind == NODE_AND ? "AND" : "OR", second);
}

char *
cairn_customer_rule_write (const CairnCustomerRule *self, CairnRuleWriteFunc write, gpointer data)
{
  g_return_val_if_fail (self != NULL && write != NULL, NULL);

  return write_node (self, self->nodes->len - 1, write, data);
}
