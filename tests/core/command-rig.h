/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "command/cairn-element-commands.h"
#include "command/cairn-follow.h"
#include "command/cairn-journey-commands.h"
#include "io/cairn-journey.h"

/* A journey with a swimlane and a SIPOC, and any of its elements, picked at random. */

/* The random journey is kept about this large, or deleting would cost more than all the rest. */
#define MAX_STEPS 40

typedef struct
{
  GRand *rand;
  CairnDocument *document;
  CairnSelection *selection;
  CairnHistory *history;
  CairnElement *within; /* what the commands are done to; NULL: the whole journey */
} Rig;

static inline void
rig_init (Rig *rig, guint32 seed)
{
  CairnElement *segment;

  rig->within = NULL;
  rig->rand = g_rand_new_with_seed (seed);
  rig->document = cairn_document_new ();
  rig->selection = cairn_selection_new ();
  rig->history = cairn_history_new (rig->document, rig->selection);
  cairn_follow_install (rig->history);
  segment = cairn_command_add_segment (rig->history, "Enterprise");
  cairn_command_add_diagram (rig->history, segment, CAIRN_KIND_SWIMLANE, "Onboarding");
  cairn_command_add_diagram (rig->history, segment, CAIRN_KIND_SIPOC, "Onboarding SIPOC");
}

static inline void
rig_clear (Rig *rig)
{
  g_rand_free (rig->rand);
  g_object_unref (rig->history);
  g_object_unref (rig->selection);
  g_object_unref (rig->document);
}

static inline GBytes *
bytes_of (Rig *rig)
{
  return cairn_journey_write_bytes (rig->document);
}

static inline int
below (Rig *rig, int n)
{
  return g_rand_int_range (rig->rand, 0, n);
}

static inline void
collect (CairnElement *element, CairnKind kind, GPtrArray *found)
{
  if (cairn_element_get_kind (element) == kind)
    g_ptr_array_add (found, element);
  for (guint i = 0; i < cairn_element_get_n_children (element); i++)
    collect (cairn_element_get_child (element, i), kind, found);
}

static inline GPtrArray *
all (Rig *rig, CairnKind kind)
{
  GPtrArray *found = g_ptr_array_new ();
  gboolean everywhere
    = rig->within == NULL || kind == CAIRN_KIND_PLAYBOOK || kind == CAIRN_KIND_TASK;

  collect (everywhere ? cairn_document_get_root (rig->document) : rig->within, kind, found);
  return found;
}

/* Any element of @kind, or NULL if there is none. */
static inline CairnElement *
any (Rig *rig, CairnKind kind)
{
  g_autoptr (GPtrArray) found = all (rig, kind);

  return found->len > 0 ? g_ptr_array_index (found, below (rig, (int) found->len)) : NULL;
}

/* Any of the same kind within @parent, or, one time in four, NULL. */
static inline CairnElement *
any_within (Rig *rig, CairnElement *parent, CairnKind kind)
{
  guint n = parent != NULL ? cairn_element_count (parent, kind) : 0;

  return n > 0 && below (rig, 4) != 0
           ? cairn_element_nth (parent, kind, (guint) below (rig, (int) n))
           : NULL;
}

static inline char *
words (Rig *rig)
{
  static const char *const some[]
    = { "Welcome call", "", "Größe & <Maß>", "日本語", "a\nb", " x ", "🪨" };

  return g_strdup (some[below (rig, G_N_ELEMENTS (some))]);
}

/* Now and then a few steps back and forth in between, and a selection. */
static inline void
do_undo_redo (Rig *rig)
{
  for (int n = below (rig, 4); n > 0; n--)
    cairn_history_undo (rig->history);
  if (below (rig, 2))
    while (cairn_history_redo (rig->history))
      ;
}

/* Deletes until the journey is small again. */
static inline void
keep_small (Rig *rig)
{
  static const CairnKind kinds[]
    = { CAIRN_KIND_STEP, CAIRN_KIND_ITEM, CAIRN_KIND_REQUIREMENT, CAIRN_KIND_PLAYBOOK,
        CAIRN_KIND_TASK, CAIRN_KIND_LANE, CAIRN_KIND_NEED };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (GPtrArray) found = all (rig, kinds[i]);

      if (found->len > MAX_STEPS)
        {
          g_ptr_array_set_size (found, MAX_STEPS / 2);
          cairn_command_delete (rig->history, found);
        }
    }
}
