/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which stages the live source studies as a whole: those of the map that is shown. */
#define G_LOG_DOMAIN "cairn-ui"

#include "config.h"

#include "ui/cairn-main-window-private.h"

#include "insight/cairn-journey-studies.h"
#include "insight/cairn-journey-timings.h"
#include "ui/cairn-stage-window.h"

#include <string.h>

/* Kept with the source: another one is asked anew. */
#define KEY "cairn-wishes"

static const char *
get_segment (CairnMainWindow *self, CairnElement *diagram, CairnSnapshot *snapshot)
{
  const char *chosen = cairn_editor_get_segment (self->editor);

  if (chosen == NULL)
    return cairn_journey_timings_pick_segment (diagram, snapshot);
  return *chosen != '\0' ? chosen : NULL;
}

/* In an order of their own: that of a hash table is none. */
static void
append_touchpoints (GString *key, const CairnStudyWish *wish)
{
  g_autoptr (GList) values = NULL;

  if (wish->touchpoints == NULL)
    return;
  values = g_list_sort (g_hash_table_get_keys (wish->touchpoints), (GCompareFunc) strcmp);
  for (GList *value = values; value != NULL; value = value->next)
    g_string_append_printf (key, "\x1f%s\x1d%s", (const char *) value->data,
                            (const char *) g_hash_table_lookup (wish->touchpoints, value->data));
}

/* Equal texts ask for the same. */
static char *
dup_key (GPtrArray *wishes)
{
  GString *key = g_string_new (NULL);

  for (guint i = 0; i < wishes->len; i++)
    {
      const CairnStudyWish *wish = g_ptr_array_index (wishes, i);

      g_string_append_printf (key, "%s\x1f%s\x1f%d\x1f%d\x1f%d",
                              wish->segment != NULL ? wish->segment : "", wish->stage,
                              wish->automated, wish->self_benchmark, wish->details);
      for (guint k = 0; wish->changes != NULL && k < wish->changes->len; k++)
        g_string_append_printf (key, "\x1f%" G_GINT64_FORMAT,
                                g_array_index (wish->changes, gint64, k));
      append_touchpoints (key, wish);
      g_string_append_c (key, '\x1e');
    }
  return g_string_free (key, FALSE);
}

/* A server is asked for customers, and for what they went through, only while somebody looks. */
static void
wish_for_details (CairnMainWindow *self, CairnElement *diagram, GPtrArray *wishes)
{
  const char *id = cairn_stage_window_get_stage (GTK_WINDOW (self));

  for (guint i = 0; id != NULL && i < wishes->len; i++)
    {
      CairnStudyWish *wish = g_ptr_array_index (wishes, i);
      CairnElement *stage = cairn_journey_studies_find_stage (diagram, wish->stage);
      const CairnCell *cell = stage != NULL ? cairn_editor_get_cell (self->editor, stage) : NULL;

      wish->details
        = cell != NULL && cell->binned && g_str_equal (cairn_element_get_id (stage), id);
    }
}

void
cairn_main_window_update_wishes (CairnMainWindow *self)
{
  CairnElement *diagram = cairn_editor_get_diagram (self->editor);
  CairnSnapshot *snapshot = cairn_editor_get_snapshot (self->editor);
  g_autoptr (GPtrArray) wishes = NULL;
  g_autofree char *key = NULL;

  if (self->live == NULL || diagram == NULL || snapshot == NULL)
    return;
  wishes
    = cairn_journey_studies_dup_wishes (diagram, get_segment (self, diagram, snapshot), snapshot);
  wish_for_details (self, diagram, wishes);
  key = dup_key (wishes);
  if (g_strcmp0 (key, g_object_get_data (G_OBJECT (self->live), KEY)) == 0)
    return;
  g_object_set_data_full (G_OBJECT (self->live), KEY, g_steal_pointer (&key), g_free);
  cairn_live_set_wishes (self->live, wishes);
}
