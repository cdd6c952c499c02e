/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "insight/cairn-segment-compare.h"

#include "insight/cairn-place-compare.h"

#include <glib/gi18n-lib.h>

static const struct
{
  const char *label;
  const char *word;
} figures[CAIRN_N_SEGMENT_FIGURES] = {
  { N_ ("Touchpoints"), "touchpoints" },
  { N_ ("Minutes of effort"), "minutes" },
  { N_ ("Stages"), "stages" },
  { N_ ("Lanes"), "lanes" },
  { N_ ("Steps"), "steps" },
  { N_ ("Handoffs"), "handoffs" },
  { N_ ("Playbooks"), "playbooks" },
};

const char *
cairn_segment_figure_label (guint nth)
{
  g_return_val_if_fail (nth < CAIRN_N_SEGMENT_FIGURES, NULL);

  return _ (figures[nth].label);
}

const char *
cairn_segment_figure_word (guint nth)
{
  g_return_val_if_fail (nth < CAIRN_N_SEGMENT_FIGURES, NULL);

  return figures[nth].word;
}

guint64
cairn_segment_figure_get (const CairnSegmentFigures *self, guint nth)
{
  const guint64 values[CAIRN_N_SEGMENT_FIGURES]
    = { self->touchpoints, self->minutes,  self->stages,   self->lanes,
        self->steps,       self->handoffs, self->playbooks };

  g_return_val_if_fail (nth < CAIRN_N_SEGMENT_FIGURES, 0);

  return values[nth];
}

static gboolean
counts (CairnElement *swimlane)
{
  return cairn_element_get_int (swimlane, CAIRN_PROP_VERSION) != CAIRN_VERSION_TO_BE;
}

static void
count_step (CairnElement *step, CairnSegmentFigures *sum, GHashTable *playbooks)
{
  gint64 kind = cairn_element_get_int (step, CAIRN_PROP_KIND);

  sum->steps += kind != CAIRN_STEP_NOTE;
  sum->touchpoints += kind == CAIRN_STEP_TOUCHPOINT;
  sum->minutes += (guint64) cairn_element_get_int (step, CAIRN_PROP_EFFORT);
  CAIRN_FOREACH_CHILD (attachment, step, CAIRN_KIND_ATTACHMENT)
    g_hash_table_add (playbooks,
                      (char *) cairn_element_get_string (attachment, CAIRN_PROP_PLAYBOOK));
}

/* @stage NULL: of all stages. */
static void
count_swimlane (CairnDocument *document,
                CairnElement *swimlane,
                CairnElement *stage,
                CairnSegmentFigures *sum,
                GHashTable *playbooks)
{
  CAIRN_FOREACH_CHILD (step, swimlane, CAIRN_KIND_STEP)
    if (stage == NULL || cairn_document_resolve (document, step, CAIRN_PROP_STAGE) == stage)
      count_step (step, sum, playbooks);
  CAIRN_FOREACH_CHILD (flow, swimlane, CAIRN_KIND_FLOW)
    {
      CairnElement *from = cairn_document_resolve (document, flow, CAIRN_PROP_FROM);
      CairnElement *to = cairn_document_resolve (document, flow, CAIRN_PROP_TO);

      if (cairn_document_resolve (document, from, CAIRN_PROP_LANE)
            != cairn_document_resolve (document, to, CAIRN_PROP_LANE)
          && (stage == NULL || cairn_document_resolve (document, from, CAIRN_PROP_STAGE) == stage))
        sum->handoffs++;
    }
}

CairnSegmentFigures
cairn_segment_figures (CairnDocument *document, CairnElement *segment)
{
  CairnSegmentFigures sum = { 0 };
  g_autoptr (GHashTable) playbooks = g_hash_table_new (g_str_hash, g_str_equal);

  CAIRN_FOREACH_CHILD (swimlane, segment, CAIRN_KIND_SWIMLANE)
    if (counts (swimlane))
      {
        sum.stages += cairn_element_count (swimlane, CAIRN_KIND_STAGE);
        sum.lanes += cairn_element_count (swimlane, CAIRN_KIND_LANE);
        count_swimlane (document, swimlane, NULL, &sum, playbooks);
      }
  sum.playbooks = g_hash_table_size (playbooks);
  return sum;
}

static CairnSegmentFigures
stage_figures (CairnDocument *document, CairnElement *stage)
{
  CairnSegmentFigures sum = { .stages = stage != NULL };
  g_autoptr (GHashTable) playbooks = g_hash_table_new (g_str_hash, g_str_equal);

  if (stage != NULL)
    count_swimlane (document, cairn_element_get_parent (stage), stage, &sum, playbooks);
  sum.playbooks = g_hash_table_size (playbooks);
  return sum;
}

/* The stage that @element is or stands in; NULL if none. */
static CairnElement *
stage_of (CairnDocument *document, CairnElement *element)
{
  if (element == NULL || cairn_element_get_kind (element) == CAIRN_KIND_STAGE)
    return element;
  if (cairn_element_get_kind (element) == CAIRN_KIND_FLOW)
    element = cairn_document_resolve (document, element, CAIRN_PROP_FROM);
  return element != NULL && cairn_element_get_kind (element) == CAIRN_KIND_STEP
           ? cairn_document_resolve (document, element, CAIRN_PROP_STAGE)
           : NULL;
}

static guint
count_differences (CairnSegmentComparison *self, CairnElement *a, CairnElement *b)
{
  guint n = 0;

  for (guint i = 0; i < self->differences->len; i++)
    {
      const CairnDifference *difference = g_ptr_array_index (self->differences, i);
      CairnElement *before = stage_of (self->document, difference->before);
      CairnElement *after = stage_of (self->document, difference->after);

      n += (a != NULL && before == a) || (b != NULL && after == b);
    }
  return n;
}

static void
add_stage (CairnSegmentComparison *self, CairnElement *a, CairnElement *b)
{
  CairnStageComparison row = { 0 };

  row.diagram = cairn_element_get_parent (b != NULL ? b : a);
  row.a = a;
  row.b = b;
  row.in_a = stage_figures (self->document, a);
  row.in_b = stage_figures (self->document, b);
  row.n_differences = count_differences (self, a, b);
  g_array_append_val (self->stages, row);
}

static gboolean
is_row (CairnSegmentComparison *self, const CairnElement *stage)
{
  for (guint i = 0; i < self->stages->len; i++)
    if (g_array_index (self->stages, CairnStageComparison, i).a == stage)
      return TRUE;
  return FALSE;
}

/* Those that only A has, up to @end (NULL: all that are left). */
static void
add_gone (CairnSegmentComparison *self, CairnElement *swimlane, CairnElement *end, GHashTable *kept)
{
  CAIRN_FOREACH_CHILD (stage, swimlane, CAIRN_KIND_STAGE)
    {
      if (stage == end)
        return;
      if (!g_hash_table_contains (kept, stage) && !is_row (self, stage))
        add_stage (self, stage, NULL);
    }
}

static GHashTable *
list_kept (GHashTable *matches)
{
  GHashTable *kept = g_hash_table_new (NULL, NULL);
  GHashTableIter iter;
  gpointer a;

  g_hash_table_iter_init (&iter, matches);
  while (g_hash_table_iter_next (&iter, NULL, &a))
    g_hash_table_add (kept, a);
  return kept;
}

static void
list_stages (CairnSegmentComparison *self, GHashTable *matches)
{
  g_autoptr (GHashTable) kept = list_kept (matches);

  CAIRN_FOREACH_CHILD (swimlane, self->b, CAIRN_KIND_SWIMLANE)
    if (counts (swimlane))
      {
        CairnElement *match = g_hash_table_lookup (matches, swimlane);

        CAIRN_FOREACH_CHILD (stage, swimlane, CAIRN_KIND_STAGE)
          {
            CairnElement *a = g_hash_table_lookup (matches, stage);

            if (a != NULL && match != NULL && cairn_element_get_parent (a) == match)
              add_gone (self, match, a, kept);
            add_stage (self, a, stage);
          }
        if (match != NULL)
          add_gone (self, match, NULL, kept);
      }
  CAIRN_FOREACH_CHILD (swimlane, self->a, CAIRN_KIND_SWIMLANE)
    if (counts (swimlane))
      add_gone (self, swimlane, NULL, kept);
}

CairnSegmentComparison *
cairn_segment_compare (CairnDocument *document, CairnElement *a, CairnElement *b)
{
  CairnSegmentComparison *self;
  g_autoptr (GHashTable) matches = NULL;

  g_return_val_if_fail (cairn_element_get_kind (a) == CAIRN_KIND_SEGMENT, NULL);
  g_return_val_if_fail (cairn_element_get_kind (b) == CAIRN_KIND_SEGMENT, NULL);

  self = g_new0 (CairnSegmentComparison, 1);
  self->document = g_object_ref (document);
  self->a = cairn_element_ref (a);
  self->b = cairn_element_ref (b);
  self->in_a = cairn_segment_figures (document, a);
  self->in_b = cairn_segment_figures (document, b);
  self->differences = cairn_place_compare (document, a, b);
  self->stages = g_array_new (FALSE, FALSE, sizeof (CairnStageComparison));
  matches = cairn_place_match (document, a, b);
  list_stages (self, matches);
  return self;
}

void
cairn_segment_comparison_free (CairnSegmentComparison *self)
{
  g_clear_pointer (&self->stages, g_array_unref);
  g_clear_pointer (&self->differences, g_ptr_array_unref);
  g_clear_pointer (&self->a, cairn_element_unref);
  g_clear_pointer (&self->b, cairn_element_unref);
  g_clear_object (&self->document);
  g_free (self);
}
