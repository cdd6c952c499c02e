/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-canvas"

#include "canvas/cairn-canvas-private.h"

#include "base/cairn-web-address.h"
#include "canvas/cairn-action.h"
#include "command/cairn-note-commands.h"

#include <glib/gi18n-lib.h>

gboolean
cairn_canvas_toggle_notes (CairnCanvas *self)
{
  g_autoptr (GPtrArray) selected = cairn_editor_dup_selected (self->editor);

  return cairn_editor_may_change (self->editor)
         && cairn_command_toggle_notes (cairn_editor_get_history (self->editor), selected);
}

/* The selected step, if it says something in @prop. */
static CairnElement *
selected_with (CairnCanvas *self, CairnProp prop)
{
  CairnElement *step = cairn_editor_get_selected (self->editor);

  return step != NULL && cairn_element_has (step, prop)
             && *cairn_element_get_string (step, prop) != '\0'
           ? step
           : NULL;
}

gboolean
cairn_canvas_drill_in (CairnCanvas *self)
{
  CairnElement *step = selected_with (self, CAIRN_PROP_DRILLS_INTO);

  if (step != NULL)
    cairn_editor_drill_in (self->editor, step);
  else
    cairn_editor_announce (
      self->editor, _ ("No step is selected that leads into another diagram. The inspector says "
                       "where a step leads."));
  return TRUE;
}

gboolean
cairn_canvas_open_address (CairnCanvas *self)
{
  CairnElement *step = selected_with (self, CAIRN_PROP_URL);

  if (step != NULL)
    cairn_editor_open_address (self->editor, step);
  else
    cairn_editor_announce (self->editor, _ ("No step is selected that has a web page. The "
                                            "inspector has a place for its address."));
  return TRUE;
}

/* The first playbook of the step. */
static void
open_playbook (CairnCanvas *self, CairnElement *step)
{
  CairnElement *attachment = cairn_element_first (step, CAIRN_KIND_ATTACHMENT);
  CairnElement *playbook = attachment != NULL
                             ? cairn_document_resolve (cairn_editor_get_document (self->editor),
                                                       attachment, CAIRN_PROP_PLAYBOOK)
                             : NULL;

  if (playbook != NULL)
    cairn_editor_open_playbook (self->editor, playbook);
}

void
cairn_canvas_follow_badge (CairnCanvas *self, CairnElement *step, CairnPart part)
{
  switch ((int) part)
    {
    case CAIRN_PART_BADGE_PLAYBOOK:
      open_playbook (self, step);
      break;
    case CAIRN_PART_BADGE_DIAGRAM:
      cairn_editor_drill_in (self->editor, step);
      break;
    case CAIRN_PART_BADGE_WEB:
      cairn_editor_open_address (self->editor, step);
      break;
    case CAIRN_PART_TIMING:
    case CAIRN_PART_RANK:
      cairn_editor_open_details (self->editor, step);
      break;
    default:
      break;
    }
}

static char *
dup_diagram_tip (CairnCanvas *self, CairnElement *step)
{
  CairnElement *diagram = cairn_document_resolve (cairn_editor_get_document (self->editor), step,
                                                  CAIRN_PROP_DRILLS_INTO);
  g_autofree char *text = NULL;

  if (diagram == NULL)
    return NULL;
  /* translators: %s is a diagram */
  text = g_strdup_printf (_ ("Leads into “%s”"), cairn_element_get_title (diagram));
  return cairn_action_dup_hint ("canvas.drill-in", text);
}

/* The address itself, so that everybody sees beforehand where a click goes. */
static char *
dup_web_tip (CairnElement *step)
{
  const char *address = cairn_element_get_string (step, CAIRN_PROP_URL);

  if (!cairn_web_address_may_open (address))
    /* translators: %s is an address */
    return g_strdup_printf (_ ("“%s” cannot be opened. Only addresses that begin with https://, "
                               "http:// or mailto: are."),
                            address);
  return cairn_action_dup_hint ("canvas.open-address", address);
}

char *
cairn_canvas_dup_badge_tip (CairnCanvas *self, CairnElement *step, CairnPart part)
{
  if (part == CAIRN_PART_BADGE_DIAGRAM)
    return dup_diagram_tip (self, step);
  return part == CAIRN_PART_BADGE_WEB ? dup_web_tip (step) : NULL;
}
