/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing/cairn-log-table.h"

#include <glib/gi18n-lib.h>
#include <string.h>

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

  return g_buffered_input_stream_new (unpacked);
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

static GInputStream *
open_log (const char *path, gboolean *is_xml, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) raw = g_file_read (file, cancellable, error);
  g_autoptr (GInputStream) stream = NULL;
  const guint8 *head;
  gsize n;

  if (raw == NULL)
    return NULL;
  stream = g_buffered_input_stream_new (G_INPUT_STREAM (raw));
  head = peek (G_BUFFERED_INPUT_STREAM (stream), &n, cancellable, error);
  if (head == NULL)
    return NULL;
  if (n >= 2 && head[0] == 0x1f && head[1] == 0x8b)
    {
      g_autoptr (GInputStream) packed = g_steal_pointer (&stream);

      stream = gunzip (packed);
      head = peek (G_BUFFERED_INPUT_STREAM (stream), &n, cancellable, error);
      if (head == NULL)
        return NULL;
    }
  *is_xml = looks_like_xml (head, n);
  return *is_xml ? g_steal_pointer (&stream) : decode (stream, head, n, error);
}

GInputStream *
cairn_log_open (const char *path, gboolean *is_xml, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) local = NULL;
  GInputStream *stream = open_log (path, is_xml, cancellable, &local);

  if (stream == NULL)
    translate_error (error, local, path);
  return stream;
}
