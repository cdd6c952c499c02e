/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing/cairn-mapping.h"

G_DEFINE_BOXED_TYPE (CairnMapping, cairn_mapping, cairn_mapping_copy, cairn_mapping_free)

static void
target_free (gpointer data)
{
  CairnMappingTarget *target = data;

  g_free (target->segment);
  g_free (target->stage);
  g_free (target);
}

static void
dates_free (gpointer data)
{
  CairnMappingDates *dates = data;

  g_free (dates->stage);
  g_free (dates->entered);
  g_free (dates->left);
  g_free (dates);
}

static void
rule_free (gpointer data)
{
  CairnMappingRule *rule = data;

  g_free (rule->segment);
  g_free (rule->rule);
  g_free (rule);
}

static void
track_free (CairnMappingTrack *track)
{
  g_free (track->stage);
  g_free (track);
}

CairnMapping *
cairn_mapping_new (const char *path)
{
  CairnMapping *self = g_new0 (CairnMapping, 1);

  self->path = g_strdup (path);
  self->stages = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->segments = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->tracks = g_ptr_array_new_with_free_func ((GDestroyNotify) track_free);
  self->targets = g_ptr_array_new_with_free_func (target_free);
  self->date_columns = g_ptr_array_new_with_free_func (dates_free);
  self->outcomes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->rules = g_ptr_array_new_with_free_func (rule_free);
  return self;
}

static void
copy_words (GHashTable *from, GHashTable *to)
{
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, from);
  while (g_hash_table_iter_next (&iter, &key, &value))
    g_hash_table_insert (to, g_strdup (key), g_strdup (value));
}

static void
copy_lists (const CairnMapping *from, CairnMapping *to)
{
  GHashTableIter iter;
  gpointer key, value;

  copy_words (from->stages, to->stages);
  copy_words (from->segments, to->segments);
  g_hash_table_iter_init (&iter, from->outcomes);
  while (g_hash_table_iter_next (&iter, &key, &value))
    g_hash_table_insert (to->outcomes, g_strdup (key), value);
  for (guint i = 0; i < from->date_columns->len; i++)
    {
      const CairnMappingDates *d = g_ptr_array_index (from->date_columns, i);

      cairn_mapping_add_dates (to, d->stage, d->entered, d->left);
    }
  for (guint i = 0; i < from->tracks->len; i++)
    {
      const CairnMappingTrack *t = g_ptr_array_index (from->tracks, i);

      cairn_mapping_add_track (to, t->stage, t->track);
    }
  for (guint i = 0; i < from->targets->len; i++)
    {
      const CairnMappingTarget *t = g_ptr_array_index (from->targets, i);

      cairn_mapping_add_target (to, t->segment, t->stage, t->target, t->limit);
    }
}

CairnMapping *
cairn_mapping_copy (const CairnMapping *self)
{
  CairnMapping *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = cairn_mapping_new (self->path);
  copy->table = g_strdup (self->table);
  copy->shape = self->shape;
  copy->customer = g_strdup (self->customer);
  copy->stage = g_strdup (self->stage);
  copy->entered = g_strdup (self->entered);
  copy->left = g_strdup (self->left);
  copy->transition = g_strdup (self->transition);
  copy->updated = g_strdup (self->updated);
  copy->touchpoint = g_strdup (self->touchpoint);
  copy->owner = g_strdup (self->owner);
  copy->started = g_strdup (self->started);
  copy->segment = g_strdup (self->segment);
  copy->join_customers = self->join_customers;
  copy->customers = g_strdup (self->customers);
  copy->filter = g_strdup (self->filter);
  for (guint i = 0; i < self->rules->len; i++)
    {
      const CairnMappingRule *rule = g_ptr_array_index (self->rules, i);

      cairn_mapping_add_rule (copy, rule->segment, rule->rule);
    }
  copy->time_format = g_strdup (self->time_format);
  copy->zone = g_strdup (self->zone);
  copy->hours = g_strdup (self->hours);
  copy->holidays = g_strdup (self->holidays);
  copy_lists (self, copy);
  return copy;
}

void
cairn_mapping_free (CairnMapping *self)
{
  if (self == NULL)
    return;
  g_free (self->path);
  g_free (self->table);
  g_free (self->customer);
  g_free (self->stage);
  g_free (self->entered);
  g_free (self->left);
  g_free (self->transition);
  g_free (self->updated);
  g_free (self->touchpoint);
  g_free (self->owner);
  g_free (self->started);
  g_free (self->segment);
  g_free (self->customers);
  g_free (self->filter);
  g_ptr_array_unref (self->rules);
  g_free (self->time_format);
  g_free (self->zone);
  g_free (self->hours);
  g_free (self->holidays);
  g_hash_table_unref (self->stages);
  g_hash_table_unref (self->segments);
  g_ptr_array_unref (self->targets);
  g_ptr_array_unref (self->tracks);
  g_ptr_array_unref (self->date_columns);
  g_hash_table_unref (self->outcomes);
  g_free (self);
}

void
cairn_mapping_add_stage (CairnMapping *self, const char *value, const char *stage)
{
  g_return_if_fail (self != NULL && value != NULL && stage != NULL);

  g_hash_table_insert (self->stages, g_strdup (value), g_strdup (stage));
}

void
cairn_mapping_add_segment (CairnMapping *self, const char *value, const char *segment)
{
  g_return_if_fail (self != NULL && value != NULL && segment != NULL);

  g_hash_table_insert (self->segments, g_strdup (value), g_strdup (segment));
}

void
cairn_mapping_add_track (CairnMapping *self, const char *stage, guint track)
{
  CairnMappingTrack *one;

  g_return_if_fail (self != NULL && stage != NULL);

  one = g_new0 (CairnMappingTrack, 1);
  one->stage = g_strdup (stage);
  one->track = track;
  g_ptr_array_add (self->tracks, one);
}

void
cairn_mapping_add_rule (CairnMapping *self, const char *segment, const char *rule)
{
  CairnMappingRule *added = g_new0 (CairnMappingRule, 1);

  g_return_if_fail (self != NULL && segment != NULL && rule != NULL);

  added->segment = g_strdup (segment);
  added->rule = g_strdup (rule);
  g_ptr_array_add (self->rules, added);
}

void
cairn_mapping_set_audience (CairnMapping *self, const char *filter, const GPtrArray *rules)
{
  g_return_if_fail (self != NULL);

  g_free (self->filter);
  self->filter = filter != NULL && *filter != '\0' ? g_strdup (filter) : NULL;
  g_ptr_array_set_size (self->rules, 0);
  for (guint i = 0; rules != NULL && i < rules->len; i++)
    {
      const CairnMappingRule *rule = g_ptr_array_index (rules, i);

      cairn_mapping_add_rule (self, rule->segment, rule->rule);
    }
}

void
cairn_mapping_add_target (
  CairnMapping *self, const char *segment, const char *stage, gint64 target, gint64 limit)
{
  CairnMappingTarget *t = g_new0 (CairnMappingTarget, 1);

  g_return_if_fail (self != NULL && stage != NULL);

  t->segment = g_strdup (segment);
  t->stage = g_strdup (stage);
  t->target = target;
  t->limit = limit;
  g_ptr_array_add (self->targets, t);
}

void
cairn_mapping_add_dates (CairnMapping *self,
                         const char *stage,
                         const char *entered,
                         const char *left)
{
  CairnMappingDates *dates = g_new0 (CairnMappingDates, 1);

  g_return_if_fail (self != NULL && stage != NULL && entered != NULL);

  dates->stage = g_strdup (stage);
  dates->entered = g_strdup (entered);
  dates->left = g_strdup (left);
  g_ptr_array_add (self->date_columns, dates);
}

void
cairn_mapping_add_outcome (CairnMapping *self, const char *value, CairnMappingResult result)
{
  g_return_if_fail (self != NULL && value != NULL);

  g_hash_table_insert (self->outcomes, g_strdup (value), GUINT_TO_POINTER (result));
}

CairnMappingResult
cairn_mapping_get_outcome (const CairnMapping *self, const char *value)
{
  g_return_val_if_fail (self != NULL && value != NULL, 0);

  return (CairnMappingResult) GPOINTER_TO_UINT (g_hash_table_lookup (self->outcomes, value));
}
