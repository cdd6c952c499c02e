/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing/cairn-postgres.h"
#include "timing/cairn-source.h"

#include "timing/cairn-snapshot-private.h"
#include "timing/cairn-sqlite-source.h"

#include <glib/gi18n-lib.h>

CairnSource *
cairn_source_open (const CairnMapping *mapping, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (mapping != NULL, NULL);

  if (cairn_postgres_is_address (mapping->path))
    return cairn_postgres_source_new (mapping, cancellable, error);
  return cairn_sqlite_source_new (mapping, cancellable, error);
}

void
cairn_source_free (CairnSource *self)
{
  if (self != NULL)
    self->klass->free (self);
}

void
cairn_source_set_clock (CairnSource *self, gint64 now)
{
  g_return_if_fail (self != NULL);

  self->klass->set_clock (self, now);
}

gboolean
cairn_source_set_audience (CairnSource *self,
                           const char *filter,
                           const GPtrArray *rules,
                           GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (self->klass->set_audience != NULL)
    return self->klass->set_audience (self, filter, rules, error);
  if (filter == NULL && (rules == NULL || rules->len == 0))
    return TRUE;
  g_set_error_literal (error, CAIRN_SOURCE_ERROR, CAIRN_SOURCE_ERROR_BAD_OPTION,
                       _ ("This kind of source cannot count some customers only. Clear the filter "
                          "and the rules of segments."));
  return FALSE;
}

gboolean
cairn_source_load (CairnSource *self, CairnProgressFunc progress, gpointer data, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->klass->load (self, progress, data, error);
}

gboolean
cairn_source_check (CairnSource *self, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->klass->check (self, error);
}

CairnSourceWork
cairn_source_get_work (CairnSource *self)
{
  g_return_val_if_fail (self != NULL, CAIRN_SOURCE_FRESH);

  return self->klass->get_work (self);
}

gboolean
cairn_source_step (CairnSource *self, gboolean *changed, GError **error)
{
  g_return_val_if_fail (self != NULL && changed != NULL, FALSE);

  return self->klass->step (self, changed, error);
}

gboolean
cairn_source_settle (CairnSource *self, GError **error)
{
  gboolean changed = FALSE;

  g_return_val_if_fail (self != NULL, FALSE);

  do
    {
      if (!cairn_source_check (self, error))
        return FALSE;
      if (cairn_source_get_work (self) == CAIRN_SOURCE_RELOAD
            ? !cairn_source_load (self, NULL, NULL, error)
            : !cairn_source_step (self, &changed, error))
        return FALSE;
    }
  while (cairn_source_get_work (self) != CAIRN_SOURCE_FRESH);
  return TRUE;
}

CairnSnapshot *
cairn_source_snapshot (CairnSource *self, gint64 now, const CairnWindow *window)
{
  g_return_val_if_fail (self != NULL && window != NULL, NULL);

  return self->klass->snapshot (self, now, window);
}

CairnStageStudy *
cairn_source_study (CairnSource *self,
                    const CairnStudyWish *wish,
                    gint64 now,
                    const CairnWindow *window)
{
  g_return_val_if_fail (self != NULL && wish != NULL && window != NULL, NULL);

  return self->klass->study != NULL ? self->klass->study (self, wish, now, window) : NULL;
}

guint64
cairn_source_count_answers (CairnSource *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->klass->count_answers != NULL ? self->klass->count_answers (self) : 0;
}

void
cairn_source_set_quality_wish (CairnSource *self, const CairnQualityWish *wish)
{
  g_return_if_fail (self != NULL && wish != NULL);

  if (self->klass->set_quality_wish != NULL)
    self->klass->set_quality_wish (self, wish);
}

void
cairn_source_add_studies (CairnSource *self,
                          CairnSnapshot *snapshot,
                          const GPtrArray *wishes,
                          gint64 now,
                          const CairnWindow *window)
{
  g_return_if_fail (self != NULL && snapshot != NULL && wishes != NULL);

  for (guint i = 0; i < wishes->len; i++)
    {
      g_autoptr (CairnStageStudy) study
        = cairn_source_study (self, g_ptr_array_index (wishes, i), now, window);

      if (study != NULL)
        cairn_snapshot_add_study (snapshot, study);
    }
}

gsize
cairn_source_get_n_rows (CairnSource *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->klass->get_n_rows (self);
}

guint
cairn_source_get_n_audit_steps (CairnSource *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->klass->get_n_audit_steps != NULL ? self->klass->get_n_audit_steps (self) : 0;
}

gboolean
cairn_source_is_loading (CairnSource *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->klass->is_loading != NULL && self->klass->is_loading (self);
}

void
cairn_source_set_warm_start (CairnSource *self, CairnWarmStart how)
{
  g_return_if_fail (self != NULL);

  if (self->klass->set_warm_start != NULL)
    self->klass->set_warm_start (self, how);
}

gint64
cairn_source_get_load_time (CairnSource *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->klass->get_load_time != NULL ? self->klass->get_load_time (self) : 0;
}

gboolean
cairn_source_is_behind (CairnSource *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->klass->is_behind != NULL && self->klass->is_behind (self);
}

guint64
cairn_source_count_changes (CairnSource *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->klass->count_changes != NULL ? self->klass->count_changes (self) : 0;
}

gboolean
cairn_source_keep (CairnSource *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->klass->keep != NULL && self->klass->keep (self);
}
