/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-ui"

#include "config.h"

#include "ui/cairn-main-window-private.h"

#include "io/cairn-file.h"
#include "io/cairn-journey.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

/* Long enough that typing does not write at every key, short enough that little is lost. */
#define DELAY_SECONDS 3

static void
store (CairnMainWindow *self)
{
  g_autoptr (GBytes) bytes = cairn_journey_write_bytes (cairn_editor_get_document (self->editor));
  g_autoptr (GError) error = NULL;

  if (self->recovery == NULL)
    self->recovery
      = cairn_recovery_new (NULL, self->file != NULL ? g_file_peek_path (self->file) : NULL);
  if (cairn_recovery_store (self->recovery, bytes, &error) || self->recovery_failed)
    return;
  /* Once is enough: the journey itself is not in danger. */
  self->recovery_failed = TRUE;
  cairn_main_window_toast (self, error->message);
}

static gboolean
store_cb (gpointer data)
{
  CairnMainWindow *self = data;

  self->recovery_timer = 0;
  if (cairn_main_window_get_modified (self))
    store (self);
  return G_SOURCE_REMOVE;
}

void
cairn_main_window_queue_recovery (CairnMainWindow *self)
{
  if (self->recovery_timer == 0)
    self->recovery_timer = g_timeout_add_seconds (DELAY_SECONDS, store_cb, self);
}

void
cairn_main_window_drop_recovery (CairnMainWindow *self)
{
  g_clear_handle_id (&self->recovery_timer, g_source_remove);
  g_clear_pointer (&self->recovery, cairn_recovery_free);
}

/* What the file must still be when the restored work is saved: what it is now, unless somebody has
 * saved it after the work was kept; then nothing fits, and saving asks. */
static char *
dup_stamp (const CairnLeftover *leftover)
{
  g_autoptr (GBytes) bytes = NULL;
  GStatBuf status;

  if (leftover->path == NULL || g_stat (leftover->path, &status) != 0)
    return NULL;
  if (status.st_mtime > leftover->saved_at)
    return g_strdup ("");
  bytes = cairn_file_read (leftover->path, NULL);
  return bytes != NULL ? cairn_file_stamp (bytes) : g_strdup ("");
}

gboolean
cairn_main_window_restore (CairnMainWindow *self, const CairnLeftover *leftover, GError **error)
{
  g_autoptr (CairnDocument) document = NULL;
  g_autoptr (GFile) file = NULL;

  g_return_val_if_fail (CAIRN_IS_MAIN_WINDOW (self), FALSE);
  g_return_val_if_fail (leftover != NULL, FALSE);

  document = cairn_journey_read_file (leftover->copy, NULL, NULL, error);
  if (document == NULL)
    return FALSE;
  cairn_main_window_drop_recovery (self);
  if (leftover->path != NULL)
    file = g_file_new_for_path (leftover->path);
  cairn_main_window_set_file (self, file, dup_stamp (leftover));
  self->recovered = TRUE;
  cairn_main_window_set_document (self, document);
  /* Kept anew before the old copy goes. */
  store (self);
  if (!self->recovery_failed)
    cairn_leftover_remove (leftover);
  return TRUE;
}
