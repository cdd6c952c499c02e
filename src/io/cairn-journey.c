/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/cairn-journey.h"

#include "io/cairn-file.h"
#include "io/cairn-journey-parse-private.h"
#include "io/cairn-xml-prescan-private.h"

#include <glib/gi18n-lib.h>

void
cairn_read_info_clear (CairnReadInfo *info)
{
  g_clear_pointer (&info->message, g_free);
}

static gboolean
check_size (guint64 length, const char *name, GError **error)
{
  if (length == 0)
    {
      g_set_error (error, CAIRN_IO_ERROR, CAIRN_IO_ERROR_SYNTAX,
                   _ ("%s is empty. If it was a journey, go back to an earlier copy."), name);
      return FALSE;
    }
  if (length > CAIRN_JOURNEY_MAX_BYTES)
    {
      g_set_error (error, CAIRN_IO_ERROR, CAIRN_IO_ERROR_LIMIT,
                   _ ("%s is larger than %u MiB, which is more than Cairn reads."), name,
                   CAIRN_JOURNEY_MAX_BYTES / (1024 * 1024));
      return FALSE;
    }
  return TRUE;
}

CairnDocument *
cairn_journey_read_bytes (GBytes *bytes, const char *name, CairnReadInfo *info, GError **error)
{
  g_auto (CairnReadInfo) found = { 0 };
  CairnDocument *document;
  const char *data;
  gsize length;

  g_return_val_if_fail (bytes != NULL && name != NULL, NULL);

  data = g_bytes_get_data (bytes, &length);
  if (!check_size (length, name, error) || !cairn_xml_prescan (data, length, name, error))
    return NULL;
  document = cairn_journey_parse (data, length, name, &found, error);
  if (document != NULL && info != NULL)
    {
      *info = found;
      found = (CairnReadInfo){ 0 };
    }
  return document;
}

CairnDocument *
cairn_journey_read_file (const char *path, CairnReadInfo *info, char **stamp, GError **error)
{
  g_autofree char *name = NULL;
  g_autoptr (GBytes) bytes = NULL;
  CairnDocument *document;
  guint64 size;

  g_return_val_if_fail (path != NULL, NULL);

  name = g_filename_display_basename (path);
  if (!cairn_file_get_size (path, &size, error) || !check_size (size, name, error))
    return NULL;
  bytes = cairn_file_read (path, error);
  if (bytes == NULL)
    return NULL;
  document = cairn_journey_read_bytes (bytes, name, info, error);
  if (document != NULL && stamp != NULL)
    *stamp = cairn_file_stamp (bytes);
  return document;
}
