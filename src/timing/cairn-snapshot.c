/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing/cairn-snapshot-private.h"
#include "timing/cairn-quality-private.h"
#include "timing/cairn-ranking.h"
#include "timing/cairn-stage-study.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _CairnSnapshot
{
  gatomicrefcount ref_count;

  gint64 as_of;
  gint64 window_from;
  gint64 window_to;
  char *clock;
  char *source_name;
  char *stale;
  CairnAudience *audience; /* NULL: not known */
  CairnSnapshot *earlier;  /* NULL: nothing is compared */
  gint64 audit_span;

  GArray *cells; /* CairnCell */
  GArray *unmapped;
  GArray *quarantine;
  CairnQuality *quality;
  GPtrArray *studies; /* CairnStageStudy; shared with what is derived from this */

  /* Strings of the cells and lists: either our own or those of the snapshot this one was made
   * from, which is then kept. */
  GStringChunk *strings;
  CairnSnapshot *origin;
};

G_DEFINE_BOXED_TYPE (CairnSnapshot, cairn_snapshot, cairn_snapshot_ref, cairn_snapshot_unref)

static CairnSnapshot *
snapshot_alloc (void)
{
  CairnSnapshot *self = g_new0 (CairnSnapshot, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->cells = g_array_new (FALSE, FALSE, sizeof (CairnCell));
  self->unmapped = g_array_new (FALSE, FALSE, sizeof (CairnUnmapped));
  self->quarantine = g_array_new (FALSE, FALSE, sizeof (CairnQuarantine));
  self->studies = g_ptr_array_new_with_free_func ((GDestroyNotify) cairn_stage_study_unref);
  self->strings = g_string_chunk_new (256);
  return self;
}

/* Everything of @origin but its cells. */
static CairnSnapshot *
snapshot_derive (CairnSnapshot *origin)
{
  CairnSnapshot *self = snapshot_alloc ();

  self->origin = cairn_snapshot_ref (origin);
  g_ptr_array_unref (self->studies);
  self->studies = g_ptr_array_ref (origin->studies);
  self->quality = origin->quality != NULL ? cairn_quality_ref (origin->quality) : NULL;
  self->as_of = origin->as_of;
  self->window_from = origin->window_from;
  self->window_to = origin->window_to;
  self->clock = g_strdup (origin->clock);
  self->source_name = g_strdup (origin->source_name);
  self->stale = g_strdup (origin->stale);
  if (origin->audience != NULL)
    self->audience = cairn_audience_ref (origin->audience);
  if (origin->earlier != NULL)
    self->earlier = cairn_snapshot_ref (origin->earlier);
  self->audit_span = origin->audit_span;
  g_array_append_vals (self->unmapped, origin->unmapped->data, origin->unmapped->len);
  g_array_append_vals (self->quarantine, origin->quarantine->data, origin->quarantine->len);
  return self;
}

static const char *
keep (CairnSnapshot *self, const char *text)
{
  return text != NULL ? g_string_chunk_insert_const (self->strings, text) : NULL;
}

static int
compare_cells (gconstpointer a, gconstpointer b)
{
  const CairnCell *x = a;
  const CairnCell *y = b;
  int order = g_strcmp0 (x->segment, y->segment);

  return order != 0 ? order : strcmp (x->stage, y->stage);
}

static void
rank_families (CairnSnapshot *self)
{
  CairnCell *cells = (CairnCell *) self->cells->data;
  guint n_pooled = 0;

  while (n_pooled < self->cells->len && cells[n_pooled].segment == NULL)
    n_pooled++;
  cairn_ranking_apply (cells, n_pooled);
  cairn_ranking_apply (cells + n_pooled, self->cells->len - n_pooled);
}

CairnSnapshot *
cairn_snapshot_new (
  gint64 as_of, gint64 window_from, gint64 window_to, const CairnCell *cells, guint n_cells)
{
  CairnSnapshot *self = snapshot_alloc ();

  self->as_of = as_of;
  self->window_from = window_from;
  self->window_to = window_to;
  self->clock = g_strdup (_ ("calendar days"));
  g_array_append_vals (self->cells, cells, n_cells);
  for (guint i = 0; i < n_cells; i++)
    {
      CairnCell *cell = &g_array_index (self->cells, CairnCell, i);

      cell->segment = keep (self, cell->segment);
      cell->stage = keep (self, cell->stage);
      cell->oldest_customer = keep (self, cell->oldest_customer);
      cell->stuck_customer = keep (self, cell->stuck_customer);
    }
  g_array_sort (self->cells, compare_cells);
  rank_families (self);
  return self;
}

CairnSnapshot *
cairn_snapshot_new_stale (CairnSnapshot *self, const char *sentence)
{
  CairnSnapshot *stale;

  g_return_val_if_fail (self != NULL, NULL);

  stale = snapshot_derive (self);
  g_array_append_vals (stale->cells, self->cells->data, self->cells->len);
  g_free (stale->stale);
  stale->stale = g_strdup (sentence);
  return stale;
}

CairnSnapshot *
cairn_snapshot_new_again (CairnSnapshot *self)
{
  CairnSnapshot *again;

  g_return_val_if_fail (self != NULL, NULL);

  again = cairn_snapshot_new_stale (self, self->stale);
  g_ptr_array_unref (again->studies);
  again->studies = g_ptr_array_new_with_free_func ((GDestroyNotify) cairn_stage_study_unref);
  return again;
}

CairnSnapshot *
cairn_snapshot_ref (CairnSnapshot *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
cairn_snapshot_unref (CairnSnapshot *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_clear_pointer (&self->clock, g_free);
  g_clear_pointer (&self->source_name, g_free);
  g_clear_pointer (&self->stale, g_free);
  g_clear_pointer (&self->audience, cairn_audience_unref);
  g_clear_pointer (&self->earlier, cairn_snapshot_unref);
  g_clear_pointer (&self->cells, g_array_unref);
  g_clear_pointer (&self->unmapped, g_array_unref);
  g_clear_pointer (&self->quarantine, g_array_unref);
  g_clear_pointer (&self->studies, g_ptr_array_unref);
  g_clear_pointer (&self->quality, cairn_quality_unref);
  g_clear_pointer (&self->strings, g_string_chunk_free);
  g_clear_pointer (&self->origin, cairn_snapshot_unref);
  g_free (self);
}

void
cairn_snapshot_set_source_name (CairnSnapshot *self, const char *name)
{
  g_return_if_fail (self != NULL);

  g_free (self->source_name);
  self->source_name = g_strdup (name);
}

void
cairn_snapshot_set_clock (CairnSnapshot *self, const char *clock)
{
  g_return_if_fail (self != NULL && clock != NULL);

  g_free (self->clock);
  self->clock = g_strdup (clock);
}

void
cairn_snapshot_set_audience (CairnSnapshot *self, CairnAudience *audience)
{
  g_return_if_fail (self != NULL && audience != NULL);

  cairn_audience_ref (audience);
  g_clear_pointer (&self->audience, cairn_audience_unref);
  self->audience = audience;
}

void
cairn_snapshot_set_earlier (CairnSnapshot *self, CairnSnapshot *earlier)
{
  g_return_if_fail (self != NULL && earlier != NULL);

  cairn_snapshot_ref (earlier);
  g_clear_pointer (&self->earlier, cairn_snapshot_unref);
  self->earlier = earlier;
}

static const char *
mask_name (CairnSnapshot *self, const char *name)
{
  g_autofree char *pseudonym = name != NULL ? cairn_privacy_dup_pseudonym (name) : NULL;

  return keep (self, pseudonym);
}

void
cairn_snapshot_mask (CairnSnapshot *self, CairnPrivacy privacy)
{
  g_return_if_fail (self != NULL);

  if (self->quality != NULL && (privacy & CAIRN_PRIVACY_CUSTOMERS) != 0)
    cairn_quality_mask_customers (self->quality);

  for (guint i = 0; i < self->cells->len && (privacy & CAIRN_PRIVACY_CUSTOMERS) != 0; i++)
    {
      CairnCell *cell = &g_array_index (self->cells, CairnCell, i);

      cell->oldest_customer = mask_name (self, cell->oldest_customer);
      cell->stuck_customer = mask_name (self, cell->stuck_customer);
    }
}

void
cairn_snapshot_add_unmapped (CairnSnapshot *self, const char *value, guint visits, guint customers)
{
  CairnUnmapped unmapped = { .visits = visits, .customers = customers };

  g_return_if_fail (self != NULL && value != NULL);

  unmapped.value = keep (self, value);
  g_array_append_val (self->unmapped, unmapped);
}

void
cairn_snapshot_add_quarantine (CairnSnapshot *self, const char *reason, guint rows)
{
  CairnQuarantine quarantine = { .rows = rows };

  g_return_if_fail (self != NULL && reason != NULL);

  quarantine.reason = keep (self, reason);
  g_array_append_val (self->quarantine, quarantine);
}

void
cairn_snapshot_add_study (CairnSnapshot *self, CairnStageStudy *study)
{
  g_return_if_fail (self != NULL && study != NULL);

  g_ptr_array_add (self->studies, cairn_stage_study_ref (study));
}

void
cairn_snapshot_set_quality (CairnSnapshot *self, CairnQuality *quality)
{
  g_return_if_fail (self != NULL && quality != NULL);

  cairn_quality_ref (quality);
  g_clear_pointer (&self->quality, cairn_quality_unref);
  self->quality = quality;
}

CairnQuality *
cairn_snapshot_get_quality (const CairnSnapshot *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->quality;
}

CairnStageStudy *
cairn_snapshot_find_study (const CairnSnapshot *self, const char *segment, const char *stage)
{
  g_return_val_if_fail (self != NULL && stage != NULL, NULL);

  for (guint i = 0; i < self->studies->len; i++)
    {
      CairnStageStudy *study = g_ptr_array_index (self->studies, i);
      const CairnStudyFigures *figures = cairn_stage_study_get_figures (study);

      if (g_strcmp0 (figures->segment, segment) == 0 && g_str_equal (figures->stage, stage))
        return study;
    }
  return NULL;
}

gint64
cairn_snapshot_get_as_of (const CairnSnapshot *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->as_of;
}

gint64
cairn_snapshot_get_window_from (const CairnSnapshot *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->window_from;
}

gint64
cairn_snapshot_get_window_to (const CairnSnapshot *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->window_to;
}

const char *
cairn_snapshot_get_clock (const CairnSnapshot *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->clock;
}

const char *
cairn_snapshot_get_source_name (const CairnSnapshot *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->source_name;
}

const char *
cairn_snapshot_get_stale (const CairnSnapshot *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->stale;
}

const CairnAudience *
cairn_snapshot_get_audience (const CairnSnapshot *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->audience;
}

CairnSnapshot *
cairn_snapshot_get_earlier (const CairnSnapshot *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->earlier;
}

const CairnCell *
cairn_snapshot_get_cells (const CairnSnapshot *self, guint *n_cells)
{
  g_return_val_if_fail (self != NULL && n_cells != NULL, NULL);

  *n_cells = self->cells->len;
  return (const CairnCell *) self->cells->data;
}

const CairnUnmapped *
cairn_snapshot_get_unmapped (const CairnSnapshot *self, guint *n)
{
  g_return_val_if_fail (self != NULL && n != NULL, NULL);

  *n = self->unmapped->len;
  return (const CairnUnmapped *) self->unmapped->data;
}

const CairnQuarantine *
cairn_snapshot_get_quarantine (const CairnSnapshot *self, guint *n)
{
  g_return_val_if_fail (self != NULL && n != NULL, NULL);

  *n = self->quarantine->len;
  return (const CairnQuarantine *) self->quarantine->data;
}

const CairnCell *
cairn_snapshot_find (const CairnSnapshot *self, const char *segment, const char *stage)
{
  g_return_val_if_fail (self != NULL && stage != NULL, NULL);

  for (guint i = 0; i < self->cells->len; i++)
    {
      const CairnCell *cell = &g_array_index (self->cells, CairnCell, i);

      if (g_strcmp0 (cell->segment, segment) == 0 && strcmp (cell->stage, stage) == 0)
        return cell;
    }
  return NULL;
}

CairnSnapshot *
cairn_snapshot_view (CairnSnapshot *self, const char *segment, const char *const *stages)
{
  CairnSnapshot *view;

  g_return_val_if_fail (self != NULL, NULL);

  view = snapshot_derive (self);
  if (stages != NULL)
    for (guint i = 0; stages[i] != NULL; i++)
      {
        const CairnCell *cell = cairn_snapshot_find (self, segment, stages[i]);

        if (cell != NULL)
          g_array_append_vals (view->cells, cell, 1);
      }
  else
    for (guint i = 0; i < self->cells->len; i++)
      {
        const CairnCell *cell = &g_array_index (self->cells, CairnCell, i);

        if (g_strcmp0 (cell->segment, segment) == 0)
          g_array_append_vals (view->cells, cell, 1);
      }
  cairn_ranking_apply ((CairnCell *) view->cells->data, view->cells->len);
  return view;
}

/* Where @name stands in @names; behind all of them if it does not. -1 for NULL. */
static int
place_of (const char *name, const char *const *names)
{
  int place = 0;

  if (name == NULL)
    return -1;
  while (names != NULL && names[place] != NULL && !g_str_equal (names[place], name))
    place++;
  return place;
}

typedef struct
{
  const char *const *segments;
  const char *const *stages;
} Arrangement;

static int
compare_places (gconstpointer a, gconstpointer b, gpointer data)
{
  const CairnCell *one = a;
  const CairnCell *two = b;
  const Arrangement *order = data;
  int by_segment
    = place_of (one->segment, order->segments) - place_of (two->segment, order->segments);

  if (by_segment == 0)
    by_segment = g_strcmp0 (one->segment, two->segment);
  return by_segment != 0
           ? by_segment
           : place_of (one->stage, order->stages) - place_of (two->stage, order->stages);
}

CairnSnapshot *
cairn_snapshot_arrange (CairnSnapshot *self, const char *const *segments, const char *const *stages)
{
  Arrangement order = { segments, stages };
  CairnSnapshot *arranged;

  g_return_val_if_fail (self != NULL, NULL);

  arranged = snapshot_derive (self);
  g_array_append_vals (arranged->cells, self->cells->data, self->cells->len);
  /* Stable, so what the lists do not name stays in order of name. */
  g_qsort_with_data (arranged->cells->data, (int) arranged->cells->len, sizeof (CairnCell),
                     compare_places, &order);
  rank_families (arranged);
  return arranged;
}

void
cairn_snapshot_set_audit_span (CairnSnapshot *self, gint64 seconds)
{
  g_return_if_fail (self != NULL);

  self->audit_span = seconds;
}

gint64
cairn_snapshot_get_audit_span (const CairnSnapshot *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->audit_span;
}
