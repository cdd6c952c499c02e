/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing/cairn-customer-rule-private.h"
#include "timing/cairn-rule-token-private.h"

#include <math.h>

static const char *const op_words[] = {
  "is", "is not", "<", "<=", ">", ">=", "contains", "does not contain", "is empty", "is not empty"
};

static gboolean
is_plain_word (const char *text)
{
  if (*text == '\0' || cairn_rule_is_keyword (text))
    return FALSE;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (!cairn_rule_is_word_char (g_utf8_get_char (p)))
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
is_what_it_seems (const CairnRuleTest *test)
{
  double number;
  gint64 moment;

  return !isnan (test->number) || test->from < test->to
         || (!cairn_rule_parse_number (test->value, &number)
             && !cairn_rule_parse_moment (test->value, &moment));
}

static void
append_test (GString *out, const CairnRuleTest *test)
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
append_part (GString *out, const CairnCustomerRule *self, guint place, CairnRuleNodeKind within)
{
  const CairnRuleNode *node = &g_array_index (self->nodes, CairnRuleNode, place);
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
  const CairnRuleNode *node = &g_array_index (self->nodes, CairnRuleNode, place);

  switch (node->kind)
    {
    case CAIRN_RULE_NODE_TEST:
      append_test (out, &g_array_index (self->tests, CairnRuleTest, node->first));
      break;
    case CAIRN_RULE_NODE_NOT:
      g_string_append (out, "not ");
      append_part (out, self, node->first, CAIRN_RULE_NODE_NOT);
      break;
    case CAIRN_RULE_NODE_AND:
    case CAIRN_RULE_NODE_OR:
    default:
      append_part (out, self, node->first, node->kind);
      g_string_append (out, node->kind == CAIRN_RULE_NODE_AND ? " and " : " or ");
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

static char *
write_node (const CairnCustomerRule *self, guint place, CairnRuleWriteFunc write, gpointer data)
{
  const CairnRuleNode *node = &g_array_index (self->nodes, CairnRuleNode, place);
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  if (node->kind == CAIRN_RULE_NODE_TEST)
    return write (node->first, data);
  first = write_node (self, node->first, write, data);
  if (node->kind == CAIRN_RULE_NODE_NOT)
    return g_strdup_printf ("(NOT %s)", first);
  second = write_node (self, node->second, write, data);
  return g_strdup_printf ("(%s %s %s)", first, node->kind == CAIRN_RULE_NODE_AND ? "AND" : "OR",
                          second);
}

char *
cairn_customer_rule_write (const CairnCustomerRule *self, CairnRuleWriteFunc write, gpointer data)
{
  g_return_val_if_fail (self != NULL && write != NULL, NULL);

  return write_node (self, self->nodes->len - 1, write, data);
}
