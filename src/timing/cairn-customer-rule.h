/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Which customers are meant, in words that people type:
 *   arr >= 50000 and health < 60
 *   csm is "Dana Okafor" or not (plan is free or plan is empty)
 * A test is an attribute, then = != < <= > >= is, is not, contains or does not contain, then a
 * value; or an attribute and "is empty", "is not empty". "not" binds closest, then "and", then
 * "or". Names and values of more than one word stand in quotes. Capitals do not matter. A value
 * that is a number or a date (2026-10-01) is compared as one, a date as the whole day. An attribute
 * that is empty is neither smaller nor larger than anything, and is not anything.
 * "owner" is who had the customer in the stage, all else is looked up in the customers table. */
typedef struct _CairnCustomerRule CairnCustomerRule;

#define CAIRN_RULE_OWNER "owner"
#define CAIRN_RULE_MAX_LENGTH 2000 /* bytes */
#define CAIRN_RULE_MAX_DEPTH 32
#define CAIRN_RULE_MAX_TESTS 100

#define CAIRN_RULE_ERROR (cairn_rule_error_quark ())
GQuark cairn_rule_error_quark (void);

typedef enum
{
  CAIRN_RULE_ERROR_SYNTAX,
  CAIRN_RULE_ERROR_TOO_LONG,
  CAIRN_RULE_ERROR_UNKNOWN_ATTRIBUTE,
} CairnRuleError;

/* NULL with a sentence that says what is wrong and where, in characters from 1 on. */
CairnCustomerRule *cairn_customer_rule_parse (const char *text, GError **error);
CairnCustomerRule *cairn_customer_rule_ref (CairnCustomerRule *self);
void cairn_customer_rule_unref (CairnCustomerRule *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CairnCustomerRule, cairn_customer_rule_unref)

/* The rule again, with as few quotes and parentheses as it needs. Parsing this gives the same rule.
 */
char *cairn_customer_rule_to_string (const CairnCustomerRule *self);

guint cairn_customer_rule_get_n_tests (const CairnCustomerRule *self);
/* The attribute that test @test asks for. */
const char *cairn_customer_rule_get_attribute (const CairnCustomerRule *self, guint test);

/* Whether test @test holds of a value: @text, or @number if that is NULL; empty: NULL and NAN. */
gboolean cairn_customer_rule_test (const CairnCustomerRule *self,
                                   guint test,
                                   const char *text,
                                   double number);

/* What a test compares values with that are no texts. */
typedef struct
{
  const char *sign; /* "=", "<>", "<", "<=", ">", ">="; NULL: it does not compare */
  double number;    /* NAN: not with numbers */
  gint64 from;      /* a moment or a day; not before @to: with neither */
  gint64 to;
  gboolean any; /* not what the value is, but whether there is one */
} CairnRuleComparison;
CairnRuleComparison cairn_customer_rule_get_comparison (const CairnCustomerRule *self, guint test);

/* The rule in words of SQL, with what @write gives in place of its tests. */
typedef char *(*CairnRuleWriteFunc) (guint test, gpointer data);
char *
cairn_customer_rule_write (const CairnCustomerRule *self, CairnRuleWriteFunc write, gpointer data);

/* Whether the rule holds, if @test says so of its tests; those that do not matter are not asked. */
typedef gboolean (*CairnRuleTestFunc) (guint test, gpointer data);
gboolean
cairn_customer_rule_holds (const CairnCustomerRule *self, CairnRuleTestFunc test, gpointer data);

G_END_DECLS
