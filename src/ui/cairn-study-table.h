/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/cairn-study-row.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A table of what a study lists, sorted by any column, searched, and copied as text. Thousands of
 * rows are fine: only those on the screen have widgets, and the same row stays the same object. */

typedef struct
{
  const char *title; /* translate with _(); NULL: not shown, only copied */
  const char *field; /* of CSV: never translated, with its unit: "age_days" */
  char *(*text) (CairnStudyRow *row);
  /* As a program reads it: locale-free; NULL: as @text. */
  char *(*plain) (CairnStudyRow *row);
  double (*key) (CairnStudyRow *row);        /* NULL: sorted by @text; NAN is least */
  const char *(*style) (CairnStudyRow *row); /* NULL: none; may return NULL */
  gboolean expand;
  gboolean rare; /* left out while every row says “–” */
} CairnStudyColumn;

typedef struct
{
  const CairnStudyColumn *columns;
  guint n_columns;
  gsize size; /* of an entry */
  /* Whether two entries are of the same customer, week, owner. */
  gboolean (*same) (gconstpointer a, gconstpointer b);
  guint sorted_by; /* at first */
  GtkSortType order;
} CairnStudyTableSpec;

#define CAIRN_TYPE_STUDY_TABLE (cairn_study_table_get_type ())
G_DECLARE_FINAL_TYPE (CairnStudyTable, cairn_study_table, CAIRN, STUDY_TABLE, GtkWidget)

/* @spec is static. */
GtkWidget *cairn_study_table_new (const CairnStudyTableSpec *spec, const char *label);

/* @entries: @n of them, one after the other. */
void cairn_study_table_set_entries (CairnStudyTable *self,
                                    CairnStageStudy *study,
                                    gconstpointer entries,
                                    guint n);
/* Takes the height of all its rows, as a part of something that scrolls. */
void cairn_study_table_unroll (CairnStudyTable *self);
/* Shows only rows that hold @text, whatever its case; "": all. */
void cairn_study_table_search (CairnStudyTable *self, const char *text);
/* Rows that are shown. */
guint cairn_study_table_get_n_shown (CairnStudyTable *self);

/* What is shown, in the order it is shown in, for programs (RFC 4180): the same in every language.
 * @only: the filter, as a last column; NULL: everybody counts. Owned by the caller. */
char *cairn_study_table_dup_csv (CairnStudyTable *self, const char *only);
/* All of it, in the order of the study, for a spreadsheet: between tabs, with the decimal sign of
 * the locale. Owned by the caller. */
char *cairn_study_table_dup_sheet (CairnStudyTable *self);

G_END_DECLS
