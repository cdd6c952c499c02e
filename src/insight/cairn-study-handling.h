/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "insight/cairn-study-words.h"

G_BEGIN_DECLS

/* What is usually done about a stage of that kind, the most to the point first. */

typedef enum
{
  CAIRN_BUCKET_LOW_HANGING, /* a matter of hours */
  CAIRN_BUCKET_PROCESS,     /* the process is tweaked */
  CAIRN_BUCKET_PROJECT,     /* a long-term project */
} CairnHandlingBucket;

typedef struct
{
  const char *title; /* translated with _() by cairn_study_handling_get_title() */
  CairnHandlingBucket bucket;
  gboolean playbook; /* attaching a playbook is what it is about */
} CairnHandling;

/* Array of CairnHandling (static, borrowed); empty if there is nothing to do. */
GPtrArray *cairn_study_handling_list (const CairnStageStudy *study,
                                      const CairnStudySetting *setting);

const char *cairn_study_handling_get_title (const CairnHandling *self);
/* "Low-hanging fruit", "Process tweak", "Long-term project". */
const char *cairn_study_handling_get_bucket (const CairnHandling *self);

G_END_DECLS
