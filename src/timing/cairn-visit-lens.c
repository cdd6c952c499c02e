/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing/cairn-visit-lens.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define OWNER (-1) /* the column of a test for the owner */

/* A rule that knows where its values stand, and what it has found out about texts. */
typedef struct
{
  CairnCustomerRule *rule;
  GArray *columns;  /* int by test */
  GPtrArray *known; /* by test: GByteArray by text or owner; 0: not asked yet, 1: no, 2: yes */
  gboolean asks_for_owner;
} Binding;

typedef struct
{
  char *segment;
  char *problem;    /* why there is no binding */
  Binding *binding; /* NULL: takes nobody */
  GArray *cells;    /* guint16 by the row's own cell; G_MAXUINT16: not asked for yet */
} SegmentRule;

struct _CairnVisitLens
{
  CairnEngine *engine;
  CairnCustomerAttributes *attributes;
  Binding *filter; /* NULL: everybody */
  GPtrArray *segments;
  CairnAudience *audience; /* NULL: not asked for yet */
};

/* What is being asked about. */
typedef struct
{
  CairnVisitLens *lens;
  Binding *binding;
  guint32 customer;
  guint16 owner;
} Question;

static void
binding_free (Binding *self)
{
  if (self == NULL)
    return;
  cairn_customer_rule_unref (self->rule);
  g_array_unref (self->columns);
  g_ptr_array_unref (self->known);
  g_free (self);
}

static void
segment_rule_free (gpointer data)
{
  SegmentRule *self = data;

  g_free (self->segment);
  g_free (self->problem);
  binding_free (self->binding);
  g_array_unref (self->cells);
  g_free (self);
}

static char *
list_attributes (CairnCustomerAttributes *attributes)
{
  const char *const *names = cairn_customer_attributes_get_names (attributes);
  GString *list = g_string_new (CAIRN_RULE_OWNER);

  for (guint i = 0; names[i] != NULL; i++)
    g_string_append_printf (list, ", %s", names[i]);
  return g_string_free (list, FALSE);
}

static void
known_free (gpointer data)
{
  g_byte_array_unref (data);
}

static Binding *
binding_new (CairnCustomerRule *rule, CairnCustomerAttributes *attributes, GError **error)
{
  Binding *self = g_new0 (Binding, 1);

  self->rule = cairn_customer_rule_ref (rule);
  self->columns = g_array_new (FALSE, FALSE, sizeof (int));
  self->known = g_ptr_array_new_with_free_func (known_free);
  for (guint i = 0; i < cairn_customer_rule_get_n_tests (rule); i++)
    {
      const char *name = cairn_customer_rule_get_attribute (rule, i);
      int column = cairn_customer_attributes_find (attributes, name);

      /* A column of that name in the customers table gives way to who has them in the stage. */
      if (g_ascii_strcasecmp (name, CAIRN_RULE_OWNER) == 0)
        {
          column = OWNER;
          self->asks_for_owner = TRUE;
        }
      else if (column < 0)
        {
          g_autofree char *list = list_attributes (attributes);

          g_set_error (error, CAIRN_RULE_ERROR, CAIRN_RULE_ERROR_UNKNOWN_ATTRIBUTE,
                       _ ("Customers have no “%s”. What can be asked for: %s."), name, list);
          binding_free (self);
          return NULL;
        }
      g_array_append_val (self->columns, column);
      g_ptr_array_add (self->known, g_byte_array_new ());
    }
  return self;
}

/* Remembers what was found out about text (or owner) @number. */
static gboolean
test_text (const Question *q, guint test, guint number, const char *text)
{
  GByteArray *known = g_ptr_array_index (q->binding->known, test);

  if (number >= known->len)
    {
      guint before = known->len;

      g_byte_array_set_size (known, MAX (number + 1, 2 * before));
      memset (known->data + before, 0, known->len - before);
    }
  if (known->data[number] == 0)
    known->data[number] = cairn_customer_rule_test (q->binding->rule, test, text, NAN) ? 2 : 1;
  return known->data[number] == 2;
}

static gboolean
test_cb (guint test, gpointer data)
{
  const Question *q = data;
  CairnCustomerAttributes *attributes = q->lens->attributes;
  int column = g_array_index (q->binding->columns, int, test);
  guint32 text;
  double number;

  if (column == OWNER)
    return test_text (q, test, q->owner, cairn_engine_get_owner (q->lens->engine, q->owner));
  text = cairn_customer_attributes_get (attributes, (guint) column, q->customer, &number);
  if (text != 0)
    return test_text (q, test, text, cairn_customer_attributes_get_text (attributes, text));
  return cairn_customer_rule_test (q->binding->rule, test, NULL, number);
}

static gboolean
holds (CairnVisitLens *self, Binding *binding, guint32 customer, guint16 owner)
{
  Question question = { self, binding, customer, owner };

  return cairn_customer_rule_holds (binding->rule, test_cb, &question);
}

/* A rule of a segment is about customers: whoever had them does not matter. */
static SegmentRule *
segment_rule_new (const CairnMappingRule *rule, CairnCustomerAttributes *attributes)
{
  SegmentRule *self = g_new0 (SegmentRule, 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (CairnCustomerRule) parsed = cairn_customer_rule_parse (rule->rule, &error);

  self->segment = g_strdup (rule->segment);
  self->cells = g_array_new (FALSE, FALSE, sizeof (guint16));
  if (parsed != NULL)
    self->binding = binding_new (parsed, attributes, &error);
  if (self->binding != NULL && self->binding->asks_for_owner)
    {
      g_set_error_literal (&error, CAIRN_RULE_ERROR, CAIRN_RULE_ERROR_UNKNOWN_ATTRIBUTE,
                           _ ("A customer has other owners in other stages, so a segment cannot "
                              "ask for the owner."));
      g_clear_pointer (&self->binding, binding_free);
    }
  if (error != NULL)
    self->problem = g_strdup (error->message);
  return self;
}

CairnVisitLens *
cairn_visit_lens_new (CairnEngine *engine,
                      CairnCustomerRule *filter,
                      const GPtrArray *rules,
                      CairnCustomerAttributes *attributes,
                      GError **error)
{
  g_autoptr (CairnVisitLens) self = g_new0 (CairnVisitLens, 1);

  self->engine = engine;
  self->attributes = cairn_customer_attributes_ref (attributes);
  self->segments = g_ptr_array_new_with_free_func (segment_rule_free);
  if (filter != NULL)
    {
      self->filter = binding_new (filter, attributes, error);
      if (self->filter == NULL)
        return NULL;
    }
  for (guint i = 0; rules != NULL && i < rules->len; i++)
    g_ptr_array_add (self->segments, segment_rule_new (g_ptr_array_index (rules, i), attributes));
  return g_steal_pointer (&self);
}

void
cairn_visit_lens_free (CairnVisitLens *self)
{
  if (self == NULL)
    return;
  binding_free (self->filter);
  g_ptr_array_unref (self->segments);
  g_clear_pointer (&self->audience, cairn_audience_unref);
  cairn_customer_attributes_unref (self->attributes);
  g_free (self);
}

/* The first rule that takes @customer; NULL: none. */
static SegmentRule *
find_segment (CairnVisitLens *self, guint32 customer)
{
  for (guint i = 0; i < self->segments->len; i++)
    {
      SegmentRule *rule = g_ptr_array_index (self->segments, i);

      if (rule->binding != NULL && holds (self, rule->binding, customer, 0))
        return rule;
    }
  return NULL;
}

static guint16
move_cell (CairnVisitLens *self, SegmentRule *rule, guint16 cell)
{
  const guint16 none = G_MAXUINT16;
  guint16 *moved;

  while (rule->cells->len <= cell)
    g_array_append_val (rule->cells, none);
  moved = &g_array_index (rule->cells, guint16, cell);
  if (*moved == none)
    *moved = cairn_engine_move_cell (self->engine, cell, rule->segment);
  return *moved != none ? *moved : cell;
}

gboolean
cairn_visit_lens_apply (CairnVisitLens *self, CairnVisit *visit)
{
  SegmentRule *rule;

  if (self->filter != NULL && !holds (self, self->filter, visit->customer, visit->owner))
    return FALSE;
  rule = self->segments->len > 0 ? find_segment (self, visit->customer) : NULL;
  if (rule != NULL)
    visit->cell = move_cell (self, rule, visit->cell);
  return TRUE;
}

gboolean
cairn_visit_lens_is_clear (const CairnVisitLens *self)
{
  return self->filter == NULL && self->segments->len == 0;
}

CairnCustomerAttributes *
cairn_visit_lens_get_attributes (CairnVisitLens *self)
{
  return self->attributes;
}

/* One customer of the table. */
static void
count_customer (CairnVisitLens *self, CairnAudience *audience, guint32 customer, guint *taken)
{
  SegmentRule *rule = find_segment (self, customer);
  guint place;

  audience->of++;
  if (audience->counted && holds (self, self->filter, customer, 0))
    audience->customers++;
  if (rule != NULL && g_ptr_array_find (self->segments, rule, &place))
    taken[place]++;
}

static CairnAudience *
describe (CairnVisitLens *self)
{
  CairnAudience *audience = cairn_audience_new ();
  const char *const *names = cairn_customer_attributes_get_names (self->attributes);
  g_autofree guint *taken = g_new0 (guint, self->segments->len + 1);

  for (guint i = 0; names[i] != NULL; i++)
    g_ptr_array_add (audience->attributes, g_strdup (names[i]));
  audience->counted = self->filter != NULL && !self->filter->asks_for_owner;
  if (self->filter != NULL)
    audience->filter = cairn_customer_rule_to_string (self->filter->rule);
  for (guint32 i = 0; i < cairn_customer_attributes_get_n_customers (self->attributes); i++)
    if (cairn_customer_attributes_is_listed (self->attributes, i))
      count_customer (self, audience, i, taken);
  for (guint i = 0; i < self->segments->len; i++)
    {
      const SegmentRule *rule = g_ptr_array_index (self->segments, i);

      cairn_audience_add_rule (audience, rule->segment, taken[i], rule->problem);
    }
  return audience;
}

CairnAudience *
cairn_visit_lens_get_audience (CairnVisitLens *self)
{
  if (self->audience == NULL)
    self->audience = describe (self);
  return self->audience;
}
