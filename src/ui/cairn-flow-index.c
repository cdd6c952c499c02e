/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/cairn-flow-index.h"

struct _CairnFlowIndex
{
  GHashTable *out; /* CairnElement → GPtrArray of CairnElement */
  GHashTable *in;
};

static void
add (GHashTable *table, CairnElement *end, CairnElement *flow)
{
  GPtrArray *flows;

  if (end == NULL)
    return;
  flows = g_hash_table_lookup (table, end);
  if (flows == NULL)
    {
      flows = g_ptr_array_new ();
      g_hash_table_insert (table, end, flows);
    }
  g_ptr_array_add (flows, flow);
}

CairnFlowIndex *
cairn_flow_index_new (CairnDocument *document, CairnElement *diagram)
{
  CairnFlowIndex *self = g_new0 (CairnFlowIndex, 1);
  CairnKind kind;

  self->out = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_ptr_array_unref);
  self->in = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_ptr_array_unref);
  if (diagram == NULL)
    return self;
  kind = cairn_element_get_kind (diagram) == CAIRN_KIND_SIPOC ? CAIRN_KIND_LINK : CAIRN_KIND_FLOW;
  CAIRN_FOREACH_CHILD (flow, diagram, kind)
    {
      add (self->out, cairn_document_resolve (document, flow, CAIRN_PROP_FROM), flow);
      add (self->in, cairn_document_resolve (document, flow, CAIRN_PROP_TO), flow);
    }
  return self;
}

void
cairn_flow_index_free (CairnFlowIndex *self)
{
  g_hash_table_unref (self->out);
  g_hash_table_unref (self->in);
  g_free (self);
}

const GPtrArray *
cairn_flow_index_get_out (CairnFlowIndex *self, const CairnElement *element)
{
  return g_hash_table_lookup (self->out, element);
}

const GPtrArray *
cairn_flow_index_get_in (CairnFlowIndex *self, const CairnElement *element)
{
  return g_hash_table_lookup (self->in, element);
}
