/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/cairn-text-match.h"
#include "history/cairn-history.h"

G_BEGIN_DECLS

/* Words in a journey: in every diagram, playbook and note. Where data comes from, what data calls
 * things, and snapshots of the past are left alone. */

typedef struct
{
  CairnElement *element; /* borrowed from the document */
  CairnProp prop;        /* a STRING or TEXT of it */
  gsize start, end;      /* bytes of that */
} CairnFinding;

/* Every place where @needle stands, in the order of the file. Of CairnFinding; owned by the caller,
 * good until the next change. */
GArray *cairn_find (CairnDocument *document, const char *needle, CairnMatchFlags flags);

/* Puts @with there. One step of undo. */
void cairn_command_replace (CairnHistory *history, const CairnFinding *finding, const char *with);

/* Puts @with wherever @needle stands; one step of undo. Returns how many there were. */
guint cairn_command_replace_all (CairnHistory *history,
                                 const char *needle,
                                 const char *with,
                                 CairnMatchFlags flags);

G_END_DECLS
