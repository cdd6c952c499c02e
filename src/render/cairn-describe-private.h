/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "render/cairn-scene.h"

G_BEGIN_DECLS

/* Says in words what a group shows, looking names up in the journey. */
typedef struct _CairnDescriber CairnDescriber;

CairnDescriber *cairn_describer_new (const CairnScene *scene);
void cairn_describer_free (CairnDescriber *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CairnDescriber, cairn_describer_free)

/* Owned by the caller; NULL: nothing to say. */
char *cairn_describer_describe (CairnDescriber *self, const CairnSceneGroup *group);

G_END_DECLS
