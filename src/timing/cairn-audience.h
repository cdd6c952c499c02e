/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Whose visits the figures of a snapshot count, and what could be asked of them. Immutable once it
 * is part of a snapshot. */
typedef struct
{
  char *segment;
  guint customers; /* of the customers table, that the rule takes */
  char *problem;   /* why the rule takes nobody; NULL: all is well */
} CairnAudienceRule;

typedef struct
{
  gatomicrefcount ref_count;
  char *filter;          /* as cairn_customer_rule_to_string(); NULL: everybody */
  gboolean counted;      /* what follows is known: the filter asks for no owner */
  guint customers;       /* that the filter lets through, of */
  guint of;              /* all in the customers table */
  GPtrArray *rules;      /* CairnAudienceRule, of segments */
  GPtrArray *attributes; /* names */
} CairnAudience;

CairnAudience *cairn_audience_new (void);
CairnAudience *cairn_audience_ref (CairnAudience *self);
void cairn_audience_unref (CairnAudience *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CairnAudience, cairn_audience_unref)

void cairn_audience_add_rule (CairnAudience *self,
                              const char *segment,
                              guint customers,
                              const char *problem);
/* NULL: there is none for @segment. */
const CairnAudienceRule *cairn_audience_find_rule (const CairnAudience *self, const char *segment);

/* "only arr >= 50000 (38 of 120 customers)"; NULL without a filter. Owned by the caller. */
char *cairn_audience_describe (const CairnAudience *self);

G_END_DECLS
