/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-command"

#include "command/cairn-mark-commands.h"

#include "command/cairn-element-commands.h"

#include <glib/gi18n-lib.h>
#include <math.h>

gboolean
cairn_command_is_single_mark (CairnProp prop)
{
  return prop == CAIRN_PROP_FIRST_VALUE || prop == CAIRN_PROP_CLOCK_START;
}

void
cairn_command_toggle_mark (CairnHistory *history, GPtrArray *steps, CairnProp mark)
{
  CairnValue value = cairn_value_from_int (CAIRN_TYPE_BOOL, 0);

  for (guint i = 0; i < steps->len; i++)
    if (!cairn_element_get_int (g_ptr_array_index (steps, i), mark))
      value.integer = TRUE;
  cairn_command_set (history, steps, mark, &value, FALSE);
}

static void
set (CairnHistory *history, CairnElement *element, CairnProp prop, double score)
{
  CairnValue value = cairn_value_from_number (score);

  cairn_history_set (history, element, prop, &value);
}

void
cairn_command_set_feeling (CairnHistory *history,
                           CairnElement *element,
                           CairnProp prop,
                           double score)
{
  cairn_history_begin (history, _ ("Change emotion"));
  set (history, element, prop,
       isnan (score) ? NAN : CLAMP (score, -CAIRN_FEELING_MAX, CAIRN_FEELING_MAX));
  cairn_history_end (history);
}

void
cairn_command_shift_feeling (CairnHistory *history, GPtrArray *elements, CairnProp prop, int by)
{
  g_autoptr (GString) key = g_string_new ("feeling");

  g_string_append_printf (key, " %d", prop);
  for (guint i = 0; i < elements->len; i++)
    g_string_append_printf (key, " %s", cairn_element_get_id (g_ptr_array_index (elements, i)));
  cairn_history_begin_merging (history, _ ("Change emotion"), key->str);
  for (guint i = 0; i < elements->len; i++)
    {
      CairnElement *element = g_ptr_array_index (elements, i);
      double score;

      if (!cairn_element_has (element, prop))
        continue;
      score = cairn_element_get_number (element, prop);
      score = (isnan (score) ? 0 : score) + by * CAIRN_FEELING_STEP;
      set (history, element, prop, CLAMP (score, -CAIRN_FEELING_MAX, CAIRN_FEELING_MAX));
    }
  cairn_history_end (history);
}

void
cairn_command_clear_feelings (CairnHistory *history, GPtrArray *elements)
{
  cairn_history_begin (history, _ ("Clear emotion"));
  for (guint i = 0; i < elements->len; i++)
    {
      CairnElement *element = g_ptr_array_index (elements, i);

      if (!cairn_element_has (element, CAIRN_PROP_FEELING))
        continue;
      set (history, element, CAIRN_PROP_FEELING, NAN);
      set (history, element, CAIRN_PROP_FEELING_WANTED, NAN);
    }
  cairn_history_end (history);
}
