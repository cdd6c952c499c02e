/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "command-rig.h"
#include "command/cairn-find.h"
#include "command/cairn-link-commands.h"
#include "command/cairn-note-commands.h"
#include "command/cairn-paste-commands.h"
#include "command/cairn-playbook-commands.h"
#include "command/cairn-style-commands.h"
#include "command/cairn-table-commands.h"

#include <string.h>

/* Part of the random commands: what is done to elements of any kind. */

static inline void
do_replace (Rig *rig)
{
  static const char *const needles[] = { "call", "e", "größe", "x", "new" };
  const char *needle = needles[below (rig, G_N_ELEMENTS (needles))];
  g_autofree char *with = words (rig);

  /* Words that grow at every turn would be all there is. */
  if (strlen (with) > strlen (needle) + 6 || below (rig, 8) != 0)
    return;
  if (below (rig, 2))
    {
      g_autoptr (GArray) findings = cairn_find (rig->document, needle, CAIRN_MATCH_DEFAULT);

      if (findings->len > 0)
        cairn_command_replace (
          rig->history,
          &g_array_index (findings, CairnFinding, (guint) below (rig, (int) findings->len)), with);
    }
  else
    cairn_command_replace_all (rig->history, needle, with, CAIRN_MATCH_WORDS);
}

static inline void
do_rename (Rig *rig)
{
  static const CairnKind kinds[]
    = { CAIRN_KIND_STEP, CAIRN_KIND_LANE,    CAIRN_KIND_STAGE,    CAIRN_KIND_ITEM,
        CAIRN_KIND_FLOW, CAIRN_KIND_SEGMENT, CAIRN_KIND_PLAYBOOK, CAIRN_KIND_DRIVER };
  CairnElement *element = any (rig, kinds[below (rig, G_N_ELEMENTS (kinds))]);
  g_autofree char *text = words (rig);

  if (element != NULL)
    cairn_command_rename (rig->history, element, text);
  do_replace (rig);
}

/* Only in diagrams: a segment and its variants have names of their own. */
static inline void
do_rename_in (Rig *rig)
{
  static const CairnKind kinds[] = { CAIRN_KIND_STEP, CAIRN_KIND_LANE, CAIRN_KIND_STAGE,
                                     CAIRN_KIND_ITEM, CAIRN_KIND_FLOW, CAIRN_KIND_SWIMLANE };
  CairnElement *element = any (rig, kinds[below (rig, G_N_ELEMENTS (kinds))]);
  g_autofree char *text = words (rig);

  if (element != NULL)
    cairn_command_rename (rig->history, element, text);
}

/* Sets any property that is no reference of @element to any value it may have. */
static inline void
set_any (Rig *rig, CairnElement *element)
{
  g_autoptr (GPtrArray) elements = g_ptr_array_new ();
  const CairnKindSpec *kind;
  const CairnPropSpec *spec;
  g_auto (CairnValue) value = { 0 };
  g_autofree char *text = words (rig);

  if (element == NULL)
    return;
  kind = cairn_schema_kind (cairn_element_get_kind (element));
  spec = &kind->props[below (rig, (int) kind->n_props)];
  if (spec->type == CAIRN_TYPE_REF || (spec->prop == CAIRN_PROP_COLUMN))
    return;
  value = cairn_value_initial (spec);
  if (spec->type == CAIRN_TYPE_STRING || spec->type == CAIRN_TYPE_TEXT)
    {
      cairn_value_clear (&value);
      value = cairn_value_from_string (spec->type, g_strdelimit (text, "\n", ' '));
    }
  else if (spec->type == CAIRN_TYPE_NUMBER)
    value.number = g_rand_double_range (rig->rand, -1e6, 1e6);
  else if (spec->type == CAIRN_TYPE_ENUM)
    value.integer = below (rig, (int) g_strv_length ((char **) spec->words));
  else
    value.integer = below (rig, spec->type == CAIRN_TYPE_BOOL ? 2 : 1000);
  g_ptr_array_add (elements, element);
  cairn_command_set (rig->history, elements, spec->prop, &value, below (rig, 2));
}

static inline void
do_set (Rig *rig)
{
  set_any (rig, any (rig, (CairnKind) below (rig, CAIRN_KIND_SNAPSHOT)));
}

static inline void
do_set_in (Rig *rig)
{
  static const CairnKind kinds[]
    = { CAIRN_KIND_STEP, CAIRN_KIND_LANE,  CAIRN_KIND_STAGE,    CAIRN_KIND_FLOW,
        CAIRN_KIND_ITEM, CAIRN_KIND_SIPOC, CAIRN_KIND_SWIMLANE, CAIRN_KIND_REQUIREMENT };

  set_any (rig, any (rig, kinds[below (rig, G_N_ELEMENTS (kinds))]));
}

static inline void
do_delete (Rig *rig)
{
  static const CairnKind kinds[]
    = { CAIRN_KIND_STEP,  CAIRN_KIND_STEP,        CAIRN_KIND_FLOW,     CAIRN_KIND_LANE,
        CAIRN_KIND_STAGE, CAIRN_KIND_ITEM,        CAIRN_KIND_PLAYBOOK, CAIRN_KIND_TASK,
        CAIRN_KIND_LINK,  CAIRN_KIND_REQUIREMENT, CAIRN_KIND_PATH,     CAIRN_KIND_NEED,
        CAIRN_KIND_DRIVER };
  g_autoptr (GPtrArray) elements = g_ptr_array_new ();

  for (int n = below (rig, 3); n >= 0; n--)
    {
      CairnElement *element = any (rig, kinds[below (rig, G_N_ELEMENTS (kinds))]);

      if (element != NULL && !g_ptr_array_find (elements, element, NULL))
        g_ptr_array_add (elements, element);
    }
  if (elements->len > 0)
    cairn_command_delete (rig->history, elements);
}

static inline void
do_delete_diagram (Rig *rig)
{
  CairnElement *diagram = any (rig, below (rig, 2) ? CAIRN_KIND_SWIMLANE : CAIRN_KIND_SIPOC);
  g_autoptr (GPtrArray) elements = g_ptr_array_new ();

  if (diagram == NULL || below (rig, 20) != 0)
    return;
  g_ptr_array_add (elements, diagram);
  cairn_command_delete (rig->history, elements);
}

static inline void
do_duplicate (Rig *rig)
{
  g_autoptr (GPtrArray) steps = all (rig, below (rig, 2) ? CAIRN_KIND_STEP : CAIRN_KIND_ITEM);

  if (steps->len > 3)
    g_ptr_array_set_size (steps, 3);
  cairn_command_duplicate (rig->history, steps);
}

/* Copies some steps or items and puts them into any diagram, or cuts them. */
static inline void
do_paste (Rig *rig)
{
  CairnKind kind = below (rig, 2) ? CAIRN_KIND_SWIMLANE : CAIRN_KIND_SIPOC;
  CairnElement *from = any (rig, kind);
  CairnElement *to = any (rig, kind);
  g_autoptr (GPtrArray) elements = g_ptr_array_new ();
  g_autoptr (CairnDocument) fragment = NULL;
  if (from == NULL || to == NULL || cairn_element_get_n_children (to) > MAX_STEPS)
    return;
  for (guint i = 0; i < cairn_element_get_n_children (from); i++)
    if (below (rig, 6) == 0)
      g_ptr_array_add (elements, cairn_element_get_child (from, i));
  fragment = cairn_fragment_new (rig->document, elements);
  if (fragment != NULL && below (rig, 4) == 0)
    cairn_command_cut (rig->history, elements);
  if (fragment != NULL)
    cairn_command_paste (rig->history, fragment, to,
                         any_within (rig, to, below (rig, 2) ? CAIRN_KIND_STEP : CAIRN_KIND_LANE));
}

static inline void
do_paste_table (Rig *rig)
{
  static const char *const texts[]
    = { "A\nCSM: B\n", "A\tB\n\tC\n", "\tStage 1\tElse\nCSM\tA\tB\nSales\tC\n",
        "Output\tCustomer\nA\tB\n" };
  const char *text = texts[below (rig, G_N_ELEMENTS (texts))];
  CairnElement *diagram = any (rig, below (rig, 2) ? CAIRN_KIND_SWIMLANE : CAIRN_KIND_SIPOC);
  g_autofree char *why = NULL;
  g_autoptr (CairnTextTable) table = cairn_text_table_parse (text, strlen (text), &why);

  if (diagram != NULL && cairn_element_get_n_children (diagram) <= MAX_STEPS)
    cairn_command_paste_table (rig->history, diagram, any_within (rig, diagram, CAIRN_KIND_STEP),
                               table);
}

/* Notes and back, a style from one to others, a diagram of its own, a playbook on many. */
static inline void
do_to_many (Rig *rig)
{
  CairnElement *swimlane = any (rig, CAIRN_KIND_SWIMLANE);
  CairnElement *playbook = any (rig, CAIRN_KIND_PLAYBOOK);
  CairnElement *step = any (rig, CAIRN_KIND_STEP);
  g_autoptr (GPtrArray) diagrams = all (rig, CAIRN_KIND_SWIMLANE);
  g_autoptr (GPtrArray) steps = g_ptr_array_new ();
  g_autoptr (CairnStyle) style = step != NULL ? cairn_style_take (step) : NULL;

  if (swimlane == NULL || step == NULL)
    return;
  CAIRN_FOREACH_CHILD (one, swimlane, CAIRN_KIND_STEP)
    if (below (rig, 4) == 0)
      g_ptr_array_add (steps, one);
  if (below (rig, 3) == 0)
    cairn_command_toggle_notes (rig->history, steps);
  else if (below (rig, 2))
    cairn_command_paste_style (rig->history, steps, style);
  else if (playbook != NULL && below (rig, 3))
    (below (rig, 2) ? cairn_command_attach_all : cairn_command_detach_all) (rig->history, steps,
                                                                            playbook);
  else if (diagrams->len < 4)
    cairn_command_add_detail (rig->history, step);
}

static inline void
do_aliases (Rig *rig)
{
  CairnElement *element = any (rig, below (rig, 2) ? CAIRN_KIND_STAGE : CAIRN_KIND_SEGMENT);
  g_autofree char *a = words (rig);

  if (element != NULL)
    cairn_command_set_aliases (rig->history, element, (const char *[]){ a, "onb_2", NULL });
}

static inline void
do_stage_aliases (Rig *rig)
{
  CairnElement *stage = any (rig, CAIRN_KIND_STAGE);
  g_autofree char *a = words (rig);

  if (stage != NULL)
    cairn_command_set_aliases (rig->history, stage, (const char *[]){ a, "onb_2", NULL });
}
