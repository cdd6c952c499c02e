/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A file of plain arrays and a few numbers and texts, to be read back by the same program on the
 * same machine, fast, and never trusted: all of it is covered by sums, nothing is allocated that is
 * larger than the file, and whatever is not as it was written makes the reader "bad". What the
 * numbers mean is for the caller to check.
 *
 * Everything is read in the order in which it was written. */

/* ---- writing ---- */

typedef struct _CairnStateWriter CairnStateWriter;

/* Writes to a file beside @path, which takes its place when all is there. A failure, such as a full
 * disk, is told at the end. @cancellable (may be NULL) makes it fail soon. */
CairnStateWriter *cairn_state_writer_new (const char *path, GCancellable *cancellable);
/* What is not finished leaves nothing behind. */
void cairn_state_writer_free (CairnStateWriter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CairnStateWriter, cairn_state_writer_free)

void cairn_state_writer_add_int (CairnStateWriter *self, gint64 value);
void cairn_state_writer_add_text (CairnStateWriter *self, const char *text);
/* @n times @size bytes. Nothing in them may be a pointer. */
void cairn_state_writer_add_array (CairnStateWriter *self, gconstpointer data, gsize n, gsize size);
/* The same of an array that does not lie in one piece: begin, append, …, end. */
void cairn_state_writer_begin_array (CairnStateWriter *self);
void cairn_state_writer_append (CairnStateWriter *self, gconstpointer data, gsize size);
void cairn_state_writer_end_array (CairnStateWriter *self);
gboolean cairn_state_writer_finish (CairnStateWriter *self);

/* ---- reading ---- */

typedef struct _CairnStateReader CairnStateReader;

/* NULL: there is none, or it is not one of ours, or not whole. */
CairnStateReader *cairn_state_reader_new (const char *path);
/* Waits for what was begun. */
void cairn_state_reader_free (CairnStateReader *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CairnStateReader, cairn_state_reader_free)

/* FALSE as soon as anything was not as it should be. Whatever was read by then is then worth
 * nothing. */
gboolean cairn_state_reader_is_good (const CairnStateReader *self);
/* Somebody found that the contents do not fit. Returns FALSE. */
gboolean cairn_state_reader_fail (CairnStateReader *self);

/* Something else than from @least to @most is bad, and comes back as @least. */
gint64 cairn_state_reader_get_int (CairnStateReader *self, gint64 least, gint64 most);
/* Borrowed; "" if it is bad, as text that is not UTF-8 is. */
const char *cairn_state_reader_get_text (CairnStateReader *self);
/* The same for whatever bytes somebody's data had in place of text. */
const char *cairn_state_reader_get_bytes (CairnStateReader *self);

/* How many elements of @size bytes the next array has; 0 if it is bad. */
gsize cairn_state_reader_get_length (CairnStateReader *self, gsize size);
/* Reads the next array to @dest, which has room for cairn_state_reader_get_length(). */
gboolean cairn_state_reader_read_array (CairnStateReader *self, gpointer dest);
/* A copy of the next array; NULL if it is bad or empty. */
gpointer cairn_state_reader_dup_array (CairnStateReader *self, gsize size, gsize *n);

/* Room for the next array of elements of @size bytes, of which there are *@n, to be freed by
 * g_free(): in large pages where it is large, as to be given hundreds of megabytes in small ones
 * takes longer than to fill them. NULL if the array is bad, or empty. */
gpointer cairn_state_reader_alloc (CairnStateReader *self, gsize size, gsize *n);

/* Large arrays are read in stretches of so many bytes: a multiple of the size of whatever is kept
 * by the million. */
#define CAIRN_STATE_BITE ((gsize) 960 * 273)

/* Whether @size bytes of an array, just read, make sense. Runs in any thread. */
typedef gboolean (*CairnStateCheckFunc) (gconstpointer bite, gsize size, gconstpointer data);

/* Has the next array read to @dest by cairn_state_reader_finish(), and looked at by @check (may be
 * NULL) one stretch after the other. */
void cairn_state_reader_put_off (CairnStateReader *self,
                                 gpointer dest,
                                 CairnStateCheckFunc check,
                                 gconstpointer data);

/* Starts a thread that reads what was put off, if there is a second processor to do so. Nothing may
 * be put off any more; other arrays may be read meanwhile. */
void cairn_state_reader_start (CairnStateReader *self);
/* Helps it, and waits for the end. Returns whether all is good, and nothing is left over. */
gboolean cairn_state_reader_finish (CairnStateReader *self);

G_END_DECLS
