/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing/cairn-log-table.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define BUFFER 65536

static void
translate_error (GError **error, GError *from, const char *path)
{
  g_autofree char *name = g_filename_display_name (path);

  if (g_error_matches (from, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_propagate_error (error, g_error_copy (from));
  else if (g_error_matches (from, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    g_set_error (error, CAIRN_SOURCE_ERROR, CAIRN_SOURCE_ERROR_MISSING,
                 _ ("“%s” does not exist. Check the name, or choose another file."), name);
  else if (g_error_matches (from, G_IO_ERROR, G_IO_ERROR_IS_DIRECTORY))
    g_set_error (error, CAIRN_SOURCE_ERROR, CAIRN_SOURCE_ERROR_BAD_LOG,
                 _ ("“%s” is a folder. Choose the log in it."), name);
  else
    g_set_error (error, CAIRN_SOURCE_ERROR, CAIRN_SOURCE_ERROR_PERMISSION,
                 _ ("“%s” cannot be read: %s."), name, from->message);
}

/* The first bytes, which stay to be read. */
static const guint8 *
peek (GBufferedInputStream *stream, gsize *n, GCancellable *cancellable, GError **error)
{
  if (g_buffered_input_stream_fill (stream, -1, cancellable, error) < 0)
    return NULL;
  return g_buffered_input_stream_peek_buffer (stream, n);
}

static GInputStream *
gunzip (GInputStream *packed)
{
  g_autoptr (GZlibDecompressor) gzip = g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP);
  g_autoptr (GInputStream) unpacked = g_converter_input_stream_new (packed, G_CONVERTER (gzip));

  return g_buffered_input_stream_new_sized (unpacked, BUFFER);
}

/* UTF-16 is told by its mark; XML says by itself what it is. */
static GInputStream *
decode (GInputStream *stream, const guint8 *head, gsize n, GError **error)
{
  const char *charset = NULL;
  g_autoptr (GCharsetConverter) converter = NULL;

  if (n >= 2 && head[0] == 0xff && head[1] == 0xfe)
    charset = "UTF-16LE";
  else if (n >= 2 && head[0] == 0xfe && head[1] == 0xff)
    charset = "UTF-16BE";
  if (charset == NULL)
    return g_object_ref (stream);
  converter = g_charset_converter_new ("UTF-8", charset, error);
  return converter != NULL ? g_converter_input_stream_new (stream, G_CONVERTER (converter)) : NULL;
}

static gboolean
looks_like_xml (const guint8 *head, gsize n)
{
  gsize i = 0;

  /* Marks of UTF-8 and UTF-16, and the zeros of the latter. */
  while (i < n && (head[i] >= 0xef || head[i] == 0xbb || head[i] == 0 || g_ascii_isspace (head[i])))
    i++;
  return i < n && head[i] == '<';
}

static gboolean
open_log (CairnLogFile *self, const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GInputStream) stream = NULL;
  const guint8 *head;
  gsize n;

  self->file = G_INPUT_STREAM (g_file_read (file, cancellable, error));
  if (self->file == NULL)
    return FALSE;
  stream = g_buffered_input_stream_new_sized (self->file, BUFFER);
  head = peek (G_BUFFERED_INPUT_STREAM (stream), &n, cancellable, error);
  if (head == NULL)
    return FALSE;
  if (n >= 2 && head[0] == 0x1f && head[1] == 0x8b)
    {
      g_autoptr (GInputStream) packed = g_steal_pointer (&stream);

      stream = gunzip (packed);
      head = peek (G_BUFFERED_INPUT_STREAM (stream), &n, cancellable, error);
      if (head == NULL)
        return FALSE;
    }
  self->is_xml = looks_like_xml (head, n);
  self->stream = self->is_xml ? g_steal_pointer (&stream) : decode (stream, head, n, error);
  return self->stream != NULL;
}

/* Regular files have one; a pipe does not. */
static guint64
size_of (GInputStream *file)
{
  g_autoptr (GFileInfo) info = g_file_input_stream_query_info (
    G_FILE_INPUT_STREAM (file), G_FILE_ATTRIBUTE_STANDARD_SIZE "," G_FILE_ATTRIBUTE_STANDARD_TYPE,
    NULL, NULL);

  return info != NULL && g_file_info_get_file_type (info) == G_FILE_TYPE_REGULAR
           ? (guint64) g_file_info_get_size (info)
           : 0;
}

gboolean
cairn_log_file_open (CairnLogFile *self,
                     const char *path,
                     GCancellable *cancellable,
                     GError **error)
{
  g_autoptr (GError) local = NULL;

  *self = (CairnLogFile){ NULL };
  if (!open_log (self, path, cancellable, &local))
    {
      translate_error (error, local, path);
      cairn_log_file_clear (self);
      return FALSE;
    }
  self->size = size_of (self->file);
  return TRUE;
}

void
cairn_log_file_clear (CairnLogFile *self)
{
  g_clear_object (&self->stream);
  g_clear_object (&self->file);
}

guint64
cairn_log_file_tell (const CairnLogFile *self)
{
  return (guint64) MAX (g_seekable_tell (G_SEEKABLE (self->file)), 0);
}

gboolean
cairn_log_file_read (CairnLogFile *self,
                     CairnLogTable *table,
                     const char *path,
                     GCancellable *cancellable,
                     GError **error)
{
  g_autofree char *name = g_filename_display_name (path);

  return (self->is_xml ? cairn_log_read_xes : cairn_log_read_csv) (table, self->stream, name,
                                                                   cancellable, error);
}
