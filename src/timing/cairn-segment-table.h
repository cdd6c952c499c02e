/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-mapping.h"

G_BEGIN_DECLS

/* Numbers the segments of a source as they turn up, so that rows carry two bytes each. */
typedef struct _CairnSegmentTable CairnSegmentTable;

/* @mapping is borrowed and must outlive the table. */
CairnSegmentTable *cairn_segment_table_new (const CairnMapping *mapping);
void cairn_segment_table_free (CairnSegmentTable *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CairnSegmentTable, cairn_segment_table_free)

/* The number of the segment that @value stands for; NULL or "" is the segment "". From 65,535
 * segments on, all others count as "". */
guint16 cairn_segment_table_add (CairnSegmentTable *self, const char *value);

/* The same by the segment itself, whatever stands for it in the data. */
guint16 cairn_segment_table_add_meant (CairnSegmentTable *self, const char *name);

guint cairn_segment_table_count (const CairnSegmentTable *self);
const char *cairn_segment_table_get (CairnSegmentTable *self, guint16 number);

G_END_DECLS
