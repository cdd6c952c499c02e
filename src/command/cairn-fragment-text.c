/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-command"

#include "command/cairn-fragment.h"

#include "command/cairn-twig-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* A table of names: columns are stages or the columns of a SIPOC, rows belong to a lane. */
typedef struct
{
  GPtrArray *columns; /* names, borrowed */
  GPtrArray *rows;    /* names of lanes; empty: one row of cells without a lane */
  GPtrArray *cells;   /* of GPtrArray of titles, row by row; NULL: nothing in it */
} Table;

static void
table_clear (Table *self)
{
  g_ptr_array_unref (self->columns);
  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->cells);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Table, table_clear)

static void
free_cell (gpointer cell)
{
  if (cell != NULL)
    g_ptr_array_unref (cell);
}

static Table
table_new (void)
{
  return (Table){ g_ptr_array_new (), g_ptr_array_new (),
                  g_ptr_array_new_with_free_func (free_cell) };
}

/* As spreadsheets write it: in quotes if need be. */
static void
append_cell (GString *text, const char *title)
{
  if (strpbrk (title, "\t\n\r\"") == NULL)
    {
      g_string_append (text, title);
      return;
    }
  g_string_append_c (text, '"');
  for (const char *p = title; *p != '\0'; p++)
    {
      if (*p == '"')
        g_string_append_c (text, '"');
      g_string_append_c (text, *p);
    }
  g_string_append_c (text, '"');
}

static void
append_header (GString *text, const Table *table, gboolean lanes)
{
  for (guint c = 0; c < table->columns->len; c++)
    {
      if (c > 0 || lanes)
        g_string_append_c (text, '\t');
      append_cell (text, g_ptr_array_index (table->columns, c));
    }
  g_string_append_c (text, '\n');
}

static GPtrArray *
cell_at (const Table *table, guint row, guint column)
{
  return g_ptr_array_index (table->cells, row * table->columns->len + column);
}

/* As many lines as its fullest cell has titles. */
static void
append_row (GString *text, const Table *table, guint row, gboolean lanes)
{
  guint n_lines = 0;

  for (guint c = 0; c < table->columns->len; c++)
    if (cell_at (table, row, c) != NULL)
      n_lines = MAX (n_lines, cell_at (table, row, c)->len);
  for (guint line = 0; line < n_lines; line++)
    {
      if (lanes)
        {
          append_cell (text, g_ptr_array_index (table->rows, row));
          g_string_append_c (text, '\t');
        }
      for (guint c = 0; c < table->columns->len; c++)
        {
          GPtrArray *cell = cell_at (table, row, c);

          if (c > 0)
            g_string_append_c (text, '\t');
          if (cell != NULL && line < cell->len)
            append_cell (text, g_ptr_array_index (cell, line));
        }
      g_string_append_c (text, '\n');
    }
}

static char *
table_to_text (const Table *table)
{
  GString *text = g_string_new (NULL);
  gboolean lanes = table->rows->len > 1;

  if (table->columns->len > 1 || lanes)
    append_header (text, table, lanes);
  for (guint row = 0; row * table->columns->len < table->cells->len; row++)
    append_row (text, table, row, lanes);
  return g_string_free (text, FALSE);
}

static void
add_title (Table *table, guint row, guint column, CairnElement *element)
{
  gpointer *cell = &g_ptr_array_index (table->cells, row * table->columns->len + column);

  if (*cell == NULL)
    *cell = g_ptr_array_new ();
  g_ptr_array_add (*cell, (gpointer) cairn_element_get_title (element));
}

/* The places of lanes or stages: interned id → place. What belongs to none comes first, if there is
 * such a thing. */
static GHashTable *
number_bands (CairnElement *swimlane, CairnKind kind, CairnProp prop, GPtrArray *names)
{
  GHashTable *places = g_hash_table_new (NULL, NULL);

  CAIRN_FOREACH_CHILD (step, swimlane, CAIRN_KIND_STEP)
    if (*cairn_element_get_string (step, prop) == '\0' && names->len == 0)
      g_ptr_array_add (names, (gpointer) "");
  CAIRN_FOREACH_CHILD (band, swimlane, kind)
    {
      g_hash_table_insert (places, (gpointer) cairn_element_get_id (band),
                           GUINT_TO_POINTER (names->len));
      g_ptr_array_add (names, (gpointer) cairn_element_get_title (band));
    }
  return places;
}

static char *
swimlane_to_text (CairnElement *swimlane)
{
  g_auto (Table) table = table_new ();
  g_autoptr (GHashTable) lanes
    = number_bands (swimlane, CAIRN_KIND_LANE, CAIRN_PROP_LANE, table.rows);
  g_autoptr (GHashTable) stages
    = number_bands (swimlane, CAIRN_KIND_STAGE, CAIRN_PROP_STAGE, table.columns);

  g_ptr_array_set_size (table.cells, (int) (MAX (table.rows->len, 1) * table.columns->len));
  CAIRN_FOREACH_CHILD (step, swimlane, CAIRN_KIND_STEP)
    add_title (&table,
               GPOINTER_TO_UINT (
                 g_hash_table_lookup (lanes, cairn_element_get_string (step, CAIRN_PROP_LANE))),
               GPOINTER_TO_UINT (
                 g_hash_table_lookup (stages, cairn_element_get_string (step, CAIRN_PROP_STAGE))),
               step);
  return table_to_text (&table);
}

static char *
sipoc_to_text (CairnElement *sipoc)
{
  const CairnPropSpec *spec = cairn_schema_prop (CAIRN_KIND_ITEM, CAIRN_PROP_COLUMN);
  g_auto (Table) table = table_new ();
  guint places[CAIRN_N_COLUMNS + 1];
  gboolean used[CAIRN_N_COLUMNS + 1] = { FALSE };

  CAIRN_FOREACH_CHILD (item, sipoc, CAIRN_KIND_ITEM)
    used[cairn_element_get_int (item, CAIRN_PROP_COLUMN)] = TRUE;
  used[CAIRN_N_COLUMNS] = cairn_element_first (sipoc, CAIRN_KIND_REQUIREMENT) != NULL;
  for (guint c = 0; c <= CAIRN_N_COLUMNS; c++)
    if (used[c])
      {
        const char *label = c < CAIRN_N_COLUMNS ? spec->labels[c]
                                                : cairn_schema_kind (CAIRN_KIND_REQUIREMENT)->label;

        places[c] = table.columns->len;
        g_ptr_array_add (table.columns, (gpointer) _ (label));
      }
  g_ptr_array_set_size (table.cells, (int) table.columns->len);
  CAIRN_FOREACH_CHILD (item, sipoc, CAIRN_KIND_ITEM)
    add_title (&table, 0, places[cairn_element_get_int (item, CAIRN_PROP_COLUMN)], item);
  CAIRN_FOREACH_CHILD (requirement, sipoc, CAIRN_KIND_REQUIREMENT)
    add_title (&table, 0, places[CAIRN_N_COLUMNS], requirement);
  return table_to_text (&table);
}

static const char *
name_of (CairnDocument *fragment, CairnElement *twig)
{
  const char *title = cairn_element_get_title (twig);
  CairnElement *requirement = cairn_element_get_kind (twig) == CAIRN_KIND_MEASURE && *title == '\0'
                                ? cairn_document_resolve (fragment, twig, CAIRN_PROP_REQUIREMENT)
                                : NULL;

  return requirement != NULL ? cairn_element_get_title (requirement) : title;
}

static void
append_twigs (GString *text, CairnDocument *fragment, CairnElement *parent, guint level)
{
  for (guint i = 0; i < cairn_element_get_n_children (parent); i++)
    {
      CairnElement *twig = cairn_element_get_child (parent, i);
      gboolean holder = cairn_twig_is_holder (twig);

      if (!cairn_twig_is (twig))
        continue;
      for (guint tab = 0; tab < level && !holder; tab++)
        g_string_append_c (text, '\t');
      if (!holder)
        {
          append_cell (text, name_of (fragment, twig));
          g_string_append_c (text, '\n');
        }
      append_twigs (text, fragment, twig, holder ? level : level + 1);
    }
}

static char *
ctq_to_text (CairnDocument *fragment, CairnElement *ctq)
{
  GString *text = g_string_new (NULL);

  append_twigs (text, fragment, ctq, 0);
  return g_string_free (text, FALSE);
}

char *
cairn_fragment_to_text (CairnDocument *fragment)
{
  CairnElement *diagram = cairn_fragment_get_diagram (fragment);

  if (diagram == NULL)
    return g_strdup ("");
  if (cairn_element_get_kind (diagram) == CAIRN_KIND_CTQ)
    return ctq_to_text (fragment, diagram);
  return cairn_element_get_kind (diagram) == CAIRN_KIND_SWIMLANE ? swimlane_to_text (diagram)
                                                                 : sipoc_to_text (diagram);
}
