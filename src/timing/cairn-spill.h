/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Memory that is a file without a name, so that the system may put it aside when memory is short,
 * and that is gone with the process, however it ends. New bytes are zero. */
typedef struct
{
  char *data;
  gsize size;
  int fd;
  char *folder; /* for messages */
} CairnSpill;

gboolean cairn_spill_init (CairnSpill *self, const char *folder, GError **error);
void cairn_spill_clear (CairnSpill *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CairnSpill, cairn_spill_clear)

/* At least @size bytes from now on; @data may move. The space on the disk is taken at once, so that
 * a full disk is an error here and not a crash later. */
gboolean cairn_spill_reserve (CairnSpill *self, gsize size, GError **error);

/* A file in @folder without a name, open for reading and writing; -1 with @error set. */
int cairn_spill_open (const char *folder, GError **error);
/* Closes the file in a thread of its own: to give back what a large one without a name holds takes
 * a while. */
void cairn_spill_close (int fd);
gboolean cairn_spill_fail (const char *folder, int code, GError **error);

G_END_DECLS
