/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing/cairn-customer-rule.h"

#include <math.h>
#include <string.h>

/* One customer whom everything below is asked about. */
static const struct
{
  const char *name;
  const char *text;
  double number;
} customer[] = {
  { "arr", NULL, 50000 },        { "health", NULL, 41.5 },
  { "csm", "Dana Okafor", NAN }, { "plan", "Free", NAN },
  { "stage", NULL, NAN },        { "renewal", "2026-10-01T15:30:00Z", NAN },
  { "since", NULL, 1790812800 }, { "code", "0042", NAN },
  { "two words", "x", NAN },     { "city", "Zürich", NAN },
};

static gboolean
test_cb (guint test, gpointer data)
{
  const char *name = cairn_customer_rule_get_attribute (data, test);

  for (guint i = 0; i < G_N_ELEMENTS (customer); i++)
    if (g_ascii_strcasecmp (customer[i].name, name) == 0)
      return cairn_customer_rule_test (data, test, customer[i].text, customer[i].number);
  g_assert_not_reached ();
}

static const struct
{
  const char *text;
  gboolean holds;
  const char *written; /* NULL: as typed */
} rules[] = {
  { "arr = 50000", TRUE, "arr is 50000" },
  { "ARR == 5e4", TRUE, "ARR is 5e4" },
  { "arr >= 50000", TRUE, NULL },
  { "arr≥50000", TRUE, "arr >= 50000" },
  { "arr > 50000", FALSE, NULL },
  { "arr <> 50000", FALSE, "arr is not 50000" },
  { "arr <= 49999.5", FALSE, NULL },
  { "health < 60 and arr >= 50000", TRUE, NULL },
  { "health < 60 AND NOT arr >= 50000", FALSE, "health < 60 and not arr >= 50000" },
  { "health > 60 or arr > 1 and plan is paid", FALSE, NULL },
  { "(health < 60 or arr > 1) and plan is paid", FALSE, NULL },
  { "health < 60 or (arr > 1 and plan is paid)", TRUE, "health < 60 or arr > 1 and plan is paid" },
  { "not (health < 60 or plan is free)", FALSE, NULL },
  { "not not plan is free", TRUE, NULL },
  { "csm is \"Dana Okafor\"", TRUE, NULL },
  { "csm is “dana okafor”", TRUE, "csm is \"dana okafor\"" },
  { "csm is not Dana", TRUE, NULL },
  { "csm contains okaf", TRUE, NULL },
  { "csm does not contain okaf", FALSE, NULL },
  { "plan is free", TRUE, NULL },
  { "plan is not free", FALSE, NULL },
  { "plan != 5", TRUE, "plan is not 5" },
  { "plan < 5", FALSE, NULL },
  { "plan > 5", FALSE, NULL },
  { "plan < G", TRUE, NULL },
  { "stage is empty", TRUE, NULL },
  { "stage is not empty", FALSE, NULL },
  { "stage is x", FALSE, NULL },
  { "stage is not x", TRUE, NULL },
  { "stage < 5", FALSE, NULL },
  { "stage >= 5", FALSE, NULL },
  { "arr is not empty", TRUE, NULL },
  { "renewal is 2026-10-01", TRUE, NULL },
  { "renewal < 2026-10-01", FALSE, NULL },
  { "renewal <= 2026-10-01", TRUE, NULL },
  { "renewal > 2026-10-01", FALSE, NULL },
  { "renewal > 2026-10-01T15:00", TRUE, NULL },
  { "renewal >= 2026-10-02", FALSE, NULL },
  { "since is 2026-10-01", TRUE, NULL },
  { "since > 2026-10-01", FALSE, NULL },
  { "code is 42", TRUE, NULL },
  { "code is \"42\"", FALSE, NULL },
  { "code is \"0042\"", TRUE, NULL },
  { "arr contains 500", TRUE, NULL },
  { "\"two words\" is x", TRUE, NULL },
  { "\"two words\" = \"say \"\"x\"\"\"", FALSE, "\"two words\" is \"say \"\"x\"\"\"" },
  { "city is ZÜRICH", TRUE, NULL },
  { "arr > -5", TRUE, NULL },
};

static void
test_rules (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (CairnCustomerRule) rule = cairn_customer_rule_parse (rules[i].text, &error);
      g_autoptr (CairnCustomerRule) again = NULL;
      g_autofree char *written = NULL;

      g_assert_no_error (error);
      written = cairn_customer_rule_to_string (rule);
      g_assert_cmpstr (written, ==, rules[i].written != NULL ? rules[i].written : rules[i].text);
      if (cairn_customer_rule_holds (rule, test_cb, rule) != rules[i].holds)
        g_error ("%s: not %d", rules[i].text, rules[i].holds);
      again = cairn_customer_rule_parse (written, &error);
      g_assert_no_error (error);
      g_assert_true (cairn_customer_rule_holds (again, test_cb, again) == rules[i].holds);
    }
}

static const struct
{
  const char *text;
  const char *says;
} mistakes[] = {
  { "", "name of an attribute" },
  { "   ", "name of an attribute" },
  { "arr", "too early" },
  { "arr >=", "a value" },
  { "arr >= 5 and", "too early" },
  { "arr >> 5", "“>” at character 6" },
  { "arr is Dana Okafor", "“Okafor” at character 13" },
  { "csm is \"Dana", "at character 8 does not end" },
  { "(arr > 5", "too early" },
  { "(arr > 5 5", "“5” at character 10" },
  { "arr > 5)", "“)” at character 8" },
  { "and > 5", "“and” at character 1" },
  { "arr is not", "a value" },
  { "arr does contain 5", "after an attribute" },
  { "größe ! 5", "“!” at character 7" },
};

static void
test_mistakes (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (mistakes); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (cairn_customer_rule_parse (mistakes[i].text, &error));
      g_assert_error (error, CAIRN_RULE_ERROR, CAIRN_RULE_ERROR_SYNTAX);
      if (strstr (error->message, mistakes[i].says) == NULL)
        g_error ("%s: %s", mistakes[i].text, error->message);
    }
}

static void
test_limits (void)
{
  g_autoptr (GString) deep = g_string_new (NULL);
  g_autoptr (GString) many = g_string_new ("a=1");
  g_autofree char *lengthy = g_strnfill (CAIRN_RULE_MAX_LENGTH + 1, 'a');
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 40; i++)
    g_string_append (deep, "not (");
  g_assert_null (cairn_customer_rule_parse (deep->str, &error));
  g_assert_error (error, CAIRN_RULE_ERROR, CAIRN_RULE_ERROR_SYNTAX);
  g_clear_error (&error);
  for (guint i = 0; i < CAIRN_RULE_MAX_TESTS; i++)
    g_string_append (many, " or a=1");
  g_assert_null (cairn_customer_rule_parse (many->str, &error));
  g_assert_error (error, CAIRN_RULE_ERROR, CAIRN_RULE_ERROR_SYNTAX);
  g_clear_error (&error);
  g_assert_null (cairn_customer_rule_parse (lengthy, &error));
  g_assert_error (error, CAIRN_RULE_ERROR, CAIRN_RULE_ERROR_TOO_LONG);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rule/holds", test_rules);
  g_test_add_func ("/rule/mistakes", test_mistakes);
  g_test_add_func ("/rule/limits", test_limits);
  return g_test_run ();
}
