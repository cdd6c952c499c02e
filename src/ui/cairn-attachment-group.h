/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "canvas/cairn-editor.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* The playbooks that hang on one step or several: open, detach, attach another. Takes a dropped
 * playbook too. */
#define CAIRN_TYPE_ATTACHMENT_GROUP (cairn_attachment_group_get_type ())
G_DECLARE_FINAL_TYPE (
  CairnAttachmentGroup, cairn_attachment_group, CAIRN, ATTACHMENT_GROUP, AdwPreferencesGroup)

/* @steps: of CairnElement; NULL hides the group. */
void
cairn_attachment_group_show (CairnAttachmentGroup *self, CairnEditor *editor, GPtrArray *steps);

G_END_DECLS
