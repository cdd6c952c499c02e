/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-command"

#include "command/cairn-twig-commands.h"

#include "command/cairn-command-private.h"
#include "command/cairn-twig-private.h"

#include <glib/gi18n-lib.h>

gboolean
cairn_twig_is (const CairnElement *element)
{
  CairnKind kind = cairn_element_get_kind (element);

  return kind == CAIRN_KIND_NEED || kind == CAIRN_KIND_DRIVER || kind == CAIRN_KIND_MEASURE;
}

CairnKind
cairn_twig_host_kind (CairnKind kind)
{
  g_assert (kind == CAIRN_KIND_NEED || kind == CAIRN_KIND_DRIVER || kind == CAIRN_KIND_MEASURE);

  return kind == CAIRN_KIND_NEED     ? CAIRN_KIND_CTQ
         : kind == CAIRN_KIND_DRIVER ? CAIRN_KIND_NEED
                                     : CAIRN_KIND_DRIVER;
}

static gboolean
fits_on (CairnElement *twig, CairnElement *parent)
{
  return cairn_twig_is (twig)
         && cairn_twig_host_kind (cairn_element_get_kind (twig)) == cairn_element_get_kind (parent);
}

void
cairn_command_move_twigs (CairnHistory *history,
                          GPtrArray *twigs,
                          CairnElement *parent,
                          CairnElement *before)
{
  cairn_history_begin (history, _ ("Move branch"));
  for (guint i = 0; i < twigs->len; i++)
    {
      CairnElement *twig = g_ptr_array_index (twigs, i);
      guint index;

      if (!fits_on (twig, parent) || twig == before)
        continue;
      index = cairn_command_place (parent, cairn_element_get_kind (twig), before);
      if (parent == cairn_element_get_parent (twig) && index > cairn_element_get_index (twig))
        index--;
      cairn_history_move (history, twig, parent, index);
    }
  cairn_history_end (history);
}

void
cairn_command_copy_twigs (CairnHistory *history,
                          GPtrArray *twigs,
                          CairnElement *parent,
                          CairnElement *before)
{
  g_autoptr (GStrvBuilder) copies = g_strv_builder_new ();
  g_auto (GStrv) ids = NULL;

  cairn_history_begin (history, _ ("Copy branch"));
  for (guint i = 0; i < twigs->len; i++)
    {
      CairnElement *twig = g_ptr_array_index (twigs, i);
      g_autoptr (CairnElement) copy = NULL;

      if (!fits_on (twig, parent))
        continue;
      copy = cairn_command_copy_tree (history, twig);
      cairn_history_insert (history, copy, parent,
                            cairn_command_place (parent, cairn_element_get_kind (twig), before));
      g_strv_builder_add (copies, cairn_element_get_id (copy));
    }
  ids = g_strv_builder_end (copies);
  if (ids[0] != NULL)
    cairn_selection_set (cairn_history_get_selection (history), (const char *const *) ids);
  cairn_history_end (history);
}
