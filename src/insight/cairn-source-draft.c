/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "insight/cairn-source-draft-private.h"

#include "base/cairn-time.h"
#include "timing/cairn-import-table.h"
#include "timing/cairn-shape-guess.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* What stands in the text that a journey keeps of an import. */
static const char *const import_names[CAIRN_DRAFT_N_ROLES] = {
  [CAIRN_DRAFT_UNUSED] = "",
  [CAIRN_DRAFT_CUSTOMER] = "customer",
  [CAIRN_DRAFT_STAGE] = "stage",
  [CAIRN_DRAFT_ENTERED] = "entered",
  [CAIRN_DRAFT_LEFT] = "left",
  [CAIRN_DRAFT_OWNER] = "owner",
  [CAIRN_DRAFT_SEGMENT] = "segment",
  [CAIRN_DRAFT_STARTED] = "started",
  [CAIRN_DRAFT_TRANSITION] = "transition",
  [CAIRN_DRAFT_TOUCHPOINT] = "touchpoint",
  [CAIRN_DRAFT_UPDATED] = "updated",
};

static void
dates_free (gpointer data)
{
  CairnMappingDates *dates = data;

  g_free (dates->stage);
  g_free (dates->entered);
  g_free (dates->left);
  g_free (dates);
}

CairnSourceDraft *
cairn_source_draft_new (GFile *file)
{
  CairnSourceDraft *self = g_new0 (CairnSourceDraft, 1);

  g_set_object (&self->file, file);
  self->roles = g_array_new (FALSE, TRUE, sizeof (CairnDraftRole));
  self->names = cairn_mapping_new ("");
  self->stages = g_new0 (char *, 1);
  self->dates = g_ptr_array_new_with_free_func (dates_free);
  return self;
}

/* Without the rows: they are for looking at. */
CairnSourceDraft *
cairn_source_draft_copy (const CairnSourceDraft *self)
{
  CairnSourceDraft *copy = cairn_source_draft_new (self->file);

  copy->address = g_strdup (self->address);
  copy->is_log = self->is_log;
  copy->recommended = self->recommended;
  copy->shape = self->shape;
  copy->time_format = g_strdup (self->time_format);
  copy->zone = g_strdup (self->zone);
  g_array_append_vals (copy->roles, self->roles->data, self->roles->len);
  cairn_source_draft_set_names (copy, self->names, (const char *const *) self->stages);
  for (guint i = 0; i < self->dates->len; i++)
    {
      const CairnMappingDates *dates = g_ptr_array_index (self->dates, i);

      cairn_source_draft_set_dates (copy, dates->stage, dates->entered, dates->left);
    }
  copy->sample = g_new0 (CairnSourcePreview, 1);
  copy->sample->table = g_strdup (self->sample->table);
  copy->sample->columns = g_strdupv (self->sample->columns);
  return copy;
}

void
cairn_source_draft_free (CairnSourceDraft *self)
{
  g_clear_object (&self->file);
  g_clear_pointer (&self->sample, cairn_source_preview_free);
  g_clear_pointer (&self->roles, g_array_unref);
  g_clear_pointer (&self->names, cairn_mapping_free);
  g_clear_pointer (&self->stages, g_strfreev);
  g_clear_pointer (&self->dates, g_ptr_array_unref);
  g_free (self->address);
  g_free (self->time_format);
  g_free (self->zone);
  g_free (self);
}

void
cairn_source_draft_set_names (CairnSourceDraft *self,
                              const CairnMapping *names,
                              const char *const *stages)
{
  char **copy = g_strdupv ((char **) stages);

  cairn_mapping_free (self->names);
  self->names = cairn_mapping_copy (names);
  g_strfreev (self->stages);
  self->stages = copy;
}

/* ---- columns ---- */

void
cairn_source_draft_take (CairnSourceDraft *self, const char *column, CairnDraftRole role)
{
  for (guint i = 0; column != NULL && i < self->roles->len; i++)
    if (g_ascii_strcasecmp (self->sample->columns[i], column) == 0
        && *cairn_source_draft_role_at (self, i) == CAIRN_DRAFT_UNUSED)
      {
        *cairn_source_draft_role_at (self, i) = role;
        return;
      }
}

static void
take_mapping (CairnSourceDraft *self, const CairnMapping *mapping)
{
  cairn_source_draft_take (self, mapping->customer, CAIRN_DRAFT_CUSTOMER);
  cairn_source_draft_take (self, mapping->stage, CAIRN_DRAFT_STAGE);
  cairn_source_draft_take (self, mapping->entered, CAIRN_DRAFT_ENTERED);
  cairn_source_draft_take (self, mapping->left, CAIRN_DRAFT_LEFT);
  cairn_source_draft_take (self, mapping->owner, CAIRN_DRAFT_OWNER);
  cairn_source_draft_take (self, mapping->segment, CAIRN_DRAFT_SEGMENT);
  cairn_source_draft_take (self, mapping->started, CAIRN_DRAFT_STARTED);
  cairn_source_draft_take (self, mapping->transition, CAIRN_DRAFT_TRANSITION);
  cairn_source_draft_take (self, mapping->touchpoint, CAIRN_DRAFT_TOUCHPOINT);
  cairn_source_draft_take (self, mapping->updated, CAIRN_DRAFT_UPDATED);
  self->recommended = mapping->join_customers;
  g_free (self->time_format);
  self->time_format = g_strdup (mapping->time_format);
  g_free (self->zone);
  self->zone = g_strdup (mapping->zone);
  cairn_source_draft_take_dates (self, mapping->date_columns);
}

void
cairn_source_draft_set_sample (CairnSourceDraft *self,
                               CairnSourcePreview *sample,
                               const CairnMapping *mapping)
{
  g_clear_pointer (&self->sample, cairn_source_preview_free);
  self->sample = sample;
  g_array_set_size (self->roles, 0);
  g_array_set_size (self->roles, sample->columns != NULL ? g_strv_length (sample->columns) : 0);
  g_ptr_array_set_size (self->dates, 0);
  self->recommended = FALSE;
  if (self->roles->len == 0)
    return;
  if (mapping != NULL)
    take_mapping (self, mapping);
  if (!self->recommended)
    cairn_source_draft_guess_roles (self);
  cairn_source_draft_set_shape (self, mapping != NULL && mapping->shape != CAIRN_SOURCE_GUESS
                                        ? (int) mapping->shape - CAIRN_SOURCE_VISITS
                                        : cairn_source_draft_guess_shape (self));
}

void
cairn_source_draft_set_shape (CairnSourceDraft *self, int shape)
{
  const char *day
    = self->roles->len > 0 ? cairn_shape_guess_snapshot (self->sample->columns) : NULL;

  self->shape = shape;
  if (self->roles->len == 0)
    return;
  if (shape == CAIRN_SHAPE_WIDE && self->dates->len == 0)
    cairn_source_draft_guess_dates (self);
  for (guint i = 0; shape == CAIRN_SHAPE_SNAPSHOTS && day != NULL && i < self->roles->len; i++)
    if (self->sample->columns[i] == day
        && *cairn_source_draft_role_at (self, i) == CAIRN_DRAFT_UNUSED)
      cairn_source_draft_set_role (self, i, CAIRN_DRAFT_ENTERED);
}

const char *
cairn_source_draft_get_column (const CairnSourceDraft *self, CairnDraftRole role)
{
  for (guint i = 0; i < self->roles->len; i++)
    if (*cairn_source_draft_role_at (self, i) == role)
      return self->sample->columns[i];
  return NULL;
}

void
cairn_source_draft_set_role (CairnSourceDraft *self, guint column, CairnDraftRole role)
{
  g_return_if_fail (column < self->roles->len);

  for (guint i = 0; role != CAIRN_DRAFT_UNUSED && i < self->roles->len; i++)
    if (*cairn_source_draft_role_at (self, i) == role)
      *cairn_source_draft_role_at (self, i) = CAIRN_DRAFT_UNUSED;
  *cairn_source_draft_role_at (self, column) = role;
}

/* ---- a date for each stage ---- */

static CairnMappingDates *
find_dates (const CairnSourceDraft *self, const char *stage)
{
  for (guint i = 0; i < self->dates->len; i++)
    {
      CairnMappingDates *dates = g_ptr_array_index (self->dates, i);

      if (g_str_equal (dates->stage, stage))
        return dates;
    }
  return NULL;
}

const CairnMappingDates *
cairn_source_draft_get_dates (const CairnSourceDraft *self, const char *stage)
{
  return find_dates (self, stage);
}

/* A column tells when one stage is entered. */
static void
take_from_others (CairnSourceDraft *self, const char *stage, const char *entered)
{
  for (guint i = self->dates->len; i > 0; i--)
    {
      const CairnMappingDates *other = g_ptr_array_index (self->dates, i - 1);

      if (g_str_equal (other->entered, entered) && !g_str_equal (other->stage, stage))
        g_ptr_array_remove_index (self->dates, i - 1);
    }
}

void
cairn_source_draft_set_dates (CairnSourceDraft *self,
                              const char *stage,
                              const char *entered,
                              const char *left)
{
  CairnMappingDates *dates = find_dates (self, stage);
  g_autofree char *new_entered = g_strdup (entered);
  g_autofree char *new_left = g_strdup (left);

  if (entered == NULL)
    {
      if (dates != NULL)
        g_ptr_array_remove (self->dates, dates);
      return;
    }
  if (dates == NULL)
    {
      dates = g_new0 (CairnMappingDates, 1);
      dates->stage = g_strdup (stage);
      g_ptr_array_add (self->dates, dates);
    }
  g_free (dates->entered);
  dates->entered = g_steal_pointer (&new_entered);
  g_free (dates->left);
  dates->left = g_steal_pointer (&new_left);
  take_from_others (self, dates->stage, dates->entered);
}

/* Whether the file has any of them; else it is of another kind. */
static gboolean
has_any (const CairnSourceDraft *self, const GPtrArray *dates)
{
  for (guint i = 0; i < dates->len; i++)
    if (g_strv_contains ((const char *const *) self->sample->columns,
                         ((const CairnMappingDates *) g_ptr_array_index (dates, i))->entered))
      return TRUE;
  return FALSE;
}

void
cairn_source_draft_take_dates (CairnSourceDraft *self, const GPtrArray *dates)
{
  if (!has_any (self, dates))
    return;
  g_ptr_array_set_size (self->dates, 0);
  for (guint i = 0; i < dates->len; i++)
    {
      const CairnMappingDates *one = g_ptr_array_index (dates, i);

      cairn_source_draft_set_dates (self, one->stage, one->entered, one->left);
    }
}

gboolean
cairn_source_draft_has_roles (const CairnSourceDraft *self)
{
  for (guint i = 0; i < self->roles->len; i++)
    if (*cairn_source_draft_role_at (self, i) != CAIRN_DRAFT_UNUSED)
      return TRUE;
  return FALSE;
}

gboolean
cairn_source_draft_wants (const CairnSourceDraft *self, CairnDraftRole role)
{
  switch (role)
    {
    case CAIRN_DRAFT_LEFT:
      return self->shape == CAIRN_SHAPE_VISITS;
    case CAIRN_DRAFT_TRANSITION:
      return self->shape == CAIRN_SHAPE_LIFECYCLE;
    case CAIRN_DRAFT_STARTED:
    case CAIRN_DRAFT_TOUCHPOINT:
      return self->shape == CAIRN_SHAPE_VISITS;
    /* An import is made anew, and a server tells by itself. */
    case CAIRN_DRAFT_UPDATED:
      return self->shape == CAIRN_SHAPE_VISITS && !self->is_log && self->address == NULL;
    /* The columns with dates say by their names which stages they are of. */
    case CAIRN_DRAFT_STAGE:
    case CAIRN_DRAFT_ENTERED:
      return self->shape != CAIRN_SHAPE_WIDE;
    case CAIRN_DRAFT_UNUSED:
    case CAIRN_DRAFT_CUSTOMER:
    case CAIRN_DRAFT_OWNER:
    case CAIRN_DRAFT_SEGMENT:
    case CAIRN_DRAFT_N_ROLES:
    default:
      return TRUE;
    }
}

gboolean
cairn_source_draft_keeps_rows (const CairnSourceDraft *self)
{
  return self->is_log && self->shape > CAIRN_SHAPE_LIFECYCLE;
}

char *
cairn_source_draft_dup_problem (const CairnSourceDraft *self)
{
  const struct
  {
    CairnDraftRole role;
    const char *words;
  } wanted[] = {
    { CAIRN_DRAFT_CUSTOMER, _ ("Say which column names the customer.") },
    { CAIRN_DRAFT_STAGE, _ ("Say which column names the stage.") },
    { CAIRN_DRAFT_ENTERED, self->shape == CAIRN_SHAPE_VISITS
                             ? _ ("Say which column tells when the stage was entered.")
                             : _ ("Say which column tells when it happened.") },
    { CAIRN_DRAFT_LEFT, _ ("Say which column tells when the stage was left.") },
    { CAIRN_DRAFT_TRANSITION, _ ("Say which column tells starts from ends.") },
  };
  CairnTimeFormat format;

  for (guint i = 0; i < G_N_ELEMENTS (wanted); i++)
    if (cairn_source_draft_wants (self, wanted[i].role)
        && cairn_source_draft_get_column (self, wanted[i].role) == NULL)
      return g_strdup (wanted[i].words);
  if (self->shape == CAIRN_SHAPE_WIDE && self->dates->len == 0)
    return g_strdup (_ ("Say which column tells when a stage was entered."));
  if (!cairn_source_draft_get_format (self, &format))
    return g_strdup (_ ("Say whether the day or the month stands first."));
  return NULL;
}

/* ---- times ---- */

static gboolean
holds_times (const CairnSourceDraft *self, guint column)
{
  CairnDraftRole role = *cairn_source_draft_role_at (self, column);

  for (guint i = 0; self->shape == CAIRN_SHAPE_WIDE && i < self->dates->len; i++)
    {
      const CairnMappingDates *dates = g_ptr_array_index (self->dates, i);

      if (g_str_equal (dates->entered, self->sample->columns[column])
          || g_strcmp0 (dates->left, self->sample->columns[column]) == 0)
        return TRUE;
    }
  return (role == CAIRN_DRAFT_ENTERED || role == CAIRN_DRAFT_LEFT || role == CAIRN_DRAFT_STARTED)
         && cairn_source_draft_wants (self, role);
}

typedef gboolean (*TimeFunc) (const char *text, gpointer data);

/* Calls @func for each cell that tells a time, until it returns TRUE. */
static void
each_time (const CairnSourceDraft *self, TimeFunc func, gpointer data)
{
  for (guint r = 0; self->sample->rows != NULL && r < self->sample->rows->len; r++)
    {
      char **row = g_ptr_array_index (self->sample->rows, r);

      for (guint c = 0; c < self->roles->len; c++)
        if (holds_times (self, c) && !cairn_time_is_missing (row[c], -1) && func (row[c], data))
          return;
    }
}

static gboolean
sample_time (const char *text, gpointer data)
{
  cairn_time_sampler_add_text (data, text, -1);
  return FALSE;
}

gboolean
cairn_source_draft_get_format (const CairnSourceDraft *self, CairnTimeFormat *format)
{
  CairnTimeSampler sampler = CAIRN_TIME_SAMPLER_INIT;

  *format = (CairnTimeFormat){ CAIRN_TIME_YEAR_FIRST, CAIRN_TIME_SECONDS };
  if (self->time_format != NULL && cairn_time_format_parse (self->time_format, format))
    return TRUE;
  each_time (self, sample_time, &sampler);
  return cairn_time_sampler_decide (&sampler, format);
}

typedef struct
{
  GPtrArray *texts;
  guint n;
} Collect;

static gboolean
collect_time (const char *text, gpointer data)
{
  Collect *collect = data;

  if (!g_ptr_array_find_with_equal_func (collect->texts, text, g_str_equal, NULL))
    g_ptr_array_add (collect->texts, g_strdup (text));
  return collect->texts->len >= collect->n;
}

char **
cairn_source_draft_dup_times (const CairnSourceDraft *self, guint n)
{
  Collect collect = { g_ptr_array_new (), n };

  each_time (self, collect_time, &collect);
  g_ptr_array_add (collect.texts, NULL);
  return (char **) g_ptr_array_free (collect.texts, FALSE);
}

static gboolean
find_local (const char *text, gpointer data)
{
  CairnTimeParts parts;

  if (!cairn_time_parts_parse (text, strlen (text), &parts) || parts.zoned)
    return FALSE;
  *(gboolean *) data = TRUE;
  return TRUE;
}

gboolean
cairn_source_draft_needs_zone (const CairnSourceDraft *self)
{
  gboolean local = FALSE;

  each_time (self, find_local, &local);
  return local;
}

static CairnTimeReader *
new_reader (const CairnSourceDraft *self, const CairnTimeFormat *format)
{
  g_autoptr (GTimeZone) zone = self->zone != NULL ? g_time_zone_new_identifier (self->zone)
                               : self->is_log     ? g_time_zone_new_utc ()
                                                  : g_time_zone_new_local ();

  return cairn_time_reader_new (format, zone);
}

CairnTimeReader *
cairn_source_draft_new_reader (const CairnSourceDraft *self)
{
  CairnTimeFormat format;

  cairn_source_draft_get_format (self, &format);
  return new_reader (self, &format);
}

char *
cairn_source_draft_read_time (const CairnSourceDraft *self,
                              const CairnTimeFormat *format,
                              const char *text)
{
  g_autoptr (CairnTimeReader) reader = new_reader (self, format);
  gint64 moment;

  if (!cairn_time_reader_text (reader, text, strlen (text), &moment))
    return NULL;
  return cairn_time_format (moment);
}

/* ---- what it comes to ---- */

static const char *
column_if_wanted (const CairnSourceDraft *self, CairnDraftRole role)
{
  return cairn_source_draft_wants (self, role) ? cairn_source_draft_get_column (self, role) : NULL;
}

const char *
cairn_source_draft_get_zone (const CairnSourceDraft *self)
{
  return self->zone == NULL && self->is_log ? "UTC" : self->zone;
}

CairnMapping *
cairn_source_draft_dup_mapping (const CairnSourceDraft *self, const char *path)
{
  CairnMapping *mapping = cairn_mapping_new (path);

  mapping->time_format = g_strdup (self->time_format);
  mapping->zone = g_strdup (cairn_source_draft_get_zone (self));
  mapping->shape = (CairnSourceShape) (CAIRN_SOURCE_VISITS + self->shape);
  if (self->recommended)
    return mapping;
  mapping->table = g_strdup (self->is_log ? CAIRN_IMPORT_TABLE : self->sample->table);
  mapping->customer = g_strdup (cairn_source_draft_get_column (self, CAIRN_DRAFT_CUSTOMER));
  mapping->stage = g_strdup (column_if_wanted (self, CAIRN_DRAFT_STAGE));
  mapping->entered = g_strdup (column_if_wanted (self, CAIRN_DRAFT_ENTERED));
  mapping->left = g_strdup (column_if_wanted (self, CAIRN_DRAFT_LEFT));
  mapping->transition = g_strdup (column_if_wanted (self, CAIRN_DRAFT_TRANSITION));
  mapping->touchpoint = g_strdup (column_if_wanted (self, CAIRN_DRAFT_TOUCHPOINT));
  mapping->owner = g_strdup (cairn_source_draft_get_column (self, CAIRN_DRAFT_OWNER));
  mapping->segment = g_strdup (cairn_source_draft_get_column (self, CAIRN_DRAFT_SEGMENT));
  mapping->started = g_strdup (column_if_wanted (self, CAIRN_DRAFT_STARTED));
  mapping->updated = g_strdup (column_if_wanted (self, CAIRN_DRAFT_UPDATED));
  for (guint i = 0; self->shape == CAIRN_SHAPE_WIDE && i < self->dates->len; i++)
    {
      const CairnMappingDates *dates = g_ptr_array_index (self->dates, i);

      cairn_mapping_add_dates (mapping, dates->stage, dates->entered, dates->left);
    }
  return mapping;
}

static void
add_column (GPtrArray *columns, const char *name)
{
  if (name != NULL && !g_ptr_array_find_with_equal_func (columns, name, g_str_equal, NULL))
    g_ptr_array_add (columns, g_strdup (name));
}

char **
cairn_source_draft_dup_columns (const CairnSourceDraft *self)
{
  GPtrArray *columns = g_ptr_array_new ();

  for (guint role = CAIRN_DRAFT_CUSTOMER; role < CAIRN_DRAFT_N_ROLES; role++)
    add_column (columns, column_if_wanted (self, role));
  for (guint i = 0; self->shape == CAIRN_SHAPE_WIDE && i < self->dates->len; i++)
    {
      const CairnMappingDates *dates = g_ptr_array_index (self->dates, i);

      add_column (columns, dates->entered);
      add_column (columns, dates->left);
    }
  g_ptr_array_add (columns, NULL);
  return (char **) g_ptr_array_free (columns, FALSE);
}

/* What was not chosen is not to be found out either. */
static const char *
column_or_none (const CairnSourceDraft *self, CairnDraftRole role)
{
  const char *column = column_if_wanted (self, role);

  return column != NULL ? column : "";
}

void
cairn_source_draft_get_import (const CairnSourceDraft *self, CairnImportOptions *options)
{
  options->shape = self->shape == CAIRN_SHAPE_VISITS      ? CAIRN_IMPORT_VISITS
                   : self->shape == CAIRN_SHAPE_LIFECYCLE ? CAIRN_IMPORT_LIFECYCLE
                                                          : CAIRN_IMPORT_CHANGES;
  options->customer = cairn_source_draft_get_column (self, CAIRN_DRAFT_CUSTOMER);
  options->stage = cairn_source_draft_get_column (self, CAIRN_DRAFT_STAGE);
  options->entered = cairn_source_draft_get_column (self, CAIRN_DRAFT_ENTERED);
  options->left = column_or_none (self, CAIRN_DRAFT_LEFT);
  options->owner = column_or_none (self, CAIRN_DRAFT_OWNER);
  options->segment = column_or_none (self, CAIRN_DRAFT_SEGMENT);
  options->transition = column_if_wanted (self, CAIRN_DRAFT_TRANSITION);
  options->started = column_or_none (self, CAIRN_DRAFT_STARTED);
  options->touchpoint = column_or_none (self, CAIRN_DRAFT_TOUCHPOINT);
  options->time_format = self->time_format;
  options->zone = self->zone;
}

static const CairnPropSpec *
shape_spec (void)
{
  return cairn_schema_prop (CAIRN_KIND_SOURCE, CAIRN_PROP_SHAPE);
}

char *
cairn_source_draft_dup_import (const CairnSourceDraft *self, const char *log)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "log=%s\nshape=%s\n", log, shape_spec ()->words[self->shape]);
  for (guint role = 0; role < CAIRN_DRAFT_N_ROLES; role++)
    {
      const char *column = cairn_source_draft_get_column (self, role);

      if (*import_names[role] != '\0' && column != NULL && cairn_source_draft_wants (self, role))
        g_string_append_printf (text, "%s=%s\n", import_names[role], column);
    }
  if (self->time_format != NULL)
    g_string_append_printf (text, "time-format=%s\n", self->time_format);
  if (self->zone != NULL)
    g_string_append_printf (text, "zone=%s\n", self->zone);
  return g_string_free (text, FALSE);
}

char *
cairn_source_draft_dup_import_value (const char *text, const char *name)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  const gsize n = strlen (name);

  for (guint i = 0; lines[i] != NULL; i++)
    if (strncmp (lines[i], name, n) == 0 && lines[i][n] == '=')
      return g_strdup (lines[i] + n + 1);
  return NULL;
}

void
cairn_source_draft_set_import (CairnSourceDraft *self, const char *text)
{
  g_autofree char *shape = cairn_source_draft_dup_import_value (text, "shape");

  for (guint i = 0; i < self->roles->len; i++)
    *cairn_source_draft_role_at (self, i) = CAIRN_DRAFT_UNUSED;
  for (guint role = 0; role < CAIRN_DRAFT_N_ROLES; role++)
    if (*import_names[role] != '\0')
      {
        g_autofree char *column = cairn_source_draft_dup_import_value (text, import_names[role]);

        cairn_source_draft_take (self, column, role);
      }
  for (int i = 0; shape != NULL && shape_spec ()->words[i] != NULL; i++)
    if (g_str_equal (shape_spec ()->words[i], shape))
      self->shape = i;
  /* Older journeys do not say which it was. */
  if (self->shape == CAIRN_SHAPE_LIFECYCLE
      && cairn_source_draft_get_column (self, CAIRN_DRAFT_TRANSITION) == NULL)
    cairn_source_draft_guess_rare_roles (self);
  g_free (self->time_format);
  self->time_format = cairn_source_draft_dup_import_value (text, "time-format");
  g_free (self->zone);
  self->zone = cairn_source_draft_dup_import_value (text, "zone");
}
