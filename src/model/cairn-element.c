/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-model"

#include "model/cairn-element-private.h"

#include <string.h>

typedef struct
{
  char *name;
  char *namespace_uri;
  char *value;
} Extra;

/* How the values of a kind are found. */
typedef struct
{
  gint8 slots[CAIRN_N_PROPS]; /* of a property, place + 1; 0: it has none */
  CairnValue *initial;        /* one a slot */
} Table;

/* What nearly every question needs comes first, so that it is in one piece of memory: large maps
 * are read over and over, and most properties of most elements were never set. */
struct _CairnElement
{
  grefcount refs;
  CairnKind kind;
  char *id; /* interned */
  const Table *table;
  guint64 set;          /* of each slot whether its value is another than the initial one */
  CairnElement *parent; /* not owned */
  guint place;          /* where it last stood among the parent's children: a place to look first */
  gboolean live;        /* part of a document: changes only through it */
  GPtrArray *children;  /* of CairnElement; NULL while there are none */
  GArray *kinds;        /* of guint8: the kinds of the children, to find those of one at once */
  GArray *extra;        /* of Extra; NULL while there are none */
  CairnValue values[];  /* one a slot of the schema */
};

G_STATIC_ASSERT (CAIRN_N_KINDS <= G_MAXUINT8);

G_DEFINE_BOXED_TYPE (CairnElement, cairn_element, cairn_element_ref, cairn_element_unref)

static void
extra_clear (Extra *extra)
{
  g_free (extra->name);
  g_free (extra->namespace_uri);
  g_free (extra->value);
}

static const Table *
get_table (CairnKind kind)
{
  static Table tables[CAIRN_N_KINDS];
  static gsize ready = 0;

  if (g_once_init_enter (&ready))
    {
      for (guint k = 0; k < CAIRN_N_KINDS; k++)
        {
          const CairnKindSpec *spec = cairn_schema_kind ((CairnKind) k);

          g_assert (spec->n_props <= 64);
          tables[k].initial = g_new0 (CairnValue, spec->n_props);
          for (guint i = 0; i < spec->n_props; i++)
            {
              tables[k].slots[spec->props[i].prop] = (gint8) (i + 1);
              tables[k].initial[i] = cairn_value_initial (&spec->props[i]);
            }
        }
      g_once_init_leave (&ready, 1);
    }
  return &tables[kind];
}

CairnElement *
cairn_element_new (CairnKind kind, const char *id)
{
  const CairnKindSpec *spec = cairn_schema_kind (kind);
  CairnElement *self;

  g_return_val_if_fail (spec != NULL, NULL);
  g_return_val_if_fail (id != NULL || kind == CAIRN_KIND_FOREIGN, NULL);

  self = g_malloc0 (sizeof *self + spec->n_props * sizeof (CairnValue));
  g_ref_count_init (&self->refs);
  self->kind = kind;
  self->table = get_table (kind);
  self->id = id != NULL ? g_ref_string_new_intern (id) : NULL;
  for (guint i = 0; i < spec->n_props; i++)
    self->values[i] = cairn_value_initial (&spec->props[i]);
  return self;
}

CairnElement *
cairn_element_ref (CairnElement *self)
{
  g_ref_count_inc (&self->refs);
  return self;
}

void
cairn_element_unref (CairnElement *self)
{
  if (!g_ref_count_dec (&self->refs))
    return;
  for (guint i = 0; self->children != NULL && i < self->children->len; i++)
    cairn_element_get_child (self, i)->parent = NULL;
  g_clear_pointer (&self->children, g_ptr_array_unref);
  g_clear_pointer (&self->kinds, g_array_unref);
  g_clear_pointer (&self->extra, g_array_unref);
  g_clear_pointer (&self->id, g_ref_string_release);
  for (guint i = 0; i < cairn_schema_kind (self->kind)->n_props; i++)
    cairn_value_clear (&self->values[i]);
  g_free (self);
}

CairnKind
cairn_element_get_kind (const CairnElement *self)
{
  return self->kind;
}

const char *
cairn_element_get_id (const CairnElement *self)
{
  return self->id;
}

CairnElement *
cairn_element_get_parent (const CairnElement *self)
{
  return self->parent;
}

guint
cairn_element_get_n_children (const CairnElement *self)
{
  return self->children != NULL ? self->children->len : 0;
}

CairnElement *
cairn_element_get_child (const CairnElement *self, guint index)
{
  g_return_val_if_fail (index < cairn_element_get_n_children (self), NULL);

  return g_ptr_array_index (self->children, index);
}

CairnKind
cairn_element_get_child_kind (const CairnElement *self, guint index)
{
  g_return_val_if_fail (index < cairn_element_get_n_children (self), CAIRN_N_KINDS);

  return (CairnKind) g_array_index (self->kinds, guint8, index);
}

guint
cairn_element_get_index (const CairnElement *self)
{
  GPtrArray *siblings;
  guint from;

  g_return_val_if_fail (self->parent != NULL, G_MAXUINT);

  /* Insertions and removals before it shift it by a few places, so look outwards from the last. */
  siblings = self->parent->children;
  from = MIN (self->place, siblings->len - 1);
  for (guint step = 0; step < siblings->len; step++)
    {
      guint found = G_MAXUINT;

      if (from + step < siblings->len && g_ptr_array_index (siblings, from + step) == self)
        found = from + step;
      else if (step <= from && g_ptr_array_index (siblings, from - step) == self)
        found = from - step;
      if (found != G_MAXUINT)
        return ((CairnElement *) self)->place = found;
    }
  g_assert_not_reached ();
}

/* The first of the children of @parent from @index on that is of @kind. */
static CairnElement *
find_from (const CairnElement *parent, guint index, CairnKind kind)
{
  guint n = cairn_element_get_n_children (parent);
  const guint8 *found;
  CairnElement *child;

  if (index >= n)
    return NULL;
  found = memchr (parent->kinds->data + index, (int) kind, n - index);
  if (found == NULL)
    return NULL;
  index = (guint) (found - (const guint8 *) parent->kinds->data);
  child = g_ptr_array_index (parent->children, index);
  child->place = index;
  return child;
}

CairnElement *
cairn_element_first (const CairnElement *self, CairnKind kind)
{
  return find_from (self, 0, kind);
}

CairnElement *
cairn_element_next (const CairnElement *self)
{
  return find_from (self->parent, cairn_element_get_index (self) + 1, self->kind);
}

guint
cairn_element_count (const CairnElement *self, CairnKind kind)
{
  guint n_children = cairn_element_get_n_children (self), n = 0;

  for (guint i = 0; i < n_children; i++)
    n += g_array_index (self->kinds, guint8, i) == kind;
  return n;
}

CairnElement *
cairn_element_nth (const CairnElement *self, CairnKind kind, guint nth)
{
  CAIRN_FOREACH_CHILD (child, self, kind)
    if (nth-- == 0)
      return child;
  return NULL;
}

CairnElement *
cairn_element_ancestor (const CairnElement *self, CairnKind kind)
{
  while (self != NULL && self->kind != kind)
    self = self->parent;
  return (CairnElement *) self;
}

CairnElement *
cairn_element_get_diagram (const CairnElement *self)
{
  while (self != NULL && !cairn_kind_is_diagram (self->kind))
    self = self->parent;
  return (CairnElement *) self;
}

gboolean
cairn_element_has (const CairnElement *self, CairnProp prop)
{
  return self->table->slots[prop] > 0;
}

static inline const CairnValue *
find_value (const CairnElement *self, CairnProp prop)
{
  guint place = (guint) self->table->slots[prop];

  if (place == 0)
    return NULL;
  return (self->set >> (place - 1) & 1) != 0 ? &self->values[place - 1]
                                             : &self->table->initial[place - 1];
}

const CairnValue *
cairn_element_get_value (const CairnElement *self, CairnProp prop)
{
  const CairnValue *value = find_value (self, prop);

  g_return_val_if_fail (value != NULL, NULL);

  return value;
}

const char *
cairn_element_get_string (const CairnElement *self, CairnProp prop)
{
  const CairnValue *value = find_value (self, prop);

  g_return_val_if_fail (value != NULL, "");

  return value->string;
}

gint64
cairn_element_get_int (const CairnElement *self, CairnProp prop)
{
  const CairnValue *value = find_value (self, prop);

  g_return_val_if_fail (value != NULL, 0);

  return value->integer;
}

double
cairn_element_get_number (const CairnElement *self, CairnProp prop)
{
  const CairnValue *value = find_value (self, prop);

  g_return_val_if_fail (value != NULL && value->type == CAIRN_TYPE_NUMBER, 0);

  return value->number;
}

CairnProp
cairn_element_get_title_prop (const CairnElement *self)
{
  static const CairnProp candidates[] = { CAIRN_PROP_TITLE, CAIRN_PROP_NAME, CAIRN_PROP_LABEL };

  for (guint i = 0; i < G_N_ELEMENTS (candidates); i++)
    if (cairn_element_has (self, candidates[i]))
      return candidates[i];
  return CAIRN_N_PROPS;
}

const char *
cairn_element_get_title (const CairnElement *self)
{
  CairnProp prop = cairn_element_get_title_prop (self);

  return prop != CAIRN_N_PROPS ? cairn_element_get_string (self, prop) : "";
}

void
cairn_element_set_value (CairnElement *self, CairnProp prop, const CairnValue *value)
{
  g_return_if_fail (!self->live);

  cairn_element_assign (self, prop, value);
}

void
cairn_element_set_string (CairnElement *self, CairnProp prop, const char *string)
{
  const CairnPropSpec *spec = cairn_schema_prop (self->kind, prop);
  g_auto (CairnValue) value = { 0 };

  g_return_if_fail (spec != NULL);

  value = cairn_value_from_string (spec->type, string);
  cairn_element_set_value (self, prop, &value);
}

void
cairn_element_set_int (CairnElement *self, CairnProp prop, gint64 integer)
{
  const CairnPropSpec *spec = cairn_schema_prop (self->kind, prop);
  CairnValue value;

  g_return_if_fail (spec != NULL);

  value = cairn_value_from_int (spec->type, integer);
  cairn_element_set_value (self, prop, &value);
}

void
cairn_element_set_number (CairnElement *self, CairnProp prop, double number)
{
  CairnValue value = cairn_value_from_number (number);

  cairn_element_set_value (self, prop, &value);
}

void
cairn_element_append (CairnElement *self, CairnElement *child)
{
  g_return_if_fail (!self->live && child->parent == NULL);

  cairn_element_attach (child, self, cairn_element_get_n_children (self));
}

void
cairn_element_add_extra (CairnElement *self,
                         const char *name,
                         const char *namespace_uri,
                         const char *value)
{
  Extra extra = { g_strdup (name), g_strdup (namespace_uri), g_strdup (value) };

  if (self->extra == NULL)
    {
      self->extra = g_array_new (FALSE, FALSE, sizeof (Extra));
      g_array_set_clear_func (self->extra, (GDestroyNotify) extra_clear);
    }
  g_array_append_val (self->extra, extra);
}

guint
cairn_element_get_n_extra (const CairnElement *self)
{
  return self->extra != NULL ? self->extra->len : 0;
}

void
cairn_element_get_extra (const CairnElement *self,
                         guint index,
                         const char **name,
                         const char **namespace_uri,
                         const char **value)
{
  const Extra *extra;

  g_return_if_fail (index < cairn_element_get_n_extra (self));

  extra = &g_array_index (self->extra, Extra, index);
  *name = extra->name;
  *namespace_uri = extra->namespace_uri;
  *value = extra->value;
}

void
cairn_element_attach (CairnElement *self, CairnElement *parent, guint index)
{
  guint8 kind = (guint8) self->kind;

  g_assert (self->parent == NULL);

  if (parent->children == NULL)
    {
      parent->children = g_ptr_array_new_with_free_func ((GDestroyNotify) cairn_element_unref);
      parent->kinds = g_array_new (FALSE, FALSE, sizeof kind);
    }
  g_array_insert_val (parent->kinds, index, kind);
  g_ptr_array_insert (parent->children, (int) index, cairn_element_ref (self));
  self->parent = parent;
  self->place = index;
}

void
cairn_element_detach (CairnElement *self)
{
  CairnElement *parent = self->parent;
  guint index;

  g_assert (parent != NULL);

  index = cairn_element_get_index (self);
  self->parent = NULL;
  g_array_remove_index (parent->kinds, index);
  g_ptr_array_remove_index (parent->children, index);
}

void
cairn_element_assign (CairnElement *self, CairnProp prop, const CairnValue *value)
{
  int slot = cairn_schema_slot (self->kind, prop);
  CairnValue copy;

  g_return_if_fail (slot >= 0);
  g_return_if_fail (value->type == self->values[slot].type);

  copy = cairn_value_copy (value);
  cairn_value_clear (&self->values[slot]);
  self->values[slot] = copy;
  self->set &= ~(G_GUINT64_CONSTANT (1) << slot);
  if (!cairn_value_equal (&copy, &self->table->initial[slot]))
    self->set |= G_GUINT64_CONSTANT (1) << slot;
}

void
cairn_element_set_live (CairnElement *self, gboolean live)
{
  self->live = live;
  for (guint i = 0; i < cairn_element_get_n_children (self); i++)
    cairn_element_set_live (cairn_element_get_child (self, i), live);
}
