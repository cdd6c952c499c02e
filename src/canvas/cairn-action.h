/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "canvas/cairn-editor.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Everything that can be done by key, command or gesture, as one table (cairn-action-table.c). The
 * accelerators, the keys of the canvas, those shown in menus and tooltips, the shortcuts window,
 * the command palette and which actions make sense now all come from it: a new action is one line
 * there, and one that does it where its name is answered. */

/* Where its keys work. */
typedef enum
{
  CAIRN_SCOPE_EVERYWHERE, /* before whatever has the focus: never a key that text needs */
  CAIRN_SCOPE_WINDOW,     /* behind whatever has the focus, and not while somebody types */
  CAIRN_SCOPE_CANVAS,     /* on the drawing */
  CAIRN_SCOPE_LISTED,     /* answered elsewhere, by a widget itself: the table only lists it */
  CAIRN_SCOPE_POINTER,    /* a gesture: listed, in words */
} CairnActionScope;

/* Under which heading the shortcuts window shows it. */
typedef enum
{
  CAIRN_SECTION_STEPS,
  CAIRN_SECTION_EDITING,
  CAIRN_SECTION_BANDS,
  CAIRN_SECTION_MARKS,
  CAIRN_SECTION_GOING,
  CAIRN_SECTION_LABEL,
  CAIRN_SECTION_TOOLS,
  CAIRN_SECTION_FILES,
  CAIRN_SECTION_FINDING,
  CAIRN_SECTION_VIEW,
  CAIRN_SECTION_TIMINGS,
  CAIRN_SECTION_GENERAL,
  CAIRN_SECTION_POINTER,
  CAIRN_N_SECTIONS
} CairnActionSection;

/* What must be so for it to make sense. The first that is not says why not. */
typedef enum
{
  CAIRN_NEEDS_DIAGRAM = 1 << 0,
  CAIRN_NEEDS_CHANGE = 1 << 1, /* the journey may be changed */
  CAIRN_NEEDS_SWIMLANE = 1 << 2,
  CAIRN_NEEDS_SIPOC = 1 << 3,
  CAIRN_NEEDS_SELECTION = 1 << 4,
  CAIRN_NEEDS_ONE = 1 << 5, /* exactly one thing selected */
  CAIRN_NEEDS_STEP = 1 << 6,
  CAIRN_NEEDS_PLAYBOOK = 1 << 7, /* on the selected step */
  CAIRN_NEEDS_UNDO = 1 << 8,
  CAIRN_NEEDS_REDO = 1 << 9,
  CAIRN_NEEDS_SOURCE = 1 << 10, /* a database of timings */
} CairnActionNeeds;

typedef struct
{
  /* As g_action_parse_detailed_name() reads it; NULL: it can only be done by hand. */
  const char *name;
  const char *label; /* translate with _() */
  /* As gtk_accelerator_parse() reads them, separated by spaces, the one to show first; NULL: none.
   * POINTER: the gesture in words; translate with _(). */
  const char *keys;
  CairnActionScope scope;
  CairnActionSection section;
  CairnActionNeeds needs;
  /* Neighbours in the table with the same words here are one line in the shortcuts window; NULL: a
   * line of its own. Translate with _(). */
  const char *together;
} CairnAction;

const CairnAction *cairn_action_table (guint *n_actions);
const char *cairn_action_section_title (CairnActionSection section); /* translated */

/* The action named @name, as in the table; NULL if there is none. */
const CairnAction *cairn_action_find (const char *name);

/* What a key pressed in @scope means, whatever the layout: letters are found by the place of the
 * key when the layout has no Latin ones, digits when they need Shift. NULL: nothing. */
const CairnAction *cairn_action_for_key (
  GdkDisplay *display, guint keyval, guint keycode, GdkModifierType state, CairnActionScope scope);
/* Whether it is a plain letter, that chooses a tool as long as nothing is selected. */
gboolean cairn_action_is_letter (const CairnAction *action);

/* "Ctrl+Z"; NULL if it has no key. Owned by the caller. */
char *cairn_action_dup_key (const CairnAction *action);
/* "Undo (Ctrl+Z)", for a tooltip; @name may be of no action. Owned by the caller. */
char *cairn_action_dup_hint (const char *name, const char *text);

/* NULL if it makes sense now, else a sentence that says why not. */
const char *cairn_action_why_not (const CairnAction *action, CairnEditor *editor);

/* Lets the items of @menu show the keys that GTK does not know of. */
void cairn_action_add_keys_to_menu (GMenu *menu);
/* Puts the key behind the tooltip of every button below @root whose action has one. Once for each.
 */
void cairn_action_add_keys_to_tooltips (GtkWidget *root);

G_END_DECLS
