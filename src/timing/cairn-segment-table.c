/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing/cairn-segment-table.h"

struct _CairnSegmentTable
{
  const CairnMapping *mapping;
  GHashTable *by_value; /* as found → number */
  GHashTable *by_name;  /* as meant → number */
  GPtrArray *names;
};

CairnSegmentTable *
cairn_segment_table_new (const CairnMapping *mapping)
{
  CairnSegmentTable *self = g_new0 (CairnSegmentTable, 1);

  self->mapping = mapping;
  self->by_value = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->names = g_ptr_array_new_with_free_func (g_free);
  self->by_name = g_hash_table_new (g_str_hash, g_str_equal);
  return self;
}

void
cairn_segment_table_free (CairnSegmentTable *self)
{
  g_hash_table_unref (self->by_value);
  g_hash_table_unref (self->by_name);
  g_ptr_array_unref (self->names);
  g_free (self);
}

static guint
add_name (CairnSegmentTable *self, const char *name)
{
  gpointer number;
  char *owned;

  if (g_hash_table_lookup_extended (self->by_name, name, NULL, &number))
    return GPOINTER_TO_UINT (number);
  if (self->names->len == G_MAXUINT16)
    return *name == '\0' ? 0 : add_name (self, "");
  owned = g_utf8_make_valid (name, -1);
  g_hash_table_insert (self->by_name, owned, GUINT_TO_POINTER (self->names->len));
  g_ptr_array_add (self->names, owned);
  return self->names->len - 1;
}

guint16
cairn_segment_table_add (CairnSegmentTable *self, const char *value)
{
  const char *meant;
  gpointer known;
  guint number;

  if (value == NULL)
    value = "";
  if (g_hash_table_lookup_extended (self->by_value, value, NULL, &known))
    return (guint16) GPOINTER_TO_UINT (known);
  meant = g_hash_table_lookup (self->mapping->segments, value);
  number = add_name (self, meant != NULL ? meant : value);
  g_hash_table_insert (self->by_value, g_strdup (value), GUINT_TO_POINTER (number));
  return (guint16) number;
}

const char *
cairn_segment_table_get (CairnSegmentTable *self, guint16 number)
{
  return g_ptr_array_index (self->names, number);
}

guint
cairn_segment_table_count (const CairnSegmentTable *self)
{
  return self->names->len;
}

guint16
cairn_segment_table_add_meant (CairnSegmentTable *self, const char *name)
{
  return (guint16) add_name (self, name);
}
