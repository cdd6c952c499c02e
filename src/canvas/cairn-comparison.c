/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-canvas"

#include "canvas/cairn-comparison.h"

#include "insight/cairn-journey-compare.h"
#include "insight/cairn-place-compare.h"

/* So long after a change the journeys are compared again, in milliseconds: not while typing. */
#define DELAY 150

struct _CairnComparison
{
  GObject parent_instance;

  CairnDocument *document;
  char *name;
  CairnDocument *journey; /* NULL: two places of @document are compared */
  CairnElement *then;
  CairnElement *now;

  GPtrArray *differences;
  guint timer;
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CairnComparison, cairn_comparison, G_TYPE_OBJECT)

static gboolean
is_live (CairnComparison *self, CairnElement *element)
{
  return cairn_document_lookup (self->document, cairn_element_get_id (element)) == element;
}

/* That there are snapshots now is no news to somebody who compares with one. */
static void
drop_snapshots (GPtrArray *differences)
{
  for (guint i = differences->len; i > 0; i--)
    {
      const CairnDifference *difference = g_ptr_array_index (differences, i - 1);
      CairnElement *element = difference->after != NULL ? difference->after : difference->before;

      if (cairn_element_get_kind (element) == CAIRN_KIND_SNAPSHOT)
        g_ptr_array_remove_index (differences, i - 1);
    }
}

static GPtrArray *
find_differences (CairnComparison *self)
{
  GPtrArray *differences;

  if (self->journey == NULL)
    return is_live (self, self->then) && is_live (self, self->now)
             ? cairn_place_compare (self->document, self->then, self->now)
             : g_ptr_array_new ();
  differences = cairn_journey_compare (self->journey, self->document);
  drop_snapshots (differences);
  return differences;
}

static gboolean
timer_cb (gpointer data)
{
  CairnComparison *self = data;

  self->timer = 0;
  g_ptr_array_unref (self->differences);
  self->differences = find_differences (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
  return G_SOURCE_REMOVE;
}

static void
document_changed_cb (CairnComparison *self)
{
  if (self->timer == 0)
    self->timer = g_timeout_add (DELAY, timer_cb, self);
}

static void
cairn_comparison_dispose (GObject *object)
{
  CairnComparison *self = CAIRN_COMPARISON (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_pointer (&self->differences, g_ptr_array_unref);
  g_clear_pointer (&self->then, cairn_element_unref);
  g_clear_pointer (&self->now, cairn_element_unref);
  g_clear_pointer (&self->name, g_free);
  g_clear_object (&self->journey);
  g_clear_object (&self->document);
  G_OBJECT_CLASS (cairn_comparison_parent_class)->dispose (object);
}

static void
cairn_comparison_class_init (CairnComparisonClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cairn_comparison_dispose;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", CAIRN_TYPE_COMPARISON, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
cairn_comparison_init (CairnComparison *self)
{
}

static CairnComparison *
begin (CairnDocument *document, const char *name)
{
  CairnComparison *self = g_object_new (CAIRN_TYPE_COMPARISON, NULL);

  self->document = g_object_ref (document);
  self->name = g_strdup (name);
  g_signal_connect_object (document, "changed", G_CALLBACK (document_changed_cb), self,
                           G_CONNECT_SWAPPED);
  return self;
}

CairnComparison *
cairn_comparison_new_with_journey (CairnDocument *document, CairnDocument *then, const char *name)
{
  CairnComparison *self;

  g_return_val_if_fail (CAIRN_IS_DOCUMENT (document) && CAIRN_IS_DOCUMENT (then), NULL);

  self = begin (document, name);
  self->journey = g_object_ref (then);
  self->differences = find_differences (self);
  return self;
}

CairnComparison *
cairn_comparison_new_with_place (CairnDocument *document,
                                 CairnElement *then,
                                 CairnElement *now,
                                 const char *name)
{
  CairnComparison *self;

  g_return_val_if_fail (CAIRN_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (cairn_element_get_kind (then) == cairn_element_get_kind (now), NULL);

  self = begin (document, name);
  self->then = cairn_element_ref (then);
  self->now = cairn_element_ref (now);
  self->differences = find_differences (self);
  return self;
}

const char *
cairn_comparison_get_name (CairnComparison *self)
{
  g_return_val_if_fail (CAIRN_IS_COMPARISON (self), NULL);

  return self->name;
}

GPtrArray *
cairn_comparison_get_differences (CairnComparison *self)
{
  g_return_val_if_fail (CAIRN_IS_COMPARISON (self), NULL);

  return self->differences;
}

CairnElement *
cairn_comparison_get_now (CairnComparison *self)
{
  g_return_val_if_fail (CAIRN_IS_COMPARISON (self), NULL);

  return self->now;
}

CairnElement *
cairn_comparison_get_then (CairnComparison *self)
{
  g_return_val_if_fail (CAIRN_IS_COMPARISON (self), NULL);

  return self->then;
}
