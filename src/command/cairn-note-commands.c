/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-command"

#include "command/cairn-note-commands.h"

#include "command/cairn-element-commands.h"
#include "model/cairn-rules.h"

#include <glib/gi18n-lib.h>

/* The flows at one note. */
typedef struct
{
  CairnElement *in; /* the last one found */
  CairnElement *out;
  guint n_in;
  guint n_out;
} Ends;

static gboolean
is_note (CairnElement *element)
{
  return cairn_element_get_kind (element) == CAIRN_KIND_STEP
         && cairn_element_get_int (element, CAIRN_PROP_KIND) == CAIRN_STEP_NOTE;
}

/* Where the flow that came to @note should go on to; NULL: nowhere, it goes. */
static CairnElement *
find_end (CairnDocument *document, const Ends *ends)
{
  CairnElement *from, *to;

  if (ends->n_in != 1 || ends->n_out != 1)
    return NULL;
  from = cairn_document_resolve (document, ends->in, CAIRN_PROP_FROM);
  to = cairn_document_resolve (document, ends->out, CAIRN_PROP_TO);
  return cairn_rules_can_connect (from, to, NULL) ? to : NULL;
}

/* Lets a flow lead past @note, and adds those that cannot stay to @doomed. */
static void
free_note (CairnHistory *history, CairnElement *note, GHashTable *doomed)
{
  CairnDocument *document = cairn_history_get_document (history);
  g_autoptr (GPtrArray) flows = g_ptr_array_new ();
  const char *id = cairn_element_get_id (note);
  Ends ends = { 0 };
  CairnElement *end;

  CAIRN_FOREACH_CHILD (flow, cairn_element_get_parent (note), CAIRN_KIND_FLOW)
    {
      if (cairn_element_get_string (flow, CAIRN_PROP_TO) == id)
        {
          ends.in = flow;
          ends.n_in++;
          g_ptr_array_add (flows, flow);
        }
      else if (cairn_element_get_string (flow, CAIRN_PROP_FROM) == id)
        {
          ends.out = flow;
          ends.n_out++;
          g_ptr_array_add (flows, flow);
        }
    }
  end = find_end (document, &ends);
  if (end != NULL)
    cairn_history_set_string (history, ends.in, CAIRN_PROP_TO, cairn_element_get_id (end));
  for (guint i = 0; i < flows->len; i++)
    if (end == NULL || g_ptr_array_index (flows, i) != ends.in)
      g_hash_table_add (doomed, g_ptr_array_index (flows, i));
}

static void
collect_doomed (CairnElement *swimlane, GHashTable *doomed, GPtrArray *flows)
{
  CAIRN_FOREACH_CHILD (flow, swimlane, CAIRN_KIND_FLOW)
    if (g_hash_table_contains (doomed, flow))
      g_ptr_array_add (flows, flow);
}

void
cairn_command_free_notes (CairnHistory *history, GPtrArray *elements)
{
  CairnSelection *selection = cairn_history_get_selection (history);
  g_autoptr (GHashTable) doomed = g_hash_table_new (NULL, NULL);
  g_autoptr (GHashTable) swimlanes = g_hash_table_new (NULL, NULL);
  g_autoptr (GPtrArray) flows = g_ptr_array_new ();
  g_auto (GStrv) selected = NULL;

  for (guint i = 0; i < elements->len; i++)
    {
      CairnElement *note = g_ptr_array_index (elements, i);

      if (!is_note (note))
        continue;
      free_note (history, note, doomed);
      g_hash_table_add (swimlanes, cairn_element_get_parent (note));
    }
  if (g_hash_table_size (doomed) == 0)
    return;
  /* In the order of the file, so that the same change always gives the same bytes. */
  for (guint i = 0; i < elements->len; i++)
    if (g_hash_table_remove (swimlanes, cairn_element_get_parent (g_ptr_array_index (elements, i))))
      collect_doomed (cairn_element_get_parent (g_ptr_array_index (elements, i)), doomed, flows);
  selected = cairn_selection_dup_ids (selection);
  cairn_command_delete (history, flows);
  cairn_selection_set (selection, (const char *const *) selected);
}

gboolean
cairn_command_toggle_notes (CairnHistory *history, GPtrArray *elements)
{
  gboolean all_notes = TRUE, any = FALSE;

  for (guint i = 0; i < elements->len; i++)
    if (cairn_element_get_kind (g_ptr_array_index (elements, i)) == CAIRN_KIND_STEP)
      {
        any = TRUE;
        all_notes = all_notes && is_note (g_ptr_array_index (elements, i));
      }
  if (!any)
    return FALSE;
  cairn_history_begin (history, all_notes ? _ ("Turn into steps") : _ ("Turn into notes"));
  for (guint i = 0; i < elements->len; i++)
    if (cairn_element_get_kind (g_ptr_array_index (elements, i)) == CAIRN_KIND_STEP)
      cairn_history_set_int (history, g_ptr_array_index (elements, i), CAIRN_PROP_KIND,
                             all_notes ? CAIRN_STEP_TOUCHPOINT : CAIRN_STEP_NOTE);
  cairn_command_free_notes (history, elements);
  cairn_history_end (history);
  return TRUE;
}
