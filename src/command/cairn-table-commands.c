/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-command"

#include "command/cairn-table-commands.h"

#include "command/cairn-command-private.h"
#include "command/cairn-grid-commands.h"
#include "command/cairn-match-private.h"
#include "model/cairn-rules.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Of a name; what is longer stands in the notes as a whole. */
#define MAX_TITLE 400 /* characters */

typedef struct
{
  CairnHistory *history;
  CairnElement *diagram;
  CairnElement *at; /* NULL: nowhere in particular */
  const CairnTextTable *table;

  guint first_row;    /* below the header, if there is one */
  guint first_column; /* right of the names of lanes, if there are any */
  CairnElement *lane; /* where there is no other */
  CairnElement *stage;
  CairnElement **stages; /* of each column */
  guint place;           /* of the next step */
  GStrvBuilder *ids;
  guint n_made;
} Pasting;

static const char *
id_of (CairnElement *element)
{
  return element != NULL ? cairn_element_get_id (element) : "";
}

static gboolean
is_at (Pasting *self, CairnKind kind)
{
  return self->at != NULL && cairn_element_get_kind (self->at) == kind
         && cairn_element_get_parent (self->at) == self->diagram;
}

static void
set_title (CairnElement *element, const char *text)
{
  if (g_utf8_strlen (text, -1) <= MAX_TITLE)
    cairn_element_set_string (element, CAIRN_PROP_TITLE, text);
  else
    {
      g_autofree char *start = g_utf8_substring (text, 0, MAX_TITLE);
      g_autofree char *cut = g_strconcat (start, "…", NULL);

      cairn_element_set_string (element, CAIRN_PROP_TITLE, cut);
      if (cairn_element_has (element, CAIRN_PROP_NOTES))
        cairn_element_set_string (element, CAIRN_PROP_NOTES, text);
    }
}

static CairnElement *
take (Pasting *self, CairnElement *made)
{
  cairn_history_insert (self->history, made, self->diagram, self->place++);
  g_strv_builder_add (self->ids, cairn_element_get_id (made));
  self->n_made++;
  return made;
}

static CairnElement *
add_step (Pasting *self, CairnElement *lane, CairnElement *stage, const char *title)
{
  g_autoptr (CairnElement) step = cairn_command_create (self->history, CAIRN_KIND_STEP);

  set_title (step, title);
  cairn_element_set_string (step, CAIRN_PROP_LANE, id_of (lane));
  cairn_element_set_string (step, CAIRN_PROP_STAGE, id_of (stage));
  return take (self, step);
}

/* Nothing leads from a step that was made a moment ago, so the rules need not be asked but for the
 * one that all of it follows. */
static void
add_flow (Pasting *self, CairnElement *from, CairnElement *to)
{
  g_autoptr (CairnElement) flow = NULL;

  if (from == NULL || !cairn_rules_can_connect (from, to, NULL))
    return;
  flow = cairn_command_create (self->history, CAIRN_KIND_FLOW);
  cairn_element_set_string (flow, CAIRN_PROP_FROM, cairn_element_get_id (from));
  cairn_element_set_string (flow, CAIRN_PROP_TO, cairn_element_get_id (to));
  cairn_history_insert (self->history, flow, self->diagram,
                        cairn_element_get_n_children (self->diagram));
}

/* Lists in texts: "- ", "• ", "3. ", "3) ". */
static const char *
skip_sign (const char *line)
{
  static const char *const signs[] = { "- ", "* ", "+ ", "• ", "– ", "— ", "· ", "☐ ", "[ ] " };
  const char *p = line;

  for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
    if (g_str_has_prefix (line, signs[i]))
      return line + strlen (signs[i]);
  while (g_ascii_isdigit (*p))
    p++;
  return p > line && p - line <= 3 && (*p == '.' || *p == ')') && p[1] == ' ' ? p + 2 : line;
}

/* Takes "Sales: " off @line if there is such a lane. */
static CairnElement *
take_lane (Pasting *self, const char **line)
{
  const char *colon = strchr (*line, ':');
  g_autofree char *name = colon != NULL ? g_strndup (*line, colon - *line) : NULL;
  CairnElement *lane;

  if (colon == NULL || (colon[1] != '\0' && colon[1] != ' '))
    return NULL;
  lane = cairn_match_by_name (self->diagram, CAIRN_KIND_LANE, name);
  if (lane != NULL)
    *line = colon[1] == ' ' ? colon + 2 : colon + 1;
  return lane;
}

static void
paste_lines (Pasting *self)
{
  CairnElement *before = is_at (self, CAIRN_KIND_STEP) ? self->at : NULL;
  CairnElement *heading = self->lane;

  for (guint row = 0; row < cairn_text_table_get_n_rows (self->table); row++)
    {
      const char *line = skip_sign (cairn_text_table_get (self->table, row, 0));
      CairnElement *lane = take_lane (self, &line);
      CairnElement *step;

      line = skip_sign (line);
      if (*line == '\0')
        {
          heading = lane != NULL ? lane : heading;
          continue;
        }
      step = add_step (self, lane != NULL ? lane : heading, self->stage, line);
      add_flow (self, before, step);
      before = step;
    }
}

/* Whether the first row says what the columns are: most of it are names of stages, or there is
 * nothing on the map yet. */
static gboolean
has_header (Pasting *self)
{
  guint n_names = 0, n_known = 0;

  if (cairn_text_table_get_n_rows (self->table) < 2)
    return FALSE;
  if (cairn_element_first (self->diagram, CAIRN_KIND_STEP) == NULL)
    return TRUE;
  for (guint c = 0; c < cairn_text_table_get_n_columns (self->table); c++)
    {
      const char *name = cairn_text_table_get (self->table, 0, c);

      n_names += *name != '\0';
      n_known += cairn_match_by_name (self->diagram, CAIRN_KIND_STAGE, name) != NULL;
    }
  return n_known > 0 && 2 * n_known >= n_names;
}

static gboolean
has_lanes (Pasting *self)
{
  gboolean any = FALSE;

  if (self->first_row > 0 && *cairn_text_table_get (self->table, 0, 0) == '\0')
    return TRUE;
  for (guint row = self->first_row; row < cairn_text_table_get_n_rows (self->table); row++)
    {
      const char *name = cairn_text_table_get (self->table, row, 0);

      if (*name == '\0')
        continue;
      if (cairn_match_by_name (self->diagram, CAIRN_KIND_LANE, name) == NULL)
        return FALSE;
      any = TRUE;
    }
  return any;
}

static CairnElement *
add_band (Pasting *self, CairnKind kind, const char *name)
{
  g_autoptr (CairnElement) band = cairn_command_create (self->history, kind);

  cairn_element_set_string (band, CAIRN_PROP_NAME, name);
  cairn_history_insert (self->history, band, self->diagram,
                        cairn_command_place (self->diagram, kind, NULL));
  return band;
}

static gboolean
is_named_in_header (Pasting *self, CairnElement *stage)
{
  for (guint c = self->first_column; c < cairn_text_table_get_n_columns (self->table); c++)
    if (cairn_match_names (cairn_text_table_get (self->table, 0, c),
                           cairn_element_get_title (stage)))
      return TRUE;
  return FALSE;
}

/* The stage called @name; if there is none, on an empty map one that the table does not name takes
 * it, or else it is made. @spare: where to look for such a one from. */
static CairnElement *
name_stage (Pasting *self, const char *name, gboolean empty, CairnElement **spare)
{
  CairnElement *stage = cairn_match_by_name (self->diagram, CAIRN_KIND_STAGE, name);

  if (stage != NULL)
    return stage;
  while (empty && *spare != NULL && is_named_in_header (self, *spare))
    *spare = cairn_element_next (*spare);
  if (!empty || *spare == NULL)
    return add_band (self, CAIRN_KIND_STAGE, name);
  stage = *spare;
  *spare = cairn_element_next (stage);
  cairn_history_set_string (self->history, stage, CAIRN_PROP_NAME, name);
  return stage;
}

static void
find_named_stages (Pasting *self)
{
  gboolean empty = cairn_element_first (self->diagram, CAIRN_KIND_STEP) == NULL;
  CairnElement *spare = cairn_element_first (self->diagram, CAIRN_KIND_STAGE);
  CairnElement *last = self->stage;

  for (guint c = self->first_column; c < cairn_text_table_get_n_columns (self->table); c++)
    {
      const char *name = cairn_text_table_get (self->table, 0, c);

      /* A column without a name goes on with the stage before it. */
      if (*name != '\0')
        last = name_stage (self, name, empty, &spare);
      self->stages[c] = last;
    }
}

static void
count_stages (Pasting *self)
{
  CairnElement *stage = self->stage;

  for (guint c = self->first_column; c < cairn_text_table_get_n_columns (self->table); c++)
    {
      self->stages[c] = stage != NULL ? stage : add_band (self, CAIRN_KIND_STAGE, _ ("New stage"));
      stage = stage != NULL ? cairn_element_next (stage) : NULL;
    }
}

static CairnElement *
lane_of_row (Pasting *self, guint row, CairnElement *before)
{
  const char *name = cairn_text_table_get (self->table, row, 0);
  CairnElement *lane;

  if (self->first_column == 0 || *name == '\0')
    return before;
  lane = cairn_match_by_name (self->diagram, CAIRN_KIND_LANE, name);
  return lane != NULL ? lane : add_band (self, CAIRN_KIND_LANE, name);
}

/* Joins the steps of each lane, stage by stage. @steps: row by row; NULL where there is none. */
static void
chain (Pasting *self, CairnElement **steps, guint n_rows, guint n_columns)
{
  g_autoptr (GHashTable) last = g_hash_table_new (NULL, NULL); /* lane's id → its latest step */

  for (guint c = 0; c < n_columns; c++)
    for (guint row = 0; row < n_rows; row++)
      {
        CairnElement *step = steps[row * n_columns + c];
        gpointer lane;

        if (step == NULL)
          continue;
        lane = (gpointer) cairn_element_get_string (step, CAIRN_PROP_LANE);
        add_flow (self, g_hash_table_lookup (last, lane), step);
        g_hash_table_insert (last, lane, step);
      }
}

static void
paste_grid (Pasting *self)
{
  guint n_rows = cairn_text_table_get_n_rows (self->table);
  guint n_columns = cairn_text_table_get_n_columns (self->table);
  g_autofree CairnElement **stages = g_new0 (CairnElement *, n_columns);
  g_autofree CairnElement **steps = g_new0 (CairnElement *, (gsize) n_rows * n_columns);
  g_autofree CairnElement **lanes = g_new0 (CairnElement *, n_rows);

  self->stages = stages;
  self->first_row = has_header (self) ? 1 : 0;
  self->first_column = has_lanes (self) ? 1 : 0;
  if (self->first_row > 0)
    find_named_stages (self);
  else
    count_stages (self);
  for (guint row = self->first_row; row < n_rows; row++)
    lanes[row] = lane_of_row (self, row, row > self->first_row ? lanes[row - 1] : self->lane);
  self->place = cairn_command_place (self->diagram, CAIRN_KIND_STEP, NULL);
  for (guint row = self->first_row; row < n_rows; row++)
    for (guint c = self->first_column; c < n_columns; c++)
      {
        const char *title = cairn_text_table_get (self->table, row, c);
        CairnElement *lane = take_lane (self, &title);

        if (*title != '\0')
          steps[row * n_columns + c]
            = add_step (self, lane != NULL ? lane : lanes[row], self->stages[c], title);
      }
  chain (self, steps, n_rows, n_columns);
}

static void
paste_steps (Pasting *self)
{
  CairnDocument *document = cairn_history_get_document (self->history);
  gboolean at_step = is_at (self, CAIRN_KIND_STEP);

  self->lane = is_at (self, CAIRN_KIND_LANE) ? self->at
               : at_step ? cairn_document_resolve (document, self->at, CAIRN_PROP_LANE)
                         : cairn_element_first (self->diagram, CAIRN_KIND_LANE);
  self->stage = is_at (self, CAIRN_KIND_STAGE) ? self->at
                : at_step ? cairn_document_resolve (document, self->at, CAIRN_PROP_STAGE)
                          : cairn_element_first (self->diagram, CAIRN_KIND_STAGE);
  self->place = at_step ? cairn_element_get_index (self->at) + 1
                        : cairn_command_place (self->diagram, CAIRN_KIND_STEP, NULL);
  if (cairn_text_table_get_n_columns (self->table) == 1)
    paste_lines (self);
  else
    paste_grid (self);
}

/* The column of a SIPOC that is called @name; CAIRN_N_COLUMNS: requirements; -1: none. */
static int
column_called (const char *name)
{
  const CairnPropSpec *spec = cairn_schema_prop (CAIRN_KIND_ITEM, CAIRN_PROP_COLUMN);
  const char *requirement = cairn_schema_kind (CAIRN_KIND_REQUIREMENT)->label;

  for (int c = 0; c < CAIRN_N_COLUMNS; c++)
    if (cairn_match_names (name, _ (spec->labels[c])) || cairn_match_names (name, spec->words[c]))
      return c;
  return cairn_match_names (name, _ (requirement)) ? CAIRN_N_COLUMNS : -1;
}

static void
add_item (Pasting *self, int column, const char *title)
{
  CairnKind kind = column == CAIRN_N_COLUMNS ? CAIRN_KIND_REQUIREMENT : CAIRN_KIND_ITEM;
  g_autoptr (CairnElement) item = cairn_command_create (self->history, kind);

  set_title (item, title);
  if (kind == CAIRN_KIND_ITEM)
    cairn_element_set_int (item, CAIRN_PROP_COLUMN, column);
  self->place = self->at != NULL && cairn_element_get_kind (self->at) == kind && self->n_made == 0
                  ? cairn_element_get_index (self->at) + 1
                : self->n_made == 0 || kind == CAIRN_KIND_REQUIREMENT
                  ? cairn_command_place (self->diagram, kind, NULL)
                  : self->place;
  take (self, item);
}

static void
paste_items (Pasting *self)
{
  guint n_columns = cairn_text_table_get_n_columns (self->table);
  int start = is_at (self, CAIRN_KIND_REQUIREMENT) ? CAIRN_N_COLUMNS
              : is_at (self, CAIRN_KIND_ITEM)
                ? (int) cairn_element_get_int (self->at, CAIRN_PROP_COLUMN)
              : n_columns == 1 ? CAIRN_COLUMN_PROCESS
                               : CAIRN_COLUMN_SUPPLIERS;
  gboolean header = cairn_text_table_get_n_rows (self->table) > 1;

  for (guint c = 0; c < n_columns; c++)
    header = header && column_called (cairn_text_table_get (self->table, 0, c)) >= 0;
  for (guint c = 0; c < n_columns; c++)
    {
      int column = header ? column_called (cairn_text_table_get (self->table, 0, c))
                          : MIN (start + (int) c, CAIRN_N_COLUMNS);

      for (guint row = header ? 1 : 0; row < cairn_text_table_get_n_rows (self->table); row++)
        {
          const char *title = skip_sign (cairn_text_table_get (self->table, row, c));

          if (*title != '\0')
            add_item (self, column, title);
        }
    }
}

guint
cairn_command_paste_table (CairnHistory *history,
                           CairnElement *diagram,
                           CairnElement *at,
                           const CairnTextTable *table)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) ids = NULL;
  Pasting self
    = { .history = history, .diagram = diagram, .at = at, .table = table, .ids = builder };
  CairnKind kind = cairn_element_get_kind (diagram);

  if (kind != CAIRN_KIND_SWIMLANE && kind != CAIRN_KIND_SIPOC)
    return 0;
  cairn_history_begin (history, _ ("Paste as steps"));
  if (kind == CAIRN_KIND_SWIMLANE)
    paste_steps (&self);
  else
    paste_items (&self);
  ids = g_strv_builder_end (builder);
  /* Names of stages and nothing below them come to nothing. */
  if (self.n_made == 0)
    {
      cairn_history_abort (history);
      return 0;
    }
  cairn_selection_set (cairn_history_get_selection (history), (const char *const *) ids);
  cairn_history_end (history);
  return self.n_made;
}
