/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing/cairn-audience.h"

#include <glib/gi18n-lib.h>

static void
rule_free (gpointer data)
{
  CairnAudienceRule *rule = data;

  g_free (rule->segment);
  g_free (rule->problem);
  g_free (rule);
}

CairnAudience *
cairn_audience_new (void)
{
  CairnAudience *self = g_new0 (CairnAudience, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->rules = g_ptr_array_new_with_free_func (rule_free);
  self->attributes = g_ptr_array_new_with_free_func (g_free);
  return self;
}

CairnAudience *
cairn_audience_ref (CairnAudience *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
cairn_audience_unref (CairnAudience *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_free (self->filter);
  g_ptr_array_unref (self->rules);
  g_ptr_array_unref (self->attributes);
  g_free (self);
}

void
cairn_audience_add_rule (CairnAudience *self,
                         const char *segment,
                         guint customers,
                         const char *problem)
{
  CairnAudienceRule *rule = g_new0 (CairnAudienceRule, 1);

  g_return_if_fail (self != NULL && segment != NULL);

  rule->segment = g_strdup (segment);
  rule->customers = customers;
  rule->problem = g_strdup (problem);
  g_ptr_array_add (self->rules, rule);
}

const CairnAudienceRule *
cairn_audience_find_rule (const CairnAudience *self, const char *segment)
{
  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < self->rules->len; i++)
    {
      const CairnAudienceRule *rule = g_ptr_array_index (self->rules, i);

      if (g_strcmp0 (rule->segment, segment) == 0)
        return rule;
    }
  return NULL;
}

char *
cairn_audience_describe (const CairnAudience *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (self->filter == NULL)
    return NULL;
  if (!self->counted)
    /* translators: %s is a rule such as “arr >= 50000” */
    return g_strdup_printf (_ ("only customers with %s"), self->filter);
  return g_strdup_printf (
    /* translators: a rule such as “arr >= 50000”; how many; of how many */
    ngettext ("only customers with %s (%'u of %'u customer)",
              "only customers with %s (%'u of %'u customers)", self->of),
    self->filter, self->customers, self->of);
}
