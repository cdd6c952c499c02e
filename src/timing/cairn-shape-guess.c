/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing/cairn-shape-guess.h"

#include "timing/cairn-transition.h"

#include <string.h>

#define SAMPLE_ROWS 1000

/* Lower-case letters and digits, all else as one space. */
static char *
plain_words (const char *name)
{
  GString *out = g_string_new (NULL);

  for (const char *p = name; *p != '\0'; p++)
    if (g_ascii_isalnum (*p) || (guchar) *p >= 0x80)
      g_string_append_c (out, g_ascii_tolower (*p));
    else if (out->len > 0 && out->str[out->len - 1] != ' ')
      g_string_append_c (out, ' ');
  if (out->len > 0 && out->str[out->len - 1] == ' ')
    g_string_truncate (out, out->len - 1);
  return g_string_free (out, FALSE);
}

static const char *
find_among (char **columns, const char *const *names)
{
  for (; *names != NULL; names++)
    for (guint i = 0; columns[i] != NULL; i++)
      {
        g_autofree char *plain = plain_words (columns[i]);

        if (g_str_equal (plain, *names))
          return columns[i];
      }
  return NULL;
}

const char *
cairn_shape_guess_transition (char **columns)
{
  static const char *const names[] = { "lifecycle transition", "transition",
                                       "registration type",    "lifecycle",
                                       "event type",           NULL };

  return find_among (columns, names);
}

const char *
cairn_shape_guess_snapshot (char **columns)
{
  static const char *const names[] = { "snapshot date", "snapshot day", "snapshot at", "snapshot",
                                       "snapshotdate",  "as of",        "as of date",  "asof",
                                       "dump date",     "export date",  NULL };

  return find_among (columns, names);
}

/* What is between @before and @after in @text; NULL if it is not so, or nothing is. */
static char *
between (const char *text, const char *before, const char *after)
{
  gsize n = strlen (text), n_before = strlen (before), n_after = strlen (after);

  if (n <= n_before + n_after || !g_str_has_prefix (text, before)
      || !g_str_has_suffix (text, after))
    return NULL;
  return g_strndup (text + n_before, n - n_before - n_after);
}

typedef struct
{
  const char *before, *after;
} Pattern;

static const Pattern entering[] = {
  { "hs date entered ", "" }, { "hs v2 date entered ", "" },
  { "date entered ", "" },    { "entered ", " at" },
  { "entered ", "" },         { "", " date entered" },
  { "", " entered at" },      { "", " entered on" },
  { "", " entered" },         { "", " entry date c" },
  { "", " entry date" },
};
static const Pattern leaving[] = {
  { "hs date exited ", "" }, { "hs v2 date exited ", "" },
  { "date exited ", "" },    { "exited ", " at" },
  { "exited ", "" },         { "left ", " at" },
  { "left ", "" },           { "", " date exited" },
  { "", " exited at" },      { "", " exited on" },
  { "", " exited" },         { "", " left at" },
  { "", " left" },           { "", " exit date c" },
  { "", " exit date" },
};
/* Too weak unless a stage is known to be called so. */
static const Pattern dating[] = { { "", " date" }, { "", " at" }, { "", " on" }, { "", "" } };

static char *
match (const char *plain, const Pattern *patterns, gsize n_patterns)
{
  for (gsize i = 0; i < n_patterns; i++)
    {
      char *stage = between (plain, patterns[i].before, patterns[i].after);

      if (stage != NULL && !g_str_equal (stage, "at") && !g_str_equal (stage, "date")
          && !g_str_equal (stage, "stage"))
        return stage;
      g_free (stage);
    }
  return NULL;
}

/* The value of @mapping that reads like @plain, or NULL. */
static const char *
known_stage (const CairnMapping *mapping, const char *plain)
{
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, mapping->stages);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      g_autofree char *words = plain_words (key);

      if (g_str_equal (words, plain))
        return value;
    }
  return NULL;
}

static char *
dated_stage (const CairnMapping *mapping, const char *plain)
{
  g_autofree char *stage = match (plain, entering, G_N_ELEMENTS (entering));

  if (stage != NULL)
    {
      const char *known = known_stage (mapping, stage);

      return known != NULL ? g_strdup (known) : g_steal_pointer (&stage);
    }
  for (guint i = 0; i < G_N_ELEMENTS (dating); i++)
    {
      g_autofree char *name = between (plain, dating[i].before, dating[i].after);
      const char *known = name != NULL ? known_stage (mapping, name) : NULL;

      if (known != NULL)
        return g_strdup (known);
    }
  return NULL;
}

static const char *
find_exit (const CairnMapping *mapping, char **columns, const char *stage)
{
  for (guint i = 0; columns[i] != NULL; i++)
    {
      g_autofree char *plain = plain_words (columns[i]);
      g_autofree char *name = match (plain, leaving, G_N_ELEMENTS (leaving));
      const char *known = name != NULL ? known_stage (mapping, name) : NULL;

      if (name != NULL && g_str_equal (known != NULL ? known : name, stage))
        return columns[i];
    }
  return NULL;
}

GPtrArray *
cairn_shape_guess_dates (const CairnMapping *mapping, char **columns)
{
  g_autoptr (CairnMapping) dates = cairn_mapping_new (NULL);

  for (guint i = 0; columns[i] != NULL; i++)
    {
      g_autofree char *plain = plain_words (columns[i]);
      g_autofree char *stage = dated_stage (mapping, plain);

      if (stage != NULL)
        cairn_mapping_add_dates (dates, stage, columns[i], find_exit (mapping, columns, stage));
    }
  return g_ptr_array_ref (dates->date_columns);
}

gboolean
cairn_shape_has_starts (sqlite3 *db, const char *path, const char *table, const char *transition)
{
  g_autofree char *from = cairn_sqlite_quote (table);
  g_autofree char *column = cairn_sqlite_quote (transition);
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM %s LIMIT %d", column, from, SAMPLE_ROWS);
  g_autoptr (sqlite3_stmt) stmt = cairn_sqlite_prepare (db, path, sql, NULL);

  while (stmt != NULL && sqlite3_step (stmt) == SQLITE_ROW)
    {
      const char *word = (const char *) sqlite3_column_text (stmt, 0);

      if (word != NULL && cairn_transition_parse (word) == CAIRN_TRANSITION_START)
        return TRUE;
    }
  return FALSE;
}
