/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Above these a text is refused. */
#define CAIRN_TEXT_TABLE_MAX_CELLS 5000
#define CAIRN_TEXT_TABLE_MAX_COLUMNS 200
#define CAIRN_TEXT_TABLE_MAX_BYTES (4u * 1024 * 1024)

/* Lines of text, or what a spreadsheet puts on the clipboard: rows end with the line, tabs stand
 * between cells, and a cell in quotes may hold both. Rows with nothing in them are left out; blanks
 * around a cell and characters that no file can hold are taken away, line breaks in a cell become
 * blanks. */
typedef struct _CairnTextTable CairnTextTable;

/* Any bytes. NULL, with a translated sentence in @why (owned by the caller), if there is nothing in
 * @text or too much. */
CairnTextTable *cairn_text_table_parse (const char *text, gsize length, char **why);
void cairn_text_table_free (CairnTextTable *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CairnTextTable, cairn_text_table_free)

guint cairn_text_table_get_n_rows (const CairnTextTable *self);
guint cairn_text_table_get_n_columns (const CairnTextTable *self); /* of the widest row */
/* "" where there is nothing, beyond the edge too. */
const char *cairn_text_table_get (const CairnTextTable *self, guint row, guint column);

G_END_DECLS
