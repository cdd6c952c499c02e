/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-ui"

#include "config.h"

#include "ui/cairn-source-draft.h"

#include "base/cairn-time.h"
#include "timing/cairn-column-role.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* What stands in the text that a journey keeps of an import; "" for roles an import does not know.
 */
static const char *const import_names[CAIRN_DRAFT_N_ROLES] = {
  [CAIRN_DRAFT_UNUSED] = "",         [CAIRN_DRAFT_CUSTOMER] = "customer",
  [CAIRN_DRAFT_STAGE] = "stage",     [CAIRN_DRAFT_ENTERED] = "entered",
  [CAIRN_DRAFT_LEFT] = "left",       [CAIRN_DRAFT_OWNER] = "owner",
  [CAIRN_DRAFT_SEGMENT] = "segment", [CAIRN_DRAFT_STARTED] = "started",
  [CAIRN_DRAFT_TRANSITION] = "",     [CAIRN_DRAFT_TOUCHPOINT] = "",
};

/* Rows that are enough to see what a column holds. */
#define N_LOOKED_AT 50

CairnSourceDraft *
cairn_source_draft_new (GFile *file)
{
  CairnSourceDraft *self = g_new0 (CairnSourceDraft, 1);

  self->file = g_object_ref (file);
  self->roles = g_array_new (FALSE, TRUE, sizeof (CairnDraftRole));
  return self;
}

/* Without the rows: they are for looking at. */
CairnSourceDraft *
cairn_source_draft_copy (const CairnSourceDraft *self)
{
  CairnSourceDraft *copy = cairn_source_draft_new (self->file);

  copy->is_log = self->is_log;
  copy->row_bytes = self->row_bytes;
  copy->recommended = self->recommended;
  copy->shape = self->shape;
  copy->time_format = g_strdup (self->time_format);
  copy->zone = g_strdup (self->zone);
  g_array_append_vals (copy->roles, self->roles->data, self->roles->len);
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
  g_free (self->time_format);
  g_free (self->zone);
  g_free (self);
}

/* ---- columns ---- */

static CairnDraftRole *
role_at (const CairnSourceDraft *self, guint column)
{
  return &g_array_index (self->roles, CairnDraftRole, column);
}

static void
take (CairnSourceDraft *self, const char *column, CairnDraftRole role)
{
  for (guint i = 0; column != NULL && i < self->roles->len; i++)
    if (g_ascii_strcasecmp (self->sample->columns[i], column) == 0
        && *role_at (self, i) == CAIRN_DRAFT_UNUSED)
      {
        *role_at (self, i) = role;
        return;
      }
}

/* The first column that is called one of @words, looking at letters only. */
static void
take_called (CairnSourceDraft *self, CairnDraftRole role, const char *const *words)
{
  for (guint i = 0; i < self->roles->len; i++)
    {
      g_autoptr (GString) plain = g_string_new (NULL);

      for (const char *p = self->sample->columns[i]; *p != '\0'; p++)
        if (g_ascii_isalnum (*p))
          g_string_append_c (plain, g_ascii_tolower (*p));
      if (g_strv_contains (words, plain->str) && *role_at (self, i) == CAIRN_DRAFT_UNUSED)
        {
          *role_at (self, i) = role;
          return;
        }
    }
}

static void
guess_rare_roles (CairnSourceDraft *self)
{
  static const char *const transition[]
    = { "lifecycletransition", "registrationtype", "transition", "lifecycle", "eventtype", NULL };
  static const char *const started[]
    = { "startedat", "workstarted", "workstartedat", "firstresponseat", "pickedupat", NULL };
  static const char *const touchpoint[] = { "touchpoint", "touchpointname", "eventname", NULL };

  take_called (self, CAIRN_DRAFT_TRANSITION, transition);
  take_called (self, CAIRN_DRAFT_STARTED, started);
  take_called (self, CAIRN_DRAFT_TOUCHPOINT, touchpoint);
}

/* Whether a column that nobody has named a role for tells times. */
static gboolean
looks_like_times (const CairnSourceDraft *self, guint column)
{
  guint n = 0, n_times = 0;

  for (guint r = 0; r < MIN (self->sample->rows->len, N_LOOKED_AT); r++)
    {
      const char *text = ((char **) g_ptr_array_index (self->sample->rows, r))[column];
      CairnTimeParts parts;

      if (cairn_time_is_missing (text, -1))
        continue;
      n++;
      n_times += cairn_time_parts_parse (text, strlen (text), &parts);
    }
  return n > 0 && n_times == n && *role_at (self, column) == CAIRN_DRAFT_UNUSED;
}

/* Where the names of the columns do not tell when, what is in them may: one time, or two. */
static void
guess_times (CairnSourceDraft *self)
{
  gboolean has_left = cairn_source_draft_get_column (self, CAIRN_DRAFT_LEFT) != NULL;
  guint columns[3] = { 0 };
  guint n = 0;

  if (cairn_source_draft_get_column (self, CAIRN_DRAFT_ENTERED) != NULL)
    return;
  for (guint i = 0; i < self->roles->len && n < G_N_ELEMENTS (columns); i++)
    if (looks_like_times (self, i))
      columns[n++] = i;
  if (n == 1 || (n == 2 && !has_left))
    *role_at (self, columns[0]) = CAIRN_DRAFT_ENTERED;
  if (n == 2 && !has_left)
    *role_at (self, columns[1]) = CAIRN_DRAFT_LEFT;
}

/* What the names of the columns tell and nobody has said. */
static void
guess_roles (CairnSourceDraft *self)
{
  static const CairnDraftRole as[]
    = { CAIRN_DRAFT_CUSTOMER, CAIRN_DRAFT_STAGE, CAIRN_DRAFT_ENTERED,
        CAIRN_DRAFT_LEFT,     CAIRN_DRAFT_OWNER, CAIRN_DRAFT_SEGMENT };
  const char *const *columns = (const char *const *) self->sample->columns;

  /* What XES calls them goes before what only looks like it. */
  if (self->is_log)
    {
      take (self, "case:concept:name", CAIRN_DRAFT_CUSTOMER);
      take (self, "concept:name", CAIRN_DRAFT_STAGE);
    }
  for (guint i = 0; i < G_N_ELEMENTS (as); i++)
    if (cairn_source_draft_get_column (self, as[i]) == NULL)
      take (self, cairn_column_role_guess ((CairnColumnRole) i, columns), as[i]);
  guess_times (self);
  /* A log that only tells when each thing was done calls it an end. */
  if (cairn_source_draft_get_column (self, CAIRN_DRAFT_ENTERED) == NULL)
    for (guint i = 0; i < self->roles->len; i++)
      if (*role_at (self, i) == CAIRN_DRAFT_LEFT)
        *role_at (self, i) = CAIRN_DRAFT_ENTERED;
  if (self->is_log && cairn_source_draft_get_column (self, CAIRN_DRAFT_LEFT) == NULL)
    take (self, "time:timestamp", CAIRN_DRAFT_LEFT);
  guess_rare_roles (self);
}

static void
take_mapping (CairnSourceDraft *self, const CairnMapping *mapping)
{
  take (self, mapping->customer, CAIRN_DRAFT_CUSTOMER);
  take (self, mapping->stage, CAIRN_DRAFT_STAGE);
  take (self, mapping->entered, CAIRN_DRAFT_ENTERED);
  take (self, mapping->left, CAIRN_DRAFT_LEFT);
  take (self, mapping->owner, CAIRN_DRAFT_OWNER);
  take (self, mapping->segment, CAIRN_DRAFT_SEGMENT);
  take (self, mapping->started, CAIRN_DRAFT_STARTED);
  take (self, mapping->transition, CAIRN_DRAFT_TRANSITION);
  take (self, mapping->touchpoint, CAIRN_DRAFT_TOUCHPOINT);
  self->recommended = mapping->join_customers;
  g_free (self->time_format);
  self->time_format = g_strdup (mapping->time_format);
  g_free (self->zone);
  self->zone = g_strdup (mapping->zone);
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
  self->recommended = FALSE;
  if (self->roles->len == 0)
    return;
  if (mapping != NULL)
    take_mapping (self, mapping);
  if (!self->recommended)
    guess_roles (self);
  self->shape = mapping != NULL && mapping->shape != CAIRN_SOURCE_GUESS
                  ? (int) mapping->shape - CAIRN_SOURCE_VISITS
                  : cairn_source_draft_guess_shape (self);
}

int
cairn_source_draft_guess_shape (const CairnSourceDraft *self)
{
  if (cairn_source_draft_get_column (self, CAIRN_DRAFT_TRANSITION) != NULL
      && cairn_source_draft_get_column (self, CAIRN_DRAFT_LEFT) == NULL
      && cairn_source_draft_can (self, CAIRN_SHAPE_LIFECYCLE))
    return CAIRN_SHAPE_LIFECYCLE;
  /* Where nothing is known, columns that tell two times are to be looked for. */
  if (cairn_source_draft_get_column (self, CAIRN_DRAFT_LEFT) != NULL
      || cairn_source_draft_get_column (self, CAIRN_DRAFT_ENTERED) == NULL)
    return CAIRN_SHAPE_VISITS;
  return CAIRN_SHAPE_CHANGES;
}

const char *
cairn_source_draft_get_column (const CairnSourceDraft *self, CairnDraftRole role)
{
  for (guint i = 0; i < self->roles->len; i++)
    if (*role_at (self, i) == role)
      return self->sample->columns[i];
  return NULL;
}

void
cairn_source_draft_set_role (CairnSourceDraft *self, guint column, CairnDraftRole role)
{
  g_return_if_fail (column < self->roles->len);

  for (guint i = 0; role != CAIRN_DRAFT_UNUSED && i < self->roles->len; i++)
    if (*role_at (self, i) == role)
      *role_at (self, i) = CAIRN_DRAFT_UNUSED;
  *role_at (self, column) = role;
}

gboolean
cairn_source_draft_has_roles (const CairnSourceDraft *self)
{
  for (guint i = 0; i < self->roles->len; i++)
    if (*role_at (self, i) != CAIRN_DRAFT_UNUSED)
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
      return !self->is_log && self->shape == CAIRN_SHAPE_VISITS;
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
cairn_source_draft_can (const CairnSourceDraft *self, int shape)
{
  return !self->is_log || shape <= CAIRN_SHAPE_LIFECYCLE;
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
  if (!cairn_source_draft_get_format (self, &format))
    return g_strdup (_ ("Say whether the day or the month stands first."));
  return NULL;
}

/* ---- times ---- */

static gboolean
holds_times (const CairnSourceDraft *self, guint column)
{
  CairnDraftRole role = *role_at (self, column);

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

CairnMapping *
cairn_source_draft_dup_mapping (const CairnSourceDraft *self)
{
  g_autofree char *path = g_file_get_path (self->file);
  CairnMapping *mapping = cairn_mapping_new (path);

  mapping->time_format = g_strdup (self->time_format);
  mapping->zone = g_strdup (self->zone);
  mapping->shape = (CairnSourceShape) (CAIRN_SOURCE_VISITS + self->shape);
  if (self->recommended)
    return mapping;
  mapping->table = g_strdup (self->sample->table);
  mapping->customer = g_strdup (cairn_source_draft_get_column (self, CAIRN_DRAFT_CUSTOMER));
  mapping->stage = g_strdup (cairn_source_draft_get_column (self, CAIRN_DRAFT_STAGE));
  mapping->entered = g_strdup (cairn_source_draft_get_column (self, CAIRN_DRAFT_ENTERED));
  if (self->shape == CAIRN_SHAPE_VISITS)
    mapping->left = g_strdup (cairn_source_draft_get_column (self, CAIRN_DRAFT_LEFT));
  if (self->shape == CAIRN_SHAPE_LIFECYCLE)
    mapping->transition = g_strdup (cairn_source_draft_get_column (self, CAIRN_DRAFT_TRANSITION));
  mapping->touchpoint = g_strdup (cairn_source_draft_get_column (self, CAIRN_DRAFT_TOUCHPOINT));
  mapping->owner = g_strdup (cairn_source_draft_get_column (self, CAIRN_DRAFT_OWNER));
  mapping->segment = g_strdup (cairn_source_draft_get_column (self, CAIRN_DRAFT_SEGMENT));
  mapping->started = g_strdup (cairn_source_draft_get_column (self, CAIRN_DRAFT_STARTED));
  return mapping;
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
  options->left = self->shape == CAIRN_SHAPE_VISITS
                    ? cairn_source_draft_get_column (self, CAIRN_DRAFT_LEFT)
                    : NULL;
  options->owner = cairn_source_draft_get_column (self, CAIRN_DRAFT_OWNER);
  options->segment = cairn_source_draft_get_column (self, CAIRN_DRAFT_SEGMENT);
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
    *role_at (self, i) = CAIRN_DRAFT_UNUSED;
  for (guint role = 0; role < CAIRN_DRAFT_N_ROLES; role++)
    if (*import_names[role] != '\0')
      {
        g_autofree char *column = cairn_source_draft_dup_import_value (text, import_names[role]);

        take (self, column, role);
      }
  guess_rare_roles (self);
  for (int i = 0; shape != NULL && shape_spec ()->words[i] != NULL; i++)
    if (g_str_equal (shape_spec ()->words[i], shape) && cairn_source_draft_can (self, i))
      self->shape = i;
  g_free (self->time_format);
  self->time_format = cairn_source_draft_dup_import_value (text, "time-format");
  g_free (self->zone);
  self->zone = cairn_source_draft_dup_import_value (text, "zone");
}
