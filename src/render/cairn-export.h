/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "render/cairn-scene.h"

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  CAIRN_EXPORT_SVG,
  CAIRN_EXPORT_PNG,
  CAIRN_EXPORT_PDF,
} CairnExportFormat;

/* By the ending of @path, whatever its case; FALSE for any other ending. */
gboolean cairn_export_format_from_path (const char *path, CairnExportFormat *format);

/* Writes @scene to @path: into a temporary file beside it, which then takes its name; on an error
 * (G_FILE_ERROR, G_IO_ERROR) what was there stays.
 *
 * @scale: pixels a diagram unit, for PNG; others ignore it. A picture too large for its format
 * (PNG 32,767 pixels a side, PDF 14,400 points) is scaled down, and *@note (may be NULL) says so in
 * a translated sentence, owned by the caller; else it is set to NULL. */
gboolean cairn_export_scene (CairnScene *scene,
                             const char *path,
                             CairnExportFormat format,
                             double scale,
                             char **note,
                             GError **error);

/* The same in a thread, but for what needs the journey, which may change as soon as this returns.
 * @callback must call cairn_export_scene_finish(). */
void cairn_export_scene_async (CairnScene *scene,
                               const char *path,
                               CairnExportFormat format,
                               double scale,
                               GAsyncReadyCallback callback,
                               gpointer data);
gboolean cairn_export_scene_finish (GAsyncResult *result, char **note, GError **error);

G_END_DECLS
