/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who is behind the figures of a stage. */
#define G_LOG_DOMAIN "cairn-ui"

#include "config.h"

#include "ui/cairn-main-window-private.h"

#include "ui/cairn-gap-window.h"
#include "ui/cairn-stage-window.h"

#include <glib/gi18n-lib.h>

/* Whether there can be figures of it: a stage of a map, a process step of a SIPOC. */
static gboolean
has_figures (CairnElement *element)
{
  CairnKind kind = cairn_element_get_kind (element);

  return kind == CAIRN_KIND_STAGE
         || (kind == CAIRN_KIND_ITEM
             && cairn_element_get_int (element, CAIRN_PROP_COLUMN) == CAIRN_COLUMN_PROCESS);
}

static gboolean
is_worse (const CairnCell *cell, const CairnCell *than)
{
  if (than == NULL)
    return TRUE;
  if ((cell->rank > 0) != (than->rank > 0))
    return cell->rank > 0;
  return cell->rank > 0 ? cell->rank < than->rank : cell->here > than->here;
}

/* With nothing selected people mean what is worst. */
static CairnElement *
find_worst (CairnMainWindow *self)
{
  CairnElement *diagram = cairn_editor_get_diagram (self->editor);
  CairnElement *worst = NULL;

  for (guint i = 0; i < cairn_element_get_n_children (diagram); i++)
    {
      CairnElement *child = cairn_element_get_child (diagram, i);
      const CairnCell *cell
        = has_figures (child) ? cairn_editor_get_cell (self->editor, child) : NULL;

      if (cell != NULL
          && is_worse (cell, worst != NULL ? cairn_editor_get_cell (self->editor, worst) : NULL))
        worst = child;
    }
  return worst;
}

static CairnElement *
find_stage (CairnMainWindow *self)
{
  CairnElement *selected = cairn_editor_get_selected (self->editor);
  CairnElement *stage = NULL;

  if (selected != NULL && has_figures (selected))
    return selected;
  if (selected != NULL && cairn_element_get_kind (selected) == CAIRN_KIND_STEP)
    stage = cairn_document_resolve (cairn_editor_get_document (self->editor), selected,
                                    CAIRN_PROP_STAGE);
  return stage != NULL ? stage : find_worst (self);
}

static void
details_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CairnMainWindow *self = data;
  CairnElement *stage = find_stage (self);

  if (stage != NULL)
    cairn_main_window_open_details (self, stage);
  else
    cairn_main_window_toast (self, _ ("There are no timings of any stage here yet."));
}

void
cairn_main_window_open_details (CairnMainWindow *self, CairnElement *stage)
{
  cairn_stage_window_present (GTK_WINDOW (self), self->editor, stage);
  cairn_main_window_update_wishes (self);
}

void
cairn_main_window_close_details (CairnMainWindow *self)
{
  cairn_stage_window_dismiss (GTK_WINDOW (self));
  cairn_gap_window_dismiss (GTK_WINDOW (self));
}

static void
gaps_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CairnMainWindow *self = data;

  cairn_gap_window_present (GTK_WINDOW (self), self->editor);
}

void
cairn_main_window_add_details_actions (CairnMainWindow *self)
{
  static const GActionEntry entries[] = { { "stage-details", details_cb }, { "gaps", gaps_cb } };

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}
