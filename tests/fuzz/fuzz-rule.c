/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A rule that can be read is written so that it reads the same, and can be asked about anything. */
#include "fuzz.h"

#include "timing/cairn-customer-rule.h"

#include <math.h>
#include <string.h>

static gboolean
test_cb (guint test, gpointer data)
{
  static const char *const texts[] = { NULL, "", "Dana", "50000", "2026-10-01", "\xe2\x82\xac" };
  const CairnCustomerRule *rule = data;
  gboolean holds = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    holds ^= cairn_customer_rule_test (rule, test, texts[i], i == 0 ? 60.5 : NAN);
  return holds;
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (CairnCustomerRule) rule = cairn_customer_rule_parse (text, &error);
  g_autoptr (CairnCustomerRule) again = NULL;
  g_autofree char *written = NULL;
  g_autofree char *rewritten = NULL;

  g_assert_true ((rule == NULL) == (error != NULL));
  if (rule == NULL)
    return 0;
  cairn_customer_rule_holds (rule, test_cb, rule);
  written = cairn_customer_rule_to_string (rule);
  if (strlen (written) > CAIRN_RULE_MAX_LENGTH)
    return 0;
  again = cairn_customer_rule_parse (written, &error);
  g_assert_no_error (error);
  rewritten = cairn_customer_rule_to_string (again);
  g_assert_cmpstr (rewritten, ==, written);
  g_assert_cmpuint (cairn_customer_rule_get_n_tests (again), ==,
                    cairn_customer_rule_get_n_tests (rule));
  return 0;
}
