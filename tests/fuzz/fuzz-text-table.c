/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes from the clipboard are read into a table of text that a file can hold, or refused with
 * a message; what is made of it can be undone. */
#include "fuzz.h"

#include "command/cairn-journey-commands.h"
#include "command/cairn-table-commands.h"

static void
check_cell (const char *cell)
{
  g_assert_true (g_utf8_validate (cell, -1, NULL));
  for (const char *p = cell; *p != '\0'; p++)
    g_assert_true ((guchar) *p >= 0x20);
}

static void
paste (const CairnTextTable *table, CairnKind kind)
{
  g_autoptr (CairnDocument) document = cairn_document_new ();
  g_autoptr (CairnSelection) selection = cairn_selection_new ();
  g_autoptr (CairnHistory) history = cairn_history_new (document, selection);
  CairnElement *segment = cairn_command_add_segment (history, "All");
  CairnElement *diagram = cairn_command_add_diagram (history, segment, kind, "Map");
  guint before = cairn_element_get_n_children (diagram);

  if (cairn_command_paste_table (history, diagram, NULL, table) > 0)
    {
      g_assert_cmpuint (cairn_element_get_n_children (diagram), >, before);
      cairn_history_undo (history);
    }
  g_assert_cmpuint (cairn_element_get_n_children (diagram), ==, before);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *why = NULL;
  g_autoptr (CairnTextTable) table = cairn_text_table_parse ((const char *) data, size, &why);
  guint n = 0;

  g_assert_true ((table == NULL) == (why != NULL));
  if (table == NULL)
    return 0;
  for (guint row = 0; row < cairn_text_table_get_n_rows (table); row++)
    for (guint c = 0; c < cairn_text_table_get_n_columns (table); c++)
      {
        check_cell (cairn_text_table_get (table, row, c));
        n += *cairn_text_table_get (table, row, c) != '\0';
      }
  g_assert_cmpuint (n, <=, CAIRN_TEXT_TABLE_MAX_CELLS);
  if (n <= 200)
    {
      paste (table, CAIRN_KIND_SWIMLANE);
      paste (table, CAIRN_KIND_SIPOC);
    }
  return 0;
}
