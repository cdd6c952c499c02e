/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the columns of somebody's data are for, by what they are called and by what is in them. */
#include "insight/cairn-source-draft-private.h"

#include "base/cairn-likeness.h"
#include "timing/cairn-column-role.h"
#include "timing/cairn-shape-guess.h"
#include "timing/cairn-transition.h"

#include <string.h>

/* Rows that are enough to see what a column holds. */
#define N_LOOKED_AT 50
/* Rows from which on it says something that no customer comes twice. */
#define N_UNIQUE 20

/* ---- what is in a column ---- */

static const char *
cell_at (const CairnSourceDraft *self, guint row, guint column)
{
  return ((char **) g_ptr_array_index (self->sample->rows, row))[column];
}

static guint
n_rows_of (const CairnSourceDraft *self)
{
  return self->sample->rows != NULL ? self->sample->rows->len : 0;
}

/* Whether each row of the sample says something there. */
static gboolean
is_filled (const CairnSourceDraft *self, guint column)
{
  for (guint r = 0; r < n_rows_of (self); r++)
    if (cairn_time_is_missing (cell_at (self, r, column), -1))
      return FALSE;
  return TRUE;
}

/* ---- roles ---- */

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
      if (g_strv_contains (words, plain->str)
          && *cairn_source_draft_role_at (self, i) == CAIRN_DRAFT_UNUSED)
        {
          *cairn_source_draft_role_at (self, i) = role;
          return;
        }
    }
}

void
cairn_source_draft_guess_rare_roles (CairnSourceDraft *self)
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
  return *cairn_source_draft_role_at (self, column) == CAIRN_DRAFT_UNUSED
         && cairn_source_draft_holds_dates (self, column);
}

/* Where it is the only time there is, it tells something else. */
static void
guess_updated (CairnSourceDraft *self)
{
  const char *updated = cairn_column_guess_updated ((const char *const *) self->sample->columns);
  gboolean others = cairn_source_draft_get_column (self, CAIRN_DRAFT_ENTERED) != NULL;

  for (guint i = 0; updated != NULL && !others && i < self->roles->len; i++)
    others = self->sample->columns[i] != updated && looks_like_times (self, i);
  if (others && cairn_source_draft_get_column (self, CAIRN_DRAFT_UPDATED) == NULL)
    cairn_source_draft_take (self, updated, CAIRN_DRAFT_UPDATED);
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
    *cairn_source_draft_role_at (self, columns[0]) = CAIRN_DRAFT_ENTERED;
  if (n == 2 && !has_left)
    *cairn_source_draft_role_at (self, columns[1]) = CAIRN_DRAFT_LEFT;
}

/* Every row has a customer and is in a stage: a column with gaps is the second choice. */
static void
take_guess (CairnSourceDraft *self, CairnColumnRole role, CairnDraftRole as)
{
  g_autoptr (GPtrArray) filled = g_ptr_array_new ();
  const char *guess = NULL;

  for (guint i = 0; i < self->roles->len && role <= CAIRN_COLUMN_STAGE; i++)
    if (is_filled (self, i))
      g_ptr_array_add (filled, self->sample->columns[i]);
  g_ptr_array_add (filled, NULL);
  guess = cairn_column_role_guess (role, (const char *const *) filled->pdata);
  if (guess == NULL)
    guess = cairn_column_role_guess (role, (const char *const *) self->sample->columns);
  cairn_source_draft_take (self, guess, as);
}

/* What the names of the columns tell and nobody has said. */
void
cairn_source_draft_guess_roles (CairnSourceDraft *self)
{
  static const CairnDraftRole as[]
    = { CAIRN_DRAFT_CUSTOMER, CAIRN_DRAFT_STAGE, CAIRN_DRAFT_ENTERED,
        CAIRN_DRAFT_LEFT,     CAIRN_DRAFT_OWNER, CAIRN_DRAFT_SEGMENT };

  /* What XES calls them goes before what only looks like it. */
  if (self->is_log)
    {
      cairn_source_draft_take (self, "case:concept:name", CAIRN_DRAFT_CUSTOMER);
      cairn_source_draft_take (self, "concept:name", CAIRN_DRAFT_STAGE);
    }
  for (guint i = 0; i < G_N_ELEMENTS (as); i++)
    if (cairn_source_draft_get_column (self, as[i]) == NULL)
      take_guess (self, (CairnColumnRole) i, as[i]);
  guess_updated (self);
  guess_times (self);
  /* A log that only tells when each thing was done calls it an end. */
  if (cairn_source_draft_get_column (self, CAIRN_DRAFT_ENTERED) == NULL)
    for (guint i = 0; i < self->roles->len; i++)
      if (*cairn_source_draft_role_at (self, i) == CAIRN_DRAFT_LEFT)
        *cairn_source_draft_role_at (self, i) = CAIRN_DRAFT_ENTERED;
  if (self->is_log && cairn_source_draft_get_column (self, CAIRN_DRAFT_LEFT) == NULL)
    cairn_source_draft_take (self, "time:timestamp", CAIRN_DRAFT_LEFT);
  cairn_source_draft_guess_rare_roles (self);
}

/* ---- a date for each stage ---- */

gboolean
cairn_source_draft_holds_dates (const CairnSourceDraft *self, guint column)
{
  guint n = 0, n_times = 0;

  for (guint r = 0; r < n_rows_of (self) && n < N_LOOKED_AT; r++)
    {
      const char *text = cell_at (self, r, column);
      CairnTimeParts parts;

      if (cairn_time_is_missing (text, -1))
        continue;
      n++;
      n_times += cairn_time_parts_parse (text, strlen (text), &parts);
    }
  return n > 0 && n_times == n;
}

/* "engage_date" is the date of "engage". Owned by the caller. */
static char *
dup_stage_of (const char *column)
{
  static const char *const ends[] = { " date", " time", " at", " on" };
  char *name = g_strdelimit (g_strdup (column), "_.", ' ');

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      gsize n = strlen (name), n_end = strlen (ends[i]);

      if (n > n_end && g_ascii_strcasecmp (name + n - n_end, ends[i]) == 0)
        name[n - n_end] = '\0';
    }
  return g_strstrip (name);
}

/* What the map calls @stage, if it has something like it that has no dates yet. */
static const char *
name_on_map (const CairnSourceDraft *self, const char *stage)
{
  const char *alike = cairn_likeness_find (stage, (const char *const *) self->stages);

  return alike != NULL && cairn_source_draft_get_dates (self, alike) == NULL ? alike : stage;
}

/* Each column with dates in it is a stage; one that is named like an end is when the one before it
 * was left. */
static void
guess_dates_by_content (CairnSourceDraft *self)
{
  CairnMappingDates *last = NULL;

  for (guint i = 0; i < self->roles->len; i++)
    {
      const char *column = self->sample->columns[i];
      const char *const columns[] = { column, NULL };
      g_autofree char *stage = dup_stage_of (column);

      if (!cairn_source_draft_holds_dates (self, i))
        continue;
      if (last != NULL && last->left == NULL
          && cairn_column_role_guess (CAIRN_COLUMN_LEFT, columns) != NULL)
        {
          last->left = g_strdup (column);
          continue;
        }
      cairn_source_draft_set_dates (self, name_on_map (self, stage), column, NULL);
      last = g_ptr_array_index (self->dates, self->dates->len - 1);
    }
}

void
cairn_source_draft_guess_dates (CairnSourceDraft *self)
{
  g_autoptr (GPtrArray) dates = cairn_shape_guess_dates (self->names, self->sample->columns);

  for (guint i = 0; i < dates->len; i++)
    {
      const CairnMappingDates *one = g_ptr_array_index (dates, i);

      cairn_source_draft_set_dates (self, name_on_map (self, one->stage), one->entered, one->left);
    }
  if (self->dates->len == 0)
    guess_dates_by_content (self);
}

/* ---- what rows mean ---- */

static int
find_role (const CairnSourceDraft *self, CairnDraftRole role)
{
  for (guint i = 0; i < self->roles->len; i++)
    if (*cairn_source_draft_role_at (self, i) == role)
      return (int) i;
  return -1;
}

static gboolean
has_starts (const CairnSourceDraft *self)
{
  int column = find_role (self, CAIRN_DRAFT_TRANSITION);

  for (guint r = 0; column >= 0 && r < n_rows_of (self); r++)
    if (cairn_transition_parse (cell_at (self, r, (guint) column)) == CAIRN_TRANSITION_START)
      return TRUE;
  return FALSE;
}

/* One row a customer, and what is called the stage says how it ended: then the dates are those of
 * what came before the end. */
static gboolean
tells_ends (const CairnSourceDraft *self)
{
  static const char *const ends[] = { "won", "lost", "churned", "closed won", "closed lost", NULL };
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  int customer = find_role (self, CAIRN_DRAFT_CUSTOMER);
  int stage = find_role (self, CAIRN_DRAFT_STAGE);
  gboolean ended = FALSE;

  if (customer < 0 || stage < 0 || n_rows_of (self) < N_UNIQUE)
    return FALSE;
  for (guint r = 0; r < n_rows_of (self); r++)
    {
      g_autofree char *value = g_ascii_strdown (cell_at (self, r, (guint) stage), -1);

      if (!g_hash_table_add (seen, (gpointer) cell_at (self, r, (guint) customer)))
        return FALSE;
      ended |= g_strv_contains (ends, value);
    }
  return ended;
}

static gboolean
has_dates_of_stages (const CairnSourceDraft *self)
{
  g_autoptr (GPtrArray) dates = cairn_shape_guess_dates (self->names, self->sample->columns);

  /* A single date named after a stage proves nothing. */
  return dates->len >= 2
         || (tells_ends (self) && find_role (self, CAIRN_DRAFT_ENTERED) >= 0
             && find_role (self, CAIRN_DRAFT_LEFT) >= 0);
}

int
cairn_source_draft_guess_shape (const CairnSourceDraft *self)
{
  gboolean has_left = find_role (self, CAIRN_DRAFT_LEFT) >= 0;

  if (!has_left && has_starts (self))
    return CAIRN_SHAPE_LIFECYCLE;
  if (has_dates_of_stages (self))
    return CAIRN_SHAPE_WIDE;
  if (!has_left && cairn_shape_guess_snapshot (self->sample->columns) != NULL)
    return CAIRN_SHAPE_SNAPSHOTS;
  /* Where nothing is known, columns that tell two times are to be looked for. */
  if (has_left || find_role (self, CAIRN_DRAFT_ENTERED) < 0)
    return CAIRN_SHAPE_VISITS;
  return CAIRN_SHAPE_CHANGES;
}

/* ---- what a value means ---- */

int
cairn_source_guess_result (const char *value)
{
  static const struct
  {
    const char *word;
    int result;
  } words[] = {
    { "won", CAIRN_RESULT_SUCCESS },     { "renewed", CAIRN_RESULT_SUCCESS },
    { "success", CAIRN_RESULT_SUCCESS }, { "successful", CAIRN_RESULT_SUCCESS },
    { "lost", CAIRN_RESULT_CHURN },      { "churn", CAIRN_RESULT_CHURN },
    { "churned", CAIRN_RESULT_CHURN },   { "cancelled", CAIRN_RESULT_CHURN },
    { "canceled", CAIRN_RESULT_CHURN },  { "closed", CAIRN_RESULT_OTHER },
  };
  g_auto (GStrv) tokens = g_str_tokenize_and_fold (value, NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_strv_contains ((const char *const *) tokens, words[i].word))
      return words[i].result;
  return -1;
}
