/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-command"

#include "command/cairn-style-commands.h"

#include "command/cairn-note-commands.h"

#include <glib/gi18n-lib.h>

static const CairnProp props[]
  = { CAIRN_PROP_KIND, CAIRN_PROP_CHANNEL, CAIRN_PROP_COLOUR, CAIRN_PROP_REACH, CAIRN_PROP_NATURE };

struct _CairnStyle
{
  CairnKind of;
  gint64 values[G_N_ELEMENTS (props)]; /* of those that @of has */
};

CairnStyle *
cairn_style_take (const CairnElement *element)
{
  CairnKind kind = cairn_element_get_kind (element);
  CairnStyle *self = NULL;

  if (kind != CAIRN_KIND_STEP && kind != CAIRN_KIND_LANE && kind != CAIRN_KIND_ITEM)
    return NULL;
  self = g_new0 (CairnStyle, 1);
  self->of = kind;
  for (guint i = 0; i < G_N_ELEMENTS (props); i++)
    if (cairn_element_has (element, props[i]))
      self->values[i] = cairn_element_get_int (element, props[i]);
  return self;
}

void
cairn_style_free (CairnStyle *self)
{
  g_free (self);
}

gboolean
cairn_command_paste_style (CairnHistory *history, GPtrArray *elements, const CairnStyle *style)
{
  gboolean any = FALSE;

  g_return_val_if_fail (elements != NULL && style != NULL, FALSE);

  cairn_history_begin (history, _ ("Paste style"));
  for (guint i = 0; i < elements->len; i++)
    {
      CairnElement *element = g_ptr_array_index (elements, i);

      if (cairn_element_get_kind (element) != style->of)
        continue;
      any = TRUE;
      for (guint p = 0; p < G_N_ELEMENTS (props); p++)
        if (cairn_element_has (element, props[p]))
          cairn_history_set_int (history, element, props[p], style->values[p]);
    }
  cairn_command_free_notes (history, elements);
  cairn_history_end (history);
  return any;
}
