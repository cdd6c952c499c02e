/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/cairn-document.h"
#include "model/cairn-selection.h"

G_BEGIN_DECLS

/* The one gate through which a journey changes. A command opens a transaction, makes edits, closes
 * it; what lies between is one step of undo. Transactions nest: only the outermost counts.
 *
 * Properties, all with notify: "can-undo", "can-redo", "undo-label", "redo-label", "modified" (the
 * journey differs from the last saved or opened state). */
#define CAIRN_TYPE_HISTORY (cairn_history_get_type ())
G_DECLARE_FINAL_TYPE (CairnHistory, cairn_history, CAIRN, HISTORY, GObject)

CairnHistory *cairn_history_new (CairnDocument *document, CairnSelection *selection);

CairnDocument *cairn_history_get_document (CairnHistory *self);
CairnSelection *cairn_history_get_selection (CairnHistory *self);

/* @label names the change to people ("Move step"), translated. */
void cairn_history_begin (CairnHistory *self, const char *label);
/* As above; but a transaction that follows at once with the same @merge_key melts into this one, so
 * that a typed word or a run of nudges is undone in one go. */
void cairn_history_begin_merging (CairnHistory *self, const char *label, const char *merge_key);
void cairn_history_end (CairnHistory *self);
/* Takes back all that was done since the outermost begin; nothing remains of it. The end that each
 * begin around this one still owes is then harmless; edits before the last of them are refused. */
void cairn_history_abort (CairnHistory *self);
/* A look at what would be: commands between these two change the journey, so that it can be laid
 * out, then all of it is taken back and nobody has been told. The selection of the history is
 * another one meanwhile. Only outside transactions, and no turn of the main loop in between. */
void cairn_history_begin_trial (CairnHistory *self);
void cairn_history_end_trial (CairnHistory *self);
/* The next transaction starts a new step of undo even with the same merge key. */
void cairn_history_seal (CairnHistory *self);

/* Called for each edit of a transaction before it closes, those that the follower itself makes as
 * well, so that what must change along does so in the same step of undo. Not called on undo and
 * redo. It may make edits, but must come to an end. */
typedef void (*CairnHistoryFollower) (CairnHistory *self, const CairnEdit *edit);
void cairn_history_set_follower (CairnHistory *self, CairnHistoryFollower follower);

/* The four edits. Only between begin and end; otherwise a critical warning and nothing else.
 * An insert of an id that is in use is refused likewise. */
void
cairn_history_insert (CairnHistory *self, CairnElement *element, CairnElement *parent, guint index);
void cairn_history_remove (CairnHistory *self, CairnElement *element);
/* @index counts after @element was taken out of its old place. */
void
cairn_history_move (CairnHistory *self, CairnElement *element, CairnElement *parent, guint index);
/* Nothing happens if the value is the same already. */
void cairn_history_set (CairnHistory *self,
                        CairnElement *element,
                        CairnProp prop,
                        const CairnValue *value);
void cairn_history_set_string (CairnHistory *self,
                               CairnElement *element,
                               CairnProp prop,
                               const char *string);
void
cairn_history_set_int (CairnHistory *self, CairnElement *element, CairnProp prop, gint64 integer);

/* Both restore the selection that stood before (after) the change. FALSE if there is nothing to do.
 */
gboolean cairn_history_undo (CairnHistory *self);
gboolean cairn_history_redo (CairnHistory *self);

/* The state as it is now is the saved one. */
void cairn_history_mark_saved (CairnHistory *self);
gboolean cairn_history_get_modified (CairnHistory *self);
gboolean cairn_history_get_can_undo (CairnHistory *self);
gboolean cairn_history_get_can_redo (CairnHistory *self);
const char *cairn_history_get_undo_label (CairnHistory *self); /* NULL if there is nothing */
const char *cairn_history_get_redo_label (CairnHistory *self);

G_END_DECLS
