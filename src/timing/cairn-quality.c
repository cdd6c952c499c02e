/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing/cairn-privacy.h"
#include "timing/cairn-quality-private.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  CairnFinding finding; /* the first member: found by its address */
  GArray *rows;         /* CairnFindingRow */
} Entry;

struct _CairnQuality
{
  gatomicrefcount ref_count;
  gsize n_rows;
  gint64 resolution;
  gboolean leaves_out_forgotten;
  GPtrArray *remarks;
  GPtrArray *entries; /* Entry, while it is built */
  GArray *findings;   /* CairnFinding, once it is */
  GStringChunk *strings;
};

static const char *
title_of (CairnFindingKind kind, const char *detail)
{
  switch (kind)
    {
    case CAIRN_FINDING_REJECTED:
    case CAIRN_FINDING_UNMAPPED:
      return detail;
    case CAIRN_FINDING_EXIT_INFERRED:
      return _ ("Exit inferred");
    case CAIRN_FINDING_MERGED:
      return _ ("Overlapping stays merged");
    case CAIRN_FINDING_ENTRY_UNKNOWN:
      return _ ("Time of entering unknown");
    case CAIRN_FINDING_FORGOTTEN:
      return _ ("Forgotten or unrecorded?");
    case CAIRN_FINDING_PASSED:
      return _ ("Passed straight through");
    case CAIRN_FINDING_RETURNED:
      return _ ("Came again");
    }
  g_return_val_if_reached ("");
}

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_array_unref (entry->rows);
  g_free (entry);
}

CairnQuality *
cairn_quality_new (gsize n_rows)
{
  CairnQuality *self = g_new0 (CairnQuality, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->n_rows = n_rows;
  self->remarks = g_ptr_array_new ();
  self->entries = g_ptr_array_new_with_free_func (entry_free);
  self->findings = g_array_new (FALSE, FALSE, sizeof (CairnFinding));
  self->strings = g_string_chunk_new (256);
  return self;
}

CairnQuality *
cairn_quality_ref (CairnQuality *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
cairn_quality_unref (CairnQuality *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_ptr_array_unref (self->remarks);
  g_ptr_array_unref (self->entries);
  g_array_unref (self->findings);
  g_string_chunk_free (self->strings);
  g_free (self);
}

guint
cairn_quality_add (
  CairnQuality *self, CairnFindingKind kind, const char *detail, guint rows, guint customers)
{
  Entry *entry;

  g_return_val_if_fail (self != NULL, G_MAXUINT);

  if (rows == 0)
    return G_MAXUINT;
  entry = g_new0 (Entry, 1);
  entry->rows = g_array_new (FALSE, FALSE, sizeof (CairnFindingRow));
  entry->finding.kind = kind;
  entry->finding.detail = detail != NULL ? g_string_chunk_insert (self->strings, detail) : NULL;
  entry->finding.title = title_of (kind, entry->finding.detail);
  entry->finding.rows = rows;
  entry->finding.customers = customers;
  g_ptr_array_add (self->entries, entry);
  return self->entries->len - 1;
}

static const char *
keep (CairnQuality *self, const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);

  return g_string_chunk_insert_const (self->strings, valid);
}

void
cairn_quality_add_row (CairnQuality *self, guint finding, const CairnFindingRow *row)
{
  CairnFindingRow kept;
  Entry *entry;

  g_return_if_fail (self != NULL && finding < self->entries->len);

  entry = g_ptr_array_index (self->entries, finding);
  kept.customer = keep (self, row->customer);
  kept.stage = keep (self, row->stage);
  kept.entered = keep (self, row->entered);
  kept.left = keep (self, row->left);
  kept.problem = keep (self, row->problem);
  g_array_append_val (entry->rows, kept);
}

guint
cairn_quality_get_n_added (const CairnQuality *self)
{
  return self->entries->len;
}

const CairnFinding *
cairn_quality_peek (const CairnQuality *self, guint finding)
{
  return &((const Entry *) g_ptr_array_index (self->entries, finding))->finding;
}

void
cairn_quality_set_resolution (CairnQuality *self, gint64 seconds)
{
  g_return_if_fail (self != NULL);

  self->resolution = seconds;
}

void
cairn_quality_set_leaves_out_forgotten (CairnQuality *self, gboolean leaves_out)
{
  g_return_if_fail (self != NULL);

  self->leaves_out_forgotten = leaves_out;
}

void
cairn_quality_add_remark (CairnQuality *self, const char *remark)
{
  g_return_if_fail (self != NULL && remark != NULL);

  g_ptr_array_add (self->remarks, g_string_chunk_insert (self->strings, remark));
}

static int
compare_entries (gconstpointer a, gconstpointer b)
{
  const CairnFinding *x = &(*(Entry *const *) a)->finding;
  const CairnFinding *y = &(*(Entry *const *) b)->finding;

  if (x->kind != y->kind)
    return x->kind < y->kind ? -1 : 1;
  if (x->rows != y->rows)
    return x->rows > y->rows ? -1 : 1;
  return g_strcmp0 (x->detail, y->detail);
}

void
cairn_quality_finish (CairnQuality *self)
{
  g_return_if_fail (self != NULL);

  g_ptr_array_sort (self->entries, compare_entries);
  for (guint i = 0; i < self->entries->len; i++)
    {
      Entry *entry = g_ptr_array_index (self->entries, i);

      entry->finding.list = (const CairnFindingRow *) entry->rows->data;
      entry->finding.n_list = entry->rows->len;
      g_array_append_val (self->findings, entry->finding);
    }
  g_ptr_array_add (self->remarks, NULL);
}

const CairnFinding *
cairn_quality_get_findings (const CairnQuality *self, guint *n_findings)
{
  g_return_val_if_fail (self != NULL && n_findings != NULL, NULL);

  *n_findings = self->findings->len;
  return (const CairnFinding *) self->findings->data;
}

const CairnFinding *
cairn_quality_find (const CairnQuality *self, CairnFindingKind kind, const char *detail)
{
  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < self->findings->len; i++)
    {
      const CairnFinding *finding = &g_array_index (self->findings, CairnFinding, i);

      if (finding->kind == kind && (detail == NULL || g_strcmp0 (finding->detail, detail) == 0))
        return finding;
    }
  return NULL;
}

gsize
cairn_quality_get_n_rows (const CairnQuality *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_rows;
}

gint64
cairn_quality_get_resolution (const CairnQuality *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->resolution;
}

gboolean
cairn_quality_leaves_out_forgotten (const CairnQuality *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->leaves_out_forgotten;
}

const char *const *
cairn_quality_get_remarks (const CairnQuality *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return (const char *const *) self->remarks->pdata;
}

void
cairn_quality_mask_customers (CairnQuality *self)
{
  g_return_if_fail (self != NULL);

  for (guint i = 0; i < self->entries->len; i++)
    {
      const Entry *entry = g_ptr_array_index (self->entries, i);

      for (guint j = 0; j < entry->rows->len; j++)
        {
          CairnFindingRow *row = &g_array_index (entry->rows, CairnFindingRow, j);
          g_autofree char *pseudonym
            = *row->customer != '\0' ? cairn_privacy_dup_pseudonym (row->customer) : NULL;

          if (pseudonym != NULL)
            row->customer = g_string_chunk_insert_const (self->strings, pseudonym);
        }
    }
}
