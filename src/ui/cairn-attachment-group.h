/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "canvas/cairn-editor.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* The playbooks that hang on a step: open, detach, attach another. Takes a dropped playbook too. */
#define CAIRN_TYPE_ATTACHMENT_GROUP (cairn_attachment_group_get_type ())
G_DECLARE_FINAL_TYPE (
  CairnAttachmentGroup, cairn_attachment_group, CAIRN, ATTACHMENT_GROUP, AdwPreferencesGroup)

/* @step NULL hides the group. */
void
cairn_attachment_group_show (CairnAttachmentGroup *self, CairnEditor *editor, CairnElement *step);

G_END_DECLS
