/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "insight/cairn-diagram-checks.h"

#include "insight/cairn-diagram-compare-private.h"
#include "model/cairn-sipoc-chain.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define FEWEST_STEPS 4
#define MOST_STEPS 7

void
cairn_check_free (CairnCheck *self)
{
  g_free (self->text);
  g_free (self);
}

GPtrArray *
cairn_checks_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) cairn_check_free);
}

void
cairn_checks_add (GPtrArray *checks, CairnCheckKind kind, CairnElement *element, char *text)
{
  CairnCheck *check = g_new0 (CairnCheck, 1);

  check->kind = kind;
  check->element = element;
  check->text = text;
  g_ptr_array_add (checks, check);
}

static gboolean
is_unnamed (const CairnElement *element)
{
  g_autofree char *title = g_strstrip (g_strdup (cairn_element_get_title (element)));

  return *title == '\0';
}

static void
check_name (GPtrArray *checks, CairnElement *element)
{
  static const char *const columns[] = {
    N_ ("A supplier has no name."),     N_ ("An input has no name."),
    N_ ("A process step has no name."), N_ ("An output has no name."),
    N_ ("A customer has no name."),     N_ ("A requirement has no name."),
  };

  if (is_unnamed (element))
    cairn_checks_add (checks, CAIRN_CHECK_NO_NAME, element,
                      g_strdup (_ (columns[cairn_sipoc_column_of (element)])));
}

static void
check_item (GPtrArray *checks, CairnElement *item)
{
  const char *name = cairn_element_get_title (item);

  check_name (checks, item);
  switch (cairn_sipoc_column_of (item))
    {
    case CAIRN_COLUMN_INPUTS:
      if (!cairn_sipoc_reaches (item, CAIRN_COLUMN_SUPPLIERS))
        cairn_checks_add (checks, CAIRN_CHECK_NO_SUPPLIER, item,
                          g_strdup_printf (_ ("“%s” has no supplier: who gives it?"), name));
      break;
    case CAIRN_COLUMN_OUTPUTS:
      if (!cairn_sipoc_reaches (item, CAIRN_COLUMN_CUSTOMERS))
        cairn_checks_add (checks, CAIRN_CHECK_NO_CUSTOMER, item,
                          g_strdup_printf (_ ("“%s” has no customer: who gets it?"), name));
      break;
    case CAIRN_COLUMN_CUSTOMERS:
      if (!cairn_sipoc_reaches (item, CAIRN_N_COLUMNS))
        cairn_checks_add (
          checks, CAIRN_CHECK_NO_REQUIREMENT, item,
          g_strdup_printf (_ ("“%s” has no requirement: what would they check?"), name));
      break;
    default:
      break;
    }
}

static void
check_requirement (GPtrArray *checks, CairnElement *requirement)
{
  const char *name = cairn_element_get_title (requirement);
  gboolean no_metric = *cairn_element_get_string (requirement, CAIRN_PROP_METRIC) == '\0';
  gboolean no_goal = isnan (cairn_element_get_number (requirement, CAIRN_PROP_GOAL));
  char *text;

  check_name (checks, requirement);
  if (!no_metric && !no_goal)
    return;
  if (no_metric && no_goal)
    text = g_strdup_printf (_ ("“%s” has neither metric nor target: how is it measured?"), name);
  else if (no_metric)
    text = g_strdup_printf (_ ("“%s” has no metric: what is measured?"), name);
  else
    text = g_strdup_printf (_ ("“%s” has no target: how much is enough?"), name);
  cairn_checks_add (checks, CAIRN_CHECK_NO_MEASURE, requirement, text);
}

static void
check_step_count (GPtrArray *checks, CairnElement *sipoc)
{
  guint n = 0;

  CAIRN_FOREACH_CHILD (item, sipoc, CAIRN_KIND_ITEM)
    n += cairn_sipoc_column_of (item) == CAIRN_COLUMN_PROCESS;
  if (n > 0 && (n < FEWEST_STEPS || n > MOST_STEPS))
    cairn_checks_add (
      checks, CAIRN_CHECK_STEP_COUNT, sipoc,
      g_strdup_printf (ngettext ("%u process step: 4 to 7 keep a SIPOC readable.",
                                 "%u process steps: 4 to 7 keep a SIPOC readable.", n),
                       n));
}

static void
check_sipoc (GPtrArray *checks, CairnElement *sipoc)
{
  check_step_count (checks, sipoc);
  for (guint i = 0; i < cairn_element_get_n_children (sipoc); i++)
    {
      CairnElement *child = cairn_element_get_child (sipoc, i);

      if (cairn_element_get_kind (child) == CAIRN_KIND_ITEM)
        check_item (checks, child);
      else if (cairn_element_get_kind (child) == CAIRN_KIND_REQUIREMENT)
        check_requirement (checks, child);
    }
}

static void
check_twig (GPtrArray *checks, CairnElement *twig)
{
  const char *name = cairn_element_get_title (twig);

  switch ((int) cairn_element_get_kind (twig))
    {
    case CAIRN_KIND_NEED:
      if (cairn_element_first (twig, CAIRN_KIND_DRIVER) == NULL)
        cairn_checks_add (checks, CAIRN_CHECK_NO_DRIVER, twig,
                          g_strdup_printf (_ ("“%s” has no driver: what makes it good?"), name));
      break;
    case CAIRN_KIND_DRIVER:
      if (cairn_element_first (twig, CAIRN_KIND_MEASURE) == NULL)
        cairn_checks_add (checks, CAIRN_CHECK_NO_MEASURE, twig,
                          g_strdup_printf (_ ("“%s” has no measure: how is it judged?"), name));
      break;
    case CAIRN_KIND_MEASURE:
      if (*cairn_element_get_string (twig, CAIRN_PROP_REQUIREMENT) == '\0')
        cairn_checks_add (
          checks, CAIRN_CHECK_NO_REQUIREMENT, twig,
          g_strdup_printf (_ ("“%s” names no requirement, so it has no target."), name));
      break;
    default:
      break;
    }
  for (guint i = 0; i < cairn_element_get_n_children (twig); i++)
    check_twig (checks, cairn_element_get_child (twig, i));
}

GPtrArray *
cairn_diagram_checks (CairnElement *diagram)
{
  GPtrArray *checks = cairn_checks_new ();

  switch ((int) cairn_element_get_kind (diagram))
    {
    case CAIRN_KIND_SIPOC:
      check_sipoc (checks, diagram);
      break;
    case CAIRN_KIND_CTQ:
      check_twig (checks, diagram);
      break;
    case CAIRN_KIND_SWIMLANE:
      if (cairn_diagram_checks_find_partner (diagram) != NULL)
        cairn_checks_add_holes (checks, diagram);
      break;
    default:
      break;
    }
  return checks;
}
