/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "io/cairn-io-error.h"

G_BEGIN_DECLS

/* Copies of unsaved work, apart from the user's files, so that a crash costs little. Each open
 * journey holds one; it is locked while the program lives, so that what a dead one left behind can
 * be told from what another window is still at. Nothing here ever touches the user's file. */
typedef struct _CairnRecovery CairnRecovery;

/* @folder NULL: $XDG_STATE_HOME/cairn/recovery. @path is the file that the work belongs to; NULL:
 * it was never saved. Writes nothing yet. */
CairnRecovery *cairn_recovery_new (const char *folder, const char *path);

/* Keeps @bytes in place of what was kept before. */
gboolean cairn_recovery_store (CairnRecovery *self, GBytes *bytes, GError **error);

/* After a save, or when the user has thrown the work away: nothing is kept any more. */
void cairn_recovery_discard (CairnRecovery *self);

/* Discards and frees. Only a crash leaves a copy behind. */
void cairn_recovery_free (CairnRecovery *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CairnRecovery, cairn_recovery_free)

typedef struct
{
  char *copy;      /* the file that holds the work; read it with cairn_journey_read_file() */
  char *path;      /* the file that it belongs to; NULL: it was never saved */
  gint64 saved_at; /* seconds since 1970, UTC */
} CairnLeftover;

void cairn_leftover_free (CairnLeftover *leftover);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CairnLeftover, cairn_leftover_free)

/* What programs that are no more have left behind, the newest first. Of CairnLeftover; owned by the
 * caller. Empty locks without work are cleared away on the way. */
GPtrArray *cairn_recovery_list (const char *folder);

/* Takes the copy away, after it was opened and saved or turned down. */
void cairn_leftover_remove (const CairnLeftover *leftover);

G_END_DECLS
