/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "canvas/cairn-editor.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* What the timings say about one stage: waiting now, median, times target, longest inside. */
#define CAIRN_TYPE_TIMING_GROUP (cairn_timing_group_get_type ())
G_DECLARE_FINAL_TYPE (
  CairnTimingGroup, cairn_timing_group, CAIRN, TIMING_GROUP, AdwPreferencesGroup)

/* @stage NULL, or no timings at all, hides the group. */
void cairn_timing_group_show (CairnTimingGroup *self, CairnEditor *editor, CairnElement *stage);

G_END_DECLS
