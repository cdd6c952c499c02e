/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <sqlite3.h>

G_BEGIN_DECLS

/* Which pages of a database the log beside it holds ("The SQLite database file format", section
 * 4). All zero at first. */
typedef struct
{
  GByteArray *pages; /* a bit for each page of the file */
  guint32 n_pages;   /* 0: the log is empty */
} CairnPageLog;

void cairn_page_log_clear (CairnPageLog *self);
void cairn_page_log_forget (CairnPageLog *self);

/* @log: SQLite's handle of it, while a transaction is open; @n_pages: of the database's file.
 * FALSE: that cannot be told. */
gboolean
cairn_page_log_read (CairnPageLog *self, sqlite3_file *log, guint32 page_size, guint32 n_pages);

static inline gboolean
cairn_page_log_is_empty (const CairnPageLog *self)
{
  return self->n_pages == 0;
}

static inline gboolean
cairn_page_log_has (const CairnPageLog *self, guint32 page)
{
  return self->n_pages > 0
         && (page > self->n_pages || (self->pages->data[page / 8] >> page % 8 & 1) != 0);
}

G_END_DECLS
