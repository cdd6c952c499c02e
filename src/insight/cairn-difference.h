/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/cairn-document.h"

G_BEGIN_DECLS

typedef enum
{
  CAIRN_DIFFERENCE_ADDED,
  CAIRN_DIFFERENCE_REMOVED,
  CAIRN_DIFFERENCE_MOVED,    /* to another parent, lane, stage or column, or among its siblings */
  CAIRN_DIFFERENCE_REWORDED, /* another name, title or label */
  CAIRN_DIFFERENCE_CHANGED,  /* anything else */
  CAIRN_N_DIFFERENCE_KINDS
} CairnDifferenceKind;

/* One thing in which journey B differs from journey A. */
typedef struct
{
  CairnDifferenceKind kind;
  CairnElement *before; /* in A; NULL: added */
  CairnElement *after;  /* in B; NULL: removed */
  CairnElement *place;  /* the diagram, playbook, segment or journey it is in: of B, of A if gone */
  CairnProp prop;       /* REWORDED, CHANGED: which; CAIRN_N_PROPS: none of the schema's */
  char *old_text;       /* what @prop was and is, whole, for people; NULL: not set, or no @prop */
  char *new_text;
  char *where; /* "Enterprise · Onboarding" */
  char *what;  /* "step “Kick-off call” moved from stage Kick-off to Implementation" */
} CairnDifference;

void cairn_difference_free (CairnDifference *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CairnDifference, cairn_difference_free)

/* "Enterprise · Onboarding: step … moved …", translated. Owned by the caller. */
char *cairn_difference_dup_sentence (const CairnDifference *self);

/* "added", "removed", "moved", "reworded", "changed": for files, never translated. */
const char *cairn_difference_kind_to_word (CairnDifferenceKind kind);

G_END_DECLS
