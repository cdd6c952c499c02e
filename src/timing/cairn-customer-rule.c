/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing/cairn-customer-rule-private.h"

#include "base/cairn-time.h"

#include <math.h>
#include <string.h>

G_DEFINE_QUARK (cairn - rule - error, cairn_rule_error)

void
cairn_rule_test_clear (gpointer data)
{
  CairnRuleTest *test = data;

  g_free (test->attribute);
  g_free (test->value);
  g_free (test->folded);
}

CairnCustomerRule *
cairn_customer_rule_new (void)
{
  CairnCustomerRule *self = g_new0 (CairnCustomerRule, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->tests = g_array_new (FALSE, TRUE, sizeof (CairnRuleTest));
  g_array_set_clear_func (self->tests, cairn_rule_test_clear);
  self->nodes = g_array_new (FALSE, TRUE, sizeof (CairnRuleNode));
  return self;
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

char *
cairn_rule_fold (const char *text)
{
  g_autofree char *normal = g_utf8_normalize (text, -1, G_NORMALIZE_ALL);

  return g_utf8_casefold (normal != NULL ? normal : text, -1);
}

gboolean
cairn_rule_parse_number (const char *text, double *number)
{
  char *end;

  if (!g_ascii_isdigit (*text) && strchr ("+-.", *text) == NULL)
    return FALSE;
  *number = g_ascii_strtod (text, &end);
  return end != text && *end == '\0' && isfinite (*number);
}

gboolean
cairn_rule_parse_moment (const char *text, gint64 *moment)
{
  return g_ascii_isdigit (*text) && strlen (text) >= 10 && text[4] == '-'
         && cairn_time_parse (text, NULL, moment);
}

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

  return g_array_index (self->tests, CairnRuleTest, test).attribute;
}

static gboolean
compare (CairnRuleOp op, gboolean less, gboolean equal)
{
  switch (op)
    {
    case CAIRN_RULE_OP_IS:
      return equal;
    case CAIRN_RULE_OP_IS_NOT:
      return !equal;
    case CAIRN_RULE_OP_LESS:
      return less;
    case CAIRN_RULE_OP_AT_MOST:
      return less || equal;
    case CAIRN_RULE_OP_MORE:
      return !less && !equal;
    case CAIRN_RULE_OP_AT_LEAST:
      return !less;
    case CAIRN_RULE_OP_CONTAINS:
    case CAIRN_RULE_OP_CONTAINS_NOT:
    case CAIRN_RULE_OP_EMPTY:
    case CAIRN_RULE_OP_NOT_EMPTY:
    default:
      return FALSE;
    }
}

static gboolean
test_text (const CairnRuleTest *test, const char *text)
{
  g_autofree char *folded = cairn_rule_fold (text);
  int order;

  if (test->op == CAIRN_RULE_OP_CONTAINS || test->op == CAIRN_RULE_OP_CONTAINS_NOT)
    return (strstr (folded, test->folded) != NULL) == (test->op == CAIRN_RULE_OP_CONTAINS);
  order = strcmp (folded, test->folded);
  /* A number or a day is not before or after a word. */
  if ((!isnan (test->number) || test->from < test->to) && test->op != CAIRN_RULE_OP_IS
      && test->op != CAIRN_RULE_OP_IS_NOT)
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
  const CairnRuleTest *test;
  gint64 moment;

  g_return_val_if_fail (self != NULL && number_of_test < self->tests->len, FALSE);

  test = &g_array_index (self->tests, CairnRuleTest, number_of_test);
  if (text != NULL && *text == '\0')
    text = NULL;
  if (text == NULL && isnan (number))
    return test->op == CAIRN_RULE_OP_EMPTY || test->op == CAIRN_RULE_OP_IS_NOT
           || test->op == CAIRN_RULE_OP_CONTAINS_NOT;
  if (test->op == CAIRN_RULE_OP_EMPTY || test->op == CAIRN_RULE_OP_NOT_EMPTY)
    return test->op == CAIRN_RULE_OP_NOT_EMPTY;
  if (test->op != CAIRN_RULE_OP_CONTAINS && test->op != CAIRN_RULE_OP_CONTAINS_NOT)
    {
      if (!isnan (test->number) && (text == NULL || cairn_rule_parse_number (text, &number)))
        return compare (test->op, number < test->number, number == test->number);
      if (test->from < test->to && text != NULL && cairn_rule_parse_moment (text, &moment))
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
  const CairnRuleNode *node = &g_array_index (self->nodes, CairnRuleNode, place);

  switch (node->kind)
    {
    case CAIRN_RULE_NODE_TEST:
      return test (node->first, data);
    case CAIRN_RULE_NODE_NOT:
      return !holds (self, node->first, test, data);
    case CAIRN_RULE_NODE_AND:
      return holds (self, node->first, test, data) && holds (self, node->second, test, data);
    case CAIRN_RULE_NODE_OR:
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
  static const char *const signs[] = {
    [CAIRN_RULE_OP_IS] = "=",       [CAIRN_RULE_OP_IS_NOT] = "<>", [CAIRN_RULE_OP_LESS] = "<",
    [CAIRN_RULE_OP_AT_MOST] = "<=", [CAIRN_RULE_OP_MORE] = ">",    [CAIRN_RULE_OP_AT_LEAST] = ">="
  };
  CairnRuleComparison comparison = { NULL, NAN, 0, 0, FALSE };
  const CairnRuleTest *test;

  g_return_val_if_fail (self != NULL && number_of_test < self->tests->len, comparison);

  test = &g_array_index (self->tests, CairnRuleTest, number_of_test);
  if (test->op <= CAIRN_RULE_OP_AT_LEAST)
    comparison
      = (CairnRuleComparison){ signs[test->op], test->number, test->from, test->to, FALSE };
  comparison.any = test->op == CAIRN_RULE_OP_EMPTY || test->op == CAIRN_RULE_OP_NOT_EMPTY;
  return comparison;
}
